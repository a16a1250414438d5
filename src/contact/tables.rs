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
fn lines(table: &str) -> impl Iterator<Item = &str> {
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
pub(super) static HONORIFIC_TABLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| words_of(HONORIFICS));
/// What stands behind a name: generations and degrees, folded.
pub(super) static SUFFIX_TABLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| words_of(NAME_SUFFIXES));
/// Words that belong to the family name after them, folded.
pub(super) static PARTICLE_TABLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| words_of(NAME_PARTICLES));

fn words_of(table: &'static str) -> FxHashSet<String> {
    lines(table).flat_map(|line| line.rsplit('|').take(1).flat_map(variants).collect::<Vec<_>>()).collect()
}
