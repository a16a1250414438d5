//! From a row of a file to a [`Contact`].

use std::borrow::Cow;

use contactkit::contact::{
    Contact, ContactKind, CountryCode, Custom, Employment, Field, Gender, NameOrder, PartialDate, PersonName, Phone,
    PhoneOptions, PostalAddress,
};
use csv::ByteRecord;

use super::columns::{AddressPart, Plan, Single, Slot};
use super::nothing::says_nothing;

/// A row as a contact.
#[derive(Debug)]
pub struct Row {
    pub contact: Contact,
    /// Whether the row had no key, so that its contact has none.
    pub lacks_id: bool,
    /// Whether a text was not UTF-8, and was read as Windows-1252.
    pub is_legacy: bool,
    /// Whether a cell had a text that says nothing, and was read as empty.
    pub says_nothing: bool,
}

/// The single values of a row, each where [`Single`] says.
type Singles<'r> = [Option<Cow<'r, str>>; Single::COUNT];

/// What people and programs put between two values.
const BETWEEN: [char; 4] = [';', ',', '|', '\n'];

/// Reads a row; `region` is the country of phone numbers in rows that name none.
///
/// No text is changed: what cannot be read as a value stays as text with the reason. Only what [says
/// nothing](says_nothing) is left out.
pub fn read(record: &ByteRecord, plan: &Plan, region: Option<CountryCode>) -> Row {
    let mut row = Row { contact: Contact::default(), lacks_id: false, is_legacy: false, says_nothing: false };
    let contact = &mut row.contact;
    let mut singles: Singles<'_> = Default::default();
    let mut addresses: Vec<Draft> = Vec::new();
    addresses.resize_with(plan.addresses.len(), Draft::default);
    let mut phones: Vec<(Cow<'_, str>, Option<&str>)> = Vec::new();

    // one look at the whole row is cheaper than one at each value
    let whole = std::str::from_utf8(record.as_slice()).ok();
    for (column, slot) in &plan.slots {
        let Some(bytes) = record.get(*column).filter(|bytes| !bytes.trim_ascii().is_empty()) else { continue };
        let (text, is_legacy) = match whole.zip(record.range(*column)).and_then(|(whole, range)| whole.get(range)) {
            Some(text) => (Cow::Borrowed(text), false),
            None => decode(bytes),
        };
        row.is_legacy |= is_legacy;
        if says_nothing(&text, *slot, record) {
            row.says_nothing = true;
            continue;
        }
        match *slot {
            Slot::Single(single) => {
                if let Some(place) = singles.get_mut(single as usize) {
                    *place = Some(text);
                }
            }
            Slot::Email(label) => add_values(&mut contact.emails, Field::parse(text), label, |part| Field::parse(part)),
            Slot::Phone(label) => phones.push((text, label)),
            Slot::Url => add(&mut contact.urls, Field::parse(text)),
            Slot::Note => contact.notes.push(text.into_owned()),
            Slot::Address(address, part) => {
                if let Some(address) = addresses.get_mut(address) {
                    address.add(part, text);
                }
            }
        }
    }

    for (draft, label) in addresses.into_iter().zip(&plan.addresses) {
        if let Some(address) = draft.finish() {
            add(&mut contact.addresses, labeled(address, *label));
        }
    }
    let country = if phones.is_empty() { None } else { contact.country_code() };
    let options = PhoneOptions { country, default: region };
    for (text, label) in phones {
        let read = |text: &str| Phone::parse_with(text, options);
        add_values(&mut contact.phones, Field::read(text, read), label, |part| Field::read(part, read));
    }
    let mut take = |single: Single| singles.get_mut(single as usize).and_then(Option::take);
    row.lacks_id = match take(Single::Id) {
        Some(id) => {
            contact.id = id.into_owned();
            false
        }
        None => true,
    };
    contact.source = take(Single::Source).map(Cow::into_owned);
    if let Some(date) = take(Single::BirthDate) {
        add(&mut contact.birth_dates, Field::parse(date));
    }
    if let Some(text) = take(Single::Gender) {
        contact.gender = gender(&text);
        if contact.gender.is_none() {
            let value = Field::read(text, |text| Ok(Custom::Text(text.to_owned())));
            contact.custom.insert("gender".to_owned(), vec![value]);
        }
    }
    let seen = take(Single::Seen).and_then(|text| text.parse().ok());
    add_names(contact, plan.name_order, &mut take);
    if let Some(date) = seen {
        see(contact, date);
    }
    row
}

/// Adds a value. Most rows have one of each kind, and room for more would be most of what a contact takes.
fn add<T>(values: &mut Vec<Field<T>>, value: Field<T>) {
    if values.is_empty() {
        values.reserve_exact(1);
    }
    values.push(value);
}

/// Adds the value of a cell; where it has none as a whole, the values that stand in it side by side: `a@b.org; c@d.org`.
fn add_values<T>(values: &mut Vec<Field<T>>, whole: Field<T>, label: Option<&str>, read: impl Fn(&str) -> Field<T>) {
    let begun = values.len();
    if whole.outcome.is_err() && whole.text.contains(BETWEEN) {
        let parts = whole.text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
        values.extend(parts.map(|part| labeled(read(part), label)));
    }
    let are_all_read = values.iter().skip(begun).all(|part| part.outcome.is_ok());
    if values.len() < begun + 2 || !are_all_read {
        values.truncate(begun);
        add(values, labeled(whole, label));
    }
}

/// Notes of all values when they were last known to be so.
fn see(contact: &mut Contact, date: PartialDate) {
    fn all<T>(fields: &mut [Field<T>], date: PartialDate) {
        fields.iter_mut().for_each(|field| field.seen = Some(date));
    }
    all(&mut contact.names, date);
    all(&mut contact.organization_names, date);
    all(&mut contact.employments, date);
    all(&mut contact.emails, date);
    all(&mut contact.phones, date);
    all(&mut contact.addresses, date);
    all(&mut contact.birth_dates, date);
    all(&mut contact.urls, date);
}

/// Adds the names of a person, or of an organization if there are none.
fn add_names<'r>(contact: &mut Contact, order: NameOrder, take: &mut impl FnMut(Single) -> Option<Cow<'r, str>>) {
    let mut take = |single| take(single).map(Cow::into_owned);
    let mut name = PersonName::default();
    name.given = take(Single::GivenName);
    name.middle = take(Single::MiddleName);
    name.family = take(Single::FamilyName);
    name.nickname = take(Single::Nickname);
    let has_parts = name.given.is_some() || name.middle.is_some() || name.family.is_some();
    let full = take(Single::FullName);
    let parsed = |full: String| Field::read(full, |text| PersonName::parse_with(text, order));
    let (prefix, suffix) = (take(Single::Prefix), take(Single::Suffix));

    let is_named = has_parts || full.is_some() || name.nickname.is_some();
    let (organization, job_title) = (take(Single::Organization), take(Single::JobTitle));
    // Only people have jobs, birthdays and salutations: a row with one of them is of a person whose name is not known.
    let is_person = is_named || job_title.is_some() || prefix.is_some() || !contact.birth_dates.is_empty();

    match full {
        // The parts say more than the whole; a whole that says something else is kept beside them.
        Some(full) if has_parts => {
            (name.prefix, name.suffix) = (prefix, suffix);
            let parts = Field::of(name);
            let same = parts.text.trim().to_lowercase() == full.trim().to_lowercase();
            contact.names.push(parts);
            if !same {
                contact.names.push(parsed(full));
            }
        }
        Some(full) => {
            let mut field = parsed(full);
            if let Ok(read) = &mut field.outcome {
                read.prefix = prefix.or(read.prefix.take());
                read.suffix = suffix.or(read.suffix.take());
                read.nickname = name.nickname.or(read.nickname.take());
            }
            add(&mut contact.names, field);
        }
        None if is_named || prefix.is_some() || suffix.is_some() => {
            (name.prefix, name.suffix) = (prefix, suffix);
            add(&mut contact.names, Field::of(name));
        }
        None => {}
    }
    match organization {
        Some(organization) if !is_person => {
            contact.kind = ContactKind::Organization;
            add(&mut contact.organization_names, Field::parse(organization));
        }
        organization if organization.is_some() || job_title.is_some() => {
            let employment = Employment::new(&organization.unwrap_or_default(), &job_title.unwrap_or_default());
            add(&mut contact.employments, Field::of(employment));
        }
        _ => {}
    }
}

