//! [`BlockLimits`]: how many records of one key are compared under each rule.

use super::super::records::Records;
use super::group::groups;
use super::lists::Lists;
use super::rule::BlockingRule;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The most records that a block of each rule may have; a rule that is missing is not used.
pub(crate) type BlockLimits = BTreeMap<BlockingRule, u32>;

/// The limits that a model may have. The highest is far beyond what is planned: it keeps a model from outside from making
/// all pairs of a million records candidates.
pub(crate) const LIMITS: RangeInclusive<u32> = 2..=10_000;

/// Up to so many records, about a million pairs, are all compared.
const FEW: u32 = 1_414;

/// How many pairs every rule may give, however few the records are: among few records blocks are large beside them.
const FEWEST_PAIRS: u64 = 20_000;

/// The highest limit that is planned where not all records are compared.
const HIGHEST: u32 = 24;

/// The lowest.
const LOWEST: u32 = 5;

/// The limit of each rule that fits a set of records.
pub(crate) fn plan(records: &Records) -> BlockLimits {
    let mut keyed = vec![false; records.len()];
    let limit = |rule| Some((rule, limit(rule, records.len(), &groups(records, rule, &mut keyed))?));
    BlockingRule::ALL.into_iter().filter_map(limit).collect()
}

/// The limit of a rule for so many records, of which these share keys.
pub(super) fn limit(rule: BlockingRule, records: usize, groups: &[Lists<u32>]) -> Option<u32> {
    match rule {
        BlockingRule::Everyone => is_within(FEW, groups).then_some(FEW),
        _ => Some(highest(sizes(groups), rule.most_pairs(records as u64).max(FEWEST_PAIRS))),
    }
}

/// Whether no group has more records than a limit.
pub(super) fn is_within(limit: u32, groups: &[Lists<u32>]) -> bool {
    sizes(groups).all(|size| size <= limit as usize)
}

fn sizes(groups: &[Lists<u32>]) -> impl Iterator<Item = usize> {
    groups.iter().flat_map(Lists::iter).map(<[_]>::len)
}

/// The highest limit under which all blocks within it have at most so many pairs.
fn highest(sizes: impl Iterator<Item = usize>, most_pairs: u64) -> u32 {
    let mut pairs = [0; HIGHEST as usize + 1];
    for size in sizes {
        if let Some(pairs) = pairs.get_mut(size) {
            *pairs += super::pairs_of(size);
        }
    }
    let mut sum = 0;
    let within = pairs.iter().take_while(|&&pairs| {
        sum += pairs;
        sum <= most_pairs
    });
    (0..).zip(within).last().map_or(0, |(limit, _)| limit).max(LOWEST)
}
