//! The rules of survivorship and of filling: what they choose, and the laws that they keep.

use super::merge::{all_texts, any_contact, texts};
use contactkit::contact::{Contact, Field, PartialDate};
use contactkit::merge::{Preference, Reason, Survivorship, fill, merge};
use contactkit::validate::FieldKind;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Three records with an address each, the first from `crm`, the second seen last, the third verified.
fn three() -> [Contact; 3] {
    let day = |day| PartialDate::full(2026, 5, day).unwrap();
    let mut contacts = ["a", "b", "c"].map(|id| {
        let mut contact = Contact::person(id);
        contact.emails.push(Field::parse(format!("{id}@analytical.org")).seen(day(1)));
        contact
    });
    contacts[0].source = Some("crm".to_owned());
    contacts[1].emails[0].seen = Some(day(9));
    contacts[2].emails[0].verified = Some(day(1));
    contacts
}

#[test]
fn the_first_rule_that_tells_two_values_apart_decides() {
    use Preference::{Frequent, Longest, Recent, Source, Verified};
    let mut parts = three().to_vec();
    let [mut fourth, mut fifth] = ["d", "e"].map(Contact::person);
    for contact in [&mut fourth, &mut fifth] {
        contact.emails.push(Field::parse("dd@analytical.org"));
    }
    parts.extend([fourth, fifth]);
    for (preferences, winner, expected) in [
        (vec![Source, Recent], "a@analytical.org", Reason::FirstBy(Source)),
        (vec![Recent, Source], "b@analytical.org", Reason::FirstBy(Recent)),
        (vec![Verified, Recent], "c@analytical.org", Reason::FirstBy(Verified)),
        (vec![Frequent], "dd@analytical.org", Reason::FirstBy(Frequent)),
        (vec![Longest], "dd@analytical.org", Reason::FirstBy(Longest)),
        (Survivorship::default().emails, "c@analytical.org", Reason::FirstBy(Verified)),
        (vec![], "a@analytical.org", Reason::FirstInOrder),
    ] {
        let mut rules = Survivorship::default();
        rules.sources.push("crm".to_owned());
        rules.emails.clone_from(&preferences);
        let merged = merge(&parts, &rules);
        assert_eq!(merged.contact.emails[0].text, winner, "{preferences:?}");
        let reason = merged.why(FieldKind::Emails).winner().unwrap().reason;
        assert_eq!(reason, expected, "{preferences:?}");
    }
}

#[test]
fn only_the_best_is_kept_where_that_is_asked_and_the_rest_is_named() {
    let mut rules = Survivorship::default();
    rules.only_best.insert(FieldKind::Emails);
    let merged = merge(&three(), &rules);
    assert_eq!(texts(&merged.contact.emails), ["c@analytical.org"]);
    let why = merged.why(FieldKind::Emails);
    let dropped: Vec<&str> = merged.dropped().map(|value| value.text.as_str()).collect();
    assert_eq!(dropped, ["b@analytical.org", "a@analytical.org"]);
    assert_eq!(why.values()[1].reason, Reason::DroppedBy(Preference::Verified));
    assert_eq!((why.values()[1].rival.as_deref(), why.values()[1].path.index), (Some("c@analytical.org"), None));
}

#[test]
fn each_value_says_record_source_day_and_spelling() {
    let [first, second, _] = three();
    let merged = merge(&[first, second], &Survivorship::default());
    let origin = &merged.why(FieldKind::Emails).values()[1].origins[0];
    assert_eq!((origin.record.as_str(), origin.source.as_deref()), ("a", Some("crm")));
    assert_eq!((origin.seen, origin.text.as_str()), (PartialDate::full(2026, 5, 1), "a@analytical.org"));
    assert_eq!(merged.parts[origin.part].id, "a");
}

