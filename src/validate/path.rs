//! [`FieldPath`]: where in a record a value stands.

use std::fmt;

/// One of the fields of a [`Contact`](crate::contact::Contact).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FieldKind {
    /// The record as a whole.
    Record,
    /// Its key.
    Id,
    /// Whether it is of a person or an organization.
    Kind,
    /// Where it came from.
    Source,
    /// Names of the person.
    Names,
    /// Names of the organization.
    OrganizationNames,
    /// Employers and job titles.
    Employments,
    /// E-mail addresses.
    Emails,
    /// Phone numbers.
    Phones,
    /// Postal addresses.
    Addresses,
    /// Birth dates.
    BirthDates,
    /// Gender.
    Gender,
    /// Web addresses.
    Urls,
    /// Notes.
    Notes,
    /// Tags.
    Tags,
    /// The owner's own fields.
    Custom,
}

impl FieldKind {
    /// The name of the field in [`Contact`](crate::contact::Contact).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Id => "id",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Names => "names",
            Self::OrganizationNames => "organization_names",
            Self::Employments => "employments",
            Self::Emails => "emails",
            Self::Phones => "phones",
            Self::Addresses => "addresses",
            Self::BirthDates => "birth_dates",
            Self::Gender => "gender",
            Self::Urls => "urls",
            Self::Notes => "notes",
            Self::Tags => "tags",
            Self::Custom => "custom",
        }
    }

    /// What a person calls one value of the field: `e-mail address`.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Id => "id",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Names => "name",
            Self::OrganizationNames => "organization name",
            Self::Employments => "employment",
            Self::Emails => "e-mail address",
            Self::Phones => "phone number",
            Self::Addresses => "postal address",
            Self::BirthDates => "birth date",
            Self::Gender => "gender",
            Self::Urls => "web address",
            Self::Notes => "note",
            Self::Tags => "tag",
            Self::Custom => "custom value",
        }
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A part of a value that has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Part {
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// The state or province of an address.
    Region,
    /// The street of an address.
    Street,
    /// The postal code of an address.
    PostalCode,
    /// The country of an address.
    Country,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Region => "region",
            Self::Street => "street",
            Self::PostalCode => "postal_code",
            Self::Country => "country",
        })
    }
}

/// Where in a record a value stands: `emails[1]`, `addresses[0].postal_code`, `custom.budget[0]`.
///
/// ```
/// use contactkit::validate::{FieldKind, FieldPath};
///
/// assert_eq!(FieldPath::value(FieldKind::Emails, 1).to_string(), "emails[1]");
/// assert_eq!(FieldPath::custom("budget", 0).to_string(), "custom.budget[0]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FieldPath {
    /// The field.
    pub field: FieldKind,
    /// The name of a custom field, or a tag.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub key: Option<String>,
    /// Which of the field's values, counted from 0.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub index: Option<usize>,
    /// Which part of the value.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub part: Option<Part>,
}

impl FieldPath {
    /// The path of a field as a whole.
    pub fn field(field: FieldKind) -> Self {
        Self { field, key: None, index: None, part: None }
    }

    /// The path of one value of a field.
    pub fn value(field: FieldKind, index: usize) -> Self {
        Self { index: Some(index), ..Self::field(field) }
    }

    /// The path of a custom field with all its values.
    pub fn custom_field(key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..Self::field(FieldKind::Custom) }
    }

    /// The path of one value of a custom field.
    pub fn custom(key: impl Into<String>, index: usize) -> Self {
        Self { index: Some(index), ..Self::custom_field(key) }
    }

    /// The path of a tag.
    pub fn tag(tag: impl Into<String>) -> Self {
        Self { key: Some(tag.into()), ..Self::field(FieldKind::Tags) }
    }

    /// The path of a part of this value.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.field.fmt(f)?;
        if let Some(key) = &self.key {
            write!(f, ".{key}")?;
        }
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        self.part.as_ref().map_or(Ok(()), |part| write!(f, ".{part}"))
    }
}
