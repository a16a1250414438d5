//! What is wrong with a record: a [`Contact`] comes in, a list of [`Finding`]s goes out; nothing is changed.
//!
//! A [`Validator`] knows the [`Rule`]s and their settings. Each finding says which rule is broken, at which
//! [`FieldPath`], how bad it is and what to do; it has a [`Fix`] only where there is one certain repair.
//! A [`Tally`] counts findings over many records.
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
mod date;
mod duplicate;
mod fictional;
mod finding;
mod greeting;
mod mail;
mod path;
mod person;
mod phone;
mod rule;
mod tally;
mod text;

pub use finding::{Finding, Fix};
pub use greeting::{Greeting, NotSafe, greeting};
pub use path::{FieldKind, FieldPath, Part};
pub use rule::{Rule, Severity};
pub use tally::Tally;

// What merging asks of single values, so that both rooms agree on what is a placeholder.
pub(crate) use person::is_badly_cased;

use crate::contact::{Contact, Email, Field, Invalid, PartialDate, PersonName};
use crate::error::{Error, ErrorKind};
use std::collections::BTreeSet;

/// What a [`Validator`] is to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ValidatorSettings {
    /// The full date of the day on which the records are checked; without one, no date is in the future.
    pub today: Option<PartialDate>,
    /// The earliest year in which a living person can be born; 1900 unless set.
    pub earliest_birth_year: i16,
    /// The age in years that nobody passes, from 1 to 200; 120 unless set.
    pub oldest_age: u16,
    /// The characters of the longest value, from 1 to 1,000,000; 500 unless set. Notes may have 100 times as many.
    pub longest_text: usize,
    /// How deep phone numbers are looked at; [`PhoneDepth::Syntax`] unless set.
    pub phone_depth: PhoneDepth,
    /// Groups of fields of which a record must have one value each: by default a name, and one of e-mail address,
    /// phone number and postal address. An empty list requires nothing.
    pub required: Vec<Vec<FieldKind>>,
    /// Domains of e-mail addresses that are right whatever the lists say, in lowercase and their own letters: neither
    /// throw-away nor a slip of the finger. Empty unless set.
    pub trusted_domains: BTreeSet<String>,
    /// Rules that are not reported.
    pub ignored: BTreeSet<Rule>,
}

impl Default for ValidatorSettings {
    fn default() -> Self {
        Self {
            today: None,
            earliest_birth_year: 1900,
            oldest_age: 120,
            longest_text: 500,
            phone_depth: PhoneDepth::Syntax,
            required: vec![vec![FieldKind::Names], vec![FieldKind::Emails, FieldKind::Phones, FieldKind::Addresses]],
            trusted_domains: BTreeSet::new(),
            ignored: BTreeSet::new(),
        }
    }
}

/// How deep phone numbers are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PhoneDepth {
    /// Only as deep as reading them went: syntax, length, calling code.
    #[default]
    Syntax,
    /// The numbering plan of the country is asked too, if the feature `phone` is on. It costs more than all other rules
    /// together (3 to 7 µs a number), so it is left to who wants it.
    Plan,
}

/// Finds what is wrong with records, by rules that are set once; shareable between threads.
#[derive(Debug, Clone, Default)]
pub struct Validator {
    settings: ValidatorSettings,
}

impl Validator {
    /// A validator with these settings.
    ///
    /// # Errors
    /// [`ErrorKind::Setting`] if a setting is out of its range, `today` is not a full date, or a group of
    /// [`required`](ValidatorSettings::required) fields is empty or names the record itself.
    pub fn new(settings: ValidatorSettings) -> Result<Self, Error> {
        let wrong =
            |setting: &str, given: String, allowed: &str| Err(ErrorKind::setting(setting, given, allowed).into());
        if let Some(today) = settings.today
            && !today.is_full()
        {
            return wrong("today", today.to_string(), "a full date, such as 2026-05-17");
        }
        if !(1..=9999).contains(&settings.earliest_birth_year) {
            return wrong("earliest_birth_year", settings.earliest_birth_year.to_string(), "from 1 to 9999");
        }
        if !(1..=200).contains(&settings.oldest_age) {
            return wrong("oldest_age", settings.oldest_age.to_string(), "from 1 to 200 years");
        }
        if !(1..=1_000_000).contains(&settings.longest_text) {
            return wrong("longest_text", settings.longest_text.to_string(), "from 1 to 1000000 characters");
        }
        for (index, group) in settings.required.iter().enumerate() {
            let setting = format!("required[{index}]");
            if group.is_empty() {
                return wrong(&setting, "empty".to_owned(), "one field or several, such as [\"emails\", \"phones\"]");
            }
            if group.contains(&FieldKind::Record) {
                return wrong(&setting, "\"record\"".to_owned(), "a field of the record, such as \"emails\"");
            }
        }
        Ok(Self { settings })
    }

