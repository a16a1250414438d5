//! The change log and the snapshot: what is refused, what is reported, and what damage is seen.

use contactkit::contact::{Contact, Field, Gender};
use contactkit::merge::{ChangeLog, Edit, Survivorship};
use std::collections::BTreeMap;

type Contacts = BTreeMap<String, Contact>;

fn contacts(emails: &[(&str, &str)]) -> Contacts {
    let contact = |(key, email): &(&str, &str)| {
        let mut contact = Contact::person(*key);
        contact.emails.push(Field::parse(*email));
        ((*key).to_owned(), contact)
    };
    emails.iter().map(contact).collect()
}

fn three() -> Contacts {
    contacts(&[("a", "a@x.example"), ("b", "b@x.example"), ("c", "c@x.example")])
}

fn line(edit: &Edit) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    format!("{}: {} -> {} in [{}]", edit.path, text(&edit.before), text(&edit.after), edit.records.join(" "))
}

#[test]
fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let (mut set, mut log) = (three(), ChangeLog::default());
    let rules = Survivorship::default();
    let refused = |result: Result<_, contactkit::Error>| result.map(drop).unwrap_err().to_string();
    assert_eq!(
        refused(log.merge(&mut set, &["a", "x"], &rules).map(drop)),
        "change 1 is refused: there is no contact `x`"
    );
    assert_eq!(
        refused(log.merge(&mut set, &["a", "a"], &rules).map(drop)),
        "change 1 is refused: a merge needs two records"
    );
    assert_eq!(refused(log.undo(&mut set, 1).map(drop)), "change 1 is refused: there is no such change");
    assert_eq!(refused(log.undo(&mut set, 0).map(drop)), "change 0 is refused: there is no such change");
    assert_eq!((&set, &log), (&three(), &ChangeLog::default()));

    log.merge(&mut set, &["a", "b"], &rules).unwrap();
    assert_eq!(refused(log.take_out(&mut set, 1, "c").map(drop)), "change 1 is refused: `c` is not part of it");
    // Somebody made a new contact under the key of a record that was merged away: it is not written over.
    set.insert("b".to_owned(), Contact::person("new"));
    let before = (set.clone(), log.clone());
    assert_eq!(refused(log.undo(&mut set, 1).map(drop)), "change 1 is refused: there is another contact `b` by now");
    assert_eq!(before, (set.clone(), log.clone()));
    set.remove("b");
    log.undo(&mut set, 1).unwrap();
    assert_eq!(refused(log.undo(&mut set, 1).map(drop)), "change 1 is refused: it was undone before");
    assert_eq!(set, three());
}

#[test]
fn each_edit_is_named_with_the_records_it_went_to() {
    let (mut set, mut log) = (three(), ChangeLog::default());
    set.get_mut("b").unwrap().emails.push(Field::parse("A@x.example"));
    set.get_mut("c").unwrap().source = Some("card".to_owned());
    let number = log.merge(&mut set, &["a", "b", "c"], &Survivorship::default()).unwrap();
    let merged = set.get_mut("a").unwrap();
    let texts: Vec<&str> = merged.emails.iter().map(|field| field.text.as_str()).collect();
    assert_eq!(texts, ["a@x.example", "b@x.example", "c@x.example"]);
    merged.emails[0] = Field::parse("new@x.example").from_source("a");
    merged.emails[1].label = Some("home".to_owned());
    merged.emails.remove(2);
    merged.phones.push(Field::parse("+44 20 7946 0018").from_source("card"));
    merged.phones.push(Field::parse("+44 20 7946 0019"));
    merged.gender = Some(Gender::Female);
    merged.notes.push("likes tea".to_owned());
    let undone = log.undo(&mut set, number).unwrap();
    assert_eq!(
        undone.edits.iter().map(line).collect::<Vec<_>>(),
        [
            "gender: nothing -> female in []",
            "emails[0]: a@x.example -> new@x.example in [a b]",
            "emails[1]: b@x.example -> b@x.example in [b]",
            "emails[2]: c@x.example -> nothing in [c]",
            "phones[0]: nothing -> +44 20 7946 0018 in [c]",
            "phones[1]: nothing -> +44 20 7946 0019 in []",
            "notes[0]: nothing -> likes tea in []",
        ]
    );
    assert_eq!(undone.unplaced.phones, [Field::parse("+44 20 7946 0019")]);
    assert_eq!((undone.unplaced.gender, undone.unplaced.notes), (Some(Gender::Female), vec!["likes tea".to_owned()]));
    assert_eq!(set["a"].emails, [Field::parse("new@x.example")]);
    assert_eq!(set["b"].emails, [Field::parse("b@x.example").labeled("home"), Field::parse("new@x.example")]);
    assert_eq!((set["c"].emails.len(), set["c"].phones.len()), (0, 1));
}

#[test]
fn the_order_of_values_and_a_deleted_record_are_reported() {
    let (mut set, mut log) = (three(), ChangeLog::default());
    log.merge(&mut set, &["a", "b"], &Survivorship::default()).unwrap();
    set.get_mut("a").unwrap().emails.reverse();
    let undone = log.undo(&mut set, 1).unwrap();
    let order = "emails: a@x.example, b@x.example -> b@x.example, a@x.example in []";
    assert_eq!(undone.edits.iter().map(line).collect::<Vec<_>>(), [order]);
    log.merge(&mut set, &["a", "b"], &Survivorship::default()).unwrap();
    set.remove("a");
    let undone = log.undo(&mut set, 2).unwrap();
    assert_eq!(undone.edits.iter().map(line).collect::<Vec<_>>(), ["record: a@x.example -> nothing in []"]);
    assert_eq!(set, three());
}

