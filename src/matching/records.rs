//! [`Records`]: the comparable forms of many contacts, in a compact columnar store.

use super::letters::Outline;
use super::values::{Column, NONE, Values};
use crate::contact::{Contact, ContactKind, Field, Gender, Organization, PartialDate, Phone};
use crate::normalize::{self, AddressKey, EmailKey, Generation, NameKey, OrganizationKey};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The comparable forms of many contacts, in a compact columnar store.
///
/// Contacts are pushed one by one and need not be kept: every distinct value is stored once, and what is derived from
/// it (sound, skeleton, formal names) is computed once. A row is about 100 bytes, distinct values not counted.
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
    ids: Vec<Box<str>>,
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
    pub(super) phone_values: Values<PhoneForm>,
    pub(super) street_values: Values<StreetForm>,
    pub(super) date_values: Values<Option<PartialDate>>,
    pub(super) place_values: Values<Outline>,
    pub(super) organization_values: Values<OrganizationForm>,
    pub(super) title_values: Values<Outline>,
    pub(super) url_values: Values,
}

/// A name of a person as numbers of [`Records::name_values`]; 0 is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Name {
    pub(super) given: u32,
    pub(super) middle: u32,
    pub(super) family: u32,
    pub(super) generation: Generation,
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

/// What is derived from a distinct phone number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PhoneForm {
    /// The number of the text without the extension.
    pub(super) number: u64,
    /// The last eight digits, which are the same with and without country.
    pub(super) tail: u32,
    /// Whether the country is known.
    pub(super) is_international: bool,
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
    pub(super) region: u32,
    pub(super) postal_code: u32,
    pub(super) country: u32,
    /// Locality, region and country in one.
    pub(super) place: u32,
    /// Region and country in one.
    pub(super) area: u32,
    /// Street and number in one, in `street_values`.
    pub(super) point: u32,
}

impl Records {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a contact and returns the number of its row, counted from 0.
    ///
    /// # Panics
    /// Never; rows beyond `u32::MAX` cannot be reached with the memory of today's machines.
    pub fn push(&mut self, contact: &Contact) -> u32 {
        let row = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(contact.id.as_str().into());
        let source = contact.source.as_deref().unwrap_or_default();
        self.sources.push(self.source_texts.number(source, |_| ()));
        self.kinds.push(contact.kind);
        self.genders.push(contact.gender);
        self.push_names(contact);
        self.push_emails(contact);
        self.push_phones(contact);
        self.push_addresses(contact);
        let dates = contact.birth_dates.iter().filter_map(Field::value).copied();
        let dates = dates.filter(|date| !date.is_placeholder());
        self.birth_dates.push_row(dates.map(|date| self.date_values.number(&date.to_string(), |_| Some(date))));
        self.push_organizations(contact);
        let urls = contact.urls.iter().map(|field| url_key(&field.text));
        self.urls.push_row(urls.map(|url| self.url_values.number(&url, |_| ())).filter(|&url| url != NONE));
        row
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The contact's key; empty for a row that does not exist.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row as usize).map_or("", |id| id)
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
        let mut rows: Vec<u32> = self.rows().collect();
        rows.sort_by(|&a, &b| (self.id(a), self.source(a)).cmp(&(self.id(b), self.source(b))));
        let mut ranks = vec![0; rows.len()];
        for (rank, row) in (0..).zip(rows) {
            if let Some(place) = ranks.get_mut(row as usize) {
                *place = rank;
            }
        }
        ranks
    }

    fn push_names(&mut self, contact: &Contact) {
        let mut names = Vec::with_capacity(contact.names.len());
        for name in contact.names.iter().filter_map(Field::value) {
            let key = NameKey::of(name);
            if let Some(key) = &key {
                names.push(self.name_of(key));
            }
            // what friends say is another given name with the same family name
            if let Some(nickname) = name.nickname.as_deref().map(normalize::fold).filter(|text| !text.is_empty()) {
                let family = key.map(|key| key.family).unwrap_or_default();
                names.push(self.name_of(&NameKey { given: nickname, family, ..NameKey::default() }));
            }
        }
        self.names.push_row(names);
    }

    fn name_of(&mut self, key: &NameKey) -> Name {
        let Self { name_values: names, sound_values: sounds, .. } = self;
        Name {
            given: number_name(names, sounds, &key.given),
            middle: number_name(names, sounds, &key.middle),
            family: number_name(names, sounds, &key.family),
            generation: key.generation,
        }
    }

    fn push_emails(&mut self, contact: &Contact) {
        let Self { email_values, email_parts, .. } = self;
        let emails = contact.emails.iter().filter_map(|field| EmailKey::of(&field.text));
        self.emails.push_row(emails.map(|key| {
            email_values.number(&key.text, |_| EmailForm {
                user: email_parts.number(key.user(), |_| ()),
                domain: email_parts.number(key.domain(), |_| ()),
                is_role: key.is_role,
                is_provider: key.is_provider,
                outline: Outline::of(&key.text),
                user_outline: Outline::of(key.user()),
            })
        }));
    }

