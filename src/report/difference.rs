//! [`Difference`]: what got better and what got worse between two reports.

use super::{FieldReport, Report, SourceReport};
use crate::contact::PartialDate;
use crate::validate::{FieldKind, Trend};
use std::collections::BTreeMap;
use std::fmt;

/// What got better and what got worse between two reports: shares of contacts and values, and findings by rule.
///
/// ```
/// use contactkit::contact::{Contact, Field, PartialDate};
/// use contactkit::report::{Difference, HalfLives, Measure, Report, Staleness};
/// use contactkit::validate::{FieldKind, Validator};
///
/// let report = |month: u8, emails: [&str; 2]| {
///     let today = PartialDate::full(2026, month, 1).unwrap();
///     let mut report = Report::new(Staleness::new(today, HalfLives::default()).unwrap());
///     for email in emails {
///         let mut contact = Contact::person("1");
///         contact.names.push(Field::parse("Ada Lovelace"));
///         contact.emails.push(Field::parse(email));
///         report.add(&contact, &Validator::default().check(&contact));
///     }
///     report
/// };
/// let before = report(5, ["ada@analytical.org", "ada@"]);
/// let after = report(8, ["ada@analytical.org", "ada@lovelace.org"]);
///
/// let difference = Difference::between(&before, &after);
/// let valid = difference.shifts.iter().find(|shift| shift.measure == Measure::Valid && shift.is_better().is_some());
/// assert_eq!(valid.unwrap().to_string(), "emails valid 50.0 %, now 100.0 % (+50.0)");
/// assert_eq!(difference.findings.changes.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Difference {
    /// The day of the earlier report.
    pub before: PartialDate,
    /// The day of the later report.
    pub after: PartialDate,
    /// Every share that was measured before or after, of all contacts and then by source.
    pub shifts: Vec<Shift>,
    /// How often each rule was broken.
    pub findings: Trend,
}

/// What a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Measure {
    /// Contacts without any finding.
    Clean,
    /// Of the contacts that can have the field, those that have it.
    Filled,
    /// Of the contacts that can have the field, those that have a valid value in it.
    Usable,
    /// Of the values, those without an error or a warning.
    Valid,
    /// Of the values with a known age, those that probably still are so; compared only for equal half-lives.
    Fresh,
    /// Records without a duplicate in their source.
    UniqueInSource,
    /// Records without a duplicate in another source.
    UniqueAcrossSources,
}

/// A share before and after. The greater one is the better one.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Shift {
    /// The source of the contacts, empty if they have none; nothing for all contacts.
    pub source: Option<String>,
    /// The field, if it is of one.
    pub field: Option<FieldKind>,
    /// What it is a share of.
    pub measure: Measure,
    /// The share before, from 0 to 1, if there was anything to measure.
    pub before: Option<f64>,
    /// The share after.
    pub after: Option<f64>,
}

type Shares = BTreeMap<(Option<FieldKind>, Measure), f64>;

impl Difference {
    /// What changed from one report to a later one; linear in their size.
    pub fn between(before: &Report, after: &Report) -> Self {
        let is_comparable = before.staleness.half_lives() == after.staleness.half_lives();
        let sides: [BTreeMap<Option<&str>, Shares>; 2] = [before, after].map(|report| shares(report, is_comparable));
        let [old, new] = &sides;
        let mut keys: Vec<_> = Vec::new();
        for side in &sides {
            keys.extend(side.iter().flat_map(|(source, shares)| shares.keys().map(|key| (*source, *key))));
        }
        keys.sort_unstable();
        keys.dedup();
        let shift = |(source, key): (Option<&str>, (Option<FieldKind>, Measure))| {
            let share = |side: &BTreeMap<_, Shares>| side.get(&source).and_then(|shares| shares.get(&key)).copied();
            let (field, measure) = key;
            Shift { source: source.map(str::to_owned), field, measure, before: share(old), after: share(new) }
        };
        Self {
            before: before.staleness.today(),
            after: after.staleness.today(),
            shifts: keys.into_iter().map(shift).collect(),
            findings: Trend::between(&before.tally, &after.tally),
        }
    }
}

/// The shares of all contacts and of each source.
fn shares(report: &Report, with_freshness: bool) -> BTreeMap<Option<&str>, Shares> {
    let clean: BTreeMap<&str, u64> = report.tally.sources().map(|(source, totals)| (source, totals.clean)).collect();
    let of_source = |(source, counts): (_, &SourceReport)| {
        let clean = clean.get(source).copied().unwrap_or_default();
        (Some(source), shares_of(counts, clean, with_freshness))
    };
    let mut all: BTreeMap<Option<&str>, Shares> =
        report.sources.iter().map(|(source, counts)| of_source((source.as_str(), counts))).collect();
    all.insert(None, shares_of(&report.total(), clean.values().sum(), with_freshness));
    all
}

fn shares_of(counts: &SourceReport, clean: u64, with_freshness: bool) -> Shares {
    let mut shares = Shares::new();
    let mut add =
        |field, measure, part, whole| _ = share(part, whole).map(|share| shares.insert((field, measure), share));
    add(None, Measure::Clean, clean, counts.contacts);
    if let Some(duplicates) = &counts.duplicates {
        let unique = |duplicated: u64| duplicates.records.saturating_sub(duplicated);
        add(None, Measure::UniqueInSource, unique(duplicates.same_source), duplicates.records);
        add(None, Measure::UniqueAcrossSources, unique(duplicates.other_source), duplicates.records);
    }
    for (&field, counts) in &counts.fields {
        let FieldReport { contacts, filled, usable, values, dated, fresh_thousandths, .. } = *counts;
        add(Some(field), Measure::Filled, filled, contacts);
        add(Some(field), Measure::Usable, usable, contacts);
        add(Some(field), Measure::Valid, counts.valid(), values);
        if with_freshness {
            add(Some(field), Measure::Fresh, fresh_thousandths, dated * 1000);
        }
    }
    shares
}

/// A part of a whole from 0 to 1; nothing of nothing.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Shift {
    /// By how many points in a hundred the share is greater than before; nothing if it was measured only once.
    pub fn points(&self) -> Option<f64> {
        Some(100.0 * (self.after? - self.before?))
    }

    /// Whether it got better, or worse; nothing if it did not change or cannot be compared.
    pub fn is_better(&self) -> Option<bool> {
        let points = self.points()?;
        (points != 0.0).then_some(points > 0.0)
    }
}

impl Measure {
    /// The word for it, as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Filled => "filled",
            Self::Usable => "usable",
            Self::Valid => "valid",
            Self::Fresh => "fresh",
            Self::UniqueInSource => "unique in their source",
            Self::UniqueAcrossSources => "unique across sources",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
