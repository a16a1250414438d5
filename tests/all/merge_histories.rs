//! Ten thousand random histories of merges, edits, undos and take-outs: nothing is lost, and everything goes back.

use contactkit::contact::{Contact, Custom, Field, PartialDate};
use contactkit::merge::{ChangeLog, Survivorship};
use std::collections::{BTreeMap, BTreeSet};

type Contacts = BTreeMap<String, Contact>;

/// How much a history edits.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Edits {
    None,
    /// Each list of values at most once, so that it is known to the byte what must come of it.
    Single,
    Any,
}

/// A set with its log, and what an observer knows of it.
struct History {
    random: fastrand::Rng,
    edits: Edits,
    contacts: Contacts,
    log: ChangeLog,
    /// Each record as it must be once all merges are undone.
    expected: Contacts,
    /// The lists that were edited, by record.
    edited: BTreeSet<(String, u8)>,
    /// Values that somebody changed or removed on purpose, folded.
    killed: BTreeSet<String>,
    /// Texts that were there or were added.
    texts: BTreeSet<String>,
    fresh: u32,
}

const EMAILS: [&str; 6] = ["a@x.example", "A@x.example", "b@x.example", "c@x.example", "C@X.example", "not an address"];
const NAMES: [&str; 5] = ["Ada Byron", "ADA BYRON", "Kurt", "A. Byron", "-"];
const NOTES: [&str; 4] = ["met in Rome", "met in Rome ", "likes tea", "owes 5"];

fn pick<'t>(random: &mut fastrand::Rng, texts: &[&'t str]) -> &'t str {
    texts[random.usize(..texts.len())]
}

fn contact(random: &mut fastrand::Rng, id: &str) -> Contact {
    let mut contact = Contact::person(id);
    contact.source = random.bool().then(|| format!("source {id}"));
    for _ in 0..random.usize(..3) {
        let mut field = Field::parse(pick(random, &EMAILS));
        field.label = random.bool().then(|| "work".to_owned());
        field.seen = PartialDate::full(2026, 5, random.u8(1..9)).filter(|_| random.bool());
        contact.emails.push(field);
    }
    contact.names.extend(random.bool().then(|| Field::parse(pick(random, &NAMES))));
    contact.notes.extend((0..random.usize(..3)).map(|_| pick(random, &NOTES).to_owned()));
    contact.tags.extend(random.bool().then(|| pick(random, &["vip", "lead"]).to_owned()));
    if random.bool() {
        let size = Field::read(random.u8(..9).to_string(), |text| Ok(Custom::Text(text.to_owned())));
        contact.custom.insert("size".to_owned(), vec![size]);
    }
    contact
}

fn texts(contact: &Contact) -> impl Iterator<Item = String> + '_ {
    let fields = contact.emails.iter().map(|field| field.text.clone());
    let fields = fields.chain(contact.names.iter().map(|field| field.text.clone()));
    let fields = fields.chain(contact.notes.iter().map(|note| note.trim().to_owned()));
    fields.chain(contact.tags.iter().cloned()).chain(contact.custom.values().flatten().map(|field| field.text.clone()))
}

