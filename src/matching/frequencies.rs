//! [`Frequencies`]: how often the values of a field occur.

use super::compare::{TERMS, Term};
use super::logarithm::log2_thousandths;
use super::records::Records;
use super::values::{NONE, Texts};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How often the values of a field occur, from which follows what it is worth to share one of them.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Frequencies {
    /// How many records have a value.
    pub total: u64,
    /// The probability that two records drawn at random share their value.
    pub shared: f64,
    /// The values that more than one record has, with the number of records; e-mail addresses, phone numbers, streets
    /// and web addresses as hashes.
    pub counts: BTreeMap<String, u32>,
}

/// A share of records that nobody has seen: keeps a value of few records from being taken for rarer than it is.
const UNSEEN: f64 = 10.0;

/// Of the other records that share a value by which somebody is reached or found, so many are taken for copies: the
/// second record of a phone number is its owner's more often than not.
const COPIES: f64 = 0.8;

impl Frequencies {
    /// The frequencies of all kinds of terms in a set of records.
    pub(crate) fn of(records: &Records) -> BTreeMap<Term, Self> {
        let mut counts = Counts::default();
        // copies of one record do not make its values common
        let mut seen = FxHashSet::default();
        for row in records.rows() {
            if records.copy_key(row).is_none_or(|key| seen.insert(key)) {
                counts.add(records, row);
            }
        }
        Term::ALL
            .into_iter()
            .zip(counts.counts)
            .map(|(term, counts)| (term, Self::from_counts(term, records, &counts)))
            .collect()
    }

    fn from_counts(term: Term, records: &Records, counts: &[u32]) -> Self {
        let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        let pairs: f64 = counts.iter().map(|&count| f64::from(count) * (f64::from(count) - 1.0).max(0.0)).sum();
        let all = total as f64 * (total as f64 - 1.0);
        let repeated = (0..).zip(counts).filter(|&(_, &count)| count > 1);
        Self {
            total,
            shared: if all > 0.0 { pairs / all } else { 0.0 },
            counts: repeated.map(|(number, &count)| (term.key(records, number), count)).collect(),
        }
    }

    /// The probability that two records drawn at random share their value; nothing if there are too few to tell.
    pub(crate) fn shared(&self) -> Option<f64> {
        (self.total >= 2).then(|| self.shared.max(1.0 / (self.total as f64 + UNSEEN)))
    }

    /// How much rarer each value of a set of records is than a value that two random records share, as log2 in
    /// thousandths, by the values' numbers.
    pub(crate) fn rarities(&self, term: Term, records: &Records) -> Vec<i32> {
        let shared = self.shared().unwrap_or(1.0);
        let copies = if term.is_personal() { COPIES } else { 0.0 };
        let rarity = |count: u32| {
            // of the records that share a value one is the record that is asked about
            let others = (f64::from(count) - 1.0).max(1.0) - copies;
            log2_thousandths(shared * (self.total as f64 + UNSEEN) / others)
        };
        let texts = term.texts(records);
        let mut rarities = vec![rarity(1); texts.count() as usize];
        let mut set = |number: u32, count: u32| {
            if let Some(place) = rarities.get_mut(number as usize) {
                *place = rarity(count);
            }
        };
        if term.is_personal() {
            let hashed =
                self.counts.iter().filter_map(|(key, &count)| Some((u64::from_str_radix(key, 16).ok()?, count)));
            let counts: FxHashMap<u64, u32> = hashed.collect();
            for number in (0..texts.count()).filter(|_| !counts.is_empty()) {
                counts.get(&fnv(texts.text(number))).into_iter().for_each(|&count| set(number, count));
            }
        } else {
            for (text, &count) in &self.counts {
                texts.find(text).into_iter().for_each(|number| set(number, count));
            }
        }
        rarities
    }
}

/// Counts of every value, by kind of term and number.
#[derive(Default)]
struct Counts {
    counts: [Vec<u32>; TERMS],
}

impl Counts {
    /// Counts the values of one record, each once.
    fn add(&mut self, records: &Records, row: u32) {
        for name in records.names.row(row).iter().take(1) {
            for (term, number) in [(Term::GivenName, name.given), (Term::FamilyName, name.family)] {
                let joined = records.name_values.derived(number).map_or(NONE, |form| form.joined);
                self.count(term, joined);
            }
        }
        for &email in records.emails.row(row) {
            self.count(Term::Email, email);
            if let Some(form) = records.email_values.derived(email) {
                self.count(Term::EmailUser, form.user);
                self.count(Term::EmailDomain, form.domain);
            }
        }
        for address in records.addresses.row(row) {
            self.count(Term::StreetAndNumber, address.point);
            self.count(Term::PostalCode, address.postal_code);
            self.count(Term::Locality, address.locality);
            self.count(Term::Place, address.place);
            self.count(Term::Area, address.area);
        }
        let plain = [
            (Term::Phone, records.phones.row(row)),
            (Term::BirthDate, records.birth_dates.row(row)),
            (Term::Organization, records.organizations.row(row)),
            (Term::JobTitle, records.titles.row(row)),
            (Term::Url, records.urls.row(row)),
        ];
        for (term, numbers) in plain {
            numbers.iter().for_each(|&number| self.count(term, number));
        }
    }

    fn count(&mut self, term: Term, number: u32) {
        if let Some(counts) = self.counts.get_mut(term as usize).filter(|_| number != NONE) {
            let number = number as usize;
            if counts.len() <= number {
                counts.resize(number + 1, 0);
            }
            if let Some(count) = counts.get_mut(number) {
                *count += 1;
            }
        }
    }
}

impl Term {
    /// What stands for a value in a model: its text, or a hash of it where it tells who somebody is.
    fn key(self, records: &Records, number: u32) -> String {
        let text = self.texts(records).text(number);
        if self.is_personal() { format!("{:016x}", fnv(text)) } else { text.to_owned() }
    }

    /// Whether the values tell who somebody is.
    fn is_personal(self) -> bool {
        matches!(self, Self::Email | Self::EmailUser | Self::Phone | Self::StreetAndNumber | Self::Url)
    }

    /// The texts of the values of this kind.
    fn texts(self, records: &Records) -> &dyn Texts {
        match self {
            Self::GivenName | Self::FamilyName => &records.name_values,
            Self::Email => &records.email_values,
            Self::EmailUser | Self::EmailDomain => &records.email_parts,
            Self::Phone => &records.phone_values,
            Self::StreetAndNumber => &records.street_values,
            Self::PostalCode | Self::Locality | Self::Place | Self::Area => &records.place_values,
            Self::BirthDate => &records.date_values,
            Self::Organization => &records.organization_values,
            Self::JobTitle => &records.title_values,
            Self::Url => &records.url_values,
        }
    }
}

/// FNV-1a with 64 bits: a hash that is written down, so that a model means the same in every version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
