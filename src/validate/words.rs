//! The words of a text, and [`Words`]: a table of them that a text is looked up in without being copied.

use crate::contact::tables::lines;
use crate::contact::{Octets, Shapes, in_lowercase, octets};
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

/// The words of a text, without the marks between them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let letters = letters_at_start(rest.as_bytes());
            let (word, behind) = match rest.as_bytes().get(letters) {
                Some(0x80..) => rest.split_at_checked(rest.find(is_mark).unwrap_or(rest.len()))?,
                _ => rest.split_at_checked(letters)?,
            };
            let mut behind = behind.chars();
            behind.next();
            rest = behind.as_str();
            if !word.is_empty() {
                return Some(word);
            }
        }
        None
    })
}

/// How many bytes at the start are those of ASCII letters and digits, and of the letters of Latin, Russian and Chinese.
fn letters_at_start(text: &[u8]) -> usize {
    const ARE_OF_LETTERS: Octets<bool> = octets!(byte => byte.is_ascii_alphanumeric() || matches!(byte, 0x80..=0xbf | 0xc4..=0xc8 | 0xd0..=0xd1 | 0xe5..=0xe9));
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        if ARE_OF_LETTERS.at(*byte) {
            continue;
        }
        let before = text.len() - bytes.len() - 1;
        // `×` and `÷` stand among the letters.
        if !matches!((byte, bytes.next()), (0xc3, Some(second)) if !matches!(second, 0x97 | 0xb7)) {
            return before;
        }
    }
    text.len()
}

/// Whether a character is no part of a word.
fn is_mark(character: char) -> bool {
    !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits_between_marks() {
        assert!(words(" O\u{2019}Neill-Łoś, Ng. 2b×毛泽东 ").eq(["O", "Neill", "Łoś", "Ng", "2b", "毛泽东"]));
        for char in ('\u{80}'..'\u{10000}').filter(|char| !char.is_alphanumeric()) {
            assert!(words(&format!("Ng{char}Ng")).eq(["Ng", "Ng"]), "{char:?}");
        }
    }

    #[test]
    fn every_word_of_the_tables_is_in_lower_case_stands_once_and_is_found_in_any_case() {
        for table in [
            include_str!("tables/company_words.txt"),
            include_str!("tables/job_titles.txt"),
            include_str!("tables/masked_words.txt"),
        ] {
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
