//! Explanations: what they say is what happens.

use super::people::{EVERYTHING, records_of, sets};
use contactkit::contact::{Contact, Field, PersonName, Placeholder, PostalAddress};
use contactkit::matching::{Comparison, Decision, Explanation, Matcher, Model, WhatIf};
use proptest::prelude::*;

/// Moves the values that a comparison looks at from one contact to another, where nothing else looks at them.
fn put(comparison: Comparison, from: &Contact, to: &mut Contact) -> bool {
    match comparison {
        Comparison::Gender => to.gender = from.gender,
        Comparison::BirthDate => to.birth_dates = from.birth_dates.clone(),
        Comparison::Email => to.emails = from.emails.clone(),
        Comparison::Phone => to.phones = from.phones.clone(),
        Comparison::Address => to.addresses = from.addresses.clone(),
        Comparison::Url => to.urls = from.urls.clone(),
        _ => return false,
    }
    true
}

fn explain(left: &Contact, right: &Contact, model: &Model) -> Explanation {
    Matcher::new().explain(&records_of([left, right]), model, 0, 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_would_change_a_decision_changes_it(contacts in sets(EVERYTHING), seed in any::<prop::sample::Index>()) {
        prop_assume!(contacts.len() > 1);
        let records = records_of(&*contacts);
        let model = Matcher::new().resolve(&records).model;
        let first = seed.index(contacts.len());
        let nobody = Contact::person("");
        for second in (0..contacts.len()).filter(|&second| second != first) {
            let (left, right) = (&contacts[first], &contacts[second]);
            let explanation = explain(left, right, &model);
            let users = || [left, right].into_iter().flat_map(|contact| &contact.emails).filter_map(Field::value);
            // what stands for a name may come of the e-mail address
            let may_be_guessed = |contact: &Contact| {
                let parts = |name: &PersonName| [name.given.clone(), name.family.clone()].into_iter().flatten();
                let names = contact.names.iter().filter_map(Field::value);
                let names = names.filter(|name| name.placeholder() != Some(Placeholder::Certain));
                let mut words = names.flat_map(parts).peekable();
                let is_user = |word: &str| users().any(|email| email.user().eq_ignore_ascii_case(word));
                words.peek().is_none()
                    || words.any(|word| is_user(&word) || word.bytes().any(|byte| byte.is_ascii_digit()))
            };
            for comparison in Comparison::ALL {
                if comparison == Comparison::Email && (may_be_guessed(left) || may_be_guessed(right)) {
                    continue;
                }
                let missing = {
                    let mut without = left.clone();
                    put(comparison, &nobody, &mut without).then(|| explain(&without, right, &model))
                };
                let Some(missing) = missing else { continue };
                let listed = |what_if| {
                    let mut of = explanation.counterfactuals.iter().filter(|one| one.comparison == comparison);
                    of.find(|one| one.what_if == what_if).map(|one| (one.weight, one.decision))
                };
                let changed = |other: &Explanation| {
                    (other.decision != explanation.decision).then_some((other.weight, other.decision))
                };
                prop_assert_eq!(listed(WhatIf::Missing), changed(&missing), "{}\n{}", explanation, missing);
                if let Some(equal) = listed(WhatIf::Equal) {
                    let (mut one, mut other) = (left.clone(), right.clone());
                    put(comparison, right, &mut one);
                    put(comparison, left, &mut other);
                    let supposed = [explain(&one, right, &model), explain(left, &other, &model)];
                    let is_said = |explanation: &Explanation| (explanation.weight, explanation.decision) == equal;
                    prop_assert!(supposed.iter().any(is_said), "{}\n{}\n{}", explanation, supposed[0], supposed[1]);
                }
            }
        }
    }

    #[test]
    fn a_part_is_log2_of_m_and_u_and_what_is_rare(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        let pairs: Vec<(u32, u32)> = resolution.links.iter().map(|link| (link.left, link.right)).collect();
        for explanation in Matcher::new().explain_all(&records, &resolution.model, &pairs) {
            for part in &explanation.parts {
                let levels = &resolution.model.comparisons[&part.comparison];
                let level = levels.iter().find(|level| level.name == part.level).unwrap();
                prop_assert_eq!((level.m, level.u[explanation.rival as usize]), (part.m, part.u));
                let weight = f64::from(part.weight.thousandths() - part.rarity.thousandths());
                prop_assert!((weight - (part.m / part.u).log2() * 1000.0).abs() < 0.51, "{}", explanation);
            }
        }
    }

    #[test]
    fn a_cluster_is_explained_from_one_record_to_the_other(contacts in sets(EVERYTHING)) {
        let records = records_of(&*contacts);
        let resolution = Matcher::new().resolve(&records);
        for members in resolution.clusters.iter() {
            let (first, last) = (members[0], members[members.len() - 1]);
            let steps = Matcher::new().explain_path(&records, &resolution, first, last);
            let ids = steps.iter().map(|step| step.right.as_str());
            let ids: Vec<&str> = std::iter::once(records.id(first)).chain(ids).collect();
            prop_assert!(steps.iter().zip(&ids).all(|(step, id)| step.left == *id), "{:?}", ids);
            prop_assert_eq!(ids.last().copied(), Some(records.id(last)));
            prop_assert!(steps.iter().all(|step| step.decision == Decision::Match));
        }
    }
}

#[test]
fn an_explanation_reads_from_what_was_given_to_what_would_change_it() {
    let contact = |id: &str, given: &str, email: &str| {
        let mut contact = Contact::person(id);
        contact.names.push(Field::of(PersonName::new(given, "Doe")));
        contact.emails.push(Field::parse(email));
        contact
    };
    let (left, right) =
        (contact("crm-1", "JON", "John.Doe@example.org"), contact("web-9", "John", "john.doe@example.org"));
    let others = super::files::SAMPLE.contacts.iter().take(300);
    let records = records_of([&left, &right].into_iter().chain(others));
    let model = Matcher::new().resolve(&records).model;
    let explanation = Matcher::new().explain(&records, &model, 0, 1).with_contacts(&left, &right);
    let text = explanation.to_string();
    assert!(text.starts_with("crm-1 and web-9: match (probability 0.9"), "{text}");
    assert!(
        text.contains(
            "e-mail: equal, john.doe@example.org from \"John.Doe@example.org\" | \"john.doe@example.org\" (m 0."
        ),
        "{text}"
    );
    let without = explanation.counterfactuals.iter().find(|one| one.what_if == WhatIf::Missing).unwrap();
    assert_eq!((without.comparison, without.decision < Decision::Match), (Comparison::Email, true), "{text}");
    let line = format!("  without e-mail: {}", without.decision);
    assert!(text.lines().any(|found| found.ends_with(&line)), "{text}");
}

#[test]
fn two_slips_of_typing_do_not_make_a_common_place_rare() {
    let at = |(number, town): (usize, &str)| {
        let mut contact = Contact::person(format!("{number}"));
        let mut address = PostalAddress::default();
        address.locality = Some(town.to_owned());
        contact.addresses.push(Field::of(address));
        contact
    };
    let towns = ["Springfeild", "Sprignfield"].into_iter().chain(["Springfield"; 90]).chain(["Ely", "Wells", "Truro"]);
    let contacts: Vec<Contact> = towns.enumerate().map(at).collect();
    let model = Model::for_records(&records_of(&*contacts));
    let rarity = |left: usize, right: usize| {
        let explanation = explain(&contacts[left], &contacts[right], &model);
        let address = explanation.parts.iter().find(|one| one.comparison == Comparison::Address).unwrap();
        (address.level.clone(), address.rarity.bits())
    };
    let (level, of_slips) = rarity(0, 1);
    assert_eq!((level.as_str(), of_slips), ("similar locality", 0.0));
    let (level, of_common) = rarity(0, 2);
    assert!(level == "similar locality" && of_common <= 0.0, "{level} {of_common}");
}

#[test]
fn a_birth_date_that_can_be_read_in_several_ways_is_any_of_them() {
    let contact = |id: &str, born: &str| {
        let mut contact = Contact::person(id);
        contact.names.push(Field::of(PersonName::new("Annika", "Brandt")));
        contact.birth_dates.push(Field::parse(born));
        contact
    };
    let model = Matcher::new().resolve(&records_of(super::files::SAMPLE.contacts.iter().take(300))).model;
    let part = |left: &str, right: &str| {
        let explanation = explain(&contact("a", left), &contact("b", right), &model);
        explanation.parts.into_iter().find(|part| part.comparison == Comparison::BirthDate)
    };
    let equal = part("1980-04-05", "1980-04-05").unwrap();
    for (left, right) in [
        ("05/04/1980", "1980-04-05"),
        ("05/04/1980", "1980-05-04"),
        ("1980-04-05", "05/04/1980"),
        ("05/04/1980", "05/04/1980"),
        ("05/05/1980", "1980-05-05"),
        ("05/04/80", "1980-04-05"),
        ("5.4.80", "5/4/80"),
        ("30.4.12", "2012-04-30"),
        ("30.4.12", "1912-04-30"),
    ] {
        // a date with day and month swapped is rarer than an equal one, and can say more
        assert!(part(left, right).unwrap().weight >= equal.weight, "{left} {right}");
    }
    for (left, right) in [("05/04/1980", "1981-07-09"), ("05/04/1980", "06/07/1981"), ("5/4/80", "6/7/81")] {
        assert_eq!(part(left, right).unwrap().level, "different");
    }
    assert!(part("34/05/1980", "1980-05-04").is_none());
}
