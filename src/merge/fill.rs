//! [`fill`]: gaps of a record filled from others.

use super::provenance::Reason;
use super::value::Value;
use super::{Merged, Survivorship, merge_all, sorted, whole};
use crate::contact::{Contact, Field};
use crate::validate::FieldKind;
use std::collections::BTreeMap;

/// Fills the gaps of a record with what other records of the same contact have, and changes nothing that it has.
///
/// A kind of field is a gap if the record has no value of it that could be read and is meant; a placeholder is none. A gap
/// is filled with all such values of the donors, ranked by `survivorship`, behind what stands there. The donors are the other
/// records of a cluster, or records of a better source that are known to be of the same contact. Notes and tags are what an
/// owner says of a record, and permissions hang on them: they are not filled, neither are id, kind and source.
///
/// The parts of the result are the record and then the donors; its provenance names every value of the filled record, with
/// [`Reason::Filled`] for those that are new. Costs O(n log n) in the number of values.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::merge::{Survivorship, fill};
///
/// let mut record = Contact::person("crm-1");
/// record.emails.push(Field::parse("ada@analytical.org"));
/// let mut donor = Contact::person("web-9");
/// donor.emails.push(Field::parse("ada@lovelace.net"));
/// donor.phones.push(Field::parse("+44 20 7946 0018"));
///
/// let filled = fill(&record, &[donor], &Survivorship::default());
/// assert_eq!(filled.contact.emails, record.emails);
/// assert_eq!(filled.contact.phones[0].source.as_deref(), Some("web-9"));
/// ```
pub fn fill(record: &Contact, donors: &[Contact], survivorship: &Survivorship) -> Merged {
    let donors = sorted(donors.to_vec());
    let givers: Vec<Contact> = donors.iter().cloned().map(with_meant_values).collect();
    let mut given_provenance = Vec::new();
    let given = merge_all(&givers, survivorship, &mut given_provenance);

    let mut filled = record.clone();
    // Each gap with how many values stand before those that fill it.
    let mut gaps: BTreeMap<(FieldKind, Option<String>), usize> = BTreeMap::new();
    macro_rules! fill {
        ($($field:ident $kind:ident),*) => {$(
            if is_gap(&record.$field) {
                gaps.insert((FieldKind::$kind, None), record.$field.len());
                filled.$field.extend(given.$field);
            }
        )*};
    }
    fill!(
        names Names, organization_names OrganizationNames, employments Employments, emails Emails, phones Phones,
        addresses Addresses, birth_dates BirthDates, urls Urls
    );
    if record.gender.is_none() {
        gaps.insert((FieldKind::Gender, None), 0);
        filled.gender = given.gender;
    }
    for (key, fields) in given.custom.into_iter().filter(|(_, fields)| !fields.is_empty()) {
        let own = filled.custom.entry(key.clone()).or_default();
        if is_gap(own) {
            gaps.insert((FieldKind::Custom, Some(key)), own.len());
            own.extend(fields);
        }
    }

    let mut provenance = Vec::new();
    whole::provenance_of(record, &mut provenance);
    for mut value in given_provenance {
        let Some(before) = gaps.get(&(value.path.field, value.path.key.clone())) else { continue };
        value.path.index = value.path.index.map(|index| index + before);
        value.origins.iter_mut().for_each(|origin| origin.part += 1);
        if value.is_kept() {
            value.reason = Reason::Filled;
        }
        provenance.push(value);
    }
    provenance.sort_by(|left, right| (left.path.field, &left.path.key).cmp(&(right.path.field, &right.path.key)));
    let parts = std::iter::once(record.clone()).chain(donors).collect();
    Merged { contact: filled, provenance, parts }
}

/// Whether no value of a kind could be read and is meant.
fn is_gap<T: Value>(fields: &[Field<T>]) -> bool {
    !fields.iter().any(is_meant)
}

fn is_meant<T: Value>(field: &Field<T>) -> bool {
    field.value().is_some_and(|value| value.is_genuine(field.text.trim()))
}

/// A donor without what fills no gap.
fn with_meant_values(mut donor: Contact) -> Contact {
    macro_rules! retain {
        ($($field:ident)*) => {$(donor.$field.retain(is_meant);)*};
    }
    retain!(names organization_names employments emails phones addresses birth_dates urls);
    donor.custom.values_mut().for_each(|fields| fields.retain(is_meant));
    donor
}
