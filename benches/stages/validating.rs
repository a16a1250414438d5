//! Validating contacts.

use contactkit::contact::{Contact, Field};
use contactkit::validate::{PhoneDepth, Validator, ValidatorSettings};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input;

pub fn validating(criterion: &mut Criterion) {
    let mut clean = Contact::person("crm-17");
    clean.names.push(Field::parse("Ada Lovelace"));
    clean.emails.push(Field::parse("ada.lovelace@analytical-engines.com"));
    let contacts = input::contacts(1_000);
    let mut depths = vec![("syntax", PhoneDepth::Syntax)];
    if cfg!(feature = "phone") {
        depths.push(("plan", PhoneDepth::Plan));
    }

    let mut group = criterion.benchmark_group("validate");
    group.throughput(Throughput::Elements(contacts.len() as u64));
    for (name, depth) in depths {
        let mut settings = ValidatorSettings::default();
        settings.phone_depth = depth;
        let validator = Validator::new(settings).unwrap();
        assert_eq!(validator.check(&clean), []);
        let found = contacts.iter().filter(|contact| !validator.check(contact).is_empty()).count();
        assert!(found > contacts.len() / 50 && found < contacts.len(), "{found} have findings");
        group.bench_function(BenchmarkId::new("contacts", name), |bencher| {
            bencher.iter(|| {
                for contact in &contacts {
                    black_box(validator.check(black_box(contact)));
                }
            });
        });
    }
    group.finish();
}
