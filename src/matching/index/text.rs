//! An [`Index`] as text: its model, people's judgments, and its records in the forms that are compared. Keys, blocks and
//! links are found again when it is read, as they follow from these; so a text is the same whatever came and went before.

use super::super::judgments::Judgments;
use super::super::link_type::LinkType;
use super::super::records::{RecordTexts, Records};
use super::super::score::Model;
use super::Index;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

impl Index {
    /// The version of the format that this library writes.
    pub const VERSION: u32 = 1;
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    link_type: LinkType,
    model: &'a Model,
    judgments: &'a Judgments,
    records: Live<'a>,
}

/// The records of an index in the order of their keys.
struct Live<'a>(&'a Index);

impl Serialize for Live<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let records = self.0.scorer.records();
        serializer.collect_seq(self.0.in_order().into_iter().map(|row| records.texts(row)))
    }
}

impl Serialize for Index {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, link_type, judgments, .. } = self;
        let written = Written { version: Self::VERSION, link_type: *link_type, model, judgments, records: Live(self) };
        written.serialize(serializer)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(deserialize_with = "version")]
    #[allow(dead_code, reason = "it is checked while it is read")]
    version: u32,
    link_type: LinkType,
    model: Model,
    judgments: Judgments,
    #[serde(deserialize_with = "records")]
    records: Records,
}

/// Reads the version, which stands first, so that nothing else is said of a text of another one.
fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        Index::VERSION => Ok(Index::VERSION),
        other => {
            Err(D::Error::custom(format_args!("an index of version {other}: only version {} is known", Index::VERSION)))
        }
    }
}

/// Reads records one by one.
fn records<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Records, D::Error> {
    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = Records;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of records")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Records, A::Error> {
            let mut records = Records::new();
            while let Some(texts) = list.next_element::<RecordTexts<'_>>()? {
                records.push_texts(&texts);
            }
            Ok(records)
        }
    }

    deserializer.deserialize_seq(Rows)
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Read { link_type, model, judgments, records, .. } = Read::deserialize(deserializer)?;
        let mut index = Self::with_records(model, link_type, records);
        if index.gone > 0 {
            return Err(D::Error::custom("an index has every record once: two have one id and source"));
        }
        judgments.0.into_iter().for_each(|judgment| index.judge(judgment));
        Ok(index)
    }
}
