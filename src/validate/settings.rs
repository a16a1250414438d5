//! [`ValidatorSettings`]: what records are checked for, as data that a company writes down once.

use super::{FieldKind, Requirement, Rule, Severity};
use crate::contact::{PartialDate, Schema};
use crate::error::{Error, ErrorKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a [`Validator`](super::Validator) is to look for: a company's policy for its records, written down once and read
/// by every program that takes records in.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{Occasion, Validator, ValidatorSettings};
///
/// let settings: ValidatorSettings = serde_json::from_str(
///     r#"{
///         "version": 1,
///         "required": [
///             {"any_of": ["names"]},
///             {"any_of": ["emails", "phones"], "on": ["create", "update"], "severity": "error"},
///             {"any_of": ["addresses"], "on": ["stage:customer"], "severity": "error"}
///         ],
///         "severities": {"email.domain_typo": "error", "name.case": "off"}
///     }"#,
/// )
/// .unwrap();
/// let validator = Validator::new(settings).unwrap();
///
/// let mut contact = Contact::person("web-9");
/// contact.names.push(Field::parse("ada lovelace"));
/// contact.phones.push(Field::parse("+44 20 7183 8750"));
/// assert!(validator.check_for(&contact, &Occasion::Create).is_empty());
/// let findings = validator.check_for(&contact, &Occasion::Stage("customer".to_owned()));
/// assert_eq!(findings[0].to_string(), "error record.missing at addresses: the record has no postal address; add one");
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ValidatorSettings {
    /// The version of the format, [`ValidatorSettings::VERSION`].
    pub version: u32,
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
    /// What a record must have, and on which occasions: by default a name, and one of e-mail address, phone number and
    /// postal address. An empty list requires nothing.
    pub required: Vec<Requirement>,
    /// Domains of e-mail addresses that are right whatever the lists say, in lowercase and their own letters: neither
    /// throw-away nor a slip of the finger. Empty unless set.
    pub trusted_domains: BTreeSet<String>,
    /// The owner's own fields. Without it any field of a contact's own is right if its text can be read; with it, the values
    /// are checked for type and number, and fields that it does not have are reported.
    ///
    /// ```
    /// use contactkit::contact::{Contact, CustomField, CustomType, Field, Schema};
    /// use contactkit::validate::{Validator, ValidatorSettings};
    ///
    /// let mut schema = Schema::default();
    /// schema.custom.insert("budget".to_owned(), CustomField::new(CustomType::Money));
    /// let mut settings = ValidatorSettings::default();
    /// settings.required.clear();
    /// settings.schema = Some(schema);
    /// let validator = Validator::new(settings).unwrap();
    ///
    /// let mut contact = Contact::person("1");
    /// contact.custom.insert("bugdet".to_owned(), vec![Field::read("100 EUR", |text| CustomType::Money.read(text))]);
    /// let findings = validator.check(&contact);
    /// assert_eq!(findings[0].message, r#"there is no field "bugdet" of your own; define it or remove it"#);
    /// ```
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub schema: Option<Schema>,
    /// Rules with another severity than their own; `None`, written `"off"`, is not reported.
    ///
    /// A finding that is milder than its rule usually is (somebody is called Null) is never made worse. The severity of
    /// [`Rule::RecordMissing`] stands in each [`Requirement`]; it can only be off.
    #[cfg_attr(feature = "serde", serde(with = "severities"))]
    pub severities: BTreeMap<Rule, Option<Severity>>,
}

impl ValidatorSettings {
    /// The version of the format that this library reads and writes.
    pub const VERSION: u32 = 1;

    /// Fails for settings outside of what is allowed.
    pub(super) fn check(&self) -> Result<(), Error> {
        let wrong =
            |setting: &str, given: String, allowed: &str| Err(ErrorKind::setting(setting, given, allowed).into());
        if self.version != Self::VERSION {
            return wrong("version", self.version.to_string(), &Self::VERSION.to_string());
        }
        if let Some(today) = self.today
            && !today.is_full()
        {
            return wrong("today", today.to_string(), "a full date, such as 2026-05-17");
        }
        if !(1..=9999).contains(&self.earliest_birth_year) {
            return wrong("earliest_birth_year", self.earliest_birth_year.to_string(), "from 1 to 9999");
        }
        if !(1..=200).contains(&self.oldest_age) {
            return wrong("oldest_age", self.oldest_age.to_string(), "from 1 to 200 years");
        }
        if !(1..=1_000_000).contains(&self.longest_text) {
            return wrong("longest_text", self.longest_text.to_string(), "from 1 to 1000000 characters");
        }
        if let Some(Some(severity)) = self.severities.get(&Rule::RecordMissing) {
            let allowed = "\"off\"; its severity stands in each of `required`";
            return wrong("severities.record.missing", format!("\"{severity}\""), allowed);
        }
        self.required
            .iter()
            .enumerate()
            .try_for_each(|(index, requirement)| requirement.check(&format!("required[{index}]")))
    }

    /// The severity of a finding under these settings, from the one that its rule gave it; nothing if it is off.
    pub(super) fn severity(&self, rule: Rule, given: Severity) -> Option<Severity> {
        match self.severities.get(&rule) {
            None => Some(given),
            Some(None) => None,
            Some(&Some(set)) if given < rule.severity() => Some(given.min(set)),
            Some(&Some(set)) => Some(set),
        }
    }
}

impl Default for ValidatorSettings {
    fn default() -> Self {
        let reach = [FieldKind::Emails, FieldKind::Phones, FieldKind::Addresses];
        Self {
            version: Self::VERSION,
            today: None,
            earliest_birth_year: 1900,
            oldest_age: 120,
            longest_text: 500,
            phone_depth: PhoneDepth::Syntax,
            required: vec![Requirement::any_of([FieldKind::Names]), Requirement::any_of(reach)],
            trusted_domains: BTreeSet::new(),
            schema: None,
            severities: BTreeMap::new(),
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

/// Severities with `"off"` for none.
#[cfg(feature = "serde")]
mod severities {
    use super::{Rule, Severity};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Level {
        Off,
        Note,
        Warning,
        Error,
    }

    pub(super) fn serialize<S: Serializer>(
        severities: &BTreeMap<Rule, Option<Severity>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(severities.iter().map(|(rule, severity)| {
            let level = match severity {
                None => Level::Off,
                Some(Severity::Note) => Level::Note,
                Some(Severity::Warning) => Level::Warning,
                Some(Severity::Error) => Level::Error,
            };
            (rule, level)
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Rule, Option<Severity>>, D::Error> {
        let levels = BTreeMap::<Rule, Level>::deserialize(deserializer)?.into_iter();
        let severity = |level| match level {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        };
        Ok(levels.map(|(rule, level)| (rule, severity(level))).collect())
    }
}
