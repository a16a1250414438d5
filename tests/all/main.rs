//! All integration tests, in one binary.

#![allow(unreachable_pub, reason = "nothing of a test is public")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "so tests fail"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "clocks and files are for tests and programs")]
#![allow(clippy::print_stdout, reason = "cargo shows it where a test fails, or is asked to")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the numbers of tests are small")]

mod address_laws;
mod architecture;
mod contact_properties;
mod error_texts;
mod files;
mod known;
#[cfg(feature = "phone")]
mod matching_cases;
mod matching_clusters;
mod matching_complaints;
mod matching_explained;
mod matching_index;
mod matching_lanes;
mod matching_laws;
mod matching_linking;
mod matching_oracle;
mod matching_progress;
mod matching_relations;
mod matching_training;
mod merge;
mod merge_complaints;
mod merge_histories;
mod merge_log;
mod merge_rules;
mod normalize_laws;
mod people;
#[cfg(feature = "phone")]
mod phone_engines;
mod policy;
#[cfg(feature = "serde")]
mod programs;
#[cfg(feature = "serde")]
mod programs_report;
#[cfg(feature = "serde")]
mod programs_undo;
mod quality;
mod report;
mod segment;
mod segment_laws;
mod tables;
mod validate;

/// The modules that the programs share, for their own tests.
#[path = "../../examples/support/mod.rs"]
#[allow(dead_code, reason = "programs use all of it, tests a part")]
mod support;
