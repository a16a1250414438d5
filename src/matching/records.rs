//! [`Records`]: the comparable forms of many contacts, in a compact columnar store.

mod phones;
mod push;
mod seen;
mod texts;

use super::letters::Outline;
use super::values::{Arena, Column, Entry, NONE, Values, bytes};
use crate::contact::{Contact, ContactKind, Gender, PartialDate};
use crate::normalize::Generation;
use phones::PhoneValues;
use push::SeenValues;
use rustc_hash::FxHasher;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
#[cfg(feature = "serde")]
pub(super) use texts::RecordTexts;

/// The comparable forms of many contacts, in a compact columnar store.
///
/// Contacts are pushed one by one and need not be kept: every distinct value is stored once, and what is derived from
/// it (sound, skeleton, formal names) is computed once. A row is about 85 bytes, distinct values not counted.
///
/// ```
/// use contactkit::contact::{Contact, Field, PersonName};
/// use contactkit::matching::Records;
///
/// let mut records = Records::new();
/// let mut contact = Contact::person("17");
/// contact.names.push(Field::of(PersonName::new("Ada", "Lovelace")));
/// let row = records.push(&contact);
/// assert_eq!((row, records.len(), records.id(row)), (0, 1, "17"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Records {
    ids: Arena,
    sources: Vec<u32>,
    source_texts: Values,
    pub(super) kinds: Vec<ContactKind>,
    pub(super) genders: Vec<Option<Gender>>,
    pub(super) names: Column<Name>,
    pub(super) emails: Column<u32>,
    pub(super) phones: Column<u32>,
    pub(super) addresses: Column<Address>,
    pub(super) birth_dates: Column<u32>,
    pub(super) organizations: Column<u32>,
    pub(super) titles: Column<u32>,
    pub(super) urls: Column<u32>,
    pub(super) name_values: Values<NameForm>,
    pub(super) sound_values: Values,
    pub(super) email_values: Values<EmailForm>,
    pub(super) email_parts: Values,
    pub(super) phone_values: PhoneValues,
    pub(super) street_values: Values<StreetForm>,
    pub(super) date_values: Values<Option<PartialDate>>,
    pub(super) place_values: Values<Outline>,
    pub(super) organization_values: Values<OrganizationForm>,
    pub(super) title_values: Values<Outline>,
    pub(super) url_values: Values,
    seen: SeenValues,
}

/// A name of a person as numbers of [`Records::name_values`]; 0 is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Name {
    pub(super) given: u32,
    pub(super) middle: u32,
    pub(super) family: u32,
    pub(super) generation: Generation,
    /// Whether nobody gave it as a name: it is a user name, or what an e-mail address suggests where there is no name. Where
    /// no part of it is alike, it says nothing.
    pub(super) is_guess: bool,
}

/// What is derived from a distinct name.
#[derive(Debug, Clone, Default)]
pub(super) struct NameForm {
    /// The number of the name written in one word; its own number if it is one word.
    pub(super) joined: u32,
    /// The number of its skeleton in `sound_values`.
    pub(super) skeleton: u32,
    /// The number of its sound in `sound_values`.
    pub(super) sound: u32,
    /// The formal names that it may stand for.
    pub(super) formal: &'static [u16],
    /// Its words, if it has more than one.
    pub(super) words: Box<[u32]>,
    /// The outline of the name written in one word.
    pub(super) outline: Outline,
    /// Its first letter.
    pub(super) initial: u8,
    /// Whether it is only an initial.
    pub(super) is_initial: bool,
}

/// What is derived from a distinct e-mail address.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EmailForm {
    /// The numbers of user and domain in `email_parts`.
    pub(super) user: u32,
    pub(super) domain: u32,
    pub(super) is_role: bool,
    pub(super) is_provider: bool,
    /// The outlines of the address and of its user part.
    pub(super) outline: Outline,
    pub(super) user_outline: Outline,
}

/// What is derived from a distinct street name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StreetForm {
    /// The number of the skeleton of its name without its type, in `sound_values`.
    pub(super) skeleton: u32,
    pub(super) outline: Outline,
}

/// What is derived from a distinct name of an organization.
#[derive(Debug, Clone, Default)]
pub(super) struct OrganizationForm {
    /// The number of its skeleton in `sound_values`.
    pub(super) skeleton: u32,
    /// The numbers of its words in `name_values`.
    pub(super) words: Box<[u32]>,
    pub(super) outline: Outline,
}

/// An address as numbers; 0 is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Address {
    /// In `street_values`.
    pub(super) street: u32,
    /// In `place_values`, like all that follow.
    pub(super) number: u32,
    pub(super) locality: u32,
    pub(super) postal_code: u32,
    /// Locality, region and country in one.
    pub(super) place: u32,
    /// Region and country in one.
    pub(super) area: u32,
    /// Street and number in one, in `street_values`.
    pub(super) point: u32,
}

