//! What holds for every condition: its text reads back, no text makes it panic, and its answers agree with each other.

use super::segment::{ada, date, schema, today};
use contactkit::contact::{Contact, Field, Money, PartialDate};
use contactkit::history::{Direction, Event, EventKind, Events};
use contactkit::segment::{
    Book, Condition, Explanation, Filter, Number, Operator, Period, Relation, Selector, State, Subject, Truth, Unit,
    Value,
};
use proptest::prelude::*;
use proptest::sample::select;

fn dates() -> impl Strategy<Value = PartialDate> {
    let part = (1i16..=9999, 1u8..=12, 1u8..=28, 0..4);
    part.prop_filter_map("a date", |(year, month, day, kind)| match kind {
        0 => PartialDate::year_only(year),
        1 => PartialDate::year_month(year, month),
        2 => PartialDate::month_day(month, day),
        _ => PartialDate::full(year, month, day),
    })
}

fn units() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year])
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (any::<u32>(), units()).prop_map(|(count, unit)| Period::Last(count, unit)),
        (any::<u32>(), units()).prop_map(|(count, unit)| Period::Next(count, unit)),
        dates().prop_map(Period::Since),
        (dates(), dates()).prop_map(|(from, to)| Period::Between(from, to)),
    ]
}

/// Names, some of which are words of the grammar, and some no words at all.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{1,8}",
        "not|and|count|Custom|last|any|yes|today|in|is",
        "[a-zäß`\\\\ \"0-9-]{0,6}",
        any::<String>()
    ]
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[0-9]{1,27}(\\.[0-9]{1,9})?".prop_map(|text| Value::from(text.parse::<Number>().unwrap())),
        (any::<i64>(), "[A-Z]{3}").prop_filter_map("AND", |(amount, currency)| Value::amount(amount, &currency)),
        dates().prop_map(Value::from),
        (any::<i32>(), units()).prop_map(|(count, unit)| Value::today(count, unit)),
        any::<bool>().prop_map(Value::from),
    ]
}

fn subjects() -> impl Strategy<Value = Subject> {
    let direction = proptest::option::of(select(vec![Direction::Incoming, Direction::Outgoing]));
    let selectors = (names(), direction, proptest::option::of(periods())).prop_map(|(kind, direction, period)| {
        let mut selector = Selector::of(kind);
        (selector.direction, selector.period) = (direction, period);
        selector
    });
    prop_oneof![
        names().prop_map(Subject::Field),
        names().prop_map(Subject::Custom),
        (selectors, 0..4).prop_map(|(selector, which)| match which {
            0 => Subject::Count(selector),
            1 => Subject::Sum(selector),
            2 => Subject::First(selector),
            _ => Subject::Last(selector),
        }),
    ]
}

const OPERATORS: [Operator; 8] = [
    Operator::Equal,
    Operator::Less,
    Operator::AtMost,
    Operator::Greater,
    Operator::AtLeast,
    Operator::Contains,
    Operator::StartsWith,
    Operator::EndsWith,
];

fn tests() -> impl Strategy<Value = Condition> {
    let states = select(vec![State::Missing, State::Known, State::Invalid]);
    prop_oneof![
        4 => (subjects(), select(OPERATORS.to_vec()), values())
            .prop_map(|(subject, operator, value)| Condition::Compare(subject, operator, value)),
        2 => (subjects(), proptest::collection::vec(values(), 0..4))
            .prop_map(|(subject, values)| Condition::In(subject, values)),
        1 => (subjects(), periods()).prop_map(|(subject, period)| Condition::Within(subject, period)),
        1 => (subjects(), states).prop_map(|(subject, state)| Condition::Is(subject, state)),
    ]
}

/// Trees of tests, with lists of none and of one, and with double negations.
fn trees(tests: impl Strategy<Value = Condition> + 'static) -> impl Strategy<Value = Condition> {
    tests.prop_recursive(5, 24, 4, |inner| {
        let relations = select(vec![Relation::Person, Relation::Organization]);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.clone().prop_map(|inner| !inner),
            (relations, inner).prop_map(|(relation, inner)| Condition::Around(relation, Box::new(inner))),
        ]
    })
}

/// Conditions that the schema of the tests admits.
fn sound() -> impl Strategy<Value = Condition> {
    let texts = [
        r#"country = "FI""#,
        r#"country in ["SE", "FI"]"#,
        "country is missing",
        r#"tag = "vip""#,
        "tag is missing",
        r#"kind = "person""#,
        r#"kind = "organization""#,
        r#"gender in ["male", "other"]"#,
        "email is invalid",
        "email is known",
        r#"email = "ada.lovelace@gmail.com""#,
        "age >= 40",
        "age < 40",
        "birth_date within 1980 to 1989",
        "count(purchase) > 1",
        "count(purchase) < 2",
        "count(purchase, last 1 year) = 1",
        "sum(purchase) >= 10 EUR",
        "sum(purchase) < 10 EUR",
        "last(event) within last 1 month",
        "last(event) < today - 1 month",
        "last(event) is missing",
        r#"id = "ada""#,
        r#"id != "ada""#,
        "custom.budget > 1000 EUR",
        "custom.level is known",
        r#"job_title contains "chief""#,
    ];
    trees(select(texts.map(|text| text.parse::<Condition>().unwrap()).to_vec()))
}

