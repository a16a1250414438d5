//! contactkit
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod contact;
pub mod error;
pub mod matching;
pub mod merge;
pub mod normalize;
pub mod validate;
