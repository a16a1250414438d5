//! When two values are the same, and what tells the better of two: what merging knows of each kind of value.

use crate::contact::{
    Custom, Email, Employment, Field, Organization, PartialDate, PersonName, Phone, PostalAddress, Url,
};
use crate::validate;
use unicode_normalization::UnicodeNormalization;

/// A kind of value that can be merged.
pub(super) trait Value: Clone {
    /// The text by which values are the same: two values with one key are one value in two spellings.
    fn key(&self) -> String;

    /// Whether the value is meant, not a placeholder or a slip.
    fn is_genuine(&self, _text: &str) -> bool {
        true
    }

    /// How much of what a value can say it says; only compared with values of its own kind.
    fn completeness(&self) -> i64 {
        0
    }

    /// Whether the value still holds.
    fn is_current(&self) -> bool {
        true
    }

    /// Whether the text is in its usual case, for kinds of value in which case says anything.
    fn is_well_cased(_text: &str) -> bool {
        true
    }
}

/// The key of a field: that of its value, or its folded text if it could not be read.
pub(super) fn key_of<T: Value>(field: &Field<T>) -> String {
    let key = match field.value() {
        Some(value) => value.key(),
        None => format!("?{}", fold(&field.text)),
    };
    // Texts of marks only have nothing to fold: they are the same only if they are equal.
    if key.trim_start_matches('?').is_empty() { format!("={}", field.text.trim()) } else { key }
}

/// A text in lower case without Latin, Greek and Cyrillic diacritics, its words with one space between them.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_whitespace() || byte.is_ascii_control() || byte.is_ascii_punctuation() {
                space = !folded.is_empty();
                continue;
            }
            if std::mem::take(&mut space) {
                folded.push(' ');
            }
            folded.push(char::from(byte.to_ascii_lowercase()));
        }
        return folded;
    }
    for character in text.nfkd().filter(|character| !matches!(character, '\u{300}'..='\u{36f}')) {
        let separates = character.is_whitespace()
            || character.is_control()
            || character.is_ascii_punctuation()
            || matches!(character, '\u{2010}'..='\u{201f}');
        if separates {
            space = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        folded.extend(character.to_lowercase().filter(|character| !matches!(character, '\u{300}'..='\u{36f}')));
    }
    folded
}

/// The letters with diacritics in a text.
pub(super) fn accents(text: &str) -> i64 {
    if text.is_ascii() {
        return 0;
    }
    let marked = |character: &char| {
        character.is_alphabetic() && std::iter::once(*character).nfd().any(|part| matches!(part, '\u{300}'..='\u{36f}'))
            || matches!(character, '\u{300}'..='\u{36f}' | 'ß' | 'ø' | 'Ø' | 'ł' | 'Ł' | 'æ' | 'Æ' | 'đ' | 'Đ' | 'ı')
    };
    count(text.chars().filter(marked))
}

/// How many there are of something, as a number that can be compared with others.
pub(super) fn count(items: impl Iterator) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}

fn filled(part: Option<&str>) -> bool {
    part.is_some_and(|text| !text.trim().is_empty())
}

/// Nothing, an initial, or a full name.
fn fullness(part: Option<&str>) -> i64 {
    let letters = part.map_or(0, |text| text.chars().filter(|character| character.is_alphanumeric()).take(2).count());
    // One character is a full name in scripts that write a syllable or a word with it.
    let ideograph = part.is_some_and(|text| text.chars().any(|character| character >= '\u{1100}'));
    match letters {
        0 => 0,
        1 if !ideograph => 1,
        _ => 2,
    }
}

impl Value for PersonName {
    fn key(&self) -> String {
        fold(&self.to_string())
    }

    fn is_genuine(&self, text: &str) -> bool {
        validate::is_genuine_name(self, text)
    }

    fn completeness(&self) -> i64 {
        fullness(self.given.as_deref()) + fullness(self.family.as_deref())
    }

    fn is_well_cased(text: &str) -> bool {
        !validate::is_badly_cased(text)
    }
}

/// Short words in capitals are abbreviations more often than not.
fn is_well_cased_label(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).count() <= 4 || !validate::is_badly_cased(text)
}

