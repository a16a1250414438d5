//! Names of persons.

use crate::known::{cases, judge, same};
use contactkit::contact::PersonName;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameCase {
    text: String,
    prefix: Option<String>,
    given: Option<String>,
    middle: Option<String>,
    family: Option<String>,
    suffix: Option<String>,
    nickname: Option<String>,
    display: Option<String>,
}

#[test]
fn names_are_read_as_the_table_says() {
    judge("names", cases::<NameCase>(include_str!("../../data/name.toml")).into_iter().map(outcome));
}

fn outcome(case: NameCase) -> (String, Result<(), String>) {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let wanted = PersonName::from_parts(
        &part(&case.prefix),
        &part(&case.given),
        &part(&case.middle),
        &part(&case.family),
        &part(&case.suffix),
        &part(&case.nickname),
    );
    let name = PersonName::parse(&case.text).unwrap_or_default();
    let display = case.display.map_or(Ok(()), |display| same(name.to_string(), display));
    (case.text, same(name, wanted).and(display))
}
