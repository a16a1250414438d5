//! [`Frequencies`]: how often the values of a field occur.

use super::compare::{TERMS, Term};
use super::logarithm::{log2_thousandths, rounded};
use super::origins::{self, NameOrigins, Named, Origins};
use super::parallel::each_of;
use super::records::Records;
use super::values::{NONE, Texts, fnv, hashed, written};
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

/// What tells who somebody is, is taken to come from so many records at least: in a list of twenty, two strangers share
/// an e-mail address as rarely as in one of two hundred, though the list is too short to show it.
const FEWEST: f64 = 200.0;

impl Frequencies {
    /// About how many bytes frequencies take.
    pub(crate) fn memory<'f>(all: impl Iterator<Item = &'f Self>) -> usize {
        all.map(|frequencies| frequencies.counts.len()).sum::<usize>() * COUNT
    }

    /// About how many bytes the frequencies of records take: one in eight values occurs twice.
    pub(crate) fn memory_for(records: &Records) -> usize {
        Term::ALL.iter().map(|term| term.values(records)).sum::<usize>() / 8 * COUNT
    }

    /// The frequencies of the values of records, as they were counted.
    pub(crate) fn of(records: &Records, counts: &ValueCounts) -> BTreeMap<Term, Self> {
        each_of(&Term::ALL, |&term| (term, Self::from_counts(term, records, counts.of_term(term))))
            .into_iter()
            .collect()
    }

    fn from_counts(term: Term, records: &Records, counts: &[u32]) -> Self {
        let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        let pairs: f64 = counts.iter().map(|&count| f64::from(count) * (f64::from(count) - 1.0).max(0.0)).sum();
        let all = total as f64 * (total as f64 - 1.0);
        let texts = term.texts(records);
        let repeated = (0..).zip(counts).filter(|&(_, &count)| count > 1);
        let repeated = repeated.map(|(number, &count)| (texts.text(number), count));
        let counts = if term.is_personal() {
            // numbers are sorted faster than the texts that they are written as
            let mut hashes: Vec<(u64, u32)> = repeated.map(|(text, count)| (fnv(&text), count)).collect();
            hashes.sort_unstable();
            hashes.into_iter().map(|(hash, count)| (written(hash), count)).collect()
        } else {
            repeated.map(|(text, count)| (text.into_owned(), count)).collect()
        };
        Self { total, shared: if all > 0.0 { rounded(pairs / all) } else { 0.0 }, counts }
    }

    /// The probability that two records drawn at random share their value; nothing if there are too few to tell.
    pub(crate) fn shared(&self, term: Term) -> Option<f64> {
        (self.total >= 2).then(|| self.shared.max(1.0 / self.population(term)))
    }

    /// How many records the values are taken to come from, those that nobody has seen included.
    fn population(&self, term: Term) -> f64 {
        let population = self.total as f64 + UNSEEN;
        let tells_who = term.is_personal() || term == Term::BirthDate;
        if tells_who { population.max(FEWEST) } else { population }
    }

    /// How much rarer values are than a value that two random records share, as log2 in thousandths, by how many records
    /// have them.
    pub(crate) fn rarities(&self, term: Term, counts: &[u32]) -> Vec<i32> {
        let rarity = self.rarity(term);
        counts.iter().map(|&count| rarity(others(count))).collect()
    }

    /// The most that a value can be rarer than that, in thousandths; 0 if all values are more common.
    pub(crate) fn rarest(&self, term: Term) -> i32 {
        self.rarity(term)(0.0).max(0)
    }

    /// Tells how much rarer a value is that so many others have; most values have one other at most.
    fn rarity(&self, term: Term) -> impl Fn(f64) -> i32 + use<> {
        let expected = self.shared(term).unwrap_or(1.0) * self.population(term);
        let of_one = log2_thousandths(expected);
        move |others| if others > 1.0 { log2_thousandths(expected / others) } else { of_one }
    }
}

/// About how many bytes the count of a value takes: its text, and its place in a tree that has some room.
const COUNT: usize = 80;

