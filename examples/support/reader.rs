//! [`DataSet`]: the contacts of one or several files, read as a stream.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use contactkit::contact::{Contact, CountryCode};
use csv::{ByteRecord, Position};

use super::columns::{Headers, Single, Slot};
use super::failure::Failure;
use super::page::counted;
use super::row::{self, Row};
use super::source::{Source, not_text};

/// The rows that are read before they are worked on, all cores at once: as many as stay in a processor's cache.
const CHUNK_ROWS: usize = 1024;

/// The rows with trouble that are named, of each kind.
const NAMED_ROWS: usize = 3;

/// The contacts of one or several files.
#[derive(Debug)]
pub struct DataSet {
    pub sources: Vec<Source>,
    region: Option<CountryCode>,
    /// The number of the first row of each file, once it was read.
    starts: Vec<usize>,
    /// Where each row stands in its file.
    places: Vec<Place>,
    /// What was wrong with rows.
    pub troubles: Troubles,
}

/// Rows that were read and not yet worked on.
#[derive(Debug, Default)]
struct Chunk {
    /// The memory of rows is used again; only the first `filled` are of this chunk.
    records: Vec<(ByteRecord, Place)>,
    filled: usize,
    /// The byte of the file behind the last row.
    end: u64,
}

impl Chunk {
    fn rows(&self) -> &[(ByteRecord, Place)] {
        self.records.get(..self.filled).unwrap_or_default()
    }

    /// Reads the next rows of a file, none at its end.
    fn fill(
        &mut self,
        rows: &mut csv::Reader<impl Read>,
        source: &Source,
        places: &mut Vec<Place>,
        troubles: &mut Troubles,
    ) -> Result<(), Failure> {
        self.records.resize_with(CHUNK_ROWS, Default::default);
        self.filled = 0;
        for (record, place) in &mut self.records {
            if !rows.read_byte_record(record).map_err(|error| source.failure(error))? {
                break;
            }
            *place = place_of(record, rows.position(), source, troubles)?;
            places.push(*place);
            self.filled += 1;
        }
        self.end = rows.position().byte();
        Ok(())
    }
}

/// Where a row stands; notes what is wrong with it.
pub fn place_of(
    record: &ByteRecord,
    end: &Position,
    source: &Source,
    troubles: &mut Troubles,
) -> Result<Place, Failure> {
    let line = source.line_end.line(record, end);
    if record.as_slice().contains(&0) {
        return Err(not_text(&source.path, line));
    }
    let width = source.plan.header.len();
    if record.len() < width {
        troubles.note(Trouble::TooFewFields, || source.at(line));
    } else if record.iter().skip(width).any(|field| !field.trim_ascii().is_empty()) {
        troubles.note(Trouble::TooManyFields, || source.at(line));
    }
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    Ok(Place { byte: record.position().map_or(0, Position::byte), line })
}

/// Notes what was wrong in reading a row as a contact.
pub fn note_row(row: &Row, place: Place, source: &Source, has_ids: bool, troubles: &mut Troubles) {
    if row.is_legacy {
        troubles.note(Trouble::NotUtf8, || source.at(place.line.into()));
    }
    if row.says_nothing {
        troubles.note(Trouble::SaysNothing, || source.at(place.line.into()));
    }
    if row.lacks_id && has_ids {
        troubles.note(Trouble::NoId, || source.at(place.line.into()));
    }
}

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    byte: u64,
    line: u32,
}

/// What can be wrong with a row; it is read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    TooFewFields,
    TooManyFields,
    NotUtf8,
    SaysNothing,
    NoId,
    DoubledId,
    OpenQuote,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooFewFields => "too few fields: the missing ones are empty",
            Self::TooManyFields => "too many fields: those after the last column are not read",
            Self::NotUtf8 => "bytes that are not UTF-8: read as Windows-1252",
            Self::SaysNothing => "NULL, - or another text that says nothing: read as empty",
            Self::NoId => "no id: the file and line are taken",
            Self::DoubledId => "the id of another record: both are kept",
            Self::OpenQuote => "a quotation mark that is not closed: the lines after it are read as its text",
        })
    }
}

/// How many rows have which trouble, and where the first of them are.
#[derive(Debug, Default)]
pub struct Troubles(BTreeMap<Trouble, (u64, Vec<String>)>);

impl Troubles {
    /// Counts a row with trouble.
    pub fn note(&mut self, trouble: Trouble, place: impl FnOnce() -> String) {
        let (count, places) = self.0.entry(trouble).or_default();
        *count += 1;
        if places.len() < NAMED_ROWS {
            places.push(place());
        }
    }

