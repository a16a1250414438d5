//! Comparing: two values come in, the level of what they have in common goes out.
//!
//! A [`Comparison`] has ordered levels; the first that holds is the outcome. Comparing is symmetric, costs a few
//! integer comparisons where values are equal and one pass of a string kernel per text where they are not, and
//! allocates nothing.

mod fields;
mod levels;
mod name;
pub mod similarity;

use super::letters::{letters, may_be_within};
pub(crate) use fields::{address, birth_date, email, organization, phone, title};
pub(crate) use levels::{COMPARISONS, TERMS, at};
pub use levels::{Comparison, Term};
pub(crate) use name::{NameOutcome, straight, swapped};

/// The level at which two values agree, and the values whose frequency tells what that is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    /// 0 for not comparable.
    pub(crate) level: u8,
    /// The numbers of the values of both sides, 0 where they do not matter; the more frequent one counts.
    pub(crate) values: [u32; 2],
}

impl Outcome {
    /// A level at which the values themselves do not matter.
    pub(crate) fn plain(level: u8) -> Self {
        Self { level, values: [0; 2] }
    }

    /// A level at which one shared value matters.
    pub(crate) fn of(level: u8, value: u32) -> Self {
        Self { level, values: [value; 2] }
    }
}

/// Whether two different texts are alike, and at how many edits: one edit in texts of at least three characters, two in
/// those of at least six, or a Jaro–Winkler similarity of at least 0.88.
pub(crate) fn similar(a: &str, b: &str) -> Option<usize> {
    let longer = a.len().max(b.len());
    if a.len().abs_diff(b.len()) > longer / 2 {
        return None;
    }
    // texts that differ in most of their letters are not alike by any measure
    let most = u32::try_from(longer.div_ceil(2)).unwrap_or(u32::MAX);
    if !may_be_within(letters(a), letters(b), most) {
        return None;
    }
    let edits = similarity::edits(a, b);
    if edits > longer.div_ceil(2) {
        return None;
    }
    match edits {
        0 | 1 if longer >= 4 => return Some(1),
        1 if longer == 3 => return Some(2),
        2 if longer >= 6 => return Some(2),
        _ => {}
    }
    // the greedy matching of Jaro depends on which text is first
    let (first, second) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    (similarity::jaro_winkler(first, second) >= 0.88).then_some(edits)
}
