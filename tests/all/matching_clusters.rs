//! Clusters: what people have decided holds, what belongs together stays together, and each cluster tells why it is one.

use super::people::{EVERYTHING, Set, records_of, sets};
use contactkit::contact::{Contact, Field, PersonName, Phone};
use contactkit::matching::{Decision, Judgments, Link, Matcher, Records, Resolution};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() }
}

/// Pairs of places in a set: what must link, and what cannot.
type Decided = Vec<(usize, usize)>;

fn constrained_sets() -> impl Strategy<Value = (Set, Set, Decided, Decided)> {
    let decided = || proptest::collection::vec((0..40usize, 0..40usize), 0..8);
    let shuffled = |set: Set| (Just(set.clone()), Just(set.0).prop_shuffle().prop_map(Set));
    (sets(EVERYTHING).prop_flat_map(shuffled), decided(), decided())
        .prop_map(|((set, shuffled), must, cannot)| (set, shuffled, must, cannot))
}

/// The pairs of keys that places stand for, the first key first.
fn keyed(set: &Set, pairs: &Decided) -> BTreeSet<(String, String)> {
    let ids = pairs.iter().filter_map(|&(a, b)| Some((set.get(a)?.id.clone(), set.get(b)?.id.clone())));
    ids.filter(|(a, b)| a != b).map(|(a, b)| if a < b { (a, b) } else { (b, a) }).collect()
}

fn judgments(must: &BTreeSet<(String, String)>, cannot: &BTreeSet<(String, String)>) -> Judgments {
    let mut judgments = Judgments::default();
    must.iter().for_each(|(a, b)| _ = judgments.same(b.as_str(), a.as_str()));
    cannot.iter().for_each(|(a, b)| _ = judgments.different(a.as_str(), b.as_str()));
    judgments
}

/// The keys of a resolution's clusters.
fn partition(records: &Records, resolution: &Resolution) -> Vec<Vec<String>> {
    let named = |members: &[u32]| members.iter().map(|&row| records.id(row).to_owned()).collect();
    resolution.clusters.iter().map(named).collect()
}

