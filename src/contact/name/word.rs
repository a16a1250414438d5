//! One word of a name, looked up once.

use super::lexicon::{Class, class_of};
use crate::contact::fold::{fold, fold_into};
use crate::contact::in_lowercase;

/// A word of a name with everything that it can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    class: Class,
    /// How many commas stand before it.
    pub(super) part: usize,
    /// Whether it belongs to the word before it: `la` and `Cruz` of `de la Cruz`.
    pub(super) joined: bool,
}

impl<'a> Word<'a> {
    /// Looks a word up; `folded` is room for its folded form, which the usual word does not need.
    pub(super) fn new(text: &'a str, part: usize, folded: &mut String) -> Self {
        if is_capitalized(text) {
            let class = in_lowercase(text, class_of).with(Class::SHORT.when(text.len() == 2));
            return Self { text, class, part, joined: false };
        }
        let shape = if text.is_ascii() { ascii(text) } else { other(text) };
        fold_into(folded, text);
        let class = class_of(folded).with(shape).with(Class::SHORT.when(folded.chars().nth(2).is_none()));
        Self { text, class, part, joined: false }
    }

    /// Whether it is any of these.
    pub(super) fn is(&self, any: Class) -> bool {
        self.class.is(any)
    }

    /// The same word without what is glued behind it.
    pub(super) fn cut(&self, stem: &'a str) -> Self {
        Self::new(stem, self.part, &mut String::new())
    }

    /// A particle as it is written: some are given names where they have a capital.
    pub(super) fn is_particle(&self) -> bool {
        self.is(Class::PARTICLE)
            && !self.is(Class::INITIAL)
            && (self.is(Class::LOWER) || !self.is(Class::PARTICLE_LOWER))
    }

    pub(super) fn is_lower_particle(&self) -> bool {
        self.is(Class::LOWER) && self.is_particle()
    }

    /// `J.` or `J.R.`
    pub(super) fn is_dotted_initials(&self) -> bool {
        self.is(Class::DOT) && self.is(Class::INITIAL) && self.text.ends_with('.')
    }

    /// Capitals or dots, as degrees are written.
    pub(super) fn is_degree_shaped(&self) -> bool {
        self.is(Class::DOT.with(Class::MANY_CAPITALS))
    }

    /// Whether the word ends so, in any case.
    pub(super) fn ends_with(&self, ending: &str) -> bool {
        if self.text.is_ascii() {
            let (text, ending) = (self.text.as_bytes(), ending.as_bytes());
            let end = text.len().checked_sub(ending.len()).and_then(|start| text.get(start..));
            return end.is_some_and(|end| end.eq_ignore_ascii_case(ending));
        }
        let mut letters = self.text.chars().rev().flat_map(char::to_lowercase);
        ending.chars().rev().all(|wanted| letters.next() == Some(wanted))
    }

    /// What the words say together.
    pub(super) fn phrase(words: &[Self]) -> Class {
        class_of(&fold(&join(words)))
    }
}

/// The words with spaces between them.
pub(super) fn join(words: &[Word<'_>]) -> String {
    if let [only] = words {
        return only.text.to_owned();
    }
    let length: usize = words.iter().map(|word| word.text.len() + 1).sum();
    let mut text = String::with_capacity(length);
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.text);
    }
    text
}

/// The words with spaces between them, if there are any.
pub(super) fn joined(words: &[Word<'_>]) -> Option<String> {
    (!words.is_empty()).then(|| join(words))
}

/// A capital and small letters of ASCII, as most names are written; such a word has no class by how it is written.
fn is_capitalized(text: &str) -> bool {
    match text.as_bytes() {
        [first, rest @ ..] => first.is_ascii_uppercase() && !rest.is_empty() && rest.iter().all(u8::is_ascii_lowercase),
        [] => false,
    }
}

/// Counts what a word is made of.
#[derive(Default)]
struct Shape {
    letters: usize,
    capitals: usize,
    small: usize,
    dots: usize,
    others: usize,
    hyphen: bool,
    starts_small: bool,
    other_script: bool,
}

impl Shape {
    fn class(&self, text: &str) -> Class {
        let length = self.letters + self.dots + self.others;
        let initial = match self.letters {
            0 => false,
            1 => length <= 2,
            _ => self.dots >= self.letters && is_dotted_initials(text),
        };
        Class::LOWER
            .when(self.starts_small)
            .with(Class::CAPITALS.when(self.letters >= 2 && self.small == 0 && self.dots == 0))
            .with(Class::MANY_CAPITALS.when(self.capitals > 1))
            .with(Class::DOT.when(self.dots > 0))
            .with(Class::HYPHEN.when(self.hyphen))
            .with(Class::INITIAL.when(initial))
            .with(Class::OTHER_SCRIPT.when(self.other_script))
            .with(Class::ACCENTED.when(!text.is_ascii()))
    }
}

/// `J.R.`, `J.-C.`: one letter before each dot.
fn is_dotted_initials(text: &str) -> bool {
    let mut pieces = text.split('.');
    pieces.next_back() == Some("") && pieces.all(|piece| piece.trim_start_matches('-').chars().count() == 1)
}

fn ascii(text: &str) -> Class {
    let mut shape = Shape::default();
    for byte in text.bytes() {
        shape.small += usize::from(byte.is_ascii_lowercase());
        shape.capitals += usize::from(byte.is_ascii_uppercase());
        shape.dots += usize::from(byte == b'.');
        shape.hyphen |= byte == b'-';
    }
    shape.letters = shape.small + shape.capitals;
    shape.others = text.len() - shape.letters - shape.dots;
    shape.starts_small = text.starts_with(|first: char| first.is_ascii_lowercase());
    shape.class(text)
}

fn other(text: &str) -> Class {
    let mut shape = Shape::default();
    for char in text.chars() {
        match char {
            '.' => shape.dots += 1,
            '-' | '\u{2010}'..='\u{2015}' => {
                shape.hyphen = true;
                shape.others += 1;
            }
            _ if char.is_alphabetic() => {
                shape.letters += 1;
                let small = char.is_lowercase();
                shape.small += usize::from(small);
                shape.capitals += usize::from(!small && char.is_uppercase());
                shape.other_script |= char >= '\u{370}' && !matches!(char, '\u{1e00}'..='\u{1eff}');
            }
            _ => shape.others += 1,
        }
    }
    shape.starts_small = text.starts_with(char::is_lowercase);
    shape.class(text)
}

#[cfg(test)]
mod tests {
    use super::{Class, Word, class_of, fold};

    #[test]
    fn a_usual_word_is_what_the_long_way_says() {
        for text in ["Maria", "Ng", "Dr", "Van", "Jr"] {
            let class = super::ascii(text).with(class_of(&fold(text)));
            let class = class.with(Class::SHORT.when(text.len() < 3));
            assert_eq!(Word::new(text, 0, &mut String::new()).class, class, "{text}");
        }
        assert!(!super::is_capitalized("J") && !super::is_capitalized("JR"));
    }
}
