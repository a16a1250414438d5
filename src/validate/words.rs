//! [`Words`]: a table of words that a text is looked up in without being copied.

use crate::contact::tables::lines;
use crate::contact::{Shapes, in_lowercase};
use rustc_hash::FxHashSet;

/// The words of a table.
#[derive(Debug)]
pub(super) struct Words {
    words: FxHashSet<&'static str>,
    shapes: Shapes,
}

impl Words {
    /// The words of a text file, one a line, in lower case.
    pub(super) fn of(table: &'static str) -> Self {
        Self { words: lines(table).collect(), shapes: Shapes::of(lines(table)) }
    }

    /// Whether a text is one of the words, in any case.
    pub(super) fn have(&self, text: &str) -> bool {
        self.shapes.may_have(text) && in_lowercase(text, |text| self.words.contains(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_in_lower_case_stands_once_and_is_found_in_any_case() {
        for table in [include_str!("tables/job_titles.txt"), include_str!("tables/masked_words.txt")] {
            let words = Words::of(table);
            assert_eq!(words.words.len(), lines(table).count());
            for word in lines(table) {
                assert_eq!(word, word.to_lowercase());
                assert!(word.contains(char::is_alphabetic), "{word}");
                assert!(words.have(word) && words.have(&word.to_uppercase()), "{word}");
            }
        }
        assert!(!Words::of("").have("") && !Words::of("ceo").have("cfo"));
    }
}
