//! From a text to a [`Phone`].

use std::borrow::Cow;

use super::extension;
use super::{Number, Phone, PhoneRegion};
use crate::contact::fold::{ascii_digit, is_invisible};
use crate::contact::{CountryCode, Invalid};

/// The longest text in octets that is looked at (libphonenumber's limit).
const LONGEST: usize = 250;
/// The fewest digits that a number has: emergency and short numbers have three.
const FEWEST_DIGITS: usize = 3;
/// The most digits that are kept; E.164 has 15, a few national plans go beyond.
const MOST_DIGITS: usize = 19;

/// Reads a number; see [`Phone::parse`].
pub(super) fn read(text: &str, region: Option<CountryCode>) -> Result<Phone, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Invalid::Empty);
    }
    if text.len() > LONGEST {
        return Err(Invalid::TooLong);
    }
    let (number, extension) = extension::split(text);
    if has_note(number) {
        return Err(Invalid::PhoneSyntax);
    }
    if let Some((number, region_from)) = international(number, region)? {
        return Ok(Phone { number: Number::International(number), extension, region_from });
    }
    let digits = national(number)?;
    // `00(167-1,9))553` is no number, and its digits are one of a country: what is kept must read back as itself.
    let (number, region_from) = match international(&digits, None)? {
        Some((number, region_from)) => (Number::International(number), region_from),
        None => (Number::National(digits), PhoneRegion::Unknown),
    };
    Ok(Phone { number, extension, region_from })
}

/// Whether words that are no part of the number follow it: `+49 30 901820 (home)`.
///
/// Letters after digits also stand for digits (`1-800-FLOWERS`), so a note would become a wrong number.
fn has_note(number: &str) -> bool {
    let mut words = number.split(|char: char| !char.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.next_back().is_some_and(|last| {
        let in_brackets =
            number.trim_end().trim_end_matches([')', ']']).ends_with(last) && number.trim_end().ends_with([')', ']']);
        let before = number.rfind(last).and_then(|at| number.get(..at)).unwrap_or_default();
        let digits_before = before.chars().filter_map(ascii_digit).count();
        digits_before >= FEWEST_DIGITS
            && last.len() >= FEWEST_DIGITS
            && (in_brackets
                || ["home", "work", "office", "mobile", "cell", "fax", "private", "privat", "mobil", "handy"]
                    .iter()
                    .any(|note| last.eq_ignore_ascii_case(note)))
    })
}

/// Whether a text starts with `+`, the full-width form or `00`, and the text with `+` in its place.
fn plus_form(number: &str) -> Option<Cow<'_, str>> {
    let start = number.trim_start_matches(|char: char| !matches!(char, '+' | '＋') && ascii_digit(char).is_none());
    if start.starts_with(['+', '＋']) {
        return Some(Cow::Borrowed(start));
    }
    let mut chars = start.chars().filter(|char| !is_invisible(*char));
    if !(chars.next().and_then(ascii_digit) == Some('0') && chars.next().and_then(ascii_digit) == Some('0')) {
        return None;
    }
    let mut zeros = 0;
    let rest = start.trim_start_matches(|char: char| {
        let zero = ascii_digit(char) == Some('0') && zeros < 2;
        zeros += usize::from(zero);
        zero || is_invisible(char)
    });
    Some(Cow::Owned(format!("+{rest}")))
}

/// The digits of a number without a known country.
fn national(number: &str) -> Result<Box<str>, Invalid> {
    let mut digits = String::with_capacity(number.len());
    let (mut letters, mut other) = (0_usize, false);
    let start = number.trim_start_matches(|char| ascii_digit(char).is_none());
    for char in start.chars() {
        match (ascii_digit(char), keypad(char)) {
            (Some(digit), _) => digits.push(digit),
            (None, Some(digit)) => {
                letters += 1;
                digits.push(digit);
            }
            (None, None) => other |= char.is_alphanumeric() || matches!(char, '@' | '&' | '=' | ':'),
        }
    }
    // One or two letters stand for no word of a vanity number.
    match digits.len() {
        0 => Err(Invalid::PhoneNoDigits),
        _ if other || matches!(letters, 1 | 2) => Err(Invalid::PhoneSyntax),
        count if letters > 0 && !(7..=15).contains(&count) => Err(Invalid::PhoneSyntax),
        count if count < FEWEST_DIGITS => Err(Invalid::PhoneTooShort),
        count if count > MOST_DIGITS => Err(Invalid::PhoneTooLong),
        _ => Ok(digits.into()),
    }
}

