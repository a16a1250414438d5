//! [`PartialDate`]: a date of which a part may be missing.

mod assemble;
mod era;
mod parts;
mod placeholder;
mod read;
mod words;

pub(super) use words::is_month;

use super::Invalid;

/// A date of which a part may be missing: a year, a year and a month, a month and a day (a birthday), or a full date.
///
/// Every value is a day, month or year that the Gregorian calendar has, from year 1 to 9999.
///
/// ```
/// use contactkit::contact::{DateOptions, DateOrder, Invalid, PartialDate};
///
/// let date: PartialDate = "17 May 2001".parse()?;
/// assert_eq!(Some(date), PartialDate::full(2001, 5, 17));
/// assert_eq!("--05-17".parse(), Ok(PartialDate::month_day(5, 17).unwrap()));
///
/// // Nobody can know what this is; somebody may know who wrote it.
/// assert_eq!("03/04/2001".parse::<PartialDate>(), Err(Invalid::DateAmbiguous));
/// assert_eq!(PartialDate::parse_with("03/04/2001", DateOrder::DayFirst)?.to_string(), "2001-04-03");
///
/// // There is no clock: the caller says how late a year of two digits can be.
/// let options = DateOptions { latest_year: Some(2026), ..DateOptions::from(DateOrder::DayFirst) };
/// assert_eq!(PartialDate::parse_with("17.5.85", options)?.year(), Some(1985));
/// # Ok::<(), Invalid>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

/// Which of day and month a text puts first, where its digits leave it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum DateOrder {
    /// Not known: a date that can be read both ways is [`Invalid::DateAmbiguous`].
    #[default]
    Unknown,
    /// The day, as in most of the world.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

/// What a text can mean as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DateReading {
    /// One date.
    Certain(PartialDate),
    /// Two dates, by which of day and month the writer puts first.
    Ambiguous {
        /// What it means where the day comes first.
        day_first: PartialDate,
        /// What it means where the month comes first.
        month_first: PartialDate,
    },
}

/// What the writer of dates is known to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[allow(clippy::exhaustive_structs, reason = "written as a literal with `..`")]
pub struct DateOptions {
    /// Which of day and month comes first.
    pub order: DateOrder,
    /// The latest year that a year of two digits can mean: with 2026, `26` is 2026 and `27` is 1927.
    /// Without it such a year is [`Invalid::DateCentury`].
    pub latest_year: Option<i16>,
}

impl From<DateOrder> for DateOptions {
    fn from(order: DateOrder) -> Self {
        Self { order, latest_year: None }
    }
}

impl PartialDate {
    /// A full date, if the calendar has it.
    pub fn full(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = Self { month: Some(month), day: Some(day), ..Self::year_only(year)? };
        date.civil().map(|_| date)
    }

