//! [`SourceReport`] and [`FieldReport`]: what is counted of each source and field.

use super::staleness::{Freshness, Staleness};
use super::value::{self, Value};
use crate::contact::Contact;
use crate::validate::{FieldKind, Finding, Severity};
use std::collections::BTreeMap;

/// The counts of the contacts of one source, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct SourceReport {
    /// The contacts.
    pub contacts: u64,
    /// The counts of each field.
    pub fields: BTreeMap<FieldKind, FieldReport>,
    /// The counts of each of the owner's own fields, by its name; [`FieldKind::Custom`] has those of all together. Of more
    /// than [`SourceReport::MOST_CUSTOM`], only the first in the order of their names are counted.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
    pub custom: BTreeMap<String, FieldReport>,
    /// Which records have a duplicate, if somebody has [looked](super::Report::set_duplicates).
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub duplicates: Option<Duplicates>,
}

/// The counts of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct FieldReport {
    /// The contacts that can have it: organizations are not born, and people have no name of an organization.
    pub contacts: u64,
    /// Those of them that have a text in it.
    pub filled: u64,
    /// Those of them that have a valid value in it: of e-mail addresses, the contacts that mail can be sent to.
    pub usable: u64,
    /// The values; a contact can have several.
    pub values: u64,
    /// Those of them with a finding of [`Severity::Error`]: they cannot be used.
    pub invalid: u64,
    /// Those of them with a finding of [`Severity::Warning`], and none worse: suspicious, or not to be relied on.
    pub doubtful: u64,
    /// The values of which it is known when they were last so, of a field that ages.
    pub dated: u64,
    /// How many of these still are so, probably; in thousandths.
    pub fresh_thousandths: u64,
    /// Those of them that are more likely than not no longer so.
    pub stale: u64,
    /// Those of them that certainly are no longer so: employments that have ended.
    pub ended: u64,
    /// The values that age, and of which nobody knows when they were last so: neither fresh nor stale.
    pub undated: u64,
}

/// Which records of a source are in a cluster with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Duplicates {
    /// All records of the source.
    pub records: u64,
    /// Those with a duplicate in the same source.
    pub same_source: u64,
    /// Those with a duplicate in another source.
    pub other_source: u64,
    /// Those with a duplicate in either.
    pub any_source: u64,
}

/// The worst that was found at each value of a contact, notes left out.
pub(super) struct Trouble<'a>(BTreeMap<(FieldKind, Option<&'a str>, Option<usize>), Severity>);

impl<'a> Trouble<'a> {
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let mut worst = BTreeMap::new();
        for Finding { path, severity, .. } in findings.iter().filter(|finding| finding.severity > Severity::Note) {
            let at = worst.entry((path.field, path.key.as_deref(), path.index)).or_insert(*severity);
            *at = (*at).max(*severity);
        }
        Self(worst)
    }

    fn at(&self, field: FieldKind, value: &Value<'a>) -> Option<Severity> {
        self.0.get(&(field, value.key, value.index)).copied()
    }
}

impl SourceReport {
    /// The most fields of the owner's own that are counted each by itself.
    pub const MOST_CUSTOM: usize = 256;

    pub(super) fn add<'a>(&mut self, contact: &'a Contact, trouble: &Trouble<'a>, staleness: &Staleness) {
        self.contacts += 1;
        for field in value::FIELDS {
            let can_have = value::can_have(contact.kind, field);
            let each = |see: &mut dyn FnMut(Value<'a>)| value::each(contact, field, see);
            self.fields.entry(field).or_default().add(field, can_have, each, trouble, staleness);
        }
        for (name, values) in &contact.custom {
            let each = |see: &mut dyn FnMut(Value<'a>)| value::all(Some(name), values, see);
            self.with_custom(name, |counts| counts.add(FieldKind::Custom, true, each, trouble, staleness));
        }
        self.expect_custom();
    }

    pub(super) fn increase(&mut self, other: &Self) {
        self.contacts += other.contacts;
        for (field, counts) in &other.fields {
            self.fields.entry(*field).or_default().increase(counts);
        }
        for (name, counts) in &other.custom {
            self.with_custom(name, |sum| sum.increase(counts));
        }
        self.expect_custom();
        if let Some(duplicates) = &other.duplicates {
            self.duplicates.get_or_insert_default().increase(duplicates);
        }
    }

    /// Counts a field of the owner's own, if it is one of the first. One that is not among the first of some contacts is not
    /// among those of more contacts, so the counts of the first are whole in any order.
    fn with_custom(&mut self, name: &str, count: impl FnOnce(&mut FieldReport)) {
        if !self.custom.contains_key(name) {
            self.custom.insert(name.to_owned(), FieldReport::default());
            if self.custom.len() > Self::MOST_CUSTOM {
                self.custom.pop_last();
            }
        }
        if let Some(counts) = self.custom.get_mut(name) {
            count(counts);
        }
    }

    /// Every contact can have a field that some have.
    fn expect_custom(&mut self) {
        self.custom.values_mut().for_each(|counts| counts.contacts = self.contacts);
    }
}

impl FieldReport {
    /// The values without an error or a warning.
    pub fn valid(&self) -> u64 {
        self.values.saturating_sub(self.invalid + self.doubtful)
    }

    /// Counts the values of one contact.
    fn add<'a>(
        &mut self,
        field: FieldKind,
        can_have: bool,
        each: impl FnOnce(&mut dyn FnMut(Value<'a>)),
        trouble: &Trouble<'a>,
        staleness: &Staleness,
    ) {
        let (values, valid) = (self.values, self.valid());
        each(&mut |value| {
            self.values += 1;
            match trouble.at(field, &value) {
                Some(Severity::Error) => self.invalid += 1,
                Some(Severity::Warning) => self.doubtful += 1,
                _ => {}
            }
            if let Some(freshness) = staleness.freshness(field, &value) {
                self.add_freshness(freshness);
            }
        });
        let is_filled = self.values > values;
        self.contacts += u64::from(is_filled || can_have);
        self.filled += u64::from(is_filled);
        self.usable += u64::from(self.valid() > valid);
    }

    fn add_freshness(&mut self, freshness: Freshness) {
        match freshness.thousandths() {
            Some(thousandths) => {
                self.dated += 1;
                self.fresh_thousandths += u64::from(thousandths);
            }
            None => self.undated += 1,
        }
        self.stale += u64::from(freshness.is_stale());
        self.ended += u64::from(matches!(freshness, Freshness::Ended(_)));
    }

    fn increase(&mut self, other: &Self) {
        self.contacts += other.contacts;
        self.filled += other.filled;
        self.usable += other.usable;
        self.values += other.values;
        self.invalid += other.invalid;
        self.doubtful += other.doubtful;
        self.dated += other.dated;
        self.fresh_thousandths += other.fresh_thousandths;
        self.stale += other.stale;
        self.ended += other.ended;
        self.undated += other.undated;
    }
}

impl Duplicates {
    /// Counts the records of a source in one cluster.
    pub(super) fn add(&mut self, records: u64, are_others: bool) {
        self.records += records;
        self.same_source += if records > 1 { records } else { 0 };
        self.other_source += if are_others { records } else { 0 };
        self.any_source += if records > 1 || are_others { records } else { 0 };
    }

    fn increase(&mut self, other: &Self) {
        self.records += other.records;
        self.same_source += other.same_source;
        self.other_source += other.other_source;
        self.any_source += other.any_source;
    }
}
