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

use contactkit::contact::{Contact, CountryCode, Invalid, Money, PartialDate, Schema};
use contactkit::history::{Direction, Event, EventKind, Events};
use contactkit::segment::{Book, Condition, Filter, SegmentError, fields};
use csv::ByteRecord;
use lexopt::prelude::*;
use serde::Deserialize;
use serde::de::IntoDeserializer;

use extra::Extra;
use support::columns::{Headers, Single};
use support::failure::Failure;
use support::reader::{self, Troubles};
use support::source::Source;
use support::{files, page, row, table};

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
        let mut arguments = Self::default();
        let mut values = Vec::new();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("employers") => arguments.employers = true,
                Long("fields") => arguments.fields = true,
                Long("today") => arguments.today = Some(support::day(&parser.value()?)?),
                Long("schema") => arguments.schema = Some(parser.value()?.into()),
                Long("events") => arguments.events = Some(parser.value()?.into()),
                Long("explain") => {
                    arguments.explain = Some(parser.value()?.to_string_lossy().into_owned());
                }
                Long("region") => arguments.region = Some(support::region(&parser.value()?)?),
                Value(value) => values.push(value),
                other => return Err(other.unexpected().into()),
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
    let mut places = Vec::new();
    let mut troubles = Troubles::default();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| source.failure(error))? {
        places.push(reader::place_of(&record, reader.position(), &source, &mut troubles)?);
        rows.push(record.clone());
    }
    troubles.note_open_quotes(reader.get_ref().open(), &source);
    let schema = arguments.schema.as_deref().map(|path| files::read_json(path, "a schema")).transpose()?;
    let extra = Extra::of(&source.plan);
    let schema = extra.schema(&rows, schema.unwrap_or_default());
    let has_ids = source.plan.has(Single::Id);
    let mut contacts = Vec::new();
    for (number, (record, place)) in rows.iter().zip(places).enumerate() {
        let row = row::read(record, &source.plan, arguments.region);
        reader::note_row(&row, place, &source, has_ids, &mut troubles);
        let mut contact = row.contact;
        if row.lacks_id {
            contact.id = (number + 1).to_string();
        }
        extra.add(record, &schema, &mut contact);
        contacts.push(contact);
    }
    for line in source.plan.warnings.iter().cloned().chain(troubles.lines()) {
        tell(&format!("warning: {line}"));
    }
    Ok(Contacts { header: source.plan.header, rows, contacts, schema })
}

/// The columns of a file of events; the last four need not be there.
const EVENT_COLUMNS: [&str; 7] = ["contact", "date", "kind", "amount", "currency", "direction", "about"];

fn read_events(path: &Path) -> Result<Events, Failure> {
    let mut events = Events::default();
    for (line, row) in table::read(path, "events", EVENT_COLUMNS, 3)? {
        let [contact, date, kind, amount, currency, direction, about] = row;
        let date = date.parse().map_err(|why: Invalid| Failure::at(path, line, why))?;
        let mut event = Event::new(EventKind::of(kind), date);
        event.amount = (!amount.is_empty()).then_some(Money { amount, currency });
        if !direction.is_empty() {
            let read = Direction::deserialize(direction.as_str().into_deserializer());
            event.direction = Some(read.map_err(|why: serde::de::value::Error| Failure::at(path, line, why))?);
        }
        event.about = Some(about).filter(|about| !about.is_empty());
        events.add(contact, event);
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
