//! Training: what a set of records says about itself, without labels.
//!
//! How many matches, pairs of relatives and pairs of colleagues there are for each record, and how probable each level of
//! a comparison is among matches (m), are estimated by expectation maximisation (Dempster, Laird and Rubin 1977; for
//! record linkage Winkler 1990) on candidate pairs: each pair is what its evidence says it is, in parts, and the parts are
//! counted. The u probabilities are held fixed, so that a match stays what it was. The default model counts for some
//! pairs, so that a level that the data rarely shows keeps a sensible weight.

use super::compare::{COMPARISONS, Comparison};
use super::pair::{Scorer, Vector};
use super::rival::Rival;
use super::score::{self, LEVELS, MatchProbability, Model};

/// How many records' worth of the default model's expectations are added to what is counted.
const PRIOR_RECORDS: f64 = 10.0;

/// How many matching pairs' worth of the default m are added to what is counted.
const PRIOR_PAIRS: f64 = 50.0;

/// When counts change by less than this share, they are not counted again.
const SETTLED: f64 = 0.001;

/// The m of levels are counted among pairs that are matches with this probability. Where it is less clear what a pair is,
/// relatives would be learned as matches.
const CLEAR: f64 = 0.9;

/// No m becomes more than so many times what the default model has, or less than that part of it.
const DRIFT: f64 = 4.0;

/// The most rounds of counting.
const ROUNDS: usize = 30;

/// Counts of posterior probabilities are in these parts, so that their sums are exact and do not depend on the order.
const PARTS: f64 = 1_000_000.0;

/// Estimates shares and m from candidate pairs, of which there is one in `step`.
pub(crate) fn estimate(model: &mut Model, vectors: &[Vector], step: u64) {
    let start = model.clone();
    for _ in 0..ROUNDS {
        let counts = Counts::of(model, vectors);
        let settled = counts.set_shares(model, &start, step);
        counts.set_m(model, &start);
        if settled {
            break;
        }
    }
}

/// How many of the pairs are what, in millionths.
#[derive(Default)]
struct Counts {
    matches: u64,
    relatives: u64,
    colleagues: u64,
    /// Of the matches, how many are of each level.
    levels: [[u64; LEVELS]; COMPARISONS],
}

impl Counts {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "probabilities are from 0 to 1, in a million parts"
    )]
    fn of(model: &Model, vectors: &[Vector]) -> Self {
        let (offsets, prior, weights) = (model.offsets(), model.prior(), score::weights(model));
        let mut counts = Self::default();
        for vector in vectors {
            let mut evidence = vector.rarities;
            for (&level, weights) in vector.levels.iter().zip(&weights) {
                if let Some(weights) = weights.get(usize::from(level)) {
                    evidence.iter_mut().zip(weights.weights).for_each(|(sum, weight)| *sum += weight);
                }
            }
            let weighed = Scorer::against_likeliest(&evidence, offsets);
            let probability = MatchProbability::from_log_odds(i64::from(weighed.weight.thousandths()) + prior).value();
            let part = (probability * PARTS) as u64;
            counts.matches += part;
            match weighed.rival {
                Rival::Strangers => {}
                Rival::Relatives => counts.relatives += PARTS as u64 - part,
                Rival::Colleagues => counts.colleagues += PARTS as u64 - part,
            }
            if probability >= CLEAR {
                for (&level, counts) in vector.levels.iter().zip(&mut counts.levels) {
                    counts.get_mut(usize::from(level)).into_iter().for_each(|count| *count += part);
                }
            }
        }
        counts
    }

    /// Sets the shares to what was counted; whether that hardly changes them.
    fn set_shares(&self, model: &mut Model, start: &Model, step: u64) -> bool {
        let records = model.records as f64;
        let mut settled = true;
        let mut set = |share: &mut f64, start: f64, parts: u64| {
            let pairs = (parts * step) as f64 / PARTS;
            let new = ((pairs + start * PRIOR_RECORDS) / (records + PRIOR_RECORDS)).max(1e-6);
            settled &= (new - *share).abs() <= SETTLED * *share;
            *share = new;
        };
        set(&mut model.matches_per_record, start.matches_per_record, self.matches);
        set(&mut model.relatives_per_record, start.relatives_per_record, self.relatives);
        set(&mut model.colleagues_per_record, start.colleagues_per_record, self.colleagues);
        settled
    }

    /// Sets the m of all levels to what was counted, in each group of levels of which a pair has one.
    fn set_m(&self, model: &mut Model, start: &Model) {
        for (&comparison, counts) in Comparison::ALL.iter().zip(&self.levels) {
            let Some((levels, start)) = model.comparisons.get_mut(&comparison).zip(start.comparisons.get(&comparison))
            else {
                continue;
            };
            for group in comparison.groups() {
                let group: Vec<(usize, f64)> =
                    group.iter().filter_map(|&level| Some((level - 1, start.get(level - 1)?.m))).collect();
                let count = |level: usize| counts.get(level + 1).copied().unwrap_or_default() as f64 / PARTS;
                let whole: f64 = group.iter().map(|(_, m)| m).sum();
                let pairs: f64 = group.iter().map(|&(level, _)| count(level)).sum();
                for &(level, before) in &group {
                    let m = (count(level) * whole + PRIOR_PAIRS * before) / (pairs + PRIOR_PAIRS);
                    if let Some(place) = levels.get_mut(level) {
                        place.m = m.clamp(before / DRIFT, before * DRIFT);
                    }
                }
            }
        }
    }
}
