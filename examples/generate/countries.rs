//! The countries: names, addresses and phone plans, read from the text tables next to this file.

use super::random::{Dice, Ranked};
use std::collections::{BTreeMap, BTreeSet};

const TABLES: [&str; 6] = [
    include_str!("countries/english.txt"),
    include_str!("countries/german.txt"),
    include_str!("countries/romance.txt"),
    include_str!("countries/nordic.txt"),
    include_str!("countries/eastern.txt"),
    include_str!("countries/asian.txt"),
];

/// How many invented family names follow the common ones of a country.
const FAMILY_TAIL: usize = 3000;

/// A word in Latin letters and, where the country has another script, in that script.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    pub latin: String,
    pub native: String,
}

impl Word {
    fn parse(text: &str) -> Self {
        match text.split_once('=') {
            Some((latin, native)) => Self { latin: latin.trim().to_owned(), native: native.trim().to_owned() },
            None => Self { latin: text.trim().to_owned(), native: String::new() },
        }
    }

    /// Parts put together to one word. Without every native part there is no native form.
    fn join(parts: &[&Self]) -> Self {
        let latin: String = parts.iter().map(|part| part.latin.as_str()).collect();
        let native = if parts.iter().all(|part| !part.native.is_empty()) {
            parts.iter().map(|part| part.native.as_str()).collect()
        } else {
            String::new()
        };
        Self { latin: capitalize(&latin), native: capitalize(&native) }
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub struct City {
    pub name: &'static str,
    pub region: &'static str,
    pub postal: &'static str,
    pub area: &'static str,
}

/// How long landline numbers are.
#[derive(Debug, Clone, Copy)]
pub enum LineLength {
    /// This many digits with the area code.
    Total(usize),
    /// This many digits after the area code.
    Local(usize),
}

#[derive(Debug, Clone)]
pub struct Country {
    pub code: &'static str,
    /// The ways to write the country; the first one is the usual one.
    pub names: Vec<&'static str>,
    pub weight: u64,
    pub language: &'static str,
    pub calling: &'static str,
    pub trunk: &'static str,
    pub mobile_trunk: &'static str,
    pub mobile_prefixes: Vec<&'static str>,
    pub mobile_digits: usize,
    pub landline_digits: LineLength,
    pub phone_group: usize,
    /// The order of street and house number, with `{s}` and `{n}`.
    pub line: &'static str,
    pub unit: &'static str,
    pub cities: Ranked<City>,
    pub streets: Ranked<&'static str>,
    pub street_tail: Vec<&'static str>,
    pub female: Ranked<Word>,
    pub male: Ranked<Word>,
    pub given_start: Vec<Word>,
    pub given_end: Vec<Word>,
    pub family: Ranked<Word>,
    /// Endings of family names that differ for women, the longest first.
    pub feminine: Vec<(String, String)>,
    pub patronymics: Vec<Word>,
    pub double_family: bool,
    pub family_first: bool,
    pub middle_names: bool,
    pub legal: Vec<Word>,
    pub trades: Vec<&'static str>,
    pub titles: Ranked<Word>,
    pub jobs: Vec<&'static str>,
    pub tld: &'static str,
    pub mail: Vec<&'static str>,
}

pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

type Block = BTreeMap<&'static str, &'static str>;

/// Reads all tables. They are compiled in, so an error here is a mistake in a table, and says where.
pub fn load() -> Result<Vec<Country>, String> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in TABLES.iter().flat_map(|table| table.lines()).map(str::trim) {
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| format!("no key in the line '{line}'"))?;
        if key == "country" {
            blocks.push(Block::new());
        }
        let block = blocks.last_mut().ok_or_else(|| format!("no country before '{line}'"))?;
        if block.insert(key, value.trim()).is_some() {
            return Err(format!("'{key}' is given twice in one country"));
        }
    }
    let by_code: BTreeMap<&str, &Block> =
        blocks.iter().filter_map(|block| block.get("country").map(|code| (*code, block))).collect();
    blocks.iter().map(|block| Reader { block, by_code: &by_code }.country()).collect()
}

struct Reader<'a> {
    block: &'a Block,
    by_code: &'a BTreeMap<&'static str, &'a Block>,
}

