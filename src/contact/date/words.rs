//! The words of dates, from `months.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::contact::fold::{fold, without_marks};
use crate::contact::tables::lines;

/// What a word says about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    /// The month of this number.
    Month(u8),
    /// The next number is that of a month.
    MonthNumber,
    /// The day of the week, which says nothing new.
    Weekday,
    /// A word between the parts, which says nothing.
    Filler,
    /// The date is one of a calendar that is not read.
    OtherCalendar,
}

impl DateWord {
    fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "month" => Self::MonthNumber,
            "weekday" => Self::Weekday,
            "filler" => Self::Filler,
            "other calendar" => Self::OtherCalendar,
            number => Self::Month(number.parse().ok().filter(|month| (1..=12).contains(month))?),
        })
    }
}

const WORDS: &str = include_str!("../tables/months.txt");

static WORD_TABLE: LazyLock<FxHashMap<String, DateWord>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for (kind, words) in rows().filter_map(|(kind, words)| Some((DateWord::of(kind)?, words))) {
        table.extend(words.map(|word| (word, kind)));
    }
    // Words are written without their accents too, where that makes no other word.
    for (kind, words) in rows().filter_map(|(kind, words)| Some((DateWord::of(kind)?, words))) {
        for word in words {
            table.entry(without_marks(&word)).or_insert(kind);
        }
    }
    table
});

/// The kind of each row, and its folded words.
fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = String>)> {
    lines(WORDS).filter_map(|line| {
        let (kind, words) = line.split_once('|')?;
        Some((kind.trim(), words.split(',').map(fold).filter(|word| !word.is_empty())))
    })
}

/// What a folded word says about a date, if it is a word of dates.
pub(super) fn date_word(word: &str) -> Option<DateWord> {
    WORD_TABLE.get(word).copied()
}

/// Whether a word is the name of a month: `Mayo` in `Calle 5 de Mayo`.
pub(crate) fn is_month(word: &str) -> bool {
    matches!(date_word(&fold(word)), Some(DateWord::Month(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_dates_means_one_thing() {
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        assert_eq!(rows().count(), lines(WORDS).count());
        for (kind, words) in rows() {
            assert!(DateWord::of(kind).is_some(), "{kind}");
            for word in words {
                let before = seen.insert(word.clone(), kind);
                assert!(before.is_none_or(|before| before == kind), "{word} is {before:?} and {kind}");
            }
        }
    }
}
