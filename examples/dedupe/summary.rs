//! What a person reads at the end of a run.

use contactkit::matching::{Explanation, Lane, Matcher, Resolution, Training};

use crate::interest::{self, Specimen};
use crate::names::ClusterNames;
use crate::report::Report;
use crate::support::accounts;
use crate::support::failure::Failure;
use crate::support::findings::Findings;
use crate::support::page::{self, count, counted};
use crate::support::reader::DataSet;

/// The lines of a summary.
const MOST_LINES: usize = 60;

/// The kinds of findings that are shown.
const SHOWN_RULES: usize = 10;

/// The clusters that are shown, and the records of each.
const SHOWN_CLUSTERS: usize = 5;
const SHOWN_RECORDS: usize = 4;

/// The lines of a summary.
#[derive(Debug, Default)]
pub struct Summary {
    lines: Vec<String>,
}

impl Summary {
    /// Adds a line, or a few if it is long; the title stands in a column of its own.
    pub fn line(&mut self, title: &str, text: impl std::fmt::Display) {
        self.lines.extend(page::titled(title, &text.to_string()));
    }

    /// Says what was read.
    pub fn read(&mut self, report: &Report, data: &DataSet) {
        let files: Vec<&str> = data.sources.iter().map(|source| source.name.as_str()).collect();
        let files = match files.as_slice() {
            [file] => (*file).to_owned(),
            [first, .., last] => format!("{} files, {first} … {last}", files.len()),
            [] => String::new(),
        };
        self.line("records", format_args!("{} in {files}", count(report.records)));
        let people = counted(report.people, "person", "people");
        let organizations = counted(report.organizations, "organization", "organizations");
        self.line("", format_args!("{people}, {organizations}"));
        for (title, text) in accounts::lines(data) {
            self.line(title, text);
        }
    }

    /// Says what is wrong with the records, with an example for each kind.
    pub fn findings(&mut self, report: &Report, findings: &Findings) {
        let lines = findings.lines();
        if lines.is_empty() {
            self.line("findings", "none");
            return;
        }
        self.lines.push(String::new());
        let total = count(findings.tally.totals().findings());
        let records = counted(report.records_with_findings, "record", "records");
        self.line("findings", format_args!("{total} in {records}, with the first of each kind:"));
        self.lines.extend(lines.iter().take(SHOWN_RULES).map(|line| format!("  {line}")));
        if let Some(more) = lines.len().checked_sub(SHOWN_RULES).filter(|more| *more > 0) {
            self.lines.push(format!("  … and {more} more kinds; --report has them all"));
        }
    }

