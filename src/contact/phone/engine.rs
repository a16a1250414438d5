//! What the phone library makes of a number, where it is needed.

use rlibphonenumber::{
    CountryCodeSource, NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, Region,
    get_national_significant_number_owned,
};

use super::digits::Digits;
use super::direct::{self, Home, joined};
use crate::contact::Invalid;

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

/// Reads digits after `+`: the engine's answer, without the engine where no rule of the country can change them.
pub(super) fn read_plus(digits: &Digits) -> Result<Reading, Invalid> {
    let mexican = without_mexican_prefix(digits.as_bytes(), "52");
    let digits = mexican.as_ref().unwrap_or(digits);
    direct::plus(digits.as_bytes()).map_or_else(|| read(&digits.with_plus(), None), Ok)
}

/// Reads digits without `+` as a number of a country, in the same manner.
pub(super) fn read_national(digits: &Digits, home: Home) -> Result<Reading, Invalid> {
    let mexican = if home.region == Region::MX { without_mexican_prefix(digits.as_bytes(), "") } else { None };
    let digits = mexican.as_ref().unwrap_or(digits);
    direct::national(digits.as_bytes(), home).map_or_else(|| read(digits.as_str(), Some(home.region)), Ok)
}

/// The digits without the prefixes that Mexico gave up in 2019: 01 before numbers, 044 and 045 before those of mobile
/// phones, and 1 before these from abroad. All its numbers have ten digits.
fn without_mexican_prefix(digits: &[u8], calling_code: &str) -> Option<Digits> {
    let national = digits.strip_prefix(calling_code.as_bytes())?;
    let is_old = matches!(
        (national.len(), national),
        (11, [b'1', ..]) | (12, [b'0', b'1', ..]) | (13, [b'0', b'4', b'4' | b'5', ..])
    );
    let number = national.get(national.len().checked_sub(10)?..)?;
    is_old.then(|| Digits::joined(calling_code.as_bytes(), number)).flatten()
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
    let number = settled(&parsed).ok_or(Invalid::PhoneTooLong)?;
    Ok(Reading { number, is_said, length: length(&parsed) })
}

/// The engine's form of a number that was read before, without reading it again.
pub(super) fn parsed(number: u64) -> Option<PhoneNumber> {
    let digits = Digits::of_number(number);
    let (code, national) = direct::split_calling_code(digits.as_bytes())?;
    let zeros = national.iter().take_while(|digit| **digit == b'0').count();
    let national_number = joined(0, national)?;
    let mut parsed = PhoneNumber { country_code: code.into(), national_number, ..PhoneNumber::default() };
    if zeros > 0 && national.len() > 1 {
        // The last digit of `000` is the number itself.
        let zeros = i32::try_from(zeros.min(national.len() - 1)).ok()?;
        parsed.italian_leading_zero = Some(true);
        parsed.number_of_leading_zeros = (zeros > 1).then_some(zeros);
    }
    Some(parsed)
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
fn settled(parsed: &PhoneNumber) -> Option<u64> {
    /// More prefixes than anybody dials.
    const ROUNDS: usize = 8;
    let mut number = of_engine(parsed)?;
    for _ in 0..ROUNDS {
        let digits = Digits::of_number(number);
        let digits = without_mexican_prefix(digits.as_bytes(), "52").unwrap_or(digits);
        let next = match direct::plus(digits.as_bytes()) {
            Some(reading) => reading.number,
            None => of_engine(&PHONE_NUMBER_UTIL.parse(digits.with_plus(), None).ok()?)?,
        };
        if next == number {
            return Some(number);
        }
        number = next;
    }
    None
}

/// Calling code and national number of the engine's form.
fn of_engine(parsed: &PhoneNumber) -> Option<u64> {
    joined(u16::try_from(parsed.country_code).ok()?, get_national_significant_number_owned(parsed).as_bytes())
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
    use crate::contact::CountryCode;

    /// How numbers start: all pairs of digits, and what some countries have rules for.
    fn starts() -> impl Iterator<Item = String> {
        let special = [
            "180020", "1831", "004915", "0044018", "003310", "003902", "00861", "0616", "00366", "0086179", "8495",
            "8800",
        ];
        (0..100).map(|start| format!("{start:02}")).chain(special.map(str::to_owned))
    }

    #[test]
    fn what_is_read_without_the_engine_is_what_the_engine_reads() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut direct_ones = 0;
        let mut fill = |start: String| {
            let length = random.usize(5..=16).max(start.len());
            let rest: String = (start.len()..length).map(|_| random.digit(10)).collect();
            start + &rest
        };
        let mut regions: Vec<Region> = PHONE_NUMBER_UTIL.get_supported_regions().collect();
        regions.sort_by_key(|region| region.as_region_str().to_string());
        for region in regions {
            let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region).unwrap();
            let Some(home) = CountryCode::of(&region.as_region_str()).and_then(direct::home) else { continue };
            let with_code = ["", "", "", "", "", "", "0", "0", "1", "8"].map(|next| format!("{code}{next}"));
            for start in starts().chain(with_code).chain([format!("00{code}"), format!("0{code}")]) {
                let digits = fill(start);
                if let Some(reading) = direct::national(digits.as_bytes(), home) {
                    assert_eq!(read(&digits, Some(region)), Ok(reading), "{digits} {region:?}");
                    direct_ones += 1;
                }
            }
        }
        for code in PHONE_NUMBER_UTIL.get_supported_calling_codes() {
            for start in starts() {
                let digits = format!("{code}{}", fill(start));
                if let Some(reading) = direct::plus(digits.as_bytes()) {
                    assert_eq!(read(&format!("+{digits}"), None), Ok(reading), "+{digits}");
                    direct_ones += 1;
                }
            }
        }
        assert!(direct_ones > 30_000, "{direct_ones}");
    }
}
