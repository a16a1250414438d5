//! Phone numbers.

use crate::known::{cases, judge, same};
use contactkit::contact::{CountryCode, Phone, PhoneOptions};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhoneCase {
    text: String,
    country: Option<String>,
    region: Option<String>,
    display: Option<String>,
    reason: Option<String>,
    from: Option<String>,
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
    let country = |text: Option<&str>| text.and_then(CountryCode::of);
    let options = PhoneOptions { country: country(case.country.as_deref()), default: country(case.region.as_deref()) };
    let phone = Phone::parse_with(&case.text, options);
    let display = phone.as_ref().ok().map(ToString::to_string);
    let from = phone.as_ref().ok().map(|phone| format!("{:?}", phone.region_from())).filter(|_| case.from.is_some());
    let found = (display.clone(), phone.as_ref().err().map(|why| why.code().to_owned()), from);
    let back = display.map_or(Ok(()), |display| same(display.parse::<Phone>(), phone));
    let title = [Some(case.text), case.country, case.region].into_iter().flatten().collect::<Vec<_>>().join(" | ");
    (title, same(found, (case.display, case.reason, case.from)).and(back))
}
