//! [`ChangeLog`]: the merges of a set of contacts, each of which can be taken back.

use super::edit::{Undone, add, empty_like, give_back};
use super::{Survivorship, merge_owned};
use crate::contact::Contact;
use crate::error::{Error, ErrorKind};
use std::collections::{BTreeMap, BTreeSet};

/// The merges of a set of contacts, each of which can be taken back exactly, in any order.
///
/// The set is a map from the key by which its owner finds a record to the contact; it need hold no more than the records
/// concerned. A merge takes the records out of the set and puts the merged one under the smallest of their keys; undoing puts
/// each of them back under its own key, as it was. Edits that were made to the merged record since then go to the records
/// that have the value; where none is certain they are reported, in full, and stay in the log.
///
/// A merged record can be merged again: the result is that of merging all records at once, as long as nobody edited it in
/// between; an edited one counts as a record of its own. A merge that others stand on can be undone before them: they are
/// made again of the records that remain.
///
/// With the feature `serde` a log is written with a version and a checksum of each change, and a log that was damaged is
/// refused with the change that is wrong.
///
/// ```
/// use std::collections::BTreeMap;
/// use contactkit::contact::{Contact, Field};
/// use contactkit::merge::{ChangeLog, Survivorship};
///
/// let mut contacts = BTreeMap::new();
/// for (key, email) in [("1", "ada@analytical.org"), ("2", "ada@lovelace.net"), ("3", "kurt@goedel.net")] {
///     let mut contact = Contact::person(key);
///     contact.emails.push(Field::parse(email));
///     contacts.insert(key.to_owned(), contact);
/// }
/// let before = contacts.clone();
///
/// let mut log = ChangeLog::default();
/// let change = log.merge(&mut contacts, &["1", "2"], &Survivorship::default())?;
/// assert_eq!(contacts["1"].emails.len(), 2);
///
/// // Somebody corrects an address of the merged record; it belongs to record 2.
/// contacts.get_mut("1").unwrap().emails[1] = Field::parse("ada@byron.net");
/// let undone = log.undo(&mut contacts, change)?;
/// assert_eq!(contacts["1"], before["1"]);
/// assert_eq!(contacts["2"].emails[0].text, "ada@byron.net");
/// assert_eq!(undone.edits[0].records, ["2"]);
/// # Ok::<(), contactkit::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangeLog {
    changes: Vec<Change>,
    /// The merges that were not undone, by the keys of their parts.
    by_key: BTreeMap<String, BTreeSet<usize>>,
}

/// One merge of a set of contacts.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// Its number in the log, from 1.
    pub number: usize,
    /// The records by their keys, as they were.
    pub parts: BTreeMap<String, Contact>,
    /// The merged record, as it was written under the smallest key.
    pub merged: Contact,
    /// The rules that chose its values.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_default"))]
    pub survivorship: Survivorship,
    /// What was done with later edits, if the merge was taken back.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub undone: Option<Undone>,
}

#[cfg(feature = "serde")]
fn is_default(survivorship: &Survivorship) -> bool {
    *survivorship == Survivorship::default()
}

impl Change {
    /// The key of the merged record: the smallest of its parts.
    pub fn key(&self) -> &str {
        self.parts.keys().next().map_or("", String::as_str)
    }

    fn is_active(&self) -> bool {
        self.undone.is_none()
    }
}

impl ChangeLog {
    /// All merges in the order in which they were made, those that were undone, too.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    #[cfg(feature = "serde")]
    pub(super) fn of_changes(changes: Vec<Change>) -> Self {
        let mut log = Self::default();
        changes.into_iter().for_each(|change| log.put(change));
        log
    }

