//! Blocking: which pairs of records are worth comparing, and a ledger of those that were not.
//!
//! Records come in, [`Blocks`] of records that share a [`BlockingRule`]'s key go out. A block of more records than the
//! model's [limit](BlockLimits) is parted by further fields; of what is still too large only neighbors in the order of
//! records are compared, and the rest stands in the [`Ledger`]. So what is compared follows from the records and the model
//! alone. A pair that stands in several blocks belongs to the first of them. Cost: one sort of the keys for each rule.

mod group;
mod keys;
mod ledger;
mod lists;
mod part;
mod plan;
mod rule;
mod runs;
#[cfg(test)]
mod tests;

pub(super) use keys::{part_key, refine, rule_keys};
pub use ledger::{Ledger, RuleLedger};
pub(crate) use plan::{BlockLimits, LIMITS, plan};
pub use rule::BlockingRule;
pub(super) use rule::Refinement;
pub(super) use runs::{is_cut, runs};

use super::link_type::LinkType;
use super::parallel::each;
use super::progress::{Stage, Steps, Watcher};
use super::records::Records;
use super::values::fnv;
use group::groups;
use keys::mix;
use lists::Lists;
use part::Parting;
use std::ops::ControlFlow;

/// Of about how many records the keys are counted to tell how much memory blocks take.
const SAMPLE: usize = 1_000;

/// How many blocks are compared at once, and between two reports of progress: those of a tenth of a second.
pub(crate) const CHUNK: usize = 1 << 14;

/// Blocks of records that are compared with each other.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// The records of each block, for each rule.
    members: Vec<Lists<u32>>,
    /// How many blocks there are up to each rule.
    rule_ends: Vec<usize>,
    /// The blocks of each record, in their order.
    of_record: Lists<u32>,
    /// The source of every record, where records of one source are no pair; else nothing.
    sources: Vec<u32>,
    limits: BlockLimits,
    ledger: Ledger,
}

impl Blocks {
    /// Puts records into blocks, within the limits of a model; else within those that fit the records.
    pub(crate) fn of<B>(
        records: &Records,
        ranks: &[u32],
        link_type: LinkType,
        limits: Option<&BlockLimits>,
        watcher: &mut Watcher<'_, B>,
    ) -> ControlFlow<B, Self> {
        // every rule, and the blocks of each record
        let mut steps = Steps::begin(watcher, Stage::Block, BlockingRule::ALL.len() + 1)?;
        let mut blocks = Self { sources: link_type.sources_apart(records), ..Self::default() };
        let mut keyed = vec![false; records.len()];
        for rule in BlockingRule::ALL {
            let mut members = Lists::default();
            let mut ledger = RuleLedger { rule, blocks: 0, candidates: 0, scored: 0, repeated: 0, too_common: 0 };
            if limits.is_none_or(|limits| limits.contains_key(&rule)) {
                let groups = groups(records, rule, &mut keyed);
                let given = limits.and_then(|limits| limits.get(&rule).copied());
                if let Some(limit) = given.or_else(|| plan::limit(rule, records.len(), &groups)) {
                    blocks.limits.insert(rule, limit);
                    // nothing parts everyone
                    if rule != BlockingRule::Everyone || plan::is_within(limit, &groups) {
                        members = blocks.parted(rule, &groups, &Parting { records, ranks, limit }, &mut ledger);
                    }
                }
            }
            blocks.rule_ends.push(blocks.len() + members.len());
            blocks.members.push(members);
            blocks.ledger.rules.push(ledger);
            steps.step(1)?;
        }
        blocks.ledger.records_without_key = keyed.iter().filter(|&&keyed| !keyed).count() as u64;
        blocks.ledger.possible_pairs = blocks.pairs_among(&records.rows().collect::<Vec<u32>>());
        let members = blocks.members.iter().flat_map(Lists::iter);
        let entries = (0..).zip(members).flat_map(|(block, of)| of.iter().map(move |&row| (row as usize, block)));
        blocks.of_record = Lists::of(records.len(), entries);
        steps.end()?;
        ControlFlow::Continue(blocks)
    }

    /// About how many bytes the blocks of records take: a key that others have is a number in its block, and one in the list
    /// of the record. The keys are counted of a thousand records, which are chosen by the hashes of their ids.
    pub(crate) fn memory(records: &Records) -> usize {
        let step = (records.len() / SAMPLE).next_power_of_two() as u64;
        let mut keys = Vec::new();
        let chosen = records.rows().filter(|&row| mix(1, fnv(records.id(row))).is_multiple_of(step));
        let counts = chosen.map(|row| {
            keys.clear();
            BlockingRule::ALL.into_iter().for_each(|rule| rule_keys(records, row, rule, &mut keys));
            keys.len()
        });
        let (rows, keys) = counts.fold((0, 0), |(rows, sum), keys| (rows + 1, sum + keys));
        let keys = records.len() * keys / rows.max(1);
        // where blocks and lists end, and the places of the records in their order
        keys * 2 * size_of::<u32>() + records.len() * 4 * size_of::<u32>()
    }