#[test]
fn merging_in_steps_is_merging_at_once() {
    let rules = Survivorship::default();
    let (mut steps, mut once) = (three(), three());
    let mut log = ChangeLog::default();
    log.merge(&mut steps, &["b", "c"], &rules).unwrap();
    log.merge(&mut steps, &["a", "b"], &rules).unwrap();
    ChangeLog::default().merge(&mut once, &["a", "b", "c"], &rules).unwrap();
    assert_eq!(steps, once);
    // The first is undone although the second stands on it: what remains is a and b.
    log.undo(&mut steps, 1).unwrap();
    let mut two = three();
    ChangeLog::default().merge(&mut two, &["a", "b"], &rules).unwrap();
    assert_eq!(steps, two);
    log.undo(&mut steps, 2).unwrap();
    assert_eq!(steps, three());
}

#[test]
fn many_merges_into_one_record_are_undone_from_the_bottom() {
    let number = |number: usize| format!("{number:04}");
    let all: Contacts = (0..300).map(|key| (number(key), Contact::person(number(key)))).collect();
    let (mut set, mut log) = (all.clone(), ChangeLog::default());
    for key in 1..300 {
        assert_eq!(log.merge(&mut set, &[number(0), number(key)], &Survivorship::default()), Ok(key));
    }
    assert_eq!(set.len(), 1);
    for change in 1..4 {
        log.undo(&mut set, change).unwrap();
        assert_eq!(set.len(), change + 1);
    }
    (4..300).rev().for_each(|change| _ = log.undo(&mut set, change).unwrap());
    assert_eq!(set, all);
}

#[cfg(feature = "serde")]
mod damage {
    use super::*;
    use contactkit::merge::Snapshot;

    fn log() -> ChangeLog {
        let mut set = contacts(&[("a", "a@x.example"), ("b", "b@x.example"), ("c", "c@x"), ("d", "d@x.example")]);
        let mut log = ChangeLog::default();
        let mut rules = Survivorship::default();
        log.merge(&mut set, &["a", "b"], &rules).unwrap();
        rules.sources.push("crm".to_owned());
        log.merge(&mut set, &["c", "d"], &rules).unwrap();
        set.get_mut("a").unwrap().notes.push("later".to_owned());
        log.undo(&mut set, 1).unwrap();
        log
    }

    fn why(json: &str) -> String {
        serde_json::from_str::<ChangeLog>(json).unwrap_err().to_string()
    }

    #[test]
    fn a_damaged_log_says_where() {
        let json = serde_json::to_string(&log()).unwrap();
        assert_eq!(serde_json::from_str::<ChangeLog>(&json).unwrap(), log());
        let second = json.rfind("{\"checksum\"").unwrap();
        let (head, tail) = json.split_at(second);
        assert!(
            why(&format!("{head}{}", tail.replacen("c@x", "e@x", 1)))
                .starts_with("entry 2 is damaged: its checksum is ")
        );
        assert!(why(&json.replacen("b@x", "e@x", 1)).starts_with("entry 1 is damaged: its checksum is "));
        assert!(why(head).starts_with("entry 2 is damaged: EOF while parsing"), "{}", why(head));
        assert!(
            why(&format!("{head}]}}").replace(",]", "]"))
                .starts_with("entry 2 is missing: 2 were written, and 1 are here")
        );
        assert!(why(&json.replace("\"version\":1", "\"version\":9")).starts_with("version 9 is not known; 1 is"));
        assert!(why("{}").starts_with("this is no contactkit change log: it has no entries"));
        let snapshot: Snapshot = three().into_iter().collect();
        assert!(
            why(&serde_json::to_string(&snapshot).unwrap())
                .starts_with("this is a contactkit snapshot, not a contactkit change log")
        );
    }

    #[test]
    fn no_damage_of_one_character_is_overlooked() {
        let json = serde_json::to_string(&log()).unwrap();
        for (place, old) in json.char_indices().step_by(3) {
            for new in ['0', '1', '"', ',', 'x', ' '] {
                let damaged = format!("{}{new}{}", &json[..place], &json[place + old.len_utf8()..]);
                if let Ok(read) = serde_json::from_str::<ChangeLog>(&damaged) {
                    assert_eq!(read, log(), "{new} at {place} is overlooked");
                }
            }
            assert!(serde_json::from_str::<ChangeLog>(&json[..place]).is_err(), "{place}");
        }
    }

    #[test]
    fn a_snapshot_is_read_as_it_was_written_and_known_by_its_checksum() {
        let snapshot: Snapshot = three().into_iter().collect();
        let json = serde_json::to_string(&snapshot).unwrap();
        let read: Snapshot = serde_json::from_str(&json).unwrap();
        assert_eq!(read.checksum(), snapshot.checksum());
        assert_eq!(read.into_iter().collect::<Contacts>(), three());
        let mut other = three();
        other.get_mut("b").unwrap().notes.push("!".to_owned());
        assert_ne!(other.into_iter().collect::<Snapshot>().checksum(), snapshot.checksum());
        // The number is part of the form: it must never change.
        let empty: Snapshot<(String, Contact)> = [("1".to_owned(), Contact::person("1"))].into_iter().collect();
        assert_eq!(format!("{:016x}", empty.checksum()), "d8abdcae9bf6047d");
        assert!(serde_json::from_str::<Snapshot>(&json.replace("c@x.example", "c@x.example.org")).is_err());
    }
}
