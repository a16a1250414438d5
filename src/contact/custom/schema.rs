//! [`Schema`]: which fields and events the owner defined.

use super::{Custom, CustomType};
use crate::contact::Contact;
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

/// What is wrong with the own fields of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Misfit {
    /// The name of the field.
    pub field: String,
    /// What is wrong with it.
    pub why: MisfitKind,
}

/// What can be wrong with a field of the owner's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum MisfitKind {
    /// The schema has no such field.
    Undefined,
    /// A value is not of the field's type, or its text could not be read.
    Type,
    /// There are several values of a field that has one.
    Several,
}

impl Schema {
    /// What is wrong with the own fields of a contact, in the order of their names.
    ///
    /// ```
    /// use contactkit::contact::{Contact, CustomField, CustomType, Field, MisfitKind, Schema};
    ///
    /// let mut schema = Schema::default();
    /// schema.custom.insert("budget".to_owned(), CustomField::new(CustomType::Money));
    /// let mut contact = Contact::person("1");
    /// let budget = |text: &str| Field::read(text, |text| CustomType::Money.read(text));
    /// contact.custom.insert("budget".to_owned(), vec![budget("1000 EUR")]);
    /// assert_eq!(schema.check(&contact), []);
    ///
    /// contact.custom.insert("budget".to_owned(), vec![budget("much")]);
    /// assert_eq!(schema.check(&contact)[0].why, MisfitKind::Type);
    /// ```
    pub fn check(&self, contact: &Contact) -> Vec<Misfit> {
        let mut misfits = Vec::new();
        for (name, values) in &contact.custom {
            let mut add = |why| misfits.push(Misfit { field: name.clone(), why });
            let Some(field) = self.custom.get(name) else {
                add(MisfitKind::Undefined);
                continue;
            };
            if !values.iter().all(|value| value.value().is_some_and(|value| field.kind.has(value))) {
                add(MisfitKind::Type);
            }
            if values.len() > 1 && field.cardinality == Cardinality::One {
                add(MisfitKind::Several);
            }
        }
        misfits
    }
}

impl CustomType {
    /// Whether a value is of this type.
    pub fn has(&self, value: &Custom) -> bool {
        match (self, value) {
            (Self::Text, Custom::Text(_))
            | (Self::Integer, Custom::Integer(_))
            | (Self::Decimal, Custom::Decimal(_))
            | (Self::Money, Custom::Money(_))
            | (Self::Date, Custom::Date(_))
            | (Self::Bool, Custom::Bool(_)) => true,
            (Self::Choice(choices), Custom::Choice(choice)) => choices.contains(choice),
            (Self::List(item), Custom::List(values)) => values.iter().all(|value| item.has(value)),
            _ => false,
        }
    }
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
