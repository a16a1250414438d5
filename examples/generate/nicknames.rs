//! What people are called instead of their given name.

use super::random::Dice;
use std::collections::BTreeMap;

pub struct Nicknames {
    by_name: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Nicknames {
    pub fn load() -> Self {
        let lines = include_str!("nicknames.txt").lines().filter(|line| !line.starts_with("//"));
        let by_name = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, nicknames)| (name.trim(), nicknames.split(',').map(str::trim).collect()))
            .collect();
        Self { by_name }
    }

    pub fn of(&self, name: &str, dice: &mut Dice) -> Option<&'static str> {
        dice.pick(self.by_name.get(name)?).copied()
    }
}
