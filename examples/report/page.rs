//! [`Page`]: what a person reads.

use contactkit::report::{AuditPlan, Difference, Report};

use crate::support::accounts;
use crate::support::findings::{Example, Examples};
use crate::support::page;
use crate::support::reader::DataSet;

/// The rules of which an example is shown, and the tasks of each reviewer.
const SHOWN_RULES: usize = 10;
const SHOWN_TASKS: usize = 3;

/// What a person reads.
#[derive(Debug, Default)]
pub struct Page {
    lines: Vec<String>,
    pub examples: Examples,
}

impl Page {
    /// Says what was read, and what was not.
    pub fn read(&mut self, data: &DataSet) {
        let files: Vec<&str> = data.sources.iter().map(|source| source.name.as_str()).collect();
        self.lines.extend(page::titled("read", &files.join(", ")));
        for (title, text) in accounts::lines(data) {
            self.lines.extend(page::titled(title, &text));
        }
        self.lines.push(String::new());
    }

    /// Says how good the contacts are, with an example of what is wrong for each of the worst rules.
    pub fn report(&mut self, report: &Report) {
        self.several(report);
        let mut lines = Vec::new();
        for (rule, Example { id, message, .. }) in self.examples.worst_first().into_iter().take(SHOWN_RULES) {
            lines.push(format!("  {rule}, first in {id}"));
            lines.extend(wrapped(&format!("    {message}")));
        }
        if !lines.is_empty() {
            self.title("for example");
        }
        self.lines.extend(lines);
        let (dated, undated) = report
            .total()
            .fields
            .values()
            .fold((0, 0), |(dated, undated), counts| (dated + counts.dated, undated + counts.undated));
        if dated == 0 && undated > 0 {
            self.lines.push(String::new());
            self.lines
                .push("No value has a day on which it was last right; --seen names the column that has it.".into());
        }
    }

    /// Says what got better and what got worse.
    pub fn difference(&mut self, difference: &Difference) {
        self.title("since the report before");
        self.several(difference);
    }

    /// Says who has how many contacts to look at, and the first of them.
    pub fn plan(&mut self, plan: &AuditPlan, is_written: bool) {
        self.title(&format!("to look at: {}", page::counted(plan.tasks.len() as u64, "contact", "contacts")));
        let mut is_cut = false;
        for progress in plan.progress() {
            let reviewer = progress.reviewer.as_deref().unwrap_or("nobody has time for");
            self.lines.push(format!("  {reviewer}: {}", page::counted(progress.tasks as u64, "contact", "contacts")));
            let tasks = plan.tasks.iter().filter(|task| task.reviewer == progress.reviewer);
            self.lines.extend(tasks.take(SHOWN_TASKS).flat_map(|task| wrapped(&format!("    {task}"))));
            is_cut |= progress.tasks > SHOWN_TASKS;
        }
        if is_cut && !is_written {
            self.lines.push("  … and more; --plan OUT.csv has them all".to_owned());
        }
    }

    fn title(&mut self, title: &str) {
        self.lines.push(String::new());
        self.lines.push(title.to_owned());
    }

    fn several(&mut self, text: impl std::fmt::Display) {
        self.lines.extend(text.to_string().lines().flat_map(wrapped));
    }

    /// The lines, as one text.
    pub fn text(&self) -> String {
        page::text(&self.lines)
    }
}

/// A line as several where it is too long, those after the first two columns further in.
fn wrapped(line: &str) -> Vec<String> {
    let indent = line.chars().take_while(|char| *char == ' ').count();
    let mut lines = vec![String::new()];
    let mut width = 0;
    for word in line.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        if width > indent && width + length > page::MOST_COLUMNS {
            lines.push(" ".repeat(indent + 2));
            width = indent + 2;
        }
        width += word.chars().count();
        lines.last_mut().into_iter().for_each(|line| line.push_str(word));
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}
