//! Signs that a value was made up: keys in a row, one letter over and over, a title where a name belongs.
//!
//! Each is a signal with its reason and never a verdict: people are called Null, Ng and Wertz.

use super::finding::Quoted;
use super::text::Kinds;
use super::words::words;
use super::{FieldPath, Finding, Part, Rule, company, duplicate, keyboard, mask};
use crate::contact::{Contact, ContactKind, Email, Field, PersonName, PostalAddress, is_whole, lowercase};

/// The octets from which on a word may be suspicious for its letters.
const LEAST: usize = 4;

/// Checks a name that is no placeholder.
pub(super) fn check_name(contact: &Contact, field: &Field<PersonName>, path: &FieldPath, findings: &mut Vec<Finding>) {
    let Some(name) = field.value() else { return };
    let parts = [(&name.given, Some(Part::Given)), (&name.middle, None), (&name.family, Some(Part::Family))];
    let mut clues = company::Clues::default();
    for (text, part) in parts {
        let Some(text) = text else { continue };
        let path = || part.map_or_else(|| path.clone(), |part| path.clone().part(part));
        let (mut no_vowel, mut signal) = (None, None);
        for word in words(text) {
            clues.add(word);
            if signal.is_none() {
                no_vowel = no_vowel.or_else(|| has_no_vowel(word).then_some(word));
                signal = signal_of(word, path);
            }
        }
        if let Some(signal) = signal {
            findings.push(signal);
        } else if let Some(word) = no_vowel {
            let message = format!("{} has no vowel; make sure that it is a name", Quoted(word));
            findings.push(Finding::new(Rule::NameNoVowel, path(), message));
        }
    }
    if let (Some(given), Some(family)) = (&name.given, &name.family)
        && duplicate::is_same(given, family)
    {
        let message = format!("{} is both given name and family name; make sure of both", Quoted(given));
        findings.push(Finding::new(Rule::NameSameParts, path.clone(), message));
    }
    if contact.kind == ContactKind::Person {
        if !is_of_two(name, &field.text) {
            clues = company::Clues::of(&field.text);
        }
        check_role(contact, field, clues, path, findings);
    }
}

/// Whether a text is the given and the family name and nothing else, so that its words are theirs.
fn is_of_two(name: &PersonName, text: &str) -> bool {
    let (Some(given), None, Some(family)) = (&name.given, &name.middle, &name.family) else { return false };
    text.strip_prefix(given.as_str()).and_then(|rest| rest.strip_prefix(' ')) == Some(family)
}

/// Reports the name of a company, or a job title, that stands where the name of a person belongs.
fn check_role(
    contact: &Contact,
    field: &Field<PersonName>,
    clues: company::Clues,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let text = field.text.as_str();
    let employments = || contact.employments.iter().filter_map(Field::value);
    let employers = employments().filter_map(|employment| employment.organization.as_ref());
    let organizations = contact.organization_names.iter().filter_map(Field::value).chain(employers);
    if organizations.into_iter().any(|organization| duplicate::is_same(&organization.name, text)) {
        let message = format!("{} is the name of the organization too; give the name of the person", Quoted(text));
        findings.push(Finding::new(Rule::NameOrganization, path.clone(), message));
    } else if clues.has_company || field.value().is_some_and(|name| company::has_legal_form(text, name)) {
        let message = format!("{} reads like the name of an organization; give the name of the person", Quoted(text));
        findings.push(Finding::new(Rule::NameOrganization, path.clone(), message));
    }
    let titles = || employments().filter_map(|employment| employment.title.as_deref());
    if clues.has_job || titles().any(|title| duplicate::is_same(title, text)) {
        let message = format!("{} reads like a job title; give the name of the person", Quoted(text));
        findings.push(Finding::new(Rule::NameJobTitle, path.clone(), message));
    }
}

/// Checks the name of an organization.
pub(super) fn check_text(text: &str, path: &FieldPath, findings: &mut Vec<Finding>) {
    findings.extend(signal(text, || path.clone()));
}

/// Checks the user of an e-mail address that is no placeholder.
pub(super) fn check_email(email: &Email, path: &FieldPath, findings: &mut Vec<Finding>) {
    findings.extend(signal(email.user(), || path.clone()));
}

/// Checks the street of an address; a number alone is that of a house.
pub(super) fn check_address(address: &PostalAddress, path: &FieldPath, findings: &mut Vec<Finding>) {
    let street = address.street.as_deref().unwrap_or_default();
    let lettered = words(street).filter(|word| word.len() >= LEAST && word.contains(char::is_alphabetic));
    findings.extend(lettered.into_iter().find_map(|word| signal_of(word, || path.clone().part(Part::Street))));
}

/// Reports a text that is masked; says whether it was.
pub(super) fn check_mask(text: &str, kinds: Kinds, path: &FieldPath, findings: &mut Vec<Finding>) -> bool {
    let masked = mask::is_masked(text, kinds, path.field);
    if masked {
        let message = format!("{} is masked; take the {} from its source", Quoted(text), path.field.noun());
        findings.push(Finding::new(Rule::TextMasked, path.clone(), message));
    }
    masked
}

/// What is suspicious about the first word of a text about which anything is.
fn signal(text: &str, path: impl Fn() -> FieldPath + Copy) -> Option<Finding> {
    words(text).find_map(|word| signal_of(word, path))
}

/// What is suspicious about a word.
fn signal_of(word: &str, path: impl Fn() -> FieldPath) -> Option<Finding> {
    if word.len() < LEAST {
        return None;
    }
    if keyboard::is_run(word) {
        let message = format!("{} is a run along the keyboard; make sure that it is real", Quoted(word));
        return Some(Finding::new(Rule::TextKeyboardRun, path(), message));
    }
    let repeated = repeated(word)?;
    let message = format!("{} repeats itself; make sure that it is real", Quoted(word));
    let finding = Finding::new(Rule::TextRepeated, path(), message);
    Some(if repeated == Repeated::Letter { finding } else { finding.noted() })
}

