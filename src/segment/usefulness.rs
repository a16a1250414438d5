//! [`FieldUse`]: which fields are filled, say something, and are asked for.

use super::around::Around;
use super::calendar::Today;
use super::check::Seen;
use super::condition::{Condition, Subject};
use super::field::{FIELDS, Flow, Visitor};
use super::plan::shown;
use super::read::Read;
use super::{Book, Segment};
use crate::contact::{Contact, Field, PartialDate, Schema};
use std::collections::BTreeSet;

/// How useful a field is: how many contacts have it, how many different values it has, when one was last seen, and which
/// segments ask for it. One that is seldom filled and never asked for may be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FieldUse {
    /// The field as a condition names it: `country`, `custom.budget`.
    pub field: String,
    /// The contacts.
    pub contacts: usize,
    /// Those of them that have a value that could be read.
    pub filled: usize,
    /// Those of them that have a text that could not be read.
    pub invalid: usize,
    /// How many different values there are.
    pub distinct: usize,
    /// The last day on which a value was seen to be so; only of the owner's own fields.
    pub last_seen: Option<PartialDate>,
    /// The names of the segments that ask for it.
    pub used_by: BTreeSet<String>,
}

impl FieldUse {
    /// The share of the contacts that have a value, from 0 to 1; 0 of none.
    pub fn fill_rate(&self) -> f64 {
        self.filled as f64 / self.contacts.max(1) as f64
    }
}

/// How useful each field is to the contacts of a book, in the order of the fields' names. Fields that are read from events
/// are left out.
///
/// It looks at every value of every contact, and keeps the different values of one field at a time.
///
/// ```
/// use contactkit::contact::{Contact, Custom, CustomField, CustomType, Field, PartialDate, Schema};
/// use contactkit::segment::{Book, Segment, usefulness};
///
/// let mut schema = Schema::default();
/// schema.custom.insert("shoe size".to_owned(), CustomField::new(CustomType::Integer));
/// let mut contacts = [Contact::person("1"), Contact::person("2")];
/// contacts[0].custom.insert("shoe size".to_owned(), vec![Field::of(Custom::Integer(43))]);
/// contacts[0].tags.insert("vip".to_owned());
///
/// let segments = [Segment::new("VIP", r#"tag = "vip""#.parse().unwrap())];
/// let today = PartialDate::full(2026, 5, 17).unwrap();
/// let fields = usefulness(&Book::new(&contacts), &schema, &segments, today);
/// let shoes = fields.iter().find(|field| field.field == "custom.`shoe size`").unwrap();
/// assert_eq!((shoes.fill_rate(), shoes.distinct, shoes.used_by.len()), (0.5, 1, 0));
/// let tag = fields.iter().find(|field| field.field == "tag").unwrap();
/// assert!(tag.used_by.contains("VIP"));
/// ```
pub fn usefulness(book: &Book<'_>, schema: &Schema, segments: &[Segment], today: PartialDate) -> Vec<FieldUse> {
    let known = FIELDS.iter().filter(|(_, field, _)| !field.is_of_events());
    let known = known.map(|(name, field, _)| (Subject::field(*name), Read::Known(*field)));
    let custom = schema.custom.keys().map(|name| (Subject::custom(name.clone()), Read::Custom(name.clone())));
    let mut fields: Vec<FieldUse> = known
        .chain(custom)
        .map(|(subject, read)| {
            let asked = segments.iter().filter(|segment| segment.condition.asks_for(&subject));
            let used_by = asked.map(|segment| segment.name.clone()).collect();
            let (contacts, field) = (book.contacts().len(), subject.to_string());
            let mut field_use =
                FieldUse { field, contacts, filled: 0, invalid: 0, distinct: 0, last_seen: None, used_by };
            if let Some(today) = Today::of(today) {
                field_use.count(book.contacts(), &read, today);
            }
            if let Subject::Custom(name) = &subject {
                let values = book.contacts().iter().filter_map(|contact| contact.custom.get(name)).flatten();
                field_use.last_seen = values.filter_map(|field: &Field<_>| field.seen).max();
            }
            field_use
        })
        .collect();
    fields.sort_by(|left, right| left.field.cmp(&right.field));
    fields
}

impl FieldUse {
    fn count(&mut self, contacts: &[Contact], read: &Read, today: Today) {
        let mut values = Values::default();
        for contact in contacts {
            (values.is_filled, values.is_invalid) = (false, false);
            _ = read.visit(&Around::alone(contact, today), &mut values);
            self.filled += usize::from(values.is_filled);
            self.invalid += usize::from(values.is_invalid);
        }
        self.distinct = values.all.len();
    }
}

/// The different values of a field, and what one contact has of it.
#[derive(Default)]
struct Values {
    all: BTreeSet<String>,
    is_filled: bool,
    is_invalid: bool,
}

impl Visitor for Values {
    fn see(&mut self, seen: Seen<'_>) -> Flow {
        if matches!(seen, Seen::Unread(_)) {
            self.is_invalid = true;
        } else {
            self.is_filled = true;
            self.all.insert(shown(seen));
        }
        Flow::Continue(())
    }
}

impl Condition {
    /// Whether it asks for a field, or for events in just this way.
    pub fn asks_for(&self, subject: &Subject) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.asks_for(subject)),
            Self::Not(inner) | Self::Around(_, inner) => inner.asks_for(subject),
            Self::Compare(own, ..) | Self::In(own, _) | Self::Within(own, _) | Self::Is(own, _) => own == subject,
        }
    }
}
