//! [`Report`]: the counts of a run, for machines.

use std::collections::BTreeMap;

use contactkit::matching::{Decision, Resolution, RuleLedger};
use serde::Serialize;

/// The counts of a run, for machines.
#[derive(Debug, Serialize)]
pub struct Report {
    pub files: Vec<FileReport>,
    pub records: u64,
    pub people: u64,
    pub organizations: u64,
    /// Rows that were read in spite of trouble, by what it was.
    pub troubles: BTreeMap<String, u64>,
    /// Records with at least one finding, and the findings by the code of their rule.
    pub records_with_findings: u64,
    pub findings: BTreeMap<String, u64>,
    pub candidates: u64,
    pub scored: u64,
    /// Candidate pairs that another blocking rule had given already.
    pub repeated: u64,
    /// Candidate pairs that were not compared, by reason; candidates = scored + repeated + skipped.
    pub skipped: BTreeMap<String, u64>,
    /// The account of each blocking rule.
    pub rules: Vec<RuleLedger>,
    /// Records that no rule has a key for; they were compared with nobody.
    pub records_without_key: u64,
    pub matches: u64,
    pub possible_matches: u64,
    /// All clusters, records that stand alone included.
    pub clusters: u64,
    /// The records that could go if each cluster became one record.
    pub duplicates: u64,
    pub largest_cluster: u64,
    /// Each stage and its seconds, and their total.
    pub seconds: BTreeMap<String, f64>,
    pub peak_memory_bytes: Option<u64>,
}

/// A file that was read.
#[derive(Debug, Serialize)]
pub struct FileReport {
    pub path: String,
    pub ignored_columns: Vec<String>,
    pub warnings: Vec<String>,
}

/// The counts of links and clusters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    pub matches: u64,
    pub possible_matches: u64,
    pub clusters: u64,
    pub duplicates: u64,
    pub groups: u64,
    pub largest: u64,
}

impl Outcome {
    pub fn of(resolution: &Resolution) -> Self {
        let links = |decision| resolution.links.iter().filter(|link| link.decision == decision).count() as u64;
        let mut outcome = Self {
            matches: links(Decision::Match),
            possible_matches: links(Decision::PossibleMatch),
            clusters: resolution.clusters.len() as u64,
            ..Self::default()
        };
        for members in resolution.clusters.iter() {
            let size = members.len() as u64;
            outcome.duplicates += size.saturating_sub(1);
            outcome.groups += u64::from(size > 1);
            outcome.largest = outcome.largest.max(size);
        }
        outcome
    }
}
