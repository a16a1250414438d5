//! Whole contacts on one thread: the texts of a full record are read, validated and normalized.

use contactkit::contact::{Contact, CountryCode, Employment, Field, Organization, PersonName, Phone, PostalAddress};
use contactkit::normalize::{AddressKey, EmailKey, NameKey, OrganizationKey};
use contactkit::validate::Validator;
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input::{Rows, column};
use crate::validating::validators;

/// A record with one text of each kind.
struct Texts {
    name: String,
    email: String,
    phone: String,
    address: [String; 5],
    birth_date: String,
    organization: String,
}

pub fn contacts(criterion: &mut Criterion) {
    let rows = Rows::generate(20_000);
    let records = full_records(&rows);
    let mut group = criterion.benchmark_group("contacts");
    group.throughput(Throughput::Elements(records.len() as u64));
    for (name, validator) in validators() {
        let good = records.iter().filter(|texts| work(texts, &validator) == 4).count();
        assert!(good * 10 > records.len() * 9, "{good} of {} have all keys", records.len());
        group.bench_function(BenchmarkId::new("read_validate_normalize", name), |bencher| {
            bencher.iter(|| {
                for texts in &records {
                    black_box(work(black_box(texts), &validator));
                }
            });
        });
    }
    group.finish();
}

/// Records that have a text in every column.
fn full_records(rows: &Rows) -> Vec<Texts> {
    let records = rows.rows.iter().filter_map(|row| {
        let text = |number: usize| rows.text(row, number).filter(|text| !text.is_empty());
        Some(Texts {
            name: format!("{} {}", text(column::GIVEN_NAME)?, text(column::FAMILY_NAME)?),
            email: text(column::EMAIL)?,
            phone: text(column::PHONE)?,
            address: [
                text(column::STREET)?,
                text(column::LOCALITY)?,
                rows.text(row, column::REGION).unwrap_or_default(),
                text(column::POSTAL_CODE)?,
                text(column::COUNTRY)?,
            ],
            birth_date: text(column::BIRTH_DATE)?,
            organization: text(column::ORGANIZATION)?,
        })
    });
    let records: Vec<Texts> = records.collect();
    assert!(records.len() > 500, "only {} of {} records are full", records.len(), rows.rows.len());
    records
}

/// Reads, validates and normalizes one record; how many of its keys there are.
fn work(texts: &Texts, validator: &Validator) -> usize {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let [street, locality, region, postal_code, country] = texts.address.each_ref().map(some);
    let code = CountryCode::of(texts.address.last().map_or("", String::as_str));
    let mut address = PostalAddress::default();
    (address.street, address.locality, address.region) = (street, locality, region);
    (address.postal_code, address.country) = (postal_code, country);
    let mut contact = Contact::person("1");
    let name: Field<PersonName> = Field::parse(&texts.name);
    contact.emails.push(Field::parse(&texts.email));
    contact.phones.push(Field::read(&texts.phone, |text| Phone::parse(text, code)));
    contact.birth_dates.push(Field::parse(&texts.birth_date));
    let organization: Organization = texts.organization.parse().unwrap_or_default();
    let keys = [
        name.value().and_then(NameKey::of).is_some(),
        EmailKey::of(&texts.email).is_some(),
        AddressKey::of(&address).is_some(),
        OrganizationKey::of(&organization).is_some(),
    ];
    contact.names.push(name);
    contact.addresses.push(Field::of(address));
    let mut employment = Employment::default();
    employment.organization = Some(organization);
    contact.employments.push(Field::read(&texts.organization, |_| Ok(employment)));
    black_box(validator.check(&contact));
    keys.into_iter().filter(|key| *key).count()
}
