//! How a second record of the same person or company comes to differ from the first.
//!
//! Two kinds of difference are kept apart: what changed in somebody's life ([`change_life`]), before the record is
//! written down, and what went wrong or was done in another way while writing ([`blur_person`], [`blur_company`]).

use super::companies::Company;
use super::countries::Country;
use super::emails;
use super::nicknames::Nicknames;
use super::people::{Person, World};
use super::phones::Phone;
use super::places::Place;
use super::random::Dice;
use super::records::{Record, join_names};
use super::spelling::{fold, initials, spell_out, spells_out, title_case, typo};

/// One thing that is different now. Only one at a time: somebody who moved, married and changed everything else between
/// two records could not be recognized by anyone.
pub fn change_life(person: &mut Person, world: &World, dice: &mut Dice) {
    let Some(country) = world.countries.get(person.country) else { return };
    match dice.below(12) {
        0..=2 => {
            person.home =
                if dice.percent(45) { person.home.nearby(country, dice) } else { Place::somewhere(country, dice) };
            person.landline = dice.percent(30).then(|| Phone::landline(country, person.home.area, dice));
        }
        3 | 4 => {
            person.job = None;
            person.hire(world, dice);
        }
        5 | 6 => {
            person.email = emails::private(&person.given.latin, &person.family.latin, person.born.year, country, dice);
        }
        7 | 8 => person.mobile = Phone::mobile(country, dice),
        9 => {
            // A record from before the wedding still has the former name.
            if let Some(former) = &person.former {
                let old = std::mem::replace(&mut person.family, former.clone());
                if dice.percent(30) {
                    person.family.latin = format!("{}-{}", former.latin, old.latin);
                    person.family.native.clear();
                }
            }
        }
        10 => person.job = None,
        _ => person.landline = None,
    }
}

/// The number of things done to a duplicate.
pub fn strength(dice: &mut Dice) -> u32 {
    dice.share(1, &[(10, 0), (30, 2), (17, 3), (8, 4)], 35)
}

/// One small slip, as also happens in a first record.
pub fn slip(record: &mut Record, country: &Country, dice: &mut Dice) {
    match dice.below(8) {
        0 | 1 => misspell(record, dice),
        2 | 3 => change_case(record, dice),
        4 | 5 => plain_letters(record, country, dice),
        6 => spaces(record, dice),
        _ => abbreviate_street(record, dice),
    }
}

pub fn blur_person(record: &mut Record, country: &Country, nicknames: &Nicknames, dice: &mut Dice) {
    match dice.below(34) {
        0..=4 => misspell(record, dice),
        5..=7 => {
            if let Some(nickname) = nicknames.of(&record.given_name, dice) {
                record.given_name = nickname.to_owned();
            } else {
                misspell(record, dice);
            }
        }
        8 if record.given_name.is_ascii() => record.given_name = initials(&record.given_name, dice.percent(70)),
        9 => std::mem::swap(&mut record.given_name, &mut record.family_name),
        10 => shorten_double_name(record, dice),
        11 | 12 => leave_out(record, dice),
        13 => change_case(record, dice),
        14 | 15 => plain_letters(record, country, dice),
        16 | 17 => join_names(record, country, !record.family_name.is_ascii(), dice),
        18 if !record.given_name.is_empty() && !record.given_name.contains('.') => {
            let title = dice.word(&["Dr.", "Dr", "Dr.", "Prof.", "Prof. Dr."]);
            record.given_name = format!("{title} {}", record.given_name);
        }
        19 | 20 => change_email(&mut record.email, dice),
        21 => wrong_digit(&mut record.phone, dice),
        22 => {
            std::mem::swap(&mut record.phone, &mut record.phone2);
        }
        23 | 24 => abbreviate_street(record, dice),
        25 => swap_day_and_month(&mut record.birth_date),
        26 => wrong_digit(&mut record.birth_date, dice),
        27 => record.organization = typo(&record.organization, dice),
        28 => record.middle_name.clear(),
        29 => spaces(record, dice),
        30 => record.region.clear(),
        31 => wrong_digit(&mut record.postal_code, dice),
        32 => record.locality = typo(&record.locality, dice),
        _ => record.suffix.clear(),
    }
}

