//! Keys: what of a record stands for it under a rule.

use super::super::records::{EmailForm, Name, NameForm, Records};
use super::super::values::NONE;
use super::rule::{BlockingRule, Refinement};
use crate::contact::PartialDate;

/// Stirs a number into a hash (after Steele, Lea and Flood 2014).
pub(super) fn mix(hash: u64, part: u64) -> u64 {
    let mixed = (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

/// The bits of a key that are left free for the place of a row.
pub(super) const FREE: u32 = 10;

/// Puts numbers together into one key. A collision only makes a candidate more.
fn key(rule: BlockingRule, parts: [u64; 3]) -> u64 {
    parts.into_iter().fold(rule as u64 + 1, mix) >> FREE << FREE
}

/// The key of the records of a key that have a value of a refining field.
pub(crate) fn part_key(key: u64, value: u64) -> u64 {
    mix(mix(key, 1), value)
}

/// The keys of a record under a rule.
pub(crate) fn rule_keys(records: &Records, row: u32, rule: BlockingRule, keys: &mut Vec<u64>) {
    let mut add = |parts: [u64; 3]| keys.push(key(rule, parts));
    let names = records.names.row(row);
    let places = records.addresses.row(row);
    match rule {
        BlockingRule::Email => records.emails.row(row).iter().for_each(|&email| add([email.into(), 0, 0])),
        BlockingRule::Phone => {
            let forms = records.phones.row(row).iter().filter_map(|&phone| records.phone_values.derived(phone));
            forms.filter(|form| form.number > 99_999).for_each(|form| add([form.tail.into(), 0, 0]));
        }
        BlockingRule::Url => records.urls.row(row).iter().for_each(|&url| add([url.into(), 0, 0])),
        BlockingRule::EmailUser => {
            // a short user says little without the beginning of the domain
            let rest = |form: &EmailForm| match records.email_parts.text(form.user).len() {
                5.. => 0,
                _ => records.email_parts.text(form.domain).bytes().next().unwrap_or_default().into(),
            };
            let forms = records.email_forms(row).filter(|form| !form.is_role);
            forms.for_each(|form| add([form.user.into(), rest(form), 0]));
        }
        BlockingRule::EmailDomain => {
            for form in
                records.email_forms(row).filter(|form| !form.is_role && !form.is_provider && form.domain != NONE)
            {
                let initial = records.email_parts.text(form.user).bytes().next().unwrap_or_default();
                add([form.domain.into(), initial.into(), 0]);
            }
        }
        BlockingRule::FullName => {
            for name in names {
                for given in name_keys(records, name.given) {
                    for family in name_keys(records, name.family) {
                        add([given.min(family), given.max(family), 0]);
                    }
                }
            }
        }
        BlockingRule::BirthDate => {
            for &date in records.birth_dates.row(row) {
                add([date.into(), 0, 0]);
            }
        }
        BlockingRule::OrganizationAndName => {
            for organization in organizations(records, row) {
                parts(names).for_each(|part| add([organization, form(records, part, |form| form.sound.into()), 0]));
            }
        }
        BlockingRule::OrganizationAndPlace => {
            for organization in organizations(records, row) {
                let localities = places.iter().map(|place| place.locality).filter(|&locality| locality != NONE);
                localities.for_each(|locality| add([organization, locality.into(), 0]));
                if names.is_empty() {
                    add([organization, 0, 1]);
                }
            }
        }
        BlockingRule::Sound => {
            for name in names.iter().filter(|name| name.given != NONE && name.family != NONE) {
                let [a, b] = [name.given, name.family].map(|part| form(records, part, |form| form.sound.into()));
                add([a.min(b), a.max(b), 0]);
            }
        }
        BlockingRule::BirthYearAndName => {
            let year: u64 = refine(records, row, Refinement::BirthYear).into();
            for part in parts(names).filter(|_| year != 0) {
                name_keys(records, part).for_each(|name| add([year, name, 0]));
            }
        }
        BlockingRule::House
        | BlockingRule::HouseNumberAndPlace
        | BlockingRule::PostalCodeAndName
        | BlockingRule::LocalityAndName
        | BlockingRule::PlaceAndInitials => place_keys(records, row, rule, add),
        // no key is asked for
        BlockingRule::Everyone => {}
        BlockingRule::JobTitleAndArea => {
            for place in places.iter().filter(|place| place.area != NONE) {
                for &title in records.titles.row(row) {
                    for part in parts(names) {
                        add([title.into(), place.area.into(), form(records, part, |form| form.initial.into())]);
                    }
                }
            }
        }
    }
}

/// The keys of a record under a rule of where somebody lives.
fn place_keys(records: &Records, row: u32, rule: BlockingRule, mut add: impl FnMut([u64; 3])) {
    let names = records.names.row(row);
    let places = records.addresses.row(row);
    match rule {
        BlockingRule::House => {
            for place in places.iter().filter(|place| place.street != NONE) {
                let street = records.street_values.derived(place.street).map_or(0, |form| form.skeleton);
                // farms and villages have no numbers
                let house = if place.number == NONE { [place.locality, 1] } else { [place.number, 0] };
                if house != [NONE, 1] {
                    add([street.into(), house[0].into(), house[1].into()]);
                }
            }
        }
        BlockingRule::HouseNumberAndPlace => {
            for place in places.iter().filter(|place| place.number != NONE) {
                let towns = [(place.postal_code, 0), (place.locality, 1)].into_iter();
                towns
                    .filter(|&(town, _)| town != NONE)
                    .for_each(|(town, kind)| add([place.number.into(), town.into(), kind]));
                // what is misspelled is often the end of a street's name or its type
                let street = records.street_values.derived(place.street).map_or(0, |form| form.skeleton);
                let beginning = records.sound_values.text(street).bytes().take(BEGINNING);
                if street != NONE {
                    add([place.number.into(), beginning.fold(0, |all, byte| all << 8 | u64::from(byte)), 2]);
                }
            }
        }
        BlockingRule::PostalCodeAndName => {
            for place in places.iter().filter(|place| place.postal_code != NONE) {
                for part in parts(names) {
                    name_keys(records, part).for_each(|name| add([place.postal_code.into(), name, 0]));
                }
            }
        }
        BlockingRule::LocalityAndName => {
            for place in places.iter().filter(|place| place.locality != NONE) {
                for part in parts(names) {
                    name_keys(records, part).for_each(|name| add([place.locality.into(), name, 0]));
                }
            }
        }
        BlockingRule::PlaceAndInitials => {
            for place in places {
                let [code, locality] = [place.postal_code, place.locality].map(u64::from);
                let place = if code == 0 { [0, locality] } else { [1, code] };
                if place != [0, 0] {
                    initials(records, names).for_each(|initials| add([place[0], place[1], initials]));
                }
            }
        }
        _ => {}
    }
}

/// How many letters of a street's skeleton are its beginning.
const BEGINNING: usize = 4;

/// The first letters of given and family name, in their order in the alphabet.
fn initials(records: &Records, names: &[Name]) -> impl Iterator<Item = u64> {
    names.iter().filter(|name| name.given != NONE && name.family != NONE).map(|name| {
        let [a, b] = [name.given, name.family].map(|part| form(records, part, |form| form.initial.into()));
        a.min(b) << 8 | a.max(b)
    })
}

/// The given and family names of a record.
fn parts(names: &[Name]) -> impl Iterator<Item = u32> {
    names.iter().flat_map(|name| [name.given, name.family]).filter(|&part| part != NONE)
}

fn form(records: &Records, name: u32, of: impl Fn(&NameForm) -> u64) -> u64 {
    records.name_values.derived(name).map_or(0, of)
}

/// What a name may stand for: its formal names, else its spelling's skeleton.
fn name_keys(records: &Records, name: u32) -> impl Iterator<Item = u64> {
    /// Formal names are numbered beyond all skeletons.
    const FORMAL: u64 = 1 << 32;
    let form = records.name_values.derived(name).filter(|_| name != NONE);
    let formal = form.map_or(&[][..], |form| form.formal);
    let skeleton = form.filter(|_| formal.is_empty()).map(|form| u64::from(form.skeleton));
    formal.iter().take(4).map(|&root| FORMAL + u64::from(root)).chain(skeleton)
}

fn organizations(records: &Records, row: u32) -> impl Iterator<Item = u64> {
    let forms = records.organizations.row(row).iter().filter_map(|&one| records.organization_values.derived(one));
    forms.map(|form| form.skeleton.into())
}

/// The value of a refining field; 0 for none.
pub(crate) fn refine(records: &Records, row: u32, by: Refinement) -> u32 {
    let name = records.names.first(row);
    let part = |part: Option<u32>| part.and_then(|part| records.name_values.derived(part));
    let place = records.addresses.first(row);
    match by {
        Refinement::Given => part(name.map(|name| name.given)).map_or(0, |form| form.sound),
        Refinement::Family => part(name.map(|name| name.family)).map_or(0, |form| form.sound),
        Refinement::Initial => part(name.map(|name| name.given)).map_or(0, |form| form.initial.into()),
        Refinement::BirthYear => {
            let date = records.birth_dates.first(row).and_then(|&date| records.date_values.derived(date).copied()?);
            date.and_then(PartialDate::year).map_or(0, |year| year.unsigned_abs().into())
        }
        Refinement::Locality => place.map_or(0, |place| place.locality),
        Refinement::PostalCode => place.map_or(0, |place| place.postal_code),
        Refinement::Street => place.map_or(0, |place| place.street),
        Refinement::Organization => {
            let organization = records.organizations.first(row);
            organization.and_then(|&one| records.organization_values.derived(one)).map_or(0, |form| form.skeleton)
        }
    }
}
