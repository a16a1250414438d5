//! Small random sets of contacts for the laws of matching: few people, many spellings, much missing.

use contactkit::contact::{Contact, CountryCode, Employment, Field, Gender, PersonName, Phone, PostalAddress};
use contactkit::matching::{LinkType, Matcher, Model, Records, Resolution};
use proptest::prelude::*;

/// The values that a record may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Given,
    Middle,
    Family,
    Suffix,
    Nickname,
    Gender,
    Email,
    Phone,
    Street,
    Locality,
    PostalCode,
    BirthDate,
    Organization,
    JobTitle,
    Url,
}

impl Part {
    const COUNT: usize = 15;
}

/// The parts that say no more than how somebody is called.
pub const NAMES: u16 = 0b11_1111;

/// All parts.
pub const EVERYTHING: u16 = 0x7fff;

/// Contacts that a failing law shows one a line.
#[derive(Clone)]
pub struct Set(pub Vec<Contact>);

impl std::ops::Deref for Set {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        &self.0
    }
}

impl std::fmt::Debug for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn texts<T>(fields: &[Field<T>]) -> Vec<&str> {
            fields.iter().map(|field| field.text.as_str()).collect()
        }
        for contact in &self.0 {
            let Contact { id, kind, source, gender, .. } = contact;
            write!(f, "\n{id} {kind:?} {source:?} {gender:?}")?;
            for values in [
                texts(&contact.names),
                texts(&contact.organization_names),
                texts(&contact.employments),
                texts(&contact.emails),
                texts(&contact.phones),
                texts(&contact.addresses),
                texts(&contact.birth_dates),
                texts(&contact.urls),
            ] {
                write!(f, " {values:?}")?;
            }
            for name in contact.names.iter().filter_map(Field::value) {
                write!(f, " {:?}", [&name.given, &name.middle, &name.family, &name.suffix, &name.nickname])?;
            }
        }
        Ok(())
    }
}

/// A record before it is made: who it is of, what of that it has, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The person or organization.
    entity: usize,
    /// A bit for each [`Part`] that the record has.
    parts: u16,
    /// Parts that are written in another way.
    slips: Vec<(usize, Slip)>,
    /// Another person, some of whose e-mails, phones, names or addresses the record has too.
    other: Option<(usize, u16)>,
}

#[derive(Debug, Clone)]
enum Slip {
    Drop(usize),
    Swap(usize),
    UpperCase,
    OfAnother(usize),
    Anything(String),
}

/// Sets of up to 40 contacts with the parts of `mask`.
pub fn sets(mask: u16) -> impl Strategy<Value = Set> {
    proptest::collection::vec(drafts(mask), 0..=40)
        .prop_map(|drafts| Set(drafts.iter().enumerate().map(|(number, draft)| contact(number, draft)).collect()))
}

fn drafts(mask: u16) -> impl Strategy<Value = Draft> {
    let parts = prop_oneof![3 => Just(EVERYTHING), 4 => any::<u16>(), 2 => any::<u16>().prop_map(|bits| bits & 0x1555)];
    let slip = prop_oneof![
        (0..20usize).prop_map(Slip::Drop),
        (0..20usize).prop_map(Slip::Swap),
        Just(Slip::UpperCase),
        (0..12usize).prop_map(Slip::OfAnother),
        "[ -~]{0,12}".prop_map(Slip::Anything),
        any::<String>().prop_map(Slip::Anything),
    ];
    let slips = proptest::collection::vec((0..Part::COUNT, slip), 0..4);
    let other = proptest::option::weighted(0.2, (0..12usize, any::<u16>()));
    (0..12usize, parts, slips, other).prop_map(move |(entity, parts, slips, other)| Draft {
        entity,
        parts: parts & mask,
        slips,
        other: other.map(|(entity, parts)| (entity, parts & mask)),
    })
}

/// What a part of a person is when it is written well. Persons share given names, family names, addresses, switchboards
/// and employers; only their e-mail addresses and birth dates are their own, and not all of those.
fn original(entity: usize, part: Part) -> String {
    let of = |values: &[&str]| values.get(entity % values.len()).map_or_else(String::new, |text| (*text).to_owned());
    match part {
        Part::Given => of(&["Robert", "Anna", "Jürgen", "María", "Wei", "Bob", "J."]),
        Part::Middle => of(&["", "Lee", "", "J."]),
        Part::Family => of(&["Müller", "Smith", "Nguyen", "García López", "O'Neill"]),
        Part::Suffix => of(&["", "", "Jr.", "", "Sr."]),
        Part::Nickname => of(&["", "Bob", "", ""]),
        Part::Gender => of(&["m", "f", ""]),
        Part::Email => of(&[
            "bob@example.org",
            "a.smith@acme.com",
            "info@acme.com",
            "juergen.mueller@example.de",
            "maria@garcia.es",
            "w.ng@gmail.com",
            "neill+x@gmail.com",
        ]),
        Part::Phone => {
            of(&["+1 415 555 0132", "415 555 0132", "+49 30 901820", "+1 415 555 0132 x7", "+44 20 7946 0958"])
        }
        Part::Street => of(&["12 High Street", "Hauptstr. 5", "12 High St.", "1 Infinite Loop"]),
        Part::Locality => of(&["London", "Köln", "Springfield"]),
        Part::PostalCode => of(&["SW1A 1AA", "50667", "62701", ""]),
        Part::BirthDate => {
            of(&["1980-02-03", "1980-03-02", "1975-12-31", "1990", "--05-17", "2001-07-09", "1980-02-03"])
        }
        Part::Organization => of(&["Acme GmbH", "Acme", "Nordwind AG", "University of Springfield"]),
        Part::JobTitle => of(&["Engineer", "Sales Manager", "Engineer"]),
        Part::Url => of(&["https://www.acme.com/", "acme.com", "bob.example.org"]),
    }
}