impl Reader<'_> {
    fn text(&self, key: &str) -> Result<&'static str, String> {
        let code = self.block.get("country").copied().unwrap_or("?");
        self.block.get(key).copied().ok_or_else(|| format!("country {code} has no '{key}'"))
    }

    fn optional(&self, key: &str) -> &'static str {
        self.block.get(key).copied().unwrap_or("")
    }

    fn number<T: std::str::FromStr>(&self, key: &str) -> Result<T, String> {
        let text = self.text(key)?;
        text.parse().map_err(|_| format!("'{key}: {text}' is not a number"))
    }

    /// A list: the country's own words, then those of the countries it names under `like`.
    fn list(&self, key: &str) -> Vec<&'static str> {
        let neighbors = self.optional("like").split(' ').filter_map(|code| self.by_code.get(code));
        let mut seen = BTreeSet::new();
        std::iter::once(&self.block)
            .chain(neighbors)
            .filter_map(|block| block.get(key))
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .filter(|word| !word.is_empty() && seen.insert(*word))
            .collect()
    }

    fn words(&self, key: &str) -> Vec<Word> {
        self.list(key).into_iter().map(Word::parse).collect()
    }

    /// The country's own list or, where it has none, that of the first country under `like` that has one: legal forms
    /// and street names of two countries do not mix.
    fn own(&self, key: &str) -> Vec<&'static str> {
        let mut neighbors = self.optional("like").split(' ').filter_map(|code| self.by_code.get(code));
        let text = self.block.get(key).or_else(|| neighbors.find_map(|block| block.get(key))).copied().unwrap_or("");
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
    }

    fn own_words(&self, key: &str) -> Vec<Word> {
        self.own(key).iter().map(|word| Word::parse(word)).collect()
    }

    fn country(&self) -> Result<Country, String> {
        let code = self.text("country")?;
        let (prefixes, digits) =
            self.text("mobile")?.split_once('/').ok_or_else(|| format!("{code}: 'mobile' needs '/ digits'"))?;
        let cities: Result<Vec<City>, String> = self.text("cities")?.split(',').map(|text| city(code, text)).collect();
        let flags = self.optional("flags");
        let country = Country {
            code,
            names: self.text("names")?.split(',').map(str::trim).collect(),
            weight: self.number("weight")?,
            language: self.text("language")?,
            calling: self.text("calling")?,
            trunk: self.optional("trunk"),
            mobile_trunk: self.block.get("mobile_trunk").copied().unwrap_or_else(|| self.optional("trunk")),
            mobile_prefixes: prefixes.split_whitespace().collect(),
            mobile_digits: digits.trim().parse().map_err(|_| format!("{code}: 'mobile' needs '/ digits'"))?,
            landline_digits: match self.text("landline")?.strip_prefix('+') {
                Some(local) => LineLength::Local(local.parse().map_err(|_| format!("{code}: 'landline' is wrong"))?),
                None => LineLength::Total(self.number("landline")?),
            },
            phone_group: self.number("group")?,
            line: self.text("line")?,
            unit: self.optional("unit"),
            cities: Ranked::new(cities?, 2),
            streets: Ranked::new(self.own("streets"), 12),
            street_tail: self.own("street_tail"),
            female: Ranked::new(self.words("female"), 9),
            male: Ranked::new(self.words("male"), 9),
            given_start: self.words("given_start"),
            given_end: self.words("given_end"),
            family: Ranked::new(self.families(code), 6),
            feminine: self.words("feminine").into_iter().map(|pair| (pair.latin, pair.native)).collect(),
            patronymics: self.words("patronymics"),
            double_family: flags.contains("double_family"),
            family_first: flags.contains("family_first"),
            middle_names: flags.contains("middle_names"),
            legal: self.own_words("legal"),
            trades: self.list("trades"),
            titles: Ranked::new(self.own_words("titles"), 1),
            jobs: self.list("jobs"),
            tld: self.text("tld")?,
            mail: self.own("mail"),
        };
        let empty = [
            (country.streets.is_empty(), "streets"),
            (country.female.is_empty() || country.male.is_empty(), "female and male"),
            (country.family.is_empty(), "family"),
            (country.mobile_prefixes.is_empty(), "mobile"),
            (country.legal.is_empty() || country.trades.is_empty(), "legal and trades"),
        ];
        match empty.iter().find(|(is_empty, _)| *is_empty) {
            Some((_, key)) => Err(format!("country {code} has nothing under '{key}'")),
            None => Ok(country),
        }
    }

    /// The common family names, then a long tail put together from syllables. The tail is part of the country, not of a
    /// run: it does not depend on the seed.
    fn families(&self, code: &str) -> Vec<Word> {
        let mut names = self.words("family");
        let (starts, ends) = (self.words("start"), self.words("end"));
        let mut seen: BTreeSet<Word> = names.iter().cloned().collect();
        let mut dice = Dice::new(code.bytes().fold(17, |sum, byte| sum * 31 + u64::from(byte)));
        for _ in 0..FAMILY_TAIL {
            let (Some(start), Some(middle), Some(end)) = (dice.pick(&starts), dice.pick(&starts), dice.pick(&ends))
            else {
                break;
            };
            // Three parts only now and then, and only where the middle is short enough to be pronounced.
            let short = middle.latin.chars().count() <= 3 && middle.native.is_empty() && middle != start;
            let long = dice.percent(35) && short;
            let name = if long {
                let middle = Word { latin: middle.latin.to_lowercase(), native: String::new() };
                Word::join(&[start, &middle, end])
            } else {
                Word::join(&[start, end])
            };
            if seen.insert(name.clone()) {
                names.push(name);
            }
        }
        names
    }
}

fn city(code: &str, text: &'static str) -> Result<City, String> {
    let mut parts = text.split('/').map(str::trim);
    let mut next = || parts.next().ok_or_else(|| format!("{code}: the city '{text}' has too few parts"));
    Ok(City { name: next()?, region: next()?, postal: next()?, area: next()? })
}
