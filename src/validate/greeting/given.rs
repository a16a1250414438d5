//! The given name that somebody is greeted by.

use super::NotSafe;
use crate::contact::encoding::mojibake;
use crate::contact::{Field, PersonName, Placeholder, placeholder_word, usual_case};
use crate::validate::person::has_digits;
use crate::validate::text::{Kinds, has_markup};
use crate::validate::{FieldKind, company, mask};

/// Words and marks between the names of two people.
const AND: [&str; 8] = ["and", "und", "et", "och", "og", "&", "+", "oder"];

/// The given name in its usual capitals, or the reasons against it.
pub(super) fn given_name(field: &Field<PersonName>, two_i: bool, reasons: &mut Vec<NotSafe>) -> Option<String> {
    let name = field.value();
    let parts = name.into_iter().flat_map(|name| [&name.given, &name.middle, &name.family]).flatten();
    // the parts of a field need not be those of its text
    for text in parts.map(String::as_str).chain([field.text.trim()]) {
        check_text(text, reasons);
    }
    let Some(name) = name else {
        if reasons.is_empty() {
            reasons.push(NotSafe::NoName);
        }
        return None;
    };
    let mut parts = [&name.given, &name.middle, &name.family].into_iter().flatten();
    if parts.any(|part| company::Clues::of(part).has_job) {
        reasons.push(NotSafe::JobTitle);
    }
    if company::Clues::of(&field.text).has_company || company::has_legal_form(&field.text, name) {
        reasons.push(NotSafe::Organization);
    }
    let given = name.given.as_deref().map(str::trim).filter(|given| !given.is_empty());
    // 张三 stands for nobody as a whole only
    let is_whole = || placeholder_word(&field.text).is_some();
    if name.placeholder().is_some() || given.is_some_and(|given| placeholder_word(given).is_some()) || is_whole() {
        reasons.push(NotSafe::Placeholder);
    }
    let Some(given) = given else {
        reasons.push(NotSafe::NoGivenName);
        return None;
    };
    // `Doe J.` and `John S.`: where no family name stands, a word that is no known given name may be one
    let family = name.family.as_deref().map(str::trim).filter(|family| !family.is_empty());
    if reasons.is_empty() && family.is_some_and(is_initials) && usual_case(&given.to_lowercase()).is_none() {
        reasons.push(NotSafe::Initials);
    }
    let usual = in_usual_case(name, given, two_i);
    if let Err(reason) = usual
        && reasons.is_empty()
    {
        reasons.push(reason);
    }
    usual.ok()
}

/// The reasons that are in a text as such.
fn check_text(text: &str, reasons: &mut Vec<NotSafe>) {
    let before = reasons.len();
    let is_address = text.contains('@') || text.contains("://") || text.to_ascii_lowercase().contains("www.");
    let checks = [
        (is_address, NotSafe::Address),
        (has_digits(text), NotSafe::Digits),
        (has_markup(text), NotSafe::Html),
        (mojibake(text).is_some(), NotSafe::Encoding),
        (mask::is_masked(text, Kinds::of(text), FieldKind::Names), NotSafe::Masked),
        (placeholder_word(text) == Some(Placeholder::Certain), NotSafe::Placeholder),
    ];
    reasons.extend(checks.into_iter().filter_map(|(is_wrong, reason)| is_wrong.then_some(reason)));
    if reasons.len() == before && is_several(text) {
        reasons.push(NotSafe::SeveralPeople);
    }
}

/// Whether a text names two people: `John and Mary`, `Mr & Mrs Smith`, `John/Mary`.
fn is_several(text: &str) -> bool {
    text.contains(['/', '&', ';'])
        || text.split_whitespace().skip(1).any(|word| AND.contains(&word.to_lowercase().as_str()))
}

/// A given name in its usual capitals, without initials behind it.
fn in_usual_case(name: &PersonName, given: &str, two_i: bool) -> Result<String, NotSafe> {
    let mut words: Vec<&str> = given.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_initials(word)) {
        words.pop();
    }
    if words.iter().any(|word| is_initials(word)) {
        return Err(NotSafe::Initials);
    }
    let given = words.join(" ");
    if words.iter().copied().flat_map(pieces).all(is_well_cased) {
        return Ok(given);
    }
    let parts = || [&name.given, &name.middle, &name.family].into_iter().flatten();
    let is_upper = parts().all(|part| !part.chars().any(char::is_lowercase));
    let is_lower = parts().all(|part| !part.chars().any(char::is_uppercase));
    // two capitals may be initials, and only where all of the name is in one case it is a matter of the keyboard
    let is_short = is_upper && words.iter().any(|word| word.chars().count() < 3);
    let is_open = two_i && given.contains(['I', 'i', 'İ', 'ı']);
    if is_short || is_open || !(is_upper || is_lower) {
        return Err(if is_short { NotSafe::Initials } else { NotSafe::Case });
    }
    usual_case(&given).ok_or(NotSafe::Case)
}

/// The parts of a word between hyphens and apostrophes.
pub(super) fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '\'', '’']).filter(|piece| !piece.is_empty())
}

/// `J.`, `J.-C.`, `JD`
fn is_initials(word: &str) -> bool {
    let is_one = |piece: &str| {
        piece.chars().count() == 1 && piece.chars().all(|char| char.is_uppercase() || char.is_lowercase())
    };
    let pieces = || word.split(['.', '-']).filter(|piece| !piece.is_empty());
    word.ends_with('.') || pieces().all(is_one) || word.chars().count() == 2 && word.chars().all(char::is_uppercase)
}

/// Whether a piece of a name has a capital at its beginning and no two in a row, or is of a script without capitals.
pub(super) fn is_well_cased(piece: &str) -> bool {
    let mut last_is_upper = false;
    let mut runs = false;
    for char in piece.chars() {
        runs |= last_is_upper && char.is_uppercase();
        last_is_upper = char.is_uppercase();
    }
    !runs && !piece.chars().next().is_some_and(char::is_lowercase)
}
