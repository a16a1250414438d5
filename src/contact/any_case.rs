//! [`AnyCase`]: a table of small words that finds one in capitals, too, without a copy on the heap.

use super::Shapes;
use rustc_hash::FxHashMap;

/// The most octets of a word that is found without an allocation.
const USUAL: usize = 32;

/// Values by words without ASCII capitals.
#[derive(Debug)]
pub(crate) struct AnyCase<T> {
    values: FxHashMap<Box<[u8]>, T>,
    shapes: Shapes,
}

impl<T> AnyCase<T> {
    /// The value of a word, in whatever case its ASCII letters are.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        if !self.shapes.may_have_octets(word.as_bytes()) {
            return None;
        }
        let mut small = [0; USUAL];
        let Some(place) = small.get_mut(..word.len()) else {
            return self.values.get(word.to_ascii_lowercase().as_bytes());
        };
        place.copy_from_slice(word.as_bytes());
        // The whole of it takes less time than a part.
        small.make_ascii_lowercase();
        self.values.get(small.get(..word.len())?)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.values.values()
    }
}

impl<T> FromIterator<(String, T)> for AnyCase<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let values: FxHashMap<Box<[u8]>, T> =
            words.into_iter().map(|(word, value)| (word.into_bytes().into(), value)).collect();
        let shapes = Shapes::of_octets(values.keys().map(|word| &**word));
        Self { values, shapes }
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
