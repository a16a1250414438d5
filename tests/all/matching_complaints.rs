//! What users of other tools complain about in finding duplicates, each as a case in an address book of a thousand records:
//! different people who share a number, a house, a mailbox or a name.

use super::files::SAMPLE;
use super::people::records_of;
use contactkit::contact::{Contact, ContactKind, CountryCode, Employment, Field, PersonName, Phone, PostalAddress};
use contactkit::matching::{Lane, Matcher, RelationKind};
use std::collections::BTreeMap;

/// A person with the values that are told; an empty text is none.
#[derive(Clone, Copy, Default)]
struct Person {
    id: &'static str,
    name: [&'static str; 2],
    born: &'static str,
    emails: &'static [&'static str],
    phones: &'static [&'static str],
    street: &'static str,
    company: &'static str,
}

impl Person {
    fn contact(&self) -> Contact {
        let mut contact = Contact::person(self.id);
        let [given, family] = self.name;
        contact.names.push(Field::of(PersonName::new(given, family)));
        contact.birth_dates.extend(Some(self.born).filter(|text| !text.is_empty()).map(Field::parse));
        contact.emails.extend(self.emails.iter().map(|text| Field::parse(*text)));
        let read = |text: &str| Phone::parse(text, CountryCode::of("DE"));
        contact.phones.extend(self.phones.iter().map(|text| Field::read(*text, read)));
        if !self.street.is_empty() {
            let mut address = PostalAddress::default();
            address.street = Some(self.street.to_owned());
            address.postal_code = Some("04109".to_owned());
            address.locality = Some("Leipzig".to_owned());
            address.country = Some("Germany".to_owned());
            contact.addresses.push(Field::of(address));
        }
        if !self.company.is_empty() {
            contact.employments.push(Field::of(Employment::new(self.company, "")));
        }
        contact
    }
}

/// What a matcher without any configuration says of a few people in an address book.
struct Found {
    /// Clusters of several records and possible matches of theirs, by ids joined by space.
    lanes: BTreeMap<String, Lane>,
    /// Clusters of several, by ids.
    clusters: Vec<String>,
    /// By ids, too.
    relations: BTreeMap<String, RelationKind>,
}

fn found(few: &[Person]) -> Found {
    found_among(few, &SAMPLE.contacts)
}

fn found_among(few: &[Person], others: &[Contact]) -> Found {
    let contacts: Vec<Contact> = few.iter().map(Person::contact).collect();
    let records = records_of(contacts.iter().chain(others));
    let resolution = Matcher::new().resolve(&records);
    let is_one = |rows: &[u32]| rows.iter().any(|&row| (row as usize) < few.len());
    let ids = |rows: &[u32]| {
        let mut ids: Vec<&str> = rows.iter().map(|&row| records.id(row)).collect();
        ids.sort_unstable();
        ids.join(" ")
    };
    let clusters = || resolution.clusters.iter().filter(|rows| is_one(rows) && rows.len() > 1);
    let cases = resolution.lanes(&records);
    let cases = cases.iter().map(|case| match case.cluster {
        Some(cluster) => (resolution.clusters.members(cluster).to_vec(), case.lane),
        None => (vec![case.pair.0, case.pair.1], case.lane),
    });
    let relations = resolution.relations(&records, usize::MAX);
    let relations = relations.iter().map(|relation| (vec![relation.left, relation.right], relation.kind));
    Found {
        clusters: clusters().map(ids).collect(),
        lanes: cases.filter(|(rows, _)| is_one(rows)).map(|(rows, lane)| (ids(&rows), lane)).collect(),
        relations: relations.filter(|(rows, _)| is_one(rows)).map(|(rows, kind)| (ids(&rows), kind)).collect(),
    }
}

fn table<T: Copy>(rows: &[(&str, T)]) -> BTreeMap<String, T> {
    rows.iter().map(|(ids, value)| ((*ids).to_owned(), *value)).collect()
}

