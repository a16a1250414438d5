//! What the phone library knows of the countries, and the numbers that need no library.

use std::sync::LazyLock;

use rlibphonenumber::{
    CountryCodeSource, NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, Region,
    get_national_significant_number_owned,
};

use super::digits::Digits;
use crate::contact::{CountryCode, Invalid};

/// What the engine made of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Calling code and national number.
    pub(super) number: u64,
    /// Whether the number says its country, by a prefix that the region dials or by the calling code.
    pub(super) is_said: bool,
    /// Whether its country has numbers of so many digits.
    pub(super) length: Length,
}

/// How many digits a number has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// As many as its country has.
    Full,
    /// As many as numbers without their area code have.
    Local,
    /// Another count.
    Wrong,
}

/// Countries whose prefix is another digit than 0, or whose rules rewrite numbers that start with others:
/// Russia and Kazakhstan, Argentina, Brazil, Madagascar, Lithuania, Belarus, San Marino, Norfolk Island,
/// Mongolia, Turkmenistan, Uzbekistan.
const REWRITING: [i32; 11] = [7, 54, 55, 261, 370, 375, 378, 672, 976, 993, 998];
/// Countries that take a prefix from some numbers that start with 1: North America, the United Kingdom, Australia, China,
/// the Faroe Islands, Luxembourg, Liechtenstein, Costa Rica, the Marshall Islands.
const REWRITING_ONE: [i32; 9] = [1, 44, 61, 86, 298, 352, 423, 506, 692];
/// Those of them whose prefixes start with 18.
const REWRITING_EIGHTEEN: [i32; 2] = [44, 61];
/// Countries of many people that dial a zero before their numbers, none of which starts with another zero:
/// the two digits, then Morocco, Nigeria, Kenya, Ireland, Finland, Bulgaria, Ukraine, Serbia, Croatia, Slovenia, Slovakia,
/// Bangladesh, Taiwan, Israel.
const ZERO: [i32; 38] = [
    20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 60, 61, 62, 63, 64, 66, 81, 84, 86, 90, 91, 92, 94, 212, 234, 254, 353,
    358, 359, 380, 381, 385, 386, 421, 880, 886, 972,
];
/// Countries of many people that dial abroad with 00 and nothing else.
const DOUBLE_ZERO: [i32; 25] =
    [20, 27, 30, 31, 32, 33, 34, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 60, 63, 84, 90, 91, 92, 94, 98];
/// Countries that dial abroad with other digits than 0 and 1: Finland, North Korea, Tajikistan.
const OTHER_EXIT: [i32; 3] = [358, 850, 992];

/// The calling codes that are in use, by their value.
static CALLING_CODES: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut codes = vec![false; 1000];
    for code in PHONE_NUMBER_UTIL.get_supported_calling_codes() {
        if let Some(place) = usize::try_from(code).ok().and_then(|code| codes.get_mut(code)) {
            *place = true;
        }
    }
    codes
});

/// The engine's word for a country, if the engine knows numbers of it.
pub(super) fn region_of(country: CountryCode) -> Option<Region> {
    let region = Region::from_code(country.as_str()).ok()?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
    Some(region)
}

/// Reads digits after `+`: the engine's answer, without the engine where no rule of the country can change them.
pub(super) fn read_plus(digits: &Digits) -> Result<Reading, Invalid> {
    let mexican = without_mexican_prefix(digits.as_str(), "52");
    let digits = mexican.as_ref().unwrap_or(digits);
    direct(digits.as_str()).map_or_else(|| read(&digits.with_plus(), None), Ok)
}

/// Reads digits without `+` as a number of a region, in the same manner.
pub(super) fn read_national(digits: &Digits, region: Region) -> Result<Reading, Invalid> {
    let mexican = if region == Region::MX { without_mexican_prefix(digits.as_str(), "") } else { None };
    let digits = mexican.as_ref().unwrap_or(digits);
    direct_national(digits.as_str(), region).map_or_else(|| read(digits.as_str(), Some(region)), Ok)
}