    fn push_phones(&mut self, contact: &Contact) {
        let phones = contact.phones.iter().filter_map(Field::value);
        let Self { phone_values, .. } = self;
        let numbers = phones.map(|phone| phone_values.number(&phone.to_string(), |_| phone_form(phone)));
        self.phones.push_row(numbers.filter(|&phone| phone != NONE));
    }

    fn push_addresses(&mut self, contact: &Contact) {
        let keys = contact.addresses.iter().filter_map(Field::value).filter_map(AddressKey::of);
        let Self { street_values, place_values, sound_values, addresses, .. } = self;
        addresses.push_row(keys.map(|key| {
            let mut street_number = |text: &str| {
                street_values.number(text, |text| StreetForm {
                    skeleton: sound_values.number(&normalize::skeleton(&normalize::street_name(text)), |_| ()),
                    outline: Outline::of(text),
                })
            };
            let street = street_number(&key.street);
            let point = if key.street.is_empty() || key.number.is_empty() {
                NONE
            } else {
                street_number(&format!("{} {}", key.number, key.street))
            };
            let mut place = |text: &str| place_values.number(text, Outline::of);
            let area = match (key.region.as_str(), key.country.as_str()) {
                ("", country) => country.to_owned(),
                (region, country) => format!("{region}, {country}"),
            };
            Address {
                street,
                point,
                number: place(&key.number),
                locality: place(&key.locality),
                region: place(&key.region),
                postal_code: place(&key.postal_code),
                country: place(&key.country),
                place: if key.locality.is_empty() { NONE } else { place(&format!("{}, {area}", key.locality)) },
                area: place(&area),
            }
        }));
    }

    fn push_organizations(&mut self, contact: &Contact) {
        let employments = contact.employments.iter().filter_map(Field::value);
        let own = contact.organization_names.iter().filter_map(Field::value);
        let employers = employments.clone().filter_map(|employment| employment.organization.as_ref());
        let organizations: Vec<u32> = own.chain(employers).map(|one| self.organization_number(one)).collect();
        self.organizations.push_row(organizations.into_iter().filter(|&organization| organization != NONE));
        let Self { title_values, titles, .. } = self;
        let texts = employments.filter_map(|employment| employment.title.as_deref());
        let numbers = texts.map(|title| title_values.number(&normalize::fold(title), Outline::of));
        titles.push_row(numbers.filter(|&title| title != NONE));
    }

    fn organization_number(&mut self, organization: &Organization) -> u32 {
        let Some(key) = OrganizationKey::of(organization) else { return NONE };
        let Self { organization_values, name_values, sound_values, .. } = self;
        organization_values.number(&key.text, |text| OrganizationForm {
            skeleton: sound_values.number(&normalize::skeleton(text), |_| ()),
            words: text.split(' ').map(|word| number_name(name_values, sound_values, word)).collect(),
            outline: Outline::of(text),
        })
    }
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

/// The number of a folded name of one or several words.
fn number_name(names: &mut Values<NameForm>, sounds: &mut Values, text: &str) -> u32 {
    if text.contains(' ') {
        // particles and hyphens come and go: "van der berg" is "vanderberg"
        let joined = number_name(names, sounds, &text.replace(' ', ""));
        let words = text.split(' ').map(|word| number_name(names, sounds, word)).collect();
        let form = NameForm { joined, words, ..names.derived(joined).cloned().unwrap_or_default() };
        names.number(text, |_| form)
    } else {
        let joined = u32::try_from(names.len()).unwrap_or(u32::MAX);
        names.number(text, |word| NameForm {
            joined,
            skeleton: sounds.number(&normalize::skeleton(word), |_| ()),
            sound: sounds.number(&normalize::sound(word), |_| ()),
            formal: normalize::formal_names(word),
            words: Box::default(),
            outline: Outline::of(word),
            initial: word.bytes().next().unwrap_or_default(),
            is_initial: word.len() == 1,
        })
    }
}

/// The digits of a number in the forms in which they are compared.
fn phone_form(phone: &Phone) -> PhoneForm {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).fold(0u64, push_digit);
    let number = phone.e164().unwrap_or_else(|| digits(phone.national().unwrap_or_default()));
    PhoneForm {
        number,
        tail: u32::try_from(number % 100_000_000).unwrap_or_default(),
        is_international: phone.e164().is_some(),
    }
}

fn push_digit(number: u64, digit: u8) -> u64 {
    number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
}

/// A web address without its scheme, `www.` and last slash, in lower case.
fn url_key(text: &str) -> String {
    let text: String = text.trim().chars().flat_map(char::to_lowercase).take(normalize::LONGEST).collect();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_owned()
}
