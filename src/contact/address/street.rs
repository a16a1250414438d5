//! [`StreetLine`]: street, number and the rest of it, as they stand in one line.

use std::ops::Range;

use super::token::{Numeral, Role, Token, tokens};
use super::words::{StreetWord, is_glued};

/// The most bytes of a street line that are read.
const LONGEST: usize = 800;

/// The parts of a street line, each as it is written there; empty if it has none.
///
/// Number before street and street before number are told apart by what is written, not by the country. What is none of
/// the parts (a part of town, the name of a building beside a number) is in the line only. A line without spaces between
/// its words (`東京都千代田区丸の内1-2-3`) is left whole as the name.
///
/// ```
/// use contactkit::contact::StreetLine;
///
/// let line = StreetLine::of("123 N Main St Apt 4");
/// assert_eq!((line.number, line.name, line.unit), ("123", "N Main St", "Apt 4"));
/// let line = StreetLine::of("c/o Müller, Hauptstr. 12 b");
/// assert_eq!((line.care_of, line.name, line.number), ("Müller", "Hauptstr.", "12 b"));
/// assert_eq!(StreetLine::of("P.O. Box 123").post_box, "123");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct StreetLine<'a> {
    /// The street's name with its type and direction.
    pub name: &'a str,
    /// The house number with its letter or range.
    pub number: &'a str,
    /// The name of the house, where it stands before a street that gives no number: `Willow House`.
    pub house: &'a str,
    /// The part of the building, with the word that says which: `Apt 4`, `3º B`.
    pub unit: &'a str,
    /// The number of the post box, or its name where it has none (`poste restante`).
    pub post_box: &'a str,
    /// Through whom the post goes (`c/o`).
    pub care_of: &'a str,
}

impl<'a> StreetLine<'a> {
    /// Takes a street line apart. Of a text of more than 800 bytes, the beginning is read. Costs below a microsecond.
    pub fn of(line: &'a str) -> Self {
        Reading::of(line).line
    }
}

/// A street line with the words of its name.
pub(crate) struct Reading<'a> {
    pub(crate) line: StreetLine<'a>,
    tokens: Vec<Token<'a>>,
    name: Range<usize>,
    /// Whether the name has a type or a number beside it, and so is certainly a street.
    pub(super) is_certain: bool,
}

/// What one part of the line, between commas, has of a street.
#[derive(Debug, Clone, Default)]
struct Part {
    name: Range<usize>,
    number: Range<usize>,
    has_type: bool,
}

impl<'a> Reading<'a> {
    pub(crate) fn of(line: &'a str) -> Self {
        let line = (0..=LONGEST.min(line.len())).rev().find_map(|end| line.get(..end)).unwrap_or_default();
        let mut reader = Reader { line, tokens: tokens(line), read: StreetLine::default() };
        let (mut best, mut number): (Option<Part>, Range<usize>) = (None, 0..0);
        let mut house = None;
        let mut from = 0;
        while let Some(first) = reader.tokens.get(from) {
            let part = first.part;
            let until = from + reader.tokens.iter().skip(from).take_while(|token| token.part == part).count();
            let found = reader.part(from..until, best.as_ref().is_some_and(|best| !best.number.is_empty()));
            if found.name.is_empty() {
                // `Via Roma, 10` and `10, Via Roma`
                match best.as_mut() {
                    Some(best) if best.number.is_empty() => best.number = found.number,
                    None if number.is_empty() => number = found.number,
                    _ => {}
                }
            } else if best.as_ref().is_none_or(|best| best.is_bare() && !found.is_bare()) {
                // `Rose Cottage, 14 High Street` and `Rose Cottage, High Street`
                house = best.replace(found).map(|house| house.name);
            }
            from = until;
        }
        let best = best.unwrap_or_default();
        if !best.number.is_empty() {
            number = best.number;
        }
        if reader.read.number.is_empty() {
            reader.read.number = reader.text(&number);
        }
        reader.read.number = reader.read.number.trim_end_matches('.');
        reader.read.name = reader.text(&best.name);
        if reader.read.number.is_empty() {
            reader.read.house = house.map_or("", |house| reader.text(&house));
        }
        let is_certain = best.has_type || !best.name.is_empty() && !reader.read.number.is_empty();
        Self { line: reader.read, tokens: reader.tokens, name: best.name, is_certain }
    }

    /// The words of the name, each with its meaning.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&'a str, Option<StreetWord>)> {
        self.tokens.get(self.name.clone()).unwrap_or_default().iter().map(|token| (token.text, token.word))
    }
}

