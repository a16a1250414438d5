//! Fast code beside slow, plain code: what is compared, and how good a resolution is.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers in plain code")]

use super::files::SAMPLE;
use super::people::{EVERYTHING, pairs, records_of, resolve_all, sets};
use contactkit::contact::{Contact, Email, Field, PersonName, Phone};
use contactkit::matching::evaluate::{Quality, evaluate};
use contactkit::matching::{Decision, LinkType, Matcher, Records};
use contactkit::normalize::EmailKey;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn the_sample_is_resolved_as_well_as_before() {
    let records = SAMPLE.records();
    let resolution = Matcher::new().resolve(&records);
    let evaluation = evaluate(&records, &resolution, &SAMPLE.truth);
    // measured: precision .961, recall .931, F1 .946, calibration error .048; without the numbering plans F1 .952
    assert!(evaluation.pairs.precision >= 0.945, "{:?}", evaluation.pairs);
    assert!(evaluation.pairs.recall >= 0.92, "{:?}", evaluation.pairs);
    assert!(evaluation.pairs.f1 >= 0.935, "{:?}", evaluation.pairs);
    assert!(evaluation.b_cubed.f1 >= 0.965, "{:?}", evaluation.b_cubed);
    assert!(evaluation.pairs_completeness >= 0.99, "{}", evaluation.pairs_completeness);
    assert!(evaluation.calibration_error <= 0.06, "{}", evaluation.calibration_error);
}

#[test]
fn many_copies_of_one_record_are_one_cluster() {
    for (mut records, count) in
        [(SAMPLE.records(), 150), (SAMPLE.records(), 20), (Records::new(), 10), (Records::new(), 2)]
    {
        let rows = (0..count).map(|copy| {
            let mut contact = Contact::person(format!("copy {copy}"));
            contact.names.push(Field::of(PersonName::new("Ottilie", "Zwingenberger")));
            contact.emails.push(Field::parse("ottilie@zwingenberger.example"));
            contact.birth_dates.push(Field::parse("1971-03-09"));
            records.push(&contact)
        });
        let rows: Vec<u32> = rows.collect();
        let clusters = Matcher::new().resolve(&records).clusters;
        assert!(rows.iter().all(|&row| clusters.of(row) == clusters.of(rows[0])), "{count} copies");
    }
}

