//! What a merged record has once, or without an order of worth: kind, source, gender, notes, tags.

use super::provenance::{Origin, Provenance, Reason};
use crate::contact::{Contact, ContactKind, Field, Gender};
use crate::validate::{FieldKind, FieldPath};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of most parts; a person if as many say so as say otherwise.
pub(super) fn merge_kind(parts: &[Contact], provenance: &mut Vec<Provenance>) -> ContactKind {
    let of = |kind| parts.iter().filter(|part| part.kind == kind).count();
    let kind = match of(ContactKind::Organization) > of(ContactKind::Person) {
        true => ContactKind::Organization,
        false => ContactKind::Person,
    };
    vote(FieldKind::Kind, parts, kind, |part| Some(part.kind), ContactKind::as_str, provenance);
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
    vote(FieldKind::Gender, parts, gender, |part| part.gender, Gender::as_str, provenance);
    Some(gender)
}

/// Notes what won by the number of records that say so, and what lost.
fn vote<T: Copy + PartialEq>(
    field: FieldKind,
    parts: &[Contact],
    winner: T,
    of: impl Fn(&Contact) -> Option<T>,
    text: impl Fn(T) -> &'static str,
    provenance: &mut Vec<Provenance>,
) {
    let mut votes: Vec<(T, Vec<Origin>)> = vec![(winner, Vec::new())];
    for (index, part) in parts.iter().enumerate() {
        let Some(value) = of(part) else { continue };
        let origin = Origin::of_text(index, part, text(value));
        match votes.iter_mut().find(|(other, _)| *other == value) {
            Some((_, origins)) => origins.push(origin),
            None => votes.push((value, vec![origin])),
        }
    }
    let most = votes.first().map_or(0, |(_, origins)| origins.len());
    let reason = match votes.get(1..).unwrap_or_default() {
        [] => Reason::Only,
        others if others.iter().any(|(_, origins)| origins.len() == most) => Reason::Tie,
        _ => Reason::Majority,
    };
    for (index, (value, origins)) in votes.into_iter().enumerate().filter(|(_, (_, origins))| !origins.is_empty()) {
        let mut vote = Provenance::kept(FieldPath::field(field), text(value), origins);
        vote.reason = if index == 0 { reason } else { Reason::Outvoted };
        vote.rival = (index > 0).then(|| text(winner).to_owned());
        provenance.push(vote);
    }
}

/// All distinct notes, in the order of the parts.
pub(super) fn merge_notes(parts: &[Contact], provenance: &mut Vec<Provenance>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut origins: BTreeMap<&str, Vec<Origin>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        for note in part.notes.iter().filter(|note| !note.trim().is_empty()) {
            let origins = origins.entry(note.trim()).or_default();
            if origins.is_empty() {
                notes.push(note.clone());
            }
            origins.push(Origin::of_text(index, part, note));
        }
    }
    for (index, note) in notes.iter().enumerate() {
        let origins = origins.remove(note.trim()).unwrap_or_default();
        provenance.push(Provenance::kept(FieldPath::value(FieldKind::Notes, index), note, origins));
    }
    notes
}

/// All tags of all parts.
pub(super) fn merge_tags(parts: &[Contact], provenance: &mut Vec<Provenance>) -> BTreeSet<String> {
    let tags: BTreeSet<String> = parts.iter().flat_map(|part| &part.tags).cloned().collect();
    for tag in &tags {
        let parts = parts.iter().enumerate().filter(|(_, part)| part.tags.contains(tag));
        let origins = parts.map(|(index, part)| Origin::of_text(index, part, tag)).collect();
        provenance.push(Provenance::kept(FieldPath::tag(tag), tag, origins));
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
        let path = FieldPath::value(FieldKind::Notes, index);
        provenance.push(Provenance::kept(path, note, vec![Origin::of_text(0, only, note)]));
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
        let rival = rival.map(|rival| rival.text.clone());
        let origins = vec![Origin::of_field(0, only, field)];
        provenance.push(Provenance { reason, rival, ..Provenance::kept(path(index), &field.text, origins) });
    }
}
