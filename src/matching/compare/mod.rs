//! Comparing: two values come in, the level of what they have in common goes out.
//!
//! A [`Comparison`] has ordered levels; the first that holds is the outcome. Comparing is symmetric, costs a few integer
//! comparisons where values are equal or their outlines tell that they are not alike, else one pass of a string kernel
//! per text, and allocates nothing.

mod fields;
mod levels;
mod name;
pub mod similarity;

use super::letters::Outline;
pub(crate) use fields::{address, birth_date, email, organization, phone, title};
pub(crate) use levels::{COMPARISONS, LevelDefault, TERMS, at};
pub use levels::{Comparison, Term};
pub(crate) use name::{NameOutcome, is_made_of, straight, swapped};
use similarity::Pattern;

/// The level at which two values agree, and the values whose frequency tells what that is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    /// 0 for not comparable.
    pub(crate) level: u8,
    /// The numbers of the values of both sides, 0 where they do not matter; the more frequent one counts.
    pub(crate) values: [u32; 2],
    /// By how much less rare the values are, as other outcomes tell them already, in thousandths of a bit.
    pub(crate) less: i16,
}

impl Outcome {
    /// A level at which the values themselves do not matter.
    pub(crate) fn plain(level: u8) -> Self {
        Self { level, values: [0; 2], less: 0 }
    }

    /// A level at which one shared value matters.
    pub(crate) fn of(level: u8, value: u32) -> Self {
        Self { level, values: [value; 2], less: 0 }
    }
}

/// Whether two different texts are alike, and at how many edits: one edit in texts of at least three characters, two in
/// those of at least six, or a Jaro–Winkler similarity of at least 0.88. The texts are asked for only if their outlines
/// do not tell already that they are not alike.
#[inline]
pub(crate) fn similar<'a>(one: &Outline, other: &Outline, texts: impl FnOnce() -> [&'a str; 2]) -> Option<usize> {
    if one.may_be_similar(other) { alike(texts()) } else { None }
}

fn alike([a, b]: [&str; 2]) -> Option<usize> {
    // the greedy matching of Jaro depends on which text is first
    let (first, second) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    let longer = second.len();
    if longer - first.len() > longer / 2 {
        return None;
    }
    let second = Pattern::new(second);
    let edits = second.edits(first);
    match edits {
        0 | 1 if longer >= 4 => Some(1),
        1 if longer == 3 => Some(2),
        2 if longer >= 6 => Some(2),
        _ if edits > longer.div_ceil(2) => None,
        _ => (second.jaro_winkler(first) >= 0.88).then_some(edits),
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::Outline;
    use super::{similar, similarity};
    use proptest::prelude::*;

    /// What [`similar`] says, without any bound.
    fn plain(a: &str, b: &str) -> Option<usize> {
        let longer = a.len().max(b.len());
        let edits = similarity::edits(a, b);
        if a.len().abs_diff(b.len()) > longer / 2 || edits > longer.div_ceil(2) {
            return None;
        }
        let (first, second) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
        match edits {
            0 | 1 if longer >= 4 => Some(1),
            1 if longer == 3 => Some(2),
            2 if longer >= 6 => Some(2),
            _ => (similarity::jaro_winkler(first, second) >= 0.88).then_some(edits),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50_000))]

        #[test]
        fn outlines_refuse_nothing_that_is_alike(
            start in "[a-h]{0,5}",
            left in "[a-m]{0,9}|[a-z0-9 ]{1,14}|[ab]{0,8}|[a-d\u{e9}]{0,5}",
            right in "[a-m]{0,9}|[a-z0-9 ]{1,14}|[ab]{0,8}|[a-d\u{e9}]{0,5}",
        ) {
            let (left, right) = (start.clone() + &left, start + &right);
            let outlines = [Outline::of(&left), Outline::of(&right)];
            let found = similar(&outlines[0], &outlines[1], || [&left, &right]);
            prop_assert_eq!(found, plain(&left, &right), "{} {}", left, right);
            let [one, other] = outlines;
            prop_assert!(one.may_be_within(&other, similarity::edits(&left, &right)));
            let has_words = right.split(' ').all(|word| left.split(' ').any(|other| other == word));
            prop_assert!(one.may_have_letters_of(&other) || !has_words);
        }
    }

    #[test]
    fn a_word_that_is_repeated_is_no_other_word() {
        assert!(Outline::of("acme").may_have_letters_of(&Outline::of("acme acme")));
    }
}