    /// Counts the quotation marks that are not closed, by their lines.
    pub fn note_open_quotes(&mut self, lines: &[u64], source: &Source) {
        for line in lines {
            self.note(Trouble::OpenQuote, || source.at(*line));
        }
    }

    /// A line for each trouble, as a person is told.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.iter().map(|(trouble, rows, places)| {
            let more = if rows > places.len() as u64 { ", …" } else { "" };
            let rows = counted(rows, "row has", "rows have");
            format!("{rows} {trouble} ({}{more})", places.join(", "))
        })
    }

    /// Each trouble, the rows that have it, and where the first of them are.
    pub fn iter(&self) -> impl Iterator<Item = (Trouble, u64, &[String])> {
        self.0.iter().map(|(trouble, (count, places))| (*trouble, *count, places.as_slice()))
    }
}

impl DataSet {
    /// Opens all files and finds their columns; fails if one of them holds no contacts.
    pub fn open(paths: &[PathBuf], region: Option<CountryCode>) -> Result<Self, Failure> {
        Self::open_with(&Headers::new(), paths, region)
    }

    /// The same with other headers than the usual ones.
    pub fn open_with(headers: &Headers, paths: &[PathBuf], region: Option<CountryCode>) -> Result<Self, Failure> {
        let mut sources = paths.iter().map(|path| Source::open(path, headers)).collect::<Result<Vec<_>, _>>()?;
        // Files of one name in different folders are told apart by their paths.
        let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
        for source in &mut sources {
            if names.iter().filter(|name| **name == source.name).count() > 1 {
                source.name = source.path.display().to_string();
            }
        }
        Ok(Self { sources, region, starts: Vec::new(), places: Vec::new(), troubles: Troubles::default() })
    }

    /// Reads all rows once, in order.
    ///
    /// `look` sees each contact, on all cores at once; `take` gets them one by one in the order of the rows, with what `look`
    /// made of them and the bytes that were read so far. While one chunk is looked at, the one before it is taken and the
    /// one after it is read, so that no core waits for another.
    pub fn read<T: Send>(
        &mut self,
        look: impl Fn(&Contact) -> T + Sync,
        mut take: impl FnMut(Contact, T, u64) + Send,
    ) -> Result<(), Failure> {
        let Self { sources, region, starts, places, troubles } = self;
        let several = sources.len() > 1;
        let mut bytes_before = 0;
        for source in sources {
            starts.push(places.len());
            let mut rows = source.rows()?;
            let source = &*source;
            let has_ids = source.plan.has(Single::Id);
            let read = |(record, place): &(ByteRecord, Place)| {
                let row = finish(row::read(record, &source.plan, *region), source, *place, several);
                let looked = look(&row.contact);
                (row, looked, *place)
            };
            let (mut chunk, mut next) = (Chunk::default(), Chunk::default());
            let (mut looked_at, mut bytes) = (Vec::new(), bytes_before);
            chunk.fill(&mut rows, source, places, troubles)?;
            while !chunk.rows().is_empty() || !looked_at.is_empty() {
                let last = std::mem::take(&mut looked_at);
                let take_and_read = || {
                    for (row, looked, place) in last {
                        note_row(&row, place, source, has_ids, troubles);
                        take(row.contact, looked, bytes);
                    }
                    next.fill(&mut rows, source, places, troubles)
                };
                let (now, filled) = at_once(|| on_all_cores(chunk.rows(), read), take_and_read);
                filled?;
                (looked_at, bytes) = (now, bytes_before + chunk.end);
                std::mem::swap(&mut chunk, &mut next);
            }
            if starts.last() == Some(&places.len()) {
                return Err(source.without_rows());
            }
            troubles.note_open_quotes(rows.get_ref().open(), source);
            bytes_before += source.size;
        }
        Ok(())
    }

    /// Where a row stands: `contacts.csv:17`.
    pub fn place(&self, row: u32) -> String {
        match (self.source(row), self.places.get(row as usize)) {
            (Some(source), Some(place)) => source.1.at(place.line.into()),
            _ => String::new(),
        }
    }