/// The contact of a draft. Its key does not stand in the order of the numbers.
fn contact(number: usize, draft: &Draft) -> Contact {
    let organization = draft.entity % 6 == 5;
    let key = format!("{:05}", number * 7919 % 10_007);
    let mut contact = if organization { Contact::organization(key) } else { Contact::person(key) };
    contact.source = [None, Some("crm"), Some("form")].get(draft.entity % 3).copied().flatten().map(str::to_owned);
    fill(&mut contact, draft.entity, draft.parts, &draft.slips);
    if let Some((other, parts)) = draft.other {
        fill(&mut contact, other, parts, &[]);
    }
    contact
}

/// A person without a name and an e-mail address, with some of the other parts.
pub fn unnamed(id: &str, parts: u16) -> Contact {
    let mut contact = Contact::person(id);
    fill(&mut contact, 0, parts & EVERYTHING & !NAMES & !(1 << Part::Email as u16), &[]);
    contact
}

fn fill(contact: &mut Contact, entity: usize, parts: u16, slips: &[(usize, Slip)]) {
    let text = |part: Part| -> Option<String> {
        let of_part = slips.iter().filter(|(number, _)| *number == part as usize);
        let text = of_part.fold(original(entity, part), |text, (_, slip)| slipped(&text, part, slip));
        (parts >> (part as u16) & 1 == 1 && !text.is_empty()).then_some(text)
    };
    let mut name = PersonName::default();
    name.given = text(Part::Given);
    name.middle = text(Part::Middle);
    name.family = text(Part::Family);
    name.suffix = text(Part::Suffix);
    name.nickname = text(Part::Nickname);
    if name != PersonName::default() {
        contact.names.push(Field::of(name));
    }
    contact.gender = match text(Part::Gender).as_deref() {
        Some("m") => Some(Gender::Male),
        Some("f") => Some(Gender::Female),
        _ => contact.gender,
    };
    contact.emails.extend(text(Part::Email).map(Field::parse));
    let read = |text| Field::read(text, |text| Phone::parse(text, CountryCode::of("US")));
    contact.phones.extend(text(Part::Phone).map(read));
    let mut address = PostalAddress::default();
    address.street = text(Part::Street);
    address.locality = text(Part::Locality);
    address.postal_code = text(Part::PostalCode);
    if !address.is_empty() {
        contact.addresses.push(Field::of(address));
    }
    contact.birth_dates.extend(text(Part::BirthDate).map(Field::parse));
    let (organization, title) = (text(Part::Organization), text(Part::JobTitle));
    if contact.kind == contactkit::contact::ContactKind::Organization {
        contact.organization_names.extend(organization.map(Field::parse));
    } else if organization.is_some() || title.is_some() {
        let employment = Employment::new(&organization.unwrap_or_default(), &title.unwrap_or_default());
        contact.employments.push(Field::of(employment));
    }
    contact.urls.extend(text(Part::Url).map(Field::parse));
}

fn slipped(text: &str, part: Part, slip: &Slip) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let count = chars.len();
    match slip {
        Slip::Drop(at) if count > 0 => _ = chars.remove(at % count),
        Slip::Swap(at) if count > 1 => chars.swap(at % (count - 1), at % (count - 1) + 1),
        Slip::Drop(_) | Slip::Swap(_) => {}
        Slip::UpperCase => return text.to_uppercase(),
        Slip::OfAnother(other) => return original(*other, part),
        Slip::Anything(text) => return text.clone(),
    }
    chars.into_iter().collect()
}

/// The records of contacts, in their order.
pub fn records_of<'c>(contacts: impl IntoIterator<Item = &'c Contact>) -> Records {
    let mut records = Records::new();
    contacts.into_iter().for_each(|contact| _ = records.push(contact));
    records
}

/// All pairs of rows.
pub fn pairs(records: &Records) -> Vec<(u32, u32)> {
    let count = u32::try_from(records.len()).unwrap();
    (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right))).collect()
}

/// A set and the same set in another order.
pub fn shuffled_sets() -> impl Strategy<Value = (Set, Set)> {
    let shuffled = |set: Set| (Just(set.clone()), Just(set.0).prop_shuffle().prop_map(Set));
    sets(EVERYTHING).prop_flat_map(shuffled)
}

/// A resolution whose links are all pairs that were scored, because no probability is too small.
pub fn resolve_all(records: &Records, model: &Model, link_type: LinkType) -> Resolution {
    let mut model = model.clone();
    model.possible_match_probability = 0.0;
    Matcher::with_model(model).link_type(link_type).resolve(records)
}
