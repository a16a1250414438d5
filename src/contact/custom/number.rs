//! Numbers as people write them, exact.

use super::currency;
use crate::contact::Invalid;
use crate::contact::fold::ascii_digit;

/// The most digits of a decimal number.
const MOST_DIGITS: usize = 64;

/// What a separator before exactly three digits is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Three {
    /// It groups thousands.
    Group,
    /// A dot divides off decimals, and a comma could be either.
    DotIsDecimal,
}

/// A whole number; separators can only group its digits.
pub(super) fn integer(text: &str) -> Result<i64, Invalid> {
    let (minus, number) = read(text, Three::Group)?;
    if number.contains('.') {
        return Err(Invalid::CustomType);
    }
    format!("{}{number}", if minus { "-" } else { "" }).parse().map_err(|_| Invalid::CustomType)
}

/// A decimal number as its digits, with a dot.
pub(super) fn decimal(text: &str) -> Result<String, Invalid> {
    let (minus, number) = read(text, Three::DotIsDecimal)?;
    let zero = !number.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    Ok(if minus && !zero { format!("-{number}") } else { number })
}

/// The amount of a currency, without its sign.
pub(super) fn amount(text: &str, code: &str) -> Result<String, Invalid> {
    let three = if currency::has_thousandths(code) { Three::DotIsDecimal } else { Three::Group };
    read(text, three).map(|(_, number)| number)
}

/// Whether there is a minus, and the digits with a dot.
fn read(text: &str, three: Three) -> Result<(bool, String), Invalid> {
    let text = text.trim();
    let unsigned = text.trim_start_matches(['+', '-', '\u{2212}']);
    if text.chars().count() > unsigned.chars().count() + 1 {
        return Err(Invalid::CustomType);
    }
    let minus = text.starts_with(['-', '\u{2212}']);
    // Groups of digits and what stands between them.
    let mut groups = vec![String::new()];
    let mut separators = Vec::new();
    for char in unsigned.trim().chars() {
        match (ascii_digit(char), char) {
            (Some(digit), _) => groups.iter_mut().last().into_iter().for_each(|group| group.push(digit)),
            (None, '.' | ',') => {
                separators.push(char);
                groups.push(String::new());
            }
            (None, '\'' | '\u{2019}' | '_' | ' ' | '\u{a0}' | '\u{202f}') => {
                separators.push(' ');
                groups.push(String::new());
            }
            _ => return Err(Invalid::CustomType),
        }
    }
    let digits: usize = groups.iter().map(String::len).sum();
    if digits == 0 || digits > MOST_DIGITS {
        return Err(Invalid::CustomType);
    }
    let decimals = decimals(&groups, &separators, three)?;
    let fraction = if decimals { groups.pop().unwrap_or_default() } else { String::new() };
    let inner = groups.iter().skip(1);
    let grouped = groups.len() == 1 || inner.clone().count() > 0 && inner.clone().all(|group| group.len() == 3);
    let first = groups.first().map_or(0, String::len);
    if !grouped || groups.len() > 1 && !(1..=3).contains(&first) || decimals && fraction.is_empty() {
        return Err(Invalid::CustomType);
    }
    let whole = groups.concat();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok((minus, if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }))
}

/// Whether the last separator divides off decimals.
fn decimals(groups: &[String], separators: &[char], three: Three) -> Result<bool, Invalid> {
    let Some(last) = separators.last() else {
        return Ok(false);
    };
    let count = separators.iter().filter(|separator| *separator == last).count();
    let others = separators.len() > count;
    let three_digits = groups.last().is_some_and(|group| group.len() == 3);
    let first = groups.first().map_or(0, String::len);
    match *last {
        ' ' => Ok(false),
        _ if others => {
            if count == 1 {
                Ok(true)
            } else {
                Err(Invalid::CustomType)
            }
        }
        _ if count > 1 => Ok(false),
        // One separator before other than three digits, or after more than three or a zero, groups nothing.
        _ if !three_digits || !(1..=3).contains(&first) || groups.first().is_some_and(|group| group == "0") => Ok(true),
        _ if three == Three::Group => Ok(false),
        '.' => Ok(true),
        _ => Err(Invalid::CustomType),
    }
}
