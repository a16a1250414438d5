//! A run tells how far it is, and ends where it is told to.

use super::people::{EVERYTHING, records_of, sets};
use contactkit::contact::{Contact, Field};
use contactkit::matching::{Matcher, Progress, Records, Resolution, Stage};
use proptest::prelude::*;
use std::ops::ControlFlow;

/// Runs a matcher up to a report, and gives the reports and what came of it.
fn run(matcher: &Matcher, records: &Records, last: usize) -> (Vec<Progress>, Option<Resolution>) {
    let mut reports = Vec::new();
    let resolution = matcher.resolve_with(records, &mut |progress| {
        reports.push(progress);
        if reports.len() > last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    (reports, resolution)
}

/// Asserts that every stage begins with nothing done and ends with all, and that nothing goes back.
fn assert_in_order(reports: &[Progress], stages: &[Stage]) {
    let parts: Vec<&[Progress]> = reports.chunk_by(|a, b| a.stage == b.stage).collect();
    assert_eq!(parts.iter().map(|of_stage| of_stage[0].stage).collect::<Vec<Stage>>(), stages);
    for of_stage in parts {
        assert!(of_stage.is_sorted_by(|a, b| a.done <= b.done && a.total == b.total), "{of_stage:?}");
        let (first, last) = (of_stage[0], of_stage[of_stage.len() - 1]);
        assert_eq!((first.done, last.done), (0, last.total), "{of_stage:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_ends_with_any_report_that_is_answered_so(set in sets(EVERYTHING), last in 0..40usize) {
        use Stage::{Block, Cluster, Compare, Model, Train};
        let records = records_of(&set.0);
        let whole = Matcher::new().resolve(&records);
        let given = Matcher::with_model(whole.model.clone());
        for (matcher, stages) in [
            (&Matcher::new(), &[Model, Block, Train, Compare, Cluster][..]),
            (&given, &[Model, Block, Compare, Cluster][..]),
        ] {
            let (reports, resolution) = run(matcher, &records, usize::MAX);
            assert_in_order(&reports, stages);
            let resolution = resolution.unwrap();
            prop_assert_eq!((&resolution.links, &resolution.clusters), (&whole.links, &whole.clusters));

            let (until, broken) = run(matcher, &records, last);
            prop_assert_eq!(broken.is_none(), last < reports.len());
            prop_assert_eq!(&until, &reports[..reports.len().min(last + 1)]);
        }
    }
}

#[test]
fn long_stages_report_again_and_again() {
    // of so many pairs, blocks and links are more than one report's worth
    let contact = |number: u32| {
        let mut contact = Contact::person(format!("{number}"));
        let user = number / 2;
        contact.emails.push(Field::parse(format!("u{user}@example.org")));
        contact.phones.push(Field::parse(format!("+49 30 {}", 1_000_000 + user)));
        contact
    };
    let contacts: Vec<Contact> = (0..40_000).map(contact).collect();
    let records: Records = contacts.iter().collect();
    let (reports, resolution) = run(&Matcher::new(), &records, usize::MAX);
    assert!(resolution.unwrap().clusters.len() <= 20_000);
    let of = |stage: Stage| reports.iter().filter(|report| report.stage == stage).count();
    assert!(of(Stage::Block) > 10 && of(Stage::Compare) > 2 && of(Stage::Cluster) > 2, "{reports:?}");
}
