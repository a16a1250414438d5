//! Fills [`Records`]: from a contact's values to their numbers.

use super::super::letters::Outline;
use super::super::values::{NONE, Values};
use super::seen::{Seen, hash_of};
use super::{Address, EmailForm, Name, NameForm, OrganizationForm, Records, StreetForm};
use crate::contact::{
    Contact, ContactKind, DateOptions, DateReading, Email, Field, Gender, Organization, PartialDate, PersonName,
    Placeholder, PostalAddress,
};
use crate::normalize::{self, AddressKey, EmailKey, Generation, NameKey, OrganizationKey};
use std::collections::BTreeSet;

/// The numbers of raw values that were seen lately.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenValues {
    /// Given and middle name.
    given: Seen<[u32; 2]>,
    /// Family name, and what it or the suffix says of the generation.
    family: Seen<(u32, Generation)>,
    dates: Seen<u32>,
    organizations: Seen<u32>,
    titles: Seen<u32>,
    localities: Seen<u32>,
    postal_codes: Seen<u32>,
    /// Region and country in one.
    areas: Seen<u32>,
    /// Locality and area in one.
    places: Seen<u32>,
}

impl SeenValues {
    /// About how many bytes it holds.
    pub(super) fn memory(&self) -> usize {
        let Self { given, family, dates, organizations, titles, localities, postal_codes, areas, places } = self;
        let numbers = [dates, organizations, titles, localities, postal_codes, areas, places];
        given.memory() + family.memory() + numbers.into_iter().map(Seen::memory).sum::<usize>()
    }
}

impl Records {
    /// Adds a contact and returns the number of its row, counted from 0.
    ///
    /// # Panics
    /// Never; rows beyond `u32::MAX` cannot be reached with the memory of today's machines.
    pub fn push(&mut self, contact: &Contact) -> u32 {
        let source = contact.source.as_deref().unwrap_or_default();
        let row = self.push_key(&contact.id, source, contact.kind, contact.gender);
        self.push_names(row, contact);
        self.push_emails(row, contact);
        let Self { phones, phone_values, .. } = self;
        let numbers = contact.phones.iter().filter_map(Field::value).map(|phone| phone_values.number(phone));
        phones.push_row(row, numbers.filter(|&phone| phone != NONE));
        self.push_addresses(row, contact);
        self.push_dates(row, contact);
        self.push_organizations(row, contact);
        let urls = contact.urls.iter().map(|field| url_key(&field.text));
        self.urls.push_row(row, urls.map(|url| self.url_values.number(&url, |_| ())).filter(|&url| url != NONE));
        row
    }

    /// Begins a row.
    pub(super) fn push_key(&mut self, id: &str, source: &str, kind: ContactKind, gender: Option<Gender>) -> u32 {
        let row = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.sources.push(self.source_texts.number(source, |_| ()));
        self.kinds.push(kind);
        self.genders.push(gender);
        row
    }

    fn push_names(&mut self, row: u32, contact: &Contact) {
        let Self { names, name_values, sound_values, seen, .. } = self;
        let values = contact.names.iter().filter_map(Field::value);
        // two who gave no name have none in common
        let values = values.filter(|name| name.placeholder() != Some(Placeholder::Certain));
        let guess = values.clone().next().is_none().then(|| name_of_user(contact)).flatten();
        let values = values.map(|name| (name, is_user_name(name, contact)));
        names.push_row(
            row,
            values.chain(guess.as_ref().map(|name| (name, true))).flat_map(|(name, is_guess)| {
                let said = name_of(name, seen, name_values, sound_values).map(|name| Name { is_guess, ..name });
                // what friends say is another given name with the same family name
                let nickname = name.nickname.as_deref().map(normalize::fold).filter(|text| !text.is_empty());
                let nickname = nickname.map(|nickname| Name {
                    given: number_name(name_values, sound_values, &nickname),
                    family: said.map_or(NONE, |name| name.family),
                    ..Name::default()
                });
                [said, nickname].into_iter().flatten()
            }),
        );
    }

    fn push_emails(&mut self, row: u32, contact: &Contact) {
        let Self { email_values, email_parts, .. } = self;
        let emails = contact.emails.iter().filter_map(|field| EmailKey::of(&field.text));
        self.emails.push_row(row, emails.map(|key| number_email(email_values, email_parts, &key)));
    }

    fn push_addresses(&mut self, row: u32, contact: &Contact) {
        let Self { street_values, place_values, sound_values, addresses, seen, .. } = self;
        let values = contact.addresses.iter().filter_map(Field::value);
        let numbers = values.map(|address| {
            let [street, number, point] = street_of(address, street_values, place_values, sound_values);
            Address { street, number, point, ..place_of(address, seen, place_values) }
        });
        addresses.push_row(row, numbers.filter(|address| *address != Address::default()));
    }

