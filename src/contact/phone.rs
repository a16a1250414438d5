//! [`Phone`]: a telephone number.

use super::{CountryCode, Invalid};

/// A telephone number.
///
/// With a country it is a number that anybody in the world can dial; without one it keeps its national digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    number: Number,
    extension: Option<Box<str>>,
}

/// The digits of a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Number {
    /// Calling code and national number as one integer: `+49 30 1234` is 49301234 (ITU-T E.164, at most 15 digits).
    International(u64),
    /// Digits without a known country.
    National(Box<str>),
}

impl Phone {
    /// Reads a number; one without `+` or `00` is taken as a number of `region`.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text cannot be a phone number.
    pub fn parse(text: &str, region: Option<CountryCode>) -> Result<Self, Invalid> {
        let _ = region;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return Err(Invalid::PhoneNoDigits);
        }
        let number = match (text.trim().starts_with('+'), digits.parse()) {
            (true, Ok(number)) => Number::International(number),
            _ => Number::National(digits.into()),
        };
        Ok(Self { number, extension: None })
    }

    /// Calling code and national number as one integer (E.164 without `+`), if the country is known.
    pub fn e164(&self) -> Option<u64> {
        match self.number {
            Number::International(number) => Some(number),
            Number::National(_) => None,
        }
    }

    /// The digits of a number whose country is not known.
    pub fn national(&self) -> Option<&str> {
        match &self.number {
            Number::International(_) => None,
            Number::National(digits) => Some(digits),
        }
    }

    /// The digits after the number that reach one desk.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.number {
            Number::International(number) => write!(f, "+{number}")?,
            Number::National(digits) => f.write_str(digits)?,
        }
        match &self.extension {
            Some(extension) => write!(f, ";ext={extension}"),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Phone {
    type Err = Invalid;

    /// Reads a number that says its own country, or keeps its national digits.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text, None)
    }
}
