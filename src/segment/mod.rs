//! Who is meant: a [`Segment`] is a named [`Condition`] on contacts, and a [`Filter`] finds those that meet it.
//!
//! A condition is written as people say it, and it is checked before it is used: a field that does not exist, or a value that
//! does not fit its field, is a [`SegmentError`] that points at the place, and never a condition that nobody meets.
//!
//! ```
//! use contactkit::contact::{Contact, Field, Money, PartialDate, PostalAddress, Schema};
//! use contactkit::history::{Event, EventKind, Events};
//! use contactkit::segment::{Book, Condition, Segment};
//!
//! let text = r#"country = "FI" and (tag in ["vip", "press"] or count(purchase, last 365 days) >= 2)"#;
//! let segment = Segment::new("friends of the house", Condition::read(text, &Schema::default())?);
//! assert_eq!(segment.condition.to_string(), text);
//!
//! let mut address = PostalAddress::default();
//! address.country = Some("Finland".to_owned());
//! let mut contacts = [Contact::person("ada"), Contact::person("bob"), Contact::person("cleo")];
//! contacts[0].addresses.push(Field::of(address.clone()));
//! contacts[1].addresses.push(Field::of(address));
//! contacts[0].tags.insert("VIP".to_owned());
//! let day = |month, day| PartialDate::full(2026, month, day).unwrap();
//! let events: Events =
//!     [day(1, 10), day(4, 2)].map(|date| ("bob", Event::new(EventKind::Purchase, date))).into_iter().collect();
//!
//! let filter = segment.filter(&Schema::default(), day(5, 17))?;
//! let book = Book::new(&contacts).with_events(&events);
//! assert_eq!(filter.members(&book).iter().collect::<Vec<_>>(), ["ada", "bob"]);
//! # Ok::<(), contactkit::segment::SegmentError>(())
//! ```
//!
//! Nothing of it changes a contact. [`Members`] of two segments, or of one on two days, can be compared; [`Filter::explain`]
//! says why somebody is in or out, [`Filter::never`] why nobody can be; [`usefulness`] tells which fields are worth asking
//! for.
//!
//! # The text
//!
//! Words of the grammar are written in any case, names as they are, in backquotes if they are no words: `` custom.`lead source` ``.
//! Texts stand in `"` or `'`, with a backslash before a mark in them. `and` binds closer than `or`.
//!
//! ```text
//! condition = all {"or" all}            all = one {"and" one}
//! one       = "not" one | "(" condition ")" | "everyone" | "nobody"
//!           | "any" ("person" | "organization") "(" condition ")" | ("all" | "any") "(" condition ")" | test
//! test      = subject (("=" | "!=" | "<" | "<=" | ">" | ">=") value
//!           | ["not"] ("contains" | "starts with" | "ends with") value
//!           | ["not"] "in" "[" [value {"," value}] "]" | ["not"] "within" period
//!           | "is" ["not"] ("missing" | "known" | "invalid"))
//! subject   = name | "custom" "." name
//!           | ("count" | "sum" | "first" | "last") "(" ["incoming" | "outgoing"] name ["," period] ")"
//! period    = ("last" | "next") number unit | "since" date | date "to" date
//! value     = text | ["-"] number [currency] | date | "today" [("+" | "-") number unit] | "yes" | "no"
//! ```
//!
//! `last 365 days` begins on the day 365 days ago and ends today, both counted in. `x != 1` and `x not in [1]` are the negations of
//! `x = 1` and `x in [1]`. The lists of a tree that was built in code can have one member, `all (…)`, or none, `everyone` and
//! `nobody`. By serde a condition is its text, which people can read, write and compare.
//!
//! # Fields
//!
//! | fields | are compared |
//! |---|---|
//! | `name`, `given_name`, `middle_name`, `family_name`, `nickname`, `prefix`, `suffix`, `organization`, `job_title`, `street`, `locality`, `region`, `tag`, `note`, `source` | as texts: case, accents, dots, apostrophes and the width of spaces do not matter, so that `"sao paulo"` finds `São Paulo`; `"mueller"` does not find `Müller` |
//! | `email` | as mailboxes ([`EmailKey`](crate::normalize::EmailKey)): `"A@b.org"` finds `a@B.org`, and `"ada.l@gmail.com"` finds `AdaL+news@googlemail.com`; a part of it is looked for in the address in lowercase |
//! | `email_domain` | in lowercase and its own letters |
//! | `phone` | as what is dialed, however it is written; without a country it is that number in any country; the extension matters if one is asked for; `starts with "+358"` looks at the digits |
//! | `postal_code` | by letters and digits |
//! | `country` | by code or name in any language: `"Finnland"` is `"FI"` |
//! | `url` | in lowercase |
//! | `id` | to the byte |
//! | `kind` (`person`, `organization`), `gender` (`female`, `male`, `other`) | as one of their choices; another one is an error |
//! | `birth_date`, `birthday` (the next one), `last_seen` (of any value) | as dates; `1985` and `1985-05` mean all their days |
//! | `stage`, `stage_since`, `follow_up` (when it is due, of those that wait) | from the [events](crate::history): the stage is one of the schema's, if that has any; the others are dates |
//! | `age` | as a number of years |
//! | `custom.NAME` | by its type in the [`Schema`] |
//! | `count(KIND)`, `sum(KIND)`, `first(KIND)`, `last(KIND)` | over events: a number, an amount in one currency, dates. KIND is a [kind of event](crate::history::EventKind), `interaction` or `event`, perhaps with `incoming` or `outgoing` before it and a period behind it: `count(incoming call, last 30 days)` |
//!
//! `organization` is the name of an organization and the present employer of a person, with or without its legal form;
//! `job_title` is one of a present employment. `source` is where a record or one of its values is from. The records around are
//! asked by `any person (…)` and `any organization (…)`, if the [`Book`] has links.
//!
//! # What is missing
//!
//! A test of a field without value is neither yes nor no but unknown, and so is one of a text that could not be read, of a part
//! of a date that leaves it open, and of events that the caller did not give. [`Truth`] has the table of `and`, `or` and `not`.
//! Only contacts for which a condition is certainly yes are in a segment: neither `country = "FI"` nor `country != "FI"` has
//! those without a country, and `country is missing` has them. `is known` asks for a value that could be read, `is invalid`
//! for one that could not; these three are unknown only of events that were not given. Of several values one is enough: `email = "a@b.org"` is yes if one
//! address is so, no if none is, unknown if one of the others cannot be read. Tags and notes are complete: who has no tag
//! `vip` is no vip, and `tag != "vip"` has everybody else.

