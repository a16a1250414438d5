//! One line of the output, and how a person or a company is written down by different sources.

use super::companies::Company;
use super::countries::Country;
use super::nicknames::Nicknames;
use super::people::{Person, World};
use super::random::Dice;
use super::spelling::initials;

pub const COLUMNS: [&str; 24] = [
    "id",
    "given_name",
    "middle_name",
    "family_name",
    "full_name",
    "nickname",
    "prefix",
    "suffix",
    "organization",
    "job_title",
    "email",
    "email2",
    "phone",
    "phone2",
    "street",
    "locality",
    "region",
    "postal_code",
    "country",
    "birth_date",
    "gender",
    "url",
    "note",
    "source",
];

#[derive(Debug, Clone, Default)]
pub struct Record {
    pub given_name: String,
    pub middle_name: String,
    pub family_name: String,
    pub full_name: String,
    pub nickname: String,
    pub prefix: String,
    pub suffix: String,
    pub organization: String,
    pub job_title: String,
    pub email: String,
    pub email2: String,
    pub phone: String,
    pub phone2: String,
    pub street: String,
    pub locality: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub birth_date: String,
    pub gender: String,
    pub url: String,
    pub note: String,
    pub source: &'static str,
}

impl Record {
    /// All columns after the id.
    pub fn fields(&self) -> [&str; 23] {
        [
            &self.given_name,
            &self.middle_name,
            &self.family_name,
            &self.full_name,
            &self.nickname,
            &self.prefix,
            &self.suffix,
            &self.organization,
            &self.job_title,
            &self.email,
            &self.email2,
            &self.phone,
            &self.phone2,
            &self.street,
            &self.locality,
            &self.region,
            &self.postal_code,
            &self.country,
            &self.birth_date,
            &self.gender,
            &self.url,
            &self.note,
            self.source,
        ]
    }

    /// Whether two records of one person have something in common besides the name, so that anybody could find out.
    pub fn is_recognizable(&self, other: &Self) -> bool {
        let both = |left: &str, right: &str| !left.is_empty() && left == right;
        let emails = [&self.email, &self.email2];
        let phones = [&self.phone, &self.phone2];
        !(self.birth_date.is_empty() || other.birth_date.is_empty())
            || both(&self.street, &other.street)
            || emails.into_iter().any(|email| both(email, &other.email) || both(email, &other.email2))
            || phones
                .map(|phone| last_digits(phone))
                .iter()
                .any(|phone| both(phone, &last_digits(&other.phone)) || both(phone, &last_digits(&other.phone2)))
    }

    /// The columns that people type as free text.
    pub fn typed(&mut self) -> [&mut String; 9] {
        [
            &mut self.given_name,
            &mut self.middle_name,
            &mut self.family_name,
            &mut self.full_name,
            &mut self.organization,
            &mut self.job_title,
            &mut self.street,
            &mut self.locality,
            &mut self.region,
        ]
    }
}

fn last_digits(phone: &str) -> String {
    phone.chars().rev().filter(char::is_ascii_digit).take(7).collect()
}

/// Where a record comes from decides what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Crm,
    WebForm,
    TradeShow,
    Newsletter,
    Phone,
}

/// How often a source fills something in, in percent.
struct Habits {
    full_name: u32,
    organization: u32,
    email: u32,
    phone: u32,
    address: u32,
    birth_date: u32,
    gender: u32,
    second: u32,
}

impl Source {
    pub fn any(dice: &mut Dice) -> Self {
        dice.share(
            Self::Crm,
            &[(24, Self::WebForm), (13, Self::TradeShow), (8, Self::Newsletter), (8, Self::Phone)],
            47,
        )
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Crm => "crm",
            Self::WebForm => "web form",
            Self::TradeShow => "trade show",
            Self::Newsletter => "newsletter",
            Self::Phone => "phone",
        }
    }

    /// Whether the record has enough in it to be recognized when something about the person has changed.
    pub const fn is_rich(self) -> bool {
        matches!(self, Self::Crm | Self::WebForm)
    }

    const fn habits(self) -> Habits {
        match self {
            Self::Crm => Habits {
                full_name: 8,
                organization: 85,
                email: 88,
                phone: 85,
                address: 82,
                birth_date: 68,
                gender: 45,
                second: 22,
            },
            Self::WebForm => Habits {
                full_name: 18,
                organization: 30,
                email: 97,
                phone: 66,
                address: 76,
                birth_date: 60,
                gender: 30,
                second: 3,
            },
            Self::TradeShow => Habits {
                full_name: 30,
                organization: 97,
                email: 85,
                phone: 72,
                address: 40,
                birth_date: 2,
                gender: 5,
                second: 12,
            },
            Self::Newsletter => Habits {
                full_name: 25,
                organization: 8,
                email: 100,
                phone: 4,
                address: 8,
                birth_date: 22,
                gender: 10,
                second: 0,
            },
            Self::Phone => Habits {
                full_name: 35,
                organization: 40,
                email: 25,
                phone: 98,
                address: 45,
                birth_date: 30,
                gender: 10,
                second: 8,
            },
        }
    }
}