/// The digits without the prefixes that Mexico gave up in 2019: 01 before numbers, 044 and 045 before those of mobile
/// phones, and 1 before these from abroad. All its numbers have ten digits.
fn without_mexican_prefix(digits: &str, calling_code: &str) -> Option<Digits> {
    let national = digits.strip_prefix(calling_code)?;
    let is_old = matches!(
        (national.len(), national.as_bytes()),
        (11, [b'1', ..]) | (12, [b'0', b'1', ..]) | (13, [b'0', b'4', b'4' | b'5', ..])
    );
    let number = national.get(national.len().checked_sub(10)?..)?;
    is_old.then(|| Digits::joined(calling_code, number)).flatten()
}

/// Reads a text as a number of a region, or as one that says its country.
pub(super) fn read(text: &str, region: Option<Region>) -> Result<Reading, Invalid> {
    let has_plus = text.starts_with('+');
    // Only the dearer parse tells whether the region's own prefix for foreign calls was dialed.
    let parsed = if has_plus {
        PHONE_NUMBER_UTIL.parse(text, region)
    } else {
        PHONE_NUMBER_UTIL.parse_and_keep_raw_input(text, region)
    };
    let parsed = parsed.map_err(|error| reason(&error))?;
    let is_said = has_plus || parsed.country_code_source() != CountryCodeSource::FromDefaultCountry;
    let number = settled(&parsed, text).ok_or(Invalid::PhoneTooLong)?;
    Ok(Reading { number, is_said, length: length(&parsed) })
}

/// The engine's form of a number that was read before, without reading it again.
pub(super) fn parsed(number: u64) -> Option<PhoneNumber> {
    let digits = Digits::of_number(number);
    let (code, national) = split_calling_code(digits.as_str())?;
    let zeros = national.bytes().take_while(|byte| *byte == b'0').count();
    let mut parsed =
        PhoneNumber { country_code: code, national_number: national.parse().ok()?, ..PhoneNumber::default() };
    if zeros > 0 && national.len() > 1 {
        // The last digit of `000` is the number itself.
        let zeros = i32::try_from(zeros.min(national.len() - 1)).ok()?;
        parsed.italian_leading_zero = Some(true);
        parsed.number_of_leading_zeros = (zeros > 1).then_some(zeros);
    }
    Some(parsed)
}

/// The calling code at the start of digits, and the rest. No calling code is the start of another.
fn split_calling_code(digits: &str) -> Option<(i32, &str)> {
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at_checked(length)?;
        let code: u16 = code.parse().ok()?;
        CALLING_CODES.get(usize::from(code)).copied().unwrap_or_default().then(|| (i32::from(code), national))
    })
}

/// The number of digits after `+`, if no rule changes them.
fn direct(digits: &str) -> Option<Reading> {
    let (country_code, national) = split_calling_code(digits)?;
    direct_of(country_code, national, true)
}

/// The number of a region's digits, if no rule changes them.
fn direct_national(digits: &str, region: Region) -> Option<Reading> {
    let country_code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
    // Members of a shared plan have rules of their own, but for Canada.
    let is_main = region == Region::CA || PHONE_NUMBER_UTIL.get_region_for_country_code(country_code) == Some(region);
    (is_main && digits.len() >= 3).then_some(())?;
    match digits.as_bytes() {
        [b'0', b'0', b'1'..=b'9', ..] if DOUBLE_ZERO.contains(&country_code) => return direct(digits.get(2..)?),
        // Some countries dial abroad with digits that start with 01.
        [b'0', b'1', ..] if DOUBLE_ZERO.contains(&country_code) => {}
        [b'0', b'2'..=b'9', ..] => {}
        [b'2'..=b'9', ..] if !OTHER_EXIT.contains(&country_code) => {
            let code = Digits::of_number(u64::try_from(country_code).ok()?);
            (!digits.starts_with(code.as_str())).then_some(())?;
        }
        _ => return None,
    }
    direct_of(country_code, digits, false)
}

/// The number of national digits, if no rule of the country takes more from them than a zero.
fn direct_of(country_code: i32, national: &str, is_said: bool) -> Option<Reading> {
    (2..=17).contains(&national.len()).then_some(())?;
    let behind_zero = national.strip_prefix('0').filter(|_| ZERO.contains(&country_code));
    let national = behind_zero.unwrap_or(national);
    keeps_its_digits(country_code, national).then_some(())?;
    let parsed = PhoneNumber { country_code, national_number: national.parse().ok()?, ..PhoneNumber::default() };
    let length = length(&parsed);
    // The engine leaves the zero before what is no number without it.
    (behind_zero.is_none() || length == Length::Full).then_some(())?;
    Some(Reading { number: joined(country_code, national)?, is_said, length })
}

