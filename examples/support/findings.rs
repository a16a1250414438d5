//! [`Findings`]: what is wrong with the records, counted by rule, with an example of each.

use std::collections::BTreeMap;

use contactkit::contact::Contact;
use contactkit::validate::{Finding, Rule, Severity, Tally, Validator, ValidatorSettings};

use crate::support;

/// What is wrong with the records, counted by rule, with an example of each.
#[derive(Debug, Default)]
pub struct Findings {
    pub tally: Tally,
    examples: BTreeMap<Rule, Example>,
}

/// The first record that breaks a rule.
#[derive(Debug)]
struct Example {
    id: String,
    severity: Severity,
    message: String,
}

impl Findings {
    /// Counts the findings of one record.
    pub fn add(&mut self, contact: &Contact, findings: Vec<Finding>) {
        self.tally.add(contact.source.as_deref(), &findings);
        for finding in findings {
            self.examples.entry(finding.rule).or_insert_with(|| Example {
                id: contact.id.clone(),
                severity: finding.severity,
                message: finding.message,
            });
        }
    }

    /// A line for each rule that was broken, errors first, then by count: code, severity, count, example.
    pub fn lines(&self) -> Vec<String> {
        let counts = self.tally.by_rule();
        let count = |rule| counts.get(rule).copied().unwrap_or_default();
        let mut rules: Vec<(Rule, u64, &Example)> =
            self.examples.iter().map(|(rule, example)| (*rule, count(rule), example)).collect();
        rules.sort_by_key(|(rule, count, example)| (std::cmp::Reverse((example.severity, *count)), *rule));
        let line = |(rule, count, example): (Rule, u64, &Example)| {
            let count = support::page::count(count);
            format!(
                "{:7} {:>9} {:21} {}: {}",
                example.severity.to_string(),
                count,
                rule.code(),
                example.id,
                example.message
            )
        };
        rules.into_iter().map(line).collect()
    }

    /// The count of each rule that was broken.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.tally.by_rule().into_iter().map(|(rule, count)| (rule.code().to_owned(), count)).collect()
    }
}

/// A validator that knows what day it is.
pub fn validator() -> Result<Validator, contactkit::error::Error> {
    let mut settings = ValidatorSettings::default();
    settings.today = support::today();
    Validator::new(settings)
}
