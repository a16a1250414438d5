//! Relations: what two records are to each other that share much and are not one.

use super::people::{EVERYTHING, Set, records_of, sets, shuffled_sets};
use contactkit::contact::{Contact, Employment, Field, PersonName, Phone, PostalAddress};
use contactkit::matching::{Matcher, Records, Relation, RelationKind};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

/// A relation by the keys of its records.
fn by_key(records: &Records, relation: &Relation) -> (String, String, RelationKind, i32, String) {
    let [left, right] = [relation.left, relation.right].map(|row| records.id(row).to_owned());
    (left, right, relation.kind, relation.weight.thousandths(), relation.to_string())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn relations_are_of_two_clusters_once_each_and_few((set, shuffled) in shuffled_sets(), most in 0..6usize) {
        let of = |set: &Set| {
            let records = records_of(&**set);
            let resolution = Matcher::new().resolve(&records);
            let relations = resolution.relations(&records, most);
            (records, resolution, relations)
        };
        let (records, resolution, relations) = of(&set);
        let mut counts: BTreeMap<(u32, RelationKind), usize> = BTreeMap::new();
        let mut pairs = BTreeSet::new();
        for relation in &relations {
            let (left, right) = (relation.left, relation.right);
            prop_assert!(resolution.clusters.of(left) != resolution.clusters.of(right));
            prop_assert!(records.id(left) < records.id(right));
            prop_assert!(pairs.insert((left, right)));
            prop_assert!(relation.weight.thousandths() > 0 && !relation.evidence.is_empty(), "{:?}", relation);
            prop_assert!(relation.evidence.iter().all(|shared| shared.weight.thousandths() > 0));
            [left, right].into_iter().for_each(|row| *counts.entry((row, relation.kind)).or_default() += 1);
        }
        prop_assert!(counts.values().all(|&count| count <= most));

        let (others, _, other) = of(&shuffled);
        let keyed = |records: &Records, relations: &[Relation]| -> Vec<_> {
            relations.iter().map(|relation| by_key(records, relation)).collect()
        };
        prop_assert_eq!(keyed(&records, &relations), keyed(&others, &other));
    }

    #[test]
    fn fewer_are_asked_for_and_the_strongest_stay(set in sets(EVERYTHING)) {
        let records = records_of(&*set);
        let resolution = Matcher::new().resolve(&records);
        let all = resolution.relations(&records, usize::MAX);
        let one = resolution.relations(&records, 1);
        prop_assert!(one.iter().all(|relation| all.contains(relation)));
        let strongest = |relations: &[Relation]| relations.iter().map(|relation| relation.weight).max();
        prop_assert_eq!(strongest(&one), strongest(&all));
    }
}

fn person(id: &str, given: &str, family: &str) -> Contact {
    let mut contact = Contact::person(id);
    contact.names.push(Field::of(PersonName::new(given, family)));
    contact
}

fn living_at(mut contact: Contact, street: &str) -> Contact {
    let mut address = PostalAddress::default();
    address.street = Some(street.to_owned());
    address.locality = Some("Springfield".to_owned());
    address.postal_code = Some("62701".to_owned());
    contact.addresses.push(Field::of(address));
    contact
}

fn called(mut contact: Contact, number: &str) -> Contact {
    contact.phones.push(Field::read(number, |text| Phone::parse(text, None)));
    contact
}

fn working_at(mut contact: Contact, organization: &str, email: &str) -> Contact {
    contact.employments.push(Field::of(Employment::new(organization, "")));
    contact.emails.push(Field::parse(email));
    contact
}

fn organization(id: &str, name: &str) -> Contact {
    let mut contact = Contact::organization(id);
    contact.organization_names.push(Field::parse(name));
    contact
}

/// The relations of two records among strangers.
fn relations(left: Contact, right: Contact) -> Vec<String> {
    let strangers = (0..300u32).map(|number| {
        let word =
            |seed: u32| (0..6).map(|place| char::from(b'a' + (seed * (place + 3) % 26) as u8)).collect::<String>();
        let (given, family) = (word(number * 7 % 89), word(number * 13 % 97));
        let contact =
            called(person(&format!("stranger {number}"), &given, &family), &format!("+1202556{:04}", number * 31));
        let contact = working_at(contact, &format!("{family} {given}"), &format!("{given}@{family}{number}.com"));
        living_at(contact, &format!("{number} Long Avenue"))
    });
    let contacts: Vec<Contact> = [left, right].into_iter().chain(strangers).collect();
    let records = records_of(&contacts);
    let found = Matcher::new().resolve(&records).relations(&records, 10);
    found.iter().filter(|relation| relation.left < 2 && relation.right < 2).map(ToString::to_string).collect()
}

#[test]
fn a_couple_with_one_landline_is_a_household() {
    let home = |id, given| living_at(called(person(id, given, "Zwingenberger"), "+12025550143"), "12 High Street");
    assert_eq!(
        relations(home("a", "Ottilie"), home("b", "Konrad")),
        ["household: family name equal, address same house, phone equal"]
    );
}

#[test]
fn people_of_one_company_are_colleagues() {
    let desk = |id, given, family, email| {
        working_at(called(person(id, given, family), "+12025550143"), "Acme Widgets Inc.", email)
    };
    let found = relations(
        desk("a", "Ottilie", "Zwingenberger", "o.z@acmewidgets.com"),
        desk("b", "Konrad", "Birnbaum", "k.b@acmewidgets.com"),
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("colleagues: ") && found[0].contains("organization equal"), "{found:?}");
}

#[test]
fn branches_of_one_company_are_not_one() {
    let branch = |id, number, street| {
        let mut contact = living_at(called(organization(id, "Acme Widgets Inc."), number), street);
        contact.emails.push(Field::parse("info@acmewidgets.com"));
        contact
    };
    let found = relations(branch("a", "+12025550143", "12 High Street"), branch("b", "+13125550188", "7 Lake Drive"));
    assert!(found.is_empty() || found[0].starts_with("branches: "), "{found:?}");
}

#[test]
fn companies_at_one_domain_share_more_than_a_line() {
    let company = |id, name, email| {
        let mut contact = called(organization(id, name), "+12025550143");
        contact.emails.push(Field::parse(email));
        contact
    };
    let left = company("a", "Acme Widgets Inc.", "info@northgategroup.com");
    let right = company("b", "Blue Harbor Logistics Ltd.", "sales@northgategroup.com");
    let found = relations(left, right);
    assert!(found.iter().all(|relation| !relation.starts_with("shared_line")), "{found:?}");
}

#[test]
fn a_number_and_nothing_else_is_a_shared_line() {
    let left = called(person("a", "Ottilie", "Zwingenberger"), "+12025550143");
    let right = called(person("b", "Konrad", "Birnbaum"), "+12025550143");
    assert_eq!(relations(left, right), ["shared_line: phone equal"]);
}

#[test]
fn strangers_have_no_relation() {
    let left = living_at(called(person("a", "Ottilie", "Zwingenberger"), "+12025550143"), "12 High Street");
    let right = living_at(called(person("b", "Konrad", "Birnbaum"), "+12025550199"), "7 Low Road");
    assert!(relations(left, right).is_empty());
}
