//! [`NameReading`]: one way to read a name, and [`NameOptions`]: what is known of who wrote it.

use super::PersonName;
use super::culture::Culture;
use crate::contact::CountryCode;

/// One way to read a name, with how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NameReading {
    /// The name, read so.
    pub name: PersonName,
    /// How sure the reading is, from 1 to 95 percent. An estimate that puts readings in order; nothing was counted for it.
    pub confidence: u8,
}

/// Which name a text puts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NameOrder {
    /// Not known: the words and the country tell.
    #[default]
    Unknown,
    /// The given name, as in most of the West.
    GivenFirst,
    /// The family name, as in Hungary and East Asia, and in many lists.
    FamilyFirst,
}

/// What is known of a name beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[allow(clippy::exhaustive_structs, reason = "written as a literal with `..`")]
pub struct NameOptions {
    /// The country whose custom the name follows, as far as it is known.
    pub country: Option<CountryCode>,
    /// Which name comes first, where the writer is known to keep an order.
    pub order: NameOrder,
}

impl NameOptions {
    pub(super) fn culture(self) -> Option<Culture> {
        self.country.and_then(Culture::of)
    }
}

impl From<CountryCode> for NameOptions {
    fn from(country: CountryCode) -> Self {
        Self { country: Some(country), ..Self::default() }
    }
}

impl From<Option<CountryCode>> for NameOptions {
    fn from(country: Option<CountryCode>) -> Self {
        Self { country, ..Self::default() }
    }
}

impl From<NameOrder> for NameOptions {
    fn from(order: NameOrder) -> Self {
        Self { order, ..Self::default() }
    }
}
