//! [`Provenance`]: where each value of a merged contact is from, and why it stands where it stands.

use super::Preference;
use crate::validate::{FieldKind, FieldPath};
use std::fmt;

/// Where one value of a merged contact is from, and why it stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Provenance {
    /// Where the value stands in the merged contact.
    pub path: FieldPath,
    /// The text of the value.
    pub text: String,
    /// The ids of the records that have it, in the order of the parts.
    pub parts: Vec<String>,
    /// Why it stands where it stands.
    pub reason: Reason,
    /// The text of the value that it was measured with: the next one for the first, the one before for the others.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub rival: Option<String>,
    /// Other spellings of the same value, which stand in the parts.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub other_spellings: Vec<String>,
    /// What made this spelling better than the others; nothing if only the order of the records did.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub spelled_by: Option<Preference>,
}

/// Why a value stands where it stands.
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
    /// More of the records say so than anything else.
    Majority,
    /// As many of the records say something else; the tie was broken by a fixed rule.
    Tie,
    /// Values of this kind have no order by worth; all are kept.
    Kept,
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} \"{}\" from {}: ", self.path, self.text, self.parts.join(", "))?;
        let rival = self.rival.as_deref().unwrap_or_default();
        match self.reason {
            Reason::Only => f.write_str("the only value"),
            Reason::FirstBy(preference) => write!(f, "before \"{rival}\" because it {preference}"),
            Reason::FirstInOrder => write!(f, "before \"{rival}\" by the order of the records"),
            Reason::BehindBy(preference) => write!(f, "behind \"{rival}\" because that {preference}"),
            Reason::BehindInOrder => write!(f, "behind \"{rival}\" by the order of the records"),
            Reason::Majority => f.write_str("most records say so"),
            Reason::Tie => f.write_str("as many records say otherwise, and a fixed rule decides"),
            Reason::Kept => f.write_str("kept with all others"),
        }?;
        if let [first, rest @ ..] = self.other_spellings.as_slice() {
            write!(f, "; also written \"{first}\"")?;
            rest.iter().try_for_each(|spelling| write!(f, ", \"{spelling}\""))?;
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

    /// All values that were kept, the winner first.
    pub fn values(&self) -> &[&'a Provenance] {
        &self.values
    }
}

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.values.is_empty() {
            return write!(f, "{}: no record has a value", self.field);
        }
        for (index, value) in self.values.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            value.fmt(f)?;
        }
        Ok(())
    }
}
