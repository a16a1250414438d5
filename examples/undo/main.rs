//! Gives the files back that `dedupe --merged OUT.csv --log OUT.json` read, with later edits of the merged file.
//!
//! `cargo run --release --example undo -- --help` tells what it reads and writes.

#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod edited;
mod restored;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "programs use a part")]
mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use contactkit::merge::Snapshot;
use lexopt::prelude::*;

use crate::edited::{Edit, Edited};
use crate::restored::Restored;
use crate::support::failure::Failure;
use crate::support::files;
use crate::support::log::Entry;
use crate::support::page::{self, counted};

const HELP: &str = "\
Gives the files back that dedupe merged, with the edits that were made to the merged file since.

usage: undo MERGED.csv LOG.json --out OUT.csv [--edits EDITS.csv]

MERGED.csv and LOG.json are what `dedupe --merged MERGED.csv --log LOG.json` wrote; MERGED.csv may have been
edited. Every row of the input is written to OUT.csv byte for byte, columns that dedupe does not know
included. If several files were merged, OUT.csv is a folder, and each gets its own name in it.

An edited value goes to every cell of the input that had it, and to no other. Where no cell is certain, such
as a second phone number that was added to a line of several records, the edit is told, and nothing is changed.

  --out OUT.csv     the input again
  --edits EDITS.csv cluster_id,column,before,after,cells: every edit, and the cells that it went to

exit code: 0 done, all edits told; 1 a file could not be read or written, the log is damaged, or the two
do not belong together; 2 wrong arguments
";

/// The edits that are told on the page; all are in EDITS.csv.
const SHOWN_EDITS: usize = 20;

/// What the command line asks for.
struct Arguments {
    merged: PathBuf,
    log: PathBuf,
    out: PathBuf,
    edits: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(text) => page::print(&text, "undo"),
        Err(failure) => failure.report("undo"),
    }
}

fn run() -> Result<String, Failure> {
    let Some(arguments) = read_arguments()? else { return Ok(HELP.to_owned()) };
    files::check_folders([&arguments.out].into_iter().chain(&arguments.edits))?;
    let log: Snapshot<Entry> = files::read_json(&arguments.log, "a log of dedupe, or damaged")?;
    let mut restored = Restored::new(log.entries());
    let mut edited = Edited::read(&arguments.merged, log.entries())?;
    for edit in &mut edited.edits {
        restored.apply(edit);
    }
    let files = restored.write(&arguments.out)?;
    if let Some(path) = &arguments.edits {
        write_edits(path, &edited.edits)?;
    }
    Ok(summary(&arguments, &edited, &files))
}

fn read_arguments() -> Result<Option<Arguments>, Failure> {
    let (mut files, mut out, mut edits) = (Vec::new(), None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Value(file) => files.push(PathBuf::from(file)),
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("edits") => edits = Some(PathBuf::from(parser.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    let [merged, log] = <[PathBuf; 2]>::try_from(files)
        .map_err(|_| Failure::Arguments("two files are needed: MERGED.csv and LOG.json".to_owned()))?;
    let out = out.ok_or_else(|| Failure::Arguments("--out is missing".to_owned()))?;
    files::check([&merged, &log], [&out].into_iter().chain(&edits))?;
    Ok(Some(Arguments { merged, log, out, edits }))
}

fn write_edits(path: &Path, edits: &[Edit]) -> Result<(), Failure> {
    let write = || {
        let mut writer = csv::Writer::from_path(path)?;
        writer.write_record(["cluster_id", "column", "before", "after", "cells"])?;
        for Edit { cluster_id, column, before, after, places, .. } in edits {
            writer.write_record([cluster_id, column, before, after, &places.join("|")])?;
        }
        Ok::<_, csv::Error>(writer.flush()?)
    };
    write().map_err(|error| Failure::of_csv(path, error))
}

fn summary(arguments: &Arguments, edited: &Edited, files: &[(PathBuf, u64)]) -> String {
    let mut lines = Vec::new();
    for (path, rows) in files {
        lines.extend(page::titled("restored", &format!("{} in {}", counted(*rows, "row", "rows"), path.display())));
    }
    let (placed, open): (Vec<&Edit>, Vec<&Edit>) = edited.edits.iter().partition(|edit| !edit.places.is_empty());
    if !placed.is_empty() {
        let edits = counted(placed.len() as u64, "edit went", "edits went");
        lines.extend(page::titled("edited", &format!("{edits} back to where the value is from")));
    }
    for warning in &edited.warnings {
        lines.extend(page::titled("warning", warning));
    }
    if !open.is_empty() {
        let edits = counted(open.len() as u64, "edit is", "edits are");
        let from = arguments.merged.display();
        lines.extend(page::titled(
            "open",
            &format!("{edits} not in the restored rows, as no cell is certain; see {from}"),
        ));
    }
    for Edit { cluster_id, column, before, after, .. } in open.iter().take(SHOWN_EDITS) {
        lines.push(format!("  {cluster_id}, {column}: {before:?} became {after:?}"));
    }
    if open.len() > SHOWN_EDITS {
        lines.push("  …".to_owned());
    }
    page::text(&lines)
}