#[test]
fn a_copy_of_any_record_with_a_name_and_an_email_of_its_own_is_found() {
    let is_named = |name: &PersonName| name.given.is_some() && name.family.is_some();
    let has_email = |email: &Field<Email>| EmailKey::of(&email.text).is_some_and(|key| !key.is_role);
    let complete = SAMPLE.contacts.iter().filter(|contact| {
        contact.names.iter().filter_map(Field::value).any(is_named) && contact.emails.iter().any(has_email)
    });
    let copied: Vec<&Contact> = complete.step_by(10).collect();
    assert!(copied.len() > 40, "{}", copied.len());
    let mut records = SAMPLE.records();
    let copies = copied.iter().map(|contact| {
        let mut copy = (*contact).clone();
        copy.id.push_str(" again");
        (contact.id.as_str(), records.push(&copy))
    });
    let copies: Vec<(&str, u32)> = copies.collect();
    let clusters = Matcher::new().resolve(&records).clusters;
    let lost: Vec<&str> = copies
        .iter()
        .filter(|(id, copy)| !clusters.members(clusters.of(*copy)).iter().any(|&row| records.id(row) == *id))
        .map(|(id, _)| *id)
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// What two contacts share, of what must lead to their being compared.
fn shares(left: &Contact, right: &Contact) -> bool {
    fn keys<T>(fields: &[Field<T>], key: impl Fn(&Field<T>) -> Option<String>) -> BTreeSet<String> {
        fields.iter().filter_map(key).collect()
    }
    let emails = |contact: &Contact| keys(&contact.emails, |field| EmailKey::of(&field.text).map(|key| key.text));
    let phones = |contact: &Contact| {
        keys(&contact.phones, |field| field.value().and_then(Phone::e164).map(|number| number.to_string()))
    };
    let names = |contact: &Contact| keys(&contact.names, |field| full_name(field.value()?));
    !emails(left).is_disjoint(&emails(right))
        || !phones(left).is_disjoint(&phones(right))
        || !names(left).is_disjoint(&names(right))
}

/// Given and family name, if both are there and are plain words.
fn full_name(name: &PersonName) -> Option<String> {
    let [given, family] = [&name.given, &name.family].map(|part| part.as_deref().filter(|text| text.is_ascii()));
    let (given, family) = given.zip(family)?;
    let is_word = |text: &str| text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_word(given) && is_word(family)).then(|| format!("{given} {family}").to_lowercase())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_records_that_share_an_email_a_phone_or_a_full_name_are_compared(contacts in sets(EVERYTHING)) {
        // each pair alone, since a key of too many records is left out
        let shared = pairs(&records_of(&*contacts)).into_iter().filter_map(|(left, right)| {
            let (left, right) = (&contacts[left as usize], &contacts[right as usize]);
            shares(left, right).then_some((left, right))
        });
        for (left, right) in shared.take(40) {
            let records = records_of([left, right]);
            let ledger = Matcher::new().resolve(&records).ledger;
            prop_assert_eq!(ledger.scored(), 1, "{} and {}", left.id, right.id);
        }
    }

    #[test]
    fn measures_are_what_their_definitions_say(
        contacts in sets(EVERYTHING), entities in proptest::collection::vec(0..12u32, 0..=40), is_link in any::<bool>()
    ) {
        // a truth that is shorter than the records says that the others are alone
        let records = records_of(&*contacts);
        let link_type = if is_link { LinkType::LinkOnly } else { LinkType::LinkAndDedupe };
        let is_pair = |a: usize, b: usize| !is_link || records.source(a as u32) != records.source(b as u32);
        let resolution = Matcher::new().link_type(link_type).resolve(&records);
        let evaluation = evaluate(&records, &resolution, &entities);
        let all = resolve_all(&records, &resolution.model, link_type);

        let count = contacts.len();
        let entity = |row: usize| entities.get(row).copied().unwrap_or(100 + row as u32);
        let cluster = |row: usize| resolution.clusters.of(row as u32);
        let (mut possible, mut said, mut real, mut right) = (0, 0, 0, 0);
        let (mut precision, mut recall) = (0.0, 0.0);
        for a in 0..count {
            let (mut in_cluster, mut in_entity, mut in_both) = (0, 0, 0);
            for b in 0..count {
                let (same_cluster, same_entity) = (cluster(a) == cluster(b), entity(a) == entity(b));
                in_cluster += u32::from(same_cluster);
                in_entity += u32::from(same_entity);
                in_both += u32::from(same_cluster && same_entity);
                if a < b && is_pair(a, b) {
                    possible += 1u32;
                    said += u32::from(same_cluster);
                    real += u32::from(same_entity);
                    right += u32::from(same_cluster && same_entity);
                }
            }
            precision += f64::from(in_both) / f64::from(in_cluster);
            recall += f64::from(in_both) / f64::from(in_entity);
        }
        check(&evaluation.pairs, share(right, said), share(right, real))?;
        let records_count = count.max(1) as f64;
        check(&evaluation.b_cubed, precision / records_count, recall / records_count)?;

        let rows_of = |of: &dyn Fn(usize) -> u32| -> BTreeSet<Vec<usize>> {
            (0..count).map(|a| (0..count).filter(|&b| of(a) == of(b)).collect()).collect()
        };
        let (clusters, real_clusters) = (rows_of(&cluster), rows_of(&entity));
        let exact = clusters.intersection(&real_clusters).count() as u32;
        let [precision, recall] = [&clusters, &real_clusters].map(|sets| share(exact, sets.len() as u32));
        check(&evaluation.exact_clusters, precision, recall)?;
        prop_assert!(near(evaluation.pairs_per_record, all.links.len() as f64 / records_count));

        let is_true = |left: u32, right: u32| entity(left as usize) == entity(right as usize);
        let found = all.links.iter().filter(|link| is_true(link.left, link.right)).count() as u32;
        prop_assert!(near(evaluation.pairs_completeness, share(found, real)), "{}", evaluation.pairs_completeness);
        prop_assert_eq!(resolution.ledger.possible_pairs, u64::from(possible));
        let reduction = 1.0 - if possible == 0 { 1.0 } else { all.links.len() as f64 / f64::from(possible) };
        prop_assert!(near(evaluation.reduction_ratio, reduction), "{} {}", evaluation.reduction_ratio, reduction);

        let (mut pairs, mut off) = (0, 0.0);
        for (number, step) in evaluation.calibration.iter().enumerate() {
            let of_step = all.links.iter().filter(|link| ((link.probability.value() * 20.0) as usize).min(19) == number);
            let of_step: Vec<_> = of_step.collect();
            let matches = of_step.iter().filter(|link| is_true(link.left, link.right)).count();
            let sum: f64 = of_step.iter().map(|link| link.probability.value()).sum();
            prop_assert_eq!((step.pairs, step.matches), (of_step.len() as u64, matches as u64));
            prop_assert!(near(step.probability * of_step.len() as f64, sum));
            if number > 0 {
                pairs += of_step.len();
                off += (sum - matches as f64).abs();
            }
        }
        prop_assert!(near(evaluation.calibration_error, off / pairs.max(1) as f64));
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

fn check(quality: &Quality, precision: f64, recall: f64) -> Result<(), TestCaseError> {
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    prop_assert!(near(quality.precision, precision), "{:?} {}", quality, precision);
    prop_assert!(near(quality.recall, recall), "{:?} {}", quality, recall);
    prop_assert!(near(quality.f1, f1), "{:?} {}", quality, f1);
    Ok(())
}

/// The decision follows from the probability, but for matches that nothing beside a name speaks for.
#[test]
fn decisions_of_the_sample_follow_from_their_probabilities() {
    let records: Records = SAMPLE.records();
    let resolution = Matcher::new().resolve(&records);
    assert!(resolution.links.len() > 100);
    for link in &resolution.links {
        let (probability, model) = (link.probability.value(), &resolution.model);
        match link.decision {
            Decision::Match => assert!(probability >= model.match_probability - 0.001, "{link:?}"),
            Decision::PossibleMatch => assert!(probability >= model.possible_match_probability - 0.001, "{link:?}"),
            Decision::NonMatch => panic!("{link:?}"),
        }
    }
}
