//! The rules of the validator: a table of records with the findings that each must give, and properties.

use contactkit::contact::{
    Cardinality, Contact, CountryCode, Custom, CustomField, CustomType, Employment, Field, MisfitKind, PartialDate,
    Phone, PostalAddress, Schema,
};
#[cfg(feature = "phone")]
use contactkit::validate::PhoneDepth;
use contactkit::validate::{Finding, Fix, Occasion, Rule, Validator, ValidatorSettings};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Case {
    rule: String,
    today: Option<String>,
    required: bool,
    occasion: Option<String>,
    region: String,
    id: Option<String>,
    names: Vec<String>,
    organization_names: Vec<String>,
    employments: Vec<[String; 2]>,
    emails: Vec<String>,
    phones: Vec<String>,
    addresses: Vec<Address>,
    birth_dates: Vec<String>,
    urls: Vec<String>,
    notes: Vec<String>,
    tags: Vec<String>,
    custom: BTreeMap<String, String>,
    findings: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Address {
    street: Option<String>,
    locality: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

fn contact_of(case: &Case) -> Contact {
    let mut contact = Contact::person(case.id.as_deref().unwrap_or("1"));
    let fields = |texts: &[String]| texts.to_vec();
    let region = CountryCode::of(&case.region);
    contact.names = fields(&case.names).into_iter().map(Field::parse).collect();
    contact.organization_names = fields(&case.organization_names).into_iter().map(Field::parse).collect();
    contact.employments.extend(case.employments.iter().map(|[name, title]| Field::of(Employment::new(name, title))));
    contact.emails = fields(&case.emails).into_iter().map(Field::parse).collect();
    contact.phones =
        fields(&case.phones).into_iter().map(|text| Field::read(text, |text| Phone::parse(text, region))).collect();
    contact.birth_dates = fields(&case.birth_dates).into_iter().map(Field::parse).collect();
    contact.urls = fields(&case.urls).into_iter().map(Field::parse).collect();
    contact.notes.clone_from(&case.notes);
    contact.tags = case.tags.iter().cloned().collect();
    for address in &case.addresses {
        let mut value = PostalAddress::default();
        value.street.clone_from(&address.street);
        value.locality.clone_from(&address.locality);
        value.region.clone_from(&address.region);
        value.postal_code.clone_from(&address.postal_code);
        value.country.clone_from(&address.country);
        contact.addresses.push(Field::of(value));
    }
    for (key, text) in &case.custom {
        let field = Field::read(text.clone(), |text| CustomType::Integer.read(text));
        contact.custom.insert(key.clone(), vec![field]);
    }
    contact
}

fn validator_of(case: &Case) -> Validator {
    let mut settings = ValidatorSettings::default();
    settings.today = case.today.as_deref().map(|text| text.parse().unwrap());
    if !case.required {
        settings.required.clear();
    }
    Validator::new(settings).unwrap()
}

/// `email.syntax emails[0]`, with the severity if it is not the rule's own, and the fix if there is one.
fn line(finding: &Finding) -> String {
    let severity = match finding.severity {
        severity if severity == finding.rule.severity() => String::new(),
        severity => format!(" ({severity})"),
    };
    let fix = match &finding.fix {
        None => String::new(),
        Some(Fix::Replace(text)) => format!(" -> {text}"),
        Some(Fix::Remove) => " -> removed".to_owned(),
        Some(fix) => format!("{fix:?}"),
    };
    format!("{} {}{severity}{fix}", finding.code(), finding.path)
}

#[test]
fn every_record_of_the_table_gives_its_findings() {
    let table: Table = toml::from_str(include_str!("../data/findings.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &table.case {
        let occasion = case.occasion.as_deref().map_or(Occasion::Review, |text| text.parse().unwrap());
        let found: Vec<String> = validator_of(case).check_for(&contact_of(case), &occasion).iter().map(line).collect();
        if found != case.findings {
            wrong.push(format!("{}\n  found    {found:?}\n  expected {:?}", case.rule, case.findings));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_is_in_the_table() {
    let table = include_str!("../data/findings.toml");
    let missing: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.code()).filter(|code| !table.contains(&format!("\"{code} "))).collect();
    // These have tests of their own: employments have no text form with dates, plans are asked with the feature `phone`.
    // The owner's own fields have a schema.
    let own = ["custom.several", "custom.undefined"];
    assert_eq!(missing[..2], own);
    assert_eq!(missing[2..], ["employment.dates", "phone.foreign_prefix", "phone.invalid", "text.too_long"]);
}

#[test]
#[cfg(feature = "phone")]
fn a_prefix_that_the_region_does_not_dial_is_noted_with_the_number_that_anybody_can_dial() {
    let mut contact = Contact::person("1");
    for (text, region) in [("0049 30 901820 ext. 12", "US"), ("0049 30 901820", "GB"), ("011 49 30 901820", "US")] {
        contact.phones.push(Field::read(text, |text| Phone::parse(text, CountryCode::of(region))));
    }
    let findings = Validator::default().check(&contact);
    let of_prefix: Vec<String> =
        findings.iter().filter(|finding| finding.rule == Rule::PhoneForeignPrefix).map(line).collect();
    assert_eq!(of_prefix, ["phone.foreign_prefix phones[0] -> +4930901820;ext=12"]);
}

#[test]
fn a_text_longer_than_the_setting_is_reported_once() {
    let mut contact = Contact::person("1");
    contact.emails.push(Field::parse(format!("{}@example.net", "a".repeat(1000))));
    contact.names.push(Field::parse("Ada Lovelace"));
    let codes: Vec<&str> = Validator::default().check(&contact).iter().map(Finding::code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "text.too_long").count(), 1, "{codes:?}");
}

#[test]
fn an_employment_that_ends_before_it_begins_is_reported() {
    let mut employment = Employment::new("Nordwind", "Engineer");
    employment.from = PartialDate::full(2020, 1, 2);
    employment.until = PartialDate::full(2019, 1, 2);
    let mut contact = Contact::person("1");
    contact.names.push(Field::parse("Ada Lovelace"));
    contact.emails.push(Field::parse("ada@analytical.org"));
    contact.employments.push(Field::of(employment));
    let findings = Validator::default().check(&contact);
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), ["employment.dates employments[0]"]);
}

#[cfg(feature = "phone")]
#[test]
fn a_number_that_its_plan_does_not_have_is_reported_if_the_plan_is_asked() {
    let mut contact = Contact::person("1");
    contact.names.push(Field::parse("Ada Lovelace"));
    contact.phones.push(Field::parse("+1 555 013 4567"));
    contact.phones.push(Field::parse("+49 1512 3456789"));
    let mut settings = ValidatorSettings::default();
    assert!(Validator::new(settings.clone()).unwrap().check(&contact).is_empty());
    settings.phone_depth = PhoneDepth::Plan;
    let findings = Validator::new(settings).unwrap().check(&contact);
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), ["phone.invalid phones[0]"]);
}

