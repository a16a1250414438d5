//! Blocks beside what they are by definition.

use super::keys::{refine, rule_keys};
use super::rule::Refinement;
use super::runs::runs;
use super::{BlockLimits, BlockingRule, Blocks};
use crate::contact::{Contact, Field, PersonName};
use crate::matching::progress::unwatched;
use crate::matching::{LinkType, Records};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Pairs = BTreeSet<(u32, u32)>;

/// A contact of few given and family names, users and days.
fn contact(number: usize, [given, family, user, day]: [usize; 4]) -> Contact {
    let mut contact = Contact::person(format!("{number}"));
    contact.source = Some(["crm", "shop"][number % 2].to_owned());
    let [given, family] = [["", "Ann", "Robert", "Bob", "Maria"][given % 5], ["", "Doe", "Roe", "Lind"][family % 4]];
    contact.names.push(Field::of(PersonName::new(given, family)));
    if user > 0 {
        contact.emails.push(Field::parse(format!("user{}@{}.example", user / 2, ["ode", "fry"][user % 2])));
    }
    if day > 0 {
        contact.birth_dates.push(Field::parse(format!("19{:02}-{:02}-11", 50 + day % 7, 1 + day % 12)));
    }
    contact
}

fn all_pairs(rows: &[u32]) -> Pairs {
    let pairs = rows.iter().flat_map(|&a| rows.iter().map(move |&b| (a, b)));
    pairs.filter(|(a, b)| a < b).collect()
}

/// The pairs of records that are compared of those that share a key.
fn compared(records: &Records, mut rows: Vec<u32>, limit: u32, fields: &[Refinement]) -> Pairs {
    if rows.len() <= limit as usize {
        return all_pairs(&rows);
    }
    let Some((&field, rest)) = fields.split_first() else {
        rows.sort_by_key(|&row| (records.id(row), records.source(row)));
        return runs(records, &rows, limit).flat_map(all_pairs).collect();
    };
    let mut groups = BTreeMap::<u32, Vec<u32>>::new();
    rows.iter().for_each(|&row| groups.entry(refine(records, row, field)).or_default().push(row));
    groups.into_values().flat_map(|group| compared(records, group, limit, rest)).collect()
}

/// Compares blocks with their definition: which pairs they have, each once, and what the ledger says of each rule.
fn check(records: &Records, limits: &BlockLimits, link_type: LinkType) {
    let blocks = unwatched(|watcher| Blocks::of(records, &records.ranks(), link_type, Some(limits), watcher));
    let mut given = vec![Pairs::new(); BlockingRule::ALL.len()];
    for block in 0..blocks.len() {
        blocks.pairs(block, |left, right| {
            assert!(given[blocks.rule_of(block)].insert((left, right)), "{left} {right} twice");
        });
    }
    let may_be = |pairs: Pairs| -> Pairs {
        let is_pair =
            |&(a, b): &(u32, u32)| link_type == LinkType::LinkAndDedupe || records.source(a) != records.source(b);
        pairs.into_iter().filter(is_pair).collect()
    };
    let (mut keyed, mut before) = (BTreeSet::new(), Pairs::new());
    for ((rule, given), ledger) in BlockingRule::ALL.into_iter().zip(given).zip(&blocks.ledger.rules) {
        let mut groups = BTreeMap::<u64, Vec<u32>>::new();
        for row in records.rows().filter(|_| limits.contains_key(&rule)) {
            let mut keys = Vec::new();
            rule_keys(records, row, rule, &mut keys);
            keys.extend((rule == BlockingRule::Everyone && keyed.contains(&row)).then_some(0));
            keyed.extend(keys.first().map(|_| row));
            BTreeSet::from_iter(keys).into_iter().for_each(|key| groups.entry(key).or_default().push(row));
        }
        let limit = limits.get(&rule).copied().unwrap_or_default();
        groups.retain(|_, rows| rule != BlockingRule::Everyone || rows.len() <= limit as usize);
        let candidates: usize = groups.values().map(|rows| may_be(all_pairs(rows)).len()).sum();
        let compared = groups.into_values().map(|rows| may_be(compared(records, rows, limit, rule.refinements())));
        let (mut all, mut count) = (Pairs::new(), 0);
        for pairs in compared {
            count += pairs.len();
            all.extend(pairs);
        }
        assert_eq!(given, all.difference(&before).copied().collect(), "{rule}");
        assert_eq!(
            (ledger.candidates, ledger.candidates - ledger.too_common),
            (candidates as u64, count as u64),
            "{rule}"
        );
        before.extend(all);
    }
    assert_eq!(blocks.ledger.records_without_key, (records.len() - keyed.len()) as u64);
}

proptest! {
    #[test]
    fn blocks_are_what_their_definition_says(
        contacts in proptest::collection::vec(proptest::array::uniform4(0..30_usize), 0..60),
        limits in proptest::collection::vec(0..12_u32, 18),
        everyone in 0..80_u32,
        is_link in any::<bool>(),
    ) {
        let mut records = Records::new();
        for (number, values) in contacts.into_iter().enumerate() {
            records.push(&contact(number, values));
        }
        let limits = BlockingRule::ALL.into_iter().zip(limits.into_iter().chain([everyone]));
        let link_type = if is_link { LinkType::LinkOnly } else { LinkType::LinkAndDedupe };
        check(&records, &limits.filter(|&(_, limit)| limit > 1).collect(), link_type);
    }
}

#[test]
fn blocks_of_several_pieces_are_what_their_definition_says() {
    let mut records = Records::new();
    for number in 0..2_600 {
        records.push(&contact(number, [number % 7, number % 11, number * 7 % 1_301, number * 5 % 97]));
    }
    let limits = BlockingRule::ALL.map(|rule| (rule, 6));
    check(&records, &limits.into(), LinkType::LinkAndDedupe);
}
