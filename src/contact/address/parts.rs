//! House numbers and units within one part of a street line.

use std::ops::Range;

use super::street::Reader;
use super::token::{Numeral, Role, Token};
use super::words::{StreetWord, is_glued};
use crate::contact::date::is_month;

impl Reader<'_> {
    /// Finds what names a part of the building.
    pub(super) fn units(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        while let Some(&token) = self.get(at, range) {
            // `Calle Mayor 5 3º B`
            if token.numeral == Numeral::Ordinal
                && at > range.start + 1
                && self.get(at - 1, range).is_some_and(Token::is_house)
                && self.is_unit_text(&(at..range.end))
            {
                return self.unit(at..range.end);
            }
            if token.word == Some(StreetWord::Floor) && self.stands_behind_number(at, range) {
                self.unit(at - 1..at + 1);
                at += 1;
                continue;
            }
            let end = match token.word {
                Some(StreetWord::Unit | StreetWord::Floor) => self.unit_end(at, range),
                _ => None,
            };
            if let Some(end) = end {
                self.unit(at..end);
            }
            at = end.unwrap_or(at + 1);
        }
    }

    /// Whether the number of a floor stands before its word: `2. OG`, `34th floor`.
    fn stands_behind_number(&self, at: usize, range: &Range<usize>) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.get(before, range)) else { return false };
        let is_ordinal = before.numeral == Numeral::Ordinal || before.is_house() && before.text.ends_with('.');
        let is_last = at + 1 == range.end;
        // the house has a number of its own
        let mut others = range.start..at - 1;
        let is_free = at - 1 == range.start || others.any(|at| self.get(at, range).is_some_and(Token::is_house));
        before.role == Role::Open && is_free && (is_ordinal || before.is_house() && is_last)
    }

    /// Where the unit ends that a word begins; nothing if the word is part of a name.
    fn unit_end(&mut self, at: usize, range: &Range<usize>) -> Option<usize> {
        let token = *self.get(at, range)?;
        let is_number_word = |token: &Token<'_>| token.word == Some(StreetWord::Number);
        let value_at = at + 1 + usize::from(self.get(at + 1, range).is_some_and(is_number_word));
        let before = at.checked_sub(1).and_then(|before| self.get(before, range)).copied();
        let follows_number = before.is_some_and(|before| before.is_house() || before.role == Role::Unit)
            || before.is_some_and(|before| before.is_letter() && at >= 2);
        let is_short = token.text.trim_end_matches('.').chars().count() == 1;
        match self.get(value_at, range).copied() {
            // `m 5`, `d. 3`: a letter is a unit only behind a house number
            Some(value) if is_value(&value) && (!is_short || follows_number && value.is_house()) => {
                self.split_value(at, value_at, range);
                Some(value_at + 1)
            }
            Some(next) => {
                let is_unit = |token: &Token<'_>| matches!(token.word, Some(StreetWord::Unit | StreetWord::Floor));
                (follows_number && !is_short && is_unit(&next)).then_some(at + 1)
            }
            // `Hauptstr. 5 EG`, `Hinterhaus`, `10 High Street basement`
            None => {
                let is_type = |token: &Token<'_>| matches!(token.word, Some(StreetWord::Type(_)));
                let is_ordinal = |token: &Token<'_>| token.numeral == Numeral::Ordinal;
                let stands_behind = follows_number
                    || before.is_some_and(|before| is_type(&before) && at - 1 > range.start || is_ordinal(&before));
                (!is_short && (before.is_none() || stands_behind)).then_some(at + 1)
            }
        }
    }

    /// `Unit 5/12 King St`: the number of the house behind that of the unit.
    fn split_value(&mut self, at: usize, value_at: usize, range: &Range<usize>) {
        let Some(value) = self.get(value_at, range).copied() else { return };
        let has_name = self.get(value_at + 1, range).is_some_and(|next| next.numeral == Numeral::None);
        let Some((unit, number)) = value.text.split_once('/') else { return };
        if at == range.start && has_name && number.starts_with(|char: char| char.is_ascii_digit()) {
            self.read.number = number;
            if let Some(value) = self.tokens.get_mut(value_at) {
                value.text = unit;
            }
        }
    }

    /// Marks words as a unit. Units side by side are one text; of those that stand apart the first counts.
    pub(super) fn unit(&mut self, range: Range<usize>) {
        let text = self.text(&range);
        let is_unit = |token: &Token<'_>| token.role == Role::Unit;
        if self.read.unit.is_empty() {
            self.read.unit = text;
        } else if let Some(first) = self.tokens.iter().position(is_unit)
            && self.tokens.get(first..range.start).is_some_and(|run| run.iter().all(is_unit))
        {
            self.read.unit = self.text(&(first..range.end));
        }
        self.set(range, Role::Unit);
    }

    /// Whether words behind a street with its number can only name a part of the building: `3º B`, `4B`, `2. tv`.
    pub(super) fn is_unit_text(&self, range: &Range<usize>) -> bool {
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        tokens.len() <= 3
            && tokens.first().is_some_and(|first| first.numeral != Numeral::None && first.text.len() <= 4)
            && tokens
                .iter()
                .skip(1)
                .all(|token| token.is_letter() || matches!(token.word, Some(StreetWord::Unit | StreetWord::Floor)))
    }

    /// The number that a word such as `No.` announces.
    pub(super) fn marked_number(&mut self, range: &Range<usize>) -> Option<Range<usize>> {
        let is_marker = |token: &Token<'_>| token.word == Some(StreetWord::Number) && token.role == Role::Open;
        let marker = range.clone().find(|&at| self.get(at, range).is_some_and(is_marker))?;
        if !self.get(marker + 1, range).is_some_and(Token::is_house) {
            return None;
        }
        // `123 Main St # 4`: the street has its number already
        let is_house = |first: &Token<'_>| first.is_house() && !first.text.ends_with('.');
        // `1453 Sokak No 5`
        let is_name = matches!(self.get(range.start + 1, range)?.word, Some(StreetWord::Numbered(_)))
            && self.get(marker, range).is_some_and(|marker| marker.text != "#");
        if marker > range.start + 1 && !is_name && self.get(range.start, range).is_some_and(is_house) {
            self.unit(marker..marker + 2);
            return None;
        }
        self.set(marker..marker + 1, Role::Marker);
        Some(marker + 1..self.number_end(marker + 1, range, true))
    }

    /// Where a house number ends: behind its letter, fraction or `bis`.
    fn number_end(&self, at: usize, range: &Range<usize>, is_last: bool) -> usize {
        let Some(next) = self.get(at + 1, range) else { return at + 1 };
        let follows = self.get(at + 2, range);
        let is_word = ["bis", "ter", "quater"].iter().any(|word| next.text.eq_ignore_ascii_case(word));
        // 12 b Baker St is 12b, but 12 w is the west side and 12 C Street has a letter for a name
        let is_letter = next.is_letter()
            && next.role == Role::Open
            && match follows {
                Some(follows) => {
                    !matches!(next.word, Some(StreetWord::Direction(_)))
                        && !matches!(follows.word, Some(StreetWord::Type(_) | StreetWord::Numbered(_)))
                }
                None => is_last,
            };
        let is_fraction = matches!(next.text, "1/2" | "1/4" | "3/4" | "½" | "¼" | "¾");
        let is_range = next.is_house() && next.role == Role::Open && {
            let between = self.line.get(self.tokens.get(at).map_or(0, Token::end)..next.start).unwrap_or_default();
            between.contains(['-', '–', '—', '/', '+', '&'])
        };
        at + 1 + usize::from(is_word || is_letter || is_fraction || is_range)
    }

    /// The house number among words, and the words that are left for the name.
    pub(super) fn number(&self, open: Range<usize>) -> (Range<usize>, Range<usize>) {
        let none = 0..0;
        if let Some(first) = self.get(open.start, &open).filter(|first| first.is_house()) {
            let end = self.number_end(open.start, &open, false);
            let is_name = first.text.ends_with('.') && self.trailing(&open).is_some();
            if end == open.end {
                return (open, none);
            }
            if !is_name {
                return (open.start..end, end..open.end);
            }
        }
        if let Some(start) = self.trailing(&open) {
            return (start..open.end, open.start..start);
        }
        self.inner(&open).map_or((none, open.clone()), |(start, end)| (start..end, open.start..start))
    }

    /// Where the house number at the end of some words starts.
    fn trailing(&self, open: &Range<usize>) -> Option<usize> {
        let start = (open.start + 1..open.end).rev().take(3).find(|&at| {
            self.get(at, open).is_some_and(Token::is_house) && self.number_end(at, open, true) == open.end
        })?;
        // a range has two numbers
        let start = if start > open.start + 1
            && self.get(start - 1, open).is_some_and(Token::is_house)
            && self.number_end(start - 1, open, true) == start + 1
        {
            start - 1
        } else {
            start
        };
        let before = self.get(start - 1, open)?;
        let is_only = start - 1 == open.start;
        let is_name = is_only && matches!(before.word, Some(StreetWord::Numbered(_)));
        // rue du 8 mai 1945
        let is_year = self.get(start, open).is_some_and(|token| token.text.len() == 4)
            && start >= open.start + 2
            && self.get(start - 2, open).is_some_and(|token| token.numeral != Numeral::None)
            && is_month(before.text);
        (!is_name && !is_year).then_some(start)
    }

    /// A house number between the street and something else: `Hauptstr. 5 Hinterhof`.
    fn inner(&self, open: &Range<usize>) -> Option<(usize, usize)> {
        const OF: [&str; 9] = ["de", "del", "di", "du", "of", "da", "do", "y", "e"];
        let at = (open.start + 1..open.end).find(|&at| {
            let is_type = |before: &Token<'_>| {
                matches!(before.word, Some(StreetWord::Type(_))) || before.word.is_none() && is_glued(before.text)
            };
            self.get(at, open).is_some_and(Token::is_house) && self.get(at - 1, open).is_some_and(is_type)
        })?;
        let end = self.number_end(at, open, false);
        let next = self.get(end, open)?;
        let is_date = OF.iter().any(|word| next.text.eq_ignore_ascii_case(word)) || is_month(next.text);
        (!is_date).then_some((at, end))
    }
}

/// Whether a word can say which unit: `4`, `4B`, `B12`, `B`.
fn is_value(token: &Token<'_>) -> bool {
    let is_code = |text: &str| {
        text.len() <= 6
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    token.is_house() || token.is_letter() || token.numeral == Numeral::None && is_code(token.text)
}
