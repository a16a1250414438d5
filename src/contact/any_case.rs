//! [`AnyCase`]: a table of small words that finds one in capitals, too, without a copy on the heap.

use super::Shapes;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// Values by words without ASCII capitals.
#[derive(Debug)]
pub(crate) struct AnyCase<T> {
    usual: FxHashMap<Usual, T>,
    long: FxHashMap<Box<[u8]>, T>,
    shapes: Shapes,
}

/// The octets of a word and their count in four integers, which are hashed and compared without a loop.
#[derive(Debug, PartialEq, Eq)]
struct Usual([u64; 4]);

impl Usual {
    /// The word in small letters; nothing if it is long.
    #[inline]
    fn of(word: &[u8]) -> Option<Self> {
        let mut octets = [0; 32];
        let [place @ .., _] = &mut octets;
        place.get_mut(..word.len())?.copy_from_slice(word);
        // The whole of it takes less time than a part; the last octet is left for the count.
        octets.make_ascii_lowercase();
        let [first, second, third, fourth] = octets.as_chunks().0 else { return None };
        let [first, second, third, fourth] = [*first, *second, *third, *fourth].map(u64::from_le_bytes);
        Some(Self([first, second, third, fourth | (word.len() as u64) << 56]))
    }
}

impl Hash for Usual {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|integer| state.write_u64(*integer));
    }
}

impl<T> AnyCase<T> {
    /// The value of a word, in whatever case its ASCII letters are.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.get_octets(word.as_bytes())
    }

    /// The value of a word by its octets.
    pub(crate) fn get_octets(&self, word: &[u8]) -> Option<&T> {
        if !self.shapes.may_have_octets(word) {
            return None;
        }
        match Usual::of(word) {
            Some(word) => self.usual.get(&word),
            None => self.long.get(word.to_ascii_lowercase().as_slice()),
        }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.usual.values().chain(self.long.values())
    }
}

impl<T> FromIterator<(String, T)> for AnyCase<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let (mut usual, mut long) = (FxHashMap::default(), FxHashMap::default());
        let mut insert = |word: String, value| {
            let shape = Shapes::octets(word.as_bytes());
            match Usual::of(word.as_bytes()) {
                Some(word) => _ = usual.insert(word, value),
                None => _ = long.insert(word.into_bytes().into_boxed_slice(), value),
            }
            shape
        };
        let shapes = Shapes::collect(words.into_iter().map(|(word, value)| insert(word, value)));
        Self { usual, long, shapes }
    }
}

#[cfg(test)]
mod tests {
    use super::AnyCase;

    #[test]
    fn a_word_is_found_in_any_case() {
        let long = "long ".repeat(10);
        let words = ["", "a", "street", "united states", "österreich", "12", &long];
        let table: AnyCase<usize> = words.iter().enumerate().map(|(at, word)| ((*word).to_owned(), at)).collect();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(table.get(word), Some(&at));
            assert_eq!(table.get(&word.to_ascii_uppercase()), Some(&at));
        }
        for other in ["b", "stree", "streets", "street\0", "United_States", "Österreich", "\u{11}2"] {
            assert_eq!(table.get(other), None, "{other}");
        }
        assert_eq!(table.values().count(), words.len());
    }
}