    fn push_dates(&mut self, row: u32, contact: &Contact) {
        let Self { birth_dates, date_values, seen, .. } = self;
        let dates = contact.birth_dates.iter().flat_map(dates_of).filter(|date| !date.is_placeholder());
        let mut number = |date: PartialDate| date_values.number(&date.to_string(), |_| Some(date));
        birth_dates.push_row(row, dates.map(|date| seen.dates.or_make(date, || number(date))));
    }

    fn push_organizations(&mut self, row: u32, contact: &Contact) {
        let Self { organizations, organization_values, name_values, sound_values, titles, title_values, seen, .. } =
            self;
        let employments = contact.employments.iter().filter_map(Field::value);
        let own = contact.organization_names.iter().filter_map(Field::value);
        let employers = employments.clone().filter_map(|employment| employment.organization.as_ref());
        let mut number = |organization: &Organization| {
            let Some(key) = OrganizationKey::of(organization) else { return NONE };
            number_organization(organization_values, name_values, sound_values, &key.text)
        };
        let numbers = own.chain(employers).map(|one| seen.organizations.or_make(one, || number(one)));
        organizations.push_row(row, numbers.filter(|&organization| organization != NONE));
        let texts = employments.filter_map(|employment| employment.title.as_deref());
        let mut number = |title: &str| title_values.number(&normalize::fold(title), Outline::of);
        let numbers = texts.map(|title| seen.titles.or_make(title, || number(title)));
        titles.push_row(row, numbers.filter(|&title| title != NONE));
    }
}

/// Whether what stands for a name is a user name: one word with a digit in it, or that of the own e-mail address.
fn is_user_name(name: &PersonName, contact: &Contact) -> bool {
    let ((Some(word), None) | (None, Some(word))) = (&name.given, &name.family) else { return false };
    let mut users = contact.emails.iter().filter_map(Field::value).map(Email::user);
    word.bytes().any(|byte| byte.is_ascii_digit()) || users.any(|user| user.eq_ignore_ascii_case(word))
}

/// What a date is or may be: where it is open whether the day or the month comes first, or which century it is, all.
fn dates_of(field: &Field<PartialDate>) -> impl Iterator<Item = PartialDate> {
    let open = field.value().is_none().then(|| {
        let century = |latest| DateOptions { latest_year: Some(latest), ..DateOptions::default() };
        let readings = [1999, 2099].map(|latest| PartialDate::readings(&field.text, century(latest)));
        let dates = readings.into_iter().flatten().flat_map(|reading| match reading {
            DateReading::Certain(date) => [date, date],
            DateReading::Ambiguous { day_first, month_first } => [day_first, month_first],
        });
        dates.collect::<BTreeSet<PartialDate>>()
    });
    field.value().copied().into_iter().chain(open.into_iter().flatten())
}

/// The name that the e-mail address of a person without one suggests: `ada.lovelace@example.org`.
fn name_of_user(contact: &Contact) -> Option<PersonName> {
    let is_person = contact.kind == ContactKind::Person && contact.organization_names.is_empty();
    let emails = contact.emails.iter().filter(|_| is_person).filter_map(Field::value);
    let mut names = emails.filter(|email| !email.is_role()).filter_map(Email::user_words);
    names.next().map(|(given, family)| PersonName::new(given, family))
}

/// A name as numbers; nothing if no part has a letter. Given and middle name do not depend on the family name, nor does
/// it on them, so that each is derived once.
fn name_of(
    name: &PersonName,
    seen: &mut SeenValues,
    names: &mut Values<NameForm>,
    sounds: &mut Values,
) -> Option<Name> {
    let hashes = [hash_of((&name.given, &name.middle)), hash_of((&name.family, &name.suffix))];
    let known = seen.given.get(hashes[0]).zip(seen.family.get(hashes[1]));
    let ([given, middle], (family, generation)) = match known {
        Some(known) => known,
        None => {
            let key = NameKey::of(name)?;
            let given = [&key.given, &key.middle].map(|part| number_name(names, sounds, part));
            let family = (number_name(names, sounds, &key.family), key.generation);
            seen.given.keep(hashes[0], given);
            seen.family.keep(hashes[1], family);
            (given, family)
        }
    };
    (given != NONE || family != NONE).then_some(Name { given, middle, family, generation, is_guess: false })
}

