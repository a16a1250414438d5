//! Reports: what is counted, what does not matter, what changed, and who looks at what.

use contactkit::contact::{Contact, Custom, CustomType, Employment, Field, Organization, PartialDate, PersonName};
use contactkit::matching::{Judgments, Matcher, Records};
use contactkit::report::{
    AuditPlan, AuditTask, Difference, Duplicates, HalfLives, Measure, Report, Reviewer, SourceReport, Staleness, Why,
};
use contactkit::validate::{FieldKind, Severity, Validator};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn staleness() -> Staleness {
    Staleness::new(date("2026-05-17"), HalfLives::default()).unwrap()
}

fn report<'a>(contacts: impl IntoIterator<Item = &'a Contact>) -> Report {
    let mut report = Report::new(staleness());
    for contact in contacts {
        report.add(contact, &Validator::default().check(contact));
    }
    report
}

fn person(id: &str, source: &str, email: &str) -> Contact {
    let mut contact = Contact::person(id);
    contact.source = (!source.is_empty()).then(|| source.to_owned());
    contact.names.push(Field::of(PersonName::new("Ada", "Lovelace")));
    contact.emails.push(Field::parse(email));
    contact
}

#[test]
fn each_value_is_invalid_doubtful_or_valid_and_a_contact_with_a_valid_one_is_usable() {
    let mut two = person("1", "crm", "ada@analytical.org");
    two.emails.push(Field::parse("ada(at)analytical.org"));
    let mut blank = person("2", "crm", "ada@gmial.com");
    blank.emails.push(Field::parse(" "));
    let mut none = Contact::person("3");
    none.phones.push(Field::parse("+44 20 7183 8750"));
    let report = report([&two, &blank, &none]);
    let emails = report.total().fields[&FieldKind::Emails];
    assert_eq!((emails.contacts, emails.filled, emails.usable), (3, 2, 1));
    assert_eq!((emails.values, emails.valid(), emails.invalid, emails.doubtful), (3, 1, 1, 1));
    let of_crm = report.sources["crm"].fields[&FieldKind::Emails];
    assert_eq!((of_crm.contacts, of_crm.values), (2, 3));
    assert_eq!(report.sources[""].contacts, 1);
}

#[test]
fn organizations_are_not_expected_to_have_birth_dates() {
    let mut firm = Contact::organization("1");
    firm.organization_names.push(Field::of("Nordwind GmbH".parse::<Organization>().unwrap()));
    let mut odd = Contact::organization("2");
    odd.birth_dates.push(Field::parse("1980-02-03"));
    let report = report([&firm, &odd, &Contact::person("3")]);
    let total = report.total();
    let counted = |field: FieldKind| (total.fields[&field].filled, total.fields[&field].contacts);
    assert_eq!(counted(FieldKind::OrganizationNames), (1, 2));
    assert_eq!(counted(FieldKind::BirthDates), (1, 2));
    assert_eq!(counted(FieldKind::Names), (0, 1));
    let text = self::report([&firm]).to_string();
    assert!(text.ends_with("in no contact: emails, phones, addresses, urls, notes, tags, custom\n\n findings         rule\n        1 warning record.missing"), "{text}");
}

#[test]
fn unknown_ages_are_counted_apart_and_ended_jobs_are_stale() {
    let mut contact = person("1", "", "ada@analytical.org");
    contact.emails.push(Field::parse("ada@lovelace.org").seen(date("2026-05-17")));
    contact.emails.push(Field::parse("ada@byron.org").seen(date("2010")));
    let mut job = Employment::new("Analytical Engines Ltd", "Engineer");
    job.until = Some(date("2025"));
    contact.employments.push(Field::of(job));
    let total = report([&contact]).total();
    let emails = total.fields[&FieldKind::Emails];
    assert_eq!((emails.dated, emails.fresh_thousandths, emails.stale, emails.undated), (2, 1018, 1, 1));
    let jobs = total.fields[&FieldKind::Employments];
    assert_eq!((jobs.dated, jobs.stale, jobs.ended, jobs.undated), (1, 1, 1, 0));
    let names = total.fields[&FieldKind::Names];
    assert_eq!((names.dated, names.undated), (0, 0), "names do not age");
}

