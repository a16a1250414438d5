//! [`Edited`]: what was changed in the merged file since it was written.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use crate::log::{Cell, Entry};
use crate::support::failure::Failure;
use crate::support::row::decode;

/// What may stand between two values; a spreadsheet may have changed it.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The columns that say which line it is.
const KEYS: [&str; 3] = ["id", "cluster_id", "merged_ids"];

/// Warnings of one kind that are told one by one.
const SHOWN: usize = 3;

/// What was changed in the merged file since it was written.
pub struct Edited {
    pub edits: Vec<Edit>,
    pub warnings: Vec<String>,
}

/// A value of the merged file that was changed.
pub struct Edit {
    pub cluster_id: String,
    pub column: String,
    pub before: String,
    pub after: String,
    /// The cells of the input that had the value.
    pub cells: Vec<Cell>,
    /// The cells that got the new one: `contacts.csv row 17 column 3`.
    pub places: Vec<String>,
}

/// A line of the merged file as it was written.
struct Written<'l> {
    values: &'l BTreeMap<String, String>,
    origins: &'l BTreeMap<String, Vec<Cell>>,
}

impl Edited {
    /// Reads the merged file beside the log; fails if they do not belong together.
    pub fn read(path: &Path, log: &[Entry]) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|error| Failure::of_system(path, &error))?;
        let written = log.iter().filter_map(|entry| match entry {
            Entry::Merged { cluster_id, values, origins, .. } => {
                Some((cluster_id.as_str(), Written { values, origins }))
            }
            _ => None,
        });
        let written: HashMap<&str, Written<'_>> = written.collect();
        let mut reader = DELIMITERS
            .into_iter()
            .map(|delimiter| ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes.as_slice()))
            .find_map(|mut reader| match reader.byte_headers() {
                Ok(header) if texts(header).any(|text| text == "cluster_id") => Some(reader),
                _ => None,
            })
            .ok_or_else(|| Failure::Job(format!("{}:1: no column cluster_id", path.display())))?;
        let header: Vec<String> = reader.byte_headers().map(|header| texts(header).collect()).unwrap_or_default();

        let mut edited = Self { edits: Vec::new(), warnings: Vec::new() };
        let (mut seen, mut foreign, mut doubled) = (HashSet::new(), Vec::new(), Vec::new());
        for record in reader.byte_records() {
            let record = record.map_err(|error| Failure::file(path, error))?;
            let row: HashMap<&str, String> = header.iter().map(String::as_str).zip(texts(&record)).collect();
            let cluster_id = row.get("cluster_id").cloned().unwrap_or_default();
            match written.get_key_value(cluster_id.as_str()) {
                None => foreign.push(cluster_id),
                Some((cluster_id, _)) if !seen.insert(*cluster_id) => doubled.push((*cluster_id).to_owned()),
                Some((cluster_id, written)) => edited.compare(cluster_id, written, &row),
            }
        }
        if seen.is_empty() {
            return Err(Failure::file(path, "none of its lines is in the log: the two do not belong together"));
        }
        // Another file may well have the same ids.
        let values = |of: &Written<'_>| of.values.keys().filter(|column| !KEYS.contains(&column.as_str())).count();
        let all: usize = written.iter().filter(|(id, _)| seen.contains(*id)).map(|(_, written)| values(written)).sum();
        let changed =
            edited.edits.iter().filter(|edit| !edit.before.is_empty() && !KEYS.contains(&edit.column.as_str()));
        if changed.count() * 2 > all {
            let why = "most of its values are not what was written: the two do not belong together";
            return Err(Failure::file(path, why));
        }
        let gone = written.keys().filter(|cluster_id| !seen.contains(*cluster_id)).map(|id| (*id).to_owned()).collect();
        edited.warn(foreign, "of no cluster in the log, and not restored");
        edited.warn(doubled, "there twice, and only the first of them is looked at");
        edited.warn(gone, "gone, and their records are restored as they were");
        Ok(edited)
    }

    /// Notes the values of a line that are not what was written.
    fn compare(&mut self, cluster_id: &str, written: &Written<'_>, row: &HashMap<&str, String>) {
        let columns: HashSet<&str> = row.keys().copied().collect();
        let mut columns: Vec<&str> = columns.into_iter().collect();
        columns.sort_unstable();
        for column in columns {
            let before = written.values.get(column).cloned().unwrap_or_default();
            let after = row.get(column).cloned().unwrap_or_default();
            // Spreadsheets write line ends inside of values in their own way.
            if before.replace("\r\n", "\n") == after.replace("\r\n", "\n") {
                continue;
            }
            self.edits.push(Edit {
                cluster_id: cluster_id.to_owned(),
                column: column.to_owned(),
                before,
                after,
                cells: written.origins.get(column).cloned().unwrap_or_default(),
                places: Vec::new(),
            });
        }
    }

    fn warn(&mut self, mut clusters: Vec<String>, what: &str) {
        if clusters.is_empty() {
            return;
        }
        clusters.sort_unstable();
        let lines = crate::support::page::counted(clusters.len() as u64, "line is", "lines are");
        let more = if clusters.len() > SHOWN { ", …" } else { "" };
        clusters.truncate(SHOWN);
        self.warnings.push(format!("{lines} {what} ({}{more})", clusters.join(", ")));
    }
}

/// The values of a row as texts.
fn texts(record: &ByteRecord) -> impl Iterator<Item = String> {
    record.iter().map(|value| decode(value).0.into_owned())
}
