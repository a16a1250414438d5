//! [`Plan`]: which value of a contact stands in which column of a file.
//!
//! A plan is made once from a file's header; reading a row then follows it without looking at any header again.

use std::collections::HashMap;

use contactkit::contact::NameOrder;

/// One header in a readable table: what it is called, in many languages.
const HEADERS: &str = include_str!("headers.txt");

/// The columns that the programs write, and the names that are always known.
pub const CANONICAL: [&str; 24] = [
    "id",
    "given_name",
    "middle_name",
    "family_name",
    "full_name",
    "nickname",
    "prefix",
    "suffix",
    "organization",
    "job_title",
    "email",
    "email2",
    "phone",
    "phone2",
    "street",
    "locality",
    "region",
    "postal_code",
    "country",
    "birth_date",
    "gender",
    "url",
    "note",
    "source",
];

/// A value that a row has at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Single {
    Id,
    Source,
    GivenName,
    MiddleName,
    FamilyName,
    FullName,
    Nickname,
    Prefix,
    Suffix,
    Organization,
    JobTitle,
    BirthDate,
    Gender,
    /// The day on which all values of the row were last known to be so.
    Seen,
}

impl Single {
    /// How many there are.
    pub const COUNT: usize = 14;
}

/// A part of a postal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressPart {
    Street,
    /// A further line of the street: unit, floor, house number.
    StreetLine,
    /// The whole address in one text.
    Whole,
    Locality,
    Region,
    PostalCode,
    Country,
}

/// Where the text of a column goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    Single(Single),
    Email(Option<&'static str>),
    Phone(Option<&'static str>),
    /// A part of the address with this number in [`Plan::addresses`].
    Address(usize, AddressPart),
    Url,
    Note,
}

impl Slot {
    /// Whether its texts may stand in a column of [`CANONICAL`].
    pub fn belongs(self, column: &str) -> bool {
        Entry::of(column.trim_end_matches('2')) == Some(Entry::of_slot(self))
    }
}

/// Which value of a contact stands in which column of a file.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Column number from 0 and where its text goes, for every column that is read.
    pub slots: Vec<(usize, Slot)>,
    /// The label of each address: `home`, `work`, or none.
    pub addresses: Vec<Option<&'static str>>,
    /// The headers of all columns as they are written, known or not.
    pub header: Vec<String>,
    /// The headers that are not known.
    pub ignored: Vec<String>,
    /// What a person should know about the header.
    pub warnings: Vec<String>,
    /// The order of the full names, as far as the first of them tell it.
    pub name_order: NameOrder,
}

/// What a header is an entry of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Ignored,
    Single(Single),
    Email,
    Phone,
    Address(AddressPart),
    Url,
    Note,
    /// A family name beside a given name, else the full name.
    Name,
    /// A given name beside a family name, else the full name.
    First,
    /// A prefix beside a job title, else the job title.
    Title,
}

impl Entry {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "ignored" => Self::Ignored,
            "id" => Self::Single(Single::Id),
            "source" => Self::Single(Single::Source),
            "given_name" => Self::Single(Single::GivenName),
            "middle_name" => Self::Single(Single::MiddleName),
            "family_name" => Self::Single(Single::FamilyName),
            "full_name" => Self::Single(Single::FullName),
            "nickname" => Self::Single(Single::Nickname),
            "prefix" => Self::Single(Single::Prefix),
            "suffix" => Self::Single(Single::Suffix),
            "organization" => Self::Single(Single::Organization),
            "job_title" => Self::Single(Single::JobTitle),
            "birth_date" => Self::Single(Single::BirthDate),
            "gender" => Self::Single(Single::Gender),
            "email" => Self::Email,
            "phone" => Self::Phone,
            "street" => Self::Address(AddressPart::Street),
            "street_line" => Self::Address(AddressPart::StreetLine),
            "address" => Self::Address(AddressPart::Whole),
            "locality" => Self::Address(AddressPart::Locality),
            "region" => Self::Address(AddressPart::Region),
            "postal_code" => Self::Address(AddressPart::PostalCode),
            "country" => Self::Address(AddressPart::Country),
            "url" => Self::Url,
            "note" => Self::Note,
            "name" => Self::Name,
            "first" => Self::First,
            "title" => Self::Title,
            _ => return None,
        })
    }

    /// What the texts of a slot are, in the columns that the programs write.
    fn of_slot(slot: Slot) -> Self {
        match slot {
            Slot::Single(single) => Self::Single(single),
            Slot::Email(_) => Self::Email,
            Slot::Phone(_) => Self::Phone,
            Slot::Address(_, AddressPart::StreetLine | AddressPart::Whole) => Self::Address(AddressPart::Street),
            Slot::Address(_, part) => Self::Address(part),
            Slot::Url => Self::Url,
            Slot::Note => Self::Note,
        }
    }

    /// Whether a word such as `home` may stand beside it.
    fn has_places(self) -> bool {
        matches!(self, Self::Email | Self::Phone | Self::Address(_) | Self::Url)
    }
}

