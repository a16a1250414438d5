//! [`Edited`]: what was changed in the merged file since it was written.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use crate::support::failure::Failure;
use crate::support::log::{Entry, Origin};
use crate::support::row::decode;
use crate::support::source::DELIMITERS;

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
    /// The cells of the input that had the value, by the number of the row over all files and of the column, from 0.
    pub cells: Vec<(usize, usize)>,
    /// The cells that got the new one: `contacts.csv row 17 column 3`.
    pub places: Vec<String>,
}

/// The merged file as it was written.
struct Written<'l> {
    columns: &'l [String],
    /// The values of each cluster, and their origins.
    lines: HashMap<String, (ByteRecord, &'l [Origin])>,
}

impl<'l> Written<'l> {
    fn new(log: &'l [Entry]) -> Self {
        let mut columns: &[String] = &[];
        // One reader for all lines, as making a reader costs more than to read a line.
        let (mut text, mut all_origins) = (String::new(), Vec::new());
        for entry in log {
            match entry {
                Entry::Columns(written) => columns = written,
                Entry::Merged { line, origins } => {
                    text.push_str(line);
                    all_origins.push(origins.as_slice());
                }
                Entry::File { .. } | Entry::Row(_) => {}
            }
        }
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let key = columns.iter().position(|column| column == "cluster_id");
        let line = |(values, origins): (ByteRecord, &'l [Origin])| {
            let cluster_id = key.and_then(|key| texts(&values).nth(key)).unwrap_or_default();
            (cluster_id, (values, origins))
        };
        let lines = reader.into_byte_records().filter_map(Result::ok).zip(all_origins).map(line).collect();
        Self { columns, lines }
    }

    /// The values of a line by their columns, without the empty ones.
    fn values(&self, line: &ByteRecord) -> HashMap<&'l str, String> {
        let values = self.columns.iter().map(String::as_str).zip(texts(line));
        values.filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl Edited {
    /// Reads the merged file beside the log; fails if they do not belong together.
    pub fn read(path: &Path, log: &[Entry]) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|error| Failure::of_system(path, &error))?;
        let written = Written::new(log);
        // A spreadsheet may have changed the delimiter.
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
        // Another file may well have the same ids, but not the same values.
        let (mut values, mut changed) = (0, 0);
        let mut lost: HashSet<&str> = HashSet::new();
        for record in reader.byte_records() {
            let record = record.map_err(|error| Failure::of_csv(path, error))?;
            let row: HashMap<&str, String> = header.iter().map(String::as_str).zip(texts(&record)).collect();
            let cluster_id = row.get("cluster_id").cloned().unwrap_or_default();
            let Some((line, origins)) = written.lines.get(&cluster_id) else {
                foreign.push(cluster_id);
                continue;
            };
            if !seen.insert(cluster_id.clone()) {
                doubled.push(cluster_id);
                continue;
            }
            let before = written.values(line);
            let edits = compare(&cluster_id, &before, &row, written.columns, origins);
            values += before.keys().filter(|column| !KEYS.contains(column)).count();
            changed +=
                edits.iter().filter(|edit| !edit.before.is_empty() && !KEYS.contains(&edit.column.as_str())).count();
            lost.extend(before.into_keys().filter(|column| !row.contains_key(column)));
            edited.edits.extend(edits);
        }
        if seen.is_empty() {
            return Err(Failure::file(path, "none of its lines is in the log: the two do not belong together"));
        }
        if changed * 2 > values {
            let why = "most of its values are not what was written: the two do not belong together";
            return Err(Failure::file(path, why));
        }
        for column in written.columns.iter().filter(|column| lost.contains(column.as_str())) {
            edited.warnings.push(format!("the column {column} is gone, and its values are restored as they were"));
        }
        for column in header.iter().filter(|column| !written.columns.contains(column)) {
            edited.warnings.push(format!("the column {column} was added, and its values are not in the restored rows"));
        }
        let gone = written.lines.into_keys().filter(|cluster_id| !seen.contains(cluster_id)).collect();
        edited.warn(foreign, "of no cluster in the log, and not restored");
        edited.warn(doubled, "there twice, and only the first of them is looked at");
        edited.warn(gone, "gone, and their records are restored as they were");
        Ok(edited)
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

/// The values of a line that are not what was written, in the order of their columns; a column that was added has none.
fn compare(
    cluster_id: &str,
    before: &HashMap<&str, String>,
    row: &HashMap<&str, String>,
    columns: &[String],
    origins: &[Origin],
) -> Vec<Edit> {
    let mut changed: Vec<(&str, String, String)> = row
        .iter()
        .filter(|(column, _)| columns.iter().any(|written| written == *column))
        .map(|(column, after)| (*column, before.get(column).cloned().unwrap_or_default(), after.clone()))
        // Spreadsheets write line ends inside of values in their own way.
        .filter(|(_, before, after)| before.replace("\r\n", "\n") != after.replace("\r\n", "\n"))
        .collect();
    changed.sort_unstable();
    let edit = |(column, before, after): (&str, String, String)| {
        let number = columns.iter().position(|written| written == column);
        let from = origins.iter().filter(|(of, _, _)| number == Some((*of).into()));
        Edit {
            cluster_id: cluster_id.to_owned(),
            column: column.to_owned(),
            before,
            after,
            cells: from.map(|(_, row, cell)| (*row as usize, (*cell).into())).collect(),
            places: Vec::new(),
        }
    };
    changed.into_iter().map(edit).collect()
}

/// The values of a row as texts.
fn texts(record: &ByteRecord) -> impl Iterator<Item = String> {
    record.iter().map(|value| decode(value).0.into_owned())
}
