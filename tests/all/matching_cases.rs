//! Pairs of records with what must be decided of them, among contacts that make them as rare as they are.

use super::files::{SAMPLE, contact_of};
use super::known::{cases, judge};
use super::people::records_of;
use contactkit::contact::CountryCode;
use contactkit::matching::{Decision, Explanation, Matcher, Records};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    left: BTreeMap<String, String>,
    right: BTreeMap<String, String>,
    region: Option<String>,
    expect: Expectation,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expectation {
    Match,
    Possible,
    NotMatch,
    NotAutomatic,
}

/// The contacts among which each pair stands.
static OTHERS: LazyLock<Records> = LazyLock::new(|| records_of(SAMPLE.contacts.iter().take(400)));

/// What was decided of a case, whether the two are in one cluster, and why.
fn decide(case: &Case) -> (Decision, bool, Explanation) {
    let region = case.region.as_deref().map(|code| CountryCode::of(code).unwrap());
    let mut records = OTHERS.clone();
    let left = records.push(&contact_of("left", &case.left, region));
    let right = records.push(&contact_of("right", &case.right, region));
    let resolution = Matcher::new().resolve(&records);
    let link = resolution.links.iter().find(|link| (link.left, link.right) == (left, right));
    let together = resolution.clusters.of(left) == resolution.clusters.of(right);
    let decision = link.map_or(Decision::NonMatch, |link| link.decision);
    (decision, together, Matcher::new().explain(&records, &resolution.model, left, right))
}

#[test]
fn pairs_are_decided_as_the_table_says_but_for_known_failures() {
    let all = cases::<Case>(include_str!("../data/pairs.toml"));
    let rules: BTreeSet<&str> = all.iter().map(|case| case.rule.as_str()).collect();
    assert_eq!(rules.len(), all.len(), "two cases have one rule");
    judge("pairs", all.iter().map(|case| (case.rule.clone(), outcome(case))));
}

fn outcome(case: &Case) -> Result<(), String> {
    let (decision, together, explanation) = decide(case);
    let passes = match case.expect {
        Expectation::Match => decision == Decision::Match && together,
        Expectation::Possible => decision >= Decision::PossibleMatch,
        Expectation::NotMatch => decision == Decision::NonMatch && !together,
        Expectation::NotAutomatic => decision <= Decision::PossibleMatch && !together,
    };
    let where_to = if together { ", in one cluster" } else { "" };
    if passes { Ok(()) } else { Err(format!("expected {:?}, found {decision}{where_to}\n{explanation}", case.expect)) }
}