#[cfg(feature = "serde")]
#[test]
fn the_rules_are_written_and_read_back() {
    let mut rules = Survivorship::default();
    rules.only_best.insert(FieldKind::BirthDates);
    rules.phones = vec![Preference::Verified, Preference::Recent];
    let json = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Survivorship>(&json).unwrap(), rules);
    let read: Survivorship = serde_json::from_str(r#"{"only_best": ["names"], "emails": ["verified"]}"#).unwrap();
    assert_eq!((read.only_best.len(), read.emails), (1, vec![Preference::Verified]));
    assert!(serde_json::from_str::<Survivorship>(r#"{"email": ["verified"]}"#).is_err());
}

#[test]
fn a_placeholder_is_a_gap_and_stays() {
    let mut record = Contact::person("1");
    record.names.push(Field::parse("Ada Byron"));
    record.emails.push(Field::parse("n/a"));
    record.tags.insert("vip".to_owned());
    let mut donor = Contact::person("2");
    donor.names.push(Field::parse("Ada King"));
    donor.emails.push(Field::parse("ada@analytical.org"));
    donor.notes.push("owes 5".to_owned());
    donor.tags.insert("newsletter".to_owned());
    let filled = fill(&record, &[donor], &Survivorship::default());
    assert_eq!(texts(&filled.contact.emails), ["n/a", "ada@analytical.org"]);
    assert_eq!(filled.contact.emails[1].source.as_deref(), Some("2"));
    assert_eq!(
        (&filled.contact.names, &filled.contact.notes, &filled.contact.tags),
        (&record.names, &record.notes, &record.tags)
    );
    assert_eq!(
        filled.why(FieldKind::Emails).to_string(),
        "emails[0] \"n/a\" from 1: the only value\nemails[1] \"ada@analytical.org\" from 2: fills a gap"
    );
}

/// A contact without what only says in which record a value stood first.
fn values(contact: &Contact) -> Vec<Vec<String>> {
    let custom = contact.custom.values().map(|fields| texts(fields));
    let fields = [texts(&contact.names), texts(&contact.organization_names), texts(&contact.emails)];
    let more = [texts(&contact.phones), texts(&contact.addresses), texts(&contact.birth_dates), texts(&contact.urls)];
    fields.into_iter().chain(more).chain(custom).chain([contact.notes.clone()]).collect()
}

proptest! {
    #[test]
    fn merging_merges_is_merging_all(
        parts in proptest::collection::vec(any_contact(), 3..6),
        cut in 1..3_usize,
        only_best in any::<bool>(),
    ) {
        let mut rules = Survivorship::default();
        if only_best {
            rules.only_best.extend([FieldKind::Emails, FieldKind::Names, FieldKind::Custom]);
        }
        let whole = merge(&parts, &rules);
        let (left, right) = parts.split_at(cut);
        let (left, right) = (merge(left, &rules), merge(right, &rules));
        prop_assert_eq!(&left.clone().and(right.clone(), &rules), &whole);
        prop_assert_eq!(&right.and(left, &rules), &whole);
    }

    #[test]
    fn a_record_merged_with_its_copy_has_the_same_values(parts in proptest::collection::vec(any_contact(), 2..5)) {
        let rules = Survivorship::default();
        let once = merge(&parts, &rules);
        let twice = once.clone().and(once.clone(), &rules);
        prop_assert_eq!(values(&twice.contact), values(&once.contact));
    }

    #[test]
    fn every_text_is_kept_or_dropped_in_the_preview(parts in proptest::collection::vec(any_contact(), 1..5)) {
        let mut rules = Survivorship::default();
        rules.only_best.extend([FieldKind::Emails, FieldKind::Names, FieldKind::Phones, FieldKind::Custom]);
        let merged = merge(&parts, &rules);
        let named = merged.provenance.iter().flat_map(|value| &value.origins).map(|origin| origin.text.trim());
        let named: BTreeSet<&str> = named.collect();
        for text in parts.iter().flat_map(all_texts) {
            prop_assert!(named.contains(text.trim()), "{text:?} is not named");
        }
        for value in merged.dropped() {
            prop_assert!(value.path.index.is_none());
        }
    }

    #[test]
    fn filling_changes_no_value_and_a_filled_gap_is_none(
        record in any_contact(),
        donors in proptest::collection::vec(any_contact(), 0..4),
    ) {
        let rules = Survivorship::default();
        let filled = fill(&record, &donors, &rules);
        prop_assert!(filled.contact.emails.starts_with(&record.emails));
        prop_assert!(filled.contact.phones.starts_with(&record.phones));
        prop_assert!(filled.contact.names.starts_with(&record.names));
        prop_assert_eq!(&filled.contact.notes, &record.notes);
        prop_assert_eq!(&filled.contact.id, &record.id);
        for value in &filled.provenance {
            let named = value.origins.iter().all(|origin| filled.parts[origin.part].id == origin.record);
            prop_assert!(named && !value.origins.is_empty());
        }
        let fields = filled.why(FieldKind::Emails).values().len();
        prop_assert_eq!(fields, filled.contact.emails.len());
        prop_assert_eq!(fill(&filled.contact, &donors, &rules).contact, filled.contact.clone());
        let mut reversed = donors.clone();
        reversed.reverse();
        prop_assert_eq!(fill(&record, &reversed, &rules), filled);
    }
}
