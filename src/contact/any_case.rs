//! [`AnyCase`]: a table of small words that finds one in capitals, too, without a copy on the heap.

use rustc_hash::FxHashMap;

/// The most octets of a word that is found without an allocation.
const USUAL: usize = 32;

/// Values by words without ASCII capitals.
#[derive(Debug)]
pub(crate) struct AnyCase<T>(FxHashMap<Box<[u8]>, T>);

impl<T> AnyCase<T> {
    /// The value of a word, in whatever case its ASCII letters are.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        let mut small = [0; USUAL];
        let Some(place) = small.get_mut(..word.len()) else {
            return self.0.get(word.to_ascii_lowercase().as_bytes());
        };
        place.copy_from_slice(word.as_bytes());
        // The whole of it takes less time than a part.
        small.make_ascii_lowercase();
        self.0.get(small.get(..word.len())?)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.values()
    }
}

impl<T> FromIterator<(String, T)> for AnyCase<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        Self(words.into_iter().map(|(word, value)| (word.into_bytes().into(), value)).collect())
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
