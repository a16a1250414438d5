//! Titles before a name, and suffixes and forms of address behind it.

use super::culture::Culture;
use super::lexicon::{Class, class_of};
use super::word::{Word, join};
use crate::contact::fold::fold;

/// The most words of a title or suffix.
const MOST_WORDS: usize = 5;

/// How many words at the start are titles, if at least one word stays behind them; only `Prince of Wales` is all title.
pub(super) fn titles(words: &[Word<'_>], culture: Option<Culture>) -> usize {
    let all = title_run(words, culture);
    let taken = match words {
        [.., link, _] if all == words.len() && link.is(Class::LINK) && !link.is(Class::INITIAL) => all,
        _ if all == words.len() => title_run(split_last(words), culture),
        _ => all,
    };
    // `Major Harris` has a given name, `Major John Harris` a title.
    let also_name = |word: &Word<'_>| word.is(Class::TITLE_NAME) && !word.is(Class::DOT);
    if taken == 1 && words.len() == 2 && words.first().is_some_and(also_name) { 0 } else { taken }
}

/// The same behind a comma, where there may be nothing but titles: `Smith, Dr.`
pub(super) fn titles_after_comma(words: &[Word<'_>], culture: Option<Culture>) -> usize {
    let before_name = |title: &Word<'_>| title.is(Class::TITLE_NAME.with(Class::BEFORE_GIVEN)) && !title.is(Class::DOT);
    let all = title_run(words, culture);
    if all == words.len() && words.last().is_some_and(before_name) {
        title_run(split_last(words), culture)
    } else {
        all
    }
}

fn split_last<'a, 'b>(words: &'b [Word<'a>]) -> &'b [Word<'a>] {
    words.split_last().map_or(&[], |(_, before)| before)
}

