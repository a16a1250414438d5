//! What was edited in a merged record since it was written, and the parts that each edit belongs to.

use super::value::{Value, key_of};
use super::whole::{gender_text, kind_text};
use crate::contact::{Contact, ContactKind, Field, Gender};
use crate::validate::{FieldKind, FieldPath};
use std::collections::{BTreeMap, BTreeSet};

/// What taking back a merge did with the edits that were made to the merged record since.
///
/// An edit of a value goes to every record that has the value, in whatever spelling. A new value goes to the record that its
/// [`source`](Field::source) names, if it names one only.
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

/// A value of a list that can be edited.
trait Item: Clone + PartialEq {
    /// Two items with one key are one value.
    fn key(&self) -> String;
    fn text(&self) -> String;
    fn source(&self) -> Option<&str> {
        None
    }
    /// Changes what was changed between the two.
    fn revise(&mut self, _before: &Self, after: &Self) {
        *self = after.clone();
    }
}

impl<T: Value + PartialEq> Item for Field<T> {
    fn key(&self) -> String {
        key_of(self)
    }

    fn text(&self) -> String {
        self.text.clone()
    }

    fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    fn revise(&mut self, before: &Self, after: &Self) {
        if (&before.text, &before.outcome) != (&after.text, &after.outcome) {
            self.text.clone_from(&after.text);
            self.outcome.clone_from(&after.outcome);
        }
        if before.label != after.label {
            self.label.clone_from(&after.label);
        }
        if before.source != after.source {
            self.source.clone_from(&after.source);
        }
        if before.seen != after.seen {
            self.seen = after.seen;
        }
        if before.verified != after.verified {
            self.verified = after.verified;
        }
    }
}

/// A note, or another text that has no more to it.
#[derive(Clone, PartialEq)]
struct Note(String);

impl Item for Note {
    fn key(&self) -> String {
        self.0.trim().to_owned()
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

impl Item for String {
    fn key(&self) -> String {
        self.clone()
    }

    fn text(&self) -> String {
        self.clone()
    }
}

impl Item for Gender {
    fn key(&self) -> String {
        self.text()
    }

    fn text(&self) -> String {
        gender_text(*self).to_owned()
    }
}

impl Item for ContactKind {
    fn key(&self) -> String {
        self.text()
    }

    fn text(&self) -> String {
        kind_text(*self).to_owned()
    }
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
        // Every value of the parts is looked at once, so that two values can change places.
        let mut records: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
        for (name, part) in self.parts.iter_mut() {
            let items = list(part);
            let mut kept = Vec::with_capacity(items.len());
            let mut is_touched = false;
            for mut item in items {
                let key = item.key();
                match changes.by_key.get(&key) {
                    None => kept.push(item),
                    Some((from, to)) => {
                        if let Some(to) = to {
                            item.revise(from, to);
                            kept.push(item);
                        }
                        is_touched = true;
                        records.entry(key).or_default().insert(name);
                    }
                }
            }
            if is_touched {
                set(part, kept);
            }
        }
        let mut records: BTreeMap<String, Vec<String>> =
            records.into_iter().map(|(key, names)| (key, names.into_iter().cloned().collect())).collect();
        let at = |(index, item): Placed<'_, I>| match path.field {
            FieldKind::Id | FieldKind::Kind | FieldKind::Source | FieldKind::Gender => path.clone(),
            FieldKind::Tags => FieldPath::tag(item.text()),
            _ => FieldPath { index: Some(index), ..path.clone() },
        };
        let mut unplaced = list(&self.undone.unplaced);
        if matches!(path.field, FieldKind::Id | FieldKind::Kind) {
            unplaced.clear();
        }
        for (old, new) in &changes.revised {
            let records = match (old, new) {
                (Some((_, old)), _) => records.remove(&old.key()).unwrap_or_default(),
                (None, Some((_, new))) => self.home_of(*new, &list, &set),
                (None, None) => Vec::new(),
            };
            if let (true, Some((_, new))) = (records.is_empty(), new) {
                unplaced.push((*new).clone());
            }
            self.undone.edits.push(Edit {
                path: new.or(*old).map_or_else(|| path.clone(), at),
                before: old.map(|(_, old)| old.text()),
                after: new.map(|(_, new)| new.text()),
                records,
            });
        }
        set(&mut self.undone.unplaced, unplaced);
        if changes.is_reordered {
            let texts = |items: &[I]| Some(items.iter().map(Item::text).collect::<Vec<_>>().join(", "));
            self.undone.edits.push(Edit {
                path: path.clone(),
                before: texts(&before),
                after: texts(&after),
                records: Vec::new(),
            });
        }
    }

