//! [`Words`]: a table of words that a text is looked up in without being copied.

use crate::contact::tables::lines;

/// The words of a table, by length in bytes and first letter, so that a text is compared with one or two of them.
#[derive(Debug)]
pub(super) struct Words(Vec<&'static str>);

impl Words {
    /// The words of a text file, one a line, in lower case.
    pub(super) fn of(table: &'static str) -> Self {
        let mut words: Vec<_> = lines(table).collect();
        words.sort_unstable_by_key(|word| (word.len(), word.chars().next(), *word));
        Self(words)
    }

    /// Whether a text is one of the words, in any case.
    pub(super) fn have(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else { return false };
        let start = (text.len(), first.to_lowercase().next());
        let start_of = |word: &str| (word.len(), word.chars().next());
        let same = |word: &str| {
            word.eq_ignore_ascii_case(text)
                || (!text.is_ascii() && word.chars().eq(text.chars().flat_map(char::to_lowercase)))
        };
        let from = self.0.partition_point(|word| start_of(word) < start);
        self.0.iter().skip(from).take_while(|word| start_of(word) == start).any(|word| same(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_in_lower_case_stands_once_and_is_found_in_any_case() {
        for table in [include_str!("tables/job_titles.txt"), include_str!("tables/masked_words.txt")] {
            let words = Words::of(table);
            assert!(words.0.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
            for word in lines(table) {
                assert_eq!(word, word.to_lowercase());
                assert!(words.have(word) && words.have(&word.to_uppercase()), "{word}");
            }
        }
        assert!(!Words::of("").have("") && !Words::of("ceo").have("cfo"));
    }
}
