//! How well known sets are resolved without any configuration: floors a little under what was measured.
//!
//! The sets are no part of the repository; where they are not there, there is nothing to measure.

#![allow(clippy::print_stdout, reason = "a skipped measurement is said, and a figure is for who asks with --nocapture")]

use super::files::Labelled;
use contactkit::contact::CountryCode;
use contactkit::matching::Matcher;
use contactkit::matching::evaluate::{Evaluation, evaluate};
use std::path::{Path, PathBuf};

/// The folder of the sets, beside the repository or above it.
pub fn folder() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).take(3);
    above.map(|folder| folder.join("shared/data/sets")).find(|folder| folder.is_dir())
}

/// Asserts that a set's pairwise F1 is at least as high as it was, but for the last two hundredths, and that what would be
/// merged without a look is right where there is enough to tell.
fn at_least(name: &str, f1: f64) {
    let Some(folder) = folder().map(|folder| folder.join(name)).filter(|folder| folder.is_dir()) else {
        println!("skipped: shared/data/sets/{name} is not there");
        return;
    };
    let about: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("meta.json")).unwrap()).unwrap();
    let region = about.get("default_region").and_then(serde_json::Value::as_str).and_then(CountryCode::of);
    let set = Labelled::read(folder.join("records.csv"), &folder.join("truth.csv"), region);
    let records = set.records();
    let evaluation = evaluate(&records, &Matcher::new().resolve(&records), &set.truth);
    let Evaluation { pairs, automatic, pairs_completeness, .. } = &evaluation;
    println!("{name}: {pairs:?}, automatic {automatic:?}, pairs completeness {pairs_completeness:.4}");
    let mut entities = set.truth.clone();
    entities.sort_unstable();
    let true_pairs: usize = entities.chunk_by(|a, b| a == b).map(|of_one| of_one.len() * (of_one.len() - 1) / 2).sum();
    assert!(automatic.precision >= 0.998 || true_pairs < 500, "{name}: {automatic:?}");
    assert!(evaluation.pairs.f1 >= f1 - 0.02, "{name}: {:?} is below {f1} - 0.02", evaluation.pairs);
}

#[test]
fn febrl1_is_resolved_as_well_as_before() {
    at_least("febrl1", 0.997);
}

#[test]
fn rldata500_is_resolved_as_well_as_before() {
    at_least("rldata500", 0.989);
}

#[test]
fn census_is_resolved_as_well_as_before() {
    at_least("secondstring_census", 0.908);
}

#[test]
fn restaurants_are_resolved_as_well_as_before() {
    at_least("fodors_zagats", 0.991);
}

#[test]
fn splink_fake_1000_is_resolved_as_well_as_before() {
    at_least("splink_fake_1000", 0.963);
}

#[test]
fn seedfaker_is_resolved_as_well_as_before() {
    at_least("seedfaker_dev", 0.989);
}
