//! The words of street lines, from `street_words.txt`.

use std::sync::LazyLock;

use crate::contact::any_case::AnyCase;
use crate::contact::fold::{is_words, plain, push_plain};
use crate::contact::tables::lines;
use rustc_hash::FxHashMap;

const STREET_WORDS: &str = include_str!("../tables/street_words.txt");

/// What a word in a street line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreetWord {
    /// `street`, `rue`: the one word that stands for it, in plain small letters.
    Type(&'static str),
    /// `highway`, `calle`: a type whose streets may have a number for a name.
    Numbered(&'static str),
    /// `north`, `sw`: likewise.
    Direction(&'static str),
    /// `apartment`: what follows names a part of the building.
    Unit,
    /// `floor`: a part of the building whose number may stand before it.
    Floor,
    /// `no`, `дом`: what follows is the house number.
    Number,
    /// `po box`.
    Box,
    /// `c/o`.
    CareOf,
}

/// What starts with a word: what it means by itself, and how many words the longest phrase has that it starts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) word: Option<StreetWord>,
    pub(super) longest: usize,
}

struct Words {
    entries: AnyCase<Entry>,
    /// The types that a language writes in one word with the street's name, by the [`place`] of their endings, the longest
    /// first.
    glued: Vec<Vec<(String, &'static str)>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut rows: Vec<(StreetWord, &str, &str)> = lines(STREET_WORDS).filter_map(row).collect();
    // `st` is a street before it is a Stiege, `n` is north before it is noord; `apt` is an apartment before anything else
    rows.sort_by_key(|(word, languages, _)| {
        let is_part = matches!(word, StreetWord::Unit | StreetWord::Floor | StreetWord::Number);
        (!languages.split(' ').any(|language| language == "en"), !is_part)
    });
    let (mut entries, mut glued) = (FxHashMap::default(), vec![Vec::new(); 32 * 32]);
    for (word, _, names) in rows {
        for name in names.split(',').map(str::trim) {
            match (word, name.strip_prefix('-')) {
                (StreetWord::Type(canonical) | StreetWord::Numbered(canonical), Some(ending)) => {
                    add_ending(&mut glued, plain(ending), canonical);
                }
                _ => add(&mut entries, name, word),
            }
        }
    }
    glued.iter_mut().for_each(|endings| {
        endings.sort_by_key(|(ending, _)| (std::cmp::Reverse(ending.len()), ending.clone()));
    });
    Words { entries: entries.into_iter().collect(), glued }
});

fn add(entries: &mut FxHashMap<String, Entry>, name: &str, word: StreetWord) {
    let words: Vec<String> = name.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
    let Some(first) = words.first() else { return };
    let start = entries.entry(first.clone()).or_default();
    start.longest = start.longest.max(words.len());
    entries.entry(words.join(" ")).or_default().word.get_or_insert(word);
}

fn add_ending(glued: &mut [Vec<(String, &'static str)>], ending: String, canonical: &'static str) {
    // shorter endings are those of too many other words
    if let (true, Some(place)) = (ending.len() >= 3, place(&ending))
        && let Some(endings) = glued.get_mut(place)
        && !endings.iter().any(|(known, _)| *known == ending)
    {
        endings.push((ending, canonical));
    }
}

/// The last two letters of a word as one number.
fn place(word: &str) -> Option<usize> {
    let [last_but_one, last] = word.as_bytes().last_chunk()?.map(|letter| usize::from(letter & 0x1f));
    Some(last_but_one * 32 + last)
}

/// A line of the table: what its words mean, the languages and the words.
fn row(line: &'static str) -> Option<(StreetWord, &'static str, &'static str)> {
    let mut fields = line.split('|').map(str::trim);
    let (kind, canonical, languages, names) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let word = match kind {
        "type" => StreetWord::Type(canonical),
        "numbered" => StreetWord::Numbered(canonical),
        "direction" => StreetWord::Direction(canonical),
        "unit" => StreetWord::Unit,
        "floor" => StreetWord::Floor,
        "number" => StreetWord::Number,
        "box" => StreetWord::Box,
        "care" => StreetWord::CareOf,
        _ => return None,
    };
    Some((word, languages, names))
}

/// What starts with a word as written; most are plain but for their case and a dot behind them.
pub(super) fn entry(word: &str) -> Option<&'static Entry> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let found = WORDS.entries.get(bare);
    if found.is_none() && !is_words(bare) {
        return WORDS.entries.get(&plain(word));
    }
    found
}

/// What the longest phrase of at most some words means that starts with a word, and how many words it has, at least two.
pub(super) fn phrase<'a>(
    first: &str,
    longest: usize,
    next: impl Iterator<Item = &'a str>,
) -> Option<(StreetWord, usize)> {
    let mut phrase = plain(first);
    let mut best = None;
    for (count, word) in (2..=longest).zip(next) {
        phrase.push(' ');
        push_plain(&mut phrase, word);
        if let Some(Entry { word: Some(word), .. }) = WORDS.entries.get(&phrase) {
            best = Some((*word, count));
        }
    }
    best
}

/// What a word of small ASCII letters means in a street line, if it has a meaning of its own.
pub(crate) fn street_word(word: &str) -> Option<StreetWord> {
    WORDS.entries.get(word)?.word
}

/// Parts a word in small letters into a street's name and its type, if it is both: `hauptstrasse`, `kungsgatan`.
pub(crate) fn glued_type(word: &str) -> Option<(&str, &'static str)> {
    WORDS.glued.get(place(word)?)?.iter().find_map(|(ending, canonical)| {
        let name = word.strip_suffix(ending.as_str()).filter(|name| name.len() >= 3)?;
        Some((name, *canonical))
    })
}

/// Whether a word as written is name and type in one.
pub(super) fn is_glued(word: &str) -> bool {
    glued_type(&plain(word)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_kind_and_a_plain_canonical_word() {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
        for line in lines(STREET_WORDS) {
            assert!(row(line).is_some() && line.split('|').count() == 4, "{line}");
            if let Some((StreetWord::Type(word) | StreetWord::Numbered(word) | StreetWord::Direction(word), ..)) =
                row(line)
            {
                assert!(!word.is_empty() && plain(word), "{line}");
            }
        }
    }

    #[test]
    fn words_phrases_and_endings_are_found() {
        let read = |text: &str| {
            let mut words = text.split(' ');
            let first = words.next().unwrap();
            let entry = entry(first).copied().unwrap_or_default();
            phrase(first, entry.longest, words).map_or((entry.word, 1), |(word, count)| (Some(word), count))
        };
        assert_eq!(read("Straße"), (Some(StreetWord::Type("strasse")), 1));
        assert_eq!(read("P.O. Box 5"), (Some(StreetWord::Box), 2));
        assert_eq!(read("ΟΔΌΣ"), (Some(StreetWord::Type("odos")), 1));
        assert_eq!(read("Lindens"), (None, 1));
        assert_eq!(glued_type("hauptstrasse"), Some(("haupt", "strasse")));
        assert_eq!(glued_type("ring"), None);
    }
}
