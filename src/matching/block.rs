//! Blocking: which pairs of records are worth comparing, and a ledger of those that were not.
//!
//! Records come in, [`Blocks`] of records that share a [`BlockingRule`]'s key go out. A block of more records than the
//! model's [limit](BlockLimits) is parted by further fields; of what is still too large only neighbors in the order of
//! records are compared, and the rest stands in the [`Ledger`]. So what is compared follows from the records and the model
//! alone. A pair that stands in several blocks belongs to the first of them. Cost: one sort of the keys for each rule.

mod keys;
mod ledger;
mod plan;
mod rule;
mod runs;

pub(super) use keys::{part_key, refine, rule_keys};
pub use ledger::{Ledger, RuleLedger};
pub(crate) use plan::{BlockLimits, LIMITS};
pub use rule::BlockingRule;
pub(super) use rule::Refinement;
pub(super) use runs::{is_cut, runs};

use super::link_type::LinkType;
use super::records::Records;
use keys::mix;

/// Blocks of records that are compared with each other.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Where each block ends in `members`.
    ends: Vec<usize>,
    members: Vec<u32>,
    /// How many blocks there are up to each rule.
    rule_ends: Vec<usize>,
    /// For every record the blocks that it is in, in their order.
    record_ends: Vec<usize>,
    record_blocks: Vec<u32>,
    /// The source of every record, where records of one source are no pair; else nothing.
    sources: Vec<u32>,
    limits: BlockLimits,
    ledger: Ledger,
}