pub fn of_person(person: &Person, source: Source, world: &World, nicknames: &Nicknames, dice: &mut Dice) -> Record {
    let mut record = Record { source: source.name(), ..Record::default() };
    let Some(country) = world.countries.get(person.country) else { return record };
    let habits = source.habits();
    names(&mut record, person, country, &habits, nicknames, dice);
    let employer = person.job.as_ref().and_then(|job| world.companies.get(job.company));
    let at_work = employer.is_some() && dice.percent(habits.organization);
    if let (Some(job), Some(company), true) = (&person.job, employer, at_work) {
        record.organization = if dice.percent(60) { company.full_name() } else { company.written(dice) };
        if dice.percent(72) {
            job.title.clone_into(&mut record.job_title);
        }
        if dice.percent(9) {
            record.url = company.url(dice);
        }
    }
    addresses(&mut record, person, employer.filter(|_| at_work), country, source, dice);
    reach(&mut record, person, employer.filter(|_| at_work), &habits, dice);
    if dice.percent(habits.birth_date) {
        record.birth_date = birth_date(person, country, dice);
    }
    if dice.percent(habits.gender) {
        let words = if person.female { ["f", "F", "female", "f"] } else { ["m", "M", "male", "m"] };
        record.gender = dice.word(&words).to_owned();
    }
    if dice.permille(18) {
        record.note = dice.word(&NOTES).to_owned();
    }
    record
}

const NOTES: [&str; 12] = [
    "prefers e-mail",
    "call after 5 pm",
    "met at the booth, wants a quote",
    "do not call",
    "VIP",
    "left voicemail",
    "moved recently?",
    "ask for the catalog",
    "invoice to head office",
    "same as the other entry?",
    "vegetarian",
    "no longer reachable by phone",
];

fn names(
    record: &mut Record,
    person: &Person,
    country: &Country,
    habits: &Habits,
    nicknames: &Nicknames,
    dice: &mut Dice,
) {
    let native = !person.given.native.is_empty() && !person.family.native.is_empty() && dice.percent(24);
    let middle = if dice.percent(55) { &person.middle } else { &super::countries::Word::default() };
    let (given, middle, family) = if native {
        (&person.given.native, middle.native.clone(), &person.family.native)
    } else {
        let short = !middle.latin.is_empty() && dice.percent(50);
        let middle = if short { initials(&middle.latin, dice.percent(75)) } else { middle.latin.clone() };
        (&person.given.latin, middle, &person.family.latin)
    };
    if dice.percent(40) {
        record.prefix.clone_from(&person.title);
    }
    if dice.percent(88) {
        person.suffix.clone_into(&mut record.suffix);
    }
    if !native && dice.percent(7) {
        record.nickname = nicknames.of(given, dice).unwrap_or_default().to_owned();
    }
    record.given_name.clone_from(given);
    record.middle_name = middle;
    record.family_name.clone_from(family);
    if dice.percent(habits.full_name) {
        join_names(record, country, native, dice);
    }
}

/// Puts the whole name into one column, in one of the usual orders.
pub fn join_names(record: &mut Record, country: &Country, native: bool, dice: &mut Dice) {
    let Record { given_name, middle_name, family_name, prefix, suffix, .. } = record;
    if given_name.is_empty() || family_name.is_empty() {
        return;
    }
    let given = if middle_name.is_empty() { std::mem::take(given_name) } else { format!("{given_name} {middle_name}") };
    let family = std::mem::take(family_name);
    let mut name = if native && matches!(country.language, "zh" | "ja" | "ko") {
        format!("{family}{given}")
    } else if country.family_first && dice.percent(65) {
        format!("{family} {given}")
    } else if dice.percent(22) {
        format!("{family}, {given}")
    } else {
        format!("{given} {family}")
    };
    if !prefix.is_empty() && !name.contains(',') && dice.percent(70) {
        name = format!("{} {name}", std::mem::take(prefix));
    }
    if !suffix.is_empty() && !name.contains(',') {
        name = format!("{name}{} {}", dice.word(&["", ","]), std::mem::take(suffix));
    }
    record.given_name.clear();
    record.middle_name.clear();
    record.full_name = name;
}

