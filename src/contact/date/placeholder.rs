//! Dates that stand for none.

use super::PartialDate;

/// Full dates that are written where none is known, with who does so.
const PLACEHOLDERS: [((i16, u8, u8), &str); 16] = [
    ((1, 1, 1), "many databases"),
    ((1111, 11, 11), "typing one key"),
    ((1582, 10, 15), "the beginning of the calendar"),
    ((1601, 1, 1), "Windows"),
    ((1753, 1, 1), "SQL Server"),
    ((1800, 1, 1), "many databases"),
    ((1899, 12, 30), "spreadsheets"),
    ((1899, 12, 31), "spreadsheets"),
    ((1900, 1, 1), "many databases"),
    ((1901, 1, 1), "many databases"),
    ((1904, 1, 1), "spreadsheets"),
    ((1911, 11, 11), "typing one key"),
    ((1970, 1, 1), "Unix systems"),
    ((2222, 2, 22), "typing one key"),
    ((2999, 12, 31), "many databases"),
    ((9999, 12, 31), "many databases"),
];

/// Who writes a date where none is known.
pub(super) fn writer(date: PartialDate) -> Option<&'static str> {
    let full = (date.year?, date.month?, date.day?);
    PLACEHOLDERS.iter().find_map(|&(placeholder, who)| (placeholder == full).then_some(who))
}
