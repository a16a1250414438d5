//! [`ClusterNames`]: what clusters are called in the output.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use contactkit::matching::{Clusters, Records};

use crate::support::reader::DataSet;

/// What each cluster is called: the first id of its records in the order of text.
///
/// Where several records have one id, several clusters may have that name; all but one get the place of the record added.
pub struct ClusterNames<'r> {
    records: &'r Records,
    first: Vec<u32>,
    renamed: HashMap<u32, String>,
}

impl<'r> ClusterNames<'r> {
    pub fn new(records: &'r Records, clusters: &Clusters, doubled: &[u32], data: &DataSet) -> Self {
        let first: Vec<u32> = clusters
            .iter()
            .map(|members| members.iter().copied().min_by_key(|row| (records.id(*row), *row)).unwrap_or_default())
            .collect();
        let ambiguous: HashSet<&str> = doubled.iter().map(|row| records.id(*row)).collect();
        let mut taken: HashSet<&str> = HashSet::new();
        let mut renamed = HashMap::new();
        if !ambiguous.is_empty() {
            let mut clusters: Vec<(u32, u32)> = first.iter().copied().zip(0..).collect();
            clusters.retain(|(row, _)| ambiguous.contains(records.id(*row)));
            clusters.sort_unstable();
            for (row, cluster) in clusters {
                let id = records.id(row);
                if !taken.insert(id) {
                    renamed.insert(cluster, format!("{id}@{}", data.place(row)));
                }
            }
        }
        Self { records, first, renamed }
    }

    /// What a cluster is called.
    pub fn of(&self, cluster: u32) -> Cow<'_, str> {
        match self.renamed.get(&cluster) {
            Some(name) => Cow::Borrowed(name),
            None => self.first.get(cluster as usize).map_or_else(Cow::default, |row| self.records.id(*row).into()),
        }
    }
}
