//! What users of other tools complain about in merging, each as a case: data that is lost, and people who are joined.

use contactkit::contact::{Contact, Custom, CustomType, Employment, Field, Money, PartialDate};
use contactkit::merge::{ChangeLog, Reason, Survivorship, fill, merge};
use contactkit::validate::FieldKind;
use std::collections::BTreeMap;

fn person(id: &str, name: &str) -> Contact {
    let mut contact = Contact::person(id);
    contact.names.push(Field::parse(name));
    contact
}

fn merged(parts: [Contact; 2]) -> Contact {
    let forward = merge(&parts, &Survivorship::default()).contact;
    let [left, right] = parts;
    assert_eq!(merge(&[right, left], &Survivorship::default()).contact, forward);
    forward
}

fn employed(id: &str, organization: &str, title: &str) -> Contact {
    let mut contact = person(id, "Ada Byron");
    contact.employments.push(Field::of(Employment::new(organization, title)));
    contact
}

fn texts<T>(fields: &[Field<T>]) -> Vec<&str> {
    fields.iter().map(|field| field.text.as_str()).collect()
}

/// Custom values by their text, of one field.
fn custom(contact: &mut Contact, key: &str, text: &str, kind: &CustomType) {
    let field = Field::read(text, |text| kind.read(text));
    contact.custom.entry(key.to_owned()).or_default().push(field);
}

#[test]
fn espocrm_3259_the_role_at_an_organization_is_kept() {
    let merged = merged([employed("1", "Acme", "Buyer"), employed("2", "Acme", "Board member")]);
    let titles: Vec<_> = merged.employments.iter().filter_map(|field| field.value()?.title.as_deref()).collect();
    assert_eq!(titles, ["Board member", "Buyer"]);
}

#[test]
fn suitecrm_5835_the_lists_that_a_record_is_on_are_kept() {
    let mut parts = [person("1", "Ada Byron"), person("2", "Ada Byron")];
    parts[0].tags.insert("list:spring".to_owned());
    parts[1].tags.insert("list:autumn".to_owned());
    assert_eq!(merged(parts).tags.into_iter().collect::<Vec<_>>(), ["list:autumn", "list:spring"]);
}

#[test]
fn suitecrm_8673_mautic_16240_mautic_4641_both_companies_are_kept() {
    let merged = merged([employed("1", "Acme", "Buyer"), employed("2", "Globex", "Buyer")]);
    assert_eq!(merged.employments.len(), 2);
}

#[test]
fn mautic_16425_a_newer_anonymous_record_does_not_win() {
    let day = |day| PartialDate::full(2026, 5, day).unwrap();
    let mut known = person("17", "Ada Byron");
    known.emails.push(Field::parse("ada@analytical.org").seen(day(1)));
    let mut anonymous = person("99", "Anonymous");
    anonymous.emails.push(Field::parse("n/a").seen(day(9)));
    let merged = merged([known.clone(), anonymous]);
    assert_eq!((merged.id.as_str(), merged.to_string().as_str()), ("17", "Ada Byron"));
    assert_eq!(merged.emails[0].text, "ada@analytical.org");
}

#[test]
fn custom_objects_323_civicrm_3117_the_owners_own_fields_of_both_are_kept() {
    let mut parts = [person("1", "Ada Byron"), person("2", "Ada Byron")];
    custom(&mut parts[0], "contributions", "EUR 20", &CustomType::Money);
    custom(&mut parts[1], "contributions", "EUR 35", &CustomType::Money);
    custom(&mut parts[1], "pet", "Rex", &CustomType::Text);
    let merged = merged(parts);
    let money = |field: &Field<Custom>| match field.value() {
        Some(Custom::Money(Money { .. })) => true,
        other => panic!("{other:?}"),
    };
    assert_eq!(merged.custom["contributions"].iter().filter(|field| money(field)).count(), 2);
    assert_eq!(texts(&merged.custom["pet"]), ["Rex"]);
}

#[test]
fn npsp_2158_what_only_the_other_record_has_is_kept() {
    let [mut master, mut other] = [person("1", "Ada Byron"), person("2", "Ada Byron")];
    master.emails.push(Field::parse("ada@analytical.org"));
    other.phones.push(Field::parse("+44 20 7946 0018"));
    assert_eq!(merged([master.clone(), other.clone()]).phones.len(), 1);
    // A tool that must keep the master as it is can fill its gaps only.
    let filled = fill(&master, &[other], &Survivorship::default());
    assert_eq!((&filled.contact.emails, filled.contact.phones.len()), (&master.emails, 1));
    assert_eq!(filled.why(FieldKind::Phones).winner().map(|value| value.reason), Some(Reason::Filled));
}

#[test]
fn twenty_6276_simple_contacts_582_fossify_327_the_notes_and_addresses_of_the_second_card_are_there() {
    let mut parts = [person("1", "Ada Byron"), person("2", "Ada Byron")];
    parts[0].notes.push("met in Rome".to_owned());
    parts[1].notes.push("owes 5".to_owned());
    parts[1].emails.push(Field::parse("ada@analytical.org"));
    let merged = merged(parts);
    assert_eq!(merged.notes, ["met in Rome", "owes 5"]);
    assert_eq!(texts(&merged.emails), ["ada@analytical.org"]);
}

#[test]
fn cardbook_85_equal_values_become_one() {
    let mut parts = [person("1", "Ada Byron"), person("2", "ADA BYRON")];
    for part in &mut parts {
        part.emails.push(Field::parse("ada@analytical.org"));
        part.phones.push(Field::parse("+44 20 7946 0018"));
        part.notes.push("met in Rome".to_owned());
    }
    let merged = merged(parts);
    assert_eq!((merged.names.len(), merged.emails.len(), merged.phones.len(), merged.notes.len()), (1, 1, 1, 1));
}