fn labeled<T>(field: Field<T>, label: Option<&str>) -> Field<T> {
    match label {
        Some(label) => field.labeled(label),
        None => field,
    }
}

fn gender(text: &str) -> Option<Gender> {
    match text.trim().to_lowercase().as_str() {
        "f" | "female" | "w" | "weiblich" | "frau" | "woman" | "femme" | "féminin" | "mujer" | "femenino"
        | "femminile" | "feminino" | "vrouw" | "kvinna" | "kvinne" | "kvinde" | "nainen" | "kobieta" | "žena" | "ж"
        | "женский" | "女" | "女性" => Some(Gender::Female),
        "m" | "male" | "männlich" | "mann" | "herr" | "man" | "homme" | "masculin" | "hombre" | "masculino"
        | "maschile" | "mand" | "mies" | "mężczyzna" | "muž" | "м" | "мужской" | "男" | "男性" => {
            Some(Gender::Male)
        }
        "x" | "d" | "o" | "other" | "divers" | "diverse" | "non-binary" | "nonbinary" | "nb" | "none" => {
            Some(Gender::Other)
        }
        _ => None,
    }
}

/// An address while its columns are read.
#[derive(Debug, Default)]
struct Draft {
    address: PostalAddress,
    whole: Option<String>,
}

impl Draft {
    fn add(&mut self, part: AddressPart, text: Cow<'_, str>) {
        let text = text.into_owned();
        match part {
            AddressPart::Street | AddressPart::StreetLine => match &mut self.address.street {
                Some(street) => {
                    let is_number =
                        |text: &str| text.len() <= 6 && text.starts_with(|char: char| char.is_ascii_digit());
                    street.push_str(if is_number(street) || is_number(&text) { " " } else { ", " });
                    street.push_str(&text);
                }
                street => *street = Some(text),
            },
            AddressPart::Whole => self.whole = Some(text),
            AddressPart::Locality => self.address.locality = Some(text),
            AddressPart::Region => self.address.region = Some(text),
            AddressPart::PostalCode => self.address.postal_code = Some(text),
            AddressPart::Country => self.address.country = Some(text),
        }
    }

    fn finish(mut self) -> Option<Field<PostalAddress>> {
        if let Some(whole) = self.whole {
            if self.address.is_empty() {
                return Some(Field::parse(whole));
            }
            if self.address.street.is_none() {
                self.address.street = Some(whole);
            }
        }
        (!self.address.is_empty()).then(|| Field::of(self.address))
    }
}

/// A text as UTF-8, else as Windows-1252, in which any bytes are a text; and whether it was the latter.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>().into(), true),
    }
}

/// The characters of the bytes 80 to 9F (WHATWG Encoding Standard, index windows-1252); other bytes are their own.
const FROM_80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of a byte.
pub fn windows_1252(byte: u8) -> char {
    usize::from(byte).checked_sub(0x80).and_then(|index| FROM_80.get(index)).copied().unwrap_or(char::from(byte))
}

/// The byte of a character.
pub fn windows_1252_byte(char: char) -> Option<u8> {
    match FROM_80.iter().position(|known| *known == char) {
        Some(index) => u8::try_from(index + 0x80).ok(),
        None => u8::try_from(char).ok(),
    }
}
