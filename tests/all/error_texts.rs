//! The exact texts of errors: they name the setting, what it is and what it may be.

use contactkit::contact::PartialDate;
use contactkit::error::{Error, ErrorKind};
use contactkit::validate::{FieldKind, Validator, ValidatorSettings};

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
    assert_eq!(
        wrong(|settings| settings.required = vec![vec![FieldKind::Names], vec![]]),
        "setting `required[1]` is empty: it must be one field or several, such as [\"emails\", \"phones\"]"
    );
    assert_eq!(
        wrong(|settings| settings.required = vec![vec![FieldKind::Record]]),
        "setting `required[0]` is \"record\": it must be a field of the record, such as \"emails\""
    );
    if let Ok(month) = "2026-05".parse::<PartialDate>() {
        assert_eq!(
            wrong(|settings| settings.today = Some(month)),
            "setting `today` is 2026-05: it must be a full date, such as 2026-05-17"
        );
    }
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
}
