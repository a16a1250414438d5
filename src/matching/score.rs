//! The [`Model`]: what the levels of the comparisons are worth, and what follows for a pair.

mod check;

use super::block::{self, BlockingRule};
use super::compare::{COMPARISONS, Comparison, Term};
use super::frequencies::{Frequencies, ValueCounts};
use super::logarithm::{exp2_thousandths, log2_thousandths, rounded};
use super::origins::Origins;
use super::records::Records;
use super::rival::{PairKind, Rival};
use super::{chance, common_names};
use std::collections::BTreeMap;
use std::fmt;

/// The weight of a pair's evidence in thousandths of a bit: log2 of how much more probable it is among matches than
/// among non-matches. One bit doubles the odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MatchWeight(i32);

impl MatchWeight {
    /// A weight from thousandths of a bit.
    pub fn from_thousandths(thousandths: i32) -> Self {
        Self(thousandths)
    }

    /// The weight in thousandths of a bit, exact.
    pub fn thousandths(self) -> i32 {
        self.0
    }

    /// The weight in bits.
    pub fn bits(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl fmt::Display for MatchWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.bits())
    }
}

/// The probability that a pair is a match, from 0 to 1.
///
/// It follows from the weight and from how rare matches are among all pairs. Of what speaks for a match beyond even odds,
/// the first three bits count by half; at even odds and below nothing does.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MatchProbability(f64);

/// So much of what speaks for a match counts by half in its probability, in thousandths of a bit: what fields say is
/// never wholly independent, and of the pairs just beyond even odds fewer match than the sum of their evidence says.
const HALVED: i64 = 3_000;

impl MatchProbability {
    /// The probability that log2 of the odds, in thousandths, stands for.
    pub(crate) fn from_log_odds(thousandths: i64) -> Self {
        Self(1.0 / (1.0 + exp2_thousandths(-thousandths)))
    }

    /// The probability of a match if the evidence adds up to these log2 of the odds, in thousandths.
    pub(crate) fn of_evidence(thousandths: i64) -> Self {
        Self::from_log_odds(thousandths - thousandths.clamp(0, HALVED) / 2)
    }

    /// The evidence that a probability takes: log2 of the odds, in thousandths.
    fn evidence_for(probability: f64) -> i64 {
        let log_odds = i64::from(log2_thousandths(probability / (1.0 - probability)));
        log_odds + log_odds.clamp(0, HALVED / 2)
    }

    /// The probability, from 0 to 1.
    pub fn value(self) -> f64 {
        self.0
    }
}

impl fmt::Display for MatchProbability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}

/// What is decided of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "a fourth answer would be one to another question")]
pub enum Decision {
    /// Not the same.
    NonMatch,
    /// For a person to look at.
    PossibleMatch,
    /// The same.
    Match,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NonMatch => "non_match",
            Self::PossibleMatch => "possible_match",
            Self::Match => "match",
        })
    }
}

/// What the levels of the comparisons are worth for a set of records: m and u probabilities, term frequencies, how
/// many matches are expected, and where decisions are taken.
///
/// A model is an artefact: readable, versioned text under the feature `serde`, which scores the same records with the
/// same weights to the bit whenever it is loaded. Its numbers have six digits at most, which every reader of JSON gives
/// back as they were; what is read is [checked](Model::check). Values that identify people (addresses, phones, e-mails) stand in it
/// as hashes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self"))]
#[non_exhaustive]
pub struct Model {
    /// The version of the format.
    pub version: u32,
    /// How many records the model was made for; where only records of two sources may be one, of how many records all
    /// pairs are as many. The more there are, the less likely is any pair a match.
    pub records: u64,
    /// How many of them are organizations.
    pub organizations: u64,
    /// How many matching pairs are expected for each record.
    pub matches_per_record: f64,
    /// How many of these are pairs of organizations.
    pub matches_of_organizations: f64,
    /// How many pairs of each kind of non-match but strangers are expected for each record.
    pub rivals_per_record: BTreeMap<Rival, f64>,
    /// The least probability of a match.
    pub match_probability: f64,
    /// The least probability of a possible match.
    pub possible_match_probability: f64,
    /// The levels of each comparison with their probabilities.
    pub comparisons: BTreeMap<Comparison, Vec<Level>>,
    /// How often values occur.
    pub frequencies: BTreeMap<Term, Frequencies>,
    /// Of which countries names are.
    #[cfg_attr(feature = "serde", serde(default))]
    pub origins: Origins,
    /// Whether a name alone makes a match, if it is rare: where so many matches rest on it that most of them must be
    /// right. Such a match is never in the [automatic lane](super::Lane::Automatic).
    pub names_alone: bool,
    /// The full names that are not rare: those that four people or more seem to have, as hashes, with the number of people.
    pub common_names: BTreeMap<String, u32>,
    /// The most records of one key whose pairs are all candidates, under each rule, from 2 to 10,000; where more share the
    /// key, they are parted by further fields. A rule that is missing is not used. What is compared follows from the
    /// records and these limits, whatever other records the model is used for. They are planned so that every rule gives
    /// three pairs at most for each record that the model was made for, where records are many: of many times as many
    /// records, it gives more.
    pub block_limits: BTreeMap<BlockingRule, u32>,
}

