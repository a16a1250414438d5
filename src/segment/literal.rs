//! The values of a test in the form in which they are compared.

use super::build::AN_AMOUNT;
use super::calendar::{Days, Today};
use super::check::{FieldType, Wanted};
use super::error::nearest;
use super::text::PhoneText;
use super::value::{Literal, Value};
use super::{Number, Operator};
use crate::contact::{CountryCode, CustomType, Email, PartialDate, Phone};
use crate::normalize::EmailKey;

/// What belongs in the place of a value, and what may be meant.
type Unfit = (String, Option<String>);

fn unfit<T>(expected: impl Into<String>) -> Result<T, Unfit> {
    Err((expected.into(), None))
}

/// The values of a test, or which of them does not fit, what belongs in its place, and what may be meant.
pub(super) fn wanted(
    kind: FieldType,
    operator: Operator,
    values: &[Value],
    choices: &[String],
    today: Today,
) -> Result<Wanted, (usize, String, Option<String>)> {
    let of_text = operator.is_of_text();
    Ok(match kind {
        FieldType::Email if !of_text => Wanted::Mailboxes(each(values, mailbox)?),
        FieldType::Phone if !of_text => Wanted::Phones(each(values, phone)?),
        FieldType::Country => Wanted::Countries(each(values, country)?),
        FieldType::Number => Wanted::Numbers(each(values, number)?),
        FieldType::Amount => Wanted::Amounts(each(values, amount)?),
        FieldType::Date => Wanted::Dates(each(values, |value| days(value, today))?),
        FieldType::Bool => Wanted::Bools(each(values, bool)?),
        FieldType::Domain if !of_text => Wanted::Texts(super::text::Form::Lower, each(values, domain)?),
        _ => {
            let form = kind.form().unwrap_or(super::text::Form::Plain);
            let text = |value: &Value| {
                let text = form.of(choice(text(value)?, choices)?).into_owned();
                if text.is_empty() { unfit("a text with letters or digits") } else { Ok(text) }
            };
            Wanted::Texts(form, each(values, text)?)
        }
    })
}

fn each<T>(
    values: &[Value],
    read: impl Fn(&Value) -> Result<T, Unfit>,
) -> Result<Vec<T>, (usize, String, Option<String>)> {
    let read = |(at, value)| read(value).map_err(|(expected, meant)| (at, expected, meant));
    values.iter().enumerate().map(read).collect()
}

fn text(value: &Value) -> Result<&str, Unfit> {
    match &value.0 {
        Literal::Text(text) if !text.trim().is_empty() => Ok(text),
        Literal::Text(_) => Err(("a text that is not empty".to_owned(), Some("`is missing`".to_owned()))),
        _ => unfit("a text in quotation marks"),
    }
}

/// A text that is one of the choices, if there are any.
fn choice<'v>(text: &'v str, choices: &[String]) -> Result<&'v str, Unfit> {
    let wanted = crate::contact::plain(text);
    if choices.is_empty() || choices.iter().any(|choice| crate::contact::plain(choice) == wanted) {
        return Ok(text);
    }
    let quoted = |text: &str| Value::from(text).to_string();
    let all: Vec<String> = choices.iter().map(|choice| quoted(choice)).collect();
    let meant = nearest(choices.iter().map(String::as_str), text).map(|choice| quoted(&choice));
    Err((format!("one of {}", all.join(", ")), meant))
}

/// The key of a mailbox, and the address as given.
fn mailbox(value: &Value) -> Result<(String, String), Unfit> {
    let email: Option<Email> = text(value)?.parse().ok();
    let key = email.as_ref().and_then(|email| EmailKey::of(email.as_str()));
    match email.zip(key) {
        Some((email, key)) => Ok((key.text, email.to_string())),
        None => unfit("an e-mail address"),
    }
}

/// A domain as people read it, with or without the `@` before it.
fn domain(value: &Value) -> Result<String, Unfit> {
    let domain = text(value)?.trim();
    let email: Result<Email, _> = format!("x@{}", domain.strip_prefix('@').unwrap_or(domain)).parse();
    email.map_or_else(|_| unfit("a domain, such as \"example.org\""), |email| Ok(email.domain_unicode().into_owned()))
}

fn phone(value: &Value) -> Result<PhoneText, Unfit> {
    let phone = Phone::parse(text(value)?, None);
    phone.map_or_else(|_| unfit("a phone number, such as \"+358 40 1234567\""), |phone| Ok(PhoneText::of(&phone)))
}

fn country(value: &Value) -> Result<CountryCode, Unfit> {
    CountryCode::of(text(value)?).map_or_else(|| unfit("a country by its code or name"), Ok)
}

fn number(value: &Value) -> Result<Number, Unfit> {
    match value.0 {
        Literal::Number(number) => Ok(number),
        _ => unfit("a number"),
    }
}

fn amount(value: &Value) -> Result<(Number, String), Unfit> {
    match &value.0 {
        Literal::Amount(amount, currency) if is_known(currency) => Ok((*amount, currency.clone())),
        Literal::Amount(..) => unfit("a currency that is known"),
        _ => unfit(AN_AMOUNT),
    }
}

/// Whether a currency is one that people pay with.
fn is_known(currency: &str) -> bool {
    CustomType::Money.read(&format!("1 {currency}")).is_ok()
}

fn days(value: &Value, today: Today) -> Result<Days, Unfit> {
    let date = match &value.0 {
        Literal::Date(date) => Some(*date),
        Literal::Today(units, unit) => today.plus(*units, *unit),
        Literal::Number(year) => {
            year.whole().and_then(|year| i16::try_from(year).ok()).and_then(PartialDate::year_only)
        }
        Literal::Text(text) => {
            let date: Option<PartialDate> = text.parse().ok();
            let meant = date.map(|date| format!("`{date}`"));
            return Err(("a date such as 2026-05-17, without quotation marks".to_owned(), meant));
        }
        Literal::Amount(..) | Literal::Bool(_) => None,
    };
    date.and_then(Days::of).map_or_else(|| unfit("a date with a year, such as 2026-05-17"), Ok)
}

fn bool(value: &Value) -> Result<bool, Unfit> {
    match value.0 {
        Literal::Bool(is) => Ok(is),
        _ => unfit("`yes` or `no`"),
    }
}
