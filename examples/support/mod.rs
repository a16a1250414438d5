//! Contact files: what their columns mean, and their rows as contacts.
//!
//! The library itself reads no files; these modules are the programs' own, and a start for your own.

pub mod accounts;
pub mod columns;
pub mod failure;
pub mod files;
pub mod findings;
#[allow(dead_code, reason = "one program writes it, another reads it")]
pub mod log;
pub mod nothing;
pub mod page;
pub mod quotes;
pub mod reader;
pub mod row;
pub mod source;
#[allow(dead_code, reason = "some programs read only contacts")]
pub mod table;

use std::ffi::OsStr;

use contactkit::contact::{CountryCode, PartialDate};

use failure::Failure;

/// Reads the value of `--region`.
pub fn region(text: &OsStr) -> Result<CountryCode, Failure> {
    let code = text.to_str().filter(|text| text.len() == 2).and_then(CountryCode::of);
    code.ok_or_else(|| Failure::Arguments(format!("--region {}: not a country by its two letters", text.display())))
}

/// Reads the value of `--today`.
pub fn day(text: &OsStr) -> Result<PartialDate, Failure> {
    let date = text.to_str().and_then(|text| text.parse().ok()).filter(|date: &PartialDate| date.is_full());
    date.ok_or_else(|| Failure::Arguments(format!("--today {}: not a date such as 2026-05-17", text.display())))
}

/// The day that it is in Greenwich by the computer's clock.
pub fn today() -> Option<PartialDate> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let days = jiff::Span::new().try_days(i64::try_from(now.as_secs() / 86_400).ok()?).ok()?;
    let date = jiff::civil::Date::constant(1970, 1, 1).saturating_add(days);
    PartialDate::full(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}
