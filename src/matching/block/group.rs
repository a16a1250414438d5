//! Groups: the records that share a key of a rule.
//!
//! Of a key the first 54 bits are kept: two different keys of a rule are the same in one of ten thousand sets of a million
//! records, and then a candidate is too many. They are packed into one number with the row, and parted by their first bits
//! into one part for every thousand records, so that each sort is short and stays in the cache, on all cores.

use super::super::parallel::each;
use super::super::records::Records;
use super::keys::{FREE, rule_keys};
use super::lists::Lists;
use super::rule::BlockingRule;

/// How many bits of a packed key count the rows of one piece of work. The others are of the key.
const PIECE: u32 = FREE;

/// The records of each key that several have, in their order, in a list of lists for each part; and notes which records
/// have a key.
pub(super) fn groups(records: &Records, rule: BlockingRule, keyed: &mut [bool]) -> Vec<Lists<u32>> {
    if rule == BlockingRule::Everyone {
        return vec![everyone(records, keyed)];
    }
    let pieces = each(0..records.len().div_ceil(1 << PIECE), |piece| keys_of(records, rule, piece));
    for (keys, keyed) in pieces.iter().zip(keyed.chunks_mut(1 << PIECE)) {
        for place in keys.iter().filter_map(|&key| usize::try_from(low(key, PIECE)).ok()) {
            keyed.get_mut(place).into_iter().for_each(|keyed| *keyed = true);
        }
    }
    let row_bits = records.len().next_power_of_two().trailing_zeros().max(PIECE);
    let part_bits = row_bits - PIECE;
    let packed = pieces.iter().enumerate().flat_map(|(piece, keys)| {
        keys.iter().map(move |&key| {
            let part = key.checked_shr(64 - part_bits).unwrap_or_default();
            let row = (piece as u64) << PIECE | low(key, PIECE);
            (usize::try_from(part).unwrap_or_default(), (key >> PIECE) << row_bits | row)
        })
    });
    let parts = Lists::of(1 << part_bits, packed);
    drop(pieces);
    each(0..parts.len(), |part| sorted(parts.get(part), row_bits))
}

/// All records that have a key, as one group.
fn everyone(records: &Records, keyed: &[bool]) -> Lists<u32> {
    let rows: Vec<u32> = records.rows().zip(keyed).filter_map(|(row, &keyed)| keyed.then_some(row)).collect();
    let mut groups = Lists::default();
    if rows.len() > 1 {
        groups.push(rows);
    }
    groups
}

/// The keys of the records of a piece, each packed with the place of its row in the piece.
fn keys_of(records: &Records, rule: BlockingRule, piece: usize) -> Vec<u64> {
    let mut keys = Vec::with_capacity(1 << PIECE);
    let first = u32::try_from(piece << PIECE).unwrap_or(u32::MAX);
    for (row, place) in (first..records.rows().end).zip(0..1 << PIECE) {
        let start = keys.len();
        rule_keys(records, row, rule, &mut keys);
        keys.iter_mut().skip(start).for_each(|key| *key |= place);
    }
    keys
}

/// The records of each key of a part that several have.
fn sorted(packed: &[u64], row_bits: u32) -> Lists<u32> {
    let mut packed = packed.to_vec();
    packed.sort_unstable();
    // a record may have a key twice
    packed.dedup();
    let mut groups = Lists::default();
    for group in packed.chunk_by(|a, b| a >> row_bits == b >> row_bits).filter(|group| group.len() > 1) {
        groups.push(group.iter().map(|&key| u32::try_from(low(key, row_bits)).unwrap_or(u32::MAX)));
    }
    groups
}

/// The last bits of a number.
fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}