    /// The blocks of a rule.
    fn parted(
        &self,
        rule: BlockingRule,
        groups: &[Lists<u32>],
        parting: &Parting<'_>,
        ledger: &mut RuleLedger,
    ) -> Lists<u32> {
        let count = |lists: &Lists<u32>| lists.iter().map(|rows| self.pairs_among(rows)).sum::<u64>();
        let parted = each(0..groups.len(), |number| {
            let groups = groups.get(number)?;
            let blocks = parting.blocks(rule, groups);
            Some((count(groups), count(&blocks), blocks))
        });
        let parted: Vec<_> = parted.into_iter().flatten().collect();
        for (candidates, compared, blocks) in &parted {
            ledger.candidates += candidates;
            ledger.too_common += candidates - compared;
            ledger.blocks += blocks.len() as u64;
        }
        Lists::concat(parted.iter().map(|(_, _, blocks)| blocks))
    }

    /// The limit of each rule that was used.
    pub(crate) fn limits(&self) -> &BlockLimits {
        &self.limits
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.rule_ends.last().copied().unwrap_or_default()
    }

    /// The records of a block.
    fn members(&self, block: usize) -> &[u32] {
        let rule = self.rule_of(block);
        let before = rule.checked_sub(1).and_then(|before| self.rule_ends.get(before)).copied().unwrap_or_default();
        self.members.get(rule).map_or(&[], |of_rule| of_rule.get(block - before))
    }

    /// The first block that two records share.
    pub(crate) fn first_shared(&self, left: u32, right: u32) -> Option<u32> {
        first_in_both(self.of_record.get(left as usize), self.of_record.get(right as usize))
    }

    /// Calls `visit` for every pair of a block that no earlier block has.
    pub(crate) fn pairs(&self, block: usize, visit: impl FnMut(u32, u32)) {
        self.pairs_where(block, |_, _| true, visit);
    }

    /// Calls `visit` for every such pair that is wanted.
    pub(crate) fn pairs_where(&self, block: usize, wanted: impl Fn(u32, u32) -> bool, mut visit: impl FnMut(u32, u32)) {
        let members = self.members(block);
        for (i, &left) in members.iter().enumerate() {
            let of_left = self.of_record.get(left as usize);
            let is_first = |right: u32| {
                let first = first_in_both(of_left, self.of_record.get(right as usize));
                first.is_some_and(|first| first as usize == block)
            };
            for &right in members.iter().skip(i + 1) {
                if wanted(left, right) && self.is_pair(left, right) && is_first(right) {
                    visit(left.min(right), left.max(right));
                }
            }
        }
    }

    /// How many of the blocks, the first ones, are of records that share a key.
    pub(crate) fn sharing(&self) -> usize {
        let before = BlockingRule::ALL.iter().position(|&rule| rule == BlockingRule::Everyone);
        before.and_then(|rule| self.rule_ends.get(rule.checked_sub(1)?)).copied().unwrap_or_default()
    }

    /// How many pairs some blocks have, repetitions included.
    pub(crate) fn most_pairs(&self, blocks: std::ops::Range<usize>) -> u64 {
        blocks.map(|block| self.pairs_among(self.members(block))).sum()
    }

    /// Whether two records may be one, by their sources.
    pub(crate) fn is_pair(&self, left: u32, right: u32) -> bool {
        self.sources.is_empty() || self.sources.get(left as usize) != self.sources.get(right as usize)
    }

    /// How many pairs of some records may be one, by their sources.
    pub(crate) fn pairs_among(&self, rows: &[u32]) -> u64 {
        if self.sources.is_empty() {
            return pairs_of(rows.len());
        }
        let mut sources: Vec<u32> = rows.iter().filter_map(|&row| self.sources.get(row as usize).copied()).collect();
        sources.sort_unstable();
        let inside: u64 = sources.chunk_by(|a, b| a == b).map(|of_source| pairs_of(of_source.len())).sum();
        pairs_of(rows.len()) - inside
    }

    /// The rule of a block, as its place among all rules.
    pub(crate) fn rule_of(&self, block: usize) -> usize {
        self.rule_ends.partition_point(|&end| end <= block)
    }

    /// The ledger, once it is known how many pairs each rule gave.
    pub(crate) fn settle(mut self, scored: &[u64]) -> Ledger {
        for (rule, &scored) in self.ledger.rules.iter_mut().zip(scored) {
            rule.scored = scored;
            rule.repeated = rule.candidates - rule.too_common - scored;
        }
        self.ledger
    }
}

/// The first number that two lists in ascending order share.
fn first_in_both(left: &[u32], right: &[u32]) -> Option<u32> {
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        if a == b {
            return Some(*a);
        }
        // no branch: which of the two is less cannot be foreseen
        i += usize::from(a < b);
        j += usize::from(b < a);
    }
    None
}

fn pairs_of(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

/// A hash of a pair that does not depend on which is first.
pub(crate) fn hash_pair(left: u64, right: u64) -> u64 {
    mix(mix(1, left.min(right)), left.max(right))
}