#[test]
fn duplicates_are_counted_in_their_source_and_across_sources() {
    let contacts = [
        person("1", "crm", "a@analytical.org"),
        person("2", "crm", "a@analytical.org"),
        person("3", "web", "a@analytical.org"),
        person("4", "web", "b@analytical.org"),
    ];
    let mut report = report(&contacts);
    assert_eq!(report.total().duplicates, None);
    let records: Records = contacts.iter().collect();
    let mut judgments = Judgments::default();
    judgments.same("1", "2").same("1", "3").different("1", "4");
    let resolution = Matcher::new().judgments(judgments).resolve(&records);
    // twice is as once
    report.set_duplicates(&records, &resolution.clusters);
    report.set_duplicates(&records, &resolution.clusters);
    let counts = |duplicates: Duplicates| {
        [duplicates.records, duplicates.same_source, duplicates.other_source, duplicates.any_source]
    };
    assert_eq!(counts(report.sources["crm"].duplicates.unwrap()), [2, 2, 2, 2]);
    assert_eq!(counts(report.sources["web"].duplicates.unwrap()), [2, 0, 1, 1]);
    assert_eq!(counts(report.total().duplicates.unwrap()), [4, 2, 3, 3]);
}

#[test]
fn a_difference_says_what_got_better_and_what_got_worse() {
    let before = report([&person("1", "", "ada@"), &person("2", "", "ada@analytical.org")]);
    let mut better = person("1", "", "ada@analytical.org");
    better.names[0] = Field::parse("ADA LOVELACE");
    let after = report([&better, &person("2", "", "ada@analytical.org")]);
    let difference = Difference::between(&before, &after);
    let moved: Vec<String> = difference
        .shifts
        .iter()
        .filter(|shift| shift.source.is_none() && shift.is_better().is_some())
        .map(ToString::to_string)
        .collect();
    assert_eq!(moved, ["emails usable 50.0 %, now 100.0 % (+50.0)", "emails valid 50.0 %, now 100.0 % (+50.0)"]);
    assert_eq!(
        difference.to_string(),
        "before, on 2026-05-17: 2 contacts, 1 clean, 1 with errors: 1 errors, 0 warnings, 0 notes\n\
         now, on 2026-05-17: 2 contacts, 1 clean, 0 with errors: 0 errors, 0 warnings, 1 notes\n\
         \n\
         better\n  \
           emails usable 50.0 %, now 100.0 % (+50.0)\n  \
           emails valid 50.0 %, now 100.0 % (+50.0)\n\
         \n\
         fewer findings\n  \
           email.syntax in emails: 1 of 2 contacts, now 0 of 2, -50.0 in a hundred\n\
         \n\
         more findings\n  \
           name.case in names: 0 of 2 contacts, now 1 of 2, +50.0 in a hundred"
    );
    // what was not measured before is neither better nor worse
    let nothing = Difference::between(&report([]), &after);
    assert!(nothing.shifts.iter().all(|shift| shift.is_better().is_none()));
}

#[test]
fn freshness_is_compared_only_where_it_means_the_same() {
    let contact = |seen: &str| {
        let mut contact = Contact::person("1");
        contact.emails.push(Field::parse("ada@analytical.org").seen(date(seen)));
        contact
    };
    let fresh = |before: &Report, after: &Report| {
        Difference::between(before, after).shifts.iter().filter(|shift| shift.measure == Measure::Fresh).count()
    };
    let before = report([&contact("2020")]);
    assert_eq!(fresh(&before, &report([&contact("2026")])), 2);
    let slower = HalfLives::default().with(FieldKind::Emails, 9_000);
    let mut other = Report::new(Staleness::new(date("2026-05-17"), slower).unwrap());
    other.add(&contact("2020"), &[]);
    assert_eq!(fresh(&before, &other), 0);
}

