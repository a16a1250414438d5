//! Runs: what is compared of records that nothing tells apart.

use super::super::records::Records;
use super::super::values::fnv;
use super::keys::mix;

/// Parts records, in the order of their ids and sources, into runs that are about half a limit long.
///
/// A run goes from one cut to the next, both included, so that copies of one record still come together. Whether a
/// record is a cut is up to its id and source, so one record more touches one run only. Where that makes no cut for four
/// limits (ids are all alike), one is made there.
pub(crate) fn runs<'a>(records: &'a Records, members: &'a [u32], limit: u32) -> impl Iterator<Item = &'a [u32]> {
    let most = 4 * limit as usize;
    let mut rest = members;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_first().filter(|(_, after)| !after.is_empty())?;
        let cut = after.iter().take(most).position(|&row| is_cut(records, row, limit));
        let end = cut.map_or(after.len().min(most), |cut| cut + 1);
        let run = rest.get(..=end)?;
        rest = rest.get(end..)?;
        Some(run)
    })
}

/// Whether runs end with a record: two of as many records as the limit do.
pub(crate) fn is_cut(records: &Records, row: u32, limit: u32) -> bool {
    let hash = mix(mix(2, fnv(records.id(row))), fnv(records.source(row)));
    hash < u64::MAX / u64::from(limit.max(2)) * 2
}

#[cfg(test)]
mod tests {
    use super::{is_cut, runs};
    use crate::contact::Contact;
    use crate::matching::Records;
    use proptest::prelude::*;

    fn records(ids: impl IntoIterator<Item = u32>) -> Records {
        let mut records = Records::new();
        for id in ids {
            records.push(&Contact::person(format!("{id:06}")));
        }
        records
    }

    proptest! {
        #[test]
        fn two_records_are_in_one_run_if_no_cut_is_between_them(
            ids in proptest::collection::btree_set(0..5_000_u32, 0..300), limit in 8..64_u32
        ) {
            let records = records(ids);
            let members: Vec<u32> = records.rows().collect();
            let cuts: Vec<bool> = members.iter().map(|&row| is_cut(&records, row, limit)).collect();
            prop_assume!(!cuts.chunk_by(|a, b| a == b).any(|chunk| chunk.len() >= 4 * limit as usize));
            let runs: Vec<&[u32]> = runs(&records, &members, limit).collect();
            for (left, right) in members.iter().flat_map(|&right| (0..right).map(move |left| (left, right))) {
                let together = runs.iter().filter(|run| run.contains(&left) && run.contains(&right)).count();
                let is_cut_between = cuts[left as usize + 1..right as usize].contains(&true);
                prop_assert_eq!(together, usize::from(!is_cut_between), "{} {}", left, right);
            }
        }

        #[test]
        fn no_run_is_long_and_none_is_left_out_where_ids_are_all_alike(count in 0..700_u32, limit in 2..64_u32) {
            let records = records((0..count).map(|_| 7));
            let members: Vec<u32> = records.rows().collect();
            let runs: Vec<&[u32]> = runs(&records, &members, limit).collect();
            prop_assert!(runs.iter().all(|run| (2..=4 * limit as usize + 1).contains(&run.len())));
            prop_assert!(runs.windows(2).all(|two| two[0].last() == two[1].first()));
            let ends = runs.first().and_then(|run| run.first()).zip(runs.last().and_then(|run| run.last()));
            prop_assert_eq!(ends, (count > 1).then(|| (&0, &members[members.len() - 1])));
        }
    }

    #[test]
    fn runs_are_about_half_a_limit_long() {
        let records = records(0..20_000);
        let members: Vec<u32> = records.rows().collect();
        for limit in [8, 64] {
            let count = runs(&records, &members, limit).count();
            let expected = 2 * members.len() / limit as usize;
            assert!(count.abs_diff(expected) * 10 < expected, "{count} runs of {limit}, not {expected}");
        }
    }
}
