//! Linking records of two or more sources.

use super::matching_laws::check_ledger;
use super::people::{EVERYTHING, records_of, resolve_all, sets};
use contactkit::contact::{Contact, Field, PersonName};
use contactkit::matching::{Decision, Link, LinkType, Matcher, Model, Records};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() }
}

fn is_between(records: &Records, link: &Link) -> bool {
    records.source(link.left) != records.source(link.right)
}

fn named(records: &Records, links: &[Link]) -> Vec<(String, String, i32, Decision)> {
    let named = links.iter().map(|link| {
        let [left, right] = [link.left, link.right].map(|row| records.id(row).to_owned());
        (left, right, link.weight.thousandths(), link.decision)
    });
    named.collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn linking_scores_the_pairs_between_sources_and_no_others(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let model = Model::for_records(&records);
        let linked = resolve_all(&records, &model, LinkType::LinkOnly);
        let all = resolve_all(&records, &model, LinkType::LinkAndDedupe);
        let between: Vec<Link> = all.links.iter().filter(|link| is_between(&records, link)).copied().collect();
        prop_assert_eq!(&linked.links, &between);
        check_ledger(&linked.ledger)?;
        prop_assert_eq!(linked.ledger.scored(), between.len() as u64);
    }

    #[test]
    fn of_two_sources_each_record_has_the_best_partner_that_is_free(contacts in sets(EVERYTHING)) {
        let contacts: Vec<Contact> = contacts.iter().cloned().enumerate().map(|(number, mut contact)| {
            contact.source = Some(["crm", "shop"][number % 2].to_owned());
            contact
        }).collect();
        let records = records_of(&contacts);
        let free = Matcher::new().link_type(LinkType::LinkOnly).resolve(&records);
        let mut order: Vec<&Link> = free.links.iter().filter(|link| link.decision == Decision::Match).collect();
        order.sort_by_key(|link| (std::cmp::Reverse(link.weight), records.id(link.left), records.id(link.right)));
        let mut taken = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for link in order {
            if !taken.contains(&link.left) && !taken.contains(&link.right) {
                taken.extend([link.left, link.right]);
                pairs.insert((link.left, link.right));
            }
        }
        let resolution = Matcher::new().link_type(LinkType::OneToOne).resolve(&records);
        let matches = resolution.links.iter().filter(|link| link.decision == Decision::Match);
        let matches: BTreeSet<(u32, u32)> = matches.map(|link| (link.left, link.right)).collect();
        prop_assert_eq!(&matches, &pairs);
        prop_assert_eq!(resolution.links.len(), free.links.len());
        prop_assert_eq!(resolution.clusters.len(), records.len() - pairs.len());
    }

    #[test]
    fn in_one_to_one_no_source_stands_twice_in_a_cluster(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().link_type(LinkType::OneToOne).resolve(&records);
        for members in resolution.clusters.iter() {
            let sources: BTreeSet<&str> = members.iter().map(|&row| records.source(row)).collect();
            prop_assert_eq!(sources.len(), members.len(), "{:?}", members);
        }
        for link in resolution.links.iter().filter(|link| link.decision == Decision::Match) {
            prop_assert!(is_between(&records, link));
            prop_assert_eq!(resolution.clusters.of(link.left), resolution.clusters.of(link.right));
        }
    }

    #[test]
    fn linking_does_not_depend_on_the_order((contacts, shuffled) in super::people::shuffled_sets(), one_to_one in any::<bool>()) {
        let link_type = if one_to_one { LinkType::OneToOne } else { LinkType::LinkOnly };
        let (records, others) = (records_of(&*contacts), records_of(&*shuffled));
        let one = Matcher::new().link_type(link_type).resolve(&records);
        let other = Matcher::new().link_type(link_type).resolve(&others);
        prop_assert_eq!(&one.model, &other.model);
        prop_assert_eq!(named(&records, &one.links), named(&others, &other.links));
        let ids = |records: &Records, members: &[u32]| -> Vec<String> {
            members.iter().map(|&row| records.id(row).to_owned()).collect()
        };
        let clusters: Vec<_> = one.clusters.iter().map(|members| ids(&records, members)).collect();
        let same: Vec<_> = other.clusters.iter().map(|members| ids(&others, members)).collect();
        prop_assert_eq!(clusters, same);
        prop_assert_eq!(one.ledger, other.ledger);
    }
}

fn of_source(source: &str, id: u32) -> Contact {
    let mut contact = Contact::person(id.to_string());
    contact.source = Some(source.to_owned());
    contact.names.push(Field::of(PersonName::new("Ann", "Doe")));
    contact.emails.push(Field::parse(format!("ann{id}@example.org")));
    contact
}

#[test]
fn the_expected_matches_follow_the_pairs_that_may_be() {
    let contacts: Vec<Contact> =
        (0..30).map(|id| of_source("crm", id)).chain((0..40).map(|id| of_source("shop", id))).collect();
    let records = records_of(&contacts);
    let records_of_model = |link_type| Matcher::new().link_type(link_type).resolve(&records).model.records;
    assert_eq!(records_of_model(LinkType::LinkAndDedupe), 70);
    // 30 · 40 pairs are about as many as 49 records have among themselves, the square root of 2 · 1200
    assert_eq!(records_of_model(LinkType::LinkOnly), 48);
    let possible = Matcher::new().link_type(LinkType::OneToOne).resolve(&records).ledger.possible_pairs;
    assert_eq!(possible, 1200);
}

#[test]
fn one_source_has_nothing_to_link() {
    let contacts: Vec<Contact> = (0..9).map(|_| of_source("crm", 1)).collect();
    let records = records_of(&contacts);
    let resolution = Matcher::new().link_type(LinkType::LinkOnly).resolve(&records);
    assert_eq!((resolution.clusters.len(), resolution.ledger.candidates()), (9, 0));
    assert!(resolution.ledger.rules.iter().all(|rule| rule.candidates == 0));
}
