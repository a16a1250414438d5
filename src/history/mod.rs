//! What happened between you and your contacts: [`Event`]s, kept beside the contacts by their ids; what is to be done next,
//! a [`FollowUp`]; and the stage of the [`Pipeline`] to which the events have led.
//!
//! A history grows without end while a contact stays small, comes from other systems than the contact does, and is no
//! evidence of who somebody is; so it is no field of the contact. [`Events`] has them by contact, in the order of their dates.

mod event;
mod events;
mod follow_up;
mod pipeline;

pub use event::{Direction, Event, EventKind};
pub use events::Events;
pub use follow_up::{FollowUp, Waiting};
pub use pipeline::{IllegalMove, Pipeline, Stay, stage, stays};
