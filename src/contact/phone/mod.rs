//! [`Phone`]: a telephone number.

#[cfg(feature = "phone")]
mod check;
mod extension;
mod read;

#[cfg(feature = "phone")]
pub use check::{PhoneCheck, PhoneKind};

use super::{CountryCode, Invalid};

/// A telephone number.
///
/// With a country it is a number that anybody in the world can dial; without one it keeps its national digits.
/// Two numbers are equal if the same digits and the same extension are dialed, wherever the country came from.
///
/// ```
/// use contactkit::contact::{CountryCode, Phone, PhoneRegion};
///
/// let phone = Phone::parse("+49 (0) 30 901820-0 ext. 12", None)?;
/// assert_eq!(phone.e164(), Some(49309018200));
/// assert_eq!(phone.extension(), Some("12"));
/// assert_eq!(phone.to_string(), "+49309018200;ext=12");
///
/// // Digits without a country stay what they are.
/// let phone = Phone::parse("(520) 878-2491", None)?;
/// assert_eq!((phone.e164(), phone.national()), (None, Some("5208782491")));
/// # #[cfg(feature = "phone")]
/// # {
/// let phone = Phone::parse("(520) 878-2491", CountryCode::of("US"))?;
/// assert_eq!((phone.e164(), phone.region_from()), (Some(15208782491), PhoneRegion::Given));
/// # }
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
#[derive(Debug, Clone)]
pub struct Phone {
    number: Number,
    extension: Option<Box<str>>,
    region_from: PhoneRegion,
}

/// The digits of a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Number {
    /// Calling code and national number as one integer: `+49 30 1234` is 49301234 (ITU-T E.164, at most 15 digits).
    International(u64),
    /// Digits without a known country.
    National(Box<str>),
}

/// Where the country of a [`Phone`] came from.
///
/// It says how far a number can be trusted, and is no part of the number's identity: equality ignores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PhoneRegion {
    /// The number says it: `+49 …`, `0049 …`, or a prefix that is dialed to leave the given country.
    Number,
    /// The caller gave it; the number itself is national.
    Given,
    /// Nobody; the number has no known country.
    Unknown,
}

impl Phone {
    /// Reads a number; one without `+` or `00` is taken as a number of `region`.
    ///
    /// Reads what people write: extensions in many notations, vanity letters, digits of other scripts, `(0)`, RFC 3966.
    /// Whether the number exists is another and dearer question: see `check`, with the feature `phone`.
    /// With that feature the prefixes of every country are known (the metadata of libphonenumber); without it only
    /// numbers with `+` or `00` have a country.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text cannot be a phone number.
    pub fn parse(text: &str, region: Option<CountryCode>) -> Result<Self, Invalid> {
        read::read(text, region)
    }

    /// Calling code and national number as one integer (E.164 without `+`), if the country is known.
    ///
    /// Leading zeros that belong to the number are in it: `+39 06 698` is 3906698.
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

    /// Where the number's country came from.
    pub fn region_from(&self) -> PhoneRegion {
        self.region_from
    }

    /// The same line without the extension.
    #[must_use]
    pub fn without_extension(mut self) -> Self {
        self.extension = None;
        self
    }
}

impl PartialEq for Phone {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.extension == other.extension
    }
}

impl Eq for Phone {}

impl std::hash::Hash for Phone {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
        self.extension.hash(state);
    }
}

impl PartialOrd for Phone {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Phone {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number).then_with(|| self.extension.cmp(&other.extension))
    }
}

impl std::fmt::Display for Phone {
    /// `+4930123456;ext=12` (RFC 3966 without `tel:`), or the national digits.
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

/// A parameter in the manner of RFC 3966 by which serialized numbers keep that their country was only given.
#[cfg(feature = "serde")]
const GIVEN: &str = ";region=given";

#[cfg(feature = "serde")]
impl serde::Serialize for Phone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.region_from {
            PhoneRegion::Given => serializer.collect_str(&format_args!("{self}{GIVEN}")),
            PhoneRegion::Number | PhoneRegion::Unknown => serializer.collect_str(self),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Phone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let (text, given) = text.strip_suffix(GIVEN).map_or((&*text, false), |text| (text, true));
        let mut phone: Self = text.parse().map_err(serde::de::Error::custom)?;
        if given && phone.e164().is_some() {
            phone.region_from = PhoneRegion::Given;
        }
        Ok(phone)
    }
}
