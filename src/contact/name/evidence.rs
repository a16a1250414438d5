//! Names that may start with the family name, by what is known of the names themselves and of their country.

use super::culture::{Culture, is_cyrillic, is_romaji, is_slavic_family_name, is_syllable, pinyin_syllables};
use super::lexicon::{Class, class_of};
use super::order::{Layout, is_two_syllables};
use super::word::Word;
use crate::contact::fold::fold;

/// The reading with the family name first, if there is any reason for it.
pub(super) fn family_first(words: &[Word<'_>], culture: Option<Culture>) -> Option<Layout> {
    let (first, last) = (words.first()?, words.last()?);
    if words.len() < 2 {
        return None;
    }
    match culture {
        Some(Culture::Vietnamese) => vietnamese(words, true),
        Some(Culture::Hungarian) => hungarian(words, true),
        Some(Culture::Slavic) => slavic(words, true),
        Some(culture @ (Culture::Chinese | Culture::Korean | Culture::Japanese)) => east_asian_at_home(words, culture),
        Some(_) => None,
        None if first.is(Class::EAST_ASIAN) => {
            vietnamese(words, false).or_else(|| chinese_or_korean(words)).or_else(|| japanese(words))
        }
        None if words.len() == 4 && first.is(Class::WEST_GIVEN) => chinese_or_korean(words),
        None if last.is(Class::GIVEN) || last.is(Class::ACCENTED) => {
            hungarian(words, false).or_else(|| slavic(words, false)).or_else(|| given_name_at_end(words))
        }
        None => None,
    }
}

/// `Nguyễn Văn An`: with its marks a name is not yet turned around for the West.
fn vietnamese(words: &[Word<'_>], at_home: bool) -> Option<Layout> {
    let [first, middle @ .., last] = words else {
        return None;
    };
    let spelled = first.is(Class::ACCENTED) && first.is(Class::VI);
    let middle_name = middle.first().is_some_and(|word| word.is(Class::VI_MIDDLE.with(Class::VI_ONLY)));
    let certain = first.is(Class::VI_ONLY);
    let confidence = match (first.is(Class::VI), last.is(Class::VI)) {
        (true, false) if at_home || spelled => 93,
        (true, true) if spelled && !middle.is_empty() => 88,
        (true, false) if middle_name || certain && !middle.is_empty() && words.iter().skip(1).all(is_syllable) => 85,
        (true, true) if middle_name || at_home => 60,
        (true, false) if certain && middle.is_empty() && is_syllable(last) => 70,
        (false, true) => return None,
        (false, false) if at_home => 50,
        _ => return None,
    };
    let all = words.len();
    Some(Layout { family: 0..1, middle: 1..all - 1, given: all - 1..all, confidence })
}

/// `Mao Zedong`, `Kim Jong Un`, `Tham Jun Hoe`, `Tony Leung Chiu Wai` without a word about their country.
fn chinese_or_korean(words: &[Word<'_>]) -> Option<Layout> {
    let names = Class::CHINESE.with(Class::KO);
    match words {
        [family, first, second] if family.is(names) && is_two_syllables(first, second) => {
            Some(Layout::one_given_name(3, if second.is(names) { 70 } else { 85 }))
        }
        [_, family, first, second] if family.is(names) && is_two_syllables(first, second) => {
            Some(Layout { given: 0..1, family: 1..2, middle: 2..4, confidence: 75 })
        }
        // `Kim Clijsters` and `Lee Child` are not from Korea.
        [family, given] if family.is(Class::ZH) && !family.is(Class::GIVEN) && !given.is(Class::GIVEN) => {
            let confidence = match pinyin_syllables(given.text)? {
                _ if given.is(Class::EAST_ASIAN) => 40,
                1 => 60,
                _ => 80,
            };
            Some(Layout::one_given_name(2, confidence))
        }
        _ => None,
    }
}

/// `Suzuki Taro`
fn japanese(words: &[Word<'_>]) -> Option<Layout> {
    let [family, given] = words else {
        return None;
    };
    (family.is(Class::JA)
        && !family.is(Class::GIVEN)
        && !given.is(Class::JA.with(Class::WEST_GIVEN))
        && is_romaji(given.text))
    .then(|| Layout::one_given_name(2, 75))
}

/// Names that are known to be of China, Korea or Japan.
fn east_asian_at_home(words: &[Word<'_>], culture: Culture) -> Option<Layout> {
    let names = culture.family_names()?;
    let (first, last) = (words.first()?, words.last()?);
    let western = first.is(Class::WEST_GIVEN) && !first.is(names) || last.is(Class::WEST_GIVEN);
    let short = words.iter().all(|word| pinyin_syllables(word.text).is_some() || is_syllable(word));
    let confidence = match (first.is(names), last.is(names)) {
        _ if western => return None,
        (true, false) => 92,
        (true, true) => 75,
        (false, true) => return None,
        (false, false) if culture == Culture::Japanese && words.iter().all(|word| is_romaji(word.text)) => 55,
        (false, false) if short => 60,
        (false, false) => 25,
    };
    Some(Layout::one_given_name(words.len(), confidence))
}

/// `Kovács János`, `Nagy Ferenc`, `Kovács Józsefné`
fn hungarian(words: &[Word<'_>], at_home: bool) -> Option<Layout> {
    let (first, last) = (words.first()?, words.last()?);
    let is_family = |word: &Word<'_>| word.is(Class::HU) || wife_of(word).is(Class::HU);
    let is_given = |word: &Word<'_>| word.is(Class::HU_GIVEN) || wife_of(word).is(Class::HU_GIVEN);
    let named = wife_of(first).is(Class::HU) || wife_of(last).is(Class::HU_GIVEN);
    // The given name is the first one that is known; before it stands one family name, or two.
    let rest = words.iter().enumerate().skip(1);
    let given = rest.clone().find(|(_, word)| is_given(word)).map_or(1, |(at, _)| at);
    let reasons = i32::from(is_family(first)) + i32::from(words.get(given).is_some_and(is_given));
    let against = i32::from(is_given(first)) + i32::from(is_family(last));
    let confidence = match (reasons - against, at_home) {
        _ if named => 93,
        (2, _) if at_home => 95,
        (1, true) => 90,
        (0, true) => 72,
        (-1, true) => 30,
        (_, true) => 6,
        (2, false) => 82,
        (1, false) if reasons == 2 => 45,
        _ => return None,
    };
    Some(Layout::family_first(given, words.len(), confidence))
}

/// The husband's name in `Józsefné`, the family's in `Kovácsné`.
fn wife_of(word: &Word<'_>) -> Class {
    let stem = word.is(Class::ACCENTED).then(|| word.text.strip_suffix("né")).flatten();
    stem.map_or(Class::default(), |stem| class_of(&fold(stem)))
}

/// `Orlov Dmitry`, `Путин Владимир`
fn slavic(words: &[Word<'_>], at_home: bool) -> Option<Layout> {
    let [family, given] = words else {
        return None;
    };
    let is_given = given.is(Class::RU_GIVEN);
    if !is_given && !at_home {
        return None;
    }
    let against = family.is(Class::RU_GIVEN.with(Class::WEST_GIVEN));
    let is_family = is_slavic_family_name(family) || is_cyrillic(family.text);
    let confidence = match (is_given, is_family, against) {
        (true, true, false) => {
            if at_home {
                93
            } else {
                82
            }
        }
        (true, true, true) | (true, false, false) => 40,
        _ if at_home && !against && !is_given => 35,
        _ => return None,
    };
    Some(Layout::family_first(1, 2, confidence))
}

/// `Smith John`: a known given name behind a word that is none.
fn given_name_at_end(words: &[Word<'_>]) -> Option<Layout> {
    let [family, given] = words else {
        return None;
    };
    (given.is(Class::GIVEN) && !family.is(Class::GIVEN)).then(|| Layout::family_first(1, 2, 30))
}
