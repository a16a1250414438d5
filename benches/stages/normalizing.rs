//! Normalizing: the comparable forms of values.

use contactkit::contact::{Contact, Field};
use contactkit::normalize::{AddressKey, EmailKey, NameKey, OrganizationKey, fold, skeleton, sound};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use std::hint::black_box;

use crate::input;

const ASCII: [&str; 6] =
    ["Katherine", "O'Neill", "Jean-Luc Picard", "134 Shara Place", "ACME Holdings Ltd.", "San Francisco"];
const ACCENTED: [&str; 6] = ["Müller-Lüdenscheidt", "Núñez", "Łukasz Żółć", "Rue de l’Église", "Åsa Öberg", "Çağla"];
const OTHER_SCRIPTS: [&str; 6] = ["Иван Петров", "山田太郎", "محمد علي", "Γεώργιος Παπαδόπουλος", "김민수", "שרה כהן"];

pub fn normalizing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for (name, texts) in [("ascii", ASCII), ("accented", ACCENTED), ("other_scripts", OTHER_SCRIPTS)] {
        for text in texts {
            let folded = fold(text);
            assert!(!folded.is_empty() && fold(&folded) == folded, "{text} is folded to {folded}");
        }
        measure(&mut group, name, &texts, |text| fold(text));
    }
    group.finish();

    let contacts = input::contacts(1_000);
    let names = values(&contacts, |contact| &contact.names);
    let addresses = values(&contacts, |contact| &contact.addresses);
    let employments = values(&contacts, |contact| &contact.employments);
    let organizations: Vec<_> = employments.iter().filter_map(|employment| employment.organization.as_ref()).collect();
    let emails: Vec<&str> = contacts.iter().flat_map(|contact| &contact.emails).map(|email| &*email.text).collect();
    let folded: Vec<String> = names.iter().filter_map(|name| NameKey::of(name)).map(|key| key.family).collect();
    assert!(names.iter().filter(|name| NameKey::of(name).is_some()).count() * 10 > names.len() * 9);
    assert!(addresses.iter().all(|address| AddressKey::of(address).is_some()));
    assert_eq!(EmailKey::of("Ada.Lovelace+news@GoogleMail.com").unwrap().text, "adalovelace@gmail.com");
    assert!(emails.iter().filter(|text| EmailKey::of(text).is_some()).count() * 10 > emails.len() * 9);
    assert!(folded.iter().all(|name| name.is_empty() || !skeleton(name).is_empty() && !sound(name).is_empty()));

    let mut group = criterion.benchmark_group("key");
    measure(&mut group, "name", &names, |name| NameKey::of(name));
    measure(&mut group, "email", &emails, |text| EmailKey::of(text));
    measure(&mut group, "address", &addresses, |address| AddressKey::of(address));
    measure(&mut group, "organization", &organizations, |organization| OrganizationKey::of(organization));
    measure(&mut group, "skeleton", &folded, |name| skeleton(name));
    measure(&mut group, "sound", &folded, |name| sound(name));
    group.finish();
}

/// The values of one kind that all contacts have.
fn values<T>(contacts: &[Contact], of: impl Fn(&Contact) -> &Vec<Field<T>>) -> Vec<&T> {
    contacts.iter().flat_map(of).filter_map(Field::value).collect()
}

fn measure<T, K>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, values: &[T], key: impl Fn(&T) -> K) {
    group.throughput(Throughput::Elements(values.len() as u64));
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for value in values {
                black_box(key(black_box(value)));
            }
        });
    });
}
