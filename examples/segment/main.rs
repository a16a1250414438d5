//! Finds the contacts of a file that meet a condition.
//!
//! ```text
//! cargo run --release --example segment -- contacts.csv 'country = "FI" and age >= 18' > adults.csv
//! ```
//!
//! `cargo run --release --example segment -- --help` tells what it reads and writes.

#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod extra;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use contactkit::contact::{Contact, CountryCode, Money, PartialDate, Schema};
use contactkit::history::{Event, EventKind, Events};
use contactkit::segment::{Book, Condition, Filter, SegmentError, fields};
use csv::ByteRecord;
use lexopt::prelude::*;

use extra::Extra;
use support::columns::{Headers, Single};
use support::failure::Failure;
use support::source::Source;
use support::{page, row};

const HELP: &str = "\
Finds the contacts of a file that meet a condition, and writes their rows to stdout.

usage: segment FILE.csv CONDITION [options]

  segment contacts.csv 'country = \"FI\" and (tag in [\"vip\", \"press\"] or age >= 65)'

options:
  --today YYYY-MM-DD    the day for ages, periods and `today`; the computer's (UTC) unless given
  --schema SCHEMA.json  the types of your own columns; else each has the narrowest type that fits its values
  --events EVENTS.csv   the columns contact,date,kind and perhaps amount,currency,direction,about
  --employers           links people to the organizations of the file by the names of their employers
  --explain ID          tells why the contact with this id is in or out, instead of writing rows
  --fields              lists the fields that a condition can ask for, and ends
  --region XX           the country of phone numbers in rows that name none, such as DE
  --help                this text

Columns are recognized as by `dedupe`. A column `tags` has tags with ; or , between them, and each other column is
a field of your own: `custom.industry = \"steel\"`. What was found is told on stderr.

exit code: 0 done; 1 a file could not be read; 2 wrong arguments, such as a wrong condition
";

/// What the command line asks for.
#[derive(Debug, Default)]
struct Arguments {
    file: PathBuf,
    condition: String,
    today: Option<PartialDate>,
    schema: Option<PathBuf>,
    events: Option<PathBuf>,
    employers: bool,
    explain: Option<String>,
    fields: bool,
    region: Option<CountryCode>,
}

impl Arguments {
    /// Reads the command line; nothing if it asks for help.
    fn read() -> Result<Option<Self>, Failure> {
        let wrong = |error: lexopt::Error| Failure::Arguments(error.to_string());
        let mut arguments = Self::default();
        let mut values = Vec::new();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next().map_err(wrong)? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("employers") => arguments.employers = true,
                Long("fields") => arguments.fields = true,
                Long("today") => arguments.today = Some(support::day(&parser.value().map_err(wrong)?)?),
                Long("schema") => arguments.schema = Some(parser.value().map_err(wrong)?.into()),
                Long("events") => arguments.events = Some(parser.value().map_err(wrong)?.into()),
                Long("explain") => {
                    arguments.explain = Some(parser.value().map_err(wrong)?.to_string_lossy().into_owned());
                }
                Long("region") => arguments.region = Some(support::region(&parser.value().map_err(wrong)?)?),
                Value(value) => values.push(value),
                other => return Err(wrong(other.unexpected())),
            }
        }
        let mut values = values.into_iter();
        let Some(file) = values.next() else { return Err(Failure::Arguments("no file".to_owned())) };
        arguments.file = file.into();
        match values.next() {
            Some(condition) => arguments.condition = condition.to_string_lossy().into_owned(),
            None if arguments.fields => {}
            None => return Err(Failure::Arguments("no condition".to_owned())),
        }
        match values.next() {
            Some(more) => Err(Failure::Arguments(format!("{}: one condition only, in quotes", more.display()))),
            None => Ok(Some(arguments)),
        }
    }
}

/// A file of contacts, held whole.
struct Contacts {
    header: Vec<String>,
    rows: Vec<ByteRecord>,
    contacts: Vec<Contact>,
    schema: Schema,
}

fn main() -> ExitCode {
    match run() {
        Ok(text) => page::print(&text, "segment"),
        Err(failure) => failure.report("segment"),
    }
}

