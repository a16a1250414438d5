//! The reference tables that normal forms are built from; text files that people edit, folded by the same steps as
//! input, read once.

use super::fold;
use crate::contact::tables::lines;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The lines of a table without comments, split into their columns.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lines(table).map(|line| line.split('|').map(str::trim).collect())
}

/// The variants in one column.
pub(super) fn variants(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').map(str::trim).filter(|variant| !variant.is_empty())
}

/// What a word in a street line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreetWord {
    /// `street`, `rue`: its short canonical form.
    Type(&'static str),
    /// `north`, `sw`: its canonical form.
    Direction(&'static str),
    /// `apartment`, `floor`: what follows names a part of the building.
    Unit,
    /// `po box`.
    Box,
}

static STREET_WORDS: LazyLock<FxHashMap<String, StreetWord>> = LazyLock::new(|| {
    let entries = rows(include_str!("tables/street_words.txt")).filter_map(|row| match row[..] {
        ["type", canonical, languages, names] => Some((StreetWord::Type(canonical), canonical, languages, names)),
        ["direction", canonical, languages, names] => {
            Some((StreetWord::Direction(canonical), canonical, languages, names))
        }
        ["unit", canonical, languages, names] => Some((StreetWord::Unit, canonical, languages, names)),
        [_, canonical, languages, names] => Some((StreetWord::Box, canonical, languages, names)),
        _ => None,
    });
    let mut entries: Vec<_> = entries.collect();
    // `st` is a street before it is a Stiege, `n` is north before it is noord; `apt` is an apartment before it is a type
    // of building
    entries.sort_by_key(|(word, _, languages, _)| {
        (!languages.split(' ').any(|language| language == "en"), !matches!(word, StreetWord::Unit))
    });
    let names = entries.iter().flat_map(|&(word, _, _, names)| variants(names).map(move |name| (word, name)));
    // what is written counts before what it is called here
    let canonical = entries.iter().map(|&(word, canonical, _, _)| (word, canonical));
    let mut words = FxHashMap::default();
    for (word, name) in names.chain(canonical).filter(|(_, name)| !name.starts_with('-')) {
        words.entry(fold(name)).or_insert(word);
    }
    words
});

/// The types that a language writes in one word with the street's name, by their folded endings, the longest first.
static GLUED_TYPES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut endings = Vec::new();
    for row in rows(include_str!("tables/street_words.txt")) {
        let ["type", canonical, _languages, names] = row[..] else { continue };
        let glued = variants(names).filter_map(|name| Some((fold(name.strip_prefix('-')?), canonical)));
        // shorter endings are those of too many other words
        endings.extend(glued.filter(|(ending, _)| ending.len() >= 3));
    }
    endings.sort_by_key(|(ending, _)| (std::cmp::Reverse(ending.len()), ending.clone()));
    endings
});

/// Parts a folded word into a street's name and its type, if it is both: `hauptstrasse`, `kungsgatan`.
pub(crate) fn glued_type(word: &str) -> Option<(&str, &'static str)> {
    GLUED_TYPES.iter().find_map(|(ending, canonical)| {
        let name = word.strip_suffix(ending.as_str()).filter(|name| name.len() >= 3)?;
        Some((name, *canonical))
    })
}

/// What a folded word means in a street line, if it has a meaning of its own.
pub(crate) fn street_word(word: &str) -> Option<StreetWord> {
    STREET_WORDS.get(word).copied()
}

/// An e-mail provider with its rules.
pub(crate) struct Provider {
    /// The domain that stands for all domains of the provider which share their mailboxes.
    pub(crate) domain: &'static str,
    dots: bool,
    tags: &'static [char],
}

impl Provider {
    /// The user part as the provider sees it. Never empty.
    pub(crate) fn user(&self, user: &str) -> String {
        let untagged = match user.find(self.tags) {
            Some(at) if at > 0 => user.get(..at).unwrap_or(user),
            _ => user,
        };
        let short = if self.dots { untagged.replace('.', "") } else { untagged.to_owned() };
        if short.is_empty() { user.to_owned() } else { short }
    }
}

static PROVIDERS: LazyLock<FxHashMap<&'static str, Provider>> = LazyLock::new(|| {
    let mut providers = FxHashMap::default();
    for row in rows(include_str!("tables/email_providers.txt")) {
        let (names, rules) = match row[..] {
            [_, names] => (names, ""),
            [_, names, rules] => (names, rules),
            _ => continue,
        };
        let has = |rule| rules.split(' ').any(|one| one == rule);
        let same = has("equivalent");
        let first = variants(names).next().unwrap_or_default();
        for domain in variants(names) {
            let tags: &[char] = match (has("plus"), has("minus")) {
                (true, true) => &['+', '-'],
                (true, false) => &['+'],
                (false, true) => &['-'],
                (false, false) => &[],
            };
            let provider = Provider { domain: if same { first } else { domain }, dots: has("dots"), tags };
            providers.insert(domain, provider);
        }
    }
    providers
});

/// The provider whose domain this is, in lower case.
pub(crate) fn provider(domain: &str) -> Option<&'static Provider> {
    PROVIDERS.get(domain)
}

static ROLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("tables/role_addresses.txt")).filter_map(|row| Some(role_key(row.first()?))).collect()
});

/// Whether the user part of an e-mail address, in lower case, names a function such as `info`.
pub(crate) fn is_role(user: &str) -> bool {
    ROLES.contains(&role_key(user))
}

/// A role however it is written: without what parts its words, and without a number behind it.
fn role_key(user: &str) -> String {
    let words = user.trim_end_matches(|c: char| c.is_ascii_digit());
    words.replace(['.', '-', '_'], "")
}

static ORGANIZATION_WORDS: LazyLock<FxHashMap<String, String>> =
    LazyLock::new(|| canonical_of(include_str!("tables/organization_words.txt")));

/// The canonical form of a folded word in the name of an organization: `intl` is `international`.
pub(crate) fn organization_word(word: &str) -> Option<&'static str> {
    ORGANIZATION_WORDS.get(word).map(String::as_str)
}

static PLACES: LazyLock<FxHashMap<String, String>> =
    LazyLock::new(|| canonical_of(include_str!("tables/place_aliases.txt")));

/// The canonical name of a folded place that has several: `cologne` is `koln`.
pub(crate) fn place(name: &str) -> Option<&'static str> {
    PLACES.get(name).map(String::as_str)
}

/// A table of `canonical | variants` as a map from each folded variant to the folded canonical form.
fn canonical_of(table: &'static str) -> FxHashMap<String, String> {
    rows(table)
        .flat_map(|row| {
            let canonical = fold(row.first().copied().unwrap_or_default());
            let names: Vec<_> = row.get(1).copied().into_iter().flat_map(variants).collect();
            names.into_iter().map(move |name| (fold(name), canonical.clone())).collect::<Vec<_>>()
        })
        .filter(|(name, _)| !name.is_empty())
        .collect()
}
