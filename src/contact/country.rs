//! [`CountryCode`]: a country by its two letters.

use super::fold::{fold, plain, trimmed};
use super::tables::COUNTRY_TABLE;

/// A country or territory by its ISO 3166-1 code of two letters, such as `DE`; Kosovo is `XK`, as in the European Union.
///
/// ```
/// use contactkit::contact::CountryCode;
///
/// assert_eq!(CountryCode::of("de").unwrap().as_str(), "DE");
/// assert_eq!(CountryCode::of("DEU"), CountryCode::of("Deutschland"));
/// assert_eq!(CountryCode::of("XQ"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// The country of a code (`DE`, `DEU`) or a name in one of many languages (`Germany`, `Deutschland`).
    ///
    /// A known code or ASCII name costs one lookup; most others are folded first (case, dots, white space).
    pub fn of(text: &str) -> Option<Self> {
        /// No name in the table is longer, by far.
        const LONGEST: usize = 200;
        let text = trimmed(text);
        if let [a, b] = text.as_bytes() {
            let letters = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
            if COUNTRY_TABLE.has_code(letters) {
                return Some(Self(letters));
            }
        }
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        // Most names are in the table as they are.
        if let Some(country) = COUNTRY_TABLE.named(text) {
            return Some(country);
        }
        let folded = fold(text);
        match folded.as_bytes() {
            // `U.S.` is `us` only once its dots are gone.
            [a, b] if COUNTRY_TABLE.has_code([a.to_ascii_uppercase(), b.to_ascii_uppercase()]) => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            // `Espana`, `Republica Dominicana`: marks are often left out
            _ => COUNTRY_TABLE.named(&folded).or_else(|| COUNTRY_TABLE.named(&plain(&folded))),
        }
    }

    /// The two letters, in capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The code of two capital letters, which the caller knows to be ASCII.
    pub(super) fn from_letters(letters: [u8; 2]) -> Self {
        Self(letters)
    }
}

/// What is known of countries, by their letters.
pub(super) struct ByCountry<T>(Vec<Option<T>>);

impl<T> ByCountry<T> {
    pub(super) fn get(&self, country: CountryCode) -> Option<&T> {
        self.0.get(place(country))?.as_ref()
    }
}

impl<T> FromIterator<(CountryCode, T)> for ByCountry<T> {
    fn from_iter<I: IntoIterator<Item = (CountryCode, T)>>(rows: I) -> Self {
        let mut all = Vec::new();
        all.resize_with(32 * 32, || None);
        for (country, row) in rows {
            if let Some(place) = all.get_mut(place(country)) {
                *place = Some(row);
            }
        }
        Self(all)
    }
}

/// The number of a country's letters in the alphabet, as one number.
fn place(country: CountryCode) -> usize {
    let [first, second] = country.0.map(|letter| usize::from(letter & 0x1f));
    first * 32 + second
}

impl std::fmt::Display for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for CountryCode {
    type Err = super::Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of(text).ok_or(super::Invalid::Country)
    }
}

#[cfg(test)]
mod tests {
    use super::CountryCode;

    #[test]
    fn codes_and_names_of_many_languages_are_one_country() {
        for (text, code) in [
            ("de", "DE"),
            (" DEU ", "DE"),
            ("Deutschland", "DE"),
            ("ALLEMAGNE", "DE"),
            ("U.S.A.", "US"),
            ("u.s.", "US"),
            ("UK", "GB"),
            ("España", "ES"),
            ("日本", "JP"),
            ("Россия", "RU"),
            ("The Netherlands", "NL"),
            ("Espana", "ES"),
            ("Republica Dominicana", "DO"),
            ("Kosovë", "XK"),
            ("xkx", "XK"),
        ] {
            assert_eq!(CountryCode::of(text).map(|country| country.to_string()).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn unknown_codes_and_empty_texts_are_no_country() {
        for text in ["", " ", "XQ", "ZZ", "Atlantis", "12", "é", &"a".repeat(1 << 20)] {
            assert_eq!(CountryCode::of(text), None);
        }
    }
}