mod around;
mod build;
mod calendar;
mod check;
mod condition;
mod error;
mod explain;
mod field;
mod filter;
mod literal;
mod members;
mod never;
mod number;
mod parse;
mod plan;
mod print;
mod read;
mod text;
mod truth;
mod usefulness;
mod value;

pub use around::Book;
pub use check::FieldType;
pub use condition::{Condition, Operator, Relation, Selector, State, Subject};
pub use error::SegmentError;
pub use explain::Explanation;
pub use filter::Filter;
pub use members::{Members, Overlap};
pub use number::{NotANumber, Number};
pub use truth::Truth;
pub use usefulness::{FieldUse, usefulness};
pub use value::{Period, Unit, Value};

use crate::contact::{PartialDate, Schema};

/// A condition with a name.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use contactkit::segment::Segment;
///
/// let segment: Segment = serde_json::from_str(r#"{"name": "adults", "condition": "age >= 18"}"#).unwrap();
/// assert_eq!(serde_json::to_string(&segment).unwrap(), r#"{"name":"adults","condition":"age >= 18"}"#);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Segment {
    /// What people call it.
    pub name: String,
    /// Who is in it.
    pub condition: Condition,
}

impl Segment {
    /// A segment of those who meet a condition.
    pub fn new(name: impl Into<String>, condition: Condition) -> Self {
        Self { name: name.into(), condition }
    }

    /// The filter that finds its members on a day.
    ///
    /// # Errors
    /// As [`Filter::new`].
    pub fn filter(&self, schema: &Schema, today: PartialDate) -> Result<Filter, SegmentError> {
        Filter::new(&self.condition, schema, today)
    }
}

/// All fields that a condition can ask for with a schema, each with the type of its values, in the order of their names.
///
/// ```
/// use contactkit::contact::Schema;
/// use contactkit::segment::{FieldType, fields};
///
/// let all = fields(&Schema::default());
/// assert!(all.contains(&("country".to_owned(), FieldType::Country)));
/// ```
pub fn fields(schema: &Schema) -> Vec<(String, FieldType)> {
    let known = field::FIELDS.iter().map(|(name, _, kind)| ((*name).to_owned(), *kind));
    let custom = schema
        .custom
        .iter()
        .map(|(name, field)| (Subject::custom(name.clone()).to_string(), build::type_of(&field.kind).0));
    let mut all: Vec<_> = known.chain(custom).collect();
    all.sort();
    all
}

#[cfg(feature = "serde")]
impl serde::Serialize for Condition {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Condition {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
