//! Reporting on contacts.

use contactkit::contact::PartialDate;
use contactkit::report::{AuditPlan, AuditTask, HalfLives, Report, Reviewer, Staleness};
use contactkit::validate::Validator;
use criterion::{Criterion, Throughput};

use crate::input;

pub fn reporting(criterion: &mut Criterion) {
    let mut contacts = input::contacts(1_000);
    let seen = PartialDate::full(2012, 3, 1);
    for contact in &mut contacts {
        contact.emails.iter_mut().for_each(|field| field.seen = seen);
        contact.phones.iter_mut().for_each(|field| field.seen = seen);
    }
    let found: Vec<_> = contacts.iter().map(|contact| Validator::default().check(contact)).collect();
    let staleness = Staleness::new(PartialDate::full(2026, 5, 17).unwrap(), HalfLives::default()).unwrap();
    let report = || {
        let mut report = Report::new(staleness.clone());
        contacts.iter().zip(&found).for_each(|(contact, findings)| report.add(contact, findings));
        report
    };
    assert_eq!(report().total().contacts, 1_000);
    let tasks: Vec<_> = contacts.iter().filter_map(|contact| AuditTask::of(contact, &staleness, &[])).collect();
    let plan = || AuditPlan::new(["ann", "bob", "cleo", "dan"].map(Reviewer::new), tasks.iter().cloned());
    assert_eq!(plan().progress().iter().map(|progress| progress.tasks).sum::<usize>(), tasks.len());

    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(contacts.len() as u64));
    group.bench_function("add", |bencher| bencher.iter(report));
    group.bench_function("plan", |bencher| bencher.iter(plan));
    group.finish();
}
