//! Reports and their differences, written for people.

use super::difference::share;
use super::{Difference, Duplicates, FieldReport, Report, Shift};
use crate::validate::{Count, Rule, Severity, Totals};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

/// The columns of a name at the start of a line.
const NAME: usize = 20;

/// The columns of a source in a table by source, and the most sources that fit; the most fields of the owner's own.
const SOURCE: usize = 16;
const SHOWN_SOURCES: usize = 5;
const SHOWN_CUSTOM: usize = 12;

/// A text of at most so many characters; of a longer one the end, which says more of a path than the start.
fn cut(text: &str, most: usize) -> String {
    match text.chars().count().checked_sub(most) {
        None | Some(0) => text.to_owned(),
        Some(more) => std::iter::once('…').chain(text.chars().skip(more + 1)).collect(),
    }
}

/// A share in a hundred: `71.2 %`, or `-` of nothing. Only all is 100.0, and only nothing is 0.0.
struct Percent(Option<f64>);

impl Percent {
    fn of(part: u64, whole: u64) -> Self {
        Self(share(part, whole))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(share) if share > 0.0 && share < 1.0 => f.pad(&format!("{:.1} %", (100.0 * share).clamp(0.1, 99.9))),
            Some(share) => f.pad(&format!("{:.1} %", 100.0 * share)),
            None => f.pad("-"),
        }
    }
}

/// A number with its noun: `1 value`, `2 values`.
fn counted(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The counts of all contacts by field, those of each source if there are several, and the findings by rule.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Totals { contacts, clean, with_errors, .. } = self.tally.totals();
        write!(f, "{} on {}: ", counted(contacts, "contact"), self.staleness.today())?;
        write!(f, "{clean} without a finding, {with_errors} with errors")?;
        self.write_fields(f)?;
        self.write_sources(f)?;
        self.write_filled(f)?;
        self.write_rules(f)
    }
}

impl Report {
    fn write_fields(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let (filled, never): (Vec<_>, Vec<_>) = total.fields.iter().partition(|(_, counts)| counts.filled > 0);
        if !filled.is_empty() {
            write!(f, "\n\n{:NAME$}{:>10}{:>10}{:>10}", "field", "can have", "filled", "usable")?;
            write!(f, "{:>10}{:>10}{:>10}{:>10}{:>10}", "values", "invalid", "doubtful", "fresh", "undated")?;
        }
        let filled = filled.into_iter().map(|(field, counts)| (field.to_string(), counts));
        let custom =
            total.custom.iter().take(SHOWN_CUSTOM).map(|(name, counts)| (format!("  {}", cut(name, NAME - 3)), counts));
        for (field, counts) in filled.chain(custom) {
            let FieldReport { contacts, filled, usable, values, invalid, doubtful, undated, .. } = *counts;
            let fresh = Percent::of(counts.fresh_thousandths, counts.dated * 1000);
            let (filled, usable) = (Percent::of(filled, contacts), Percent::of(usable, contacts));
            write!(f, "\n{field:NAME$}{contacts:>10}{filled:>10}{usable:>10}")?;
            write!(f, "{values:>10}{invalid:>10}{doubtful:>10}{fresh:>10}{undated:>10}")?;
        }
        match total.custom.len().saturating_sub(SHOWN_CUSTOM) {
            0 => {}
            more => write!(f, "\n  and {} of your own", counted(more as u64, "more field"))?,
        }
        let sum = |count: fn(&FieldReport) -> u64| total.fields.values().map(count).sum::<u64>();
        match (sum(|counts| counts.stale), sum(|counts| counts.ended)) {
            (0, _) => {}
            (stale, 0) => write!(f, "\nprobably out of date: {}", counted(stale, "value"))?,
            (stale, ended) => {
                let (values, jobs) = (counted(stale, "value"), counted(ended, "employment"));
                write!(f, "\nprobably out of date: {values}, of which {jobs} certainly ended")?;
            }
        }
        let never = never.into_iter().filter(|(_, counts)| counts.contacts > 0);
        let never: Vec<&str> = never.map(|(field, _)| field.as_str()).collect();
        if !never.is_empty() {
            write!(f, "\nin no contact: {}", never.join(", "))?;
        }
        Ok(())
    }

    fn write_sources(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let total = self.total();
        if self.sources.len() < 2 && total.duplicates.is_none() {
            return Ok(());
        }
        write!(f, "\n\n{:NAME$}{:>10}{:>10}{:>10}{:>10}", "source", "contacts", "clean", "errors", "valid")?;
        if total.duplicates.is_some() {
            write!(f, "{:>12}{:>13}{:>14}", "duplicates", "same source", "other source")?;
        }
        let of_tally: BTreeMap<&str, Totals> = self.tally.sources().collect();
        let one = |(source, counts)| (source, counts, of_tally.get(source).copied().unwrap_or_default());
        let mut lines: Vec<_> = self.sources.iter().map(|(source, counts)| one((source.as_str(), counts))).collect();
        if lines.len() > 1 {
            lines.push(("all", &total, self.tally.totals()));
        }
        for (source, counts, totals) in lines {
            let name = if source.is_empty() { "(none)" } else { source };
            let contacts = counts.contacts;
            let (clean, errors) = (Percent::of(totals.clean, contacts), Percent::of(totals.with_errors, contacts));
            let values = counts.fields.values();
            let (valid, values) = values.fold((0, 0), |(valid, all), one| (valid + one.valid(), all + one.values));
            let valid = Percent::of(valid, values);
            write!(f, "\n{name:NAME$}{contacts:>10}{clean:>10}{errors:>10}{valid:>10}")?;
            if let Some(Duplicates { same_source, other_source, any_source, .. }) = counts.duplicates {
                write!(f, "{any_source:>12}{same_source:>13}{other_source:>14}")?;
            }
        }
        Ok(())
    }

