//! [`Origins`]: of which countries the people of a name are.

use super::logarithm::log2_thousandths;
use super::records::Records;
use super::values::{NONE, fnv};
use crate::contact::CountryCode;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How many records of each country have which names.
///
/// Given and family names of one country come together more often than by chance: in a list of many countries both names
/// of a Kim Seo-jun may be rare, and still there are several of him. So a given name that two share beside a family name
/// is as rare as it is among those who may have that family name.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Origins {
    /// How many records with a full name are of each country, by its two letters.
    pub records: BTreeMap<String, u32>,
    /// By country, how many of its records have each given name, of those that more than one record has.
    pub given_names: BTreeMap<String, BTreeMap<String, u32>>,
    /// The same of family names.
    pub family_names: BTreeMap<String, BTreeMap<String, u32>>,
}

/// A record's given and family name by their numbers, and its country.
pub(crate) type Named = ([u32; 2], Country);

/// The two letters of a country.
type Country = [u8; 2];

/// Top-level domains of countries that are used as if they were of none.
const GENERIC: [&str; 10] = ["ai", "cc", "co", "fm", "io", "ly", "me", "to", "tv", "ws"];

/// The full name and the country of a record; nothing if one of them is not known.
pub(crate) fn named(records: &Records, row: u32) -> Option<Named> {
    let name = records.names.first(row).filter(|name| !name.is_guess)?;
    let parts = [name.given, name.family].map(|part| records.joined(part));
    if parts.contains(&NONE) {
        return None;
    }
    let areas = records.addresses.row(row).iter().map(|address| records.place_values.text(address.area));
    let country = { areas }.find_map(country_of_area);
    let domains = records.email_forms(row).map(|form| records.email_parts.text(form.domain));
    Some((parts, country.or_else(|| { domains }.find_map(country_of_domain))?))
}

/// The country of an area, which stands last in it; that of an unknown one is in small letters.
fn country_of_area(area: &str) -> Option<Country> {
    let country = <Country>::try_from(area.rsplit(", ").next()?.as_bytes()).ok()?;
    country.iter().all(u8::is_ascii_uppercase).then_some(country)
}

/// The country of a domain's end.
fn country_of_domain(domain: &str) -> Option<Country> {
    let end = domain.rsplit('.').next().filter(|end| end.len() == 2 && !GENERIC.contains(end))?;
    <Country>::try_from(CountryCode::of(end)?.as_str().as_bytes()).ok()
}

impl Origins {
    /// Counts the names of records.
    pub(crate) fn of(records: &Records, named: &[Named]) -> Self {
        let text = |country: Country| String::from_utf8_lossy(&country).into_owned();
        let mut origins = Self::default();
        for (_, country) in named {
            *origins.records.entry(text(*country)).or_default() += 1;
        }
        let count = |of: fn(&[u32; 2]) -> u32| {
            let mut all: Vec<(u32, Country)> = named.iter().map(|(parts, country)| (of(parts), *country)).collect();
            all.sort_unstable();
            let mut counts: BTreeMap<Country, Vec<(String, u32)>> = BTreeMap::new();
            for of_name in all.chunk_by(|a, b| a.0 == b.0).filter(|of_name| of_name.len() > 1) {
                for group in of_name.chunk_by(|a, b| a == b) {
                    let Some(&(name, country)) = group.first() else { continue };
                    let count = u32::try_from(group.len()).unwrap_or(u32::MAX);
                    counts.entry(country).or_default().push((records.name_values.text(name).to_owned(), count));
                }
            }
            counts.into_iter().map(|(country, names)| (text(country), names.into_iter().collect())).collect()
        };
        origins.given_names = count(|[given, _]| *given);
        origins.family_names = count(|[_, family]| *family);
        origins
    }

    /// About how many bytes they take.
    pub(crate) fn memory(&self) -> usize {
        let names = self.given_names.values().chain(self.family_names.values()).map(BTreeMap::len).sum::<usize>();
        names * NAME
    }

    /// About how many bytes those of records take.
    pub(crate) fn memory_for(records: &Records) -> usize {
        // who has no other's name is left out, and a name is of some countries
        records.name_values.len() * NAME
    }
}

/// About how many bytes a name of a country takes: its text, and its place in a tree.
const NAME: usize = 80;

/// How many records of no country in particular a name is taken to have besides those that were seen.
const UNSEEN: f64 = 0.3;

/// The most that names of one country come together, in thousandths of a bit.
const MOST: i32 = 12_000;

/// How many records of a country have a name, by the number of the country.
type Count = (u32, u32);

/// Of which countries names are, ready for looking names up.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameOrigins {
    /// The share of each country in the records.
    shares: Vec<f64>,
    /// Given names by the hashes of their texts, and family names.
    names: [FxHashMap<u64, Box<[Count]>>; 2],
}

impl NameOrigins {
    pub(crate) fn of(origins: &Origins) -> Self {
        let all: f64 = origins.records.values().map(|&count| f64::from(count)).sum();
        let names = [&origins.given_names, &origins.family_names].map(|by_country| {
            let countries = (0..).zip(origins.records.keys()).filter_map(|(at, key)| Some((at, by_country.get(key)?)));
            let counts =
                countries.flat_map(|(at, names)| names.iter().map(move |(name, &count)| (fnv(name), (at, count))));
            let mut counts: Vec<(u64, Count)> = counts.collect();
            counts.sort_unstable();
            let of_name = |of_name: &[(u64, Count)]| of_name.iter().map(|&(_, count)| count).collect();
            counts.chunk_by(|a, b| a.0 == b.0).filter_map(|all| Some((all.first()?.0, of_name(all)))).collect()
        });
        Self { shares: origins.records.values().map(|&count| f64::from(count) / all.max(1.0)).collect(), names }
    }

