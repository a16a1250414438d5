//! The validator as a policy: occasions, severities, verdicts, completeness, tallies, trends and repairs.

use contactkit::contact::{Contact, Field, PersonName, PostalAddress};
use contactkit::validate::{
    Category, FieldKind, Finding, Fix, Occasion, Requirement, Rule, Severity, Tally, Trend, Validator,
    ValidatorSettings, repair,
};
use proptest::prelude::*;
use serde::Deserialize;

fn person(id: &str, name: &str, email: &str) -> Contact {
    let mut contact = Contact::person(id);
    contact.names.push(Field::parse(name));
    contact.emails.push(Field::parse(email));
    contact
}

fn validator(change: impl FnOnce(&mut ValidatorSettings)) -> Validator {
    let mut settings = ValidatorSettings::default();
    change(&mut settings);
    Validator::new(settings).unwrap()
}

fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {} {}", finding.severity, finding.code(), finding.path)).collect()
}

#[test]
fn a_requirement_holds_on_its_occasions_with_its_severity() {
    let customer = Occasion::Stage("customer".to_owned());
    let validator = validator(|settings| {
        settings.required = vec![
            Requirement::any_of([FieldKind::Names]),
            Requirement::any_of([FieldKind::Phones])
                .on([Occasion::Create, customer.clone()])
                .with_severity(Severity::Error),
            Requirement::any_of([FieldKind::Addresses, FieldKind::Urls])
                .on([customer.clone()])
                .with_severity(Severity::Note),
        ];
    });
    let contact = person("1", "Ada Lovelace", "ada@analytical.org");
    let on = |occasion: &Occasion| lines(&validator.check_for(&contact, occasion));
    assert!(on(&Occasion::Review).is_empty() && on(&Occasion::Update).is_empty());
    assert!(on(&Occasion::Stage("lead".to_owned())).is_empty());
    assert_eq!(on(&Occasion::Create), ["error record.missing phones"]);
    assert_eq!(on(&customer), ["error record.missing phones", "note record.missing record"]);
    assert_eq!(lines(&validator.check(&contact)), on(&Occasion::Review));

    assert!(validator.admit(&contact, &Occasion::Update).is_admitted());
    assert!(!validator.admit(&contact, &Occasion::Create).is_admitted());

    let share = |occasion: &Occasion| validator.completeness(&contact, occasion).share();
    assert_eq!((share(&Occasion::Review), share(&Occasion::Create)), (1.0, 0.5));
    let completeness = validator.completeness(&contact, &customer);
    assert_eq!((completeness.met.len(), completeness.missing.len()), (1, 2));
    assert_eq!(completeness.missing[0].any_of, [FieldKind::Phones]);
}

#[test]
fn nothing_required_is_complete() {
    let validator = validator(|settings| settings.required.clear());
    let contact = Contact::person("1");
    let completeness = validator.completeness(&contact, &Occasion::Review);
    assert!(completeness.met.is_empty() && completeness.share() > 0.99);
}

#[test]
fn a_rule_that_is_off_is_not_reported_and_another_severity_is_reported_with_it() {
    let validator = validator(|settings| {
        settings.severities.insert(Rule::RecordEmpty, None);
        settings.severities.insert(Rule::NameCase, Some(Severity::Error));
        settings.severities.insert(Rule::NamePlaceholder, Some(Severity::Error));
        settings.severities.insert(Rule::EmailSyntax, Some(Severity::Note));
    });
    assert!(validator.check(&Contact::person("1")).is_empty());
    let mut contact = person("1", "ada lovelace", "ada(at)analytical.org");
    assert_eq!(lines(&validator.check(&contact)), ["error name.case names[0]", "note email.syntax emails[0]"]);
    contact.names = vec![Field::parse("Jennifer Null"), Field::parse("n/a")];
    let found = lines(&validator.check(&contact));
    assert_eq!(found.first().map(String::as_str), Some("note name.placeholder names[0].family"), "Null is a name");
    assert_eq!(found.get(1).map(String::as_str), Some("error name.placeholder names[1]"));
}

