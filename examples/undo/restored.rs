//! [`Restored`]: the files of the input, byte for byte, with the cells that were edited.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::edited::Edit;
use crate::support::failure::Failure;
use crate::support::log::{Entry, Text};

/// The files of the input, byte for byte, with the cells that were edited.
pub struct Restored<'l> {
    files: Vec<File<'l>>,
    /// New values of cells, by row over all files and by column.
    cells: BTreeMap<usize, BTreeMap<usize, String>>,
}

struct File<'l> {
    name: &'l str,
    delimiter: u8,
    before: &'l Text,
    rows: Vec<&'l Text>,
    /// The number of its first row over all files.
    start: usize,
}

impl<'l> Restored<'l> {
    /// The files of a log as they were.
    pub fn new(log: &'l [Entry]) -> Self {
        let mut files: Vec<File<'l>> = Vec::new();
        for entry in log {
            match entry {
                Entry::File { name, delimiter, before } => {
                    let start = files.last().map_or(0, |file| file.start + file.rows.len());
                    let delimiter = u8::try_from(*delimiter).unwrap_or(b',');
                    files.push(File { name, delimiter, before, rows: Vec::new(), start });
                }
                Entry::Row(text) => files.last_mut().into_iter().for_each(|file| file.rows.push(text)),
                Entry::Columns(_) | Entry::Merged { .. } => {}
            }
        }
        Self { files, cells: BTreeMap::new() }
    }

    /// Puts an edited value into the cells that had it; into none if one of them has another new value by now.
    pub fn apply(&mut self, edit: &mut Edit) {
        let other = |(row, column): &(usize, usize)| {
            self.cells.get(row).and_then(|row| row.get(column)).is_some_and(|value| *value != edit.after)
        };
        if edit.cells.iter().any(other) {
            return;
        }
        for (row, column) in &edit.cells {
            let Some(file) = self.files.iter().rfind(|file| file.start <= *row) else { continue };
            edit.places.push(format!("{} row {} column {}", file.name, row - file.start + 1, column + 1));
            self.cells.entry(*row).or_default().insert(*column, edit.after.clone());
        }
    }

    /// Writes the files; gives the path of each, and its rows.
    pub fn write(&self, out: &Path) -> Result<Vec<(PathBuf, u64)>, Failure> {
        let several = self.files.len() > 1;
        if several {
            std::fs::create_dir_all(out).map_err(|_| {
                Failure::file(out, format_args!("not a folder, and {} files were merged", self.files.len()))
            })?;
        }
        let mut written: Vec<(PathBuf, u64)> = Vec::new();
        for (number, file) in (1..).zip(&self.files) {
            let mut path = out.to_owned();
            if several {
                let name = Path::new(file.name).file_name().unwrap_or(file.name.as_ref()).to_string_lossy();
                path.push(name.as_ref());
                if written.iter().any(|(other, _)| *other == path) {
                    path.set_file_name(format!("{number}-{name}"));
                }
            }
            let bytes = self.bytes(file);
            std::fs::write(&path, bytes).map_err(|error| Failure::of_system(&path, &error))?;
            written.push((path, file.rows.len() as u64));
        }
        Ok(written)
    }

    fn bytes(&self, file: &File<'_>) -> Vec<u8> {
        let mut bytes = file.before.bytes().into_owned();
        for (row, text) in (file.start..).zip(&file.rows) {
            let text = text.bytes();
            match self.cells.get(&row) {
                Some(cells) => bytes.extend(edited(&text, cells, file.delimiter)),
                None => bytes.extend_from_slice(&text),
            }
        }
        bytes
    }
}

/// A row with new values in some of its cells, and the white space that stood around it.
fn edited(row: &[u8], cells: &BTreeMap<usize, String>, delimiter: u8) -> Vec<u8> {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let before = row.iter().take_while(|byte| is_end(byte)).count();
    let after = row.iter().rev().take_while(|byte| is_end(byte)).count();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(row);
    let record = reader.byte_records().find_map(Result::ok).unwrap_or_default();
    let width = cells.keys().next_back().map_or(0, |last| last + 1).max(record.len());
    let values = (0..width).map(|column| match cells.get(&column) {
        Some(value) => value.as_bytes(),
        None => record.get(column).unwrap_or_default(),
    });
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // A vector takes everything.
    let line = writer.write_byte_record(&values.collect()).ok().and_then(|()| writer.into_inner().ok());
    let line = line.unwrap_or_else(|| row.to_vec());
    let ends = |from: usize, most: usize| row.iter().skip(from).take(most).copied();
    let inside = line.strip_suffix(b"\n").unwrap_or(&line).iter().copied();
    ends(0, before).chain(inside).chain(ends(row.len() - after, after)).collect()
}
