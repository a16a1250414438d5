//! [`Condition`]: what is asked of a contact.

use super::{Period, Value};
use crate::history::Direction;

/// What is asked of a contact: a tree of tests, built in code or read from text.
///
/// ```
/// use contactkit::segment::{Condition, Period, Subject, Unit};
///
/// let purchases = Subject::count("purchase").during(Period::Last(365, Unit::Day));
/// let built = Subject::field("country").is("FI")
///     .and(Subject::field("tag").is_in(["vip", "press"]).or(purchases.at_least(2)));
///
/// let text = r#"country = "FI" and (tag in ["vip", "press"] or count(purchase, last 365 days) >= 2)"#;
/// assert_eq!(built.to_string(), text);
/// assert_eq!(text.parse(), Ok(built));
/// ```
///
/// It is written by serde as its text. The text of every condition reads back as the same condition, as long as no more
/// than [`Condition::DEEPEST`] conditions stand within each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// All of these hold; everyone meets none at all.
    All(Vec<Self>),
    /// One of these holds; nobody meets none at all.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// A value stands in an order or likeness to another: `age >= 18`, `name contains "von"`.
    Compare(Subject, Operator, Value),
    /// A value is one of several: `country in ["FI", "SE"]`.
    In(Subject, Vec<Value>),
    /// A date is within a period: `last(purchase) within last 90 days`.
    Within(Subject, Period),
    /// What is known of a value: `email is missing`.
    Is(Subject, State),
    /// It holds for one of the records around: `any person (job_title contains "chief")`.
    Around(Relation, Box<Self>),
}

/// Which value a test looks at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A field that every contact can have: `country`. See the [list](super#fields).
    Field(String),
    /// A field that the owner defined: `custom.budget`.
    Custom(String),
    /// How many events there are: `count(purchase)`.
    Count(Selector),
    /// What their amounts add up to: `sum(purchase)`.
    Sum(Selector),
    /// The date of the first of them: `first(purchase)`.
    First(Selector),
    /// The date of the last of them: `last(purchase)`.
    Last(Selector),
}

/// Which events are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Selector {
    /// The kind of event, `interaction` for all ways to talk, or `event` for all.
    pub kind: String,
    /// Who began it, if that matters.
    pub direction: Option<Direction>,
    /// When it was, if that matters.
    pub period: Option<Period>,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operator {
    /// They are the same.
    Equal,
    /// The contact's is smaller or earlier.
    Less,
    /// The contact's is not larger or later.
    AtMost,
    /// The contact's is larger or later.
    Greater,
    /// The contact's is not smaller or earlier.
    AtLeast,
    /// The contact's has the other in it.
    Contains,
    /// The contact's starts with the other.
    StartsWith,
    /// The contact's ends with the other.
    EndsWith,
}

impl Operator {
    /// All operators as they are written.
    pub(super) const WORDS: [(Self, &'static str); 8] = [
        (Self::Equal, "="),
        (Self::Less, "<"),
        (Self::AtMost, "<="),
        (Self::Greater, ">"),
        (Self::AtLeast, ">="),
        (Self::Contains, "contains"),
        (Self::StartsWith, "starts with"),
        (Self::EndsWith, "ends with"),
    ];

    pub(super) fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(operator, _)| *operator == self).map_or("", |(_, word)| word)
    }

    /// Whether it compares texts by a part of them.
    pub(super) fn is_of_text(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith)
    }
}

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum State {
    /// There is no value.
    Missing,
    /// There is a value that could be read.
    Known,
    /// There is a text that could not be read as a value.
    Invalid,
}

