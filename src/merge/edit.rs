//! What was edited in a merged record since it was written, and the parts that each edit belongs to.

use super::item::{Changes, Item, Note, Revision};
use crate::contact::{Contact, Gender};
use crate::validate::{FieldKind, FieldPath};
use std::collections::{BTreeMap, BTreeSet};

/// What taking back a merge did with the edits that were made to the merged record since.
///
/// An edit of a value goes to every record that has the value, in whatever spelling. A new value goes to the record that its
/// [`source`](field@crate::contact::Field::source) names, if it names one only.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Undone {
    /// Every edit, with the records that it went to.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub edits: Vec<Edit>,
    /// The new values for which no record is certain, in full, as a record that has nothing else.
    pub unplaced: Contact,
}

/// One edit of a merged record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Edit {
    /// Where the value stands in the edited record, or stood if it was removed; without an index where the order of the
    /// values was changed, and of the kind [`Record`](FieldKind::Record) if the whole record was deleted.
    pub path: FieldPath,
    /// The text before the edit; nothing for a new value.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub before: Option<String>,
    /// The text after the edit; nothing if the value was removed.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub after: Option<String>,
    /// The keys of the records that it went to; none if it is not certain to which it belongs.
    pub records: Vec<String>,
}

/// Gives the edits that made `after` of `before` to the parts that `before` was merged from.
pub(super) fn give_back(before: &Contact, after: Option<&Contact>, parts: &mut BTreeMap<String, Contact>) -> Undone {
    let mut undone = Undone { edits: Vec::new(), unplaced: empty_like(before) };
    let Some(after) = after else {
        undone.edits.push(Edit {
            path: FieldPath::field(FieldKind::Record),
            before: Some(before.to_string()),
            after: None,
            records: Vec::new(),
        });
        return undone;
    };
    if before == after {
        return undone;
    }
    let mut edits = Edits { before, after, parts, undone: &mut undone };
    let whole = FieldPath::field;
    edits.give(&whole(FieldKind::Id), |of| vec![of.id.clone()], |of, ids| set(&mut of.id, ids));
    edits.give(&whole(FieldKind::Kind), |of| vec![of.kind], |of, kinds| set(&mut of.kind, kinds));
    let source = |of: &Contact| of.source.clone().into_iter().collect();
    edits.give(&whole(FieldKind::Source), source, |of, sources: Vec<String>| of.source = sources.into_iter().next());
    let gender = |of: &Contact| of.gender.into_iter().collect();
    edits.give(&whole(FieldKind::Gender), gender, |of, genders: Vec<Gender>| of.gender = genders.into_iter().next());
    macro_rules! fields {
        ($($field:ident $kind:ident),*) => {
            $(edits.give(&whole(FieldKind::$kind), |of| of.$field.clone(), |of, fields| of.$field = fields);)*
        };
    }
    fields!(
        names Names, organization_names OrganizationNames, employments Employments, emails Emails, phones Phones,
        addresses Addresses, birth_dates BirthDates, urls Urls
    );
    let notes = |of: &Contact| of.notes.iter().cloned().map(Note).collect();
    let set_notes = |of: &mut Contact, notes: Vec<Note>| of.notes = notes.into_iter().map(|note| note.0).collect();
    edits.give(&whole(FieldKind::Notes), notes, set_notes);
    let tags = |of: &Contact| of.tags.iter().cloned().collect();
    edits.give(&whole(FieldKind::Tags), tags, |of, tags: Vec<String>| of.tags = tags.into_iter().collect());
    let keys: BTreeSet<&String> = before.custom.keys().chain(after.custom.keys()).collect();
    for key in keys {
        let path = FieldPath { index: None, ..FieldPath::custom(key, 0) };
        let fields = |of: &Contact| of.custom.get(key).cloned().unwrap_or_default();
        edits.give(&path, fields, |of, fields| {
            if fields.is_empty() {
                of.custom.remove(key);
            } else {
                of.custom.insert(key.clone(), fields);
            }
        });
    }
    undone
}

/// A record of the same id and kind that has nothing else.
pub(super) fn empty_like(contact: &Contact) -> Contact {
    Contact { id: contact.id.clone(), kind: contact.kind, ..Contact::default() }
}

