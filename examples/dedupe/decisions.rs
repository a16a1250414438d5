//! What people have decided of pairs, read from a file and obeyed.

use std::path::Path;

use contactkit::matching::{Answer, Conflict, Judgment, Judgments, RecordKey, Records, Resolution};

use crate::support::failure::Failure;
use crate::support::page::counted;
use crate::support::table;

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
        let mut decisions = Self::default();
        for (line, row) in table::read(path, "decisions", COLUMNS, 3)? {
            match judgment(row.each_ref().map(|text| text.trim())) {
                Ok(Some(judgment)) => {
                    decisions.judgments.push(judgment);
                    decisions.lines.push(line);
                }
                Ok(None) => decisions.open += 1,
                Err(reason) => return Err(Failure::at(path, line, reason)),
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
fn judgment(row: [&str; 8]) -> Result<Option<Judgment>, String> {
    let [left, right, decision, left_source, right_source, by, at, why] = row;
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