    /// Says what was found.
    pub fn found(&mut self, report: &Report) {
        self.lines.push(String::new());
        self.line(
            "compared",
            format_args!("{} of {} possible pairs", count(report.scored), count(report.possible_pairs)),
        );
        if let Some(pairs) = report.skipped.get("too_common").filter(|pairs| **pairs > 0) {
            let mut rules: Vec<_> = report.rules.iter().filter(|rule| rule.too_common > 0).collect();
            rules.sort_by_key(|rule| std::cmp::Reverse(rule.too_common));
            let rules: Vec<String> =
                rules.iter().take(4).map(|rule| format!("{} {}", rule.rule, count(rule.too_common))).collect();
            self.line("skipped", format_args!("{} candidates, as too many records share their key:", count(*pairs)));
            self.line("", rules.join(", "));
        }
        if report.records_without_key > 0 {
            let records = count(report.records_without_key);
            self.line("skipped", format_args!("{records} records have too few values to be compared with any other"));
        }
        for warning in report.training.iter().flat_map(Training::warnings) {
            self.line("model", warning);
        }
        self.line(
            "matches",
            format_args!(
                "{} pairs; {} more are possible matches",
                count(report.matches),
                count(report.possible_matches)
            ),
        );
        let share = 100.0 * report.duplicates as f64 / (report.records.max(1)) as f64;
        self.line(
            "clusters",
            format_args!(
                "{}: {} of one record, {} of several (largest {})",
                count(report.clusters),
                count(report.clusters - report.clusters_of_several),
                count(report.clusters_of_several),
                count(report.largest_cluster)
            ),
        );
        let lane = |lane: Lane| count(report.lanes.get(&lane.to_string()).copied().unwrap_or_default());
        self.line(
            "lanes",
            format_args!(
                "{} safe to merge, {} need a decision, {} to review, {} possible homonyms",
                lane(Lane::Automatic),
                lane(Lane::NeedsDecision),
                lane(Lane::Review),
                lane(Lane::PossibleHomonym)
            ),
        );
        if let Some(kinds) = &report.relations {
            let kinds: Vec<String> = kinds.iter().map(|(kind, pairs)| format!("{} {kind}", count(*pairs))).collect();
            self.line("relations", if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") });
        }
        self.line(
            "duplicates",
            format_args!("{share:.1} % of the records, {}, repeat another one", count(report.duplicates)),
        );
    }

    /// Says how long it took, and the memory it needed.
    pub fn cost(&mut self, stages: &[(String, f64)], total: f64, peak_memory: Option<u64>) {
        // stages that took no time to speak of are left out, so that the line stays one
        let digits = if total < 10.0 { 2 } else { 1 };
        let stages = stages.iter().map(|(stage, seconds)| (stage, format!("{seconds:.digits$}")));
        let some = stages.filter(|(_, seconds)| seconds.contains(|digit| matches!(digit, '1'..='9')));
        let stages: Vec<String> = some.map(|(stage, seconds)| format!("{stage} {seconds}")).collect();
        self.line("seconds", format_args!("{total:.digits$} ({})", stages.join(", ")));
        if let Some(bytes) = peak_memory {
            self.line("memory", format_args!("{} MB at most", count(bytes / 1_000_000)));
        }
    }

    /// Shows some clusters, as many as there is room for.
    pub fn clusters(
        &mut self,
        matcher: &Matcher,
        resolution: &Resolution,
        names: &ClusterNames<'_>,
        data: &DataSet,
    ) -> Result<(), Failure> {
        if data.sources.iter().any(|source| !source.is_regular) {
            return Ok(());
        }
        let mut again = data.again()?;
        let specimens = interest::choose(matcher, resolution, &mut again, SHOWN_CLUSTERS)?;
        for (number, specimen) in specimens.iter().enumerate() {
            let members = resolution.clusters.members(specimen.cluster);
            let mut lines = vec![String::new()];
            lines.push(format!("{}. {} records, cluster {}", number + 1, members.len(), names.of(specimen.cluster)));
            for row in members.iter().take(SHOWN_RECORDS) {
                if let Some(contact) = again.contact(*row)? {
                    lines.push(format!("   {}", page::one_line(&contact)));
                }
            }
            if let Some(more) = members.len().checked_sub(SHOWN_RECORDS).filter(|more| *more > 0) {
                lines.push(format!("   … and {} more", count(more as u64)));
            }
            lines.extend(reasons(specimen));
            if self.lines.len() + lines.len() > MOST_LINES {
                break;
            }
            self.lines.append(&mut lines);
        }
        Ok(())
    }

    /// The lines, as one text.
    pub fn text(&self) -> String {
        page::text(self.lines.iter().take(MOST_LINES))
    }
}

/// Why the records of a cluster are one: its weakest link, and its strongest if that is another one.
fn reasons(specimen: &Specimen) -> Vec<String> {
    let line = |title: &str, explanation: &Explanation| {
        let Explanation { left, right, weight, .. } = explanation;
        format!("   {title} {left}–{right} {:.1} bits: {}", weight.bits(), page::reasons(explanation))
    };
    match specimen.links.as_slice() {
        [only] => vec![line("link", only)],
        [weakest, strongest, ..] => vec![line("weakest", weakest), line("strongest", strongest)],
        [] => Vec::new(),
    }
}
