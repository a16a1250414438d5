//! [`PartialDate`]: a date of which a part may be missing.

use super::Invalid;

/// A date of which a part may be missing: a year, a year and a month, a month and a day (a birthday), or a full date.
///
/// Every value is a day, month or year that the Gregorian calendar has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A full date, if the calendar has it.
    pub fn full(year: i16, month: u8, day: u8) -> Option<Self> {
        jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Self { year: Some(year), month: Some(month), day: Some(day) })
    }

    /// The year, if known.
    pub fn year(self) -> Option<i16> {
        self.year
    }

    /// The month from 1 to 12, if known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month from 1 to 31, if known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Whether year, month and day are all known.
    pub fn is_full(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

impl std::str::FromStr for PartialDate {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        let parts: Vec<i16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        match parts[..] {
            [year, month, day] => u8::try_from(month)
                .ok()
                .zip(u8::try_from(day).ok())
                .and_then(|(month, day)| Self::full(year, month, day))
                .ok_or(Invalid::DateImpossible),
            _ => Err(Invalid::DateSyntax),
        }
    }
}

impl std::fmt::Display for PartialDate {
    /// `2001-05-17`, `2001-05`, `2001`, or `--05-17` for a birthday without its year (ISO 8601-1:2019, RFC 6350).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => write!(f, "{year:04}-{month:02}"),
            (Some(year), _, _) => write!(f, "{year:04}"),
            (None, Some(month), Some(day)) => write!(f, "--{month:02}-{day:02}"),
            (None, _, _) => Ok(()),
        }
    }
}

impl PartialDate {
    /// Whether the date is one that programs put where nobody gave one.
    pub fn is_placeholder(self) -> bool {
        matches!((self.year, self.month, self.day), (Some(1 | 1900 | 1970), Some(1), Some(1)))
    }
}
