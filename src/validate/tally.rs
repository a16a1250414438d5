//! [`Tally`]: how often each rule was broken, over many records.

use super::{Finding, Rule, Severity};
use std::collections::BTreeMap;

/// How often each rule was broken over a stream of contacts; small, and mergeable between threads.
///
/// ```
/// use contactkit::contact::Contact;
/// use contactkit::validate::{Rule, Tally, Validator};
///
/// let validator = Validator::default();
/// let mut tally = Tally::default();
/// for contact in [Contact::person("1"), Contact::person("2")] {
///     tally.add(&validator.check(&contact));
/// }
/// assert_eq!(tally.contacts(), 2);
/// assert_eq!(tally.iter().collect::<Vec<_>>(), [(Rule::RecordEmpty, 2)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Tally {
    contacts: u64,
    clean: u64,
    rules: BTreeMap<Rule, u64>,
    severities: BTreeMap<Severity, u64>,
}

impl Tally {
    /// Counts the findings of one more contact, which may be none.
    pub fn add(&mut self, findings: &[Finding]) {
        self.contacts += 1;
        self.clean += u64::from(findings.is_empty());
        for finding in findings {
            *self.rules.entry(finding.rule).or_default() += 1;
            *self.severities.entry(finding.severity).or_default() += 1;
        }
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.contacts += other.contacts;
        self.clean += other.clean;
        for (&rule, count) in &other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
        for (&severity, count) in &other.severities {
            *self.severities.entry(severity).or_default() += count;
        }
    }

    /// How many contacts were counted.
    pub fn contacts(&self) -> u64 {
        self.contacts
    }

    /// How many of them had no finding at all.
    pub fn clean_contacts(&self) -> u64 {
        self.clean
    }

    /// How many findings there were.
    pub fn findings(&self) -> u64 {
        self.rules.values().sum()
    }

    /// How many findings a rule has.
    pub fn count(&self, rule: Rule) -> u64 {
        self.rules.get(&rule).copied().unwrap_or_default()
    }

    /// How many findings are of a severity.
    pub fn count_of_severity(&self, severity: Severity) -> u64 {
        self.severities.get(&severity).copied().unwrap_or_default()
    }

    /// The rules that were broken, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (Rule, u64)> {
        self.rules.iter().map(|(&rule, &count)| (rule, count))
    }

    /// The rules that were broken, the most frequent first, equals in the order of their codes.
    pub fn by_count(&self) -> Vec<(Rule, u64)> {
        let mut rules: Vec<_> = self.iter().collect();
        rules.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
        rules
    }
}
