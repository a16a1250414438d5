//! Reads one test: a subject, how it is compared, and values.

use super::token::Token;
use super::{Parser, Place};
use crate::contact::PartialDate;
use crate::history::Direction;
use crate::segment::Number;
use crate::segment::condition::{Condition, Operator, Selector, State, Subject};
use crate::segment::error::SegmentError;
use crate::segment::value::{Literal, Period, Unit, Value, is_currency};

const A_VALUE: &str = "a text in quotation marks, a number, a date, `today`, `yes` or `no`";
const A_DATE: &str = "a date such as 2026-05-17";

/// The operators as signs, and whether they are negated.
const SIGNS: [(&str, Operator, bool); 8] = [
    ("=", Operator::Equal, false),
    ("==", Operator::Equal, false),
    ("!=", Operator::Equal, true),
    ("<>", Operator::Equal, true),
    ("<", Operator::Less, false),
    ("<=", Operator::AtMost, false),
    (">", Operator::Greater, false),
    (">=", Operator::AtLeast, false),
];

/// What is read from the events that a selector chooses.
type OfEvents = fn(Selector) -> Subject;

/// What is read from events.
const OF_EVENTS: [(OfEvents, &str); 4] =
    [(Subject::Count, "count"), (Subject::Sum, "sum"), (Subject::First, "first"), (Subject::Last, "last")];