#[test]
fn suspicions_are_counted_and_refuse_only_if_the_settings_say_so() {
    let form = person("web-1", "Dfghjk Jones", "fghjkl@analytical.org");
    let verdict = Validator::default().admit(&form, &Occasion::Create);
    assert!(verdict.is_admitted());
    assert_eq!(verdict.suspicions().count(), 2);
    let strict = validator(|settings| _ = settings.severities.insert(Rule::TextKeyboardRun, Some(Severity::Error)));
    assert_eq!(strict.admit(&form, &Occasion::Create).reasons().count(), 2);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OddNames {
    people: Vec<String>,
    fakes: Vec<String>,
}

#[test]
fn people_with_odd_names_are_at_most_worth_a_note_and_made_up_names_are_noticed() {
    let names: OddNames = toml::from_str(include_str!("../data/odd_names.toml")).unwrap();
    let validator = validator(|settings| settings.required.clear());
    let check = |name: &String| {
        let mut contact = Contact::person("1");
        contact.names.push(Field::parse(name.as_str()));
        validator.check(&contact)
    };
    let mut wrong: Vec<String> = Vec::new();
    for name in &names.people {
        let worse = check(name).into_iter().filter(|finding| finding.severity > Severity::Note);
        wrong.extend(worse.map(|finding| format!("{name}: {finding}")));
    }
    for name in &names.fakes {
        if !check(name).iter().any(|finding| finding.rule.category() == Category::Suspicious) {
            wrong.push(format!("{name}: nothing suspicious"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_the_reference_tables_are_not_suspicious() {
    let tables = [
        include_str!("../../src/contact/tables/nicknames.txt"),
        include_str!("../../src/contact/tables/name_variants.txt"),
    ];
    let lines = tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.flat_map(|line| line.split(['|', ','])).map(str::trim).collect();
    assert!(names.len() > 1_000);
    let found: Vec<String> = names
        .iter()
        .flat_map(|name| {
            let mut contact = Contact::person("1");
            contact.names.push(Field::of(PersonName::new(*name, "Lovelace")));
            Validator::default().check(&contact)
        })
        .filter(|finding| finding.rule.category() == Category::Suspicious && finding.rule != Rule::NamePlaceholder)
        .map(|finding| finding.to_string())
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_tally_counts_by_source_rule_field_and_severity() {
    let mut contacts = vec![
        person("1", "JON doh", "jon@analytical.org"),
        person("2", "Ada Lovelace", "ada(at)analytical.org"),
        person("3", "Ada Lovelace", "ada@analytical.org"),
        Contact::person("4"),
    ];
    for contact in contacts.iter_mut().take(2) {
        contact.source = Some("web".to_owned());
    }
    let tally = Validator::default().tally(&contacts);
    let expected = "4 contacts, 1 clean, 2 with errors: 2 errors, 0 warnings, 1 notes
        1 error   record.empty                in record
        1 error   email.syntax                in emails from web
        1 note    name.case                   in names from web";
    assert_eq!(tally.to_string(), expected);
    assert_eq!(tally.count(Rule::NameCase), 1);
    assert_eq!(
        tally.by_field().into_iter().collect::<Vec<_>>(),
        [(FieldKind::Record, 1), (FieldKind::Names, 1), (FieldKind::Emails, 1)]
    );
    let web = tally.sources().find(|(source, _)| *source == "web").unwrap().1;
    assert_eq!((web.contacts, web.clean, web.with_errors, web.findings()), (2, 0, 1, 2));

    let repaired = [contacts[2].clone(), contacts[2].clone()];
    let trend = Trend::between(&tally, &Validator::default().tally(&repaired));
    let expected = "before: 4 contacts, 1 clean, 2 with errors: 2 errors, 0 warnings, 1 notes
after: 2 contacts, 2 clean, 0 with errors: 0 errors, 0 warnings, 0 notes
record.empty in record: 1 of 2 contacts, now 0 of 2, -50.0 in a hundred
email.syntax in emails from web: 1 of 2 contacts, now 0 of 0, -50.0 in a hundred
name.case in names from web: 1 of 2 contacts, now 0 of 0, -50.0 in a hundred";
    assert_eq!(trend.to_string(), expected);
}

#[cfg(feature = "serde")]
#[test]
fn settings_findings_and_tallies_are_read_as_they_are_written() {
    let text = r#"{"required":[{"any_of":["emails","phones"],"on":["create","stage:customer"],"severity":"error"}],"severities":{"email.syntax":"note","name.case":"off"}}"#;
    let settings: ValidatorSettings = serde_json::from_str(text).unwrap();
    assert_eq!(settings.severities[&Rule::NameCase], None);
    assert_eq!(settings.severities[&Rule::EmailSyntax], Some(Severity::Note));
    let written = serde_json::to_value(&settings).unwrap();
    let given: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!((&written["required"], &written["severities"]), (&given["required"], &given["severities"]));
    assert_eq!(serde_json::from_value::<ValidatorSettings>(written).unwrap(), settings);

    let contact = person("1", "MÃ¼ller", "ada(at)analytical.org");
    let findings = Validator::new(settings).unwrap().check(&contact);
    let json = serde_json::to_value(&findings).unwrap();
    assert_eq!(json[0]["rule"], "text.mojibake");
    assert_eq!(json[0]["path"], serde_json::json!({"field": "names", "index": 0}));
    assert_eq!(json[0]["fix"], serde_json::json!({"replace": "Müller"}));
    assert_eq!(serde_json::from_value::<Vec<Finding>>(json).unwrap(), findings);

    let tally = Validator::default().tally(&[contact]);
    let json = serde_json::to_value(&tally).unwrap();
    assert_eq!(json["sources"][""]["rules"]["email.syntax"], serde_json::json!({"emails": {"error": 1}}));
    assert_eq!(serde_json::from_value::<Tally>(json).unwrap(), tally);
}

#[test]
fn repairs_are_made_once_and_keep_what_stood_there() {
    let mut contact = person("1", "JON doh", "Ada <ada@analytical.org>");
    contact.names.push(Field::parse("Jon Doh"));
    contact.emails.extend(["jon@analytical.org", "jon@analytical.org"].map(Field::parse));
    let mut address = PostalAddress::default();
    address.postal_code = Some("sw1a1aa".to_owned());
    address.country = Some("GB".to_owned());
    contact.addresses.push(Field::of(address));
    contact.tags.insert("vip\u{200b}".to_owned());
    let before = contact.clone();
    let findings = Validator::default().check(&contact);
    let repairs = repair(&mut contact, &findings);
    let made: Vec<String> = repairs
        .iter()
        .map(|repair| format!("{} {:?} {:?}", repair.path, repair.before, repair.after.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        made,
        [
            r#"names[0] "JON doh" "Jon Doh""#,
            r#"emails[0] "Ada <ada@analytical.org>" "ada@analytical.org""#,
            r#"addresses[0].postal_code "sw1a1aa" "SW1A 1AA""#,
            r#"tags.vip\u{200b} "vip\u{200b}" "vip""#.replace(r"tags.vip\u{200b}", "tags.vip\u{200b}").as_str(),
            r#"emails[2] "jon@analytical.org" """#,
        ]
    );
    assert_eq!(contact.names[0].value(), Some(&PersonName::new("Jon", "Doh")));
    assert_eq!(contact.emails.len(), 2);
    assert!(contact.addresses[0].text.contains("SW1A 1AA"));
    assert!(contact.tags.contains("vip"));
    assert!(before.emails[2].text == "jon@analytical.org", "the findings of one contact repair another like it");
    assert!(repair(&mut Contact::person("2"), &findings).is_empty(), "nothing is there to repair");
}

#[test]
fn a_value_that_says_more_than_its_text_is_not_read_anew() {
    let mut contact = Contact::person("1");
    contact.names.push(Field::of(PersonName::new("ANNA MARIA", "LOPEZ")));
    let before = contact.clone();
    let findings = Validator::default().check(&contact);
    assert!(findings.iter().any(|finding| finding.fix.is_some()));
    assert_eq!(repair(&mut contact, &findings), []);
    assert_eq!(contact, before);
}

proptest! {
    #[test]
    fn every_order_of_merging_gives_one_tally(
        names in proptest::collection::vec("(JON doh|Ada|n/a||asdf)", 1..20),
        split in 0_usize..20,
    ) {
        let contacts: Vec<Contact> = names
            .iter()
            .enumerate()
            .map(|(number, name)| {
                let mut contact = person(&number.to_string(), name, "ada(at)analytical.org");
                contact.source = (number % 3 > 0).then(|| (number % 3).to_string());
                contact
            })
            .collect();
        let validator = Validator::default();
        let (left, right) = contacts.split_at(split.min(contacts.len()));
        let mut sum = validator.tally(right);
        sum.merge(&validator.tally(left));
        let mut one = Tally::default();
        contacts.iter().for_each(|contact| one.add(contact.source.as_deref(), &validator.check(contact)));
        prop_assert_eq!(&sum, &one);
        prop_assert_eq!(sum, validator.tally(&contacts));
    }

    #[test]
    fn repairing_ends(name in "[A-Za-zÀ-ÿ\u{200b}\u{80}-\u{9f}&;#0-9 ]{0,30}", email in "[<a-c@. >]{0,12}") {
        let mut contact = person("1", &name, &email);
        let validator = Validator::default();
        for _ in 0..10 {
            let findings = validator.check(&contact);
            if repair(&mut contact, &findings).is_empty() {
                break;
            }
        }
        let findings = validator.check(&contact);
        prop_assert!(repair(&mut contact.clone(), &findings).is_empty(), "{findings:?}");
        for finding in &findings {
            prop_assert!(!matches!(finding.fix, Some(Fix::Remove)), "{finding}");
        }
    }
}