#[test]
fn nextcloud_286_a_couple_and_their_entry_together_with_one_landline_are_three() {
    let one = |id, given, phones| Person {
        id,
        name: [given, "Zwingenberger"],
        phones,
        street: "Lange Str. 12",
        ..Person::default()
    };
    for couple in ["Ottilie und Konrad", "Ottilie & Konrad", "Konrad + Ottilie", "Konrad&Ottilie"] {
        let found = found(&[
            one("wife", "Ottilie", &["0151 2345 8712", "0341 9087 214"]),
            one("husband", "Konrad", &["0172 8871 3345", "0341 9087 214"]),
            one("couple", couple, &["0341 9087 214"]),
        ]);
        assert_eq!((found.clusters, found.lanes), (vec![], BTreeMap::new()), "{couple}");
        let household = RelationKind::Household;
        let relations = [("couple husband", household), ("couple wife", household), ("husband wife", household)];
        assert_eq!(found.relations, table(&relations), "{couple}");
    }
}

#[test]
fn nextcloud_286_a_couple_of_two_names_or_of_no_address_shares_a_landline_and_is_two() {
    let one = |id, given, family, landline| Person { id, name: [given, family], phones: landline, ..Person::default() };
    let found = found(&[
        one("a", "Ines", "Hagedorn", &["0341 9087 411"]),
        one("b", "Lutz", "Hagedorn", &["0341 9087 411"]),
        one("c", "Petra", "Kupfer", &["0341 9087 422"]),
        one("d", "Frank", "Wachtel", &["0341 9087 422"]),
    ]);
    assert_eq!(found.clusters, [""; 0]);
    assert!(found.lanes.values().all(|lane| *lane == Lane::Review), "{:?}", found.lanes);
    assert_eq!(found.relations, table(&[("a b", RelationKind::Household), ("c d", RelationKind::SharedLine)]));
}

#[test]
fn nextcloud_2757_a_family_at_one_address_is_as_many_as_it_has_members_however_often_imported() {
    let one = |id, given, born| Person {
        id,
        name: [given, "Zwingenberger"],
        born,
        street: "Lange Str. 12",
        ..Person::default()
    };
    let family = [
        one("a1", "Ottilie", "1976-05-12"),
        one("b1", "Konrad", "1974-11-30"),
        // twins
        one("c1", "Max", "2009-03-01"),
        one("d1", "Moritz", "2009-03-01"),
    ];
    let again = ["a2", "b2", "c2", "d2"].into_iter().zip(family).map(|(id, one)| Person { id, ..one });
    let found = found(&family.into_iter().chain(again).collect::<Vec<_>>());
    let mut clusters = found.clusters;
    clusters.sort_unstable();
    assert_eq!(clusters, ["a1 a2", "b1 b2", "c1 c2", "d1 d2"]);
    let (one, several): (Vec<_>, Vec<_>) = found.lanes.iter().partition(|(ids, _)| clusters.contains(ids));
    assert!(one.iter().all(|(_, lane)| **lane == Lane::Automatic), "{one:?}");
    assert!(several.iter().all(|(_, lane)| **lane == Lane::Review), "{several:?}");
    // each of the four with each record of the other three
    assert_eq!(found.relations.len(), 24, "{:?}", found.relations);
    assert!(found.relations.values().all(|kind| *kind == RelationKind::Household));
}

#[test]
fn mailchimp_134_children_with_the_address_of_a_parent_are_not_the_parent() {
    let one = |id, given, family, emails| Person { id, name: [given, family], emails, ..Person::default() };
    let found = found(&[
        one("a", "Ottilie", "Zwingenberger", &["zwingi77@gmx.de"]),
        one("b", "Max", "Zwingenberger", &["zwingi77@gmx.de"]),
        one("c", "Moritz", "Zwingenberger", &["zwingi77@gmx.de"]),
        // of another name
        one("d", "Lena", "Birkenfeld", &["zwingi77@gmx.de"]),
        // an address made of the parent's name
        one("e", "Sabine", "Hagedorn", &["sabine.hagedorn@web.de"]),
        one("f", "Jonas", "Hagedorn", &["sabine.hagedorn@web.de"]),
    ]);
    assert_eq!(found.clusters, [""; 0]);
    assert!(found.lanes.values().all(|lane| *lane == Lane::Review), "{:?}", found.lanes);
    let (household, line) = (RelationKind::Household, RelationKind::SharedLine);
    let family = [("a b", household), ("a c", household), ("b c", household), ("e f", household)];
    assert_eq!(found.relations, table(&[&family[..], &[("a d", line), ("b d", line), ("c d", line)]].concat()));
}

