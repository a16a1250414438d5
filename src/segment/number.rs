//! [`Number`]: an exact decimal number.

use std::fmt;

/// Billionths in one.
const ONE: i128 = 1_000_000_000;
/// The most digits behind the point.
const DECIMALS: usize = 9;
/// The most digits before the point.
const WHOLE: usize = 27;

/// An exact decimal number with at most nine digits behind the point and 27 before it.
///
/// ```
/// use contactkit::segment::Number;
///
/// let number: Number = "12.50".parse().unwrap();
/// assert_eq!(number.to_string(), "12.5");
/// assert!(number > Number::from(12));
/// assert!("1e3".parse::<Number>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Number(i128);

/// A text that is not a [`Number`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of at most {WHOLE} digits and {DECIMALS} decimals")]
#[non_exhaustive]
pub struct NotANumber;

impl Number {
    /// The sum; nothing where it has too many digits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).filter(|sum| sum.unsigned_abs() < ONE.unsigned_abs().pow(4)).map(Self)
    }

    /// The number, if it is whole and fits.
    pub(super) fn whole(self) -> Option<i64> {
        (self.0 % ONE == 0).then(|| (self.0 / ONE).try_into().ok()).flatten()
    }

    /// The number below zero by as much as this is above.
    pub(super) fn negative(self) -> Self {
        Self(-self.0)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(i128::from(number) * ONE)
    }
}

impl std::str::FromStr for Number {
    type Err = NotANumber;

    /// Reads digits with an optional minus and point: `-12.5`.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let decimals = decimals.map(|text| (text, text.trim_end_matches('0')));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let significant = whole.trim_start_matches('0').len();
        if !is_digits(whole) || significant > WHOLE {
            return Err(NotANumber);
        }
        if decimals.is_some_and(|(given, kept)| !is_digits(given) || kept.len() > DECIMALS) {
            return Err(NotANumber);
        }
        let kept = decimals.map_or("", |(_, kept)| kept);
        let padding = std::iter::repeat_n(b'0', DECIMALS - kept.len());
        let digits = whole.bytes().chain(kept.bytes()).chain(padding);
        Ok(Self(sign * digits.fold(0, |number, digit| number * 10 + i128::from(digit - b'0'))))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / ONE.unsigned_abs(), self.0.unsigned_abs() % ONE.unsigned_abs());
        let mut text = format!("{}{whole}", if self.0 < 0 { "-" } else { "" });
        if rest > 0 {
            text.push_str(format!(".{rest:09}").trim_end_matches('0'));
        }
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_exact_and_read_back() {
        for (text, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("12.50", "12.5"),
            ("-0.000000001", "-0.000000001"),
            ("999999999999999999999999999.999999999", "999999999999999999999999999.999999999"),
        ] {
            let number: Number = text.parse().unwrap();
            assert_eq!(number.to_string(), shown);
            assert_eq!(shown.parse(), Ok(number));
        }
        for wrong in ["", "-", ".5", "5.", "1,5", "1e3", "+1", "0.0000000001", "1000000000000000000000000000", "٣"] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
        let largest: Number = "999999999999999999999999999.9".parse().unwrap();
        assert_eq!((largest.plus(largest), largest.plus(largest.negative())), (None, Some(Number::from(0))));
    }
}
