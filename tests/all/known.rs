//! Case tables, and the cases of them that come out wrong today.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The cases of a table file, each under `[[case]]`.
pub fn cases<Case: for<'de> Deserialize<'de>>(table: &str) -> Vec<Case> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table<Case> {
        case: Vec<Case>,
    }
    toml::from_str::<Table<Case>>(table).unwrap_or_else(|error| panic!("{error}")).case
}

/// Fails if a case is wrong that `known_failures.toml` does not list under the table's name, or lists and is right.
///
/// Each outcome is a case's title and, if it is wrong, how.
pub fn judge(table: &str, outcomes: impl IntoIterator<Item = (String, Result<(), String>)>) {
    let all: BTreeMap<String, BTreeSet<String>> = toml::from_str(include_str!("../data/known_failures.toml")).unwrap();
    let mut unseen = all.get(table).cloned().unwrap_or_default();
    let known = unseen.len();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (title, outcome) in outcomes {
        count += 1;
        match (outcome, unseen.remove(&title)) {
            (Err(how), false) => wrong.push(format!("{title}: {how}")),
            (Ok(()), true) => wrong.push(format!("{title}: passes now; take it out of known_failures.toml")),
            _ => {}
        }
    }
    wrong.extend(unseen.iter().map(|title| format!("{title}: known_failures.toml lists no such case of {table}")));
    assert!(wrong.is_empty(), "{} of {count} {table}, {known} more known:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What differs between what was found and what was expected.
#[allow(clippy::needless_pass_by_value, reason = "values are made for the comparison")]
pub fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("found {found:?}, expected {expected:?}")) }
}
