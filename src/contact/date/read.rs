//! From a text to a [`PartialDate`].
//!
//! The text is cut into numbers and words ([`parts`]); a time at the end is dropped; then the count of numbers, their
//! digits and a month's name decide ([`with_numbers`] and its like). What can be read in two ways is not read.

use super::assemble::{dated, with_month, with_numbers, with_units};
use super::parts::{Number, Part, before_weekday, drop_time, parts, plain_numbers};
use super::{DateOptions, PartialDate, era};
use crate::contact::Invalid;
use crate::contact::fold::{ascii_digit, trimmed_within};

/// The longest text in octets that is looked at: a long date with a weekday, a time and its zone.
const LONGEST: usize = 120;

/// Reads a date; see [`PartialDate::parse_with`].
pub(super) fn read(text: &str, options: DateOptions) -> Result<PartialDate, Invalid> {
    let text = trimmed_within(text, LONGEST)?;
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes()
        && [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|byte| byte.is_ascii_digit())
    {
        // Most dates of most files; the general way gives the same answer at some ten times the cost.
        let two = |tens: &u8, ones: &u8| (tens - b'0') * 10 + (ones - b'0');
        let year = i16::from(two(y1, y2)) * 100 + i16::from(two(y3, y4));
        return dated(year, two(m1, m2), two(d1, d2));
    }
    if let Some((numbers, count)) = plain_numbers(text) {
        return with_numbers(numbers.get(..count).unwrap_or_default(), options);
    }
    if let Some(birthday) = text.strip_prefix("--") {
        return month_and_day_of_iso(birthday);
    }
    match era::in_full(text) {
        Some(in_full) => in_words(&in_full?, options),
        None => in_words(text, options),
    }
}

/// A date with words, a time, blanks or digits of other scripts in it.
fn in_words(text: &str, options: DateOptions) -> Result<PartialDate, Invalid> {
    let mut parts = parts(before_weekday(text))?;
    drop_time(&mut parts);
    of_this_calendar(text, &mut parts)?;
    let numbers: Vec<Number> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let mut months = parts.iter().filter_map(|part| match part {
        Part::Month(month) => Some(*month),
        _ => None,
    });
    if let Some(date) = with_units(&parts) {
        return date;
    }
    match (months.next(), months.next()) {
        (Some(month), None) => with_month(&parts, month, &numbers, options),
        (None, _) => with_numbers(&numbers, options),
        _ => Err(Invalid::DateSyntax),
    }
}

/// Brings the Buddhist years of Thai text to the common era, and refuses years of the Persian and Islamic calendars.
fn of_this_calendar(text: &str, parts: &mut [Part]) -> Result<(), Invalid> {
    if text.is_ascii() {
        return Ok(());
    }
    let has = |from, to| text.chars().any(|char| (from..=to).contains(&char));
    let is_thai = has('\u{e00}', '\u{e7f}');
    let is_arabic = has('\u{660}', '\u{669}') || has('\u{6f0}', '\u{6f9}');
    for part in parts {
        match part {
            Part::Number(number) if is_thai && number.is_year() && (2400..2700).contains(&number.value) => {
                number.value -= 543;
            }
            // Nobody in a list of contacts was born in these years of the common era.
            Part::Number(number) if is_arabic && number.is_year() && (1200..1500).contains(&number.value) => {
                return Err(Invalid::DateCalendar);
            }
            _ => {}
        }
    }
    Ok(())
}

/// `05-17` or `0517` after `--` (ISO 8601:2000, RFC 6350).
fn month_and_day_of_iso(text: &str) -> Result<PartialDate, Invalid> {
    let digits: String = text.chars().filter_map(ascii_digit).collect();
    let shape = text.chars().all(|char| char == '-' || ascii_digit(char).is_some());
    let (Some(month), Some(day), true, 4) = (digits.get(..2), digits.get(2..), shape, digits.len()) else {
        return Err(Invalid::DateSyntax);
    };
    month
        .parse()
        .ok()
        .zip(day.parse().ok())
        .and_then(|(month, day)| PartialDate::month_day(month, day))
        .ok_or(Invalid::DateImpossible)
}
