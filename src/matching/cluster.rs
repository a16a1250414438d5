//! [`Clusters`]: which records are one person or organization.
//!
//! Links come in, the strongest first; clusters grow by them. What people have decided comes before all evidence. Two
//! clusters join only if the evidence between *all* their records speaks for it on the whole, so that a chain of links
//! does not bring together what is different.

use super::pair::Scorer;
use super::records::{Records, by_rank, inverse};
use super::roots::Roots;
use super::score::{Decision, MatchProbability, MatchWeight};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::ControlFlow;

/// A pair that was scored and is not a clear non-match, or that people have decided to be one.
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
    /// The probability that the pair is a match, by its evidence.
    pub probability: MatchProbability,
    /// What follows from it, or was decided by people.
    pub decision: Decision,
    /// Whether people have decided it: a must-link.
    pub must_link: bool,
}

/// Decisions of people that contradict each other: a chain of must-links between two records that cannot link.
///
/// The two are not in one cluster: the must-link of the chain with the least evidence was not obeyed. A [resolution]
/// knows records by their rows, an [index](super::Index::conflicts) by their keys.
///
/// [resolution]: super::Resolution::conflicts
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Conflict<Record = u32> {
    /// The records that cannot link.
    pub cannot_link: (Record, Record),
    /// The records of the must-link that was not obeyed.
    pub must_link: (Record, Record),
    /// The records of a chain of must-links from one that cannot link to the other, both included.
    pub chain: Vec<Record>,
}

impl Conflict {
    /// The same conflict, its rows called something else.
    pub(crate) fn named<Record>(&self, name: impl Fn(u32) -> Record) -> Conflict<Record> {
        let both = |(left, right): (u32, u32)| (name(left), name(right));
        Conflict {
            cannot_link: both(self.cannot_link),
            must_link: both(self.must_link),
            chain: self.chain.iter().map(|&row| name(row)).collect(),
        }
    }
}

/// A partition of the records: every record is in one cluster, most of them alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clusters {
    cluster_of: Vec<u32>,
    ends: Vec<u32>,
    members: Vec<u32>,
    /// For every cluster, one less than it has members: the places of the links that hold it together.
    links: Vec<u32>,
}

/// What clusters are grown from.
pub(crate) struct Growth<'a, E, A> {
    /// The pairs that match, may match or must link.
    pub(crate) links: &'a [Link],
    /// The pairs that cannot link.
    pub(crate) cannot_link: &'a [(u32, u32)],
    /// The place of every row in the order of records.
    pub(crate) ranks: &'a [u32],
    /// What two records say for being in one cluster, in thousandths of a bit.
    pub(crate) evidence: E,
    /// What speaks against one cluster of two groups as wholes, in thousandths of a bit.
    pub(crate) against: A,
}

