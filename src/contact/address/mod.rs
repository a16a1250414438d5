//! [`PostalAddress`]: where post arrives.

mod format;
mod parts;
mod postal;
mod region;
mod street;
mod token;
mod whole;
mod words;

pub use format::AddressPart;
pub(crate) use street::Reading;
pub use street::StreetLine;
pub(crate) use words::{StreetWord, glued_type, street_word};

use super::fold::{trimmed, trimmed_within};
use super::{CountryCode, Invalid};

/// The most octets of an address in one text.
const LONGEST: usize = 4096;

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
    /// Reads an address of one text, from a country if it names none.
    ///
    /// What is certainly the country, the postal code, the state or the city becomes that part; the rest, and all of it
    /// where nothing is certain, is the street. The country is a part only if the text names it. A text without a number or a
    /// word of streets that is one name, or a name and a state, is a country or a place: `Austin, TX`.
    ///
    /// ```
    /// use contactkit::contact::{CountryCode, PostalAddress};
    ///
    /// let address = PostalAddress::parse("12 High St, London SW1A 1AA, UK", None)?;
    /// assert_eq!((address.street.as_deref(), address.locality.as_deref()), (Some("12 High St"), Some("London")));
    /// assert_eq!((address.postal_code.as_deref(), address.country.as_deref()), (Some("SW1A 1AA"), Some("UK")));
    /// let address = PostalAddress::parse("Hauptstr. 5, 10115 Berlin", CountryCode::of("DE"))?;
    /// assert_eq!((address.postal_code.as_deref(), address.locality.as_deref()), (Some("10115"), Some("Berlin")));
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    ///
    /// # Errors
    /// [`Invalid::Empty`] and [`Invalid::TooLong`] (more than 4096 octets).
    pub fn parse(text: &str, country: Option<CountryCode>) -> Result<Self, Invalid> {
        let text = trimmed_within(text, LONGEST)?;
        Ok(whole::read(text, country))
    }

    /// The country's code, if the country is given and known.
    pub fn country_code(&self) -> Option<CountryCode> {
        self.country.as_deref().and_then(CountryCode::of)
    }

    /// The parts of the street line: name, house number, unit, post box, care-of.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    ///
    /// let mut address = PostalAddress::default();
    /// address.street = Some("Calle Mayor 5, 3º B".to_owned());
    /// let line = address.street_line();
    /// assert_eq!((line.name, line.number, line.unit), ("Calle Mayor", "5", "3º B"));
    /// ```
    pub fn street_line(&self) -> StreetLine<'_> {
        self.street.as_deref().map(StreetLine::of).unwrap_or_default()
    }

    /// The code of the state or province in its country, from its code or name: `CA` of `California`.
    ///
    /// Known for the larger federal countries and some others; `None` elsewhere. Without a known country, it is known
    /// where only one country has a region of that name.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    ///
    /// let mut address = PostalAddress::default();
    /// address.region = Some("new south wales".to_owned());
    /// assert_eq!(address.region_code(), Some("NSW"));
    /// address.country = Some("US".to_owned());
    /// assert_eq!(address.region_code(), None);
    /// ```
    pub fn region_code(&self) -> Option<&'static str> {
        self.region_code_in(self.country_code())
    }

    pub(crate) fn region_code_in(&self, country: Option<CountryCode>) -> Option<&'static str> {
        let text = self.region.as_deref()?;
        match country {
            // a country that is not known may have regions of that name, too
            None if filled(self.country.as_deref()).is_some() => None,
            _ => region::code(text, country),
        }
    }

    /// The postal code as its country writes it: capitals, spaces and hyphens where they belong.
    ///
    /// Without a known country, or where the code fits none of the country's patterns, it is the code in capitals with
    /// single spaces; a text of more than 64 octets is no code. Digits of other scripts become ASCII, and a country before
    /// the code (`D-10115`) goes.
    pub fn postal_code_canonical(&self) -> Option<String> {
        let code = self.postal_code.as_deref()?;
        let plain = postal::plain(code)?;
        let fitted = self.country_code().and_then(|country| postal::fitted(code, country));
        Some(fitted.map_or(plain, |code| code.as_str().to_owned()))
    }

    /// The postal code with the zeros before it that spreadsheets take from it, if it fits its country with them only.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    ///
    /// let mut address = PostalAddress::default();
    /// address.postal_code = Some("1234".to_owned());
    /// assert_eq!(address.postal_code_restored(), None);
    /// address.country = Some("US".to_owned());
    /// assert_eq!(address.postal_code_restored().as_deref(), Some("01234"));
    /// ```
    pub fn postal_code_restored(&self) -> Option<String> {
        let (code, country) = (self.postal_code.as_deref()?, self.country_code()?);
        let code = if postal::fitted(code, country).is_some() { None } else { postal::restored(code, country) };
        Some(code?.as_str().to_owned())
    }

    /// Whether the postal code has a form that its country uses; `None` if there is no code, or no country whose codes
    /// are known. A code in a country without postal codes does not fit.
    pub fn postal_code_fits(&self) -> Option<bool> {
        let (code, country) = (filled(self.postal_code.as_deref())?, self.country_code()?);
        let has_codes = postal::has_codes(country)?;
        Some(has_codes && postal::fitted(code, country).is_some())
    }

    /// The parts that the country's post needs and the address lacks, in the order of writing; none without a known
    /// country. Costs two lookups.
    ///
    /// ```
    /// use contactkit::contact::{AddressPart, PostalAddress};
    ///
    /// let mut address = PostalAddress::default();
    /// address.street = Some("12 High Street".to_owned());
    /// address.country = Some("GB".to_owned());
    /// let missing: Vec<AddressPart> = address.missing_parts().collect();
    /// assert_eq!(missing, [AddressPart::Locality, AddressPart::PostalCode]);
    /// ```
    pub fn missing_parts(&self) -> impl Iterator<Item = AddressPart> {
        self.country_code().into_iter().flat_map(|country| self.missing_in(country))
    }

    pub(crate) fn missing_in(&self, country: CountryCode) -> impl Iterator<Item = AddressPart> {
        let required = format::of(country).map_or(&[][..], |format| &format.required);
        required.iter().copied().filter(|part| self.part(*part).is_none())
    }

    /// The lines below the name on an envelope, as the country of the address writes them, the country as given last.
    ///
    /// The postal code stands in its canonical form. Parts that the country does not write (the state in Germany) are left
    /// out. An address in China, Japan, Korea or Taiwan starts with the largest part in their own scripts, with the street
    /// in Latin letters.
    ///
    /// ```
    /// use contactkit::contact::PostalAddress;
    ///
    /// let mut address = PostalAddress::default();
    /// address.street = Some("Hauptstr. 5".to_owned());
    /// address.locality = Some("Berlin".to_owned());
    /// address.postal_code = Some("D-10115".to_owned());
    /// address.country = Some("Germany".to_owned());
    /// assert_eq!(address.lines(), ["Hauptstr. 5", "10115 Berlin", "Germany"]);
    /// ```
    pub fn lines(&self) -> Vec<String> {
        format::lines_of(self)
    }

    /// The text of a part, if it has any.
    fn part(&self, part: AddressPart) -> Option<&str> {
        let part = match part {
            AddressPart::Street => &self.street,
            AddressPart::Locality => &self.locality,
            AddressPart::Region => &self.region,
            AddressPart::PostalCode => &self.postal_code,
            AddressPart::Country => &self.country,
        };
        filled(part.as_deref())
    }

    /// The postal code as a country writes it, if it fits.
    pub(crate) fn postal_code_in(&self, country: CountryCode) -> Option<postal::Code> {
        postal::fitted(self.postal_code.as_deref()?, country)
    }

    /// The country whose region is given, if it is certainly another than this one.
    pub(crate) fn foreign_region(&self, country: CountryCode) -> Option<CountryCode> {
        region::foreign(filled(self.region.as_deref())?, country)
    }

    /// The postal code for comparison: without separators, with its country's zeros, without what only sorts the mail
    /// of one house.
    pub(crate) fn postal_code_key(&self, country: CountryCode) -> Option<String> {
        let code = self.postal_code.as_deref()?;
        if postal::is_of_digits(code, country) {
            return Some(code.to_owned());
        }
        Some(postal::fitted(code, country).or_else(|| postal::restored(code, country))?.key(country))
    }

    /// Whether no part has any text.
    pub fn is_empty(&self) -> bool {
        self.parts().next().is_none()
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        let Self { street, locality, region, postal_code, country, .. } = self;
        // `IL` at the end would be a country
        let parts = match filled(region.as_deref()) {
            Some(_) => [street, locality, region, postal_code, country],
            None => [street, postal_code, locality, region, country],
        };
        parts.into_iter().filter_map(|part| filled(part.as_deref()))
    }
}

fn filled(part: Option<&str>) -> Option<&str> {
    part.map(trimmed).filter(|text| !text.is_empty())
}

impl std::str::FromStr for PostalAddress {
    type Err = Invalid;

    /// Reads an address of one text from anywhere; see [`parse`](PostalAddress::parse).
    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text, None)
    }
}

impl std::fmt::Display for PostalAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, part) in self.parts().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}
