//! An index says what a batch run says of the records that are left, whatever came and went before.

use super::people::{EVERYTHING, Set, records_of, sets};
use contactkit::contact::Contact;
use contactkit::matching::{
    Answer, BlockingRule, Conflict, Decision, Hit, Index, Judgment, LinkType, Matcher, Model, RecordKey, Resolution,
    Term,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What happens to the records of a set.
#[derive(Debug, Clone, Copy)]
enum Step {
    Insert(usize),
    Remove(usize),
    Search(usize),
    Judge(usize, usize, Answer),
    Withdraw(usize, usize),
    /// Make the index again, by its text or from what is left.
    MakeAgain,
}

/// Histories, some of them with judgments of people.
fn histories() -> impl Strategy<Value = Vec<Step>> {
    let answer = prop_oneof![Just(Answer::Same), Just(Answer::Different), Just(Answer::Unsure)];
    let record = || 0..40usize;
    prop_oneof![Just(0u32), Just(2u32)].prop_flat_map(move |judged| {
        let step = prop_oneof![
            4 => record().prop_map(Step::Insert),
            2 => record().prop_map(Step::Remove),
            1 => record().prop_map(Step::Search),
            1 => Just(Step::MakeAgain),
            judged => (record(), record(), answer.clone()).prop_map(|(a, b, answer)| Step::Judge(a, b, answer)),
            judged => (0..6usize, 0..6usize).prop_map(|(a, b)| Step::Withdraw(a, b)),
        ];
        proptest::collection::vec(step, 0..160)
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

fn check(index: &Index, live: &Live<'_>, link_type: LinkType) -> Result<(), TestCaseError> {
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

type Live<'a> = BTreeMap<RecordKey, &'a Contact>;

/// The index of what is left, made at once. With serde it is as well the one that comes out of the text of what came and
/// went.
fn made_again(index: &Index, live: &Live<'_>, link_type: LinkType) -> Index {
    let mut fresh = Index::with_records(index.model().clone(), link_type, records_of(live.values().copied()));
    index.judgments().0.iter().for_each(|judgment| fresh.judge(judgment.clone()));
    #[cfg(feature = "serde")]
    {
        let text = serde_json::to_string(index).unwrap();
        assert_eq!(serde_json::to_string(&fresh).unwrap(), text);
        let read: Index = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        read
    }
    #[cfg(not(feature = "serde"))]
    fresh
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
        let mut live = Live::new();
        for step in history {
            let at = match step {
                Step::MakeAgain => {
                    index = made_again(&index, &live, link_type);
                    continue;
                }
                Step::Insert(at) | Step::Remove(at) | Step::Search(at) | Step::Judge(at, ..) | Step::Withdraw(at, _) => at,
            };
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
                Step::Judge(left, right, answer) => {
                    index.judge(Judgment::new(named(&set, left), named(&set, right), answer));
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
                Step::MakeAgain => {}
            }
        }
        check(&index, &live, link_type)?;
    }
}

#[cfg(feature = "serde")]
mod text {
    use super::*;
    use contactkit::contact::{Field, PersonName};
    use contactkit::matching::Records;

    fn text() -> String {
        let mut contact = Contact::person("1");
        contact.source = Some("crm".to_owned());
        contact.names.push(Field::of(PersonName::new("Ada", "Lovelace Jr")));
        contact.emails.push(Field::parse("ada@example.org"));
        let mut model = Model::for_records(&Records::new());
        model.comparisons.clear();
        model.frequencies.clear();
        let mut index = Index::new(model);
        index.insert(&contact);
        serde_json::to_string(&index).unwrap()
    }

    fn refused(text: &str) -> String {
        let error = serde_json::from_str::<Index>(text).unwrap_err().to_string();
        error.split(" at line").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_record_is_written_in_the_form_that_is_compared() {
        let text = text();
        let records = text.split("\"records\":").last().unwrap();
        assert_eq!(
            records,
            r#"[{"id":"1","source":"crm","kind":"person","names":[{"given":"ada","family":"lovelace","generation":"junior"}],"emails":["ada@example.org"]}]}"#
        );
    }

    #[test]
    fn a_text_that_is_no_index_of_this_version_is_refused() {
        let text = text();
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{text}");
            refused(&text.replacen(from, to, 1))
        };
        assert_eq!(changed("\"version\":1", "\"version\":2"), "an index of version 2: only version 1 is known");
        assert_eq!(
            changed("\"match_probability\":0.5", "\"match_probability\":5.0"),
            "setting `match_probability` is 5: it must be from 0 to 1"
        );
        assert!(changed("\"emails\"", "\"letters\"").starts_with("unknown field `letters`, expected one of"));
        assert!(changed("junior", "jr").starts_with("unknown variant `jr`"));
        assert_eq!(changed("[\"ada@example.org\"]", "7"), "invalid type: integer `7`, expected a sequence");
        let twice = "\"records\":[{\"id\":\"1\",\"source\":\"crm\"},";
        assert_eq!(changed("\"records\":[", twice), "an index has every record once: two have one id and source");
        assert_eq!(refused("{}"), "missing field `version`");
        for other in ["", "[]", "null", "7", "\"index\"", "{\"version\":null}"] {
            assert!(!refused(other).is_empty());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_damaged_text_is_read_or_refused(at in 0..10_000usize, byte in any::<u8>(), cut in any::<bool>()) {
            let mut bytes = text().into_bytes();
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            match serde_json::from_slice::<Index>(&bytes) {
                // whatever it says now, it is an index of that
                Ok(read) => prop_assert!(!cut && read.len() == 1 && read.clusters().len() == 1),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }
}
