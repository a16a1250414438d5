//! Contact files: what their columns mean, and their rows as contacts.
//!
//! The library itself reads no files; these modules are the programs' own, and a start for your own.

pub mod columns;
pub mod failure;
pub mod reader;
pub mod row;
pub mod source;
