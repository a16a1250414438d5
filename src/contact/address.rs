//! [`PostalAddress`]: where post arrives.

use super::fold::{ascii_digit, fold};
use super::tables::{POSTAL_TABLE, Piece, PostalPatterns, REGION_TABLE};
use super::{CountryCode, Invalid};

/// The most octets of an address in one text.
const LONGEST: usize = 4096;
/// The most octets of a region's name.
const LONGEST_REGION: usize = 200;
/// The most octets of a postal code, with what stands around it.
const LONGEST_CODE: usize = 64;

/// A postal address in its parts, each as given.
///
/// ```
/// use contactkit::contact::PostalAddress;
///
/// let mut address = PostalAddress::default();
/// address.postal_code = Some("sw1a1aa".to_owned());
/// address.country = Some("England".to_owned());
/// assert_eq!(address.country_code().unwrap().as_str(), "GB");
/// assert_eq!(address.postal_code_canonical().as_deref(), Some("SW1A 1AA"));
/// assert_eq!(address.postal_code_fits(), Some(true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct PostalAddress {
    /// Street, house number and unit, or a post box, in one text of one or several lines.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub street: Option<String>,
    /// City, town or village.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub locality: Option<String>,
    /// State, province, prefecture or county.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub region: Option<String>,
    /// Postal code.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub postal_code: Option<String>,
    /// Country, as a code or a name.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub country: Option<String>,
}

impl PostalAddress {
    /// The country's code, if the country is given and known.
    pub fn country_code(&self) -> Option<CountryCode> {
        self.country.as_deref().and_then(CountryCode::of)
    }

    /// The code of the state or province in its country, from its code or name: `CA` of `California`.
    ///
    /// Known for the larger federal countries and some others; `None` elsewhere.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    ///
    /// let mut address = PostalAddress::default();
    /// address.region = Some("new south wales".to_owned());
    /// address.country = Some("AU".to_owned());
    /// assert_eq!(address.region_code(), Some("NSW"));
    /// ```
    pub fn region_code(&self) -> Option<&'static str> {
        let region = self.region.as_deref().filter(|region| region.len() <= LONGEST_REGION)?;
        REGION_TABLE.get(&(self.country_code()?, fold(region))).copied()
    }

    /// The postal code as its country writes it: capitals, spaces and hyphens where they belong.
    ///
    /// Without a known country, or where the code fits none of the country's patterns, it is the code in capitals with
    /// single spaces; a text of more than 64 octets is no code. Digits of other scripts become ASCII, and a country before the code (`D-10115`) goes.
    pub fn postal_code_canonical(&self) -> Option<String> {
        let code = self.postal_code.as_deref()?;
        let plain = plain_code(code)?;
        let Some(country) = self.country_code() else {
            return Some(plain);
        };
        Some(self.patterns().and_then(|patterns| fitted(&plain, country, patterns)).unwrap_or(plain))
    }

    /// Whether the postal code has a form that its country uses; `None` if there is no code, or no country whose codes
    /// are known. A code in a country without postal codes does not fit.
    pub fn postal_code_fits(&self) -> Option<bool> {
        let country = self.country_code()?;
        let code = self.postal_code.as_deref().filter(|code| !code.trim().is_empty())?;
        match POSTAL_TABLE.get(&country)? {
            PostalPatterns::None => Some(false),
            PostalPatterns::Some(patterns) => {
                Some(plain_code(code).is_some_and(|plain| fitted(&plain, country, patterns).is_some()))
            }
        }
    }

    fn patterns(&self) -> Option<&'static [Vec<Piece>]> {
        match POSTAL_TABLE.get(&self.country_code()?)? {
            PostalPatterns::None => None,
            PostalPatterns::Some(patterns) => Some(patterns),
        }
    }

    /// Whether no part has any text.
    pub fn is_empty(&self) -> bool {
        self.parts().next().is_none()
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        [&self.street, &self.postal_code, &self.locality, &self.region, &self.country]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .filter(|part| !part.trim().is_empty())
    }
}

/// The code in capitals, with ASCII digits and single spaces.
fn plain_code(code: &str) -> Option<String> {
    if code.len() > LONGEST_CODE {
        return None;
    }
    let mut plain = String::with_capacity(code.len());
    for word in code.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for char in word.chars().filter(|char| !super::fold::is_invisible(*char)) {
            match char {
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => plain.push('-'),
                '〒' => {}
                _ => match ascii_digit(char) {
                    Some(digit) => plain.push(digit),
                    None => plain.extend(char.to_uppercase()),
                },
            }
        }
    }
    (!plain.trim().is_empty()).then_some(plain)
}

