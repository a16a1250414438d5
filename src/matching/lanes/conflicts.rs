//! What records contradict each other in, of what a person has one of.

use super::super::compare::{Comparison, at, birth_date, straight, swapped};
use super::super::explain::{join_with, word};
use super::super::records::{Name, Records};
use super::Reason;
use crate::contact::ContactKind;
use crate::normalize::Generation;
use std::cmp::Reverse;

/// What some records contradict each other in: full birth dates that no slip of typing explains, genders, Jr and Sr,
/// names each of which two records have, people and organizations.
pub(super) fn among(records: &Records, rows: &[u32]) -> Vec<Reason> {
    let found = [
        dates(records, rows),
        genders(records, rows),
        generations(records, rows),
        names(records, rows),
        kinds(records, rows),
    ];
    let conflict = |(comparison, values): (Comparison, Vec<String>)| {
        (!values.is_empty()).then_some(Reason::Conflict { comparison, values })
    };
    found.into_iter().filter_map(conflict).collect()
}

/// Birth dates that differ from the most frequent one.
fn dates(records: &Records, rows: &[u32]) -> (Comparison, Vec<String>) {
    let dates = by_count(records.full_birth_dates(rows), |&date| records.date_values.text(date).to_string());
    let differ = |&first: &u32, &other: &u32| birth_date(records, first, other).level == at::date::DIFFERENT;
    (Comparison::BirthDate, unlike_the_first(&dates, differ, |&date| records.date_values.text(date).to_string()))
}

fn genders(records: &Records, rows: &[u32]) -> (Comparison, Vec<String>) {
    let all = rows.iter().filter_map(|&row| records.genders.get(row as usize).copied().flatten());
    (Comparison::Gender, unlike_the_first(&by_count(all, |gender| word(gender)), |a, b| a != b, |gender| word(gender)))
}

fn generations(records: &Records, rows: &[u32]) -> (Comparison, Vec<String>) {
    let word = |generation: &Generation| generation.as_str().to_owned();
    let all = by_count(records.generations(rows), word);
    (Comparison::Generation, unlike_the_first(&all, |a, b| a != b, word))
}

/// Names of which two records have each.
fn names(records: &Records, rows: &[u32]) -> (Comparison, Vec<String>) {
    let text = |name: &Name| join_with([name.given, name.family].map(|part| records.name_values.text(part)), " ");
    let all = rows.iter().flat_map(|&row| records.names.row(row)).filter(|name| !name.is_guess).copied();
    let mut names = by_count(all.map(|name| Name { middle: 0, generation: Generation::Unknown, ..name }), text);
    names.retain(|&(_, count)| count > 1);
    let differ = |a: &Name, b: &Name| {
        straight(records, a, b).differs() && swapped(records, a, b).is_none_or(|swapped| swapped.differs())
    };
    (Comparison::GivenName, unlike_the_first(&names, differ, text))
}

fn kinds(records: &Records, rows: &[u32]) -> (Comparison, Vec<String>) {
    let is_telling = |&row: &u32| {
        let is_organization = records.kinds.get(row as usize) == Some(&ContactKind::Organization);
        is_organization || !records.names.row(row).is_empty()
    };
    let all = rows.iter().filter(|row| is_telling(row)).filter_map(|&row| records.kinds.get(row as usize).copied());
    (Comparison::Kind, unlike_the_first(&by_count(all, |kind| word(kind)), |a, b| a != b, |kind| word(kind)))
}

/// Values with their counts, the most frequent first, then in the order of their texts.
fn by_count<T: Copy + PartialEq>(all: impl Iterator<Item = T>, text: impl Fn(&T) -> String) -> Vec<(T, usize)> {
    let all: Vec<T> = all.collect();
    if all.windows(2).all(|two| two.first() == two.last()) {
        // as most are
        return all.first().map(|&value| (value, all.len())).into_iter().collect();
    }
    let mut texts: Vec<(String, T)> = all.into_iter().map(|value| (text(&value), value)).collect();
    texts.sort_by(|(a, _), (b, _)| a.cmp(b));
    let same = texts.chunk_by(|(a, _), (b, _)| a == b);
    let mut counts: Vec<(T, usize)> = same.filter_map(|same| Some((same.first()?.1, same.len()))).collect();
    counts.sort_by_key(|&(_, count)| Reverse(count));
    counts
}

/// The texts of the first value and of those that are unlike it; nothing if none is.
fn unlike_the_first<T>(
    counts: &[(T, usize)],
    differ: impl Fn(&T, &T) -> bool,
    text: impl Fn(&T) -> String,
) -> Vec<String> {
    let Some(((first, _), others)) = counts.split_first() else { return Vec::new() };
    let unlike: Vec<String> =
        others.iter().filter(|(other, _)| differ(first, other)).map(|(other, _)| text(other)).collect();
    if unlike.is_empty() { unlike } else { std::iter::once(text(first)).chain(unlike).collect() }
}
