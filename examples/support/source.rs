//! [`Source`]: one file of contacts, opened, its delimiter and columns known.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use contactkit::contact::NameOrder;
use csv::{ByteRecord, Position, ReaderBuilder};

use super::columns::{CANONICAL, Headers, Plan, Single, Slot};
use super::failure::Failure;
use super::quotes::Quotes;
use super::row::decode;

/// The part of a file that its delimiter and columns are found from.
const SNIFFED_BYTES: u64 = 256 * 1024;

/// What may stand between two fields; the first of equals wins.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// One file of contacts.
#[derive(Debug)]
pub struct Source {
    pub path: PathBuf,
    /// What rows and messages call the file.
    pub name: String,
    pub plan: Plan,
    /// The size in bytes; 0 for a pipe.
    pub size: u64,
    /// Whether the file can be read again, at any place.
    pub is_regular: bool,
    pub delimiter: u8,
    pub line_end: LineEnd,
    /// The records before the first row: the header, and the line `sep=;` that some programs write before it.
    preface: usize,
    /// The opened file and what was read of it already.
    opened: Option<(Vec<u8>, File)>,
}

impl Source {
    /// Opens a file and finds its delimiter and columns.
    pub fn open(path: &Path, headers: &Headers) -> Result<Self, Failure> {
        let of_system = |error| Failure::of_system(path, &error);
        let file = File::open(path).map_err(of_system)?;
        let metadata = file.metadata().map_err(of_system)?;
        let mut start = Vec::new();
        (&file).take(SNIFFED_BYTES).read_to_end(&mut start).map_err(of_system)?;
        check_text(path, &start)?;

        let preface = 1 + usize::from(said_delimiter(&start).is_some());
        let (delimiter, mut plan) = match said_delimiter(&start) {
            Some(delimiter) => (delimiter, plan(&start, delimiter, preface, headers)),
            None => DELIMITERS
                .into_iter()
                .rev()
                .map(|delimiter| (delimiter, plan(&start, delimiter, preface, headers)))
                .max_by_key(|(_, plan)| (plan.slots.len(), plan.header.len()))
                .unwrap_or_default(),
        };
        let line_end = LineEnd::of(&start);
        let is_whole = (start.len() as u64) < SNIFFED_BYTES;
        let has_rows = !is_whole || record(&start, delimiter, preface).is_some();
        if !has_rows && let Some(line) = open_quote(&start, delimiter, line_end) {
            return Err(Failure::at(path, line, "a quotation mark in the header is not closed"));
        }
        if !plan.is_useful() {
            return Err(no_columns(path, &plan));
        }
        if !has_rows {
            return Err(without_rows(path));
        }
        plan.name_order = name_order(&start, delimiter, preface, &plan);
        if plan.name_order == NameOrder::FamilyFirst {
            plan.warnings
                .push("full names are read with the family name first, as most of them are written".to_owned());
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self {
            path: path.to_owned(),
            name,
            plan,
            size: metadata.len(),
            is_regular: metadata.is_file(),
            delimiter,
            line_end,
            preface,
            opened: Some((start, file)),
        })
    }

    /// The rows from the first on; once for a pipe.
    pub fn rows(&mut self) -> Result<csv::Reader<Quotes<impl Read + use<>>>, Failure> {
        let (start, file) = match self.opened.take() {
            Some(opened) => opened,
            None => (Vec::new(), File::open(&self.path).map_err(|error| Failure::of_system(&self.path, &error))?),
        };
        let bytes = std::io::Cursor::new(start).chain(file);
        let mut reader = builder(self.delimiter).from_reader(Quotes::new(bytes, self.delimiter, self.line_end.last()));
        for _ in 0..self.preface {
            reader.read_byte_record(&mut ByteRecord::new()).map_err(|error| self.failure(error))?;
        }
        Ok(reader)
    }

    /// The file once more, to be read at any place.
    pub fn again(&self) -> Result<csv::Reader<File>, Failure> {
        if !self.is_regular {
            return Err(Failure::file(&self.path, "not a regular file, so it cannot be read a second time"));
        }
        let file = File::open(&self.path).map_err(|error| Failure::of_system(&self.path, &error))?;
        Ok(builder(self.delimiter).buffer_capacity(8 * 1024).from_reader(file))
    }

    /// That the file has none, which is seen at its end if it is large.
    pub fn without_rows(&self) -> Failure {
        without_rows(&self.path)
    }

    /// What went wrong in reading a row.
    pub fn failure(&self, error: csv::Error) -> Failure {
        Failure::of_csv(&self.path, error)
    }

    /// A place in the file, for messages: `contacts.csv:17`.
    pub fn at(&self, line: u64) -> String {
        format!("{}:{line}", self.name)
    }
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    Feed,
    ReturnAndFeed,
    Return,
}

impl LineEnd {
    /// That of a file, by its first line.
    pub fn of(start: &[u8]) -> Self {
        let feed = start.iter().position(|byte| *byte == b'\n');
        match feed.map(|feed| feed.checked_sub(1).and_then(|before| start.get(before))) {
            Some(Some(b'\r')) => Self::ReturnAndFeed,
            None if start.contains(&b'\r') => Self::Return,
            _ => Self::Feed,
        }
    }

