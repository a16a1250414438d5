//! Greetings.

use crate::known::{cases, judge, same};
use contactkit::contact::{Contact, Field, Gender, PostalAddress};
use contactkit::validate::{NotSafe, greeting};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GreetingCase {
    names: Vec<String>,
    label: Option<String>,
    country: Option<String>,
    given: Option<String>,
    family: Option<String>,
    formal: Option<String>,
    #[serde(default)]
    reasons: Vec<String>,
}

#[test]
fn greetings_are_as_the_table_says() {
    judge("greetings", cases::<GreetingCase>(include_str!("../../data/greeting.toml")).into_iter().map(outcome));
}

fn outcome(case: GreetingCase) -> (String, Result<(), String>) {
    let mut contact = Contact::person("1");
    contact.names = case.names.iter().map(|text| Field::parse(text.as_str())).collect();
    if let (Some(label), Some(name)) = (case.label, contact.names.first_mut()) {
        *name = name.clone().labeled(label);
    }
    if let Some(country) = case.country {
        let mut address = PostalAddress::default();
        address.country = Some(country);
        contact.addresses.push(Field::of(address));
    }
    let found = match greeting(&contact) {
        Ok(found) => (Some(found.given.clone()), found.family.clone(), found.formal(), Vec::new()),
        Err(reasons) => (None, None, None, reasons.iter().map(|reason| format!("{reason:?}")).collect()),
    };
    (case.names.join(" | "), same(found, (case.given, case.family, case.formal, case.reasons)))
}

#[test]
fn an_organization_is_not_greeted_and_a_gender_is_that_of_the_record() {
    assert_eq!(greeting(&Contact::organization("1")), Err(vec![NotSafe::Organization]));
    let mut contact = Contact::person("1");
    contact.names.push(Field::parse("Ada Lovelace"));
    assert_eq!(greeting(&contact).unwrap().gender, None);
    contact.gender = Some(Gender::Female);
    assert_eq!(greeting(&contact).unwrap().gender, Some(Gender::Female));
}
