//! The blocks of an [`Index`](super::Index), kept up while records come and go.
//!
//! What is in a block follows from the records and the model's limits alone, as in
//! [`Blocks`](crate::matching::block::Blocks): the rows that share a key are a block if they are no more than the limit;
//! else they are parted by a further field, and each part is asked again; what no field parts is compared in runs.

use super::super::block::{BlockLimits, BlockingRule, Refinement, is_cut, part_key, refine, rule_keys, runs};
use super::super::records::Records;
use rustc_hash::FxHashMap;

/// The blocks of an index.
#[derive(Debug, Clone, Default)]
pub(crate) struct LiveBlocks {
    limits: BlockLimits,
    /// The rows of a key, or of a part of the rows of a key. Those that no field parts any more are in the order of
    /// records.
    members: FxHashMap<u64, Members>,
}

/// The rows of a key: most keys have one.
#[derive(Debug, Clone)]
enum Members {
    One(u32),
    #[allow(clippy::box_collection, reason = "there are many keys of one row, which need no more room than a number")]
    Several(Box<Vec<u32>>),
}

impl Members {
    fn rows(&self) -> &[u32] {
        match self {
            Self::One(row) => std::slice::from_ref(row),
            Self::Several(rows) => rows,
        }
    }

    fn insert(&mut self, at: usize, row: u32) {
        match self {
            Self::One(other) => {
                let rows = if at == 0 { vec![row, *other] } else { vec![*other, row] };
                *self = Self::Several(Box::new(rows));
            }
            Self::Several(rows) => rows.insert(at.min(rows.len()), row),
        }
    }
}

/// The rows for which a change has consequences beyond the record that came or went.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Groups of rows of which some pairs may be candidates no longer.
    pub(crate) parted: Vec<Vec<u32>>,
    /// Groups of rows of which some pairs may have become candidates.
    pub(crate) joined: Vec<Vec<u32>>,
}

impl Changes {
    /// Notes that the runs around a row may have other ends.
    fn runs(&mut self, records: &Records, rows: &[u32], row: u32, place: Place) {
        if place.rule != BlockingRule::Everyone {
            let stretch = stretch_around(records, rows, row, place.limit);
            self.parted.push(stretch.clone());
            self.joined.push(stretch);
        }
    }
}

/// A key of a row, and what may part its rows.
#[derive(Clone, Copy)]
struct Place {
    rule: BlockingRule,
    key: u64,
    limit: u32,
    parts: &'static [Refinement],
}

impl Place {
    /// The place of a row in the parts of this one; nothing if no field parts it any more.
    fn part(self, records: &Records, row: u32) -> Option<Self> {
        let (part, parts) = self.parts.split_first()?;
        Some(Self { key: part_key(self.key, refine(records, row, *part).into()), parts, ..self })
    }
}

impl LiveBlocks {
    pub(crate) fn new(limits: BlockLimits) -> Self {
        Self { limits, members: FxHashMap::default() }
    }

    /// How many keys have rows.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// The places of a row under all rules.
    fn places(&self, records: &Records, row: u32) -> Vec<Place> {
        let mut places = Vec::with_capacity(32);
        let mut keys = Vec::new();
        for (&rule, &limit) in &self.limits {
            keys.clear();
            if rule == BlockingRule::Everyone {
                keys.extend((!places.is_empty()).then_some(0));
            } else {
                rule_keys(records, row, rule, &mut keys);
                keys.sort_unstable();
                keys.dedup();
            }
            // keys are told apart inside a rule only
            let place = |&key: &u64| Place { rule, key: part_key(key, rule as u64), limit, parts: rule.refinements() };
            places.extend(keys.iter().map(place));
        }
        places
    }

    fn rows(&self, place: Place) -> &[u32] {
        self.members.get(&place.key).map_or(&[], Members::rows)
    }

    /// Puts a row into its blocks.
    pub(crate) fn insert(&mut self, records: &Records, row: u32) -> Changes {
        let mut changes = Changes::default();
        for place in self.places(records, row) {
            self.insert_at(records, row, place, &mut changes);
        }
        changes
    }

    fn insert_at(&mut self, records: &Records, row: u32, place: Place, changes: &mut Changes) {
        let mut next = Some(place);
        while let Some(place) = next {
            let rows = self.rows(place);
            let at = match place.parts {
                [] => rows.partition_point(|&other| records.order(other, row).is_lt()),
                _ => rows.len(),
            };
            let before = (rows.len() == place.limit as usize).then(|| rows.to_vec());
            let is_parted = rows.len() >= place.limit as usize;
            match self.members.get_mut(&place.key) {
                Some(members) => members.insert(at, row),
                None => drop(self.members.insert(place.key, Members::One(row))),
            }
            if let Some(before) = before {
                // the block has become too large
                for &other in &before {
                    if let Some(part) = place.part(records, other) {
                        self.insert_at(records, other, part, changes);
                    }
                }
                changes.parted.push(before);
            } else if is_parted && place.parts.is_empty() {
                changes.runs(records, self.rows(place), row, place);
            }
            next = place.part(records, row).filter(|_| is_parted);
        }
    }

