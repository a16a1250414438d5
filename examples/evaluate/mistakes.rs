//! The mistakes that hurt most: records that were wrongly put together, or apart, in spite of the evidence.

use std::collections::HashMap;

use contactkit::matching::{Matcher, Records, Resolution};

use crate::support::failure::Failure;
use crate::support::page::{self, count};
use crate::support::reader::DataSet;

/// The mistakes that are shown of each kind.
const SHOWN: usize = 5;

/// The pairs of each kind that are explained, to choose from.
const LOOKED_AT: usize = 20_000;

/// Wrong pairs of rows, and how many there are in all.
struct Mistakes {
    pairs: Vec<(u32, u32)>,
    total: u64,
}

/// Lines on the worst false matches and the worst misses: those with the most evidence for a match.
pub fn lines(
    matcher: &Matcher,
    records: &Records,
    resolution: &Resolution,
    entities: &[u32],
    data: &DataSet,
) -> Result<Vec<String>, Failure> {
    let entity = |row: u32| entities.get(row as usize).copied();
    let cluster = |row: u32| resolution.clusters.of(row);
    let by_cluster = groups(0..entities.len(), cluster);
    let by_entity = groups(0..entities.len(), |row| entity(row).unwrap_or(u32::MAX));
    let false_matches = wrong_pairs(&by_cluster, |left, right| entity(left) != entity(right));
    let misses = wrong_pairs(&by_entity, |left, right| cluster(left) != cluster(right));

    let mut lines = Vec::new();
    for (title, mistakes) in [("false matches", &false_matches), ("misses", &misses)] {
        lines.push(String::new());
        lines.push(format!("{title}: {} pairs", count(mistakes.total)));
        let explanations = matcher.explain_all(records, &resolution.model, &mistakes.pairs);
        let mut ranked: Vec<_> = mistakes.pairs.iter().copied().zip(explanations).collect();
        ranked.sort_by_key(|(pair, explanation)| (std::cmp::Reverse(explanation.weight.thousandths()), *pair));
        let mut again = data.again()?;
        for ((left, right), explanation) in ranked.into_iter().take(SHOWN) {
            for row in [left, right] {
                if let Some(contact) = again.contact(row)? {
                    lines.push(format!("   {}", page::one_line(&contact)));
                }
            }
            let (weight, decision) = (explanation.weight.bits(), explanation.decision);
            lines.push(format!("   {weight:.1} bits, {decision}: {}", page::reasons(&explanation)));
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

/// The pairs inside groups that should not be there, the first of them in full.
fn wrong_pairs(groups: &[Vec<u32>], is_wrong: impl Fn(u32, u32) -> bool) -> Mistakes {
    let mut mistakes = Mistakes { pairs: Vec::new(), total: 0 };
    for group in groups {
        for (index, left) in group.iter().enumerate() {
            for right in group.iter().skip(index + 1).filter(|right| is_wrong(*left, **right)) {
                mistakes.total += 1;
                if mistakes.pairs.len() < LOOKED_AT {
                    mistakes.pairs.push((*left, *right));
                }
            }
        }
    }
    mistakes
}
