//! [`Read`]: where a test finds its values.

use super::around::Around;
use super::calendar::{Day, Days};
use super::check::Seen;
use super::field::{Flow, Known, Reader, Visitor, date, values, visit_events};
use super::{Number, Truth};
use crate::contact::{Contact, Custom};
use crate::history::{Direction, Event, EventKind};

/// Where a test finds its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    Known(Known),
    Custom(String),
    Count(Chosen),
    /// The sum of amounts in a currency.
    Sum(Chosen, String),
    First(Chosen),
    Last(Chosen),
}

/// Which events are looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chosen {
    pub kind: ChosenKind,
    pub direction: Option<Direction>,
    pub days: Option<Days>,
}

/// Which kinds of events are looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ChosenKind {
    Every,
    Interaction,
    One(EventKind),
}

impl Chosen {
    /// Whether an event is one of these, as far as it is known when it was and who began it.
    fn has(&self, event: &Event) -> Truth {
        let is_kind = match &self.kind {
            ChosenKind::Every => true,
            ChosenKind::Interaction => event.kind.is_interaction(),
            ChosenKind::One(kind) => event.kind == *kind,
        };
        if !is_kind {
            return Truth::No;
        }
        let is_directed = match (self.direction, event.direction) {
            (None, _) => Truth::Yes,
            (Some(_), None) => Truth::Unknown,
            (Some(wanted), Some(given)) => (wanted == given).into(),
        };
        let is_in_time =
            self.days.map_or(Truth::Yes, |days| Days::of(event.date).map_or(Truth::Unknown, |date| date.are_in(days)));
        is_directed.and(is_in_time)
    }

    /// The events that are certainly chosen, and those that may be.
    fn of<'e>(&self, events: &'e [Event]) -> impl Iterator<Item = (&'e Event, bool)> {
        events.iter().filter_map(|event| match self.has(event) {
            Truth::No => None,
            truth => Some((event, truth == Truth::Yes)),
        })
    }
}

impl Read {
    /// Shows each value of a contact to `look`, until it has seen enough; nothing if the caller did not give what it needs.
    pub(super) fn visit<V: Visitor>(&self, around: &Around<'_>, look: &mut V) -> Option<Flow> {
        Some(match self {
            Self::Known(field) if field.is_of_events() => visit_events(*field, around.events()?, around.today, look),
            Self::Known(field) => field.reader()(around.contact, around.today, look),
            Self::Custom(name) => custom(around.contact, name, look),
            Self::Count(chosen) => look.see(Seen::Number(count(chosen, around.events()?))),
            Self::Sum(chosen, currency) => match sum(chosen, around.events()?, currency) {
                Ok(sum) => look.see(Seen::Amount(sum, currency)),
                Err(event) => look.see(Seen::Unread(&event.to_string())),
            },
            Self::First(chosen) => end(chosen, around.events()?, look, Ord::min),
            Self::Last(chosen) => end(chosen, around.events()?, look, Ord::max),
        })
    }

    /// What shows the values of a contact, where that needs nothing around it.
    pub(super) fn reader<V: Visitor>(&self) -> Option<Reader<V>> {
        match self {
            Self::Known(field) if !field.is_of_events() => Some(field.reader()),
            _ => None,
        }
    }

    /// Whether a contact without a value certainly has none.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self, Self::Known(field) if field.is_complete())
    }

    /// Whether a contact has at most one value.
    pub(super) fn is_single(&self) -> bool {
        match self {
            Self::Known(field) => field.is_single(),
            Self::Custom(_) => false,
            Self::Count(_) | Self::Sum(..) | Self::First(_) | Self::Last(_) => true,
        }
    }

    pub(super) fn cost(&self) -> u32 {
        match self {
            Self::Known(field) => field.cost(),
            Self::Custom(_) => 8,
            Self::Count(_) | Self::First(_) | Self::Last(_) => 7,
            Self::Sum(..) => 8,
        }
    }
}

/// The fewest and the most events that there can be.
fn count(chosen: &Chosen, events: &[Event]) -> [Number; 2] {
    let (certain, possible) = chosen
        .of(events)
        .fold((0, 0), |(certain, possible), (_, is_certain)| (certain + i64::from(is_certain), possible + 1));
    [certain.into(), possible.into()]
}

/// The sum of the amounts; an event that leaves it open.
fn sum<'e>(chosen: &Chosen, events: &'e [Event], currency: &str) -> Result<Number, &'e Event> {
    chosen.of(events).try_fold(Number::default(), |sum, (event, is_certain)| {
        let amount = event.amount.as_ref().filter(|amount| is_certain && amount.currency == currency);
        let amount = amount.and_then(|amount| amount.amount.parse().ok());
        amount.and_then(|amount| sum.plus(amount)).ok_or(event)
    })
}

/// Shows the first or last date of some events. One that may not count makes it uncertain.
fn end<V: Visitor>(chosen: &Chosen, events: &[Event], look: &mut V, end: fn(Day, Day) -> Day) -> Flow {
    let mut certain: Option<Days> = None;
    let mut possible: Option<Days> = None;
    for (event, is_certain) in chosen.of(events) {
        let Some(days) = Days::of(event.date) else { return look.see(Seen::Unread(&event.to_string())) };
        let join = |before: Option<Days>| {
            let before = before.unwrap_or(days);
            Some(Days { first: end(before.first, days.first), last: end(before.last, days.last) })
        };
        possible = join(possible);
        if is_certain {
            certain = join(certain);
        }
    }
    match (certain, possible) {
        (None, None) => Flow::Continue(()),
        (Some(certain), Some(all)) => {
            look.see(Seen::Date(Days { first: certain.first.min(all.first), last: certain.last.max(all.last) }))
        }
        _ => look.see(Seen::Unread("an event of which it is not known whether it counts")),
    }
}

fn custom<V: Visitor>(contact: &Contact, name: &str, look: &mut V) -> Flow {
    let Some(fields) = contact.custom.get(name) else { return Flow::Continue(()) };
    values(fields, look, custom_value)
}

/// Shows a value of the owner's own, and each value of a list.
fn custom_value<V: Visitor>(value: &Custom, look: &mut V) -> Flow {
    match value {
        Custom::Text(text) | Custom::Choice(text) if text.trim().is_empty() => Flow::Continue(()),
        Custom::Text(text) | Custom::Choice(text) => look.see(Seen::Text(text)),
        Custom::Integer(number) => look.see(Seen::Number([(*number).into(); 2])),
        Custom::Decimal(digits) => match digits.parse() {
            Ok(number) => look.see(Seen::Number([number; 2])),
            Err(_) => look.see(Seen::Unread(digits)),
        },
        Custom::Money(money) => match money.amount.parse() {
            Ok(amount) => look.see(Seen::Amount(amount, &money.currency)),
            Err(_) => look.see(Seen::Unread(&money.amount)),
        },
        Custom::Date(value) => date(*value, look),
        Custom::Bool(is) => look.see(Seen::Bool(*is)),
        Custom::List(items) => items.iter().try_for_each(|item| custom_value(item, look)),
    }
}
