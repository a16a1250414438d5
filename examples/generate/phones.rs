//! Phone numbers that fit the plan of a country, and the many ways to write them down.

use super::countries::{Country, LineLength};
use super::random::Dice;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phone {
    calling: &'static str,
    trunk: &'static str,
    area: &'static str,
    local: String,
    group: usize,
    mobile: bool,
    extension: String,
}

/// Where a slash follows the area code.
const SLASH: [&str; 4] = ["49", "43", "41", "32"];

impl Phone {
    pub fn mobile(country: &Country, dice: &mut Dice) -> Self {
        let prefix = dice.word(&country.mobile_prefixes);
        // `151+8`: eight digits follow, whatever is usual in the country. `11-9`: area code 11, and the number begins with 9.
        let (prefix, digits) = match prefix.split_once('+') {
            Some((prefix, local)) => (prefix, prefix.len() + local.parse().unwrap_or(7)),
            None => (prefix, country.mobile_digits),
        };
        let (area, head) = prefix.split_once('-').unwrap_or((prefix, ""));
        let trunk = country.mobile_trunk;
        Self { mobile: true, ..Self::of(country, area, head, digits, trunk, dice) }
    }

    pub fn landline(country: &Country, area: &'static str, dice: &mut Dice) -> Self {
        let digits = match country.landline_digits {
            LineLength::Total(digits) => digits,
            LineLength::Local(digits) => area.len() + digits,
        };
        Self::of(country, area, "", digits, country.trunk, dice)
    }

    fn of(
        country: &Country,
        area: &'static str,
        head: &str,
        digits: usize,
        trunk: &'static str,
        dice: &mut Dice,
    ) -> Self {
        let left = digits.saturating_sub(area.len() + head.len());
        // Subscriber numbers start with 2 to 9 in most plans; North America has no service codes like 411 among them.
        let rest = dice.fill("%%########").chars().take(left).collect::<String>();
        Self {
            calling: country.calling,
            trunk,
            area,
            local: format!("{head}{rest}"),
            group: country.phone_group,
            mobile: false,
            extension: String::new(),
        }
    }

    /// The line of one employee behind the switchboard. Mobile phones have no extensions.
    pub fn with_extension(&self, extension: &str) -> Self {
        let extension = if self.mobile { String::new() } else { extension.to_owned() };
        Self { extension, ..self.clone() }
    }

    pub fn is_north_american(&self) -> bool {
        self.calling == "1"
    }

    fn grouped(&self, separator: &str) -> String {
        let len = self.local.len();
        let size = if len == 6 && self.group == 4 { 3 } else { self.group.max(2) };
        // Groups are counted from the end; a single digit that is left over joins the first group.
        let mut first = len % size;
        if first == 1 {
            first += size;
        }
        let mut text = String::with_capacity(len + 4);
        for (at, digit) in self.local.chars().enumerate() {
            if at > 0 && (at == first || (at > first && (at - first).is_multiple_of(size))) {
                text.push_str(separator);
            }
            text.push(digit);
        }
        text
    }

    /// The number in E.164 form.
    pub fn compact(&self) -> String {
        format!("+{}{}{}", self.calling, self.area, self.local)
    }

    /// The number as somebody in the country would type it.
    pub fn national(&self, dice: &mut Dice) -> String {
        let Self { trunk, area, local, .. } = self;
        if self.is_north_american() {
            let (dashed, dotted) = (self.grouped("-"), self.grouped("."));
            return match dice.below(10) {
                0..=3 => format!("({area}) {dashed}"),
                4..=6 => format!("{area}-{dashed}"),
                7 => format!("{area}.{dotted}"),
                8 => format!("1-{area}-{dashed}"),
                _ => format!("{area}{local}"),
            };
        }
        // A trunk prefix of one zero is written together with the area code, all others apart.
        let gap = if trunk.is_empty() || *trunk == "0" { "" } else { " " };
        match dice.below(10) {
            4 if SLASH.contains(&self.calling) => format!("{trunk}{gap}{area}/{local}"),
            5 if !self.mobile && gap.is_empty() => format!("({trunk}{area}) {}", self.grouped(" ")),
            5 if !gap.is_empty() => format!("{trunk} ({area}) {}", self.grouped("-")),
            6 => format!("{trunk}{gap}{area}-{}", self.grouped("-")),
            7 => format!("{trunk}{gap}{area}.{}", self.grouped(".")),
            8 | 9 => format!("{trunk}{area}{local}"),
            _ => format!("{trunk}{gap}{area} {}", self.grouped(" ")),
        }
    }

    /// The number with its country calling code.
    pub fn international(&self, dice: &mut Dice) -> String {
        let Self { calling, trunk, area, local, .. } = self;
        match dice.below(10) {
            0..=3 => format!("+{calling} {area} {}", self.grouped(" ")),
            4 | 5 => self.compact(),
            6 if *trunk == "0" => format!("+{calling} (0){area} {}", self.grouped(" ")),
            6 => format!("+{calling} ({area}) {}", self.grouped("-")),
            7 if !self.is_north_american() => format!("00{calling} {area} {local}"),
            8 if !self.is_north_american() => format!("00{calling}{area}{local}"),
            8 => format!("+{calling}.{area}.{}", self.grouped(".")),
            _ => format!("+{calling}-{area}-{}", self.grouped("-")),
        }
    }

    /// Any of the ways, with the extension if there is one.
    pub fn written(&self, dice: &mut Dice) -> String {
        let mut text = if dice.percent(55) { self.national(dice) } else { self.international(dice) };
        if !self.extension.is_empty() {
            text.push_str(if self.is_north_american() || dice.percent(40) {
                dice.word(&[" ext. ", " x", " ext ", " Ext. "])
            } else {
                "-"
            });
            text.push_str(&self.extension);
        }
        text
    }
}
