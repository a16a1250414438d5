//! What speaks against two groups of records as wholes, beside what their pairs say.

use super::compare::{at, birth_date};
use super::link_type::LinkType;
use super::records::Records;

/// More than all evidence.
const NEVER: i64 = i64::MAX;

/// As much as a pair says at most.
const CONFIRMED: i64 = 10_000;

/// What speaks against one cluster of two groups of rows, in thousandths of a bit: that two records of one source would
/// come together where that is not to be, or that both have a birth date that is confirmed, and these differ.
pub(super) fn against(records: &Records, link_type: LinkType, left: &[u32], right: &[u32]) -> i64 {
    let is_one_source = |&a: &u32| right.iter().any(|&b| records.is_one_source(a, b));
    if link_type == LinkType::OneToOne && left.iter().any(is_one_source) {
        NEVER
    } else if differ_in_birth(records, left, right) {
        CONFIRMED
    } else {
        0
    }
}

/// Whether two groups have different birth dates, each of which two of its records agree on: a wrong date is rarely
/// in two of them. Dates that are like those of the other group speak for neither.
fn differ_in_birth(records: &Records, left: &[u32], right: &[u32]) -> bool {
    if left.len() < 2 || right.len() < 2 {
        return false;
    }
    let [left, right] = [left, right].map(|rows| dates(records, rows));
    let is_confirmed = |dates: &[u32]| dates.windows(2).any(|two| two.first() == two.last());
    let differ = |&a: &u32| right.iter().all(|&b| birth_date(records, a, b).level == at::date::DIFFERENT);
    is_confirmed(&left) && is_confirmed(&right) && left.iter().all(differ)
}

/// The full birth dates of some rows, equal ones side by side.
fn dates(records: &Records, rows: &[u32]) -> Vec<u32> {
    let mut dates: Vec<u32> = records.full_birth_dates(rows).collect();
    dates.sort_unstable();
    dates
}
