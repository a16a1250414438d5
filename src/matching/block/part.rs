//! Parting a group of records that is too large to be compared whole.

use super::super::records::Records;
use super::keys::refine;
use super::lists::Lists;
use super::rule::{BlockingRule, Refinement};
use super::runs::runs;

/// What groups are parted by.
pub(super) struct Parting<'a> {
    pub(super) records: &'a Records,
    pub(super) ranks: &'a [u32],
    /// The most records of a block.
    pub(super) limit: u32,
}

impl Parting<'_> {
    /// The blocks of some groups.
    pub(super) fn blocks(&self, rule: BlockingRule, groups: &Lists<u32>) -> Lists<u32> {
        let mut blocks = Lists::default();
        for group in groups.iter() {
            if group.len() <= self.limit as usize {
                blocks.push(group.iter().copied());
            } else {
                let mut members: Vec<u64> = group.iter().map(|&row| row.into()).collect();
                self.part(&mut members, rule.refinements(), &mut blocks);
            }
        }
        blocks
    }

    /// Parts records by one field after the other, as long as they are too many. What nothing parts is compared in runs.
    fn part(&self, members: &mut [u64], fields: &[Refinement], blocks: &mut Lists<u32>) {
        if members.len() <= self.limit as usize {
            if members.len() > 1 {
                blocks.push(members.iter().map(|&member| row(member)));
            }
        } else if let Some((&field, rest)) = fields.split_first() {
            sort_by(members, |row| refine(self.records, row, field));
            for group in members.chunk_by_mut(|a, b| *a >> 32 == *b >> 32) {
                self.part(group, rest, blocks);
            }
        } else {
            sort_by(members, |row| self.ranks.get(row as usize).copied().unwrap_or_default());
            let members: Vec<u32> = members.iter().map(|&member| row(member)).collect();
            runs(self.records, &members, self.limit).for_each(|run| blocks.push(run.iter().copied()));
        }
    }
}

/// Sorts rows by a number that they have, which is then in front of each.
fn sort_by(members: &mut [u64], of: impl Fn(u32) -> u32) {
    for member in &mut *members {
        let row = row(*member);
        *member = u64::from(of(row)) << 32 | u64::from(row);
    }
    members.sort_unstable();
}

fn row(member: u64) -> u32 {
    (member & 0xffff_ffff) as u32
}
