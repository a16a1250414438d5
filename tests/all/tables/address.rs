//! Postal addresses.

use crate::known::{judge, same};
use contactkit::contact::{CountryCode, PostalAddress, StreetLine};
use contactkit::normalize::AddressKey;
use serde::Deserialize;

/// The tables of `address.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    street: Vec<Street>,
    postal_code: Vec<PostalCode>,
    country: Vec<Country>,
    region: Vec<Region>,
    whole: Vec<Whole>,
    envelope: Vec<Envelope>,
    same: Vec<Same>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Street {
    line: String,
    name: String,
    number: String,
    house: String,
    unit: String,
    post_box: String,
    care_of: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostalCode {
    code: String,
    country: Option<String>,
    canonical: String,
    fits: Option<bool>,
    restored: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    text: String,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    text: String,
    country: Option<String>,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    text: String,
    /// The country that it is from if it names none.
    from: Option<String>,
    #[serde(flatten)]
    parts: Parts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    lines: Vec<String>,
    #[serde(flatten)]
    parts: Parts,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Parts {
    street: Option<String>,
    locality: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

/// Addresses as `street|locality|region|postal code` that have one form for comparison.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    country: String,
    texts: Vec<String>,
}

impl Parts {
    fn address(self) -> PostalAddress {
        let mut address = PostalAddress::default();
        (address.street, address.locality, address.region) = (self.street, self.locality, self.region);
        (address.postal_code, address.country) = (self.postal_code, self.country);
        address
    }
}

fn tables() -> Tables {
    toml::from_str(include_str!("../../data/address.toml")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn street_lines_have_the_parts_that_the_table_says() {
    judge(
        "street lines",
        tables().street.into_iter().map(|case| {
            let line = StreetLine::of(&case.line);
            let found = [line.name, line.number, line.house, line.unit, line.post_box, line.care_of];
            let expected =
                [&case.name, &case.number, &case.house, &case.unit, &case.post_box, &case.care_of].map(String::as_str);
            let outcome = same(found, expected);
            (case.line.clone(), outcome)
        }),
    );
}

#[test]
fn postal_codes_are_written_as_the_table_says() {
    judge(
        "postal codes",
        tables().postal_code.into_iter().map(|case| {
            let mut address = PostalAddress::default();
            let title = format!("{} {}", case.country.as_deref().unwrap_or_default(), case.code);
            (address.postal_code, address.country) = (Some(case.code), case.country);
            let canonical = address.postal_code_canonical();
            let found = (canonical.clone(), address.postal_code_fits(), address.postal_code_restored());
            address.postal_code = canonical;
            let again = same(address.postal_code_canonical(), address.postal_code);
            (title, same(found, (Some(case.canonical), case.fits, case.restored)).and(again))
        }),
    );
}

#[test]
fn countries_are_known_by_the_names_of_the_table() {
    judge(
        "countries",
        tables().country.into_iter().map(|case| {
            let found = CountryCode::of(&case.text).map(|country| country.to_string());
            (case.text, same(found, case.code))
        }),
    );
}

#[test]
fn regions_have_the_codes_of_the_table() {
    judge(
        "regions",
        tables().region.into_iter().map(|case| {
            let title = format!("{} {}", case.country.as_deref().unwrap_or_default(), case.text);
            let mut address = PostalAddress::default();
            (address.region, address.country) = (Some(case.text), case.country);
            (title, same(address.region_code(), case.code.as_deref()))
        }),
    );
}

#[test]
fn addresses_of_one_text_have_the_parts_that_the_table_says() {
    judge(
        "whole addresses",
        tables().whole.into_iter().map(|case| {
            let country = case.from.as_deref().and_then(CountryCode::of);
            let address = PostalAddress::parse(&case.text, country).unwrap();
            let again = same(PostalAddress::parse(&address.to_string(), country), Ok(address.clone()));
            (format!("{} {}", case.from.unwrap_or_default(), case.text), same(address, case.parts.address()).and(again))
        }),
    );
}

#[test]
fn envelopes_have_the_lines_of_their_countries() {
    judge(
        "envelopes",
        tables()
            .envelope
            .into_iter()
            .map(|case| (case.lines.join(" / "), same(case.parts.address().lines(), case.lines))),
    );
}

#[test]
fn addresses_in_their_spellings_have_one_key_and_others_another() {
    let keys: Vec<Vec<AddressKey>> = tables()
        .same
        .into_iter()
        .map(|case| {
            let key = |text: &String| {
                let mut parts = text.split('|').map(|part| Some(part.to_owned()));
                let mut address = PostalAddress::default();
                address.street = parts.next().flatten();
                address.locality = parts.next().flatten();
                address.region = parts.next().flatten();
                address.postal_code = parts.next().flatten();
                address.country = Some(case.country.clone());
                AddressKey::of(&address).unwrap()
            };
            case.texts.iter().map(key).collect()
        })
        .collect();
    for (row, of_row) in keys.iter().enumerate() {
        assert!(of_row.iter().all(|key| *key == of_row[0]), "{of_row:#?}");
        assert!(keys.iter().skip(row + 1).all(|other| other[0] != of_row[0]), "{of_row:?}");
    }
}