#[cfg(feature = "serde")]
#[test]
fn a_report_reads_back_from_its_text_and_one_of_another_version_is_refused() {
    let mut contact = person("1", "crm", "ada@gmial.com");
    contact.phones.push(Field::parse("+44 20 7183 8750").seen(date("2020-03")));
    let mut report = report([&contact]);
    let records: Records = [contact].iter().collect();
    report.set_duplicates(&records, &Matcher::new().resolve(&records).clusters);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    let error = serde_json::from_str::<Report>(&text.replace("\"version\":1", "\"version\":2")).unwrap_err();
    assert!(error.to_string().starts_with("a report of version 2: only version 1 is known"), "{error}");
    let task = AuditTask::of(&Contact::person("1"), &staleness(), &Validator::default().check(&Contact::person("1")));
    let plan = AuditPlan::new([Reviewer::new("ann").with_capacity(3)], task);
    assert_eq!(serde_json::from_str::<AuditPlan>(&serde_json::to_string(&plan).unwrap()).unwrap(), plan);
    let difference = Difference::between(&report, &report);
    let text = serde_json::to_string(&difference).unwrap();
    assert_eq!(serde_json::from_str::<Difference>(&text).unwrap(), difference);
}

fn stale(id: u32, year: i16) -> AuditTask {
    let mut contact = Contact::person(id.to_string());
    contact.emails.push(Field::parse("ada@analytical.org").seen(PartialDate::year_only(year).unwrap()));
    AuditTask::of(&contact, &staleness(), &[]).unwrap()
}

fn reviewers(names: u32) -> Vec<Reviewer> {
    (0..names).map(|name| Reviewer::new(format!("reviewer {name}"))).collect()
}

#[test]
fn a_contact_with_nothing_to_check_has_no_task() {
    let mut contact = person("1", "", "ada@");
    contact.phones.push(Field::parse("+44 20 7183 8750"));
    assert_eq!(AuditTask::of(&contact, &staleness(), &[]), None, "an unknown age is not stale");
    let mut findings = Validator::default().check(&contact);
    findings.retain(|finding| finding.severity == Severity::Error);
    let task = AuditTask::of(&contact, &staleness(), &findings).unwrap();
    assert!(matches!(task.checks[0].why, Why::Found { .. }));
    assert!(task.to_string().starts_with("1: emails[0] \"ada@\" "), "{task}");
}

#[test]
fn where_time_is_short_the_stalest_come_first_and_the_rest_is_shown() {
    let tasks = (0..10).map(|id| stale(id, 2000 + i16::try_from(id).unwrap()));
    let mut plan = AuditPlan::new(["ann", "bob"].map(|name| Reviewer::new(name).with_capacity(2)), tasks);
    let with_reviewer: BTreeSet<&str> =
        plan.tasks.iter().filter(|task| task.reviewer.is_some()).map(|task| task.contact.id.as_str()).collect();
    assert_eq!(with_reviewer, BTreeSet::from(["0", "1", "2", "3"]));
    assert!(plan.mark_done("9", date("2026-05-18")) && !plan.mark_done(("crm", "9"), date("2026-05-18")));
    let progress: Vec<String> = plan.progress().iter().map(ToString::to_string).collect();
    assert_eq!(progress, ["ann: 0 of 2 done", "bob: 0 of 2 done", "nobody: 1 of 6 done"]);
    assert!(plan.to_string().contains("\nnobody: 1 of 6 done\n  4: "), "{plan}");
}

fn reviewer_of(plan: &AuditPlan) -> BTreeMap<&str, &str> {
    plan.tasks.iter().map(|task| (task.contact.id.as_str(), task.reviewer.as_deref().unwrap())).collect()
}

