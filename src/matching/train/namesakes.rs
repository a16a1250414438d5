//! The u of namesakes: what people who share a family name have in common by chance.

use super::super::block::hash_pair;
use super::super::compare::Comparison;
use super::super::pair::Scorer;
use super::super::records::{Records, inverse};
use super::super::score::Model;
use super::super::values::NONE;
use super::sample::{RANDOM, pair_of, vectors};
use super::{DOUBTFUL, DRIFT_OF_SHARED, EMPTY, Judge, NAMESAKES, PARTS, PRIOR_RANDOM, count, set_levels, start_of};
use rustc_hash::FxHashMap;

/// Estimates the u of namesakes from random pairs of people who share a family name; before, they are those of strangers.
///
/// Who shares a family name is more often of one country and language, and so shares a given name, a town or a word for
/// a job. What tells who somebody is, such as a phone number, namesakes share no more often than strangers.
pub(crate) fn estimate_namesakes(model: &mut Model, scorer: &Scorer<'_>, ranks: &[u32]) {
    let others = model.comparisons.iter_mut().filter(|(comparison, _)| **comparison != Comparison::FamilyName);
    for [strangers, .., namesakes] in others.flat_map(|(_, levels)| levels).map(|level| &mut level.u) {
        *namesakes = *strangers;
    }
    let groups = Groups::of(scorer.records(), ranks);
    let judge = Judge::of(model);
    let mut counts = EMPTY;
    for vector in vectors(scorer, RANDOM.min(groups.pairs()), |number| groups.pair(number)) {
        let (rival, probability) = judge.judge(&vector);
        if rival.is_chance() && probability < DOUBTFUL {
            count(&mut counts, &vector, NAMESAKES, PARTS);
        }
    }
    let start = start_of(model);
    set_levels(model, &start, [&counts, &EMPTY], NAMESAKES, PRIOR_RANDOM, DRIFT_OF_SHARED, |comparison, level| {
        let term = comparison.defaults().get(level).and_then(|default| default.term);
        comparison != Comparison::FamilyName && !term.is_some_and(|(term, _)| term.is_personal())
    });
    model.round();
}

/// The rows of each family name, in an order that does not depend on that of the input.
struct Groups {
    rows: Vec<Vec<u32>>,
    /// How many pairs there are in each group and those before it.
    sums: Vec<u64>,
}

impl Groups {
    fn of(records: &Records, ranks: &[u32]) -> Self {
        let mut rows: Vec<Vec<u32>> = Vec::new();
        let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
        for row in inverse(ranks) {
            let family = records.names.first(row).map(|name| records.joined(name.family));
            let Some(family) = family.filter(|&family| family != NONE) else { continue };
            let number = *numbers.entry(family).or_insert(rows.len());
            match rows.get_mut(number) {
                Some(group) => group.push(row),
                None => rows.push(vec![row]),
            }
        }
        let pairs = rows.iter().map(|group| group.len() as u64).map(|count| count * (count - 1) / 2);
        let sums = pairs.scan(0, |sum, pairs| {
            *sum += pairs;
            Some(*sum)
        });
        Self { sums: sums.collect(), rows }
    }

    fn pairs(&self) -> u64 {
        self.sums.last().copied().unwrap_or_default()
    }

    /// A pair of one group, by a hash; nothing if it is one record twice.
    fn pair(&self, number: u64) -> Option<(u32, u32)> {
        let at = hash_pair(number, u64::MAX - 1).checked_rem(self.pairs())?;
        let group = self.rows.get(self.sums.partition_point(|&sum| sum <= at))?;
        pair_of(group, hash_pair(number, u64::MAX - 2))
    }
}