#[test]
fn nextcloud_2764_neither_a_name_nor_a_value_alone_is_enough() {
    let one = |id, emails, phones| Person { id, name: ["Michael", "Schmidt"], emails, phones, ..Person::default() };
    let found = found(&[
        one("a", &["m.schmidt@nordlicht.de"], &["0341 9087 214"]),
        one("b", &["mischmi@gmx.de"], &["040 3344 8891"]),
        one("c", &["michael.schmidt@web.de"], &[]),
        one("d", &[], &["089 2233 4451"]),
        // the name and the mailbox of one
        one("e", &["mischmi@gmx.de"], &[]),
        // the mailbox, and another name
        Person { id: "f", name: ["Sonja", "Petersen"], emails: &["mischmi@gmx.de"], ..Person::default() },
    ]);
    assert_eq!(found.clusters, ["b e"]);
    let (automatic, others): (Vec<_>, Vec<_>) = found.lanes.iter().partition(|(_, lane)| **lane == Lane::Automatic);
    assert_eq!(automatic, [(&"b e".to_owned(), &Lane::Automatic)]);
    let homonyms = ["a b", "a c", "a d", "a e", "b c", "b d", "c d", "c e", "d e"];
    for (pair, lane) in others {
        assert_eq!(*lane, if homonyms.contains(&&**pair) { Lane::PossibleHomonym } else { Lane::Review }, "{pair}");
    }
    let line = RelationKind::SharedLine;
    assert_eq!(found.relations, table(&[("b f", line), ("e f", line)]));
}

#[test]
fn nextcloud_2764_two_of_one_name_in_one_company_are_not_merged_without_a_look() {
    let one = |id, name, emails, phones| Person {
        id,
        name,
        emails,
        phones,
        company: "Nordlichtwerke AG",
        ..Person::default()
    };
    let schmidt = ["Michael", "Schmidt"];
    let found = found(&[
        one("a", schmidt, &["michael.schmidt@nordlichtwerke.de"], &["0341 9087 214"]),
        one("b", schmidt, &["michael.schmidt2@nordlichtwerke.de"], &["0341 9087 377"]),
        one("c", ["Eva", "Kraft"], &["eva.kraft@nordlichtwerke.de"], &["0341 9087 378"]),
        one("d", ["Jens", "Pohl"], &["jens.pohl@nordlichtwerke.de"], &["0341 9087 379"]),
    ]);
    assert_eq!(found.lanes, table(&[("a b", Lane::Review)]));
    assert_eq!(found.relations.get("c d"), Some(&RelationKind::Colleagues));
}

#[test]
fn companies_of_a_list_without_places_are_not_taken_for_branches() {
    // what a list of suppliers says: a name and a mailbox
    let company = |id: usize, name: &str| {
        let mut contact = Contact::organization(format!("{id:04}"));
        contact.organization_names.push(Field::parse(name));
        let domain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
        contact.emails.push(Field::parse(format!("info@{domain}.example")));
        contact
    };
    let first = ["Kestrel", "Bluefin", "Wolfram", "Zander", "Quantum"];
    let second = ["Dental", "Optics", "Pumps", "Garden"];
    let third = ["Supply", "Works", "Partners", "Trading", "Systems"];
    let name = |number: usize| [first[number / 20], second[number / 5 % 4], third[number % 5]].join(" ");
    let names: Vec<String> = (0..100).map(name).collect();
    // every fourth is there twice
    let all = names.iter().chain(names.iter().step_by(4));
    let records = records_of(&all.enumerate().map(|(id, name)| company(id, name)).collect::<Vec<_>>());
    let clusters = Matcher::new().resolve(&records).clusters;
    let pairs: Vec<&[u32]> = clusters.iter().filter(|rows| rows.len() > 1).collect();
    let twice: Vec<[u32; 2]> = (0..25).map(|number| [4 * number, 100 + number]).collect();
    assert_eq!(pairs, twice);
}

