//! [`Sample`]: the pairs that a model is trained on.

use super::super::block::{Blocks, hash_pair};
use super::super::pair::{Scorer, Vector};
use super::super::parallel::{chunks, each};
use super::super::progress::Steps;
use super::super::records::{Records, by_rank, inverse};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;

/// What a model is estimated from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// One in `step` of the candidate pairs.
    pub(crate) candidates: Vec<Vector>,
    pub(crate) step: u64,
    /// The pairs that people have decided to be matches, and those that they have decided to be none; they are not
    /// among the candidates.
    pub(crate) decided: [Vec<Vector>; 2],
}

/// About how many pairs a model is trained on.
const SAMPLE: u64 = 50_000;

/// How many blocks are looked at between two reports of progress.
const CHUNK: usize = 1 << 16;

impl Sample {
    /// How many bytes a sample of the pairs of records takes, and random pairs beside it.
    pub(crate) fn memory(records: &Records) -> usize {
        let rows = records.len();
        // a step is a power of two, and the vector may have room for twice as many
        let most = usize::try_from(4 * SAMPLE + RANDOM).unwrap_or(usize::MAX);
        most.min(rows.saturating_mul(rows)) * size_of::<Vector>()
    }

    /// One in so many candidate pairs, chosen by a hash of their places in the order of records, and
    /// all pairs that people have decided, to be matches and to be none. Who says both of a pair says it is none.
    pub(crate) fn of<B>(
        scorer: &Scorer<'_>,
        blocks: &Blocks,
        ranks: &[u32],
        [must_link, cannot_link]: [&[(u32, u32)]; 2],
        steps: &mut Steps<'_, B>,
    ) -> ControlFlow<B, Self> {
        let all: FxHashSet<(u32, u32)> = must_link.iter().chain(cannot_link).copied().collect();
        // where few records are compared with each other, nearly all pairs are of strangers
        let sharing = 0..blocks.sharing();
        let step = (blocks.most_pairs(sharing.clone()) / SAMPLE).next_power_of_two();
        let rank = |row: u32| u64::from(ranks.get(row as usize).copied().unwrap_or_default());
        let vector = |&(left, right): &(u32, u32)| scorer.vector(&scorer.compare(left, right));
        let vectors_of = |block| {
            let mut vectors = Vec::new();
            blocks.pairs_where(
                block,
                |a, b| hash_pair(rank(a), rank(b)).is_multiple_of(step),
                |a, b| {
                    let pair = by_rank(ranks, a, b);
                    if !all.contains(&pair) {
                        vectors.push(vector(&pair));
                    }
                },
            );
            vectors
        };
        let mut candidates = Vec::new();
        for chunk in chunks(sharing, CHUNK) {
            candidates.extend(each(chunk.clone(), vectors_of).into_iter().flatten());
            steps.step(chunk.len())?;
        }
        let different: FxHashSet<&(u32, u32)> = cannot_link.iter().collect();
        let same = must_link.iter().filter(|pair| !different.contains(pair));
        let decided = [same.map(vector).collect(), cannot_link.iter().map(vector).collect()];
        ControlFlow::Continue(Self { candidates, step, decided })
    }
}

/// About how many random pairs the u of strangers are counted in.
pub(super) const RANDOM: u64 = 100_000;

/// What training needs of random pairs, chosen by a hash of their places in the order of records.
pub(crate) fn random(scorer: &Scorer<'_>, ranks: &[u32]) -> Vec<Vector> {
    let rows = inverse(ranks);
    let count = rows.len() as u64;
    let pairs = RANDOM.min(count * count.saturating_sub(1) / 2);
    vectors(scorer, pairs, |number| pair_of(&rows, hash_pair(number, u64::MAX)))
}

/// Two of the rows, by a hash; nothing if they are one.
pub(super) fn pair_of(rows: &[u32], hash: u64) -> Option<(u32, u32)> {
    let row = |half: u64| rows.get(usize::try_from(half.checked_rem(rows.len() as u64)?).ok()?).copied();
    row(hash >> 32).zip(row(hash & u64::from(u32::MAX))).filter(|(a, b)| a != b)
}

/// What training needs of the pairs of numbers up to the most.
pub(super) fn vectors(scorer: &Scorer<'_>, most: u64, pair: impl Fn(u64) -> Option<(u32, u32)> + Sync) -> Vec<Vector> {
    let chunk = |start: u64| {
        let pairs = (start..most.min(start + RANDOM_CHUNK)).filter_map(&pair);
        pairs.map(|(a, b)| scorer.vector(&scorer.compare(a, b))).collect()
    };
    let chunks = usize::try_from(most.div_ceil(RANDOM_CHUNK)).unwrap_or_default();
    let vectors: Vec<Vec<_>> = each(0..chunks, |number| chunk(number as u64 * RANDOM_CHUNK));
    vectors.concat()
}

/// How many random pairs are compared in one piece of work.
const RANDOM_CHUNK: u64 = 1_024;
