//! The comparable form of each value.
//!
//! A value of a [`contact`](crate::contact) comes in, the form in which it is compared goes out. Nothing here is for
//! showing or sending: the forms are folded to plain letters, shortened and stripped of what varies in writing. Each
//! form is computed once when a contact enters [`Records`](crate::matching::Records); the cost is linear in the text.
//!
//! Every form is stable: the form of a form is itself. Two forms of one name need not be equal: [`short_for`] knows short
//! forms, [`are_gendered_forms`] family names of men and women, and [`sound`] and [`skeleton`] other spellings.

mod address;
mod email;
mod family;
mod fold;
mod name;
mod nickname;
mod organization;
mod sound;
pub(crate) mod tables;

pub use address::AddressKey;
pub(crate) use address::street_name;
pub use email::EmailKey;
pub use family::are_gendered_forms;
pub use fold::{LONGEST, fold};
pub use name::{Generation, NameKey};
pub(crate) use nickname::formal_names;
pub use nickname::short_for;
pub use organization::OrganizationKey;
pub use sound::{skeleton, sound};
