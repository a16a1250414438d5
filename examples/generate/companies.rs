//! Invented companies: name, legal form, domain, address and switchboard.

use super::countries::{Country, Word, capitalize};
use super::phones::Phone;
use super::places::Place;
use super::random::{Dice, Ranked, Weighted};
use super::spelling::{initials, slug};

#[derive(Debug, Clone)]
pub struct Company {
    pub country: usize,
    /// The name without its legal form.
    pub name: String,
    pub legal: Word,
    pub domain: String,
    pub place: Place,
    pub switchboard: Phone,
    pub mailbox: &'static str,
    /// How the company builds the addresses of its people.
    pub mail_pattern: u64,
}

/// All companies, and by country who employs how many.
pub struct Companies {
    all: Vec<Company>,
    employers: Vec<Ranked<u32>>,
}

impl Companies {
    pub fn found(count: u32, countries: &[Country], homes: &Weighted, dice: &mut Dice) -> Self {
        let mut all: Vec<Company> = Vec::new();
        let mut by_country: Vec<Vec<u32>> = countries.iter().map(|_| Vec::new()).collect();
        for number in 0..count {
            let home = homes.pick(dice);
            let Some(country) = countries.get(home) else { continue };
            let sister = if dice.percent(6) { all.last().filter(|last| last.country == home) } else { None };
            let company = match sister {
                Some(parent) => sister_of(parent, country, dice),
                None => founded(home, country, dice),
            };
            all.push(company);
            if let Some(list) = by_country.get_mut(home) {
                list.push(number);
            }
        }
        Self { all, employers: by_country.into_iter().map(|list| Ranked::new(list, 10)).collect() }
    }

    pub fn get(&self, number: u32) -> Option<&Company> {
        self.all.get(usize::try_from(number).ok()?)
    }

    /// An employer in a country; a few companies have many employees.
    pub fn employer(&self, country: usize, dice: &mut Dice) -> Option<u32> {
        self.employers.get(country)?.pick(dice).copied()
    }
}

fn founded(home: usize, country: &Country, dice: &mut Dice) -> Company {
    let name = company_name(country, dice);
    let place = Place::somewhere(country, dice);
    let switchboard =
        if dice.percent(88) { Phone::landline(country, place.area, dice) } else { Phone::mobile(country, dice) };
    Company {
        country: home,
        legal: dice.pick(&country.legal).cloned().unwrap_or_default(),
        domain: domain(&name, country, dice),
        name,
        place,
        switchboard,
        mailbox: dice.pick(&MAILBOXES).copied().unwrap_or("info"),
        mail_pattern: dice.below(8),
    }
}

/// A company of the same owner at the same address, with another trade: alike, but not the same.
fn sister_of(parent: &Company, country: &Country, dice: &mut Dice) -> Company {
    let stem = parent.name.split(' ').next().unwrap_or("").to_owned();
    let name = format!("{stem} {}", dice.word(&country.trades));
    let legal = dice.pick(&country.legal).cloned().unwrap_or_default();
    let switchboard =
        if dice.percent(50) { parent.switchboard.clone() } else { Phone::landline(country, parent.place.area, dice) };
    Company { name, legal, switchboard, ..parent.clone() }
}

const COINED_START: [&str; 24] = [
    "Alto", "Astra", "Blue", "Borea", "Cedar", "Delta", "Echo", "Fern", "Gamma", "Helio", "Inno", "Iron", "Kapa",
    "Lumi", "Mero", "Nova", "Omni", "Pico", "Quanta", "Rivo", "Sola", "Terra", "Vero", "Zento",
];
const COINED_END: [&str; 20] = [
    "bit", "cor", "dyne", "flow", "form", "gen", "grid", "lane", "lytics", "med", "mont", "net", "nex", "pact", "plan",
    "scope", "stack", "tec", "tron", "via",
];

const MAILBOXES: [&str; 8] = ["info", "info", "info", "office", "contact", "sales", "hello", "mail"];

fn company_name(country: &Country, dice: &mut Dice) -> String {
    let mut family = || country.family.pick(dice).map(|family| family.latin.clone()).unwrap_or_default();
    let (one, other) = (family(), family());
    let coined = format!("{}{}", dice.word(&COINED_START), dice.word(&COINED_END));
    let trade = dice.word(&country.trades);
    let second_trade = dice.word(&country.trades);
    let city = country.cities.pick(dice).map_or("", |city| city.name);
    let son = match country.language {
        "en" => "& Sons",
        "de" => "& Söhne",
        "fr" => "& Fils",
        "es" => "e Hijos",
        "it" => "& Figli",
        "nl" => "& Zonen",
        "da" | "no" => "& Sønner",
        "sv" => "& Söner",
        _ => "& Co.",
    };
    match dice.below(20) {
        0..=5 => format!("{one} {trade}"),
        6 | 7 => format!("{one} & {other}"),
        8 if trade != second_trade => format!("{one} {trade} {second_trade}"),
        8..=11 => format!("{coined} {trade}"),
        12 => format!("{trade} {one}"),
        13 => format!("{one} {son}"),
        14 => format!("{city} {trade}"),
        15 => format!("{} {trade}", initials(&format!("{one} {other} {trade}"), false)),
        16 => format!("{one}, {other} & Partner"),
        17 => format!("{one} {other} {trade}"),
        18 => coined,
        _ => format!("{one}-{other} {trade}"),
    }
}

fn domain(name: &str, country: &Country, dice: &mut Dice) -> String {
    let words: Vec<String> = name
        .split([' ', '-', ',', '&'])
        .map(|word| slug(word, country.language))
        .filter(|word| !word.is_empty())
        .take(3)
        .collect();
    let stem = match dice.below(5) {
        0 | 1 => words.join("-"),
        2 => words.join(""),
        _ => words.iter().take(2).map(String::as_str).collect(),
    };
    let tld = if dice.percent(25) { dice.word(&["com", "com", "eu", "net", "io"]) } else { country.tld };
    format!("{}.{tld}", if stem.is_empty() { "office" } else { &stem })
}

impl Company {
    /// The name with its legal form, short as in the register.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.name, self.legal.latin)
    }

    /// Other ways to write the same company.
    pub fn written(&self, dice: &mut Dice) -> String {
        let name = &self.name;
        match dice.below(16) {
            0..=6 => self.full_name(),
            7..=9 => name.clone(),
            10 if !self.legal.native.is_empty() => format!("{name} {}", self.legal.native),
            11 => format!("{name}, {}", self.legal.latin),
            12 => format!("{name} {}", self.legal.latin.replace('.', "")),
            13 => self.full_name().to_uppercase(),
            14 => self.full_name().replace(" & ", dice.word(&[" and ", " + ", " & "])),
            15 => capitalize(&self.full_name().to_lowercase()),
            _ => self.full_name(),
        }
    }

    pub fn url(&self, dice: &mut Dice) -> String {
        let start = dice.word(&["https://www.", "https://", "http://www.", "www.", ""]);
        format!("{start}{}{}", self.domain, dice.word(&["", "", "/"]))
    }
}
