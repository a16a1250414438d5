//! The values of a contact, of any kind, with what says how old they are.

use crate::contact::{Contact, ContactKind, Employment, Field, PartialDate};
use crate::validate::{FieldKind, FieldPath};

/// The fields that a report looks at, in the order of the contact.
pub(super) const FIELDS: [FieldKind; 12] = [
    FieldKind::Names,
    FieldKind::OrganizationNames,
    FieldKind::Employments,
    FieldKind::Emails,
    FieldKind::Phones,
    FieldKind::Addresses,
    FieldKind::BirthDates,
    FieldKind::Gender,
    FieldKind::Urls,
    FieldKind::Notes,
    FieldKind::Tags,
    FieldKind::Custom,
];

/// Whether contacts of a kind can have a field: people work and are born, organizations do not.
pub(super) fn can_have(kind: ContactKind, field: FieldKind) -> bool {
    match field {
        FieldKind::Names | FieldKind::Employments | FieldKind::BirthDates | FieldKind::Gender => {
            kind == ContactKind::Person
        }
        FieldKind::OrganizationNames => kind == ContactKind::Organization,
        _ => true,
    }
}

/// One value of a contact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    /// The name of a custom field, or a tag, as in a path.
    pub(super) key: Option<&'a str>,
    /// Its number, as in a path.
    pub(super) index: Option<usize>,
    /// When it was last seen to be so.
    pub(super) seen: Option<PartialDate>,
    /// When it was last verified.
    pub(super) verified: Option<PartialDate>,
    /// Since when it is no longer so.
    pub(super) ended: Option<PartialDate>,
}

impl<'a> Value<'a> {
    fn undated(key: Option<&'a str>, index: Option<usize>) -> Self {
        Self { key, index, seen: None, verified: None, ended: None }
    }

    /// Where it stands.
    pub(super) fn path(&self, field: FieldKind) -> FieldPath {
        let mut path = FieldPath::field(field);
        path.key = self.key.map(str::to_owned);
        path.index = self.index;
        path
    }

    fn of<T>(key: Option<&'a str>, index: usize, field: &Field<T>) -> Self {
        Self { seen: field.seen, verified: field.verified, ..Self::undated(key, Some(index)) }
    }
}

/// Shows every value of a field that is not blank.
pub(super) fn each<'a>(contact: &'a Contact, field: FieldKind, see: &mut dyn FnMut(Value<'a>)) {
    match field {
        FieldKind::Names => all(None, &contact.names, see),
        FieldKind::OrganizationNames => all(None, &contact.organization_names, see),
        FieldKind::Employments => {
            for (index, employment) in filled(&contact.employments) {
                let ended = employment.value().and_then(|employment: &Employment| employment.until);
                see(Value { ended, ..Value::of(None, index, employment) });
            }
        }
        FieldKind::Emails => all(None, &contact.emails, see),
        FieldKind::Phones => all(None, &contact.phones, see),
        FieldKind::Addresses => all(None, &contact.addresses, see),
        FieldKind::BirthDates => all(None, &contact.birth_dates, see),
        FieldKind::Gender => contact.gender.iter().for_each(|_| see(Value::undated(None, None))),
        FieldKind::Urls => all(None, &contact.urls, see),
        FieldKind::Notes => {
            let notes = contact.notes.iter().enumerate().filter(|(_, note)| !note.trim().is_empty());
            notes.for_each(|(index, _)| see(Value::undated(None, Some(index))));
        }
        FieldKind::Tags => contact.tags.iter().for_each(|tag| see(Value::undated(Some(tag), None))),
        FieldKind::Custom => contact.custom.iter().for_each(|(key, values)| all(Some(key), values, see)),
        _ => {}
    }
}

/// Shows every value of some fields that is not blank.
pub(super) fn all<'a, T>(key: Option<&'a str>, fields: &'a [Field<T>], see: &mut dyn FnMut(Value<'a>)) {
    filled(fields).for_each(|(index, field)| see(Value::of(key, index, field)));
}

fn filled<T>(fields: &[Field<T>]) -> impl Iterator<Item = (usize, &Field<T>)> {
    fields.iter().enumerate().filter(|(_, field)| field.outcome.is_ok() || !field.text.trim().is_empty())
}
