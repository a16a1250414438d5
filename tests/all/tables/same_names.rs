//! Names of one person and of two, by what matching finds in the names alone.

use crate::known::judge;
use contactkit::contact::{Contact, Field, PersonName};
use contactkit::matching::{Comparison, Explanation, Matcher, Model, Records};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    same: Vec<[String; 2]>,
    near: Vec<[String; 2]>,
    different: Vec<[String; 2]>,
}

#[test]
fn names_are_as_alike_as_the_table_says() {
    let pairs: Pairs = toml::from_str(include_str!("../../data/same_names.toml")).unwrap();
    let all = [(pairs.same, "same"), (pairs.near, "near"), (pairs.different, "different")];
    let outcomes = all.into_iter().flat_map(|(pairs, expected)| pairs.into_iter().map(move |pair| (pair, expected)));
    judge(
        "same_names",
        outcomes.map(|([left, right], expected)| {
            let there = relation(&left, &right);
            let back = relation(&right, &left);
            let outcome = match (&there, &back) {
                ((found, _), (turned, _)) if found == turned && *found == expected => Ok(()),
                ((found, how), (turned, _)) => Err(format!("found {found} and {turned}, expected {expected}: {how}")),
            };
            (format!("{left} / {right}"), outcome)
        }),
    );
}

/// A name of its parts between `|`, or a full name.
fn name_of(text: &str) -> PersonName {
    match text.split('|').collect::<Vec<_>>()[..] {
        [given, family] => PersonName::new(given, family),
        [given, middle, family] => PersonName::from_parts("", given, middle, family, "", ""),
        [given, middle, family, suffix] => PersonName::from_parts("", given, middle, family, suffix, ""),
        _ => PersonName::parse(text).unwrap(),
    }
}

fn relation(left: &str, right: &str) -> (&'static str, String) {
    let mut records = Records::new();
    let rows = [left, right].map(|text| {
        let mut contact = Contact::person(text);
        contact.names.push(Field::of(name_of(text)));
        records.push(&contact)
    });
    let explanation = Matcher::new().explain(&records, &Model::for_records(&records), rows[0], rows[1]);
    let level = |comparison: Comparison| level(&explanation, comparison);
    let (given, middle) = (level(Comparison::GivenName), level(Comparison::MiddleName));
    let (family, generation) = (level(Comparison::FamilyName), level(Comparison::Generation));
    let relation = match (given, family) {
        ("different", _) | (_, "different") | ("", "") => "different",
        _ if matches!(middle, "different" | "patronymics of two fathers") || generation == "different" => "different",
        ("equal" | "nickname or other spelling" | "", "equal" | "other spelling" | "") => "same",
        _ => "near",
    };
    let shown = explanation
        .parts
        .iter()
        .map(|part| format!("{}: {} / {} {}", part.comparison, part.left, part.right, part.level));
    (relation, shown.collect::<Vec<_>>().join("; "))
}

fn level(explanation: &Explanation, comparison: Comparison) -> &str {
    explanation.parts.iter().find(|part| part.comparison == comparison).map_or("", |part| part.level.as_str())
}