/// Whether no rule of the country takes a prefix from a national number, or rewrites it.
fn keeps_its_digits(calling_code: i32, national: &str) -> bool {
    match national.as_bytes() {
        [b'1', next, ..] if REWRITING_EIGHTEEN.contains(&calling_code) => *next != b'8',
        [b'1', ..] => !REWRITING_ONE.contains(&calling_code) && !REWRITING.contains(&calling_code),
        [b'2'..=b'9', ..] => !REWRITING.contains(&calling_code),
        _ => false,
    }
}

pub(super) fn length(parsed: &PhoneNumber) -> Length {
    match PHONE_NUMBER_UTIL.is_possible_number_with_reason(parsed) {
        Ok(NumberLengthType::IsPossibleLocalOnly) => Length::Local,
        Ok(_) => Length::Full,
        Err(_) => Length::Wrong,
    }
}

/// The number, stable under reading it again.
///
/// The engine strips one national prefix a time, so `+49 0 0 30 …` would lose a zero at each reading.
fn settled(parsed: &PhoneNumber, text: &str) -> Option<u64> {
    /// More prefixes than anybody dials.
    const ROUNDS: usize = 8;
    let national = get_national_significant_number_owned(parsed);
    let mut number = joined(parsed.country_code, &national)?;
    let is_itself = text.strip_prefix('+').is_some_and(|digits| digits.parse() == Ok(number));
    if is_itself || keeps_its_digits(parsed.country_code, &national) {
        return Some(number);
    }
    for _ in 0..ROUNDS {
        let again = PHONE_NUMBER_UTIL.parse(Digits::of_number(number).with_plus(), None).ok()?;
        let next = joined(again.country_code, &get_national_significant_number_owned(&again))?;
        if next == number {
            return Some(number);
        }
        number = next;
    }
    None
}

/// Calling code and national number as one integer.
fn joined(calling_code: i32, national: &str) -> Option<u64> {
    let shift = 10_u64.checked_pow(u32::try_from(national.len()).ok()?)?;
    u64::try_from(calling_code).ok()?.checked_mul(shift)?.checked_add(national.parse().ok()?)
}

fn reason(error: &ParseError) -> Invalid {
    match error {
        ParseError::InvalidCountryCode => Invalid::PhoneCountry,
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => Invalid::PhoneTooShort,
        ParseError::TooLongNsn => Invalid::PhoneTooLong,
        ParseError::NotANumber(_) => Invalid::PhoneSyntax,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_without_the_engine_is_what_the_engine_reads() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut direct_ones = 0;
        let starts = || (0..100).map(|start| format!("{start:02}")).chain(["180020", "1831"].map(str::to_owned));
        let mut fill = |start: String| {
            let length = random.usize(5..=12).max(start.len());
            let rest: String = (start.len()..length).map(|_| random.digit(10)).collect();
            start + &rest
        };
        let mut regions: Vec<Region> = PHONE_NUMBER_UTIL.get_supported_regions().collect();
        regions.sort_by_key(|region| region.as_region_str().to_string());
        for region in regions {
            for start in starts().chain(["004915", "0044018", "003310", "003902", "00861"].map(str::to_owned)) {
                let digits = fill(start);
                if let Some(reading) = direct_national(&digits, region) {
                    assert_eq!(read(&digits, Some(region)), Ok(reading), "{digits} {region:?}");
                    direct_ones += 1;
                }
            }
        }
        for code in PHONE_NUMBER_UTIL.get_supported_calling_codes() {
            for start in starts() {
                let digits = format!("{code}{}", fill(start));
                if let Some(reading) = direct(&digits) {
                    assert_eq!(read(&format!("+{digits}"), None), Ok(reading), "+{digits}");
                    direct_ones += 1;
                }
            }
        }
        assert!(direct_ones > 20_000, "{direct_ones}");
    }
}
