//! Contact files: what their columns mean, and their rows as contacts.
//!
//! The library itself reads no files; these modules are the programs' own, and a start for your own.

pub mod accounts;
pub mod columns;
pub mod failure;
pub mod files;
#[allow(dead_code, reason = "one program writes it, another reads it")]
pub mod log;
pub mod page;
pub mod reader;
pub mod row;
pub mod source;

use std::ffi::OsStr;

use contactkit::contact::CountryCode;

use failure::Failure;

/// Reads the value of `--region`.
pub fn region(text: &OsStr) -> Result<CountryCode, Failure> {
    let code = text.to_str().filter(|text| text.len() == 2).and_then(CountryCode::of);
    code.ok_or_else(|| Failure::Arguments(format!("--region {}: not a country by its two letters", text.display())))
}