    /// Gives a new value to the one record that its source names.
    fn home_of<I: Item>(
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

/// An item with its place.
type Placed<'a, I> = (usize, &'a I);

/// What makes one list of another.
struct Changes<'a, I> {
    /// The item before, or none if it is new, and the item after, or none if it was removed.
    revised: Vec<(Option<Placed<'a, I>>, Option<Placed<'a, I>>)>,
    /// What became of items that were there before, by key.
    by_key: BTreeMap<String, (&'a I, Option<&'a I>)>,
    is_reordered: bool,
}

impl<'a, I: Item> Changes<'a, I> {
    /// An item is the same if it is equal, else if it has the same key, else if it is one of as many that stand between the
    /// same two items before and after.
    fn of(before: &'a [I], after: &'a [I]) -> Self {
        let mut old: Vec<Option<Placed<'a, I>>> = before.iter().enumerate().map(Some).collect();
        let mut new: Vec<Option<Placed<'a, I>>> = after.iter().enumerate().map(Some).collect();
        let mut pairs: Vec<(Placed<'a, I>, Placed<'a, I>)> = Vec::new();
        let mut pair = |is_same: &dyn Fn(&I, &I) -> bool| {
            for new in &mut new {
                let Some((_, this)) = *new else { continue };
                if let Some(old) = old.iter_mut().find(|old| old.is_some_and(|(_, old)| is_same(old, this))) {
                    pairs.extend(old.take().zip(new.take()));
                }
            }
        };
        pair(&|old, new| old == new);
        pair(&|old, new| old.key() == new.key());
        let mut gaps: BTreeMap<_, (Vec<Placed<'a, I>>, Vec<Placed<'a, I>>)> = BTreeMap::new();
        let old_place = |new_place: usize| pairs.iter().find(|(_, new)| new.0 == new_place).map(|(old, _)| old.0);
        for (gap, item) in gaps_of(&old, Some) {
            gaps.entry(gap).or_default().0.push(item);
        }
        for (gap, item) in gaps_of(&new, old_place) {
            gaps.entry(gap).or_default().1.push(item);
        }
        for (old_items, new_items) in gaps.into_values().filter(|(old, new)| old.len() == new.len()) {
            for (from, to) in old_items.into_iter().zip(new_items) {
                old.iter_mut().filter(|old| old.is_some_and(|old| old.0 == from.0)).for_each(|old| *old = None);
                new.iter_mut().filter(|new| new.is_some_and(|new| new.0 == to.0)).for_each(|new| *new = None);
                pairs.push((from, to));
            }
        }
        pairs.sort_unstable_by_key(|(_, (place, _))| *place);
        let is_reordered = !pairs.is_sorted_by_key(|((place, _), _)| *place);

        let changed = pairs.into_iter().filter(|((_, old), (_, new))| old != new);
        let mut revised: Vec<_> = changed.map(|(old, new)| (Some(old), Some(new))).collect();
        revised.extend(old.into_iter().flatten().map(|old| (Some(old), None)));
        revised.extend(new.into_iter().flatten().map(|new| (None, Some(new))));
        let by_key = revised.iter().filter_map(|(old, new)| {
            let (_, old) = (*old)?;
            Some((old.key(), (old, new.map(|(_, new)| new))))
        });
        let by_key = by_key.collect();
        Self { revised, by_key, is_reordered }
    }
}

/// The items that are left, each with the places before the edit of the two that it stands between.
fn gaps_of<'a, I>(
    left: &[Option<Placed<'a, I>>],
    place: impl Fn(usize) -> Option<usize>,
) -> Vec<((Option<usize>, Option<usize>), Placed<'a, I>)> {
    let taken = |(index, item): (usize, &Option<Placed<'a, I>>)| if item.is_none() { place(index) } else { None };
    let gap = |index: usize| {
        let before = left.iter().enumerate().take(index).rev().find_map(taken);
        (before, left.iter().enumerate().skip(index).find_map(taken))
    };
    left.iter().flatten().map(|item| (gap(item.0), *item)).collect()
}
