//! Names of persons.

use crate::known::{cases, judge, same};
use contactkit::contact::{CountryCode, NameOptions, NameOrder, NameReading, PersonName};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameCase {
    text: String,
    country: Option<String>,
    order: Option<Order>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    given: String,
    #[serde(default)]
    middle: String,
    #[serde(default)]
    family: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    nickname: String,
    former: Option<String>,
    other: Option<Other>,
    display: Option<String>,
    patronymic: Option<String>,
    families: Option<Vec<String>>,
}

/// Another reading, of which the names are compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    given: String,
    #[serde(default)]
    middle: String,
    family: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Order {
    GivenFirst,
    FamilyFirst,
}

fn table() -> Vec<NameCase> {
    cases(include_str!("../../data/name.toml"))
}

#[test]
fn names_are_read_as_the_table_says() {
    judge("names", table().into_iter().map(outcome));
}

fn outcome(case: NameCase) -> (String, Result<(), String>) {
    let order = match case.order {
        None => NameOrder::Unknown,
        Some(Order::GivenFirst) => NameOrder::GivenFirst,
        Some(Order::FamilyFirst) => NameOrder::FamilyFirst,
    };
    let country = case.country.as_deref().map(|code| CountryCode::of(code).expect("a country"));
    let readings = PersonName::readings(&case.text, NameOptions { country, order }).unwrap_or_default();
    let name = readings.first().map(|reading| reading.name.clone()).unwrap_or_default();
    let mut wanted =
        PersonName::from_parts(&case.prefix, &case.given, &case.middle, &case.family, &case.suffix, &case.nickname);
    wanted.former = case.former;
    let display = case.display.map_or(Ok(()), |display| same(name.to_string(), display));
    let patronymic =
        case.patronymic.map_or(Ok(()), |wanted| same(name.patronymic().unwrap_or_default(), wanted.as_str()));
    let families = case.families.map_or(Ok(()), |wanted| {
        same(name.family_names().collect::<Vec<_>>(), wanted.iter().map(String::as_str).collect())
    });
    let other = case.other.map_or(Ok(()), |other| {
        let parts = |reading: &NameReading| {
            let name = reading.name.clone();
            [name.given, name.middle, name.family].map(Option::unwrap_or_default)
        };
        let wanted = [other.given, other.middle, other.family];
        let found: Vec<_> = readings.iter().skip(1).map(parts).collect();
        if found.contains(&wanted) { Ok(()) } else { Err(format!("no reading {wanted:?}, but {found:?}")) }
    });
    (case.text, same(name, wanted).and(display).and(patronymic).and(families).and(other))
}

#[test]
fn names_of_the_table_read_back_from_what_they_display() {
    let outcomes = table().into_iter().filter(|case| case.country.is_none() && case.order.is_none()).map(|case| {
        let mut name = PersonName::parse(&case.text).unwrap_or_default();
        (name.nickname, name.former) = (None, None);
        let displayed = PersonName::parse(&name.to_string()).unwrap_or_default();
        let inverted = PersonName::parse(&name.inverted()).unwrap_or_default();
        (case.text, same(&displayed, &name).and(same(&inverted, &name)))
    });
    judge("names_back", outcomes);
}

/// Names of usual words in any order, and marks that take what is between them out of the name.
fn texts() -> impl Strategy<Value = String> {
    let words = "([A-Z][a-z]{1,8}|[A-Z]\\.|van|de|la|y|bin|al-|Jr\\.|Dr\\.|MD|III|,|\\(Bob\\)|née|geb\\.|oğlu|Kim|Jong|Un|Nguyen|Van|Kovács|János|Garcia|Orlov|-|'| ){1,8}";
    prop_oneof![
        any::<String>(),
        words,
        "(['\"()“”„«»‘’\\[\\]]|f|née|r|geb\\.|z domu|é|a|[0-9+&,;]|\u{611}| ){1,9}",
        "(x,|\\(a\\), ?|[A-Z][a-z]{1,6} ?,|Jr\\.,){100,200}",
        "([A-Za-zÀ-ž.'-]{1,9} ){1,6}",
        "[\u{4e00}-\u{4e40}鈴木太郎毛泽东김철수さん・ ]{1,6}"
    ]
}

fn options() -> impl Strategy<Value = NameOptions> {
    let countries = ["", "CN", "KR", "JP", "VN", "HU", "ES", "PT", "RU", "FR", "TR", "IN", "US"].map(CountryCode::of);
    let orders = [NameOrder::Unknown, NameOrder::GivenFirst, NameOrder::FamilyFirst];
    (proptest::sample::select(countries.to_vec()), proptest::sample::select(orders.to_vec()))
        .prop_map(|(country, order)| NameOptions { country, order })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_are_distinct_and_sorted_and_the_first_is_what_is_parsed(text in texts(), options in options()) {
        let readings = PersonName::readings(&text, options);
        let first = readings.as_ref().map(|readings| readings[0].name.clone());
        prop_assert_eq!(first.map_err(Clone::clone), PersonName::parse_with(&text, options));
        let readings = readings.unwrap_or_default();
        prop_assert!(readings.len() <= 4);
        prop_assert!(readings.iter().all(|reading| (1..=95).contains(&reading.confidence)), "{:?}", readings);
        prop_assert!(readings.iter().map(|reading| u32::from(reading.confidence)).sum::<u32>() <= 100);
        prop_assert!(readings.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence), "{:?}", readings);
        for (at, reading) in readings.iter().enumerate() {
            prop_assert!(readings[..at].iter().all(|before| before.name != reading.name), "{:?}", readings);
            let name = &reading.name;
            prop_assert!(!name.is_empty() && !name.inverted().is_empty());
            prop_assert!(PersonName::parse(&name.to_string()).is_ok(), "{:?}", name);
            let family = name.family.as_deref().unwrap_or_default();
            prop_assert!(name.family_names().all(|part| !part.is_empty() && family.contains(part)));
            let divided = [name.particles(), name.family_without_particles().unwrap_or_default()].concat();
            prop_assert_eq!(divided.replace(' ', ""), family.trim().replace(' ', ""));
            let _ = (name.inverted(), name.generation(), name.patronymic(), name.placeholder());
        }
    }

    #[test]
    fn usual_names_read_back(
        prefix in prop_oneof![Just(""), Just("Dr."), Just("Frau Prof.")],
        given in "[A-Z][a-z]{2,7}",
        middle in prop_oneof![Just(String::new()), "[A-Z]\\."],
        family in "[A-Z][a-z]{3,8}wicz|van der [A-Z][a-z]{3,8}wicz|[A-Z][a-z]{3,8}wicz-[A-Z][a-z]{3,8}",
        suffix in prop_oneof![Just(""), Just("Jr."), Just("III"), Just("PhD")],
    ) {
        let name = PersonName::from_parts(prefix, &format!("{given}ux"), &middle, &family, suffix, "");
        prop_assert_eq!(PersonName::parse(&name.to_string()), Ok(name.clone()));
        prop_assert_eq!(PersonName::parse(&name.inverted()), Ok(name));
    }
}
