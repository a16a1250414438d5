//! [`RecordTexts`]: a record as texts, from which another store gets the same record.

use super::super::values::NONE;
use super::push::{number_email, number_name, number_organization, number_place, number_street};
use super::{Address, Name, Records};
use crate::contact::{ContactKind, Gender, PartialDate};
use crate::normalize::{EmailKey, Generation};
use std::borrow::Cow;

type Text<'a> = Cow<'a, str>;

/// A record as the texts that are compared, each as it is after normalizing: nothing of the contact is read again.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub(crate) struct RecordTexts<'a> {
    id: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    source: Text<'a>,
    kind: ContactKind,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    gender: Option<Gender>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    names: Vec<NameTexts<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    emails: Vec<Text<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    phones: Vec<Text<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    addresses: Vec<AddressTexts<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    birth_dates: Vec<PartialDate>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    organizations: Vec<Text<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    titles: Vec<Text<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    urls: Vec<Text<'a>>,
}

/// The parts of a name; empty texts are no parts.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
struct NameTexts<'a> {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    given: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    middle: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    family: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_unknown"))]
    generation: Generation,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "std::ops::Not::not"))]
    is_guess: bool,
}

/// The parts of an address from which the others follow.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
struct AddressTexts<'a> {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    street: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    number: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    locality: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    postal_code: Text<'a>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    area: Text<'a>,
}

#[cfg(feature = "serde")]
fn is_empty(text: &Text<'_>) -> bool {
    text.is_empty()
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "so serde calls it")]
fn is_unknown(generation: &Generation) -> bool {
    *generation == Generation::Unknown
}

impl Records {
    /// A record as texts.
    pub(crate) fn texts(&self, row: u32) -> RecordTexts<'_> {
        use crate::matching::values::Texts;
        fn of<'a>(values: &'a impl Texts, numbers: &[u32]) -> Vec<Text<'a>> {
            numbers.iter().map(|&number| values.text(number)).collect()
        }
        let name = |name: &Name| {
            let [given, middle, family] =
                [name.given, name.middle, name.family].map(|part| self.name_values.text(part).into());
            NameTexts { given, middle, family, generation: name.generation, is_guess: name.is_guess }
        };
        let address = |address: &Address| {
            let place = |number| self.place_values.text(number).into();
            let [number, locality, postal_code, area] =
                [address.number, address.locality, address.postal_code, address.area].map(place);
            AddressTexts { street: self.street_values.text(address.street).into(), number, locality, postal_code, area }
        };
        let date = |&number: &u32| self.date_values.derived(number).copied().flatten();
        RecordTexts {
            id: self.id(row).into(),
            source: self.source(row).into(),
            kind: self.kinds.get(row as usize).copied().unwrap_or_default(),
            gender: self.genders.get(row as usize).copied().flatten(),
            names: self.names.row(row).iter().map(name).collect(),
            emails: of(&self.email_values, self.emails.row(row)),
            phones: of(&self.phone_values, self.phones.row(row)),
            addresses: self.addresses.row(row).iter().map(address).collect(),
            birth_dates: self.birth_dates.row(row).iter().filter_map(date).collect(),
            organizations: of(&self.organization_values, self.organizations.row(row)),
            titles: of(&self.title_values, self.titles.row(row)),
            urls: of(&self.url_values, self.urls.row(row)),
        }
    }

    /// Adds a record from its texts.
    pub(crate) fn push_texts(&mut self, texts: &RecordTexts<'_>) {
        let row = self.push_key(&texts.id, &texts.source, texts.kind, texts.gender);
        let Self { name_values, sound_values, street_values, place_values, organization_values, .. } = self;
        let mut number = |text: &str| number_name(name_values, sound_values, text);
        let names = texts.names.iter().map(|name| Name {
            given: number(&name.given),
            middle: number(&name.middle),
            family: number(&name.family),
            generation: name.generation,
            is_guess: name.is_guess,
        });
        self.names.push_row(row, names.filter(|name| name.given != NONE || name.family != NONE));

        let addresses = texts.addresses.iter().map(|address| {
            let [street, number, point] =
                number_street(&address.street, &address.number, street_values, place_values, sound_values);
            let [locality, postal_code, area] = [&address.locality, &address.postal_code, &address.area]
                .map(|text| place_values.number(text, super::Outline::of));
            let place = number_place(locality, area, place_values);
            Address { street, number, locality, postal_code, place, area, point }
        });
        self.addresses.push_row(row, addresses.filter(|address| *address != Address::default()));

        let organizations = texts
            .organizations
            .iter()
            .map(|text| number_organization(organization_values, name_values, sound_values, text));
        self.organizations.push_row(row, organizations.filter(|&organization| organization != NONE));

        let Self { email_values, email_parts, phone_values, date_values, title_values, url_values, .. } = self;
        let emails = texts.emails.iter().filter_map(|text| EmailKey::of(text));
        self.emails.push_row(row, emails.map(|key| number_email(email_values, email_parts, &key)));
        self.phones.push_row(row, present(texts.phones.iter().map(|text| phone_values.number_of_text(text))));
        let dates = texts.birth_dates.iter().map(|date| date_values.number(&date.to_string(), |_| Some(*date)));
        self.birth_dates.push_row(row, dates);
        let titles = texts.titles.iter().map(|text| title_values.number(text, super::Outline::of));
        self.titles.push_row(row, present(titles));
        self.urls.push_row(row, present(texts.urls.iter().map(|text| url_values.number(text, |_| ()))));
    }
}

/// The numbers that are of a value.
fn present(numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    numbers.filter(|&number| number != NONE)
}
