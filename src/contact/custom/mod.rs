//! [`Custom`]: a value of a field that the owner defined.

mod currency;
mod number;
mod schema;

pub use schema::{Cardinality, CustomField, Misfit, MisfitKind, Schema, Sensitivity};

use super::fold::trimmed_within;
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
    List(Vec<Self>),
}

/// An amount in a currency, exact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(clippy::exhaustive_structs, reason = "an amount in a currency has no third part")]
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
    List(Box<Self>),
}

/// The most octets of a value that is no text.
const LONGEST: usize = 4096;
/// The most octets of a text.
const LONGEST_TEXT: usize = 1 << 20;
/// The most lists within lists.
const DEEPEST: usize = 4;

impl CustomType {
    /// Reads a text as a value of this type.
    ///
    /// Numbers are read as people of any country write them, as far as that says one thing: `1.234,50` and `1,234.50` are
    /// one number, `1,234` as a decimal is none. A list has semicolons between its values, or else commas.
    ///
    /// ```
    /// use contactkit::contact::{Custom, CustomType, Money};
    ///
    /// let money = CustomType::Money.read("1.234,50 €")?;
    /// assert_eq!(money, Custom::Money(Money { amount: "1234.50".into(), currency: "EUR".into() }));
    /// assert_eq!(CustomType::Bool.read("ja")?, Custom::Bool(true));
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    ///
    /// # Errors
    /// [`Invalid::Empty`] if there is no text, [`Invalid::CustomType`] if it is no value of the type,
    /// [`Invalid::CustomCurrency`] and [`Invalid::CustomChoice`] if the currency or choice is not known, and the reasons of
    /// [`PartialDate`].
    pub fn read(&self, text: &str) -> Result<Custom, Invalid> {
        self.read_within(text, DEEPEST)
    }

    fn read_within(&self, text: &str, depth: usize) -> Result<Custom, Invalid> {
        let text = trimmed_within(text, if *self == Self::Text { LONGEST_TEXT } else { LONGEST })?;
        match self {
            Self::Text => Ok(Custom::Text(text.to_owned())),
            Self::Integer => number::integer(text).map(Custom::Integer),
            Self::Decimal => number::decimal(text).map(Custom::Decimal),
            Self::Money => money(text).map(Custom::Money),
            Self::Date => text.parse().map(Custom::Date),
            Self::Bool => bool(text).map(Custom::Bool),
            Self::Choice(choices) => {
                let wanted = text.to_lowercase();
                let known = choices.iter().find(|choice| choice.trim().to_lowercase() == wanted);
                known.cloned().map(Custom::Choice).ok_or(Invalid::CustomChoice)
            }
            Self::List(_) if depth == 0 => Err(Invalid::CustomType),
            Self::List(item) => {
                let separator = if text.contains(';') { ';' } else { ',' };
                let items = text.split(separator).filter(|item| !item.trim().is_empty());
                items.map(|text| item.read_within(text, depth - 1)).collect::<Result<_, _>>().map(Custom::List)
            }
        }
    }
}

/// Yes and no in some languages; a number other than 0 and 1 is neither.
fn bool(text: &str) -> Result<bool, Invalid> {
    match super::fold::fold(text).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "on" | "x" | "ja" | "j" | "wahr" | "oui" | "o" | "vrai" | "sí" | "si"
        | "s" | "sì" | "verdadero" | "sim" | "vero" | "tak" | "да" | "так" | "evet" | "kyllä" | "ano" | "igen"
        | "はい" | "是" => Ok(true),
        "no" | "n" | "false" | "f" | "0" | "off" | "nein" | "falsch" | "non" | "faux" | "falso" | "não" | "nao"
        | "nee" | "nej" | "nei" | "nie" | "нет" | "ні" | "hayır" | "ei" | "ne" | "nem" | "いいえ" | "否" => {
            Ok(false)
        }
        _ => Err(Invalid::CustomType),
    }
}

