//! What people have decided of pairs, read from a file and obeyed.

use std::path::Path;

use contactkit::matching::{Answer, Conflict, Judgment, Judgments, RecordKey, Records, Resolution};
use csv::StringRecord;

use crate::support::failure::Failure;
use crate::support::page::counted;

/// The columns; the last five need not be there.
const COLUMNS: [&str; 8] = ["left_id", "right_id", "decision", "left_source", "right_source", "by", "at", "why"];

/// The lines and contradictions that are shown.
const SHOWN: usize = 3;

/// The decisions of a file, and the line of each.
#[derive(Debug, Default)]
pub struct Decisions {
    /// The matcher takes them.
    pub judgments: Judgments,
    lines: Vec<u64>,
    /// How many rows leave the decision open.
    open: u64,
}

impl Decisions {
    /// Reads a file; a row without a decision leaves it open.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let failure = |error| Failure::of_csv(path, error);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(path).map_err(failure)?;
        let header = reader.headers().map_err(failure)?.clone();
        let place = |name: &str| header.iter().position(|found| found.trim_start_matches('\u{feff}') == name);
        let places = COLUMNS.map(place);
        let missing = COLUMNS.iter().zip(&places).take(3).find(|(_, place)| place.is_none());
        if let Some((name, _)) = missing {
            let columns = COLUMNS.join(",");
            return Err(Failure::file(path, format_args!("no column {name}; the columns of decisions are {columns}")));
        }
        let mut decisions = Self::default();
        for row in reader.records() {
            let row = row.map_err(failure)?;
            let line = row.position().map_or(0, csv::Position::line);
            match judgment(&row, &places) {
                Ok(Some(judgment)) => {
                    decisions.judgments.push(judgment);
                    decisions.lines.push(line);
                }
                Ok(None) => decisions.open += 1,
                Err(reason) => return Err(Failure::Job(format!("{}:{line}: {reason}", path.display()))),
            }
        }
        Ok(decisions)
    }

    /// What became of the decisions, with what nobody could obey.
    pub fn lines(&self, records: &Records, resolution: &Resolution) -> Vec<String> {
        let all = self.lines.len() as u64;
        let mut lines = vec![match self.open {
            0 => counted(all, "decision", "decisions"),
            open => format!("{}; {open} left open", counted(all, "decision", "decisions")),
        }];
        let idle: Vec<u64> =
            resolution.idle_judgments.iter().filter_map(|place| self.lines.get(*place).copied()).collect();
        if !idle.is_empty() {
            let shown: Vec<String> = idle.iter().take(SHOWN).map(u64::to_string).collect();
            let more = if idle.len() > SHOWN { ", …" } else { "" };
            let of = counted(idle.len() as u64, "is", "are");
            lines.push(format!("{of} of no two records that are there (line {}{more})", shown.join(", ")));
        }
        for conflict in resolution.conflicts.iter().take(SHOWN) {
            lines.push(contradiction(conflict, records));
        }
        if let Some(more) = resolution.conflicts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            lines.push(format!("{} more", counted(more as u64, "contradiction", "contradictions")));
        }
        lines
    }
}

/// Says what contradicts each other.
fn contradiction(conflict: &Conflict, records: &Records) -> String {
    let id = |row: u32| records.id(row);
    let (left, right) = conflict.cannot_link;
    let (one, other) = conflict.must_link;
    let chain: Vec<&str> = conflict.chain.iter().map(|row| id(*row)).collect();
    let (chain, left, right) = (chain.join(" = "), id(left), id(right));
    format!("contradiction: {chain}, but {left} and {right} are different; {} = {} is not obeyed", id(one), id(other))
}

/// Reads a row; nothing if its decision is open.
fn judgment(row: &StringRecord, places: &[Option<usize>; 8]) -> Result<Option<Judgment>, String> {
    let [left, right, decision, left_source, right_source, by, at, why] =
        places.map(|place| place.and_then(|place| row.get(place)).unwrap_or_default());
    if row.len() < places.iter().take(3).flatten().max().map_or(0, |last| last + 1) {
        return Err("too few fields".to_owned());
    }
    let answer = match decision.to_ascii_lowercase().as_str() {
        "" => return Ok(None),
        "same" => Answer::Same,
        "different" => Answer::Different,
        "unsure" => Answer::Unsure,
        _ => return Err(format!("the decision '{decision}' is not same, different or unsure")),
    };
    if left.is_empty() || right.is_empty() {
        return Err("an id is missing".to_owned());
    }
    if (left, left_source) == (right, right_source) {
        return Err(format!("{left} stands on both sides"));
    }
    let key = |id, source| if str::is_empty(source) { RecordKey::from(id) } else { (source, id).into() };
    let mut judgment = Judgment::new(key(left, left_source), key(right, right_source), answer);
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    judgment.by = given(by);
    judgment.at = given(at);
    judgment.why = given(why);
    Ok(Some(judgment))
}
