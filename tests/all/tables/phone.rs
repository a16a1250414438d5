//! Phone numbers.

use crate::known::{cases, judge, same};
use contactkit::contact::{CountryCode, Phone, PhoneOptions, PhoneRegion};
use proptest::prelude::*;
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

/// Texts of the pieces that phone numbers are written with, in any order.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: [&str; 54] = [
        "+",
        "00",
        "011",
        "0",
        "1",
        "15",
        "49",
        "30",
        "52",
        "54",
        "9",
        "39",
        "7",
        "90",
        "182",
        "8",
        "06",
        "36",
        "55",
        "61",
        "045",
        "0011",
        "521",
        "378",
        "5512345678",
        "5551",
        "2491",
        "٤٩",
        "４",
        " ",
        "\u{a0}",
        "-",
        "–",
        "/",
        " / ",
        "(",
        ")",
        "(0)",
        ".",
        ",",
        ",,",
        ";",
        "#",
        "*",
        "~",
        "ext. ",
        "x",
        ";ext=",
        "tel:",
        ";phone-context=+",
        "FLOWERS",
        " home",
        "(fax)",
        " or ",
    ];
    let pieces = || proptest::sample::select(PIECES.to_vec());
    prop_oneof![
        proptest::collection::vec(pieces(), 1..14).prop_map(|pieces| pieces.concat()),
        // pieces rarely make a whole number by chance
        (proptest::collection::vec(pieces(), 0..4), "[0-9]{3,13}").prop_map(|(pieces, rest)| pieces.concat() + &rest),
        ("\\+|00|0011|011", CALLING_CODES, "[01]?[0-9]{8,11}").prop_map(|(prefix, code, rest)| prefix + &code + &rest),
    ]
}

/// Of countries where what is dialed before numbers depends on what follows it, or has changed.
const CALLING_CODES: &str = "1|7|36|39|44|49|52|54|55|61|86";

fn countries() -> impl Strategy<Value = Option<CountryCode>> {
    proptest::sample::select(vec![
        "", "DE", "US", "IT", "AR", "MX", "RU", "BR", "KE", "AQ", "GG", "SM", "AU", "HU", "PK",
    ])
    .prop_map(CountryCode::of)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_reads_back_whatever_the_region_is(text in texts(), country in countries(), default in countries()) {
        let _ = Phone::note(&text);
        if let Ok(phone) = Phone::parse_with(&text, PhoneOptions { country, default }) {
            let shown = phone.to_string();
            prop_assert_eq!(shown.parse::<Phone>(), Ok(phone.clone()), "{:?}", &text);
            if phone.e164().is_some() {
                prop_assert_eq!(Phone::parse_with(&shown, PhoneOptions { country, default }), Ok(phone.clone()), "{:?}", &text);
            }
            prop_assert_eq!(phone.e164().is_some(), phone.region_from() != PhoneRegion::Unknown);
            #[cfg(feature = "phone")]
            prop_assert_eq!(phone.check().valid, phone.check().reason.is_none());
            #[cfg(feature = "serde")]
            {
                let json = serde_json::to_string(&phone).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let again: Phone = serde_json::from_str(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(again.region_from(), phone.region_from());
                prop_assert_eq!(again, phone);
            }
        }
    }

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = (Phone::parse(&text, CountryCode::of("DE")), Phone::note(&text));
    }
}