/// What a header was recognized as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    entry: Entry,
    place: Option<&'static str>,
    /// The number that the header carries, if it only tells one of several apart.
    number: Option<u8>,
}

/// The table of headers, ready to be asked.
#[derive(Debug)]
pub struct Headers {
    entries: HashMap<String, Entry>,
    places: Vec<(String, &'static str)>,
}

impl Headers {
    /// Reads the table.
    pub fn new() -> Self {
        let mut headers = Self { entries: HashMap::new(), places: Vec::new() };
        let lines = HEADERS.lines().filter(|line| !line.starts_with('#'));
        for (name, synonyms) in lines.filter_map(|line| line.split_once(':')) {
            for key in synonyms.split(',').map(squash).filter(|key| !key.is_empty()) {
                if let Some(place) = name.strip_prefix("place ") {
                    headers.places.push((key, place));
                } else if let Some(entry) = Entry::of(name) {
                    headers.entries.entry(key).or_insert(entry);
                }
            }
        }
        // "personale" must not be cut to "e" by "personal".
        headers.places.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        headers
    }

    /// The same, with a header of the day on which a row's values were last known to be so.
    pub fn with_seen(mut self, header: &str) -> Self {
        self.entries.insert(squash(header), Entry::Single(Single::Seen));
        self
    }

    fn recognize(&self, header: &str) -> Option<Known> {
        let key = squash(header);
        self.find(&key, None).or_else(|| {
            self.places.iter().find_map(|(word, place)| {
                let rest = key.strip_prefix(word.as_str()).or_else(|| key.strip_suffix(word.as_str()))?;
                self.find(rest, Some(place)).filter(|known| known.entry.has_places())
            })
        })
    }

    fn find(&self, key: &str, place: Option<&'static str>) -> Option<Known> {
        let entry = |key: &str| self.entries.get(key).copied();
        if let Some(entry) = entry(key) {
            return Some(Known { entry, place, number: None });
        }
        let number = key
            .chars()
            .filter_map(|char| char.to_digit(10))
            .try_fold(0_u32, |number, digit| number.checked_mul(10).and_then(|number| number.checked_add(digit)))?;
        let key: String = key.chars().filter(|char| !char.is_ascii_digit()).collect();
        // The first of several and the only one are the same: "Phone 1" and "Phone".
        let number = u8::try_from(number).ok()?;
        Some(Known { entry: entry(&key)?, place, number: (number > 1).then_some(number) })
    }

    /// Makes the plan of a header.
    pub fn plan<'h>(&self, header: impl IntoIterator<Item = &'h str>) -> Plan {
        let header: Vec<&str> = header.into_iter().collect();
        let known: Vec<Option<Known>> = header.iter().map(|text| self.recognize(text)).collect();
        let has = |single| known.iter().flatten().any(|known| known.entry == Entry::Single(single));
        let (given, family) = (has(Single::GivenName), has(Single::FamilyName));
        let job = has(Single::JobTitle);
        let has_name = known.iter().flatten().any(|known| known.entry == Entry::Name);

        let texts = header.iter().map(|text| (*text).to_owned()).collect();
        let mut plan = Plan { header: texts, ..Plan::default() };
        let mut addresses: Vec<(Option<&'static str>, Option<u8>)> = Vec::new();
        for (column, (text, known)) in header.iter().zip(&known).enumerate() {
            let Some(Known { entry, place, number }) = *known else {
                if !text.trim().is_empty() {
                    plan.ignored.push(text.trim().to_owned());
                }
                continue;
            };
            let slot = match entry {
                Entry::Ignored => continue,
                Entry::Single(single) => Slot::Single(single),
                // "Vorname, Name" and "Prénom, Nom": a name beside a given name alone is the family's.
                Entry::Name if given && !family => Slot::Single(Single::FamilyName),
                Entry::Name => Slot::Single(Single::FullName),
                // "Nombre, Apellidos" and "Nome, Cognome".
                Entry::First if !given && (family || has_name) => Slot::Single(Single::GivenName),
                Entry::First => Slot::Single(Single::FullName),
                Entry::Title if job => Slot::Single(Single::Prefix),
                Entry::Title => Slot::Single(Single::JobTitle),
                Entry::Email => Slot::Email(place),
                Entry::Phone => Slot::Phone(place),
                Entry::Url => Slot::Url,
                Entry::Note => Slot::Note,
                Entry::Address(part) => {
                    let address = addresses.iter().position(|known| *known == (place, number)).unwrap_or_else(|| {
                        addresses.push((place, number));
                        addresses.len() - 1
                    });
                    Slot::Address(address, part)
                }
            };
            plan.place(column, slot, &header);
        }
        plan.addresses = addresses.into_iter().map(|(place, _)| place).collect();
        plan
    }
}

impl Plan {
    /// Gives a column its slot, unless another column has it already.
    fn place(&mut self, column: usize, slot: Slot, header: &[&str]) {
        let taken = match slot {
            Slot::Single(_) | Slot::Address(_, _) if !matches!(slot, Slot::Address(_, AddressPart::StreetLine)) => {
                self.slots.iter().find(|(_, other)| *other == slot)
            }
            _ => None,
        };
        let Some((first, _)) = taken else {
            self.slots.push((column, slot));
            return;
        };
        let name = |column: usize| header.get(column).map_or("", |text| text.trim());
        self.warnings.push(format!(
            "columns {} ({}) and {} ({}) mean the same: column {} is read, column {} is not",
            first + 1,
            name(*first),
            column + 1,
            name(column),
            first + 1,
            column + 1
        ));
    }

