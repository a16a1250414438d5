//! The form in which postal addresses are compared.

use super::{fold, tables, tables::StreetWord};
use crate::contact::PostalAddress;

/// The form in which postal addresses are compared. Parts that are not given are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct AddressKey {
    /// The street's name with its type in one form, without number and unit.
    pub street: String,
    /// The house number with its letter, or the number of a post box.
    pub number: String,
    /// City, town or village, under one name where it has several.
    pub locality: String,
    /// State, province or county.
    pub region: String,
    /// Postal code, letters and digits only, with the country's leading zeros.
    pub postal_code: String,
    /// Two letters of the country, or the folded text if no country is known by it.
    pub country: String,
}

impl AddressKey {
    /// The form for comparison of an address; nothing if no part has a letter or digit.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    /// use contactkit::normalize::AddressKey;
    ///
    /// let mut address = PostalAddress::default();
    /// address.street = Some("12b Hauptstraße".into());
    /// let key = AddressKey::of(&address).unwrap();
    /// assert_eq!((key.street.as_str(), key.number.as_str()), ("haupt strasse", "12b"));
    /// ```
    pub fn of(address: &PostalAddress) -> Option<Self> {
        let text = |part: &Option<String>| fold(part.as_deref().unwrap_or_default());
        let (street, number) = street_of(address.street.as_deref().unwrap_or_default());
        let locality = text(&address.locality);
        let key = Self {
            street,
            number,
            locality: tables::place(&locality).map_or(locality, str::to_owned),
            region: text(&address.region),
            postal_code: text(&address.postal_code).replace(' ', ""),
            country: match address.country_code() {
                Some(code) => code.as_str().to_owned(),
                None => text(&address.country),
            },
        };
        (key != Self::default()).then_some(key)
    }
}

/// The street's name and number of a street line.
fn street_of(line: &str) -> (String, String) {
    let line = line.get(..line.len().min(4 * super::LONGEST)).unwrap_or(line);
    let mut street = String::new();
    let mut number = String::new();
    // the first part that names a street is the street; what follows it (estate, c/o, building) is left out
    for part in line.split([',', '\n', ';']) {
        read_part(&fold(part), &mut street, &mut number);
        if !street.is_empty() {
            break;
        }
    }
    (street, number)
}

/// Reads the words of one part of a street line.
fn read_part(part: &str, street: &mut String, number: &mut String) {
    let mut words = part.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        match tables::street_word(word) {
            Some(StreetWord::Unit) if !street.is_empty() || words.peek().is_some_and(|next| is_number(next)) => {
                words.next_if(|next| is_number(next) || next.len() == 1);
            }
            Some(StreetWord::Type(short) | StreetWord::Direction(short)) => push_word(street, &fold(short)),
            Some(StreetWord::Box) => push_word(street, "box"),
            _ if starts_with_digit && is_number(word) && number.is_empty() => {
                number.push_str(word);
                // 12 b is 12b, but 12 w is the west side
                let is_letter =
                    |next: &&str| next.len() == 1 && !matches!(*next, "n" | "s" | "e" | "w") && !is_number(next);
                if let Some(letter) = words.next_if(is_letter) {
                    number.push_str(letter);
                }
            }
            _ => match tables::glued_type(word) {
                Some((name, short)) => {
                    push_word(street, name);
                    push_word(street, &fold(short));
                }
                None => push_word(street, ordinal(word)),
            },
        }
    }
}

/// Whether a word is a house number, such as `12` or `12b`, and not an ordinal such as `2nd`.
fn is_number(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < word.len() && letters.len() <= 1
}

/// The digits of an ordinal such as `22nd` or `third`; another word as it is.
fn ordinal(word: &str) -> &str {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    const DIGITS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    match word.get(digits.len()..) {
        Some("st" | "nd" | "rd" | "th" | "e" | "er" | "eme") if !digits.is_empty() => digits,
        _ => WORDS.iter().zip(DIGITS).find(|(ordinal, _)| **ordinal == word).map_or(word, |(_, digits)| digits),
    }
}

/// The name in a street's comparable form without its type and direction; all of it if there is nothing else.
pub(crate) fn street_name(street: &str) -> String {
    let mut name = String::new();
    let has_meaning =
        |word: &&str| matches!(tables::street_word(word), Some(StreetWord::Type(_) | StreetWord::Direction(_)));
    street.split(' ').filter(|word| !has_meaning(word)).for_each(|word| push_word(&mut name, word));
    if name.is_empty() { street.to_owned() } else { name }
}

fn push_word(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::street_of;

    #[test]
    fn number_and_unit_are_taken_from_the_street() {
        for (line, street, number) in [
            ("134 Shara Place, Byronta", "shara place", "134"),
            ("Hauptstr. 5", "haupt strasse", "5"),
            ("Hauptstraße 5 a", "haupt strasse", "5a"),
            ("Flat 2, 10 High Road", "high road", "10"),
            ("14170 22nd", "22", "14170"),
            ("5th Avenue 12", "5 avenue", "12"),
            ("12 West 52nd Street Apt 4B", "west 52 street", "12"),
            ("", "", ""),
        ] {
            let (got_street, got_number) = street_of(line);
            assert_eq!((got_street.as_str(), got_number.as_str()), (street, number), "{line:?}");
        }
    }
}
