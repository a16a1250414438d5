//! Merging the contacts of clusters.

use contactkit::contact::Contact;
use contactkit::matching::Matcher;
use contactkit::merge::{Survivorship, merge};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input;

pub fn merging(criterion: &mut Criterion) {
    let contacts = input::contacts(10_000);
    let resolution = Matcher::new().resolve(&input::records(&contacts));
    let survivorship = Survivorship::default();
    let mut group = criterion.benchmark_group("merge");
    for size in [2, 3, 4] {
        let clusters = resolution.clusters.iter().filter(|members| members.len() == size);
        let clusters: Vec<Vec<Contact>> = clusters
            .map(|members| members.iter().map(|&row| contacts[row as usize].clone()).collect())
            .take(50)
            .collect();
        assert!(clusters.len() > 10, "{} clusters of {size}", clusters.len());
        for cluster in &clusters {
            let parts = merge(cluster, &survivorship).unmerge();
            assert!(parts.len() == size && cluster.iter().all(|contact| parts.contains(contact)));
        }
        group.throughput(Throughput::Elements(clusters.len() as u64));
        group.bench_function(BenchmarkId::new("contacts", size), |bencher| {
            bencher.iter(|| {
                for cluster in &clusters {
                    black_box(merge(black_box(cluster), &survivorship));
                }
            });
        });
    }
    group.finish();
}
