//! [`each`]: work on all cores, with results that do not depend on how many there are.

/// Works on every number of a range, on all cores where the feature `parallel` is on; the results are in order.
pub(crate) fn each<T: Send>(range: std::ops::Range<usize>, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        range.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    range.map(work).collect()
}
