//! [`Row`]: what is compared of a record, side by side in memory.

use super::super::records::{Name, Records};
use super::super::values::{Column, Entry, NONE};
use crate::contact::{ContactKind, Gender};

/// The first value of each field of a record, and which fields have values. A pair of records that have one value of
/// each field, as most do, is compared without looking into the columns: at a million records each column is a cache
/// miss.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    pub(super) name: Name,
    /// How much oftener given and family name of the first name come together than by chance, as log2 in thousandths.
    pub(super) together: i16,
    pub(super) birth_date: u32,
    pub(super) email: u32,
    pub(super) phone: u32,
    pub(super) organization: u32,
    pub(super) title: u32,
    pub(super) url: u32,
    pub(super) kind: ContactKind,
    pub(super) gender: Option<Gender>,
    /// The fields that the record has a value of.
    pub(super) present: Fields,
    /// The fields that it has several values of.
    pub(super) several: Fields,
}

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields(u8);

impl Fields {
    pub(super) const NAMES: Self = Self(1);
    pub(super) const BIRTH_DATES: Self = Self(1 << 1);
    pub(super) const PHONES: Self = Self(1 << 2);
    pub(super) const URLS: Self = Self(1 << 3);
    pub(super) const EMAILS: Self = Self(1 << 4);
    pub(super) const ADDRESSES: Self = Self(1 << 5);
    pub(super) const ORGANIZATIONS: Self = Self(1 << 6);
    pub(super) const TITLES: Self = Self(1 << 7);

    /// The fields that are compared last, each after those before it.
    pub(super) const LAST: [Self; 4] = [Self::EMAILS, Self::ADDRESSES, Self::ORGANIZATIONS, Self::TITLES];

    /// The number of the set among the sets of fields that are compared last.
    pub(super) fn number_of_last(self) -> usize {
        usize::from(self.0 >> 4)
    }

    /// Whether a field is in the set.
    pub(super) fn has(self, field: Self) -> bool {
        self.0 & field.0 != 0
    }

    /// The fields that are in both sets.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The fields that are in this set and not in the other.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The fields that are in one of the sets.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Row {
    /// Gathers a record; `together` tells how much oftener a given and a family name come together than by chance.
    pub(super) fn of(records: &Records, number: u32, together: impl Fn([u32; 2]) -> i16) -> Self {
        let mut row = Self {
            kind: records.kinds.get(number as usize).copied().unwrap_or_default(),
            gender: records.genders.get(number as usize).copied().flatten(),
            ..Self::default()
        };
        row.name = row.first(&records.names, number, Fields::NAMES);
        if row.name.given != NONE && row.name.family != NONE {
            row.together = together([row.name.given, row.name.family].map(|part| records.joined(part)));
        }
        row.birth_date = row.first(&records.birth_dates, number, Fields::BIRTH_DATES);
        row.email = row.first(&records.emails, number, Fields::EMAILS);
        row.phone = row.first(&records.phones, number, Fields::PHONES);
        row.first(&records.addresses, number, Fields::ADDRESSES);
        row.organization = row.first(&records.organizations, number, Fields::ORGANIZATIONS);
        row.title = row.first(&records.titles, number, Fields::TITLES);
        row.url = row.first(&records.urls, number, Fields::URLS);
        row
    }

    /// The first value of a field, whose number of values is noted.
    fn first<T: Entry>(&mut self, column: &Column<T>, number: u32, field: Fields) -> T {
        let values = column.row(number);
        if !values.is_empty() {
            self.present = self.present.or(field);
        }
        if values.len() > 1 {
            self.several = self.several.or(field);
        }
        values.first().copied().unwrap_or_default()
    }

    /// Whether the record is of an organization.
    pub(super) fn is_organization(&self) -> bool {
        self.kind == ContactKind::Organization
    }
}
