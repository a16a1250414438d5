//! [`Index`]: records that come and go, and an answer at once.

mod blocks;
mod judged;
#[cfg(feature = "serde")]
mod text;

use super::against::against;
use super::cluster::{Conflict, Growth, Link};
use super::explain::Explanation;
use super::frequencies::KnownCounts;
use super::judgments::{Answer, Judgments, RecordKey};
use super::link_type::LinkType;
use super::pair::Scorer;
use super::parallel::each_of;
use super::progress::unwatched;
use super::records::Records;
use super::score::{Decision, MatchProbability, MatchWeight, Model};
use crate::contact::Contact;
use blocks::LiveBlocks;
use judged::Pairs;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

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
/// With the feature `serde` an index is written down and read again, with the same answers and the same later history. Its
/// text has names, addresses and numbers in the forms in which they are compared: keep it as you keep the contacts.
/// Reading finds blocks and links again, at most as fast as [`Index::with_records`].
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
/// the links of its records are looked at again. Memory: about 30 keys a record. Once more records have gone than are left,
/// or as many searches have brought new values, all is made again without them, which takes as long as
/// [`Index::with_records`].
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
    /// How many records have gone since the memory was last cleared, and searches that left values behind.
    gone: usize,
}

/// So many records may have gone however few there are.
const FEW: usize = 32;

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
        Self::with_records(model, link_type, Records::new())
    }

    /// An index of records that are there already, such as those of a batch run, with the same answers as if their contacts
    /// were inserted one by one, and on all cores. Of several records of one id and source the last is kept.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field};
    /// use contactkit::matching::{Index, LinkType, Matcher, Records};
    ///
    /// let mut contact = Contact::person("1");
    /// contact.emails.push(Field::parse("ada@example.org"));
    /// let records: Records = [&contact].into_iter().collect();
    /// let model = Matcher::new().resolve(&records).model;
    /// let index = Index::with_records(model, LinkType::default(), records);
    /// assert_eq!(index.len(), 1);
    /// ```
    pub fn with_records(model: Model, link_type: LinkType, records: Records) -> Self {
        let known = KnownCounts::of(&model.frequencies, &model.origins);
        let mut index = Self {
            scorer: Scorer::growing(&model, records, &known),
            known,
            blocks: LiveBlocks::default(),
            model,
            link_type,
            links: Vec::new(),
            rows: BTreeMap::new(),
            judgments: Judgments::default(),
            judged: Pairs::default(),
            gone: 0,
        };
        index.find_all();
        index
    }

    /// Finds keys, blocks and links of the records.
    fn find_all(&mut self) {
        let records = self.scorer.records();
        self.rows = records.rows().map(|row| (self.key(row), row)).collect();
        self.gone = records.len() - self.rows.len();
        self.links = vec![Vec::new(); records.len()];
        self.blocks = LiveBlocks::new(self.model.block_limits.clone());
        let rows = self.in_order();
        for &row in &rows {
            self.blocks.insert(self.scorer.records(), row);
        }
        let of_rows = each_of(&rows, |&row| self.links_to(row, true, |other| other > row));
        of_rows.into_iter().flatten().for_each(|link| self.link(link));
    }

    /// Gives back the memory of what has gone, once that is more than what is left.
    fn clear(&mut self) {
        if self.gone > self.len() + FEW {
            let mut records = Records::new();
            self.in_order().into_iter().for_each(|row| records.push_texts(&self.scorer.records().texts(row)));
            self.scorer = Scorer::growing(&self.model, records, &self.known);
            self.find_all();
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
    /// first. So it is also how a record is updated.
    pub fn insert(&mut self, contact: &Contact) -> Vec<Hit> {
        let key = RecordKey::from(contact);
        self.remove(&key);
        let row = self.scorer.push(contact, &self.model, &self.known);
        self.links.push(Vec::new());
        self.rows.insert(key, row);
        let changes = self.blocks.insert(self.scorer.records(), row);
        self.unlink(&changes.parted);
        for link in self.links_to(row, true, |_| true) {
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
        self.gone += 1;
        self.clear();
        true
    }

    /// What a contact matches or may match, the likeliest first: of a new contact what inserting it would say. A record
    /// with the contact's own id and source is not among them.
    pub fn search(&mut self, contact: &Contact) -> Vec<Hit> {
        let values = self.scorer.records().values();
        let row = self.scorer.push(contact, &self.model, &self.known);
        let own = self.rows.get(&contact.into()).copied();
        let links = self.links_to(row, false, |other| Some(other) != own);
        let hits = self.hits(row, &links);
        self.scorer.pop();
        self.gone += usize::from(self.scorer.records().values() > values);
        self.clear();
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
        let keys = |cluster: Vec<u32>| cluster.into_iter().map(|row| self.key(row)).collect();
        self.clusters_of(&self.in_order()).into_iter().map(keys).collect()
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

    /// The rows of the records in the order of their keys.
    fn in_order(&self) -> Vec<u32> {
        self.rows.values().copied().collect()
    }

    fn sort(&self, rows: &mut [u32]) {
        rows.sort_unstable_by(|&a, &b| self.scorer.records().order(a, b));
    }

    /// The links of a row to those wanted of the rows that share a block with it, and of those that must link with it.
    fn links_to(&self, row: u32, is_in: bool, wanted: impl Fn(u32) -> bool) -> Vec<Link> {
        let mut mates = self.blocks.mates(self.scorer.records(), row, is_in);
        mates.extend(self.judged_rows(row, Answer::Same));
        mates.sort_unstable();
        mates.dedup();
        mates.into_iter().filter(|&other| wanted(other)).filter_map(|other| self.scored(row, other)).collect()
    }

    /// The link between two rows, if people say so, or they may be one and are no clear non-match.
    fn scored(&self, a: u32, b: u32) -> Option<Link> {
        let records = self.scorer.records();
        let (left, right) = if records.order(a, b).is_le() { (a, b) } else { (b, a) };
        match self.answers(left, right) {
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
            let others = self.judged_rows(row, Answer::Different).into_iter().filter_map(place);
            others.filter(move |&other| at < other).map(move |other| (at, other))
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
        let (clusters, conflicts) = unwatched(|_| growth.clusters(|_| ControlFlow::Continue(())));
        let clusters = clusters.iter().map(|cluster| cluster.iter().map(|&place| row(place)).collect()).collect();
        (clusters, conflicts.iter().map(|conflict| conflict.named(|place| self.key(row(place)))).collect())
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("records", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Contact, FEW, Index, Model, Records};
    use crate::contact::{Field, PersonName};

    fn contact(id: usize, value: usize) -> Contact {
        let mut contact = Contact::person(format!("{id}"));
        contact.names.push(Field::of(PersonName::new(format!("Ann{value}"), format!("Doe{value}"))));
        contact.emails.push(Field::parse(format!("u{value}@example.org")));
        contact
    }

    /// The rows, distinct values, places of links and keys that an index has room for.
    fn sizes(index: &Index) -> [usize; 4] {
        let records = index.scorer.records();
        [records.len(), records.values(), index.links.len(), index.blocks.len()]
    }

    #[test]
    fn what_has_gone_takes_no_room_for_long() {
        let mut index = Index::new(Model::for_records(&Records::new()));
        let mut most = [0; 4];
        for value in 0..2_000 {
            index.insert(&contact(value % 10, value));
            index.search(&contact(1_000, 10_000 + value));
            let all = sizes(&index);
            most.iter_mut().zip(all).for_each(|(most, size)| *most = size.max(*most));
        }
        assert_eq!(index.len(), 10);
        let [rows, values, links, keys] = most;
        let most_rows = 10 + 10 + FEW + 1;
        assert!(rows <= most_rows && links <= most_rows, "{most:?}");
        assert!(values <= 10 * most_rows, "{most:?}");
        assert!(keys <= 30 * 11, "{most:?}");
        for id in 0..10 {
            assert!(index.remove(&format!("{id}").as_str().into()));
        }
        assert!(index.is_empty() && index.blocks.len() == 0);
    }
}