/// Adds the values of one record to those of another, which has none of them.
pub(super) fn add(contact: &mut Contact, values: Contact) {
    contact.source = contact.source.take().or(values.source);
    contact.gender = contact.gender.or(values.gender);
    contact.names.extend(values.names);
    contact.organization_names.extend(values.organization_names);
    contact.employments.extend(values.employments);
    contact.emails.extend(values.emails);
    contact.phones.extend(values.phones);
    contact.addresses.extend(values.addresses);
    contact.birth_dates.extend(values.birth_dates);
    contact.urls.extend(values.urls);
    contact.notes.extend(values.notes);
    contact.tags.extend(values.tags);
    for (key, fields) in values.custom {
        contact.custom.entry(key).or_default().extend(fields);
    }
}

fn set<T>(place: &mut T, values: Vec<T>) {
    if let Some(value) = values.into_iter().next() {
        *place = value;
    }
}

struct Edits<'a> {
    before: &'a Contact,
    after: &'a Contact,
    parts: &'a mut BTreeMap<String, Contact>,
    undone: &'a mut Undone,
}

impl Edits<'_> {
    /// Gives the edits of one list of values to the parts.
    fn give<I: Item>(
        &mut self,
        path: &FieldPath,
        list: impl Fn(&Contact) -> Vec<I>,
        set: impl Fn(&mut Contact, Vec<I>),
    ) {
        let (before, after) = (list(self.before), list(self.after));
        if before == after {
            return;
        }
        let changes = Changes::of(&before, &after);
        let mut records = self.revise(&changes, &list, &set);
        let mut unplaced = match path.field {
            FieldKind::Id | FieldKind::Kind => Vec::new(),
            _ => list(&self.undone.unplaced),
        };
        for Revision { place, old, new } in &changes.revisions {
            let records = match (old, new) {
                (Some(old), _) => records.remove(&old.key()).unwrap_or_default(),
                (None, Some(new)) => self.take_home(*new, &list, &set),
                (None, None) => Vec::new(),
            };
            if let (true, Some(new)) = (records.is_empty(), new) {
                unplaced.push((*new).clone());
            }
            let (before, after) = (old.map(Item::text), new.map(Item::text));
            let path = match path.field {
                FieldKind::Id | FieldKind::Kind | FieldKind::Source | FieldKind::Gender => path.clone(),
                FieldKind::Tags => FieldPath { key: after.clone().or_else(|| before.clone()), ..path.clone() },
                _ => FieldPath { index: Some(*place), ..path.clone() },
            };
            self.undone.edits.push(Edit { path, before, after, records });
        }
        set(&mut self.undone.unplaced, unplaced);
        if changes.is_reordered {
            let texts = |items: &[I]| Some(items.iter().map(Item::text).collect::<Vec<_>>().join(", "));
            let (before, after) = (texts(&before), texts(&after));
            self.undone.edits.push(Edit { path: path.clone(), before, after, records: Vec::new() });
        }
    }

    /// Changes and removes values in all parts; gives the keys of the parts that had each value.
    fn revise<I: Item>(
        &mut self,
        changes: &Changes<'_, I>,
        list: impl Fn(&Contact) -> Vec<I>,
        set: impl Fn(&mut Contact, Vec<I>),
    ) -> BTreeMap<String, Vec<String>> {
        let revisions = changes.revisions.iter();
        let by_key: BTreeMap<String, (&I, Option<&I>)> =
            revisions.filter_map(|revision| revision.old.map(|old| (old.key(), (old, revision.new)))).collect();
        let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, part) in self.parts.iter_mut() {
            let mut is_touched = false;
            // Every value is looked at once, so that two values can change places.
            let revised = |mut item: I| {
                let key = item.key();
                let Some((old, new)) = by_key.get(&key) else { return Some(item) };
                is_touched = true;
                let records = records.entry(key).or_default();
                if records.last() != Some(name) {
                    records.push(name.clone());
                }
                item.revise(old, (*new)?);
                Some(item)
            };
            let items = list(part).into_iter().filter_map(revised).collect();
            if is_touched {
                set(part, items);
            }
        }
        records
    }

    /// Gives a new value to the one record that its source names.
    fn take_home<I: Item>(
        &mut self,
        new: &I,
        list: impl Fn(&Contact) -> Vec<I>,
        set: impl Fn(&mut Contact, Vec<I>),
    ) -> Vec<String> {
        let Some(source) = new.source() else { return Vec::new() };
        let is_named = |part: &Contact| part.source.as_deref().unwrap_or(&part.id) == source;
        let mut homes = self.parts.iter_mut().filter(|(_, part)| is_named(part));
        let (Some((key, part)), None) = (homes.next(), homes.next()) else { return Vec::new() };
        let mut items = list(part);
        items.push(new.clone());
        set(part, items);
        vec![key.clone()]
    }
}
