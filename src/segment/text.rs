//! How texts and phone numbers are held against each other.

use super::{Operator, Truth};
use crate::contact::{Phone, plain};
use std::borrow::Cow;

/// The form in which texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Form {
    /// To the byte.
    Exact,
    /// In lowercase.
    Lower,
    /// In lowercase, without accents, dots and apostrophes, with single spaces.
    Plain,
    /// Letters and digits in lowercase.
    Compact,
    /// Digits and the plus before them.
    Dialed,
}

impl Form {
    /// The text in this form.
    pub(super) fn of(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Exact => text.into(),
            Self::Lower => text.trim().to_lowercase().into(),
            Self::Plain => plain(text).into(),
            Self::Compact => plain(text).chars().filter(|char| char.is_alphanumeric()).collect::<String>().into(),
            Self::Dialed => text.chars().filter(|char| matches!(char, '+' | '0'..='9')).collect::<String>().into(),
        }
    }

    /// Whether a text stands so to one of others that are in this form already.
    pub(super) fn holds(self, operator: Operator, text: &str, wanted: &[String]) -> bool {
        let holds: fn(&str, &str) -> bool = match operator {
            Operator::Contains => |text, wanted| text.contains(wanted),
            Operator::StartsWith => |text, wanted| text.starts_with(wanted),
            Operator::EndsWith => |text, wanted| text.ends_with(wanted),
            _ => return self.equals(text, wanted),
        };
        let text = self.of(text);
        wanted.iter().any(|wanted| holds(&text, wanted))
    }

    /// Nearly all texts differ from what is wanted, which most show by their first letter.
    fn equals(self, text: &str, wanted: &[String]) -> bool {
        if self == Self::Exact {
            return wanted.iter().any(|wanted| wanted == text);
        }
        let mut near = wanted.iter().filter(|wanted| may_be(text, wanted)).peekable();
        if near.peek().is_none() {
            return false;
        }
        near.clone().any(|wanted| wanted.eq_ignore_ascii_case(text)) || {
            let text = self.of(text);
            near.any(|wanted| *wanted == text)
        }
    }
}

/// Whether a text can have this form for comparison, by its first letter. Where that has an accent or is none, it can.
pub(super) fn may_be(text: &str, form: &str) -> bool {
    let first = text.bytes().next().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    first.is_none_or(|first| form.as_bytes().first() == Some(&first))
}

/// A phone number that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhoneText {
    digits: String,
    has_country: bool,
    extension: Option<String>,
}

impl PhoneText {
    /// The fewest digits by which a number without a country is found in one with a country.
    const FEWEST: usize = 7;

    pub(super) fn of(phone: &Phone) -> Self {
        Self {
            digits: digits(phone),
            has_country: phone.e164().is_some(),
            extension: phone.extension().map(str::to_owned),
        }
    }

    /// Whether a number is this one. A number without a country is that number in any country, to the one who asks; of a
    /// contact's number nobody knows which country it has.
    pub(super) fn is_same(&self, phone: &Phone) -> Truth {
        if self.extension.is_some() && self.extension.as_deref() != phone.extension() {
            return Truth::No;
        }
        let given = digits(phone);
        let ends = |long: &str, short: &str| short.len() >= Self::FEWEST && long.ends_with(short);
        match (self.has_country, phone.e164().is_some()) {
            (true, true) | (false, false) => (given == self.digits).into(),
            (false, true) => ends(&given, &self.digits).into(),
            (true, false) if ends(&self.digits, &given) => Truth::Unknown,
            (true, false) => Truth::No,
        }
    }
}

/// The digits with the calling code, or without the zeros that are dialed before a number in its country.
fn digits(phone: &Phone) -> String {
    match phone.e164() {
        Some(number) => number.to_string(),
        None => phone.national().unwrap_or_default().trim_start_matches('0').to_owned(),
    }
}
