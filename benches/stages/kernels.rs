//! The string kernels beside those of `strsim` and `rapidfuzz`, on the folded texts that they are made for.

use contactkit::matching::similarity::{Pattern, edits, jaro_winkler};
use contactkit::normalize::{EmailKey, fold};
use criterion::{BenchmarkId, Criterion, Throughput};
use rapidfuzz::distance::{jaro_winkler as rapid_jaro_winkler, osa as rapid_osa};
use std::collections::BTreeSet;
use std::hint::black_box;

use crate::input::{Rows, column};

/// Texts of one kind, each once, in their order.
struct Kind {
    name: &'static str,
    texts: Vec<String>,
}

impl Kind {
    fn new(name: &'static str, texts: impl Iterator<Item = String>) -> Self {
        let texts: Vec<String> = texts.collect::<BTreeSet<_>>().into_iter().collect();
        assert!(texts.len() > 50, "{texts:?}");
        Self { name, texts }
    }

    /// Each text with its neighbor, which is often like it, and with a text that is not.
    fn pairs(&self) -> Vec<(&str, &str)> {
        let texts = || self.texts.iter().map(String::as_str);
        let half = self.texts.len() / 2;
        texts().zip(texts().skip(1)).chain(texts().zip(texts().skip(half))).collect()
    }

    /// Some of the texts, to be compared with all.
    fn some(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().step_by(self.texts.len().div_ceil(20)).map(String::as_str)
    }
}

pub fn kernels(criterion: &mut Criterion) {
    let rows = Rows::generate(1_000);
    let folded = |number| rows.column(number).into_iter().map(|text| fold(&text));
    let emails = rows.column(column::EMAIL).into_iter().filter_map(|text| EmailKey::of(&text)).map(|key| key.text);
    let kinds = [
        Kind::new("given_names", folded(column::GIVEN_NAME)),
        Kind::new("full_names", folded(column::FULL_NAME)),
        Kind::new("emails", emails),
        Kind::new("streets", folded(column::STREET)),
    ];
    for kind in &kinds {
        assert_equal(kind);
    }
    let kernels: [Kernel<'_, f64>; 3] = [
        ("contactkit", jaro_winkler),
        ("strsim", strsim::jaro_winkler),
        ("rapidfuzz", |left, right| rapid_jaro_winkler::similarity(left.bytes(), right.bytes())),
    ];
    one_against_one(criterion, "jaro_winkler", &kinds, kernels);
    let kernels: [Kernel<'_, usize>; 3] = [
        ("contactkit", edits),
        ("strsim", strsim::osa_distance),
        ("rapidfuzz", |left, right| rapid_osa::distance(left.bytes(), right.bytes())),
    ];
    one_against_one(criterion, "edits", &kinds, kernels);

    let kernels: [Kernels<'_, f64>; 2] = [
        ("contactkit", |one, many| {
            let pattern = Pattern::new(one);
            many.iter().map(|text| pattern.jaro_winkler(text)).sum()
        }),
        ("rapidfuzz", |one, many| {
            let comparator = rapid_jaro_winkler::BatchComparator::new(one.bytes());
            many.iter().map(|text| comparator.similarity(text.bytes())).sum()
        }),
    ];
    one_against_many(criterion, "jaro_winkler_of_many", &kinds, kernels);
    let kernels: [Kernels<'_, usize>; 2] = [
        ("contactkit", |one, many| {
            let pattern = Pattern::new(one);
            many.iter().map(|text| pattern.edits(text)).sum()
        }),
        ("rapidfuzz", |one, many| {
            let comparator = rapid_osa::BatchComparator::new(one.bytes());
            many.iter().map(|text| comparator.distance(text.bytes())).sum()
        }),
    ];
    one_against_many(criterion, "edits_of_many", &kinds, kernels);
}

/// Asserts that all kernels say the same.
fn assert_equal(kind: &Kind) {
    for (left, right) in kind.pairs() {
        let similarity = jaro_winkler(left, right);
        assert_eq!(similarity.to_bits(), strsim::jaro_winkler(left, right).to_bits(), "{left} | {right}");
        let rapid = rapid_jaro_winkler::similarity(left.bytes(), right.bytes());
        assert!(!left.is_ascii() || !right.is_ascii() || (similarity - rapid).abs() < 1e-9, "{left} | {right}");
        assert_eq!(edits(left, right), strsim::osa_distance(left, right), "{left} | {right}");
    }
}

/// A kernel for two texts, and whose it is.
type Kernel<'a, T> = (&'a str, fn(&str, &str) -> T);

/// A kernel for one text and many, which sums up what it finds, and whose it is.
type Kernels<'a, T> = (&'a str, fn(&str, &[String]) -> T);

/// Measures kernels on the same pairs.
fn one_against_one<T>(criterion: &mut Criterion, name: &str, kinds: &[Kind], kernels: [Kernel<'_, T>; 3]) {
    let mut group = criterion.benchmark_group(name);
    for kind in kinds {
        let pairs = kind.pairs();
        group.throughput(Throughput::Elements(pairs.len() as u64));
        for (whose, kernel) in kernels {
            group.bench_with_input(BenchmarkId::new(whose, kind.name), &pairs, |bencher, pairs| {
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

/// Measures kernels on some texts, each of which is compared with all.
fn one_against_many<T>(criterion: &mut Criterion, name: &str, kinds: &[Kind], kernels: [Kernels<'_, T>; 2]) {
    let mut group = criterion.benchmark_group(name);
    for kind in kinds {
        group.throughput(Throughput::Elements((kind.some().count() * kind.texts.len()) as u64));
        for (whose, kernel) in kernels {
            group.bench_with_input(BenchmarkId::new(whose, kind.name), kind, |bencher, kind| {
                bencher.iter(|| {
                    for one in kind.some() {
                        black_box(kernel(black_box(one), black_box(&kind.texts)));
                    }
                });
            });
        }
    }
    group.finish();
}