impl<E: Fn(u32, u32) -> i64, A: Fn(&[u32], &[u32]) -> i64> Growth<'_, E, A> {
    /// Grows clusters. A cluster that was asked for in vain is asked again only once it has grown, and every join looks
    /// at a bounded number of pairs: near linear in the number of links. Tells now and then how many more links it has
    /// looked at.
    pub(crate) fn clusters<B>(
        &self,
        mut step: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B, (Clusters, Vec<Conflict>)> {
        let rank = |row: u32| self.ranks.get(row as usize).copied().unwrap_or_default();
        let matches = (0..).zip(self.links).filter(|(_, link)| link.decision == Decision::Match);
        let mut order: Vec<(u32, &Link)> = matches.collect();
        order.sort_by_key(|(_, link)| (Reverse(link.strength()), rank(link.left), rank(link.right)));

        let mut groups = Groups::new(self.ranks.len(), self.cannot_link);
        let mut refused = FxHashMap::default();
        let mut conflicts = Vec::new();
        for (number, (_, link)) in order.iter().enumerate() {
            if number % CHUNK == CHUNK - 1 {
                step(CHUNK)?;
            }
            let (a, b) = (groups.find(link.left), groups.find(link.right));
            if a == b {
                continue;
            }
            if link.must_link {
                match groups.foes(a, b).min_by_key(|&(a, b)| (rank(a).min(rank(b)), rank(a).max(rank(b)))) {
                    Some(foes) => conflicts.push((foes, (link.left, link.right))),
                    None => groups.join(a, b),
                }
                continue;
            }
            let sizes = (groups.members(&a).len(), groups.members(&b).len());
            if refused.get(&(a, b)) == Some(&sizes) {
                continue;
            }
            if groups.foes(a, b).next().is_none() && self.joins(groups.members(&a), groups.members(&b)) {
                groups.join(a, b);
            } else {
                refused.insert((a, b), sizes);
            }
        }
        let clusters = self.partition(groups, &order);
        let conflict = |(cannot_link, must_link): ((u32, u32), (u32, u32))| {
            let cannot_link = by_rank(self.ranks, cannot_link.0, cannot_link.1);
            let must_links = order.iter().map(|(_, link)| *link).take_while(|link| link.must_link);
            let chain = path(must_links, cannot_link.0, cannot_link.1);
            let rights = chain.iter().map(|&(row, _)| row);
            Conflict { cannot_link, must_link, chain: std::iter::once(cannot_link.0).chain(rights).collect() }
        };
        let conflicts = conflicts.into_iter().map(conflict).collect();
        ControlFlow::Continue((clusters, conflicts))
    }

    /// Whether the pairs between two clusters speak for one cluster on the whole. Of many pairs, so many are looked at
    /// that are spread evenly over the records of both.
    fn joins(&self, left: &[u32], right: &[u32]) -> bool {
        let [lefts, rights] = [left.len(), right.len()];
        let evidence = |i: usize, j: usize| match (left.get(i), right.get(j)) {
            (Some(&a), Some(&b)) => (self.evidence)(a, b),
            _ => 0,
        };
        let sum: i64 = if lefts * rights <= LOOK {
            (0..lefts).flat_map(|i| (0..rights).map(move |j| (i, j))).map(|(i, j)| evidence(i, j)).sum()
        } else {
            (0..LOOK).map(|n| evidence(n * lefts / LOOK, n * SPREAD % LOOK * rights / LOOK)).sum()
        };
        sum >= (self.against)(left, right)
    }

    /// The groups as clusters, with the links that hold them together.
    fn partition(&self, mut groups: Groups, order: &[(u32, &Link)]) -> Clusters {
        let mut clusters = Clusters { cluster_of: vec![u32::MAX; self.ranks.len()], ..Clusters::default() };
        for row in inverse(self.ranks) {
            let root = groups.find(row);
            let cluster = u32::try_from(clusters.ends.len()).unwrap_or(u32::MAX);
            if clusters.cluster_of.get(row as usize) != Some(&u32::MAX) {
                continue;
            }
            let mut members = groups.members(&root).to_vec();
            members.sort_by_key(|&row| self.ranks.get(row as usize));
            for &member in &members {
                if let Some(place) = clusters.cluster_of.get_mut(member as usize) {
                    *place = cluster;
                }
            }
            clusters.members.append(&mut members);
            clusters.ends.push(u32::try_from(clusters.members.len()).unwrap_or(u32::MAX));
        }
        // of a cluster's links the strongest that hold it together: a maximum spanning tree (Kruskal 1956)
        let mut trees = Roots::new(self.ranks.len());
        let mut held = Vec::new();
        for &(place, link) in order.iter().filter(|(_, link)| clusters.of(link.left) == clusters.of(link.right)) {
            let (a, b) = (trees.find(link.left), trees.find(link.right));
            if a != b {
                trees.join(a, b);
                held.push((clusters.of(link.left), place));
            }
        }
        held.sort_by_key(|&(cluster, _)| cluster);
        clusters.links = held.into_iter().map(|(_, place)| place).collect();
        clusters
    }
}

impl Link {
    /// The link between two rows, of which the left comes first, if they are no clear non-match.
    pub(crate) fn between(scorer: &Scorer<'_>, left: u32, right: u32) -> Option<Self> {
        let (weight, decision) = scorer.judge(left, right)?;
        let probability = scorer.probability(weight);
        Some(Self { left, right, weight, probability, decision, must_link: false })
    }

    /// How many bytes the links of records take, if there are as many as records; they are rarely half as many, but have
    /// room for more while they come.
    pub(crate) fn memory(records: &Records) -> usize {
        records.len() * size_of::<Self>()
    }

    /// The link between two rows, of which the left comes first, that people have decided to be one.
    pub(crate) fn decided(scorer: &Scorer<'_>, left: u32, right: u32) -> Self {
        let weight = scorer.weigh(&scorer.compare(left, right)).weight;
        let probability = scorer.probability(weight);
        Self { left, right, weight, probability, decision: Decision::Match, must_link: true }
    }

    /// The other of a link's rows.
    pub(crate) fn other(&self, row: u32) -> u32 {
        if self.left == row { self.right } else { self.left }
    }

    /// What orders links: what people say, then the weight.
    pub(crate) fn strength(&self) -> (bool, MatchWeight) {
        (self.must_link, self.weight)
    }
}

