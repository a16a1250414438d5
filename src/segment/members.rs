//! [`Members`]: who is in a segment, to be compared with another segment or another day.

use std::collections::BTreeSet;

/// The ids of the contacts in a segment.
///
/// ```
/// use contactkit::segment::Members;
///
/// // two segments: who is in both, and who in one only
/// let vip = Members::from_iter(["ada", "bob"]);
/// let press = Members::from_iter(["bob", "cleo"]);
/// let overlap = vip.compare(&press);
/// assert_eq!((overlap.both.as_slice(), overlap.left.as_slice()), (&["bob".to_owned()][..], &["ada".to_owned()][..]));
/// assert_eq!(overlap.similarity(), 1.0 / 3.0);
///
/// // two days: who left, and who joined
/// let tomorrow = Members::from_iter(["ada", "dan"]);
/// let change = vip.compare(&tomorrow);
/// assert_eq!(change.to_string(), "1 left, 1 joined, 1 stayed");
/// assert_eq!(change.right, ["dan"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Members {
    ids: BTreeSet<String>,
}

impl Members {
    /// Whether a contact is among them, by its id.
    pub fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Who is in these, in others, and in both: of two segments on one day, or of one segment on two days. Linear.
    #[must_use]
    pub fn compare(&self, others: &Self) -> Overlap {
        Overlap {
            left: self.ids.difference(&others.ids).cloned().collect(),
            both: self.ids.intersection(&others.ids).cloned().collect(),
            right: others.ids.difference(&self.ids).cloned().collect(),
        }
    }
}

impl<T: Into<String>> FromIterator<T> for Members {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        Self { ids: ids.into_iter().map(Into::into).collect() }
    }
}

/// What two lists of members have in common, each part in the order of the ids.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Overlap {
    /// Those of the left list only: who was in and is no more.
    pub left: Vec<String>,
    /// Those of both lists: who stayed.
    pub both: Vec<String>,
    /// Those of the right list only: who is new.
    pub right: Vec<String>,
}

impl Overlap {
    /// The share of all members that are in both (Jaccard), from 0 to 1; 1 if there are none at all.
    pub fn similarity(&self) -> f64 {
        match self.left.len() + self.both.len() + self.right.len() {
            0 => 1.0,
            all => self.both.len() as f64 / all as f64,
        }
    }
}

/// As a change from the left to the right: `3 left, 5 joined, 120 stayed`.
impl std::fmt::Display for Overlap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} left, {} joined, {} stayed", self.left.len(), self.right.len(), self.both.len())
    }
}