/// What a word repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeated {
    /// One letter, and it has no other.
    Letter,
    /// One letter among others, or two or three letters over and over.
    Part,
}

/// Whether a word is of one letter or syllable, three times or more, or has a letter four times in a row.
fn repeated(word: &str) -> Option<Repeated> {
    let letters = || word.chars().map(lower);
    let may = if word.is_ascii() { may_repeat_octets(word.as_bytes()) } else { may_repeat(letters()) };
    if !may {
        return None;
    }
    let (mut most, mut row, mut count, mut last) = (1, 0, 0, ['\0'; 3]);
    let (mut of_two, mut of_three) = (true, true);
    for letter in letters() {
        let [third, second, first] = last;
        row = if first == letter && letter.is_alphabetic() { row + 1 } else { 1 };
        most = most.max(row);
        of_two &= second == letter || count < 2;
        of_three &= third == letter || count < 3;
        last = [second, first, letter];
        count += 1;
    }
    if most >= 4 {
        return Some(if most == count { Repeated::Letter } else { Repeated::Part });
    }
    let syllables = (count >= 6 && count % 2 == 0 && of_two) || (count >= 9 && count % 3 == 0 && of_three);
    (syllables && letters().all(char::is_alphabetic)).then_some(Repeated::Part)
}

/// Whether the first letters come back at once, or one stands three times in a row, which is so of hardly any word.
fn may_repeat(mut letters: impl Iterator<Item = char>) -> bool {
    let mut next = || letters.next();
    let (Some(first), Some(second), Some(third), Some(fourth)) = (next(), next(), next(), next()) else { return false };
    let (mut before, mut letter, mut behind) = (third, fourth, next());
    let is_back = first == third && second == fourth || first == fourth && behind == Some(second);
    let mut has_three = first == second && second == third;
    // Of four in a row, two are the fourth letter and the one behind it, or the seventh and the one behind it …
    while let (false, Some(second)) = (has_three, behind) {
        let third = next();
        has_three = letter == second && (before == letter || third == Some(second));
        let (Some(last), Some(first)) = (third, next()) else { break };
        (before, letter, behind) = (last, first, next());
    }
    is_back || has_three
}

/// The same for a word of ASCII.
fn may_repeat_octets(word: &[u8]) -> bool {
    let same = |left: &u8, right: &u8| (left ^ right) & !0x20 == 0;
    let is_back = match word {
        [first, second, third, fourth, fifth, ..] if same(first, fourth) => {
            same(second, fifth) || same(first, third) && same(second, fourth)
        }
        [first, second, third, fourth, ..] => same(first, third) && same(second, fourth),
        _ => return false,
    };
    let (threes, rest) = word.as_chunks();
    let mut before = &0;
    for [first, second, third] in threes {
        if same(first, second) && (same(before, first) || same(second, third)) {
            return true;
        }
        before = third;
    }
    is_back || matches!(rest, [first, second] if same(first, second) && same(before, first))
}

/// The small letter of a letter, near enough to see that two are alike.
#[inline]
fn lower(letter: char) -> char {
    match letter {
        // most letters
        'a'..='z' | 'ß'..='ÿ' | 'а'..='я' | '\u{4e00}'..='\u{9fff}' => letter,
        _ if is_whole(letter) => lowercase(letter),
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// Whether a word has five Latin letters or more and none that carries a syllable.
///
/// L, r, w and y do in some languages: Krč, Vlk, Smrt and Bwlch are words; and Ng is short.
fn has_no_vowel(word: &str) -> bool {
    let carries = |letter: u8| {
        matches!(letter.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'r' | b'l')
    };
    word.len() >= 5 && word.bytes().all(|letter| letter.is_ascii_alphabetic() && !carries(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_seen_wherever_it_begins() {
        for letter in ["o", "O", "ö", "Ы"] {
            for before in 0..9 {
                for after in 0..9 {
                    let word = format!(
                        "{}{}{}",
                        "abcdefghi".get(..before).unwrap(),
                        letter.repeat(4),
                        "rstuvwxyz".get(..after).unwrap()
                    );
                    assert!(repeated(&word).is_some(), "{word}");
                }
            }
        }
        for word in ["lolOlo", "abababab", "abcabcabc", "АбвабвАбв", "йцйцйц", "öäÖäöä"] {
            assert_eq!(repeated(word), Some(Repeated::Part), "{word}");
        }
    }

    #[test]
    fn a_word_repeats_a_letter_or_a_syllable() {
        assert_eq!(repeated("aaaa"), Some(Repeated::Letter));
        assert_eq!(repeated("Aaaaaa"), Some(Repeated::Letter));
        assert_eq!(repeated("Annnnna"), Some(Repeated::Part));
        assert_eq!(repeated("lalala"), Some(Repeated::Part));
        assert_eq!(repeated("abcabcabc"), Some(Repeated::Part));
        for word in ["Aaa", "Schifffahrt", "Lala", "Mimi", "Zsazsa", "10000", "121212", "Anna", "毛毛毛"] {
            assert_eq!(repeated(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_without_a_vowel_is_long_and_has_nothing_that_could_be_one() {
        for word in ["sdfgh", "JHGKJH", "hsdkjfh"] {
            assert!(has_no_vowel(word), "{word}");
        }
        for word in ["Krč", "Strb", "Vlk", "Smrt", "Ng", "Bwlch", "Zmrzl", "Schwyz", "Brzęczyszczykiewicz", "Mhmd", ""]
        {
            assert!(!has_no_vowel(word), "{word}");
        }
    }
}
