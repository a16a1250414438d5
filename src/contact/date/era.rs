//! Years that are counted from the beginning of an era, as in Japan and Taiwan.

use super::parts::plain_numbers;
use crate::contact::Invalid;
use crate::contact::fold::ascii_digit;

/// An era: its names, the letter that forms use for it, the year before its first one, and its last year.
struct Era {
    names: &'static [&'static str],
    letter: Option<char>,
    year_before: u32,
    last: u32,
}

/// The eras of Japan since 1868 (Era Name Act and its decrees) and that of the Republic of China.
const ERAS: [Era; 6] = [
    Era { names: &["令和", "㋿"], letter: Some('R'), year_before: 2018, last: 99 },
    Era { names: &["平成", "㍻"], letter: Some('H'), year_before: 1988, last: 31 },
    Era { names: &["昭和", "㍼"], letter: Some('S'), year_before: 1925, last: 64 },
    Era { names: &["大正", "㍽"], letter: Some('T'), year_before: 1911, last: 15 },
    Era { names: &["明治", "㍾"], letter: Some('M'), year_before: 1867, last: 45 },
    Era { names: &["中華民國", "中华民国", "民國", "民国"], letter: None, year_before: 1911, last: 200 },
];

/// The text with the year in full, if it begins with a year of an era: `1985年5月17日` for `昭和60年5月17日` and
/// `1985.5.17` for `S60.5.17`.
pub(super) fn in_full(text: &str) -> Option<Result<String, Invalid>> {
    let first = text.chars().next()?;
    let by_name = || {
        ERAS.iter().find_map(|era| Some((era, era.names.iter().find_map(|name| text.strip_prefix(name))?.trim_start())))
    };
    // A letter alone is enough only before a date of three numbers.
    let by_letter = || {
        let rest = text.strip_prefix(first)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let (numbers, count) = plain_numbers(rest)?;
        let short = numbers.first()?.digits <= 2;
        Some((ERAS.iter().find(|era| era.letter == Some(first))?, rest)).filter(|_| count == 3 && short)
    };
    let (era, rest) = if first.is_ascii() { by_letter() } else { by_name() }?;
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => {
            let end =
                rest.char_indices().find(|(_, char)| ascii_digit(*char).is_none()).map_or(rest.len(), |(at, _)| at);
            let (digits, rest) = rest.split_at_checked(end)?;
            let digits: String = digits.chars().take(4).filter_map(ascii_digit).collect();
            (digits.parse().ok()?, rest)
        }
    };
    let known = (1..=era.last).contains(&year);
    Some(if known { Ok(format!("{:04}{rest}", era.year_before + year)) } else { Err(Invalid::DateImpossible) })
}
