//! Reading single values from their texts.

#[cfg(feature = "phone")]
use contactkit::contact::{CountryCode, Phone};
use contactkit::contact::{Email, Invalid, Organization, PartialDate, PersonName};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use std::fmt::Debug;
use std::hint::black_box;

use crate::input::{Rows, column};

pub fn reading(criterion: &mut Criterion) {
    let rows = Rows::generate(1_000);
    let mut group = criterion.benchmark_group("read");
    measure::<Email>(&mut group, "email", &rows.column(column::EMAIL), str::parse);
    measure::<PersonName>(&mut group, "name", &rows.column(column::FULL_NAME), str::parse);
    measure::<Organization>(&mut group, "organization", &rows.column(column::ORGANIZATION), str::parse);
    measure::<PartialDate>(&mut group, "date", &rows.column(column::BIRTH_DATE), str::parse);
    #[cfg(feature = "phone")]
    {
        let region = CountryCode::of("US");
        measure::<Phone>(&mut group, "phone", &rows.column(column::PHONE), |text| Phone::parse(text, region));
    }
    group.finish();
}

fn measure<T: Debug>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    texts: &[String],
    read: impl Fn(&str) -> Result<T, Invalid>,
) {
    let good = texts.iter().filter(|text| read(text).is_ok()).count();
    assert!(good * 100 > texts.len() * 75, "{name}: {good} of {} are read", texts.len());
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for text in texts {
                let _: Result<T, Invalid> = black_box(read(black_box(text)));
            }
        });
    });
}
