//! [`Tally`]: how often each rule was broken, over many records.

use super::{FieldKind, Finding, Rule, Severity};
use std::collections::BTreeMap;
use std::fmt;

/// How often each rule was broken over a stream of contacts, by source, field and severity; small, mergeable between
/// threads, and comparable with the tally of another day by [`Trend`](super::Trend).
///
/// ```
/// use contactkit::contact::Contact;
/// use contactkit::validate::{Rule, Tally, Validator};
///
/// let mut contacts = [Contact::person("1"), Contact::person("2")];
/// contacts[0].source = Some("web".to_owned());
/// let tally = Validator::default().tally(&contacts);
/// assert_eq!((tally.totals().contacts, tally.totals().with_errors), (2, 2));
/// assert_eq!(tally.count(Rule::RecordEmpty), 2);
/// assert_eq!(tally.sources().map(|(source, totals)| (source, totals.errors)).collect::<Vec<_>>(), [("", 1), ("web", 1)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct Tally {
    /// By source; those of contacts without one under the empty text.
    sources: BTreeMap<String, OfSource>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
struct OfSource {
    contacts: u64,
    clean: u64,
    with_errors: u64,
    rules: BTreeMap<Rule, BTreeMap<FieldKind, BTreeMap<Severity, u64>>>,
}

/// How many contacts and findings there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Totals {
    /// The contacts that were checked.
    pub contacts: u64,
    /// Those of them without any finding.
    pub clean: u64,
    /// Those of them with a finding of [`Severity::Error`] or several.
    pub with_errors: u64,
    /// The findings of [`Severity::Error`].
    pub errors: u64,
    /// The findings of [`Severity::Warning`].
    pub warnings: u64,
    /// The findings of [`Severity::Note`].
    pub notes: u64,
}

impl Totals {
    /// The findings of all severities.
    pub fn findings(&self) -> u64 {
        self.errors + self.warnings + self.notes
    }

    fn add(mut self, other: Self) -> Self {
        self.contacts += other.contacts;
        self.clean += other.clean;
        self.with_errors += other.with_errors;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self
    }
}

/// How many findings are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Count<'a> {
    /// The source of the contacts, empty if they have none.
    pub source: &'a str,
    /// The rule that was broken.
    pub rule: Rule,
    /// The field in which.
    pub field: FieldKind,
    /// How bad.
    pub severity: Severity,
    /// How often.
    pub findings: u64,
}

impl OfSource {
    fn counts<'a>(&'a self, source: &'a str) -> impl Iterator<Item = Count<'a>> {
        let fields = self.rules.iter().flat_map(|(&rule, fields)| fields.iter().map(move |field| (rule, field)));
        fields.flat_map(move |(rule, (&field, severities))| {
            let count = move |(&severity, &findings)| Count { source, rule, field, severity, findings };
            severities.iter().map(count)
        })
    }

    fn totals(&self) -> Totals {
        let start =
            Totals { contacts: self.contacts, clean: self.clean, with_errors: self.with_errors, ..Totals::default() };
        self.counts("").fold(start, |mut totals, count| {
            match count.severity {
                Severity::Error => totals.errors += count.findings,
                Severity::Warning => totals.warnings += count.findings,
                Severity::Note => totals.notes += count.findings,
            }
            totals
        })
    }

    fn slot(&mut self, rule: Rule, field: FieldKind, severity: Severity) -> &mut u64 {
        self.rules.entry(rule).or_default().entry(field).or_default().entry(severity).or_default()
    }
}

impl Tally {
    /// Counts the findings of one more contact, which may be none, under the contact's source.
    pub fn add(&mut self, source: Option<&str>, findings: &[Finding]) {
        let counts = self.of_source(source.unwrap_or_default());
        counts.contacts += 1;
        counts.clean += u64::from(findings.is_empty());
        counts.with_errors += u64::from(findings.iter().any(|finding| finding.severity == Severity::Error));
        for finding in findings {
            *counts.slot(finding.rule, finding.path.field, finding.severity) += 1;
        }
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: &Self) {
        for (source, theirs) in &other.sources {
            let counts = self.of_source(source);
            counts.contacts += theirs.contacts;
            counts.clean += theirs.clean;
            counts.with_errors += theirs.with_errors;
            for count in theirs.counts("") {
                *counts.slot(count.rule, count.field, count.severity) += count.findings;
            }
        }
    }

    fn of_source(&mut self, source: &str) -> &mut OfSource {
        self.sources.entry(source.to_owned()).or_default()
    }

    /// How many contacts and findings there are in all.
    pub fn totals(&self) -> Totals {
        self.sources.values().map(OfSource::totals).fold(Totals::default(), Totals::add)
    }

    /// The same by source, in the order of their names; the first has none if some contacts have none.
    pub fn sources(&self) -> impl Iterator<Item = (&str, Totals)> {
        self.sources.iter().map(|(source, counts)| (source.as_str(), counts.totals()))
    }

    /// All counts, in the order of source, rule, field and severity.
    pub fn counts(&self) -> impl Iterator<Item = Count<'_>> {
        self.sources.iter().flat_map(|(source, counts)| counts.counts(source))
    }

    /// How many findings a rule has.
    pub fn count(&self, rule: Rule) -> u64 {
        self.counts().filter(|count| count.rule == rule).map(|count| count.findings).sum()
    }

    /// How many findings each broken rule has.
    pub fn by_rule(&self) -> BTreeMap<Rule, u64> {
        self.sum_by(|count| count.rule)
    }

    /// How many findings each field has that has any.
    pub fn by_field(&self) -> BTreeMap<FieldKind, u64> {
        self.sum_by(|count| count.field)
    }

    fn sum_by<Key: Ord>(&self, key: impl Fn(&Count<'_>) -> Key) -> BTreeMap<Key, u64> {
        let mut sums = BTreeMap::new();
        for count in self.counts() {
            *sums.entry(key(&count)).or_default() += count.findings;
        }
        sums
    }
}

/// A line with the totals, and one for each count.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.totals())?;
        for Count { source, rule, field, severity, findings } in self.counts() {
            let of_source = if source.is_empty() { String::new() } else { format!(" from {source}") };
            write!(f, "\n{findings:>9} {severity:7} {rule:27} in {field}{of_source}")?;
        }
        Ok(())
    }
}

/// `3 contacts, 1 clean, 2 with errors: 2 errors, 1 warnings, 0 notes`
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { contacts, clean, with_errors, errors, warnings, notes } = self;
        write!(f, "{contacts} contacts, {clean} clean, {with_errors} with errors: ")?;
        write!(f, "{errors} errors, {warnings} warnings, {notes} notes")
    }
}
