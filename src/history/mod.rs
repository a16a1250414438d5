//! What happened between you and your contacts: [`Event`]s, kept beside the contacts by their ids.
//!
//! A history grows without end while a contact stays small, comes from other systems than the contact does, and is no
//! evidence of who somebody is; so it is no field of the contact. [`Events`] has them by contact, in the order of their dates.

mod event;
mod events;

pub use event::{Direction, Event, EventKind};
pub use events::Events;
