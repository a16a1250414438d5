//! Codes of states, provinces and the like, from `regions.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contact::CountryCode;
use crate::contact::any_case::AnyCase;
use crate::contact::fold::{is_words, plain, trimmed};
use crate::contact::tables::lines;

const REGIONS: &str = include_str!("../tables/regions.txt");

/// The most octets of a region's name.
const LONGEST: usize = 200;

/// The regions of a plain name or code, by their countries.
static REGION_TABLE: LazyLock<AnyCase<Vec<(CountryCode, &'static str)>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<_>> = FxHashMap::default();
    for line in lines(REGIONS) {
        let mut fields = line.splitn(3, '|').map(str::trim);
        let (Some(country), Some(code), Some(names)) =
            (fields.next().and_then(CountryCode::of), fields.next(), fields.next())
        else {
            continue;
        };
        for name in names.split(',').chain([code]).map(plain) {
            let regions = table.entry(name).or_default();
            if !regions.iter().any(|(other, _)| *other == country) {
                regions.push((country, code));
            }
        }
    }
    // with their marks, too, so that most names are found as they stand
    let names = lines(REGIONS).filter_map(|line| line.splitn(3, '|').nth(2)).flat_map(|names| names.split(','));
    for name in names.map(str::trim) {
        if let Some(regions) = table.get(&plain(name)).cloned() {
            table.insert(name.to_ascii_lowercase(), regions);
        }
    }
    table.into_iter().collect()
});

/// The code of a region of a country; without a country, of the only region that is called so.
pub(super) fn code(text: &str, country: Option<CountryCode>) -> Option<&'static str> {
    let regions = of(text)?;
    match (country, regions) {
        (Some(country), _) => regions.iter().find(|(of, _)| *of == country).map(|(_, code)| *code),
        (None, [(_, code)]) => Some(*code),
        (None, _) => None,
    }
}

/// The regions of a name or code in all countries.
pub(super) fn of(text: &str) -> Option<&'static [(CountryCode, &'static str)]> {
    if text.len() > LONGEST {
        return None;
    }
    // What is in the table in any case is plain but for it. `(RM)`, as in Roma (RM), and `[NF` are theirs as well
    let found = REGION_TABLE.get(trimmed(text));
    let bare = || text.trim_matches(|char: char| !char.is_alphanumeric());
    let otherwise = || if is_words(text) { None } else { REGION_TABLE.get(&plain(bare())) };
    found.or_else(otherwise).map(Vec::as_slice)
}

/// The country of a region, if it is of one other country only, and the regions of this one are known.
pub(super) fn foreign(text: &str, country: CountryCode) -> Option<CountryCode> {
    static COUNTRIES: LazyLock<FxHashSet<CountryCode>> =
        LazyLock::new(|| REGION_TABLE.values().flatten().map(|(country, _)| *country).collect());
    match of(text)? {
        [(other, _)] if *other != country && COUNTRIES.contains(&country) => Some(*other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_region_does_not_matter() {
        for text in ["(nf)", "[nf", " -nf.", "nf"] {
            assert_eq!(code(text, None), Some("NL"), "{text}");
        }
    }

    #[test]
    fn every_region_is_in_a_country_and_has_one_code() {
        let mut seen: FxHashMap<(&str, String), &str> = FxHashMap::default();
        for line in lines(REGIONS) {
            let row: Vec<&str> = line.split('|').map(str::trim).collect();
            let [country, code, names] = row[..] else { panic!("{line}") };
            assert!(CountryCode::of(country).is_some() && !code.is_empty(), "{line}");
            for name in names.split(',').chain([code]).map(plain) {
                let before = seen.insert((country, name.clone()), code);
                assert!(before.is_none_or(|before| before == code), "{country} {name}");
            }
        }
    }
}
