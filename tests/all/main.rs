//! All integration tests, in one binary.

mod architecture;
mod contact_properties;
mod contact_tables;
mod error_texts;
mod merge;
#[cfg(feature = "serde")]
mod programs;
mod validate;

/// The modules that the programs share, for their own tests.
#[cfg(feature = "serde")]
#[path = "../../examples/support/mod.rs"]
#[allow(dead_code, reason = "programs use all of it, tests a part")]
mod support;
