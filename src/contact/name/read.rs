//! From a full name to its parts.
//!
//! In this order: nicknames are taken out; every word is looked up once; a comma tells the family name or a list of
//! suffixes; titles are taken from the front and suffixes from the end; particles and links are joined to their neighbors;
//! of what is left the first is the given name and the last the family name, unless something says otherwise.

use super::affixes::{self, titles};
use super::lexicon::Class;
use super::order::{self, SURE};
use super::text::{Text, cleaned, former_mark, without_nicknames};
use super::word::{Word, join, joined};
use super::{NameOptions, NameReading, PersonName, east_asian, evidence};
use crate::contact::Invalid;

/// The most octets of a name that is looked at, without the spaces behind its commas.
const LONGEST: usize = 512;

/// Reads two or three words that are nothing but names, as most texts are; whatever else it is, [`readings`] tell, and the
/// same of these.
pub(super) fn plain_names(text: &str) -> Option<PersonName> {
    let (first, rest) = text.split_at_checked(text.bytes().position(|byte| byte == b' ')?)?;
    let (first, rest) = (Word::capitalized(first, 0)?, rest.strip_prefix(' ')?);
    let are = |words: &[Word<'_>], class| words.iter().any(|word| word.is(class));
    if let Some(last) = Word::capitalized(rest, 0) {
        let words = [first, last];
        let is_plain = !are(&words, Class::BESIDE_NAMES) && evidence::family_first(&words, None).is_none();
        let part = |word: Word<'_>| Some(word.text.to_owned());
        return is_plain.then(|| PersonName { given: part(first), family: part(last), ..PersonName::default() });
    }
    let (second, last) = rest.split_once(' ')?;
    let mut words = [first, Word::capitalized(second, 0)?, Word::capitalized(last, 0)?];
    if are(&words, Class::BESIDE_NAMES.with(Class::FORMER).with(Class::FORMER_START)) {
        return None;
    }
    let layouts = order::layouts(&mut words, false, NameOptions::default());
    let surest = layouts.into_iter().flatten().find(|layout| layout.confidence > 0)?;
    Some(surest.name(&words))
}

/// Reads a full name in at most so many ways, the surest first; never none.
pub(super) fn readings(text: &str, options: NameOptions, most: usize) -> Result<Vec<NameReading>, Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::Empty);
    }
    // The display has a space behind every comma.
    if text.len() > LONGEST && text.len() - text.matches(", ").count() > LONGEST {
        return Err(Invalid::TooLong);
    }
    if text.chars().all(is_of_words) {
        return with_letters(text, spaced(text, false, options, most));
    }
    let cleaned = cleaned(text);
    let Text { rest, nickname, former } = without_nicknames(&cleaned);
    let mut readings = match east_asian::readings(&rest, options, most) {
        Some(readings) => readings,
        None => spaced(&rest, nickname.is_some(), options, most),
    };
    for reading in &mut readings {
        reading.name.nickname.clone_from(&nickname);
        if former.is_some() {
            reading.name.former.clone_from(&former);
        }
    }
    for reading in &mut readings {
        // `""Ϯ7"`: marks beside a nickname are no name.
        let nickname = reading.name.nickname.take();
        if nickname.is_some() && !has_letters(reading) {
            reading.name = PersonName { former: reading.name.former.take(), ..PersonName::default() };
        }
        reading.name.nickname = nickname;
    }
    readings.dedup_by(|second, first| second.name == first.name);
    with_letters(&cleaned, readings)
}

/// The readings that have letters. Where none has, but the text, they are all in what is not shown: the text is a name as it is.
fn with_letters(text: &str, mut readings: Vec<NameReading>) -> Result<Vec<NameReading>, Invalid> {
    readings.retain(has_letters);
    if readings.is_empty() {
        if !text.bytes().any(is_letter) {
            return Err(Invalid::NameNoLetters);
        }
        let given = text.split_whitespace().collect::<Vec<_>>().join(" ");
        readings.push(NameReading { name: PersonName::new(given, ""), confidence: SURE });
    }
    Ok(readings)
}

/// Letters that are written with spaces, and what stands between words: a text of these needs no cleaning, has no nickname
/// and is not East Asian.
fn is_of_words(char: char) -> bool {
    matches!(char, 'a'..='z' | 'A'..='Z' | ' ' | '-' | '.' | ',' | '\u{c0}'..='\u{17e}' | '\u{400}'..='\u{45f}')
}