impl Blocks {
    /// Puts records into blocks, within the limits of a model; else within those that fit the records.
    pub(crate) fn of(
        records: &Records,
        ranks: &[u32],
        link_type: LinkType,
        limits: Option<&BlockLimits>,
        mut progress: impl FnMut(u64, u64),
    ) -> Self {
        let mut blocks = Self { sources: link_type.sources_apart(records), ..Self::default() };
        let mut keyed = vec![false; records.len()];
        for (done, rule) in (0..).zip(BlockingRule::ALL) {
            progress(done, BlockingRule::ALL.len() as u64);
            let given = limits.map(|limits| limits.get(&rule).copied());
            let keys = if given == Some(None) { Vec::new() } else { keys_of(records, rule, &mut keyed) };
            let shared = || keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1);
            let planned = || plan::limit(rule, records.len(), shared().map(<[_]>::len));
            let limit = given.unwrap_or_else(planned);
            let mut ledger = RuleLedger { rule, blocks: 0, candidates: 0, scored: 0, repeated: 0, too_common: 0 };
            for (block, &limit) in shared().flat_map(|block| limit.iter().map(move |limit| (block, limit))) {
                let mut members: Vec<u32> = block.iter().map(|&(_, row)| row).collect();
                if rule != BlockingRule::Everyone || members.len() <= limit as usize {
                    ledger.candidates += blocks.pairs_among(&members);
                    blocks.add(records, ranks, &mut members, limit, rule.refinements(), &mut ledger);
                }
            }
            blocks.limits.extend(limit.map(|limit| (rule, limit)));
            blocks.rule_ends.push(blocks.ends.len());
            blocks.ledger.rules.push(ledger);
        }
        blocks.ledger.records_without_key = keyed.iter().filter(|&&keyed| !keyed).count() as u64;
        blocks.ledger.possible_pairs = blocks.pairs_among(&records.rows().collect::<Vec<u32>>());
        blocks.index(records.len());
        blocks
    }

    /// Adds a block, or its parts if it is too large.
    fn add(
        &mut self,
        records: &Records,
        ranks: &[u32],
        members: &mut [u32],
        limit: u32,
        parts: &[Refinement],
        ledger: &mut RuleLedger,
    ) {
        if members.len() < 2 {
        } else if members.len() <= limit as usize {
            self.push(members, ledger);
        } else if let Some((part, rest)) = parts.split_first() {
            members.sort_by_cached_key(|&row| (refine(records, row, *part), row));
            let mut kept = 0;
            for group in members.chunk_by_mut(|&a, &b| refine(records, a, *part) == refine(records, b, *part)) {
                kept += self.pairs_among(group);
                self.add(records, ranks, group, limit, rest, ledger);
            }
            // `add` is given all pairs of each group and accounts for them; those between groups end here
            ledger.too_common += self.pairs_among(members) - kept;
        } else {
            members.sort_unstable_by_key(|&row| ranks.get(row as usize));
            let mut kept = 0;
            for run in runs(records, members, limit) {
                kept += self.pairs_among(run);
                self.push(run, ledger);
            }
            ledger.too_common += self.pairs_among(members) - kept;
        }
    }

    fn push(&mut self, members: &[u32], ledger: &mut RuleLedger) {
        ledger.blocks += 1;
        self.members.extend_from_slice(members);
        self.ends.push(self.members.len());
    }

    /// Lists the blocks of every record.
    fn index(&mut self, records: usize) {
        let mut counts = vec![0usize; records];
        for &row in &self.members {
            if let Some(count) = counts.get_mut(row as usize) {
                *count += 1;
            }
        }
        let mut end = 0;
        let mut places: Vec<usize> = Vec::with_capacity(records);
        for count in counts {
            places.push(end);
            end += count;
            self.record_ends.push(end);
        }
        let mut record_blocks = vec![0; self.members.len()];
        for block in 0..self.len() {
            for &row in self.members(block) {
                if let Some(place) = places.get_mut(row as usize) {
                    if let Some(entry) = record_blocks.get_mut(*place) {
                        *entry = u32::try_from(block).unwrap_or(u32::MAX);
                    }
                    *place += 1;
                }
            }
        }
        self.record_blocks = record_blocks;
    }

    /// The limit of each rule that was used.
    pub(crate) fn limits(&self) -> &BlockLimits {
        &self.limits
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The records of a block.
    pub(crate) fn members(&self, block: usize) -> &[u32] {
        run(&self.ends, &self.members, block)
    }

    /// The blocks of a record, in their order.
    fn of_record(&self, row: u32) -> &[u32] {
        run(&self.record_ends, &self.record_blocks, row as usize)
    }

    /// The first block that two records share.
    pub(crate) fn first_shared(&self, left: u32, right: u32) -> Option<u32> {
        let (mut left, mut right) = (self.of_record(left).iter(), self.of_record(right).iter());
        let (mut a, mut b) = (left.next()?, right.next()?);
        loop {
            match a.cmp(b) {
                std::cmp::Ordering::Equal => return Some(*a),
                std::cmp::Ordering::Less => a = left.next()?,
                std::cmp::Ordering::Greater => b = right.next()?,
            }
        }
    }

    /// Calls `visit` for every pair of a block that no earlier block has.
    pub(crate) fn pairs(&self, block: usize, visit: impl FnMut(u32, u32)) {
        self.pairs_where(block, |_, _| true, visit);
    }

    /// Calls `visit` for every such pair that is wanted.
    pub(crate) fn pairs_where(&self, block: usize, wanted: impl Fn(u32, u32) -> bool, mut visit: impl FnMut(u32, u32)) {
        let members = self.members(block);
        for (i, &left) in members.iter().enumerate() {
            for &right in members.iter().skip(i + 1) {
                if wanted(left, right)
                    && self.is_pair(left, right)
                    && self.first_shared(left, right).is_some_and(|first| first as usize == block)
                {
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

    /// The ledger, once it is known how many pairs each block gave.
    pub(crate) fn settle(&self, scored: impl Fn(usize) -> u64) -> Ledger {
        let mut ledger = self.ledger.clone();
        let mut start = 0;
        for (rule, &end) in ledger.rules.iter_mut().zip(&self.rule_ends) {
            rule.scored = (start..end).map(&scored).sum();
            rule.repeated = rule.candidates - rule.too_common - rule.scored;
            start = end;
        }
        ledger
    }
}

fn run<'a>(ends: &[usize], values: &'a [u32], at: usize) -> &'a [u32] {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    let end = ends.get(at).copied().unwrap_or_default();
    values.get(start..end).unwrap_or_default()
}

/// The keys of all records under a rule, with the records, in their order; and which records have a key of any rule.
fn keys_of(records: &Records, rule: BlockingRule, keyed: &mut [bool]) -> Vec<(u64, u32)> {
    if rule == BlockingRule::Everyone {
        return records.rows().zip(keyed).filter(|(_, keyed)| **keyed).map(|(row, _)| (0, row)).collect();
    }
    let mut pairs = Vec::new();
    let mut keys = Vec::new();
    for (row, keyed) in records.rows().zip(keyed) {
        keys.clear();
        rule_keys(records, row, rule, &mut keys);
        keys.sort_unstable();
        keys.dedup();
        pairs.extend(keys.iter().map(|&key| (key, row)));
        *keyed |= !keys.is_empty();
    }
    pairs.sort_unstable();
    pairs
}

/// The limit of each rule that fits a set of records.
pub(crate) fn plan(records: &Records) -> BlockLimits {
    let mut keyed = vec![false; records.len()];
    let limit = |rule| {
        let keys = keys_of(records, rule, &mut keyed);
        let sizes = keys.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len).filter(|&size| size > 1);
        plan::limit(rule, records.len(), sizes).map(|limit| (rule, limit))
    };
    BlockingRule::ALL.into_iter().filter_map(limit).collect()
}

fn pairs_of(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

/// A hash of a pair that does not depend on which is first.
pub(crate) fn hash_pair(left: u64, right: u64) -> u64 {
    mix(mix(1, left.min(right)), left.max(right))
}
