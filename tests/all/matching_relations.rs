//! Relations: what two records are to each other that share much and are not one.

use super::people::{EVERYTHING, Set, records_of, sets, shuffled_sets};
use contactkit::contact::{Contact, ContactKind, Employment, Field, PersonName, Phone, PostalAddress};
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
            let is_organization = |row: u32| set[row as usize].kind == ContactKind::Organization;
            match relation.kind {
                RelationKind::Employer => prop_assert!(is_organization(left) && !is_organization(right)),
                RelationKind::ParentCompany => prop_assert!(is_organization(left) && is_organization(right)),
                _ => prop_assert!(records.id(left) < records.id(right)),
            }
            prop_assert!(pairs.insert((left.min(right), left.max(right))));
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

fn living_at(contact: Contact, street: &str) -> Contact {
    in_town(contact, street, "Springfield", Some("62701"))
}

fn in_town(mut contact: Contact, street: &str, town: &str, postal_code: Option<&str>) -> Contact {
    let mut address = PostalAddress::default();
    address.street = Some(street.to_owned());
    address.locality = Some(town.to_owned());
    address.postal_code = postal_code.map(str::to_owned);
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

/// People who have nothing to do with each other.
fn strangers() -> impl Iterator<Item = Contact> {
    (0..300u32).map(|number| {
        let word =
            |seed: u32| (0..6).map(|place| char::from(b'a' + (seed * (place + 3) % 26) as u8)).collect::<String>();
        let (given, family) = (word(number * 7 % 89), word(number * 13 % 97));
        let contact =
            called(person(&format!("stranger {number}"), &given, &family), &format!("+1202556{:04}", number * 31));
        let contact = working_at(contact, &format!("{family} {given}"), &format!("{given}@{family}{number}.com"));
        living_at(contact, &format!("{number} Long Avenue"))
    })
}

/// The relations of two records among strangers.
fn relations(left: Contact, right: Contact) -> Vec<String> {
    let contacts: Vec<Contact> = [left, right].into_iter().chain(strangers()).collect();
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

#[test]
fn a_parent_company_stands_to_the_left_of_its_branch() {
    let pairs = [
        // the name of the branch calls it one, or says in which country it is
        ("Acme Inc.", "Acme Berlin branch", RelationKind::ParentCompany),
        ("Nordwind AG", "Nordwind AG, Filiale Zürich", RelationKind::ParentCompany),
        ("Zephyr Widgets Inc.", "Zephyr Widgets (Deutschland) GmbH", RelationKind::ParentCompany),
        ("Xyz", "Xyz Deutschland GmbH", RelationKind::ParentCompany),
        // the town where the branch is, and the parent is not
        ("Kestrel Logistics Ltd", "Kestrel Logistics München", RelationKind::ParentCompany),
        ("Ostrava Museum", "Ostrava Museum Springfield", RelationKind::Branches),
        // nobody knows which is the parent
        ("Borealis Partners", "Borealis Partners Capital", RelationKind::Branches),
        ("Quill Zweigniederlassung Hamburg", "Quill, Niederlassung München", RelationKind::Branches),
        ("Harbor Foods", "Harbor Foods", RelationKind::Branches),
    ];
    for ids in [["a", "b"], ["b", "a"]] {
        let company = |number: usize, side: usize, name, number_of_phone: String, street: &str, town| {
            let company = organization(&format!("{number}{}", ids[side]), name);
            let mut company = in_town(called(company, &number_of_phone), &format!("{street} {number}"), town, None);
            company.emails.push(Field::parse(format!("office{side}@company{number}.com")));
            company
        };
        let companies = (0..).zip(pairs).flat_map(|(number, (parent, branch, _))| {
            let phone = |start: &str| format!("{start}{:03}", 7 * number);
            let parent = company(number, 0, parent, phone("+12025551"), "High Street", "Springfield");
            [parent, company(number, 1, branch, phone("+498930123"), "Lange Gasse", "München")]
        });
        let contacts: Vec<Contact> = companies.chain(strangers()).collect();
        let of = |contacts: &[Contact]| -> Vec<_> {
            let records = records_of(contacts);
            let relations = Matcher::new().resolve(&records).relations(&records, 10);
            let keys = |relation: &Relation| {
                let [left, right] = [relation.left, relation.right].map(|row| records.id(row).to_owned());
                (left, right, relation.kind)
            };
            relations.iter().map(keys).filter(|(left, ..)| !left.starts_with("stranger")).collect()
        };
        let expected: Vec<_> = (0..)
            .zip(pairs)
            .map(|(number, (_, _, kind))| {
                let [left, right] = if kind == RelationKind::ParentCompany { ids } else { ["a", "b"] };
                (format!("{number}{left}"), format!("{number}{right}"), kind)
            })
            .collect();
        assert_eq!(of(&contacts), expected);
        assert_eq!(of(&contacts.into_iter().rev().collect::<Vec<_>>()), expected);
    }
}

#[test]
fn an_employer_stands_to_the_left() {
    for (of_company, of_person) in [("a", "b"), ("b", "a")] {
        let mut company = living_at(called(organization(of_company, "Acme Widgets Inc."), "+12025550143"), "1 Main St");
        company.emails.push(Field::parse("info@acmewidgets.com"));
        let person = called(person(of_person, "Ottilie", "Zwingenberger"), "+12025550143");
        let person = living_at(working_at(person, "Acme Widgets Inc.", "o.z@acmewidgets.com"), "1 Main St");
        let contacts: Vec<Contact> = [company, person].into_iter().chain(strangers()).collect();
        let records = records_of(&contacts);
        let found = Matcher::new().resolve(&records).relations(&records, 10);
        let employers: Vec<_> = found.iter().filter(|relation| relation.kind == RelationKind::Employer).collect();
        assert_eq!(employers.iter().map(|one| (one.left, one.right)).collect::<Vec<_>>(), [(0, 1)], "{employers:?}");
    }
}
