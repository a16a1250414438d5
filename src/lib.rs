//! contactkit
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod contact;
pub mod error;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::exhaustive_enums,
    clippy::float_cmp,
    clippy::manual_is_multiple_of,
    clippy::redundant_closure_for_method_calls,
    clippy::too_many_lines,
    reason = "places that are older than the lints; this list may only shrink"
)]
pub mod matching;
pub mod merge;
pub mod normalize;
pub mod validate;
