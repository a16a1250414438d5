//! From a text to a [`PartialDate`].
//!
//! The text is cut into numbers and words; a time at the end is dropped; then the count of numbers, their digits and a
//! month's name decide. What can be read in two ways is not read.

use super::{DateOptions, DateOrder, PartialDate};
use crate::contact::Invalid;
use crate::contact::fold::{ascii_digit, fold};
use crate::contact::tables::MONTH_TABLE;

/// The longest text in octets that is looked at: a long date with a weekday, a time and its zone.
const LONGEST: usize = 120;
/// More parts than a date and a time have.
const MOST_PARTS: usize = 16;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Number(Number),
    /// The number of a month, by its name.
    Month(u8),
    /// What the number before it counts.
    Unit(Unit),
    /// A word that says nothing about the date.
    Filler,
    /// `:` between hours and minutes.
    Colon,
    /// `T` between date and time.
    TimeMark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    value: u32,
    digits: usize,
}

impl Number {
    /// Whether it is written as a year in full.
    fn is_year(self) -> bool {
        self.digits == 4
    }

    fn small(self) -> u8 {
        u8::try_from(self.value).unwrap_or(u8::MAX)
    }

    fn year(self) -> i16 {
        i16::try_from(self.value).unwrap_or(i16::MAX)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
}

/// Reads a date; see [`PartialDate::parse_with`].
pub(super) fn read(text: &str, options: DateOptions) -> Result<PartialDate, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Invalid::Empty);
    }
    if text.len() > LONGEST {
        return Err(Invalid::TooLong);
    }
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes()
        && [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|byte| byte.is_ascii_digit())
    {
        // Most dates of most files; the general way gives the same answer at some ten times the cost.
        let two = |tens: &u8, ones: &u8| (tens - b'0') * 10 + (ones - b'0');
        let year = i16::from(two(y1, y2)) * 100 + i16::from(two(y3, y4));
        return dated(year, two(m1, m2), two(d1, d2));
    }
    if let Some(birthday) = text.strip_prefix("--") {
        return month_and_day_of_iso(birthday);
    }
    let mut parts = parts(text)?;
    drop_time(&mut parts);
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

fn parts(text: &str) -> Result<Vec<Part>, Invalid> {
    let mut parts = Vec::with_capacity(MOST_PARTS);
    let mut chars = text.chars().peekable();
    while let Some(&char) = chars.peek() {
        if parts.len() > MOST_PARTS {
            return Err(Invalid::DateSyntax);
        }
        if ascii_digit(char).is_some() {
            let mut digits = String::new();
            while let Some(digit) = chars.peek().copied().and_then(ascii_digit) {
                digits.push(digit);
                chars.next();
            }
            // A number without a value that fits is no part of a date, and neither is what is around it.
            let value = digits.parse().map_err(|_| Invalid::DateSyntax)?;
            parts.push(Part::Number(Number { value, digits: digits.len() }));
        } else if let Some(unit) = unit(char) {
            chars.next();
            parts.push(Part::Unit(unit));
        } else if char.is_alphabetic() {
            let mut word = String::new();
            while let Some(&char) = chars.peek() {
                if !is_in_word(char) {
                    break;
                }
                word.push(char);
                chars.next();
            }
            let ends_clause = chars.peek() == Some(&',');
            parts.push(word_part(&fold(&word), parts.last(), ends_clause)?);
        } else {
            chars.next();
            match char {
                ':' => parts.push(Part::Colon),
                '-' | '/' | '.' | ',' | '\'' | '’' | '‐'..='―' | '−' | '+' | '(' | ')' | '[' | ']' | 'º' | '°' =>
                    {}
                _ if char.is_whitespace() || crate::contact::fold::is_invisible(char) => {}
                _ => return Err(Invalid::DateSyntax),
            }
        }
    }
    Ok(parts)
}

/// Whether a character continues a word; marks do, because some scripts write vowels with them.
fn is_in_word(char: char) -> bool {
    (char.is_alphabetic() || unicode_normalization::char::is_combining_mark(char)) && unit(char).is_none()
}

/// The Han and Hangul characters that stand behind the number of a year, month and day.
fn unit(char: char) -> Option<Unit> {
    match char {
        '年' | '년' => Some(Unit::Year),
        '月' | '월' => Some(Unit::Month),
        '日' | '号' | '號' | '일' => Some(Unit::Day),
        _ => None,
    }
}

fn word_part(word: &str, before: Option<&Part>, ends_clause: bool) -> Result<Part, Invalid> {
    let after_number = matches!(before, Some(Part::Number(_)));
    match word {
        "t" if after_number => Ok(Part::TimeMark),
        // Ordinals, links between the parts, the letters around a time.
        "st" | "nd" | "rd" | "th" | "er" | "ter" | "ª" | "º" if after_number => Ok(Part::Filler),
        "of" | "the" | "de" | "del" | "di" | "den" | "d" | "am" | "pm" | "z" | "utc" | "gmt" | "r" | "г" | "года"
        | "um" | "at" | "uhr" | "року" | "рік" => Ok(Part::Filler),
        _ => match MONTH_TABLE.get(word) {
            Some(month) => Ok(Part::Month(*month)),
            // `Thursday, 17 May 2001`: the day of the week stands first, and a comma ends it or a number follows.
            None if before.is_none() && (ends_clause || is_weekday(word)) => Ok(Part::Filler),
            // Names of zones after a time.
            None if matches!(before, Some(Part::Colon)) => Ok(Part::Filler),
            None => Err(Invalid::DateSyntax),
        },
    }
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|start| word.starts_with(start))
}

/// Drops the hours and everything after them.
fn drop_time(parts: &mut Vec<Part>) {
    let mark = parts.iter().position(|part| *part == Part::TimeMark);
    let colon = parts.iter().position(|part| *part == Part::Colon);
    // The number before the colon is the hours.
    let end = [mark, colon.map(|colon| colon.saturating_sub(1))].into_iter().flatten().min();
    if let Some(end) = end {
        parts.truncate(end);
    }
}

/// `2001年5月17日`, where every number says what it is; `None` if some do not.
fn with_units(parts: &[Part]) -> Option<Result<PartialDate, Invalid>> {
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
fn with_month(parts: &[Part], month: u8, numbers: &[Number], options: DateOptions) -> Result<PartialDate, Invalid> {
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

fn with_numbers(numbers: &[Number], options: DateOptions) -> Result<PartialDate, Invalid> {
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
fn dated(year: i16, month: u8, day: u8) -> Result<PartialDate, Invalid> {
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