    /// A year from 1 to 9999.
    pub fn year_only(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year: Some(year), month: None, day: None })
    }

    /// A month of a year.
    pub fn year_month(year: i16, month: u8) -> Option<Self> {
        let full = Self::full(year, month, 1)?;
        Some(Self { day: None, ..full })
    }

    /// A day of any year, such as a birthday; 29 February is one.
    pub fn month_day(month: u8, day: u8) -> Option<Self> {
        /// Any leap year.
        const LEAP: i16 = 2000;
        let full = Self::full(LEAP, month, day)?;
        Some(Self { year: None, ..full })
    }

    /// Reads a date as [`FromStr`](std::str::FromStr) does, with what is known of its writer.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text is not one date.
    pub fn parse_with(text: &str, options: impl Into<DateOptions>) -> Result<Self, Invalid> {
        read::read(text, options.into())
    }

    /// Reads a date as [`parse_with`](Self::parse_with) does, and keeps both dates of a text that can mean two.
    ///
    /// ```
    /// use contactkit::contact::{DateOptions, DateReading, PartialDate};
    ///
    /// let date = |month, day| PartialDate::full(2001, month, day).unwrap();
    /// assert_eq!(
    ///     PartialDate::readings("03/04/2001", DateOptions::default())?,
    ///     DateReading::Ambiguous { day_first: date(4, 3), month_first: date(3, 4) },
    /// );
    /// assert_eq!(PartialDate::readings("17/05/2001", DateOptions::default())?, DateReading::Certain(date(5, 17)));
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text is no date; [`Invalid::DateAmbiguous`] only where it is open what the
    /// digits are: `200105`, or `03/04/85` without a latest year.
    pub fn readings(text: &str, options: impl Into<DateOptions>) -> Result<DateReading, Invalid> {
        let options = options.into();
        let with = |order| Self::parse_with(text, DateOptions { order, ..options });
        match with(options.order) {
            Ok(date) => Ok(DateReading::Certain(date)),
            Err(Invalid::DateAmbiguous) => match (with(DateOrder::DayFirst), with(DateOrder::MonthFirst)) {
                (Ok(day_first), Ok(month_first)) => Ok(DateReading::Ambiguous { day_first, month_first }),
                _ => Err(Invalid::DateAmbiguous),
            },
            Err(why) => Err(why),
        }
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

    /// The day of the calendar that a full date is.
    pub(crate) fn civil(self) -> Option<jiff::civil::Date> {
        let (month, day) = (self.month?.try_into().ok()?, self.day?.try_into().ok()?);
        jiff::civil::Date::new(self.year?, month, day).ok()
    }

    /// Whether a date is certainly after another one, as far as both are known.
    pub(crate) fn is_after(self, other: Self) -> bool {
        let (Some(year), Some(other_year)) = (self.year, other.year) else { return false };
        if year != other_year {
            return year > other_year;
        }
        let (Some(month), Some(other_month)) = (self.month, other.month) else { return false };
        if month != other_month {
            return month > other_month;
        }
        self.day.zip(other.day).is_some_and(|(day, other)| day > other)
    }

    /// Who writes this date where none is known, if anybody does: a kind of software, or a tired hand.
    ///
    /// ```
    /// use contactkit::contact::PartialDate;
    ///
    /// assert_eq!(PartialDate::full(1970, 1, 1).unwrap().placeholder(), Some("Unix systems"));
    /// assert_eq!(PartialDate::full(1970, 1, 2).unwrap().placeholder(), None);
    /// ```
    pub fn placeholder(self) -> Option<&'static str> {
        placeholder::writer(self)
    }

    /// Whether somebody writes this date where none is known; see [`placeholder`](Self::placeholder).
    pub fn is_placeholder(self) -> bool {
        self.placeholder().is_some()
    }

    /// Whether it is likely that only the year was known: 1 January, or a placeholder.
    pub fn is_weak(self) -> bool {
        self.is_placeholder() || (self.year.is_some() && self.month == Some(1) && self.day == Some(1))
    }
}

impl std::str::FromStr for PartialDate {
    type Err = Invalid;

    /// Reads ISO 8601 (`2001-05-17`, `2001-05`, `2001`, `20010517`, `--05-17`), the forms with `/`, `.`, `-` and blanks of
    /// many countries, names of months in many languages, and years of Japanese eras, of the Republic of China and, in
    /// Thai text, of the Buddhist era. Weekdays and a time after the date are ignored. Dates of other calendars are
    /// [`Invalid::DateCalendar`]: their days depend on tables that this crate does not have.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        read::read(text, DateOptions::default())
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

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(PartialDate::full(2000, 2, 29).is_some());
        assert!(PartialDate::month_day(2, 29).is_some());
        for none in [
            PartialDate::full(1900, 2, 29),
            PartialDate::full(2001, 13, 1),
            PartialDate::full(2001, 255, 255),
            PartialDate::full(0, 1, 1),
            PartialDate::year_only(-1),
            PartialDate::year_only(10_000),
            PartialDate::year_month(2001, 0),
            PartialDate::month_day(2, 30),
        ] {
            assert_eq!(none, None);
        }
    }

    #[test]
    fn dates_that_software_fills_in_are_placeholders_and_first_of_january_is_weak() {
        let is =
            |year, month, day| PartialDate::full(year, month, day).map(|date| (date.is_placeholder(), date.is_weak()));
        assert_eq!(is(1900, 1, 1), Some((true, true)));
        assert_eq!(is(1985, 1, 1), Some((false, true)));
        assert_eq!(is(1985, 5, 17), Some((false, false)));
    }

    #[test]
    fn only_what_is_known_of_both_dates_is_compared() {
        let date = |year, month, day| PartialDate::full(year, month, day).unwrap();
        assert!(date(2026, 5, 2).is_after(date(2026, 5, 1)));
        assert!(!date(2026, 5, 1).is_after(date(2026, 5, 1)));
        assert!(date(2027, 1, 1).is_after(date(2026, 5, 1)));
        assert!(!date(2026, 4, 30).is_after(date(2026, 5, 1)));
    }
}
