//! How good a resolution is, where the truth is known.

use super::block::Blocks;
use super::logarithm::sum;
use super::pair::Scorer;
use super::records::by_rank;
use super::{Lane, Records, Resolution};
use rustc_hash::{FxHashMap, FxHashSet};

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Quality {
    /// How much of what was said is true.
    pub precision: f64,
    /// How much of what is true was said.
    pub recall: f64,
    /// 2 · precision · recall / (precision + recall).
    pub f1: f64,
}

impl Quality {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// How good a resolution is.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Evaluation {
    /// Over all pairs of records that the clusters put together.
    pub pairs: Quality,
    /// Over the pairs that the clusters of the [automatic lane](super::Lane::Automatic) put together.
    pub automatic: Quality,
    /// Over records: how pure and how complete the cluster of each is (Bagga and Baldwin 1998).
    pub b_cubed: Quality,
    /// Over clusters and entities, those of one record included: how many of the clusters are an entity, neither more nor
    /// less, and how many of the entities a cluster.
    pub exact_clusters: Quality,
    /// The share of true pairs that were compared at all.
    pub pairs_completeness: f64,
    /// The share of all possible pairs that did not have to be compared.
    pub reduction_ratio: f64,
    /// How many pairs were compared for each record.
    pub pairs_per_record: f64,
    /// How far probabilities are from the share of true pairs, on average over the compared pairs of a probability of at
    /// least 0.05: among clear non-matches, of which there may be any number, it is always small.
    pub calibration_error: f64,
    /// The compared pairs by their probability, from 0 to 1 in equal steps.
    pub calibration: Vec<CalibrationStep>,
}

/// The compared pairs whose probability lies in one step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct CalibrationStep {
    /// How many pairs.
    pub pairs: u64,
    /// How many of them are true.
    pub matches: u64,
    /// Their mean probability.
    pub probability: f64,
}

/// How many steps a calibration table has.
const STEPS: usize = 20;

/// Measures a resolution by the truth: `truth` has for every row a number of the entity that it belongs to.
///
/// Where only records of two sources may be one, only such pairs count. Scores all candidates once more. A row beyond the
/// end of `truth` is an entity of its own.
pub fn evaluate(records: &Records, resolution: &Resolution, truth: &[u32]) -> Evaluation {
    let entity = |row: u32| truth.get(row as usize).map_or(u64::from(row) + (1 << 32), |&entity| u64::from(entity));
    let cluster = |row: u32| u64::from(resolution.clusters.of(row));
    let mut entities: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut both: FxHashMap<(u64, u64), Vec<u32>> = FxHashMap::default();
    for row in records.rows() {
        entities.entry(entity(row)).or_default().push(row);
        both.entry((cluster(row), entity(row))).or_default().push(row);
    }
    let ranks = records.ranks();
    let blocks = resolution.blocks(records, &ranks);
    let scorer = Scorer::new(&resolution.model, records);
    let pairs = |rows: &[u32]| blocks.pairs_among(rows);
    let said = resolution.clusters.iter().map(pairs).sum::<u64>() as f64;
    let real = entities.values().map(|rows| pairs(rows)).sum::<u64>() as f64;
    let right = both.values().map(|rows| pairs(rows)).sum::<u64>() as f64;
    let automatic = resolution.cases(&scorer, records).into_iter().filter(|case| case.lane == Lane::Automatic);
    let automatic: FxHashSet<u64> = automatic.filter_map(|case| case.cluster.map(u64::from)).collect();
    let let_through = (0..).zip(resolution.clusters.iter()).filter(|(cluster, _)| automatic.contains(cluster));
    let let_through = let_through.map(|(_, rows)| pairs(rows)).sum::<u64>() as f64;
    let safe = both.iter().filter(|((cluster, _), _)| automatic.contains(cluster));
    let safe = safe.map(|(_, rows)| pairs(rows)).sum::<u64>() as f64;
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    let squares = |of: fn((u64, u64)) -> u64, sizes: &dyn Fn(u64) -> usize| -> f64 {
        sum(both.iter().map(|(&key, rows)| (rows.len() * rows.len()) as f64 / sizes(of(key)) as f64))
    };
    let n = records.len().max(1) as f64;
    let cluster_size = |key| u32::try_from(key).map_or(1, |cluster| resolution.clusters.members(cluster).len().max(1));
    let entity_size = |key| entities.get(&key).map_or(1, Vec::len);

    let compared = entities.values().map(|rows| {
        let pairs = rows.iter().enumerate().flat_map(|(i, &a)| rows.iter().skip(i + 1).map(move |&b| (a, b)));
        pairs.filter(|&(a, b)| blocks.is_pair(a, b) && blocks.first_shared(a, b).is_some()).count() as f64
    });
    let calibration = calibration(&scorer, &blocks, &ranks, |a, b| entity(a) == entity(b));
    let scored: u64 = calibration.iter().map(|step| step.pairs).sum();
    let may_match = calibration.iter().skip(1);
    let off = may_match.clone().map(|step| (step.probability * step.pairs as f64 - step.matches as f64).abs());
    let off = off.sum::<f64>() / may_match.map(|step| step.pairs).sum::<u64>().max(1) as f64;
    let exact = both
        .iter()
        .filter(|&(&(cluster, entity), rows)| rows.len() == cluster_size(cluster) && rows.len() == entity_size(entity));
    let exact = exact.count() as f64;
    Evaluation {
        pairs: Quality::new(share(right, said), share(right, real)),
        automatic: Quality::new(share(safe, let_through), share(safe, real)),
        b_cubed: Quality::new(squares(|key| key.0, &cluster_size) / n, squares(|key| key.1, &entity_size) / n),
        exact_clusters: Quality::new(
            share(exact, resolution.clusters.len() as f64),
            share(exact, entities.len() as f64),
        ),
        pairs_completeness: share(compared.sum(), real),
        reduction_ratio: 1.0 - share(scored as f64, resolution.ledger.possible_pairs as f64).min(1.0),
        pairs_per_record: scored as f64 / n,
        calibration_error: off,
        calibration,
    }
}

/// All compared pairs by their probability.
fn calibration(
    scorer: &Scorer<'_>,
    blocks: &Blocks,
    ranks: &[u32],
    is_match: impl Fn(u32, u32) -> bool,
) -> Vec<CalibrationStep> {
    let mut steps = vec![CalibrationStep::default(); STEPS];
    for block in 0..blocks.len() {
        blocks.pairs(block, |a, b| {
            let (left, right) = by_rank(ranks, a, b);
            let probability = scorer.probability(scorer.weigh(&scorer.compare(left, right)).weight).value();
            let step = (1..STEPS).take_while(|&step| probability >= step as f64 / STEPS as f64).count();
            if let Some(step) = steps.get_mut(step) {
                step.pairs += 1;
                step.matches += u64::from(is_match(a, b));
                step.probability += probability;
            }
        });
    }
    for step in &mut steps {
        step.probability /= step.pairs.max(1) as f64;
    }
    steps
}