#[test]
fn many_equal_values_are_found_as_few_are() {
    let mut contact = Contact::person("1");
    contact.emails = (0..20).map(|number| Field::parse(format!("ada{}@analytical.org", number % 10))).collect();
    let findings = Validator::default().check(&contact);
    let duplicates: Vec<String> =
        findings.iter().filter(|finding| finding.rule == Rule::ValueDuplicate).map(line).collect();
    let expected: Vec<String> = (10..20).map(|index| format!("value.duplicate emails[{index}] -> removed")).collect();
    assert_eq!(duplicates, expected);
}

#[test]
fn own_fields_are_checked_by_the_schema_of_the_settings() {
    let mut schema = Schema::default();
    schema.custom.insert("employees".to_owned(), CustomField::new(CustomType::Integer));
    let mut industries = CustomField::new(CustomType::Text);
    industries.cardinality = Cardinality::Many;
    schema.custom.insert("industries".to_owned(), industries);
    let mut settings = ValidatorSettings::default();
    settings.required.clear();
    settings.schema = Some(schema.clone());
    let validator = Validator::new(settings).unwrap();

    let number = |text: &str| Field::read(text, |text| CustomType::Integer.read(text));
    let text = |text: &str| Field::read(text, |text| CustomType::Text.read(text));
    for (key, values, misfits, expected) in [
        ("employees", vec![number("40")], vec![], vec![]),
        ("industries", vec![text("steel"), text("paper")], vec![], vec![]),
        ("employees", vec![text("40")], vec![MisfitKind::Type], vec!["custom.type custom.employees[0]"]),
        ("employees", vec![number("many")], vec![MisfitKind::Type], vec!["custom.type custom.employees[0]"]),
        (
            "employees",
            vec![number("4"), number("5")],
            vec![MisfitKind::Several],
            vec!["custom.several custom.employees"],
        ),
        ("shoe size", vec![number("43")], vec![MisfitKind::Undefined], vec!["custom.undefined custom.shoe size"]),
    ] {
        let mut contact = Contact::person("1");
        contact.custom.insert(key.to_owned(), values);
        let found: Vec<String> = validator.check(&contact).iter().map(line).collect();
        assert_eq!(found, expected, "{key}");
        let why: Vec<MisfitKind> = schema.check(&contact).iter().map(|misfit| misfit.why).collect();
        assert_eq!(why, misfits, "{key}: the schema by itself says the same");
    }
}

