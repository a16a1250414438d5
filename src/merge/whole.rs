//! What a merged record has once, or without an order of worth: kind, source, gender, notes, tags.

use super::provenance::{Provenance, Reason};
use crate::contact::{Contact, ContactKind, Field, Gender};
use crate::validate::{FieldKind, FieldPath};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of most parts; a person if as many say so as say otherwise.
pub(super) fn merge_kind(parts: &[Contact], provenance: &mut Vec<Provenance>) -> ContactKind {
    let persons = parts.iter().filter(|part| part.kind == ContactKind::Person).count();
    let others = parts.len() - persons;
    let kind = if others > persons { ContactKind::Organization } else { ContactKind::Person };
    let reason = match () {
        () if persons == 0 || others == 0 => Reason::Only,
        () if persons == others => Reason::Tie,
        () => Reason::Majority,
    };
    let text = match kind {
        ContactKind::Person => "person",
        ContactKind::Organization => "organization",
    };
    if !parts.is_empty() {
        provenance.push(single(FieldKind::Kind, text, reason, parts.iter().filter(|part| part.kind == kind)));
    }
    kind
}

/// The source of all parts, if they share one; each value has its own.
pub(super) fn merge_source(parts: &[Contact]) -> Option<String> {
    let first = parts.first()?.source.as_ref()?;
    parts.iter().all(|part| part.source.as_ref() == Some(first)).then(|| first.clone())
}

/// The gender of most parts that give one; of equals the one that stands in the record with the smallest id.
pub(super) fn merge_gender(parts: &[Contact], provenance: &mut Vec<Provenance>) -> Option<Gender> {
    let count = |gender: Gender| parts.iter().filter(|part| part.gender == Some(gender)).count();
    let given = || parts.iter().filter_map(|part| part.gender);
    let most = given().map(count).max()?;
    let gender = given().find(|&gender| count(gender) == most)?;
    let reason = match () {
        () if given().all(|other| other == gender) => Reason::Only,
        () if given().any(|other| other != gender && count(other) == most) => Reason::Tie,
        () => Reason::Majority,
    };
    let text = gender_text(gender);
    provenance.push(single(FieldKind::Gender, text, reason, parts.iter().filter(|part| part.gender == Some(gender))));
    Some(gender)
}

/// All distinct notes, in the order of the parts.
pub(super) fn merge_notes(parts: &[Contact], provenance: &mut Vec<Provenance>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut owners: BTreeMap<&str, Vec<&Contact>> = BTreeMap::new();
    for part in parts {
        for note in part.notes.iter().filter(|note| !note.trim().is_empty()) {
            let parts = owners.entry(note.trim()).or_default();
            if parts.is_empty() {
                notes.push(note.clone());
            }
            if !parts.last().is_some_and(|last| std::ptr::eq(*last, part)) {
                parts.push(part);
            }
        }
    }
    for (index, note) in notes.iter().enumerate() {
        let parts = owners.get(note.trim()).into_iter().flatten().copied();
        provenance.push(Provenance { path: FieldPath::value(FieldKind::Notes, index), ..kept(note, parts) });
    }
    notes
}

/// All tags of all parts.
pub(super) fn merge_tags(parts: &[Contact], provenance: &mut Vec<Provenance>) -> BTreeSet<String> {
    let tags: BTreeSet<String> = parts.iter().flat_map(|part| &part.tags).cloned().collect();
    for tag in &tags {
        let parts = parts.iter().filter(|part| part.tags.contains(tag));
        provenance.push(Provenance { path: FieldPath::tag(tag), ..kept(tag, parts) });
    }
    tags
}

/// The provenance of a record that is merged with no other: every value is its own, in its own order.
pub(super) fn provenance_of(only: &Contact, provenance: &mut Vec<Provenance>) {
    let parts = std::slice::from_ref(only);
    merge_kind(parts, provenance);
    keep(only, &only.names, |index| FieldPath::value(FieldKind::Names, index), provenance);
    keep(only, &only.organization_names, |index| FieldPath::value(FieldKind::OrganizationNames, index), provenance);
    keep(only, &only.employments, |index| FieldPath::value(FieldKind::Employments, index), provenance);
    keep(only, &only.emails, |index| FieldPath::value(FieldKind::Emails, index), provenance);
    keep(only, &only.phones, |index| FieldPath::value(FieldKind::Phones, index), provenance);
    keep(only, &only.addresses, |index| FieldPath::value(FieldKind::Addresses, index), provenance);
    keep(only, &only.birth_dates, |index| FieldPath::value(FieldKind::BirthDates, index), provenance);
    merge_gender(parts, provenance);
    keep(only, &only.urls, |index| FieldPath::value(FieldKind::Urls, index), provenance);
    for (index, note) in only.notes.iter().enumerate() {
        provenance.push(Provenance { path: FieldPath::value(FieldKind::Notes, index), ..kept(note, parts) });
    }
    merge_tags(parts, provenance);
    for (key, fields) in &only.custom {
        keep(only, fields, |index| FieldPath::custom(key, index), provenance);
    }
}

fn keep<T>(only: &Contact, fields: &[Field<T>], path: impl Fn(usize) -> FieldPath, provenance: &mut Vec<Provenance>) {
    for (index, field) in fields.iter().enumerate() {
        let (reason, rival) = match index.checked_sub(1) {
            None if fields.len() == 1 => (Reason::Only, None),
            None => (Reason::FirstInOrder, fields.get(1)),
            Some(before) => (Reason::BehindInOrder, fields.get(before)),
        };
        provenance.push(Provenance {
            path: path(index),
            reason,
            rival: rival.map(|rival| rival.text.clone()),
            ..kept(&field.text, [only])
        });
    }
}

fn gender_text(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "female",
        Gender::Male => "male",
        Gender::Other => "other",
    }
}

fn single<'a>(
    field: FieldKind,
    text: &str,
    reason: Reason,
    parts: impl IntoIterator<Item = &'a Contact>,
) -> Provenance {
    Provenance { path: FieldPath::field(field), reason, ..kept(text, parts) }
}

fn kept<'a>(text: &str, parts: impl IntoIterator<Item = &'a Contact>) -> Provenance {
    Provenance {
        path: FieldPath::field(FieldKind::Record),
        text: text.to_owned(),
        parts: parts.into_iter().map(|part| part.id.clone()).collect(),
        reason: Reason::Kept,
        rival: None,
        other_spellings: Vec::new(),
        spelled_by: None,
    }
}
