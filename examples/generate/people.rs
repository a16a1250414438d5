//! Invented people, one household at a time.

use super::companies::Companies;
use super::countries::{Country, Word};
use super::emails;
use super::phones::Phone;
use super::places::Place;
use super::random::{Dice, Weighted};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Date {
    pub year: u32,
    pub month: u32,
    pub day: u32,
}

impl Date {
    fn in_years(from: u32, to: u32, dice: &mut Dice) -> Self {
        let month = dice.between(1, 12);
        let days = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Self { year: dice.between(from, to), month, day: dice.between(1, days) }
    }

    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[derive(Debug, Clone)]
pub struct Job {
    pub company: u32,
    pub title: &'static str,
    pub email: String,
    pub extension: String,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub country: usize,
    pub female: bool,
    pub given: Word,
    pub middle: Word,
    pub family: Word,
    /// The family name before marriage.
    pub former: Option<Word>,
    pub title: String,
    pub suffix: &'static str,
    pub born: Date,
    pub home: Place,
    pub landline: Option<Phone>,
    pub mobile: Phone,
    pub email: String,
    pub job: Option<Job>,
}

/// What people are made of.
pub struct World {
    pub countries: Vec<Country>,
    pub homes: Weighted,
    pub companies: Companies,
}

/// What the members of a household have in common.
struct Household {
    country: usize,
    place: Place,
    landline: Option<Phone>,
}

/// Everybody at one address: mostly one person, else a couple, a family, or friends who share a flat.
pub fn household(world: &World, dice: &mut Dice) -> Vec<Person> {
    let home = world.homes.pick(dice);
    let Some(country) = world.countries.get(home) else { return Vec::new() };
    let place = Place::somewhere(country, dice);
    let landline = dice.percent(45).then(|| Phone::landline(country, place.area, dice));
    let household = Household { country: home, place, landline };
    let female = dice.percent(50);
    let family = country.family.pick(dice).cloned().unwrap_or_default();
    let head = person(world, country, &household, &family, female, (1940, 2002), dice);
    let kind = dice.below(100);
    match kind {
        0..=64 => vec![head],
        65..=80 => vec![partner(world, country, &household, &head, &family, dice), head],
        81..=92 => parents_and_children(world, country, &household, head, &family, dice),
        93 | 94 if SUFFIXES.contains(&country.language) => father_and_son(world, country, &household, &family, dice),
        _ => {
            let other = country.family.pick(dice).cloned().unwrap_or_default();
            let female = dice.percent(50);
            let friend = person(world, country, &household, &other, female, (1980, 2004), dice);
            vec![head, friend]
        }
    }
}

fn parents_and_children(
    world: &World,
    country: &Country,
    household: &Household,
    head: Person,
    family: &Word,
    dice: &mut Dice,
) -> Vec<Person> {
    let mut members = Vec::new();
    let mother = partner(world, country, household, &head, family, dice);
    let year = head.born.year.max(mother.born.year) + dice.between(21, 34);
    members.extend([head, mother]);
    let mut last: Option<Date> = None;
    for child_number in 0..dice.between(1, 3) {
        // Children are in the contacts when they are grown up, or nearly.
        let born = match last {
            Some(date) if dice.percent(15) => date,
            _ => Date::in_years(year + child_number * 2, year + child_number * 2 + 1, dice),
        };
        last = Some(born);
        if born.year > 2008 {
            break;
        }
        let female = dice.percent(50);
        let mut child = person(world, country, household, family, female, (born.year, born.year), dice);
        if members.iter().any(|member| member.given == child.given) {
            continue;
        }
        child.born = born;
        members.push(child);
    }
    members
}

/// The languages with words for Senior and Junior.
const SUFFIXES: [&str; 4] = ["en", "de", "fr", "pt"];

/// Father and son of one name, told apart by the suffix and the date of birth.
fn father_and_son(
    world: &World,
    country: &Country,
    household: &Household,
    family: &Word,
    dice: &mut Dice,
) -> Vec<Person> {
    let mut father = person(world, country, household, family, false, (1938, 1965), dice);
    let from = father.born.year + 22;
    let mut son = person(world, country, household, family, false, (from, from + 16), dice);
    son.given = father.given.clone();
    son.email = emails::private(&son.given.latin, &family.latin, son.born.year, country, dice);
    if let Some(job) = &mut son.job
        && let Some(company) = world.companies.get(job.company)
    {
        job.email = emails::work(&son.given.latin, &family.latin, company, country.language);
    }
    let (senior, junior) = match country.language {
        "de" => ("sen.", "jun."),
        "fr" => ("père", "fils"),
        "pt" => ("", "Filho"),
        _ => *dice.pick(&[("Sr.", "Jr."), ("Sr", "Jr"), ("", "Jr."), ("", "II")]).unwrap_or(&("Sr.", "Jr.")),
    };
    father.suffix = senior;
    son.suffix = junior;
    vec![father, son]
}

fn partner(
    world: &World,
    country: &Country,
    household: &Household,
    head: &Person,
    family: &Word,
    dice: &mut Dice,
) -> Person {
    let shares_name = !country.double_family && !country.family_first && dice.percent(72);
    let own = country.family.pick(dice).cloned().unwrap_or_default();
    let female = if dice.percent(94) { !head.female } else { head.female };
    let years = (head.born.year.saturating_sub(6), head.born.year + 6);
    let name = if shares_name { family } else { &own };
    let mut partner = person(world, country, household, name, female, years, dice);
    if shares_name && female {
        partner.former = Some(gendered(country, &own, true));
    }
    partner
}

fn person(
    world: &World,
    country: &Country,
    household: &Household,
    family: &Word,
    female: bool,
    years: (u32, u32),
    dice: &mut Dice,
) -> Person {
    let given = given_name(world, country, female, dice);
    let mut family = gendered(country, family, female);
    if country.double_family && dice.percent(85) {
        let second = country.family.pick(dice).cloned().unwrap_or_default();
        family.latin = format!("{} {}", family.latin, second.latin);
    }
    let born = Date::in_years(years.0, years.1.max(years.0), dice);
    let email = emails::private(&given.latin, &family.latin, born.year, country, dice);
    let title = if dice.percent(30) {
        country.titles.pick(dice).map_or("", |pair| if female { &pair.native } else { &pair.latin })
    } else {
        ""
    };
    let mut person = Person {
        country: household.country,
        female,
        middle: middle_name(country, female, dice),
        given,
        family,
        former: None,
        title: title.to_owned(),
        suffix: "",
        born,
        home: household.place.clone(),
        landline: household.landline.clone(),
        mobile: Phone::mobile(country, dice),
        email,
        job: None,
    };
    if born.year < 2004 && dice.percent(62) {
        person.hire(world, dice);
    }
    person
}

/// A given name; some parents like one from another country.
fn given_name(world: &World, country: &Country, female: bool, dice: &mut Dice) -> Word {
    if !country.given_start.is_empty() && dice.percent(55) {
        let start = dice.pick(&country.given_start).cloned().unwrap_or_default();
        let end = dice.pick(&country.given_end).cloned().unwrap_or_default();
        return Word {
            latin: format!("{}{}", start.latin, end.latin),
            native: format!("{}{}", start.native, end.native),
        };
    }
    let other = dice.percent(6).then(|| world.countries.get(world.homes.pick(dice))).flatten();
    let names = other.unwrap_or(country);
    let names = if female { &names.female } else { &names.male };
    names.pick(dice).cloned().unwrap_or_default()
}

fn middle_name(country: &Country, female: bool, dice: &mut Dice) -> Word {
    if let Some(stem) = dice.pick(&country.patronymics)
        && dice.percent(70)
    {
        let ends = if female { ("na", "на") } else { ("ich", "ич") };
        return Word { latin: format!("{}{}", stem.latin, ends.0), native: format!("{}{}", stem.native, ends.1) };
    }
    let chance = if country.middle_names { 55 } else { 12 };
    if country.family_first || !dice.percent(chance) {
        return Word::default();
    }
    let names = if female { &country.female } else { &country.male };
    names.pick(dice).cloned().unwrap_or_default()
}

/// The family name as a woman bears it, where that differs.
fn gendered(country: &Country, family: &Word, female: bool) -> Word {
    if !female || country.feminine.is_empty() {
        return family.clone();
    }
    Word { latin: feminine(country, &family.latin), native: feminine(country, &family.native) }
}

fn feminine(country: &Country, name: &str) -> String {
    let ending = country.feminine.iter().find_map(|(from, to)| Some((name.strip_suffix(from.as_str())?, to)));
    match ending {
        Some((stem, to)) if !name.is_empty() => format!("{stem}{to}"),
        _ => name.to_owned(),
    }
}

impl Person {
    /// A job at a company in the same country, often in the same one as many others.
    pub fn hire(&mut self, world: &World, dice: &mut Dice) {
        let Some(country) = world.countries.get(self.country) else { return };
        let Some(number) = world.companies.employer(self.country, dice) else { return };
        let Some(company) = world.companies.get(number) else { return };
        let extension = if dice.percent(40) { dice.between(10, 499).to_string() } else { String::new() };
        self.job = Some(Job {
            company: number,
            title: dice.word(&country.jobs),
            email: emails::work(&self.given.latin, &self.family.latin, company, country.language),
            extension,
        });
    }

    /// The same name in another life: somebody else of whom only the name is known to be equal.
    pub fn namesake(&self, world: &World, dice: &mut Dice) -> Option<Self> {
        let country = world.countries.get(self.country)?;
        let home = if dice.percent(40) { self.home.nearby(country, dice) } else { Place::somewhere(country, dice) };
        let landline = dice.percent(40).then(|| Phone::landline(country, home.area, dice));
        let household = Household { country: self.country, place: home, landline };
        let mut other = person(world, country, &household, &self.family, self.female, (1945, 2002), dice);
        other.given = self.given.clone();
        other.family = self.family.clone();
        other.email = emails::private(&other.given.latin, &other.family.latin, other.born.year, country, dice);
        other.job = None;
        if dice.percent(50) {
            other.hire(world, dice);
        }
        Some(other)
    }
}
