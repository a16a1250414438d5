//! What is wrong with a record: a [`Contact`] comes in, a list of [`Finding`]s goes out; nothing is changed.
//!
//! A [`Validator`] knows the [`Rule`]s and their [settings](ValidatorSettings), which may require more on one [`Occasion`]
//! than on another. Each finding says which rule is broken, at which [`FieldPath`], how bad it is and what to do; it has a
//! [`Fix`] only where there is one certain repair, which [`repair`] makes. A [`Verdict`] admits or refuses what a form
//! gave. A [`Tally`] counts findings over many records, and a [`Trend`] says what got better since the last one.
//!
//! What a letter to somebody may begin with is a question of its own: [`greeting`] answers it, or says why not.
//!
//! ```
//! use contactkit::contact::{Contact, Field};
//! use contactkit::validate::{Severity, Validator};
//!
//! let mut contact = Contact::person("crm-17");
//! contact.names.push(Field::parse("Ada Lovelace"));
//! contact.emails.push(Field::parse("ada@gmial.com"));
//!
//! let findings = Validator::default().check(&contact);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].code(), "email.domain_typo");
//! assert_eq!(findings[0].path.to_string(), "emails[0]");
//! assert_eq!(findings[0].severity, Severity::Warning);
//! assert_eq!(
//!     findings[0].message,
//!     r#""ada@gmial.com" has the domain "gmial.com", probably gmail.com is meant; ask before changing it"#
//! );
//! ```
//!
//! Checking a record costs time in proportion to its length, some microseconds for a usual one; numbering plans are asked
//! only at [`PhoneDepth::Plan`], for as much again. The rules of this room themselves allocate nothing
//! where nothing is found. There is no clock: dates are compared with [`ValidatorSettings::today`].

mod address;
mod company;
mod date;
mod duplicate;
mod fictional;
mod fields;
mod finding;
mod greeting;
mod keyboard;
mod mail;
mod mask;
mod path;
mod person;
mod phone;
mod repair;
mod requirement;
mod rule;
mod settings;
mod suspicion;
mod tally;
mod text;
mod trend;
mod verdict;
mod words;

pub use finding::{Finding, Fix};
pub use greeting::{Greeting, NotSafe, greeting};
pub use path::{FieldKind, FieldPath, Part};
pub use repair::{Repair, repair};
pub use requirement::{Completeness, Occasion, Requirement};
pub use rule::{Category, Rule, Severity};
pub use settings::{PhoneDepth, ValidatorSettings};
pub use tally::{Count, Tally, Totals};
pub use trend::{Change, Trend};
pub use verdict::Verdict;

// What merging asks of single values, so that both rooms agree on what is a placeholder.
pub(crate) use person::is_badly_cased;

use crate::contact::{Contact, Email, PersonName};
use crate::error::Error;

/// Finds what is wrong with records, by rules that are set once; shareable between threads.
#[derive(Debug, Clone, Default)]
pub struct Validator {
    settings: ValidatorSettings,
}

impl Validator {
    /// A validator with these settings.
    ///
    /// # Errors
    /// [`ErrorKind::Setting`](crate::error::ErrorKind::Setting) if a setting is out of its range, `today` is not a full
    /// date, a group of [`required`](ValidatorSettings::required) fields is empty or names the record itself, or the
    /// settings are of another version.
    pub fn new(settings: ValidatorSettings) -> Result<Self, Error> {
        settings.check()?;
        Ok(Self { settings })
    }

    /// The settings that this validator was made with.
    pub fn settings(&self) -> &ValidatorSettings {
        &self.settings
    }

    /// Everything that is wrong with a stored contact, in the order of its fields; nothing for a clean one.
    pub fn check(&self, contact: &Contact) -> Vec<Finding> {
        self.check_for(contact, &Occasion::Review)
    }

    /// The same for a contact to which something is about to happen, for which more may be required.
    pub fn check_for(&self, contact: &Contact, occasion: &Occasion) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.check_record(contact, occasion, &mut findings);
        self.check_names(contact, &mut findings);
        self.check_employments(contact, &mut findings);
        self.check_reach(contact, &mut findings);
        self.check_rest(contact, &mut findings);
        if !self.settings.severities.is_empty() {
            findings.retain_mut(|finding| {
                let severity = self.settings.severity(finding.rule, finding.severity);
                finding.severity = severity.unwrap_or(finding.severity);
                severity.is_some()
            });
        }
        findings
    }

    /// Whether a contact may be stored as it is, such as what a form gave; refused for errors and nothing else.
    pub fn admit(&self, contact: &Contact, occasion: &Occasion) -> Verdict {
        Verdict { findings: self.check_for(contact, occasion) }
    }

    /// How much of what is required on an occasion a contact has.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field};
    /// use contactkit::validate::{Occasion, Validator};
    ///
    /// let mut contact = Contact::person("7");
    /// contact.names.push(Field::parse("Ada Lovelace"));
    /// let validator = Validator::default();
    /// let completeness = validator.completeness(&contact, &Occasion::Review);
    /// assert_eq!(completeness.share(), 0.5);
    /// assert_eq!(completeness.missing.len(), 1);
    /// ```
    pub fn completeness(&self, contact: &Contact, occasion: &Occasion) -> Completeness<'_> {
        let required = self.settings.required.iter().filter(|requirement| requirement.holds_on(occasion));
        let (met, missing) = required.partition(|requirement| requirement.is_met(contact));
        Completeness { met, missing }
    }

    /// Checks many stored contacts and counts what was found, on all cores where the feature `parallel` is on.
    ///
    /// The counts are the same on any number of threads and in any order of the contacts.
    pub fn tally(&self, contacts: &[Contact]) -> Tally {
        let count = |mut tally: Tally, contact: &Contact| {
            tally.add(contact.source.as_deref(), &self.check(contact));
            tally
        };
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            contacts.par_iter().fold(Tally::default, count).reduce(Tally::default, |mut left, right| {
                left.merge(&right);
                left
            })
        }
        #[cfg(not(feature = "parallel"))]
        contacts.iter().fold(Tally::default(), count)
    }
}

/// Whether a text reads as the name of somebody: clean, and no placeholder.
pub(crate) fn is_genuine_name(name: &PersonName, text: &str) -> bool {
    is_clean_text(text) && person::is_genuine(name, text)
}

/// Whether an address can be used, is no placeholder, and its domain no slip of the finger.
pub(crate) fn is_genuine_email(email: &Email) -> bool {
    email.usable().is_ok() && !mail::is_placeholder(email) && mail::domain_suggestion(email.domain()).is_none()
}

/// Whether the digits of a text are ones that people type to be left alone.
pub(crate) fn is_placeholder_phone(text: &str) -> bool {
    phone::is_placeholder(text)
}

/// Whether a text has no broken encoding, no HTML and nothing that cannot be seen.
pub(crate) fn is_clean_text(text: &str) -> bool {
    let mut findings = Vec::new();
    let path = FieldPath::field(FieldKind::Record);
    let kinds = text::Kinds::of(text);
    text::check(text, kinds, usize::MAX, &path, &mut findings);
    text::check_html(text, kinds, &path, &mut findings);
    findings.is_empty()
}