/// The ids that a chain of pairs leads to.
fn reached(pairs: &BTreeSet<(String, String)>, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([from.to_owned()]);
    loop {
        let before = reached.len();
        for (a, b) in pairs {
            if reached.contains(a) || reached.contains(b) {
                reached.extend([a.clone(), b.clone()]);
            }
        }
        if reached.len() == before {
            return reached;
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_people_have_decided_holds((set, shuffled, must, cannot) in constrained_sets()) {
        let (must, cannot) = (keyed(&set, &must), keyed(&set, &cannot));
        let matcher = Matcher::new().judgments(judgments(&must, &cannot));
        let records = records_of(&*set);
        let resolution = matcher.resolve(&records);
        let clusters = partition(&records, &resolution);
        let together = |(a, b): &(String, String)| clusters.iter().any(|ids| ids.contains(a) && ids.contains(b));
        prop_assert!(!cannot.iter().any(together), "{:?} {:?}", cannot, clusters);

        let named = |(a, b): (u32, u32)| (records.id(a).to_owned(), records.id(b).to_owned());
        let refused: BTreeSet<_> = resolution.conflicts.iter().map(|conflict| named(conflict.must_link)).collect();
        for pair in &must {
            prop_assert_eq!(together(pair), !refused.contains(pair), "{:?}", pair);
        }
        let contradicted = cannot.iter().any(|(a, b)| reached(&must, a).contains(b));
        prop_assert_eq!(!resolution.conflicts.is_empty(), contradicted);
        for conflict in &resolution.conflicts {
            prop_assert!(cannot.contains(&named(conflict.cannot_link)));
            let ends = (conflict.chain[0], conflict.chain[conflict.chain.len() - 1]);
            prop_assert_eq!(ends, conflict.cannot_link);
            for step in conflict.chain.windows(2) {
                let (a, b) = named((step[0], step[1]));
                prop_assert!(must.contains(&(a.clone(), b.clone())) || must.contains(&(b, a)), "{:?}", conflict);
            }
        }

        let others = records_of(&*shuffled);
        let other = matcher.resolve(&others);
        prop_assert_eq!(&clusters, &partition(&others, &other));
        let conflicts = |records: &Records, resolution: &Resolution| -> Vec<Vec<String>> {
            let rows = resolution.conflicts.iter().map(|conflict| {
                conflict.chain.iter().chain([&conflict.must_link.0, &conflict.must_link.1]).copied().collect::<Vec<u32>>()
            });
            rows.map(|rows| rows.into_iter().map(|row| records.id(row).to_owned()).collect()).collect()
        };
        prop_assert_eq!(conflicts(&records, &resolution), conflicts(&others, &other));
    }

    #[test]
    fn links_say_what_people_have_decided((set, _, must, cannot) in constrained_sets()) {
        let (must, cannot) = (keyed(&set, &must), keyed(&set, &cannot));
        let records = records_of(&*set);
        let free = Matcher::new().resolve(&records);
        // a model of its own would have learned from them
        let resolution =
            Matcher::with_model(free.model.clone()).judgments(judgments(&must, &cannot)).resolve(&records);
        prop_assert_eq!(&free.ledger, &resolution.ledger);
        let named = |link: &Link| (records.id(link.left).to_owned(), records.id(link.right).to_owned());
        let decided: BTreeSet<_> = resolution.links.iter().filter(|link| link.must_link).map(named).collect();
        prop_assert_eq!(&decided, &must);
        let by_evidence = |links: &[Link]| -> Vec<Link> {
            let undecided = |link: &&Link| !must.contains(&named(link)) && !cannot.contains(&named(link));
            links.iter().filter(undecided).copied().collect()
        };
        prop_assert_eq!(by_evidence(&free.links), by_evidence(&resolution.links));
        prop_assert!(resolution.links.iter().all(|link| link.must_link || !cannot.contains(&named(link))));
    }

    #[test]
    fn a_path_is_the_strongest_that_there_is((set, _, must, cannot) in constrained_sets()) {
        let judgments = judgments(&keyed(&set, &must), &keyed(&set, &cannot));
        let records = records_of(&*set);
        let resolution = Matcher::new().judgments(judgments).resolve(&records);
        let strength = |link: &Link| (link.must_link, link.weight);
        for (number, members) in (0..).zip(resolution.clusters.iter()) {
            // the strongest path between all pairs, by trying every record as a stop (Floyd 1962)
            let mut strongest = BTreeMap::new();
            for link in resolution.links.iter().filter(|link| link.decision == Decision::Match) {
                if members.contains(&link.left) && members.contains(&link.right) {
                    strongest.insert((link.left, link.right), strength(link));
                    strongest.insert((link.right, link.left), strength(link));
                }
            }
            for &stop in members {
                for (&a, &b) in members.iter().flat_map(|a| members.iter().map(move |b| (a, b))) {
                    if let Some((&one, &two)) = strongest.get(&(a, stop)).zip(strongest.get(&(stop, b))) {
                        let best = strongest.entry((a, b)).or_insert(one.min(two));
                        *best = one.min(two).max(*best);
                    }
                }
            }
            for (&a, &b) in members.iter().flat_map(|a| members.iter().map(move |b| (a, b))) {
                let path = resolution.path(a, b);
                prop_assert_eq!(path.is_empty(), a == b);
                let mut at = a;
                for link in &path {
                    prop_assert!(at == link.left || at == link.right);
                    at = if at == link.left { link.right } else { link.left };
                }
                prop_assert_eq!(at, b);
                if a != b {
                    prop_assert_eq!(path.iter().map(strength).min(), strongest.get(&(a, b)).copied());
                }
            }
            prop_assert_eq!(resolution.links_of(number).count(), members.len() - 1);
            let weakest = members.iter().flat_map(|&a| members.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b);
            let weakest = weakest.filter_map(|pair| strongest.get(&pair)).min().copied();
            prop_assert_eq!(resolution.weakest_link(number).map(strength), weakest);
        }
        prop_assert!(resolution.path(0, u32::MAX).is_empty());
        prop_assert!(resolution.weakest_link(u32::MAX).is_none());
    }
}

/// A record of one person with some of what there is to say of her: a bit for each field.
fn partial(id: String, fields: u32) -> Contact {
    let mut contact = Contact::person(id);
    contact.names.push(Field::of(PersonName::new("Ottilie", "Zwingenberger")));
    if fields & 1 != 0 {
        contact.emails.push(Field::parse("ottilie@zwingenberger.example"));
    }
    if fields & 2 != 0 {
        contact.phones.push(Field::read("+12025550143", |text| Phone::parse(text, None)));
    }
    if fields & 4 != 0 {
        contact.birth_dates.push(Field::parse("1971-03-09"));
    }
    if fields & 8 != 0 {
        contact.urls.push(Field::parse("https://zwingenberger.example/ottilie"));
    }
    contact
}

/// Strangers, so that a person is one among many.
fn strangers(count: u32) -> Vec<Contact> {
    let strangers = (0..count).map(|number| {
        let mut contact = Contact::person(format!("stranger {number}"));
        let [given, family] = [number * 7 % 89, number * 13 % 97].map(|seed| {
            let letter = |place: u32| char::from(b'a' + (seed * (place + 3) % 26) as u8);
            (0..6).map(letter).collect::<String>()
        });
        contact.emails.push(Field::parse(format!("{given}.{family}{number}@example.org")));
        contact.names.push(Field::of(PersonName::new(&given, &family)));
        contact
    });
    strangers.collect()
}

#[test]
fn many_half_empty_records_of_one_person_are_one_cluster() {
    // two or more of four fields: some pairs have nothing but the name in common
    let fields = (0..16u32).filter(|fields| fields.count_ones() >= 2);
    let person: Vec<Contact> = fields.map(|fields| partial(format!("half {fields:02}"), fields)).collect();
    for count in [0, 100, 1000] {
        let records = records_of(strangers(count).iter().chain(&person));
        let clusters = Matcher::new().resolve(&records).clusters;
        let of_person: BTreeSet<u32> = (count..count + person.len() as u32).map(|row| clusters.of(row)).collect();
        assert_eq!(of_person.len(), 1, "{count} strangers");
    }
}

#[test]
fn thousands_of_records_of_one_person_are_one_cluster() {
    let fields = (0..16u32).filter(|fields| fields.count_ones() >= 2).cycle();
    let person =
        |count: u32| (0..count).zip(fields.clone()).map(|(number, fields)| partial(format!("copy {number}"), fields));
    let usual: Vec<Contact> = strangers(1000).into_iter().chain(person(12)).collect();
    let model = Matcher::new().resolve(&records_of(&usual)).model;
    let many: Vec<Contact> = strangers(200).into_iter().chain(person(3000)).collect();
    let clusters = Matcher::with_model(model).resolve(&records_of(&many)).clusters;
    let of_person: BTreeSet<u32> = (200..3200).map(|row| clusters.of(row)).collect();
    assert_eq!(of_person.len(), 1);
}

#[test]
fn a_record_between_two_that_contradict_each_other_does_not_bring_them_together() {
    // the son's e-mail address and the father's phone number, and a record that has both
    let of = |id: &str, suffix: Option<&str>, fields| {
        let mut contact = partial(id.to_owned(), fields);
        let mut name = PersonName::new("Robert", "Zwingenberger");
        name.suffix = suffix.map(str::to_owned);
        contact.names = vec![Field::of(name)];
        contact
    };
    let clusters = |count: u32, suffixes: [Option<&str>; 2], between: u32| {
        let between = (0..between).map(|number| of(&format!("b{number}"), None, 1 + 2));
        let family = [of("a", suffixes[0], 1), of("c", suffixes[1], 2)].into_iter().chain(between);
        let contacts: Vec<Contact> = strangers(count).into_iter().chain(family).collect();
        let clusters = Matcher::new().resolve(&records_of(&contacts)).clusters;
        (count..contacts.len() as u32).map(|row| clusters.of(row)).collect::<BTreeSet<_>>().len()
    };
    // however rare their name, and however many are between them
    for (strangers, between) in [(20, 1), (300, 1), (3000, 1), (300, 5)] {
        assert_eq!(clusters(strangers, [None, None], between), 1, "{strangers}");
        assert_eq!(clusters(strangers, [Some("Jr."), Some("Sr.")], between), 2, "{strangers}");
    }
}

#[test]
fn a_numbered_mailbox_does_not_bring_father_and_son_together_in_the_shortest_list() {
    let of = |id: &str, name: &str, email: &str, phone: Option<&str>, born: Option<&str>| {
        let mut contact = Contact::person(id);
        contact.names.push(Field::parse(name));
        contact.emails.push(Field::parse(email));
        contact.phones.extend(phone.map(Field::parse));
        contact.birth_dates.extend(born.map(Field::parse));
        contact.addresses.push(Field::parse("9 Elm Rd, Denver, CO 80202, US"));
        contact
    };
    let line = Some("+1 303 555 0188");
    let records = records_of(&[
        of("father", "William Jones Sr.", "wjones@aol.com", line, Some("1948-02-02")),
        of("son", "William Jones Jr.", "wjones2@aol.com", line, Some("1975-07-07")),
        of("bill", "Bill Jones", "wjones@aol.com", None, None),
    ]);
    let clusters = Matcher::new().resolve(&records).clusters;
    let [father, son, bill] = [0, 1, 2].map(|row| clusters.of(row));
    assert_ne!(father, son);
    assert_eq!(father, bill);
}

#[test]
fn a_judgment_names_records_by_source_where_ids_are_not_enough() {
    let contacts = [("crm", "Ann"), ("web", "Bea"), ("crm", "Cleo")].map(|(source, given)| {
        let mut contact = Contact::person("1");
        contact.source = Some(source.to_owned());
        contact.names.push(Field::of(PersonName::new(given, "Doe")));
        contact
    });
    let records = records_of(&contacts[..2]);
    let mut judgments = Judgments::default();
    judgments.same(("crm", "1"), ("web", "1")).same("nobody", "1").different("1", "nobody");
    let resolution = Matcher::new().judgments(judgments.clone()).resolve(&records);
    assert_eq!((resolution.clusters.len(), resolution.conflicts.len()), (1, 0));
    // of the two that name somebody who is not there
    assert_eq!(resolution.idle_judgments, [1, 2]);
    // without a source every record of the id is meant
    judgments.different("1", "1");
    let resolution = Matcher::new().judgments(judgments).resolve(&records);
    assert_eq!(resolution.clusters.len(), 2);
    assert_eq!(resolution.conflicts[0].chain, [0, 1]);
}

#[cfg(feature = "serde")]
#[test]
fn judgments_are_read_back_as_they_were_written() {
    use contactkit::matching::{Answer, Judgment};
    let mut judgments = Judgments::default();
    judgments.push(Judgment::new("1", ("web", "2"), Answer::Same).by("ann").at("2026-11-22").why("asked him"));
    judgments.different("3", "4").unsure("5", "6");
    let text = serde_json::to_string(&judgments).unwrap();
    let expected = [
        r#"{"left":{"id":"1"},"right":{"id":"2","source":"web"},"answer":"same","by":"ann","at":"2026-11-22","why":"asked him"}"#,
        r#"{"left":{"id":"3"},"right":{"id":"4"},"answer":"different"}"#,
        r#"{"left":{"id":"5"},"right":{"id":"6"},"answer":"unsure"}"#,
    ];
    assert_eq!(text, format!("[{}]", expected.join(",")));
    assert_eq!(serde_json::from_str::<Judgments>(&text).unwrap(), judgments);
    assert_eq!(serde_json::from_str::<Judgments>("[]").unwrap(), Judgments::default());
}
