//! Telephone numbers that are kept for films, books and examples.

use std::sync::LazyLock;

use crate::contact::tables::lines;

const TABLE: &str = include_str!("tables/fictional_numbers.txt");

/// First and last number of each range that only its last digits vary in, sorted; no two share a number.
static RANGES: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let mut ranges: Vec<_> = lines(TABLE).filter_map(range).collect();
    ranges.sort_unstable();
    ranges
});

/// The range of a line; `None` if a digit follows an x.
fn range(line: &str) -> Option<(u64, u64)> {
    let number: String = line.chars().filter(|char| !matches!(char, ' ' | '+')).collect();
    let read = |digit: &str| number.replace('x', digit).parse::<u64>().ok();
    let is_range = number.trim_end_matches('x').bytes().all(|byte| byte.is_ascii_digit());
    is_range.then_some((read("0")?, read("9")?))
}

/// Whether calling code and national number are in a range that reaches nobody.
pub(super) fn is_fictional(number: u64) -> bool {
    // +1 xxx 555 01xx: the only range with any digits before its own.
    if number / 10_000_000_000 == 1 {
        return number / 100 % 100_000 == 55_501;
    }
    let after = RANGES.partition_point(|(first, _)| *first <= number);
    after.checked_sub(1).and_then(|last| RANGES.get(last)).is_some_and(|(_, last)| number <= *last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_range_that_is_found() {
        for line in lines(TABLE) {
            let Some((first, last)) = range(line) else {
                assert_eq!(line, "+1 xxx 555 01xx");
                continue;
            };
            assert!(is_fictional(first) && is_fictional(last), "{line}");
        }
        assert!(RANGES.is_sorted_by(|left, right| left.1 < right.0));
        for number in [15_205_550_100, 19_995_550_199] {
            assert!(is_fictional(number), "{number}");
        }
        for number in [15_205_550_200, 15_205_551_234, 442_079_461_000, 442_079_459_999, 4_930_901_820, 0, u64::MAX] {
            assert!(!is_fictional(number), "{number}");
        }
    }
}
