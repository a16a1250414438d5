//! A street line in its words, each with what it means.

use std::ops::Range;

use super::words::{StreetWord, entry, phrase};
use crate::contact::fold::digit;

/// A word of a street line, or a phrase that means one thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// Where it starts in the line, in bytes.
    pub(super) start: usize,
    pub(super) word: Option<StreetWord>,
    pub(super) numeral: Numeral,
    pub(super) role: Role,
    /// The part of the line between commas in which it stands.
    pub(super) part: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_house(&self) -> bool {
        self.numeral == Numeral::House
    }

    /// Whether it is one letter, as behind a house number.
    pub(super) fn is_letter(&self) -> bool {
        self.text.len() == 1 && self.text.bytes().all(|byte| byte.is_ascii_alphabetic())
    }
}

/// What a word is as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    /// No number.
    None,
    /// A house number by its form: `12`, `12b`, `10/A`, `10-12`.
    House,
    /// `2nd`, `3º`, `17.` before another word.
    Ordinal,
}

/// What a word is of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Not known yet; in the end, the name.
    Open,
    Number,
    Unit,
    Box,
    /// It only says what stands beside it.
    Marker,
}

/// Parts a line into words; commas, semicolons, line breaks and dashes between spaces part it into parts.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(8);
    let (mut part, mut from) = (0, 0);
    while let Some(rest) = line.get(from..).filter(|rest| !rest.is_empty()) {
        // most words have nothing around or between their letters
        let letters = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let end = match rest.as_bytes().get(letters) {
            None | Some(b' ' | b',') => {
                push_plain(&mut tokens, rest.get(..letters).unwrap_or_default(), from, part);
                from + letters
            }
            Some(_) => {
                let is_gap = |char: char| is_break(char) || is_number_sign(char) || char.is_whitespace();
                let end = from + rest.find(is_gap).unwrap_or(rest.len());
                push(&mut tokens, line, from..end, part);
                end
            }
        };
        let Some(gap) = line.get(end..).and_then(|rest| rest.chars().next()) else { break };
        from = end + gap.len_utf8();
        if is_break(gap) {
            part += 1;
        } else if is_number_sign(gap) {
            push(&mut tokens, line, end..from, part);
        }
    }
    part_at_dashes(&mut tokens);
    meanings(line, &mut tokens);
    tokens
}

fn is_break(char: char) -> bool {
    matches!(char, ',' | ';' | '\n' | '\r' | '|' | '、' | '，')
}

fn is_number_sign(char: char) -> bool {
    matches!(char, '#' | '№')
}

/// Appends a word without anything around it, if there is one.
fn push_plain<'a>(tokens: &mut Vec<Token<'a>>, text: &'a str, start: usize, part: usize) {
    if !text.is_empty() {
        tokens.push(Token { text, start, word: None, numeral: numeral(text), role: Role::Open, part });
    }
}

fn push<'a>(tokens: &mut Vec<Token<'a>>, line: &'a str, at: Range<usize>, part: usize) {
    let Range { start, end } = at;
    let text = line.get(at).unwrap_or_default();
    // `C/Mayor`: the street's type touches its name
    if let Some(rest) = text.strip_prefix(['c', 'C', 'r', 'R']).and_then(|rest| rest.strip_prefix('/'))
        && rest.chars().nth(1).is_some()
    {
        push(tokens, line, start..start + 2, part);
        push(tokens, line, start + 2..end, part);
        return;
    }
    let is_around = |char: char| matches!(char, '(' | ')' | '[' | ']' | '"' | ':' | '“' | '”' | '„' | '«' | '»');
    let trimmed = text.trim_start_matches(is_around);
    let start = start + (text.len() - trimmed.len());
    let text = trimmed.trim_end_matches(is_around);
    if !text.bytes().all(|byte| matches!(byte, b'.' | b'/' | b'*' | b'_')) {
        push_plain(tokens, text, start, part);
    }
}

/// A dash between spaces parts the line, unless it stands between numbers.
fn part_at_dashes(tokens: &mut Vec<Token<'_>>) {
    let is_dash = |token: &Token<'_>| matches!(token.text, "-" | "–" | "—");
    if !tokens.iter().any(is_dash) {
        return;
    }
    let mut parts = 0;
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).copied();
        let next = tokens.get(at + 1).copied();
        let Some(token) = tokens.get_mut(at) else { break };
        let is_range = before.is_some_and(|token| token.is_house()) && next.is_some_and(|token| token.is_house());
        parts += usize::from(is_dash(token) && !is_range);
        token.part += parts;
    }
    tokens.retain(|token| !is_dash(token));
}

/// Looks up every word, and joins the words of a phrase.
fn meanings<'a>(line: &'a str, tokens: &mut Vec<Token<'a>>) {
    let mut at = 0;
    while let Some(token) = tokens.get_mut(at) {
        at += 1;
        if token.numeral == Numeral::None
            && let Some(entry) = entry(token.text)
        {
            token.word = entry.word;
            if entry.longest > 1 {
                join_phrase(line, tokens, at - 1, entry.longest);
            }
        }
    }
}

/// Makes the longest phrase that starts with a word one token, if there is any.
fn join_phrase<'a>(line: &'a str, tokens: &mut Vec<Token<'a>>, at: usize, longest: usize) {
    let Some((first, next)) = tokens.get_mut(at..).and_then(<[_]>::split_first_mut) else { return };
    let words = next.iter().take_while(|next| next.part == first.part).map(|next| next.text);
    let Some((word, count)) = phrase(first.text, longest, words) else { return };
    first.word = Some(word);
    if let Some(last) = next.get(count - 2) {
        first.text = line.get(first.start..last.end()).unwrap_or(first.text);
    }
    tokens.drain(at + 1..at + count);
}

/// What a word is as a number.
fn numeral(word: &str) -> Numeral {
    if word.starts_with(|char: char| char.is_ascii_alphabetic() || digit(char).is_none()) {
        return Numeral::None;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Numeral::House;
    }
    let plain = word.trim_end_matches('.');
    let mut groups = plain.split(['-', '/', '+', '&', '–']);
    let is_house = |group: &str| {
        let letters = group.trim_start_matches(|char| digit(char).is_some());
        match letters.len() {
            0 => true,
            _ if letters.len() == group.len() => {
                letters.len() <= 2 && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
            }
            1 => letters.bytes().all(|byte| byte.is_ascii_alphabetic()),
            _ => ["½", "¼", "¾", "bis", "ter", "BIS", "TER"].contains(&letters),
        }
    };
    if groups.clone().count() <= 4 && groups.all(is_house) {
        return Numeral::House;
    }
    let letters = plain.trim_start_matches(|char| digit(char).is_some());
    match letters.to_ascii_lowercase().as_str() {
        "st" | "nd" | "rd" | "th" | "er" | "re" | "eme" | "ème" | "º" | "ª" | "°" | "ο" | "ος" => {
            Numeral::Ordinal
        }
        _ => Numeral::None,
    }
}
