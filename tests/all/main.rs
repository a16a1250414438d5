//! All integration tests, in one binary.

mod contact_properties;
mod contact_tables;
mod error_texts;
mod merge;
mod validate;
