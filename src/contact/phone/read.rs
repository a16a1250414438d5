//! From a text to a [`Phone`].

use super::digits::Digits;
#[cfg(feature = "phone")]
use super::direct;
#[cfg(feature = "phone")]
use super::engine::{self, Length};
use super::text::{clean, from_first_digit, is_several, parameters, without_notes};
use super::{Number, Phone, PhoneOptions, PhoneRegion, extension};
use crate::contact::Invalid;
use crate::contact::fold::trimmed_within;
use std::borrow::Cow;

/// The longest text in octets that is looked at (libphonenumber's limit).
const LONGEST: usize = 250;
/// The fewest digits before a decimal point: no group of digits is so long.
const FEWEST_OF_QUANTITY: usize = 7;
/// The most digits of the numbers that are dialed inside a country only: 112, 11833, 116117.
#[cfg(feature = "phone")]
const MOST_OF_SHORT: usize = 6;

/// Reads a number; see [`Phone::parse_with`].
pub(super) fn read(text: &str, options: PhoneOptions) -> Result<Phone, Invalid> {
    let text = without_decimal(trimmed_within(text, LONGEST)?);
    #[cfg(not(feature = "phone"))]
    let text = &*without_trunk_zero(text);
    // Most texts are digits and what divides them. A slash may also stand between two numbers.
    if let Some(digits) = Digits::of(text) {
        return match digits.has_slash() && is_several(from_first_digit(text)) {
            true => Err(Invalid::PhoneSeveral),
            false => phone(&digits, None, options),
        };
    }
    let text = clean(text);
    let (number, extension) = match parameters(&text)? {
        Some(parameters) => (parameters.number, parameters.extension),
        None => (Cow::Borrowed(&*text), None),
    };
    let (number, _) = without_notes(&number);
    let (number, extension) = match extension {
        Some(extension) => (&*number, Some(extension)),
        None => extension::split(&number),
    };
    // `x302/x2303` are two desks.
    if is_several(number) || extension::split(number).1.is_some() {
        return Err(Invalid::PhoneSeveral);
    }
    if let Some(digits) = Digits::of(number) {
        return phone(&digits, extension, options);
    }
    let digits = Digits::spelled(number)?;
    let phone = phone(&digits, extension, options)?;
    // Words of an address become digits, too; a vanity number is as long as any other.
    match has_wrong_length(&phone) {
        true => Err(Invalid::PhoneSyntax),
        false => Ok(phone),
    }
}

/// What a spreadsheet writes that takes a number for a quantity: `2025550123.0`.
fn without_decimal(text: &str) -> &str {
    let number = text.strip_suffix(".0").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    number.filter(|number| number.len() >= FEWEST_OF_QUANTITY).unwrap_or(text)
}

/// The words in a text that are no part of its number; see [`Phone::note`].
pub(super) fn note(text: &str) -> Option<String> {
    // Digits and what usually divides them come before all letters.
    let is_word = |byte: u8| byte > b'9' && (byte.is_ascii_alphabetic() || !byte.is_ascii());
    if text.len() > LONGEST || !text.bytes().any(is_word) {
        return None;
    }
    without_notes(&clean(text)).1.map(str::to_owned)
}

/// The number of digits.
fn phone(digits: &Digits, extension: Option<Box<str>>, options: PhoneOptions) -> Result<Phone, Invalid> {
    let (number, region_from) = match international(digits, options)? {
        Some((number, region_from)) => (Number::International(number), region_from),
        None => (Number::National(digits.as_str().into()), PhoneRegion::Unknown),
    };
    Ok(Phone { number, extension, region_from })
}

