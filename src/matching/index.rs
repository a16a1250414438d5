//! [`Index`]: records that come and go, and an answer at once.

mod blocks;
mod judged;

use super::against::against;
use super::cluster::{Conflict, Growth, Link};
use super::explain::Explanation;
use super::frequencies::KnownCounts;
use super::judgments::{Judgments, RecordKey};
use super::link_type::LinkType;
use super::pair::Scorer;
use super::score::{Decision, MatchProbability, MatchWeight, Model};
use crate::contact::Contact;
use blocks::LiveBlocks;
use judged::Pairs;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Records that come and go under one [`Model`], and the question "does this contact exist already?".
///
/// The same model gives the same answers as a batch run: inserting records one by one, in any order, with removals
/// between, leads to the same links and clusters as [`Matcher::with_model`](super::Matcher::with_model) on those that are
/// left. Nothing is trained here: how often values occur and how large blocks may be are frozen in the model, so make a
/// new one when the records have become many times as many.
///
/// A contact is known by its id and source; inserting another with the same replaces it. [Judgments](Index::judge) of
/// people hold whether they come before the records or after them.
///
/// ```
/// use contactkit::contact::{Contact, Field, PersonName};
/// use contactkit::matching::{Decision, Index, Model, Records};
///
/// let contact = |id: &str, given: &str, email: &str| {
///     let mut contact = Contact::person(id);
///     contact.names.push(Field::of(PersonName::new(given, "Doe")));
///     contact.emails.push(Field::parse(email));
///     contact
/// };
/// let mut index = Index::new(Model::for_records(&Records::new()));
/// index.insert(&contact("1", "Robert", "bob.doe@example.org"));
/// index.insert(&contact("2", "Jane", "jane@example.net"));
///
/// let hits = index.search(&contact("new", "Bob", "bob.doe@example.org"));
/// assert_eq!(hits.len(), 1);
/// assert_eq!((hits[0].key.id.as_str(), hits[0].decision), ("1", Decision::Match));
/// ```
///
/// Cost of a search or an insertion: one look-up for each key of the record, and one comparison for each record that
/// shares a block with it, whatever the number of records. Where a block has just become too large, or is so no longer,
/// the links of its records are looked at again. Memory: about 30 keys a record. The room of a removed record, and of
/// values that a search brought, is not used again: make a new index when more has gone than is left.
pub struct Index {
    model: Model,
    link_type: LinkType,
    known: KnownCounts,
    scorer: Scorer<'static>,
    blocks: LiveBlocks,
    /// For every row the links to other rows.
    links: Vec<Vec<Link>>,
    rows: BTreeMap<RecordKey, u32>,
    judgments: Judgments,
    /// The judgments that decide, ready for looking up.
    judged: Pairs,
}

/// A record of an index that a contact matches, or may match.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Hit {
    /// The record.
    pub key: RecordKey,
    /// The weight of the pair's evidence.
    pub weight: MatchWeight,
    /// The probability that the two match.
    pub probability: MatchProbability,
    /// What follows from it, or was decided by people, whatever other records say: a second partner under
    /// [`LinkType::OneToOne`] and a judgment that others [contradict](Index::conflicts) are a match, too, but not in the
    /// cluster.
    pub decision: Decision,
}

impl Index {
    /// An index without records.
    pub fn new(model: Model) -> Self {
        Self::with_link_type(model, LinkType::default())
    }

    /// An index without records, where only some records may be one, by their sources.
    pub fn with_link_type(model: Model, link_type: LinkType) -> Self {
        Self {
            known: KnownCounts::of(&model.frequencies),
            scorer: Scorer::growing(&model),
            blocks: LiveBlocks::new(model.block_limits.clone()),
            model,
            link_type,
            links: Vec::new(),
            rows: BTreeMap::new(),
            judgments: Judgments::default(),
            judged: Pairs::default(),
        }
    }

    /// The model that records are compared with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether there is a record of this key.
    pub fn contains(&self, key: &RecordKey) -> bool {
        self.rows.contains_key(key)
    }

    /// Adds a contact, in place of one with the same id and source, and gives what it matches or may match, the likeliest
    /// first.
    pub fn insert(&mut self, contact: &Contact) -> Vec<Hit> {
        let key = RecordKey::from(contact);
        self.remove(&key);
        let row = self.scorer.push(contact, &self.model, &self.known);
        self.links.push(Vec::new());
        self.rows.insert(key, row);
        let changes = self.blocks.insert(self.scorer.records(), row);
        self.unlink(&changes.parted);
        for link in self.links_to(row, true) {
            self.link(link);
        }
        for group in changes.joined {
            self.link_all(&group);
        }
        self.hits(row, self.links_of(row))
    }

