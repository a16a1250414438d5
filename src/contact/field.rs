//! [`Field`]: one value of a contact, with the text as given.

use std::fmt::Write;

use super::{Invalid, PartialDate};

/// One value of a contact: the text as given, and what it was read as or why it was not.
///
/// The text is never changed and never lost; normalizers derive from the value, they do not overwrite.
///
/// ```
/// use contactkit::contact::{Email, Field};
///
/// let good: Field<Email> = Field::parse("ada@example.org");
/// assert_eq!(good.value().unwrap().domain(), "example.org");
///
/// let bad: Field<Email> = Field::parse("ada(at)example.org");
/// assert_eq!(bad.text, "ada(at)example.org");
/// assert_eq!(bad.invalid().unwrap().code(), "email.no_at");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(bound(serialize = "T: serde::Serialize", deserialize = "T: serde::Deserialize<'de>"))
)]
#[non_exhaustive]
pub struct Field<T> {
    /// The text as given, to the byte.
    pub text: String,
    /// What the text was read as, or why it was not.
    #[cfg_attr(feature = "serde", serde(flatten, with = "outcome"))]
    pub outcome: Result<T, Invalid>,
    /// What the owner calls this value: `work`, `home`, `billing` …
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub label: Option<String>,
    /// Where the value came from: a file, a form, a system.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// When the value was last seen to be so, as far as it is known.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub seen: Option<PartialDate>,
    /// When the value was last verified: a confirmed mail, an answered call, a document that was shown.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub verified: Option<PartialDate>,
}

impl<T> Field<T> {
    /// Reads `text` with `read`, and keeps both the text and the outcome.
    pub fn read(text: impl Into<String>, read: impl FnOnce(&str) -> Result<T, Invalid>) -> Self {
        let text = text.into();
        let outcome = read(&text);
        Self { text, outcome, label: None, source: None, seen: None, verified: None }
    }

    /// Reads `text` by the type's own rules.
    pub fn parse(text: impl Into<String>) -> Self
    where
        T: std::str::FromStr<Err = Invalid>,
    {
        Self::read(text, str::parse)
    }

    /// A field of a value that was built from parts; its text is how the value writes itself.
    pub fn of(value: T) -> Self
    where
        T: std::fmt::Display,
    {
        /// Most values are no longer, and a text that grows is moved.
        const USUAL: usize = 64;
        let mut text = String::with_capacity(USUAL);
        // A text takes everything.
        _ = write!(text, "{value}");
        Self { text, outcome: Ok(value), label: None, source: None, seen: None, verified: None }
    }

    /// The value, if the text could be read.
    pub fn value(&self) -> Option<&T> {
        self.outcome.as_ref().ok()
    }

    /// Why the text could not be read, if it could not.
    pub fn invalid(&self) -> Option<&Invalid> {
        self.outcome.as_ref().err()
    }

    /// The same field with a label such as `work`.
    #[must_use]
    pub fn labeled(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same field with its source.
    #[must_use]
    pub fn from_source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same field with the date on which the value was seen.
    #[must_use]
    pub fn seen(mut self, date: PartialDate) -> Self {
        self.seen = Some(date);
        self
    }

    /// The same field with the date on which the value was verified.
    #[must_use]
    pub fn verified(mut self, date: PartialDate) -> Self {
        self.verified = Some(date);
        self
    }
}

/// The outcome as `"value": …` or `"invalid": …` beside the text.
#[cfg(feature = "serde")]
mod outcome {
    use super::Invalid;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Borrowed<'a, T> {
        Value(&'a T),
        Invalid(&'a Invalid),
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Owned<T> {
        Value(T),
        Invalid(Invalid),
    }

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        outcome: &Result<T, Invalid>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match outcome {
            Ok(value) => Borrowed::Value(value),
            Err(why) => Borrowed::Invalid(why),
        }
        .serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<T, Invalid>, D::Error> {
        Ok(match Owned::deserialize(deserializer)? {
            Owned::Value(value) => Ok(value),
            Owned::Invalid(why) => Err(why),
        })
    }
}
