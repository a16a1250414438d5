//! [`Findings`]: what is wrong with the records, counted by rule, with an example of each.

use std::collections::BTreeMap;

use contactkit::contact::{Contact, PartialDate};
use contactkit::validate::{Finding, Rule, Severity, Tally, Validator, ValidatorSettings};

use super::failure::Failure;
use super::page;

/// What is wrong with the records, counted by rule, with an example of each.
#[derive(Debug, Default)]
pub struct Findings {
    pub tally: Tally,
    examples: Examples,
}

/// An example of each rule that was broken.
#[derive(Debug, Default)]
pub struct Examples(BTreeMap<Rule, Example>);

/// The first record that breaks a rule.
#[derive(Debug)]
pub struct Example {
    pub id: String,
    pub severity: Severity,
    pub message: String,
    /// How often the rule was broken in all.
    pub findings: u64,
}

impl Examples {
    /// Counts the findings of one record.
    pub fn add(&mut self, contact: &Contact, findings: &[Finding]) {
        for Finding { rule, severity, message, .. } in findings {
            let first =
                || Example { id: contact.id.clone(), severity: *severity, message: message.clone(), findings: 0 };
            self.0.entry(*rule).or_insert_with(first).findings += 1;
        }
    }

    /// Errors first, then by count.
    pub fn worst_first(&self) -> Vec<(Rule, &Example)> {
        let mut examples: Vec<(Rule, &Example)> = self.0.iter().map(|(rule, example)| (*rule, example)).collect();
        examples.sort_by_key(|(rule, example)| (std::cmp::Reverse((example.severity, example.findings)), *rule));
        examples
    }
}

impl Findings {
    /// Counts the findings of one record.
    pub fn add(&mut self, contact: &Contact, findings: &[Finding]) {
        self.tally.add(contact.source.as_deref(), findings);
        self.examples.add(contact, findings);
    }

    /// A line for each rule that was broken, errors first, then by count: code, severity, count, example.
    pub fn lines(&self) -> Vec<String> {
        let line = |(rule, Example { id, severity, message, findings }): (Rule, &Example)| {
            format!("{:7} {:>9} {:21} {id}: {message}", severity.to_string(), page::count(*findings), rule.code())
        };
        self.examples.worst_first().into_iter().map(line).collect()
    }

    /// The count of each rule that was broken.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.tally.by_rule().into_iter().map(|(rule, count)| (rule.code().to_owned(), count)).collect()
    }
}

/// A validator that knows what day it is, if anybody does.
pub fn validator(today: Option<PartialDate>) -> Result<Validator, Failure> {
    let mut settings = ValidatorSettings::default();
    settings.today = today;
    Validator::new(settings).map_err(|error| Failure::Job(error.to_string()))
}
