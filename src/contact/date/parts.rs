//! The parts of a text that has a date in it: numbers, months, and words between them.

use super::words::{DateWord, date_word};
use crate::contact::Invalid;
use crate::contact::fold::{digit, fold, is_invisible};

/// More parts than a date and a time have.
const MOST_PARTS: usize = 16;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
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
    pub(super) fn is_year(self) -> bool {
        self.digits == 4
    }

    pub(super) fn small(self) -> u8 {
        u8::try_from(self.value).unwrap_or(u8::MAX)
    }

    pub(super) fn year(self) -> i16 {
        i16::try_from(self.value).unwrap_or(i16::MAX)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
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

/// The text before the weekday that ends a Chinese, Japanese or Korean date: `5月17日(木)`, `5月17日 星期四`, `5월 17일 목요일`.
pub(super) fn before_weekday(text: &str) -> &str {
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

/// The parts of a text in their order.
pub(super) fn parts(text: &str) -> Result<Vec<Part>, Invalid> {
    let mut parts = Vec::with_capacity(MOST_PARTS);
    let mut rest = text;
    let mut month_is_next = false;
    while let Some(char) = rest.chars().next() {
        if parts.len() > MOST_PARTS {
            return Err(Invalid::DateSyntax);
        }
        if digit(char).is_some() {
            let number;
            (number, rest) = take_number(rest)?;
            parts.push(match std::mem::take(&mut month_is_next) {
                false => Part::Number(number),
                true if (1..=12).contains(&number.value) => Part::Month(number.small()),
                true => return Err(Invalid::DateSyntax),
            });
        } else if let Some(unit) = unit(char) {
            parts.push(Part::Unit(unit));
            rest = behind(rest, char);
        } else if char.is_alphabetic() {
            let part;
            (part, rest) = take_word(rest, &parts)?;
            month_is_next |= part.is_none();
            parts.extend(part);
        } else if char == ':' {
            parts.push(Part::Hours);
            rest = behind(rest, char);
        } else if is_between(char) {
            rest = behind(rest, char);
        } else {
            return Err(Invalid::DateSyntax);
        }
    }
    Ok(parts)
}

fn behind(text: &str, char: char) -> &str {
    text.get(char.len_utf8()..).unwrap_or_default()
}

/// Whether a character may stand between the parts of a date, and says nothing.
fn is_between(char: char) -> bool {
    matches!(char, '‐'..='―') || "-/.,'’−+()[]º°،、".contains(char) || char.is_whitespace() || is_invisible(char)
}

/// The number at the beginning of a text, and what is behind it.
fn take_number(text: &str) -> Result<(Number, &str), Invalid> {
    let mut number = Number::default();
    for (at, char) in text.char_indices() {
        let Some(digit) = digit(char) else {
            return Ok((number, text.get(at..).unwrap_or_default()));
        };
        // A number without a value that fits is no part of a date, and neither is what is around it.
        number.push(digit).ok_or(Invalid::DateSyntax)?;
    }
    Ok((number, ""))
}

/// What the word at the beginning of a text is, and what is behind it; nothing for `month`, whose number follows.
fn take_word<'a>(text: &'a str, before: &[Part]) -> Result<(Option<Part>, &'a str), Invalid> {
    let (word, rest) = split_word(text);
    let folded = fold(word);
    let after_number = matches!(before.last(), Some(Part::Number(_)));
    if let Some(part) = ordinal_or_time(&folded).filter(|_| after_number) {
        return Ok((Some(part), rest));
    }
    let known = date_word(&folded);
    match known {
        Some(DateWord::Month(month)) => return Ok((Some(Part::Month(month)), rest)),
        Some(DateWord::Weekday | DateWord::Filler) => return Ok((Some(Part::Filler), rest)),
        Some(DateWord::OtherCalendar) => return Err(Invalid::DateCalendar),
        Some(DateWord::MonthNumber) | None => {}
    }
    // Months of two words: كانون الثاني.
    let (next, after) = split_word(rest.trim_start());
    if let Some(DateWord::Month(month)) = date_word(&fold(&format!("{word} {next}"))) {
        return Ok((Some(Part::Month(month)), after));
    }
    // `Petak, 17 May 2001`: the day of the week stands first, and a comma ends it; names of zones follow a time.
    if before.is_empty() && rest.starts_with(',') || before.last() == Some(&Part::Hours) {
        return Ok((Some(Part::Filler), rest));
    }
    if known == Some(DateWord::MonthNumber) { Ok((None, rest)) } else { Err(Invalid::DateSyntax) }
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

/// Drops the hours and everything after them.
pub(super) fn drop_time(parts: &mut Vec<Part>) {
    let mark = parts.iter().position(|part| *part == Part::TimeMark);
    let hours = parts.iter().position(|part| *part == Part::Hours);
    let end = [mark, hours.map(|hours| hours.saturating_sub(1))].into_iter().flatten().min();
    if let Some(end) = end {
        parts.truncate(end);
    }
}
