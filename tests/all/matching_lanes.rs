//! Lanes: nothing goes through by itself that a careful person would have looked at.

use super::people::{EVERYTHING, NAMES, Set, records_of, sets, shuffled_sets};
use contactkit::contact::{Contact, Field, Gender, PersonName, Phone, PostalAddress};
use contactkit::matching::{Case, Comparison, Judgments, Lane, Matcher, Reason, Records, Resolution};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashSet};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

/// A case with its rows by key: the members of a cluster, or the two records.
fn by_key(records: &Records, resolution: &Resolution, case: &Case) -> (Lane, Vec<String>, Vec<Reason>, String) {
    let pair = [case.pair.0, case.pair.1];
    let rows = case.cluster.map_or(&pair[..], |cluster| resolution.clusters.members(cluster));
    let keys = rows.iter().map(|&row| records.id(row).to_owned()).collect();
    (case.lane, keys, case.reasons.clone(), format!("{:.9}", case.worth))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_cluster_of_several_and_every_possible_match_has_one_lane((set, shuffled) in shuffled_sets()) {
        let of = |set: &Set| {
            let records = records_of(&**set);
            let resolution = Matcher::new().resolve(&records);
            let cases = resolution.lanes(&records);
            (records, resolution, cases)
        };
        let (records, resolution, cases) = of(&set);
        let clusters: Vec<u32> = cases.iter().filter_map(|case| case.cluster).collect();
        let several = (0..).zip(resolution.clusters.iter()).filter(|(_, rows)| rows.len() > 1).map(|(number, _)| number);
        prop_assert_eq!(clusters.iter().copied().collect::<BTreeSet<u32>>(), several.collect::<BTreeSet<u32>>());
        let pairs: Vec<(u32, u32)> = cases.iter().filter(|case| case.cluster.is_none()).map(|case| case.pair).collect();
        let is_apart = |left: u32, right: u32| resolution.clusters.of(left) != resolution.clusters.of(right);
        let apart = resolution.links.iter().map(|link| (link.left, link.right)).filter(|&(left, right)| is_apart(left, right));
        prop_assert_eq!(pairs.iter().copied().collect::<BTreeSet<_>>(), apart.collect::<BTreeSet<_>>());
        prop_assert_eq!(clusters.len() + pairs.len(), cases.iter().map(|case| (case.cluster, case.pair)).collect::<BTreeSet<_>>().len());
        prop_assert!(cases.is_sorted_by(|a, b| a.lane < b.lane || a.lane == b.lane
            && (a.lane <= Lane::NeedsDecision || a.worth >= b.worth)));
        prop_assert!(cases.iter().all(|case| !case.reasons.is_empty() && case.worth >= 0.0));

        let (others, other, other_cases) = of(&shuffled);
        let keyed = |records: &Records, resolution: &Resolution, cases: &[Case]| -> Vec<_> {
            cases.iter().map(|case| by_key(records, resolution, case)).collect()
        };
        prop_assert_eq!(keyed(&records, &resolution, &cases), keyed(&others, &other, &other_cases));
    }

    #[test]
    fn a_name_alone_is_never_automatic(set in sets(NAMES)) {
        let records = records_of(&*set);
        let cases = Matcher::new().resolve(&records).lanes(&records);
        prop_assert!(cases.iter().all(|case| case.lane != Lane::Automatic));
    }

    #[test]
    fn what_is_automatic_contradicts_itself_in_nothing_that_a_person_has_one_of(set in sets(EVERYTHING)) {
        let records = records_of(&*set);
        let resolution = Matcher::new().resolve(&records);
        for case in resolution.lanes(&records).iter().filter(|case| case.lane == Lane::Automatic) {
            let members = resolution.clusters.members(case.cluster.unwrap());
            let contacts: Vec<&Contact> = members.iter().map(|&row| &set[row as usize]).collect();
            let genders: HashSet<Gender> = contacts.iter().filter_map(|contact| contact.gender).collect();
            prop_assert!(genders.len() < 2);
            let years: BTreeSet<i16> = contacts.iter().flat_map(|contact| &contact.birth_dates)
                .filter_map(Field::value).filter(|date| date.is_full()).filter_map(|date| date.year()).collect();
            let is_slip = |(a, b): (&i16, &i16)| a.to_string().chars().zip(b.to_string().chars()).filter(|(a, b)| a != b).count() <= 2;
            prop_assert!(years.iter().zip(years.iter().skip(1)).all(is_slip), "{:?}", years);
        }
    }

    #[test]
    fn what_people_could_not_tell_is_never_automatic(set in sets(EVERYTHING)) {
        let records = records_of(&*set);
        let free = Matcher::new().resolve(&records);
        let mut judgments = Judgments::default();
        for link in free.links.iter().step_by(2) {
            judgments.unsure(records.id(link.left), records.id(link.right));
        }
        let resolution = Matcher::new().judgments(judgments).resolve(&records);
        prop_assert_eq!(&resolution.clusters, &free.clusters);
        for case in resolution.lanes(&records) {
            let rows = case.cluster.map_or(vec![case.pair.0, case.pair.1], |number| resolution.clusters.members(number).to_vec());
            if resolution.unsure.iter().any(|(a, b)| rows.contains(a) && rows.contains(b)) {
                prop_assert!(case.lane != Lane::Automatic);
                prop_assert!(case.worth <= 0.0);
            }
        }
    }
}

