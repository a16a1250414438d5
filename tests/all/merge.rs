//! Merging: a table of records with the record that they must become, and what may never break.

use contactkit::contact::{Contact, ContactKind, Custom, CustomType, Email, Field, PartialDate, PostalAddress};
use contactkit::merge::{Preference, Reason, Survivorship, merge};
use contactkit::validate::FieldKind;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    #[serde(default)]
    sources: Vec<String>,
    parts: Vec<Record>,
    merged: Record,
}

#[derive(Deserialize, Default, Debug, PartialEq)]
#[serde(default, deny_unknown_fields)]
struct Record {
    id: String,
    organization: bool,
    source: Option<String>,
    seen: Option<String>,
    names: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    birth_dates: Vec<String>,
    urls: Vec<String>,
    notes: Vec<String>,
    tags: Vec<String>,
}

fn contact_of(record: &Record) -> Contact {
    let mut contact = Contact::person(&record.id);
    if record.organization {
        contact.kind = ContactKind::Organization;
    }
    contact.source.clone_from(&record.source);
    let seen: Option<PartialDate> = record.seen.as_deref().map(|text| text.parse().unwrap());
    contact.names = record.names.iter().map(Field::parse).collect();
    contact.emails = record.emails.iter().map(Field::parse).collect();
    contact.emails.iter_mut().for_each(|field: &mut Field<Email>| field.seen = seen);
    contact.phones = record.phones.iter().map(Field::parse).collect();
    contact.birth_dates = record.birth_dates.iter().map(Field::parse).collect();
    contact.urls = record.urls.iter().map(Field::parse).collect();
    contact.notes.clone_from(&record.notes);
    contact.tags = record.tags.iter().cloned().collect();
    contact
}

pub fn texts<T>(fields: &[Field<T>]) -> Vec<String> {
    fields.iter().map(|field| field.text.clone()).collect()
}

fn record_of(contact: &Contact) -> Record {
    Record {
        id: contact.id.clone(),
        organization: contact.kind == ContactKind::Organization,
        source: None,
        seen: None,
        names: texts(&contact.names),
        emails: texts(&contact.emails),
        phones: texts(&contact.phones),
        birth_dates: texts(&contact.birth_dates),
        urls: texts(&contact.urls),
        notes: contact.notes.clone(),
        tags: contact.tags.iter().cloned().collect(),
    }
}

