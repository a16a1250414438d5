//! The files that a run writes.

use std::path::Path;

use contactkit::matching::{Case, Reason, Records, Relation, Resolution};

use crate::names::ClusterNames;
use crate::support::accounts::rows;
use crate::support::failure::Failure;
use crate::support::files::table;

/// Writes `id,cluster_id`, one line for every record in the order in which they were read.
pub fn clusters(
    path: &Path,
    records: &Records,
    resolution: &Resolution,
    names: &ClusterNames<'_>,
) -> Result<(), Failure> {
    table(path, &["id", "cluster_id"], |writer| {
        for row in rows(records) {
            writer.write_record([records.id(row), &names.of(resolution.clusters.of(row))])?;
        }
        Ok(())
    })
}

/// Writes every scored pair that is not a clear non-match.
pub fn pairs(path: &Path, records: &Records, resolution: &Resolution) -> Result<(), Failure> {
    table(path, &["left_id", "right_id", "match_weight", "match_probability", "decision"], |writer| {
        for link in &resolution.links {
            writer.write_record([
                records.id(link.left),
                records.id(link.right),
                &link.weight.to_string(),
                &link.probability.to_string(),
                &link.decision.to_string(),
            ])?;
        }
        Ok(())
    })
}

/// Writes clusters and possible matches in their lanes, with an empty decision for a person to fill in.
pub fn lanes(
    path: &Path,
    records: &Records,
    resolution: &Resolution,
    cases: &[Case],
    names: &ClusterNames<'_>,
) -> Result<(), Failure> {
    let source = sources(records);
    let header = [
        "lane",
        "left_id",
        "right_id",
        "left_source",
        "right_source",
        "cluster_id",
        "records",
        "worth",
        "reasons",
        "decision",
    ];
    table(path, &header, |writer| {
        for case in cases {
            let (left, right) = case.pair;
            let size = case.cluster.map_or(2, |cluster| resolution.clusters.members(cluster).len());
            let reasons: Vec<String> = case.reasons.iter().map(Reason::to_string).collect();
            writer.write_record([
                case.lane.to_string().as_str(),
                records.id(left),
                records.id(right),
                source(left),
                source(right),
                &case.cluster.map(|cluster| names.of(cluster)).unwrap_or_default(),
                &size.to_string(),
                &format!("{:.3}", case.worth),
                &reasons.join("; "),
                "",
            ])?;
        }
        Ok(())
    })
}

/// Writes the pairs that share much and are not one.
pub fn relations(path: &Path, records: &Records, relations: &[Relation]) -> Result<(), Failure> {
    let source = sources(records);
    let header = ["left_id", "right_id", "left_source", "right_source", "relation", "weight", "reasons"];
    table(path, &header, |writer| {
        for relation in relations {
            let &Relation { left, right, kind, weight, ref evidence, .. } = relation;
            let reasons: Vec<String> =
                evidence.iter().map(|shared| format!("{} {}", shared.comparison, shared.level)).collect();
            writer.write_record([
                records.id(left),
                records.id(right),
                source(left),
                source(right),
                &kind.to_string(),
                &weight.to_string(),
                &reasons.join("; "),
            ])?;
        }
        Ok(())
    })
}

/// Tells the sources of records, where there are several.
fn sources<'r>(records: &'r Records) -> impl Fn(u32) -> &'r str {
    let mut sources = rows(records).map(|row| records.source(row));
    let first = sources.next();
    let has_several = sources.any(|source| Some(source) != first);
    move |row| if has_several { records.source(row) } else { "" }
}
