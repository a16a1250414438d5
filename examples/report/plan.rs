//! The plan of an audit as a table, a line for each value to check.

use std::path::Path;

use contactkit::report::{AuditPlan, Check, Why};

use crate::support::failure::Failure;
use crate::support::files::table;

/// Writes `reviewer,id,source,field,why`: the contacts of each reviewer, those that need it most first, and last those that
/// nobody has time for.
pub fn write(path: &Path, plan: &AuditPlan) -> Result<(), Failure> {
    table(path, &["reviewer", "id", "source", "field", "why"], |writer| {
        for progress in plan.progress() {
            for task in plan.tasks.iter().filter(|task| task.reviewer == progress.reviewer) {
                for check in &task.checks {
                    let reviewer = task.reviewer.as_deref().unwrap_or_default();
                    let source = task.contact.source.as_deref().unwrap_or_default();
                    writer.write_record([reviewer, &task.contact.id, source, &check.path.to_string(), &why(check)])?;
                }
            }
        }
        Ok(())
    })
}

fn why(check: &Check) -> String {
    match &check.why {
        Why::Found { message, .. } => message.clone(),
        Why::Stale(freshness) => freshness.to_string(),
        _ => String::new(),
    }
}
