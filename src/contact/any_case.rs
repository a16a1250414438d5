//! [`AnyCase`]: a table of small words that finds one in capitals, too, without a copy on the heap.

use super::Shapes;
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Values by words without ASCII capitals.
#[derive(Debug)]
pub(crate) struct AnyCase<T> {
    words: HashTable<(Box<[u8]>, T)>,
    shapes: Shapes,
}

impl<T> AnyCase<T> {
    /// The value of a word, in whatever case its ASCII letters are.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.get_octets(word.as_bytes())
    }

    /// The value of a word by its octets.
    pub(crate) fn get_octets(&self, word: &[u8]) -> Option<&T> {
        let shape = Shapes::octets(word);
        if !self.shapes.has(shape) {
            return None;
        }
        let (_, value) = self.words.find(hash(shape, word), |(known, _)| known.eq_ignore_ascii_case(word))?;
        Some(value)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.words.iter().map(|(_, value)| value)
    }
}

impl<T> FromIterator<(String, T)> for AnyCase<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let of = |word: &[u8]| hash(Shapes::octets(word), word);
        let mut table: HashTable<(Box<[u8]>, T)> = HashTable::new();
        for (word, value) in words {
            let word = word.into_bytes().into_boxed_slice();
            match table.find_mut(of(&word), |(known, _)| *known == word) {
                Some((_, old)) => *old = value,
                None => _ = table.insert_unique(of(&word), (word, value), |(word, _)| of(word)),
            }
        }
        let shapes = Shapes::collect(table.iter().map(|(word, _)| Shapes::octets(word)));
        Self { words: table, shapes }
    }
}

/// The hash of a word in any case, of which its shape and its last two letters are enough.
fn hash((place, bit): (usize, u64), word: &[u8]) -> u64 {
    let last = word.last_chunk().map_or(0, |last| u16::from_le_bytes(*last) | 0x2020);
    let mut hasher = FxHasher::default();
    hasher.write_u64((place as u64) << 32 | u64::from(bit.trailing_zeros()) << 16 | u64::from(last));
    hasher.finish()
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
