//! The reference tables: text files that a person edits, read once into immutable lookups.
//!
//! Entries are folded by the same steps as input ([`fold`]), so a table may be written as people write.
//! A line is `field | field | …`, the variants of a field have commas between them, `#` starts a comment line.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::CountryCode;
use super::any_case::AnyCase;
use super::fold::{fold, plain};

const COUNTRIES: &str = include_str!("tables/countries.txt");

/// The lines of a table that are not comments.
pub(crate) fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The lines of a table that are not comments, split into their fields.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lines(table).map(|line| line.split('|').map(str::trim).collect())
}

/// The variants of one field.
pub(crate) fn variants(field: &str) -> impl Iterator<Item = &str> {
    field.split(',').map(str::trim).filter(|variant| !variant.is_empty())
}

/// Countries by code and name, and the calling codes.
pub(super) struct Countries {
    by_name: AnyCase<CountryCode>,
    known: FxHashSet<[u8; 2]>,
    calling_codes: FxHashSet<u32>,
}

impl Countries {
    /// Whether two capital letters are the code of a country.
    pub(super) fn has_code(&self, letters: [u8; 2]) -> bool {
        self.known.contains(&letters)
    }

    /// The country of a name or code of three letters that is folded, but for its ASCII capitals.
    pub(super) fn named(&self, folded: &str) -> Option<CountryCode> {
        self.by_name.get(folded).copied()
    }

    /// Whether digits start with a calling code that is in use.
    #[cfg_attr(feature = "phone", allow(dead_code, reason = "the phone library knows the calling codes"))]
    pub(super) fn starts_with_calling_code(&self, digits: &str) -> bool {
        (1..=3).filter_map(|length| digits.get(..length)?.parse().ok()).any(|code| self.calling_codes.contains(&code))
    }
}

/// The countries of `countries.txt`.
pub(super) static COUNTRY_TABLE: LazyLock<Countries> = LazyLock::new(|| {
    let (mut by_name, mut known) = (FxHashMap::default(), FxHashSet::default());
    // +800, +808, +870, +878, +881, +882, +883, +888 and +979 belong to no country (ITU-T E.164, annex).
    let mut calling_codes: FxHashSet<u32> = [800, 808, 870, 878, 881, 882, 883, 888, 979].into_iter().collect();
    for line in lines(COUNTRIES) {
        let mut fields = line.splitn(4, '|').map(str::trim);
        let (Some(&[a, b]), Some(iso3), Some(calling), Some(names)) =
            (fields.next().map(str::as_bytes), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let country = CountryCode::from_letters([a, b]);
        known.insert([a, b]);
        calling_codes.extend(calling.split_whitespace().filter_map(|code| {
            // Members of +1 and +7 carry their area code; the calling code is the first digit.
            let code: u32 = code.parse().ok()?;
            Some(if code > 999 || code == 76 || code == 77 { first_digit(code) } else { code })
        }));
        for name in variants(names).map(fold).chain([fold(iso3)]) {
            by_name.entry(plain(&name)).or_insert(country);
            by_name.entry(name).or_insert(country);
        }
    }
    Countries { by_name: by_name.into_iter().collect(), known, calling_codes }
});

fn first_digit(mut number: u32) -> u32 {
    while number > 9 {
        number /= 10;
    }
    number
}

/// The names of all countries, as the table writes them.
pub(crate) fn country_names() -> impl Iterator<Item = &'static str> {
    lines(COUNTRIES).filter_map(|line| line.splitn(4, '|').nth(3)).flat_map(|names| names.split(',')).map(str::trim)
}

pub(crate) const NICKNAMES: &str = include_str!("tables/nicknames.txt");
pub(crate) const NAME_VARIANTS: &str = include_str!("tables/name_variants.txt");
pub(super) const PLACEHOLDER_NAMES: &str = include_str!("tables/placeholder_names.txt");

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields of a table's lines, of which every line must have the same count.
    fn rows(table: &'static str, fields: std::ops::RangeInclusive<usize>) -> Vec<Vec<&'static str>> {
        let rows: Vec<Vec<&str>> = lines(table).map(|line| line.split('|').map(str::trim).collect()).collect();
        for row in &rows {
            assert!(fields.contains(&row.len()), "{row:?}");
            assert!(row.first().is_some_and(|first| !first.is_empty()), "{row:?}");
        }
        rows
    }

    #[test]
    fn every_country_has_its_codes_and_every_name_one_country() {
        let mut names: FxHashMap<String, &str> = FxHashMap::default();
        for row in rows(COUNTRIES, 4..=4) {
            let [code, iso3, calling, variants_of] = row[..] else { panic!("{row:?}") };
            assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            assert!(iso3.len() == 3 && iso3.bytes().all(|byte| byte.is_ascii_uppercase()), "{iso3}");
            assert!(calling == "none" || calling.split(' ').all(|code| code.parse::<u32>().is_ok()), "{calling}");
            for name in variants(variants_of).map(fold).flat_map(|name| [plain(&name), name]).chain([fold(iso3)]) {
                let before = names.insert(name.clone(), code);
                assert!(before.is_none_or(|before| before == code), "{name} is {before:?} and {code}");
            }
        }
    }
}
