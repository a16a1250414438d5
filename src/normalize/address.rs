//! The form in which postal addresses are compared.

use super::{fold, tables};
use crate::contact::{PostalAddress, Reading, StreetLine, StreetWord, glued_type, street_word};

/// The form in which postal addresses are compared. Parts that are not given are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct AddressKey {
    /// The street's name with its type in one form, without number and unit.
    pub street: String,
    /// The house number with its letter, or the name of a house that has none; the number of a post box where the street
    /// is `box`.
    pub number: String,
    /// City, town or village, under one name where it has several.
    pub locality: String,
    /// State, province or county: its code where it is known, else its name.
    pub region: String,
    /// Postal code, letters and digits only, with the leading zeros of a known country; of a ZIP+4, the ZIP code.
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
        let text = |part: &Option<String>| part.as_deref().map(fold).unwrap_or_default();
        let country = address.country_code();
        let (street, number) = street_of(address.street.as_deref().unwrap_or_default());
        let locality = text(&address.locality);
        let key = Self {
            street,
            number,
            locality: tables::place(&locality).map_or(locality, str::to_owned),
            region: match address.region_code_in(country) {
                Some(code) => code.to_ascii_lowercase(),
                // `W.A.` is one word
                None if address.region.as_ref().is_some_and(|region| region.contains('.')) => {
                    fold(&address.region.as_deref().unwrap_or_default().replace('.', ""))
                }
                None => text(&address.region),
            },
            postal_code: match country.and_then(|country| address.postal_code_key(country)) {
                Some(code) => code,
                None => {
                    let mut code = text(&address.postal_code);
                    code.retain(|char| char != ' ');
                    code
                }
            },
            country: match country {
                Some(code) => code.as_str().to_owned(),
                None => text(&address.country),
            },
        };
        let Self { street, number, locality, region, postal_code, country } = &key;
        let is_empty = [street, number, locality, region, postal_code, country].iter().all(|part| part.is_empty());
        (!is_empty).then_some(key)
    }
}

/// The street's name and number of a street line.
fn street_of(line: &str) -> (String, String) {
    if line.is_empty() {
        return Default::default();
    }
    let reading = Reading::of(line);
    if reading.line.name.is_empty() && !reading.line.post_box.is_empty() {
        return ("box".to_owned(), number_key(reading.line.post_box));
    }
    let mut street = String::with_capacity(reading.line.name.len() + 8);
    for (text, word) in reading.words() {
        push_meaning(&mut street, text, word);
    }
    // in a street without numbers, houses have names
    let StreetLine { number, house, .. } = reading.line;
    (street, if number.is_empty() { fold(house) } else { number_key(number) })
}

fn push_meaning(street: &mut String, text: &str, word: Option<StreetWord>) {
    // Str. Victoriei is a strada, Berliner Str. a Straße
    let is_str = |start: &str| start.eq_ignore_ascii_case("str") && text.trim_end_matches('.').len() == start.len();
    if !street.is_empty() && text.get(.."str".len()).is_some_and(is_str) {
        return push_word(street, "strasse");
    }
    if let Some(StreetWord::Type(word) | StreetWord::Numbered(word) | StreetWord::Direction(word)) = word {
        return push_word(street, word);
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return push_plain(street, text, word.is_none());
    }
    let folded = fold(text);
    let is_one = !folded.contains(' ');
    for part in folded.split(' ').filter(|part| !part.is_empty()) {
        // `Rhein-Straße`: the parts of a word have their own meanings
        match if is_one { None } else { street_word(part) } {
            Some(StreetWord::Type(word) | StreetWord::Numbered(word) | StreetWord::Direction(word)) => {
                push_word(street, word);
            }
            _ => push_plain(street, part, word.is_none()),
        }
    }
}

/// Appends a word of ASCII letters and digits; if it has no meaning of its own, it may be a name with its type.
fn push_plain(street: &mut String, word: &str, may_be_glued: bool) {
    push_word(street, word);
    let start = street.len() - word.len();
    let Some(end) = street.get_mut(start..) else { return };
    end.make_ascii_lowercase();
    let (length, more) = match glued_type(end).filter(|_| may_be_glued) {
        Some((name, kind)) => (name.len(), Some(kind)),
        None => match ordinal(end) {
            Ok(digits) => (digits, None),
            Err(digits) => (0, Some(digits)),
        },
    };
    street.truncate(start + length);
    if let Some(more) = more {
        if length > 0 {
            street.push(' ');
        }
        street.push_str(more);
    }
}

/// A house number in letters and digits: `12 B` is `12b`, `10-12` is `10 12`.
fn number_key(number: &str) -> String {
    if number.is_empty() || number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut key = String::with_capacity(number.len());
    for word in fold(number).split(' ') {
        let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        if !key.is_empty() && is_digit(key.chars().next_back()) == is_digit(word.chars().next()) {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// How many bytes of a word are kept: of an ordinal such as `22nd` its digits. Of one in letters, its digits instead.
fn ordinal(word: &str) -> Result<usize, &'static str> {
    let digits = word.bytes().rposition(|byte| !byte.is_ascii_lowercase()).map_or(0, |last| last + 1);
    match word.get(digits..) {
        Some("st" | "nd" | "rd" | "th" | "e" | "er" | "eme") if digits > 0 => return Ok(digits),
        _ if digits > 0 => return Ok(word.len()),
        _ => {}
    }
    Err(match word {
        "first" => "1",
        "second" => "2",
        "third" => "3",
        "fourth" => "4",
        "fifth" => "5",
        "sixth" => "6",
        "seventh" => "7",
        "eighth" => "8",
        "ninth" => "9",
        "tenth" => "10",
        _ => return Ok(word.len()),
    })
}

/// The name in a street's comparable form without its type and direction; all of it if there is nothing else.
pub(crate) fn street_name(street: &str) -> String {
    let mut name = String::new();
    let has_meaning = |word: &&str| {
        use StreetWord::{Direction, Numbered, Type};
        matches!(street_word(word), Some(Type(_) | Numbered(_) | Direction(_)))
    };
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
            ("Willow House, Mill Road", "mill road", "willow house"),
            ("Willow House, 3 Mill Road", "mill road", "3"),
            ("12 West 52nd Street Apt 4B", "west 52 street", "12"),
            ("", "", ""),
        ] {
            let (got_street, got_number) = street_of(line);
            assert_eq!((got_street.as_str(), got_number.as_str()), (street, number), "{line:?}");
        }
    }
}