    /// How many times as many people have a given and a family name as if these came together by chance: log2 in
    /// thousandths, and never less than 0.
    pub(crate) fn together(&self, given: &str, family: &str) -> i16 {
        let [given_names, family_names] = &self.names;
        let counts = given_names.get(&fnv(given)).zip(family_names.get(&fnv(family)));
        counts.map_or(0, |(given, family)| self.of_counts(given, family))
    }

    /// The same for given and family names of records by their numbers, each of which is looked up once.
    pub(crate) fn of_records(&self, records: &Records) -> impl Fn([u32; 2]) -> i16 + Sync {
        let of_name = |number: u32| {
            let hash = fnv(records.name_values.text(number));
            self.names.each_ref().map(|names| names.get(&hash).map(|counts| &**counts))
        };
        let numbers = 0..u32::try_from(records.name_values.len()).unwrap_or(u32::MAX);
        let known: Vec<[Option<&[Count]>; 2]> = numbers.filter(|_| !self.shares.is_empty()).map(of_name).collect();
        move |[given, family]| {
            let counts = |part: u32| known.get(part as usize).copied().unwrap_or_default();
            let ([given, _], [_, family]) = (counts(given), counts(family));
            given.zip(family).map_or(0, |(given, family)| self.of_counts(given, family))
        }
    }

    /// In each country given and family names come together by chance: so many times as many is the sum, over all
    /// countries, of the share of the given name's people who are of it, times that of the family name's, by the share of
    /// all people.
    fn of_counts(&self, given: &[Count], family: &[Count]) -> i16 {
        let count = |name: &[Count]| name.iter().map(|&(_, count)| f64::from(count)).sum::<f64>();
        let together = given.iter().filter_map(|&(country, given)| {
            let at = family.binary_search_by_key(&country, |&(country, _)| country).ok()?;
            let (_, family) = family.get(at)?;
            let share = self.shares.get(country as usize).filter(|share| **share > 0.0)?;
            Some(f64::from(given) * f64::from(*family) / share)
        });
        let together: f64 = together.sum();
        let [given, family] = [given, family].map(count);
        let unseen = UNSEEN * (given + family + UNSEEN);
        let times = (together + unseen) / ((given + UNSEEN) * (family + UNSEEN));
        i16::try_from(log2_thousandths(times).clamp(0, MOST)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{NameOrigins, Named, Origins, log2_thousandths, named};
    use crate::contact::{Contact, Field, PersonName};
    use crate::matching::Records;

    fn records(people: &[(&str, &str, &str)]) -> (Records, Vec<Named>) {
        let mut records = Records::new();
        for (number, &(given, family, rest)) in (0..).zip(people) {
            let mut contact = Contact::person(number.to_string());
            contact.names.push(Field::of(PersonName::new(given, family)));
            if rest.contains('@') {
                contact.emails.push(Field::parse(rest));
            } else {
                contact.addresses.push(Field::parse(rest));
            }
            records.push(&contact);
        }
        let named = records.rows().filter_map(|row| named(&records, row)).collect();
        (records, named)
    }

    #[test]
    fn a_country_is_that_of_the_address_or_of_the_e_mail_address() {
        let (records, named) = records(&[
            ("Ada", "Byron", "12 Elm Street, London, United Kingdom"),
            ("Ada", "King", "ada@example.co.uk"),
            ("Kurt", "Adler", "kurt@example.at"),
            ("Kurt", "Adler", "kurt@example.io"),
            ("Kurt", "Adler", "kurt@example.org"),
            ("Kurt", "", "kurt@example.at"),
        ]);
        assert_eq!(named.iter().map(|(_, country)| country).collect::<Vec<_>>(), [b"GB", b"GB", b"AT"]);
        let origins = Origins::of(&records, &named);
        assert_eq!(origins.records, [("AT".to_owned(), 1), ("GB".to_owned(), 2)].into());
        assert_eq!(origins.given_names, [("GB".to_owned(), [("ada".to_owned(), 2)].into())].into());
        assert!(origins.family_names.is_empty());
    }

    #[test]
    fn names_of_one_country_come_together_as_often_as_the_country_is_rare() {
        let mut people = vec![("Seojun", "Kim", "Seoul, South Korea"); 8];
        people.extend([("Ada", "Byron", "London, United Kingdom"); 50]);
        people.extend([("Kurt", "Adler", "Wien, Austria"); 35]);
        people.extend([("Kurt", "Byron", "London, United Kingdom"); 35]);
        let (records, named) = records(&people);
        let origins = NameOrigins::of(&Origins::of(&records, &named));
        for (given, family, times) in [
            // of 128 records, 8 are of Korea, 85 of the United Kingdom and 35 of Austria
            ("seojun", "kim", 128.0 / 8.0),
            ("ada", "byron", 128.0 / 85.0),
            ("kurt", "adler", 0.5 * 128.0 / 35.0),
            ("kurt", "byron", 1.0),
            ("ada", "kim", 1.0),
            ("ada", "lovelace", 1.0),
        ] {
            let found = f64::from(origins.together(given, family)) / 1000.0;
            assert!((found - f64::from(log2_thousandths(times)) / 1000.0).abs() < 0.1, "{given} {family}: {found}");
        }
    }
}