    /// Of the contacts of each source that can have a field, those that have it.
    fn write_filled(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut sources: Vec<_> = self.sources.iter().collect();
        if sources.len() < 2 {
            return Ok(());
        }
        sources.sort_by_key(|(_, counts)| Reverse(counts.contacts));
        sources.truncate(SHOWN_SOURCES);
        write!(f, "\n\n{:NAME$}", "filled, by source")?;
        for (source, _) in &sources {
            let name = if source.is_empty() { "(none)" } else { source.as_str() };
            write!(f, "{:>SOURCE$}", cut(name, SOURCE - 2))?;
        }
        for (field, _) in self.total().fields.iter().filter(|(_, counts)| counts.filled > 0) {
            write!(f, "\n{field:NAME$}")?;
            for (_, counts) in &sources {
                let counts = counts.fields.get(field).copied().unwrap_or_default();
                write!(f, "{:>SOURCE$}", Percent::of(counts.filled, counts.contacts))?;
            }
        }
        match self.sources.len() - sources.len() {
            0 => Ok(()),
            more => write!(f, "\nthe largest sources; {more} more have no more contacts"),
        }
    }

    fn write_rules(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rules: BTreeMap<(Severity, Rule), u64> = BTreeMap::new();
        for Count { rule, severity, findings, .. } in self.tally.counts() {
            *rules.entry((severity, rule)).or_default() += findings;
        }
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by_key(|&((severity, rule), findings)| (Reverse((severity, findings)), rule));
        if !rules.is_empty() {
            write!(f, "\n\n{:>9} {:7} rule", "findings", "")?;
        }
        rules.into_iter().try_for_each(|((severity, rule), findings)| write!(f, "\n{findings:>9} {severity:7} {rule}"))
    }
}

/// `emails valid from crm 50.0 %, now 100.0 % (+50.0)`
impl fmt::Display for Shift {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(f, "{field} {}", self.measure)?,
            None => write!(f, "contacts {}", self.measure)?,
        }
        match self.source.as_deref() {
            None => {}
            Some("") => f.write_str(" from no source")?,
            Some(source) => write!(f, " from {source}")?,
        }
        write!(f, " {}, now {}", Percent(self.before), Percent(self.after))?;
        self.points().map_or(Ok(()), |points| write!(f, " ({points:+.1})"))
    }
}

/// What got better and what got worse, the most first; by source only where there are several.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (old, new) = (self.findings.before, self.findings.after);
        writeln!(f, "before, on {}: {old}", self.before)?;
        write!(f, "now, on {}: {new}", self.after)?;
        for (title, is_better) in [("better", true), ("worse", false)] {
            let is_several = self.sources() > 1;
            let moved = self.shifts.iter().filter(|shift| is_several || shift.source.is_none());
            let moved = moved.filter(|shift| shift.is_better() == Some(is_better));
            let mut moved: Vec<(f64, &Shift)> = moved
                .filter_map(|shift| Some((shift.points()?.abs(), shift)))
                .filter(|(points, _)| *points >= SEEN)
                .collect();
            moved.sort_by(|(left, _), (right, _)| right.total_cmp(left));
            write_list(f, title, moved.iter().map(|(_, shift)| shift))?;
            let mut rules: Vec<_> = self.findings.changes.iter().map(|change| (change.difference(), change)).collect();
            rules.retain(|(difference, _)| difference.abs() >= SEEN && (*difference < 0.0) == is_better);
            rules.sort_by(|(left, _), (right, _)| right.abs().total_cmp(&left.abs()));
            let title = if is_better { "fewer findings" } else { "more findings" };
            write_list(f, title, rules.iter().map(|(_, change)| change))?;
        }
        Ok(())
    }
}

/// What is less does not show in a figure of one decimal.
const SEEN: f64 = 0.05;

impl Difference {
    fn sources(&self) -> usize {
        let mut sources: Vec<_> = self.shifts.iter().filter_map(|shift| shift.source.as_deref()).collect();
        sources.dedup();
        sources.len()
    }
}

fn write_list(f: &mut Formatter<'_>, title: &str, lines: impl Iterator<Item = impl fmt::Display>) -> fmt::Result {
    for (number, line) in lines.enumerate() {
        if number == 0 {
            write!(f, "\n\n{title}")?;
        }
        write!(f, "\n  {line}")?;
    }
    Ok(())
}
