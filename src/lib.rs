//! contactkit
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod error;

pub mod contact;
pub mod merge;
pub mod validate;
