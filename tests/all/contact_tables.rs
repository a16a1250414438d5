//! Case tables of the values of a contact: `tests/data/*.toml`.

use contactkit::contact::{
    CountryCode, DateOptions, DateOrder, Email, Organization, PartialDate, PersonName, Phone, PostalAddress,
};
use serde::Deserialize;

/// A table of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table<Case> {
    case: Vec<Case>,
}

fn cases<Case: for<'de> Deserialize<'de>>(table: &str) -> Vec<Case> {
    toml::from_str::<Table<Case>>(table).unwrap_or_else(|error| panic!("{error}")).case
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmailCase {
    text: String,
    delivery: Option<String>,
    reason: Option<String>,
    /// The case needs the feature `idn`.
    #[serde(default)]
    idn: bool,
}

#[test]
fn emails_are_read_as_the_table_says() {
    for case in cases::<EmailCase>(include_str!("../data/email.toml")) {
        if case.idn && !cfg!(feature = "idn") {
            continue;
        }
        let email = case.text.parse::<Email>();
        assert_eq!(email.as_ref().ok().map(Email::delivery_form), case.delivery, "{:?}", case.text);
        assert_eq!(email.err().map(|why| why.code().to_owned()), case.reason, "{:?}", case.text);
    }
}

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
    for case in cases::<PhoneCase>(include_str!("../data/phone.toml")) {
        if case.phone && !cfg!(feature = "phone") {
            continue;
        }
        let region = case.region.as_deref().and_then(CountryCode::of);
        let phone = Phone::parse(&case.text, region);
        assert_eq!(phone.as_ref().ok().map(ToString::to_string), case.display, "{:?}", case.text);
        assert_eq!(phone.as_ref().err().map(|why| why.code().to_owned()), case.reason, "{:?}", case.text);
        if let Ok(phone) = phone {
            assert_eq!(phone.to_string().parse::<Phone>(), Ok(phone), "{:?}", case.text);
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateCase {
    text: String,
    order: Option<String>,
    latest_year: Option<i16>,
    date: Option<String>,
    reason: Option<String>,
}

#[test]
fn dates_are_read_as_the_table_says() {
    for case in cases::<DateCase>(include_str!("../data/date.toml")) {
        let order = match case.order.as_deref() {
            Some("day_first") => DateOrder::DayFirst,
            Some("month_first") => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        };
        let date = PartialDate::parse_with(&case.text, DateOptions { order, latest_year: case.latest_year });
        assert_eq!(date.as_ref().ok().map(ToString::to_string), case.date, "{:?}", case.text);
        assert_eq!(date.as_ref().err().map(|why| why.code().to_owned()), case.reason, "{:?}", case.text);
        if let Ok(date) = date {
            assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date), "{:?}", case.text);
        }
    }
}

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
    for case in cases::<NameCase>(include_str!("../data/name.toml")) {
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
        assert_eq!(name, wanted, "{:?}", case.text);
        if let Some(display) = case.display {
            assert_eq!(name.to_string(), display, "{:?}", case.text);
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationCase {
    text: String,
    name: String,
    legal_form: Option<String>,
    class: Option<String>,
}

#[test]
fn organizations_are_read_as_the_table_says() {
    for case in cases::<OrganizationCase>(include_str!("../data/organization.toml")) {
        let organization: Organization = case.text.parse().unwrap_or_default();
        let class = organization.legal_form_class().map(|class| class.as_str().to_owned());
        assert_eq!(organization.name, case.name, "{:?}", case.text);
        assert_eq!(organization.legal_form, case.legal_form, "{:?}", case.text);
        assert_eq!(class, case.class, "{:?}", case.text);
        assert_eq!(organization.to_string().parse(), Ok(organization), "{:?}", case.text);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressCase {
    postal_code: String,
    country: String,
    canonical: String,
    fits: Option<bool>,
}

#[test]
fn postal_codes_are_written_as_the_table_says() {
    for case in cases::<AddressCase>(include_str!("../data/address.toml")) {
        let mut address = PostalAddress::default();
        address.postal_code = Some(case.postal_code.clone());
        address.country = Some(case.country);
        let canonical = address.postal_code_canonical();
        assert_eq!(canonical.as_deref(), Some(case.canonical.as_str()), "{:?}", case.postal_code);
        assert_eq!(address.postal_code_fits(), case.fits, "{:?}", case.postal_code);
        address.postal_code = canonical;
        assert_eq!(address.postal_code_canonical(), address.postal_code, "{:?}", case.postal_code);
    }
}
