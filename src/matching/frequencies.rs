//! [`Frequencies`]: how often the values of a field occur.

use super::compare::{TERMS, Term};
use super::logarithm::{log2_thousandths, rounded};
use super::records::Records;
use super::values::{NONE, Texts, fnv};
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
            shared: if all > 0.0 { rounded(pairs / all) } else { 0.0 },
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
        let rarity = self.rarity();
        self.by_number(term, records).into_iter().map(|count| rarity(others(count))).collect()
    }

    /// Tells how much rarer a value is that so many others have; most values have one other at most.
    fn rarity(&self) -> impl Fn(f64) -> i32 {
        let expected = self.shared().unwrap_or(1.0) * (self.total as f64 + UNSEEN);
        let of_one = log2_thousandths(expected);
        move |others| if others > 1.0 { log2_thousandths(expected / others) } else { of_one }
    }

    /// How many records have each value of a set of records, by the values' numbers.
    fn by_number(&self, term: Term, records: &Records) -> Vec<u32> {
        let texts = term.texts(records);
        let mut counts = vec![1; texts.count() as usize];
        let mut set = |number: u32, count: u32| {
            if let Some(place) = counts.get_mut(number as usize) {
                *place = count;
            }
        };
        if term.is_personal() {
            let hashed =
                self.counts.iter().filter_map(|(key, &count)| Some((u64::from_str_radix(key, 16).ok()?, count)));
            let hashed: FxHashMap<u64, u32> = hashed.collect();
            for number in (0..texts.count()).filter(|_| !hashed.is_empty()) {
                hashed.get(&fnv(texts.text(number))).into_iter().for_each(|&count| set(number, count));
            }
        } else {
            for (text, &count) in &self.counts {
                texts.find(text).into_iter().for_each(|number| set(number, count));
            }
        }
        counts
    }
}

/// The rarities of e-mail addresses, where the users and domains of other addresses are known, too.
///
/// `charles` at a large provider may be anybody of that name: of those who are called so elsewhere, as many are expected
/// at the domain as its share of all addresses. `strangers` is the share of strangers among those who share an address.
pub(crate) fn email_rarities(
    [emails, users, domains]: [&Frequencies; 3],
    records: &Records,
    strangers: f64,
) -> Vec<i32> {
    let counts = emails.by_number(Term::Email, records);
    let users = users.by_number(Term::EmailUser, records);
    let at = domains.by_number(Term::EmailDomain, records);
    let expected = |number: u32, count: u32| {
        let form = records.email_values.derived(number)?;
        let elsewhere = users.get(form.user as usize)?.saturating_sub(count);
        let share = f64::from(*at.get(form.domain as usize)?) / (domains.total.max(1) as f64);
        Some(f64::from(elsewhere) * share / strangers)
    };
    let others = |number: u32, count: u32| others(count).max(expected(number, count).unwrap_or_default());
    let rarity = emails.rarity();
    (0..).zip(counts).map(|(number, count)| rarity(others(number, count))).collect()
}

/// How many other records have a value that so many have: of those one is the record that is asked about.
fn others(count: u32) -> f64 {
    (f64::from(count) - 1.0).max(1.0)
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