proptest! {
    #[test]
    fn the_order_of_contacts_changes_nothing(order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let contacts: Vec<Contact> = (0..12)
            .map(|id| {
                let email = ["ada@", "ada@gmial.com", "ada@analytical.org"][id % 3];
                let mut contact = person(&id.to_string(), ["", "crm"][id % 2], email);
                contact.phones.push(Field::parse("+44 20 7183 8750").seen(["2010", "2015-03", "2026-05-01"][id % 3].parse().unwrap()));
                contact
            })
            .collect();
        let shuffled: Vec<&Contact> = order.iter().map(|at| &contacts[*at]).collect();
        prop_assert_eq!(report(shuffled.iter().copied()), report(&contacts));
        let tasks = |contacts: &[&Contact]| {
            let tasks = contacts.iter().filter_map(|contact| AuditTask::of(contact, &staleness(), &[]));
            tasks.collect::<Vec<_>>()
        };
        let mut team = reviewers(3);
        let plan = AuditPlan::new(team.clone(), tasks(&contacts.iter().collect::<Vec<_>>()));
        team.reverse();
        prop_assert_eq!(AuditPlan::new(team, tasks(&shuffled)), plan);
    }

    #[test]
    fn a_plan_is_fair_and_stays_much_the_same_when_somebody_leaves(tasks in 0_u32..300, team in 2_u32..9, out in 0_usize..9) {
        let tasks: Vec<AuditTask> = (0..tasks).map(|id| stale(id, 2000)).collect();
        let all = reviewers(team);
        let mut rest = all.clone();
        let gone = rest.remove(out % rest.len());
        let (before, after) = (AuditPlan::new(all, tasks.clone()), AuditPlan::new(rest, tasks.clone()));
        for plan in [&before, &after] {
            let loads: Vec<usize> = plan.progress().iter().map(|progress| progress.tasks).collect();
            prop_assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1, "{loads:?}");
            prop_assert_eq!(loads.iter().sum::<usize>(), tasks.len());
        }
        let (old, new) = (reviewer_of(&before), reviewer_of(&after));
        let others = old.iter().filter(|(id, name)| **name != gone.name && new[*id] != **name).count();
        prop_assert!(others.pow(2) <= tasks.len() * team as usize, "{others} of {}", tasks.len());
    }
}

#[test]
fn fields_of_the_owners_own_are_counted_each_by_its_name() {
    let mut contacts = [person("1", "crm", ""), person("2", "crm", ""), person("3", "web", "")];
    let custom = |text: &str, kind: CustomType| Field::read(text, |text| kind.read(text));
    contacts[0].custom.insert("score".to_owned(), vec![custom("seven", CustomType::Integer)]);
    contacts[1].custom.insert("score".to_owned(), vec![custom("7", CustomType::Integer)]);
    contacts[1].custom.insert("size".to_owned(), vec![custom("XL", CustomType::Text), custom(" ", CustomType::Text)]);
    let report = report(&contacts);
    let counts = |name: &str| {
        let counts = report.total().custom[name];
        [counts.contacts, counts.filled, counts.usable, counts.values, counts.doubtful]
    };
    assert_eq!((counts("score"), counts("size")), ([3, 2, 1, 2, 1], [3, 1, 1, 1, 0]));
    assert_eq!(report.sources["crm"].custom["score"].contacts, 2);
    assert!(report.sources["web"].custom.is_empty());
    assert_eq!(report.total().fields[&FieldKind::Custom].values, 3);
    let text = report.to_string();
    assert!(
        text.contains("\n  score                      3    66.7 %    33.3 %         2         0         1"),
        "{text}"
    );
}

