//! Reads a condition from text. The grammar stands in [`segment`](super). Each rule of it is a function.

mod test;
mod token;

use super::condition::{Condition, Relation};
use super::error::{SegmentError, Trouble};
use std::ops::Range;
use token::{Placed, Token};

/// Words that are no names by themselves.
const RESERVED: [&str; 18] = [
    "all", "and", "any", "contains", "count", "custom", "ends", "everyone", "first", "in", "incoming", "is", "last",
    "nobody", "not", "or", "outgoing", "sum",
];

/// Whether a name can be written as it is.
pub(super) fn is_name(name: &str) -> bool {
    let is_word = name.starts_with(token::is_word_start) && name.chars().all(token::is_word_part);
    is_word && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// Where the parts of a test stand in the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub subject: Range<usize>,
    /// The operator with the words around it.
    pub operator: Range<usize>,
    /// Each value, or the period.
    pub values: Vec<Range<usize>>,
}

/// Reads a condition and where its tests stand, in the order of the text.
pub(super) fn read(text: &str) -> Result<(Condition, Vec<Place>), SegmentError> {
    let mut parser = Parser { text, tokens: token::tokens(text), at: 0, places: Vec::new() };
    let condition = parser.condition(Condition::DEEPEST)?;
    match parser.token() {
        Token::End => Ok((condition, parser.places)),
        _ => Err(parser.wrong("`and`, `or` or the end")),
    }
}

impl std::str::FromStr for Condition {
    type Err = SegmentError;

    /// Reads a condition without asking which fields there are; see [`Condition::read`] for that.
    fn from_str(text: &str) -> Result<Self, SegmentError> {
        read(text).map(|(condition, _)| condition)
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Placed<'t>>,
    at: usize,
    places: Vec<Place>,
}

impl<'t> Parser<'t> {
    fn token(&self) -> &Token<'t> {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    /// The token after the one at hand.
    fn next_token(&self) -> &Token<'t> {
        self.tokens.get(self.at + 1).map_or(&Token::End, |(token, _)| token)
    }

    /// Where the token at hand stands.
    fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.text.len()..self.text.len(), |(_, span)| span.clone())
    }

    /// From a place to the end of the token before the one at hand.
    fn since(&self, start: usize) -> Range<usize> {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        start..before.map_or(start, |(_, span)| span.end)
    }

    fn advance(&mut self) {
        self.at += 1;
    }

    /// Whether the token at hand is a word of the grammar, in any case.
    fn is_word(&self, word: &str) -> bool {
        matches!(self.token(), Token::Word(given) if given.eq_ignore_ascii_case(word))
    }

    /// Takes a word of the grammar, if it is at hand.
    fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    /// Takes one of several words, if one is at hand.
    fn take_one<T: Copy>(&mut self, words: impl IntoIterator<Item = (T, &'static str)>) -> Option<T> {
        words.into_iter().find(|(_, word)| self.take_word(word)).map(|(value, _)| value)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.token(), Token::Sign(given) if *given == sign);
        self.at += usize::from(is);
        is
    }

    fn sign(&mut self, sign: &str) -> Result<(), SegmentError> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.wrong(&format!("`{sign}`"))) }
    }

    /// That something else belongs where the token at hand stands.
    fn wrong(&self, expected: &str) -> SegmentError {
        let expected = match self.token() {
            Token::Wrong(_, Some(better)) => better,
            _ => expected,
        };
        self.wrong_at(self.span(), expected)
    }

    /// That something else belongs at a place.
    fn wrong_at(&self, span: Range<usize>, expected: &str) -> SegmentError {
        wrong_at(self.text, span, expected.to_owned(), None)
    }

    fn condition(&mut self, depth: usize) -> Result<Condition, SegmentError> {
        let first = self.all(depth)?;
        if !self.is_word("or") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word("or") {
            parts.push(self.all(depth)?);
        }
        Ok(Condition::Any(parts))
    }

    fn all(&mut self, depth: usize) -> Result<Condition, SegmentError> {
        let first = self.one(depth)?;
        if !self.is_word("and") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word("and") {
            parts.push(self.one(depth)?);
        }
        Ok(Condition::All(parts))
    }

    /// A condition that needs no brackets.
    fn one(&mut self, depth: usize) -> Result<Condition, SegmentError> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.wrong(&format!("at most {} conditions within each other", Condition::DEEPEST)));
        };
        if self.take_word("not") {
            return self.one(depth).map(|inner| Condition::Not(Box::new(inner)));
        }
        if matches!(self.token(), Token::Sign("(")) {
            return self.bracketed(depth);
        }
        if self.take_word("everyone") {
            return Ok(Condition::All(Vec::new()));
        }
        if self.take_word("nobody") {
            return Ok(Condition::Any(Vec::new()));
        }
        if self.take_word("all") {
            return self.bracketed(depth).map(|only| Condition::All(vec![only]));
        }
        if self.take_word("any") {
            if matches!(self.token(), Token::Sign("(")) {
                return self.bracketed(depth).map(|only| Condition::Any(vec![only]));
            }
            let Some(relation) = self.take_one(Relation::WORDS) else {
                return Err(self.wrong("`person`, `organization` or `(`"));
            };
            return self.bracketed(depth).map(|inner| Condition::Around(relation, Box::new(inner)));
        }
        self.test()
    }

    fn bracketed(&mut self, depth: usize) -> Result<Condition, SegmentError> {
        self.sign("(")?;
        let inner = self.condition(depth)?;
        if self.take_sign(")") { Ok(inner) } else { Err(self.wrong("`and`, `or` or `)`")) }
    }
}

/// That something else belongs at a place of a text.
pub(super) fn wrong_at(text: &str, span: Range<usize>, expected: String, meant: Option<String>) -> SegmentError {
    /// A longer text is shown by its beginning.
    const LONGEST: usize = 40;
    let given = text.get(span.clone()).unwrap_or_default();
    let found = match given.chars().nth(LONGEST) {
        _ if given.is_empty() => "the end".to_owned(),
        None => format!("`{given}`"),
        Some(_) => format!("`{}…`", given.chars().take(LONGEST).collect::<String>()),
    };
    Trouble { text: text.to_owned(), span, expected, found, meant }.into()
}