/// A person by the values that are told.
#[derive(Default)]
struct Person {
    id: &'static str,
    name: (&'static str, &'static str),
    suffix: Option<&'static str>,
    born: Option<&'static str>,
    email: Option<&'static str>,
    phone: Option<&'static str>,
    street: Option<&'static str>,
}

impl Person {
    fn contact(&self) -> Contact {
        let mut contact = Contact::person(self.id);
        let mut name = PersonName::new(self.name.0, self.name.1);
        name.suffix = self.suffix.map(str::to_owned);
        contact.names.push(Field::of(name));
        contact.birth_dates.extend(self.born.map(Field::parse));
        contact.emails.extend(self.email.map(Field::parse));
        contact.phones.extend(self.phone.map(|text| Field::read(text, |text| Phone::parse(text, None))));
        match self.street {
            Some(street) => living_at(contact, street),
            None => contact,
        }
    }
}

fn living_at(mut contact: Contact, street: &str) -> Contact {
    let mut address = PostalAddress::default();
    address.street = Some(street.to_owned());
    address.locality = Some("Springfield".to_owned());
    contact.addresses.push(Field::of(address));
    contact
}

/// The cases of a few people among strangers.
fn cases(people: &[Person], judgments: Judgments) -> Vec<Case> {
    cases_of(people.iter().map(Person::contact).collect(), judgments)
}

fn cases_of(few: Vec<Contact>, judgments: Judgments) -> Vec<Case> {
    cases_among(0, few, judgments)
}

/// The cases of a few contacts among strangers of whom some are there twice, as in most lists.
fn cases_among(twice: usize, few: Vec<Contact>, judgments: Judgments) -> Vec<Case> {
    let count = few.len();
    let strangers = (0..300u32).map(|number| {
        let word =
            |seed: u32| (0..6).map(|place| char::from(b'a' + (seed * (place + 3) % 26) as u8)).collect::<String>();
        let (given, family) = (word(number * 7 % 89), word(number * 13 % 97));
        let mut contact = living_at(Contact::person(format!("stranger {number}")), &format!("{number} Long Avenue"));
        contact.emails.push(Field::parse(format!("{given}.{family}{number}@example.org")));
        contact.phones.push(Field::read(format!("+1202556{:04}", number * 31), |text| Phone::parse(text, None)));
        contact.birth_dates.push(Field::parse(format!(
            "{}-{:02}-{:02}",
            1940 + number % 67,
            1 + number % 12,
            1 + number % 27
        )));
        contact.names.push(Field::of(PersonName::new(&given, &family)));
        contact
    });
    let again = strangers.clone().take(twice).map(|mut contact| {
        contact.id.push_str(" again");
        contact.phones.clear();
        contact
    });
    let firms = (0..40u32).map(|number| {
        let mut contact = Contact::organization(format!("firm {number}"));
        let letter = |place: u32| char::from(b'a' + (number * (place + 3) % 26) as u8);
        contact
            .organization_names
            .push(Field::parse((0..7).map(letter).chain(" Tools Inc.".chars()).collect::<String>()));
        contact.phones.push(Field::read(format!("+1202557{:04}", number * 31), |text| Phone::parse(text, None)));
        contact
    });
    let contacts: Vec<Contact> = few.into_iter().chain(strangers).chain(again).chain(firms).collect();
    let records = records_of(&contacts);
    let among_them = |row: u32| (row as usize) < count;
    let mut cases = Matcher::new().judgments(judgments).resolve(&records).lanes(&records);
    cases.retain(|case| among_them(case.pair.0) && among_them(case.pair.1));
    cases
}

