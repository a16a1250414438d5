//! [`Schema`]: which fields and events the owner defined.

use super::CustomType;
use std::collections::{BTreeMap, BTreeSet};

/// The fields, the kinds of events and the stages that the owner defined, beside those that every contact can have.
///
/// ```
/// use contactkit::contact::{CustomField, CustomType, Schema};
///
/// let mut schema = Schema::default();
/// schema.custom.insert("budget".to_owned(), CustomField::new(CustomType::Money));
/// schema.events.insert("webinar".to_owned());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Schema {
    /// The definitions of [`Contact::custom`](crate::contact::Contact::custom), by name.
    pub custom: BTreeMap<String, CustomField>,
    /// The kinds of events that only this owner has.
    pub events: BTreeSet<String>,
    /// The stages that a contact goes through, in their order. Where there are none, any text is a stage.
    pub stages: Vec<String>,
}

/// The definition of a field of the owner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct CustomField {
    /// What its values are.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: CustomType,
    /// How many values a contact can have; one unless set.
    #[cfg_attr(feature = "serde", serde(default))]
    pub cardinality: Cardinality,
    /// Who may see it; ordinary unless set.
    #[cfg_attr(feature = "serde", serde(default))]
    pub sensitivity: Sensitivity,
}

impl CustomField {
    /// A field of one ordinary value.
    pub fn new(kind: CustomType) -> Self {
        Self { kind, cardinality: Cardinality::One, sensitivity: Sensitivity::Ordinary }
    }
}

/// How many values of a field a contact can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Cardinality {
    /// At most one.
    #[default]
    One,
    /// Any number.
    Many,
}

/// How much harm it does if somebody sees a field who should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Sensitivity {
    /// What a business card has.
    #[default]
    Ordinary,
    /// What identifies or describes a person beyond that: a birth date, an income.
    Personal,
    /// What the law protects most: health, religion, politics (GDPR, article 9).
    Special,
}
