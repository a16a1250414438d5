//! The form in which names of persons are compared.

use super::fold::folded_words;
use super::nickname::is_given_name;
use super::{LONGEST, fold};
use crate::contact::encoding::repaired;
use crate::contact::{self, PersonName};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The form in which names of persons are compared: folded parts, titles and suffixes out of the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NameKey {
    /// The first given name; empty if there is none.
    pub given: String,
    /// Further given names, middle names, initials and patronymics, with spaces between.
    pub middle: String,
    /// The family name with spaces between its words; empty if there is none.
    pub family: String,
    /// Which bearer of the name in the family it is.
    pub generation: Generation,
}

/// Which bearer of one name in a family somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Generation {
    /// Nothing is said.
    #[default]
    Unknown,
    /// `Sr`, `I`, `père`
    Senior,
    /// `Jr`, `II`, `filho`
    Junior,
    /// `III`
    Third,
    /// `IV` or later
    Later,
}

impl Generation {
    /// The generation as people write it; empty if unknown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Senior => "Sr",
            Self::Junior => "Jr",
            Self::Third => "III",
            Self::Later => "IV",
        }
    }

    /// The generation of a canonical form of the table of suffixes.
    fn of(canonical: &str) -> Self {
        match canonical {
            "" => Self::Unknown,
            "senior" => Self::Senior,
            "junior" | "2" => Self::Junior,
            "3" | "grandson" => Self::Third,
            _ => Self::Later,
        }
    }
}

impl NameKey {
    /// The form for comparison of a name; nothing if no part has a letter.
    ///
    /// Text in a wrong encoding is compared as what it says, if that is certain. Arabic names that are written in one word or
    /// several are in one: `abd al rahman` is `abdulrahman`; `el` is `al`, and `ibn` and `ben` are `bin`.
    /// An ASCII name costs its strings and one pass over each.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    /// use contactkit::normalize::NameKey;
    ///
    /// let key = NameKey::of(&PersonName::new("Dr. Jean-Luc", "van der Berg")).unwrap();
    /// assert_eq!((key.given.as_str(), key.middle.as_str(), key.family.as_str()), ("jean", "luc", "van der berg"));
    /// ```
    pub fn of(name: &PersonName) -> Option<Self> {
        let mut generation = name.generation().map_or(Generation::Unknown, Generation::of);
        let (given, middle) = given_of(part(&name.given), part(&name.middle));
        let family = family_of(part(&name.family), &mut generation);
        (!given.is_empty() || !family.is_empty()).then_some(Self { given, middle, family, generation })
    }
}

/// The folded text of a part.
#[allow(clippy::ref_option, reason = "it is mapped over the fields as they are")]
fn part(part: &Option<String>) -> String {
    part.as_deref().map_or_else(String::new, fold_name)
}

/// Whether a folded text is one word and nothing but a name, as most parts are: a title of one word has no vowel.
fn is_one_name(text: &str) -> bool {
    !text.starts_with("abd") && !text.contains(' ') && !has_no_vowel(text)
}

/// The first given name, and the others with the middle names.
fn given_of(mut given: String, middle: String) -> (String, String) {
    if is_one_name(&given) {
        return (given, middle);
    }
    let start = given.len() - without_titles(&given, 1).len();
    if start > 0 {
        given.drain(..start);
    }
    if given.starts_with("abd")
        && let Some(names) = servant_of(&given, &middle)
    {
        return names;
    }
    match given.find(' ') {
        None => (given, middle),
        Some(end) => {
            let mut others = given.split_off(end);
            others.remove(0);
            if !middle.is_empty() {
                others.push(' ');
                others.push_str(&middle);
            }
            (given, others)
        }
    }
}

