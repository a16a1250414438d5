//! What is wrong with a phone number.

use super::finding::Quoted;
use super::{FieldPath, Finding, PhoneDepth, Rule};
use crate::contact::{Field, Invalid, Phone};

/// Checks one phone number.
pub(super) fn check(field: &Field<Phone>, depth: PhoneDepth, path: &FieldPath, findings: &mut Vec<Finding>) {
    let text = &field.text;
    if is_placeholder(text) {
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
    if phone.national().is_some() {
        findings.push(Finding::new(
            Rule::PhoneNoCountry,
            path.clone(),
            format!("{} has no country; write it with + and the calling code, or set the region", Quoted(text)),
        ));
    }
    #[cfg(feature = "phone")]
    if depth == PhoneDepth::Plan
        && phone.e164().is_some()
        && let Some(why) = phone.check().reason
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
        Invalid::PhoneLength | Invalid::PhoneUnassigned => Rule::PhoneInvalid,
        _ => Rule::PhoneSyntax,
    };
    let message = match rule {
        Rule::PhoneInvalid => format!("{} cannot be dialed: {why}; ask for the right one or remove it", Quoted(text)),
        _ => format!("{} is not a phone number: {why}; correct it or remove it", Quoted(text)),
    };
    Finding::new(rule, path.clone(), message)
}

/// Whether a text has the digits that people type to be left alone: one over and over, or seven and more in a row.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let mut count = 0_u32;
    let mut repeats = 0_u32;
    let mut rises = 0_u32;
    let mut falls = 0_u32;
    let mut last = None;
    for digit in text.bytes().filter(u8::is_ascii_digit) {
        if let Some(last) = last {
            repeats += u32::from(digit == last);
            rises += u32::from(digit == last + 1 || (last, digit) == (b'9', b'0'));
            falls += u32::from(digit + 1 == last);
        }
        last = Some(digit);
        count += 1;
    }
    let all = count.saturating_sub(1);
    (count >= 5 && repeats == all) || (count >= 7 && (rises == all || falls == all))
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
}
