//! Measures how well the records of a file are matched, beside the truth.
//!
//! `cargo run --release --example evaluate -- --help` tells what it reads and writes.

#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod mistakes;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod support;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use contactkit::contact::CountryCode;
use contactkit::matching::evaluate::{CalibrationStep, Evaluation, Quality, evaluate};
use contactkit::matching::{LinkType, Matcher, Records, Resolution};
use lexopt::prelude::*;

use crate::mistakes::Mistakes;
use crate::support::accounts;
use crate::support::failure::Failure;
use crate::support::page::{self, count};
use crate::support::reader::DataSet;
use crate::support::table;

const HELP: &str = "\
Measures how well the records of a file are matched, beside the truth.

usage: evaluate RECORDS.csv TRUTH.csv [--region XX] [--link | --one-to-one] [--json]

RECORDS.csv is read as the dedupe example reads it. TRUTH.csv has the columns id,entity_id: records with one
entity_id are of one person or organization. Each record must stand in it once, and no others.

  --region XX   the country of phone numbers in rows that name none, such as DE
  --link        records match only those of other sources, by the column source; only such pairs count
  --one-to-one  and each at most one of each other source
  --json        the measures as JSON, with the mistakes that hurt most and their reasons

Precision: which share of the pairs in one cluster belong together. Recall: which share of the pairs that
belong together are in one cluster. F1: their harmonic mean. B-cubed: the same, averaged over records instead
of pairs. Automatic lane: the pairs of those clusters that could be merged without a look. Exact clusters: the
same of clusters that are an entity, neither more nor less. Pairs completeness: which share of the pairs that
belong together was compared. Reduction ratio: which share of all possible pairs was not. Calibration error:
by how much the probabilities of the scored pairs differ from how often they are right, on average; the table
has both for the pairs of each step.

exit code: 0 done; 1 a file could not be read, or the two do not fit; 2 wrong arguments
";

#[derive(Debug)]
struct Arguments {
    records: PathBuf,
    truth: PathBuf,
    region: Option<CountryCode>,
    link_type: LinkType,
    as_json: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(text) => page::print(&text, "evaluate"),
        Err(failure) => failure.report("evaluate"),
    }
}

fn run() -> Result<String, Failure> {
    let Some(arguments) = read_arguments()? else { return Ok(HELP.to_owned()) };
    let mut data = DataSet::open(std::slice::from_ref(&arguments.records), arguments.region)?;
    let truth = read_truth(&arguments.truth)?;
    let mut records = Records::new();
    data.read(|_| (), |contact, (), _| _ = records.push(&contact))?;
    if let Some(row) = accounts::doubled_ids(&mut data, &records).first() {
        let id = records.id(*row);
        return Err(Failure::Job(format!("{}: the id {id} stands in an earlier row, too", data.place(*row))));
    }
    let entities = entities(&records, &truth, &arguments)?;

    let matcher = Matcher::new().link_type(arguments.link_type);
    let begun = Instant::now();
    let resolution = matcher.resolve(&records);
    let seconds = begun.elapsed().as_secs_f64();
    let evaluation = evaluate(&records, &resolution, &entities);
    let entity_count = entities.iter().max().map_or(0, |last| u64::from(*last) + 1);
    let mistakes = mistakes::find(&matcher, &records, &resolution, &entities);
    if arguments.as_json {
        return json(&records, entity_count, &resolution, &evaluation, &mistakes, seconds);
    }

    let mut lines = vec![
        format!(
            "{} records of {} entities, in {} clusters ({seconds:.2} s)",
            count(records.len() as u64),
            count(entity_count),
            count(resolution.clusters.len() as u64)
        ),
        String::new(),
        format!("{:15}{:>11}{:>12}{:>12}", "", "precision", "recall", "F1"),
        quality("pairs", &evaluation.pairs),
        quality("automatic lane", &evaluation.automatic),
        quality("B-cubed", &evaluation.b_cubed),
        quality("exact clusters", &evaluation.exact_clusters),
        String::new(),
        format!(
            "pairs completeness {:.4}   reduction ratio {:.6}   {:.2} pairs compared for each record",
            evaluation.pairs_completeness, evaluation.reduction_ratio, evaluation.pairs_per_record
        ),
        format!("calibration error  {:.4}", evaluation.calibration_error),
    ];
    lines.extend(calibration(&evaluation.calibration));
    lines.extend(accounts::lines(&data).into_iter().flat_map(|(title, text)| page::titled(title, &text)));
    lines.extend(mistakes::lines(&mistakes, &data)?);
    Ok(page::text(&lines))
}

