//! [`Clusters`]: which records are one person or organization.
//!
//! Links come in, the strongest first; clusters grow by them. Two clusters join only if the evidence between *all*
//! their records speaks for it on the whole, so that a chain of links does not bring together what is different.

use super::score::{Decision, MatchWeight};

/// A pair that was scored and is not a clear non-match.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Link {
    /// The row whose record comes first in the order of keys.
    pub left: u32,
    /// The other row.
    pub right: u32,
    /// The weight of the pair's evidence.
    pub weight: MatchWeight,
    /// The probability that the pair is a match.
    pub probability: super::score::MatchProbability,
    /// What follows from it.
    pub decision: Decision,
}

/// A partition of the records: every record is in one cluster, most of them alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clusters {
    cluster_of: Vec<u32>,
    ends: Vec<u32>,
    members: Vec<u32>,
}

/// The most pairs between two clusters that are looked at before they join.
const LOOK: usize = 256;

impl Clusters {
    /// Clusters from links. `ranks` is the order of the records, `log_odds` scores a pair (log2 of the odds of a match,
    /// in thousandths).
    ///
    /// Near linear in the number of links, as long as clusters are small.
    pub(crate) fn grow(links: &[Link], ranks: &[u32], log_odds: impl Fn(u32, u32) -> i64) -> Self {
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or_default();
        let mut order: Vec<&Link> = links.iter().filter(|link| link.decision == Decision::Match).collect();
        order.sort_by_key(|link| (std::cmp::Reverse(link.weight), rank(link.left), rank(link.right)));
        let mut groups = Groups::new(ranks.len());
        for link in order {
            let (a, b) = (groups.find(link.left), groups.find(link.right));
            if a != b && joins(groups.members(a), groups.members(b), &log_odds) {
                groups.join(a, b, rank);
            }
        }
        Self::from_groups(groups, ranks)
    }

    fn from_groups(mut groups: Groups, ranks: &[u32]) -> Self {
        let mut rows: Vec<u32> = (0..).take(ranks.len()).collect();
        rows.sort_by_key(|&row| ranks.get(row as usize));
        let mut clusters = Self { cluster_of: vec![u32::MAX; ranks.len()], ..Self::default() };
        for row in rows {
            let root = groups.find(row);
            let cluster = u32::try_from(clusters.ends.len()).unwrap_or(u32::MAX);
            if clusters.cluster_of.get(row as usize) != Some(&u32::MAX) {
                continue;
            }
            let mut members = groups.take(root);
            members.sort_by_key(|&row| ranks.get(row as usize));
            for &member in &members {
                if let Some(place) = clusters.cluster_of.get_mut(member as usize) {
                    *place = cluster;
                }
            }
            clusters.members.append(&mut members);
            clusters.ends.push(u32::try_from(clusters.members.len()).unwrap_or(u32::MAX));
        }
        clusters
    }

    /// The number of the cluster that a row is in. Clusters are numbered in the order of their first records.
    pub fn of(&self, row: u32) -> u32 {
        self.cluster_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The rows of a cluster, in the order of their keys; empty if there is no such cluster.
    pub fn members(&self, cluster: u32) -> &[u32] {
        let cluster = cluster as usize;
        let start = cluster.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(cluster).map_or(0, |&end| end as usize);
        self.members.get(start..end).unwrap_or_default()
    }

    /// How many clusters there are, those of one record included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cluster, because there is no record.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The clusters in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..).take(self.len()).map(|cluster| self.members(cluster))
    }
}

/// Whether the pairs between two clusters speak for one cluster on the whole.
fn joins(left: &[u32], right: &[u32], log_odds: &impl Fn(u32, u32) -> i64) -> bool {
    let pairs = left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b)));
    let (mut sum, mut count) = (0i64, 0i64);
    for (a, b) in pairs.take(LOOK) {
        sum += log_odds(a.min(b), a.max(b)).clamp(-LIMIT, LIMIT);
        count += 1;
    }
    sum >= 0 && count > 0
}

/// No single pair counts for more than this many thousandths of a bit.
const LIMIT: i64 = 10_000;

/// Groups of rows that join.
struct Groups {
    parents: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    fn new(rows: usize) -> Self {
        Self { parents: (0..).take(rows).collect(), members: (0..).take(rows).map(|row| vec![row]).collect() }
    }

    fn find(&mut self, row: u32) -> u32 {
        let mut row = row;
        while let Some(&parent) = self.parents.get(row as usize).filter(|&&parent| parent != row) {
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(place) = self.parents.get_mut(row as usize) {
                *place = above;
            }
            row = above;
        }
        row
    }

    fn members(&self, root: u32) -> &[u32] {
        self.members.get(root as usize).map_or(&[], Vec::as_slice)
    }

    /// The members of a group, which has none afterwards.
    fn take(&mut self, root: u32) -> Vec<u32> {
        self.members.get_mut(root as usize).map(std::mem::take).unwrap_or_default()
    }

    /// Joins two groups; the members stay in the order of the records.
    fn join(&mut self, a: u32, b: u32, rank: impl Fn(u32) -> u32) {
        let (keep, give) = if self.members(a).len() >= self.members(b).len() { (a, b) } else { (b, a) };
        let mut members = self.take(keep);
        members.append(&mut self.take(give));
        members.sort_by_key(|&row| rank(row));
        if let Some(place) = self.members.get_mut(keep as usize) {
            *place = members;
        }
        if let Some(parent) = self.parents.get_mut(give as usize) {
            *parent = keep;
        }
    }
}