#[test]
fn a_list_of_company_names_and_nothing_else_is_resolved() {
    let company = |id: usize, name: &str| {
        let mut contact = Contact::organization(format!("{id:02}"));
        contact.organization_names.push(Field::parse(name));
        contact
    };
    let word = |number: usize| {
        ["Kes", "Blu", "Wol", "Zan", "Qua"][number / 6].to_owned()
            + ["trel", "fin", "fram", "der", "ntum", "mera"][number % 6]
    };
    let names: Vec<String> =
        (0..30).map(|number| format!("{} {} Pumps", word(number), word((7 * number + 1) % 30))).collect();
    let again = names.iter().step_by(2).map(|name| format!("{} LLC", name.to_uppercase()));
    let all = names.iter().cloned().chain(again).chain(["Kestrel Garden".to_owned()]);
    let records = records_of(&all.enumerate().map(|(id, name)| company(id, &name)).collect::<Vec<_>>());
    let resolution = Matcher::new().resolve(&records);
    let pairs: Vec<&[u32]> = resolution.clusters.iter().filter(|rows| rows.len() > 1).collect();
    let twice: Vec<[u32; 2]> = (0..15).map(|number| [2 * number, 30 + number]).collect();
    assert_eq!(pairs, twice);
    assert!(resolution.lanes(&records).iter().all(|case| case.lane != Lane::Automatic));
}

#[test]
fn a_rare_name_alone_makes_a_match_only_where_records_say_little_else() {
    let one = |id, name, emails| Person { id, name, emails, ..Person::default() };
    let rare = ["Ottokar", "Zwingenberger"];
    let two = [
        one("a", rare, &["ottokar77@web.de"]),
        one("b", rare, &["zwingli@gmx.de"]),
        // whoever gives no name has none in common with others
        one("c", ["unknown", "unknown"], &["sunny@gmx.de"]),
        one("d", ["Unknown", "Unknown"], &["rainy@gmx.de"]),
    ];
    let more = [one("e", rare, &["oz@t-online.de"]), one("f", rare, &["o.z@posteo.de"])];
    let four = [&two[..], &more].concat();

    let rich = found(&two);
    assert_eq!((rich.clusters, rich.lanes), (vec![], table(&[("a b", Lane::PossibleHomonym)])));

    let mut people = SAMPLE.contacts.clone();
    people.retain(|contact| contact.kind == ContactKind::Person);
    for contact in &mut people {
        let mut poor = Contact::person(contact.id.clone());
        poor.names = std::mem::take(&mut contact.names);
        poor.emails = std::mem::take(&mut contact.emails);
        *contact = poor;
    }
    let poor = found_among(&two, &people);
    assert_eq!((poor.clusters, poor.lanes), (vec!["a b".to_owned()], table(&[("a b", Lane::Review)])));
    // four people of one name whose parts others have, too: it is not rare
    for (number, other) in ["Kunigunde", "Sieglinde", "Adelheid", "Friedlinde", "Walburga"].into_iter().enumerate() {
        for (id, name) in [("g", [rare[0], "Byron"]), ("f", [other, rare[1]])] {
            let mut contact = Contact::person(format!("{id}{number}"));
            contact.names.push(Field::of(PersonName::new(name[0], name[1])));
            people.push(contact);
        }
    }
    let common = found_among(&four, &people);
    assert_eq!(common.clusters, [""; 0]);
    assert_eq!(common.lanes.len(), 6);
    assert!(common.lanes.values().all(|lane| *lane == Lane::PossibleHomonym), "{:?}", common.lanes);
}