fn quality(name: &str, quality: &Quality) -> String {
    format!("{name:15}{:>11.4}{:>12.4}{:>12.4}", quality.precision, quality.recall, quality.f1)
}

/// The scored pairs of each step: how probable they are, and how many of them match.
fn calibration(steps: &[CalibrationStep]) -> Vec<String> {
    let lines = steps.iter().filter(|step| step.pairs > 0).map(|step| {
        let share = step.matches as f64 / step.pairs as f64;
        format!("{:>12}{:>14.4}{share:>12.4}", count(step.pairs), step.probability)
    });
    let header = format!("{:>12}{:>14}{:>12}", "pairs", "probability", "matches");
    [String::new(), header].into_iter().chain(lines).collect()
}

fn json(
    records: &Records,
    entities: u64,
    resolution: &Resolution,
    evaluation: &Evaluation,
    mistakes: &[Mistakes; 2],
    seconds: f64,
) -> Result<String, Failure> {
    let quality = |quality: &Quality| serde_json::json!({"precision": quality.precision, "recall": quality.recall, "f1": quality.f1});
    let [false_matches, misses] = mistakes;
    let value = serde_json::json!({
        "records": records.len(),
        "entities": entities,
        "clusters": resolution.clusters.len(),
        "candidates": resolution.ledger.candidates(),
        "scored": resolution.ledger.scored(),
        "pairs": quality(&evaluation.pairs),
        "automatic": quality(&evaluation.automatic),
        "b_cubed": quality(&evaluation.b_cubed),
        "exact_clusters": quality(&evaluation.exact_clusters),
        "pairs_completeness": evaluation.pairs_completeness,
        "reduction_ratio": evaluation.reduction_ratio,
        "pairs_per_record": evaluation.pairs_per_record,
        "calibration_error": evaluation.calibration_error,
        "calibration": evaluation.calibration,
        "false_matches": false_matches,
        "misses": misses,
        "seconds": seconds,
    });
    match serde_json::to_string_pretty(&value) {
        Ok(text) => Ok(text + "\n"),
        Err(error) => Err(Failure::Job(error.to_string())),
    }
}

fn read_arguments() -> Result<Option<Arguments>, Failure> {
    let (mut files, mut region, mut link_type, mut as_json) = (Vec::new(), None, LinkType::default(), false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Long("json") => as_json = true,
            Long("link") => link_type = link_type.max(LinkType::LinkOnly),
            Long("one-to-one") => link_type = LinkType::OneToOne,
            Long("region") => region = Some(support::region(&parser.value()?)?),
            Value(file) => files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    let [records, truth] = <[PathBuf; 2]>::try_from(files).map_err(|files| {
        Failure::Arguments(format!("two files are needed, RECORDS.csv and TRUTH.csv; got {}", files.len()))
    })?;
    Ok(Some(Arguments { records, truth, region, link_type, as_json }))
}

/// Reads the entity of each id.
fn read_truth(path: &Path) -> Result<HashMap<String, String>, Failure> {
    let mut truth = HashMap::new();
    for (line, [id, entity]) in table::read(path, "a truth", ["id", "entity_id"], 2)? {
        if truth.contains_key(&id) {
            return Err(Failure::at(path, line, format_args!("{id} stands there twice")));
        }
        truth.insert(id, entity);
    }
    Ok(truth)
}

/// The number of the entity of each row.
fn entities(records: &Records, truth: &HashMap<String, String>, arguments: &Arguments) -> Result<Vec<u32>, Failure> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut entities = Vec::with_capacity(records.len());
    for row in accounts::rows(records) {
        let id = records.id(row);
        let Some(entity) = truth.get(id) else {
            return Err(Failure::file(&arguments.truth, format_args!("no entity for the record {id}")));
        };
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        entities.push(*numbers.entry(entity).or_insert(next));
    }
    let seen: HashSet<&str> = accounts::rows(records).map(|row| records.id(row)).collect();
    match truth.keys().filter(|id| !seen.contains(id.as_str())).min() {
        Some(id) => Err(Failure::file(&arguments.records, format_args!("no record {id}, which the truth names"))),
        None => Ok(entities),
    }
}
