//! Validating contacts.

use contactkit::contact::{Contact, Employment, Field, PostalAddress};
use contactkit::validate::{PhoneDepth, Validator, ValidatorSettings};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input;

/// A contact as complete as they are in an address book that is cared for, with nothing wrong.
fn clean() -> Contact {
    let mut address = PostalAddress::default();
    address.street = Some("12 St James's Square".to_owned());
    address.locality = Some("London".to_owned());
    address.postal_code = Some("SW1Y 4JH".to_owned());
    address.country = Some("GB".to_owned());
    let mut contact = Contact::person("crm-17");
    contact.names.push(Field::parse("Ada Lovelace"));
    contact.emails.extend(["ada.lovelace@analytical-engines.com", "ada@lovelace.org.uk"].map(Field::parse));
    contact.phones.extend(["+44 20 7183 8750", "+44 20 7183 8751"].map(Field::parse));
    contact.addresses.push(Field::of(address));
    contact.birth_dates.push(Field::parse("1985-12-10"));
    contact.employments.push(Field::of(Employment::new("Analytical Engines Ltd", "Engineer")));
    contact
}

/// A validator for each depth at which phone numbers can be looked at.
pub fn validators() -> Vec<(&'static str, Validator)> {
    let mut depths = vec![("syntax", PhoneDepth::Syntax)];
    if cfg!(feature = "phone") {
        depths.push(("plan", PhoneDepth::Plan));
    }
    let validator = |depth| {
        let mut settings = ValidatorSettings::default();
        settings.phone_depth = depth;
        Validator::new(settings).unwrap()
    };
    depths.into_iter().map(|(name, depth)| (name, validator(depth))).collect()
}

pub fn validating(criterion: &mut Criterion) {
    let clean = clean();
    let contacts = input::contacts(1_000);
    let mut group = criterion.benchmark_group("validate");
    group.throughput(Throughput::Elements(contacts.len() as u64));
    for (name, validator) in validators() {
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
    group.throughput(Throughput::Elements(1));
    let validator = Validator::default();
    group.bench_function("clean", |bencher| bencher.iter(|| validator.check(black_box(&clean))));
    group.finish();
}