fn lanes(people: &[Person]) -> Vec<Lane> {
    lanes_among(0, people)
}

fn lanes_among(twice: usize, people: &[Person]) -> Vec<Lane> {
    let people = people.iter().map(Person::contact).collect();
    cases_among(twice, people, Judgments::default()).iter().map(|case| case.lane).collect()
}

#[test]
fn two_kinds_of_strong_evidence_are_automatic_and_say_so() {
    let person =
        |id, name| Person { id, name, born: Some("1971-03-09"), phone: Some("+12025550143"), ..Person::default() };
    let people = [person("a", ("Ottilie", "Zwingenberger")), person("b", ("Ottilie", "Zwingenberger"))];
    let cases = cases(&people, Judgments::default());
    assert_eq!(cases.iter().map(|case| case.lane).collect::<Vec<_>>(), [Lane::Automatic]);
    assert_eq!(cases[0].reasons[0].to_string(), "strong evidence: name, birth date, phone");
}

#[test]
fn a_couple_with_one_landline_and_children_with_a_parents_mailbox_are_not_automatic() {
    let person = |id, given, email, phone| Person {
        id,
        name: (given, "Zwingenberger"),
        email,
        phone,
        street: Some("12 High Street"),
        ..Person::default()
    };
    let couple =
        [person("a", "Ottilie", None, Some("+12025550143")), person("b", "Konrad", None, Some("+12025550143"))];
    let family = [
        person("a", "Ottilie", Some("family77@example.org"), None),
        person("b", "Max", Some("family77@example.org"), None),
        person("c", "Moritz", Some("family77@example.org"), None),
    ];
    for people in [&couple[..], &family] {
        let found = cases(people, Judgments::default());
        assert!(found.iter().all(|case| case.lane != Lane::Automatic), "{found:?}");
    }
}

#[test]
fn one_address_of_many_people_is_not_automatic() {
    // IT-Support, Sales …: of different people, with one number
    let desk =
        |id, given, family| Person { id, name: (given, family), phone: Some("+12025550143"), ..Person::default() };
    let people = [
        desk("a", "IT", "Support"),
        desk("b", "Sales", "Desk"),
        desk("c", "Ann", "Lee"),
        desk("d", "Bea", "Ray"),
        desk("e", "IT", "Support"),
    ];
    assert!(!lanes(&people).contains(&Lane::Automatic));
}

#[test]
fn an_address_made_of_the_name_is_no_second_kind_of_evidence() {
    let person = |id, email| Person { id, name: ("John", "Zwingenberger"), email: Some(email), ..Person::default() };
    let namesakes = [person("a", "john.zwingenberger@gmail.com"), person("b", "john.zwingenberger2@gmail.com")];
    assert!(!lanes(&namesakes).contains(&Lane::Automatic));
    let one = [person("a", "tuba.player@gmail.com"), person("b", "tuba.player@gmail.com")];
    assert_eq!(lanes(&one), [Lane::Automatic]);
}

#[test]
fn what_an_area_shares_is_no_second_kind_of_evidence() {
    let person =
        |id, street| Person { id, name: ("Ottilie", "Zwingenberger"), street: Some(street), ..Person::default() };
    assert!(!lanes(&[person("a", "12 High Street"), person("b", "7 Low Road")]).contains(&Lane::Automatic));
    // the same where the street is one
    let at_home = |id| Person { born: Some("1971-03-09"), ..person(id, "12 High Street") };
    assert_eq!(lanes(&[at_home("a"), at_home("b")]), [Lane::Automatic]);
}

#[test]
fn father_and_son_of_one_name_are_told_by_birth_date_or_mailbox() {
    let person = |id, suffix, born, email| Person {
        id,
        name: ("Ottokar", "Zwingenberger"),
        suffix,
        born,
        email,
        phone: Some("+12025550143"),
        street: Some("12 High Street"),
    };
    let of = |suffixes: [_; 2], born, email| {
        let [left, right] = suffixes;
        lanes_among(10, &[person("a", left, born, email), person("b", right, born, email)])
    };
    assert_eq!(of([None, None], None, None), [Lane::Automatic]);
    assert_eq!(of([Some("Jr."), Some("Jr.")], None, None), [Lane::Automatic]);
    assert_eq!(of([None, Some("Jr.")], None, None), [Lane::Review]);
    assert_eq!(of([None, Some("Jr.")], Some("1971-03-09"), None), [Lane::Automatic]);
    assert_eq!(of([None, Some("Jr.")], None, Some("tuba.player@gmail.com")), [Lane::Automatic]);
    // and so where a third record says that there are two of them
    let three = cases(
        &[person("a", None, None, None), person("b", None, None, None), person("c", Some("Jr."), None, None)],
        Judgments::default(),
    );
    assert_eq!(three.first().map(|case| case.lane), Some(Lane::Review));
    assert_eq!(three[0].reasons[0].to_string(), "they may be father and son of one name");
}

