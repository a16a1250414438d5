//! From a [`Condition`] to a [`Node`]: finds the fields, and checks that values and operators fit their types.

use super::calendar::Today;
use super::check::{Check, FieldType, Wanted};
use super::condition::{Condition, Operator, Selector, Subject};
use super::error::{SegmentError, nearest};
use super::field::{FIELDS, Known};
use super::parse::{self, Place};
use super::plan::{Node, Test};
use super::read::{Chosen, ChosenKind, Read};
use super::value::{Literal, Period, Value};
use crate::contact::{CustomType, Schema};
use crate::history::EventKind;

/// What is wrong in which test, before it is known where that stands in a text.
struct Wrong {
    part: Part,
    expected: String,
    meant: Option<String>,
}

/// The part of a test that is wrong.
enum Part {
    Subject,
    Operator,
    Value(usize),
}

impl Wrong {
    fn new(part: Part, expected: impl Into<String>) -> Self {
        Self { part, expected: expected.into(), meant: None }
    }
}

/// Builds conditions; counts the tests, so that a wrong one can be found in the text.
struct Builder<'s> {
    schema: &'s Schema,
    today: Today,
    tests: usize,
}

/// Makes a condition ready. An error points into the text, or into the condition's own where it is from no text.
pub(super) fn build(
    condition: &Condition,
    text: Option<&str>,
    schema: &Schema,
    today: Today,
) -> Result<Node, SegmentError> {
    let mut builder = Builder { schema, today, tests: 0 };
    builder.node(condition, Condition::DEEPEST).map_err(|wrong| {
        let own = text.is_none().then(|| condition.to_string());
        let text = text.or(own.as_deref()).unwrap_or_default();
        let places = match parse::read(text) {
            Ok((_, places)) => places,
            // it cannot be read for the same reason for which it cannot be built: it is too deep
            Err(error) => return error,
        };
        let place = builder.tests.checked_sub(1).and_then(|test| places.into_iter().nth(test));
        let Place { subject, operator, values } = place.unwrap_or_default();
        let span = match wrong.part {
            Part::Subject => subject,
            Part::Operator => operator,
            Part::Value(at) => values.get(at).cloned().unwrap_or(operator),
        };
        parse::wrong_at(text, span, wrong.expected, wrong.meant)
    })
}

