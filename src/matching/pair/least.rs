//! [`Least`]: what a pair must weigh to matter, by what is still to be compared.

use super::super::compare::{Comparison, TERMS};
use super::super::rival::{PairKind, Rival};
use super::super::score::{Evidence, Offsets};
use super::row::Fields;
use super::{Levels, add};

/// The least sums with which a pair can still become a possible match, by the fields that are not compared yet, for each
/// kind of pairs.
///
/// A field can add what its best level with the rarest of all values adds. That holds for every pair, so that no link is
/// lost; it is enough to end four of five comparisons of non-matches before the last fields.
#[derive(Debug, Default)]
pub(super) struct Least([[Evidence; 1 << Fields::LAST.len()]; PairKind::ALL.len()]);

impl Least {
    /// The least sums against each rival, if its weight must be `threshold` with the offset that it has.
    pub(super) fn of(levels: &Levels, rarest: &[i32; TERMS], offsets: &Offsets, threshold: i64) -> Self {
        let [employer, own] = [Comparison::Organization, Comparison::OrganizationName].map(|c| most(levels, rarest, c));
        let mosts = [
            most(levels, rarest, Comparison::Email),
            most(levels, rarest, Comparison::Address),
            larger(employer, own),
            most(levels, rarest, Comparison::JobTitle),
        ];
        Self(offsets.map(|offsets| {
            std::array::from_fn(|fields| {
                let open = mosts.iter().enumerate().filter(|(field, _)| fields >> field & 1 == 1);
                let most = open.fold(Evidence::default(), |sums, (_, &most)| add(sums, most));
                Rival::ALL.map(|rival| {
                    let of = |evidence: &Evidence| evidence.get(rival as usize).copied().map_or(0, i64::from);
                    let least = (threshold - of(&offsets) - of(&most)).clamp(i32::MIN.into(), i32::MAX.into());
                    i32::try_from(least).unwrap_or_default()
                })
            })
        }))
    }

    /// Whether a pair with these sums can still become a possible match by the fields that are not compared yet.
    pub(super) fn is_in_reach(&self, sums: &Evidence, kind: PairKind, open: Fields) -> bool {
        let least = self.0.get(kind as usize).and_then(|least| least.get(open.number_of_last()));
        least.is_none_or(|least| sums.iter().zip(least).all(|(sum, least)| sum >= least))
    }
}

/// The most that a comparison can weigh against each rival.
fn most(levels: &Levels, rarest: &[i32; TERMS], comparison: Comparison) -> Evidence {
    let mut most = Evidence::default();
    for level in levels.get(comparison as usize).into_iter().flatten() {
        let rarities = level.term.map_or(Evidence::default(), |(term, shares)| {
            let rarest = rarest.get(term as usize).copied().unwrap_or_default();
            shares.map(|share| share * rarest / 1000)
        });
        most = larger(most, add(level.weights, rarities));
    }
    most
}

fn larger(mut one: Evidence, other: Evidence) -> Evidence {
    one.iter_mut().zip(other).for_each(|(one, other)| *one = (*one).max(other));
    one
}