/// The code in the first pattern that it fits, or without the letters of its country before it.
fn fitted(plain: &str, country: CountryCode, patterns: &[Vec<Piece>]) -> Option<String> {
    let characters: Vec<char> = plain.chars().filter(|char| !matches!(char, ' ' | '-' | '.')).collect();
    let fit = |characters: &[char]| patterns.iter().find_map(|pattern| fill(characters, pattern));
    fit(&characters)
        .or_else(|| {
            // `D-10115`, `A-1010`, `CH-8001`: the old distinguishing signs of cars, or the ISO code.
            let sign = match country.as_str() {
                "DE" => "D",
                "AT" => "A",
                "FR" => "F",
                "IT" => "I",
                "ES" => "E",
                "BE" => "B",
                "SE" => "S",
                "NO" => "N",
                "LU" => "L",
                "HU" => "H",
                "FI" => "FIN",
                _ => "",
            };
            [country.as_str(), sign].into_iter().filter(|sign| !sign.is_empty()).find_map(|sign| {
                let rest = plain.strip_prefix(sign)?.trim_start_matches(['-', ' ']);
                let characters: Vec<char> = rest.chars().filter(|char| !matches!(char, ' ' | '-')).collect();
                fit(&characters)
            })
        })
        // `1050` of Riga, where the country's own letters are part of the code.
        .or_else(|| patterns.iter().find_map(|pattern| fill(&with_letters(&characters, pattern)?, pattern)))
}

/// The characters behind the letters that a pattern always starts with; nothing if it starts with none.
fn with_letters(characters: &[char], pattern: &[Piece]) -> Option<Vec<char>> {
    let letters = pattern.iter().map_while(|piece| match piece {
        Piece::Is(letter) => Some(*letter),
        _ => None,
    });
    let all: Vec<char> = letters.chain(characters.iter().copied()).collect();
    (all.len() > characters.len()).then_some(all)
}

/// The characters in the pattern's spacing, if every one is what the pattern wants.
fn fill(characters: &[char], pattern: &[Piece]) -> Option<String> {
    let mut code = String::with_capacity(pattern.len());
    let mut rest = characters.iter().copied();
    for piece in pattern {
        if let Piece::Separator(separator) = piece {
            code.push(*separator);
            continue;
        }
        let char = rest.next()?;
        let fits = match piece {
            Piece::Digit => char.is_ascii_digit(),
            Piece::Letter => char.is_ascii_uppercase(),
            Piece::Either => char.is_ascii_uppercase() || char.is_ascii_digit(),
            Piece::Is(wanted) => char == *wanted,
            Piece::Separator(_) => false,
        };
        if !fits {
            return None;
        }
        code.push(char);
    }
    rest.next().is_none().then_some(code)
}

impl std::str::FromStr for PostalAddress {
    type Err = Invalid;

    /// Keeps an address of one text as its street; which part of it is what, is for somebody who knows the country.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        if text.len() > LONGEST {
            return Err(Invalid::TooLong);
        }
        Ok(Self { street: Some(text.to_owned()), ..Self::default() })
    }
}

impl std::fmt::Display for PostalAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, part) in self.parts().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(part.trim())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::PostalAddress;

    #[test]
    fn postal_codes_are_written_as_their_country_writes_them() {
        for (code, country, canonical, fits) in [
            ("sw1a1aa", "GB", "SW1A 1AA", Some(true)),
            ("M1 1AE", "United Kingdom", "M1 1AE", Some(true)),
            ("1011ab", "NL", "1011 AB", Some(true)),
            ("k1a0b1", "Canada", "K1A 0B1", Some(true)),
            ("D-10115", "DE", "10115", Some(true)),
            ("CH-8001", "CH", "8001", Some(true)),
            ("123456789", "US", "12345-6789", Some(true)),
            ("1000001", "JP", "100-0001", Some(true)),
            ("〒100-0001", "JP", "100-0001", Some(true)),
            ("١٠١١٥", "DE", "10115", Some(true)),
            ("1011", "DE", "1011", Some(false)),
            ("12345", "AE", "12345", Some(false)),
            ("ab  12", "", "AB 12", None),
        ] {
            let address = PostalAddress {
                postal_code: Some(code.to_owned()),
                country: Some(country.to_owned()),
                ..PostalAddress::default()
            };
            assert_eq!(address.postal_code_canonical().as_deref(), Some(canonical), "{code}");
            assert_eq!(address.postal_code_fits(), fits, "{code}");
            let again = PostalAddress { postal_code: Some(canonical.to_owned()), ..address };
            assert_eq!(again.postal_code_canonical().as_deref(), Some(canonical), "{code}");
        }
    }
}
