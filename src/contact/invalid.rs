//! [`Invalid`]: why a text could not be read as a value.

/// Why a text could not be read as a value of its field.
///
/// A bad value is data, not an error: it stays in its [`Field`](super::Field) with the text as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Invalid {
    /// There is no text, or only white space.
    Empty,
    /// The text is longer than any value of its kind can be.
    TooLong,
    /// An e-mail address without `@`.
    EmailNoAt,
    /// An e-mail address whose user part breaks the syntax.
    EmailUser,
    /// An e-mail address whose domain breaks the syntax.
    EmailDomain,
    /// A phone number without any digit.
    PhoneNoDigits,
    /// A phone number with too few digits for its country.
    PhoneTooShort,
    /// A phone number with more digits than its country has.
    PhoneTooLong,
    /// A calling code that no country has.
    PhoneCountry,
    /// A date in a form that is not known.
    DateSyntax,
    /// A date that no calendar has, such as 30 February.
    DateImpossible,
    /// A date that can be read day first or month first.
    DateAmbiguous,
    /// A text that names no country.
    Country,
    /// A URL that cannot be read.
    Url,
    /// A custom value that is not of its type.
    CustomType,
}

impl Invalid {
    /// The stable code of the reason, such as `email.no_at`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::EmailNoAt => "email.no_at",
            Self::EmailUser => "email.user",
            Self::EmailDomain => "email.domain",
            Self::PhoneNoDigits => "phone.no_digits",
            Self::PhoneTooShort => "phone.too_short",
            Self::PhoneTooLong => "phone.too_long",
            Self::PhoneCountry => "phone.country",
            Self::DateSyntax => "date.syntax",
            Self::DateImpossible => "date.impossible",
            Self::DateAmbiguous => "date.ambiguous",
            Self::Country => "country",
            Self::Url => "url",
            Self::CustomType => "custom.type",
        }
    }
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "no text",
            Self::TooLong => "longer than any value of this kind",
            Self::EmailNoAt => "no @ between user and domain",
            Self::EmailUser => "the part before @ is not a valid mailbox name",
            Self::EmailDomain => "the part after @ is not a valid domain",
            Self::PhoneNoDigits => "no digits",
            Self::PhoneTooShort => "too few digits for its country",
            Self::PhoneTooLong => "too many digits for its country",
            Self::PhoneCountry => "no country has this calling code",
            Self::DateSyntax => "not in a known form of a date",
            Self::DateImpossible => "no calendar has this day",
            Self::DateAmbiguous => "can be read day first or month first",
            Self::Country => "names no country",
            Self::Url => "not a web address",
            Self::CustomType => "not a value of the field's type",
        })
    }
}

impl std::error::Error for Invalid {}
