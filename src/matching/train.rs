//! Training: what a set of records says about itself, without labels.
//!
//! A pair is a match or one of its rivals. How many pairs of each kind there are for each record, and how probable each
//! level of a comparison is among them (m and u), are estimated by expectation maximisation (Dempster, Laird and Rubin
//! 1977; for record linkage Winkler 1990) on candidate pairs: each pair is what its evidence says it is, in parts, and
//! the parts are counted. Strangers are hardly seen among candidates: their u comes from random pairs and from counts of
//! values. The default model counts for some pairs, so that a level that the data rarely shows keeps a sensible weight.
//!
//! It is not expectation maximisation to the letter: a pair is weighed against one rival, the likeliest, and levels are
//! counted among clear pairs only. So the likelihood of all pairs may fall. On simulated pairs m comes out right within a
//! few percent, and levels of disagreement within ten; relatives who share little pass for strangers, so there are a
//! quarter fewer of them, who share more.

mod namesakes;
mod report;
mod sample;
#[cfg(test)]
mod tests;

pub(crate) use namesakes::estimate_namesakes;
pub use report::Training;
pub(crate) use sample::{Sample, random};

use super::compare::{COMPARISONS, Comparison, LevelDefault, Term};
use super::logarithm::rounded;
use super::pair::{Scorer, Vector, Weighed};
use super::rival::{PairKind, Rival};
use super::score::{self, LEAST_SHARE, LEVELS, Level, LevelWeights, MatchProbability, Model};

/// How many records' worth of the default model's expectations are added to what is counted.
const PRIOR_RECORDS: f64 = 10.0;

/// How many pairs' worth of the default m and u are added to what is counted of each kind.
const PRIOR_PAIRS: f64 = 50.0;

/// How many pairs' worth of the default u are added to what is counted among random pairs.
const PRIOR_RANDOM: f64 = 2_000.0;

/// How many pairs of strangers are added to those that share a value.
const PRIOR_SHARED: f64 = 2.0;

/// The share of strangers among the pairs that are added to those that share an e-mail address.
const STRANGERS_OF_ONE_MAILBOX: f64 = 0.02;

/// When counts change by less than this share, they are not counted again.
const SETTLED: f64 = 0.001;

/// Levels are counted among pairs that are clearly something. Where it is less clear what a pair is, relatives would be
/// learned as matches.
const CLEAR: f64 = 0.8;

/// No m, and no u of a rival, becomes more than so many times what the default model has, or less than that part of it.
const DRIFT: f64 = 6.0;

/// The same for the u of strangers, whom a set of records has more of.
const DRIFT_OF_STRANGERS: f64 = 16.0;

/// The same for the u of strangers who share a value.
const DRIFT_OF_SHARED: f64 = 1024.0;

/// A random pair that is a match with this probability is none of strangers.
const DOUBTFUL: f64 = 0.1;

/// The most rounds of counting.
const ROUNDS: u32 = 30;

/// Counts of posterior probabilities are in these parts, so that their sums are exact and do not depend on the order.
const PARTS: u64 = 1_000_000;

/// What a pair may be: a match, or one of the rivals.
const KINDS: usize = 1 + Rival::COUNT;

/// The number of the kind "match"; those of the rivals follow.
const MATCH: usize = 0;

/// The number of the kind "strangers", who are counted elsewhere than among candidates.
const STRANGERS: usize = number(Rival::Strangers);

/// The number of the kind "namesakes", who are counted elsewhere, too.
const NAMESAKES: usize = number(Rival::Namesakes);

/// Those who have in common what they have by chance.
const CHANCE: [usize; 2] = [STRANGERS, NAMESAKES];

/// Where the matches of organizations are counted, which count as matches, too.
const OF_ORGANIZATIONS: usize = KINDS;

/// The number of the kind of a rival.
const fn number(rival: Rival) -> usize {
    1 + rival as usize
}

/// How many parts of pairs are of what kind, for every level of every comparison.
type LevelCounts = [[[u64; KINDS]; LEVELS]; COMPARISONS];

/// No counts.
static EMPTY: LevelCounts = [[[0; KINDS]; LEVELS]; COMPARISONS];

