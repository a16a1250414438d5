//! What is wrong with the name of a person.

use super::finding::Quoted;
use super::text::Kinds;
use super::{FieldPath, Finding, Fix, Part, Rule};
use crate::contact::{CountryCode, Field, PersonName, Placeholder, placeholder_word, trimmed};

/// Checks the name of a person; a clean one costs a pass over its bytes and a look at words of the same length.
pub(super) fn check(
    field: &Field<PersonName>,
    kinds: Kinds,
    country: impl Fn() -> Option<CountryCode>,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let text = trimmed(&field.text);
    let empty = text.is_empty() && field.value().is_none_or(PersonName::is_empty);
    if empty {
        findings.push(
            Finding::new(Rule::NameEmpty, path.clone(), "the name has no text; fill it in or remove it".to_owned())
                .with_fix(Some(Fix::Remove)),
        );
        return;
    }
    if !kinds.may_be_word() && text.contains('@') {
        findings.push(Finding::new(
            Rule::NameEmail,
            path.clone(),
            format!("{} has an @ where a name belongs; move an e-mail address to the e-mail addresses", Quoted(text)),
        ));
        return;
    }
    if kinds.may_have_digits() && has_digits(text) {
        findings.push(Finding::new(
            Rule::NameDigits,
            path.clone(),
            format!("{} has digits in it; a name has none, so move or remove them", Quoted(text)),
        ));
    }
    if let Some(finding) = placeholder(field, path) {
        findings.push(finding);
        return;
    }
    if is_badly_cased(text) {
        let fix = recased(text, country());
        let advice = match &fix {
            Some(fix) => format!("write {}", Quoted(fix)),
            None => "write it as its owner does".to_owned(),
        };
        findings.push(
            Finding::new(Rule::NameCase, path.clone(), format!("{} is in the wrong case; {advice}", Quoted(text)))
                .with_fix(fix.map(Fix::Replace)),
        );
    }
}

/// Whether a text reads as the name of somebody: no e-mail address, no digits, no placeholder. A full name that somebody may
/// bear, such as John Doe, does.
pub(crate) fn is_genuine(name: &PersonName, text: &str) -> bool {
    let parts = [name.given.as_deref(), name.family.as_deref()];
    let mut given_parts = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).peekable();
    let only_placeholders = given_parts.peek().is_some() && given_parts.all(|part| placeholder_word(part).is_some());
    let stands_for_none = match placeholder_word(text) {
        None => false,
        Some(Placeholder::Certain) => true,
        Some(Placeholder::Suspicious) => !text.trim().contains(char::is_whitespace),
    };
    !(text.contains('@') || has_digits(text) || stands_for_none || only_placeholders)
}

/// Whether a name has digits that are not an ordinal (`John Smith 3rd`).
pub(super) fn has_digits(text: &str) -> bool {
    let digit = |character: char| match character {
        '\0'..='\u{7f}' => character.is_ascii_digit(),
        'Ⅰ'..='ↈ' | '〇' => false,
        // Numerals in Han are letters of names (千葉, 五郎), and numeric in Unicode.
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => false,
        _ => character.is_numeric(),
    };
    let ordinal = |word: &str| {
        let end = word.trim_start_matches(|first: char| first.is_ascii_digit());
        ["st", "nd", "rd", "th"].iter().any(|known| known.eq_ignore_ascii_case(end.trim_end_matches(['.', ','])))
    };
    text.contains(digit) && text.split_whitespace().any(|word| word.contains(digit) && !ordinal(word))
}