/// A company's record: another spelling of the name, another address, another mailbox.
pub fn blur_company(record: &mut Record, company: &Company, country: &Country, dice: &mut Dice) {
    match dice.below(18) {
        0..=5 => record.organization = company.written(dice),
        6 | 7 => record.organization = typo(&record.organization, dice),
        8 => record.organization = fold(&record.organization),
        9 if !record.email.is_empty() => {
            record.email =
                format!("{}@{}", dice.word(&["office", "sales", "kontakt", "info", "admin"]), company.domain);
        }
        10 => wrong_digit(&mut record.phone, dice),
        11 if !record.street.is_empty() => {
            let place = company.place.nearby(country, dice);
            record.street = place.street;
        }
        12 | 13 => abbreviate_street(record, dice),
        14 => leave_out(record, dice),
        15 => change_email(&mut record.email, dice),
        16 => change_case(record, dice),
        _ => plain_letters(record, country, dice),
    }
}

fn misspell(record: &mut Record, dice: &mut Dice) {
    let family = dice.percent(50);
    let text = if !record.full_name.is_empty() {
        &mut record.full_name
    } else if record.family_name.is_empty() {
        &mut record.organization
    } else if family {
        &mut record.family_name
    } else {
        &mut record.given_name
    };
    *text = typo(text, dice);
}

fn shorten_double_name(record: &mut Record, dice: &mut Dice) {
    let name = record.family_name.clone();
    // Particles belong to the name: only names without one are cut at a space.
    let mark = if name.contains('-') { '-' } else { ' ' };
    let starts_lower = name.chars().next().is_some_and(char::is_lowercase);
    match name.split_once(mark) {
        Some((first, second)) if mark == '-' => {
            record.family_name = if dice.percent(50) { first.to_owned() } else { second.to_owned() };
        }
        Some((first, _)) if !starts_lower && first.chars().count() > 3 => record.family_name = first.to_owned(),
        _ => {}
    }
}

fn leave_out(record: &mut Record, dice: &mut Dice) {
    for _ in 0..dice.between(1, 2) {
        match dice.below(8) {
            0 => record.birth_date.clear(),
            1 => {
                record.street.clear();
                record.postal_code.clear();
            }
            2 => record.job_title.clear(),
            3 if !record.family_name.is_empty() => record.organization.clear(),
            4 if !record.phone.is_empty() => record.email.clear(),
            5 if !record.email.is_empty() => record.phone.clear(),
            6 => record.country.clear(),
            _ => record.postal_code.clear(),
        }
    }
}

fn change_case(record: &mut Record, dice: &mut Dice) {
    let kind = dice.below(5);
    for text in record.typed() {
        *text = match kind {
            0 | 1 => text.to_uppercase(),
            2 | 3 => text.to_lowercase(),
            _ => title_case(text),
        };
    }
}

fn plain_letters(record: &mut Record, country: &Country, dice: &mut Dice) {
    let with_two_letters = spells_out(country.language) && dice.percent(60);
    for text in record.typed() {
        *text = if with_two_letters { spell_out(text) } else { fold(text) };
    }
}

fn spaces(record: &mut Record, dice: &mut Dice) {
    for text in record.typed() {
        if text.is_empty() || !dice.percent(40) {
            continue;
        }
        *text = match dice.below(3) {
            0 => format!("{text} "),
            1 => format!(" {text}"),
            _ => text.replacen(' ', "  ", 1),
        };
    }
}

