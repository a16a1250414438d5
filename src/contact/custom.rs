//! [`Custom`]: a value of a field that the owner defined.

use super::{Invalid, PartialDate};

/// A value of a field that the owner defined.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Custom {
    /// Any text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number, exact, as its digits: `12.50`.
    Decimal(String),
    /// An amount in a currency.
    Money(Money),
    /// A date, or a part of one.
    Date(PartialDate),
    /// Yes or no.
    Bool(bool),
    /// One of the choices that the field allows.
    Choice(String),
    /// Several values.
    List(Vec<Custom>),
}

/// An amount in a currency, exact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Money {
    /// The amount as decimal digits: `-12.50`.
    pub amount: String,
    /// The ISO 4217 code of the currency: `EUR`.
    pub currency: String,
}

/// The type of a field that the owner defined.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum CustomType {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// An amount in a currency.
    Money,
    /// A date, or a part of one.
    Date,
    /// Yes or no.
    Bool,
    /// One of these choices.
    Choice(Vec<String>),
    /// Several values of one type, with commas between them.
    List(Box<CustomType>),
}

impl CustomType {
    /// Reads a text as a value of this type.
    ///
    /// # Errors
    /// [`Invalid::CustomType`] if the text is no such value, [`Invalid::Empty`] if there is none.
    pub fn read(&self, text: &str) -> Result<Custom, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        match self {
            Self::Text => Ok(Custom::Text(text.to_owned())),
            _ => Err(Invalid::CustomType),
        }
    }
}
