//! [`Snapshot`]: entries as they are at one moment, to go back to.

/// Entries as they are at one moment, to go back to: all contacts of a set with their keys, before it is cleaned, or the
/// rows of a file.
///
/// With the feature `serde` it is written with a version and a checksum of each entry; one that was damaged is refused with
/// the entry that is wrong.
///
/// ```
/// use std::collections::BTreeMap;
/// use contactkit::contact::Contact;
/// use contactkit::merge::{ChangeLog, Snapshot, Survivorship};
///
/// let mut contacts: BTreeMap<String, Contact> =
///     ["1", "2"].map(|key| (key.to_owned(), Contact::person(key))).into();
/// let snapshot: Snapshot = contacts.clone().into_iter().collect();
///
/// ChangeLog::default().merge(&mut contacts, &["1", "2"], &Survivorship::default())?;
/// assert_eq!(contacts.len(), 1);
///
/// # #[cfg(feature = "serde")]
/// # {
/// let text = serde_json::to_string(&snapshot).unwrap();
/// assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
/// let damaged = serde_json::from_str::<Snapshot>(&text.replacen("person", "group", 1));
/// assert!(damaged.unwrap_err().to_string().contains("entry 1"));
/// # }
///
/// contacts = snapshot.into_iter().collect();
/// assert_eq!(contacts.len(), 2);
/// # Ok::<(), contactkit::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot<T = (String, crate::contact::Contact)> {
    entries: Vec<T>,
}

impl<T> Snapshot<T> {
    /// The entries in their order.
    pub fn entries(&self) -> &[T] {
        &self.entries
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> Snapshot<T> {
    /// A number for the whole content, the same on every machine: two snapshots with different numbers differ.
    ///
    /// It is FNV-1a with 64 bits: it finds accidents, not forgery.
    pub fn checksum(&self) -> u64 {
        super::checksum::checksum(&self.entries)
    }
}

impl<T> FromIterator<T> for Snapshot<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect() }
    }
}

impl<T> IntoIterator for Snapshot<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

#[cfg(feature = "serde")]
mod written {
    use super::Snapshot;
    use crate::merge::{Change, ChangeLog, checked};
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    const SNAPSHOT: &str = "contactkit snapshot";
    const CHANGE_LOG: &str = "contactkit change log";

    impl<T: Serialize> Serialize for Snapshot<T> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            checked::write(SNAPSHOT, &self.entries, to)
        }
    }

    impl<'de, T: DeserializeOwned + Serialize> Deserialize<'de> for Snapshot<T> {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            checked::read(SNAPSHOT, from).map(|entries| Self { entries })
        }
    }

    impl Serialize for ChangeLog {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            checked::write(CHANGE_LOG, self.changes(), to)
        }
    }

    impl<'de> Deserialize<'de> for ChangeLog {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            use serde::de::Error;
            let changes: Vec<Change> = checked::read(CHANGE_LOG, from)?;
            // Numbers find changes: a log with wrong ones was not written by this crate.
            match (1..).zip(&changes).find(|(number, change)| change.number != *number || change.parts.len() < 2) {
                Some((number, _)) => Err(D::Error::custom(format_args!("entry {number} is no merge with this number"))),
                None => Ok(Self::of_changes(changes)),
            }
        }
    }
}
