//! The distinct values of one field over all parts, in order of worth.

use super::provenance::{Origin, Provenance, Reason};
use super::value::{Value, accents, count, key_of};
use super::{Preference, Survivorship};
use crate::contact::{Contact, Field, PartialDate};
use crate::validate::{FieldKind, FieldPath};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// One field of one part.
struct Candidate<'a, T> {
    field: &'a Field<T>,
    /// The place of the part among the parts.
    part: usize,
    contact: &'a Contact,
    /// The place of the field in its part.
    place: usize,
}

/// All fields that have one value, the best spelling first.
struct Group<'a, T> {
    candidates: Vec<Candidate<'a, T>>,
    spelled_by: Option<Preference>,
    worth: Worth,
}

/// What each preference looks at; greater is better.
#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    valid: i64,
    genuine: i64,
    verified: i64,
    source: i64,
    complete: i64,
    current: i64,
    recent: i64,
    frequent: i64,
    cased: i64,
    accented: i64,
    longest: i64,
    /// Places in the records and of the records; smaller is better, and no preference.
    order: (usize, usize),
}

impl Worth {
    fn by(&self, preference: Preference) -> i64 {
        match preference {
            Preference::Valid => self.valid,
            Preference::Genuine => self.genuine,
            Preference::Verified => self.verified,
            Preference::Source => self.source,
            Preference::Complete => self.complete,
            Preference::Current => self.current,
            Preference::Recent => self.recent,
            Preference::Frequent => self.frequent,
            Preference::Cased => self.cased,
            Preference::Accented => self.accented,
            Preference::Longest => self.longest,
        }
    }

    /// The first preference that tells two apart.
    fn told_apart_by(&self, other: &Self, preferences: &[Preference]) -> Option<Preference> {
        preferences.iter().copied().find(|&preference| self.by(preference) != other.by(preference))
    }

    /// The better first.
    fn compare(&self, other: &Self, preferences: &[Preference]) -> Ordering {
        match self.told_apart_by(other, preferences) {
            Some(preference) => other.by(preference).cmp(&self.by(preference)),
            None => self.order.cmp(&other.order),
        }
    }

    /// What the text of a field alone is worth, and whether its value is meant: dear, and the same for equal texts.
    fn of_text<T: Value>(field: &Field<T>) -> Self {
        let text = field.text.trim();
        Self {
            genuine: i64::from(field.value().is_some_and(|value| value.is_genuine(text))),
            cased: i64::from(T::is_well_cased(text)),
            accented: accents(text),
            longest: count(text.chars()),
            ..Self::default()
        }
    }

    /// What a field is worth, given the worth of its text.
    fn of<T: Value>(self, candidate: &Candidate<'_, T>, survivorship: &Survivorship) -> Self {
        let Candidate { field, part, contact, place } = *candidate;
        let value = field.value();
        let trust = survivorship.trust(field.source.as_deref().or(contact.source.as_deref()));
        Self {
            valid: i64::from(value.is_some()),
            source: i64::try_from(trust).map_or(i64::MIN, |trust| -trust),
            complete: value.map_or(-1, Value::completeness),
            current: i64::from(value.is_none_or(Value::is_current)),
            recent: field.seen.map_or(i64::MIN, day_number),
            verified: field.verified.map_or(i64::MIN, day_number),
            order: (place, part),
            ..self
        }
    }
}

/// A date as a number that grows with time; an unknown month or day is the earliest.
pub(super) fn day_number(date: PartialDate) -> i64 {
    let year = date.year().map_or(-100_000, i64::from);
    year * 10_000 + i64::from(date.month().unwrap_or_default()) * 100 + i64::from(date.day().unwrap_or_default())
}

/// The last of some dates.
fn last(dates: impl Iterator<Item = PartialDate>) -> Option<PartialDate> {
    dates.max_by_key(|&date| (day_number(date), Reverse(date.is_full())))
}