impl Value for Organization {
    fn key(&self) -> String {
        fold(&self.to_string())
    }

    fn is_genuine(&self, text: &str) -> bool {
        validate::is_clean_text(text)
    }

    fn is_well_cased(text: &str) -> bool {
        is_well_cased_label(text)
    }
}

impl Value for Employment {
    fn key(&self) -> String {
        let organization = self.organization.as_ref().map(Organization::key).unwrap_or_default();
        let title = self.title.as_deref().map(fold).unwrap_or_default();
        let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let key = [organization, title, date(self.from), date(self.until)].join("\n");
        if key.trim().is_empty() { String::new() } else { key }
    }

    fn is_genuine(&self, text: &str) -> bool {
        validate::is_clean_text(text)
    }

    fn completeness(&self) -> i64 {
        [self.organization.is_some(), filled(self.title.as_deref()), self.from.is_some()]
            .into_iter()
            .map(i64::from)
            .sum()
    }

    fn is_current(&self) -> bool {
        self.until.is_none()
    }

    fn is_well_cased(text: &str) -> bool {
        is_well_cased_label(text)
    }
}

impl Value for Email {
    fn key(&self) -> String {
        self.as_str().to_lowercase()
    }

    fn is_genuine(&self, _text: &str) -> bool {
        validate::is_genuine_email(self)
    }
}

impl Value for Phone {
    fn key(&self) -> String {
        self.to_string()
    }

    fn is_genuine(&self, text: &str) -> bool {
        !validate::is_placeholder_phone(text)
    }

    fn completeness(&self) -> i64 {
        i64::from(self.e164().is_some())
    }
}

impl Value for PostalAddress {
    fn key(&self) -> String {
        // "Germany" and "DE" are one country; the rest is compared as written.
        let country = match self.country_code() {
            Some(code) => code.as_str().to_ascii_lowercase(),
            None => self.country.as_deref().map(fold).unwrap_or_default(),
        };
        let parts = [&self.street, &self.postal_code, &self.locality, &self.region];
        let mut key: Vec<String> = parts.into_iter().flatten().map(|part| fold(part)).collect();
        key.push(country);
        key.retain(|part| !part.is_empty());
        key.join(" ")
    }

    fn is_genuine(&self, text: &str) -> bool {
        validate::is_clean_text(text)
    }

    fn completeness(&self) -> i64 {
        let parts = [&self.street, &self.locality, &self.region, &self.postal_code, &self.country];
        count(parts.into_iter().filter(|part| filled(part.as_deref())))
    }

    fn is_well_cased(text: &str) -> bool {
        is_well_cased_label(text)
    }
}

impl Value for PartialDate {
    fn key(&self) -> String {
        self.to_string()
    }

    fn is_genuine(&self, _text: &str) -> bool {
        !self.is_placeholder()
    }

    fn completeness(&self) -> i64 {
        [self.year().is_some(), self.month().is_some(), self.day().is_some()].into_iter().map(i64::from).sum()
    }
}

impl Value for Url {
    fn key(&self) -> String {
        let text = self.as_str();
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let host = host.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let scheme = scheme.to_lowercase();
        let scheme = if scheme == "https" { "http" } else { &scheme };
        format!("{scheme}://{host}/{}", path.trim_end_matches('/'))
    }
}

impl Value for Custom {
    fn key(&self) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.trim().to_owned(),
            other => format!("{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_letters_of_every_script() {
        assert_eq!(fold("  O’Brien-SMITH, Jürgen "), "o brien smith jurgen");
        assert_eq!(fold("İSTANBUL"), "istanbul");
        assert_eq!(fold("हिन्दी"), "हिन्दी");
        assert_eq!(fold("???"), "");
        for text in ["Łódź", "ΑΘΉΝΑ", "毛泽东", "ﬁn"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
    }

    #[test]
    fn a_web_address_is_the_same_with_and_without_its_usual_beginning_and_end() {
        let key = |text: &str| text.parse::<Url>().unwrap().key();
        assert_eq!(key("https://www.Example.org/"), key("http://example.org"));
        assert_ne!(key("https://example.org/Ada"), key("https://example.org/ada"));
    }
}
