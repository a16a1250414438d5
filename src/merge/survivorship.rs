//! [`Survivorship`]: which of several values comes first.

use crate::validate::FieldKind;
use std::collections::BTreeSet;
use std::fmt;

/// The rules by which a value survives: for each kind of field, what makes one value better than another, the most
/// important first, and whether only the best is kept.
///
/// Every combination is allowed: a preference that is not listed has no say, and what the list leaves open is decided
/// by the place of the value in its record, then by the record ids. So the result never depends on the order of input.
///
/// ```
/// use contactkit::merge::{Preference, Survivorship};
/// use contactkit::validate::FieldKind;
///
/// let mut survivorship = Survivorship::default();
/// survivorship.sources = vec!["crm".to_owned(), "newsletter".to_owned()];
/// survivorship.phones = vec![Preference::Valid, Preference::Verified, Preference::Source, Preference::Recent];
/// survivorship.only_best.insert(FieldKind::BirthDates);
/// # #[cfg(feature = "serde")]
/// # {
///
/// // as a file of rules says it; what a file does not say is as by default
/// let read: Survivorship = serde_json::from_str(
///     r#"{
///         "sources": ["crm", "newsletter"],
///         "phones": ["valid", "verified", "source", "recent"],
///         "only_best": ["birth_dates"]
///     }"#,
/// )
/// .unwrap();
/// assert_eq!(read, survivorship);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Survivorship {
    /// Sources by trust, the best first; a source that is not listed comes after those that are.
    pub sources: Vec<String>,
    /// Kinds of field of which only the best value is kept; of all others all are. What is dropped stands in the parts and
    /// in the provenance.
    pub only_best: BTreeSet<FieldKind>,
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
    /// It was verified, and more recently.
    Verified,
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
        use Preference::{
            Accented, Cased, Complete, Current, Frequent, Genuine, Longest, Recent, Source, Valid, Verified,
        };
        Self {
            sources: Vec::new(),
            only_best: BTreeSet::new(),
            // A name in the wrong case is worse than a rare one: nobody is greeted as JON.
            names: vec![Valid, Genuine, Verified, Source, Complete, Cased, Frequent, Recent, Accented, Longest],
            organization_names: vec![Valid, Genuine, Verified, Source, Cased, Frequent, Recent, Accented, Longest],
            employments: vec![
                Valid, Genuine, Verified, Source, Current, Recent, Complete, Frequent, Cased, Accented, Longest,
            ],
            // People move and change numbers: what was seen last is more likely to reach them than what is frequent.
            emails: vec![Valid, Genuine, Verified, Source, Recent, Frequent],
            phones: vec![Valid, Genuine, Verified, Source, Complete, Recent, Frequent],
            addresses: vec![Valid, Genuine, Verified, Source, Recent, Complete, Frequent, Cased, Accented, Longest],
            // Nobody's birth date changes.
            birth_dates: vec![Valid, Genuine, Verified, Complete, Source, Frequent, Recent],
            urls: vec![Valid, Genuine, Verified, Source, Recent, Frequent],
            custom: vec![Valid, Verified, Source, Recent, Frequent, Longest],
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
            Self::Verified => "was verified, or more recently",
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
