//! Postal codes as their countries write them, from `postal_codes.txt`.

use std::sync::LazyLock;

use crate::contact::CountryCode;
use crate::contact::country::ByCountry;
use crate::contact::fold::{ascii_digit, is_invisible};
use crate::contact::tables::lines;

const POSTAL_CODES: &str = include_str!("../tables/postal_codes.txt");

/// The most octets of a postal code, with what stands around it.
const LONGEST: usize = 64;
/// No pattern is longer.
const CAPACITY: usize = 16;

/// What a country's postal codes look like.
struct Patterns {
    /// Patterns such as `AANN NAA`, in the country's own spacing; none if the country has no postal codes.
    patterns: Vec<Vec<Piece>>,
    /// How many digits may be a code, as bits.
    digits: u32,
    /// How many zeros codes may start with and lose.
    zeros: usize,
}

impl Patterns {
    fn new(patterns: Vec<Vec<Piece>>, zeros: usize) -> Self {
        let of_digits = patterns.iter().filter(|pattern| pattern.iter().all(|piece| *piece == Piece::Digit));
        let digits = of_digits.fold(0, |bits, pattern| bits | 1 << pattern.len());
        Self { patterns, digits, zeros }
    }

    /// Whether a text is a code of nothing but digits, as written.
    fn are_digits_of(&self, text: &str) -> bool {
        text.len() < CAPACITY && self.digits >> text.len() & 1 != 0 && text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// One character of a postal code pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece {
    Digit,
    Letter,
    /// A letter or a digit.
    Either,
    /// This character.
    Is(u8),
    /// A space or hyphen that the country writes and that people leave out.
    Separator(u8),
}

impl Piece {
    fn is(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Letter => byte.is_ascii_uppercase(),
            Self::Either => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Is(wanted) | Self::Separator(wanted) => byte == wanted,
        }
    }
}

static PATTERNS: LazyLock<ByCountry<Patterns>> = LazyLock::new(|| {
    let rows = lines(POSTAL_CODES).filter_map(|line| {
        let mut fields = line.split('|').map(str::trim);
        let (country, patterns) = (fields.next().and_then(CountryCode::of)?, fields.next()?);
        let patterns = match patterns {
            "none" => Vec::new(),
            _ => patterns_of(patterns),
        };
        Some((country, Patterns::new(patterns, fields.nth(1).map_or(0, str::len))))
    });
    rows.collect()
});

fn patterns_of(text: &str) -> Vec<Vec<Piece>> {
    let mut patterns: Vec<Vec<Piece>> = Vec::new();
    for pattern in text.split(',').map(|pattern| pieces(pattern.trim())) {
        // of those that differ in their separators only, all codes are written as the first
        if !patterns.iter().any(|known| unseparated(known).eq(unseparated(&pattern))) {
            patterns.push(pattern);
        }
    }
    patterns
}

fn unseparated(pattern: &[Piece]) -> impl Iterator<Item = &Piece> {
    pattern.iter().filter(|piece| !matches!(piece, Piece::Separator(_)))
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut quoted = false;
    let piece = |byte: u8| {
        quoted ^= byte == b'"';
        Some(match byte {
            b'"' => return None,
            b' ' | b'-' => Piece::Separator(byte),
            b'N' if !quoted => Piece::Digit,
            b'A' if !quoted => Piece::Letter,
            b'X' if !quoted => Piece::Either,
            _ => Piece::Is(byte),
        })
    };
    pattern.bytes().filter_map(piece).collect()
}

/// A short ASCII text that needs no allocation.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Code {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Code {
    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.len)? = byte;
        self.len += 1;
        Some(())
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.bytes() == text.as_bytes()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The letters and digits of a code in capitals; nothing if it has any other or too many.
    fn compact(text: &str) -> Option<Self> {
        let mut code = Self::default();
        for char in text.chars() {
            match char {
                ' ' | '-' | '.' | '〒' => {}
                'a'..='z' | 'A'..='Z' | '0'..='9' => code.push(u8::try_from(char.to_ascii_uppercase()).ok()?)?,
                _ if char.is_whitespace() || is_invisible(char) || is_dash(char) => {}
                _ => code.push(u8::try_from(ascii_digit(char)?).ok()?)?,
            }
        }
        (code.len > 0).then_some(code)
    }

    /// The letters and digits for comparison, in small letters; of a ZIP+4, the ZIP code.
    pub(super) fn key(&self, country: CountryCode) -> String {
        let is_zip = country == CountryCode::from_letters(*b"US");
        let bytes = self.bytes().iter().take_while(|byte| !is_zip || **byte != b'-');
        let bytes = bytes.filter(|byte| !matches!(byte, b' ' | b'-')).map(u8::to_ascii_lowercase);
        Self::of_pieces(bytes).unwrap_or_default().as_str().to_owned()
    }

    /// These characters in the spacing of a pattern, if every one is what the pattern wants.
    fn fill(characters: &[u8], pattern: &[Piece]) -> Option<Self> {
        let mut code = Self::default();
        let mut rest = characters.iter().copied();
        for piece in pattern {
            if let Piece::Separator(separator) = piece {
                code.push(*separator)?;
                continue;
            }
            let byte = rest.next()?;
            if !piece.is(byte) {
                return None;
            }
            code.push(byte)?;
        }
        rest.next().is_none().then_some(code)
    }

    /// A text that is written as a pattern has it.
    fn written(text: &str) -> Option<Self> {
        let mut code = Self { len: text.len(), ..Self::default() };
        code.bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(code)
    }

    fn of_pieces(pieces: impl Iterator<Item = u8>) -> Option<Self> {
        let mut code = Self::default();
        for byte in pieces {
            code.push(byte)?;
        }
        Some(code)
    }
}

