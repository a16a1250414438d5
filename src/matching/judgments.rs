//! [`Judgments`]: what people have decided of pairs, whatever the evidence says.

use super::records::{Records, by_rank};
use crate::contact::Contact;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

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

impl RecordKey {
    /// Whether it names a row.
    pub(crate) fn names(&self, records: &Records, row: u32) -> bool {
        self.id == records.id(row) && self.source.as_deref().is_none_or(|source| records.source(row) == source)
    }
}

impl fmt::Display for RecordKey {
    /// The id, and behind an @ the source: `17@crm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        self.source.iter().try_for_each(|source| write!(f, "@{source}"))
    }
}

/// What a person has decided of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "a person who was asked says yes, says no, or cannot tell")]
pub enum Answer {
    /// They are of one person or organization: they must link.
    Same,
    /// They are not: they cannot link.
    Different,
    /// The person could not tell. The evidence decides, but nothing of it is [automatic](super::Lane::Automatic).
    Unsure,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        })
    }
}

/// What somebody has decided of two records: by whom, when, and why.
///
/// ```
/// use contactkit::matching::{Answer, Judgment};
///
/// let judgment = Judgment::new("1", "2", Answer::Same).by("ann").at("2026-11-22T10:15Z").why("asked him");
/// assert_eq!(judgment.to_string(), "1 and 2 are the same, says ann, 2026-11-22T10:15Z: asked him");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Judgment {
    /// One record.
    pub left: RecordKey,
    /// The other.
    pub right: RecordKey,
    /// What was decided.
    pub answer: Answer,
    /// By whom.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub by: Option<String>,
    /// When: a date and time in the form that the caller likes best, such as that of RFC 3339.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at: Option<String>,
    /// Why.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub why: Option<String>,
}

impl Judgment {
    /// A judgment of which nobody knows by whom, when and why.
    pub fn new(left: impl Into<RecordKey>, right: impl Into<RecordKey>, answer: Answer) -> Self {
        Self { left: left.into(), right: right.into(), answer, by: None, at: None, why: None }
    }

    /// The same judgment with the name of who made it.
    #[must_use]
    pub fn by(mut self, by: impl Into<String>) -> Self {
        self.by = Some(by.into());
        self
    }

    /// The same judgment with the time when it was made.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// The same judgment with its reason.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Whether the judgment is of these two keys, in either order.
    fn is_of(&self, left: &RecordKey, right: &RecordKey) -> bool {
        let keys = [&self.left, &self.right];
        keys == [left, right] || keys == [right, left]
    }
}

impl fmt::Display for Judgment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, right, answer, by, at, why } = self;
        let says = match answer {
            Answer::Same => "are the same",
            Answer::Different => "are different",
            Answer::Unsure => "may be the same or not",
        };
        write!(f, "{left} and {right} {says}")?;
        by.iter().try_for_each(|by| write!(f, ", says {by}"))?;
        at.iter().try_for_each(|at| write!(f, ", {at}"))?;
        why.iter().try_for_each(|why| write!(f, ": {why}"))
    }
}

/// What people have decided of pairs of records: a matcher and an index obey it, whatever the evidence says.
///
/// Judgments last: they name records by their keys, so that they can be kept for longer than records. One that names a
/// record that is not there is obeyed once it is; a resolution [lists](super::Resolution::idle_judgments) it until then.
/// Where judgments contradict each other, those that two records are different hold, and the resolution lists the
/// [conflicts](super::Conflict): no judgment outvotes another by its date, so whoever has changed their mind
/// [withdraws](Judgments::withdraw) the earlier one.
///
/// A matcher that makes its own model learns from judgments, too: each counts as one pair of matches or of non-matches
/// beside those that training finds, and beyond the limits that it holds those in. A handful changes little, since the
/// default model counts for 50 pairs; some dozens that say the same outvote it. Decide easy pairs as well as hard ones,
/// or the model takes hard ones for common.
///
/// ```
/// use contactkit::contact::{Contact, Field, PersonName};
/// use contactkit::matching::{Judgments, Matcher, Records};
///
/// let mut records = Records::new();
/// for (id, given) in [("1", "Robert"), ("2", "Rob"), ("3", "Ann")] {
///     let mut contact = Contact::person(id);
///     contact.names.push(Field::of(PersonName::new(given, "Doe")));
///     records.push(&contact);
/// }
/// let mut judgments = Judgments::default();
/// judgments.same("1", "2").different("2", "3");
/// let resolution = Matcher::new().judgments(judgments).resolve(&records);
/// assert_eq!(resolution.clusters.members(0), [0, 1]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
#[allow(clippy::exhaustive_structs, reason = "a list and nothing else")]
pub struct Judgments(pub Vec<Judgment>);