    /// Merges the records of one cluster; gives the number of the change.
    ///
    /// Costs O(n log n) in the number of values of the cluster, whatever was merged before.
    ///
    /// # Errors
    /// If a key has no contact, or there are fewer than two; then nothing has changed.
    pub fn merge(
        &mut self,
        contacts: &mut BTreeMap<String, Contact>,
        keys: &[impl AsRef<str>],
        survivorship: &Survivorship,
    ) -> Result<usize, Error> {
        let keys: BTreeSet<String> = keys.iter().map(|key| key.as_ref().to_owned()).collect();
        let number = self.changes.len() + 1;
        if let Some(unknown) = keys.iter().find(|key| !contacts.contains_key(*key)) {
            return Err(refused(number, format_args!("there is no contact `{unknown}`")));
        }
        if keys.len() < 2 {
            return Err(refused(number, "a merge needs two records"));
        }
        let change = self.make(number, contacts, keys, survivorship.clone(), Contact::default());
        self.put(change);
        Ok(number)
    }

    /// Takes a merge back: every record is again what it was, with the edits that were made since and belong to it.
    ///
    /// # Errors
    /// If there is no such change, it was undone before, or another contact has the key of one of its records by now; then
    /// nothing has changed.
    pub fn undo(&mut self, contacts: &mut BTreeMap<String, Contact>, number: usize) -> Result<Undone, Error> {
        self.take_apart(contacts, number, &BTreeSet::new())
    }

    /// Takes one record out of a merge; the others stay merged.
    ///
    /// New values for which no record is certain stay with the merged record. A later merge that stands on this one keeps the
    /// record that has the key by which it found it.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use contactkit::contact::Contact;
    /// use contactkit::merge::{ChangeLog, Survivorship};
    ///
    /// let mut contacts: BTreeMap<String, Contact> =
    ///     ["1", "2", "3"].map(|key| (key.to_owned(), Contact::person(key))).into();
    /// let mut log = ChangeLog::default();
    /// let change = log.merge(&mut contacts, &["1", "2", "3"], &Survivorship::default())?;
    /// log.take_out(&mut contacts, change, "2")?;
    /// assert_eq!(contacts.keys().collect::<Vec<_>>(), ["1", "2"]);
    /// assert_eq!(log.changes()[0].parts.keys().collect::<Vec<_>>(), ["1", "3"]);
    /// # Ok::<(), contactkit::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`undo`](Self::undo), and if the record is not part of the merge.
    pub fn take_out(
        &mut self,
        contacts: &mut BTreeMap<String, Contact>,
        number: usize,
        key: &str,
    ) -> Result<Undone, Error> {
        let change = self.found(number)?;
        let mut keys: BTreeSet<String> = change.parts.keys().cloned().collect();
        if !keys.remove(key) {
            return Err(refused(number, format_args!("`{key}` is not part of it")));
        }
        if keys.len() < 2 {
            keys.clear();
        }
        self.take_apart(contacts, number, &keys)
    }

    /// Takes a merge back and merges some of its records again, or none.
    fn take_apart(
        &mut self,
        contacts: &mut BTreeMap<String, Contact>,
        number: usize,
        remaining: &BTreeSet<String>,
    ) -> Result<Undone, Error> {
        let above = self.standing_on(number)?;
        for change in above.iter().chain([&number]).filter_map(|number| self.numbered(*number)) {
            if let Some(taken) = change.parts.keys().skip(1).find(|key| contacts.contains_key(*key)) {
                return Err(refused(number, format_args!("there is another contact `{taken}` by now")));
            }
        }
        // First those that stand on it, the last first; afterwards they are made again of what remains.
        let mut edits = Vec::new();
        let mut again = Vec::new();
        for above in above.into_iter().rev() {
            let undone = self.take_back(contacts, above);
            edits.extend(undone.edits);
            again.push((above, undone.unplaced));
        }
        let mut undone = self.take_back(contacts, number);
        undone.edits.splice(0..0, edits);
        if remaining.is_empty() {
            self.forget(number);
            if let Some(change) = self.changes.get_mut(number - 1) {
                change.undone = Some(undone.clone());
            }
        } else {
            let nothing = empty_like(&undone.unplaced);
            self.make_again(contacts, number, remaining.clone(), std::mem::replace(&mut undone.unplaced, nothing));
        }
        for (above, unplaced) in again.into_iter().rev() {
            let keys = self.numbered(above).into_iter().flat_map(|change| change.parts.keys().cloned()).collect();
            self.make_again(contacts, above, keys, unplaced);
        }
        Ok(undone)
    }

