//! What holds for every set of records.

use super::files::SAMPLE;
use super::people::{EVERYTHING, NAMES, pairs, records_of, resolve_all, sets, shuffled_sets, unnamed};
use contactkit::contact::{Contact, Field, PersonName};
use contactkit::matching::{
    BlockingRule, Clusters, Comparison, Decision, Explanation, Ledger, Link, LinkType, Matcher, Model, Records,
    Resolution,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The order of the records that does not depend on their rows.
fn key(records: &Records, row: u32) -> (&str, &str) {
    (records.id(row), records.source(row))
}

pub fn check_ledger(ledger: &Ledger) -> Result<(), TestCaseError> {
    for rule in &ledger.rules {
        prop_assert_eq!(rule.candidates, rule.scored + rule.repeated + rule.too_common, "{:?}", rule);
    }
    let sum = ledger.scored() + ledger.repeated() + ledger.too_common();
    prop_assert_eq!(ledger.candidates(), sum);
    Ok(())
}

fn check_clusters(records: &Records, clusters: &Clusters) -> Result<(), TestCaseError> {
    let mut rows: Vec<u32> = Vec::new();
    for (number, members) in (0..).zip(clusters.iter()) {
        prop_assert!(!members.is_empty());
        prop_assert_eq!(members, clusters.members(number));
        prop_assert!(members.is_sorted_by_key(|&row| key(records, row)), "{:?}", members);
        prop_assert!(members.iter().all(|&row| clusters.of(row) == number));
        rows.extend(members);
    }
    let firsts = clusters.iter().filter_map(|members| members.first().copied());
    prop_assert!(firsts.map(|row| key(records, row)).is_sorted());
    rows.sort_unstable();
    prop_assert_eq!(rows, (0..).take(records.len()).collect::<Vec<u32>>());
    Ok(())
}

fn check_explanation(explanation: &Explanation) -> Result<(), TestCaseError> {
    let parts = explanation.parts.iter().map(|part| part.weight.thousandths());
    prop_assert_eq!(explanation.base.thousandths() + parts.sum::<i32>(), explanation.weight.thousandths());
    let probability = explanation.probability.value();
    prop_assert!((0.0..=1.0).contains(&probability), "{}", explanation);
    Ok(())
}

/// All scored pairs are explained, which compares everything, and those that are no clear non-matches are the links.
fn check_links(records: &Records, resolution: &Resolution) -> Result<(), TestCaseError> {
    let scored = resolve_all(records, &resolution.model, LinkType::LinkAndDedupe).links;
    let order = |link: &Link| (key(records, link.left), key(records, link.right));
    prop_assert!(scored.is_sorted_by(|a, b| order(a) < order(b)), "in the order of keys, each pair once");
    prop_assert!(scored.iter().all(|link| key(records, link.left) <= key(records, link.right)));

    let pairs: Vec<(u32, u32)> = scored.iter().map(|link| (link.left, link.right)).collect();
    let explanations = Matcher::new().explain_all(records, &resolution.model, &pairs);
    let mut links = resolution.links.iter();
    for (scored, explanation) in scored.iter().zip(&explanations) {
        check_explanation(explanation)?;
        prop_assert_eq!(scored.weight, explanation.weight);
        if explanation.decision != Decision::NonMatch {
            let link = links.next();
            let expected =
                (scored.left, scored.right, explanation.weight, explanation.probability, explanation.decision);
            let found = link.map(|link| (link.left, link.right, link.weight, link.probability, link.decision));
            prop_assert_eq!(found, Some(expected), "{}", explanation);
        }
    }
    prop_assert_eq!(links.next(), None);
    Ok(())
}

/// A model whose probabilities, thresholds and numbers are changed by chance.
fn shaken(mut model: Model, seed: u64) -> Model {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut power = |most: f64| (random.f64() * 2.0 * most - most).exp2();
    let levels = model.comparisons.values_mut().flatten();
    for probability in levels.flat_map(|level| [&mut level.m].into_iter().chain(&mut level.u)) {
        *probability = (*probability * power(4.0)).min(0.999);
    }
    for share in model.rivals_per_record.values_mut().chain([&mut model.matches_per_record]) {
        *share *= power(6.0);
    }
    model.match_probability = 1.0 / (1.0 + power(8.0));
    model.possible_match_probability = model.match_probability / (1.0 + power(8.0));
    model.records = 2 << random.u32(0..24);
    model
}

/// A link by what does not depend on rows: keys, weight, the bits of the probability, decision.
type Named<'r> = ((&'r str, &'r str), (&'r str, &'r str), i32, u64, Decision);

fn named<'r>(records: &'r Records, links: &[Link]) -> Vec<Named<'r>> {
    let named = links.iter().map(|link| {
        let (left, right) = (key(records, link.left), key(records, link.right));
        (left, right, link.weight.thousandths(), link.probability.value().to_bits(), link.decision)
    });
    named.collect()
}

