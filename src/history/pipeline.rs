//! [`Pipeline`]: the stages that a contact goes through, and which may follow which.

use super::{Event, EventKind, Events};
use crate::contact::PartialDate;
use std::collections::{BTreeMap, BTreeSet};

/// The stages that a contact goes through, and which may follow which.
///
/// Where a contact is, its events say: each [`EventKind::Stage`] is a move.
///
/// ```
/// use contactkit::contact::PartialDate;
/// use contactkit::history::{Events, Pipeline, stage};
///
/// let mut pipeline = Pipeline::linear(["lead", "qualified", "customer"]);
/// pipeline.allow("customer", "lost");
///
/// let day = |day| PartialDate::full(2026, 5, day).unwrap();
/// let mut events = Events::default();
/// events.reach("crm-17", "lead", day(2), &pipeline)?;
/// let error = events.reach("crm-17", "customer", day(9), &pipeline).unwrap_err();
/// assert_eq!(error.to_string(), "no contact moves from `lead` to `customer`; it can move to `qualified`");
/// events.reach("crm-17", "qualified", day(9), &pipeline)?;
///
/// let now = stage(events.of("crm-17"), day(20)).unwrap();
/// assert_eq!((now.stage, now.days(day(20))), ("qualified", Some(11)));
/// # Ok::<(), contactkit::history::IllegalMove>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Pipeline {
    /// The stages in which a contact may start.
    pub first: BTreeSet<String>,
    /// The stages that may follow each stage.
    pub next: BTreeMap<String, BTreeSet<String>>,
}

/// A move that a [`Pipeline`] does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IllegalMove {
    /// The stage does not follow the one that the contact is in.
    #[error("no contact moves from `{from}` to `{to}`; it can move to {allowed}")]
    NotNext {
        /// The stage in which the contact is; `the start` if it is in none.
        from: String,
        /// The stage to which it was to move.
        to: String,
        /// The stages to which it can move.
        allowed: String,
    },
    /// The move is earlier than the last one.
    #[error("a move on {date} is earlier than the last one, on {last}")]
    Earlier {
        /// The day of the move.
        date: PartialDate,
        /// The day of the last move.
        last: PartialDate,
    },
}

impl Pipeline {
    /// Stages of which each follows the one before it.
    pub fn linear<S: Into<String>>(stages: impl IntoIterator<Item = S>) -> Self {
        let mut pipeline = Self::default();
        let mut before: Option<String> = None;
        for stage in stages {
            let stage = stage.into();
            match before.replace(stage.clone()) {
                None => _ = pipeline.first.insert(stage),
                Some(before) => pipeline.allow(before, stage),
            }
        }
        pipeline
    }

    /// Allows a move from one stage to another.
    pub fn allow(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.next.entry(from.into()).or_default().insert(to.into());
    }

    /// All stages, in the order of their names.
    pub fn stages(&self) -> BTreeSet<&str> {
        let ends = self.next.iter().flat_map(|(from, to)| std::iter::once(from).chain(to));
        self.first.iter().chain(ends).map(String::as_str).collect()
    }

    /// Whether a contact with these events may move to a stage on a day.
    ///
    /// # Errors
    /// The [`IllegalMove`] that it would be.
    pub fn check(&self, events: &[Event], to: &str, date: PartialDate) -> Result<(), IllegalMove> {
        let last = moves(events).last();
        if let Some((_, last)) = last.filter(|(_, last)| *last > date) {
            return Err(IllegalMove::Earlier { date, last });
        }
        let none = BTreeSet::new();
        let allowed = last.map_or(&self.first, |(from, _)| self.next.get(from).unwrap_or(&none));
        if allowed.contains(to) {
            return Ok(());
        }
        let names: Vec<String> = allowed.iter().map(|stage| format!("`{stage}`")).collect();
        Err(IllegalMove::NotNext {
            from: last.map_or("the start", |(from, _)| from).to_owned(),
            to: to.to_owned(),
            allowed: if names.is_empty() { "no other".to_owned() } else { names.join(" or ") },
        })
    }
}

impl Events {
    /// Moves a contact to a stage on a day, if the pipeline allows it.
    ///
    /// # Errors
    /// The [`IllegalMove`] that it would be; nothing has changed then.
    pub fn reach(
        &mut self,
        contact: &str,
        stage: &str,
        date: PartialDate,
        pipeline: &Pipeline,
    ) -> Result<(), IllegalMove> {
        pipeline.check(self.of(contact), stage, date)?;
        self.add(contact, Event::new(EventKind::Stage(stage.to_owned()), date));
        Ok(())
    }
}

/// The time that a contact was in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Stay<'a> {
    /// The stage.
    pub stage: &'a str,
    /// The day on which the contact came to it.
    pub from: PartialDate,
    /// The day on which it moved on, if it did.
    pub until: Option<PartialDate>,
}

impl Stay<'_> {
    /// How many days it lasted, or has lasted until today; nothing if a day is not known.
    pub fn days(&self, today: PartialDate) -> Option<i64> {
        let until = self.until.unwrap_or(today).civil()?;
        Some(until.since(self.from.civil()?).ok()?.get_days().into())
    }
}

/// The moves among the events of a contact.
fn moves(events: &[Event]) -> impl DoubleEndedIterator<Item = (&str, PartialDate)> {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Stage(stage) => Some((stage.as_str(), event.date)),
        _ => None,
    })
}

/// The stage in which a contact with these events is on a day.
pub fn stage(events: &[Event], day: PartialDate) -> Option<Stay<'_>> {
    each_stay(events).filter(|stay| stay.from <= day).last()
}

/// The stages in which a contact with these events was, in their order.
///
/// ```
/// use contactkit::contact::PartialDate;
/// use contactkit::history::{Events, Pipeline, stays};
///
/// let pipeline = Pipeline::linear(["lead", "customer"]);
/// let day = |month, day| PartialDate::full(2026, month, day).unwrap();
/// let mut events = Events::default();
/// events.reach("1", "lead", day(1, 1), &pipeline)?;
/// events.reach("1", "customer", day(3, 1), &pipeline)?;
/// let days: Vec<_> = stays(events.of("1")).iter().map(|stay| (stay.stage, stay.days(day(3, 11)))).collect();
/// assert_eq!(days, [("lead", Some(59)), ("customer", Some(10))]);
/// # Ok::<(), contactkit::history::IllegalMove>(())
/// ```
pub fn stays(events: &[Event]) -> Vec<Stay<'_>> {
    each_stay(events).collect()
}

fn each_stay(events: &[Event]) -> impl Iterator<Item = Stay<'_>> {
    let ends = moves(events).skip(1).map(|(_, date)| Some(date)).chain([None]);
    moves(events).zip(ends).map(|((stage, from), until)| Stay { stage, from, until })
}