/// A level of a comparison in a model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Level {
    /// What two values of this level have in common.
    pub name: String,
    /// The probability of the level among matches.
    pub m: f64,
    /// The probability of the level among strangers, relatives, colleagues, neighbors, branches and namesakes, in the
    /// order of [`Rival`].
    pub u: [f64; Rival::COUNT],
}

impl Model {
    /// The version of the format that this library writes.
    pub const VERSION: u32 = 1;

    /// The default model for a set of records: the library's m and u, and the records' own term frequencies and limits of
    /// blocks.
    ///
    /// n log n in the number of records.
    pub fn for_records(records: &Records) -> Self {
        Self { block_limits: block::plan(records), ..Self::without_limits(records, &ValueCounts::of(records)) }
    }

    /// The same without limits of blocks, for whoever learns them while putting records into blocks, and has counted the
    /// values.
    pub(crate) fn without_limits(records: &Records, counts: &ValueCounts) -> Self {
        use Rival::{Branches, Colleagues, Namesakes, Neighbors, Relatives};
        let frequencies = Frequencies::of(records, counts);
        let by_chance = chance::of_organizations(records, counts);
        let comparisons = Comparison::ALL.iter().map(|&comparison| {
            let levels = comparison.defaults().iter().map(|default| {
                let mut u = default.u;
                if let Some((term, shares)) = default.term {
                    let shared = frequencies.get(&term).and_then(|values| values.shared(term));
                    for ((u, share), rival) in u.iter_mut().zip(shares).zip(Rival::ALL) {
                        // namesakes are those who share it
                        let is_chance = share == 1000 && (rival, comparison) != (Namesakes, Comparison::FamilyName);
                        if let Some((shared, ratio)) = shared.zip(default.ratio).filter(|_| is_chance) {
                            let among = if comparison == Comparison::OrganizationName { by_chance } else { 1.0 };
                            *u = rounded(shared * ratio * among);
                        }
                    }
                }
                Level { name: default.name.to_owned(), m: default.m, u }
            });
            (comparison, levels.collect())
        });
        let of_one_name =
            frequencies.get(&Term::FamilyName).and_then(|names| names.shared(Term::FamilyName)).unwrap_or(0.001);
        let of_namesakes = Comparison::FamilyName.defaults().first().and_then(|equal| equal.u.get(Namesakes as usize));
        let namesakes = of_one_name / of_namesakes.unwrap_or(&1.0) * (records.len().max(2) as f64) / 2.0;
        let organizations = records.organizations();
        let organized = organizations as f64 / records.len().max(1) as f64;
        Self {
            version: Self::VERSION,
            records: records.len() as u64,
            organizations,
            matches_per_record: MATCHES,
            matches_of_organizations: rounded((MATCHES * organized).max(LEAST_SHARE)),
            rivals_per_record: [
                (Relatives, 0.2),
                (Colleagues, 1.0),
                (Neighbors, 0.2 * organized),
                (Branches, organized),
                (Namesakes, namesakes),
            ]
            .map(|(rival, share)| (rival, rounded(share.max(LEAST_SHARE))))
            .into(),
            match_probability: 0.5,
            possible_match_probability: 0.1,
            comparisons: comparisons.collect(),
            frequencies,
            origins: Origins::of(records, counts.named()),
            names_alone: false,
            common_names: common_names::of(records),
            block_limits: BTreeMap::new(),
        }
    }

