//! From numbers and months to a [`PartialDate`]: their count and their digits decide. What can be read in two ways is not read.

use super::parts::{Number, Part, Unit};
use super::{DateOptions, DateOrder, PartialDate};
use crate::contact::Invalid;

/// `2001年5月17日`, where every number says what it is; `None` if some do not.
pub(super) fn with_units(parts: &[Part]) -> Option<Result<PartialDate, Invalid>> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = parts;
    while let [Part::Number(number), Part::Unit(unit), tail @ ..] = rest {
        let slot = match unit {
            Unit::Year => &mut year,
            Unit::Month => &mut month,
            Unit::Day => &mut day,
        };
        if slot.replace(*number).is_some() {
            return Some(Err(Invalid::DateSyntax));
        }
        rest = tail;
    }
    if !rest.is_empty() {
        let units = parts.iter().any(|part| matches!(part, Part::Unit(_)));
        return units.then_some(Err(Invalid::DateSyntax));
    }
    let date = match (year, month, day) {
        (Some(year), Some(month), Some(day)) => PartialDate::full(year.year(), month.small(), day.small()),
        (Some(year), Some(month), None) => PartialDate::year_month(year.year(), month.small()),
        (Some(year), None, None) => PartialDate::year_only(year.year()),
        (None, Some(month), Some(day)) => PartialDate::month_day(month.small(), day.small()),
        _ => return Some(Err(Invalid::DateSyntax)),
    };
    Some(date.ok_or(Invalid::DateImpossible))
}

/// Dates with a month's name: `17 May 2001`, `May 17, 2001`, `2001 May 17`, `May 2001`, `17 May`.
pub(super) fn with_month(
    parts: &[Part],
    month: u8,
    numbers: &[Number],
    options: DateOptions,
) -> Result<PartialDate, Invalid> {
    match *numbers {
        [year] if year.is_year() => PartialDate::year_month(year.year(), month).ok_or(Invalid::DateImpossible),
        [day] if day.digits <= 2 => PartialDate::month_day(month, day.small()).ok_or(Invalid::DateImpossible),
        [year, day] if year.is_year() => dated(year.year(), month, day.small()),
        [day, year] if year.is_year() => dated(year.year(), month, day.small()),
        // `17 May 01` and `May 17, 01`: wherever the month stands, a short year comes last; `'85 May 17` does not occur.
        [day, year] if day.digits <= 2 && year.digits == 2 => {
            let year_first = matches!(parts.first(), Some(Part::Number(_))) && day.value > 31;
            let (day, year) = if year_first { (year, day) } else { (day, year) };
            dated(century(year, options)?, month, day.small())
        }
        _ => Err(Invalid::DateSyntax),
    }
}

/// Dates of nothing but numbers.
pub(super) fn with_numbers(numbers: &[Number], options: DateOptions) -> Result<PartialDate, Invalid> {
    match *numbers {
        [year] if year.is_year() => PartialDate::year_only(year.year()).ok_or(Invalid::DateImpossible),
        [compact] if compact.digits == 8 => eight_digits(compact.value, options),
        // Year and month, or a year of two digits with month and day: six digits are one date too many.
        [compact] if compact.digits == 6 => Err(Invalid::DateAmbiguous),
        [year, month] | [month, year] if year.is_year() && month.digits <= 2 => dated(year.year(), month.small(), 0),
        [first, second] if first.digits <= 2 && second.digits <= 2 => {
            let (day, month) = day_and_month(first, second, options.order)?;
            PartialDate::month_day(month, day).ok_or(Invalid::DateImpossible)
        }
        [year, month, day] if year.is_year() && month.digits <= 2 && day.digits <= 2 => {
            dated(year.year(), month.small(), day.small())
        }
        [first, second, year] if first.digits <= 2 && second.digits <= 2 && year.is_year() => {
            let (day, month) = day_and_month(first, second, options.order)?;
            dated(year.year(), month, day)
        }
        [first, second, third] if [first, second, third].iter().all(|number| number.digits <= 2) => {
            // Only a year is above 31; otherwise a short year is taken to stand last.
            if first.value > 31 {
                return dated(century(first, options)?, second.small(), third.small());
            }
            let (day, month) = day_and_month(first, second, options.order)?;
            dated(century(third, options)?, month, day)
        }
        _ => Err(Invalid::DateSyntax),
    }
}

/// `20010517`, or day, month and year in digits where only they give a date.
fn eight_digits(value: u32, options: DateOptions) -> Result<PartialDate, Invalid> {
    let number = |value, digits| Number { value, digits };
    let year_first = (number(value / 10_000, 4), number(value / 100 % 100, 2), number(value % 100, 2));
    if let Ok(date) = dated(year_first.0.year(), year_first.1.small(), year_first.2.small()) {
        return Ok(date);
    }
    let year = number(value % 10_000, 4);
    if !(1800..=2199).contains(&year.value) {
        return Err(Invalid::DateImpossible);
    }
    let (day, month) = day_and_month(number(value / 1_000_000, 2), number(value / 10_000 % 100, 2), options.order)?;
    dated(year.year(), month, day)
}

/// Which of two numbers is the day and which the month, as `(day, month)`.
fn day_and_month(first: Number, second: Number, order: DateOrder) -> Result<(u8, u8), Invalid> {
    let (first, second) = (first.small(), second.small());
    let is_month = |number| (1..=12).contains(&number);
    match (is_month(first), is_month(second), order) {
        (true, true, _) if first == second => Ok((first, second)),
        (true, true, DateOrder::Unknown) => Err(Invalid::DateAmbiguous),
        (true, true, DateOrder::DayFirst) | (false, true, _) => Ok((first, second)),
        (true, true, DateOrder::MonthFirst) | (true, false, _) => Ok((second, first)),
        (false, false, _) => Err(Invalid::DateImpossible),
    }
}

/// The date of year, month and day, of which zeros stand for what is not known: `1985-00-00` is a year.
pub(super) fn dated(year: i16, month: u8, day: u8) -> Result<PartialDate, Invalid> {
    match (year, month, day) {
        (_, 0, 0) => PartialDate::year_only(year),
        (0, _, _) => PartialDate::month_day(month, day),
        (_, _, 0) => PartialDate::year_month(year, month),
        _ => PartialDate::full(year, month, day),
    }
    .ok_or(Invalid::DateImpossible)
}

/// The latest year with these two last digits that the options allow.
fn century(year: Number, options: DateOptions) -> Result<i16, Invalid> {
    let latest = options.latest_year.ok_or(Invalid::DateCentury)?;
    let years_before = (latest.rem_euclid(100) - year.year()).rem_euclid(100);
    Ok(latest.saturating_sub(years_before))
}