const MISTYPED_DOMAINS: [(&str, &str); 12] = [
    ("gmail.com", "gmial.com"),
    ("gmail.com", "gmail.con"),
    ("gmail.com", "gamil.com"),
    ("gmail.com", "gmail.co"),
    ("hotmail.com", "hotmial.com"),
    ("hotmail.com", "hotmail.con"),
    ("yahoo.com", "yaho.com"),
    ("outlook.com", "outlok.com"),
    ("icloud.com", "iclould.com"),
    (".com", ".con"),
    (".de", ".dee"),
    (".co.uk", ".couk"),
];

pub fn change_email(email: &mut String, dice: &mut Dice) {
    let Some((local, domain)) = email.split_once('@') else { return };
    *email = match dice.below(8) {
        0 | 1 => email.to_uppercase(),
        2 => format!("{}@{domain}", title_case(local)),
        3 => format!("{local}+{}@{domain}", dice.word(&["news", "shop", "crm", "web", "spam", "2024"])),
        4 => format!("{}@{domain}", typo(local, dice)),
        5 if domain == "gmail.com" => format!("{}@googlemail.com", local.replace('.', "")),
        _ => {
            let fitting: Vec<_> = MISTYPED_DOMAINS.iter().filter(|(right, _)| domain.ends_with(right)).collect();
            match dice.pick(&fitting) {
                Some((right, wrong)) => email.replace(right, wrong),
                None => format!("{local}@{}", typo(domain, dice)),
            }
        }
    };
}

/// Short forms of street words. An empty short form means that the word is left out.
const STREET_WORDS: [(&str, &str); 40] = [
    (" Street", " St"),
    (" Street", " St."),
    (" Avenue", " Ave"),
    (" Avenue", " Ave."),
    (" Road", " Rd"),
    (" Road", " Rd."),
    (" Drive", " Dr"),
    (" Lane", " Ln"),
    (" Court", " Ct"),
    (" Place", " Pl"),
    (" Boulevard", " Blvd"),
    (" Crescent", " Cres"),
    (" Gardens", " Gdns"),
    (" Terrace", " Tce"),
    (", Apt ", " #"),
    (", Flat ", ", Flat no. "),
    ("straße", "str."),
    ("straße", "strasse"),
    ("straße", "str"),
    ("Straße", "Str."),
    ("strasse", "str."),
    ("platz", "pl."),
    (" avenue ", " av. "),
    (" boulevard ", " bd "),
    (" place ", " pl. "),
    ("Saint-", "St-"),
    ("Calle ", "C/ "),
    ("Avenida ", "Avda. "),
    ("Avenida ", "Av. "),
    ("Plaza ", "Pza. "),
    ("Piazza ", "P.zza "),
    ("Viale ", "V.le "),
    ("Corso ", "C.so "),
    ("Rua ", "R. "),
    ("ul. ", ""),
    ("ul. ", "ulica "),
    ("Strada ", "Str. "),
    (" utca", " u."),
    ("straat", "str."),
    (" Caddesi", " Cad."),
];

fn abbreviate_street(record: &mut Record, dice: &mut Dice) {
    let street = &record.street;
    let fitting: Vec<_> = STREET_WORDS.iter().filter(|(long, _)| street.contains(long)).collect();
    if let Some((long, short)) = dice.pick(&fitting) {
        record.street = street.replacen(long, short, 1);
    }
}

fn swap_day_and_month(date: &mut String) {
    let mut parts = date.split('-');
    if let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        && day <= "12"
        && year.len() == 4
    {
        *date = format!("{year}-{day}-{month}");
    }
}

/// Changes one digit; in a date this may be any digit but the first two, which would be another century.
fn wrong_digit(text: &mut String, dice: &mut Dice) {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 4 {
        return;
    }
    let place = 2 + dice.index(digits - 2);
    let digit = dice.digit();
    let mut seen = 0;
    *text = text
        .chars()
        .map(|letter| {
            if !letter.is_ascii_digit() {
                return letter;
            }
            seen += 1;
            if seen == place + 1 { digit } else { letter }
        })
        .collect();
}
