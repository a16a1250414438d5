//! Says how single values are read: JSON lines come in, a JSON line goes out for each.
//!
//! ```text
//! echo '{"text": "030 901820", "region": "DE"}' | cargo run --release --example inspect -- phone
//! ```
//!
//! A line that is no JSON object with a `text` is answered with an `error`, and the exit code is 1 at the end.

#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "this is a program")]

use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

use contactkit::contact::{
    AddressPart, CountryCode, DateOptions, DateReading, Email, Invalid, LegalFormClass, Organization, PartialDate,
    PersonName, Phone, PhoneRegion, PostalAddress,
};
use contactkit::normalize::{EmailKey, OrganizationKey};
use contactkit::validate::Rule;
use serde_json::{Value, json};

/// One question.
#[derive(serde::Deserialize)]
struct Question {
    text: String,
    #[serde(default)]
    region: Option<String>,
}

fn main() -> ExitCode {
    let kind = std::env::args().nth(1).unwrap_or_default();
    let answer = match kind.as_str() {
        "phone" => phone,
        "email" => email,
        "name" => name,
        "organization" => organization,
        "address" => address,
        "date" => date,
        _ => {
            eprintln!("usage: inspect phone|email|name|organization|address|date < LINES.jsonl");
            return ExitCode::from(2);
        }
    };
    match answer_lines(answer) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("inspect: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers every line of standard input; the count of lines that asked nothing.
fn answer_lines(answer: fn(&Question) -> Value) -> std::io::Result<usize> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut unreadable = 0;
    let mut lines = std::io::stdin().lock();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            let reply = serde_json::from_slice(&line).map_or_else(
                |error| {
                    unreadable += 1;
                    json!({ "error": error.to_string() })
                },
                |question| answer(&question),
            );
            writeln!(out, "{reply}")?;
        }
        line.clear();
    }
    out.flush()?;
    Ok(unreadable)
}

fn code(why: Option<Invalid>) -> Option<&'static str> {
    why.map(Invalid::code)
}

/// The country that a question names.
fn country(question: &Question) -> Option<CountryCode> {
    question.region.as_deref().and_then(CountryCode::of)
}

fn phone(question: &Question) -> Value {
    match Phone::parse(&question.text, country(question)) {
        Err(why) => json!({
            "valid": false, "possible": false, "e164": null, "national": null, "extension": null, "region": null,
            "kind": null, "reason": why.code(),
        }),
        Ok(phone) => {
            let mut reply = json!({
                "e164": phone.e164().map(|number| format!("+{number}")),
                "national": phone.national(),
                "extension": phone.extension(),
            });
            checked(&phone, &mut reply);
            as_written(&phone, &question.text, &mut reply);
            reply
        }
    }
}

/// Says it if the number is right, but cannot be dialed as it is written.
fn as_written(phone: &Phone, text: &str, reply: &mut Value) {
    let flaw = match phone.region_from() {
        PhoneRegion::ForeignPrefix => Some(Rule::PhoneForeignPrefix),
        _ => Phone::note(text).map(|_| Rule::PhoneNote),
    };
    if let Some(flaw) = flaw {
        reply["valid"] = json!(false);
        reply["reason"] = json!(flaw.code());
    }
}

#[cfg(feature = "phone")]
fn checked(phone: &Phone, reply: &mut Value) {
    let check = phone.check();
    reply["valid"] = json!(check.valid);
    reply["possible"] = json!(check.possible);
    reply["region"] = json!(check.region.map(|region| region.to_string()));
    reply["kind"] = json!(format!("{:?}", check.kind));
    reply["reason"] = json!(code(check.reason));
}

/// Without the numbering plans, a number is as good as its syntax.
#[cfg(not(feature = "phone"))]
fn checked(phone: &Phone, reply: &mut Value) {
    let international = phone.e164().is_some();
    reply["valid"] = json!(international);
    reply["possible"] = json!(international);
    reply["region"] = Value::Null;
    reply["reason"] = json!(code((!international).then_some(Invalid::PhoneNoCountry)));
}

fn email(question: &Question) -> Value {
    match question.text.parse::<Email>() {
        Err(why) => json!({ "valid": false, "normalized": null, "match_form": null, "reason": why.code() }),
        Ok(email) => json!({
            "valid": true,
            "normalized": email.delivery_form(),
            "match_form": EmailKey::of(email.as_str()).map(|key| key.text),
            "reason": code(email.usable().err()),
        }),
    }
}

fn name(question: &Question) -> Value {
    match PersonName::parse_with(&question.text, country(question)) {
        Err(why) => json!({ "reason": why.code() }),
        Ok(name) => json!({
            "prefix": name.prefix, "given": name.given, "middle": name.middle, "family": name.family,
            "suffix": name.suffix, "nickname": name.nickname, "former": name.former,
        }),
    }
}

fn organization(question: &Question) -> Value {
    match question.text.parse::<Organization>() {
        Err(why) => json!({ "name": null, "legal_form": null, "class": null, "reason": why.code() }),
        Ok(organization) => json!({
            "name": organization.name, "legal_form": organization.legal_form,
            "class": class_of(&organization, question).map(LegalFormClass::as_str),
            "match_form": OrganizationKey::of(&organization).map(|key| key.text),
        }),
    }
}

/// The kind of organization, in the question's region if it has one.
fn class_of(organization: &Organization, question: &Question) -> Option<LegalFormClass> {
    match country(question) {
        Some(country) => organization.legal_form_class_in(country),
        None => organization.legal_form_class(),
    }
}

fn address(question: &Question) -> Value {
    let region = question.region.as_deref().filter(|region| !region.trim().is_empty());
    match PostalAddress::parse(&question.text, country(question)) {
        Err(why) => json!({ "street": null, "reason": why.code() }),
        Ok(mut address) => {
            if address.country.is_none() {
                address.country = region.map(str::to_owned);
            }
            let line = address.street_line();
            let missing: Vec<&str> = address.missing_parts().map(AddressPart::as_str).collect();
            json!({
                "street": address.street, "locality": address.locality, "region": address.region,
                "postal_code": address.postal_code_canonical().or(address.postal_code.clone()),
                "postal_code_fits": address.postal_code_fits(),
                "postal_code_restored": address.postal_code_restored(),
                "country": address.country_code().map(|country| country.to_string()).or(address.country.clone()),
                "region_code": address.region_code(), "missing": missing, "lines": address.lines(),
                "street_name": line.name, "house_number": line.number, "unit": line.unit,
                "post_box": line.post_box, "care_of": line.care_of,
            })
        }
    }
}

fn date(question: &Question) -> Value {
    match PartialDate::readings(&question.text, DateOptions::default()) {
        Ok(DateReading::Certain(date)) => {
            json!({ "date": date.to_string(), "reason": null, "placeholder": date.is_placeholder() })
        }
        Ok(DateReading::Ambiguous { day_first, month_first }) => json!({
            "date": null, "reason": Invalid::DateAmbiguous.code(),
            "day_first": day_first.to_string(), "month_first": month_first.to_string(),
        }),
        Err(why) => json!({ "date": null, "reason": why.code() }),
        Ok(_) => json!({ "date": null }),
    }
}