impl Builder<'_> {
    fn node(&mut self, condition: &Condition, depth: usize) -> Result<Node, Wrong> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Wrong::new(Part::Subject, "fewer conditions within each other"));
        };
        let mut nodes =
            |parts: &[Condition]| parts.iter().map(|part| self.node(part, depth)).collect::<Result<Vec<_>, _>>();
        match condition {
            Condition::All(parts) => nodes(parts).map(Node::All),
            Condition::Any(parts) => nodes(parts).map(Node::Any),
            Condition::Not(inner) => self.node(inner, depth).map(|inner| Node::Not(Box::new(inner))),
            Condition::Around(relation, inner) => {
                self.node(inner, depth).map(|inner| Node::Around(*relation, Box::new(inner)))
            }
            Condition::Compare(subject, operator, value) => self.test(subject, *operator, std::slice::from_ref(value)),
            Condition::In(subject, values) => self.test(subject, Operator::Equal, values),
            Condition::Within(subject, period) => {
                self.tests += 1;
                let (read, kind, _) = self.read(subject, None)?;
                if kind != FieldType::Date {
                    return Err(unfit(kind));
                }
                let days = self.days(*period, Part::Value(0))?;
                let check = Check::Compare(Operator::Equal, Wanted::Dates(vec![days]));
                Ok(Node::Test(Test { read, check }))
            }
            Condition::Is(subject, state) => {
                self.tests += 1;
                if matches!(subject, Subject::Count(_) | Subject::Sum(_)) {
                    return Err(Wrong::new(Part::Operator, "a comparison with a number, such as `>= 1`"));
                }
                let (read, ..) = self.read(subject, None)?;
                Ok(Node::Test(Test { read, check: Check::Is(*state) }))
            }
        }
    }

    fn test(&mut self, subject: &Subject, operator: Operator, values: &[Value]) -> Result<Node, Wrong> {
        self.tests += 1;
        let (read, kind, choices) = self.read(subject, values.first())?;
        let fits = match operator {
            Operator::Equal => true,
            _ if operator.is_of_text() => kind.has_parts(),
            _ => kind.has_order(),
        };
        if !fits {
            return Err(unfit(kind));
        }
        let wanted = self.wanted(kind, operator, values, &choices)?;
        if let (Read::Sum(_, currency), Wanted::Amounts(amounts)) = (&read, &wanted)
            && let Some(other) = amounts.iter().position(|(_, of)| of != currency)
        {
            return Err(Wrong::new(Part::Value(other), format!("an amount in {currency}, as before it")));
        }
        Ok(Node::Test(Test { read, check: Check::Compare(operator, wanted) }))
    }

    /// Where a subject's values are found, their type and the choices among them; a sum is one in the currency that it is
    /// compared in.
    fn read(&self, subject: &Subject, value: Option<&Value>) -> Result<(Read, FieldType, Vec<String>), Wrong> {
        let plain = |read, kind| Ok((read, kind, Vec::new()));
        match subject {
            Subject::Field(name) => match FIELDS.iter().find(|(known, ..)| known == name) {
                Some((_, field, kind)) => {
                    let choices = match field {
                        Known::Stage => self.schema.stages.clone(),
                        field => field.choices().iter().map(|choice| (*choice).to_owned()).collect(),
                    };
                    Ok((Read::Known(*field), *kind, choices))
                }
                None => Err(self.unknown_field(name)),
            },
            Subject::Custom(name) => match self.schema.custom.get(name) {
                Some(field) => {
                    let (kind, choices) = type_of(&field.kind);
                    Ok((Read::Custom(name.clone()), kind, choices))
                }
                None => {
                    let names = self.schema.custom.keys().map(String::as_str);
                    let meant = nearest(names, name).map(|name| format!("`{}`", Subject::Custom(name)));
                    let expected = "a custom field of the schema".to_owned();
                    Err(Wrong { part: Part::Subject, expected, meant })
                }
            },
            Subject::Count(selector) => plain(Read::Count(self.chosen(selector)?), FieldType::Number),
            Subject::First(selector) => plain(Read::First(self.chosen(selector)?), FieldType::Date),
            Subject::Last(selector) => plain(Read::Last(self.chosen(selector)?), FieldType::Date),
            Subject::Sum(selector) => {
                let chosen = self.chosen(selector)?;
                match value {
                    Some(Value(Literal::Amount(_, currency))) => {
                        plain(Read::Sum(chosen, currency.clone()), FieldType::Amount)
                    }
                    _ => Err(Wrong::new(Part::Value(0), AN_AMOUNT)),
                }
            }
        }
    }

    fn unknown_field(&self, name: &str) -> Wrong {
        let custom = self.schema.custom.keys().find(|custom| custom.to_lowercase() == name.to_lowercase());
        let near = || nearest(FIELDS.iter().map(|(name, ..)| *name), name).map(Subject::Field);
        let meant = custom.cloned().map(Subject::Custom).or_else(near).map(|meant| format!("`{meant}`"));
        Wrong { part: Part::Subject, expected: "the name of a field".to_owned(), meant }
    }

    fn chosen(&self, selector: &Selector) -> Result<Chosen, Wrong> {
        let word = selector.kind.as_str();
        let kind = match EventKind::of(word) {
            EventKind::Stage(stage) if !self.schema.stages.is_empty() && !self.schema.stages.contains(&stage) => {
                return Err(Wrong::new(Part::Subject, "a stage of the schema"));
            }
            EventKind::Other(_) if word == "interaction" => ChosenKind::Interaction,
            EventKind::Other(_) if word == "event" => ChosenKind::Every,
            EventKind::Other(_) if !self.schema.events.contains(word) => {
                let all = EventKind::ALL.iter().map(EventKind::word).chain(["interaction", "event"]);
                let all = all.chain(self.schema.events.iter().map(String::as_str));
                let meant = nearest(all, word).map(|word| format!("`{word}`"));
                return Err(Wrong { part: Part::Subject, expected: "a kind of event that is known".to_owned(), meant });
            }
            kind => ChosenKind::One(kind),
        };
        let days = selector.period.map(|period| self.days(period, Part::Subject)).transpose()?;
        Ok(Chosen { kind, direction: selector.direction, days })
    }

    fn days(&self, period: Period, part: Part) -> Result<super::calendar::Days, Wrong> {
        self.today.days(period).ok_or_else(|| Wrong::new(part, "dates with a year"))
    }

    /// The values of a test in the form in which they are compared.
    fn wanted(
        &self,
        kind: FieldType,
        operator: Operator,
        values: &[Value],
        choices: &[String],
    ) -> Result<Wanted, Wrong> {
        super::literal::wanted(kind, operator, values, choices, self.today).map_err(|(at, expected, meant)| {
            let part = if values.is_empty() { Part::Operator } else { Part::Value(at) };
            Wrong { part, expected, meant }
        })
    }
}

pub(super) const AN_AMOUNT: &str = "an amount in a currency, such as 100 EUR";

/// That a type cannot be compared so, and how it can.
fn unfit(kind: FieldType) -> Wrong {
    let order = "`=`, `<`, `<=`, `>`, `>=`, `in`";
    let operators = match kind {
        FieldType::Date => format!("{order} or `within`"),
        _ if kind.has_order() => order.replace(", `in`", " or `in`"),
        _ if kind.has_parts() => "`=`, `in`, `contains`, `starts with` or `ends with`".to_owned(),
        _ => "`=` or `in`".to_owned(),
    };
    Wrong::new(Part::Operator, format!("{operators} for {}", kind.noun()))
}

/// The type of the values of a custom field, and the choices among them.
pub(super) fn type_of(kind: &CustomType) -> (FieldType, Vec<String>) {
    let kind = match kind {
        CustomType::Text => FieldType::Text,
        CustomType::Integer | CustomType::Decimal => FieldType::Number,
        CustomType::Money => FieldType::Amount,
        CustomType::Date => FieldType::Date,
        CustomType::Bool => FieldType::Bool,
        CustomType::Choice(choices) => return (FieldType::Choice, choices.clone()),
        CustomType::List(item) => return type_of(item),
    };
    (kind, Vec::new())
}
