//! Names that start with the family name and show it by how they are written.

use super::culture::{is_cyrillic, is_slavic_family_name, is_slavic_patronymic};
use super::lexicon::Class;
use super::order::{Layout, SURE, is_two_syllables};
use super::word::Word;

/// Divides a name whose own words show that the family name stands first.
pub(super) fn family_first(words: &[Word<'_>]) -> Option<Layout> {
    particles(words)
        .or_else(|| capitals(words))
        .or_else(|| patronymic(words))
        .or_else(|| after_father(words))
        .or_else(|| initials_at_end(words))
        .or_else(|| hyphenated(words))
}

/// `van der Berg`, `van der Berg Jan`, `DE LA CRUZ JUAN`: no given name is a particle in lowercase.
fn particles(words: &[Word<'_>]) -> Option<Layout> {
    let all = words.len();
    if !words.first()?.is(Class::PARTICLE) {
        return None;
    }
    let small = words.iter().take_while(|word| word.is_lower_particle()).count();
    let no_more = |from: usize| words.iter().skip(from).all(|word| !word.is(Class::LOWER));
    if small > 0 && all == small + 1 && no_more(small) {
        return Some(Layout { family: 0..all, given: all..all, middle: all..all, confidence: SURE });
    }
    if small > 0 && all == small + 2 && no_more(small) {
        return Some(Layout::family_first(small + 1, all, SURE));
    }
    let large = words.iter().take_while(|word| word.is_particle()).count();
    let [.., family, given] = words else {
        return None;
    };
    (all == large + 2 && given.is(Class::GIVEN) && !family.is(Class::GIVEN))
        .then(|| Layout::family_first(large + 1, all, 85))
}

/// `MARTIN Pierre`, `DE LA CRUZ Juan`: in a mixed name the words in capitals at the start are the family name.
fn capitals(words: &[Word<'_>]) -> Option<Layout> {
    let count = words.iter().take_while(|word| word.is(Class::CAPITALS)).count();
    let (family, given) = words.split_at_checked(count)?;
    // Two letters may be initials: `JP Morgan`; a family name of two letters stands with a particle or alone in Asia.
    let long = family.iter().any(|word| word.text.chars().count() >= 3);
    let mixed = |word: &Word<'_>| !word.is(Class::CAPITALS);
    let first = given.first()?;
    (long && given.iter().all(mixed) && !first.is(Class::LOWER.with(Class::INITIAL)))
        .then(|| Layout::family_first(count, words.len(), SURE))
}

/// `Орлов Дмитрий Николаевич`: where the last of three is a patronymic and the second is none.
fn patronymic(words: &[Word<'_>]) -> Option<Layout> {
    let [family, given, patronymic] = words else {
        return None;
    };
    (is_slavic_patronymic(patronymic) && !is_slavic_patronymic(given) && is_slavic_family_name(family))
        .then(|| Layout::family_first(1, 3, if is_cyrillic(family.text) { SURE } else { 90 }))
}

/// `Əliyev İlham Heydər oğlu`
fn after_father(words: &[Word<'_>]) -> Option<Layout> {
    let [_, given, father, mark] = words else {
        return None;
    };
    let names = !given.is(Class::PARTICLE.with(Class::INITIAL)) && !father.is(Class::PARTICLE.with(Class::INITIAL));
    (mark.is(Class::AFTER_FATHER) && names).then(|| Layout::family_first(1, 4, SURE))
}

/// `Orlov D. N.`, `Ivanov I.P.`: a full word and two initials.
fn initials_at_end(words: &[Word<'_>]) -> Option<Layout> {
    let (first, rest) = words.split_first()?;
    if !rest.last()?.is_dotted_initials() || first.is(Class::DOT.with(Class::INITIAL)) {
        return None;
    }
    let dots: usize = rest.iter().map(|word| word.text.matches('.').count()).sum();
    let full = first.text.chars().filter(|char| char.is_alphabetic()).count() >= 3;
    (full && dots >= 2 && rest.iter().all(Word::is_dotted_initials)).then(|| Layout::family_first(1, words.len(), SURE))
}

/// `Kim Jong-un`: two syllables with a hyphen are a given name.
fn hyphenated(words: &[Word<'_>]) -> Option<Layout> {
    let [family, given] = words else {
        return None;
    };
    if !family.is(Class::CHINESE.with(Class::KO)) || !given.is(Class::HYPHEN) {
        return None;
    }
    let (first, second) = given.text.split_once('-')?;
    let one_name = second.starts_with(char::is_lowercase);
    let short = [first, second].iter().all(|part| (1..=6).contains(&part.chars().count()));
    let syllables = is_two_syllables(&given.cut(first), &given.cut(second));
    (short && (one_name || syllables)).then(|| Layout::family_first(1, 2, if one_name { SURE } else { 85 }))
}
