//! [`Days`]: the days that a date or a period can mean, and [`Today`], from which others are counted.

use super::value::{Period, Unit};
use crate::contact::PartialDate;
use jiff::civil::Date;

/// A day as a number that keeps the order of days. It counts 31 days in each month, so differences mean nothing.
pub(super) type Day = i32;

/// All days from one to another; none if the first is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Days {
    pub first: Day,
    pub last: Day,
}

impl Days {
    /// The days that a date can be; nothing for a birthday without its year.
    pub(super) fn of(date: PartialDate) -> Option<Self> {
        let year = Day::from(date.year()?);
        let day = |month: u8, day: u8| (year * 12 + Day::from(month)) * 31 + Day::from(day);
        let [first, last] = [date.month().unwrap_or(1), date.month().unwrap_or(12)];
        let end = date.day().unwrap_or_else(|| days_in(year, last));
        Some(Self { first: day(first, date.day().unwrap_or(1)), last: day(last, end) })
    }

    /// Whether a date in these days is certainly, possibly or not in others.
    pub(super) fn are_in(self, others: Self) -> super::Truth {
        super::check::in_order(super::Operator::Equal, [self.first, self.last], [others.first, others.last])
    }
}

/// The days of a month in the Gregorian calendar.
fn days_in(year: Day, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `2026-05-17`, or `2026-05-01 to 2026-05-31`.
impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |day: Day| {
            let (months, day) = ((day - 1).div_euclid(31), (day - 1).rem_euclid(31) + 1);
            let (year, month) = ((months - 1).div_euclid(12), (months - 1).rem_euclid(12) + 1);
            format!("{year:04}-{month:02}-{day:02}")
        };
        f.write_str(&shown(self.first))?;
        if self.first == self.last { Ok(()) } else { write!(f, " to {}", shown(self.last)) }
    }
}

/// The day on which a filter is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Today {
    civil: Date,
    date: PartialDate,
    day: Day,
}

impl Today {
    /// Nothing if a part of the date is missing.
    pub(super) fn of(date: PartialDate) -> Option<Self> {
        Some(Self { civil: date.civil()?, date, day: Days::of(date)?.first })
    }

    /// The day as a date.
    pub(super) fn date(self) -> PartialDate {
        self.date
    }

    /// The day that is so many units later, or the last one that there is.
    pub(super) fn plus(self, units: i32, unit: Unit) -> Option<PartialDate> {
        /// The years of all dates that there are.
        const MOST: i32 = 10_000;
        let span = jiff::Span::new();
        let within = |most: i32| units.clamp(-most, most);
        let span = match unit {
            Unit::Day => span.days(within(MOST * 366)),
            Unit::Week => span.weeks(within(MOST * 53)),
            Unit::Month => span.months(within(MOST * 12)),
            Unit::Year => span.years(within(MOST)),
        };
        let (first, last) = (Date::constant(1, 1, 1), Date::constant(9999, 12, 31));
        partial(self.civil.saturating_add(span).clamp(first, last))
    }

    /// The days of a period; nothing if one of its ends has no year.
    pub(super) fn days(self, period: Period) -> Option<Days> {
        let units = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let ends = |from: Option<PartialDate>, to: Option<PartialDate>| {
            Some(Days { first: Days::of(from?)?.first, last: Days::of(to?)?.last })
        };
        match period {
            Period::Last(count, unit) => ends(self.plus(-units(count), unit), Some(self.date)),
            Period::Next(count, unit) => ends(Some(self.date), self.plus(units(count), unit)),
            Period::Since(from) => Some(Days { last: Day::MAX, ..Days::of(from)? }),
            Period::Between(from, to) => ends(Some(from), Some(to)),
        }
    }

    /// The least and the most years that somebody has lived who was born on a date; below zero for one in the future.
    pub(super) fn age(self, birth: PartialDate) -> Option<[i64; 2]> {
        let born = Days::of(birth)?;
        // a year has as many numbers as any other
        let years = |days: Day| i64::from(days.div_euclid(12 * 31));
        Some([years(self.day - born.last), years(self.day - born.first)])
    }

    /// The next day with the month and day of a date, today counted in. 29 February is the day before 1 March.
    pub(super) fn birthday(self, birth: PartialDate) -> Option<PartialDate> {
        let (month, day) = (birth.month()?, birth.day()?);
        let in_year = |year: i16| PartialDate::full(year, month, day).or_else(|| PartialDate::full(year, month, 28));
        let year = self.civil.year();
        in_year(year).filter(|date| *date >= self.date).or_else(|| in_year(year + 1))
    }
}

fn partial(date: Date) -> Option<PartialDate> {
    PartialDate::full(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{Days, Today, Unit};
    use crate::contact::PartialDate;
    use crate::segment::Period;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_ages_are_counted_by_the_calendar() {
        let today = Today::of(date("2026-03-31")).unwrap();
        let plus = |units, unit| today.plus(units, unit).unwrap().to_string();
        assert_eq!(plus(-1, Unit::Month), "2026-02-28");
        assert_eq!(plus(-365, Unit::Day), "2025-03-31");
        assert_eq!((plus(1, Unit::Week), plus(-2, Unit::Year)), ("2026-04-07".into(), "2024-03-31".into()));
        assert_eq!((plus(i32::MAX, Unit::Year), plus(i32::MIN, Unit::Day)), ("9999-12-31".into(), "0001-01-01".into()));
        for (birth, age) in [
            ("1996-03-31", [30, 30]),
            ("1996-04-01", [29, 29]),
            ("1996", [29, 30]),
            ("1996-03", [30, 30]),
            ("2026-04-01", [-1, -1]),
        ] {
            assert_eq!(today.age(date(birth)), Some(age), "{birth}");
        }
        assert_eq!(today.age(date("--03-31")), None);
    }

    #[test]
    fn birthdays_come_again_each_year() {
        for (today, birth, next) in [
            ("2026-03-31", "1996-03-31", "2026-03-31"),
            ("2026-03-31", "--03-30", "2027-03-30"),
            ("2026-03-31", "1996-02-29", "2027-02-28"),
            ("2027-03-31", "1996-02-29", "2028-02-29"),
        ] {
            let next_one = Today::of(date(today)).unwrap().birthday(date(birth));
            assert_eq!(next_one, Some(date(next)), "{today} {birth}");
        }
    }

    #[test]
    fn a_period_has_both_its_ends() {
        let today = Today::of(date("2026-03-31")).unwrap();
        let days = |from, to| {
            Some(Days { first: Days::of(date(from)).unwrap().first, last: Days::of(date(to)).unwrap().last })
        };
        assert_eq!(today.days(Period::Last(30, Unit::Day)), days("2026-03-01", "2026-03-31"));
        assert_eq!(today.days(Period::Next(1, Unit::Month)), days("2026-03-31", "2026-04-30"));
        assert_eq!(today.days(Period::Between(date("2025"), date("2025-06"))), days("2025-01-01", "2025-06-30"));
    }
}
