//! What became of columns and rows: everything that was not read as it stands is accounted for.

use std::collections::HashSet;
use std::hash::BuildHasher;

use contactkit::matching::Records;
use rustc_hash::FxBuildHasher;

use super::page::counted;
use super::reader::{DataSet, Trouble};

/// The files whose unknown columns are named, and the warnings on each header.
const SHOWN_FILES: usize = 4;
const SHOWN_WARNINGS: usize = 3;

/// Lines with their titles on columns that are not read and rows with trouble.
pub fn lines(data: &DataSet) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let unread = data.sources.iter().filter(|source| !source.plan.ignored.is_empty());
    for source in unread.take(SHOWN_FILES) {
        let ignored = &source.plan.ignored;
        let columns = counted(ignored.len() as u64, "column", "columns");
        lines.push(("not read", format!("{columns} of {}: {}", source.name, ignored.join(", "))));
    }
    for source in data.sources.iter().take(SHOWN_FILES) {
        for warning in source.plan.warnings.iter().take(SHOWN_WARNINGS) {
            lines.push(("warning", format!("{}: {warning}", source.name)));
        }
    }
    lines.extend(data.troubles.lines().map(|line| ("warning", line)));
    lines
}

/// Finds the rows whose id an earlier row has, in their order, and notes them as trouble.
pub fn doubled_ids(data: &mut DataSet, records: &Records) -> Vec<u32> {
    // A set of texts would take several times the memory of these pairs.
    let mut hashes: Vec<(u64, u32)> = rows(records).map(|row| (FxBuildHasher.hash_one(records.id(row)), row)).collect();
    hashes.sort_unstable();
    let mut doubled = Vec::new();
    for same_hash in hashes.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
        let mut seen = HashSet::new();
        doubled.extend(same_hash.iter().map(|(_, row)| *row).filter(|row| !seen.insert(records.id(*row))));
    }
    doubled.sort_unstable();
    for row in &doubled {
        let place = data.place(*row);
        data.troubles.note(Trouble::DoubledId, || place);
    }
    doubled
}

/// All rows, by number.
pub fn rows(records: &Records) -> impl Iterator<Item = u32> + use<> {
    0..u32::try_from(records.len()).unwrap_or(u32::MAX)
}
