//! What people decide, while records come and go.

use super::super::judgments::{Answer, Judgment, Judgments, RecordKey};
use super::{Index, Link};
use rustc_hash::FxHashMap;

/// The pairs that people have decided, by the id of either record: its key, the key of the other, and what they are.
#[derive(Debug, Default)]
pub(super) struct Pairs(FxHashMap<String, Vec<(RecordKey, RecordKey, Answer)>>);

impl Pairs {
    fn add(&mut self, judgment: &Judgment) {
        let Judgment { left, right, answer, .. } = judgment;
        for (one, other) in [(left, right), (right, left)].into_iter().filter(|_| *answer != Answer::Unsure) {
            self.0.entry(one.id.clone()).or_default().push((one.clone(), other.clone(), *answer));
        }
    }

    fn take(&mut self, left: &RecordKey, right: &RecordKey) {
        for (one, other) in [(left, right), (right, left)] {
            if let Some(pairs) = self.0.get_mut(&one.id) {
                pairs.retain(|(a, b, _)| (a, b) != (one, other));
                if pairs.is_empty() {
                    self.0.remove(&one.id);
                }
            }
        }
    }

    fn of(&self, id: &str) -> &[(RecordKey, RecordKey, Answer)] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Index {
    /// Takes a judgment, which holds for the records that are there, and for those that come.
    ///
    /// Costs a comparison of the two records, once they are there.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field, PersonName};
    /// use contactkit::matching::{Answer, Index, Judgment, Model, Records};
    ///
    /// let mut index = Index::new(Model::for_records(&Records::new()));
    /// index.judge(Judgment::new("1", "2", Answer::Same).by("ann"));
    /// for (id, given) in [("1", "Robert"), ("2", "Ann")] {
    ///     let mut contact = Contact::person(id);
    ///     contact.names.push(Field::of(PersonName::new(given, "Doe")));
    ///     index.insert(&contact);
    /// }
    /// assert_eq!(index.clusters().len(), 1);
    /// index.withdraw("1", "2");
    /// assert_eq!(index.clusters().len(), 2);
    /// ```
    pub fn judge(&mut self, judgment: Judgment) {
        self.judged.add(&judgment);
        self.relink(&judgment.left, &judgment.right);
        self.judgments.push(judgment);
    }

    /// Takes back all judgments of two keys, in either order, and gives them.
    pub fn withdraw(&mut self, left: impl Into<RecordKey>, right: impl Into<RecordKey>) -> Vec<Judgment> {
        let (left, right) = (left.into(), right.into());
        self.judged.take(&left, &right);
        self.relink(&left, &right);
        self.judgments.withdraw(left, right)
    }

    /// What people have decided.
    pub fn judgments(&self) -> &Judgments {
        &self.judgments
    }

    /// What people say of two rows: that they must link, and that they cannot.
    pub(super) fn answers(&self, left: u32, right: u32) -> [bool; 2] {
        let pairs = self.pairs_of(left).filter(|(_, other, _)| self.names(other, right));
        pairs.fold([false; 2], |[same, different], (.., answer)| {
            [same || *answer == Answer::Same, different || *answer == Answer::Different]
        })
    }

    /// The rows of which people say that they must link with a row, or that they cannot.
    pub(super) fn judged_rows(&self, row: u32, answer: Answer) -> Vec<u32> {
        let pairs = self.pairs_of(row).filter(|(.., said)| *said == answer);
        let others = pairs.flat_map(|(_, other, _)| self.rows_named(other));
        others.filter(|&other| other != row && !self.is_same_record(row, other)).collect()
    }

    fn pairs_of(&self, row: u32) -> impl Iterator<Item = &(RecordKey, RecordKey, Answer)> {
        let pairs = self.judged.of(self.scorer.records().id(row));
        pairs.iter().filter(move |(key, ..)| self.names(key, row))
    }

    fn names(&self, key: &RecordKey, row: u32) -> bool {
        key.names(self.scorer.records(), row)
    }

    /// The rows that a key names.
    fn rows_named(&self, key: &RecordKey) -> impl Iterator<Item = u32> {
        let of_id = self.rows.range(RecordKey::from(key.id.as_str())..).take_while(|(other, _)| other.id == key.id);
        of_id.map(|(_, &row)| row).filter(|&row| self.names(key, row))
    }

    /// Whether two rows are of one key, because one of them is asked about in place of the other.
    fn is_same_record(&self, one: u32, other: u32) -> bool {
        self.scorer.records().order(one, other).is_eq()
    }

    /// Links the records that two keys name anew.
    fn relink(&mut self, left: &RecordKey, right: &RecordKey) {
        let lefts: Vec<u32> = self.rows_named(left).collect();
        let rights: Vec<u32> = self.rows_named(right).collect();
        for row in lefts {
            let known = self.links_of(row).iter().filter(|link| rights.contains(&link.other(row)));
            let known: Vec<Link> = known.copied().collect();
            known.into_iter().for_each(|link| self.cut(link));
            for link in self.links_to(row, true, |other| rights.contains(&other)) {
                self.link(link);
            }
        }
    }
}
