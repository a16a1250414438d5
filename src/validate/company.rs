//! Names of companies and words of jobs that stand where the name of a person belongs.

use super::words::{Words, words};
use crate::contact::{PersonName, legal_form, trimmed};
use std::sync::LazyLock;

static JOB_TITLES: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!("tables/job_titles.txt")));
static COMPANY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!("tables/company_words.txt")));

/// Whether a word is one of job titles or departments, and no name.
pub(super) fn is_job_title(word: &str) -> bool {
    JOB_TITLES.have(word)
}

/// Whether a text has such a word.
pub(super) fn has_job_title(text: &str) -> bool {
    words(text).any(is_job_title)
}

/// Whether a text reads like the name of a company: by its legal form, or a word for what it is. `name` is what was read
/// from it, whose suffix is no legal form: `Jane Doe, SC`.
pub(super) fn reads_like_company(text: &str, name: &PersonName) -> bool {
    let is_suffix = |form: &str| name.suffix.as_deref().is_some_and(|suffix| suffix.contains(form));
    words(text).any(|word| COMPANY_WORDS.have(word))
        || legal_form::split(trimmed(text)).is_some_and(|(of, form)| is_certain(&form, &of) && !is_suffix(&form))
}

/// Whether a legal form can be nothing else: `Linda Co` and `Nguyen Van Sa` are people.
fn is_certain(form: &str, of: &str) -> bool {
    const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];
    let letters = || form.chars().filter(|char| char.is_alphabetic());
    let is_small = |text: &str| text.contains(char::is_lowercase);
    let has_case = letters().any(|char| char.is_lowercase() || char.is_uppercase());
    let is_spelled = form.trim_end_matches('.').contains(['.', '/']);
    !has_case
        // the French EARL is a given name
        || letters().count() > 3 && !form.eq_ignore_ascii_case("earl")
        // capitals beside a name that has small letters, and dots or capitals that no name has within
        || letters().count() <= 3 && !is_small(form) && is_small(of)
        || is_small(form) && (is_spelled || letters().skip(1).any(char::is_uppercase))
        // nobody is called Ltd or Inc
        || letters().count() == 3 && (!form.to_lowercase().contains(VOWELS) || form.to_lowercase().starts_with("inc"))
}
