//! Comparing: two values come in, the level of what they have in common goes out.
//!
//! A [`Comparison`] has ordered levels; the first that holds is the outcome. Comparing is symmetric, costs a few
//! integer comparisons where values are equal and one pass of a string kernel per text where they are not, and
//! allocates nothing.

mod fields;
mod levels;
mod name;
pub mod similarity;

use super::letters::letters;
pub(crate) use fields::{address, birth_date, email, organization, phone, title};
pub(crate) use levels::{COMPARISONS, TERMS, at};
pub use levels::{Comparison, Term};
pub(crate) use name::{NameOutcome, is_made_of, straight, swapped};

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
    if a.len().abs_diff(b.len()) > longer / 2 || !may_be_similar(a, b) {
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

/// A cheap bound, by the letters that only one of two texts has: whether the texts may be two edits apart or have the
/// similarity that is asked for. Exact: what it refuses is not alike.
///
/// A letter that the other text does not have matches nothing, so that of the lengths a and b at least da and db do not
/// match, and Jaro is at most (3 - da / a - db / b) / 3.
fn may_be_similar(a: &str, b: &str) -> bool {
    /// The most that da / a + db / b may be in thousandths, by the length of the common beginning, for Jaro–Winkler 0.88.
    const MOST: [u64; 5] = [360, 400, 450, 515, 600];
    let (of_a, of_b) = (letters(a), letters(b));
    let only = |one: u64, other: u64| u64::from((one & !other).count_ones());
    let (only_a, only_b) = (only(of_a, of_b), only(of_b, of_a));
    if only_a + only_b <= 4 || !a.is_ascii() || !b.is_ascii() {
        return true;
    }
    let (length_a, length_b) = (a.len() as u64, b.len() as u64);
    let most = MOST.get(similarity::common_start(a.as_bytes(), b.as_bytes())).copied().unwrap_or(u64::MAX);
    (only_a * length_b + only_b * length_a) * 1000 <= most * length_a * length_b
}

#[cfg(test)]
mod tests {
    use super::{may_be_similar, similarity};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50_000))]

        #[test]
        fn the_bound_refuses_nothing_that_is_alike(
            start in "[a-h]{0,5}",
            left in "[a-m]{1,9}|[a-z0-9 ]{1,14}",
            right in "[a-m]{1,9}|[a-z0-9 ]{1,14}",
        ) {
            let (left, right) = (start.clone() + &left, start + &right);
            let alike = similarity::edits(&left, &right) <= 2 || similarity::jaro_winkler(&left, &right) >= 0.88;
            prop_assert!(may_be_similar(&left, &right) || !alike, "{left} {right}");
        }
    }
}
