//! Filtering contacts by segments.

use contactkit::contact::{Contact, Field, PartialDate, Schema};
use contactkit::history::{Event, EventKind, Events};
use contactkit::segment::{Book, Condition, Filter};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

use crate::input;

/// Conditions that people write, with about the share of the generated contacts that meets them.
const CONDITIONS: [(&str, &str, std::ops::Range<usize>); 4] = [
    (
        "five",
        r#"country in ["US", "GB"] and tag != "unsubscribed" and email is known and age >= 30 and (tag = "vip" or count(purchase, last 365 days) >= 2)"#,
        10..300,
    ),
    ("texts", r#"family_name = "smith" or locality starts with "san " or job_title contains "manager""#, 1..500),
    ("mailbox", r#"email = "ada.lovelace@gmail.com" or email_domain = "gmail.com""#, 10..800),
    ("number", r#"phone starts with "+1" or phone = "+44 20 7946 0018""#, 1..900),
];

/// Contacts with tags, and their events.
fn people(count: u32) -> (Vec<Contact>, Events) {
    let mut contacts = input::contacts(count);
    let mut events = Events::default();
    for (row, contact) in contacts.iter_mut().enumerate() {
        let tags = [(7, "vip"), (11, "press"), (13, "unsubscribed")];
        contact.tags.extend(tags.into_iter().filter(|(nth, _)| row % nth == 0).map(|(_, tag)| tag.to_owned()));
        if contact.addresses.is_empty() && row % 2 == 0 {
            contact.addresses.push(Field::parse("1 Main Street, Springfield, US"));
        }
        for nth in 0..row % 5 {
            let month = u8::try_from(1 + (row + nth) % 12).unwrap();
            let date = PartialDate::full(if nth % 2 == 0 { 2026 } else { 2025 }, month, 17).unwrap();
            events.add(contact.id.as_str(), Event::new(EventKind::Purchase, date));
        }
    }
    (contacts, events)
}

fn filters() -> Vec<(&'static str, Filter, std::ops::Range<usize>)> {
    let today = PartialDate::full(2026, 5, 17).unwrap();
    let filter = |text: &str| {
        let condition: Condition = text.parse().unwrap();
        Filter::new(&condition, &Schema::default(), today).unwrap()
    };
    CONDITIONS.into_iter().map(|(name, text, share)| (name, filter(text), share)).collect()
}

pub fn filtering(criterion: &mut Criterion) {
    let large = std::env::var_os("CONTACTKIT_BENCH_LARGE").is_some();
    let sizes: &[u32] = if large { &[1_000, 1_000_000] } else { &[1_000] };
    let mut group = criterion.benchmark_group("segment");
    for &size in sizes {
        let (contacts, events) = people(size);
        let book = Book::new(&contacts).with_events(&events);
        group.throughput(Throughput::Elements(contacts.len() as u64));
        for (name, filter, share) in filters() {
            let found = filter.rows(&book).len() * 1_000 / contacts.len();
            assert!(share.contains(&found), "{found} of 1000 are in {name}");
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| filter.rows(black_box(&book)));
            });
        }
    }
    group.finish();
}