/// Judgments as rows, each pair once, in the order of records.
#[derive(Debug, Default)]
pub(crate) struct JudgedRows {
    pub(crate) must_link: Vec<(u32, u32)>,
    pub(crate) cannot_link: Vec<(u32, u32)>,
    /// What people could not tell, and nobody else could.
    pub(crate) unsure: Vec<(u32, u32)>,
    /// The places of judgments that are of no two records.
    pub(crate) idle: Vec<usize>,
}

impl Judgments {
    /// Adds a judgment.
    pub fn push(&mut self, judgment: Judgment) -> &mut Self {
        self.0.push(judgment);
        self
    }

    /// Two records are the same.
    pub fn same(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> &mut Self {
        self.push(Judgment::new(left, right, Answer::Same))
    }

    /// Two records are different.
    pub fn different(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> &mut Self {
        self.push(Judgment::new(left, right, Answer::Different))
    }

    /// Nobody can tell whether two records are the same.
    pub fn unsure(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> &mut Self {
        self.push(Judgment::new(left, right, Answer::Unsure))
    }

    /// Takes out all judgments of two keys, in either order, and gives them.
    pub fn withdraw(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> Vec<Judgment> {
        let (left, right) = (left.into(), right.into());
        self.0.extract_if(.., |judgment| judgment.is_of(&left, &right)).collect()
    }

    /// The judgments as rows of records.
    pub(crate) fn rows(&self, records: &Records, ranks: &[u32]) -> JudgedRows {
        let keys = || self.0.iter().flat_map(|judgment| [&judgment.left, &judgment.right]);
        let mut rows: FxHashMap<&str, Vec<u32>> = keys().map(|key| (key.id.as_str(), Vec::new())).collect();
        let all = if rows.is_empty() { 0..0 } else { records.rows() };
        for row in all {
            rows.get_mut(records.id(row)).into_iter().for_each(|of_id| of_id.push(row));
        }
        let named = |key: &RecordKey| {
            let of_id = rows.get(key.id.as_str()).map_or(&[][..], Vec::as_slice).iter().copied();
            of_id.filter(|&row| key.names(records, row)).collect::<Vec<u32>>()
        };
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or_default();
        let mut judged = JudgedRows::default();
        for (place, judgment) in self.0.iter().enumerate() {
            let pairs = match judgment.answer {
                Answer::Same => &mut judged.must_link,
                Answer::Different => &mut judged.cannot_link,
                Answer::Unsure => &mut judged.unsure,
            };
            let before = pairs.len();
            let rights = named(&judgment.right);
            let all = named(&judgment.left).into_iter().flat_map(|a| rights.iter().map(move |&b| (a, b)));
            let ordered = all.filter(|(a, b)| a != b).map(|(a, b)| by_rank(ranks, a, b));
            pairs.extend(ordered);
            if pairs.len() == before {
                judged.idle.push(place);
            }
        }
        let JudgedRows { must_link, cannot_link, unsure, .. } = &mut judged;
        for pairs in [&mut *must_link, &mut *cannot_link, &mut *unsure] {
            pairs.sort_unstable_by_key(|&(left, right)| (rank(left), rank(right)));
            pairs.dedup();
        }
        let decided: FxHashSet<(u32, u32)> = must_link.iter().chain(&*cannot_link).copied().collect();
        unsure.retain(|pair| !decided.contains(pair));
        judged
    }
}