/// The finding for a name that is, or has in it, a word that stands for no name.
fn placeholder(field: &Field<PersonName>, path: &FieldPath) -> Option<Finding> {
    const ASK: &str = "ask for the real one or remove it";
    let found = |path: FieldPath, text: &str, advice: &str| {
        Finding::new(Rule::NamePlaceholder, path, format!("{} stands for no name; {advice}", Quoted(text)))
    };
    if placeholder_word(&field.text).is_some() {
        return Some(found(path.clone(), &field.text, ASK));
    }
    let name = field.value()?;
    let given = name.given.as_deref().filter(|text| !trimmed(text).is_empty());
    let family = name.family.as_deref().filter(|text| !trimmed(text).is_empty());
    let read = |text: Option<&str>| text.and_then(placeholder_word);
    let (part, text, placeholder, other_is_real) = match (read(given), read(family)) {
        (None, None) => return None,
        (Some(_), Some(_)) => return Some(found(path.clone(), &field.text, ASK)),
        (Some(placeholder), None) => (Part::Given, given?, placeholder, family.is_some()),
        (None, Some(placeholder)) => (Part::Family, family?, placeholder, given.is_some()),
    };
    let path = path.clone().part(part);
    Some(match placeholder {
        Placeholder::Suspicious if other_is_real => {
            found(path, text, "but some people are called so, and the rest of the name is real").noted()
        }
        _ => found(path, text, ASK),
    })
}

/// How the letters of a word are cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// One letter or none, or a script without case.
    None,
    /// Two capitals: initials as well as a name.
    Initials,
    /// Three capitals or more.
    Upper,
    /// Small letters only.
    Lower,
    /// Both.
    Mixed,
}

fn case_of(word: &str) -> Case {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for character in word.chars() {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
        if upper > 0 && lower > 0 {
            return Case::Mixed;
        }
    }
    match (upper, lower) {
        (0, 0 | 1) | (1, 0) => Case::None,
        (2, 0) => Case::Initials,
        (_, 0) => Case::Upper,
        _ => Case::Lower,
    }
}

/// Whether a name is in all capitals, in all lower case, or has words of both kinds.
///
/// A family name in capitals beside a given name in the usual case (`Marie CURIE`) is a custom of its own, and particles
/// are lower case by right; both are left alone.
pub(crate) fn is_badly_cased(text: &str) -> bool {
    // Most names begin with a capital and a small letter.
    if let [b'A'..=b'Z', b'a'..=b'z', ..] = text.as_bytes() {
        return false;
    }
    let mut in_one_case = false;
    for word in words(text) {
        match case_of(word) {
            Case::Mixed => return false,
            Case::Upper => in_one_case |= !is_numeral(word),
            Case::Lower => in_one_case = true,
            Case::None | Case::Initials => {}
        }
    }
    in_one_case
}

/// Whether a word is a Roman numeral or a suffix in capitals.
fn is_numeral(word: &str) -> bool {
    matches!(word, "III" | "VII" | "VIII" | "PHD" | "MBA" | "CPA" | "DDS" | "ESQ")
}

/// The words of a name, without the marks between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| character.is_whitespace() || matches!(character, ',' | '.' | '-'))
        .filter(|word| !word.is_empty())
}

/// The name in its usual case, if every word has only one: `MCDONALD`, `DE LA CRUZ` and `O'BRIEN` have not.
pub(crate) fn recased(text: &str, country: Option<CountryCode>) -> Option<String> {
    let two_i = country.is_some_and(has_two_i);
    let certain = |word: &str| {
        let case = case_of(word);
        let simple = word.chars().all(|character| {
            character.is_alphabetic()
                && character.to_lowercase().count() == 1
                && !matches!(character, 'İ' | 'ı' | 'ß')
                && !(two_i && matches!(character, 'I' | 'i'))
        });
        // Initials with a point, and words of three letters and more that are no particle and have no inner capital.
        let short = word.chars().count() < 3;
        case == Case::None && word.chars().all(char::is_uppercase) || (simple && !short && !has_own_case(word))
    };
    if !words(text).all(certain) {
        return None;
    }
    let mut recased = String::with_capacity(text.len());
    let mut at_start = true;
    for character in text.chars() {
        if at_start {
            recased.extend(character.to_uppercase());
        } else {
            recased.extend(character.to_lowercase());
        }
        at_start = !character.is_alphabetic();
    }
    (recased != text).then_some(recased)
}