impl State {
    /// All states as they are written.
    pub(super) const WORDS: [(Self, &'static str); 3] =
        [(Self::Missing, "missing"), (Self::Known, "known"), (Self::Invalid, "invalid")];
}

/// Which records around a contact are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Relation {
    /// The people who work for the organization.
    Person,
    /// The organizations that the person works for.
    Organization,
}

impl Relation {
    /// All relations as they are written.
    pub(super) const WORDS: [(Self, &'static str); 2] =
        [(Self::Person, "person"), (Self::Organization, "organization")];
}

impl Condition {
    /// The most conditions within each other that are read or built into a [`Filter`](super::Filter).
    pub const DEEPEST: usize = 64;

    /// This and another one hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::All(mut parts) if parts.len() > 1 => {
                parts.push(other);
                Self::All(parts)
            }
            one => Self::All(vec![one, other]),
        }
    }

    /// This or another one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Any(mut parts) if parts.len() > 1 => {
                parts.push(other);
                Self::Any(parts)
            }
            one => Self::Any(vec![one, other]),
        }
    }
}

/// `!condition`: it does not hold. It is unknown where the condition is.
impl std::ops::Not for Condition {
    type Output = Self;

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

impl Subject {
    /// A field that every contact can have.
    pub fn field(name: impl Into<String>) -> Self {
        Self::Field(name.into())
    }

    /// A field that the owner defined.
    pub fn custom(name: impl Into<String>) -> Self {
        Self::Custom(name.into())
    }

    /// The number of events of a kind.
    pub fn count(kind: impl Into<String>) -> Self {
        Self::Count(Selector::of(kind))
    }

    /// The sum of the amounts of events of a kind.
    pub fn sum(kind: impl Into<String>) -> Self {
        Self::Sum(Selector::of(kind))
    }

    /// The date of the first event of a kind.
    pub fn first(kind: impl Into<String>) -> Self {
        Self::First(Selector::of(kind))
    }

    /// The date of the last event of a kind.
    pub fn last(kind: impl Into<String>) -> Self {
        Self::Last(Selector::of(kind))
    }

    /// The same over the events of a period; a field is left as it is.
    #[must_use]
    pub fn during(mut self, period: Period) -> Self {
        if let Some(selector) = self.selector_mut() {
            selector.period = Some(period);
        }
        self
    }

    /// The same over the events that one side began; a field is left as it is.
    #[must_use]
    pub fn directed(mut self, direction: Direction) -> Self {
        if let Some(selector) = self.selector_mut() {
            selector.direction = Some(direction);
        }
        self
    }

    fn selector_mut(&mut self) -> Option<&mut Selector> {
        match self {
            Self::Count(selector) | Self::Sum(selector) | Self::First(selector) | Self::Last(selector) => {
                Some(selector)
            }
            Self::Field(_) | Self::Custom(_) => None,
        }
    }

    /// It is compared with a value.
    pub fn compare(self, operator: Operator, value: impl Into<Value>) -> Condition {
        Condition::Compare(self, operator, value.into())
    }

    /// It is the same as a value.
    pub fn is(self, value: impl Into<Value>) -> Condition {
        self.compare(Operator::Equal, value)
    }

    /// It is at least a value.
    pub fn at_least(self, value: impl Into<Value>) -> Condition {
        self.compare(Operator::AtLeast, value)
    }

    /// It is at most a value.
    pub fn at_most(self, value: impl Into<Value>) -> Condition {
        self.compare(Operator::AtMost, value)
    }

    /// It has a text in it.
    pub fn contains(self, text: &str) -> Condition {
        self.compare(Operator::Contains, text)
    }

    /// It is one of several values.
    pub fn is_in<T: Into<Value>>(self, values: impl IntoIterator<Item = T>) -> Condition {
        Condition::In(self, values.into_iter().map(Into::into).collect())
    }

    /// It is a date within a period.
    pub fn within(self, period: Period) -> Condition {
        Condition::Within(self, period)
    }

    /// There is no value.
    pub fn is_missing(self) -> Condition {
        Condition::Is(self, State::Missing)
    }
}

impl Selector {
    /// All events of a kind.
    pub fn of(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), direction: None, period: None }
    }
}