#[test]
fn every_cluster_of_the_table_gives_its_record() {
    let table: Table = toml::from_str(include_str!("../data/merge.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &table.case {
        let mut survivorship = Survivorship::default();
        survivorship.sources.clone_from(&case.sources);
        let mut parts: Vec<Contact> = case.parts.iter().map(contact_of).collect();
        let forward = record_of(&merge(&parts, &survivorship).contact);
        parts.reverse();
        let backward = record_of(&merge(&parts, &survivorship).contact);
        if forward != case.merged || backward != case.merged {
            wrong.push(format!(
                "{}\n  found    {forward:?}\n  reversed {backward:?}\n  expected {:?}",
                case.rule, case.merged
            ));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn two() -> [Contact; 2] {
    let mut first = Contact::person("crm-1");
    first.source = Some("crm".to_owned());
    first.emails.push(Field::parse("ada@analytical.org").labeled("work"));
    let mut second = Contact::person("web-9");
    second.emails.push(Field::parse("Ada@Analytical.org"));
    second.emails.push(Field::parse("ada@home.net").from_source("card"));
    second.emails.push(Field::parse("lovelace@home.net"));
    [first, second]
}

#[test]
fn each_value_says_where_it_is_from() {
    let merged = merge(&two(), &Survivorship::default());
    let sources: Vec<Option<&str>> = merged.contact.emails.iter().map(|field| field.source.as_deref()).collect();
    assert_eq!(sources, [Some("crm"), Some("card"), Some("web-9")]);
    let why = merged.why(FieldKind::Emails);
    let winner = why.winner().unwrap();
    assert_eq!(winner.records(), ["crm-1", "web-9"]);
    assert_eq!(winner.reason, Reason::FirstBy(Preference::Frequent));
    assert_eq!(winner.other_spellings(), BTreeSet::from(["Ada@Analytical.org"]));
    assert_eq!(
        why.to_string(),
        "emails[0] \"ada@analytical.org\" from crm-1, web-9: before \"ada@home.net\" because it is in more records; \
         also written \"Ada@Analytical.org\"\n\
         emails[1] \"ada@home.net\" from web-9: behind \"ada@analytical.org\" because that is in more records\n\
         emails[2] \"lovelace@home.net\" from web-9: behind \"ada@home.net\" by the order of the records"
    );
    assert_eq!(merged.why(FieldKind::Phones).to_string(), "phones: no record has a value");
}

#[test]
fn a_value_keeps_the_label_and_the_last_day_of_its_other_spellings() {
    let day = |day| PartialDate::full(2026, 5, day).unwrap();
    let mut first = Contact::person("1");
    first.emails.push(Field::parse("ada@analytical.org").seen(day(3)));
    let mut second = Contact::person("2");
    second.emails.push(Field::parse("ada@analytical.org").labeled("work").seen(day(1)));
    let merged = merge(&[second, first], &Survivorship::default());
    assert_eq!(merged.contact.emails[0].label.as_deref(), Some("work"));
    assert_eq!(merged.contact.emails[0].seen, Some(day(3)));
}

#[test]
fn nothing_merged_is_an_empty_record() {
    let merged = merge(&[], &Survivorship::default());
    assert_eq!(merged.contact, Contact::default());
    assert!(merged.provenance.is_empty() && merged.unmerge().is_empty());
}

#[test]
fn addresses_are_equal_by_their_text_and_country() {
    let address = |country: &str| {
        let mut address = PostalAddress::default();
        address.street = Some("Hauptstraße 1".to_owned());
        address.postal_code = Some("10115".to_owned());
        address.country = Some(country.to_owned());
        let mut contact = Contact::person(country);
        contact.addresses.push(Field::of(address));
        contact
    };
    assert_eq!(merge(&[address("DE"), address("Germany")], &Survivorship::default()).contact.addresses.len(), 1);
    assert_eq!(merge(&[address("DE"), address("FR")], &Survivorship::default()).contact.addresses.len(), 2);
}

#[cfg(feature = "serde")]
#[test]
fn a_merged_record_is_written_and_read_back() {
    let merged = merge(&two(), &Survivorship::default());
    let json = serde_json::to_string(&merged).unwrap();
    assert_eq!(serde_json::from_str::<contactkit::merge::Merged>(&json).unwrap(), merged);
    let survivorship: Survivorship = serde_json::from_str(r#"{"names": ["valid", "longest"]}"#).unwrap();
    assert_eq!(survivorship.names, [Preference::Valid, Preference::Longest]);
    assert_eq!(survivorship.emails, Survivorship::default().emails);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(vec![
            "Ada Lovelace", "ADA LOVELACE", "ada", "A. Lovelace", "Adà Lovelace", "ada@example.org", "Ada@example.org",
            "ada@gmial.com", "+44 20 7946 0018", "+442079460018", "7946 0018", "1985-12-10", "1985-12", "1900-01-01",
            "https://example.org", "example.org/", "n/a", "", " ", "12", "012",
        ]).prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
}

prop_compose! {
    pub fn any_contact()(
        id in 0..4_u8,
        source in proptest::option::of("[ab]"),
        organization in any::<bool>(),
        texts in proptest::collection::vec((0..10_usize, any_text(), proptest::option::of("[xy]"), proptest::option::of(1..5_u8)), 0..8),
    ) -> Contact {
        let mut contact = Contact::person(id.to_string());
        contact.source = source;
        if organization {
            contact.kind = ContactKind::Organization;
        }
        for (kind, text, label, day) in texts {
            let seen = day.and_then(|day| PartialDate::full(2026, 5, day));
            macro_rules! push {
                ($fields:expr, $field:expr) => {{
                    let mut field = $field;
                    field.label = label;
                    field.seen = seen;
                    $fields.push(field);
                }};
            }
            match kind {
                0 => push!(contact.names, Field::parse(text)),
                1 => push!(contact.organization_names, Field::parse(text)),
                2 => push!(contact.emails, Field::parse(text)),
                3 => push!(contact.phones, Field::parse(text)),
                4 => push!(contact.addresses, Field::parse(text)),
                5 => push!(contact.birth_dates, Field::parse(text)),
                6 => push!(contact.urls, Field::parse(text)),
                7 => contact.notes.push(text),
                8 => { contact.tags.insert(text); }
                _ => push!(
                    contact.custom.entry("size".to_owned()).or_default(),
                    Field::read(text, |text| CustomType::Integer.read(text))
                ),
            }
        }
        contact
    }
}

/// All texts of a contact that say anything.
pub fn all_texts(contact: &Contact) -> BTreeSet<String> {
    let fields = texts(&contact.names).into_iter().chain(texts(&contact.organization_names));
    let fields = fields.chain(texts(&contact.employments)).chain(texts(&contact.emails)).chain(texts(&contact.phones));
    let fields = fields.chain(texts(&contact.addresses)).chain(texts(&contact.birth_dates)).chain(texts(&contact.urls));
    let custom = contact.custom.values().flat_map(|fields: &Vec<Field<Custom>>| texts(fields));
    let texts = fields.chain(custom).chain(contact.notes.clone()).chain(contact.tags.iter().cloned());
    texts.filter(|text| !text.trim().is_empty()).collect()
}

proptest! {
    #[test]
    fn every_text_is_in_the_merged_record_or_named_in_its_provenance(
        parts in proptest::collection::vec(any_contact(), 0..5),
    ) {
        let merged = merge(&parts, &Survivorship::default());
        let mut kept = all_texts(&merged.contact);
        kept.extend(merged.provenance.iter().flat_map(|value| value.origins.iter().map(|origin| origin.text.clone())));
        let kept: BTreeSet<&str> = kept.iter().map(|text| text.trim()).collect();
        for text in parts.iter().flat_map(all_texts) {
            prop_assert!(kept.contains(text.trim()), "{text:?} is lost");
        }
    }

    #[test]
    fn unmerging_gives_the_parts_back(parts in proptest::collection::vec(any_contact(), 0..5)) {
        let mut back = merge(&parts, &Survivorship::default()).unmerge();
        let text = |contact: &Contact| format!("{contact:?}");
        let mut parts = parts;
        parts.sort_by_key(text);
        back.sort_by_key(text);
        prop_assert_eq!(parts, back);
    }

    #[test]
    fn the_order_of_the_records_says_nothing(
        parts in proptest::collection::vec(any_contact(), 0..5).prop_shuffle(),
        rotation in 0..5_usize,
    ) {
        let mut rotated = parts.clone();
        rotated.rotate_left(rotation.checked_rem(parts.len()).unwrap_or_default());
        rotated.reverse();
        prop_assert_eq!(merge(&parts, &Survivorship::default()), merge(&rotated, &Survivorship::default()));
    }

    #[test]
    fn one_record_is_merged_to_itself(contact in any_contact()) {
        let merged = merge(std::slice::from_ref(&contact), &Survivorship::default());
        prop_assert_eq!(&merged.contact, &contact);
        prop_assert_eq!(merge(&[merged.contact], &Survivorship::default()).contact, contact);
    }

    #[test]
    fn merging_again_changes_no_value(parts in proptest::collection::vec(any_contact(), 2..5)) {
        let merged = merge(&parts, &Survivorship::default()).contact;
        let again = merge(&[merged.clone(), merged.clone()], &Survivorship::default()).contact;
        prop_assert_eq!(all_texts(&again), all_texts(&merged));
        prop_assert_eq!(again.names.len(), merged.names.len());
        prop_assert_eq!(again.emails.len(), merged.emails.len());
    }

    #[test]
    fn every_value_has_its_provenance(parts in proptest::collection::vec(any_contact(), 1..5)) {
        let merged = merge(&parts, &Survivorship::default());
        for (index, field) in merged.contact.emails.iter().enumerate() {
            let provenance = merged.why(FieldKind::Emails).values()[index].clone();
            prop_assert_eq!(&provenance.text, &field.text);
            prop_assert!(!provenance.origins.is_empty());
        }
        let fields = merged.contact.custom.values().map(Vec::len).sum::<usize>();
        prop_assert_eq!(merged.why(FieldKind::Custom).values().len(), fields);
    }
}
