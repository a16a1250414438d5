//! [`Values`]: the distinct values of a field, each stored once and known by a number.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The number of "no value".
pub(crate) const NONE: u32 = 0;

/// The distinct texts of a field, each with what was derived from it once. Number 0 is the empty text.
#[derive(Debug, Clone)]
pub(crate) struct Values<D = ()> {
    text: String,
    ends: Vec<usize>,
    derived: Vec<D>,
    numbers: HashTable<u32>,
}

impl<D: Default> Default for Values<D> {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0], derived: vec![D::default()], numbers: HashTable::new() }
    }
}

impl<D: Default> Values<D> {
    /// The number of a text, and whether it is new. A new text's derived form is to be set by the caller.
    pub(crate) fn number(&mut self, text: &str, derive: impl FnOnce(&str) -> D) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let hash = hash_of(text);
        let Self { text: all, ends, derived, numbers } = self;
        let at = |number: u32| slice(all, ends, number);
        if let Some(&number) = numbers.find(hash, |&number| at(number) == text) {
            return number;
        }
        let number = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        all.push_str(text);
        ends.push(all.len());
        derived.push(derive(text));
        numbers.insert_unique(hash, number, |&number| hash_of(slice(all, ends, number)));
        number
    }

    /// How many numbers there are, that of the empty text included.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }
}

/// The texts of a field, whatever is derived from them.
pub(crate) trait Texts {
    /// How many numbers there are, that of the empty text included.
    fn count(&self) -> u32;
    /// The text of a number.
    fn text(&self, number: u32) -> &str;
    /// The number of a text that the field has.
    fn find(&self, text: &str) -> Option<u32>;
}

impl<D: Default> Texts for Values<D> {
    fn count(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn text(&self, number: u32) -> &str {
        Self::text(self, number)
    }

    fn find(&self, text: &str) -> Option<u32> {
        self.numbers.find(hash_of(text), |&number| Self::text(self, number) == text).copied()
    }
}

impl<D> Values<D> {
    /// What was derived from the text of a number.
    pub(crate) fn derived(&self, number: u32) -> Option<&D> {
        self.derived.get(number as usize)
    }
}

fn slice<'a>(all: &'a str, ends: &[usize], number: u32) -> &'a str {
    let number = number as usize;
    match (number.checked_sub(1).and_then(|before| ends.get(before)), ends.get(number)) {
        (Some(&start), Some(&end)) => all.get(start..end).unwrap_or_default(),
        _ => "",
    }
}

/// A hash for finding a text again in this process; it never reaches a result.
fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// FNV-1a with 64 bits: a hash that is written down, so that a model means the same in every version.
pub(crate) fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Several values a row, stored one row after the other.
#[derive(Debug, Clone)]
pub(crate) struct Column<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T: PartialEq> Column<T> {
    /// Appends a row; a value that it has twice is kept once.
    pub(crate) fn push_row(&mut self, values: impl IntoIterator<Item = T>) {
        let start = self.values.len();
        for value in values {
            if !self.values.iter().skip(start).any(|other| *other == value) {
                self.values.push(value);
            }
        }
        self.ends.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// The values of a row.
    pub(crate) fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(row).map_or(0, |&end| end as usize);
        self.values.get(start..end).unwrap_or_default()
    }

    /// The first value of a row.
    pub(crate) fn first(&self, row: u32) -> Option<&T> {
        self.row(row).first()
    }
}
