//! [`Seen`]: raw values that were seen lately, so that nothing is derived from one of them again.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{BuildHasher, Hash};

/// How many raw values are kept: a table of two megabytes. Of a million records with 124,000 family names, more than eight
/// in ten have one that is kept; with a quarter of the room, six.
const MOST: usize = 7 << 14;

/// What was made of raw values that were seen lately.
///
/// Only hashes of 64 bits are kept: that two of so many raw values have one has a chance of 1 to 10^8, and would make the
/// values of a few records the same.
#[derive(Debug, Clone)]
pub(super) struct Seen<T>(FxHashMap<u64, T>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<T: Copy> Seen<T> {
    /// What was made of a raw value with this hash.
    pub(super) fn get(&self, hash: u64) -> Option<T> {
        self.0.get(&hash).copied()
    }

    /// Keeps what was made of a raw value; if there are too many, the others are forgotten.
    pub(super) fn keep(&mut self, hash: u64, made: T) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(hash, made);
    }

    /// About how many bytes it holds: a hash table is filled to seven eighths, and has a byte more for every place.
    pub(super) fn memory(&self) -> usize {
        self.0.capacity() * 8 / 7 * (size_of::<(u64, T)>() + 1)
    }

    /// What was made of a raw value, or is made of it now.
    pub(super) fn or_make(&mut self, raw: impl Hash, make: impl FnOnce() -> T) -> T {
        let hash = hash_of(raw);
        self.get(hash).unwrap_or_else(|| {
            let made = make();
            self.keep(hash, made);
            made
        })
    }
}

/// The hash by which a raw value is known.
pub(super) fn hash_of(raw: impl Hash) -> u64 {
    FxBuildHasher.hash_one(raw)
}
