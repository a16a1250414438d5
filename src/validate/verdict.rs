//! [`Verdict`]: whether a form may be stored.

use super::rule::Category;
use super::{Finding, Severity};

/// Whether a record may be stored as it is, and everything that was found.
///
/// A record is refused for findings of [`Severity::Error`] and for nothing else, so that which rules refuse is for the
/// [settings](super::ValidatorSettings) to say. Suspicions are signals: by themselves they never refuse.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{Occasion, Validator};
///
/// let mut form = Contact::person("web-9");
/// form.names.push(Field::parse("Asdfgh Jones"));
/// form.emails.push(Field::parse("ada(at)analytical.org"));
/// let verdict = Validator::default().admit(&form, &Occasion::Create);
/// assert!(!verdict.is_admitted());
/// assert_eq!(verdict.reasons().map(|finding| finding.code()).collect::<Vec<_>>(), ["email.syntax"]);
/// assert_eq!(verdict.suspicions().count(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Verdict {
    /// All findings, in the order of the record's fields.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether the record may be stored.
    pub fn is_admitted(&self) -> bool {
        self.reasons().next().is_none()
    }

    /// Why the record is refused; nothing if it is admitted.
    pub fn reasons(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// The signs that somebody typed whatever to be left alone.
    pub fn suspicions(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.rule.category() == Category::Suspicious)
    }
}