#[test]
fn branches_with_one_web_site_are_not_automatic() {
    let branch = |id, phone: &'static str| {
        let mut contact = Contact::organization(id);
        contact.organization_names.push(Field::parse("Zwingenberger Optics Inc."));
        contact.urls.push(Field::parse("https://zwingenberger.example/"));
        contact.phones.push(Field::read(phone, |text| Phone::parse(text, None)));
        contact
    };
    let lanes = |numbers: [&'static str; 2]| -> Vec<Lane> {
        let [left, right] = numbers;
        let found = cases_of(vec![branch("a", left), branch("b", right)], Judgments::default());
        found.iter().map(|case| case.lane).collect()
    };
    assert!(!lanes(["+12025550143", "+13125550188"]).contains(&Lane::Automatic));
}

#[test]
fn conflicts_are_listed_and_need_a_decision() {
    let person = |id, suffix, born| Person {
        id,
        name: ("Ottilie", "Zwingenberger"),
        suffix,
        born,
        email: Some("otti77@example.org"),
        phone: Some("+12025550143"),
        ..Person::default()
    };
    let people = [person("a", None, Some("1971-03-09")), person("b", None, Some("1985-11-30"))];
    let found = cases(&people, Judgments::default());
    assert_eq!(found[0].lane, Lane::NeedsDecision);
    let values = vec!["1971-03-09".to_owned(), "1985-11-30".to_owned()];
    assert_eq!(found[0].reasons[0], Reason::Conflict { comparison: Comparison::BirthDate, values });
    // a slip of typing is none; who says that the two are the same has seen the conflict; who contradict each other decide
    let people = [person("a", None, Some("1971-03-09")), person("b", None, Some("1971-03-08"))];
    assert_eq!(lanes(&people), [Lane::Automatic]);
    let people = [person("a", None, Some("1971-03-09")), person("b", None, Some("1985-11-30"))];
    let mut judgments = Judgments::default();
    judgments.same("a", "b");
    let found = cases(&people, judgments);
    assert_eq!((found[0].lane, &found[0].reasons[0]), (Lane::Automatic, &Reason::Decided));
    let mut judgments = Judgments::default();
    judgments.same("a", "b").different("b", "c").same("a", "c");
    let people = [person("a", None, None), person("b", None, None), person("c", None, None)];
    let found = cases(&people, judgments);
    let contradictions: Vec<&Case> =
        found.iter().filter(|case| case.reasons.contains(&Reason::Contradiction)).collect();
    assert!(
        contradictions.iter().all(|case| case.lane == Lane::NeedsDecision) && contradictions.len() == 1,
        "{found:?}"
    );
}

#[test]
fn one_name_and_nothing_else_is_a_possible_homonym() {
    let person = |id, email| Person { id, name: ("Ottilie", "Zwingenberger"), email, ..Person::default() };
    let people = [person("a", Some("tuba77@example.org")), person("b", None)];
    let cases = cases(&people, Judgments::default());
    assert_eq!(cases.iter().map(|case| case.lane).collect::<Vec<_>>(), [Lane::PossibleHomonym]);
    assert_eq!(cases[0].reasons, [Reason::NameOnly]);
}

#[cfg(feature = "serde")]
#[test]
fn a_case_is_read_back_as_it_was_written() {
    let person = |id, born| Person {
        id,
        name: ("Ottilie", "Zwingenberger"),
        born,
        email: Some("otti77@example.org"),
        ..Person::default()
    };
    let cases = cases(&[person("a", Some("1971-03-09")), person("b", Some("1985-11-30"))], Judgments::default());
    let text = serde_json::to_string(&cases).unwrap();
    assert!(
        text.contains(r#""lane":"needs_decision""#) && text.contains(r#""conflict":{"comparison":"birth_date""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Vec<Case>>(&text).unwrap(), cases);
}
