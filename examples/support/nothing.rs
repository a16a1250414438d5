//! What programs and people write into a cell that says nothing: `NULL`, `nan`, `-`.

use super::columns::{AddressPart, Single, Slot};
use csv::ByteRecord;

/// The words for nothing, in small letters.
const WORDS: [&str; 20] = [
    "null",
    "(null)",
    "<null>",
    "[null]",
    "\\n",
    "nan",
    "<na>",
    "na",
    "n/a",
    "n.a.",
    "#n/a",
    "nat",
    "none",
    "nil",
    "undefined",
    "(empty)",
    "(blank)",
    "(none)",
    "not available",
    "not provided",
];

/// The first letters of those that begin with a letter.
const INITIALS: [char; 2] = ['n', 'u'];

/// Whether a cell says nothing, though it is not empty: one without a letter or digit, or a word for nothing.
///
/// Somebody is called Null, there is a town of None, and who types it as an e-mail address should hear of it: in such a
/// column a word says nothing only if the row has it in two cells.
pub fn says_nothing(text: &str, slot: Slot, row: &ByteRecord) -> bool {
    let word = text.trim();
    let is_usual = |first: char| first.is_ascii_alphanumeric() && !INITIALS.contains(&first.to_ascii_lowercase());
    if word.starts_with(is_usual) || matches!(slot, Slot::Note | Slot::Single(Single::Id | Single::Source)) {
        return false;
    }
    if !word.contains(char::is_alphanumeric) {
        return true;
    }
    let is_word = WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_alone = || row.iter().filter(|cell| *cell == text.as_bytes()).count() < 2;
    is_word && !(may_be_told(slot) && is_alone())
}

/// Whether a word for nothing in one column alone is left to be a value, or a mistake that is found.
fn may_be_told(slot: Slot) -> bool {
    match slot {
        Slot::Single(Single::BirthDate | Single::Seen | Single::Prefix | Single::Suffix | Single::JobTitle) => false,
        Slot::Address(_, part) => matches!(part, AddressPart::Locality | AddressPart::Region | AddressPart::Country),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_for_nothing_is_told_in_any_case() {
        use super::{ByteRecord, Single, Slot, WORDS, says_nothing};

        let slot = Slot::Single(Single::JobTitle);
        for word in WORDS {
            assert!(says_nothing(word, slot, &ByteRecord::new()), "{word}");
            assert!(says_nothing(&word.to_uppercase(), slot, &ByteRecord::new()), "{word}");
        }
    }
}
