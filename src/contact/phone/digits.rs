//! [`Digits`]: the digits of a number, without an allocation.

use crate::contact::Invalid;

/// The most digits that are kept; E.164 has 15, a few national plans go beyond.
pub(super) const MOST: usize = 19;

/// The fewest digits that a number has: emergency and short numbers have three.
const FEWEST: usize = 3;
/// How many digits vanity numbers have with the calling code; the shortest are Australian ones such as `13 CATS`.
const VANITY: std::ops::RangeInclusive<usize> = 6..=15;

/// Up to [`MOST`] ASCII digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    bytes: [u8; MOST + 1],
    length: usize,
    has_plus: bool,
    has_slash: bool,
}

impl Digits {
    const EMPTY: Self = Self { bytes: [b'0'; MOST + 1], length: 0, has_plus: false, has_slash: false };

    /// The digits of a text that has nothing else but a `+` in front and what divides groups of digits.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut digits = Self::EMPTY;
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => digits.push(byte)?,
                b'+' if digits.length == 0 => digits.has_plus = true,
                b' ' | b'-' | b'.' | b'(' | b')' | b'[' | b']' => {}
                b'/' => digits.has_slash = true,
                _ => return None,
            }
        }
        (digits.length >= FEWEST).then_some(digits)
    }

    /// The digits of a text in which letters may stand for digits: `1-800-FLOWERS`.
    pub(super) fn spelled(text: &str) -> Result<Self, Invalid> {
        let mut digits = Self { has_plus: text.starts_with('+'), ..Self::EMPTY };
        let (mut letters, mut is_other, mut is_long) = (0_usize, false, false);
        for char in text.chars() {
            let digit = if char.is_ascii_digit() { Some(char) } else { keypad(char) };
            letters += usize::from(char.is_ascii_alphabetic());
            match digit.and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) => is_long |= digits.push(digit).is_none(),
                None => is_other |= !char.is_ascii() || matches!(char, '@' | '&' | '=' | ':'),
            }
        }
        // One or two letters stand for no word of a vanity number.
        match digits.length {
            0 => Err(Invalid::PhoneNoDigits),
            _ if is_other || matches!(letters, 1 | 2) => Err(Invalid::PhoneSyntax),
            _ if letters > 0 && (is_long || !VANITY.contains(&digits.length)) => Err(Invalid::PhoneSyntax),
            _ if is_long => Err(Invalid::PhoneTooLong),
            count if count < FEWEST => Err(Invalid::PhoneTooShort),
            _ => Ok(digits),
        }
    }

    /// The digits of an integer.
    #[cfg(feature = "phone")]
    pub(super) fn of_number(number: u64) -> Self {
        let mut digits = Self::EMPTY;
        let mut rest = number;
        // Written from the end, then moved to the start.
        let mut at = digits.bytes.len();
        while rest > 0 && at > 0 {
            at -= 1;
            if let Some(place) = digits.bytes.get_mut(at) {
                *place = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            }
            rest /= 10;
        }
        digits.bytes.rotate_left(at);
        digits.length = MOST + 1 - at;
        digits
    }

    fn push(&mut self, digit: u8) -> Option<()> {
        // The last place is left for the largest integers.
        (self.length < MOST).then_some(())?;
        *self.bytes.get_mut(self.length)? = digit;
        self.length += 1;
        Some(())
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Whether a `+` stands before the digits.
    pub(super) fn has_plus(&self) -> bool {
        self.has_plus
    }

    /// Whether a slash stands among the digits, which may divide two numbers.
    pub(super) fn has_slash(&self) -> bool {
        self.has_slash
    }

    #[cfg(feature = "phone")]
    pub(super) fn without_plus(mut self) -> Self {
        self.has_plus = false;
        self
    }

    #[cfg(feature = "phone")]
    pub(super) fn with_plus(&self) -> String {
        let mut text = String::with_capacity(self.length + 1);
        text.push('+');
        text.push_str(self.as_str());
        text
    }

    /// The digits of two texts of digits.
    pub(super) fn joined(first: &[u8], second: &[u8]) -> Option<Self> {
        let mut digits = Self::EMPTY;
        first.iter().chain(second).try_for_each(|digit| digits.push(*digit))?;
        Some(digits)
    }

    /// The digits after `00`, by which most of the world dials abroad, and after zeros more: no calling code starts so.
    pub(super) fn after_double_zero(&self) -> Option<Self> {
        let mut rest = self.as_bytes().strip_prefix(b"00")?;
        while let [b'0', after @ ..] = rest {
            rest = after;
        }
        Self::joined(rest, b"")
    }
}

/// The digit that a letter is on, on a telephone's keypad (ITU-T E.161).
fn keypad(char: char) -> Option<char> {
    Some(match char.to_ascii_lowercase() {
        'a'..='c' => '2',
        'd'..='f' => '3',
        'g'..='i' => '4',
        'j'..='l' => '5',
        'm'..='o' => '6',
        'p'..='s' => '7',
        't'..='v' => '8',
        'w'..='z' => '9',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_taken_from_groups_and_from_nothing_else() {
        let digits = |text| Digits::of(text).map(|digits| (digits.has_plus(), digits.as_str().to_owned()));
        assert_eq!(digits("+49 (0) 30-901.820"), Some((true, "49030901820".to_owned())));
        assert_eq!(digits("030/901820"), Some((false, "030901820".to_owned())));
        for text in ["", "12", "1+23", "123x", "12345678901234567890", "١٢٣"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(feature = "phone")]
    fn an_integer_is_written_in_full() {
        for number in [7, 4_930_901_820, u64::MAX] {
            assert_eq!(Digits::of_number(number).as_str(), number.to_string());
        }
    }
}
