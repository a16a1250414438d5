//! Case tables of the values of a contact: `tests/data/*.toml`.

mod address;
mod date;
mod email;
mod greeting;
mod name;
mod organization;
mod phone;
mod same_names;
