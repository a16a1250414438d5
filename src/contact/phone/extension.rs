//! The extension after a number, in the notations that people use.

use super::words::{Word, is_letter, word};

/// The longest extension after a word (libphonenumber's limit; ITU-T would allow 40).
const AFTER_WORD: usize = 20;
/// The longest extension after a mark that also divides other things.
const AFTER_MARK: usize = 9;
/// The longest extension after two commas, by which telephones dial with pauses.
const AFTER_PAUSES: usize = 15;

/// The longest extension that only a `#` after it tells from a group of the number.
const BEFORE_HASH: usize = 6;

/// The part of a text before the extension, and the extension's digits.
///
/// `030 901820 ext. 12` is `030 901820` and `12`; a text without an extension comes back whole. Linear.
pub(super) fn split(text: &str) -> (&str, Option<Box<str>>) {
    let whole = (text, None);
    let end = text.trim_end_matches([' ', '#', ')', ']']);
    let head = end.trim_end_matches(|char: char| char.is_ascii_digit());
    let digits = end.get(head.len()..).unwrap_or_default();
    let count = digits.len();
    if count == 0 || count > AFTER_WORD {
        return whole;
    }
    let label_end = head.trim_end_matches([' ', '.', ':', '=', '(', '[', ')', ']', '-']);
    let Some(last) = label_end.chars().next_back() else {
        return whole;
    };
    let number = match last {
        '#' | '~' | ',' | ';' if count <= AFTER_MARK || (count <= AFTER_PAUSES && label_end.ends_with(",,")) => {
            label_end.trim_end_matches(last)
        }
        _ if is_letter(last) => {
            let before = label_end.trim_end_matches(is_letter);
            let label = label_end.get(before.len()..).unwrap_or_default();
            let is_short = label.chars().count() == 1;
            if word(label) != Some(Word::Extension) || (count > AFTER_MARK && is_short) {
                return whole;
            }
            before
        }
        // `030 901820-12#` is dialed as a number, then as an extension.
        _ if head.ends_with('-') && text.ends_with('#') && count <= BEFORE_HASH => label_end,
        _ => return whole,
    };
    let number = number.trim_end_matches([' ', ',', ';', '(', '[', '-', '.', '/']);
    // What is left must be able to be a number: `x123` alone is none.
    if number.bytes().filter(u8::is_ascii_digit).take(3).count() < 3 && !has_vanity(number) {
        return whole;
    }
    (number, Some(digits.into()))
}

/// Whether letters stand for digits in what comes before the extension: `1-800-FLOWERS ext. 4`.
fn has_vanity(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_alphabetic).take(3).count() == 3
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn extensions_of_many_notations_are_split_off() {
        for (text, number, extension) in [
            ("030 901820 ext. 12", "030 901820", Some("12")),
            ("030 901820 x12", "030 901820", Some("12")),
            ("030901820x12", "030901820", Some("12")),
            ("030 901820 Ext: 012", "030 901820", Some("012")),
            ("030 901820;ext=12", "030 901820", Some("12")),
            ("030 901820 (Durchwahl 12)", "030 901820", Some("12")),
            ("+7 495 123-45-67 доб. 123", "+7 495 123-45-67", Some("123")),
            ("030 901820 #12", "030 901820", Some("12")),
            ("030 901820,,12#", "030 901820", Some("12")),
            ("030 901820-12#", "030 901820", Some("12")),
            ("030 901820~12", "030 901820", Some("12")),
            ("010 12345678转5", "010 12345678", Some("5")),
            ("11 3456 7890 ramal 21", "11 3456 7890", Some("21")),
            ("02-123-4567 (내선) 21", "02-123-4567", Some("21")),
            ("+48 22 123 45 67 wew. 5", "+48 22 123 45 67", Some("5")),
            ("1-800-FLOWERS ext. 4", "1-800-FLOWERS", Some("4")),
            ("030 901820", "030 901820", None),
            ("1-800-FOX 4", "1-800-FOX 4", None),
            ("x123", "x123", None),
            ("ext 123", "ext 123", None),
            ("", "", None),
        ] {
            let (head, tail) = split(text);
            assert_eq!((head, tail.as_deref()), (number, extension), "{text}");
        }
    }
}
