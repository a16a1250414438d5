//! [`Phone`]: a telephone number.

#[cfg(feature = "phone")]
mod check;
mod digits;
#[cfg(feature = "phone")]
mod direct;
#[cfg(feature = "phone")]
mod engine;
mod extension;
#[cfg(feature = "phonenumber")]
mod phonenumber;
mod read;
mod text;
mod words;

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
/// assert_eq!((phone.e164(), phone.region_from()), (Some(15208782491), PhoneRegion::Default));
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
    /// The number says it by `00`, which is not what is dialed to leave the given country, such as the US:
    /// the number is right, but cannot be dialed there as it is written.
    ForeignPrefix,
    /// The number is national, and read as one of [`PhoneOptions::country`].
    Country,
    /// The number is national, and read as one of [`PhoneOptions::default`].
    Default,
    /// Nobody says it; the number has no known country.
    Unknown,
}

/// What is known of a number before it is read. Only national numbers need it.
///
/// ```
/// use contactkit::contact::{CountryCode, Phone, PhoneOptions, PhoneRegion};
///
/// let austria = PhoneOptions { country: CountryCode::of("AT"), default: CountryCode::of("US") };
/// # #[cfg(feature = "phone")]
/// assert_eq!(Phone::parse_with("0664 123456", austria)?.region_from(), PhoneRegion::Country);
/// assert_eq!(Phone::parse_with("+43 664 123456", austria)?.region_from(), PhoneRegion::Number);
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "written as a literal")]
pub struct PhoneOptions {
    /// The contact's own country, which is tried first.
    pub country: Option<CountryCode>,
    /// The country of numbers that do not fit the contact's country by their length, or whose contact has none.
    pub default: Option<CountryCode>,
}

impl Phone {
    /// Reads a number; one without `+` or `00` is taken as a number of `region`.
    ///
    /// It is [`parse_with`](Self::parse_with) with `region` as the default.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text cannot be a phone number.
    pub fn parse(text: &str, region: Option<CountryCode>) -> Result<Self, Invalid> {
        read::read(text, PhoneOptions { country: None, default: region })
    }

    /// Reads a number; one without `+` or `00` is taken as a number of the contact's country, or of the default.
    ///
    /// Reads what people write: extensions in many notations, vanity letters, digits of other scripts, `(0)`, RFC 3966,
    /// and notes such as `(home)`, which are no part of the number. Two numbers in one text are no number. Short
    /// numbers such as 112, and numbers without their area code, stay digits without a country.
    /// Whether the number exists is another and dearer question: see `check`, with the feature `phone`.
    /// With that feature the prefixes of every country are known (the metadata of libphonenumber); without it only
    /// numbers with `+` or `00` have a country.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text cannot be a phone number.
    pub fn parse_with(text: &str, options: PhoneOptions) -> Result<Self, Invalid> {
        read::read(text, options)
    }

    /// The words in or after a number that are no part of it: `home` in `+43 664 123456 (home)`.
    ///
    /// Such a text is read as the number; whoever wants to keep the words can make them the field's label.
    ///
    /// ```
    /// use contactkit::contact::Phone;
    ///
    /// assert_eq!(Phone::note("+43 664 123456 (home)").as_deref(), Some("home"));
    /// assert_eq!(Phone::note("1-800-FLOWERS"), None);
    /// ```
    pub fn note(text: &str) -> Option<String> {
        read::note(text)
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

/// A parameter in the manner of RFC 3966 by which serialized numbers keep where their country came from.
#[cfg(feature = "serde")]
const REGION: &str = ";region=";

#[cfg(feature = "serde")]
impl PhoneRegion {
    /// The words of serialized numbers; the other two are seen from the number.
    const WORDS: [(Self, &str); 3] =
        [(Self::ForeignPrefix, "foreign_prefix"), (Self::Country, "country"), (Self::Default, "default")];
}

#[cfg(feature = "serde")]
impl serde::Serialize for Phone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match PhoneRegion::WORDS.iter().find(|(region, _)| *region == self.region_from) {
            Some((_, word)) => serializer.collect_str(&format_args!("{self}{REGION}{word}")),
            None => serializer.collect_str(self),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Phone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let known = text.rsplit_once(REGION).and_then(|(text, word)| {
            let (region, _) = PhoneRegion::WORDS.iter().find(|(_, known)| *known == word)?;
            Some((text, *region))
        });
        let (text, region) = known.map_or((&*text, None), |(text, region)| (text, Some(region)));
        let mut phone: Self = text.parse().map_err(serde::de::Error::custom)?;
        if let Some(region) = region.filter(|_| phone.e164().is_some()) {
            phone.region_from = region;
        }
        Ok(phone)
    }
}
