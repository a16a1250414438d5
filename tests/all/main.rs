//! All integration tests of the crate, in one binary.

mod error_texts;
mod merge;
mod validate;
