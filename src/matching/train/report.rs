//! [`Training`]: what a model was trained on, and how much of it comes from the records.

use super::super::compare::Comparison;
use super::super::score::Model;
use super::{Counts, DRIFT, Judge, MATCH, PRIOR_PAIRS, Sample, whole};
use std::collections::BTreeMap;
use std::fmt;

/// What a model was trained on, and how much of it comes from the records.
///
/// ```
/// use contactkit::contact::{Contact, Field, PersonName};
/// use contactkit::matching::{Comparison, Matcher, Records};
///
/// let mut records = Records::new();
/// for (id, given) in [("1", "Robert"), ("2", "Bob")] {
///     let mut contact = Contact::person(id);
///     contact.names.push(Field::of(PersonName::new(given, "Doe")));
///     records.push(&contact);
/// }
/// let training = Matcher::new().resolve(&records).training.unwrap();
/// assert_eq!(training.candidate_pairs, 1);
/// assert!(training.missing.contains(&Comparison::Phone));
/// println!("{training}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Training {
    /// How often pairs were counted.
    pub rounds: u32,
    /// Whether the last round hardly changed how many pairs of each kind there are.
    pub settled: bool,
    /// How many candidate pairs it was trained on.
    pub candidate_pairs: u64,
    /// Of how many candidate pairs one was taken, by a hash.
    pub one_in: u64,
    /// How many random pairs it was trained on.
    pub random_pairs: u64,
    /// How many pairs that people have decided it was trained on.
    pub decided_pairs: u64,
    /// How many of the candidate pairs are matches with a probability of at least 0.9.
    pub sure_matches: u64,
    /// How many of the candidate pairs are matches with a probability between 0.1 and 0.9.
    pub unsure_pairs: u64,
    /// What no two records of a pair have: the records say nothing about it.
    pub missing: Vec<Comparison>,
    /// What so few matches have that the default counts for more than the records.
    pub scarce: Vec<Comparison>,
    /// Levels that hardly a pair has, of the other comparisons: their weight is the default, or its lower limit.
    pub rare_levels: BTreeMap<Comparison, Vec<String>>,
    /// Levels whose m the records would move further from the default than is believed.
    pub limited_levels: BTreeMap<Comparison, Vec<String>>,
}

/// Levels of fewer pairs are rare.
const RARE: f64 = 5.0;

/// Of fewer sure and unsure pairs nothing is said.
const FEW: u64 = 20;

/// A pair with a probability between this and what is left to 1 is unsure.
const UNSURE: f64 = 0.1;

impl Training {
    /// What somebody should know who relies on the model, in plain words. Mostly there is nothing.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.settled {
            warnings.push(format!("training had not settled after {} rounds", self.rounds));
        }
        let [sure, unsure] = [self.sure_matches, self.unsure_pairs];
        if unsure > sure && sure + unsure >= FEW {
            warnings.push(format!(
                "matches can hardly be told from other pairs: {unsure} pairs are unsure, {sure} are sure matches"
            ));
        }
        warnings
    }

    /// Tells of a model that was trained from another.
    pub(super) fn tell(&mut self, model: &Model, start: &Model, sample: &Sample) {
        let judge = Judge::of(model);
        let probabilities = || sample.candidates.iter().map(|vector| judge.judge(vector).1);
        self.one_in = sample.step;
        self.candidate_pairs = sample.candidates.len() as u64;
        self.decided_pairs = sample.decided.iter().map(Vec::len).sum::<usize>() as u64;
        self.sure_matches = probabilities().filter(|&probability| probability >= 1.0 - UNSURE).count() as u64;
        let is_unsure = |probability: &f64| (UNSURE..1.0 - UNSURE).contains(probability);
        self.unsure_pairs = probabilities().filter(is_unsure).count() as u64;
        let counts = Counts::of(model, sample);
        let all = counts.all();
        let parts = all.iter().zip(&counts.clear).zip(&counts.decided);
        for (&comparison, ((all, clear), decided)) in Comparison::ALL.iter().zip(parts) {
            // a single level tells nothing of what it is missing for
            let defaults = comparison.defaults();
            if defaults.len() < 2 {
                continue;
            }
            let matches =
                [clear, decided].into_iter().flat_map(|of| of.iter().skip(1)).filter_map(|kinds| kinds.get(MATCH));
            let pairs = |level: usize| whole([all, decided].iter().filter_map(|of| of.get(level)).flatten().sum());
            if (1..=defaults.len()).all(|level| pairs(level) == 0.0) {
                self.missing.push(comparison);
                continue;
            }
            if whole(matches.sum()) < PRIOR_PAIRS {
                self.scarce.push(comparison);
                continue;
            }
            let trained = model.comparisons.get(&comparison).into_iter().flatten();
            let before = start.comparisons.get(&comparison).into_iter().flatten();
            for (number, (level, before)) in (1..).zip(trained.zip(before)) {
                let drift = (level.m / before.m).max(before.m / level.m);
                let list = if pairs(number) < RARE {
                    &mut self.rare_levels
                } else if (drift / DRIFT - 1.0).abs() < 1e-5 {
                    &mut self.limited_levels
                } else {
                    continue;
                };
                list.entry(comparison).or_default().push(level.name.clone());
            }
        }
    }
}

impl fmt::Display for Training {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rounds, candidate_pairs, one_in, random_pairs, decided_pairs, sure_matches, unsure_pairs, .. } =
            self;
        write!(f, "trained on {candidate_pairs} candidate pairs (one in {one_in}), {random_pairs} random pairs ")?;
        writeln!(f, "and {decided_pairs} pairs that people have decided, in {rounds} rounds")?;
        write!(f, "{sure_matches} candidate pairs are sure matches, {unsure_pairs} are unsure")?;
        let names = |comparisons: &[Comparison]| comparisons.iter().map(|one| one.name().to_owned()).collect();
        let levels = |levels: &BTreeMap<Comparison, Vec<String>>| {
            levels.iter().map(|(comparison, levels)| format!("{comparison} ({})", levels.join(", "))).collect()
        };
        let lists: [(&str, Vec<String>); 4] = [
            ("no pair has", names(&self.missing)),
            ("too few matches to learn much of", names(&self.scarce)),
            ("levels that hardly a pair has", levels(&self.rare_levels)),
            ("levels held near the default", levels(&self.limited_levels)),
        ];
        for (title, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            write!(f, "\n{title}: {}", list.join(", "))?;
        }
        self.warnings().iter().try_for_each(|warning| write!(f, "\nwarning: {warning}"))
    }
}