fn title_run(words: &[Word<'_>], culture: Option<Culture>) -> usize {
    let mut taken = 0;
    while let Some(count) = words.get(taken..).and_then(|rest| title(rest, taken > 0, culture)) {
        taken += count;
    }
    taken
}

/// How many words the title at the start has.
fn title(words: &[Word<'_>], after_title: bool, culture: Option<Culture>) -> Option<usize> {
    let first = words.first()?;
    let most = if first.is(Class::TITLE_START) { MOST_WORDS - 1 } else { 0 };
    let parts = words.iter().skip(1).take(most).take_while(|word| word.is(Class::TITLE_PART)).count();
    let phrase = (2..=parts + 1).rev().find(|count| {
        words.get(..*count).is_some_and(|words| {
            Word::phrase(words).is(Class::TITLE) || class_of(&fold(&join(words).replace('.', " "))).is(Class::TITLE)
        })
    });
    if phrase.is_some() {
        return phrase;
    }
    if first.is(Class::TITLE) {
        // `M. Dupont` is a title in France; elsewhere one letter is an initial.
        let letter = first.is(Class::INITIAL) && !first.is(Class::LOWER) && !first.text.contains(['\'', '"', '״', '׳']);
        return (!letter || culture == Some(Culture::French)).then(|| 1 + of_what(words));
    }
    if first.is(Class::DOT.with(Class::HYPHEN)) && is_glued_title(first) {
        return Some(1);
    }
    // `The Lord of the Isles`
    if first.text.eq_ignore_ascii_case("the") && words.get(1).is_some_and(|next| next.is(Class::TITLE)) {
        return words.get(1..).map(|words| 2 + of_what(words));
    }
    // `Mr. and Mrs.`: the link belongs to the titles if another one follows.
    (after_title && first.is(Class::LINK) && words.get(1).is_some_and(|next| next.is(Class::TITLE))).then_some(2)
}

/// How many words say of what somebody is the prince or secretary: `of the Netherlands`.
fn of_what(words: &[Word<'_>]) -> usize {
    let says = |at: usize, text: &str| words.get(at).is_some_and(|word| word.text.eq_ignore_ascii_case(text));
    let length = if says(2, "the") { 3 } else { 2 };
    if says(1, "of") && words.len() > length { length } else { 0 }
}

/// `Lt.Gen.`, `Prof.Dr.`, `Mag-Judge`
fn is_glued_title(word: &Word<'_>) -> bool {
    let pieces = || word.text.split(['.', '-']).filter(|piece| !piece.is_empty());
    let shortest = if word.is(Class::DOT) { 1 } else { 3 };
    class_of(&fold(&word.text.replace('.', " "))).is(Class::TITLE)
        || pieces().count() > 1
            && pieces().all(|piece| piece.len() >= shortest && class_of(&fold(piece)).is(Class::TITLE))
}

/// Whether the titles are of the kind that a given name follows.
pub(super) fn are_before_given_name(titles: &[Word<'_>]) -> bool {
    titles.last().is_some_and(|title| title.is(Class::BEFORE_GIVEN))
}

/// Whether a single word is a title and no name: `Coach`.
pub(super) fn is_only_a_title(word: &Word<'_>) -> bool {
    word.is(Class::TITLE) && !word.is(Class::TITLE_NAME.with(Class::BEFORE_GIVEN).with(Class::SHORT))
}

/// How many words at the end are suffixes, if at least one word stays before them; `elsewhere` counts the words of the
/// name that stand beyond a comma.
pub(super) fn suffixes_at_end(words: &[Word<'_>], elsewhere: usize, is_capitals: bool) -> usize {
    let mut end = words.len();
    while let Some((last, before)) = words.get(..end).and_then(<[_]>::split_last)
        && !before.is_empty()
        && last.is(Class::SUFFIX.with(Class::SUFFIX_END).with(Class::DOT))
    {
        let is_part = |word: &&Word<'_>| word.is(Class::SUFFIX_PART) || word.is(Class::DOT) && last.is(Class::DOT);
        let parts = before.iter().skip(1).rev().take(MOST_WORDS - 1).take_while(is_part).count();
        let longest = (1..=parts + 1).rev().find(|count| {
            let split = words.get(..end).and_then(|words| words.split_at_checked(end - count));
            split.is_some_and(|(before, suffix)| is_suffix(suffix, before, elsewhere, is_capitals))
        });
        match longest {
            Some(count) => end -= count,
            None => break,
        }
    }
    words.len() - end
}

/// Whether words are nothing but suffixes; behind a comma nothing but the words themselves decides.
pub(super) fn are_suffixes(words: &[Word<'_>]) -> bool {
    let mut rest = words;
    while !rest.is_empty() {
        let longest = (1..=rest.len().min(MOST_WORDS)).rev().find(|count| match rest.get(..*count) {
            Some([word]) if is_also_a_name(word) => word.is(Class::SUFFIX) && word.is_degree_shaped(),
            Some(words) => is_listed(words),
            None => false,
        });
        match longest.and_then(|count| rest.get(count..)) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    true
}

/// Whether words are in the table, together or as the pieces between dots: `Ph. D.`, `Msc.Ed.`
fn is_listed(words: &[Word<'_>]) -> bool {
    let is_suffix = |text: &str| class_of(&fold(text)).is(Class::SUFFIX);
    if let [word] = words {
        let pieces = || word.text.split('.').filter(|piece| !piece.is_empty());
        return word.is(Class::SUFFIX)
            || word.is(Class::DOT)
                && pieces().count() > 1
                && pieces().next().is_some_and(is_suffix)
                && pieces().all(|piece| piece.chars().count() > 1);
    }
    let is_dotted = words.iter().all(|word| word.is(Class::DOT));
    Word::phrase(words).is(Class::SUFFIX) || is_dotted && is_suffix(&join(words).replace(' ', ""))
}

fn is_suffix(words: &[Word<'_>], before: &[Word<'_>], elsewhere: usize, is_capitals: bool) -> bool {
    let [word] = words else {
        // `Orlov M. D.` has initials, `John Doe M. D.` a degree.
        let initials = words.iter().all(|word| word.is(Class::INITIAL));
        return is_listed(words) && (!initials || before.len() + elsewhere >= 2);
    };
    if word.is(Class::ROMAN) {
        // `Larry Johnson V` is the fifth; `Larry V I` and `Johnny V` are names, and `V.` is an initial.
        return before.len() >= 2 && !before.last().is_some_and(|last| last.is(Class::INITIAL)) && !word.is(Class::DOT);
    }
    if !is_listed(words) {
        return false;
    }
    let after_two = before.len() + elsewhere >= 2;
    if word.is(Class::GENERATION) {
        // `João Neto` has a family name, `João Silva Neto` a suffix.
        return after_two || word.is(Class::SUFFIX_SURE);
    }
    if is_also_a_name(word) {
        // `JACK MA` is no Master of Arts, and neither is `Jack Ma`.
        return after_two && (!is_capitals || word.is(Class::SUFFIX_SURE)) && word.is_degree_shaped();
    }
    word.is(Class::SUFFIX_ANY_CASE) || if is_capitals { after_two } else { word.is_degree_shaped() }
}

/// Whether a suffix is as often a name: those of two letters, and some more.
fn is_also_a_name(word: &Word<'_>) -> bool {
    word.is(Class::SHORT) && !word.is(Class::GENERATION) || word.is(Class::SUFFIX_NAME)
}

/// An unknown degree after a comma: three to six capitals.
pub(super) fn looks_like_degree(word: &Word<'_>) -> bool {
    let letters = word.text.chars().filter(|char| *char != '.').count();
    (3..=6).contains(&letters) && word.text.chars().all(|char| char.is_uppercase() || char == '.')
}

/// The word and the form of address that is glued behind it: `Tanaka-san`.
pub(super) fn glued_form_of_address<'a>(word: &Word<'a>) -> Option<(&'a str, &'a str)> {
    let (name, form) = word.is(Class::HYPHEN).then(|| word.text.rsplit_once('-'))??;
    let small = !form.starts_with(|first: char| first.is_ascii_uppercase());
    (small && !name.is_empty() && class_of(&fold(form)).is(Class::BEHIND)).then_some((name, form))
}

/// Whether the last word is said behind a name: `Ayşe Hanım`, `Tanaka san`. Some are family names with a capital.
pub(super) fn is_form_of_address(word: &Word<'_>, culture: Option<Culture>) -> bool {
    let at_home = matches!(culture, Some(Culture::Turkish | Culture::Indian | Culture::Japanese));
    word.is(Class::BEHIND) && (word.is(Class::BEHIND_SURE.with(Class::LOWER)) || at_home)
}
