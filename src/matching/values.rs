//! [`Values`]: the distinct values of a field, each stored once and known by a number.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::hash::Hasher;

/// The number of "no value".
pub(crate) const NONE: u32 = 0;

/// Many texts, stored one after the other.
///
/// Of where a text ends the last 32 bits are kept, and apart from them the few texts at which the others change: that
/// saves four bytes of each text. `BITS` is less in tests only.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arena<const BITS: u32 = 32> {
    text: String,
    ends: Vec<u32>,
    /// The number of each text from which on the ends have one more before their last bits.
    turns: Vec<u32>,
}

impl<const BITS: u32> Arena<BITS> {
    /// Appends a text.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let end = self.text.len() as u64;
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        while (self.turns.len() as u64) < end >> BITS {
            self.turns.push(number);
        }
        self.ends.push(u32::try_from(end & ((1 << BITS) - 1)).unwrap_or(u32::MAX));
    }

    /// Takes the last text away.
    pub(crate) fn pop(&mut self) {
        self.ends.pop();
        while self.turns.pop_if(|turn| *turn as usize >= self.ends.len()).is_some() {}
        self.text.truncate(self.start(self.ends.len()));
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes it holds.
    pub(crate) fn memory(&self) -> usize {
        self.text.capacity() + bytes(&self.ends)
    }

    /// Gives back the room to grow.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The text of a number from 0; empty if there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        self.end(number).and_then(|end| self.text.get(self.start(number)..end)).unwrap_or_default()
    }

    /// Where a text starts: where the one before it ends.
    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|before| self.end(before)).unwrap_or_default()
    }

    /// Where a text ends.
    fn end(&self, number: usize) -> Option<usize> {
        let &last_bits = self.ends.get(number)?;
        let turns = self.turns.partition_point(|&turn| turn as usize <= number) as u64;
        usize::try_from(turns << BITS | u64::from(last_bits)).ok()
    }
}

/// The distinct texts of a field, each with what was derived from it once. Number 0 is the empty text.
#[derive(Debug, Clone)]
pub(crate) struct Values<D = ()> {
    texts: Arena,
    derived: Vec<D>,
    numbers: HashTable<u32>,
}

impl<D: Default> Default for Values<D> {
    fn default() -> Self {
        let mut texts = Arena::default();
        texts.push("");
        Self { texts, derived: vec![D::default()], numbers: HashTable::new() }
    }
}

impl<D: Default> Values<D> {
    /// The number of a text, and whether it is new. A new text's derived form is to be set by the caller.
    pub(crate) fn number(&mut self, text: &str, derive: impl FnOnce(&str) -> D) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let hash = hash_of(text);
        let Self { texts, derived, numbers } = self;
        if let Some(&number) = numbers.find(hash, |&number| texts.get(number) == text) {
            return number;
        }
        if numbers.len() == numbers.capacity() {
            let room = 2 * std::mem::take(numbers).capacity();
            *numbers = grown(texts, room);
        }
        let number = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        texts.push(text);
        derived.push(derive(text));
        numbers.insert_unique(hash, number, |&number| hash_of(texts.get(number)));
        number
    }

    /// How many numbers there are, that of the empty text included.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.get(number)
    }
}

/// How many bytes a vector holds, what its elements point to not counted.
pub(crate) fn bytes<T>(vector: &Vec<T>) -> usize {
    vector.capacity() * size_of::<T>()
}

/// The texts of a field, whatever is derived from them.
pub(crate) trait Texts {
    /// How many numbers there are, that of the empty text included.
    fn count(&self) -> u32;
    /// The text of a number.
    fn text(&self, number: u32) -> Cow<'_, str>;
}

impl<D: Default> Texts for Values<D> {
    fn count(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn text(&self, number: u32) -> Cow<'_, str> {
        Cow::Borrowed(Self::text(self, number))
    }
}

impl<D> Values<D> {
    /// How many bytes it holds, if what is derived from a text points to so many.
    pub(crate) fn memory(&self, pointed_to: impl Fn(&D) -> usize) -> usize {
        let derived = bytes(&self.derived) + self.derived.iter().map(pointed_to).sum::<usize>();
        self.texts.memory() + derived + self.numbers.allocation_size()
    }

    /// What was derived from the text of a number.
    pub(crate) fn derived(&self, number: u32) -> Option<&D> {
        self.derived.get(number as usize)
    }

    /// The same, to be changed.
    pub(crate) fn derived_mut(&mut self, number: u32) -> Option<&mut D> {
        self.derived.get_mut(number as usize)
    }
}

