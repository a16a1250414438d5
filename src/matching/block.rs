//! Blocking: which pairs of records are worth comparing, and a ledger of those that were not.
//!
//! Records come in, [`Blocks`] of records that share a [`BlockingRule`]'s key go out. A block that is too large is
//! parted by further fields; of what is still too large only neighbors in the order of records are
//! compared, and the rest stands in the [`Ledger`]. A pair that stands in
//! several blocks belongs to the first of them. Cost: one sort of the keys for each rule.

mod keys;
mod ledger;
mod rule;

pub use ledger::{Ledger, RuleLedger};
pub use rule::BlockingRule;

use super::link_type::LinkType;
use super::records::Records;
use keys::{mix, refine, rule_keys};
use rule::Refinement;

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
    ledger: Ledger,
}

impl Blocks {
    /// Puts records into blocks.
    pub(crate) fn of(
        records: &Records,
        ranks: &[u32],
        link_type: LinkType,
        mut progress: impl FnMut(u64, u64),
    ) -> Self {
        let mut blocks = Self { sources: link_type.sources_apart(records), ..Self::default() };
        let mut keyed = vec![false; records.len()];
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        for (done, rule) in (0..).zip(BlockingRule::ALL) {
            progress(done, BlockingRule::ALL.len() as u64);
            pairs.clear();
            let mut keys = Vec::new();
            for row in records.rows() {
                keys.clear();
                rule_keys(records, row, rule, &mut keys);
                keys.sort_unstable();
                keys.dedup();
                pairs.extend(keys.iter().map(|&key| (key, row)));
                if let Some(keyed) = keyed.get_mut(row as usize) {
                    *keyed |= !keys.is_empty();
                }
            }
            if rule == BlockingRule::Everyone && pairs_of(records.len()) <= FEW {
                let keyed = records.rows().zip(&keyed).filter(|&(_, &keyed)| keyed);
                pairs.extend(keyed.map(|(row, _)| (0, row)));
            }
            pairs.sort_unstable();
            let mut ledger = RuleLedger { rule, blocks: 0, candidates: 0, scored: 0, repeated: 0, too_common: 0 };
            let keyed_blocks = || pairs.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1);
            let most = (rule.pairs_per_record() * records.len() as u64).max(FEWEST_PAIRS);
            let largest = match rule {
                BlockingRule::Everyone => records.len(),
                _ => largest(keyed_blocks().map(<[_]>::len), most),
            };
            for block in keyed_blocks() {
                let mut members: Vec<u32> = block.iter().map(|&(_, row)| row).collect();
                ledger.candidates += blocks.pairs_among(&members);
                blocks.add(records, ranks, &mut members, largest, rule.refinements(), &mut ledger);
            }
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
        largest: usize,
        parts: &[Refinement],
        ledger: &mut RuleLedger,
    ) {
        if members.len() < 2 {
        } else if members.len() <= largest {
            ledger.blocks += 1;
            self.members.extend_from_slice(members);
            self.ends.push(self.members.len());
        } else if let Some((part, rest)) = parts.split_first() {
            members.sort_by_cached_key(|&row| (refine(records, row, *part), row));
            let mut kept = 0;
            for group in members.chunk_by_mut(|&a, &b| refine(records, a, *part) == refine(records, b, *part)) {
                kept += self.pairs_among(group);
                self.add(records, ranks, group, largest, rest, ledger);
            }
            // `add` is given all pairs of each group and accounts for them; those between groups end here
            ledger.too_common += self.pairs_among(members) - kept;
        } else {
            // nothing tells these apart: each is compared with its neighbors in the order of records, and runs overlap in
            // one record, so that copies of one record still come together
            members.sort_unstable_by_key(|&row| ranks.get(row as usize));
            let mut kept = 0;
            let mut rest = &members[..];
            while rest.len() > 1 {
                let (run, _) = rest.split_at(rest.len().min(largest));
                kept += self.pairs_among(run);
                ledger.blocks += 1;
                self.members.extend_from_slice(run);
                self.ends.push(self.members.len());
                rest = rest.get(run.len() - 1..).unwrap_or_default();
            }
            ledger.too_common += self.pairs_among(members) - kept;
        }
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

/// How many pairs every rule may give, however few the records are: among few records blocks are large beside them.
const FEWEST_PAIRS: u64 = 20_000;

/// Up to so many pairs are all compared.
const FEW: u64 = 1_000_000;

/// The most records in a block whose pairs are all compared.
const LARGEST: usize = 64;

/// The least of such limits that a plan may come to.
const SMALLEST: usize = 8;

/// The most records that a block may have so that all blocks within this limit have at most so many pairs.
fn largest(sizes: impl Iterator<Item = usize>, most_pairs: u64) -> usize {
    let mut pairs = [0; LARGEST + 1];
    for size in sizes {
        if let Some(pairs) = pairs.get_mut(size) {
            *pairs += pairs_of(size);
        }
    }
    let mut sum = 0;
    let within = pairs.iter().take_while(|&&pairs| {
        sum += pairs;
        sum <= most_pairs
    });
    within.count().saturating_sub(1).max(SMALLEST)
}

fn pairs_of(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

/// A hash of a pair that does not depend on which is first.
pub(crate) fn hash_pair(left: u64, right: u64) -> u64 {
    mix(mix(1, left.min(right)), left.max(right))
}
