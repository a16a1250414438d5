//! Who gets which task: fairly, the same for any order, and much the same when somebody joins or leaves.
//!
//! Every pair of a task and a reviewer has a hash, and the higher it is, the rather the task goes to the reviewer (rendezvous
//! hashing, Thaler and Ravishankar 1998); where a reviewer has enough already, the tasks with the lower hashes go on to their
//! next one. Tasks and reviewers rank by the same hashes, so there is exactly one assignment in which no task and no reviewer
//! would both rather have each other (Gale and Shapley 1962), whichever task is placed first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A reviewer, and the tasks that go there so far.
struct Desk {
    hash: u64,
    capacity: usize,
    quota: usize,
    /// Each with its rank, the least wanted first.
    tasks: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Desk {
    fn new(&(hash, capacity): &(u64, usize)) -> Self {
        Self { hash, capacity, quota: 0, tasks: BinaryHeap::new() }
    }

    fn rank(&self, task: u64) -> u64 {
        mix(task ^ mix(self.hash))
    }

    fn wants(&self, rank: u64, task: usize) -> bool {
        self.tasks.len() < self.quota || self.tasks.peek().is_some_and(|Reverse(least)| *least < (rank, task))
    }

    /// Takes a task, and gives the least wanted one back if that makes too many.
    fn take(&mut self, rank: u64, task: usize) -> Option<usize> {
        self.tasks.push(Reverse((rank, task)));
        if self.tasks.len() <= self.quota {
            return None;
        }
        self.tasks.pop().map(|Reverse((_, task))| task)
    }
}

/// Sets how many of the tasks each reviewer gets: as many as the others or one less, or as many as there is time for. Who
/// gets one more goes by the hashes.
fn set_quotas(tasks: usize, desks: &mut [Desk]) {
    let mut open: Vec<&mut Desk> = desks.iter_mut().collect();
    open.sort_by_key(|desk| Reverse(desk.hash));
    let mut left = tasks;
    while left > 0 {
        open.retain(|desk| desk.quota < desk.capacity);
        if open.is_empty() {
            break;
        }
        let each = (left / open.len()).max(1);
        for desk in &mut open {
            let more = each.min(desk.capacity - desk.quota).min(left);
            desk.quota += more;
            left -= more;
        }
    }
}

/// The place of the reviewer of each task, of reviewers with their hashes and capacities; nothing where all have enough.
///
/// About the number of tasks times that of reviewers.
pub(super) fn share_out(tasks: &[u64], reviewers: &[(u64, usize)]) -> Vec<Option<usize>> {
    let mut desks: Vec<Desk> = reviewers.iter().map(Desk::new).collect();
    set_quotas(tasks.len(), &mut desks);
    let mut open: Vec<usize> = (0..tasks.len()).collect();
    while let Some(task) = open.pop() {
        let Some(hash) = tasks.get(task) else { continue };
        let ranked = desks.iter_mut().map(|desk| (desk.rank(*hash), desk));
        let best = ranked.filter(|(rank, desk)| desk.wants(*rank, task)).max_by_key(|(rank, _)| *rank);
        open.extend(best.and_then(|(rank, desk)| desk.take(rank, task)));
    }
    let mut reviewer_of = vec![None; tasks.len()];
    for (at, desk) in desks.into_iter().enumerate() {
        for Reverse((_, task)) in desk.tasks {
            reviewer_of.get_mut(task).into_iter().for_each(|place| *place = Some(at));
        }
    }
    reviewer_of
}

/// Spreads the bits of a number over all of its 64 (the last step of `SplitMix64`, Steele, Lea and Flood 2014).
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hashes(count: usize, from: u64) -> Vec<u64> {
        (from..).take(count).map(mix).collect()
    }

    #[test]
    fn quotas_are_even_up_to_what_each_has_time_for() {
        for (tasks, capacities, expected) in [
            (10, vec![99, 99, 99], vec![3, 3, 4]),
            (10, vec![2, 99, 99], vec![2, 4, 4]),
            (10, vec![2, 3, 1], vec![1, 2, 3]),
            (2, vec![99, 99, 99], vec![0, 1, 1]),
            (5, vec![0, 99], vec![0, 5]),
            (5, vec![], vec![]),
        ] {
            let reviewers: Vec<(u64, usize)> = (1..).zip(capacities.iter().copied()).collect();
            let mut desks: Vec<Desk> = reviewers.iter().map(Desk::new).collect();
            set_quotas(tasks, &mut desks);
            let mut quotas: Vec<usize> = desks.iter().map(|desk| desk.quota).collect();
            assert!(quotas.iter().zip(&capacities).all(|(quota, capacity)| quota <= capacity), "{quotas:?}");
            quotas.sort_unstable();
            assert_eq!(quotas, expected);
        }
    }

    /// How many of `tasks` lose their reviewer when the last of `reviewers` leaves, and how many others change theirs; as many
    /// as when this one joins.
    fn moved(tasks: &[u64], reviewers: &[(u64, usize)]) -> (usize, usize) {
        let (before, less) = (share_out(tasks, reviewers), &reviewers[..reviewers.len() - 1]);
        let after = share_out(tasks, less);
        let leaves = Some(less.len());
        let must = before.iter().filter(|at| **at == leaves).count();
        (must, before.iter().zip(&after).filter(|(before, after)| before != after).count() - must)
    }

    proptest! {
        #[test]
        fn one_who_leaves_or_joins_moves_few_other_tasks(tasks in 0_usize..2000, reviewers in 2_usize..60, from: u32) {
            let tasks = hashes(tasks, u64::from(from));
            let reviewers: Vec<(u64, usize)> =
                hashes(reviewers, u64::from(from) << 20).into_iter().map(|hash| (hash, usize::MAX)).collect();
            let (must, others) = moved(&tasks, &reviewers);
            prop_assert!(must.abs_diff(tasks.len() / reviewers.len()) <= 1);
            prop_assert!(others.pow(2) <= tasks.len() * reviewers.len(), "{must} {others}");
        }
    }
}
