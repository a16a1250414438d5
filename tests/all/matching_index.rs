//! An index says what a batch run says of the records that are left, whatever came and went before.

use super::people::{EVERYTHING, Set, records_of, sets};
use contactkit::contact::Contact;
use contactkit::matching::{BlockingRule, Decision, Hit, Index, LinkType, Matcher, Model, RecordKey, Resolution, Term};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What happens to a record of a set.
#[derive(Debug, Clone, Copy)]
enum Step {
    Insert(usize),
    Remove(usize),
    Search(usize),
}

fn histories() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..40usize).prop_map(Step::Insert),
        2 => (0..40usize).prop_map(Step::Remove),
        1 => (0..40usize).prop_map(Step::Search),
    ];
    proptest::collection::vec(step, 0..120)
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

fn check(index: &Index, live: &BTreeMap<RecordKey, &Contact>, link_type: LinkType) -> Result<(), TestCaseError> {
    let contacts: Vec<&Contact> = live.values().copied().collect();
    let records = records_of(contacts.iter().copied());
    let resolution = Matcher::with_model(index.model().clone()).link_type(link_type).resolve(&records);
    prop_assert_eq!(index.len(), contacts.len());
    for (row, contact) in (0..).zip(&contacts) {
        let hits = index.matches(&key(contact));
        let [mut found, mut expected] = [matches(&hits), batch_matches(&contacts, &resolution, row)];
        if link_type == LinkType::OneToOne {
            // a second partner is a match by its evidence, and is not taken into the cluster
            found.values_mut().chain(expected.values_mut()).for_each(|(_, decision)| *decision = Decision::Match);
        }
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
        let mut model = model(&set, limit, everyone);
        if !knows_domains {
            model.frequencies.remove(&Term::EmailDomain);
        }
        let mut index = Index::with_link_type(model, link_type);
        let mut live: BTreeMap<RecordKey, &Contact> = BTreeMap::new();
        for step in history {
            let (Step::Insert(at) | Step::Remove(at) | Step::Search(at)) = step;
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
                Step::Search(_) => {
                    let found = index.search(contact);
                    prop_assert!(found.iter().all(|hit| hit.key != key(contact) && live.contains_key(&hit.key)));
                }
            }
        }
        check(&index, &live, link_type)?;
    }
}
