//! The values of a list, and what makes one list of another.

use super::value::{Value, key_of};
use crate::contact::{ContactKind, Field, Gender};
use std::collections::BTreeSet;

/// A value of a list that can be edited.
pub(super) trait Item: Clone + PartialEq {
    /// Two items with one key are one value.
    fn key(&self) -> String {
        self.text()
    }
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
pub(super) struct Note(pub(super) String);

impl Item for Note {
    fn key(&self) -> String {
        self.0.trim().to_owned()
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

impl Item for String {
    fn text(&self) -> String {
        self.clone()
    }
}

impl Item for Gender {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }
}

impl Item for ContactKind {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }
}

/// What makes one list of another.
pub(super) struct Changes<'a, I> {
    /// The values that were changed or added, in their order, and then those that were removed.
    pub(super) revisions: Vec<Revision<'a, I>>,
    /// Whether values that stayed, changed or not, stand in another order.
    pub(super) is_reordered: bool,
}

/// A value before, or none if it is new, and after, or none if it was removed.
pub(super) struct Revision<'a, I> {
    /// Where it stands, or stood if it was removed.
    pub(super) place: usize,
    pub(super) old: Option<&'a I>,
    pub(super) new: Option<&'a I>,
}

impl<'a, I: Item> Changes<'a, I> {
    pub(super) fn of(before: &'a [I], after: &'a [I]) -> Self {
        let (from, removed) = pair(before, after);
        let stayed: Vec<usize> = from.iter().copied().flatten().collect();
        let mut revisions: Vec<Revision<'a, I>> = from
            .into_iter()
            .zip(after)
            .enumerate()
            .map(|(place, (from, new))| Revision { place, old: from.and_then(|from| before.get(from)), new: Some(new) })
            .filter(|revision| revision.old != revision.new)
            .collect();
        let old = |place: usize| Revision { place, old: before.get(place), new: None };
        revisions.extend(removed.into_iter().map(old));
        Self { revisions, is_reordered: !stayed.is_sorted() }
    }
}

/// For each value after the place that it had before, and the places of those that were removed.
///
/// A value is the same if it is equal, else if it has the same key, else if it is one of as many new ones as there were old
/// ones between the same two neighbors.
fn pair<I: Item>(before: &[I], after: &[I]) -> (Vec<Option<usize>>, BTreeSet<usize>) {
    let mut free: BTreeSet<usize> = (0..before.len()).collect();
    let mut from = vec![None; after.len()];
    let equal: fn(&I, &I) -> bool = |old, new| old == new;
    for is_same in [equal, |old, new| old.key() == new.key()] {
        for (from, new) in from.iter_mut().zip(after).filter(|(from, _)| from.is_none()) {
            let same = |place: &&usize| before.get(**place).is_some_and(|old| is_same(old, new));
            *from = free.iter().find(same).copied();
            from.iter().for_each(|place| _ = free.remove(place));
        }
    }
    let found = from.clone();
    let mut begin = 0;
    for run in found.chunk_by(|left, right| left.is_none() && right.is_none()) {
        let end = begin + run.len();
        let neighbor = |place: Option<usize>| place.and_then(|place| found.get(place)).copied().flatten();
        let low = neighbor(begin.checked_sub(1)).map_or(0, |place| place + 1);
        let high = neighbor(Some(end)).unwrap_or(before.len());
        let is_new = run.first().is_some_and(Option::is_none);
        if is_new && low + run.len() == high && (low..high).all(|place| free.contains(&place)) {
            for (from, place) in from.iter_mut().skip(begin).zip(low..high) {
                *from = Some(place);
                free.remove(&place);
            }
        }
        begin = end;
    }
    (from, free)
}