    /// Makes a merge once more, of some of its records as they are by now.
    fn make_again(
        &mut self,
        contacts: &mut BTreeMap<String, Contact>,
        number: usize,
        keys: BTreeSet<String>,
        unplaced: Contact,
    ) {
        let Some(old) = self.numbered(number) else { return };
        let change = self.make(number, contacts, keys, old.survivorship.clone(), unplaced);
        self.put(change);
    }

    fn numbered(&self, number: usize) -> Option<&Change> {
        self.changes.get(number.checked_sub(1)?)
    }

    fn found(&self, number: usize) -> Result<&Change, Error> {
        self.numbered(number).ok_or_else(|| refused(number, "there is no such change"))
    }

    /// Puts a change in the place of its number, or at the end.
    fn put(&mut self, change: Change) {
        let number = change.number;
        self.forget(number);
        if change.is_active() {
            for key in change.parts.keys() {
                self.by_key.entry(key.clone()).or_default().insert(number);
            }
        }
        match self.changes.get_mut(number - 1) {
            Some(place) => *place = change,
            None => self.changes.push(change),
        }
    }

    /// Takes a merge out of those that are found by the keys of their parts.
    fn forget(&mut self, number: usize) {
        let Some(change) = self.changes.get(number - 1) else { return };
        for key in change.parts.keys() {
            if let Some(numbers) = self.by_key.get_mut(key) {
                numbers.remove(&number);
                if numbers.is_empty() {
                    self.by_key.remove(key);
                }
            }
        }
    }

    /// The merges that have the product of this one in them, directly or not, in their order.
    fn standing_on(&self, number: usize) -> Result<Vec<usize>, Error> {
        let change = self.found(number)?;
        if !change.is_active() {
            return Err(refused(number, "it was undone before"));
        }
        let next = |change: &&Change| {
            let next = self.by_key.get(change.key())?.range(change.number + 1..).next()?;
            self.numbered(*next)
        };
        Ok(std::iter::successors(Some(change), next).skip(1).map(|above| above.number).collect())
    }

    /// Merges contacts, all of which are there; values that belong to none of them come behind.
    fn make(
        &self,
        number: usize,
        contacts: &mut BTreeMap<String, Contact>,
        keys: BTreeSet<String>,
        survivorship: Survivorship,
        unplaced: Contact,
    ) -> Change {
        let parts: BTreeMap<String, Contact> = keys.into_iter().filter_map(|key| contacts.remove_entry(&key)).collect();
        let merged = merge_owned(self.records_of(&parts, number), &survivorship).contact;
        let change = Change { number, parts, merged, survivorship, undone: None };
        let mut contact = change.merged.clone();
        add(&mut contact, unplaced);
        contacts.insert(change.key().to_owned(), contact);
        change
    }

    /// The records that some contacts were merged from by changes before this one; one that was edited since counts itself.
    fn records_of(&self, parts: &BTreeMap<String, Contact>, number: usize) -> Vec<Contact> {
        let mut records = Vec::new();
        let mut open: Vec<(&String, &Contact, usize)> = parts.iter().map(|(key, part)| (key, part, number)).collect();
        while let Some((key, contact, number)) = open.pop() {
            let earlier = self.by_key.get(key).and_then(|numbers| numbers.range(..number).next_back());
            match earlier.and_then(|earlier| self.numbered(*earlier)) {
                Some(change) if change.key() == key && change.merged == *contact => {
                    open.extend(change.parts.iter().map(|(key, part)| (key, part, change.number)));
                }
                _ => records.push(contact.clone()),
            }
        }
        records
    }

    /// Takes back a merge that no other stands on any more.
    fn take_back(&mut self, contacts: &mut BTreeMap<String, Contact>, number: usize) -> Undone {
        let Some(change) = self.numbered(number) else { return Undone::default() };
        let current = contacts.remove(change.key());
        let mut parts = change.parts.clone();
        let undone = give_back(&change.merged, current.as_ref(), &mut parts);
        contacts.extend(parts);
        undone
    }
}

fn refused(change: usize, why: impl std::fmt::Display) -> Error {
    ErrorKind::Refused { what: format!("change {change}"), why: why.to_string() }.into()
}