proptest! {
    #[test]
    fn no_text_stops_the_check(texts in proptest::collection::vec(".{0,80}", 10), raw in any::<String>()) {
        let mut contact = Contact::person(texts[0].clone());
        contact.names.extend([Field::parse(texts[1].clone()), Field::parse(raw.clone())]);
        contact.organization_names.push(Field::parse(texts[2].clone()));
        contact.emails.extend([Field::parse(texts[3].clone()), Field::parse(raw.clone())]);
        contact.phones.extend([Field::parse(texts[4].clone()), Field::parse(raw.clone())]);
        contact.addresses.push(Field::parse(texts[5].clone()));
        contact.birth_dates.extend([Field::parse(texts[6].clone()), Field::parse(raw.clone())]);
        contact.urls.push(Field::parse(texts[7].clone()));
        contact.notes.push(texts[8].clone());
        contact.tags.insert(raw.clone());
        contact.custom.insert(texts[9].clone(), vec![Field::of_text(raw)]);
        let validator = Validator::default();
        let findings = validator.check(&contact);
        prop_assert_eq!(&findings, &validator.check(&contact));
        for finding in &findings {
            prop_assert!(!finding.message.is_empty() && finding.to_string().contains(finding.code()));
        }
    }

    #[test]
    fn a_repaired_text_needs_no_repair_of_the_same_kind(text in "[A-Za-zÀ-ÿ\u{200b}\u{80}-\u{9f}&;#0-9 ]{0,30}") {
        let validator = Validator::default();
        let check = |text: &str| {
            let mut contact = Contact::person("1");
            contact.names.push(Field::parse(text));
            validator.check(&contact)
        };
        for finding in check(&text) {
            if let Some(Fix::Replace(fixed)) = &finding.fix {
                let again = check(fixed);
                prop_assert!(!again.iter().any(|other| other.rule == finding.rule && other.fix.is_some()), "{fixed:?} {again:?}");
            }
        }
    }
}

/// A custom field of plain text, for the properties.
trait OfText {
    fn of_text(text: String) -> Self;
}

impl OfText for Field<Custom> {
    fn of_text(text: String) -> Self {
        Self::read(text, |text| CustomType::Text.read(text))
    }
}
