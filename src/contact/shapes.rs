//! [`Shapes`]: what refuses most texts before they are looked up in a table.

use super::fold::{is_whole, lowercase};

/// The first two letters and the lengths of the words of a table, which refuse most other texts before they are looked up.
#[derive(Debug)]
pub(crate) struct Shapes([u64; 1024]);

impl Shapes {
    /// The shapes of words in lowercase.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut shapes = [0; 1024];
        for word in words {
            if let Some(lengths) = shapes.get_mut(Self::start(word.chars())) {
                *lengths |= Self::length(word.chars().count());
            }
        }
        Self(shapes)
    }

    /// Whether a text may be one of the words, in any case.
    pub(crate) fn may_have(&self, text: &str) -> bool {
        let (start, length) = match text.as_bytes() {
            [first, second, ..] if text.is_ascii() => (Self::place(*first, *second), text.len()),
            // Of another letter, the small one may be one of these.
            _ if !text.chars().take(2).all(|char| is_whole(char) && !matches!(char, 'Σ' | 'σ' | 'ς')) => {
                return true;
            }
            _ => (Self::start(text.chars().map(lowercase)), text.chars().count()),
        };
        self.0.get(start).is_some_and(|lengths| lengths & Self::length(length) != 0)
    }

    /// The place of the first two letters.
    fn start(mut letters: impl Iterator<Item = char>) -> usize {
        let mut bits = || letters.next().map_or(0, |letter| letter as u8);
        Self::place(bits(), bits())
    }

    /// The place of two letters by their first bits, which are the same of ASCII in any case.
    fn place(first: u8, second: u8) -> usize {
        usize::from(first & 0x1f) * 32 + usize::from(second & 0x1f)
    }

    /// The bit of a length in characters, which lowercase keeps.
    fn length(characters: usize) -> u64 {
        1 << characters.min(63)
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
            ("Kit", true),
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
    }
}
