//! One clean record from the records of a cluster: [`Contact`]s come in, a [`Merged`] goes out; nothing is lost.
//!
//! Equal values become one, in their best spelling; different values are all kept, the best first, by the rules of a
//! [`Survivorship`]. Each value says in its [`Provenance`] which records it is from and why it stands where it stands.
//! The records themselves stay in the result, so that [`unmerge`](Merged::unmerge) gives them back to the byte.
//!
//! ```
//! use contactkit::contact::{Contact, Field};
//! use contactkit::merge::{Survivorship, merge};
//! use contactkit::validate::FieldKind;
//!
//! let mut first = Contact::person("crm-1");
//! first.names.push(Field::parse("JON doh"));
//! first.emails.push(Field::parse("john.doe@example.org"));
//! let mut second = Contact::person("web-9");
//! second.names.push(Field::parse("John Doe"));
//! second.emails.push(Field::parse("John.Doe@example.org"));
//!
//! let merged = merge(&[first, second], &Survivorship::default());
//! assert_eq!(merged.contact.to_string(), "John Doe");
//! assert_eq!(merged.contact.names.len(), 2);
//! assert_eq!(merged.contact.emails.len(), 1);
//! assert_eq!(
//!     merged.why(FieldKind::Names).to_string(),
//!     "names[0] \"John Doe\" from web-9: before \"JON doh\" because it is better cased\n\
//!      names[1] \"JON doh\" from crm-1: behind \"John Doe\" because that is better cased"
//! );
//! ```
//!
//! Merging costs O(n log n) in the number of values, and the result is the same for any order of the records.

mod provenance;
mod rank;
mod survivorship;
mod value;
mod whole;

pub use provenance::{Provenance, Reason, Why};
pub use survivorship::{Preference, Survivorship};

use crate::contact::Contact;
use crate::validate::FieldKind;
use rank::merge_fields;
use std::collections::BTreeSet;

/// One contact made of several, with where each value is from and the parts that it was made of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Merged {
    /// The merged record. Its id is the smallest id of the parts, by bytes.
    pub contact: Contact,
    /// Where each value is from, field by field in the order of the merged record.
    pub provenance: Vec<Provenance>,
    /// The records that were merged, exactly as they were, in the order of their ids.
    pub parts: Vec<Contact>,
}

impl Merged {
    /// The parts back, exactly as they were, in the order of their ids.
    pub fn unmerge(self) -> Vec<Contact> {
        self.parts
    }

    /// Which value of a field won, and why.
    pub fn why(&self, field: FieldKind) -> Why<'_> {
        Why::new(field, &self.provenance)
    }
}

/// Merges the records of one cluster into one.
///
/// A single record is merged to itself. Of several, each value without a [`source`](crate::contact::Field::source) of its own gets that
/// of its record, or the record's id if the record has none. No records give an empty record.
pub fn merge(contacts: &[Contact], survivorship: &Survivorship) -> Merged {
    let mut parts = contacts.to_vec();
    // Ids are unique within a source only; the whole text is the last resort, and rarely looked at.
    parts.sort_by(|left, right| {
        (&left.id, &left.source)
            .cmp(&(&right.id, &right.source))
            .then_with(|| format!("{left:?}").cmp(&format!("{right:?}")))
    });
    let mut provenance = Vec::new();
    let contact = match parts.as_slice() {
        [only] => {
            whole::provenance_of(only, &mut provenance);
            only.clone()
        }
        parts => merge_all(parts, survivorship, &mut provenance),
    };
    Merged { contact, provenance, parts }
}

fn merge_all(parts: &[Contact], survivorship: &Survivorship, provenance: &mut Vec<Provenance>) -> Contact {
    /// The values of one field of all parts.
    macro_rules! fields {
        ($field:ident, $kind:ident) => {
            merge_fields(parts, |contact| &contact.$field, (FieldKind::$kind, None), survivorship, provenance)
        };
    }
    let keys: BTreeSet<&String> = parts.iter().flat_map(|part| part.custom.keys()).collect();
    Contact {
        id: parts.first().map(|part| part.id.clone()).unwrap_or_default(),
        kind: whole::merge_kind(parts, provenance),
        source: whole::merge_source(parts),
        names: fields!(names, Names),
        organization_names: fields!(organization_names, OrganizationNames),
        employments: fields!(employments, Employments),
        emails: fields!(emails, Emails),
        phones: fields!(phones, Phones),
        addresses: fields!(addresses, Addresses),
        birth_dates: fields!(birth_dates, BirthDates),
        gender: whole::merge_gender(parts, provenance),
        urls: fields!(urls, Urls),
        notes: whole::merge_notes(parts, provenance),
        tags: whole::merge_tags(parts, provenance),
        custom: keys
            .into_iter()
            .map(|key| {
                let fields = merge_fields(
                    parts,
                    |contact| contact.custom.get(key).map_or(&[], Vec::as_slice),
                    (FieldKind::Custom, Some(key)),
                    survivorship,
                    provenance,
                );
                (key.clone(), fields)
            })
            .collect(),
    }
}
