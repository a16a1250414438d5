//! The string kernels beside those of `strsim`, on the folded texts that they are made for.

use contactkit::matching::similarity::{edits, jaro_winkler};
use contactkit::normalize::{EmailKey, fold};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::collections::BTreeSet;
use std::hint::black_box;

use crate::input::{Rows, column};

/// Each text with its neighbor in the order of texts, which is often like it, and with a text that is not.
fn pairs(texts: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let texts: Vec<String> = texts.collect::<BTreeSet<_>>().into_iter().collect();
    let half = texts.len() / 2;
    let neighbors = texts.iter().zip(texts.iter().skip(1));
    let strangers = texts.iter().zip(texts.iter().skip(half));
    neighbors.chain(strangers).map(|(left, right)| (left.clone(), right.clone())).collect()
}

pub fn kernels(criterion: &mut Criterion) {
    let rows = Rows::generate(1_000);
    let folded = |number| rows.column(number).into_iter().map(|text| fold(&text));
    let emails = rows.column(column::EMAIL).into_iter().filter_map(|text| EmailKey::of(&text)).map(|key| key.text);
    let kinds = [
        ("given_names", pairs(folded(column::GIVEN_NAME))),
        ("full_names", pairs(folded(column::FULL_NAME))),
        ("emails", pairs(emails)),
        ("streets", pairs(folded(column::STREET))),
    ];
    for (_, pairs) in &kinds {
        assert!(pairs.len() > 50, "{pairs:?}");
        for (left, right) in pairs {
            let similarities = [jaro_winkler(left, right), strsim::jaro_winkler(left, right)];
            assert_eq!(similarities[0].to_bits(), similarities[1].to_bits(), "{left} | {right}");
            assert_eq!(edits(left, right), strsim::osa_distance(left, right), "{left} | {right}");
        }
    }
    measure(criterion, "jaro_winkler", &kinds, [("contactkit", jaro_winkler), ("strsim", strsim::jaro_winkler)]);
    measure(criterion, "edits", &kinds, [("contactkit", edits), ("strsim", strsim::osa_distance)]);
}

/// Pairs of texts, and what they are.
type Kind<'a> = (&'a str, Vec<(String, String)>);

/// A kernel, and whose it is.
type Kernel<'a, T> = (&'a str, fn(&str, &str) -> T);

/// Measures two kernels on the same pairs.
fn measure<T>(criterion: &mut Criterion, name: &str, kinds: &[Kind<'_>], kernels: [Kernel<'_, T>; 2]) {
    let mut group = criterion.benchmark_group(name);
    for (kind, pairs) in kinds {
        group.throughput(Throughput::Elements(pairs.len() as u64));
        for (whose, kernel) in kernels {
            group.bench_with_input(BenchmarkId::new(whose, kind), pairs, |bencher, pairs| {
                bencher.iter(|| {
                    for (left, right) in pairs {
                        black_box(kernel(black_box(left), black_box(right)));
                    }
                });
            });
        }
    }
    group.finish();
}