impl Parser<'_> {
    pub(super) fn test(&mut self) -> Result<Condition, SegmentError> {
        let start = self.span().start;
        let subject = self.subject()?;
        let mut place = Place { subject: self.since(start), ..Place::default() };
        let start = self.span().start;
        if let Some((_, operator, is_not)) = SIGNS.into_iter().find(|(sign, ..)| self.take_sign(sign)) {
            place.operator = self.since(start);
            let value = self.placed_value(&mut place)?;
            return Ok(self.placed(place, Condition::Compare(subject, operator, value), is_not));
        }
        if self.take_word("is") {
            let is_not = self.take_word("not");
            let Some(state) = self.take_one(State::WORDS) else {
                return Err(self.wrong("`missing`, `known` or `invalid`"));
            };
            place.operator = self.since(start);
            return Ok(self.placed(place, Condition::Is(subject, state), is_not));
        }
        let is_not = self.take_word("not");
        if let Some(operator) = self.operator_of_text()? {
            place.operator = self.since(start);
            let value = self.placed_value(&mut place)?;
            return Ok(self.placed(place, Condition::Compare(subject, operator, value), is_not));
        }
        if self.take_word("in") {
            place.operator = self.since(start);
            let values = self.values(&mut place)?;
            return Ok(self.placed(place, Condition::In(subject, values), is_not));
        }
        if self.take_word("within") {
            place.operator = self.since(start);
            let start = self.span().start;
            let period = self.period()?;
            place.values.push(self.since(start));
            return Ok(self.placed(place, Condition::Within(subject, period), is_not));
        }
        Err(self.wrong(if is_not {
            "`in`, `within`, `contains`, `starts with` or `ends with`"
        } else {
            "a comparison such as `=`, `<`, `in`, `within`, `contains` or `is missing`"
        }))
    }

    /// Remembers where a test stands.
    fn placed(&mut self, place: Place, test: Condition, is_not: bool) -> Condition {
        self.places.push(place);
        if is_not { !test } else { test }
    }

    fn operator_of_text(&mut self) -> Result<Option<Operator>, SegmentError> {
        let operator = match () {
            () if self.take_word("contains") => return Ok(Some(Operator::Contains)),
            () if self.take_word("starts") => Operator::StartsWith,
            () if self.take_word("ends") => Operator::EndsWith,
            () => return Ok(None),
        };
        if self.take_word("with") { Ok(Some(operator)) } else { Err(self.wrong("`with`")) }
    }

    fn subject(&mut self) -> Result<Subject, SegmentError> {
        if matches!(self.next_token(), Token::Sign("("))
            && let Some(subject) = self.take_one(OF_EVENTS)
        {
            return self.selector().map(subject);
        }
        if matches!(self.next_token(), Token::Sign(".")) && self.take_word("custom") {
            self.sign(".")?;
            return match self.name(true) {
                Some(name) => Ok(Subject::Custom(name)),
                None => Err(self.wrong("the name of a custom field")),
            };
        }
        self.name(false).map(Subject::Field).ok_or_else(|| self.wrong("a condition, such as `country = \"FI\"`"))
    }

    /// A name; words of the grammar are one only where nothing else can stand.
    fn name(&mut self, anything: bool) -> Option<String> {
        let name = match self.token() {
            Token::Word(word) if anything || super::is_name(word) => (*word).to_owned(),
            Token::Name(name) => name.clone(),
            _ => return None,
        };
        self.advance();
        Some(name)
    }

    /// `(incoming call, last 30 days)`
    fn selector(&mut self) -> Result<Selector, SegmentError> {
        self.sign("(")?;
        let direction = self.take_one(Direction::WORDS);
        let Some(kind) = self.name(false) else { return Err(self.wrong("a kind of event, such as `purchase`")) };
        let period = if self.take_sign(",") { Some(self.period()?) } else { None };
        if self.take_sign(")") {
            return Ok(Selector { direction, period, ..Selector::of(kind) });
        }
        Err(self.wrong(if period.is_some() { "`)`" } else { "`,` or `)`" }))
    }

    fn period(&mut self) -> Result<Period, SegmentError> {
        if self.take_word("last") {
            return self.units().map(|(count, unit)| Period::Last(count, unit));
        }
        if self.take_word("next") {
            return self.units().map(|(count, unit)| Period::Next(count, unit));
        }
        if self.take_word("since") {
            return self.date(A_DATE).map(Period::Since);
        }
        let from = self.date("a period such as `last 30 days`, `since 2026-01-01` or `2026-01-01 to 2026-03-31`")?;
        if !self.take_word("to") {
            return Err(self.wrong("`to`"));
        }
        self.date(A_DATE).map(|to| Period::Between(from, to))
    }

    /// `30 days`
    fn units(&mut self) -> Result<(u32, Unit), SegmentError> {
        let count = match self.token() {
            Token::Number(number, _) => number.whole().and_then(|number| u32::try_from(number).ok()),
            _ => None,
        };
        let Some(count) = count else { return Err(self.wrong("a whole number")) };
        self.advance();
        let words = Unit::WORDS.into_iter().flat_map(|(unit, one, several)| [(unit, one), (unit, several)]);
        let unit = self.take_one(words);
        unit.map(|unit| (count, unit)).ok_or_else(|| self.wrong("`days`, `weeks`, `months` or `years`"))
    }

    /// A date, or a year alone.
    fn date(&mut self, expected: &str) -> Result<PartialDate, SegmentError> {
        let date = match self.token() {
            Token::Date(date) => Some(*date),
            Token::Number(_, digits) if digits.len() == 4 => digits.parse().ok().and_then(PartialDate::year_only),
            _ => None,
        };
        let Some(date) = date else { return Err(self.wrong(expected)) };
        self.advance();
        Ok(date)
    }

    fn values(&mut self, place: &mut Place) -> Result<Vec<Value>, SegmentError> {
        self.sign("[")?;
        let mut values = Vec::new();
        if self.take_sign("]") {
            return Ok(values);
        }
        loop {
            values.push(self.placed_value(place)?);
            if self.take_sign("]") {
                return Ok(values);
            }
            if !self.take_sign(",") {
                return Err(self.wrong("`,` or `]`"));
            }
        }
    }

    fn placed_value(&mut self, place: &mut Place) -> Result<Value, SegmentError> {
        let start = self.span().start;
        let value = self.value()?;
        place.values.push(self.since(start));
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, SegmentError> {
        if self.take_word("today") {
            return self.today();
        }
        let literal = match self.token() {
            Token::Text(text) => Literal::Text(text.clone()),
            Token::Date(date) => Literal::Date(*date),
            Token::Number(number, _) => return Ok(self.number(*number)),
            Token::Sign("-") => {
                self.advance();
                let Token::Number(number, _) = *self.token() else { return Err(self.wrong("a number")) };
                return Ok(self.number(number.negative()));
            }
            _ => {
                let is = self.take_one([(true, "yes"), (true, "true"), (false, "no"), (false, "false")]);
                return is.map(Value::from).ok_or_else(|| self.wrong(A_VALUE));
            }
        };
        self.advance();
        Ok(Value(literal))
    }

    /// A number at hand, or an amount if a currency stands behind it.
    fn number(&mut self, number: Number) -> Value {
        self.advance();
        if let Token::Word(word) = *self.token()
            && is_currency(word)
        {
            self.advance();
            return Value(Literal::Amount(number, word.to_owned()));
        }
        number.into()
    }

    /// What stands behind `today`.
    fn today(&mut self) -> Result<Value, SegmentError> {
        let sign: i64 = match self.token() {
            Token::Sign("+") => 1,
            Token::Sign("-") => -1,
            _ => return Ok(Value::today(0, Unit::Day)),
        };
        self.advance();
        let start = self.span().start;
        let (count, unit) = self.units()?;
        let units = i32::try_from(sign * i64::from(count));
        units.map(|units| Value::today(units, unit)).map_err(|_| self.wrong_at(self.since(start), "fewer of them"))
    }
}
