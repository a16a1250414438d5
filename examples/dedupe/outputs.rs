//! The files that a run writes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use contactkit::matching::{Case, Reason, Records, Resolution};
use serde::Serialize;

use crate::names::ClusterNames;
use crate::support::accounts::rows;
use crate::support::failure::Failure;

/// Opens a file to be written.
pub fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    File::create(path).map(BufWriter::new).map_err(|error| Failure::of_system(path, &error))
}

/// Writes a table, and tells if that fails.
pub fn table(
    path: &Path,
    header: &[&str],
    rows: impl FnOnce(&mut csv::Writer<BufWriter<File>>) -> csv::Result<()>,
) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(create(path)?);
    let written = writer.write_record(header).and_then(|()| rows(&mut writer)).and_then(|()| Ok(writer.flush()?));
    written.map_err(|error| Failure::of_csv(path, error))
}

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

/// Writes clusters and possible matches in their lanes, with an empty decision for a person to fill in. Sources are told
/// where there are several.
pub fn lanes(
    path: &Path,
    records: &Records,
    resolution: &Resolution,
    cases: &[Case],
    names: &ClusterNames<'_>,
) -> Result<(), Failure> {
    let mut sources = rows(records).map(|row| records.source(row));
    let first = sources.next();
    let has_sources = sources.any(|source| Some(source) != first);
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
            let source = |row| if has_sources { records.source(row) } else { "" };
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

/// Writes a value as JSON that a person can read.
pub fn json(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer = create(path)?;
    let written = serde_json::to_writer_pretty(&mut writer, value);
    end(path, writer, written)
}

/// Writes a value as JSON in one line.
pub fn json_line(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer = create(path)?;
    let written = serde_json::to_writer(&mut writer, value);
    end(path, writer, written)
}

fn end(path: &Path, mut writer: BufWriter<File>, written: serde_json::Result<()>) -> Result<(), Failure> {
    written.map_err(|error| Failure::of_system(path, &error.into()))?;
    writer.write_all(b"\n").and_then(|()| writer.flush()).map_err(|error| Failure::of_system(path, &error))
}
