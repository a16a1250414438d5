//! [`Truth`]: yes, no, or nobody knows.

use std::fmt;
use std::ops::Not;

/// What a condition says of a contact. What is missing or cannot be read is unknown, and never a no (Kleene's logic).
///
/// | left | right | left and right | left or right | not left |
/// |---|---|---|---|---|
/// | yes | yes | yes | yes | no |
/// | yes | unknown | unknown | yes | no |
/// | yes | no | no | yes | no |
/// | unknown | unknown | unknown | unknown | unknown |
/// | unknown | no | no | unknown | unknown |
/// | no | no | no | no | yes |
///
/// ```
/// use contactkit::segment::Truth::{No, Unknown, Yes};
///
/// assert_eq!((Yes.and(Unknown), No.and(Unknown)), (Unknown, No));
/// assert_eq!((Yes.or(Unknown), No.or(Unknown)), (Yes, Unknown));
/// assert_eq!(!Unknown, Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "the logic has three values")]
pub enum Truth {
    /// It does not hold.
    No,
    /// What is known does not say.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// Whether both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        })
    }
}