    /// Takes a record out; whether there was one.
    pub fn remove(&mut self, key: &RecordKey) -> bool {
        let Some(row) = self.rows.remove(key) else { return false };
        for link in self.links_of(row).to_vec() {
            self.cut(link);
        }
        let changes = self.blocks.remove(self.scorer.records(), row);
        self.unlink(&changes.parted);
        for group in changes.joined {
            let left: Vec<u32> = group.into_iter().filter(|&other| other != row).collect();
            self.link_all(&left);
        }
        true
    }

    /// What a contact matches or may match, the likeliest first: of a new contact what inserting it would say. A record
    /// with the contact's own id and source is not among them.
    pub fn search(&mut self, contact: &Contact) -> Vec<Hit> {
        let row = self.scorer.push(contact, &self.model, &self.known);
        let own = self.rows.get(&contact.into()).copied();
        let mut links = self.links_to(row, false);
        links.retain(|link| Some(link.left) != own && Some(link.right) != own);
        let hits = self.hits(row, &links);
        self.scorer.pop();
        hits
    }

    /// What a record of the index matches or may match, the likeliest first.
    pub fn matches(&self, key: &RecordKey) -> Vec<Hit> {
        let Some(&row) = self.rows.get(key) else { return Vec::new() };
        self.hits(row, self.links_of(row))
    }

    /// The keys of the records that are one person or organization with a record, itself included, in the order of keys;
    /// none if there is no such record.
    ///
    /// Grows the cluster from its links: bounded by the records that are linked in chains.
    pub fn cluster(&self, key: &RecordKey) -> Vec<RecordKey> {
        let Some(&row) = self.rows.get(key) else { return Vec::new() };
        let clusters = self.clusters_of(&self.component(row));
        let own = clusters.into_iter().find(|cluster| cluster.contains(&row)).unwrap_or_default();
        own.into_iter().map(|row| self.key(row)).collect()
    }

    /// All clusters, in the order of their first keys.
    pub fn clusters(&self) -> Vec<Vec<RecordKey>> {
        let mut rows: Vec<u32> = self.rows.values().copied().collect();
        self.sort(&mut rows);
        let keys = |cluster: Vec<u32>| cluster.into_iter().map(|row| self.key(row)).collect();
        self.clusters_of(&rows).into_iter().map(keys).collect()
    }

    /// Explains why two records match, or do not; nothing if one of them is not there.
    pub fn explain(&self, left: &RecordKey, right: &RecordKey) -> Option<Explanation> {
        let (&left, &right) = self.rows.get(left).zip(self.rows.get(right))?;
        Some(Explanation::of(&self.scorer, &self.model, self.scorer.records(), left, right))
    }

    /// The judgments of people that contradict each other, as a batch run would find them.
    pub fn conflicts(&self) -> Vec<Conflict<RecordKey>> {
        let mut rows = BTreeSet::new();
        for &row in self.rows.values().filter(|&&row| self.links_of(row).iter().any(|link| link.must_link)) {
            if !rows.contains(&row) {
                rows.extend(self.component(row));
            }
        }
        let mut rows: Vec<u32> = rows.into_iter().collect();
        self.sort(&mut rows);
        self.growth_of(&rows).1
    }

    fn key(&self, row: u32) -> RecordKey {
        let records = self.scorer.records();
        match (records.source(row), records.id(row)) {
            ("", id) => id.into(),
            key => key.into(),
        }
    }

    fn sort(&self, rows: &mut [u32]) {
        rows.sort_unstable_by(|&a, &b| self.scorer.records().order(a, b));
    }

    /// The links of a row to the rows that share a block with it, and to those that must link with it.
    fn links_to(&self, row: u32, is_in: bool) -> Vec<Link> {
        let mut mates = self.blocks.mates(self.scorer.records(), row, is_in);
        mates.extend(self.judged_rows(row).into_iter().filter(|&other| self.verdicts(row, other)[0]));
        mates.sort_unstable();
        mates.dedup();
        mates.into_iter().filter_map(|other| self.scored(row, other)).collect()
    }

    /// The link between two rows, if people say so, or they may be one and are no clear non-match.
    fn scored(&self, a: u32, b: u32) -> Option<Link> {
        let records = self.scorer.records();
        let (left, right) = if records.order(a, b).is_le() { (a, b) } else { (b, a) };
        match self.verdicts(left, right) {
            [true, _] => return Some(Link::decided(&self.scorer, left, right)),
            [false, true] => return None,
            [false, false] => {}
        }
        if self.link_type != LinkType::LinkAndDedupe && records.is_one_source(a, b) {
            return None;
        }
        Link::between(&self.scorer, left, right)
    }