/// The number of an e-mail address.
pub(super) fn number_email(emails: &mut Values<EmailForm>, parts: &mut Values, key: &EmailKey) -> u32 {
    emails.number(&key.text, |_| EmailForm {
        user: parts.number(key.user(), |_| ()),
        domain: parts.number(key.domain(), |_| ()),
        is_role: key.is_role,
        is_provider: key.is_provider,
        outline: Outline::of(&key.text),
        user_outline: Outline::of(key.user()),
    })
}

/// The number of a folded name of an organization.
pub(super) fn number_organization(
    organizations: &mut Values<OrganizationForm>,
    names: &mut Values<NameForm>,
    sounds: &mut Values,
    text: &str,
) -> u32 {
    organizations.number(text, |text| OrganizationForm {
        skeleton: sounds.number(&normalize::skeleton(text), |_| ()),
        words: text.split(' ').map(|word| number_name(names, sounds, word)).collect(),
        outline: Outline::of(text),
    })
}

/// The numbers of an address's street, its house number and both in one.
fn street_of(
    address: &PostalAddress,
    streets: &mut Values<StreetForm>,
    places: &mut Values<Outline>,
    sounds: &mut Values,
) -> [u32; 3] {
    let part = PostalAddress { street: address.street.clone(), ..PostalAddress::default() };
    let Some(AddressKey { street, number, .. }) = AddressKey::of(&part) else { return [NONE; 3] };
    number_street(&street, &number, streets, places, sounds)
}

/// The numbers of a folded street, a house number and both in one.
pub(super) fn number_street(
    street: &str,
    number: &str,
    streets: &mut Values<StreetForm>,
    places: &mut Values<Outline>,
    sounds: &mut Values,
) -> [u32; 3] {
    let form = |text: &str| StreetForm { outline: Outline::of(text), ..StreetForm::default() };
    let point =
        if street.is_empty() || number.is_empty() { NONE } else { streets.number(&[number, street].join(" "), form) };
    let name = streets.number(street, form);
    // only of a street's name alone somebody asks what it sounds like
    if let Some(form) = streets.derived_mut(name).filter(|form| name != NONE && form.skeleton == NONE) {
        form.skeleton = sounds.number(&normalize::skeleton(&normalize::street_name(street)), |_| ());
    }
    [name, places.number(number, Outline::of), point]
}

/// The numbers of where an address is, its street left out.
fn place_of(address: &PostalAddress, seen: &mut SeenValues, places: &mut Values<Outline>) -> Address {
    let PostalAddress { locality, region, postal_code, country, .. } = address;
    let key = |part: PostalAddress| AddressKey::of(&part).unwrap_or_default();
    let area = seen.areas.or_make((region, country), || {
        let AddressKey { region, country, .. } =
            key(PostalAddress { region: region.clone(), country: country.clone(), ..PostalAddress::default() });
        let area = if region.is_empty() { country } else { [region, country].join(", ") };
        places.number(&area, Outline::of)
    });
    let postal_code = seen.postal_codes.or_make((postal_code, country), || {
        let postal_code = postal_code.clone();
        let part = PostalAddress { postal_code, country: country.clone(), ..PostalAddress::default() };
        places.number(&key(part).postal_code, Outline::of)
    });
    let locality = seen.localities.or_make(locality, || {
        let part = PostalAddress { locality: locality.clone(), ..PostalAddress::default() };
        places.number(&key(part).locality, Outline::of)
    });
    let place = seen.places.or_make([locality, area], || number_place(locality, area, places));
    Address { locality, postal_code, place, area, ..Address::default() }
}

/// The number of a locality in its area; nothing if there is no locality.
pub(super) fn number_place(locality: u32, area: u32, places: &mut Values<Outline>) -> u32 {
    if locality == NONE {
        return NONE;
    }
    let text = [places.text(locality), ", ", places.text(area)].concat();
    places.number(&text, Outline::of)
}

