//! Writes synthetic contact records, and which of them belong together.
//!
//! Nobody in the output exists: names, companies, addresses and numbers are put together at random from the tables in
//! `countries/`. The same number of records and the same seed give the same files on every machine.

#![allow(clippy::print_stderr, reason = "this is a program")]
#![allow(unreachable_pub, reason = "nothing of a program is public, and `pub` is plainer than `pub(crate)`")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks, files and arguments are for programs")]

mod companies;
mod countries;
mod dirty;
mod emails;
mod nicknames;
mod noise;
mod people;
mod phones;
mod places;
mod random;
mod records;
mod spelling;

use companies::Companies;
use emails::Taken;
use lexopt::ValueExt;
use nicknames::Nicknames;
use people::{Person, World};
use random::{Dice, Weighted};
use records::{COLUMNS, Record, Source};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Writes synthetic contact records with duplicates, and the truth about them.

Usage: generate N OUTDIR [--seed S]

  N         how many records
  OUTDIR    the directory for records.csv and truth.csv (made if it does not exist)
  --seed S  another selection of the same kind; 1 unless told
  --help    this text
";

struct Arguments {
    count: u32,
    directory: PathBuf,
    seed: u64,
}

enum Request {
    Help,
    Generate(Arguments),
}

fn main() -> ExitCode {
    let arguments = match parse() {
        Ok(Request::Help) => {
            // Nobody is left to tell when standard output is closed.
            let _ = std::io::stdout().write_all(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Ok(Request::Generate(arguments)) => arguments,
        Err(error) => {
            eprintln!("generate: {error} (see --help)");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(summary) => {
            let _ = writeln!(std::io::stdout(), "{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse() -> Result<Request, lexopt::Error> {
    use lexopt::Arg::{Long, Short, Value};
    let (mut count, mut directory, mut seed) = (None, None, 1);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") | Short('h') => return Ok(Request::Help),
            Long("seed") => seed = parser.value()?.parse()?,
            Value(value) if count.is_none() => count = Some(value.parse()?),
            Value(value) if directory.is_none() => directory = Some(PathBuf::from(value)),
            other => return Err(other.unexpected()),
        }
    }
    match (count, directory) {
        (Some(count), Some(directory)) => Ok(Request::Generate(Arguments { count, directory, seed })),
        _ => Err("N and OUTDIR are needed".into()),
    }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let book = book(arguments.count, arguments.seed)?;
    std::fs::create_dir_all(&arguments.directory).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("{}: a file, not a folder", arguments.directory.display()),
        _ => format!("cannot make {}: {error}", arguments.directory.display()),
    })?;
    book.save(&arguments.directory)?;
    Ok(format!(
        "{} records of {} entities written to {}",
        book.entries.len(),
        book.entities,
        arguments.directory.display()
    ))
}

/// So many records, as the seed has it. The benchmarks use it, too.
pub(crate) fn book(count: u32, seed: u64) -> Result<Book, String> {
    let countries = countries::load()?;
    let mut dice = Dice::new(seed);
    let homes = Weighted::new(countries.iter().map(|country| country.weight));
    // About one company for eight records: some of them get records of their own, the others only employ people.
    let founded = (count / 8).max(40);
    let companies = Companies::found(founded, &countries, &homes, &mut dice);
    let world = World { countries, homes, companies };
    let mut book = Book::new(count);
    book.fill(&world, &Nicknames::load(), &mut dice)?;
    dice.shuffle(&mut book.entries);
    Ok(book)
}

/// A written record: where its line is, and whose it is.
struct Entry {
    start: usize,
    end: usize,
    entity: u32,
}

/// All records as lines of CSV without the first column. Ids are given after shuffling, so that neither they nor the order
/// of the lines tell which records belong together.
pub(crate) struct Book {
    wanted: usize,
    lines: csv::Writer<Vec<u8>>,
    entries: Vec<Entry>,
    end: usize,
    entities: u32,
    taken: Taken,
}

impl Book {
    fn new(count: u32) -> Self {
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        Self {
            wanted,
            lines: csv::Writer::from_writer(Vec::new()),
            entries: Vec::new(),
            end: 0,
            entities: 0,
            taken: Taken::default(),
        }
    }

    fn is_full(&self) -> bool {
        self.entries.len() >= self.wanted
    }

    fn add(&mut self, record: &Record) -> Result<(), String> {
        if self.is_full() {
            return Ok(());
        }
        self.lines.write_record(record.fields()).map_err(|error| error.to_string())?;
        self.lines.flush().map_err(|error| error.to_string())?;
        let end = self.lines.get_ref().len();
        self.entries.push(Entry { start: self.end, end, entity: self.entities });
        self.end = end;
        Ok(())
    }

    fn fill(&mut self, world: &World, nicknames: &Nicknames, dice: &mut Dice) -> Result<(), String> {
        let (mut people, mut companies) = (0_u64, 0_u32);
        let mut last: Option<Person> = None;
        while !self.is_full() {
            // Fifteen of a hundred entities are companies.
            if u64::from(companies) * 85 < people * 15 && world.companies.get(companies).is_some() {
                self.company(companies, world, dice)?;
                companies += 1;
                continue;
            }
            let mut members = people::household(world, dice);
            if dice.permille(15) {
                members.extend(last.as_ref().and_then(|person| person.namesake(world, dice)));
            }
            for member in &mut members {
                self.settle(member, None, dice);
                self.person(member, world, nicknames, dice)?;
                people += 1;
            }
            last = members.pop();
        }
        Ok(())
    }

    /// Makes sure that the addresses of a person are nobody else's: all of them, or those that are not as before.
    fn settle(&mut self, person: &mut Person, before: Option<&Person>, dice: &mut Dice) {
        if before.is_none_or(|before| before.email != person.email) {
            self.taken.claim(&mut person.email, dice);
        }
        let old = before.and_then(|before| before.job.as_ref()).map(|job| &job.email);
        if let Some(job) = &mut person.job
            && old != Some(&job.email)
        {
            self.taken.claim(&mut job.email, dice);
        }
    }

    fn person(&mut self, person: &Person, world: &World, nicknames: &Nicknames, dice: &mut Dice) -> Result<(), String> {
        let Some(country) = world.countries.get(person.country).filter(|_| !self.is_full()) else { return Ok(()) };
        self.entities += 1;
        let mut record = records::of_person(person, Source::any(dice), world, nicknames, dice);
        if dice.percent(9) {
            noise::slip(&mut record, country, dice);
        }
        if dice.permille(DIRTY) {
            dirty::spoil(&mut record, country, dice);
        }
        self.add(&record)?;
        let more = duplicates(dice);
        if more == 0 {
            return Ok(());
        }
        let first = record;
        let mut person = person.clone();
        for _ in 0..more {
            let source = Source::any(dice);
            let mut then = person.clone();
            if source.is_rich() && dice.percent(38) {
                noise::change_life(&mut then, world, dice);
                self.settle(&mut then, Some(&person), dice);
                // What changed mostly stays so for later records.
                if dice.percent(50) {
                    person = then.clone();
                }
            }
            let mut record = records::of_person(&then, source, world, nicknames, dice);
            // A second attempt where a newsletter and a phone call have nothing in common. That some pairs still cannot be
            // recognized is as it is in life.
            if !record.is_recognizable(&first) {
                record = records::of_person(&then, Source::Crm, world, nicknames, dice);
            }
            for _ in 0..noise::strength(dice) {
                noise::blur_person(&mut record, country, nicknames, dice);
            }
            if dice.permille(DIRTY) {
                dirty::spoil(&mut record, country, dice);
            }
            self.add(&record)?;
        }
        Ok(())
    }

    fn company(&mut self, number: u32, world: &World, dice: &mut Dice) -> Result<(), String> {
        let Some(company) = world.companies.get(number) else { return Ok(()) };
        let Some(country) = world.countries.get(company.country) else { return Ok(()) };
        self.entities += 1;
        let more = duplicates(dice);
        for copy in 0..=more {
            let mut record = records::of_company(company, world, dice);
            let changes = if copy == 0 { u32::from(dice.percent(9)) } else { noise::strength(dice) };
            for _ in 0..changes {
                noise::blur_company(&mut record, company, country, dice);
            }
            if dice.permille(DIRTY) {
                dirty::spoil(&mut record, country, dice);
            }
            self.add(&record)?;
        }
        Ok(())
    }

    fn save(&self, directory: &Path) -> Result<(), String> {
        let width = self.width();
        write(&directory.join("records.csv"), |out| self.write_records(out))?;
        write(&directory.join("truth.csv"), |out| {
            writeln!(out, "id,entity_id")?;
            for (number, entity) in (1_usize..).zip(self.truth()) {
                writeln!(out, "R{number:0width$},E{entity:0width$}")?;
            }
            Ok(())
        })
    }

    /// Writes all records as CSV.
    pub(crate) fn write_records(&self, out: &mut impl Write) -> std::io::Result<()> {
        let width = self.width();
        let lines = self.lines.get_ref();
        writeln!(out, "{}", COLUMNS.join(","))?;
        for (number, entry) in (1..).zip(&self.entries) {
            write!(out, "R{number:0width$},")?;
            out.write_all(lines.get(entry.start..entry.end).unwrap_or_default())?;
        }
        Ok(())
    }

    /// Whose each record is, in the order of the records.
    pub(crate) fn truth(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().map(|entry| entry.entity)
    }

    /// The digits of an id.
    fn width(&self) -> usize {
        self.entries.len().to_string().len().max(6)
    }
}

/// How many of a thousand records are spoiled on purpose.
const DIRTY: u32 = 30;

/// One of five entities is in the book more than once.
fn duplicates(dice: &mut Dice) -> u32 {
    if dice.percent(20) { dice.share(1, &[(25, 2), (10, 3), (5, 4)], 60) } else { 0 }
}

fn write(path: &Path, content: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Result<(), String> {
    let attempt = || {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(path)?);
        content(&mut out)?;
        out.flush()
    };
    attempt().map_err(|error| format!("cannot write {}: {error}", path.display()))
}