/// The digit that a letter is on, on a telephone's keypad (ITU-T E.161).
fn keypad(char: char) -> Option<char> {
    Some(match char.to_ascii_lowercase() {
        'a'..='c' => '2',
        'd'..='f' => '3',
        'g'..='i' => '4',
        'j'..='l' => '5',
        'm'..='o' => '6',
        'p'..='s' => '7',
        't'..='v' => '8',
        'w'..='z' => '9',
        _ => return None,
    })
}

/// Calling code and national number, if the number says its country or `region` is one that the engine knows.
#[cfg(feature = "phone")]
fn international(number: &str, region: Option<CountryCode>) -> Result<Option<(u64, PhoneRegion)>, Invalid> {
    let plus = plus_form(number);
    match (&plus, region.and_then(engine::region_of)) {
        (Some(Cow::Borrowed(number)), region) => Ok(Some((engine::read(number, region)?.number, PhoneRegion::Number))),
        // Elsewhere than in North America and a few other countries `00` is what the engine expects by itself.
        // There it is how people of other countries write, and no number of the country starts so.
        (Some(with_plus), Some(region)) => {
            let reading = engine::read(number, Some(region));
            match reading {
                Ok(reading) if reading.possible => Ok(Some((reading.number, reading.region_from))),
                reading => match (engine::read(with_plus, None), reading) {
                    (Ok(better), _) if better.possible => Ok(Some((better.number, PhoneRegion::Number))),
                    (_, Ok(reading)) => Ok(Some((reading.number, reading.region_from))),
                    (_, Err(why)) => Err(why),
                },
            }
        }
        (Some(with_plus), None) => {
            Ok(engine::read(with_plus, None).ok().map(|reading| (reading.number, PhoneRegion::Number)))
        }
        (None, Some(region)) => {
            let reading = engine::read(number, Some(region))?;
            Ok(Some((reading.number, reading.region_from)))
        }
        (None, None) => engine::read_local_context(number),
    }
}

/// Without the metadata of the countries, a number has a country only if it says it.
#[cfg(not(feature = "phone"))]
fn international(number: &str, _region: Option<CountryCode>) -> Result<Option<(u64, PhoneRegion)>, Invalid> {
    let Some(with_plus) = plus_form(number) else {
        return Ok(None);
    };
    let said = matches!(with_plus, Cow::Borrowed(_));
    // The zero of `+49 (0) 30 …` is dialed inside the country only.
    let without_trunk = with_plus.replacen("(0)", "", 1);
    let reading = national(&without_trunk).and_then(|digits| {
        // No calling code starts with a zero; `+00 49` is a prefix twice.
        let digits = digits.trim_start_matches('0');
        if !crate::contact::tables::COUNTRY_TABLE.starts_with_calling_code(digits) {
            return Err(Invalid::PhoneCountry);
        }
        match digits.len() {
            0..=6 => Err(Invalid::PhoneTooShort),
            _ => digits.parse().map_err(|_| Invalid::PhoneTooLong),
        }
    });
    match reading {
        Ok(number) => Ok(Some((number, PhoneRegion::Number))),
        Err(why) if said => Err(why),
        Err(_) => Ok(None),
    }
}

/// The phone library, and what it leaves to do.
#[cfg(feature = "phone")]
pub(super) mod engine {
    use rlibphonenumber::{
        CountryCodeSource, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, Region, get_national_significant_number_owned,
    };

    use super::{CountryCode, Invalid, PhoneRegion};

    /// What the engine made of a number.
    pub(in crate::contact::phone) struct Reading {
        /// Calling code and national number.
        pub(in crate::contact::phone) number: u64,
        /// Whether the number of digits is one that the country has.
        pub(in crate::contact::phone) possible: bool,
        /// Where the country came from.
        pub(in crate::contact::phone) region_from: PhoneRegion,
    }

