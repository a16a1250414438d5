//! [`Provenance`]: where each value of a merged contact is from, and why it stands where it stands or was dropped.

use super::Preference;
use crate::contact::{Contact, Field, PartialDate};
use crate::validate::{FieldKind, FieldPath};
use std::collections::BTreeSet;
use std::fmt;

/// Where one value is from, and why it stands where it stands or was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Provenance {
    /// Where the value stands in the merged contact; without an index if it was dropped.
    pub path: FieldPath,
    /// The text of the value.
    pub text: String,
    /// Every place in the parts that says so, in the order of the parts.
    pub origins: Vec<Origin>,
    /// Why it stands where it stands.
    pub reason: Reason,
    /// The text of the value that it was measured with: the next one for the first, the one before for those behind, the
    /// first for those that were dropped.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub rival: Option<String>,
    /// What made this spelling better than the others; nothing if only the order of the records did.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub spelled_by: Option<Preference>,
}

/// One place in the parts of a merge that says a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Origin {
    /// The place of the record in [`Merged::parts`](super::Merged::parts), from 0.
    pub part: usize,
    /// The id of the record.
    pub record: String,
    /// The source of the value, or of the record if the value has none of its own.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// The spelling in this record.
    pub text: String,
    /// What this record calls the value.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub label: Option<String>,
    /// When the value was last seen to be so.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub seen: Option<PartialDate>,
    /// When the value was last verified.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub verified: Option<PartialDate>,
}

/// Why a value stands where it stands, or was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// There is no other value.
    Only,
    /// It is first, and better than the next value by this preference.
    FirstBy(Preference),
    /// It is first, as good as the next value, and earlier in its record or in a record with a smaller id.
    FirstInOrder,
    /// It is kept behind a value that is better by this preference.
    BehindBy(Preference),
    /// It is kept behind a value that is as good, and earlier in its record or in a record with a smaller id.
    BehindInOrder,
    /// It was dropped for a value that is better by this preference.
    DroppedBy(Preference),
    /// It was dropped for a value that is as good, and earlier in its record or in a record with a smaller id.
    DroppedInOrder,
    /// More of the records say so than anything else.
    Majority,
    /// As many of the records say something else; the tie was broken by a fixed rule.
    Tie,
    /// It was dropped because more of the records say something else, or as many and a fixed rule decided.
    Outvoted,
    /// Values of this kind have no order by worth; all are kept.
    Kept,
    /// The record had no value of this kind, and another one had.
    Filled,
}

impl Origin {
    pub(super) fn of_field<T>(part: usize, contact: &Contact, field: &Field<T>) -> Self {
        Self {
            source: field.source.as_ref().or(contact.source.as_ref()).cloned(),
            label: field.label.clone(),
            seen: field.seen,
            verified: field.verified,
            ..Self::of_text(part, contact, &field.text)
        }
    }

    pub(super) fn of_text(part: usize, contact: &Contact, text: &str) -> Self {
        Self {
            part,
            record: contact.id.clone(),
            source: contact.source.clone(),
            text: text.to_owned(),
            label: None,
            seen: None,
            verified: None,
        }
    }
}

impl Provenance {
    /// A value that has no order by worth.
    pub(super) fn kept(path: FieldPath, text: &str, origins: Vec<Origin>) -> Self {
        Self { path, text: text.to_owned(), origins, reason: Reason::Kept, rival: None, spelled_by: None }
    }

    /// Whether the value stands in the merged contact; one that does not stands in the parts only.
    pub fn is_kept(&self) -> bool {
        !matches!(self.reason, Reason::DroppedBy(_) | Reason::DroppedInOrder | Reason::Outvoted)
    }

    /// The ids of the records that have the value, in the order of the parts.
    pub fn records(&self) -> Vec<&str> {
        let mut origins: Vec<&Origin> = self.origins.iter().collect();
        origins.dedup_by_key(|origin| origin.part);
        origins.into_iter().map(|origin| origin.record.as_str()).collect()
    }

    /// The other spellings of the value, which stand in the parts only, in the order of text.
    pub fn other_spellings(&self) -> BTreeSet<&str> {
        self.origins.iter().map(|origin| origin.text.as_str()).filter(|text| *text != self.text).collect()
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} \"{}\" from {}: ", self.path, self.text, self.records().join(", "))?;
        let rival = self.rival.as_deref().unwrap_or_default();
        match self.reason {
            Reason::Only => f.write_str("the only value"),
            Reason::FirstBy(preference) => write!(f, "before \"{rival}\" because it {preference}"),
            Reason::FirstInOrder => write!(f, "before \"{rival}\" by the order of the records"),
            Reason::BehindBy(preference) => write!(f, "behind \"{rival}\" because that {preference}"),
            Reason::BehindInOrder => write!(f, "behind \"{rival}\" by the order of the records"),
            Reason::DroppedBy(preference) => write!(f, "dropped for \"{rival}\" because that {preference}"),
            Reason::DroppedInOrder => write!(f, "dropped for \"{rival}\" by the order of the records"),
            Reason::Majority => f.write_str("most records say so"),
            Reason::Tie => f.write_str("as many records say otherwise, and a fixed rule decides"),
            Reason::Outvoted => write!(f, "dropped for \"{rival}\", which as many records say or more"),
            Reason::Kept => f.write_str("kept with all others"),
            Reason::Filled => f.write_str("fills a gap"),
        }?;
        for (index, spelling) in self.other_spellings().into_iter().enumerate() {
            f.write_str(if index == 0 { "; also written " } else { ", " })?;
            write!(f, "\"{spelling}\"")?;
        }
        match self.spelled_by {
            Some(preference) => write!(f, ", but this spelling {preference}"),
            None => Ok(()),
        }
    }
}

/// Which value of a field won and why: the values of the field, the winner first; one line each when displayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why<'a> {
    field: FieldKind,
    values: Vec<&'a Provenance>,
}

impl<'a> Why<'a> {
    pub(super) fn new(field: FieldKind, provenance: &'a [Provenance]) -> Self {
        Self { field, values: provenance.iter().filter(|value| value.path.field == field).collect() }
    }

    /// The field that was asked for.
    pub fn field(&self) -> FieldKind {
        self.field
    }

    /// The value that won, if the field has any.
    pub fn winner(&self) -> Option<&'a Provenance> {
        self.values.first().copied()
    }

    /// All values, the winner first, those that were dropped last.
    pub fn values(&self) -> &[&'a Provenance] {
        &self.values
    }
}

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.values.is_empty() {
            return write!(f, "{}: no record has a value", self.field);
        }
        lines(self.values.iter().copied(), f)
    }
}

/// One line for each value.
pub(super) fn lines<'p>(values: impl IntoIterator<Item = &'p Provenance>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            f.write_str("\n")?;
        }
        write!(f, "{value}")?;
    }
    Ok(())
}
