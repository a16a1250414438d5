//! From a text to a [`PartialDate`].
//!
//! The text is cut into numbers and words; a time at the end is dropped; then the count of numbers, their digits and a
//! month's name decide. What can be read in two ways is not read.

use super::era;
use super::words::{DateWord, date_word};
use super::{DateOptions, DateOrder, PartialDate};
use crate::contact::Invalid;
use crate::contact::fold::{ascii_digit, digit, fold, is_invisible};

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
    /// `:`, `h`, `pm`: the number before it is one of hours.
    Hours,
    /// `T` between date and time.
    TimeMark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

impl Number {
    /// Appends a digit, if the value still fits.
    fn push(&mut self, digit: u8) -> Option<()> {
        self.value = self.value.checked_mul(10)?.checked_add(digit.into())?;
        self.digits += 1;
        Some(())
    }

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

/// A date of nothing but digits and the separators between them.
pub(super) fn plain_numbers(text: &str) -> Option<([Number; 3], usize)> {
    let mut numbers = [Number::default(); 3];
    let mut count = 0;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => numbers.get_mut(count)?.push(byte - b'0')?,
            b'/' | b'.' | b'-' if numbers.get(count)?.digits > 0 => count += 1,
            _ => return None,
        }
    }
    count += usize::from(numbers.get(count).is_some_and(|last| last.digits > 0));
    Some((numbers, count)).filter(|_| count > 0)
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

/// The text before the weekday that ends a Chinese, Japanese or Korean date: `5月17日(木)`, `5月17日 星期四`, `5월 17일 목요일`.
fn before_weekday(text: &str) -> &str {
    let Some(at) = text.find(['日', '号', '號', '일']) else { return text };
    let Some((date, rest)) = text.split_at_checked(at + '日'.len_utf8()) else { return text };
    let name =
        rest.trim_matches(|char: char| char.is_whitespace() || matches!(char, '(' | ')' | '（' | '）' | ',' | '、'));
    let day = ["星期", "礼拜", "週", "周"].iter().find_map(|week| name.strip_prefix(week)).unwrap_or(name);
    let day = ["曜日", "曜", "요일"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    let mut chars = day.chars();
    let is_day = chars.next().is_some_and(|char| "日月火水木金土一二三四五六天일월화수목금토".contains(char));
    if is_day && chars.next().is_none() { date } else { text }
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

fn parts(text: &str) -> Result<Vec<Part>, Invalid> {
    let mut parts = Vec::with_capacity(MOST_PARTS);
    let mut rest = text;
    let mut month_is_next = false;
    while let Some(char) = rest.chars().next() {
        if parts.len() > MOST_PARTS {
            return Err(Invalid::DateSyntax);
        }
        if digit(char).is_some() {
            let mut number = Number::default();
            while let Some((digit, length)) = rest.chars().next().and_then(|char| Some((digit(char)?, char.len_utf8())))
            {
                // A number without a value that fits is no part of a date, and neither is what is around it.
                number.push(digit).ok_or(Invalid::DateSyntax)?;
                rest = rest.get(length..).unwrap_or_default();
            }
            parts.push(match std::mem::take(&mut month_is_next) {
                true => Part::Month(
                    Some(number.small()).filter(|month| (1..=12).contains(month)).ok_or(Invalid::DateSyntax)?,
                ),
                false => Part::Number(number),
            });
            continue;
        }
        if unit(char).is_none() && char.is_alphabetic() {
            let word;
            (word, rest) = split_word(rest);
            let after_number = matches!(parts.last(), Some(Part::Number(_)));
            let read = match fold(word) {
                folded if after_number => ordinal_or_time(&folded).map(Ok).or_else(|| read_word(&folded)),
                folded => read_word(&folded),
            };
            match read {
                Some(part) => parts.push(part?),
                None => {
                    let (next, after) = split_word(rest.trim_start());
                    match date_word(&fold(&format!("{word} {next}"))) {
                        // Months of two words: كانون الثاني.
                        Some(DateWord::Month(month)) => {
                            parts.push(Part::Month(month));
                            rest = after;
                        }
                        // `Petak, 17 May 2001`: the day of the week stands first, and a comma ends it.
                        _ if parts.is_empty() && rest.starts_with(',') => parts.push(Part::Filler),
                        // Names of zones after a time.
                        _ if parts.last() == Some(&Part::Hours) => parts.push(Part::Filler),
                        _ if date_word(&fold(word)) == Some(DateWord::MonthNumber) => month_is_next = true,
                        _ => return Err(Invalid::DateSyntax),
                    }
                }
            }
            continue;
        }
        rest = rest.get(char.len_utf8()..).unwrap_or_default();
        match (unit(char), char) {
            (Some(unit), _) => parts.push(Part::Unit(unit)),
            (_, ':') => parts.push(Part::Hours),
            (
                _,
                '-'
                | '/'
                | '.'
                | ','
                | '\''
                | '’'
                | '‐'..='―'
                | '−'
                | '+'
                | '('
                | ')'
                | '['
                | ']'
                | 'º'
                | '°'
                | '،'
                | '、',
            ) => {}
            _ if char.is_whitespace() || is_invisible(char) => {}
            _ => return Err(Invalid::DateSyntax),
        }
    }
    Ok(parts)
}

/// The word at the beginning of a text, and what is behind it.
fn split_word(text: &str) -> (&str, &str) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        // Thai abbreviations have dots inside.
        let inside = |next: char| char == '.' && ('\u{e00}'..='\u{e7f}').contains(&next);
        if !is_in_word(char) && !chars.peek().is_some_and(|&(_, next)| inside(next)) {
            return text.split_at_checked(at).unwrap_or((text, ""));
        }
    }
    (text, "")
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

/// What a word behind a number makes of it.
fn ordinal_or_time(word: &str) -> Option<Part> {
    Some(match word {
        "t" => Part::TimeMark,
        "st" | "nd" | "rd" | "th" | "er" | "ter" | "ª" | "º" => Part::Filler,
        "am" | "pm" | "h" | "uhr" => Part::Hours,
        _ => return None,
    })
}

/// What any word is; nothing for one that no date has.
fn read_word(word: &str) -> Option<Result<Part, Invalid>> {
    match date_word(word)? {
        DateWord::Month(month) => Some(Ok(Part::Month(month))),
        DateWord::Weekday | DateWord::Filler => Some(Ok(Part::Filler)),
        DateWord::OtherCalendar => Some(Err(Invalid::DateCalendar)),
        DateWord::MonthNumber => None,
    }
}

/// Drops the hours and everything after them.
fn drop_time(parts: &mut Vec<Part>) {
    let mark = parts.iter().position(|part| *part == Part::TimeMark);
    let hours = parts.iter().position(|part| *part == Part::Hours);
    let end = [mark, hours.map(|hours| hours.saturating_sub(1))].into_iter().flatten().min();
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