fn money(text: &str) -> Result<Money, Invalid> {
    let is_amount = |char: char| char.is_ascii_digit() || super::fold::digit(char).is_some();
    let (Some(first), Some(last)) = (text.find(is_amount), text.rfind(is_amount)) else {
        return Err(Invalid::CustomType);
    };
    let end = last + text.get(last..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let before = text.get(..first).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let minus = before.contains(['-', '\u{2212}']) || after.contains(['-', '\u{2212}']);
    let word = |text: &str| {
        text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '-' | '\u{2212}' | '+' | '.' | ','))
            .to_owned()
    };
    let currency = match (word(before), word(after)) {
        (currency, none) | (none, currency) if none.is_empty() && !currency.is_empty() => currency,
        _ => return Err(Invalid::CustomCurrency),
    };
    let currency = currency::code(&currency).ok_or(Invalid::CustomCurrency)?;
    let amount = number::amount(text.get(first..end).unwrap_or_default(), currency)?;
    let minus = minus && amount.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    Ok(Money { amount: if minus { format!("-{amount}") } else { amount }, currency: currency.to_owned() })
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl std::fmt::Display for Custom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Decimal(text) | Self::Choice(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Money(money) => money.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Bool(true) => f.write_str("yes"),
            Self::Bool(false) => f.write_str("no"),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        f.write_str("; ")?;
                    }
                    item.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Custom, CustomType, Invalid, PartialDate};

    #[test]
    fn values_are_read_as_their_type() {
        for (kind, text, value) in [
            (CustomType::Integer, "1.234.567", "1234567"),
            (CustomType::Integer, "-12", "-12"),
            (CustomType::Integer, "١٢", "12"),
            (CustomType::Decimal, "1.234,50", "1234.50"),
            (CustomType::Decimal, "1,234.50", "1234.50"),
            (CustomType::Decimal, "-0,5", "-0.5"),
            (CustomType::Decimal, "12.500", "12.500"),
            (CustomType::Decimal, "007", "7"),
            (CustomType::Money, "EUR 12", "12 EUR"),
            (CustomType::Money, "-12,50 €", "-12.50 EUR"),
            (CustomType::Money, "€1,000", "1000 EUR"),
            (CustomType::Money, "1.000 KWD", "1.000 KWD"),
            (CustomType::Money, "US$ 1,234.5", "1234.5 USD"),
            (CustomType::Date, "17 May 2001", "2001-05-17"),
            (CustomType::Bool, "Nein", "no"),
            (CustomType::Choice(vec!["Gold".to_owned()]), "GOLD", "Gold"),
            (CustomType::List(Box::new(CustomType::Integer)), "1, 2,3", "1; 2; 3"),
        ] {
            let read = kind.read(text).unwrap();
            assert_eq!(read.to_string(), value, "{text}");
            assert_eq!(kind.read(value), Ok(read), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_values_is_none() {
        for (kind, text, why) in [
            (CustomType::Decimal, "1,234", Invalid::CustomType),
            (CustomType::Money, "$12", Invalid::CustomCurrency),
            (CustomType::Money, "12", Invalid::CustomCurrency),
            (CustomType::Money, "EUR 12 USD", Invalid::CustomCurrency),
            (CustomType::Integer, "1.5", Invalid::CustomType),
            (CustomType::Integer, "99999999999999999999", Invalid::CustomType),
            (CustomType::Bool, "2", Invalid::CustomType),
            (CustomType::Date, "03/04/2001", Invalid::DateAmbiguous),
            (CustomType::Choice(Vec::new()), "x", Invalid::CustomChoice),
            (CustomType::Text, " ", Invalid::Empty),
        ] {
            assert_eq!(kind.read(text), Err(why), "{text}");
        }
        assert_eq!(Custom::Date(PartialDate::full(2001, 5, 17).unwrap()).to_string(), "2001-05-17");
    }
}
