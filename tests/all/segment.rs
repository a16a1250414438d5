//! Segments: what finds whom, what is unknown, and what is said of conditions that are wrong.

use contactkit::contact::{
    Contact, Custom, CustomField, CustomType, Employment, Field, Gender, Money, PartialDate, Phone, PostalAddress,
    Schema,
};
use contactkit::history::{Direction, Event, EventKind, Events, FollowUp, Pipeline};
use contactkit::segment::{Book, Condition, Filter, Segment, Subject, Truth, fields};

pub fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

pub fn today() -> PartialDate {
    date("2026-05-17")
}

/// A schema with a field of each type.
pub fn schema() -> Schema {
    let mut schema = Schema::default();
    let choice = CustomType::Choice(["Bronze", "Silver", "Gold"].map(str::to_owned).to_vec());
    for (name, kind) in [
        ("budget", CustomType::Money),
        ("employees", CustomType::Integer),
        ("score", CustomType::Decimal),
        ("renewal", CustomType::Date),
        ("newsletter", CustomType::Bool),
        ("level", choice),
        ("stack", CustomType::List(Box::new(CustomType::Text))),
        ("lead source", CustomType::Text),
    ] {
        schema.custom.insert(name.to_owned(), CustomField::new(kind));
    }
    schema.events.insert("webinar".to_owned());
    schema
}

pub fn filter(text: &str) -> Filter {
    let condition = Condition::read(text, &schema()).unwrap_or_else(|error| panic!("{text}: {error}"));
    Filter::new(&condition, &schema(), today()).unwrap()
}

/// A contact with a value of most fields.
pub fn ada() -> Contact {
    let mut address = PostalAddress::default();
    address.street = Some("Aleksanterinkatu 5".to_owned());
    address.locality = Some("Jyväskylä".to_owned());
    address.postal_code = Some("FI-40 100".to_owned());
    address.country = Some("Finland".to_owned());
    let mut job = Employment::new("Nordwind GmbH", "Chief Engineer");
    job.from = Some(date("2020"));
    let mut old_job = Employment::new("Südwind AG", "Intern");
    old_job.until = Some(date("2019-12"));
    let mut contact = Contact::person("ada");
    contact.source = Some("CRM".to_owned());
    contact.names.push(Field::parse("Dr. Ada Lövelace-O'Neill").seen(date("2026-04-30")));
    contact.emails.push(Field::parse("Ada.Lovelace@GoogleMail.com").from_source("web form"));
    contact.phones.push(Field::of(Phone::parse("+358 40 123 4567 ext. 12", None).unwrap()));
    contact.addresses.push(Field::of(address));
    contact.employments.extend([Field::of(job), Field::of(old_job)]);
    contact.birth_dates.push(Field::parse("1985-12-10"));
    contact.gender = Some(Gender::Female);
    contact.urls.push(Field::parse("https://Ada.example.org/About"));
    contact.notes.push("met at the trade show".to_owned());
    contact.tags.extend(["VIP", "c++"].map(str::to_owned));
    let money = Money { amount: "1500.00".to_owned(), currency: "EUR".to_owned() };
    for (name, value) in [
        ("budget", Custom::Money(money)),
        ("employees", Custom::Integer(40)),
        ("score", Custom::Decimal("7.25".to_owned())),
        ("renewal", Custom::Date(date("2026-07"))),
        ("newsletter", Custom::Bool(true)),
        ("level", Custom::Choice("Gold".to_owned())),
        ("stack", Custom::List(["Rust", "SQL"].map(|text| Custom::Text(text.to_owned())).to_vec())),
        ("lead source", Custom::Text("Trade show".to_owned())),
    ] {
        contact.custom.insert(name.to_owned(), vec![Field::of(value)]);
    }
    contact
}

#[track_caller]
fn assert_truth(contact: &Contact, truth: Truth, texts: &[&str]) {
    for text in texts {
        let filter = filter(text);
        assert_eq!(filter.truth(contact), truth, "{text}\n{}", filter.explain(contact));
    }
}