#[test]
fn of_many_fields_of_the_owners_own_the_first_are_counted() {
    let with = |number: usize| {
        let mut contact = Contact::person("1");
        contact.custom.insert(format!("{number:05}"), vec![Field::of(Custom::Bool(true))]);
        contact
    };
    let upwards: Vec<Contact> = (0..1_000).map(with).collect();
    let whole = report(&upwards);
    let custom = &whole.total().custom;
    assert_eq!((custom.len(), custom["00255"].filled), (SourceReport::MOST_CUSTOM, 1));
    assert_eq!(whole.total().fields[&FieldKind::Custom].filled, 1_000);
    assert_eq!(report(upwards.iter().rev()), whole);
    assert!(whole.to_string().contains("\n  and 244 more fields of your own"), "{whole}");
}

#[test]
fn what_is_filled_is_shown_by_source_where_there_are_several() {
    let mut contacts = vec![person("1", "exports/contacts-2026.csv", "ada@analytical.org"), person("2", "", "")];
    assert!(!report(&contacts[..1]).to_string().contains("filled, by source"));
    let text = report(&contacts).to_string();
    let expected = "\n\nfilled, by source             (none)  …acts-2026.csv\n\
                    names                        100.0 %         100.0 %\n\
                    emails                         0.0 %         100.0 %\n";
    assert!(text.contains(expected), "{text}");
    contacts.extend((0..7).map(|number| person("3", &format!("source {number}"), "")));
    let text = report(&contacts).to_string();
    assert!(text.contains("\nthe largest sources; 4 more have no more contacts\n"), "{text}");
}

#[test]
fn reports_of_two_days_or_other_half_lives_are_not_merged() {
    let of = |today: &str, half_lives| Report::new(Staleness::new(date(today), half_lives).unwrap());
    let mut report = of("2026-05-17", HalfLives::default());
    let before = report.clone();
    let other = of("2026-05-18", HalfLives::default());
    let error = report.merge(&other).unwrap_err();
    assert_eq!(error.to_string(), "a merge of reports is refused: one is of 2026-05-17, the other of 2026-05-18");
    let other = of("2026-05-17", HalfLives::default().with(FieldKind::Emails, 9));
    let error = report.merge(&other).unwrap_err();
    assert_eq!(error.to_string(), "a merge of reports is refused: their half-lives are not the same");
    assert_eq!(report, before);
}

fn some_contact() -> impl Strategy<Value = Contact> {
    let email = prop_oneof![Just(""), Just("ada@analytical.org"), Just("ada@gmial.com"), Just("ada@")];
    let source = prop_oneof![Just(""), Just("crm"), Just("web")];
    (source, email, proptest::collection::vec((0..400_u16, any::<bool>()), 0..40), 0..12_i16).prop_map(
        |(source, email, custom, age)| {
            let mut contact = person("1", source, email);
            contact.emails[0].seen = PartialDate::full(2026 - age, 3, 1);
            for (name, is_good) in custom {
                let field = Field::read(if is_good { "7" } else { "seven" }, |text| CustomType::Integer.read(text));
                contact.custom.entry(name.to_string()).or_default().push(field);
            }
            contact
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parts_merge_to_the_same_report_in_any_order_and_groups(
        contacts in proptest::collection::vec((some_contact(), 0..3_usize), 0..60),
    ) {
        let whole = report(contacts.iter().map(|(contact, _)| contact));
        let part = |part: usize| report(contacts.iter().filter(|(_, of)| *of == part).map(|(contact, _)| contact));
        let merged = |left: &Report, right: &Report| {
            let mut left = left.clone();
            left.merge(right).unwrap();
            left
        };
        let [a, b, c] = [0, 1, 2].map(part);
        prop_assert_eq!(&merged(&merged(&a, &b), &c), &whole);
        prop_assert_eq!(&merged(&a, &merged(&b, &c)), &whole);
        prop_assert_eq!(&merged(&merged(&c, &b), &a), &whole);
        prop_assert_eq!(&merged(&whole, &report([])), &whole);
    }
}