/// Does the job, and gives what stdout is to get.
fn run() -> Result<String, Failure> {
    let Some(arguments) = Arguments::read()? else { return Ok(HELP.to_owned()) };
    let data = read_contacts(&arguments)?;
    if arguments.fields {
        let lines = fields(&data.schema).into_iter().map(|(name, kind)| format!("{name:20} {kind}\n"));
        return Ok(lines.collect::<Vec<_>>().concat());
    }
    let condition = Condition::read(&arguments.condition, &data.schema).map_err(|error| wrong_condition(&error))?;
    let today = arguments.today.or_else(support::today).ok_or_else(|| Failure::Arguments("no --today".to_owned()))?;
    let filter = Filter::new(&condition, &data.schema, today).map_err(|error| wrong_condition(&error))?;
    let events = arguments.events.as_deref().map(read_events).transpose()?;
    let mut book = Book::new(&data.contacts);
    if let Some(events) = &events {
        book = book.with_events(events);
    }
    if arguments.employers {
        book = book.with_employers();
    }
    if let Some(id) = &arguments.explain {
        let row = data.contacts.iter().position(|contact| contact.id == *id);
        let why = row.and_then(|row| filter.explain_in(&book, row));
        return why.map(|why| format!("{why}\n")).ok_or_else(|| Failure::Job(format!("no contact has the id {id}")));
    }
    if let Some(why) = filter.never() {
        tell(&format!("no contact can ever meet this: {}", why.join("; ")));
    }
    let rows = filter.rows(&book);
    tell(&format!("{} of {} contacts", page::count(rows.len() as u64), page::count(data.contacts.len() as u64)));
    write_rows(&data, &rows)
}

fn read_contacts(arguments: &Arguments) -> Result<Contacts, Failure> {
    let mut source = Source::open(&arguments.file, &Headers::new())?;
    let mut rows = Vec::new();
    let mut reader = source.rows()?;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| source.failure(error))? {
        rows.push(record.clone());
    }
    let schema = arguments.schema.as_deref().map(read_schema).transpose()?.unwrap_or_default();
    let header = header(&source)?;
    let extra = Extra::of(&header, &source.plan);
    let schema = extra.schema(&rows, schema);
    let has_ids = source.plan.has(Single::Id);
    let contact = |(number, record): (usize, &ByteRecord)| {
        let row = row::read(record, &source.plan, arguments.region);
        let mut contact = row.contact;
        if row.lacks_id || !has_ids {
            contact.id = (number + 1).to_string();
        }
        extra.add(record, &schema, &mut contact);
        contact
    };
    let contacts = rows.iter().enumerate().map(contact).collect();
    Ok(Contacts { header, rows, contacts, schema })
}

/// The headers as they are written, behind a line such as `sep=;` if there is one.
fn header(source: &Source) -> Result<Vec<String>, Failure> {
    let mut records = source.again()?.into_byte_records();
    let is_header = |record: &ByteRecord| !record.get(0).is_some_and(|first| first.starts_with(b"sep="));
    let record = records.find(|record| record.as_ref().map_or(true, is_header)).transpose();
    let record = record.map_err(|error| source.failure(error))?.unwrap_or_default();
    Ok(record.iter().map(|text| row::decode(text).0.trim_start_matches('\u{feff}').to_owned()).collect())
}

fn read_schema(path: &Path) -> Result<Schema, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::of_system(path, &error))?;
    serde_json::from_str(&text).map_err(|error| Failure::file(path, format_args!("not a schema: {error}")))
}

/// A row of a file of events.
#[derive(serde::Deserialize)]
struct EventRow {
    contact: String,
    date: String,
    kind: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    direction: Option<contactkit::history::Direction>,
    #[serde(default)]
    about: Option<String>,
}

fn read_events(path: &Path) -> Result<Events, Failure> {
    let wrong = |line: usize, why: &dyn std::fmt::Display| Failure::file(path, format_args!("{line}: {why}"));
    let mut reader = csv::Reader::from_path(path).map_err(|error| wrong(1, &error))?;
    let mut events = Events::default();
    for (number, row) in reader.deserialize::<EventRow>().enumerate() {
        let line = number + 2;
        let row = row.map_err(|error| wrong(line, &error))?;
        let date = row.date.parse().map_err(|error: contactkit::contact::Invalid| wrong(line, &error))?;
        let mut event = Event::new(EventKind::of(row.kind), date);
        event.amount = (!row.amount.is_empty()).then_some(Money { amount: row.amount, currency: row.currency });
        event.direction = row.direction;
        event.about = row.about.filter(|about| !about.is_empty());
        events.add(row.contact, event);
    }
    Ok(events)
}

/// The rows of the file as they were, with its header.
fn write_rows(data: &Contacts, rows: &[usize]) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Job(error.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(&data.header).map_err(|error| failed(&error))?;
    for record in rows.iter().filter_map(|row| data.rows.get(*row)) {
        let texts = record.iter().map(|bytes| row::decode(bytes).0.into_owned());
        writer.write_record(texts.collect::<Vec<_>>()).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// Where a condition is wrong, with marks below the place.
fn wrong_condition(error: &SegmentError) -> Failure {
    Failure::Arguments(format!("{error}\n{}", error.marked()))
}

/// What a person is to know, beside the rows.
fn tell(text: &str) {
    // where stderr is closed, nobody wants to know
    let _ = writeln!(std::io::stderr(), "segment: {text}");
}