    /// The line on which a row begins that was just read; what the reader says of it is where the row before it ended.
    pub fn line(self, record: &ByteRecord, end: &Position) -> u64 {
        let begin = record.position().map_or(1, Position::line);
        match self {
            // The feed after the return is read with the next row.
            Self::ReturnAndFeed => end.line().saturating_sub(lines_inside(record)),
            Self::Feed => begin.max(end.line().saturating_sub(lines_inside(record) + 1)),
            Self::Return => end.record(),
        }
    }

    /// Its last byte.
    fn last(self) -> u8 {
        match self {
            Self::Feed | Self::ReturnAndFeed => b'\n',
            Self::Return => b'\r',
        }
    }
}

/// A reader of rows of any width.
pub fn builder(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(64 * 1024);
    builder
}

/// The line ends in the values of a row.
fn lines_inside(record: &ByteRecord) -> u64 {
    let bytes = record.as_slice();
    // most rows have none, and to see that takes a tenth of counting
    if bytes.contains(&b'\n') { bytes.iter().filter(|byte| **byte == b'\n').count() as u64 } else { 0 }
}

/// The record with this number from 0, if the file's start has one.
pub fn record(start: &[u8], delimiter: u8, number: usize) -> Option<ByteRecord> {
    builder(delimiter).from_reader(start).into_byte_records().nth(number)?.ok()
}

/// The plan of the header, if it were written with this delimiter.
fn plan(start: &[u8], delimiter: u8, preface: usize, headers: &Headers) -> Plan {
    let header = record(start, delimiter, preface - 1).unwrap_or_default();
    let texts: Vec<_> = header.iter().map(|text| decode(text).0).collect();
    headers.plan(texts.iter().map(AsRef::as_ref))
}

/// Whether full names begin with the family name. That others begin with the given name is known without being told.
fn name_order(start: &[u8], delimiter: u8, preface: usize, plan: &Plan) -> NameOrder {
    let column = plan.slots.iter().find(|(_, slot)| *slot == Slot::Single(Single::FullName)).map(|(column, _)| *column);
    let Some(column) = column else { return NameOrder::Unknown };
    let rows = builder(delimiter).from_reader(start).into_byte_records().skip(preface).map_while(Result::ok);
    let names: Vec<String> = rows.filter_map(|row| row.get(column).map(|name| decode(name).0.into_owned())).collect();
    let order = NameOrder::of_list(names.iter().map(String::as_str));
    if order == NameOrder::FamilyFirst { order } else { NameOrder::Unknown }
}

/// The delimiter that a first line such as `sep=;` names.
pub fn said_delimiter(start: &[u8]) -> Option<u8> {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    match start.strip_prefix(b"sep=")? {
        [delimiter, b'\r' | b'\n', ..] => Some(*delimiter),
        _ => None,
    }
}

/// The line of the first quotation mark that is not closed, in a file that is this whole.
pub fn open_quote(file: &[u8], delimiter: u8, line_end: LineEnd) -> Option<u64> {
    let mut quotes = Quotes::new(file, delimiter, line_end.last());
    std::io::copy(&mut quotes, &mut std::io::sink()).ok()?;
    quotes.open().first().copied()
}

/// Refuses what is no text, before anything is made of it.
pub fn check_text(path: &Path, start: &[u8]) -> Result<(), Failure> {
    if start.is_empty() || start.iter().all(u8::is_ascii_whitespace) || start == b"\xEF\xBB\xBF" {
        return Err(Failure::file(path, "the file is empty"));
    }
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        return Err(Failure::file(path, "the text is UTF-16; save the file as UTF-8"));
    }
    if start.starts_with(b"PK\x03\x04") {
        return Err(Failure::file(path, "a spreadsheet or archive; save it as CSV"));
    }
    match start.iter().position(|byte| *byte == 0) {
        Some(zero) => {
            let line = start.iter().take(zero).filter(|byte| **byte == b'\n').count() + 1;
            Err(not_text(path, line as u64))
        }
        None => Ok(()),
    }
}

/// A zero byte stands in no text.
pub fn not_text(path: &Path, line: u64) -> Failure {
    Failure::at(path, line, "a zero byte, so this is not a text file")
}

fn without_rows(path: &Path) -> Failure {
    Failure::file(path, "a header, but no records")
}

fn no_columns(path: &Path, plan: &Plan) -> Failure {
    let mut seen: Vec<String> = plan.ignored.iter().take(8).map(|header| header.chars().take(30).collect()).collect();
    if plan.ignored.len() > seen.len() {
        seen.push("…".to_owned());
    }
    let seen = if seen.is_empty() { "only keys and sources".to_owned() } else { seen.join(", ") };
    let known = CANONICAL.join(", ");
    Failure::Job(format!(
        "{}:1: no column of a contact in the header ({seen}); known are {known}, and the usual words for them",
        path.display()
    ))
}