impl Entry for Name {
    fn number(&mut self) -> &mut u32 {
        &mut self.given
    }
}

impl Entry for Address {
    fn number(&mut self) -> &mut u32 {
        &mut self.street
    }
}

impl Records {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the last record away; the values that it brought stay known.
    pub(super) fn pop(&mut self) {
        let Some(row) = self.rows().last() else { return };
        self.ids.pop();
        self.sources.pop();
        self.kinds.pop();
        self.genders.pop();
        self.names.pop_row(row);
        self.addresses.pop_row(row);
        let Self { emails, phones, birth_dates, organizations, titles, urls, .. } = self;
        for column in [emails, phones, birth_dates, organizations, titles, urls] {
            column.pop_row(row);
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a name written in one word.
    pub(super) fn joined(&self, name: u32) -> u32 {
        self.name_values.derived(name).map_or(NONE, |form| form.joined)
    }

    /// The generations that the names in some rows say.
    pub(super) fn generations(&self, rows: &[u32]) -> impl Iterator<Item = Generation> {
        let all = rows.iter().flat_map(|&row| self.names.row(row)).map(|name| name.generation);
        all.filter(|generation| *generation != Generation::Unknown)
    }

    /// The numbers of the full birth dates of some rows.
    pub(super) fn full_birth_dates(&self, rows: &[u32]) -> impl Iterator<Item = u32> {
        let is_full = |&date: &u32| self.date_values.derived(date).copied().flatten().is_some_and(PartialDate::is_full);
        rows.iter().flat_map(|&row| self.birth_dates.row(row)).copied().filter(is_full)
    }

    /// How many distinct values there are.
    pub(super) fn values(&self) -> usize {
        let plain = [&self.source_texts, &self.sound_values, &self.email_parts, &self.url_values].map(Values::len);
        let names = self.name_values.len() + self.organization_values.len() + self.title_values.len();
        let places = self.street_values.len() + self.place_values.len();
        let rest = self.email_values.len() + self.date_values.len() + self.phone_values.len();
        plain.iter().sum::<usize>() + names + places + rest
    }

    /// How many of the records are of organizations that have a name.
    pub(super) fn organizations(&self) -> u64 {
        let is_named = |row: &u32| !self.organizations.row(*row).is_empty();
        let kinds = (0..).zip(&self.kinds).filter(|(_, kind)| **kind == ContactKind::Organization);
        kinds.filter(|(row, _)| is_named(row)).count() as u64
    }

    /// How many bytes the records hold, room for more of them included.
    ///
    /// Of a million records with name, e-mail address, phone number, address, birth date or organization each takes about 310
    /// bytes, of which 85 are its row and the rest its share of the distinct values.
    pub fn memory(&self) -> usize {
        let Self { emails, phones, birth_dates, organizations, titles, urls, .. } = self;
        let columns = [emails, phones, birth_dates, organizations, titles, urls].map(Column::memory);
        let rows = self.ids.memory() + bytes(&self.sources) + bytes(&self.kinds) + bytes(&self.genders);
        let columns = self.names.memory() + self.addresses.memory() + columns.iter().sum::<usize>();
        let texts = [&self.source_texts, &self.sound_values, &self.email_parts, &self.url_values];
        let plain: usize = texts.into_iter().map(|values| values.memory(|()| 0)).sum();
        let outlined = self.place_values.memory(|_| 0) + self.title_values.memory(|_| 0);
        let names = self.name_values.memory(|form| size_of_val(&*form.words))
            + self.organization_values.memory(|form| size_of_val(&*form.words));
        let rest = self.email_values.memory(|_| 0) + self.street_values.memory(|_| 0) + self.date_values.memory(|_| 0);
        rows + columns + plain + outlined + names + rest + self.phone_values.memory() + self.seen.memory()
    }

    /// Gives back memory that only pushing more contacts has a use for: room to grow, and what was made of raw values
    /// seen lately, which is about 20 bytes of each of a million records. Contacts can still be pushed.
    ///
    /// ```
    /// use contactkit::contact::Contact;
    /// use contactkit::matching::Records;
    ///
    /// let mut records: Records = (0..100).map(|id| Contact::person(id.to_string())).collect::<Vec<_>>().iter().collect();
    /// let before = records.memory();
    /// records.shrink_to_fit();
    /// assert!(records.memory() < before);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        let Self { emails, phones, birth_dates, organizations, titles, urls, .. } = self;
        [emails, phones, birth_dates, organizations, titles, urls].into_iter().for_each(Column::shrink_to_fit);
        self.names.shrink_to_fit();
        self.addresses.shrink_to_fit();
        self.ids.shrink_to_fit();
        self.sources.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.genders.shrink_to_fit();
        self.seen = SeenValues::default();
    }

    /// The contact's key; empty for a row that does not exist.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    /// The contact's source; empty if it has none.
    pub fn source(&self, row: u32) -> &str {
        self.sources.get(row as usize).map_or("", |&source| self.source_texts.text(source))
    }

    /// The number of every row's source.
    pub(super) fn sources(&self) -> &[u32] {
        &self.sources
    }

    /// Whether two records are from one source.
    pub(super) fn is_one_source(&self, left: u32, right: u32) -> bool {
        self.sources.get(left as usize) == self.sources.get(right as usize)
    }

    /// What is derived from the e-mail addresses of a record.
    pub(super) fn email_forms(&self, row: u32) -> impl Iterator<Item = &EmailForm> {
        self.emails.row(row).iter().filter_map(|&email| self.email_values.derived(email))
    }

    /// A hash of everything that is compared of a record, if it has a value that few people share: two records with the
    /// same hash are copies of each other.
    pub(super) fn copy_key(&self, row: u32) -> Option<u64> {
        let (emails, phones) = (self.emails.row(row), self.phones.row(row));
        if emails.is_empty() && phones.is_empty() {
            return None;
        }
        let mut hasher = FxHasher::default();
        self.names.row(row).hash(&mut hasher);
        self.addresses.row(row).hash(&mut hasher);
        for column in [emails, phones, self.birth_dates.row(row), self.organizations.row(row), self.titles.row(row)] {
            column.hash(&mut hasher);
        }
        self.urls.row(row).hash(&mut hasher);
        Some(hasher.finish())
    }

    /// The rows, as numbers.
    pub(super) fn rows(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    /// The place of every row in the one order that does not depend on the order of arrival: by key, then source.
    pub(super) fn ranks(&self) -> Vec<u32> {
        // most are told apart by the bytes after what all have in common, without a look at texts that lie anywhere: a
        // million rows in no order take a quarter of the time
        let common = self.common_start();
        let start = |row: u32| {
            let bytes = self.id(row).bytes().skip(common).chain(std::iter::repeat(0));
            bytes.take(8).fold(0, |start, byte| start << 8 | u64::from(byte))
        };
        let mut rows: Vec<(u64, u32)> = self.rows().map(|row| (start(row), row)).collect();
        rows.sort_by(|&(a, left), &(b, right)| a.cmp(&b).then_with(|| self.order(left, right)));
        let rows: Vec<u32> = rows.into_iter().map(|(_, row)| row).collect();
        inverse(&rows)
    }

    /// The order of two rows by key, then source.
    pub(super) fn order(&self, left: u32, right: u32) -> Ordering {
        let whole = |row: u32| (self.id(row), self.source(row));
        whole(left).cmp(&whole(right))
    }

    /// How many bytes all keys have in common at their beginning.
    fn common_start(&self) -> usize {
        let first = self.id(0).as_bytes();
        self.rows().fold(first.len(), |common, row| {
            let both = first.iter().zip(self.id(row).as_bytes()).take(common);
            both.take_while(|(a, b)| a == b).count()
        })
    }
}

/// Two rows in the order of their ranks, in which a pair is compared: of several values that are alike as much, the first
/// one counts.
pub(super) fn by_rank(ranks: &[u32], a: u32, b: u32) -> (u32, u32) {
    let rank = |row: u32| ranks.get(row as usize);
    if rank(a) <= rank(b) { (a, b) } else { (b, a) }
}

/// Where each number stands in a list that has every number from 0 once: rows by rank from ranks by row, and back.
pub(super) fn inverse(numbers: &[u32]) -> Vec<u32> {
    let mut places = vec![0; numbers.len()];
    for (place, &number) in (0..).zip(numbers) {
        if let Some(entry) = places.get_mut(number as usize) {
            *entry = place;
        }
    }
    places
}

impl<'a> FromIterator<&'a Contact> for Records {
    fn from_iter<I: IntoIterator<Item = &'a Contact>>(contacts: I) -> Self {
        let mut records = Self::new();
        for contact in contacts {
            records.push(contact);
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::{Contact, Records};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_are_the_order_of_keys_and_sources(
            keys in prop::collection::vec(("(contacts.csv:)?[0-9a-z\u{0}é]{0,12}", "[ab]?"), 0..20)
        ) {
            let mut records = Records::new();
            for (id, source) in &keys {
                let mut contact = Contact::person(id.as_str());
                contact.source = Some(source.clone()).filter(|source| !source.is_empty());
                records.push(&contact);
            }
            let mut rows: Vec<u32> = records.rows().collect();
            rows.sort_by_key(|&row| keys.get(row as usize));
            let ranks = records.ranks();
            let rank_of = |row: u32| ranks.get(row as usize).copied();
            prop_assert!(rows.into_iter().map(rank_of).eq((0..).take(ranks.len()).map(Some)));
        }
    }
}