/// Tells the rarities of e-mail addresses, where the users and domains of other addresses are known, too.
///
/// `charles` at a large provider may be anybody of that name: of those who are called so elsewhere, as many are expected
/// at the domain as its share of all addresses.
pub(crate) struct EmailRarities {
    /// How many records have each address.
    counts: Vec<u32>,
    /// How many others of its user are expected at its domain.
    expected: Vec<f64>,
}

impl EmailRarities {
    pub(crate) fn new(domains: &Frequencies, records: &Records, counts: &ValueCounts) -> Self {
        let [users, at] = [Term::EmailUser, Term::EmailDomain].map(|term| counts.of_term(term));
        let count = |counts: &[u32], number: u32| counts.get(number as usize).copied();
        let mut rarities = Self { counts: Vec::new(), expected: Vec::new() };
        for (number, &of_email) in (0..).zip(counts.of_term(Term::Email)) {
            let form = records.email_values.derived(number).copied().unwrap_or_default();
            let of_parts = count(users, form.user).zip(count(at, form.domain)).unwrap_or_default();
            rarities.push(domains, of_email, of_parts);
        }
        rarities
    }

    /// Takes an address that so many records have, and its user and domain.
    fn push(&mut self, domains: &Frequencies, count: u32, (of_user, of_domain): (u32, u32)) {
        let elsewhere = f64::from(of_user.saturating_sub(count));
        self.counts.push(count);
        self.expected.push(elsewhere * (f64::from(of_domain) / domains.total.max(1) as f64));
    }

    /// Takes the addresses that came since, and tells the number of the first.
    pub(crate) fn grow(&mut self, domains: &Frequencies, records: &Records, known: &KnownCounts) -> usize {
        let emails = &records.email_values;
        let from = self.counts.len();
        for number in (from..emails.len()).filter_map(|number| u32::try_from(number).ok()) {
            let form = emails.derived(number).copied().unwrap_or_default();
            let part = |term, part| known.count(term, records.email_parts.text(part));
            let of_parts = (part(Term::EmailUser, form.user), part(Term::EmailDomain, form.domain));
            self.push(domains, known.count(Term::Email, emails.text(number)), of_parts);
        }
        from
    }

    /// The rarities from a number on, if of those who share an address this share are strangers.
    pub(crate) fn among(&self, emails: &Frequencies, strangers: f64, from: usize) -> impl Iterator<Item = i32> {
        let rarity = emails.rarity(Term::Email);
        let each = self.counts.iter().zip(&self.expected).skip(from);
        each.map(move |(&count, expected)| rarity(others(count).max(expected / strangers)))
    }
}

/// How many other records have a value that so many have: of those one is the record that is asked about.
fn others(count: u32) -> f64 {
    (f64::from(count) - 1.0).max(1.0)
}

/// How many records have each value of a set of records, by kind of term and the values' numbers.
#[derive(Default)]
pub(crate) struct ValueCounts {
    by_term: [Vec<u32>; TERMS],
    /// The full names whose country is known, of records that were counted.
    named: Vec<Named>,
}

impl ValueCounts {
    /// Counts the values of records. Copies of one record do not make its values common.
    pub(crate) fn of(records: &Records) -> Self {
        let by_term = Term::ALL.map(|term| vec![0; term.texts(records).count() as usize]);
        let mut counts = Self { by_term, named: Vec::new() };
        let mut seen = FxHashSet::default();
        for row in records.rows() {
            if records.copy_key(row).is_none_or(|key| seen.insert(key)) {
                counts.add(records, row);
                counts.named.extend(origins::named(records, row));
            }
        }
        counts
    }

    /// What a model knows of the values of records; of what it does not know there is one.
    pub(crate) fn known(frequencies: &BTreeMap<Term, Frequencies>, records: &Records) -> Self {
        let by_term = Term::ALL.map(|term| {
            let Some(frequencies) = frequencies.get(&term) else { return Vec::new() };
            let texts = term.texts(records);
            if (texts.count() as usize) < frequencies.counts.len() / 8 {
                // few records and a model of many
                let count = |number| frequencies.counts.get(&term.key(records, number)).copied().unwrap_or(1);
                return (0..texts.count()).map(count).collect();
            }
            counts_of(&by_hash(term, frequencies), texts, 0)
        });
        Self { by_term, named: Vec::new() }
    }