fn people() -> Vec<Contact> {
    let mut bob = Contact::person("bob");
    bob.emails.push(Field::parse("bob(at)example.org"));
    bob.birth_dates.push(Field::parse("1986"));
    let mut firm = Contact::organization("firm");
    firm.organization_names.push(Field::parse("Nordwind GmbH"));
    firm.tags.insert("vip".to_owned());
    vec![ada(), bob, firm, Contact::person("nobody")]
}

fn happened() -> Events {
    let purchase = |day: &str, amount: &str| {
        let mut event = Event::new(EventKind::Purchase, date(day));
        event.amount = Some(Money { amount: amount.to_owned(), currency: "EUR".to_owned() });
        event
    };
    let mut events = Events::default();
    events.extend([
        ("ada", purchase("2026-05-01", "5")),
        ("ada", purchase("2025", "6")),
        ("bob", purchase("2020-01-01", "12")),
    ]);
    events
}

/// That the truth of each list is that of its parts.
fn agrees(why: &Explanation, condition: &Condition) -> bool {
    let parts = || why.parts.iter().map(|part| part.truth);
    let is_right = match condition {
        Condition::All(_) => why.truth == parts().fold(Truth::Yes, Truth::and),
        Condition::Any(_) => why.truth == parts().fold(Truth::No, Truth::or),
        Condition::Around(..) if why.seen.as_deref() != Some("is not given") => {
            why.truth == parts().fold(Truth::No, Truth::or)
        }
        _ => true,
    };
    is_right
        && match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                inner.len() == why.parts.len() && why.parts.iter().zip(inner).all(|(why, inner)| agrees(why, inner))
            }
            Condition::Not(inner) => {
                why.parts.first().is_none_or(|part| why.truth == !part.truth && agrees(part, inner))
            }
            Condition::Around(_, inner) => why.parts.iter().all(|part| agrees(part, inner)),
            _ => why.parts.is_empty() && why.seen.is_some(),
        }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_condition_reads_back_from_its_text(condition in trees(tests())) {
        let text = condition.to_string();
        prop_assert_eq!(text.parse::<Condition>(), Ok(condition.clone()), "{}", text);
        #[cfg(feature = "serde")]
        {
            let json = serde_json::to_string(&condition).unwrap();
            prop_assert_eq!(serde_json::from_str::<Condition>(&json).unwrap(), condition);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_reading_panic_and_errors_point_into_it(
        text in prop_oneof![
            any::<String>(),
            "([a-z]{1,8}|[0-9.-]{1,6}|\"[^\"]{0,4}\"|[()\\[\\],.=<>!+`'\\\\-]| ){0,12}",
            "(not|and|or|in|is|any|all|person|\\(|\\)|age|country|custom|\\.|count|last|purchase|,|days|today|[-+0-9]|EUR|=|\\[|\\]|\"FI\"| ){0,16}",
        ],
    ) {
        match Condition::read(&text, &schema()) {
            Ok(condition) => prop_assert_eq!(condition.to_string().parse(), Ok(condition)),
            Err(error) => {
                prop_assert!(text.get(error.span()).is_some());
                prop_assert!(error.line() >= 1 && error.column() >= 1 && !error.marked().is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explanations_agree_with_filters_and_with_kleene(condition in sound()) {
        let (people, events) = (people(), happened());
        let filter = Filter::new(&condition, &schema(), today()).unwrap();
        let negated = Filter::new(&!condition.clone(), &schema(), today()).unwrap();
        for book in [Book::new(&people), Book::new(&people).with_events(&events).with_employers()] {
            let mut rows = Vec::new();
            for row in 0..people.len() {
                let why = filter.explain_in(&book, row).unwrap();
                prop_assert_eq!(filter.truth_in(&book, row), why.truth, "{}", why);
                prop_assert_eq!(negated.truth_in(&book, row), !why.truth, "{}", why);
                prop_assert!(agrees(&why, &condition), "{}", why);
                rows.extend((why.truth == Truth::Yes).then_some(row));
                prop_assert!(why.truth != Truth::Yes || filter.never().is_none(), "{:?}", filter.never());
            }
            prop_assert_eq!(filter.rows(&book), rows);
        }
    }
}
