//! [`Resolution`]: what a matcher found.

use super::block::{Blocks, Ledger};
use super::cluster::{Clusters, Conflict, Link, path};
use super::link_type::LinkType;
use super::progress::unwatched;
use super::records::Records;
use super::score::Model;
use super::train::Training;

/// What a [`Matcher`](super::Matcher) found.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resolution {
    /// The model that the pairs were scored with.
    pub model: Model,
    /// How the model was trained; nothing where it was given.
    pub training: Option<Training>,
    /// Which records may be one, by their sources.
    pub link_type: LinkType,
    /// The pairs that match, may match or must link, in the order of their records' keys.
    pub links: Vec<Link>,
    /// The records as clusters.
    pub clusters: Clusters,
    /// The decisions of people that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// The pairs of which people could only say that they cannot tell, the record that comes first on the left, in order.
    pub unsure: Vec<(u32, u32)>,
    /// The places of the judgments that are of no two records, because one of them is not there.
    pub idle_judgments: Vec<usize>,
    /// What became of the candidates.
    pub ledger: Ledger,
}

impl Resolution {
    /// The blocks whose records were compared.
    pub(crate) fn blocks(&self, records: &Records, ranks: &[u32]) -> Blocks {
        let limits = Some(&self.model.block_limits);
        unwatched(|watcher| Blocks::of(records, ranks, self.link_type, limits, watcher))
    }

    /// The links that hold a cluster together, the strongest first: of all its matches the strongest that connect its
    /// records, one less than there are of these.
    pub fn links_of(&self, cluster: u32) -> impl DoubleEndedIterator<Item = &Link> {
        self.clusters.links(cluster).iter().filter_map(|&place| self.links.get(place as usize))
    }

    /// The weakest of the links that hold a cluster together: where it would come apart first. A cluster of one record
    /// has none.
    pub fn weakest_link(&self, cluster: u32) -> Option<&Link> {
        self.links_of(cluster).next_back()
    }

    /// The matches that lead from one record of a cluster to another, in their order: of all such paths the one whose
    /// weakest link is the strongest. Nothing if the two are not in one cluster.
    ///
    /// [`Matcher::explain_all`](super::Matcher::explain_all) explains them. Linear in the size of the cluster.
    pub fn path(&self, left: u32, right: u32) -> Vec<Link> {
        let cluster = self.clusters.of(left);
        if cluster != self.clusters.of(right) {
            return Vec::new();
        }
        path(self.links_of(cluster), left, right).into_iter().map(|(_, link)| *link).collect()
    }
}
