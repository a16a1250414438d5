//! The exact texts of errors: they name the setting, what it is and what it may be.

use contactkit::contact::{Contact, Field, PartialDate};
use contactkit::error::{Error, ErrorKind};
use contactkit::matching::{Matcher, Records};
use contactkit::validate::{FieldKind, Occasion, Requirement, Rule, Severity, Validator, ValidatorSettings};

fn wrong(change: impl FnOnce(&mut ValidatorSettings)) -> String {
    let mut settings = ValidatorSettings::default();
    change(&mut settings);
    Validator::new(settings).unwrap_err().to_string()
}

#[test]
fn a_wrong_setting_of_the_validator_is_named_with_its_range() {
    assert_eq!(
        wrong(|settings| settings.longest_text = 0),
        "setting `longest_text` is 0: it must be from 1 to 1000000 characters"
    );
    assert_eq!(
        wrong(|settings| settings.oldest_age = 201),
        "setting `oldest_age` is 201: it must be from 1 to 200 years"
    );
    assert_eq!(
        wrong(|settings| settings.earliest_birth_year = 0),
        "setting `earliest_birth_year` is 0: it must be from 1 to 9999"
    );
    let required = |requirement: Requirement| {
        wrong(|settings| settings.required = vec![Requirement::any_of([FieldKind::Names]), requirement])
    };
    assert_eq!(
        required(Requirement::any_of([])),
        "setting `required[1].any_of` is empty: it must be one field or several, such as [\"emails\", \"phones\"]"
    );
    assert_eq!(
        required(Requirement::any_of([FieldKind::Record])),
        "setting `required[1].any_of` is \"record\": it must be a field of the record, such as \"emails\""
    );
    assert_eq!(
        required(Requirement::any_of([FieldKind::Emails]).on([Occasion::Stage(" ".to_owned())])),
        "setting `required[1].on` is \"stage: \": it must be \"review\", \"create\", \"update\" or \"stage:\" with a name"
    );
    assert_eq!(wrong(|settings| settings.version = 2), "setting `version` is 2: it must be 1");
    assert_eq!(
        wrong(|settings| _ = settings.severities.insert(Rule::RecordMissing, Some(Severity::Error))),
        "setting `severities.record.missing` is \"error\": it must be \"off\"; its severity stands in each of `required`"
    );
    if let Ok(month) = "2026-05".parse::<PartialDate>() {
        assert_eq!(
            wrong(|settings| settings.today = Some(month)),
            "setting `today` is 2026-05: it must be a full date, such as 2026-05-17"
        );
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_settings_file_that_cannot_be_read_says_where_and_what_may_be_meant() {
    let wrong = |text: &str| serde_json::from_str::<ValidatorSettings>(text).unwrap_err().to_string();
    assert_eq!(
        wrong("{\n  \"severities\": {\"email.syntx\": \"off\"}\n}"),
        "there is no rule `email.syntx`, `email.syntax` may be meant at line 2 column 30"
    );
    assert_eq!(
        wrong(r#"{"severities": {"carrier.pigeon": "off"}}"#),
        "there is no rule `carrier.pigeon` at line 1 column 32"
    );
    assert_eq!(
        wrong(r#"{"severities": {"name.case": "mild"}}"#),
        "unknown variant `mild`, expected one of `off`, `note`, `warning`, `error` at line 1 column 35"
    );
    assert_eq!(
        wrong(r#"{"required": [{"any_of": ["emails"], "on": ["craete"]}]}"#),
        "setting `on` is \"craete\": it must be \"review\", \"create\", \"update\" or \"stage:\" with a name \
         at line 1 column 53"
    );
    assert_eq!(wrong(r#"{"required": [{"any_of": ["email"]}]}"#).split(',').next(), Some("unknown variant `email`"));
}

#[test]
fn a_limit_of_memory_is_told_with_what_is_needed() {
    let matcher = Matcher::new();
    let mut records = Records::new();
    for number in 0..100 {
        records.push(&Contact::person(format!("{number}")));
    }
    let needed = records.memory() + matcher.memory(&records);
    assert!(matcher.check_memory(&records, needed).is_ok());
    assert_eq!(
        matcher.check_memory(&records, needed - 1).unwrap_err().to_string(),
        format!("{needed} bytes to match 100 records are too many: at most {} are possible", needed - 1)
    );
    let before = records.memory();
    let mut contact = Contact::person("1");
    contact.organization_names.push(Field::parse("Acme ".repeat(20)));
    records.push(&contact);
    assert!(records.memory() > before);
}

#[test]
fn every_kind_of_error_has_its_text() {
    let text = |kind: ErrorKind| Error::from(kind).to_string();
    assert_eq!(
        text(ErrorKind::Contradiction {
            left: "match_above".to_owned(),
            right: "possible_above".to_owned(),
            why: "a match must be surer than a possible match".to_owned(),
        }),
        "settings `match_above` and `possible_above` contradict each other: a match must be surer than a possible match"
    );
    assert_eq!(
        text(ErrorKind::Limit { what: "records".to_owned(), given: 5_000_000_000, most: 4_294_967_295 }),
        "5000000000 records are too many: at most 4294967295 are possible"
    );
    assert_eq!(
        text(ErrorKind::Refused { what: "change 3".to_owned(), why: "it was undone before".to_owned() }),
        "change 3 is refused: it was undone before"
    );
}