    /// The settings that this validator was made with.
    pub fn settings(&self) -> &ValidatorSettings {
        &self.settings
    }

    /// Everything that is wrong with a contact, in the order of its fields; nothing for a clean one.
    pub fn check(&self, contact: &Contact) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.check_record(contact, &mut findings);
        self.check_names(contact, &mut findings);
        self.check_employments(contact, &mut findings);
        self.check_reach(contact, &mut findings);
        self.check_rest(contact, &mut findings);
        if !self.settings.ignored.is_empty() {
            findings.retain(|finding| !self.settings.ignored.contains(&finding.rule));
        }
        findings
    }

    /// What the record lacks as a whole.
    fn check_record(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        if contact.id.trim().is_empty() {
            findings.push(Finding::new(
                Rule::RecordNoId,
                FieldPath::field(FieldKind::Id),
                "the record has no id; give it one that stays, so that others can refer to it".to_owned(),
            ));
        }
        if is_empty(contact) {
            findings.push(Finding::new(
                Rule::RecordEmpty,
                FieldPath::field(FieldKind::Record),
                "the record has no value; fill it in or remove it".to_owned(),
            ));
            return;
        }
        for group in &self.settings.required {
            if !group.iter().any(|&kind| has(contact, kind)) {
                let nouns: Vec<&str> = group.iter().map(|kind| kind.noun()).collect();
                findings.push(Finding::new(
                    Rule::RecordMissing,
                    FieldPath::field(FieldKind::Record),
                    format!("the record has no {}; add one", listed(&nouns)),
                ));
            }
        }
    }

    fn check_names(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.names.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Names, index);
            let before = findings.len();
            self.check_text(&field.text, &path, findings);
            text::check_html(&field.text, &path, findings);
            // A text that has to be repaired first says nothing about the name in it.
            if findings.len() == before {
                person::check(field, || contact.country_code(), &path, findings);
            }
        }
        duplicate::check(&contact.names, FieldKind::Names, findings);
        for (index, field) in contact.organization_names.iter().enumerate() {
            let path = FieldPath::value(FieldKind::OrganizationNames, index);
            self.check_text(&field.text, &path, findings);
            text::check_html(&field.text, &path, findings);
            check_empty(field, &path, findings);
        }
        duplicate::check(&contact.organization_names, FieldKind::OrganizationNames, findings);
    }

    fn check_employments(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.employments.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Employments, index);
            self.check_text(&field.text, &path, findings);
            text::check_html(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Some(employment) = field.value() {
                date::check_employment(employment, &path, findings);
            }
        }
        // The text says nothing of the dates: two times at one employer are no duplicate.
    }

    fn check_reach(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.emails.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Emails, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            mail::check(field, contact, &self.settings.trusted_domains, &path, findings);
        }
        duplicate::check(&contact.emails, FieldKind::Emails, findings);
        for (index, field) in contact.phones.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Phones, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            phone::check(field, self.settings.phone_depth, &path, findings);
        }
        duplicate::check_phones(&contact.phones, findings);
        for (index, field) in contact.addresses.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Addresses, index);
            self.check_text(&field.text, &path, findings);
            text::check_html(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Some(address) = field.value() {
                address::check(address, &path, findings);
            }
        }
        duplicate::check(&contact.addresses, FieldKind::Addresses, findings);
    }

    fn check_rest(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.birth_dates.iter().enumerate() {
            let path = FieldPath::value(FieldKind::BirthDates, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            date::check_birth(field, &self.settings, &path, findings);
        }
        for (index, field) in contact.urls.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Urls, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Err(why) = &field.outcome
                && !matches!(why, Invalid::Empty | Invalid::TooLong)
            {
                let message = format!("{} is {why}; correct it or remove it", finding::Quoted(&field.text));
                findings.push(Finding::new(Rule::UrlSyntax, path, message));
            }
        }
        duplicate::check(&contact.urls, FieldKind::Urls, findings);
        for (index, note) in contact.notes.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Notes, index);
            text::check(note, self.settings.longest_text.saturating_mul(100), &path, findings);
        }
        for tag in &contact.tags {
            if text::needs_look(tag, self.settings.longest_text) {
                self.check_text(tag, &FieldPath::tag(tag), findings);
            }
        }
        for (key, fields) in &contact.custom {
            for (index, field) in fields.iter().enumerate() {
                let unread = field.invalid().filter(|why| !matches!(why, Invalid::Empty | Invalid::TooLong));
                if unread.is_none() && !text::needs_look(&field.text, self.settings.longest_text) {
                    continue;
                }
                let path = FieldPath::custom(key, index);
                self.check_text(&field.text, &path, findings);
                if let Some(why) = unread {
                    let message = format!("{} is {why}; correct it", finding::Quoted(&field.text));
                    findings.push(Finding::new(Rule::CustomType, path, message));
                }
            }
        }
    }

    fn check_text(&self, text: &str, path: &FieldPath, findings: &mut Vec<Finding>) {
        text::check(text, self.settings.longest_text, path, findings);
    }
}

