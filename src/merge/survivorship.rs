//! [`Survivorship`]: which of several values comes first.

use crate::validate::FieldKind;
use std::fmt;

/// For each kind of field, what makes one value better than another, the most important first.
///
/// Every combination is allowed: a preference that is not listed has no say, and what the list leaves open is decided
/// by the place of the value in its record, then by the record ids. So the result never depends on the order of input.
///
/// ```
/// use contactkit::merge::{Preference, Survivorship};
///
/// let mut survivorship = Survivorship::default();
/// survivorship.sources = vec!["crm".to_owned(), "newsletter".to_owned()];
/// survivorship.phones = vec![Preference::Valid, Preference::Source, Preference::Recent];
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Survivorship {
    /// Sources by trust, the best first; a source that is not listed comes after those that are.
    pub sources: Vec<String>,
    /// For names of persons.
    pub names: Vec<Preference>,
    /// For names of organizations.
    pub organization_names: Vec<Preference>,
    /// For employments.
    pub employments: Vec<Preference>,
    /// For e-mail addresses.
    pub emails: Vec<Preference>,
    /// For phone numbers.
    pub phones: Vec<Preference>,
    /// For postal addresses.
    pub addresses: Vec<Preference>,
    /// For birth dates.
    pub birth_dates: Vec<Preference>,
    /// For web addresses.
    pub urls: Vec<Preference>,
    /// For the owner's own fields.
    pub custom: Vec<Preference>,
}

/// What makes one value better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Preference {
    /// It could be read, over one that could not.
    Valid,
    /// It is meant: no placeholder, no slip in a well-known domain, no broken encoding.
    Genuine,
    /// It is from a source that stands earlier in [`Survivorship::sources`].
    Source,
    /// It says more: full names over initials, full dates over a year, an address with more of its parts.
    Complete,
    /// It still holds: an employment without an end.
    Current,
    /// It was seen more recently.
    Recent,
    /// More of the records have it.
    Frequent,
    /// It is written in its usual case, over all capitals or all lower case.
    Cased,
    /// It has its diacritics, over a plain spelling.
    Accented,
    /// It is longer.
    Longest,
}

impl Default for Survivorship {
    fn default() -> Self {
        use Preference::{Accented, Cased, Complete, Current, Frequent, Genuine, Longest, Recent, Source, Valid};
        Self {
            sources: Vec::new(),
            // A name in the wrong case is worse than a rare one: nobody is greeted as JON.
            names: vec![Valid, Genuine, Source, Complete, Cased, Frequent, Recent, Accented, Longest],
            organization_names: vec![Valid, Genuine, Source, Cased, Frequent, Recent, Accented, Longest],
            employments: vec![Valid, Genuine, Source, Current, Recent, Complete, Frequent, Cased, Accented, Longest],
            // People move and change numbers: what was seen last is more likely to reach them than what is frequent.
            emails: vec![Valid, Genuine, Source, Recent, Frequent],
            phones: vec![Valid, Genuine, Source, Complete, Recent, Frequent],
            addresses: vec![Valid, Genuine, Source, Recent, Complete, Frequent, Cased, Accented, Longest],
            // Nobody's birth date changes.
            birth_dates: vec![Valid, Genuine, Complete, Source, Frequent, Recent],
            urls: vec![Valid, Genuine, Source, Recent, Frequent],
            custom: vec![Valid, Source, Recent, Frequent, Longest],
        }
    }
}

impl Survivorship {
    /// The preferences for a kind of field; none for kinds of which all values are equal, such as tags.
    pub fn preferences(&self, field: FieldKind) -> &[Preference] {
        match field {
            FieldKind::Names => &self.names,
            FieldKind::OrganizationNames => &self.organization_names,
            FieldKind::Employments => &self.employments,
            FieldKind::Emails => &self.emails,
            FieldKind::Phones => &self.phones,
            FieldKind::Addresses => &self.addresses,
            FieldKind::BirthDates => &self.birth_dates,
            FieldKind::Urls => &self.urls,
            FieldKind::Custom => &self.custom,
            _ => &[],
        }
    }

    /// The place of a source among the trusted ones; sources that are not listed share the last.
    pub(super) fn trust(&self, source: Option<&str>) -> usize {
        let listed = source.and_then(|source| self.sources.iter().position(|trusted| trusted == source));
        listed.unwrap_or(self.sources.len())
    }
}

impl fmt::Display for Preference {
    /// What the better value has over the other: `is better cased`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Valid => "could be read",
            Self::Genuine => "is meant, not a placeholder or a slip",
            Self::Source => "is from a source that is trusted more",
            Self::Complete => "is more complete",
            Self::Current => "still holds",
            Self::Recent => "was seen more recently",
            Self::Frequent => "is in more records",
            Self::Cased => "is better cased",
            Self::Accented => "has its diacritics",
            Self::Longest => "is longer",
        })
    }
}
