//! What `dedupe --log` writes and `undo` reads: the files as they were, and where each value of the merged file is from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::{windows_1252, windows_1252_byte};

/// An entry of the log; the log is a [`Snapshot`](contactkit::merge::Snapshot) of them, so that damage is seen.
///
/// First each file with its rows, in the order in which they were read, then the columns and each line of the merged file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A file.
    File {
        name: String,
        delimiter: char,
        /// What stands before its first row: the header.
        before: Text,
    },
    /// A row of the file before it, with its line end.
    Row(Text),
    /// The columns of the merged file.
    Columns(Vec<String>),
    /// A line of the merged file.
    Merged {
        /// Its values, as they stand in a CSV file.
        line: String,
        origins: Vec<Origin>,
    },
}

/// A value of a merged line, by its column, and the cell of the input that it is from, by the number of the row over all
/// files and by its column; all counted from 0.
pub type Origin = (u16, u32, u16);

/// A piece of a file, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    Utf8(String),
    /// Bytes that are not UTF-8, each as the character that it is in Windows-1252.
    Windows1252 {
        windows_1252: String,
    },
}

impl Text {
    /// Any bytes as text.
    pub fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Utf8(text.to_owned()),
            // One by one, as a part of them may be UTF-8 by itself.
            Err(_) => Self::Windows1252 { windows_1252: bytes.iter().map(|byte| windows_1252(*byte)).collect() },
        }
    }

    /// The bytes back.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8(text) => text.as_bytes().into(),
            Self::Windows1252 { windows_1252: text } => {
                text.chars().filter_map(windows_1252_byte).collect::<Vec<_>>().into()
            }
        }
    }
}