/// Whether people there write two letters each for I and i, as in Turkish and Azerbaijani: which one a name in capitals
/// has cannot be told.
pub(super) fn has_two_i(country: CountryCode) -> bool {
    matches!(country.as_str(), "TR" | "AZ")
}

/// Whether a word may be a particle, or have a capital inside (`McDonald`, `DeShawn`), so that its case is its owner's.
fn has_own_case(word: &str) -> bool {
    const BEGINNINGS: [&str; 11] = ["mc", "mac", "fitz", "le", "la", "de", "di", "du", "da", "ij", "van"];
    const PARTICLES: [&str; 16] = [
        "van", "von", "der", "den", "del", "dos", "das", "los", "las", "bin", "ibn", "ben", "ter", "ten", "zur", "iii",
    ];
    // Common English names with such a beginning and one case only; a list by hand, to be extended.
    const USUAL: [&str; 40] = [
        "dale", "dana", "daniel", "daniela", "danielle", "danny", "darlene", "darrell", "dave", "david", "davis",
        "dawn", "dean", "deborah", "debra", "denise", "dennis", "derek", "diana", "diane", "diaz", "dixon", "duncan",
        "dunn", "lance", "larry", "larson", "laura", "lauren", "lawrence", "lee", "lena", "leo", "leon", "leonard",
        "leslie", "lewis", "mack", "vance", "vanessa",
    ];
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    let begins =
        |beginning: &&str| word.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning));
    (BEGINNINGS.iter().any(begins) && !USUAL.iter().any(is)) || PARTICLES.iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_one_case_is_badly_cased_and_a_custom_is_not() {
        for text in ["JON doh", "JOHN SMITH", "john smith", "J. SMITH", "MÜLLER", "ПЁТР"] {
            assert!(is_badly_cased(text), "{text}");
        }
        for text in ["John Smith", "Marie CURIE", "Ludwig van Beethoven", "JD", "J. R. R.", "毛泽东", "Jo", "X Æ"] {
            assert!(!is_badly_cased(text), "{text}");
        }
    }

    #[test]
    fn a_name_is_recased_only_where_there_is_one_way() {
        assert_eq!(recased("JON doh", None).as_deref(), Some("Jon Doh"));
        assert_eq!(recased("SMITH, JOHN", None).as_deref(), Some("Smith, John"));
        assert_eq!(recased("DAVID LEE", None).as_deref(), Some("David Lee"));
        assert_eq!(recased("MÜLLER", None).as_deref(), Some("Müller"));
        assert_eq!(recased("ANNE-MARIE J. SMITH", None).as_deref(), Some("Anne-Marie J. Smith"));
        for text in ["MCDONALD", "DESHAWN", "DE LA CRUZ", "O'BRIEN", "JOHN VAN DYKE", "STRAßER", "JOHN SMITH III"] {
            assert_eq!(recased(text, None), None, "{text}");
        }
        assert_eq!(recased("YILMAZ", "TR".parse().ok()), None);
    }

    #[test]
    fn digits_are_no_part_of_a_name_but_ordinals_are() {
        assert!(has_digits("Sm1th"));
        assert!(has_digits("John 555-1234"));
        assert!(has_digits("٣ أحمد"));
        assert!(!has_digits("John Smith 3rd"));
        assert!(!has_digits("三郎"));
        assert!(!has_digits("O'Neil"));
        for digit in ('\0'..='\u{1ffff}').filter(|digit| digit.is_numeric()) {
            let is_letter = matches!(digit, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | 'Ⅰ'..='ↈ' | '〇');
            let name = format!("Sm{digit}th");
            assert_eq!(has_digits(&name), !is_letter, "{digit}");
            assert!(is_letter || Kinds::of(&name).may_have_digits(), "{digit}");
        }
    }
}