    /// The same model of so many records, of which as large a share are organizations.
    pub(crate) fn of_records(self, records: u64) -> Self {
        let organizations = u128::from(self.organizations) * u128::from(records) / u128::from(self.records.max(1));
        Self { records, organizations: u64::try_from(organizations).unwrap_or(records), ..self }
    }

    /// Rounds what was estimated.
    pub(crate) fn round(&mut self) {
        let levels = self.comparisons.values_mut().flatten();
        let levels = levels.flat_map(|level| [&mut level.m].into_iter().chain(&mut level.u));
        let matches = [&mut self.matches_per_record, &mut self.matches_of_organizations];
        let shares = self.rivals_per_record.values_mut().chain(matches);
        levels.chain(shares).for_each(|value| *value = rounded(*value));
    }

    /// log2 of the odds that two records drawn at random match, in thousandths.
    pub(crate) fn prior(&self) -> i64 {
        i64::from(log2_thousandths(2.0 * self.matches_per_record / (self.records.max(2) as f64)))
    }

    /// What is added to the weight against each rival, because its pairs are rarer than pairs of strangers, in
    /// thousandths, for each [kind](PairKind) of pairs: organizations have their own share of the matches.
    pub(crate) fn offsets(&self) -> Offsets {
        let all = self.records.max(2) as f64;
        // there may come more of what is rare
        let matches = (self.matches_of_organizations / self.matches_per_record).clamp(1e-4, 1.0);
        let records = (self.organizations as f64 / all).clamp(1e-2, 1.0);
        PairKind::ALL.map(|kind| {
            let (matches, records) = if kind == PairKind::People { (1.0, 1.0) } else { (matches, records) };
            Rival::ALL.map(|rival| match self.rivals_per_record.get(&rival) {
                _ if !rival.is_of(kind) => NEVER,
                Some(per_record) => log2_thousandths(matches * all / 2.0 / per_record),
                None => log2_thousandths(matches / (records * records)),
            })
        })
    }

    /// The least weights of a match and of a possible match, in thousandths.
    pub(crate) fn thresholds(&self) -> [i64; 2] {
        [self.match_probability, self.possible_match_probability]
            .map(|probability| MatchProbability::evidence_for(probability) - self.prior())
    }
}

/// How many matching pairs are expected for each record before any is compared.
const MATCHES: f64 = 0.3;

/// No kind of pairs is rarer.
pub(crate) const LEAST_SHARE: f64 = 1e-6;

/// The sum of a pair's weights against each rival, in thousandths.
pub(crate) type Evidence = [i32; Rival::COUNT];

/// What is added to the sums against each rival, for each kind of pairs.
pub(crate) type Offsets = [Evidence; PairKind::ALL.len()];

/// The weight against what a pair cannot be: more than any evidence.
const NEVER: i32 = 1_000_000_000;

/// The weights of a model for one comparison, ready for adding.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LevelWeights {
    /// log2(m / u) against each rival, in thousandths.
    pub(crate) weights: Evidence,
    /// The kind of value whose rarity is added, and how many thousandths of it.
    pub(crate) term: Option<(Term, Evidence)>,
}

/// The most levels that a comparison has, the level 0 of "not comparable" included.
pub(crate) const LEVELS: usize = 21;

/// The weights of all levels, by the numbers of comparison and level.
pub(crate) fn weights(model: &Model) -> [[LevelWeights; LEVELS]; COMPARISONS] {
    Comparison::ALL.map(|comparison| {
        let given = model.comparisons.get(&comparison).map_or(&[][..], Vec::as_slice);
        let mut weights = [LevelWeights::default(); LEVELS];
        for (i, (place, default)) in weights.iter_mut().skip(1).zip(comparison.defaults()).enumerate() {
            let (m, u) = given.get(i).map_or((default.m, default.u), |level| (level.m, level.u));
            *place = LevelWeights { weights: u.map(|u| log2_thousandths(m / u)), term: default.term };
        }
        weights
    })
}