    /// The engine's word for a country, if the engine knows numbers of it.
    pub(in crate::contact::phone) fn region_of(country: CountryCode) -> Option<Region> {
        let region = Region::from_code(country.as_str()).ok()?;
        PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        Some(region)
    }

    /// Reads a number as one of a region, or as one that says its country.
    pub(super) fn read(text: &str, region: Option<Region>) -> Result<Reading, Invalid> {
        let said = text.starts_with(['+', '＋']);
        // Only the dearer parse tells whether the region's own prefix for foreign calls was dialed.
        let parsed = if said {
            PHONE_NUMBER_UTIL.parse(text, region)
        } else {
            PHONE_NUMBER_UTIL.parse_and_keep_raw_input(text, region)
        };
        let parsed = parsed.map_err(|error| reason(&error))?;
        let given = !said && parsed.country_code_source() == CountryCodeSource::FromDefaultCountry;
        let region_from = if given { PhoneRegion::Given } else { PhoneRegion::Number };
        let number = settled(&parsed, text).ok_or(Invalid::PhoneTooLong)?;
        Ok(Reading { number, possible: PHONE_NUMBER_UTIL.is_possible_number(&parsed), region_from })
    }

    /// Reads `tel:` numbers that carry their country beside them (RFC 3966): `863-1234;phone-context=+1-914`.
    pub(super) fn read_local_context(text: &str) -> Result<Option<(u64, PhoneRegion)>, Invalid> {
        if text.contains(";phone-context=+") {
            read(text, None).map(|reading| Some((reading.number, PhoneRegion::Number)))
        } else {
            Ok(None)
        }
    }

    /// The number, stable under reading it again.
    ///
    /// The engine strips one national prefix a time, so `+49 0 0 30 …` would lose a zero at each reading.
    fn settled(parsed: &PhoneNumber, text: &str) -> Option<u64> {
        /// More prefixes than anybody dials.
        const ROUNDS: usize = 8;
        let mut number = digits(parsed)?;
        let plain = text.strip_prefix('+').is_some_and(|digits| digits.parse() == Ok(number));
        if plain || !may_lose_a_prefix(parsed) {
            return Some(number);
        }
        for _ in 0..ROUNDS {
            let again = PHONE_NUMBER_UTIL.parse(format!("+{number}"), None).ok()?;
            let next = digits(&again)?;
            if next == number {
                return Some(number);
            }
            number = next;
        }
        None
    }

    /// Whether a second reading could strip something again; a needless yes costs time only.
    fn may_lose_a_prefix(parsed: &PhoneNumber) -> bool {
        /// Countries whose prefix is another digit than 0, or whose rules rewrite numbers that start with others:
        /// Russia and Kazakhstan, Argentina, Brazil, Madagascar, Lithuania, Belarus, San Marino, Norfolk Island,
        /// Mongolia, Turkmenistan, Uzbekistan.
        const OTHERS: [i32; 11] = [7, 54, 55, 261, 370, 375, 378, 672, 976, 993, 998];
        /// Countries of many people whose mobile numbers start with 1, and which strip nothing but a zero:
        /// Egypt, Germany, Malaysia, Korea, Bangladesh.
        const ONLY_ZERO: [i32; 5] = [20, 49, 60, 82, 880];
        match get_national_significant_number_owned(parsed).as_bytes() {
            [b'1', ..] => !ONLY_ZERO.contains(&parsed.country_code),
            [b'2'..=b'9', ..] => OTHERS.contains(&parsed.country_code),
            _ => true,
        }
    }

    /// Calling code and national number as one integer.
    fn digits(parsed: &PhoneNumber) -> Option<u64> {
        let national = get_national_significant_number_owned(parsed);
        let shift = 10_u64.checked_pow(u32::try_from(national.len()).ok()?)?;
        u64::try_from(parsed.country_code).ok()?.checked_mul(shift)?.checked_add(national.parse().ok()?)
    }

    fn reason(error: &ParseError) -> Invalid {
        match error {
            ParseError::InvalidCountryCode => Invalid::PhoneCountry,
            ParseError::TooShortAfterIdd | ParseError::TooShortNsn => Invalid::PhoneTooShort,
            ParseError::TooLongNsn => Invalid::PhoneTooLong,
            ParseError::NotANumber(_) => Invalid::PhoneSyntax,
        }
    }
}