/// The number of a folded name of one or several words.
pub(super) fn number_name(names: &mut Values<NameForm>, sounds: &mut Values, text: &str) -> u32 {
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

/// A web address without its scheme, `www.` and last slash, in lower case.
fn url_key(text: &str) -> String {
    let text: String = text.trim().chars().flat_map(char::to_lowercase).take(normalize::LONGEST).collect();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{AddressKey, NameKey, PersonName, PostalAddress, Records};
    use crate::contact::{Contact, ContactKind, Field};

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// All ways to choose a text for each of some parts.
    fn choices(parts: &[&[&str]]) -> Vec<Vec<Option<String>>> {
        parts.iter().fold(vec![Vec::new()], |chosen, texts| {
            let with = |before: &Vec<_>| texts.iter().map(|text| [before.as_slice(), &[some(text)]].concat()).collect();
            chosen.iter().flat_map::<Vec<_>, _>(with).collect()
        })
    }

    #[test]
    fn a_name_of_parts_seen_before_is_the_name_of_its_key() {
        let names = choices(&[
            &["", "Jean-Luc", "Dr. Jean", "Abd", "J.", "-"],
            &["", "Q.", "al Rahman", "?"],
            &["", "van der Berg", "Smith Jr", "el Khoury", "Abd el Aziz", "..."],
            &["", "III", "PhD"],
        ]);
        let mut records = Records::new();
        for _ in 0..2 {
            for parts in &names {
                let [given, middle, family, suffix] = parts.clone().try_into().unwrap();
                let name = PersonName { given, middle, family, suffix, ..PersonName::default() };
                let key = NameKey::of(&name);
                let mut contact = Contact::person("1");
                contact.names.push(Field::of(name));
                let row = records.push(&contact);
                let text = |number| records.name_values.text(number);
                let stored = records.names.first(row);
                let stored =
                    stored.map(|name| (text(name.given), text(name.middle), text(name.family), name.generation));
                let key = key.as_ref();
                assert_eq!(stored, key.map(|key| (&*key.given, &*key.middle, &*key.family, key.generation)));
            }
        }
    }

    #[test]
    fn a_user_of_an_e_mail_address_is_a_guess_at_a_name() {
        let name_of = |name: &str, email: &str, kind: ContactKind| {
            let mut contact = Contact::person("1");
            contact.kind = kind;
            contact.names.extend((!name.is_empty()).then(|| Field::parse(name)));
            contact.emails.push(Field::parse(email));
            let mut records = Records::new();
            let row = records.push(&contact);
            let name = records.names.first(row)?;
            let parts = [name.given, name.family].map(|part| records.name_values.text(part));
            Some((parts.join(" ").trim().to_owned(), name.is_guess))
        };
        let person = ContactKind::Person;
        let some = |name: &str, is_guess| Some((name.to_owned(), is_guess));
        assert_eq!(name_of("", "Ada.Byron7@x.org", person), some("ada byron", true));
        assert_eq!(name_of("Ada King", "ada.byron@x.org", person), some("ada king", false));
        assert_eq!(name_of("n/a", "li_wei+news@x.org", person), some("li wei", true));
        for email in ["adabyron@x.org", "a.byron@x.org", "customer.service@x.org", "ada.byron.x@x.org", "ada.byron"] {
            assert_eq!(name_of("", email, person), None, "{email}");
        }
        assert_eq!(name_of("", "ada.byron@x.org", ContactKind::Organization), None);
        assert_eq!(name_of("abyron", "ABYRON@x.org", person), some("abyron", true));
        assert!(name_of("ada1815", "a@x.org", person).is_some_and(|(_, is_guess)| is_guess));
        assert_eq!(name_of("Ada", "a@x.org", person), some("ada", false));
    }

    #[test]
    fn an_address_of_parts_seen_before_is_the_address_of_its_key() {
        let addresses = choices(&[
            &["", "Hauptstr. 5", "12 Elm Ave Apt 4", "-", "5 Avenue"],
            &["", "Wien", "Vienna", "?"],
            &["", "California", "W.A.", "GA"],
            &["", "1010", "A-1010", "2134", "02134-1234"],
            &["", "US", "Austria", "Atlantis"],
        ]);
        let mut records = Records::new();
        for _ in 0..2 {
            for parts in &addresses {
                let [street, locality, region, postal_code, country] = parts.clone().try_into().unwrap();
                let address = PostalAddress { street, locality, region, postal_code, country };
                let key = AddressKey::of(&address);
                let mut contact = Contact::person("1");
                contact.addresses.push(Field::of(address));
                let row = records.push(&contact);
                let stored = records.addresses.first(row).map(|address| {
                    let place = |number| records.place_values.text(number).to_owned();
                    let street = |number| records.street_values.text(number).to_owned();
                    (
                        [street(address.street), street(address.point)],
                        [address.number, address.locality, address.postal_code, address.area, address.place].map(place),
                    )
                });
                let key = key.map(|AddressKey { street, number, locality, region, postal_code, country }| {
                    let point = if street.is_empty() || number.is_empty() {
                        String::new()
                    } else {
                        format!("{number} {street}")
                    };
                    let area = if region.is_empty() { country } else { format!("{region}, {country}") };
                    let place = if locality.is_empty() { String::new() } else { format!("{locality}, {area}") };
                    ([street, point], [number, locality, postal_code, area, place])
                });
                assert_eq!(stored, key);
            }
        }
    }
}
