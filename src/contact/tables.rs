//! The reference tables: text files that a person edits, read once into immutable lookups.
//!
//! Entries are folded by the same steps as input ([`fold`]), so a table may be written as people write.
//! A line is `field | field | …`, the variants of a field have commas between them, `#` starts a comment line.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::CountryCode;
use super::fold::fold;
use super::legal_form::{LegalForm, LegalFormClass, key};

const COUNTRIES: &str = include_str!("tables/countries.txt");
const POSTAL_CODES: &str = include_str!("tables/postal_codes.txt");

/// The lines of a table that are not comments.
pub(crate) fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The variants of one field, folded.
fn variants(field: &str) -> impl Iterator<Item = String> {
    field.split(',').map(fold).filter(|variant| !variant.is_empty())
}

/// Countries by code and name, and the calling codes.
pub(super) struct Countries {
    by_name: FxHashMap<String, CountryCode>,
    known: FxHashSet<[u8; 2]>,
    calling_codes: FxHashSet<u32>,
}

impl Countries {
    /// Whether two capital letters are the code of a country.
    pub(super) fn has_code(&self, letters: [u8; 2]) -> bool {
        self.known.contains(&letters)
    }

    /// The country of a folded name or code of three letters.
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
    let mut countries =
        Countries { by_name: FxHashMap::default(), known: FxHashSet::default(), calling_codes: FxHashSet::default() };
    // +800, +808, +870, +878, +881, +882, +883, +888 and +979 belong to no country (ITU-T E.164, annex).
    countries.calling_codes.extend([800, 808, 870, 878, 881, 882, 883, 888, 979]);
    for line in lines(COUNTRIES) {
        let mut fields = line.splitn(4, '|').map(str::trim);
        let (Some(&[a, b]), Some(iso3), Some(calling), Some(names)) =
            (fields.next().map(str::as_bytes), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let country = CountryCode::from_letters([a, b]);
        countries.known.insert([a, b]);
        countries.calling_codes.extend(calling.split_whitespace().filter_map(|code| {
            // Members of +1 and +7 carry their area code; the calling code is the first digit.
            let code: u32 = code.parse().ok()?;
            Some(if code > 999 || code == 76 || code == 77 { first_digit(code) } else { code })
        }));
        for name in variants(names).chain([fold(iso3)]) {
            countries.by_name.entry(name).or_insert(country);
        }
    }
    countries
});

fn first_digit(mut number: u32) -> u32 {
    while number > 9 {
        number /= 10;
    }
    number
}

/// What a country's postal codes look like.
pub(super) enum PostalPatterns {
    /// The country has no postal codes.
    None,
    /// Patterns such as `AANN NAA`, in the country's own spacing.
    Some(Vec<Vec<Piece>>),
}

/// One character of a postal code pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// A digit.
    Digit,
    /// A letter.
    Letter,
    /// A letter or a digit.
    Either,
    /// This character.
    Is(char),
    /// A space or hyphen that the country writes and that people leave out.
    Separator(char),
}

/// The patterns of `postal_codes.txt`.
pub(super) static POSTAL_TABLE: LazyLock<FxHashMap<CountryCode, PostalPatterns>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for line in lines(POSTAL_CODES) {
        let mut fields = line.split('|').map(str::trim);
        let (Some(&[a, b]), Some(patterns)) = (fields.next().map(str::as_bytes), fields.next()) else {
            continue;
        };
        let patterns = match patterns {
            "none" => PostalPatterns::None,
            _ => PostalPatterns::Some(patterns.split(',').map(|pattern| pieces(pattern.trim())).collect()),
        };
        table.entry(CountryCode::from_letters([a, b])).or_insert(patterns);
    }
    table
});

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut quoted = false;
    let mut pieces = Vec::with_capacity(pattern.len());
    for char in pattern.chars() {
        pieces.push(match char {
            '"' => {
                quoted = !quoted;
                continue;
            }
            ' ' | '-' => Piece::Separator(char),
            'N' if !quoted => Piece::Digit,
            'A' if !quoted => Piece::Letter,
            'X' if !quoted => Piece::Either,
            _ => Piece::Is(char),
        });
    }
    pieces
}

const MONTHS: &str = include_str!("tables/months.txt");

/// The number of a month by its folded name, from `months.txt`.
pub(super) static MONTH_TABLE: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for line in lines(MONTHS) {
        let mut fields = line.split('|').map(str::trim);
        let Some(month) = fields.next().and_then(|number| number.parse().ok()) else {
            continue;
        };
        for name in fields.flat_map(variants) {
            table.entry(name).or_insert(month);
        }
    }
    table
});