#[test]
fn every_field_finds_what_a_user_means() {
    assert_truth(
        &ada(),
        Truth::Yes,
        &[
            r#"id = "ada""#,
            r#"kind = "Person""#,
            r#"gender != "male""#,
            r#"source = "crm" and source = "Web Form""#,
            r#"name contains "lovelace-oneill""#,
            r#"given_name = "ADA" and family_name starts with "love" and prefix = "dr""#,
            r#"organization = "nordwind" and organization = "NORDWIND GmbH""#,
            r#"organization != "Südwind""#,
            r#"job_title contains "engineer""#,
            r#"email = "adalovelace+news@gmail.com""#,
            r#"email contains "LOVELACE@" and email ends with ".com""#,
            r#"email_domain in ["example.org", "@googlemail.com"]"#,
            r#"phone = "00358401234567" and phone = "040 123 4567""#,
            r#"phone = "+358 40 1234567 x12" and phone starts with "+358 (40)""#,
            r#"street starts with "aleksanterinkatu" and locality = "jyvaskyla""#,
            r#"postal_code = "fi40100" and postal_code starts with "FI-40""#,
            r#"country = "Finnland" and country in ["SE", "FI"]"#,
            "birth_date = 1985 and birth_date = 1985-12 and birth_date < 1986 and birth_date >= 1985-12-10",
            "birthday within next 7 months and not birthday within next 6 months",
            "age = 40 and age > 39.5 and age <= 40",
            "last_seen within last 30 days and last_seen <= today - 2 weeks",
            r#"url contains "ada.EXAMPLE.org/about""#,
            r#"note contains "Trade Show""#,
            r#"tag = "vip" and tag not in ["press", "c"] and tag = "C++""#,
            "custom.budget >= 1500 EUR and custom.budget < 1500.01 EUR",
            "custom.employees in [39, 40] and custom.score = 7.250",
            "custom.renewal > today and custom.renewal within 2026-07 to 2026-12",
            "custom.newsletter = yes and custom.newsletter != no",
            r#"custom.level = "gold" and custom.stack = "sql""#,
            "custom.`lead source` is known and email is not missing",
            "everyone and not nobody and all (any (age = 40))",
        ],
    );
    assert_truth(
        &ada(),
        Truth::No,
        &[
            r#"id = "ADA""#,
            r#"name = "Ada Loevelace-O'Neill""#,
            r#"email = "ada@googlemail.com""#,
            r#"phone = "+358 40 1234567 x13" or phone = "1234567 x13""#,
            r#"phone = "+46 40 123 4567""#,
            r#"tag = "c" or tag = "vip press""#,
            r#"country = "SE""#,
            "custom.budget > 1500 EUR",
            "custom.stack is missing",
            "email is invalid",
            "nobody or birth_date within 1985-12-11 to 1990-01-01",
            "birth_date within 1990 to 1980",
        ],
    );
    assert_truth(&ada(), Truth::Unknown, &["custom.budget > 1 USD", "count(event) = 0", "any person (age > 3)"]);
}

#[test]
fn all_fields_have_a_place_in_this_table() {
    let text = include_str!("segment.rs");
    for (name, _) in fields(&schema()) {
        let asked = ["middle_name", "nickname", "suffix", "region"].contains(&name.as_str());
        assert!(asked || text.contains(&format!("{name} ")), "{name} is not asked for");
    }
    let mut contact = Contact::person("1");
    contact.names.push(Field::parse("Juan Quentin Roe Jr. (Johnny)"));
    let mut address = PostalAddress::default();
    address.region = Some("Île-de-France".to_owned());
    contact.addresses.push(Field::of(address));
    let text = r#"middle_name = "quentin" and nickname = "johnny" and suffix = "jr" and region = "ile-de-france""#;
    assert_truth(&contact, Truth::Yes, &[text]);
}

