//! The record: a [`Contact`] and its typed values.
//!
//! Text comes in, a [`Field`] goes out: the text as given, and the value that it was read as or the reason why not.
//! A bad value is data and never stops anything. Reading one value costs time in proportion to its length.
//!
//! Where more is known than the text says, such as a country or the order of names in a list, it is given as options:
//! [`PersonName::parse_with`], [`Phone::parse_with`], [`PartialDate::parse_with`]. Where a text can be read in several ways,
//! [`PersonName::readings`] and [`PartialDate::readings`] give them all.

mod address;
pub(crate) mod any_case;
mod country;
mod custom;
mod date;
mod email;
pub(crate) mod encoding;
mod field;
mod fold;
mod invalid;
pub(crate) mod legal_form;
mod name;
mod octets;
mod organization;
mod phone;
mod shapes;
pub(crate) mod tables;
mod text;
mod url;

use std::collections::{BTreeMap, BTreeSet};

pub use address::{AddressPart, PostalAddress, StreetLine};
pub(crate) use address::{Reading, StreetWord, glued_type, street_word};
pub use country::CountryCode;
pub use custom::{Cardinality, Custom, CustomField, CustomType, Misfit, MisfitKind, Money, Schema, Sensitivity};
pub use date::{DateOptions, DateOrder, DateReading, PartialDate};
pub use email::Email;
#[cfg(test)]
pub(crate) use email::providers;
pub(crate) use email::{Provider, is_role_user, provider, unwrapped, user_of_domain};
pub use field::Field;
pub(crate) use fold::{in_lowercase, is_whole, is_words, lowercase, plain, trimmed};
pub use invalid::Invalid;
pub use legal_form::{LegalForm, LegalFormClass};
pub(crate) use name::case::usual_case;
pub(crate) use name::lexicon::{degrees, generations, honorifics, is_before_given};
pub(crate) use name::placeholder::placeholder_word;
pub use name::{NameOptions, NameOrder, NameReading, PersonName, Placeholder};
pub(crate) use octets::{Octets, octets};
pub use organization::{Employment, Organization};
pub use phone::{Phone, PhoneOptions, PhoneRegion};
#[cfg(feature = "phone")]
pub use phone::{PhoneCheck, PhoneKind};
pub(crate) use shapes::Shapes;
pub use url::Url;

/// A person or an organization, with everything that is known of it.
///
/// Several values of one kind are all kept; the first is the one that the owner put first.
///
/// ```
/// use contactkit::contact::{Contact, PersonName, Field};
///
/// let mut contact = Contact::person("crm-17");
/// contact.names.push(Field::of(PersonName::new("Ada", "Lovelace")));
/// contact.emails.push(Field::parse("ada@example.org").labeled("home"));
/// assert_eq!(contact.to_string(), "Ada Lovelace");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Contact {
    /// The record's key, unique within its source.
    pub id: String,
    /// Whether the record is of a person or an organization.
    pub kind: ContactKind,
    /// Where the record came from: a file, a form, a system.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// The names of the person.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub names: Vec<Field<PersonName>>,
    /// The names of the organization, if the record is of one.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub organization_names: Vec<Field<Organization>>,
    /// For whom the person works or worked, and as what.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub employments: Vec<Field<Employment>>,
    /// E-mail addresses.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub emails: Vec<Field<Email>>,
    /// Phone numbers.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub phones: Vec<Field<Phone>>,
    /// Postal addresses.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub addresses: Vec<Field<PostalAddress>>,
    /// Birth dates; more than one only where sources disagree.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub birth_dates: Vec<Field<PartialDate>>,
    /// How the person is addressed, if known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub gender: Option<Gender>,
    /// Web sites and profiles.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub urls: Vec<Field<Url>>,
    /// Notes, word for word.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub notes: Vec<String>,
    /// Tags, such as `customer` or `newsletter:weekly`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeSet::is_empty"))]
    pub tags: BTreeSet<String>,
    /// The owner's own fields, by name.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
    pub custom: BTreeMap<String, Vec<Field<Custom>>>,
}

/// What a contact is a record of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ContactKind {
    /// One person.
    #[default]
    Person,
    /// A company, an association, an office.
    Organization,
}

/// The gender that a record gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another, or none.
    Other,
}

impl ContactKind {
    /// The word for it, as it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
        }
    }
}

impl Gender {
    /// The word for it, as it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        }
    }
}

impl Contact {
    /// An empty record of a person.
    pub fn person(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// An empty record of an organization.
    pub fn organization(id: impl Into<String>) -> Self {
        Self { id: id.into(), kind: ContactKind::Organization, ..Self::default() }
    }

    /// The country that the record's first address with a known country names.
    pub fn country_code(&self) -> Option<CountryCode> {
        self.addresses.iter().filter_map(|field| field.value()).find_map(PostalAddress::country_code)
    }
}

/// The name that a person would call the record by, else an e-mail address, phone number or the key.
impl std::fmt::Display for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.names.iter().map(|field| field.text.as_str());
        let organizations = self.organization_names.iter().map(|field| field.text.as_str());
        let employers = self.employments.iter().map(|field| field.text.as_str());
        let emails = self.emails.iter().map(|field| field.text.as_str());
        let phones = self.phones.iter().map(|field| field.text.as_str());
        let mut texts = names.chain(organizations).chain(employers).chain(emails).chain(phones);
        f.write_str(texts.find(|text| !text.trim().is_empty()).unwrap_or(&self.id))
    }
}
