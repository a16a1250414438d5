//! What is wrong with a phone number.

use super::fictional::is_fictional;
use super::finding::Quoted;
use super::text::Kinds;
use super::{FieldPath, Finding, Fix, PhoneDepth, Rule};
use crate::contact::{Field, Invalid, Phone, PhoneRegion};

/// As many digits as the longest number has that is dialed inside its country only.
const MOST_OF_SHORT: usize = 6;

/// Checks one phone number.
pub(super) fn check(
    field: &Field<Phone>,
    kinds: Kinds,
    depth: PhoneDepth,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let text = &field.text;
    if is_placeholder(text) || field.value().is_some_and(is_placeholder_number) {
        findings.push(Finding::new(
            Rule::PhonePlaceholder,
            path.clone(),
            format!("{} is nobody's number; ask for the real one or remove it", Quoted(text)),
        ));
        return;
    }
    let phone = match &field.outcome {
        Ok(phone) => phone,
        Err(why) => {
            if !matches!(why, Invalid::Empty | Invalid::TooLong) {
                findings.push(wrong(text, *why, path));
            }
            return;
        }
    };
    if phone.e164().is_some_and(is_fictional) {
        findings.push(Finding::new(
            Rule::PhoneFictional,
            path.clone(),
            format!("{} is kept for films and examples and reaches nobody; ask for the real one", Quoted(text)),
        ));
        return;
    }
    if let Some(digits) = phone.national() {
        let message = match digits.len() <= MOST_OF_SHORT {
            true => format!("{} is dialed from nearby only; if it lacks its area code, add that", Quoted(text)),
            false => {
                format!("{} has no country; write it with + and the calling code, or set the region", Quoted(text))
            }
        };
        findings.push(Finding::new(Rule::PhoneNoCountry, path.clone(), message));
    }
    if kinds.may_have_letters()
        && let Some(note) = Phone::note(text)
    {
        let message = format!("{} is no part of the number {}; make it the label", Quoted(&note), Quoted(text));
        findings.push(Finding::new(Rule::PhoneNote, path.clone(), message));
    }
    if phone.region_from() == PhoneRegion::ForeignPrefix {
        let message = format!("{} starts with 00, which is not dialed in its region; write it with +", Quoted(text));
        let finding = Finding::new(Rule::PhoneForeignPrefix, path.clone(), message);
        findings.push(finding.with_fix(Some(Fix::Replace(phone.to_string()))));
    }
    #[cfg(feature = "phone")]
    if depth == PhoneDepth::Plan
        && phone.e164().is_some()
        && let Some(why) = phone.flaw()
    {
        findings.push(wrong(text, why, path));
    }
    #[cfg(not(feature = "phone"))]
    let _ = depth;
}

/// The finding for a number that could not be read, or that no plan has.
fn wrong(text: &str, why: Invalid, path: &FieldPath) -> Finding {
    let rule = match why {
        Invalid::PhoneTooShort => Rule::PhoneTooShort,
        Invalid::PhoneTooLong => Rule::PhoneTooLong,
        Invalid::PhoneCountry => Rule::PhoneCountry,
        Invalid::PhoneSeveral => Rule::PhoneSeveral,
        Invalid::PhoneLength | Invalid::PhoneUnassigned => Rule::PhoneInvalid,
        _ => Rule::PhoneSyntax,
    };
    let message = match rule {
        Rule::PhoneInvalid => format!("{} cannot be dialed: {why}; ask for the right one or remove it", Quoted(text)),
        Rule::PhoneSeveral => format!("{} is {why}; make a value of each", Quoted(text)),
        _ => format!("{} is not a phone number: {why}; correct it or remove it", Quoted(text)),
    };
    Finding::new(rule, path.clone(), message)
}

/// Whether a text has the digits that people type to be left alone: one over and over, or seven and more in a row.
pub(crate) fn is_placeholder(text: &str) -> bool {
    are_placeholders(text.bytes().filter(u8::is_ascii_digit))
}

/// Whether the national part of a number has such digits, or ends with seven zeros.
fn is_placeholder_number(phone: &Phone) -> bool {
    let Some(number) = phone.e164() else {
        return false;
    };
    if number.is_multiple_of(10_000_000) {
        return true;
    }
    // Hardly any number ends with three digits that go on as such digits do.
    let last_step = |number: u64| Step::of((number / 10 % 10) as u8, (number % 10) as u8);
    if last_step(number).is_none_or(|step| Some(step) != last_step(number / 10)) {
        return false;
    }
    let text = number.to_string();
    // A calling code has up to three digits. Shorter rests are not looked at: they could be of any number.
    let rests = (1..=3).filter_map(|length| text.as_bytes().get(length..)).filter(|rest| rest.len() >= 8);
    rests.into_iter().any(|rest| are_placeholders(rest.iter().copied()))
}

/// How one digit follows another in the numbers that people make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Up,
    Down,
}

impl Step {
    fn of(left: u8, right: u8) -> Option<Self> {
        match (left, right) {
            _ if left == right => Some(Self::Same),
            (9, 0) => Some(Self::Up),
            _ if right == left + 1 => Some(Self::Up),
            _ if right + 1 == left => Some(Self::Down),
            _ => None,
        }
    }
}

fn are_placeholders(digits: impl Iterator<Item = u8>) -> bool {
    let mut digits = digits.map(|digit| digit - b'0');
    let (Some(first), Some(second)) = (digits.next(), digits.next()) else { return false };
    let Some(step) = Step::of(first, second) else { return false };
    let (mut last, mut count) = (second, 2);
    for digit in digits {
        if Step::of(last, digit) != Some(step) {
            return false;
        }
        last = digit;
        count += 1;
    }
    count >= if step == Step::Same { 5 } else { 7 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_a_row_are_nobodys_number() {
        for text in ["00000", "999-999-9999", "1234567890", "0123456789", "(123) 456-7890", "9876543210"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "112", "1111", "123456", "+49 30 123456", "+1 555 123 4567", "tel"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn the_national_part_can_be_the_placeholder() {
        for (text, is) in [
            ("+1 111 111 1111", true),
            ("+49 123456789", true),
            ("+353 12345678", true),
            ("+49 170 0000000", true),
            ("+49 30 901820", false),
            ("+49 1512 3456789", false),
            ("+1 222 222 2223", false),
        ] {
            assert_eq!(text.parse().is_ok_and(|phone| is_placeholder_number(&phone)), is, "{text}");
        }
    }
}
