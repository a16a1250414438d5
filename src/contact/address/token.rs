//! A street line in its words, each with what it means.

use super::words::{StreetWord, WordReader};
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
    let mut part = 0;
    let mut start = None;
    for (at, char) in line.char_indices() {
        if char.is_ascii_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let is_break = matches!(char, ',' | ';' | '\n' | '\r' | '|' | '、' | '，');
        if is_break || char.is_whitespace() || char == '#' || char == '№' {
            push(&mut tokens, line, start.take(), at, part);
            match char {
                '#' | '№' => push(&mut tokens, line, Some(at), at + char.len_utf8(), part),
                _ if is_break => part += 1,
                _ => {}
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    push(&mut tokens, line, start, line.len(), part);
    part_at_dashes(&mut tokens);
    meanings(line, &mut tokens);
    tokens
}

fn push<'a>(tokens: &mut Vec<Token<'a>>, line: &'a str, start: Option<usize>, end: usize, part: usize) {
    let Some((start, text)) = start.and_then(|start| Some((start, line.get(start..end)?))) else { return };
    // most words have nothing around or between their letters
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return tokens.push(Token { text, start, word: None, numeral: numeral(text), role: Role::Open, part });
    }
    // `C/Mayor`: the street's type touches its name
    if let Some(rest) = text.strip_prefix(['c', 'C', 'r', 'R']).and_then(|rest| rest.strip_prefix('/'))
        && rest.chars().nth(1).is_some()
    {
        push(tokens, line, Some(start), start + 2, part);
        push(tokens, line, Some(start + 2), end, part);
        return;
    }
    let is_around = |char: char| matches!(char, '(' | ')' | '[' | ']' | '"' | ':' | '“' | '”' | '„' | '«' | '»');
    let trimmed = text.trim_start_matches(is_around);
    let start = start + (text.len() - trimmed.len());
    let text = trimmed.trim_end_matches(is_around);
    if !text.is_empty() && !text.bytes().all(|byte| matches!(byte, b'.' | b'/' | b'*' | b'_')) {
        tokens.push(Token { text, start, word: None, numeral: numeral(text), role: Role::Open, part });
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
    let mut reader = WordReader::new();
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        if token.numeral == Numeral::None {
            let next = tokens.iter().skip(at + 1).take_while(|next| next.part == token.part).map(|next| next.text);
            let (word, count) = reader.read(token.text, next);
            let end = tokens.get(at + count - 1).map_or(token.end(), Token::end);
            if let Some(token) = tokens.get_mut(at) {
                token.word = word;
                if count > 1 {
                    token.text = line.get(token.start..end).unwrap_or(token.text);
                }
            }
            if count > 1 {
                tokens.drain(at + 1..at + count);
            }
        }
        at += 1;
    }
}

/// What a word is as a number.
fn numeral(word: &str) -> Numeral {
    if !word.starts_with(|char| digit(char).is_some()) {
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
