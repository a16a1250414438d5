//! Phone numbers.

use crate::known::{cases, judge, same};
use contactkit::contact::{CountryCode, Phone};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhoneCase {
    text: String,
    region: Option<String>,
    display: Option<String>,
    reason: Option<String>,
    /// The case needs the feature `phone`.
    #[serde(default)]
    phone: bool,
}

#[test]
fn phones_are_read_as_the_table_says() {
    let all = cases::<PhoneCase>(include_str!("../../data/phone.toml"));
    judge("phones", all.into_iter().filter(|case| cfg!(feature = "phone") || !case.phone).map(outcome));
}

fn outcome(case: PhoneCase) -> (String, Result<(), String>) {
    let region = case.region.as_deref().and_then(CountryCode::of);
    let phone = Phone::parse(&case.text, region);
    let display = phone.as_ref().ok().map(ToString::to_string);
    let found = (display.clone(), phone.as_ref().err().map(|why| why.code().to_owned()));
    let back = display.map_or(Ok(()), |display| same(display.parse::<Phone>(), phone));
    (case.text, same(found, (case.display, case.reason)).and(back))
}