const LEGAL_FORMS: &str = include_str!("tables/legal_forms.txt");

/// Legal forms by what is written for them.
pub(super) struct LegalForms {
    by_key: FxHashMap<String, Vec<LegalForm>>,
    unspaced: Vec<String>,
}

impl LegalForms {
    /// Whether a key stands for a form.
    pub(super) fn contains(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// The forms that a key stands for.
    pub(super) fn forms(&self, key: &str) -> &[LegalForm] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The forms that touch the name, the longest first.
    pub(super) fn unspaced(&self) -> &[String] {
        &self.unspaced
    }
}

/// The forms of `legal_forms.txt`.
pub(super) static LEGAL_FORM_TABLE: LazyLock<LegalForms> = LazyLock::new(|| {
    let mut by_key: FxHashMap<String, Vec<LegalForm>> = FxHashMap::default();
    let mut unspaced = Vec::new();
    for line in lines(LEGAL_FORMS) {
        let mut fields = line.splitn(4, '|').map(str::trim);
        let (Some(canonical), Some(class), Some(countries), Some(variants)) =
            (fields.next(), fields.next().and_then(LegalFormClass::of), fields.next(), fields.next())
        else {
            continue;
        };
        let countries = countries.split_whitespace().filter_map(CountryCode::of).collect();
        let form = LegalForm { canonical: canonical.to_owned(), class, countries };
        for variant in variants.split(',').map(str::trim).filter(|variant| !variant.is_empty()) {
            if variant.chars().any(is_unspaced) {
                unspaced.push(variant.to_owned());
            }
            let forms = by_key.entry(key(variant)).or_default();
            if !forms.iter().any(|known| known.canonical == form.canonical) {
                forms.push(form.clone());
            }
        }
    }
    unspaced.sort_by(|left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
    unspaced.dedup();
    LegalForms { by_key, unspaced }
});

/// Whether a character is of a script that puts no space between a name and its form.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3220}'..='\u{32ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

const HONORIFICS: &str = include_str!("tables/honorifics.txt");
const NAME_SUFFIXES: &str = include_str!("tables/name_suffixes.txt");
const NAME_PARTICLES: &str = include_str!("tables/name_particles.txt");

/// Titles and forms of address before a name, folded; some are of several words.
pub(super) static HONORIFIC_TABLE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| forms(HONORIFICS).filter(|form| !form.starts_with('-')).map(fold).collect());

/// The first words of titles, with the most words of a title that starts so: most words of names start none, and are
/// asked no further.
pub(super) static HONORIFIC_START_TABLE: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let mut starts = FxHashMap::default();
    for form in forms(HONORIFICS) {
        let plain = form.replace('.', " ");
        for words in [form.split_whitespace().collect::<Vec<_>>(), plain.split_whitespace().collect()] {
            if let Some(first) = words.first() {
                let most = starts.entry(fold(first)).or_insert(0);
                *most = words.len().max(*most);
            }
        }
    }
    starts
});

/// The last words of suffixes, likewise.
pub(super) static SUFFIX_END_TABLE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| forms(NAME_SUFFIXES).filter_map(|form| form.split_whitespace().next_back()).map(fold).collect());

/// Forms of address that are glued behind a name, folded, with their hyphen: `-san`.
pub(super) static BEHIND_NAME_TABLE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| forms(HONORIFICS).filter(|form| form.starts_with('-')).map(fold).collect());

/// Words that belong to the family name after them, folded.
pub(super) static PARTICLE_TABLE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| forms(NAME_PARTICLES).flat_map(str::split_whitespace).map(fold).collect());

/// What stands behind a name, folded, with the generation if it is one: `jr`, `3`.
pub(super) static SUFFIX_TABLE: LazyLock<FxHashMap<String, Option<String>>> = LazyLock::new(|| {
    lines(NAME_SUFFIXES)
        .filter_map(|line| {
            let mut fields = line.split('|').map(str::trim);
            let (form, kind, canonical) = (fields.next()?, fields.next()?, fields.next());
            let generation = canonical.filter(|canonical| kind == "generation" && !canonical.is_empty());
            Some((fold(form), generation.map(str::to_owned)))
        })
        .collect()
});

/// Words before a name with their kind: `title`, `academic`, `rank`, `religious`, `noble`.
pub(crate) fn honorifics() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(HONORIFICS).filter_map(|line| line.split_once('|')).map(|(form, kind)| (form.trim(), kind.trim()))
}

/// Words behind a name that tell the generation, each with its canonical form.
pub(crate) fn generations() -> impl Iterator<Item = (&'static str, &'static str)> {
    suffixes().filter(|(_, kind, _)| *kind == "generation").map(|(form, _, canonical)| (form, canonical))
}

