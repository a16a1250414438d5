//! [`Constraints`]: what people have decided of pairs, whatever the evidence says.

use super::records::Records;
use crate::contact::Contact;
use rustc_hash::FxHashMap;

/// A record by what does not change between runs.
///
/// ```
/// use contactkit::matching::RecordKey;
///
/// assert_eq!(RecordKey::from("17").source, None);
/// assert_eq!(RecordKey::from(("crm", "17")).id, "17");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct RecordKey {
    /// The contact's key.
    pub id: String,
    /// The contact's source; without one, every record with the id is meant.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
}

impl From<&str> for RecordKey {
    fn from(id: &str) -> Self {
        Self { id: id.to_owned(), source: None }
    }
}

/// The key under which [`Records`] has a contact; an empty source is none.
impl From<&Contact> for RecordKey {
    fn from(contact: &Contact) -> Self {
        let source = contact.source.clone().filter(|source| !source.is_empty());
        Self { id: contact.id.clone(), source }
    }
}

impl From<(&str, &str)> for RecordKey {
    /// From source and id.
    fn from((source, id): (&str, &str)) -> Self {
        Self { id: id.to_owned(), source: Some(source.to_owned()) }
    }
}

/// What people have decided of pairs of records: a matcher obeys it, whatever the evidence says.
///
/// A record that is not there is nothing to obey for, so that decisions can be kept for longer than records. Where
/// decisions contradict each other, those that two records are different hold, and the resolution lists the
/// [conflicts](super::Conflict).
///
/// A matcher that makes its own model learns from decisions, too: each counts as one pair of matches or of non-matches
/// beside those that training finds, and beyond the limits that it holds those in. A handful changes little, since the
/// default model counts for 50 pairs; some dozens that say the same outvote it. Decide easy pairs as well as hard ones,
/// or the model takes hard ones for common.
///
/// ```
/// use contactkit::contact::{Contact, Field, PersonName};
/// use contactkit::matching::{Constraints, Matcher, Records};
///
/// let mut records = Records::new();
/// for (id, given) in [("1", "Robert"), ("2", "Rob"), ("3", "Ann")] {
///     let mut contact = Contact::person(id);
///     contact.names.push(Field::of(PersonName::new(given, "Doe")));
///     records.push(&contact);
/// }
/// let mut constraints = Constraints::default();
/// constraints.must_link("1", "2").cannot_link("2", "3");
/// let resolution = Matcher::new().constraints(constraints).resolve(&records);
/// assert_eq!(resolution.clusters.members(0), [0, 1]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Constraints {
    /// Pairs of records that are the same.
    pub must_link: Vec<(RecordKey, RecordKey)>,
    /// Pairs of records that are different.
    pub cannot_link: Vec<(RecordKey, RecordKey)>,
}

impl Constraints {
    /// Two records are the same.
    pub fn must_link(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> &mut Self {
        self.must_link.push((left.into(), right.into()));
        self
    }

    /// Two records are different.
    pub fn cannot_link(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> &mut Self {
        self.cannot_link.push((left.into(), right.into()));
        self
    }

    /// The pairs of rows that must link, and those that cannot, each once, in the order of records.
    pub(crate) fn rows(&self, records: &Records, ranks: &[u32]) -> [Vec<(u32, u32)>; 2] {
        let keys = || self.must_link.iter().chain(&self.cannot_link).flat_map(|(left, right)| [left, right]);
        let mut rows: FxHashMap<&str, Vec<u32>> = keys().map(|key| (key.id.as_str(), Vec::new())).collect();
        let all = if rows.is_empty() { 0..0 } else { records.rows() };
        for row in all {
            rows.get_mut(records.id(row)).into_iter().for_each(|of_id| of_id.push(row));
        }
        let named = |key: &RecordKey| {
            let of_id = rows.get(key.id.as_str()).map_or(&[][..], Vec::as_slice).iter().copied();
            let source = key.source.clone();
            of_id.filter(move |&row| source.as_deref().is_none_or(|source| records.source(row) == source))
        };
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or_default();
        [&self.must_link, &self.cannot_link].map(|decided| {
            let pairs = decided.iter().flat_map(|(a, b)| named(a).flat_map(move |a| named(b).map(move |b| (a, b))));
            let ordered = pairs.filter(|(a, b)| a != b).map(|(a, b)| if rank(a) < rank(b) { (a, b) } else { (b, a) });
            let mut pairs: Vec<(u32, u32)> = ordered.collect();
            pairs.sort_unstable_by_key(|&(left, right)| (rank(left), rank(right)));
            pairs.dedup();
            pairs
        })
    }
}