fn partition<'r>(records: &'r Records, clusters: &Clusters) -> Vec<Vec<(&'r str, &'r str)>> {
    clusters.iter().map(|members| members.iter().map(|&row| key(records, row)).collect()).collect()
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn the_ledger_balances_and_counts_every_scored_pair_once(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        check_ledger(&resolution.ledger)?;
        let all = resolve_all(&records, &resolution.model, LinkType::LinkAndDedupe);
        prop_assert_eq!(&all.ledger, &resolution.ledger);
        prop_assert_eq!(all.links.len() as u64, resolution.ledger.scored());
    }

    #[test]
    fn links_are_the_scored_pairs_that_are_no_clear_non_matches(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        check_links(&records, &Matcher::new().resolve(&records))?;
    }

    #[test]
    fn no_link_is_lost_by_comparing_no_further_whatever_the_model(contacts in sets(EVERYTHING), seed in any::<u64>()) {
        let records = records_of(&*contacts);
        let model = shaken(Model::for_records(&records), seed);
        check_links(&records, &Matcher::with_model(model).resolve(&records))?;
    }

    #[test]
    fn either_side_of_a_pair_may_come_first(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let model = Model::for_records(&records);
        let pairs = pairs(&records);
        let turned: Vec<(u32, u32)> = pairs.iter().map(|&(left, right)| (right, left)).collect();
        let one = Matcher::new().explain_all(&records, &model, &pairs);
        let other = Matcher::new().explain_all(&records, &model, &turned);
        for (one, other) in one.iter().zip(&other) {
            check_explanation(one)?;
            prop_assert_eq!((one.weight, one.rival, one.decision), (other.weight, other.rival, other.decision), "{}\n{}", one, other);
        }
    }

    #[test]
    fn clusters_are_a_partition_in_the_order_of_keys(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        check_clusters(&records, &resolution.clusters)?;
        // who is together was brought together by matches
        let matches: BTreeSet<u32> = resolution.links.iter().filter(|link| link.decision == Decision::Match)
            .flat_map(|link| [link.left, link.right]).collect();
        for members in resolution.clusters.iter().filter(|members| members.len() > 1) {
            prop_assert!(members.iter().all(|row| matches.contains(row)), "{:?}", members);
        }
    }

    #[test]
    fn names_alone_never_make_a_match_of_few_records(contacts in sets(NAMES)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        let sure = resolution.links.iter().find(|link| link.decision == Decision::Match);
        prop_assert_eq!(sure, None);
        prop_assert_eq!(resolution.clusters.len(), records.len());
    }

    #[test]
    fn something_beside_the_names_speaks_for_every_match_of_few_records(contacts in sets(EVERYTHING)) {
        use Comparison as C;
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        let sure = resolution.links.iter().filter(|link| link.decision == Decision::Match);
        let pairs: Vec<(u32, u32)> = sure.map(|link| (link.left, link.right)).collect();
        let names = [C::GivenName, C::MiddleName, C::FamilyName, C::NameOrder, C::Generation, C::Gender, C::OrganizationName];
        for explanation in Matcher::new().explain_all(&records, &resolution.model, &pairs) {
            let mut rest = explanation.parts.iter().filter(|part| !names.contains(&part.comparison));
            // in a list of many organizations and little else their names are enough
            let by_name = resolution.model.names_alone
                && explanation.parts.iter().any(|part| part.comparison == C::OrganizationName);
            prop_assert!(by_name || rest.any(|part| !matches!(part.level.as_str(), "different" | "")), "{}", explanation);
        }
    }

    #[test]
    fn any_order_of_the_records_gives_the_same_answer_to_the_bit(
        (contacts, shuffled) in shuffled_sets()
    ) {
        let (records, others) = (records_of(&*contacts), records_of(&*shuffled));
        let one = Matcher::new().resolve(&records);
        let other = Matcher::new().resolve(&others);
        prop_assert_eq!(&one.model, &other.model);
        prop_assert_eq!(&one.training, &other.training);
        prop_assert_eq!(named(&records, &one.links), named(&others, &other.links));
        prop_assert_eq!(partition(&records, &one.clusters), partition(&others, &other.clusters));
        prop_assert_eq!(one.ledger, other.ledger);
    }

    #[test]
    fn a_new_record_never_changes_the_weight_of_an_old_pair(contacts in sets(EVERYTHING), half in 0..=40usize) {
        let some = records_of(contacts.iter().take(half));
        let all = records_of(&*contacts);
        let model = Matcher::new().resolve(&some).model;
        let pairs = pairs(&some);
        let before = Matcher::new().explain_all(&some, &model, &pairs);
        let after = Matcher::new().explain_all(&all, &model, &pairs);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_record_that_comes_twice_lands_in_one_cluster_if_it_has_a_name_and_an_email(
        contacts in sets(EVERYTHING), parts in any::<u16>(), at in any::<prop::sample::Index>()
    ) {
        let mut twice = unnamed("first", parts);
        twice.names.push(Field::of(PersonName::new("Zbigniew", "Quartermaine")));
        twice.emails.push(Field::parse("zbigniew.quartermaine@example.net"));
        let mut contacts = contacts.0;
        contacts.push(twice.clone());
        twice.id = "second".to_owned();
        contacts.insert(at.index(contacts.len()), twice);
        let records = records_of(&contacts);
        let clusters = Matcher::new().resolve(&records).clusters;
        let members = clusters.iter().find(|members| members.iter().any(|&row| records.id(row) == "first"));
        let ids: Vec<&str> = members.into_iter().flatten().map(|&row| records.id(row)).collect();
        prop_assert!(ids.contains(&"second"), "{:?}", ids);
    }
}

#[test]
fn degenerate_sets_have_finite_weights_and_keep_all_laws() {
    let named = |id: &str, given: &str| {
        let mut contact = Contact::person(id);
        contact.names.push(Field::of(PersonName::new(given, "Doe")));
        contact
    };
    let mailed = |id: &str| {
        let mut contact = named(id, "Jane");
        contact.emails.push(Field::parse("jane@example.org"));
        contact
    };
    let ids: Vec<String> = (0..70).map(|number| format!("{number:03}")).collect();
    let sets: [(&str, Vec<Contact>); 8] = [
        ("empty", Vec::new()),
        ("one", vec![mailed("1")]),
        ("two", vec![mailed("1"), mailed("2")]),
        ("one key", (0..3).map(|_| mailed("1")).collect()),
        ("all equal", ids.iter().map(|id| mailed(id)).collect()),
        ("all missing", ids.iter().map(Contact::person).collect()),
        ("only one name", ids.iter().map(|id| named(id, "Jane")).collect()),
        ("many family members", ids.iter().map(|id| named(id, &format!("Jane{id}"))).collect()),
    ];
    for (case, contacts) in sets {
        let records = records_of(&contacts);
        let resolution = Matcher::new().resolve(&records);
        let check = || {
            check_ledger(&resolution.ledger)?;
            check_clusters(&records, &resolution.clusters)?;
            let pairs = pairs(&records);
            for explanation in Matcher::new().explain_all(&records, &resolution.model, &pairs) {
                check_explanation(&explanation)?;
                prop_assert!(explanation.weight.bits().abs() < 1000.0, "{}", explanation);
            }
            Ok(())
        };
        check().unwrap_or_else(|error: TestCaseError| panic!("{case}: {error}"));
        let model = &resolution.model;
        for share in model.rivals_per_record.values().copied().chain([model.matches_per_record]) {
            assert!(share.is_finite() && share > 0.0, "{case}: {share}");
        }
        let levels = model.comparisons.values().flatten();
        assert!(
            levels.flat_map(|level| [level.m].into_iter().chain(level.u)).all(|p| (0.0..=1.0).contains(&p)),
            "{case}"
        );
    }
}

#[test]
fn weights_are_finite_whatever_probabilities_a_model_has() {
    let records = SAMPLE.records();
    let pairs: Vec<(u32, u32)> = (1..40).map(|row| (0, row)).collect();
    let strange = [0.0, 1.0, f64::NAN, f64::INFINITY, -1.0];
    for (m, u) in strange.into_iter().flat_map(|m| strange.map(|u| (m, u))) {
        let mut model = Model::for_records(&records);
        for level in model.comparisons.values_mut().flatten() {
            (level.m, level.u) = (m, [u; 6]);
        }
        for explanation in Matcher::new().explain_all(&records, &model, &pairs) {
            let sum = explanation.parts.iter().map(|part| part.weight.thousandths()).sum::<i32>();
            assert_eq!(explanation.base.thousandths() + sum, explanation.weight.thousandths());
            assert!(explanation.parts.iter().all(|part| part.weight.bits().abs() < 1100.0), "{explanation}");
            assert!((0.0..=1.0).contains(&explanation.probability.value()), "{explanation}");
        }
    }
}

#[test]
fn a_key_of_too_many_records_stands_in_the_ledger() {
    let mailed = |count: u64| -> Vec<Contact> {
        let contacts = (0..count).map(|number| {
            let mut contact = Contact::person(number.to_string());
            contact.emails.push(Field::parse("sales@example.org"));
            contact
        });
        contacts.collect()
    };
    let few = Matcher::new().resolve(&records_of(&mailed(6))).ledger;
    assert_eq!((few.candidates(), few.scored(), few.repeated(), few.too_common()), (30, 15, 15, 0));
    let many = Matcher::new().resolve(&records_of(&mailed(2000))).ledger;
    // nothing parts them: each is compared with its neighbors only, in runs about 12 long
    assert_eq!((many.candidates(), many.scored(), many.too_common()), (1_999_000, 22_743, 1_976_257));
    // 200 records of 15 families: the block is parted by family, and what lies between families is not compared
    let families = mailed(200).into_iter().zip(0..).map(|(mut contact, number)| {
        let family = ["Ode", "Fry", "Lim", "Cash", "Ruiz"][number % 5].to_owned() + ["", "man", "ton"][number / 5 % 3];
        contact.names.push(Field::of(PersonName::new("", &family)));
        contact
    });
    let parted = Matcher::new().resolve(&records_of(&families.collect::<Vec<_>>())).ledger;
    let email = parted.rules.iter().find(|rule| rule.rule == BlockingRule::Email).expect("the rule");
    assert_eq!((email.candidates, email.repeated), (19_900, 0), "the first rule repeats no other: {email:?}");
    assert!(email.scored > 0 && email.too_common > 0, "{email:?}");
    let none = Matcher::new().resolve(&records_of(&[Contact::person("1"), Contact::person("2")])).ledger;
    assert_eq!((none.candidates(), none.records_without_key), (0, 2));
}

/// Two records of one person among others, matched with 1 and 2 threads.
#[cfg(feature = "parallel")]
mod threads {
    use super::*;

    proptest! {
        #![proptest_config(config(16))]

        #[test]
        fn any_number_of_threads_gives_the_same_answer_to_the_bit(contacts in sets(EVERYTHING)) {
            let records = records_of(&*contacts);
            let resolve = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
                pool.install(|| Matcher::new().resolve(&records))
            };
            let (one, two) = (resolve(1), resolve(2));
            prop_assert_eq!(one.model, two.model);
            prop_assert_eq!(named(&records, &one.links), named(&records, &two.links));
            prop_assert_eq!(one.clusters, two.clusters);
            prop_assert_eq!(one.ledger, two.ledger);
        }
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::*;

    use contactkit::matching::Training;

    proptest! {
        #![proptest_config(config(24))]

        #[test]
        fn a_model_read_back_gives_the_same_links_to_the_bit(contacts in sets(EVERYTHING)) {
            let records = records_of(&*contacts);
            let resolution = Matcher::new().resolve(&records);
            let text = serde_json::to_string_pretty(&resolution.model).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let model: Model = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error} {text}")))?;
            prop_assert_eq!(&resolution.model, &model);
            let again = Matcher::with_model(model.clone()).resolve(&records);
            prop_assert_eq!(&again.training, &None::<Training>);
            prop_assert_eq!(named(&records, &again.links), named(&records, &resolution.links));
            prop_assert_eq!(again.clusters, resolution.clusters);
            let pairs = pairs(&records);
            let [before, after] = [&resolution.model, &model].map(|model| Matcher::new().explain_all(&records, model, &pairs));
            prop_assert_eq!(before, after);
        }
    }
}
