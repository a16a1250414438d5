//! The stages of matching, as far as they can be run alone.

use contactkit::contact::Contact;
use contactkit::matching::evaluate::evaluate;
use contactkit::matching::{Index, Matcher, Model, Records, Resolution};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input::{self, Rows};

pub fn matching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matching");
    for count in [1_000, 10_000] {
        group.sample_size(if count > 1_000 { 10 } else { 50 });
        let rows = Rows::generate(count);
        let contacts: Vec<Contact> = rows.rows.iter().map(|row| rows.contact(row)).collect();
        let records = input::records(&contacts);
        let resolution = Matcher::new().resolve(&records);
        assert_good(&rows, &records, &resolution);
        stages(&mut group, count, &contacts, &records, &resolution);
    }
    group.finish();
}

fn stages(
    group: &mut BenchmarkGroup<'_, WallTime>,
    count: u32,
    contacts: &[Contact],
    records: &Records,
    resolution: &Resolution,
) {
    group.throughput(Throughput::Elements(count.into()));
    group.bench_function(BenchmarkId::new("push", count), |bencher| {
        bencher.iter_with_large_drop(|| input::records(black_box(contacts)));
    });

    group.bench_function(BenchmarkId::new("model", count), |bencher| {
        bencher.iter_with_large_drop(|| Model::for_records(black_box(records)));
    });

    let trained = Matcher::with_model(resolution.model.clone());
    let again = trained.resolve(records);
    assert_eq!((&again.links, &again.clusters), (&resolution.links, &resolution.clusters));
    group.bench_function(BenchmarkId::new("resolve_with_model", count), |bencher| {
        bencher.iter_with_large_drop(|| trained.resolve(black_box(records)));
    });

    let untrained = Matcher::new();
    group.bench_function(BenchmarkId::new("resolve", count), |bencher| {
        bencher.iter_with_large_drop(|| untrained.resolve(black_box(records)));
    });

    let insert_all = || {
        let mut index = Index::new(resolution.model.clone());
        for contact in contacts {
            index.insert(black_box(contact));
        }
        index
    };
    let mut index = insert_all();
    assert_eq!(index.clusters().len(), resolution.clusters.len());
    group.bench_function(BenchmarkId::new("index_insert", count), |bencher| {
        bencher.iter_with_large_drop(insert_all);
    });
    group.bench_function(BenchmarkId::new("index_search", count), |bencher| {
        bencher.iter(|| contacts.iter().map(|contact| index.search(black_box(contact)).len()).sum::<usize>());
    });

    let pairs: Vec<(u32, u32)> = resolution.links.iter().take(100).map(|link| (link.left, link.right)).collect();
    let explained = untrained.explain_all(records, &resolution.model, &pairs);
    assert_eq!(pairs.len(), 100);
    for (explanation, link) in explained.iter().zip(&resolution.links) {
        let parts = explanation.parts.iter().map(|part| part.weight.thousandths());
        assert_eq!(explanation.base.thousandths() + parts.sum::<i32>(), link.weight.thousandths(), "{explanation}");
    }
    group.throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function(BenchmarkId::new("explain_100_pairs", count), |bencher| {
        bencher.iter(|| untrained.explain_all(records, &resolution.model, black_box(&pairs)));
    });
}

/// Asserts that a resolution is as good as it must be, that nothing is lost, and that the ledger balances.
pub fn assert_good(rows: &Rows, records: &Records, resolution: &Resolution) {
    let evaluation = evaluate(records, resolution, &rows.truth);
    assert!(evaluation.b_cubed.f1 > 0.9 && evaluation.pairs_completeness > 0.9, "{evaluation:?}");
    let members: usize = resolution.clusters.iter().map(<[u32]>::len).sum();
    assert_eq!(members, rows.rows.len());
    for rule in &resolution.ledger.rules {
        assert_eq!(rule.candidates, rule.scored + rule.repeated + rule.too_common, "{rule:?}");
    }
}