fn has_letters(reading: &NameReading) -> bool {
    reading.name.shown().any(|part| part.bytes().any(is_letter))
}

/// Whether a byte is of a letter, as far as bytes tell.
fn is_letter(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphabetic()
}

/// Names of scripts with spaces; the text is [`cleaned`], so that its white space is spaces.
fn spaced(text: &str, has_nickname: bool, options: NameOptions, most: usize) -> Vec<NameReading> {
    let mut folded = String::new();
    let mut words: Vec<Word<'_>> = Vec::with_capacity(8);
    for (part, text) in text.split(',').enumerate() {
        let texts = text.split(' ').filter(|text| !text.is_empty());
        words.extend(texts.map(|text| Word::new(text, part, &mut folded)));
    }
    let former = take_former(&mut words);
    // `Tanaka, san` is how a directory lists Tanaka-san.
    if let [before @ .., last] = words.as_mut_slice()
        && let Some(part) = before.first().map(|word| word.part)
        && before.iter().all(|word| word.part == part)
        && affixes::is_form_of_address(last, options.culture())
    {
        last.part = part;
    }
    let is_capitals = !words.iter().any(|word| word.text.chars().any(char::is_lowercase));
    let is_first = |word: &&Word<'_>| words.first().is_some_and(|first| first.part == word.part);
    let count = words.iter().take_while(is_first).count();
    let (first, rest) = words.split_at_mut_checked(count).unwrap_or_default();
    let mut parts = rest.chunk_by(|left, right| left.part == right.part);
    let is_in_order = rest.is_empty() || first.len() > 1 && starts_with_suffixes(first, rest, is_capitals);
    let mut readings = if is_in_order {
        in_order(first, is_capitals, has_nickname, options, most)
    } else {
        let given = parts.next().unwrap_or_default();
        vec![NameReading { name: inverted(first, given, is_capitals, options), confidence: SURE }]
    };
    for suffix in parts {
        readings.iter_mut().for_each(|reading| add_suffix(&mut reading.name, &join(suffix)));
    }
    if former.is_some() {
        readings.iter_mut().for_each(|reading| reading.name.former.clone_from(&former));
    }
    readings
}

/// Takes out `née Byron` at the end of a part.
fn take_former(words: &mut Vec<Word<'_>>) -> Option<String> {
    if !words.iter().skip(1).any(|word| word.is(Class::FORMER.with(Class::FORMER_START))) {
        return None;
    }
    let (at, mark) = (1..words.len()).find_map(|at| former_mark(words.get(at..)?).map(|mark| (at, mark)))?;
    // `' ne @`: without a name before it the mark is one itself.
    let has_letters = |word: &Word<'_>| word.text.bytes().any(is_letter);
    if !words.iter().take(at).any(has_letters) {
        return None;
    }
    let part = words.get(at)?.part;
    let behind = words.iter().skip(at).take_while(|word| word.part == part).count();
    let name = words.get(at + mark..at + behind).and_then(joined)?;
    words.drain(at..at + behind);
    Some(name)
}

/// Whether what follows the first comma are suffixes, as in `John Doe, Jr., MD`.
fn starts_with_suffixes(first: &[Word<'_>], rest: &[Word<'_>], is_capitals: bool) -> bool {
    let is_second = |word: &&Word<'_>| rest.first().is_some_and(|first| first.part == word.part);
    let second = rest.get(..rest.iter().take_while(is_second).count()).unwrap_or_default();
    // `van Dyke, JP` is a family name and initials.
    let starts_with_particle = first.first().is_some_and(|word| word.is(Class::LOWER));
    let is_degree = |word: &Word<'_>| !is_capitals && !starts_with_particle && affixes::looks_like_degree(word);
    affixes::are_suffixes(second) || second.iter().all(is_degree)
}

fn add_suffix(name: &mut PersonName, suffix: &str) {
    match &mut name.suffix {
        Some(text) => {
            text.push_str(", ");
            text.push_str(suffix);
        }
        none => *none = Some(suffix.to_owned()),
    }
}