/// Merges one field of all parts: its distinct values, the best first, each with its provenance.
pub(super) fn merge_fields<T: Value>(
    parts: &[Contact],
    fields_of: impl Fn(&Contact) -> &[Field<T>],
    (kind, custom): (FieldKind, Option<&str>),
    survivorship: &Survivorship,
    provenance: &mut Vec<Provenance>,
) -> Vec<Field<T>> {
    let preferences = survivorship.preferences(kind);
    let mut by_key: BTreeMap<String, Vec<Candidate<'_, T>>> = BTreeMap::new();
    for (part, contact) in parts.iter().enumerate() {
        let fields = fields_of(contact).iter().enumerate();
        // A field without text or value says nothing; it stays in its part.
        for (place, field) in fields.filter(|(_, field)| field.outcome.is_ok() || !field.text.trim().is_empty()) {
            by_key.entry(key_of(field)).or_default().push(Candidate { field, part, contact, place });
        }
    }
    let mut groups: Vec<_> =
        by_key.into_values().filter_map(|candidates| group(candidates, preferences, survivorship)).collect();
    groups.sort_by(|left, right| left.worth.compare(&right.worth, preferences));

    let only_best = survivorship.only_best.contains(&kind);
    let mut merged = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let Some(best) = group.candidates.first() else { continue };
        let dropped = only_best && index > 0;
        let rival = match index {
            0 => groups.get(1),
            _ if dropped => groups.first(),
            _ => groups.get(index - 1),
        };
        let by = rival.and_then(|rival| group.worth.told_apart_by(&rival.worth, preferences));
        let mut path = match custom {
            Some(key) => FieldPath::custom(key, index),
            None => FieldPath::value(kind, index),
        };
        if dropped {
            path.index = None;
        } else {
            merged.push(group.field(best));
        }
        provenance.push(Provenance {
            path,
            text: best.field.text.clone(),
            origins: group.origins(),
            reason: match (rival, by) {
                (None, _) => Reason::Only,
                (Some(_), by) if index == 0 => by.map_or(Reason::FirstInOrder, Reason::FirstBy),
                (Some(_), by) if dropped => by.map_or(Reason::DroppedInOrder, Reason::DroppedBy),
                (Some(_), by) => by.map_or(Reason::BehindInOrder, Reason::BehindBy),
            },
            rival: rival.and_then(|rival| rival.candidates.first()).map(|candidate| candidate.field.text.clone()),
            spelled_by: group.spelled_by,
        });
    }
    merged
}

/// One value's fields, the best spelling first.
fn group<'a, T: Value>(
    candidates: Vec<Candidate<'a, T>>,
    preferences: &[Preference],
    survivorship: &Survivorship,
) -> Option<Group<'a, T>> {
    let mut by_text: BTreeMap<&str, (BTreeSet<usize>, Worth)> = BTreeMap::new();
    let mut parts = BTreeSet::new();
    for candidate in &candidates {
        let text = by_text.entry(&candidate.field.text);
        text.or_insert_with(|| (BTreeSet::new(), Worth::of_text(candidate.field))).0.insert(candidate.part);
        parts.insert(candidate.part);
    }
    let mut ranked: Vec<(Worth, Candidate<'a, T>)> = candidates
        .into_iter()
        .map(|candidate| {
            let of_text = by_text.get(candidate.field.text.as_str());
            let worth =
                of_text.map_or_else(Worth::default, |(parts, worth)| Worth { frequent: count(parts.iter()), ..*worth });
            (worth.of(&candidate, survivorship), candidate)
        })
        .collect();
    ranked.sort_by(|(left, _), (right, _)| left.compare(right, preferences));
    let (best, best_candidate) = ranked.first()?;
    let runner_up = ranked.iter().find(|(_, candidate)| candidate.field.text != best_candidate.field.text);
    let spelled_by = runner_up.and_then(|(worth, _)| best.told_apart_by(worth, preferences));
    // A value is as recent, trusted and early as the best of its fields, and as frequent as the parts that have it.
    let worth = Worth {
        recent: ranked.iter().map(|(worth, _)| worth.recent).max()?,
        verified: ranked.iter().map(|(worth, _)| worth.verified).max()?,
        source: ranked.iter().map(|(worth, _)| worth.source).max()?,
        order: ranked.iter().map(|(worth, _)| worth.order).min()?,
        frequent: count(parts.iter()),
        ..*best
    };
    Some(Group { candidates: ranked.into_iter().map(|(_, candidate)| candidate).collect(), spelled_by, worth })
}

impl<T: Value> Group<'_, T> {
    /// Every place that says the value, in the order of the parts.
    fn origins(&self) -> Vec<Origin> {
        let mut candidates: Vec<&Candidate<'_, T>> = self.candidates.iter().collect();
        candidates.sort_by_key(|candidate| (candidate.part, candidate.place));
        let origin =
            |candidate: &Candidate<'_, T>| Origin::of_field(candidate.part, candidate.contact, candidate.field);
        candidates.into_iter().map(origin).collect()
    }

    /// The best spelling, with a label and the last day on which any of the fields was seen.
    fn field(&self, best: &Candidate<'_, T>) -> Field<T> {
        let mut field = best.field.clone();
        let fields = || self.candidates.iter().map(|candidate| candidate.field);
        field.label = field.label.or_else(|| fields().find_map(|field| field.label.clone()));
        field.seen = last(fields().filter_map(|field| field.seen));
        field.verified = last(fields().filter_map(|field| field.verified));
        if field.source.is_none() {
            field.source = Some(best.contact.source.clone().unwrap_or_else(|| best.contact.id.clone()));
        }
        field
    }
}
