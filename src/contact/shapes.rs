//! [`Shapes`]: what refuses most texts before they are looked up in a table.

use super::fold::{is_whole, lowercase};

/// The first letters and the lengths of the words of a table, which refuse most other texts before they are looked up.
#[derive(Debug)]
pub(crate) struct Shapes([u64; 1024]);

impl Shapes {
    /// The shapes of words in lowercase.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self::collect(words.map(|word| Self::of_letters(word.chars(), word.chars().count())))
    }

    /// The shapes of words, each by its letters or its octets.
    pub(super) fn collect(shapes: impl Iterator<Item = (usize, u64)>) -> Self {
        let mut all = [0; 1024];
        for (place, bit) in shapes {
            if let Some(bits) = all.get_mut(place) {
                *bits |= bit;
            }
        }
        Self(all)
    }

    /// Whether a text may be one of the words, in any case.
    pub(crate) fn may_have(&self, text: &str) -> bool {
        // Most texts begin as no word does.
        if !self.may_begin(text) {
            return false;
        }
        if text.is_ascii() {
            return self.has(Self::octets(text.as_bytes()));
        }
        let mut letters = text.chars();
        // Of another letter, the small one may be one of these.
        let mut letter = || match letters.next() {
            None => Some(0),
            Some(char) if is_whole(char) && !matches!(char, 'Σ' | 'σ' | 'ς') => Some(lowercase(char) as u8),
            Some(_) => None,
        };
        let (Some(first), Some(second)) = (letter(), letter()) else { return true };
        if !self.begins(first, second) {
            return false;
        }
        letter().is_none_or(|third| self.has(Self::shape(first, second, third, text.chars().count())))
    }

    /// Whether any of the words may begin as a text does.
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes() {
            [first @ ..0x80, second @ ..0x80, ..] => self.begins(*first, *second),
            _ => true,
        }
    }

    /// Whether any of the words begins with two letters.
    fn begins(&self, first: u8, second: u8) -> bool {
        self.0.get(Self::shape(first, second, 0, 0).0).is_some_and(|bits| *bits != 0)
    }

    /// Whether any of the words has a shape.
    pub(super) fn has(&self, (place, bit): (usize, u64)) -> bool {
        self.0.get(place).is_some_and(|bits| bits & bit != 0)
    }

    fn of_letters(mut letters: impl Iterator<Item = char>, length: usize) -> (usize, u64) {
        let mut bits = || letters.next().map_or(0, |letter| letter as u8);
        Self::shape(bits(), bits(), bits(), length)
    }

    /// The shape of a word by its octets, for [`has`](Self::has).
    pub(super) fn octets(text: &[u8]) -> (usize, u64) {
        match text {
            [first, second, third, ..] => Self::shape(*first, *second, *third, text.len()),
            [first, second] => Self::shape(*first, *second, 0, 2),
            [first] => Self::shape(*first, 0, 0, 1),
            [] => Self::shape(0, 0, 0, 0),
        }
    }

    /// The place of the first two letters by their first bits, which are the same of ASCII in any case; the third one and
    /// the length, which lowercase keeps, as a bit there.
    fn shape(first: u8, second: u8, third: u8, length: usize) -> (usize, u64) {
        let bits = |letter: u8| usize::from(letter & 0x1f);
        (bits(first) * 32 + bits(second), 1 << ((bits(third) * 5 + length) % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::Shapes;

    #[test]
    fn a_text_of_another_shape_is_none_of_the_words() {
        let shapes = Shapes::of(["kim"].into_iter());
        for (text, may) in [
            ("KIM", true),
            ("Kit", false),
            ("\u{212a}it", true),
            ("\u{212a}im", true),
            ("Tim", false),
            ("Kam", false),
            ("Kims", false),
            ("Kimç", false),
            ("\u{212a}imç", true),
            ("Жim", false),
            ("İim", true),
            ("", false),
        ] {
            assert_eq!(shapes.may_have(text), may, "{text}");
        }
        let shapes = Shapes::collect(["ärger", "a", ""].map(|word| Shapes::octets(word.as_bytes())).into_iter());
        for (text, may) in [("ärgeR", true), ("A", true), ("", true), ("b", false), ("arger", false), ("ärge", false)]
        {
            assert_eq!(shapes.has(Shapes::octets(text.as_bytes())), may, "{text}");
        }
    }
}
