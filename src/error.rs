//! [`Error`]: a setting that is wrong, a limit that is passed, or a step that cannot be taken.
//!
//! Bad data is never an error: a text that cannot be read stays in its [`Field`](crate::contact::Field) with the
//! reason, and what is wrong with a record is a [`Finding`](crate::validate::Finding).

/// A setting that is wrong, or a limit that is passed, reported once, where something is built; or a step that cannot be
/// taken, and was not.
///
/// ```
/// use contactkit::error::ErrorKind;
/// use contactkit::validate::{Validator, ValidatorSettings};
///
/// let mut settings = ValidatorSettings::default();
/// settings.longest_text = 0;
/// let error = Validator::new(settings).unwrap_err();
/// assert_eq!(error.to_string(), "setting `longest_text` is 0: it must be from 1 to 1000000 characters");
/// assert!(matches!(error.kind(), ErrorKind::Setting { setting, .. } if setting == "longest_text"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

impl Error {
    /// What went wrong, for a program that reacts to it.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// What went wrong, by value.
    pub fn into_kind(self) -> ErrorKind {
        *self.0
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting has a value outside of what is allowed.
    #[error("setting `{setting}` is {given}: it must be {allowed}")]
    Setting {
        /// The setting by its path: `longest_text`, `required[2]`.
        setting: String,
        /// The value that it has.
        given: String,
        /// The values that it may have.
        allowed: String,
    },
    /// Two settings cannot hold together.
    #[error("settings `{left}` and `{right}` contradict each other: {why}")]
    Contradiction {
        /// One setting by its path.
        left: String,
        /// The other setting by its path.
        right: String,
        /// Why they cannot hold together, and which one to change.
        why: String,
    },
    /// There is more of something than can be counted or held.
    #[error("{given} {what} are too many: at most {most} are possible")]
    Limit {
        /// What there is too much of, in the plural: `records`.
        what: String,
        /// How many there are.
        given: u64,
        /// How many there may be.
        most: u64,
    },
    /// A step that cannot be taken; nothing has changed.
    #[error("{what} is refused: {why}")]
    Refused {
        /// The step: `change 3`.
        what: String,
        /// Why it cannot be taken.
        why: String,
    },
}

impl ErrorKind {
    /// The kind of a setting outside of what is allowed.
    pub(crate) fn setting(
        setting: impl Into<String>,
        given: impl std::fmt::Display,
        allowed: impl Into<String>,
    ) -> Self {
        Self::Setting { setting: setting.into(), given: given.to_string(), allowed: allowed.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_as_small_as_a_pointer() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
