//! An index says what a batch run says of the records that are left, whatever came and went before.

use super::people::{EVERYTHING, Set, records_of, sets};
use contactkit::contact::Contact;
use contactkit::matching::{
    BlockingRule, Conflict, Decision, Hit, Index, Judgment, LinkType, Matcher, Model, RecordKey, Resolution, Term,
    Verdict,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What happens to the records of a set.
#[derive(Debug, Clone, Copy)]
enum Step {
    Insert(usize),
    Remove(usize),
    Search(usize),
    Judge(usize, usize, Verdict),
    Withdraw(usize, usize),
}

/// Histories, some of them with judgments of people.
fn histories() -> impl Strategy<Value = Vec<Step>> {
    let verdict = prop_oneof![Just(Verdict::Same), Just(Verdict::Different), Just(Verdict::Unsure)];
    let record = || 0..40usize;
    prop_oneof![Just(0u32), Just(2u32)].prop_flat_map(move |judged| {
        let step = prop_oneof![
            4 => record().prop_map(Step::Insert),
            2 => record().prop_map(Step::Remove),
            1 => record().prop_map(Step::Search),
            judged => (record(), record(), verdict.clone()).prop_map(|(a, b, verdict)| Step::Judge(a, b, verdict)),
            judged => (0..6usize, 0..6usize).prop_map(|(a, b)| Step::Withdraw(a, b)),
        ];
        proptest::collection::vec(step, 0..120)
    })
}

/// The key that a judgment names a record by: of each second record only its id.
fn named(set: &[Contact], at: usize) -> RecordKey {
    set.get(at).map_or(
        "nobody".into(),
        |contact| if at.is_multiple_of(2) { contact.into() } else { contact.id.as_str().into() },
    )
}

/// A model whose blocks are so small that few records make them too large, and which sees every pair.
fn model(set: &Set, limit: u32, everyone: Option<u32>) -> Model {
    let mut model = Model::for_records(&records_of(&set.0));
    model.possible_match_probability = 1e-9;
    model.block_limits.values_mut().for_each(|all| *all = limit);
    match everyone {
        Some(everyone) => _ = model.block_limits.insert(BlockingRule::Everyone, everyone),
        None => _ = model.block_limits.remove(&BlockingRule::Everyone),
    }
    model
}

fn key(contact: &Contact) -> RecordKey {
    contact.into()
}

/// What a record matches or may match, by key.
type Matches = BTreeMap<RecordKey, (i32, Decision)>;

fn matches(hits: &[Hit]) -> Matches {
    hits.iter().map(|hit| (hit.key.clone(), (hit.weight.thousandths(), hit.decision))).collect()
}

/// The same of a batch run.
fn batch_matches(contacts: &[&Contact], resolution: &Resolution, row: u32) -> Matches {
    let of_row = resolution.links.iter().filter(|link| link.left == row || link.right == row);
    let other = |left: u32, right: u32| key(contacts[if left == row { right } else { left } as usize]);
    of_row.map(|link| (other(link.left, link.right), (link.weight.thousandths(), link.decision))).collect()
}

/// A conflict by the keys of its records: those that cannot link, the must-link, the chain.
fn by_keys<R>(conflict: &Conflict<R>, key: impl Fn(&R) -> RecordKey) -> Vec<RecordKey> {
    let pairs = [&conflict.cannot_link, &conflict.must_link];
    pairs.into_iter().flat_map(|(a, b)| [a, b]).chain(&conflict.chain).map(key).collect()
}

fn check(index: &Index, live: &BTreeMap<RecordKey, &Contact>, link_type: LinkType) -> Result<(), TestCaseError> {
    let contacts: Vec<&Contact> = live.values().copied().collect();
    let records = records_of(contacts.iter().copied());
    let matcher = Matcher::with_model(index.model().clone()).link_type(link_type).judgments(index.judgments().clone());
    let resolution = matcher.resolve(&records);
    prop_assert_eq!(index.len(), contacts.len());
    let of_row = |row: &u32| key(contacts[*row as usize]);
    let conflicts = resolution.conflicts.iter().map(|conflict| by_keys(conflict, of_row));
    prop_assert_eq!(
        index.conflicts().iter().map(|conflict| by_keys(conflict, Clone::clone)).collect::<Vec<_>>(),
        conflicts.collect::<Vec<_>>()
    );
    let refused: BTreeSet<(RecordKey, RecordKey)> = resolution
        .conflicts
        .iter()
        .flat_map(|conflict| {
            let (a, b) = &conflict.must_link;
            [(of_row(a), of_row(b)), (of_row(b), of_row(a))]
        })
        .collect();
    for (row, contact) in (0..).zip(&contacts) {
        let hits = index.matches(&key(contact));
        let [mut found, mut expected] = [matches(&hits), batch_matches(&contacts, &resolution, row)];
        if link_type == LinkType::OneToOne {
            // a second partner is a match by its evidence, and is not taken into the cluster
            found.values_mut().chain(expected.values_mut()).for_each(|(_, decision)| *decision = Decision::Match);
        }
        // so is what others contradict
        let contradicted = expected.iter_mut().filter(|(other, _)| refused.contains(&(key(contact), (*other).clone())));
        contradicted.for_each(|(_, (_, decision))| *decision = Decision::Match);
        prop_assert_eq!(found, expected, "{:?}", key(contact));
        prop_assert!(hits.is_sorted_by(|a, b| a.weight > b.weight || a.weight == b.weight && a.key.id <= b.key.id));
    }
    let keys = |rows: &[u32]| rows.iter().map(|&row| key(contacts[row as usize])).collect::<Vec<RecordKey>>();
    let clusters: Vec<Vec<RecordKey>> = resolution.clusters.iter().map(keys).collect();
    prop_assert_eq!(index.clusters(), clusters.clone());
    for cluster in clusters {
        for record in &cluster {
            prop_assert_eq!(index.cluster(record), cluster.clone());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_ends_where_a_batch_run_of_what_is_left_does(
        set in sets(EVERYTHING),
        history in histories(),
        limit in 2..9u32,
        everyone in proptest::option::of(2..40u32),
        knows_domains in any::<bool>(),
        link_type in prop_oneof![Just(LinkType::LinkAndDedupe), Just(LinkType::LinkOnly), Just(LinkType::OneToOne)],
    ) {
        // some records share an id, and differ in their source
        let set = Set(set.0.into_iter().enumerate().map(|(number, mut contact)| {
            contact.id = format!("{:02}", number * 7 % 31);
            contact
        }).collect());
        let mut model = model(&set, limit, everyone);
        if !knows_domains {
            model.frequencies.remove(&Term::EmailDomain);
        }
        let mut index = Index::with_link_type(model, link_type);
        let mut live: BTreeMap<RecordKey, &Contact> = BTreeMap::new();
        for step in history {
            let (Step::Insert(at) | Step::Remove(at) | Step::Search(at) | Step::Judge(at, ..) | Step::Withdraw(at, _)) = step;
            let Some(contact) = set.get(at) else { continue };
            match step {
                Step::Insert(_) => {
                    // searching says what inserting will
                    let found = index.search(contact);
                    let is_new = live.insert(key(contact), contact).is_none();
                    prop_assert_eq!(index.contains(&key(contact)), !is_new);
                    let hits = index.insert(contact);
                    if is_new {
                        prop_assert_eq!(found, hits);
                    }
                }
                Step::Remove(_) => {
                    prop_assert_eq!(index.remove(&key(contact)), live.remove(&key(contact)).is_some());
                }
                Step::Judge(left, right, verdict) => {
                    index.judge(Judgment::new(named(&set, left), named(&set, right), verdict));
                }
                Step::Withdraw(left, right) => {
                    let is_of = |judgment: &&Judgment| {
                        let keys = [&judgment.left, &judgment.right];
                        let [left, right] = [left, right].map(|at| named(&set, at));
                        keys == [&left, &right] || keys == [&right, &left]
                    };
                    let known = index.judgments().0.iter().filter(is_of).count();
                    prop_assert_eq!(index.withdraw(named(&set, left), named(&set, right)).len(), known);
                }
                Step::Search(_) => {
                    let found = index.search(contact);
                    prop_assert!(found.iter().all(|hit| hit.key != key(contact) && live.contains_key(&hit.key)));
                }
            }
        }
        check(&index, &live, link_type)?;
    }
}