impl History {
    fn new(seed: u64, edits: Edits) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let size = random.usize(2..7);
        let contacts: Contacts =
            (0..size).map(|key| (key.to_string(), contact(&mut random, &key.to_string()))).collect();
        let texts = contacts.values().flat_map(texts).collect();
        let (expected, log) = (contacts.clone(), ChangeLog::default());
        let (edited, killed) = (BTreeSet::new(), BTreeSet::new());
        Self { random, edits, contacts, log, expected, edited, killed, texts, fresh: 0 }
    }

    fn run(mut self) {
        for _ in 0..self.random.usize(1..8) {
            match self.random.u8(..8) {
                0..=2 => self.merge(),
                3..=5 if self.edits != Edits::None => self.edit(),
                6 => self.take_out(),
                _ => self.undo(),
            }
            self.assert_nothing_is_missing();
        }
        while self.undo_one() {}
        self.assert_nothing_is_missing();
        if self.edits != Edits::Any {
            assert_eq!(self.contacts, self.expected);
        }
    }

    /// Every text stands in the contacts or in what the log still holds, unless somebody changed or removed it on purpose.
    fn assert_nothing_is_missing(&self) {
        let (active, undone): (Vec<_>, Vec<_>) = self.log.changes().iter().partition(|change| change.undone.is_none());
        let parts = active.iter().flat_map(|change| change.parts.values());
        let unplaced = undone.iter().filter_map(|change| Some(&change.undone.as_ref()?.unplaced));
        let here = self.contacts.values().chain(parts).chain(unplaced).flat_map(texts);
        let here: BTreeSet<String> = here.map(|text| text.to_lowercase()).collect();
        for text in self.texts.iter().map(|text| text.to_lowercase()) {
            assert!(here.contains(&text) || self.killed.contains(&text), "{text} is lost: {here:?}");
        }
    }

    fn live(&mut self) -> String {
        let keys: Vec<&String> = self.contacts.keys().collect();
        keys[self.random.usize(..keys.len())].clone()
    }

    fn merge(&mut self) {
        let keys: BTreeSet<String> = (0..3).map(|_| self.live()).collect();
        if keys.len() < 2 {
            return;
        }
        let keys: Vec<String> = keys.into_iter().collect();
        let (before, log_before) = (self.contacts.clone(), self.log.changes().len());
        let number = self.log.merge(&mut self.contacts, &keys, &Survivorship::default()).unwrap();
        assert_eq!(number, log_before + 1);
        // What was merged can be reverted at once, to the byte, whatever was merged and edited before.
        let (mut contacts, mut log) = (self.contacts.clone(), self.log.clone());
        assert!(log.undo(&mut contacts, number).unwrap().edits.is_empty());
        assert_eq!(contacts, before);
    }

    fn active(&self) -> Vec<usize> {
        let active = self.log.changes().iter().filter(|change| change.undone.is_none());
        active.map(|change| change.number).collect()
    }

    fn undo(&mut self) {
        self.undo_one();
    }

    fn undo_one(&mut self) -> bool {
        let active = self.active();
        let Some(&number) = active.get(self.random.usize(..active.len().max(1))) else { return false };
        #[cfg(feature = "serde")]
        if self.random.u8(..50) == 0 {
            let json = serde_json::to_string(&self.log).unwrap();
            assert_eq!(serde_json::from_str::<ChangeLog>(&json).unwrap(), self.log);
        }
        self.log.undo(&mut self.contacts, number).unwrap();
        true
    }

    fn take_out(&mut self) {
        let active = self.active();
        let Some(&number) = active.get(self.random.usize(..active.len().max(1))) else { return };
        let parts: Vec<String> = self.log.changes()[number - 1].parts.keys().cloned().collect();
        let key = &parts[self.random.usize(..parts.len())];
        self.log.take_out(&mut self.contacts, number, key).unwrap();
        assert!(self.contacts.contains_key(key) || self.group(key).len() > 1);
    }

    /// The records that are merged with one, by what the log says.
    fn group(&self, key: &str) -> BTreeSet<String> {
        let mut group = BTreeSet::from([key.to_owned()]);
        loop {
            let size = group.len();
            for change in self.log.changes().iter().filter(|change| change.undone.is_none()) {
                if change.parts.keys().any(|key| group.contains(key)) {
                    group.extend(change.parts.keys().cloned());
                }
            }
            if group.len() == size {
                return group;
            }
        }
    }

    fn edit(&mut self) {
        let key = self.live();
        let group = self.group(&key);
        let list = self.random.u8(..3);
        if self.edits == Edits::Single {
            if group.iter().any(|key| self.edited.contains(&(key.clone(), list))) {
                return;
            }
            self.edited.extend(group.iter().map(|key| (key.clone(), list)));
        }
        self.fresh += 1;
        let fresh = self.fresh;
        let alone = (group.len() == 1).then(|| self.expected.get_mut(&key).unwrap());
        let live = self.contacts.get_mut(&key).unwrap();
        let email = || Field::parse(format!("new{fresh}@x.example"));
        let place = (!live.emails.is_empty()).then(|| self.random.usize(..live.emails.len().max(1)));
        match (list, self.random.u8(..3), place) {
            // An address is corrected, or another one is added, or one goes.
            (0, 0, Some(place)) => {
                let old = std::mem::replace(&mut live.emails[place].text, email().text);
                live.emails[place].outcome = email().outcome;
                self.texts.extend([email().text]);
                if self.edits == Edits::Single && group.len() == 1 {
                    *alone.unwrap() = live.clone();
                } else {
                    self.revise(&group, &old, Some(&email()));
                }
                self.killed.insert(old.to_lowercase());
            }
            (0, 1, Some(place)) => {
                let old = live.emails.remove(place).text;
                if self.edits == Edits::Single && group.len() == 1 {
                    *alone.unwrap() = live.clone();
                } else {
                    self.revise(&group, &old, None);
                }
                self.killed.insert(old.to_lowercase());
            }
            (0, ..) => {
                live.emails.push(email());
                self.texts.extend([email().text]);
                alone.into_iter().for_each(|expected| expected.emails.push(email()));
            }
            (1, ..) => {
                live.notes.push(format!("note {fresh}"));
                self.texts.insert(format!("note {fresh}"));
                alone.into_iter().for_each(|expected| expected.notes.push(format!("note {fresh}")));
            }
            _ => {
                live.tags.insert(format!("tag {fresh}"));
                self.texts.insert(format!("tag {fresh}"));
                alone.into_iter().for_each(|expected| _ = expected.tags.insert(format!("tag {fresh}")));
            }
        }
    }

    /// What an edit of a merged address must do to the records: all that have it, in any case, get it.
    fn revise(&mut self, group: &BTreeSet<String>, old: &str, new: Option<&Field<contactkit::contact::Email>>) {
        for key in group {
            let fields = &mut self.expected.get_mut(key).unwrap().emails;
            let is_old = |text: &str| text.to_lowercase() == old.to_lowercase();
            match new {
                None => fields.retain(|field| !is_old(&field.text)),
                Some(new) => fields.iter_mut().filter(|field| is_old(&field.text)).for_each(|field| {
                    field.text.clone_from(&new.text);
                    field.outcome.clone_from(&new.outcome);
                }),
            }
        }
    }
}

fn run(histories: std::ops::Range<u64>, edits: Edits) {
    for seed in histories {
        let caught = std::panic::catch_unwind(|| History::new(seed, edits).run());
        assert!(caught.is_ok(), "history {seed} with edits {edits:?}");
    }
}

#[test]
fn merges_are_undone_in_any_order_to_the_byte() {
    run(0..3000, Edits::None);
}

#[test]
fn a_later_edit_goes_to_the_records_that_have_the_value() {
    run(3000..7000, Edits::Single);
}

#[test]
fn no_edit_is_lost() {
    run(7000..10_000, Edits::Any);
}
