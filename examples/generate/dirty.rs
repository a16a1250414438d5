//! Values that a validator should notice.

use super::countries::Country;
use super::random::Dice;
use super::records::Record;
use super::spelling::mojibake;

/// Spoils one thing about a record.
pub fn spoil(record: &mut Record, country: &Country, dice: &mut Dice) {
    match dice.below(16) {
        0 => placeholder_name(record, dice),
        1..=3 => broken_email(record, dice),
        4 | 5 => broken_phone(record, dice),
        6 | 7 if record.family_name.is_empty() && record.full_name.is_empty() => broken_phone(record, dice),
        6 | 7 => impossible_date(record, dice),
        8 | 9 => wrong_postal_code(record, country, dice),
        10 => name_only(record),
        11 | 12 => odd_case(record),
        13 | 14 => broken_encoding(record),
        _ => misplaced(record, dice),
    }
}

fn placeholder_name(record: &mut Record, dice: &mut Dice) {
    let words = ["Test", "xxx", "N/A", "asdf", "unknown", "-", "TBD", "none", "User", "qwerty", "?", "null", "..."];
    let word = dice.word(&words).to_owned();
    if record.full_name.is_empty() && (!record.family_name.is_empty() || record.organization.is_empty()) {
        if dice.percent(50) {
            record.family_name.clone_from(&word);
        }
        record.given_name = word;
    } else if record.full_name.is_empty() {
        record.organization = word;
    } else {
        record.full_name = word;
    }
}

fn broken_email(record: &mut Record, dice: &mut Dice) {
    let email = record.email.clone();
    let Some((local, domain)) = email.split_once('@') else {
        record.email = dice.word(&["n/a", "none", "no@email", "test@test", "x@x.x", "@"]).to_owned();
        return;
    };
    record.email = match dice.below(9) {
        0 => format!("{local}{domain}"),
        1 => format!("{local}@@{domain}"),
        2 => format!("{local} @{domain}"),
        3 => format!("{local}@{}", domain.split('.').next().unwrap_or("")),
        4 => format!("{local}..x@{domain}"),
        5 => format!("{local}@{}", domain.replace('.', ",")),
        6 => format!("{email}."),
        7 => format!("@{domain}"),
        _ => format!("{local}@"),
    };
}

fn broken_phone(record: &mut Record, dice: &mut Dice) {
    record.phone = match dice.below(6) {
        0 => dice.fill("###"),
        1 => "0000000000".to_owned(),
        2 => "123456789".to_owned(),
        3 => dice.fill("+## ## "),
        4 => dice.word(&["n/a", "none", "unlisted", "x", "see e-mail"]).to_owned(),
        _ => {
            let length = record.phone.chars().count();
            record.phone.chars().take(length / 2).collect()
        }
    };
}

fn impossible_date(record: &mut Record, dice: &mut Dice) {
    let dates = [
        "2023-02-30",
        "2099-01-01",
        "1900-01-01",
        "0000-00-00",
        "1985-13-07",
        "1978-04-31",
        "31.02.1990",
        "1970-01-01",
        "2045-06-15",
        "01/01/1800",
        "unknown",
        "00.00.1982",
    ];
    record.birth_date = dice.word(&dates).to_owned();
}

fn wrong_postal_code(record: &mut Record, country: &Country, dice: &mut Dice) {
    if record.locality.is_empty() {
        return;
    }
    let code = record.postal_code.clone();
    record.postal_code = match dice.below(5) {
        // A spreadsheet takes the leading zero away.
        0 | 1 if code.starts_with('0') => code.trim_start_matches('0').to_owned(),
        0 | 1 => code.chars().skip(1).collect(),
        2 => format!("{code}{}", dice.digit()),
        3 => format!("{}-{code}", country.code),
        _ => dice.word(&["00000", "99999", "12345", "ABC", "0"]).to_owned(),
    };
}

fn name_only(record: &mut Record) {
    let Record { given_name, family_name, full_name, organization, source, .. } = record;
    let mut bare = Record { source, ..Record::default() };
    bare.given_name = std::mem::take(given_name);
    bare.family_name = std::mem::take(family_name);
    bare.full_name = std::mem::take(full_name);
    if bare.given_name.is_empty() && bare.full_name.is_empty() {
        bare.organization = std::mem::take(organization);
    }
    *record = bare;
}

/// JOHN dOE.
fn odd_case(record: &mut Record) {
    record.given_name = record.given_name.to_uppercase();
    for text in [&mut record.family_name, &mut record.full_name] {
        let mut letters = text.chars();
        if let Some(first) = letters.next() {
            *text = first.to_lowercase().chain(letters.flat_map(char::to_uppercase)).collect();
        }
    }
}

fn broken_encoding(record: &mut Record) {
    for text in record.typed() {
        *text = mojibake(text);
    }
}

/// A value in the wrong column, or two in one.
fn misplaced(record: &mut Record, dice: &mut Dice) {
    match dice.below(4) {
        0 if !record.email.is_empty() => record.phone = std::mem::take(&mut record.email),
        1 if !record.phone.is_empty() && !record.phone2.is_empty() => {
            record.phone = format!("{} / {}", record.phone, std::mem::take(&mut record.phone2));
        }
        2 if !record.locality.is_empty() => {
            record.locality = format!("{} {}", std::mem::take(&mut record.postal_code), record.locality);
        }
        3 if !record.email.is_empty() && !record.full_name.is_empty() => {
            record.email = format!("{} <{}>", record.full_name, record.email);
        }
        _ => record.note = record.phone.clone(),
    }
}
