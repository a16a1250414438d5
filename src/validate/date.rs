//! What is wrong with a date, and with a birth date.

use super::finding::Quoted;
use super::{FieldPath, Finding, Rule, ValidatorSettings};
use crate::contact::{DateOptions, DateReading, Employment, Field, Invalid, PartialDate};

/// Checks one birth date.
pub(super) fn check_birth(
    field: &Field<PartialDate>,
    settings: &ValidatorSettings,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let date = match &field.outcome {
        Ok(date) => *date,
        Err(why) => return check_unread(&field.text, *why, path, findings),
    };
    if let Some(who) = date.placeholder() {
        findings.push(Finding::new(
            Rule::BirthDatePlaceholder,
            path.clone(),
            format!("{} is the date of {who} for an unknown one; remove it if it is not known", Quoted(&field.text)),
        ));
        return;
    }
    let Some(year) = date.year() else { return };
    if let Some(today) = settings.today
        && date.is_after(today)
    {
        findings.push(Finding::new(
            Rule::BirthDateFuture,
            path.clone(),
            format!("{} lies after today, {today}; correct it or remove it", Quoted(&field.text)),
        ));
        return;
    }
    let age = settings.today.and_then(PartialDate::year).map(|today| i32::from(today) - i32::from(year));
    if year < settings.earliest_birth_year || age.is_some_and(|age| age > i32::from(settings.oldest_age)) {
        let why = match age {
            Some(age) => format!("would make the person {age} years old"),
            None => format!("lies before {}", settings.earliest_birth_year),
        };
        findings.push(Finding::new(
            Rule::BirthDateTooOld,
            path.clone(),
            format!("{} {why}; correct the year or remove it", Quoted(&field.text)),
        ));
        return;
    }
    if date.month() == Some(1) && date.day() == Some(1) {
        findings.push(Finding::new(
            Rule::BirthDateFirstOfJanuary,
            path.clone(),
            format!("{} is 1 January, which often stands for an unknown day; make sure", Quoted(&field.text)),
        ));
    }
}

/// Checks that an employment does not end before it begins.
pub(super) fn check_employment(employment: &Employment, path: &FieldPath, findings: &mut Vec<Finding>) {
    if let (Some(from), Some(until)) = (employment.from, employment.until)
        && from.is_after(until)
    {
        findings.push(Finding::new(
            Rule::EmploymentDates,
            path.clone(),
            format!("it ends on {until}, before it begins on {from}; swap or correct the dates"),
        ));
    }
}

/// The finding for a text that could not be read as a date.
fn check_unread(text: &str, why: Invalid, path: &FieldPath, findings: &mut Vec<Finding>) {
    let zeros = text.contains('0') && text.chars().all(|character| character == '0' || !character.is_alphanumeric());
    let (rule, message) = match why {
        Invalid::Empty | Invalid::TooLong => return,
        _ if zeros => (
            Rule::BirthDatePlaceholder,
            format!("{} is a date of zeros, which stands for none; remove it", Quoted(text)),
        ),
        Invalid::DateImpossible => {
            (Rule::DateImpossible, format!("{} is not a date: {why}; correct it or remove it", Quoted(text)))
        }
        Invalid::DateAmbiguous => (Rule::DateAmbiguous, ambiguous(text)),
        _ => (
            Rule::DateSyntax,
            format!("{} is not a date: {why}; write it as year-month-day, such as 1984-05-17", Quoted(text)),
        ),
    };
    findings.push(Finding::new(rule, path.clone(), message));
}

/// What to do about a text that can mean two dates.
fn ambiguous(text: &str) -> String {
    match PartialDate::readings(text, DateOptions::default()) {
        Ok(DateReading::Ambiguous { day_first, month_first }) => format!(
            "{} is {day_first} day first and {month_first} month first; write it as year-month-day, or say which comes first",
            Quoted(text)
        ),
        _ => format!("{} can be read in several ways; write it as year-month-day", Quoted(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_dates_of_an_ambiguous_text_are_named() {
        assert_eq!(
            ambiguous("03/04/1985"),
            "\"03/04/1985\" is 1985-04-03 day first and 1985-03-04 month first; write it as year-month-day, or say which \
             comes first"
        );
        assert_eq!(ambiguous("198503"), "\"198503\" can be read in several ways; write it as year-month-day");
    }
}
