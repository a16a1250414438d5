//! The reference tables that normal forms are built from; text files that people edit, folded by the same steps as
//! input, read once.

use super::fold;
use crate::contact::any_case::AnyCase;
use crate::contact::legal_form::branch_words;
use crate::contact::tables::{country_names, rows, variants};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a folded word is in the names of organizations.
#[derive(Default)]
pub(crate) struct OrganizationWord {
    /// The canonical form: `international` of `intl`.
    pub(crate) canonical: Option<String>,
    /// Whether a variant of several words begins with it: `health` of `health care`.
    pub(crate) begins: bool,
}

static ORGANIZATION_WORDS: LazyLock<AnyCase<OrganizationWord>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, OrganizationWord> = FxHashMap::default();
    for (name, canonical) in organization_variants(false) {
        if let Some((first, _)) = name.split_once(' ') {
            words.entry(first.to_owned()).or_default().begins = true;
        }
        words.entry(name).or_default().canonical = Some(canonical);
    }
    words.into_iter().collect()
});

/// Variants that count with the dot behind them only, without it.
static DOTTED_WORDS: LazyLock<AnyCase<String>> = LazyLock::new(|| organization_variants(true).collect());

/// The variants that are written with a dot at the end, or the others, with their canonical forms, folded.
fn organization_variants(dotted: bool) -> impl Iterator<Item = (String, String)> {
    rows(include_str!("tables/organization_words.txt")).flat_map(move |row| {
        let canonical = fold(row.first().copied().unwrap_or_default());
        let names = row.get(1).copied().into_iter().flat_map(variants).filter(|name| name.ends_with('.') == dotted);
        names.map(|name| (fold(name), canonical.clone())).filter(|(name, _)| !name.is_empty()).collect::<Vec<_>>()
    })
}

/// What a folded word, or several, are in the name of an organization.
pub(crate) fn organization_word(word: &str) -> Option<&'static OrganizationWord> {
    ORGANIZATION_WORDS.get(word)
}

/// The canonical form of a folded word with a dot behind it, where that tells it from an ordinary word.
pub(crate) fn dotted_organization_word(word: &str) -> Option<&'static str> {
    DOTTED_WORDS.get(word).map(String::as_str)
}

static BRANCH_WORDS: LazyLock<AnyCase<()>> = LazyLock::new(|| branch_words().map(|word| (fold(word), ())).collect());

/// Whether a folded word calls a part of an organization a branch: `filiale`.
pub(crate) fn is_branch_word(word: &str) -> bool {
    BRANCH_WORDS.get(word).is_some()
}

/// Names of countries, folded, without the short ones, which are too much like words.
static COUNTRY_NAMES: LazyLock<AnyCase<()>> = LazyLock::new(|| {
    const SHORTEST: usize = 5;
    country_names().map(fold).filter(|name| name.len() >= SHORTEST).map(|name| (name, ())).collect()
});

/// Whether folded words are the name of a country.
pub(crate) fn is_country_name(words: &str) -> bool {
    COUNTRY_NAMES.get(words).is_some()
}

static PLACES: LazyLock<AnyCase<String>> = LazyLock::new(|| canonical_of(include_str!("tables/place_aliases.txt")));

/// The canonical name of a folded place that has several: `cologne` is `koln`.
pub(crate) fn place(name: &str) -> Option<&'static str> {
    PLACES.get(name).map(String::as_str)
}

static PLACE_NAMES: LazyLock<AnyCase<()>> =
    LazyLock::new(|| PLACES.values().map(|canonical| (canonical.clone(), ())).collect());

/// Whether folded words are the name of a country or of a town that has several names.
pub(crate) fn is_place(name: &str) -> bool {
    place(name).is_some() || PLACE_NAMES.get(name).is_some() || is_country_name(name)
}

/// A table of `canonical | variants` as a map from each folded variant to the folded canonical form.
fn canonical_of(table: &'static str) -> AnyCase<String> {
    rows(table)
        .flat_map(|row| {
            let canonical = fold(row.first().copied().unwrap_or_default());
            let names: Vec<_> = row.get(1).copied().into_iter().flat_map(variants).collect();
            names.into_iter().map(move |name| (fold(name), canonical.clone())).collect::<Vec<_>>()
        })
        .filter(|(name, _)| !name.is_empty())
        .collect()
}
