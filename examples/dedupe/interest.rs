//! The clusters that a person would like to see: sure, and yet written differently.

use contactkit::matching::{Decision, Explanation, Link, Matcher, Part, Records, Resolution};

use crate::support::failure::Failure;
use crate::support::reader::Again;

/// The links that are looked at; it takes a few milliseconds to explain them.
const SAMPLED_LINKS: usize = 100;

/// The probability from which on a person would hardly doubt.
const SURE: f64 = 0.999;

/// A larger cluster is not chosen for its texts, as nobody would read it.
const READABLE_SIZE: usize = 6;

/// A cluster worth a look.
pub struct Specimen {
    pub cluster: u32,
    /// Its weakest link and its strongest, or the only one.
    pub links: Vec<Explanation>,
}

/// Chooses up to `most` clusters: the largest, then those of which two records surely match
/// and speak for it in most values that are written differently.
pub fn choose(
    matcher: &Matcher,
    resolution: &Resolution,
    again: &mut Again<'_>,
    most: usize,
) -> Result<Vec<Specimen>, Failure> {
    let clusters = &resolution.clusters;
    let inside = |link: &&Link| clusters.of(link.left) == clusters.of(link.right);
    let sure: Vec<&Link> = resolution
        .links
        .iter()
        .filter(|link| link.decision == Decision::Match && link.probability.value() >= SURE)
        .filter(inside)
        .filter(|link| clusters.members(clusters.of(link.left)).len() <= READABLE_SIZE)
        .collect();
    let step = sure.len().div_ceil(SAMPLED_LINKS).max(1);
    let sampled: Vec<&Link> = sure.into_iter().step_by(step).collect();
    let pairs: Vec<(u32, u32)> = sampled.iter().map(|link| (link.left, link.right)).collect();
    let explanations = explain(matcher, resolution, again, &pairs)?;
    let mut ranked: Vec<(usize, i32, &Link)> = sampled
        .into_iter()
        .zip(explanations)
        .map(|(link, explanation)| {
            let agrees = |part: &&Part| part.weight.thousandths() > 0 && differs(&part.left, &part.right);
            let differing = explanation.parts.iter().filter(agrees).count();
            (differing, link.weight.thousandths(), link)
        })
        .collect();
    ranked.sort_by_key(|(differing, weight, link)| (std::cmp::Reverse((*differing, *weight)), link.left, link.right));

    let largest =
        (0..).zip(clusters.iter()).max_by_key(|(number, members)| (members.len(), std::cmp::Reverse(*number)));
    let largest = largest.filter(|(_, members)| members.len() > 2).map(|(number, _)| number);
    let mut chosen: Vec<u32> = Vec::new();
    for cluster in largest.into_iter().chain(ranked.iter().map(|(_, _, link)| clusters.of(link.left))) {
        if chosen.len() < most && !chosen.contains(&cluster) {
            chosen.push(cluster);
        }
    }
    with_links(matcher, resolution, again, chosen)
}

/// Explains a few pairs. Their records are read once more into a store of their own, as making a model ready costs as much
/// as there are values.
fn explain(
    matcher: &Matcher,
    resolution: &Resolution,
    again: &mut Again<'_>,
    pairs: &[(u32, u32)],
) -> Result<Vec<Explanation>, Failure> {
    let mut records = Records::new();
    let mut few = Vec::new();
    for (left, right) in pairs {
        if let (Some(left), Some(right)) = (again.contact(*left)?, again.contact(*right)?) {
            few.push((records.push(&left), records.push(&right)));
        }
    }
    Ok(matcher.explain_all(&records, &resolution.model, &few))
}

/// Whether both sides have a text, and not the same.
fn differs(left: &str, right: &str) -> bool {
    let (left, right) = (left.trim(), right.trim());
    !left.is_empty() && !right.is_empty() && left.to_lowercase() != right.to_lowercase()
}

/// Explains the weakest and the strongest of the links that hold each cluster together.
fn with_links(
    matcher: &Matcher,
    resolution: &Resolution,
    again: &mut Again<'_>,
    chosen: Vec<u32>,
) -> Result<Vec<Specimen>, Failure> {
    let ends = |cluster: u32| {
        let rows = |link: &Link| (link.left, link.right);
        let mut pairs: Vec<(u32, u32)> = resolution.weakest_link(cluster).map(rows).into_iter().collect();
        pairs.extend(resolution.links_of(cluster).next().map(rows));
        pairs.dedup();
        (cluster, pairs)
    };
    let chosen: Vec<(u32, Vec<(u32, u32)>)> = chosen.into_iter().map(ends).collect();
    let pairs: Vec<(u32, u32)> = chosen.iter().flat_map(|(_, pairs)| pairs.iter().copied()).collect();
    // All at once, as getting ready to explain costs more than to explain.
    let mut explanations = explain(matcher, resolution, again, &pairs)?.into_iter();
    let specimens = chosen
        .into_iter()
        .map(|(cluster, pairs)| Specimen { cluster, links: explanations.by_ref().take(pairs.len()).collect() });
    Ok(specimens.collect())
}