/// Degrees and professional letters behind a name.
pub(crate) fn degrees() -> impl Iterator<Item = &'static str> {
    suffixes().filter(|(_, kind, _)| *kind != "generation").map(|(form, ..)| form)
}

/// The form, kind and canonical form of what stands behind a name.
fn suffixes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    lines(NAME_SUFFIXES).filter_map(|line| {
        let mut fields = line.split('|').map(str::trim);
        Some((fields.next()?, fields.next()?, fields.next().unwrap_or_default()))
    })
}

/// The first fields of a table's lines.
fn forms(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table).filter_map(|line| line.split('|').next()).map(str::trim).filter(|form| !form.is_empty())
}

pub(crate) const NICKNAMES: &str = include_str!("tables/nicknames.txt");
pub(crate) const NAME_VARIANTS: &str = include_str!("tables/name_variants.txt");
pub(super) const PLACEHOLDER_NAMES: &str = include_str!("tables/placeholder_names.txt");
const REGIONS: &str = include_str!("tables/regions.txt");

/// Codes of states, provinces and the like by their country and folded name or code.
pub(super) static REGION_TABLE: LazyLock<FxHashMap<(CountryCode, String), &'static str>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for line in lines(REGIONS) {
        let mut fields = line.splitn(3, '|').map(str::trim);
        let (Some(&[a, b]), Some(code), Some(names)) = (fields.next().map(str::as_bytes), fields.next(), fields.next())
        else {
            continue;
        };
        for name in variants(names).chain([fold(code)]) {
            table.entry((CountryCode::from_letters([a, b]), name)).or_insert(code);
        }
    }
    table
});

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
            for name in variants(variants_of).chain([fold(iso3)]) {
                let before = names.insert(name.clone(), code);
                assert!(before.is_none_or(|before| before == code), "{name} is {before:?} and {code}");
            }
        }
    }

    #[test]
    fn every_postal_code_pattern_fits_its_example() {
        for row in rows(POSTAL_CODES, 2..=3) {
            let country = CountryCode::of(row[0]).unwrap();
            let (PostalPatterns::Some(_), Some(example)) = (&POSTAL_TABLE[&country], row.get(2)) else { continue };
            let address = crate::contact::PostalAddress {
                postal_code: Some((*example).to_owned()),
                country: Some(row[0].to_owned()),
                ..Default::default()
            };
            assert_eq!(address.postal_code_fits(), Some(true), "{row:?}");
            assert_eq!(address.postal_code_canonical().as_deref(), Some(*example), "{row:?}");
        }
    }

    #[test]
    fn every_legal_form_has_a_class_and_known_countries() {
        let mut canonical = FxHashSet::default();
        for row in rows(LEGAL_FORMS, 4..=4) {
            assert!(canonical.insert(row[0]), "{} stands twice", row[0]);
            assert!(LegalFormClass::of(row[1]).is_some(), "{row:?}");
            assert!(row[2].split_whitespace().all(|code| CountryCode::of(code).is_some()), "{row:?}");
            assert!(variants(row[3]).next().is_some(), "{row:?}");
        }
    }

    #[test]
    fn every_month_name_means_one_month() {
        let mut names: FxHashMap<String, u8> = FxHashMap::default();
        for row in rows(MONTHS, 2..=2) {
            let month: u8 = row[0].parse().unwrap();
            assert!((1..=12).contains(&month));
            for name in variants(row[1]) {
                let before = names.insert(name.clone(), month);
                assert!(before.is_none_or(|before| before == month), "{name}");
            }
        }
    }

    #[test]
    fn no_form_of_a_name_stands_twice() {
        for (table, fields) in [(HONORIFICS, 2..=2), (NAME_SUFFIXES, 2..=3), (NAME_PARTICLES, 2..=2)] {
            let mut seen = FxHashSet::default();
            for row in rows(table, fields) {
                assert!(seen.insert(fold(row[0])), "{} stands twice", row[0]);
            }
        }
    }

    #[test]
    fn every_region_is_in_a_country_and_has_one_code() {
        let mut seen: FxHashMap<(&str, String), &str> = FxHashMap::default();
        for row in rows(REGIONS, 3..=3) {
            assert!(CountryCode::of(row[0]).is_some(), "{row:?}");
            for name in variants(row[2]).chain([fold(row[1])]) {
                let before = seen.insert((row[0], name.clone()), row[1]);
                assert!(before.is_none_or(|before| before == row[1]), "{} {name}", row[0]);
            }
        }
    }
}