impl Part {
    /// Whether nothing says that the name is a street's.
    fn is_bare(&self) -> bool {
        self.number.is_empty() && !self.has_type
    }
}

/// Whether a word can make itself or its neighbors another thing than name and number.
fn says_what(token: &Token<'_>) -> bool {
    use StreetWord::{Box, CareOf, Floor, Number, Unit};
    matches!(token.word, Some(Box | CareOf | Floor | Number | Unit)) || token.numeral == Numeral::Ordinal
}

/// Reads the parts of a line, one after the other.
pub(super) struct Reader<'a> {
    pub(super) line: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) read: StreetLine<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn get(&self, at: usize, within: &Range<usize>) -> Option<&Token<'a>> {
        if within.contains(&at) { self.tokens.get(at) } else { None }
    }

    /// The text from the first of some words to the last.
    pub(super) fn text(&self, range: &Range<usize>) -> &'a str {
        let words = self.tokens.get(range.clone()).unwrap_or_default();
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.line.get(first.start..last.end()).unwrap_or_default(),
            _ => "",
        }
    }

    pub(super) fn set(&mut self, range: Range<usize>, role: Role) {
        self.tokens.get_mut(range).unwrap_or_default().iter_mut().for_each(|token| token.role = role);
    }

    /// Reads one part; `has_number` if a street with its number stood before it.
    fn part(&mut self, mut range: Range<usize>, has_number: bool) -> Part {
        // most parts are a name and a number
        let is_plain = !self.tokens.get(range.clone()).unwrap_or_default().iter().any(says_what);
        let is_care = |token: &Token<'_>| token.word == Some(StreetWord::CareOf);
        if !is_plain && let Some(at) = range.clone().find(|&at| self.get(at, &range).is_some_and(is_care)) {
            if self.read.care_of.is_empty() {
                self.read.care_of = self.text(&(at + 1..range.end));
            }
            range.end = at;
        }
        let mut found = Part::default();
        if has_number && self.is_unit_text(&range) {
            self.unit(range);
            return found;
        }
        if !is_plain {
            self.post_box(&mut range);
            self.units(&range);
            if let Some(number) = self.marked_number(&range) {
                self.set(number.clone(), Role::Number);
                found.number = number;
            }
        }
        let Some(mut open) = (if is_plain { Some(range) } else { self.open(&range) }) else { return found };
        if found.number.is_empty() {
            (found.number, open) = self.number(open);
        }
        let words = self.tokens.get(open.clone()).unwrap_or_default();
        let is_type = |token: &Token<'_>| matches!(token.word, Some(StreetWord::Type(_) | StreetWord::Numbered(_)));
        // where there is a number, nobody asks for the type in one word with the name
        found.has_type = words.iter().any(is_type)
            || found.number.is_empty() && words.iter().any(|token| token.word.is_none() && is_glued(token.text));
        found.name = open;
        found
    }

    /// The first run of words whose role is open.
    fn open(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let is_open = |at: &usize| self.get(*at, range).is_some_and(|token| token.role == Role::Open);
        let start = range.clone().find(is_open)?;
        Some(start..(start..range.end).find(|at| !is_open(at)).unwrap_or(range.end))
    }

    /// A post box: its word, and the numbers behind it.
    fn post_box(&mut self, range: &mut Range<usize>) {
        let is_box = |token: &Token<'_>| token.word == Some(StreetWord::Box);
        let Some(at) = range.clone().find(|&at| self.get(at, range).is_some_and(is_box)) else { return };
        let is_value = |token: &Token<'_>| token.is_house() || is_box(token) || token.word == Some(StreetWord::Number);
        let values = (at + 1..range.end).take_while(|&at| self.get(at, range).is_some_and(is_value)).count();
        let end = at + 1 + values;
        let word = self.tokens.get(at).map_or("", |token| token.text);
        // short words are boxes only where nothing else can be meant
        let is_short = word.chars().filter(|char| char.is_alphanumeric()).count() <= 3;
        let is_all = at == range.start && (end == range.end || !is_short);
        if (values == 0 && (!is_all || is_short)) || (is_short && !is_all) {
            return;
        }
        if self.read.post_box.is_empty() {
            let first = (at + 1..end).find(|&at| self.get(at, range).is_some_and(Token::is_house));
            self.read.post_box = self.text(&first.map_or(at..end, |first| first..end));
        }
        self.set(at..end, Role::Box);
        if at == range.start {
            range.start = end;
        } else {
            range.end = at;
        }
    }
}
