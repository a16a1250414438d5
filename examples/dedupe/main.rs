//! Finds the records of contact files that are of one person or one organization.
//!
//! `cargo run --release --example dedupe -- --help` tells what it reads and writes.

#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod arguments;
mod decisions;
mod interest;
mod merged;
mod names;
mod origins;
mod outputs;
mod progress;
mod report;
mod summary;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod support;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use contactkit::contact::ContactKind;
use contactkit::error::ErrorKind;
use contactkit::matching::{Matcher, Records};
use contactkit::merge::Snapshot;

use crate::arguments::{Arguments, MEGABYTE};
use crate::decisions::Decisions;
use crate::names::ClusterNames;
use crate::progress::Clock;
use crate::report::Report;
use crate::summary::Summary;
use crate::support::accounts;
use crate::support::failure::Failure;
use crate::support::files;
use crate::support::findings::{self, Findings};
use crate::support::page;
use crate::support::reader::DataSet;

/// The records that are read when none are named.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sample/contacts.csv");

/// The relations of each kind that are written of one record.
const MOST_RELATIONS: usize = 10;

/// Contacts are many small texts: with this allocator the whole program takes a fifth less processor time. It does not ask
/// for huge pages (`no_thp`), which would be cleared in full for a few texts each time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run() {
        Ok(text) => page::print(&text, "dedupe"),
        Err(failure) => failure.report("dedupe"),
    }
}

/// Does the job, and gives what the person is to read.
fn run() -> Result<String, Failure> {
    let Some(mut arguments) = Arguments::read()? else { return Ok(arguments::HELP.to_owned()) };
    if arguments.files.is_empty() {
        arguments.files.push(PathBuf::from(SAMPLE));
    }
    files::check_writable(arguments.outputs())?;
    use_threads(&arguments)?;
    let matcher = match &arguments.model {
        Some(path) => Matcher::with_model(files::read_json(path, "a model")?),
        None => Matcher::new(),
    };
    let mut decisions = arguments.decisions.as_deref().map(Decisions::read).transpose()?;
    let judgments = decisions.as_mut().map(|decisions| std::mem::take(&mut decisions.judgments)).unwrap_or_default();
    let matcher = matcher.link_type(arguments.link_type).judgments(judgments);
    let mut data = DataSet::open(&arguments.files, arguments.region)?;
    if arguments.merged.is_some() {
        // Better to hear before the work than after it that a pipe cannot be read twice.
        data.again()?;
    }
    let mut clock = Clock::start();

    let size = data.sources.iter().map(|source| source.size).sum();
    clock.tick("read", 0, size);
    let mut records = Records::new();
    let mut organizations: u64 = 0;
    let mut findings = Findings::default();
    let validator = findings::validator(support::today())?;
    data.read(
        |contact| validator.check(contact),
        |contact, found, bytes| {
            findings.add(&contact, &found);
            organizations += u64::from(contact.kind == ContactKind::Organization);
            records.push(&contact);
            if records.len().is_multiple_of(10_000) {
                clock.tick("read", bytes, size);
            }
        },
    )?;
    records.shrink_to_fit();
    let doubled = accounts::doubled_ids(&mut data, &records);
    if let Some(most) = arguments.memory {
        check_memory(&matcher, &records, most)?;
    }

    let resolved = matcher.resolve_with(&records, &mut |progress| {
        clock.tick(&progress.stage.to_string(), progress.done, progress.total);
        ControlFlow::Continue(())
    });
    let Some(resolution) = resolved else { return Err(Failure::Job("broken off".to_owned())) };
    if resolution.ledger.possible_pairs == 0 && records.len() > 1 {
        return Err(Failure::Job("all records are of one source, so there is nothing to link".to_owned()));
    }
    clock.tick("lanes", 0, 1);
    let cases = resolution.lanes(&records);
    let relations = arguments.relations.as_ref().map(|_| {
        clock.tick("relations", 0, 1);
        resolution.relations(&records, MOST_RELATIONS)
    });
    clock.tick("write", 0, 1);
    let names = ClusterNames::new(&records, &resolution.clusters, &doubled, &data);
    if let Some(path) = &arguments.clusters {
        outputs::clusters(path, &records, &resolution, &names)?;
    }
    if let Some(path) = &arguments.pairs {
        outputs::pairs(path, &records, &resolution)?;
    }
    if let Some(path) = &arguments.lanes {
        outputs::lanes(path, &records, &resolution, &cases, &names)?;
    }
    if let Some((path, relations)) = arguments.relations.as_ref().zip(relations.as_ref()) {
        outputs::relations(path, &records, relations)?;
    }
    if let Some(path) = &arguments.merged {
        let total = records.len() as u64;
        let keep_log = arguments.log.is_some();
        let progress = |done| clock.tick("write", done, total);
        let log = merged::write(path, &data, &records, &resolution, &names, keep_log, progress)?;
        if let Some(path) = &arguments.log {
            files::json_line(path, &Snapshot::from_iter(log))?;
        }
    }
    if let Some(path) = &arguments.save_model {
        files::json(path, &resolution.model)?;
    }

    let seconds = clock.stop();
    let mut report = Report::new(&data, &findings, &resolution, &cases);
    report.people -= organizations;
    report.organizations = organizations;
    report.relations = relations.as_deref().map(report::by_kind);
    report.seconds = clock.stages.iter().cloned().chain([("total".to_owned(), seconds)]).collect();
    report.peak_memory_bytes = progress::peak_memory();
    if let Some(path) = &arguments.report {
        files::json(path, &report)?;
    }

    let mut summary = Summary::default();
    summary.read(&report, &data);
    summary.findings(&report, &findings);
    summary.found(&report);
    for (number, line) in decisions.iter().flat_map(|decisions| decisions.lines(&records, &resolution)).enumerate() {
        summary.line(if number == 0 { "decisions" } else { "" }, line);
    }
    summary.cost(&clock.stages, seconds, report.peak_memory_bytes);
    summary.clusters(&matcher, &resolution, &names, &data)?;
    Ok(summary.text())
}

/// Refuses what would need more than so many bytes, and says how much that is.
fn check_memory(matcher: &Matcher, records: &Records, most: usize) -> Result<(), Failure> {
    // what the process holds besides the records is not the library's to know
    let held = progress::memory().and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or_default();
    let other = held.saturating_sub(records.memory());
    matcher.check_memory(records, most.saturating_sub(other)).map_err(|error| match error.kind() {
        ErrorKind::Limit { given, .. } => {
            let least = (given + other as u64).div_ceil(MEGABYTE as u64);
            let records = page::counted(records.len() as u64, "record", "records");
            Failure::Job(format!("--memory {}: matching {records} may need {least} MB", most / MEGABYTE))
        }
        _ => Failure::Job(error.to_string()),
    })
}

#[cfg(feature = "parallel")]
fn use_threads(arguments: &Arguments) -> Result<(), Failure> {
    let Some(threads) = arguments.threads else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    pool.map_err(|error| Failure::Job(format!("--threads {threads}: {error}")))
}

#[cfg(not(feature = "parallel"))]
fn use_threads(arguments: &Arguments) -> Result<(), Failure> {
    match arguments.threads.map(std::num::NonZeroUsize::get) {
        None | Some(1) => Ok(()),
        Some(threads) => Err(Failure::Arguments(format!("--threads {threads}: built without the feature 'parallel'"))),
    }
}
