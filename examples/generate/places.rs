//! Addresses.

use super::countries::{City, Country};
use super::random::Dice;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub street: String,
    pub locality: &'static str,
    pub region: &'static str,
    pub postal_code: String,
    /// The area code of the landlines there.
    pub area: &'static str,
}

impl Place {
    pub fn somewhere(country: &Country, dice: &mut Dice) -> Self {
        let city = country.cities.pick(dice).copied().unwrap_or_default();
        Self::within(country, &city, dice)
    }

    /// Another address in the same city.
    pub fn nearby(&self, country: &Country, dice: &mut Dice) -> Self {
        Self { street: street(country, dice), ..self.clone() }
    }

    fn within(country: &Country, city: &City, dice: &mut Dice) -> Self {
        Self {
            street: street(country, dice),
            locality: city.name,
            region: city.region,
            postal_code: dice.fill(city.postal),
            area: city.area,
        }
    }
}

fn street(country: &Country, dice: &mut Dice) -> String {
    // Streets named after somebody, except for names of several words, which do not make a compound.
    let family = country.family.pick(dice).map_or("", |family| family.latin.as_str());
    let name = if dice.percent(45) && !country.street_tail.is_empty() && !family.contains(' ') {
        dice.word(&country.street_tail).replace("{f}", family)
    } else {
        (*country.streets.pick(dice).unwrap_or(&"")).to_owned()
    };
    let mut line = country.line.replace("{s}", &name).replace("{n}", &number(country, dice));
    if !country.unit.is_empty() && dice.percent(18) {
        let unit = dice.between(1, 40).to_string();
        line.push_str(", ");
        line.push_str(&country.unit.replace('#', &unit));
    }
    line
}

fn number(country: &Country, dice: &mut Dice) -> String {
    // American blocks are numbered by the hundred.
    if matches!(country.code, "US" | "CA") && dice.percent(60) {
        return (dice.between(1, 98) * 100 + dice.between(0, 99)).to_string();
    }
    if country.code == "JP" {
        return format!("{}-{}-{}", dice.between(1, 6), dice.between(1, 30), dice.between(1, 20));
    }
    let high = *dice.pick(&[20, 60, 60, 150, 300]).unwrap_or(&60);
    let number = dice.between(1, high);
    match (country.language, dice.below(25)) {
        ("de" | "nl" | "cs" | "sv" | "da" | "it" | "pl", 0 | 1) => {
            format!("{number}{}", dice.word(&["a", "b", "A", "B", "c"]))
        }
        ("de" | "cs" | "pl", 2) => format!("{number}/{}", dice.between(1, 30)),
        ("fr", 0) => format!("{number} {}", dice.word(&["bis", "ter"])),
        ("de", 3) => format!("{number}-{}", number + 2),
        _ => number.to_string(),
    }
}
