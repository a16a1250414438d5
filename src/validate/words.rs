//! [`Words`]: a table of words that a text is looked up in without being copied.

use crate::contact::in_lowercase;
use crate::contact::tables::lines;
use rustc_hash::FxHashSet;

/// The words of a table.
#[derive(Debug)]
pub(super) struct Words(FxHashSet<&'static str>);

impl Words {
    /// The words of a text file, one a line, in lower case.
    pub(super) fn of(table: &'static str) -> Self {
        Self(lines(table).collect())
    }

    /// Whether a text is one of the words, in any case.
    pub(super) fn have(&self, text: &str) -> bool {
        in_lowercase(text, |text| self.0.contains(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_in_lower_case_stands_once_and_is_found_in_any_case() {
        for table in [include_str!("tables/job_titles.txt"), include_str!("tables/masked_words.txt")] {
            let words = Words::of(table);
            assert_eq!(words.0.len(), lines(table).count());
            for word in lines(table) {
                assert_eq!(word, word.to_lowercase());
                assert!(words.have(word) && words.have(&word.to_uppercase()), "{word}");
            }
        }
        assert!(!Words::of("").have("") && !Words::of("ceo").have("cfo"));
    }
}