    /// Takes a row out of its blocks.
    pub(crate) fn remove(&mut self, records: &Records, row: u32) -> Changes {
        let mut changes = Changes::default();
        for place in self.places(records, row) {
            self.remove_at(records, row, place, &mut changes);
        }
        changes
    }

    fn remove_at(&mut self, records: &Records, row: u32, place: Place, changes: &mut Changes) {
        let mut next = Some(place);
        while let Some(place) = next {
            let is_parted = self.rows(place).len() > place.limit as usize;
            if is_parted && place.parts.is_empty() {
                changes.runs(records, self.rows(place), row, place);
            }
            next = place.part(records, row).filter(|_| is_parted);
            match self.members.get_mut(&place.key) {
                Some(Members::Several(rows)) => rows.retain(|&other| other != row),
                _ => drop(self.members.remove(&place.key)),
            }
            let rows = self.rows(place);
            if is_parted && rows.len() == place.limit as usize {
                // it is no longer too large: its parts are not needed
                let rows = rows.to_vec();
                for &other in &rows {
                    if let Some(part) = place.part(records, other) {
                        self.remove_at(records, other, part, &mut Changes::default());
                    }
                }
                changes.joined.push(rows);
            } else if rows.is_empty() {
                self.members.remove(&place.key);
            }
        }
    }

    /// The rows that share a block with a row, each once; the row itself may be in its blocks or not.
    pub(crate) fn mates(&self, records: &Records, row: u32, is_in: bool) -> Vec<u32> {
        let mut mates = Vec::new();
        for place in self.places(records, row) {
            self.mates_at(records, row, is_in, place, &mut mates);
        }
        mates.sort_unstable();
        mates.dedup();
        mates
    }

    fn mates_at(&self, records: &Records, row: u32, is_in: bool, mut place: Place, mates: &mut Vec<u32>) {
        loop {
            let rows = self.rows(place);
            let others = rows.iter().copied().filter(|&other| other != row);
            if rows.len() + usize::from(!is_in) <= place.limit as usize {
                return mates.extend(others);
            }
            match place.part(records, row) {
                // its rows are in its parts, unless it becomes too large by this row only
                Some(part) if rows.len() > place.limit as usize => place = part,
                Some(_) => return mates.extend(parted(records, others.collect(), row, place)),
                None if place.rule == BlockingRule::Everyone => return,
                None => return mates.extend(with_row(records, rows, row, place.limit)),
            }
        }
    }
}

/// Of rows whose block is too large by one row more, those that would be with it.
fn parted(records: &Records, mut rows: Vec<u32>, row: u32, mut place: Place) -> Vec<u32> {
    while rows.len() >= place.limit as usize {
        let Some((&part, parts)) = place.parts.split_first() else {
            rows.sort_unstable_by(|&a, &b| records.order(a, b));
            return with_row(records, &rows, row, place.limit);
        };
        let own = refine(records, row, part);
        rows.retain(|&other| refine(records, other, part) == own);
        place.parts = parts;
    }
    rows
}

/// The rows that are in a run with a row, of rows in order, of which it may be one.
fn with_row(records: &Records, rows: &[u32], row: u32, limit: u32) -> Vec<u32> {
    let stretch = stretch_around(records, rows, row, limit);
    let runs = runs(records, &stretch, limit).filter(|run| run.contains(&row));
    runs.flatten().copied().filter(|&other| other != row).collect()
}

/// From the cut before a row to the cut after it, both included, of rows in order, of which it may be one.
fn stretch_around(records: &Records, rows: &[u32], row: u32, limit: u32) -> Vec<u32> {
    let at = rows.partition_point(|&other| records.order(other, row).is_lt());
    let (before, after) = rows.split_at_checked(at).unwrap_or_default();
    let after = after.strip_prefix(&[row]).unwrap_or(after);
    let is_cut = |&other: &u32| is_cut(records, other, limit);
    let start = before.iter().rposition(is_cut).unwrap_or(0);
    let end = after.iter().position(is_cut).map_or(after.len(), |cut| cut + 1);
    before.iter().skip(start).chain([&row]).chain(after.iter().take(end)).copied().collect()
}
