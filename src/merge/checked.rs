//! How lists are written so that damage is seen: with a version, their length and a checksum of each entry.

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;
use std::marker::PhantomData;

use super::checksum::checksum;

/// The version of the form; one that is not known is refused.
const VERSION: u32 = 1;

/// Writes a list: `{"format": …, "version": 1, "length": 2, "entries": [{"checksum": "…", "content": …}, …]}`.
pub(super) fn write<T: Serialize, S: Serializer>(format: &str, entries: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut written = to.serialize_struct("Checked", 4)?;
    written.serialize_field("format", format)?;
    written.serialize_field("version", &VERSION)?;
    written.serialize_field("length", &entries.len())?;
    written.serialize_field("entries", &Entries(entries))?;
    written.end()
}

/// Reads a list, and says which entry is damaged or missing.
pub(super) fn read<'de, T: DeserializeOwned + Serialize, D: Deserializer<'de>>(
    format: &'static str,
    from: D,
) -> Result<Vec<T>, D::Error> {
    from.deserialize_map(List { format, of: PhantomData })
}

struct Entries<'a, T>(&'a [T]);

impl<T: Serialize> Serialize for Entries<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut entries = to.serialize_seq(Some(self.0.len()))?;
        for (number, content) in (1..).zip(self.0) {
            entries.serialize_element(&Entry { checksum: of_entry(number, content), content })?;
        }
        entries.end()
    }
}

/// The checksum of an entry and its number, so that entries cannot change places unseen.
fn of_entry(number: u64, content: &impl Serialize) -> String {
    format!("{:016x}", checksum(&(number, content)))
}

#[derive(serde::Serialize, Deserialize)]
struct Entry<T> {
    checksum: String,
    content: T,
}

struct List<T> {
    format: &'static str,
    of: PhantomData<T>,
}

impl<'de, T: DeserializeOwned + Serialize> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", self.format)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
        let (mut format, mut version, mut length) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => {
                    let given: String = map.next_value()?;
                    if given != self.format {
                        return Err(A::Error::custom(format_args!("this is a {given}, not a {}", self.format)));
                    }
                    format = Some(given);
                }
                "version" => {
                    let given: u32 = map.next_value()?;
                    if given != VERSION {
                        return Err(A::Error::custom(format_args!("version {given} is not known; {VERSION} is")));
                    }
                    version = Some(given);
                }
                "length" => length = Some(map.next_value()?),
                // What entries are is only known when the head was read.
                "entries" if format.is_some() && version.is_some() => return self.entries(length, map),
                _ => return Err(A::Error::custom(format_args!("`{key}` has no place in a {}", self.format))),
            }
        }
        Err(A::Error::custom(format_args!("this is no {}: it has no entries", self.format)))
    }
}

impl<T: DeserializeOwned + Serialize> List<T> {
    fn entries<'de, A: MapAccess<'de>>(self, length: Option<usize>, mut map: A) -> Result<Vec<T>, A::Error> {
        let length = length.ok_or_else(|| A::Error::missing_field("length"))?;
        let entries = map.next_value_seed(Seed(self.of))?;
        if entries.len() != length {
            let (found, next) = (entries.len(), entries.len() + 1);
            return Err(A::Error::custom(match found < length {
                true => format!("entry {next} is missing: {length} were written, and {found} are here"),
                false => format!("entry {} is too much: {length} were written, and {found} are here", length + 1),
            }));
        }
        match map.next_entry::<IgnoredAny, IgnoredAny>()? {
            None => Ok(entries),
            Some(_) => Err(A::Error::custom("something stands behind the entries")),
        }
    }
}

struct Seed<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned + Serialize> DeserializeSeed<'de> for Seed<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<T>, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, T: DeserializeOwned + Serialize> Visitor<'de> for Seed<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut entries = Vec::new();
        for number in 1.. {
            let damaged = |why: A::Error| A::Error::custom(format_args!("entry {number} is damaged: {why}"));
            let Some(entry) = seq.next_element::<Entry<T>>().map_err(damaged)? else { break };
            let found = of_entry(number, &entry.content);
            if found != entry.checksum {
                return Err(A::Error::custom(format_args!(
                    "entry {number} is damaged: its checksum is {}, and its content has {found}",
                    entry.checksum
                )));
            }
            entries.push(entry.content);
        }
        Ok(entries)
    }
}
