//! The words that stand beside numbers: labels of extensions, and notes such as `home`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::contact::fold::fold;
use crate::contact::tables::lines;

/// What a word beside a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The digits after it are an extension.
    Extension,
    /// Whose or which line it is.
    Note,
}

/// Longer runs of letters than this are no word of the table.
const LONGEST: usize = 16;

const TABLE: &str = include_str!("../tables/phone_words.txt");

static WORDS: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| {
    let entries = lines(TABLE).filter_map(|line| {
        let (kind, words) = line.split_once('|')?;
        let kind = if kind.trim() == "extension" { Word::Extension } else { Word::Note };
        Some(words.split(',').map(move |word| (fold(word), kind)))
    });
    entries.flatten().collect()
});

/// What a word says, if it is one of the table.
pub(super) fn word(text: &str) -> Option<Word> {
    if text.chars().count() > LONGEST {
        return None;
    }
    WORDS.get(&fold(text)).copied()
}

/// Whether a character belongs to a word, in a text that [`clean`](super::text::clean) made plain.
pub(super) fn is_letter(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_alphabetic() } else { !char.is_whitespace() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in lines(TABLE) {
            let (kind, words) = line.split_once('|').unwrap();
            let kind = match kind.trim() {
                "extension" => Word::Extension,
                "note" => Word::Note,
                other => panic!("{other}"),
            };
            for text in words.split(',') {
                assert_eq!(word(text), Some(kind), "{text}");
                assert!(text.trim().chars().all(is_letter), "{text} is more than a word");
            }
        }
    }
}
