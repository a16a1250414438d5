//! [`Events`]: the history of many contacts.

use super::Event;
use std::collections::BTreeMap;

/// Events by the id of their contact, each contact's in the order of their dates.
///
/// ```
/// use contactkit::contact::PartialDate;
/// use contactkit::history::{Event, EventKind, Events};
///
/// let mut events = Events::default();
/// events.add("crm-17", Event::new(EventKind::Purchase, PartialDate::full(2026, 5, 17).unwrap()));
/// events.add("crm-17", Event::new(EventKind::Call, PartialDate::full(2026, 2, 1).unwrap()));
/// let kinds: Vec<_> = events.of("crm-17").iter().map(|event| event.kind.to_string()).collect();
/// assert_eq!(kinds, ["call", "purchase"]);
/// assert!(events.of("crm-18").is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Events {
    by_contact: BTreeMap<String, Vec<Event>>,
}

impl Events {
    /// Adds an event of the contact with an id, behind those of the same day.
    ///
    /// It costs a search, and a move of the later events of the contact.
    pub fn add(&mut self, contact: impl Into<String>, event: Event) {
        let events = self.by_contact.entry(contact.into()).or_default();
        let at = events.partition_point(|other| other.date <= event.date);
        events.insert(at, event);
    }

    /// The events of the contact with an id, the earliest first.
    pub fn of(&self, contact: &str) -> &[Event] {
        self.by_contact.get(contact).map_or(&[], Vec::as_slice)
    }

    /// The ids of the contacts that have events, with these, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Event])> {
        self.by_contact.iter().map(|(id, events)| (id.as_str(), events.as_slice()))
    }
}

impl<I: Into<String>> Extend<(I, Event)> for Events {
    fn extend<E: IntoIterator<Item = (I, Event)>>(&mut self, events: E) {
        events.into_iter().for_each(|(contact, event)| self.add(contact, event));
    }
}

impl<I: Into<String>> FromIterator<(I, Event)> for Events {
    fn from_iter<E: IntoIterator<Item = (I, Event)>>(events: E) -> Self {
        let mut all = Self::default();
        all.extend(events);
        all
    }
}

/// Reads them in any order.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Events {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut by_contact = BTreeMap::<String, Vec<Event>>::deserialize(deserializer)?;
        by_contact.values_mut().for_each(|events| events.sort_by_key(|event| event.date));
        Ok(Self { by_contact })
    }
}
