//! [`PostalAddress`]: where post arrives.

use super::{CountryCode, Invalid};

/// A postal address in its parts, each as given.
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

impl std::str::FromStr for PostalAddress {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
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

impl PostalAddress {
    /// TODO
    pub fn postal_code_canonical(&self) -> Option<String> {
        None
    }
    /// TODO
    pub fn postal_code_fits(&self) -> Option<bool> {
        None
    }
}