/// The family name without titles, degrees and generation; the last generation counts.
fn family_of(mut family: String, generation: &mut Generation) -> String {
    if is_one_name(&family) {
        return family;
    }
    let start = family.len() - without_titles(&family, LONG_TITLE).len();
    if start > 0 {
        family.drain(..start);
    }
    let mut is_last = true;
    while let Some((before, last)) = family.rsplit_once(' ') {
        match SUFFIXES.get(last) {
            None => break,
            Some(Generation::Unknown) => {}
            Some(&said) => {
                if is_last {
                    *generation = said;
                }
                is_last = false;
            }
        }
        family.truncate(before.len());
    }
    if family.starts_with("abd")
        && let Some((name, others)) = servant_of(&family, "")
    {
        return if others.is_empty() { name } else { format!("{name} {others}") };
    }
    match family.split_once(' ') {
        Some(("el", rest)) => format!("al {rest}"),
        Some(("ibn" | "ben", rest)) => format!("bin {rest}"),
        _ => family,
    }
}

/// Names that begin with `servant of`, in one word: `abd al rahman`, `abdel rahman` and `abdurrahman` are `abdulrahman`;
/// and what follows them.
fn servant_of(given: &str, middle: &str) -> Option<(String, String)> {
    let after = given.strip_prefix("abd")?;
    let mut words = given.split(' ').chain(middle.split(' ')).filter(|word| !word.is_empty());
    let first = words.next()?;
    let name: Cow<'_, str> = if matches!(first, "abd" | "abdu" | "abdal" | "abdel" | "abdul" | "abdoul" | "abdol") {
        let next = words.next()?;
        let is_article = next.len() == 2 && (next.starts_with('a') || next.starts_with('e') || next.starts_with('u'));
        Cow::Borrowed(if is_article { words.next()? } else { next })
    } else {
        // the article's consonant is said as the one that follows: `abdurrahman`
        let rest = after.split(' ').next()?.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
        let mut letters = rest.bytes();
        let (one, two) = (letters.next()?, letters.next()?);
        if first.len() == rest.len() + "abd".len() || one != b'l' && one != two {
            return None;
        }
        Cow::Borrowed(rest.get(1..)?)
    };
    if name.len() < 3 {
        return None;
    }
    let others: Vec<&str> = words.collect();
    Some((format!("abdul{name}"), others.join(" ")))
}

/// Folds a name; digits that scanners and slips put for letters become letters again, and signs for `and` the word: two who
/// are named together are not one of many names.
fn fold_name(text: &str) -> String {
    let folded = folded_words(text).unwrap_or_else(|| fold_marked(text));
    if !folded.bytes().any(|b| b.is_ascii_digit()) || !folded.bytes().any(|b| b.is_ascii_lowercase()) {
        return folded;
    }
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        _ => c,
    };
    folded.chars().map(letter).collect()
}

/// Folds a name that is not only words.
fn fold_marked(text: &str) -> String {
    if text.contains(['&', '+']) {
        return fold_marked(&text.replace(['&', '+'], " and "));
    }
    // longer text is no name, and is not read to its end
    let repaired = if text.len() > 4 * LONGEST { None } else { repaired(text) };
    repaired.map_or_else(|| fold(text), |repaired| fold(&repaired))
}

/// Titles of this length are none of the short words that family names begin with: `Di`, `Eng`.
const LONG_TITLE: usize = 4;

/// Titles that are given names as often, and stand in no table of given names.
const NAMES_TOO: [&str; 9] = ["sri", "rain", "nona", "bibi", "nang", "bey", "pan", "bay", "dom"];

/// Titles that people write before a name, in one folded word.
static TITLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let polite = contact::honorifics().filter(|(form, kind)| {
        !form.starts_with('-') && (matches!(*kind, "title" | "academic") || matches!(*form, "rev" | "sir"))
    });
    // what other scripts fold to is a name in Latin letters: 君 is `jun`
    let latin = polite.filter(|(form, _)| form.chars().all(|char| char < '\u{250}'));
    let words = latin.map(|(form, _)| fold(form)).filter(|word| word.len() > 1 && !word.contains(' '));
    let is_name = |word: &str| !has_no_vowel(word) && (is_given_name(word) || NAMES_TOO.contains(&word));
    words.filter(|word| !is_name(word)).collect()
});

