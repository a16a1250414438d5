//! All integration tests, in one binary.

mod contact_properties;
mod contact_tables;