/// Reports a field that stands there without any text or value.
fn check_empty<T>(field: &Field<T>, path: &FieldPath, findings: &mut Vec<Finding>) {
    if field.text.trim().is_empty() && field.outcome.is_err() {
        let message = format!("the {} has no text; fill it in or remove it", path.field.noun());
        findings.push(Finding::new(Rule::ValueEmpty, path.clone(), message).with_fix(Some(Fix::Remove)));
    } else if field.invalid() == Some(&Invalid::TooLong) {
        let length = field.text.chars().count();
        let message = format!(
            "{} has {length} characters, more than any {} has; correct it or remove it",
            finding::Quoted(&field.text),
            path.field.noun()
        );
        // The setting may have found the same already.
        if !findings.iter().any(|finding| finding.rule == Rule::TextTooLong && finding.path == *path) {
            findings.push(Finding::new(Rule::TextTooLong, path.clone(), message));
        }
    }
}

/// Whether any of the fields has a text or a value.
fn any_text<T>(fields: &[Field<T>]) -> bool {
    fields.iter().any(|field| field.outcome.is_ok() || !field.text.trim().is_empty())
}

/// Whether a contact has any value of a kind.
fn has(contact: &Contact, kind: FieldKind) -> bool {
    match kind {
        FieldKind::Record | FieldKind::Kind => true,
        FieldKind::Id => !contact.id.trim().is_empty(),
        FieldKind::Source => contact.source.as_deref().is_some_and(|source| !source.trim().is_empty()),
        // Either kind of name is a name: a firm may be known by a person, and a person by the firm.
        FieldKind::Names => any_text(&contact.names) || any_text(&contact.organization_names),
        FieldKind::OrganizationNames => any_text(&contact.organization_names),
        FieldKind::Employments => any_text(&contact.employments),
        FieldKind::Emails => any_text(&contact.emails),
        FieldKind::Phones => any_text(&contact.phones),
        FieldKind::Addresses => any_text(&contact.addresses),
        FieldKind::BirthDates => any_text(&contact.birth_dates),
        FieldKind::Gender => contact.gender.is_some(),
        FieldKind::Urls => any_text(&contact.urls),
        FieldKind::Notes => contact.notes.iter().any(|note| !note.trim().is_empty()),
        FieldKind::Tags => !contact.tags.is_empty(),
        FieldKind::Custom => contact.custom.values().any(|fields| any_text(fields)),
    }
}

/// Whether a contact has nothing but its key.
fn is_empty(contact: &Contact) -> bool {
    const VALUES: [FieldKind; 11] = [
        FieldKind::Names,
        FieldKind::Emails,
        FieldKind::Phones,
        FieldKind::Addresses,
        FieldKind::Employments,
        FieldKind::BirthDates,
        FieldKind::Urls,
        FieldKind::Notes,
        FieldKind::Tags,
        FieldKind::Custom,
        FieldKind::Gender,
    ];
    !VALUES.iter().any(|&kind| has(contact, kind))
}

/// `a`, `a or b`, `a, b or c`.
fn listed(nouns: &[&str]) -> String {
    match nouns {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
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
    text::check(text, usize::MAX, &path, &mut findings);
    text::check_html(text, &path, &mut findings);
    findings.is_empty()
}