/// Estimates the u of strangers from random pairs, for levels that are not those of a shared value.
pub(crate) fn estimate_strangers(model: &mut Model, random: &[Vector]) {
    let judge = Judge::of(model);
    let mut counts = EMPTY;
    for vector in random.iter().filter(|vector| judge.judge(vector).1 < DOUBTFUL) {
        count(&mut counts, vector, STRANGERS, PARTS);
    }
    let start = start_of(model);
    set_levels(model, &start, [&counts, &EMPTY], STRANGERS, PRIOR_RANDOM, DRIFT_OF_STRANGERS, |comparison, level| {
        comparison.defaults().get(level).is_some_and(|default| default.ratio.is_none())
    });
    model.round();
}

/// Estimates shares, m, and the u of rivals, and tells how that went.
pub(crate) fn estimate(model: &mut Model, sample: &Sample) -> Training {
    let start = start_of(model);
    let mut training = Training::default();
    while !training.settled && training.rounds < ROUNDS {
        training.settled = round(model, &start, sample);
        training.rounds += 1;
    }
    model.round();
    training.tell(model, &start, sample);
    training
}

/// The model as it is, but for the frequencies and origins: they are many, and training leaves them.
fn start_of(model: &mut Model) -> Model {
    let (frequencies, origins) = (std::mem::take(&mut model.frequencies), std::mem::take(&mut model.origins));
    let start = model.clone();
    (model.frequencies, model.origins) = (frequencies, origins);
    start
}

/// Counts once, and sets the model to what was counted; whether that hardly changes the shares.
fn round(model: &mut Model, start: &Model, sample: &Sample) -> bool {
    let counts = Counts::of(model, sample);
    let settled = counts.set_shares(model, start, sample.step);
    for kind in (0..KINDS).filter(|kind| !CHANCE.contains(kind)) {
        set_levels(model, start, [&counts.clear, &counts.decided], kind, PRIOR_PAIRS, DRIFT, |_, _| true);
    }
    counts.set_shared(model, start, sample.step);
    settled
}

/// A model made ready for telling what a pair is.
struct Judge {
    weights: [[LevelWeights; LEVELS]; COMPARISONS],
    offsets: score::Offsets,
    prior: i64,
}

impl Judge {
    fn of(model: &Model) -> Self {
        Self { weights: score::weights(model), offsets: model.offsets(), prior: model.prior() }
    }

