//! The whole way: the rows of a file become contacts, records and clusters.

use contactkit::matching::{Matcher, Records, Resolution};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input::Rows;
use crate::matching::assert_good;

pub fn whole(criterion: &mut Criterion) {
    let mut sizes = vec![1_000, 10_000];
    if std::env::var_os("CONTACTKIT_BENCH_LARGE").is_some() {
        sizes.push(100_000);
    }
    let mut group = criterion.benchmark_group("rows_to_clusters");
    group.sample_size(10);
    for count in sizes {
        let rows = Rows::generate(count);
        let (records, resolution) = resolve(&rows);
        assert_good(&rows, &records, &resolution);
        group.throughput(Throughput::Elements(count.into()));
        group.bench_with_input(BenchmarkId::from_parameter(count), &rows, |bencher, rows| {
            bencher.iter_with_large_drop(|| resolve(black_box(rows)));
        });
    }
    group.finish();
}

fn resolve(rows: &Rows) -> (Records, Resolution) {
    let mut records = Records::new();
    for row in &rows.rows {
        records.push(&rows.contact(row));
    }
    let resolution = Matcher::new().resolve(&records);
    (records, resolution)
}
