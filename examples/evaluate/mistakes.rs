//! The mistakes that hurt most: records that were wrongly put together, or apart, in spite of the evidence.

use std::collections::HashMap;

use contactkit::matching::{Explanation, LinkType, Matcher, Records, Resolution};
use serde::Serialize;

use crate::support::failure::Failure;
use crate::support::page::{self, counted};
use crate::support::reader::DataSet;

/// The mistakes that are shown of each kind.
const SHOWN: usize = 5;

/// The pairs of each kind that are explained, to choose from.
const LOOKED_AT: usize = 20_000;

/// Wrong pairs of one kind.
#[derive(Serialize)]
pub struct Mistakes {
    /// How many there are in all.
    pub pairs: u64,
    /// Why those with the most evidence for a match were decided as they were.
    pub worst: Vec<Explanation>,
    #[serde(skip)]
    rows: Vec<(u32, u32)>,
}

/// The false matches and the misses.
pub fn find(matcher: &Matcher, records: &Records, resolution: &Resolution, entities: &[u32]) -> [Mistakes; 2] {
    let entity = |row: u32| entities.get(row as usize).copied();
    let cluster = |row: u32| resolution.clusters.of(row);
    let is_pair = |left: u32, right: u32| {
        resolution.link_type == LinkType::LinkAndDedupe || records.source(left) != records.source(right)
    };
    let by_cluster = groups(0..entities.len(), cluster);
    let by_entity = groups(0..entities.len(), |row| entity(row).unwrap_or(u32::MAX));
    let false_matches = wrong_pairs(&by_cluster, |left, right| entity(left) != entity(right) && is_pair(left, right));
    let misses = wrong_pairs(&by_entity, |left, right| cluster(left) != cluster(right) && is_pair(left, right));
    [false_matches, misses].map(|(pairs, rows)| {
        let explanations = matcher.explain_all(records, &resolution.model, &rows);
        let mut ranked: Vec<_> = rows.into_iter().zip(explanations).collect();
        ranked.sort_by_key(|(pair, explanation)| (std::cmp::Reverse(explanation.weight), *pair));
        ranked.truncate(SHOWN);
        let (rows, worst) = ranked.into_iter().unzip();
        Mistakes { pairs, worst, rows }
    })
}

/// Lines on the worst false matches and the worst misses.
pub fn lines(mistakes: &[Mistakes; 2], data: &DataSet) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for (title, mistakes) in ["false matches", "misses"].into_iter().zip(mistakes) {
        lines.push(String::new());
        lines.push(format!("{title}: {}", counted(mistakes.pairs, "pair", "pairs")));
        let mut again = data.again()?;
        for ((left, right), explanation) in mistakes.rows.iter().zip(&mistakes.worst) {
            for row in [left, right] {
                if let Some(contact) = again.contact(*row)? {
                    lines.push(format!("   {}", page::one_line(&contact)));
                }
            }
            let (weight, decision) = (explanation.weight.bits(), explanation.decision);
            lines.push(format!("   {weight:.1} bits, {decision}: {}", page::reasons(explanation)));
            lines.push(String::new());
        }
    }
    Ok(lines)
}

/// The rows that share a number, groups in the order of their first row.
fn groups(rows: std::ops::Range<usize>, number: impl Fn(u32) -> u32) -> Vec<Vec<u32>> {
    let mut places: HashMap<u32, usize> = HashMap::new();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for row in rows.filter_map(|row| u32::try_from(row).ok()) {
        let place = *places.entry(number(row)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.push(row);
        }
    }
    groups
}

/// How many pairs inside groups should not be there, and the first of them.
fn wrong_pairs(groups: &[Vec<u32>], is_wrong: impl Fn(u32, u32) -> bool) -> (u64, Vec<(u32, u32)>) {
    let (mut total, mut pairs) = (0, Vec::new());
    for group in groups {
        for (index, left) in group.iter().enumerate() {
            for right in group.iter().skip(index + 1).filter(|right| is_wrong(*left, **right)) {
                total += 1;
                if pairs.len() < LOOKED_AT {
                    pairs.push((*left, *right));
                }
            }
        }
    }
    (total, pairs)
}
