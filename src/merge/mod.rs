//! One clean record from the records of a cluster, and the way back: [`Contact`]s come in, a [`Merged`] goes out; nothing
//! is lost.
//!
//! Equal values become one, in their best spelling; different values are all kept, the best first, by the rules of a
//! [`Survivorship`]. Each value says in its [`Provenance`] which records it is from and why it stands where it stands, those
//! that were dropped, too: a [`Merged`] is the preview of a merge. A [`ChangeLog`] makes merges in a set of contacts and
//! takes them back, in any order, later edits included; a [`Snapshot`] keeps a set as it is. [`fill`] fills the gaps of one
//! record from others.
//!
//! Three messy records of one person:
//!
//! ```
//! use std::collections::BTreeMap;
//! use contactkit::contact::{Contact, Field};
//! use contactkit::merge::{ChangeLog, Survivorship, merge};
//! use contactkit::validate::FieldKind;
//!
//! let mut contacts: BTreeMap<String, Contact> = BTreeMap::new();
//! for (id, name, email, phone) in [
//!     ("crm-1", "JON doh", "john.doe@example.org", "+1 202-555-0143"),
//!     ("card-7", "J. Doe", "", "+12025550143"),
//!     ("web-9", "John Doe", "John.Doe@example.org", ""),
//! ] {
//!     let mut contact = Contact::person(id);
//!     contact.names.push(Field::parse(name));
//!     contact.emails.push(Field::parse(email));
//!     contact.phones.push(Field::parse(phone));
//!     contacts.insert(id.to_owned(), contact);
//! }
//! let before = contacts.clone();
//!
//! // The preview: one contact, and why. Nothing has happened yet.
//! let parts: Vec<Contact> = contacts.values().cloned().collect();
//! let preview = merge(&parts, &Survivorship::default());
//! assert_eq!(preview.contact.to_string(), "John Doe");
//! assert_eq!((preview.contact.emails.len(), preview.contact.phones.len()), (1, 1));
//! assert_eq!(
//!     preview.why(FieldKind::Names).to_string(),
//!     "names[0] \"John Doe\" from web-9: before \"JON doh\" because it is better cased\n\
//!      names[1] \"JON doh\" from crm-1: behind \"John Doe\" because that is better cased\n\
//!      names[2] \"J. Doe\" from card-7: behind \"JON doh\" because that is more complete"
//! );
//!
//! // The merge itself, and a correction afterwards: the number stands in two of the records.
//! let mut log = ChangeLog::default();
//! let change = log.merge(&mut contacts, &["crm-1", "card-7", "web-9"], &Survivorship::default())?;
//! assert_eq!(contacts["card-7"], preview.contact);
//! contacts.get_mut("card-7").unwrap().phones[0] = Field::parse("+1 202-555-0199");
//!
//! // The undo: every record is what it was, and the correction is where it belongs.
//! let undone = log.undo(&mut contacts, change)?;
//! assert_eq!(undone.edits[0].records, ["card-7", "crm-1"]);
//! assert_eq!(contacts["crm-1"].phones[0].text, "+1 202-555-0199");
//! assert_eq!(contacts["crm-1"].emails, before["crm-1"].emails);
//! assert_eq!(contacts["web-9"], before["web-9"]);
//! # Ok::<(), contactkit::Error>(())
//! ```
//!
//! Merging costs O(n log n) in the number of values, and the result is the same for any order of the records.

#[cfg(feature = "serde")]
mod checked;
#[cfg(feature = "serde")]
mod checksum;
mod edit;
mod fill;
mod item;
mod log;
mod provenance;
mod rank;
mod snapshot;
mod survivorship;
mod value;
mod whole;

pub use edit::{Edit, Undone};
pub use fill::fill;
pub use log::{Change, ChangeLog};
pub use provenance::{Origin, Provenance, Reason, Why};
pub use snapshot::Snapshot;
pub use survivorship::{Preference, Survivorship};

use crate::contact::Contact;
use crate::validate::FieldKind;
use rank::merge_fields;
use std::collections::BTreeSet;
use std::fmt;

/// One contact made of several, with where each value is from and the parts that it was made of.
///
/// It is also the preview of a merge: nothing has happened yet, and its text lists every value that is kept or dropped,
/// from which records, and why.
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

    /// Both as one merge: of all their parts, so that merging in steps gives the same record as merging at once, in any
    /// order of the steps.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field};
    /// use contactkit::merge::{Survivorship, merge};
    ///
    /// let parts = ["Ada Byron", "A. Byron", "ada byron"].map(|name| {
    ///     let mut contact = Contact::person(name);
    ///     contact.names.push(Field::parse(name));
    ///     contact
    /// });
    /// let rules = Survivorship::default();
    /// let in_steps = merge(&parts[1..], &rules).and(merge(&parts[..1], &rules), &rules);
    /// assert_eq!(in_steps, merge(&parts, &rules));
    /// ```
    #[must_use]
    pub fn and(self, other: Self, survivorship: &Survivorship) -> Self {
        let mut parts = self.parts;
        parts.extend(other.parts);
        merge_owned(parts, survivorship)
    }

    /// The values that do not stand in the merged record, with what they lost to; they stand in the parts.
    pub fn dropped(&self) -> impl Iterator<Item = &Provenance> {
        self.provenance.iter().filter(|value| !value.is_kept())
    }

    /// Which value of a field won, and why.
    pub fn why(&self, field: FieldKind) -> Why<'_> {
        Why::new(field, &self.provenance)
    }
}

impl fmt::Display for Merged {
    /// The preview: every value that is kept or dropped, one line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        provenance::lines(&self.provenance, f)
    }
}

/// Merges the records of one cluster into one.
///
/// A single record is merged to itself. Of several, each value without a [`source`](crate::contact::Field::source) of its own gets that
/// of its record, or the record's id if the record has none. No records give an empty record.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::merge::{Survivorship, merge};
/// use contactkit::validate::FieldKind;
///
/// let parts = [("1", "Ada Byron", "1815-12"), ("2", "ADA BYRON", "1815-12-10")].map(|(id, name, born)| {
///     let mut contact = Contact::person(id);
///     contact.names.push(Field::parse(name));
///     contact.birth_dates.push(Field::parse(born));
///     contact
/// });
/// let mut survivorship = Survivorship::default();
/// survivorship.only_best.insert(FieldKind::BirthDates);
/// let merged = merge(&parts, &survivorship);
/// assert_eq!(merged.contact.birth_dates[0].text, "1815-12-10");
/// assert_eq!(merged.dropped().map(|value| value.text.as_str()).collect::<Vec<_>>(), ["1815-12"]);
/// let why = merged.to_string();
/// assert!(why.contains(
///     "birth_dates \"1815-12\" from 1: dropped for \"1815-12-10\" because that is more complete"
/// ));
/// assert_eq!(merged.unmerge(), parts);
/// ```
pub fn merge(contacts: &[Contact], survivorship: &Survivorship) -> Merged {
    merge_owned(contacts.to_vec(), survivorship)
}

fn merge_owned(contacts: Vec<Contact>, survivorship: &Survivorship) -> Merged {
    let parts = sorted(contacts);
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

/// Records in the order of their ids.
fn sorted(mut contacts: Vec<Contact>) -> Vec<Contact> {
    // Ids are unique within a source only; the whole text is the last resort, and rarely looked at.
    contacts.sort_by(|left, right| {
        (&left.id, &left.source)
            .cmp(&(&right.id, &right.source))
            .then_with(|| format!("{left:?}").cmp(&format!("{right:?}")))
    });
    contacts
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
