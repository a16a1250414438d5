//! E-mail addresses built from names.

use super::companies::Company;
use super::countries::Country;
use super::random::Dice;
use super::spelling::slug;
use std::collections::HashSet;

const FREE: [&str; 12] = [
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "live.com",
    "proton.me",
    "googlemail.com",
];

fn first(text: &str) -> &str {
    text.get(..1).unwrap_or("")
}

/// Names as parts of an address; somebody whose name has no Latin letters gets by with something neutral.
fn parts(given: &str, family: &str, language: &str) -> (String, String) {
    let word = given.split([' ', '-']).next().unwrap_or("");
    let (mut given, mut family) = (slug(word, language), slug(family, language));
    if given.is_empty() {
        given.push_str("mail");
    }
    if family.is_empty() {
        family.push_str("home");
    }
    (given, family)
}

pub fn private(given: &str, family: &str, born: u32, country: &Country, dice: &mut Dice) -> String {
    let (given, family) = parts(given, family, country.language);
    let number = match dice.below(8) {
        0 | 1 => format!("{:02}", born % 100),
        2 => born.to_string(),
        3 => dice.between(1, 999).to_string(),
        _ => String::new(),
    };
    let (g, f) = (first(&given), first(&family));
    let local = match dice.below(16) {
        0..=4 => format!("{given}.{family}{number}"),
        5 | 6 => format!("{given}{family}{number}"),
        7 => format!("{given}_{family}{number}"),
        8 | 9 => format!("{g}{family}{number}"),
        10 => format!("{family}.{given}{number}"),
        11 => format!("{given}{f}{}", born % 100),
        12 => format!("{g}.{family}{number}"),
        13 => format!("{given}{}", dice.between(100, 9999)),
        14 => format!("{}{}", hobby(dice), dice.between(1, 9999)),
        _ => format!("{family}{number}"),
    };
    let own = !country.mail.is_empty() && dice.percent(42);
    format!("{local}@{}", if own { dice.word(&country.mail) } else { dice.word(&FREE) })
}

/// Addresses that say nothing about the name.
fn hobby(dice: &mut Dice) -> &'static str {
    let words: [&'static str; 14] = [
        "sunshine",
        "runner",
        "bluebird",
        "rocket",
        "garden",
        "skipper",
        "biker",
        "pixel",
        "jazzfan",
        "moonlight",
        "tiger",
        "baker",
        "lucky",
        "traveller",
    ];
    dice.pick(&words).copied().unwrap_or("runner")
}

pub fn work(given: &str, family: &str, company: &Company, language: &str) -> String {
    let (given, family) = parts(given, family, language);
    let local = match company.mail_pattern {
        0..=2 => format!("{given}.{family}"),
        3 => format!("{}{family}", first(&given)),
        4 => format!("{}.{family}", first(&given)),
        5 => given,
        6 => format!("{family}{}", first(&given)),
        _ => format!("{given}{}", first(&family)),
    };
    format!("{local}@{}", company.domain)
}

/// Addresses that belong to somebody. Two people never have the same one, however common their name is.
#[derive(Default)]
pub struct Taken {
    /// Hashes instead of texts, for a million addresses in little memory. The set is only asked, never listed, so that its
    /// own order does not matter.
    hashes: HashSet<u64>,
}

impl Taken {
    /// Takes the address; puts a number into it if it is somebody else's.
    pub fn claim(&mut self, email: &mut String, dice: &mut Dice) {
        while !self.hashes.insert(fnv(email)) {
            let number = dice.between(2, 999).to_string();
            let at = email.find('@').unwrap_or(email.len());
            email.insert_str(at, &number);
        }
    }
}

/// The FNV-1a hash, the same on every machine.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