/// A folded name from the first word that is no title, a title being of at least `shortest` letters or without a vowel.
/// A single word is a title only if it has no vowel.
fn without_titles(text: &str, shortest: usize) -> &str {
    let mut rest = text;
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let may_be = has_no_vowel(word) || !after.is_empty() && word.len() >= shortest;
        if !may_be || !TITLES.contains(word) {
            return rest;
        }
        rest = after;
    }
}

/// What stands behind a family name and is no part of it, in one folded word: generations, and degrees without a vowel, which
/// are no names.
static SUFFIXES: LazyLock<FxHashMap<String, Generation>> = LazyLock::new(|| {
    let generations = contact::generations().filter_map(|(form, canonical)| {
        let word = fold(form);
        let numeral = word.len() > 1 && word.bytes().all(|byte| matches!(byte, b'i' | b'v'));
        let is_clear = word.len() > 2 || numeral || has_no_vowel(&word) || word == "v";
        // `Nieto` and `Vi` are family names as well
        (is_clear && !matches!(word.as_str(), "nieto" | "vi")).then(|| (word, Generation::of(canonical)))
    });
    let degrees = contact::degrees().map(fold).filter(|word| word.len() > 2 && has_no_vowel(word));
    let degrees = degrees.map(|word| (word, Generation::Unknown));
    degrees.chain(generations).filter(|(word, _)| !word.is_empty() && !word.contains(' ')).collect()
});

fn has_no_vowel(word: &str) -> bool {
    !word.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b' '))
}

#[cfg(test)]
mod tests {
    use super::{Generation, NameKey};
    use crate::contact::PersonName;

    #[test]
    fn titles_and_generations_are_taken_apart() {
        for (given, family, key) in [
            ("Dr. Anna Maria", "Müller-Schmidt", ("anna", "maria", "muller schmidt", Generation::Unknown)),
            ("J. R.", "O'Neill Jr.", ("j", "r", "oneill", Generation::Junior)),
            ("5ara", "Hil1", ("sara", "", "hill", Generation::Unknown)),
            ("", "Ng III, Jr.", ("", "", "ng", Generation::Junior)),
            ("", "Björk", ("", "", "bjork", Generation::Unknown)),
            ("Mr", "Null", ("", "", "null", Generation::Unknown)),
            ("Anna", "Fr.", ("anna", "", "", Generation::Unknown)),
            ("Anna", "Ng", ("anna", "", "ng", Generation::Unknown)),
            ("Frau Prof. Anna", "Dr. Huber", ("anna", "", "huber", Generation::Unknown)),
            ("Ada", "Lovelace PhD", ("ada", "", "lovelace", Generation::Unknown)),
            ("Leonardo", "Di Caprio", ("leonardo", "", "di caprio", Generation::Unknown)),
            ("Don", "García Nieto", ("don", "", "garcia nieto", Generation::Unknown)),
            ("Jun Yang", "Tham", ("jun", "yang", "tham", Generation::Unknown)),
            ("Major", "Harris", ("major", "", "harris", Generation::Unknown)),
            ("João", "Silva Filho", ("joao", "", "silva", Generation::Junior)),
            ("Jean", "MÃ¼ller", ("jean", "", "muller", Generation::Unknown)),
            ("Abd al-Rahman", "Saleh", ("abdulrahman", "", "saleh", Generation::Unknown)),
            ("Abdurrahman", "ibn Karim", ("abdulrahman", "", "bin karim", Generation::Unknown)),
            ("Abdel Rahman Ali", "El Khoury", ("abdulrahman", "ali", "al khoury", Generation::Unknown)),
            ("Abdou", "Abdullah", ("abdou", "", "abdullah", Generation::Unknown)),
        ] {
            let got = NameKey::of(&PersonName::new(given, family)).unwrap();
            assert_eq!((got.given.as_str(), got.middle.as_str(), got.family.as_str(), got.generation), key);
        }
        assert_eq!(NameKey::of(&PersonName::new("-", "?")), None);
    }
}