    /// Every file as it is, in pieces without a gap: what stands before its first row, then each row with its line end.
    pub fn pieces(&self, mut take: impl FnMut(&Source, &[u8], &[&[u8]])) -> Result<(), Failure> {
        for (number, source) in self.sources.iter().enumerate() {
            let bytes = std::fs::read(&source.path).map_err(|error| Failure::of_system(&source.path, &error))?;
            let from = self.starts.get(number).copied().unwrap_or_default();
            let until = self.starts.get(number + 1).copied().unwrap_or(self.places.len());
            let begins = self.places.get(from..until).unwrap_or_default().iter().map(|place| place.byte);
            let begins: Vec<usize> = begins.filter_map(|byte| usize::try_from(byte).ok()).collect();
            let ends = begins.iter().skip(1).copied().chain([bytes.len()]);
            let rows: Option<Vec<&[u8]>> = begins.iter().zip(ends).map(|(begin, end)| bytes.get(*begin..end)).collect();
            let changed = || Failure::file(&source.path, "the file has changed since it was read");
            let before = bytes.get(..begins.first().copied().unwrap_or(bytes.len())).ok_or_else(changed)?;
            take(source, before, &rows.ok_or_else(changed)?);
        }
        Ok(())
    }

    fn source(&self, row: u32) -> Option<(usize, &Source)> {
        let number = self.starts.partition_point(|start| *start <= row as usize).checked_sub(1)?;
        self.sources.get(number).map(|source| (number, source))
    }

    /// Opens the files again, to read single rows.
    pub fn again(&self) -> Result<Again<'_>, Failure> {
        let readers = self.sources.iter().map(Source::again).collect::<Result<_, _>>()?;
        Ok(Again { set: self, readers })
    }
}

/// The files of a data set, read a second time.
#[derive(Debug)]
pub struct Again<'d> {
    set: &'d DataSet,
    readers: Vec<csv::Reader<File>>,
}

/// The texts of a row.
#[derive(Debug)]
pub struct RawRow<'d> {
    set: &'d DataSet,
    source: &'d Source,
    place: Place,
    record: ByteRecord,
}

impl RawRow<'_> {
    /// The texts of the row that may stand in a column that the programs write, with where they go.
    pub fn cells(&self, column: &str) -> impl Iterator<Item = (usize, Slot, Cow<'_, str>)> {
        let slots = self.source.plan.slots.iter().filter(move |(_, slot)| slot.belongs(column));
        slots.map(|(column, slot)| (*column, *slot, row::decode(self.record.get(*column).unwrap_or_default()).0))
    }

    /// The row as a contact, the same as when it was first read.
    pub fn contact(&self) -> Contact {
        let row = row::read(&self.record, &self.source.plan, self.set.region);
        finish(row, self.source, self.place, self.set.sources.len() > 1).contact
    }
}

impl<'d> Again<'d> {
    /// Reads the contact of a row once more.
    pub fn contact(&mut self, row: u32) -> Result<Option<Contact>, Failure> {
        Ok(self.raw(row)?.map(|raw| raw.contact()))
    }

    /// Reads the texts of a row once more.
    pub fn raw(&mut self, row: u32) -> Result<Option<RawRow<'d>>, Failure> {
        let Some((number, source)) = self.set.source(row) else { return Ok(None) };
        let (Some(place), Some(reader)) = (self.set.places.get(row as usize), self.readers.get_mut(number)) else {
            return Ok(None);
        };
        let mut position = Position::new();
        position.set_byte(place.byte).set_line(place.line.into());
        reader.seek(position).map_err(|error| source.failure(error))?;
        let mut record = ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(|error| source.failure(error))? {
            return Err(Failure::file(&source.path, "the file has changed since it was read"));
        }
        Ok(Some(RawRow { set: self.set, source, place: *place, record }))
    }
}

/// Gives a contact the key and the source that its row does not name.
fn finish(mut row: Row, source: &Source, place: Place, several: bool) -> Row {
    if row.lacks_id {
        row.contact.id = source.at(place.line.into());
    }
    if several && row.contact.source.is_none() {
        row.contact.source = Some(source.name.clone());
    }
    row
}

/// What two works make, done at once where there are two cores.
#[cfg(feature = "parallel")]
fn at_once<A: Send, B: Send>(left: impl FnOnce() -> A + Send, right: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(left, right)
}

/// What two works make.
#[cfg(not(feature = "parallel"))]
fn at_once<A: Send, B: Send>(left: impl FnOnce() -> A + Send, right: impl FnOnce() -> B + Send) -> (A, B) {
    (left(), right())
}

/// What `work` makes of each, in their order.
#[cfg(feature = "parallel")]
pub fn on_all_cores<R: Sync, T: Send>(records: &[R], work: impl Fn(&R) -> T + Sync) -> Vec<T> {
    use rayon::prelude::*;
    records.par_iter().with_min_len(64).map(&work).collect()
}

/// What `work` makes of each, in their order.
#[cfg(not(feature = "parallel"))]
pub fn on_all_cores<R: Sync, T: Send>(records: &[R], work: impl Fn(&R) -> T + Sync) -> Vec<T> {
    records.iter().map(work).collect()
}
