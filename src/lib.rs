//! Contact records and deduplication: a typed contact model, validators, normalizers, an explained duplicate detector that
//! needs no configuration and no labels, and a merge that loses nothing.
//!
//! A contact is text from forms, imports and phones: misspelled, half empty, out of date, entered three times. This crate
//! says what is wrong with each record, which records are one person or company, why and how sure, and what the one clean
//! record is. It is a pure library: no files, no clock, no network, no global state; the same input gives the same answer
//! on every machine, in any order of the records, on any number of threads.
//!
//! # A tour
//!
//! Text becomes a [`Contact`]. Every [`Field`](contact::Field) keeps its text as given, beside the value that it was read
//! as or the reason why it was not; names and dates that can be read in two ways have
//! [`readings`](contact::PersonName::readings):
//!
//! ```
//! use contactkit::contact::{Contact, Field, PersonName, Phone};
//!
//! fn contact(id: &str, given: &str, family: &str, email: &str, phone: &str) -> Contact {
//!     let mut contact = Contact::person(id);
//!     contact.names.push(Field::of(PersonName::new(given, family)));
//!     contact.emails.push(Field::parse(email));
//!     contact.phones.push(Field::read(phone, |text| Phone::parse(text, None)));
//!     contact
//! }
//!
//! let contacts = [
//!     contact("crm-1", "JON", "doh", "john.doe@example.org", "+1 202-555-0143"),
//!     contact("web-9", "John", "Doe", "John.Doe@example.org", "+12025550143"),
//!     contact("web-10", "Jane", "Roe", "jane@example.net", "+44 20 7946 0018"),
//! ];
//!
//! // What is wrong with a record: findings with a stable code, the field's path, and what to do.
//! use contactkit::Validator;
//!
//! let findings = Validator::default().check(&contacts[0]);
//! assert!(findings.iter().any(|finding| finding.code() == "name.case"));
//!
//! // Settings make it a policy: what is required on which occasion, and which findings refuse a form.
//! use contactkit::validate::{NotSafe, Occasion, greeting};
//!
//! assert!(Validator::default().admit(&contacts[0], &Occasion::Create).is_admitted());
//!
//! // What a letter may begin with: a name that is certain, or the reasons against it.
//! assert_eq!(greeting(&contacts[0]), Err(vec![NotSafe::Case]));
//!
//! // Which records are one person: push contacts as they come, they need not be kept.
//! use contactkit::{Matcher, Records};
//!
//! let records: Records = contacts.iter().collect();
//! let resolution = Matcher::new().resolve(&records);
//! assert_eq!(resolution.clusters.len(), 2);
//! assert_eq!(resolution.ledger.candidates(), resolution.ledger.scored() + resolution.ledger.repeated());
//!
//! // Why: the parts add up to the weight exactly.
//! let why = Matcher::new().explain(&records, &resolution.model, 0, 1);
//! let sum: i32 = why.parts.iter().map(|part| part.weight.thousandths()).sum();
//! assert_eq!(sum + why.base.thousandths(), why.weight.thousandths());
//!
//! // The one clean record, and the way back.
//! use contactkit::{Survivorship, merge::merge};
//!
//! let merged = merge(&contacts[..2], &Survivorship::default());
//! assert_eq!(merged.contact.to_string(), "John Doe");
//! assert_eq!(merged.unmerge(), contacts[..2]);
//!
//! // Who is meant: conditions in plain words, checked before they are used, and explained.
//! use contactkit::contact::{PartialDate, Schema};
//! use contactkit::segment::{Book, Condition, Segment};
//!
//! let schema = Schema::default();
//! let condition = Condition::read(r#"email_domain = "example.org" or phone starts with "+44""#, &schema).unwrap();
//! let filter = Segment::new("friends", condition).filter(&schema, PartialDate::full(2026, 5, 17).unwrap()).unwrap();
//! assert_eq!(filter.rows(&Book::new(&contacts)), [0, 1, 2]);
//!
//! // How good it all is: counts by field and source, to be compared with those of another day.
//! use contactkit::report::{HalfLives, Report, Staleness};
//!
//! let staleness = Staleness::new(PartialDate::full(2026, 5, 17).unwrap(), HalfLives::default()).unwrap();
//! let mut report = Report::new(staleness);
//! for contact in &contacts {
//!     report.add(contact, &Validator::default().check(contact));
//! }
//! assert!(report.to_string().starts_with("3 contacts on 2026-05-17: 0 without a finding, 0 with errors"));
//! ```
//!
//! # Bad data, wrong settings, bugs
//!
//! A bad value is data: it stays in its field with the [reason](contact::Invalid), a [`Finding`](validate::Finding) says
//! what to do about it, and a batch never stops for it. A wrong setting is an [`Error`], once, where something is built,
//! and so is a step that cannot be taken, such as undoing a merge twice. Nothing else fails, and no input makes the library
//! panic.
//!
//! # Features
//!
//! `serde`, `parallel` (rayon), `phone` (numbering plans of all countries) and `idn` (e-mail domains outside ASCII) are on
//! by default. Without `phone`, numbers that do not begin with `+` or `00` keep their national digits. `phonenumber` and
//! `email_address` convert values to and from the types of the crates of these names.
//!
//! # What it does not do
//!
//! It reads and writes no files (the programs in `examples/` do), verifies no address over the network, and decides nothing
//! about permission to write to people.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod error;

pub mod contact;
pub mod history;
pub mod validate;

pub mod normalize;

pub mod matching;

pub mod merge;
pub mod segment;

pub mod report;

pub use contact::Contact;
pub use error::Error;
pub use matching::{Matcher, Records, Resolution};
pub use merge::{Merged, Survivorship};
pub use report::Report;
pub use segment::Segment;
pub use validate::Validator;

/// The examples of the README are tested like all others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[derive(Debug)]
#[non_exhaustive]
pub struct Readme;
