//! What stands around a number: other scripts and typography, notes, parameters, and second numbers.

use std::borrow::Cow;

use super::words::{Word, is_letter, word};
use crate::contact::Invalid;
use crate::contact::fold::{ascii_digit, is_invisible};

/// A number has at least this many digits before a word beside it is a note: `1 800 MOBILE` is a vanity number.
const BEFORE_NOTE: usize = 5;
/// After this many digits no letters of a vanity number follow, whatever the word is.
const BEFORE_ANY_WORD: usize = 9;
/// Each of two numbers has at least so many digits.
const EACH_OF_TWO: usize = 5;

/// The text with the digits, spaces, dashes, brackets and marks of all scripts and typographies as those of ASCII.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'`' | b'_')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(plain).collect())
}

fn plain(char: char) -> Option<char> {
    Some(match char {
        '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' => return None,
        _ if is_invisible(char) => return None,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{a6}' => '|',
        '_' => ' ',
        _ if char.is_whitespace() || char.is_control() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{30fc}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{b7}' | '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{30fb}' | '\u{3002}' => '.',
        '\u{2053}' | '\u{223c}' | '\u{301c}' => '~',
        '\u{3001}' | '\u{60c}' => ',',
        '\u{61b}' => ';',
        '\u{3010}' | '\u{3014}' => '(',
        '\u{3011}' | '\u{3015}' => ')',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{207a}' | '\u{fb29}' | '\u{fe62}' => '+',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => u32::from(char).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(char),
        _ => ascii_digit(char).unwrap_or(char),
    })
}

/// A number with the parameters of RFC 3966, taken apart: `tel:863-1234;phone-context=+1-914;ext=5`.
pub(super) struct Parameters<'a> {
    pub(super) number: Cow<'a, str>,
    pub(super) extension: Option<Box<str>>,
}

/// The parts of a number with parameters; `None` for a text that has none of them.
pub(super) fn parameters(text: &str) -> Result<Option<Parameters<'_>>, Invalid> {
    if !text.contains(';') {
        return Ok(None);
    }
    let scheme = text.find("tel:").or_else(|| text.find("TEL:"));
    let has_scheme = scheme.is_some();
    let mut parts = text.get(scheme.map_or(0, |at| at + 4)..).unwrap_or_default().split(';');
    let number = parts.next().unwrap_or_default();
    let (mut context, mut extension, mut is_known) = (None, None, false);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key.trim().to_ascii_lowercase().as_str() {
            "ext" => {
                let digits: String = value.chars().filter(|char| !matches!(char, '-' | '.' | ' ' | '#')).collect();
                if digits.is_empty() || digits.len() > 20 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Ok(None);
                }
                extension = Some(digits.into());
            }
            "phone-context" => context = Some(value.trim()),
            "isub" => {}
            _ if has_scheme => continue,
            _ => return Ok(None),
        }
        is_known = true;
    }
    if !is_known && !has_scheme {
        return Ok(None);
    }
    let is_global = |text: &str| text.starts_with('+');
    let number = match context {
        None => Cow::Borrowed(number),
        Some(context) if is_global(context) => {
            let digits = context.bytes().filter(u8::is_ascii_digit).count();
            let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'(' | b')');
            if digits == 0 || !context.bytes().skip(1).all(is_plain) {
                return Err(Invalid::PhoneSyntax);
            }
            if is_global(number) { Cow::Borrowed(number) } else { Cow::Owned(format!("{context}{number}")) }
        }
        Some(domain) if is_domain(domain) => Cow::Borrowed(number),
        Some(_) => return Err(Invalid::PhoneSyntax),
    };
    Ok(Some(Parameters { number, extension }))
}

/// Whether a text is a domain name by the letters of RFC 3966, whose last label starts with a letter.
fn is_domain(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.split('.').all(is_label)
        && text.split('.').next_back().is_some_and(|label| label.starts_with(|char: char| char.is_ascii_alphabetic()))
}

/// The number without the words before it, notes in brackets and notes after it, and the first of the notes:
/// `Tel. +43 664 123456 (home)` is `+43 664 123456` and `home`.
///
/// Letters after digits also stand for digits (`1-800-FLOWERS`), so a note that stays would become a wrong number.
pub(super) fn without_notes(text: &str) -> (Cow<'_, str>, Option<&str>) {
    let text = from_first_digit(text);
    if !text.contains(is_letter) {
        return (Cow::Borrowed(text), None);
    }
    match without_brackets(text) {
        (Cow::Owned(kept), note) => (Cow::Owned(without_last_words(&kept).0.to_owned()), note),
        (Cow::Borrowed(kept), _) => {
            let (kept, note) = without_last_words(kept);
            (Cow::Borrowed(kept), note)
        }
    }
}

/// The text from the first digit or `+` on.
pub(super) fn from_first_digit(text: &str) -> &str {
    text.trim_start_matches(|char: char| !char.is_ascii_digit() && char != '+')
}

