//! Names of companies and words of jobs that stand where the name of a person belongs.

use super::words::{Words, words};
use crate::contact::{PersonName, legal_form, trimmed};
use std::sync::LazyLock;

static JOB_TITLES: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!("tables/job_titles.txt")));
static COMPANY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!("tables/company_words.txt")));

/// What the words of a name say that it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clues {
    /// Whether one is of job titles or departments, and no name.
    pub(super) has_job: bool,
    /// Whether one says what a company is.
    pub(super) has_company: bool,
}

impl Clues {
    pub(super) fn of(text: &str) -> Self {
        let mut clues = Self::default();
        words(text).for_each(|word| clues.add(word));
        clues
    }

    pub(super) fn add(&mut self, word: &str) {
        self.has_job |= JOB_TITLES.have(word);
        self.has_company |= COMPANY_WORDS.have(word);
    }
}

/// Whether a text has the legal form of a company. `name` is what was read from it, whose suffix is no legal form:
/// `Jane Doe, SC`.
pub(super) fn has_legal_form(text: &str, name: &PersonName) -> bool {
    let is_suffix = |form: &str| name.suffix.as_deref().is_some_and(|suffix| suffix.contains(form));
    legal_form::split(trimmed(text)).is_some_and(|(of, form)| is_certain(&form, &of) && !is_suffix(&form))
}

/// Whether a legal form can be nothing else: `Linda Co` and `Nguyen Van Sa` are people.
fn is_certain(form: &str, of: &str) -> bool {
    const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];
    let letters = || form.chars().filter(|char| char.is_alphabetic());
    let has_case = letters().any(|char| char.is_lowercase() || char.is_uppercase());
    let has_small = |text: &str| text.contains(char::is_lowercase);
    // dots and capitals that no name has within
    let is_spelled = form.trim_end_matches('.').contains(['.', '/']) || letters().skip(1).any(char::is_uppercase);
    let small = form.to_lowercase();
    match letters().count() {
        _ if !has_case || has_small(form) && is_spelled => true,
        // the French EARL is a given name
        4.. => small != "earl",
        // nobody is called Ltd or Inc
        3 if !small.contains(VOWELS) || small.starts_with("inc") => true,
        // capitals beside a name that has small letters
        _ => !has_small(form) && has_small(of),
    }
}
