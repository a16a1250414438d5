//! The words and signs of a condition's text.

use crate::contact::PartialDate;
use crate::segment::Number;
use std::ops::Range;

/// A word or sign of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    /// Letters, digits and `_`, a letter first.
    Word(&'t str),
    /// A name between backquotes.
    Name(String),
    /// A text between quotation marks.
    Text(String),
    /// A number without sign, with its digits as given.
    Number(Number, &'t str),
    /// A date as ISO 8601 has it, with a month at least.
    Date(PartialDate),
    /// Anything else that has a meaning.
    Sign(&'static str),
    /// What has none; what belongs there, if that is known.
    Wrong(&'t str, Option<&'static str>),
    /// There is nothing more.
    End,
}

/// A token, and the bytes where it stands.
pub(super) type Placed<'t> = (Token<'t>, Range<usize>);

/// Longer signs before those that they start with.
const SIGNS: [&str; 15] = ["==", "!=", "<>", "<=", ">=", "(", ")", "[", "]", ",", ".", "=", "<", ">", "+"];

/// All tokens of a text, the end last.
pub(super) fn tokens(text: &str) -> Vec<Placed<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let start = text.len() - rest.len();
        let (token, length) = token(rest);
        let is_end = token == Token::End;
        tokens.push((token, start..start + length));
        if is_end {
            return tokens;
        }
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
}

/// The first token of a text and its length in bytes, which is 0 at the end only.
fn token(text: &str) -> (Token<'_>, usize) {
    let Some(first) = text.chars().next() else { return (Token::End, 0) };
    match first {
        '"' | '\'' | '`' => between_marks(text, first),
        _ if is_word_start(first) => {
            let word = leading(text, is_word_part);
            (Token::Word(word), word.len())
        }
        '0'..='9' => digits(text),
        '-' if text.starts_with("--") => date(text),
        '-' => (Token::Sign("-"), 1),
        _ => match SIGNS.iter().find(|sign| text.starts_with(**sign)) {
            Some(sign) => (Token::Sign(sign), sign.len()),
            None => {
                let length = first.len_utf8();
                (Token::Wrong(text.get(..length).unwrap_or_default(), None), length)
            }
        },
    }
}

pub(super) fn is_word_start(char: char) -> bool {
    char.is_alphabetic() || char == '_'
}

pub(super) fn is_word_part(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// The characters at the start of a text that are alike.
fn leading(text: &str, is: impl Fn(char) -> bool) -> &str {
    let end = text.find(|char| !is(char)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A text between two equal marks; a backslash takes the meaning from the character behind it.
fn between_marks(text: &str, mark: char) -> (Token<'_>, usize) {
    let mut inner = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some((_, 'n')) => inner.push('\n'),
                Some((_, char)) => inner.push(char),
                None => break,
            },
            _ if char == mark => {
                let token = if mark == '`' { Token::Name(inner) } else { Token::Text(inner) };
                return (token, at + mark.len_utf8());
            }
            _ => inner.push(char),
        }
    }
    let expected = match mark {
        '"' => "a second \" after the text",
        '\'' => "a second ' after the text",
        _ => "a second ` after the name",
    };
    (Token::Wrong(text, Some(expected)), text.len())
}

/// A number, or a date if a hyphen and a digit stand behind four digits.
fn digits(text: &str) -> (Token<'_>, usize) {
    let whole = leading(text, |char| char.is_ascii_digit());
    let after = text.get(whole.len()..).unwrap_or_default();
    let is_digit_at = |at: usize| after.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if whole.len() == 4 && after.starts_with('-') && is_digit_at(1) {
        return date(text);
    }
    let decimals = if after.starts_with('.') && is_digit_at(1) {
        1 + leading(after.get(1..).unwrap_or_default(), |char| char.is_ascii_digit()).len()
    } else {
        0
    };
    // `3rd` and `12abc` are neither a number nor a word
    let number = text.get(..whole.len() + decimals).unwrap_or_default();
    let behind = text.get(number.len()..).unwrap_or_default();
    if behind.starts_with(is_word_part) {
        let all = leading(text, |char| is_word_part(char) || char == '.');
        return (Token::Wrong(all, Some("a number, or a text in quotation marks")), all.len());
    }
    match number.parse() {
        Ok(value) => (Token::Number(value, number), number.len()),
        Err(_) => (Token::Wrong(number, Some("a number of at most 27 digits and 9 decimals")), number.len()),
    }
}

/// `2026-05-17`, `2026-05` and `--05-17`, and nothing else.
fn date(text: &str) -> (Token<'_>, usize) {
    let text = leading(text, |char| is_word_part(char) || char == '-');
    let date: Option<PartialDate> = text.parse().ok().filter(|date: &PartialDate| date.to_string() == text);
    let token = date.map_or(Token::Wrong(text, Some("a date such as 2026-05-17")), Token::Date);
    (token, text.len())
}
