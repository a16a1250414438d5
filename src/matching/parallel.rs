//! [`each`]: work on all cores, with results that do not depend on how many there are.

use std::ops::Range;

/// Works on every number of a range, on all cores where the feature `parallel` is on; the results are in order.
pub(crate) fn each<T: Send>(range: Range<usize>, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        range.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    range.map(work).collect()
}

/// Works on every element of a slice in the same manner.
pub(crate) fn each_of<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync + Send) -> Vec<T> {
    each(0..items.len(), |at| items.get(at).map(&work)).into_iter().flatten().collect()
}

/// The parts of a range, each of so many numbers.
pub(crate) fn chunks(range: Range<usize>, size: usize) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range.step_by(size).map(move |start| start..end.min(start + size))
}