/// Whether a text is written as a pattern has it.
fn is_written(text: &str, pattern: &[Piece]) -> bool {
    text.len() == pattern.len() && pattern.iter().zip(text.bytes()).all(|(piece, byte)| piece.is(byte))
}

fn is_dash(char: char) -> bool {
    matches!(char, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// The code in capitals, with ASCII digits and single spaces.
pub(super) fn plain(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
        for char in word.chars().filter(|char| *char != '〒' && !is_invisible(*char)) {
            match ascii_digit(char) {
                Some(digit) => plain.push(digit),
                None if is_dash(char) => plain.push('-'),
                None => plain.extend(char.to_uppercase()),
            }
        }
    }
    plain.truncate(plain.trim_end().len());
    // A letter may have several capitals.
    (!plain.is_empty() && plain.len() <= LONGEST).then_some(plain)
}

/// Whether a text is a code of nothing but digits, as the country writes it and as it is compared.
pub(super) fn is_of_digits(text: &str, country: CountryCode) -> bool {
    PATTERNS.get(country).is_some_and(|patterns| patterns.are_digits_of(text))
}

/// Whether the country has postal codes; `None` if it is not known.
pub(super) fn has_codes(country: CountryCode) -> Option<bool> {
    Some(!PATTERNS.get(country)?.patterns.is_empty())
}

/// The code as the country writes it, if it fits: a country before it (`D-10115`) goes.
pub(super) fn fitted(text: &str, country: CountryCode) -> Option<Code> {
    if text.len() > LONGEST {
        return None;
    }
    let country_patterns = PATTERNS.get(country)?;
    let patterns = &country_patterns.patterns;
    if country_patterns.are_digits_of(text) || patterns.iter().any(|pattern| is_written(text, pattern)) {
        return Code::written(text);
    }
    let code = Code::compact(text)?;
    let fit = |characters: &[u8]| patterns.iter().find_map(|pattern| Code::fill(characters, pattern));
    fit(code.bytes())
        .or_else(|| {
            let signs = [country.as_str(), sign(country)];
            signs
                .into_iter()
                .filter(|sign| !sign.is_empty())
                .find_map(|sign| fit(code.bytes().strip_prefix(sign.as_bytes())?))
        })
        // `1050` of Riga, where the country's own letters are part of the code
        .or_else(|| {
            patterns.iter().find_map(|pattern| {
                let letters = pattern.iter().map_while(|piece| match piece {
                    Piece::Is(letter) => Some(*letter),
                    _ => None,
                });
                let all = Code::of_pieces(letters.chain(code.bytes().iter().copied()))?;
                if all.len > code.len { Code::fill(all.bytes(), pattern) } else { None }
            })
        })
}

/// The sign that stood on cars before the codes of a country: `D-10115`, `A-1010`.
fn sign(country: CountryCode) -> &'static str {
    match country.as_str() {
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
        "SI" => "SLO",
        _ => "",
    }
}

/// The code with the zeros before it that a spreadsheet took, if it fits then and the country has such codes.
pub(super) fn restored(text: &str, country: CountryCode) -> Option<Code> {
    let patterns = PATTERNS.get(country).filter(|patterns| patterns.zeros > 0 && text.len() <= LONGEST)?;
    let code = Code::compact(text).filter(|code| code.bytes().iter().all(u8::is_ascii_digit))?;
    (1..=patterns.zeros).find_map(|zeros| {
        let zeros = std::iter::repeat_n(b'0', zeros);
        let all = Code::of_pieces(zeros.chain(code.bytes().iter().copied()))?;
        // `1234-5678` lost a zero, `12345678` may be anything
        let patterns = patterns.patterns.iter().take(if text.contains('-') { usize::MAX } else { 1 });
        patterns.into_iter().find_map(|pattern| Code::fill(all.bytes(), pattern))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_a_postal_code_fits_its_example() {
        let mut seen = rustc_hash::FxHashSet::default();
        for line in lines(POSTAL_CODES) {
            let row: Vec<&str> = line.split('|').map(str::trim).collect();
            let country = CountryCode::of(row[0]).unwrap();
            assert!(seen.insert(country), "{line}");
            let patterns = PATTERNS.get(country).unwrap();
            match row[..] {
                [_, "none", ""] => assert_eq!(has_codes(country), Some(false), "{line}"),
                [_, _, example] | [_, _, example, "0" | "00"] => {
                    assert_eq!(fitted(example, country).unwrap().as_str(), example, "{line}");
                }
                _ => panic!("{line}"),
            }
            assert!(patterns.patterns.iter().all(|pattern| pattern.len() <= CAPACITY), "{line}");
            // What is written as one pattern fits no other one.
            let meet = |(left, right): (&Piece, &Piece)| (0..=u8::MAX).any(|byte| left.is(byte) && right.is(byte));
            for (at, left) in patterns.patterns.iter().enumerate() {
                let others = patterns.patterns.iter().skip(at + 1);
                for right in others.filter(|right| unseparated(left).count() == unseparated(right).count()) {
                    assert!(!unseparated(left).zip(unseparated(right)).all(meet), "{line}");
                }
            }
        }
    }
}
