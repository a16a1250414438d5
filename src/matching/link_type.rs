//! [`LinkType`]: which records may be one, by their sources.

use super::records::Records;

/// Which records may be one person or organization, by their sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum LinkType {
    /// Any two records: sources have duplicates inside.
    #[default]
    LinkAndDedupe,
    /// Records of two sources. Those of one source are not compared; several of them may still be linked to one record
    /// of another source, and come together by that.
    LinkOnly,
    /// Records of two sources, and each has at most one partner in each other source: no source has duplicates inside.
    /// Partners are given by the strongest link first; the other matches of a record are possible matches. Only people
    /// can say otherwise, by a must-link.
    OneToOne,
}

impl LinkType {
    /// The number of every row's source, where records of one source are no pair; else nothing.
    pub(super) fn sources_apart(self, records: &Records) -> Vec<u32> {
        if self == Self::LinkAndDedupe { Vec::new() } else { records.sources().to_vec() }
    }

    /// Of how many records all pairs are as many as those that may be one: what a model counts with.
    pub(super) fn records(self, records: &Records) -> u64 {
        let all = records.len() as u64;
        let mut sources = self.sources_apart(records);
        sources.sort_unstable();
        let square = |count: u64| count.saturating_mul(count);
        let inside: u64 = sources.chunk_by(|a, b| a == b).map(|of_source| square(of_source.len() as u64)).sum();
        (square(all) - inside).isqrt()
    }
}
