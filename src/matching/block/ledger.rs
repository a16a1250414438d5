//! [`Ledger`]: what became of the candidate pairs.

use super::rule::BlockingRule;

/// What became of the candidate pairs.
///
/// `candidates = scored + repeated + too_common`, for every rule and in sum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Ledger {
    /// The account of each rule.
    pub rules: Vec<RuleLedger>,
    /// How many records no rule has a key for: they were compared with nobody.
    pub records_without_key: u64,
    /// How many pairs of records there are; where only records of two sources may be one, how many of those.
    pub possible_pairs: u64,
}

/// What became of the candidate pairs of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct RuleLedger {
    /// The rule.
    pub rule: BlockingRule,
    /// How many blocks were compared.
    pub blocks: u64,
    /// How many pairs share the rule's key; where only records of two sources may be one, how many of those.
    pub candidates: u64,
    /// How many of them were scored by this rule.
    pub scored: u64,
    /// How many of them an earlier block had already given.
    pub repeated: u64,
    /// How many of them were not compared here, because too many records share the key.
    pub too_common: u64,
}

impl Ledger {
    /// How many pairs share a key of some rule, each counted as often as it does.
    pub fn candidates(&self) -> u64 {
        self.rules.iter().map(|rule| rule.candidates).sum()
    }

    /// How many different pairs were scored.
    pub fn scored(&self) -> u64 {
        self.rules.iter().map(|rule| rule.scored).sum()
    }

    /// How many candidates were repetitions of an earlier one.
    pub fn repeated(&self) -> u64 {
        self.rules.iter().map(|rule| rule.repeated).sum()
    }

    /// How many candidates were left out because too many records share their key.
    pub fn too_common(&self) -> u64 {
        self.rules.iter().map(|rule| rule.too_common).sum()
    }
}