/// The text without the brackets that hold words only, and the first of those words.
fn without_brackets(text: &str) -> (Cow<'_, str>, Option<&str>) {
    let (mut kept, mut rest, mut note) = (String::new(), text, None);
    while let Some((before, tail)) = rest.split_once(['(', '[']) {
        let (inside, after) = tail.split_once([')', ']']).unwrap_or((tail, ""));
        let is_note = inside.contains(is_letter)
            && !inside.bytes().any(|byte| byte.is_ascii_digit())
            && word(inside) != Some(Word::Extension)
            && digits(before) + digits(after) + digits(&kept) >= BEFORE_NOTE;
        kept.push_str(before);
        if is_note {
            note = note.or(Some(inside.trim()));
            kept.push(' ');
            rest = after;
        } else {
            kept.push('(');
            rest = tail;
        }
    }
    kept.push_str(rest);
    if note.is_some() { (Cow::Owned(kept), note) } else { (Cow::Borrowed(text), None) }
}

/// The text without the words at its end, and those words.
fn without_last_words(text: &str) -> (&str, Option<&str>) {
    let is_mark = |char: char| !char.is_ascii_digit() && !is_letter(char);
    let mut rest = text;
    loop {
        let end = rest.trim_end_matches(|char: char| is_mark(char) && char != '#');
        let before = end.trim_end_matches(is_letter);
        let last = end.get(before.len()..).unwrap_or_default();
        let (count, is_joined) = (digits(before), before.ends_with(|char: char| char.is_ascii_digit() || char == '-'));
        let is_note = match word(last) {
            _ if last.is_empty() => false,
            Some(_) if last.len() == 1 => count >= BEFORE_NOTE,
            Some(_) => count >= if is_joined { BEFORE_ANY_WORD } else { BEFORE_NOTE },
            None => count >= BEFORE_ANY_WORD && !is_joined,
        };
        if !is_note {
            let note = text.get(rest.len()..).map(|note| note.trim_matches(is_mark)).filter(|note| !note.is_empty());
            return (rest, note);
        }
        rest = before;
    }
}

/// Whether there is more than one number: `030 1234567 or 0171 1234567`, `030 1234567 / 1234568`.
///
/// The slash after an area code, `030/901820`, divides no numbers.
pub(super) fn is_several(number: &str) -> bool {
    let total = digits(number);
    if total < 2 * EACH_OF_TWO - 1 {
        return false;
    }
    let prefix = match number.as_bytes() {
        [b'+', ..] => 3,
        [b'0', b'0', ..] => 4,
        [b'0', b'1', b'1', ..] => 5,
        _ => 0,
    };
    let (mut left, mut last) = (0, ' ');
    let mut chars = number.chars().peekable();
    while let Some(char) = chars.next() {
        let right = total - left;
        let is_apart = last == ' ' && chars.peek() == Some(&' ');
        let divides = match char {
            '0'..='9' => {
                left += 1;
                false
            }
            '+' => left >= EACH_OF_TWO,
            '/' | '\\' => {
                let left = left.saturating_sub(prefix);
                (left >= 7 && right >= 4 && is_apart) || (left >= 6 && right >= 6)
            }
            '-' => is_apart && left >= 7 && right >= 7 && total > 15,
            ',' | ';' | '|' | '&' => left >= EACH_OF_TWO && right >= EACH_OF_TWO,
            _ => is_letter(char) && left >= EACH_OF_TWO && right >= EACH_OF_TWO,
        };
        if divides {
            return true;
        }
        last = char;
    }
    false
}

/// The count of digits.
fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_no_letters_of_a_number() {
        for (text, number, note) in [
            ("+43 664 123456 (home)", "+43 664 123456", Some("home")),
            ("+43 664 123456 (home", "+43 664 123456", Some("home")),
            ("Tel. 030/901820", "030/901820", None),
            ("Fax: +49 30 901820", "+49 30 901820", None),
            ("+43 (mobil) 664 123456", "+43   664 123456", Some("mobil")),
            ("030 901820 Büro privat", "030 901820", Some("Büro privat")),
            ("520-878-2491 cell.", "520-878-2491", Some("cell")),
            ("520-878-2491h", "520-878-2491", Some("h")),
            ("1-800-FLOWERS", "1-800-FLOWERS", None),
            ("1 800 MOBILE", "1 800 MOBILE", None),
            ("1-800-55-OFFICE", "1-800-55-OFFICE", None),
            ("030 901820 (ext.) 12", "030 901820 (ext.) 12", None),
            ("no digits", "", None),
        ] {
            let (found, words) = without_notes(text);
            assert_eq!((found.trim(), words), (number, note), "{text}");
        }
    }

    #[test]
    fn two_numbers_are_told_from_one_with_a_slash() {
        for text in [
            "030 1234567 or 0171 1234567",
            "030 1234 / 5678",
            "+49 30 1234567, +49 171 1234567",
            "+493012345+4930123456",
            "5208782491/5208782492",
            "030 1234567|030 1234568",
            "030 1234567 - 0171 1234567",
            "030 1234567 Fax 030 1234568",
        ] {
            assert!(is_several(text), "{text}");
        }
        for text in [
            "030/901820",
            "+49 6221 / 901820",
            "0049 6221 / 901820",
            "520/878/2491",
            "1-800-FLOWERS",
            "0664 / 123 45 67",
        ] {
            assert!(!is_several(text), "{text}");
        }
    }
}