/// Calling code and national number, if the number says its country or the options name one that has such numbers.
#[cfg(feature = "phone")]
fn international(digits: &Digits, options: PhoneOptions) -> Result<Option<(u64, PhoneRegion)>, Invalid> {
    if digits.has_plus() {
        // No calling code starts with a zero; `+00 49` and `+011 49` are a prefix twice.
        if digits.as_bytes().starts_with(b"0") {
            let said = international(&digits.without_plus(), options)?;
            return said.filter(|(_, from)| *from == PhoneRegion::Number).ok_or(Invalid::PhoneCountry).map(Some);
        }
        return Ok(Some((engine::read_plus(digits)?.number, PhoneRegion::Number)));
    }
    let hints = [(options.country, PhoneRegion::Country), (options.default, PhoneRegion::Default)];
    let mut first = None;
    let mut is_own_prefix = false;
    for (region, region_from) in hints {
        let Some(home) = region.and_then(direct::home) else {
            continue;
        };
        let reading = engine::read_national(digits, home);
        let reading = reading.map(|reading| {
            is_own_prefix |= reading.is_said;
            (reading, if reading.is_said { PhoneRegion::Number } else { region_from })
        });
        match reading {
            Ok((reading, region_from)) if reading.length == Length::Full => {
                return Ok(Some((reading.number, region_from)));
            }
            reading => _ = first.get_or_insert(reading),
        }
    }
    // Where another prefix is dialed, `00` is how people of most other countries write, and no number starts so.
    if !is_own_prefix && let Some(digits) = digits.after_double_zero() {
        let region_from = if first.is_some() { PhoneRegion::ForeignPrefix } else { PhoneRegion::Number };
        match engine::read_plus(&digits) {
            Ok(reading) if first.is_none() || reading.length != Length::Wrong => {
                return Ok(Some((reading.number, region_from)));
            }
            _ => {}
        }
    }
    match first {
        None => Ok(None),
        Some(Err(why)) => Err(why),
        // Short numbers, and numbers without their area code, cannot be dialed from elsewhere.
        Some(Ok((reading, PhoneRegion::Country | PhoneRegion::Default)))
            if reading.length == Length::Local || digits.as_bytes().len() <= MOST_OF_SHORT =>
        {
            // What is kept must read back as itself.
            international(digits, PhoneOptions::default())
        }
        Some(Ok((reading, region_from))) => Ok(Some((reading.number, region_from))),
    }
}

/// Without the metadata of the countries, a number has a country only if it says it.
#[cfg(not(feature = "phone"))]
fn international(digits: &Digits, _options: PhoneOptions) -> Result<Option<(u64, PhoneRegion)>, Invalid> {
    let double_zero = digits.after_double_zero();
    if !digits.has_plus() && double_zero.is_none() {
        return Ok(None);
    }
    let said = double_zero.as_ref().unwrap_or(digits).as_str();
    // `+00 49` is a prefix twice.
    let said = said.trim_start_matches('0');
    let reading = match said.len() {
        _ if !crate::contact::tables::COUNTRY_TABLE.starts_with_calling_code(said) => Err(Invalid::PhoneCountry),
        0..=6 => Err(Invalid::PhoneTooShort),
        _ => said.parse().map_err(|_| Invalid::PhoneTooLong),
    };
    match reading {
        Ok(number) => Ok(Some((number, PhoneRegion::Number))),
        Err(why) if digits.has_plus() => Err(why),
        Err(_) => Ok(None),
    }
}

/// Without the metadata of the countries, `(0)` behind a calling code is what is dialed inside the country only, but in
/// Italy, where it belongs to the number.
#[cfg(not(feature = "phone"))]
fn without_trunk_zero(text: &str) -> Cow<'_, str> {
    let said = text.strip_prefix('+').or_else(|| text.strip_prefix("00"));
    match said.and_then(|_| text.split_once("(0)")) {
        Some((before, after)) if !before.trim_end().ends_with("39") => (before.to_owned() + after).into(),
        _ => text.into(),
    }
}

/// Whether no number of its country has so many digits.
#[cfg(feature = "phone")]
fn has_wrong_length(phone: &Phone) -> bool {
    phone.e164().is_some_and(|number| engine::parsed(number).is_none_or(|it| engine::length(&it) == Length::Wrong))
}

/// Without the metadata of the countries, nobody knows.
#[cfg(not(feature = "phone"))]
fn has_wrong_length(_: &Phone) -> bool {
    false
}