    fn links_of(&self, row: u32) -> &[Link] {
        self.links.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// Keeps a link.
    fn link(&mut self, link: Link) {
        for row in [link.left, link.right] {
            self.links.get_mut(row as usize).into_iter().for_each(|links| links.push(link));
        }
    }

    /// Takes a link away.
    fn cut(&mut self, link: Link) {
        let rows = (link.left, link.right);
        for row in [link.left, link.right] {
            let links = self.links.get_mut(row as usize);
            links.into_iter().for_each(|links| links.retain(|other| (other.left, other.right) != rows));
        }
    }

    /// Links all pairs of a group that share a block and are not linked.
    fn link_all(&mut self, group: &[u32]) {
        let wanted: FxHashSet<u32> = group.iter().copied().collect();
        for &row in group {
            let known: FxHashSet<u32> = self.links_of(row).iter().map(|link| link.other(row)).collect();
            let mates = self.blocks.mates(self.scorer.records(), row, true);
            let new =
                mates.into_iter().filter(|other| *other > row && wanted.contains(other) && !known.contains(other));
            let links: Vec<Link> = new.filter_map(|other| self.scored(row, other)).collect();
            links.into_iter().for_each(|link| self.link(link));
        }
    }

    /// Takes away the links inside groups of rows that share no block any more.
    fn unlink(&mut self, groups: &[Vec<u32>]) {
        for group in groups {
            for &row in group {
                let links = self.links_of(row);
                if links.is_empty() {
                    continue;
                }
                let mates = self.blocks.mates(self.scorer.records(), row, true);
                let is_gone = |link: &&Link| !link.must_link && mates.binary_search(&link.other(row)).is_err();
                let gone: Vec<Link> = links.iter().filter(is_gone).copied().collect();
                gone.into_iter().for_each(|link| self.cut(link));
            }
        }
    }

    fn hits(&self, row: u32, links: &[Link]) -> Vec<Hit> {
        let mut links: Vec<(u32, &Link)> = links.iter().map(|link| (link.other(row), link)).collect();
        let records = self.scorer.records();
        links.sort_by(|(a, x), (b, y)| Reverse(x.weight).cmp(&Reverse(y.weight)).then_with(|| records.order(*a, *b)));
        let hit = |(other, link): (u32, &Link)| Hit {
            key: self.key(other),
            weight: link.weight,
            probability: link.probability,
            decision: link.decision,
        };
        links.into_iter().map(hit).collect()
    }

    /// The rows that chains of matches lead to from a row, in order.
    fn component(&self, row: u32) -> Vec<u32> {
        let mut seen = FxHashSet::from_iter([row]);
        let mut rows = vec![row];
        let mut next = 0;
        while let Some(&row) = rows.get(next) {
            next += 1;
            let matches = self.links_of(row).iter().filter(|link| link.decision == Decision::Match);
            rows.extend(matches.map(|link| link.other(row)).filter(|&other| seen.insert(other)));
        }
        self.sort(&mut rows);
        rows
    }

    /// The clusters of rows in order that have no links to others.
    fn clusters_of(&self, rows: &[u32]) -> Vec<Vec<u32>> {
        self.growth_of(rows).0
    }

    /// The clusters of rows in order that have no links to others, and what people contradict each other in.
    fn growth_of(&self, rows: &[u32]) -> (Vec<Vec<u32>>, Vec<Conflict<RecordKey>>) {
        let places: FxHashMap<u32, u32> = rows.iter().copied().zip(0..).collect();
        let place = |row: u32| places.get(&row).copied();
        let row = |place: u32| rows.get(place as usize).copied().unwrap_or_default();
        let mut links = Vec::new();
        for &row in rows {
            for link in self.links_of(row).iter().filter(|link| link.left == row) {
                links.extend(place(link.left).zip(place(link.right)).map(|(left, right)| Link {
                    left,
                    right,
                    ..*link
                }));
            }
        }
        links.sort_unstable_by_key(|link| (link.left, link.right));
        let ranks: Vec<u32> = (0..).take(rows.len()).collect();
        let apart = |(at, &row): (u32, &u32)| {
            let others = self.judged_rows(row).into_iter().filter_map(move |other| Some((place(other)?, other)));
            let ahead = others.filter(move |&(other, _)| at < other);
            ahead.filter(move |&(_, other)| self.verdicts(row, other)[1]).map(move |(other, _)| (at, other))
        };
        let cannot_link: Vec<(u32, u32)> = (0..).zip(rows).flat_map(apart).collect();
        let rows_of = |places: &[u32]| places.iter().map(|&place| row(place)).collect::<Vec<u32>>();
        let growth = Growth {
            links: &links,
            cannot_link: &cannot_link,
            ranks: &ranks,
            evidence: |left, right| self.scorer.say_together(row(left), row(right)),
            against: |left: &[u32], right: &[u32]| {
                against(self.scorer.records(), self.link_type, &rows_of(left), &rows_of(right))
            },
        };
        let (clusters, conflicts) = growth.clusters();
        let clusters = clusters.iter().map(|cluster| cluster.iter().map(|&place| row(place)).collect()).collect();
        (clusters, conflicts.iter().map(|conflict| conflict.named(|place| self.key(row(place)))).collect())
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("records", &self.len()).finish_non_exhaustive()
    }
}
