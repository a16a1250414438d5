//! Tells how good the contacts of a file are, whether they got better, and who is to look at what.
//!
//! ```text
//! cargo run --release --example report -- contacts.csv --json today.json
//! ```
//!
//! `cargo run --release --example report -- --help` tells what it reads and writes.

#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod arguments;
mod page;
mod plan;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod support;

use std::path::PathBuf;
use std::process::ExitCode;

use contactkit::contact::PartialDate;
use contactkit::matching::{Matcher, Records};
use contactkit::report::{AuditPlan, AuditTask, Difference, HalfLives, Report, Staleness};
use contactkit::validate::{FieldKind, Severity};

use crate::arguments::Arguments;
use crate::page::Page;
use crate::support::columns::{Headers, Single};
use crate::support::failure::Failure;
use crate::support::reader::DataSet;
use crate::support::{accounts, files, findings};

/// The records that are read when none are named.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sample/contacts.csv");

/// The header of the day on which values were last known to be right, unless another is named.
const SEEN: &str = "last seen";

fn main() -> ExitCode {
    match run() {
        Ok(text) => support::page::print(&text, "report"),
        Err(failure) => failure.report("report"),
    }
}

/// Does the job, and gives what the person is to read.
fn run() -> Result<String, Failure> {
    let Some(mut arguments) = Arguments::read()? else { return Ok(arguments::HELP.to_owned()) };
    if arguments.files.is_empty() {
        arguments.files.push(PathBuf::from(SAMPLE));
    }
    files::check_writable(arguments.outputs())?;
    let before: Option<Report> =
        arguments.before.as_deref().map(|path| files::read_json(path, "a report")).transpose()?;
    let today = arguments.today.or_else(support::today).ok_or_else(|| Failure::Arguments("no --today".to_owned()))?;
    let staleness = staleness(&arguments, today)?;
    let validator = findings::validator(Some(today))?;
    let mut data = open(&arguments)?;

    let mut report = Report::new(staleness.clone());
    let mut page = Page::default();
    let mut records = Records::new();
    let mut tasks = Vec::new();
    data.read(
        |contact| validator.check(contact),
        |contact, mut findings, _| {
            report.add(&contact, &findings);
            page.examples.add(&contact, &findings);
            records.push(&contact);
            if !arguments.reviewers.is_empty() {
                findings.retain(|finding| finding.severity == Severity::Error);
                tasks.extend(AuditTask::of(&contact, &staleness, &findings));
            }
        },
    )?;
    accounts::doubled_ids(&mut data, &records);
    if !arguments.no_duplicates {
        report.set_duplicates(&records, &Matcher::new().resolve(&records).clusters);
    }

    page.read(&data);
    page.report(&report);
    if let Some(before) = before {
        page.difference(&Difference::between(&before, &report));
    }
    if !arguments.reviewers.is_empty() {
        let plan = AuditPlan::new(arguments.reviewers, tasks);
        page.plan(&plan, arguments.plan.is_some());
        if let Some(path) = &arguments.plan {
            plan::write(path, &plan)?;
        }
    }
    if let Some(path) = &arguments.json {
        files::json(path, &report)?;
    }
    Ok(page.text())
}

/// Opens the files, with the column of days.
fn open(arguments: &Arguments) -> Result<DataSet, Failure> {
    let headers = Headers::new().with_seen(arguments.seen.as_deref().unwrap_or(SEEN));
    let data = DataSet::open_with(&headers, &arguments.files, arguments.region)?;
    let is_missing = || !data.sources.iter().any(|source| source.plan.has(Single::Seen));
    match arguments.seen.as_deref().filter(|_| is_missing()) {
        Some(column) => Err(Failure::Arguments(format!("--seen {column}: no file has this column"))),
        None => Ok(data),
    }
}

fn staleness(arguments: &Arguments, today: PartialDate) -> Result<Staleness, Failure> {
    let mut half_lives = HalfLives::default();
    for (name, days) in &arguments.half_lives {
        let field: FieldKind = serde_json::from_value(name.as_str().into()).map_err(|_| {
            Failure::Arguments(format!("--half-life {name}={days}: no field; emails and phones are some"))
        })?;
        half_lives = half_lives.with(field, *days);
    }
    Staleness::new(today, half_lives).map_err(|error| Failure::Arguments(error.to_string()))
}
