//! contactkit
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod contact;
pub mod matching;
pub mod normalize;