    /// The full names whose country is known, if records were counted.
    pub(crate) fn named(&self) -> &[Named] {
        &self.named
    }

    /// The counts of one kind of term.
    pub(crate) fn of_term(&self, term: Term) -> &[u32] {
        self.by_term.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// Counts the values of one record, each once.
    fn add(&mut self, records: &Records, row: u32) {
        for name in records.names.row(row).iter().take(1).filter(|name| !name.is_guess) {
            for (term, number) in [(Term::GivenName, name.given), (Term::FamilyName, name.family)] {
                self.count(term, records.joined(number));
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
        let count = self.by_term.get_mut(term as usize).filter(|_| number != NONE);
        count.and_then(|counts| counts.get_mut(number as usize)).into_iter().for_each(|count| *count += 1);
    }
}

/// What a model knows of how many records have a value, ready for looking values up.
#[derive(Debug, Clone)]
pub(crate) struct KnownCounts {
    by_term: [FxHashMap<u64, u32>; TERMS],
    /// Of which countries names are.
    pub(crate) origins: NameOrigins,
}

impl KnownCounts {
    pub(crate) fn of(frequencies: &BTreeMap<Term, Frequencies>, origins: &Origins) -> Self {
        let known = |term| frequencies.get(&term).map(|frequencies| by_hash(term, frequencies));
        Self { by_term: Term::ALL.map(|term| known(term).unwrap_or_default()), origins: NameOrigins::of(origins) }
    }

    /// How many records have a value; one, if the model does not know it.
    fn count(&self, term: Term, text: &str) -> u32 {
        self.by_term.get(term as usize).map_or(1, |known| count_of(known, text))
    }

    /// The counts of all values of records.
    pub(crate) fn of_all(&self, records: &Records) -> ValueCounts {
        ValueCounts { by_term: Term::ALL.map(|term| self.counts(term, records, 0)), named: Vec::new() }
    }

    /// The counts of a kind of term from a number on.
    pub(crate) fn counts(&self, term: Term, records: &Records, from: usize) -> Vec<u32> {
        self.by_term.get(term as usize).map_or_else(Vec::new, |known| counts_of(known, term.texts(records), from))
    }
}

/// The counts of values from a number on.
fn counts_of(known: &FxHashMap<u64, u32>, texts: &dyn Texts, from: usize) -> Vec<u32> {
    let numbers = u32::try_from(from).unwrap_or(u32::MAX)..texts.count();
    numbers.map(|number| count_of(known, &texts.text(number))).collect()
}

/// How many records have a value; one, if nothing is known of it.
fn count_of(known: &FxHashMap<u64, u32>, text: &str) -> u32 {
    known.get(&fnv(text)).copied().unwrap_or(1)
}

/// The counts of values by the hashes of their texts.
fn by_hash(term: Term, frequencies: &Frequencies) -> FxHashMap<u64, u32> {
    let hash = |key: &str| if term.is_personal() { u64::from_str_radix(key, 16).ok() } else { Some(fnv(key)) };
    frequencies.counts.iter().filter_map(|(key, &count)| Some((hash(key)?, count))).collect()
}

impl Term {
    /// What stands for a value in a model: its text, or a hash of it where it tells who somebody is.
    fn key(self, records: &Records, number: u32) -> String {
        let text = self.texts(records).text(number);
        if self.is_personal() { hashed(&text) } else { text.into_owned() }
    }

    /// Whether the values tell who somebody is.
    pub(crate) fn is_personal(self) -> bool {
        matches!(self, Self::Email | Self::EmailUser | Self::Phone | Self::StreetAndNumber | Self::Url)
    }

    /// How many distinct values of this kind records have, and of others that are stored with them.
    pub(crate) fn values(self, records: &Records) -> usize {
        self.texts(records).count() as usize
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
