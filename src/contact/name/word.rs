//! One word of a name, looked up once.

use super::lexicon::{Class, class_of, class_of_bytes};
use crate::contact::fold::{fold, fold_into, lowercase};

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
        if let Some(word) = Self::capitalized(text, part) {
            return word;
        }
        let shape = if text.is_ascii() { ascii(text) } else { other(text) };
        fold_into(folded, text);
        let class = class_of(folded).with(shape).with(Class::SHORT.when(folded.chars().nth(2).is_none()));
        Self { text, class, part, joined: false }
    }

    /// Looks up a word of a capital and small letters of Latin or Russian, as most names are written.
    pub(super) fn capitalized(text: &str, part: usize) -> Option<Word<'_>> {
        let mut letters = text.chars();
        let first = letters.next().filter(|first| is_letter(*first))?;
        let (small, rest) = (lowercase(first), letters.as_str());
        if small == first || rest.is_empty() {
            return None;
        }
        let shape = if first.is_ascii() && rest.bytes().all(|byte| byte.is_ascii_lowercase()) {
            Class::default()
        } else if rest.chars().all(is_small) {
            // Letters from `Ѐ` on begin with these bytes.
            Class::ACCENTED.with(Class::OTHER_SCRIPT.when(text.bytes().any(|byte| byte >= 0xd0)))
        } else {
            return None;
        };
        let mut buffer = [0; LONGEST_CAPITALIZED];
        let folded = buffer.get_mut(..text.len())?;
        let class = if first.is_ascii() {
            class_of(text)
        } else {
            folded.copy_from_slice(text.as_bytes());
            // as long as its capital
            small.encode_utf8(folded);
            class_of_bytes(folded)
        };
        let class = class.with(shape).with(Class::SHORT.when(rest.chars().nth(1).is_none()));
        Some(Word { text, class, part, joined: false })
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

/// Longer words are looked up in their folded form.
const LONGEST_CAPITALIZED: usize = 32;

/// Whether a character is a letter of Latin or Russian that has two cases, each of one character of one length.
fn is_letter(char: char) -> bool {
    matches!(char, 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='į' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž' | 'Ѐ'..='џ')
}

/// Whether it is such a letter and small; most are told without a search.
fn is_small(char: char) -> bool {
    matches!(char, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'а'..='я') || is_letter(char) && lowercase(char) == char
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
        let letters = ('À'..='ž')
            .chain('Ѐ'..='џ')
            .flat_map(|char| [format!("{char}a"), format!("Ab{char}"), format!("{char}{char}")]);
        let words = ["Maria", "Ng", "Dr", "Van", "Jr", "José", "Đặng", "Юрий", "Öz", "Łukasz"].map(str::to_owned);
        for text in words.into_iter().chain(letters) {
            let shape = if text.is_ascii() { super::ascii(&text) } else { super::other(&text) };
            let folded = fold(&text);
            let class = shape.with(class_of(&folded)).with(Class::SHORT.when(folded.chars().count() < 3));
            assert_eq!(Word::new(&text, 0, &mut String::new()).class, class, "{text}");
        }
        for (text, is) in
            [("Ng", true), ("José", true), ("Юрий", true), ("Ÿß", true), ("Đặng", false), ("İzmir", false)]
        {
            assert_eq!(Word::capitalized(text, 0).is_some(), is, "{text}");
        }
        for text in ["J", "JR", "Ö", "van", "Jean-Luc", "ÖZ", "öz", ""] {
            assert!(Word::capitalized(text, 0).is_none(), "{text}");
        }
    }
}