/// The shortest path over links from one row to another: each row after the first with the link that leads to it.
pub(crate) fn path<'l>(links: impl Iterator<Item = &'l Link>, from: u32, to: u32) -> Vec<(u32, &'l Link)> {
    let mut neighbors: FxHashMap<u32, Vec<(u32, &Link)>> = FxHashMap::default();
    for link in links {
        neighbors.entry(link.left).or_default().push((link.right, link));
        neighbors.entry(link.right).or_default().push((link.left, link));
    }
    let mut came: FxHashMap<u32, (u32, &Link)> = FxHashMap::default();
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(row) = queue.pop_front().filter(|&row| row != to) {
        for &(next, link) in neighbors.get(&row).into_iter().flatten() {
            if next != from && !came.contains_key(&next) {
                came.insert(next, (row, link));
                queue.push_back(next);
            }
        }
    }
    let mut at = to;
    let mut steps: Vec<(u32, &Link)> = std::iter::from_fn(|| {
        let &(before, link) = came.get(&at)?;
        let step = (at, link);
        at = before;
        Some(step)
    })
    .collect();
    steps.reverse();
    steps
}

/// How many links are looked at between two reports of progress.
const CHUNK: usize = 1 << 12;

/// The most pairs between two clusters that are looked at before they join.
const LOOK: usize = 256;

/// An odd number: its multiples are spread over 0..LOOK, and meet each of them once.
const SPREAD: usize = 99;

impl Clusters {
    /// The number of the cluster that a row is in. Clusters are numbered in the order of their first records.
    pub fn of(&self, row: u32) -> u32 {
        self.cluster_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The rows of a cluster, in the order of their keys; empty if there is no such cluster.
    pub fn members(&self, cluster: u32) -> &[u32] {
        self.members.get(self.range(cluster)).unwrap_or_default()
    }

    /// The places of the links that hold a cluster together, the strongest first.
    pub(crate) fn links(&self, cluster: u32) -> &[u32] {
        // every cluster before has a link less than members
        let range = self.range(cluster);
        let start = range.start - (cluster as usize).min(range.start);
        self.links.get(start..start + range.len().saturating_sub(1)).unwrap_or_default()
    }

    fn range(&self, cluster: u32) -> std::ops::Range<usize> {
        let cluster = cluster as usize;
        let start = cluster.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.ends.get(cluster).map_or(0..0, |&end| start..end as usize)
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

/// Groups of rows that join.
struct Groups {
    roots: Roots,
    /// The members of the roots of several, in the order in which they came.
    members: FxHashMap<u32, Vec<u32>>,
    /// For roots, the pairs of a member and a row that cannot be with it.
    foes: FxHashMap<u32, Vec<(u32, u32)>>,
}

impl Groups {
    fn new(rows: usize, cannot_link: &[(u32, u32)]) -> Self {
        let mut foes: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
        for &(left, right) in cannot_link {
            foes.entry(left).or_default().push((left, right));
            foes.entry(right).or_default().push((right, left));
        }
        Self { roots: Roots::new(rows), members: FxHashMap::default(), foes }
    }

    fn find(&mut self, row: u32) -> u32 {
        self.roots.find(row)
    }

    fn members<'a>(&'a self, root: &'a u32) -> &'a [u32] {
        self.members.get(root).map_or(std::slice::from_ref(root), Vec::as_slice)
    }

    /// The pairs between two groups that cannot link.
    fn foes(&self, a: u32, b: u32) -> impl Iterator<Item = (u32, u32)> {
        let of = |root: u32| self.foes.get(&root).map_or(&[][..], Vec::as_slice);
        let (few, other) = if of(a).len() <= of(b).len() { (of(a), b) } else { (of(b), a) };
        few.iter().copied().filter(move |&(_, foe)| self.roots.root(foe) == other)
    }

    /// Joins two groups: the smaller one's records come after those of the larger.
    fn join(&mut self, a: u32, b: u32) {
        let (keep, give) = if self.members(&a).len() >= self.members(&b).len() { (a, b) } else { (b, a) };
        let mut given = self.members.remove(&give).unwrap_or_else(|| vec![give]);
        self.members.entry(keep).or_insert_with(|| vec![keep]).append(&mut given);
        self.roots.join(keep, give);
        if let Some(mut foes) = self.foes.remove(&give) {
            let kept = self.foes.entry(keep).or_default();
            if kept.len() < foes.len() {
                std::mem::swap(kept, &mut foes);
            }
            kept.append(&mut foes);
        }
    }
}