#[test]
fn what_is_missing_or_cannot_be_read_is_unknown_and_can_be_asked_for() {
    let mut contact = Contact::person("1");
    let unknown = [
        r#"country = "FI""#,
        r#"country != "FI""#,
        "country in []",
        r#"not (country = "FI" and country = "SE")"#,
        r#"country = "FI" or tag = "vip""#,
        r#"country = "FI" and tag != "vip""#,
        r#"email contains "@""#,
        "age < 1000",
        "custom.newsletter = yes",
    ];
    assert_truth(&contact, Truth::Unknown, &unknown);
    assert_truth(
        &contact,
        Truth::Yes,
        &[
            "country is missing and email is missing and custom.level is missing and tag is missing",
            "country is not known and country is not invalid",
            r#"tag != "vip" and not note contains "x""#,
            r#"country = "FI" or tag is missing"#,
        ],
    );
    assert_truth(&contact, Truth::No, &[r#"country = "FI" and tag = "vip""#]);

    contact.emails.extend(["ada(at)example.org", "ada@example.org", " "].map(Field::parse));
    assert_truth(&contact, Truth::Yes, &["email is invalid and email is known", r#"email = "ada@example.org""#]);
    assert_truth(&contact, Truth::Unknown, &[r#"email = "bob@example.org""#, r#"email != "bob@example.org""#]);
    contact.emails.truncate(1);
    assert_truth(&contact, Truth::Yes, &["email is invalid and email is not known and email is not missing"]);

    contact.birth_dates.push(Field::parse("1996"));
    assert_truth(&contact, Truth::Unknown, &["birth_date < 1996-06", "age = 30", "age >= 30", "birthday >= today"]);
    assert_truth(&contact, Truth::Yes, &["birth_date < 1997", "age >= 29 and age <= 30", "birth_date = 1996"]);
    assert_truth(&contact, Truth::No, &["birth_date < 1996", "age > 30"]);
    contact.birth_dates[0] = Field::parse("1996-06");
    assert_truth(&contact, Truth::Yes, &["birth_date <= 1996-06-30 and birth_date within 1996-06-01 to 1996-06-30"]);

    contact.phones.push(Field::parse("040 1234567"));
    assert_truth(&contact, Truth::Yes, &[r#"phone = "(040) 123-4567""#]);
    assert_truth(&contact, Truth::Unknown, &[r#"phone = "+358 40 1234567""#]);
    assert_truth(&contact, Truth::No, &[r#"phone = "+358 40 1234568""#]);
}

fn event(kind: EventKind, day: &str) -> Event {
    Event::new(kind, date(day))
}

fn purchase(day: &str, amount: &str, currency: &str) -> Event {
    let mut event = event(EventKind::Purchase, day);
    event.amount = Some(Money { amount: amount.to_owned(), currency: currency.to_owned() });
    event
}

#[test]
fn events_are_counted_summed_and_dated() {
    let mut events = Events::default();
    events.extend([
        ("1", purchase("2026-05-17", "49.90", "EUR")),
        ("1", purchase("2025-05-17", "50.10", "EUR")),
        ("1", purchase("2025-05-16", "-10", "EUR")),
        ("1", event(EventKind::Call, "2026-02").directed(Direction::Incoming)),
        ("1", event(EventKind::Email, "2026-03-01")),
        ("1", event(EventKind::of("webinar"), "2026-06-01")),
        ("2", purchase("2026-05-01", "5", "EUR")),
        ("2", purchase("2026-05-01", "5", "USD")),
    ]);
    let contacts = ["1", "2", "3"].map(Contact::person);
    let book = Book::new(&contacts).with_events(&events);
    for (text, truths) in [
        ("count(purchase, last 365 days) = 2", [Truth::Yes, Truth::Yes, Truth::No]),
        ("count(purchase, last 366 days) >= 3", [Truth::Yes, Truth::No, Truth::No]),
        ("sum(purchase, last 1 year) = 100 EUR", [Truth::Yes, Truth::Unknown, Truth::No]),
        ("sum(purchase) = 90 EUR", [Truth::Yes, Truth::Unknown, Truth::No]),
        ("sum(purchase) > 0 USD", [Truth::Unknown, Truth::Unknown, Truth::No]),
        ("first(purchase) = 2025-05-16", [Truth::Yes, Truth::No, Truth::Unknown]),
        ("last(purchase) within last 30 days", [Truth::Yes, Truth::Yes, Truth::Unknown]),
        ("last(purchase) is missing", [Truth::No, Truth::No, Truth::Yes]),
        ("last(event) > today", [Truth::Yes, Truth::No, Truth::Unknown]),
        ("count(webinar, next 1 month) = 1", [Truth::Yes, Truth::No, Truth::No]),
        ("count(interaction) = 2", [Truth::Yes, Truth::No, Truth::No]),
        // the call was some day in February, and nobody knows who wrote the e-mail
        ("count(call, since 2026-02-10) = 1", [Truth::Unknown, Truth::No, Truth::No]),
        ("count(call, 2026-01-31 to 2026-02-28) = 0", [Truth::No, Truth::Yes, Truth::Yes]),
        ("count(incoming call) = 1", [Truth::Yes, Truth::No, Truth::No]),
        ("count(outgoing email) > 0", [Truth::Unknown, Truth::No, Truth::No]),
        ("count(incoming interaction) in [1, 2]", [Truth::Unknown, Truth::No, Truth::No]),
        ("last(outgoing interaction) is missing", [Truth::No, Truth::Yes, Truth::Yes]),
        (
            "first(interaction) >= 2026-02 and first(interaction) < 2026-03",
            [Truth::Yes, Truth::Unknown, Truth::Unknown],
        ),
    ] {
        let filter = filter(text);
        for (row, truth) in truths.into_iter().enumerate() {
            let why = filter.explain_in(&book, row).unwrap();
            assert_eq!(filter.truth_in(&book, row), truth, "{why}");
            assert_eq!(filter.truth(&contacts[row]), Truth::Unknown, "without events: {text}");
        }
    }
}

#[test]
fn the_stage_and_what_is_to_be_done_are_read_from_events() {
    let mut schema = schema();
    schema.stages = ["lead", "customer"].map(str::to_owned).to_vec();
    let pipeline = Pipeline::linear(["lead", "customer"]);
    let mut events = Events::default();
    events.reach("1", "lead", date("2026-01-10"), &pipeline).unwrap();
    events.reach("1", "customer", date("2026-05-01"), &pipeline).unwrap();
    let mut call = event(EventKind::Call, "2026-05-02");
    call.follow_up = Some(FollowUp::new(date("2026-05-16"), "send the offer"));
    events.add("1", call);
    events.reach("2", "lead", date("2026-06-01"), &pipeline).unwrap();
    let contacts = ["1", "2"].map(Contact::person);
    let book = Book::new(&contacts).with_events(&events);
    for (text, truths) in [
        (r#"stage = "Customer""#, [Truth::Yes, Truth::Unknown]),
        (r#"stage != "lead" and stage_since within last 30 days"#, [Truth::Yes, Truth::Unknown]),
        ("follow_up < today", [Truth::Yes, Truth::Unknown]),
        ("stage is missing and follow_up is missing", [Truth::No, Truth::Yes]),
        ("count(`stage:lead`) = 1", [Truth::Yes, Truth::Yes]),
    ] {
        let filter = Filter::new(&Condition::read(text, &schema).unwrap(), &schema, today()).unwrap();
        assert_eq!([0, 1].map(|row| filter.truth_in(&book, row)), truths, "{text}");
        assert_eq!(filter.truth(&contacts[0]), Truth::Unknown, "without events: {text}");
    }
    for (text, message) in [
        (
            r#"stage = "custmer""#,
            r#"line 1, column 9: expected one of "lead", "customer", found `"custmer"`; "customer" may be meant"#,
        ),
        ("count(`stage:won`) > 1", "line 1, column 1: expected a stage of the schema, found `count(`stage:won`)`"),
    ] {
        assert_eq!(Condition::read(text, &schema).unwrap_err().to_string(), message);
    }
}

#[test]
fn conditions_reach_the_organization_and_its_people() {
    let person = |id: &str, employer: &str, title: &str| {
        let mut person = Contact::person(id);
        person.employments.push(Field::of(Employment::new(employer, title)));
        person
    };
    let organization = |id: &str, name: &str, country: &str| {
        let mut organization = Contact::organization(id);
        organization.organization_names.push(Field::parse(name));
        let mut address = PostalAddress::default();
        address.country = Some(country.to_owned());
        organization.addresses.push(Field::of(address));
        organization
    };
    let contacts = [
        person("ada", "Nordwind", "CEO"),
        person("bob", "NORDWIND GmbH", "Intern"),
        person("cleo", "Elsewhere", "CEO"),
        organization("n", "Nordwind GmbH", "DE"),
        organization("s", "Suedwind AG", "AT"),
    ];
    let book = Book::new(&contacts).with_employers();
    let members = |text: &str| filter(text).members(&book).iter().collect::<Vec<_>>().join(" ");
    assert_eq!(members(r#"any organization (country = "DE")"#), "ada bob");
    assert_eq!(members(r#"any person (job_title = "ceo")"#), "n");
    assert_eq!(members(r#"kind = "organization" and not any person (job_title = "ceo")"#), "s");
    assert_eq!(members(r#"any organization (any person (job_title = "intern"))"#), "ada bob");

    let book = Book::new(&contacts).with_links([("cleo", "s"), ("nobody", "n")]);
    let filter = filter(r#"any person (job_title = "ceo")"#);
    assert_eq!(filter.rows(&book), [4]);
    assert_eq!(
        filter.explain_in(&book, 4).unwrap().to_string(),
        "yes: any person (job_title = \"ceo\")\n  cleo: yes: job_title = \"ceo\" (is \"CEO\")"
    );
    assert_eq!(
        filter.explain_in(&book, 3).unwrap().to_string(),
        "no: any person (job_title = \"ceo\") (has no person)"
    );
    assert!(filter.explain_in(&book, 5).is_none());
}

#[test]
fn segments_are_compared_with_each_other_and_with_themselves_on_another_day() {
    let tagged = |id: &str, tags: &[&str]| {
        let mut contact = Contact::person(id);
        contact.tags.extend(tags.iter().map(|tag| (*tag).to_owned()));
        contact
    };
    let before = [tagged("ada", &["vip"]), tagged("bob", &["vip", "press"]), tagged("cleo", &["press"])];
    let after = [tagged("ada", &[]), tagged("bob", &["vip"]), tagged("dan", &["vip"])];
    let members = |text: &str, contacts: &[Contact]| filter(text).members(&Book::new(contacts));
    let (vip, press) = (members(r#"tag = "vip""#, &before), members(r#"tag = "press""#, &before));
    let overlap = vip.compare(&press);
    assert_eq!(
        (overlap.left, overlap.both, overlap.right),
        (vec!["ada".into()], vec!["bob".into()], vec!["cleo".into()])
    );
    let change = vip.compare(&members(r#"tag = "vip""#, &after));
    assert_eq!((change.left, change.both, change.right), (vec!["ada".into()], vec!["bob".into()], vec!["dan".into()]));
}

/// A text, the line and column where it is wrong, and what is said of it.
type Wrong = (&'static str, &'static str, &'static str);

/// What is wrong whatever the schema is.
const WRONG_TEXTS: &[Wrong] = &[
    ("", "1:1", "expected a condition, such as `country = \"FI\"`, found the end"),
    (
        "country",
        "1:8",
        "expected a comparison such as `=`, `<`, `in`, `within`, `contains` or `is missing`, found the end",
    ),
    (
        "country =",
        "1:10",
        "expected a text in quotation marks, a number, a date, `today`, `yes` or `no`, found the end",
    ),
    (
        "country = FI",
        "1:11",
        "expected a text in quotation marks, a number, a date, `today`, `yes` or `no`, found `FI`",
    ),
    ("country = \"FI", "1:11", "expected a second \" after the text, found `\"FI`"),
    (
        "country = “FI”",
        "1:11",
        "expected a text in quotation marks, a number, a date, `today`, `yes` or `no`, found `“`",
    ),
    ("country = \"FI\" tag = \"x\"", "1:16", "expected `and`, `or` or the end, found `tag`"),
    ("country = \"FI\" and\n  or tag = \"x\"", "2:3", "expected a condition, such as `country = \"FI\"`, found `or`"),
    ("(country = \"FI\"", "1:16", "expected `and`, `or` or `)`, found the end"),
    ("country in \"FI\"", "1:12", "expected `[`, found `\"FI\"`"),
    ("country in [\"FI\" \"SE\"]", "1:18", "expected `,` or `]`, found `\"SE\"`"),
    ("country not = \"FI\"", "1:13", "expected `in`, `within`, `contains`, `starts with` or `ends with`, found `=`"),
    ("country is empty", "1:12", "expected `missing`, `known` or `invalid`, found `empty`"),
    ("name starts \"A\"", "1:13", "expected `with`, found `\"A\"`"),
    ("any (age > 3) person", "1:15", "expected `and`, `or` or the end, found `person`"),
    ("any body (age > 3)", "1:5", "expected `person`, `organization` or `(`, found `body`"),
    ("count(purchase, last 2 moons) > 1", "1:24", "expected `days`, `weeks`, `months` or `years`, found `moons`"),
    ("count(purchase, last days) > 1", "1:22", "expected a whole number, found `days`"),
    ("count(purchase, 2026) > 1", "1:21", "expected `to`, found `)`"),
    ("count() > 1", "1:7", "expected a kind of event, such as `purchase`, found `)`"),
    ("birth_date > 2026-02-30", "1:14", "expected a date such as 2026-05-17, found `2026-02-30`"),
    ("age > 12abc", "1:7", "expected a number, or a text in quotation marks, found `12abc`"),
    ("age > 1.0000000001", "1:7", "expected a number of at most 27 digits and 9 decimals, found `1.0000000001`"),
    ("age > - today", "1:9", "expected a number, found `today`"),
    ("age > 3 & age < 5", "1:9", "expected `and`, `or` or the end, found `&`"),
    ("custom. > 3", "1:9", "expected the name of a custom field, found `>`"),
];

/// What does not fit the schema.
const WRONG_FIELDS: &[Wrong] = &[
    ("contry = \"FI\"", "1:1", "expected the name of a field, found `contry`; `country` may be meant"),
    ("age > 3 and (jöb = \"x\" or age < 1)", "1:14", "expected the name of a field, found `jöb`"),
    ("budget > 3 EUR", "1:1", "expected the name of a field, found `budget`; `custom.budget` may be meant"),
    (
        "custom.bugdet > 3 EUR",
        "1:1",
        "expected a custom field of the schema, found `custom.bugdet`; `custom.budget` may be meant",
    ),
    (
        "not (age > 3 or\n count(purchse) > 1)",
        "2:2",
        "expected a kind of event that is known, found `count(purchse)`; `purchase` may be meant",
    ),
    ("country < \"FI\"", "1:9", "expected `=` or `in` for a country, found `<`"),
    ("age contains \"3\"", "1:5", "expected `=`, `<`, `<=`, `>`, `>=` or `in` for a number, found `contains`"),
    (
        "name within last 3 days",
        "1:6",
        "expected `=`, `in`, `contains`, `starts with` or `ends with` for a text, found `within`",
    ),
    ("country = \"Atlantis\"", "1:11", "expected a country by its code or name, found `\"Atlantis\"`"),
    ("country in [\"FI\", 3]", "1:19", "expected a text in quotation marks, found `3`"),
    ("age > \"old\"", "1:7", "expected a number, found `\"old\"`"),
    ("name = 3", "1:8", "expected a text in quotation marks, found `3`"),
    ("name = \" \"", "1:8", "expected a text that is not empty, found `\" \"`; `is missing` may be meant"),
    ("name = \".\"", "1:8", "expected a text with letters or digits, found `\".\"`"),
    (
        "birth_date > \"17 May 2001\"",
        "1:14",
        "expected a date such as 2026-05-17, without quotation marks, found `\"17 May 2001\"`; `2001-05-17` may be meant",
    ),
    ("birth_date > --05-17", "1:14", "expected a date with a year, such as 2026-05-17, found `--05-17`"),
    ("last(call) within --05-17 to 2026", "1:19", "expected dates with a year, found `--05-17 to 2026`"),
    ("email = \"ada\"", "1:9", "expected an e-mail address, found `\"ada\"`"),
    ("email_domain = \"a b\"", "1:16", "expected a domain, such as \"example.org\", found `\"a b\"`"),
    ("phone = \"home\"", "1:9", "expected a phone number, such as \"+358 40 1234567\", found `\"home\"`"),
    (
        "kind = \"persons\"",
        "1:8",
        "expected one of \"person\", \"organization\", found `\"persons\"`; \"person\" may be meant",
    ),
    (
        "custom.level != \"Glod\"",
        "1:17",
        "expected one of \"Bronze\", \"Silver\", \"Gold\", found `\"Glod\"`; \"Gold\" may be meant",
    ),
    ("custom.budget > 3", "1:17", "expected an amount in a currency, such as 100 EUR, found `3`"),
    ("custom.budget > 3 XXQ", "1:17", "expected a currency that is known, found `3 XXQ`"),
    ("custom.newsletter = \"yes\"", "1:21", "expected `yes` or `no`, found `\"yes\"`"),
    ("sum(purchase) > 3", "1:17", "expected an amount in a currency, such as 100 EUR, found `3`"),
    ("sum(purchase) in [3 EUR, 3 USD]", "1:26", "expected an amount in EUR, as before it, found `3 USD`"),
    ("count(purchase) is missing", "1:17", "expected a comparison with a number, such as `>= 1`, found `is missing`"),
];

#[test]
fn a_wrong_condition_says_where_and_what_belongs_there() {
    for &(text, place, message) in WRONG_TEXTS.iter().chain(WRONG_FIELDS) {
        let error = Condition::read(text, &schema()).expect_err(text);
        let (line, column) = place.split_once(':').unwrap();
        assert_eq!(error.to_string(), format!("line {line}, column {column}: {message}"), "{text}");
        assert!(text.get(error.span()).is_some());
    }
}

#[test]
fn a_condition_that_was_built_in_code_is_wrong_in_its_own_text() {
    let condition = Subject::field("age").at_least(18).and(Subject::custom("lead-source").is("web"));
    let error = Segment::new("web", condition).filter(&schema(), today()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 15: expected a custom field of the schema, found `custom.`lead-source``; `custom.`lead source`` may be meant"
    );
    assert_eq!(error.marked(), "age >= 18 and custom.`lead-source` = \"web\"\n              ^^^^^^^^^^^^^^^^^^^^");
    let month = Filter::new(&Subject::field("age").at_least(18), &schema(), date("2026-05")).unwrap_err();
    assert_eq!(month.to_string(), "line 1, column 1: expected a full date for today, found `2026-05`");
}

#[test]
fn conditions_within_each_other_have_a_limit_and_need_no_more_memory_than_that() {
    let deep = |depth: usize| format!("{}age > 3{}", "(".repeat(depth), ")".repeat(depth));
    assert!(deep(Condition::DEEPEST - 1).parse::<Condition>().is_ok());
    for text in [deep(Condition::DEEPEST), "(".repeat(100_000), "not ".repeat(100_000), "any person (".repeat(100_000)]
    {
        let error = text.parse::<Condition>().unwrap_err();
        assert_eq!(error.expected(), "at most 64 conditions within each other");
    }
    let nested = (0..Condition::DEEPEST).fold(Subject::field("age").is(3), |inner, _| !inner);
    assert!(Filter::new(&nested, &schema(), today()).is_err());
}

#[test]
fn a_segment_that_nobody_can_be_in_is_found_out() {
    for (text, why) in [
        ("nobody", vec!["nobody"]),
        ("age > 3 and nobody", vec!["age > 3 and nobody"]),
        ("tag in []", vec!["tag in []"]),
        ("count(call) < 0", vec!["count(call) < 0"]),
        ("not count(call) >= 0", vec!["not count(call) >= 0"]),
        ("count(call) = 2.5", vec!["count(call) = 2.5"]),
        (r#"kind = "person" and kind = "organization""#, vec![r#"kind = "person" and kind = "organization""#]),
        (r#"gender not in ["female", "male", "other"]"#, vec![r#"gender not in ["female", "male", "other"]"#]),
        (r#"id = "1" and id in ["2", "3"]"#, vec![r#"id = "1" and id in ["2", "3"]"#]),
        (r#"tag = "vip" and tag != "VIP""#, vec![r#"tag = "vip" and tag != "VIP""#]),
        ("email is missing and email is known", vec!["email is missing and email is known"]),
        (r#"country is missing and country != "FI""#, vec![r#"country is missing and country != "FI""#]),
        (r#"tag is missing and tag = "vip""#, vec![r#"tag is missing and tag = "vip""#]),
        ("sum(purchase) > 5 EUR and sum(purchase) <= 5 EUR", vec!["sum(purchase) > 5 EUR and sum(purchase) <= 5 EUR"]),
        (
            "last(call) < today - 1 year and last(call) within last 3 months",
            vec!["last(call) < today - 1 year and last(call) within last 3 months"],
        ),
        ("birth_date within 2000 to 1990", vec!["birth_date within 2000 to 1990"]),
        ("any person (count(call) < 0)", vec!["any person (count(call) < 0)"]),
        (
            r#"kind = "person" and (id = "1" and id = "2" or kind != "person")"#,
            vec![r#"id = "1" and id = "2""#, r#"kind = "person" and kind != "person""#],
        ),
        ("not (age > 3 or not age > 3)", vec!["not age > 3 and age > 3"]),
    ] {
        assert_eq!(filter(text).never(), Some(why.into_iter().map(str::to_owned).collect()), "{text}");
    }
    for text in [
        "everyone",
        "age > 30 and age < 20",
        r#"tag is missing and tag != "vip""#,
        r#"email = "a@b.org" and email = "c@d.org""#,
        "count(call) < 1",
        "count(call) > 5 or count(call) < 0",
        "sum(purchase) > 5 EUR and sum(purchase) <= 5 USD",
        "count(call, last 3 days) > 5 and count(call) < 5",
        "last(call) >= 2026-05-17 and last(call) <= 2026-05-17",
        r#"kind != "person""#,
        "not any person (nobody)",
    ] {
        assert_eq!(filter(text).never(), None, "{text}");
    }
}

#[test]
fn many_contacts_are_found_as_each_by_itself_in_their_order() {
    let contacts: Vec<Contact> = (0..1_300)
        .map(|row| {
            let mut contact = if row % 7 == 0 { Contact::organization("1") } else { Contact::person("1") };
            contact.id = row.to_string();
            contact.tags.extend(
                [(2, "even"), (3, "third")].iter().filter(|(nth, _)| row % nth == 0).map(|(_, tag)| (*tag).to_owned()),
            );
            contact
        })
        .collect();
    let events: Events = (0..1_300)
        .flat_map(|row: usize| (0..row % 4).map(move |_| (row.to_string(), event(EventKind::Purchase, "2026-05-01"))))
        .collect();
    let book = Book::new(&contacts).with_events(&events);
    for text in [
        r#"tag = "even" or kind = "organization" or count(purchase, last 365 days) >= 2"#,
        r#"not (tag = "even" and (tag = "third" or count(purchase) < 3))"#,
        r#"not (tag = "even" or count(purchase) in [0, 1]) and (kind = "person" or email is known)"#,
        "everyone",
        "nobody",
    ] {
        let condition: Condition = text.parse().unwrap();
        let filter = Filter::new(&condition, &Schema::default(), PartialDate::full(2026, 5, 17).unwrap()).unwrap();
        let each: Vec<usize> = (0..1_300).filter(|row| filter.truth_in(&book, *row) == Truth::Yes).collect();
        assert_eq!(filter.rows(&book), each, "{text}");
    }
}