    /// Whether a file with this plan says anything about a contact.
    pub fn is_useful(&self) -> bool {
        self.slots.iter().any(|(_, slot)| !matches!(slot, Slot::Single(Single::Id | Single::Source | Single::Seen)))
    }

    /// Whether the file has keys for its rows.
    pub fn has(&self, single: Single) -> bool {
        self.slots.iter().any(|(_, slot)| *slot == Slot::Single(single))
    }
}

/// A header without what does not count: case, accents, white space, punctuation.
fn squash(header: &str) -> String {
    any_ascii::any_ascii(header)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|char| char.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(header: &str) -> Vec<Option<Slot>> {
        let plan = Headers::new().plan(header.split(','));
        (0..plan.header.len())
            .map(|column| plan.slots.iter().find(|(at, _)| *at == column).map(|(_, slot)| *slot))
            .collect()
    }

    #[test]
    fn every_canonical_column_is_known() {
        let plan = Headers::new().plan(CANONICAL);
        assert_eq!(plan.slots.len(), CANONICAL.len(), "{plan:?}");
        assert!(plan.ignored.is_empty() && plan.warnings.is_empty(), "{plan:?}");
    }

    #[test]
    fn no_header_stands_under_two_columns() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (name, synonyms) in HEADERS.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once(':'))
        {
            assert!(name.starts_with("place ") || Entry::of(name).is_some(), "{name} is no column");
            if name.starts_with("place ") {
                continue;
            }
            for key in synonyms.split(',').map(squash).filter(|key| !key.is_empty()) {
                let first = *seen.entry(key.clone()).or_insert(name);
                assert_eq!(first, name, "{key} stands under both");
            }
        }
    }

    #[test]
    fn headers_of_other_programs_and_languages() {
        use AddressPart as Part;
        let single = |single| Some(Slot::Single(single));
        let address = |number, part| Some(Slot::Address(number, part));
        for (header, expected) in [
            ("First Name,Surname", vec![single(Single::GivenName), single(Single::FamilyName)]),
            ("Vorname,Name", vec![single(Single::GivenName), single(Single::FamilyName)]),
            (
                "Name,Given Name,Family Name",
                vec![single(Single::FullName), single(Single::GivenName), single(Single::FamilyName)],
            ),
            (
                "Prénom,Nom,Société",
                vec![single(Single::GivenName), single(Single::FamilyName), single(Single::Organization)],
            ),
            ("Nombre,Apellidos", vec![single(Single::GivenName), single(Single::FamilyName)]),
            ("Nombre", vec![single(Single::FullName)]),
            ("Title,Job Title", vec![single(Single::Prefix), single(Single::JobTitle)]),
            ("Title", vec![single(Single::JobTitle)]),
            ("E-mail 1 - Value,E-mail 2 - Value", vec![Some(Slot::Email(None)), Some(Slot::Email(None))]),
            ("E-mail 1 - Label,Home Fax,other_id", vec![None, None, None]),
            ("Business Phone 2,Telefon privat", vec![Some(Slot::Phone(Some("work"))), Some(Slot::Phone(Some("home")))]),
            (
                "Straße,PLZ,Ort,Land",
                vec![
                    address(0, Part::Street),
                    address(0, Part::PostalCode),
                    address(0, Part::Locality),
                    address(0, Part::Country),
                ],
            ),
            (
                "Home Street,Home Street 2,Business City,Home ZipCode",
                vec![
                    address(0, Part::Street),
                    address(0, Part::StreetLine),
                    address(1, Part::Locality),
                    address(0, Part::PostalCode),
                ],
            ),
            (
                "Address 1 - City,Address 2 - City,Address 1 - Country",
                vec![address(0, Part::Locality), address(1, Part::Locality), address(0, Part::Country)],
            ),
            (
                "address1,address2,ZIP",
                vec![address(0, Part::Street), address(0, Part::StreetLine), address(0, Part::PostalCode)],
            ),
            (
                "DOB,ГОРОД,電話番号",
                vec![single(Single::BirthDate), address(0, Part::Locality), Some(Slot::Phone(None))],
            ),
        ] {
            assert_eq!(slots(header), expected, "{header}");
        }
    }

    #[test]
    fn the_first_of_two_columns_with_one_meaning_wins() {
        let plan = Headers::new().plan(["City", "email", "E-Mail", "Town"]);
        assert_eq!(plan.slots.len(), 3);
        assert_eq!(plan.warnings, ["columns 1 (City) and 4 (Town) mean the same: column 1 is read, column 4 is not"]);
    }
}
