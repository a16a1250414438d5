//! [`Value`]: what a field is compared with.

use super::Number;
use super::print::quoted;
use crate::contact::{Money, PartialDate};
use std::fmt;

/// What a field is compared with: a text, a number, an amount, a date, a day counted from today, yes or no.
///
/// ```
/// use contactkit::contact::PartialDate;
/// use contactkit::segment::{Unit, Value};
///
/// assert_eq!(Value::from("VIP").to_string(), r#""VIP""#);
/// assert_eq!(Value::from(3).to_string(), "3");
/// assert_eq!(Value::amount(1000, "EUR").unwrap().to_string(), "1000 EUR");
/// assert_eq!(Value::from(PartialDate::full(2026, 5, 17).unwrap()).to_string(), "2026-05-17");
/// assert_eq!(Value::today(-3, Unit::Month).to_string(), "today - 3 months");
/// assert_eq!(Value::from(true).to_string(), "yes");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value(pub(super) Literal);

/// The kinds of values. Each is written in one way, so that two that are written alike are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Literal {
    Text(String),
    Number(Number),
    /// An amount and the three capital letters of its currency.
    Amount(Number, String),
    /// A date with more than its year; a year alone is a number.
    Date(PartialDate),
    /// Today and so many units more or less.
    Today(i32, Unit),
    Bool(bool),
}

/// A span of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Unit {
    /// The units with their words for one and for several.
    pub(super) const WORDS: [(Self, &'static str, &'static str); 4] = [
        (Self::Day, "day", "days"),
        (Self::Week, "week", "weeks"),
        (Self::Month, "month", "months"),
        (Self::Year, "year", "years"),
    ];

    /// The word for a number of units.
    pub(super) fn word(self, count: u32) -> &'static str {
        let word = Self::WORDS.iter().find(|(unit, ..)| *unit == self);
        word.map_or("", |(_, one, several)| if count == 1 { one } else { several })
    }
}

/// Some days up to a certain one; the ends are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Period {
    /// From so many units ago until today.
    Last(u32, Unit),
    /// From today on for so many units.
    Next(u32, Unit),
    /// From a date on.
    Since(PartialDate),
    /// From one date to another.
    Between(PartialDate, PartialDate),
}

impl Value {
    /// An amount in a currency by its three capital letters; nothing for other letters.
    pub fn amount(amount: impl Into<Number>, currency: &str) -> Option<Self> {
        is_currency(currency).then(|| Self(Literal::Amount(amount.into(), currency.to_owned())))
    }

    /// The day that is so many units after today, or before it for a number below zero.
    pub fn today(units: i32, unit: Unit) -> Self {
        Self(Literal::Today(units, if units == 0 { Unit::Day } else { unit }))
    }
}

/// Whether a text can be the code of a currency. `AND` is none, and a word of the grammar.
pub(super) fn is_currency(text: &str) -> bool {
    text.len() == 3 && text != "AND" && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(Literal::Text(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(Literal::Text(text))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self(Literal::Number(number.into()))
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self(Literal::Number(number))
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self(Literal::Bool(is))
    }
}

impl From<PartialDate> for Value {
    fn from(date: PartialDate) -> Self {
        match (date.year(), date.month()) {
            (Some(year), None) => i64::from(year).into(),
            _ => Self(Literal::Date(date)),
        }
    }
}

impl TryFrom<&Money> for Value {
    type Error = super::NotANumber;

    fn try_from(money: &Money) -> Result<Self, Self::Error> {
        Self::amount(money.amount.parse::<Number>()?, &money.currency).ok_or(super::NotANumber)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Literal::Text(text) => quoted(f, text, '"'),
            Literal::Number(number) => number.fmt(f),
            Literal::Amount(number, currency) => write!(f, "{number} {currency}"),
            Literal::Date(date) => date.fmt(f),
            Literal::Today(0, _) => f.write_str("today"),
            Literal::Today(units, unit) => {
                let sign = if *units < 0 { '-' } else { '+' };
                let count = units.unsigned_abs();
                write!(f, "today {sign} {count} {}", unit.word(count))
            }
            Literal::Bool(true) => f.write_str("yes"),
            Literal::Bool(false) => f.write_str("no"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Last(count, unit) => write!(f, "last {count} {}", unit.word(*count)),
            Self::Next(count, unit) => write!(f, "next {count} {}", unit.word(*count)),
            Self::Since(date) => write!(f, "since {date}"),
            Self::Between(from, to) => write!(f, "{from} to {to}"),
        }
    }
}
