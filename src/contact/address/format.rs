//! How countries write addresses, and which parts they need, from `address_formats.txt`.

use std::fmt;
use std::sync::LazyLock;

use super::{PostalAddress, filled};
use crate::contact::CountryCode;
use crate::contact::country::ByCountry;
use crate::contact::tables::lines;

const FORMATS: &str = include_str!("../tables/address_formats.txt");
/// How an address is written whose country is not known.
const USUAL: &str = "S / L, R P";

/// A part of a postal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AddressPart {
    /// The street line.
    Street,
    /// City, town or village.
    Locality,
    /// State, province, prefecture or county.
    Region,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
}

impl AddressPart {
    /// What a person calls the part: `postal code`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Street => "street",
            Self::Locality => "locality",
            Self::Region => "region",
            Self::PostalCode => "postal code",
            Self::Country => "country",
        }
    }

    fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'S' => Some(Self::Street),
            'L' => Some(Self::Locality),
            'R' => Some(Self::Region),
            'P' => Some(Self::PostalCode),
            _ => None,
        }
    }
}

impl fmt::Display for AddressPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a country writes addresses.
pub(super) struct Format {
    /// The block in the notation of the table.
    block: &'static str,
    pub(super) required: Vec<AddressPart>,
}

impl Format {
    /// Whether the postal code stands before the locality.
    pub(super) fn starts_with_code(&self) -> bool {
        self.block.find('P') < self.block.find('L')
    }

    /// Whether addresses name the state or province.
    pub(super) fn has_region(&self) -> bool {
        self.block.contains('R')
    }
}

static FORMAT_TABLE: LazyLock<ByCountry<Format>> = LazyLock::new(|| {
    let rows = lines(FORMATS).filter_map(|line| {
        let mut fields = line.split('|').map(str::trim);
        let (country, block, required) = (fields.next().and_then(CountryCode::of)?, fields.next()?, fields.next()?);
        Some((country, Format { block, required: required.chars().filter_map(AddressPart::of_letter).collect() }))
    });
    rows.collect()
});

/// How a country writes addresses.
pub(super) fn of(country: CountryCode) -> Option<&'static Format> {
    FORMAT_TABLE.get(country)
}

/// The lines of an address as its country writes them.
pub(super) fn lines_of(address: &PostalAddress) -> Vec<String> {
    let block = address.country_code().and_then(of).map_or(USUAL, |format| format.block);
    let is_latin = filled(address.street.as_deref()).is_none_or(|street| street.chars().all(|char| char < '\u{2e80}'));
    let block = if is_latin && block.starts_with(['P', 'R']) { USUAL } else { block };
    let code = address.postal_code_canonical();
    let mut all = Vec::new();
    for line in block.split('/') {
        let mut text = String::new();
        let mut between = "";
        for letter in line.trim().split_inclusive(['S', 'L', 'R', 'P']) {
            let separator = letter.trim_end_matches(['S', 'L', 'R', 'P']);
            if !separator.is_empty() {
                between = separator;
            }
            let Some(part) = letter.chars().next_back().and_then(AddressPart::of_letter) else { continue };
            let value = match part {
                AddressPart::PostalCode => code.as_deref(),
                _ => address.part(part),
            };
            if let Some(value) = value {
                if !text.is_empty() {
                    text.push_str(between);
                }
                text.push_str(value);
            }
        }
        all.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    all.extend(filled(address.country.as_deref()).map(str::to_owned));
    all
}

#[cfg(test)]
mod tests {
    use super::super::postal;
    use super::*;

    #[test]
    fn every_country_has_a_block_with_the_parts_that_it_requires() {
        for line in lines(FORMATS) {
            let row: Vec<&str> = line.split('|').map(str::trim).collect();
            let [country, block, required] = row[..] else { panic!("{line}") };
            let country = CountryCode::of(country).unwrap();
            assert!(block.chars().all(|char| "SLRP/ ,-".contains(char)), "{line}");
            assert!(required.split(' ').all(|letter| letter.len() == 1 && block.contains(letter)), "{line}");
            assert_eq!(postal::has_codes(country).unwrap_or(false), block.contains('P'), "{line}");
        }
        for line in lines(include_str!("../tables/countries.txt")) {
            let country = CountryCode::of(line.split('|').next().unwrap()).unwrap();
            assert!(of(country).is_some(), "{line}");
        }
    }
}
