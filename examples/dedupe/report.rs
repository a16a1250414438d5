//! [`Report`]: the counts of a run, for machines.

use std::collections::BTreeMap;

use contactkit::matching::{Case, Decision, Relation, Resolution, RuleLedger, Training};
use serde::Serialize;

use crate::support::findings::Findings;
use crate::support::reader::DataSet;
use crate::support::source::Source;

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
    /// All pairs of records that may match.
    pub possible_pairs: u64,
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
    /// How the model was trained; nothing where it was given.
    pub training: Option<Training>,
    pub matches: u64,
    pub possible_matches: u64,
    /// All clusters, records that stand alone included.
    pub clusters: u64,
    pub clusters_of_several: u64,
    /// The records that could go if each cluster became one record.
    pub duplicates: u64,
    pub largest_cluster: u64,
    /// Clusters of several and possible matches by how safe they are to merge.
    pub lanes: BTreeMap<String, u64>,
    /// Relations by their kind, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relations: Option<BTreeMap<String, u64>>,
    /// Each stage and its seconds, and their total.
    pub seconds: BTreeMap<String, f64>,
    pub peak_memory_bytes: Option<u64>,
}

/// Counts relations by their kind.
pub fn by_kind(relations: &[Relation]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    relations.iter().for_each(|relation| *counts.entry(relation.kind.to_string()).or_default() += 1);
    counts
}

/// A file that was read.
#[derive(Debug, Serialize)]
pub struct FileReport {
    pub path: String,
    pub ignored_columns: Vec<String>,
    pub warnings: Vec<String>,
}

impl Report {
    /// Counts what was read and found; who is a person, the relations, the time and the memory are the caller's to add.
    pub fn new(data: &DataSet, findings: &Findings, resolution: &Resolution, cases: &[Case]) -> Self {
        let ledger = &resolution.ledger;
        let links = |decision| resolution.links.iter().filter(|link| link.decision == decision).count() as u64;
        let sizes = || resolution.clusters.iter().map(|members| members.len() as u64);
        let mut lanes = BTreeMap::new();
        cases.iter().for_each(|case| *lanes.entry(case.lane.to_string()).or_default() += 1);
        let totals = findings.tally.totals();
        let records = totals.contacts;
        Self {
            files: data.sources.iter().map(FileReport::new).collect(),
            records,
            people: records,
            organizations: 0,
            troubles: data.troubles.iter().map(|(trouble, rows, _)| (trouble.to_string(), rows)).collect(),
            records_with_findings: records - totals.clean,
            findings: findings.counts(),
            possible_pairs: ledger.possible_pairs,
            candidates: ledger.candidates(),
            scored: ledger.scored(),
            repeated: ledger.repeated(),
            skipped: BTreeMap::from([("too_common".to_owned(), ledger.too_common())]),
            rules: ledger.rules.clone(),
            records_without_key: ledger.records_without_key,
            training: resolution.training.clone(),
            matches: links(Decision::Match),
            possible_matches: links(Decision::PossibleMatch),
            clusters: resolution.clusters.len() as u64,
            clusters_of_several: sizes().filter(|size| *size > 1).count() as u64,
            duplicates: sizes().map(|size| size.saturating_sub(1)).sum(),
            largest_cluster: sizes().max().unwrap_or_default(),
            lanes,
            relations: None,
            seconds: BTreeMap::new(),
            peak_memory_bytes: None,
        }
    }
}

impl FileReport {
    fn new(source: &Source) -> Self {
        Self {
            path: source.path.display().to_string(),
            ignored_columns: source.plan.ignored.clone(),
            warnings: source.plan.warnings.clone(),
        }
    }
}