fn addresses(
    record: &mut Record,
    person: &Person,
    employer: Option<&Company>,
    country: &Country,
    source: Source,
    dice: &mut Dice,
) {
    let (chance, at_work) = match source {
        Source::TradeShow => (source.habits().address, 90),
        Source::Crm => (source.habits().address, 35),
        _ => (source.habits().address, 3),
    };
    if dice.percent(chance) {
        let place = match employer {
            Some(company) if dice.percent(at_work) => &company.place,
            _ => &person.home,
        };
        record.street.clone_from(&place.street);
        place.locality.clone_into(&mut record.locality);
        record.region = region(place.region, country, dice);
        record.postal_code.clone_from(&place.postal_code);
    }
    record.country = country_name(country, if record.locality.is_empty() { 35 } else { 88 }, dice);
}

/// Regions are part of the address in some countries and rarely written in others.
fn region(region: &str, country: &Country, dice: &mut Dice) -> String {
    let usual = matches!(country.code, "US" | "CA" | "AU" | "BR" | "MX" | "IT" | "IN" | "CN");
    if dice.percent(if usual { 95 } else { 25 }) { region.to_owned() } else { String::new() }
}

fn country_name(country: &Country, chance: u32, dice: &mut Dice) -> String {
    if !dice.percent(chance) {
        return String::new();
    }
    let usual = country.names.first().copied().filter(|_| dice.percent(65));
    usual.unwrap_or_else(|| dice.word(&country.names)).to_owned()
}

/// E-mail addresses and phone numbers: those of work with the employer, else the private ones.
fn reach(record: &mut Record, person: &Person, employer: Option<&Company>, habits: &Habits, dice: &mut Dice) {
    let job = person.job.as_ref().filter(|_| employer.is_some());
    let mut emails = vec![person.email.clone()];
    let mut phones = vec![person.mobile.clone()];
    if let Some(job) = job {
        emails.insert(usize::from(dice.percent(30)), job.email.clone());
    }
    if let (Some(job), Some(company)) = (job, employer) {
        let office = company.switchboard.with_extension(&job.extension);
        phones.insert(usize::from(dice.percent(50)), office);
    }
    if let Some(landline) = &person.landline {
        phones.insert(dice.index(phones.len() + 1), landline.clone());
    }
    let mut emails = emails.into_iter();
    let mut phones = phones.into_iter();
    if dice.percent(habits.email) {
        record.email = emails.next().unwrap_or_default();
    }
    if dice.percent(habits.second) {
        record.email2 = emails.next().unwrap_or_default();
    }
    // Nobody is left without any way to be reached.
    if dice.percent(habits.phone) || record.email.is_empty() {
        record.phone = phones.next().map(|phone| phone.written(dice)).unwrap_or_default();
    }
    if !record.phone.is_empty() && dice.percent(habits.second + 8) {
        record.phone2 = phones.next().map(|phone| phone.written(dice)).unwrap_or_default();
    }
}

/// Mostly ISO, else as the country writes dates.
fn birth_date(person: &Person, country: &Country, dice: &mut Dice) -> String {
    let date = person.born;
    let (year, month, day) = (date.year, date.month, date.day);
    if dice.percent(82) {
        return date.iso();
    }
    match country.code {
        "US" => format!("{month:02}/{day:02}/{year}"),
        "CA" | "SE" | "CN" | "JP" | "KR" | "HU" => format!("{year}/{month:02}/{day:02}"),
        "DE" | "AT" | "CH" | "PL" | "CZ" | "NO" | "FI" | "DK" | "RU" | "TR" | "RO" => {
            format!("{day:02}.{month:02}.{year}")
        }
        "NL" | "IN" => format!("{day:02}-{month:02}-{year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

pub fn of_company(company: &Company, world: &World, dice: &mut Dice) -> Record {
    let source = if dice.percent(70) { Source::Crm } else { Source::any(dice) };
    let mut record = Record { source: source.name(), organization: company.full_name(), ..Record::default() };
    let Some(country) = world.countries.get(company.country) else { return record };
    if dice.percent(72) {
        record.email = format!("{}@{}", company.mailbox, company.domain);
    }
    if dice.percent(86) || record.email.is_empty() {
        record.phone = company.switchboard.written(dice);
    }
    if dice.percent(78) {
        record.street.clone_from(&company.place.street);
        company.place.locality.clone_into(&mut record.locality);
        record.region = region(company.place.region, country, dice);
        record.postal_code.clone_from(&company.place.postal_code);
    }
    record.country = country_name(country, 85, dice);
    if dice.percent(55) {
        record.url = company.url(dice);
    }
    if dice.permille(15) {
        record.note = dice.word(&["customer since 2012", "pays late", "key account", "VAT number missing"]).to_owned();
    }
    record
}