fn set(contacts: impl IntoIterator<Item = Contact>) -> BTreeMap<String, Contact> {
    contacts.into_iter().map(|contact| (contact.id.clone(), contact)).collect()
}

#[test]
fn cardbook_36_one_wrong_member_is_taken_out_of_a_group() {
    let before = set(["1", "2", "3"].map(|id| {
        let mut contact = person(id, "Ada Byron");
        contact.emails.push(Field::parse(format!("{id}@analytical.org")));
        contact
    }));
    for wrong in ["1", "2", "3"] {
        let (mut contacts, mut log) = (before.clone(), ChangeLog::default());
        log.merge(&mut contacts, &["1", "2", "3"], &Survivorship::default()).unwrap();
        log.take_out(&mut contacts, 1, wrong).unwrap();
        assert_eq!(contacts.len(), 2);
        assert_eq!(contacts[wrong], before[wrong]);
        let rest = before.iter().filter(|(key, _)| *key != wrong).map(|(_, contact)| contact.clone());
        let rest = merge(&rest.collect::<Vec<_>>(), &Survivorship::default()).contact;
        assert_eq!(contacts[&rest.id], rest);
        log.undo(&mut contacts, 1).unwrap();
        assert_eq!(contacts, before);
    }
}

#[test]
fn fossify_455_nobody_disappears_who_shares_a_number() {
    let mut contacts = set([person("1", "Ada Byron"), person("2", "Kurt Goedel")]);
    contacts.values_mut().for_each(|contact| contact.phones.push(Field::parse("+44 20 7946 0018")));
    let before = contacts.clone();
    let mut log = ChangeLog::default();
    log.merge(&mut contacts, &["1", "2"], &Survivorship::default()).unwrap();
    assert_eq!(texts(&contacts["1"].names), ["Kurt Goedel", "Ada Byron"]);
    log.undo(&mut contacts, 1).unwrap();
    assert_eq!(contacts, before);
}

#[test]
fn fossify_106_deleting_one_deletes_no_other_of_its_name() {
    let mut contacts = set(["1", "2", "3"].map(|id| person(id, "Ada Byron")));
    let mut log = ChangeLog::default();
    log.merge(&mut contacts, &["1", "2"], &Survivorship::default()).unwrap();
    contacts.remove("1");
    assert_eq!(contacts.keys().collect::<Vec<_>>(), ["3"]);
    // What was deleted by mistake is still in the log.
    log.undo(&mut contacts, 1).unwrap();
    assert_eq!(contacts.len(), 3);
}

#[test]
fn dav_tbsync_30_simple_contacts_582_unrelated_contacts_are_parted_again_in_any_order() {
    let before = set(["IT-Support", "Sales", "Anna", "Ben"].map(|name| person(name, name)));
    for order in [[1, 2, 3], [3, 2, 1], [2, 1, 3], [2, 3, 1], [1, 3, 2], [3, 1, 2]] {
        let (mut contacts, mut log) = (before.clone(), ChangeLog::default());
        let rules = Survivorship::default();
        log.merge(&mut contacts, &["IT-Support", "Sales"], &rules).unwrap();
        log.merge(&mut contacts, &["Anna", "IT-Support"], &rules).unwrap();
        log.merge(&mut contacts, &["Anna", "Ben"], &rules).unwrap();
        assert_eq!(contacts.len(), 1);
        order.into_iter().for_each(|number| drop(log.undo(&mut contacts, number).unwrap()));
        assert_eq!(contacts, before);
    }
}

#[test]
fn nextcloud_5619_every_value_is_seen_before_anything_happens() {
    let mut parts = [person("1", "Ada Byron"), person("2", "ADA BYRON")];
    parts[0].birth_dates.push(Field::parse("1985-12-10"));
    parts[1].birth_dates.push(Field::parse("1985-12"));
    let mut rules = Survivorship::default();
    rules.only_best.insert(FieldKind::BirthDates);
    let preview = merge(&parts, &rules);
    assert_eq!(
        preview.to_string(),
        "kind \"person\" from 1, 2: the only value\n\
         names[0] \"Ada Byron\" from 1, 2: the only value; also written \"ADA BYRON\", but this spelling is better cased\n\
         birth_dates[0] \"1985-12-10\" from 1: before \"1985-12\" because it is more complete\n\
         birth_dates \"1985-12\" from 2: dropped for \"1985-12-10\" because that is more complete"
    );
    assert_eq!(preview.dropped().count(), 1);
}

#[test]
fn suitecrm_7132_civicrm_28005_no_permission_hangs_on_the_order_of_records() {
    let day = |day| PartialDate::full(2026, 5, day).unwrap();
    let mut parts = [person("1", "Ada Byron"), person("2", "Ada Byron")];
    for (part, (text, seen)) in parts.iter_mut().zip([("unsubscribed", 3), ("subscribed", 20)]) {
        custom(part, "newsletter", text, &CustomType::Text);
        part.custom.get_mut("newsletter").unwrap()[0].seen = Some(day(seen));
    }
    // She subscribed again later: the last word stands first, and the first is not forgotten.
    assert_eq!(texts(&merged(parts.clone()).custom["newsletter"]), ["subscribed", "unsubscribed"]);
    for (part, id) in parts.iter_mut().zip(["2", "1"]) {
        part.id = id.to_owned();
    }
    assert_eq!(texts(&merged(parts).custom["newsletter"]), ["subscribed", "unsubscribed"]);
}