/// `Doe Jr., Dr. John A. III`.
fn inverted(family: &[Word<'_>], given: &[Word<'_>], is_capitals: bool, options: NameOptions) -> PersonName {
    let mut name = PersonName::default();
    let (family_titles, family) = split(family, titles(family, options.culture()));
    let (family, family_suffixes) = split_end(family, affixes::suffixes_at_end(family, 1, is_capitals));
    let (given_titles, given) = split(given, affixes::titles_after_comma(given, options.culture()));
    let (given, given_suffixes) = split_end(given, affixes::suffixes_at_end(given, 1, is_capitals));
    // `Berg, Jan van der`: lowercase particles at the end belong to the family name.
    let particles = given.iter().rev().take_while(|word| word.is_lower_particle()).count();
    let (given, particles) = split_end(given, if particles < given.len() { particles } else { 0 });
    name.prefix = joined(&[family_titles, given_titles].concat());
    name.family = joined(&[particles, family].concat());
    for suffix in [family_suffixes, given_suffixes].into_iter().filter_map(joined) {
        add_suffix(&mut name, &suffix);
    }
    let given_words = match given {
        // `Jackson, La Shawn`, `Khan, Abdul Rahman`
        [first, second, ..] if first.is(Class::BEGIN) && !second.is(Class::INITIAL) => 2,
        // `Mao, Ze Dong`
        [first, second] if order::is_two_syllables(first, second) && are_chinese(family) => 2,
        _ => 1,
    };
    let (given, middle) = split(given, given_words);
    (name.given, name.middle) = (joined(given), joined(middle));
    name
}

fn are_chinese(family: &[Word<'_>]) -> bool {
    matches!(family, [only] if only.is(Class::CHINESE.with(Class::KO)))
}

/// `Dr. John A. van der Berg Jr.`, and names that start with the family name.
fn in_order(
    words: &mut [Word<'_>],
    is_capitals: bool,
    has_nickname: bool,
    options: NameOptions,
    most: usize,
) -> Vec<NameReading> {
    let culture = options.culture();
    let (titles, words) = words.split_at_mut_checked(titles(words, culture)).unwrap_or_default();
    let count = words.len() - affixes::suffixes_at_end(words, 0, is_capitals);
    let (words, suffixes) = words.split_at_mut_checked(count).unwrap_or_default();
    let mut outer = PersonName { prefix: joined(titles), suffix: joined(suffixes), ..PersonName::default() };
    let words = without_form_of_address(words, culture, &mut outer);
    if words.is_empty() {
        return vec![NameReading { name: outer, confidence: SURE }];
    }
    if let [only] = words {
        let is_title = titles.is_empty() && affixes::is_only_a_title(only);
        let called = has_nickname || !titles.is_empty();
        let called_by_family_name =
            called && !affixes::are_before_given_name(titles) || outer.suffix.is_some() && only.is(Class::JA);
        let part = match () {
            () if is_title => &mut outer.prefix,
            () if called_by_family_name => &mut outer.family,
            () => &mut outer.given,
        };
        *part = Some(only.text.to_owned());
        return vec![NameReading { name: outer, confidence: SURE }];
    }
    let mut readings: Vec<NameReading> = Vec::with_capacity(1);
    for layout in order::layouts(words, is_capitals, options).into_iter().flatten() {
        let name = layout.name(words);
        if layout.confidence > 0 && readings.iter().all(|known| !known.name.has_names_of(&name)) {
            let name = PersonName { prefix: outer.prefix.clone(), suffix: outer.suffix.clone(), ..name };
            readings.push(NameReading { name, confidence: layout.confidence });
        }
        if readings.len() >= most {
            break;
        }
    }
    readings
}

/// Takes the form of address from the last word, or takes the last word as one.
fn without_form_of_address<'a, 'b>(
    words: &'b mut [Word<'a>],
    culture: Option<super::culture::Culture>,
    name: &mut PersonName,
) -> &'b mut [Word<'a>] {
    let glued = words.last().and_then(affixes::glued_form_of_address);
    let (form, keep) = match (glued, words.last()) {
        (Some((_, form)), _) => (form, words.len()),
        (None, Some(last)) if words.len() > 1 && affixes::is_form_of_address(last, culture) => {
            (last.text, words.len() - 1)
        }
        _ => return words,
    };
    if name.suffix.is_none() {
        name.suffix = Some(form.to_owned());
    }
    let words = words.get_mut(..keep).unwrap_or_default();
    if let (Some((stem, _)), Some(last)) = (glued, words.last_mut()) {
        *last = last.cut(stem);
    }
    words
}

fn split<'a, 'b>(words: &'b [Word<'a>], at: usize) -> (&'b [Word<'a>], &'b [Word<'a>]) {
    words.split_at_checked(at).unwrap_or((words, &[]))
}

fn split_end<'a, 'b>(words: &'b [Word<'a>], count: usize) -> (&'b [Word<'a>], &'b [Word<'a>]) {
    split(words, words.len().saturating_sub(count))
}
