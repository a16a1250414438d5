//! [`Event`]: something that happened with a contact.

use super::FollowUp;
use crate::contact::{Money, PartialDate};
use std::convert::Infallible;
use std::fmt;

/// Something that happened with a contact on a day.
///
/// ```
/// use contactkit::contact::{Money, PartialDate};
/// use contactkit::history::{Event, EventKind};
///
/// let mut order = Event::new(EventKind::Purchase, PartialDate::full(2026, 5, 17).unwrap());
/// order.amount = Some(Money { amount: "49.90".into(), currency: "EUR".into() });
/// order.about = Some("two books".into());
/// assert_eq!(order.to_string(), "2026-05-17 purchase, 49.90 EUR: two books");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Event {
    /// The day, as far as it is known.
    pub date: PartialDate,
    /// What it was.
    pub kind: EventKind,
    /// Who began it, where that is a question.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub direction: Option<Direction>,
    /// What was paid or given; below zero for what was paid back.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub amount: Option<Money>,
    /// What it was about.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub about: Option<String>,
    /// Where it is known from: a shop, a mailbox, a form.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// What is to be done after it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub follow_up: Option<FollowUp>,
}

impl Event {
    /// An event of which nothing more is known.
    pub fn new(kind: EventKind, date: PartialDate) -> Self {
        Self { date, kind, direction: None, amount: None, about: None, source: None, follow_up: None }
    }

    /// The same event with the side that began it.
    #[must_use]
    pub fn directed(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }
}

/// `2026-05-17 incoming call: the invoice`
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.date)?;
        self.direction.map_or(Ok(()), |direction| write!(f, "{direction} "))?;
        self.kind.fmt(f)?;
        self.amount.as_ref().map_or(Ok(()), |amount| write!(f, ", {amount}"))?;
        self.about.as_ref().map_or(Ok(()), |about| write!(f, ": {about}"))
    }
}

/// What an event was. An interaction has its channel as its kind.
///
/// It is written as one word, `stage:` with its name for a stage; a word that is not known is a kind of the owner's own.
///
/// ```
/// use contactkit::history::EventKind;
///
/// assert_eq!(EventKind::of("call"), EventKind::Call);
/// assert_eq!(EventKind::of("webinar").to_string(), "webinar");
/// assert_eq!(EventKind::of("stage:customer"), EventKind::Stage("customer".to_owned()));
/// assert!(EventKind::Call.is_interaction() && !EventKind::Purchase.is_interaction());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
#[non_exhaustive]
pub enum EventKind {
    /// Something was bought.
    Purchase,
    /// Something was given.
    Donation,
    /// Somebody was at an event.
    Attendance,
    /// A phone call.
    Call,
    /// A voice message.
    Voicemail,
    /// An e-mail.
    Email,
    /// A meeting.
    Meeting,
    /// A chat, or a short message.
    Chat,
    /// A support ticket.
    Ticket,
    /// A letter or a parcel.
    Letter,
    /// A visit to a web site or an office.
    Visit,
    /// The contact came to this stage of a [`Pipeline`](super::Pipeline).
    Stage(String),
    /// What the owner calls so.
    Other(String),
}

/// What stands before the name of a stage.
const STAGE: &str = "stage:";

impl EventKind {
    /// The kinds that everybody has.
    pub const ALL: &'static [Self] = &[
        Self::Purchase,
        Self::Donation,
        Self::Attendance,
        Self::Call,
        Self::Voicemail,
        Self::Email,
        Self::Meeting,
        Self::Chat,
        Self::Ticket,
        Self::Letter,
        Self::Visit,
    ];

    /// The kind of a word.
    pub fn of(word: impl Into<String>) -> Self {
        let word = word.into();
        if let Some(stage) = word.strip_prefix(STAGE) {
            return Self::Stage(stage.to_owned());
        }
        Self::ALL.iter().find(|kind| kind.word() == word).cloned().unwrap_or(Self::Other(word))
    }

    /// The word of the kind, or the name of a stage.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Purchase => "purchase",
            Self::Donation => "donation",
            Self::Attendance => "attendance",
            Self::Call => "call",
            Self::Voicemail => "voicemail",
            Self::Email => "email",
            Self::Meeting => "meeting",
            Self::Chat => "chat",
            Self::Ticket => "ticket",
            Self::Letter => "letter",
            Self::Visit => "visit",
            Self::Stage(name) | Self::Other(name) => name,
        }
    }

    /// Whether somebody talked or wrote to somebody.
    pub fn is_interaction(&self) -> bool {
        matches!(
            self,
            Self::Call | Self::Voicemail | Self::Email | Self::Meeting | Self::Chat | Self::Ticket | Self::Letter
        )
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(name) => write!(f, "{STAGE}{name}"),
            kind => f.pad(kind.word()),
        }
    }
}

impl From<String> for EventKind {
    fn from(word: String) -> Self {
        Self::of(word)
    }
}

impl From<EventKind> for String {
    fn from(kind: EventKind) -> Self {
        kind.to_string()
    }
}

impl std::str::FromStr for EventKind {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(Self::of(word))
    }
}

/// Who began an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "there are two sides")]
pub enum Direction {
    /// The contact.
    Incoming,
    /// You.
    Outgoing,
}

impl Direction {
    /// Both as they are written.
    pub(crate) const WORDS: [(Self, &'static str); 2] = [(Self::Incoming, "incoming"), (Self::Outgoing, "outgoing")];
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Self::WORDS.iter().find(|(direction, _)| direction == self).map_or("", |(_, word)| word))
    }
}
