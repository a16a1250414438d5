//! Small files with named columns, as a person or a spreadsheet saves them: decisions, a truth, events.

use std::path::Path;

use csv::ByteRecord;

use super::failure::Failure;
use super::row::decode;
use super::source::{DELIMITERS, LineEnd, builder, check_text, open_quote, record, said_delimiter};

/// The rows of a table: the line of each, and its texts in the order of the columns that were asked for.
pub type Rows<const N: usize> = Vec<(u64, [String; N])>;

/// Reads a table; `what` says whose columns these are: `decisions`. The first `needed` of them must be there, and in each
/// row; what is missing of the others is empty.
pub fn read<const N: usize>(path: &Path, what: &str, columns: [&str; N], needed: usize) -> Result<Rows<N>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::of_system(path, &error))?;
    check_text(path, &bytes)?;
    let failure = |error| Failure::of_csv(path, error);
    let line_end = LineEnd::of(&bytes);
    let said = said_delimiter(&bytes);
    let header = usize::from(said.is_some());
    let places = |delimiter| {
        let header = record(&bytes, delimiter, header).unwrap_or_default();
        let header: Vec<String> = header.iter().map(|text| decode(text).0.trim().to_lowercase()).collect();
        columns.map(|column| header.iter().position(|text| text == column))
    };
    // spreadsheets of many countries write semicolons
    let has_needed = |delimiter: &u8| places(*delimiter).iter().take(needed).all(Option::is_some);
    let delimiter = said.or_else(|| DELIMITERS.into_iter().find(has_needed)).unwrap_or(b',');
    let places = places(delimiter);
    if let Some((name, _)) = columns.iter().zip(&places).take(needed).find(|(_, place)| place.is_none()) {
        let columns = columns.join(",");
        return Err(Failure::file(path, format_args!("no column {name}; the columns of {what} are {columns}")));
    }
    let width = places.iter().take(needed).flatten().max().map_or(0, |last| last + 1);
    let mut rows = Vec::new();
    if let Some(line) = open_quote(&bytes, delimiter, line_end) {
        return Err(Failure::at(path, line, "a quotation mark that is not closed"));
    }
    let mut reader = builder(delimiter).from_reader(bytes.as_slice());
    let mut record = ByteRecord::new();
    for _ in 0..=header {
        reader.read_byte_record(&mut record).map_err(failure)?;
    }
    while reader.read_byte_record(&mut record).map_err(failure)? {
        let line = line_end.line(&record, reader.position());
        if record.len() < width {
            return Err(Failure::at(path, line, "too few fields"));
        }
        let text = |place: Option<usize>| place.and_then(|place| record.get(place)).unwrap_or_default();
        rows.push((line, places.map(|place| decode(text(place)).0.into_owned())));
    }
    Ok(rows)
}