    /// The rival of a pair, and the probability that it is a match.
    fn judge(&self, vector: &Vector) -> (Rival, f64) {
        let mut evidence = vector.rarities;
        for (&level, weights) in vector.levels.iter().zip(&self.weights) {
            if let Some(weights) = weights.get(usize::from(level)) {
                evidence.iter_mut().zip(weights.weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
        let Weighed { weight, rival } = Scorer::against_likeliest(&self.offsets, &evidence, vector.kind);
        (rival, MatchProbability::from_log_odds(i64::from(weight.thousandths()) + self.prior).value())
    }
}

/// How many parts of pairs are of what kind, and last how many of the matches are of organizations.
type PairCounts = [u64; KINDS + 1];

/// How many of the pairs are what, in millionths.
struct Counts {
    pairs: PairCounts,
    /// By level, of the pairs that are clearly something.
    clear: LevelCounts,
    /// By level, of the pairs whose names were compared, and of the others.
    named: LevelCounts,
    unnamed: LevelCounts,
    /// The pairs that people have decided.
    decided_pairs: PairCounts,
    /// By level, of the pairs that people have decided.
    decided: LevelCounts,
}

impl Counts {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "probabilities are from 0 to 1, in a million parts"
    )]
    fn of(model: &Model, sample: &Sample) -> Self {
        let judge = Judge::of(model);
        let none = [0; KINDS + 1];
        let mut counts =
            Self { pairs: none, clear: EMPTY, named: EMPTY, unnamed: EMPTY, decided_pairs: none, decided: EMPTY };
        for vector in &sample.candidates {
            let (rival, probability) = judge.judge(vector);
            let part = (probability * PARTS as f64) as u64;
            let kinds = [(MATCH, part), (number(rival), PARTS - part)];
            // of most pairs it is clear what they are
            for (kind, part) in kinds.into_iter().filter(|(_, part)| *part > 0) {
                count_pair(&mut counts.pairs, vector, kind, part);
                let of_all = if vector.is_named() { &mut counts.named } else { &mut counts.unnamed };
                count(of_all, vector, kind, part);
                if part as f64 >= CLEAR * PARTS as f64 {
                    count(&mut counts.clear, vector, kind, part);
                }
            }
        }
        let [matches, others] = &sample.decided;
        let others = others.iter().map(|vector| (vector, number(judge.judge(vector).0)));
        for (vector, kind) in matches.iter().map(|vector| (vector, MATCH)).chain(others) {
            count_pair(&mut counts.decided_pairs, vector, kind, PARTS);
            count(&mut counts.decided, vector, kind, PARTS);
        }
        counts
    }

    /// By level, of all pairs.
    fn all(&self) -> LevelCounts {
        let mut all = self.named;
        let parts = all.as_flattened_mut().as_flattened_mut().iter_mut();
        parts.zip(self.unnamed.as_flattened().as_flattened()).for_each(|(parts, unnamed)| *parts += unnamed);
        all
    }

    /// Sets the shares to what was counted; whether that hardly changes them.
    fn set_shares(&self, model: &mut Model, start: &Model, step: u64) -> bool {
        let records = model.records as f64;
        let mut settled = true;
        let mut set = |share: &mut f64, start: f64, kind: usize| {
            let parts = self.pairs.get(kind).zip(self.decided_pairs.get(kind));
            let pairs = parts.map_or(0.0, |(&parts, &decided)| whole(parts * step + decided));
            let new = ((pairs + start * PRIOR_RECORDS) / (records + PRIOR_RECORDS)).max(LEAST_SHARE);
            settled &= (new - *share).abs() <= SETTLED * *share;
            *share = new;
        };
        set(&mut model.matches_per_record, start.matches_per_record, MATCH);
        set(&mut model.matches_of_organizations, start.matches_of_organizations, OF_ORGANIZATIONS);
        for (&rival, share) in model.rivals_per_record.iter_mut().filter(|(rival, _)| **rival != Rival::Namesakes) {
            set(share, start.rivals_per_record.get(&rival).copied().unwrap_or_default(), number(rival));
        }
        settled
    }

    /// Sets the u among strangers of levels of shared values: of the pairs that share one, those that are nothing else.
    fn set_shared(&self, model: &mut Model, start: &Model, step: u64) {
        // how many strangers, and how many others
        let pairs_of = |parts: &[u64; KINDS], decided: &[u64; KINDS]| {
            [true, false].map(|strangers| {
                let kinds = (0..).zip(parts.iter().zip(decided));
                let kinds = kinds.filter(|(kind, _)| CHANCE.contains(kind) == strangers);
                whole(kinds.map(|(_, (parts, decided))| parts * step + decided).sum())
            })
        };
        let all = self.all();
        let counts = all.iter().zip(&self.named).zip(&self.decided);
        for (&comparison, ((all, named), decided)) in Comparison::ALL.iter().zip(counts) {
            let Some((levels, start_levels)) =
                model.comparisons.get_mut(&comparison).zip(start.comparisons.get(&comparison))
            else {
                continue;
            };
            let counts = all.iter().zip(named).zip(decided).skip(1);
            let counts = counts.map(|((all, named), decided)| [pairs_of(all, decided), pairs_of(named, decided)]);
            let counts: Vec<_> = comparison.defaults().iter().map(LevelDefault::shared_term).zip(counts).collect();
            for (((term, [all, named]), level), before) in counts.iter().zip(levels).zip(start_levels) {
                let Some((term, values)) = term.and_then(|term| Some((term, model.frequencies.get(&term)?))) else {
                    continue;
                };
                let pairs = values.shared * values.total as f64 * (values.total as f64 - 1.0) / 2.0;
                let of_term = counts.iter().filter(|(other, _)| *other == Some(term));
                let compared: f64 = of_term.flat_map(|(_, [all, _])| all).sum();
                if pairs + compared == 0.0 {
                    continue;
                }
                let prior = if term == Term::Email { STRANGERS_OF_ONE_MAILBOX } else { 1.0 };
                // not all pairs that share a value are candidates, but those that are more than strangers are
                let strangers = strangers_of(*all, *named) + (pairs - compared).max(0.0);
                let share = (strangers + prior * PRIOR_SHARED) / (pairs + PRIOR_SHARED);
                let share = share.clamp(1.0 / DRIFT_OF_SHARED, 1.0);
                let ([strangers, .., namesakes], [before, .., namesakes_before]) = (&mut level.u, &before.u);
                // what the words of names say of chance stays the limit
                *strangers = before.min(rounded(values.shared(term).unwrap_or(*before)) * share);
                if term.is_personal() {
                    *namesakes = namesakes_before * share;
                }
            }
        }
    }
}

/// How many of the pairs that share a value are of strangers, by how many strangers and others they seem to be, and those of
/// them whose names were compared: nothing tells what the pairs without names are, so their share is that of the others.
fn strangers_of(all: [f64; 2], named: [f64; 2]) -> f64 {
    let ([all_strangers, all_others], [strangers, others]) = (all, named);
    let (named, unnamed) = (strangers + others, all_strangers + all_others - strangers - others);
    // until some were seen, it is what they seem to be
    let seeming = if unnamed > 0.0 { (all_strangers - strangers) / unnamed } else { 1.0 };
    strangers + unnamed * (strangers + seeming * PRIOR_SHARED) / (named + PRIOR_SHARED)
}

/// How many pairs so many parts are.
fn whole(parts: u64) -> f64 {
    parts as f64 / PARTS as f64
}

/// Counts a pair, of which so many parts are of a kind.
fn count_pair(counts: &mut PairCounts, vector: &Vector, kind: usize, parts: u64) {
    let is_of_organizations = vector.kind != PairKind::People && kind == MATCH;
    for kind in [Some(kind), is_of_organizations.then_some(OF_ORGANIZATIONS)].into_iter().flatten() {
        counts.get_mut(kind).into_iter().for_each(|pairs| *pairs += parts);
    }
}

/// Counts the levels of a pair, of which so many parts are of a kind.
fn count(counts: &mut LevelCounts, vector: &Vector, kind: usize, parts: u64) {
    for (&level, counts) in vector.levels.iter().zip(counts) {
        let count = counts.get_mut(usize::from(level)).and_then(|counts| counts.get_mut(kind));
        count.into_iter().for_each(|count| *count += parts);
    }
}

/// Sets the probabilities of levels among pairs of a kind to what was counted, in each group of levels of which a pair
/// has one. What people have decided counts beyond the limits that the rest is held in.
fn set_levels(
    model: &mut Model,
    start: &Model,
    [counts, decided]: [&LevelCounts; 2],
    kind: usize,
    prior: f64,
    drift: f64,
    is_set: impl Fn(Comparison, usize) -> bool,
) {
    for ((&comparison, counts), decided) in Comparison::ALL.iter().zip(counts).zip(decided) {
        let Some((levels, start)) = model.comparisons.get_mut(&comparison).zip(start.comparisons.get(&comparison))
        else {
            continue;
        };
        for group in comparison.groups() {
            let before = |level: usize| start.get(level).map_or(0.0, |level| probability(level, kind));
            let count = |counts: &[[u64; KINDS]; LEVELS], level: usize| {
                let parts = counts.get(level + 1).and_then(|counts| counts.get(kind));
                whole(parts.copied().unwrap_or_default())
            };
            let group = || group.iter().map(|&level| level - 1);
            let sum: f64 = group().map(before).sum();
            let pairs = group().map(|level| count(counts, level)).sum::<f64>() + prior;
            let decided_pairs: f64 = group().map(|level| count(decided, level)).sum();
            for level in group().filter(|&level| is_set(comparison, level)) {
                let before = before(level);
                let counted = (count(counts, level) * sum + prior * before) / pairs;
                let mut new = counted.clamp(before / drift, before * drift);
                if decided_pairs > 0.0 {
                    new = (new * pairs + count(decided, level) * sum) / (pairs + decided_pairs);
                }
                if let Some(level) = levels.get_mut(level) {
                    let place = kind.checked_sub(1).and_then(|rival| level.u.get_mut(rival)).unwrap_or(&mut level.m);
                    *place = new.min(0.999);
                }
            }
        }
    }
}

/// The probability of a level among pairs of a kind.
fn probability(level: &Level, kind: usize) -> f64 {
    kind.checked_sub(1).and_then(|rival| level.u.get(rival)).copied().unwrap_or(level.m)
}