/// A table of texts with room for more. A table that grows by itself asks for the hashes in no order, and each is then of
/// a text from slow memory.
fn grown(texts: &Arena, room: usize) -> HashTable<u32> {
    let hash = |number: u32| hash_of(texts.get(number));
    let mut numbers = HashTable::with_capacity(room);
    for number in 1..u32::try_from(texts.len()).unwrap_or(u32::MAX) {
        numbers.insert_unique(hash(number), number, |&number| hash(number));
    }
    numbers
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

/// What stands for a text in a model where the text tells who somebody is.
pub(crate) fn hashed(text: &str) -> String {
    written(fnv(text))
}

/// A hash as text, in the order of hashes.
pub(crate) fn written(hash: u64) -> String {
    format!("{hash:016x}")
}

/// What stands in a row of a [`Column`]: the row's only value, nothing (its default), or where its several values are.
pub(crate) trait Entry: Copy + PartialEq + Default {
    /// The first number in it.
    fn number(&mut self) -> &mut u32;
}

impl Entry for u32 {
    fn number(&mut self) -> &mut u32 {
        self
    }
}

/// Marks in an entry's first number the place of several values. Fewer values than that fit into any memory.
const SEVERAL: u32 = 1 << 31;

/// The values of every row. Most rows have one at most, which is found in one place and takes no other: that saves 25 of
/// 370 bytes of a record, and half of the reads from slow memory.
#[derive(Debug, Clone)]
pub(crate) struct Column<T> {
    entries: Vec<T>,
    /// The values of rows with several, one row after the other, and where each ends.
    several: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), several: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Entry> Column<T> {
    /// Sets the values of a row after all others; one that it has twice is kept once.
    pub(crate) fn push_row(&mut self, row: u32, values: impl IntoIterator<Item = T>) {
        let mut values = values.into_iter();
        let Some(mut entry) = values.next() else { return };
        let start = self.several.len();
        for value in values {
            let others = self.several.get(start..).unwrap_or_default();
            if value != entry && !others.contains(&value) {
                if others.is_empty() {
                    self.several.push(entry);
                }
                self.several.push(value);
            }
        }
        if self.several.len() > start {
            *entry.number() = SEVERAL | u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            self.ends.push(u32::try_from(self.several.len()).unwrap_or(u32::MAX));
        }
        self.entries.resize(row as usize, T::default());
        self.entries.push(entry);
    }

    /// How many bytes it holds.
    pub(crate) fn memory(&self) -> usize {
        bytes(&self.entries) + bytes(&self.several) + bytes(&self.ends)
    }

    /// Gives back the room to grow.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.entries.shrink_to_fit();
        self.several.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Takes a row away after which there is none.
    pub(crate) fn pop_row(&mut self, row: u32) {
        if self.entries.len() > row as usize {
            if self.row(row).len() > 1 {
                self.ends.pop();
                self.several.truncate(self.ends.last().map_or(0, |&end| end as usize));
            }
            self.entries.truncate(row as usize);
        }
    }

    /// The values of a row.
    pub(crate) fn row(&self, row: u32) -> &[T] {
        match self.entries.get(row as usize) {
            Some(entry) if *entry != T::default() => match *{ *entry }.number() {
                place if place & SEVERAL != 0 => self.several_at((place & !SEVERAL) as usize),
                _ => std::slice::from_ref(entry),
            },
            _ => &[],
        }
    }

    fn several_at(&self, place: usize) -> &[T] {
        let end = |place: usize| self.ends.get(place).map_or(0, |&end| end as usize);
        self.several.get(place.checked_sub(1).map_or(0, end)..end(place)).unwrap_or_default()
    }

    /// The first value of a row.
    pub(crate) fn first(&self, row: u32) -> Option<&T> {
        self.row(row).first()
    }
}

#[cfg(test)]
mod tests {
    use super::{Arena, Column};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_arena_gives_back_its_texts(
            texts in prop::collection::vec("[aß]{0,40}", 0..30),
            popped in 0..30usize,
            more in prop::collection::vec("b{0,9}", 0..9)
        ) {
            let mut arena = Arena::<4>::default();
            texts.iter().for_each(|text| arena.push(text));
            (0..popped).for_each(|_| arena.pop());
            more.iter().for_each(|text| arena.push(text));
            let left = texts.iter().take(texts.len().saturating_sub(popped)).chain(&more);
            prop_assert_eq!(arena.len(), left.clone().count());
            for (number, text) in (0..).zip(left) {
                prop_assert_eq!(arena.get(number), text);
            }
            prop_assert_eq!(arena.get(100), "");
        }

        #[test]
        fn a_column_gives_back_its_rows(rows in prop::collection::vec(prop::collection::vec(1_u32..5, 0..5), 0..20)) {
            let mut column = Column::default();
            for (number, row) in (0..).zip(&rows) {
                column.push_row(number, row.iter().copied());
            }
            for (number, row) in (0..).zip(&rows) {
                let mut once: Vec<u32> = Vec::new();
                row.iter().for_each(|value| if !once.contains(value) { once.push(*value) });
                prop_assert_eq!(column.row(number), once);
            }
            prop_assert_eq!(column.row(20), []);
        }
    }
}
