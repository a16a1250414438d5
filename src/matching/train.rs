//! Training: what a set of records says about itself, without labels.
//!
//! How many matches, pairs of relatives and pairs of colleagues there are for each record is estimated by expectation
//! maximisation (Dempster, Laird and Rubin 1977; for record linkage Winkler 1990) on the candidate pairs: each pair is
//! what its evidence says it is, in parts, and the parts are counted. The m and u probabilities stay as they are.

use super::pair::{Evidence, Scorer};
use super::rival::Rival;
use super::score::{MatchProbability, Model};

/// How many records' worth of the default model's expectations are added to what is counted.
const PRIOR_RECORDS: f64 = 10.0;

/// When counts change by less than this share, they are not counted again.
const SETTLED: f64 = 0.001;

/// The most rounds of counting.
const ROUNDS: usize = 30;

/// Counts of posterior probabilities are in these parts, so that their sums are exact and do not depend on the order.
const PARTS: f64 = 1_000_000.0;

/// Estimates the shares of matches, relatives and colleagues from the evidence of candidate pairs, of which there is
/// one in `step`.
pub(crate) fn estimate_shares(model: &mut Model, evidence: &[Evidence], step: u64) {
    let start = [model.matches_per_record, model.relatives_per_record, model.colleagues_per_record];
    for _ in 0..ROUNDS {
        let counted = count(model, evidence);
        let records = model.records as f64;
        let mut shares = counted.into_iter().zip(start).map(|(parts, start)| {
            let pairs = (parts * step) as f64 / PARTS;
            ((pairs + start * PRIOR_RECORDS) / (records + PRIOR_RECORDS)).max(1e-6)
        });
        let mut settled = true;
        let mut set = |share: &mut f64| {
            let new = shares.next().unwrap_or(*share);
            settled &= (new - *share).abs() <= SETTLED * *share;
            *share = new;
        };
        set(&mut model.matches_per_record);
        set(&mut model.relatives_per_record);
        set(&mut model.colleagues_per_record);
        if settled {
            break;
        }
    }
}

/// How many of the pairs are matches, relatives and colleagues, in millionths.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "probabilities are from 0 to 1, in a million parts"
)]
fn count(model: &Model, evidence: &[Evidence]) -> [u64; 3] {
    let (offsets, prior) = (model.offsets(), model.prior());
    let mut counted = [0; 3];
    let [matches, relatives, colleagues] = &mut counted;
    for pair in evidence {
        let weighed = Scorer::against_likeliest(pair, offsets);
        let probability = MatchProbability::from_log_odds(i64::from(weighed.weight.thousandths()) + prior).value();
        let part = (probability * PARTS) as u64;
        *matches += part;
        match weighed.rival {
            Rival::Strangers => {}
            Rival::Relatives => *relatives += PARTS as u64 - part,
            Rival::Colleagues => *colleagues += PARTS as u64 - part,
        }
    }
    counted
}
