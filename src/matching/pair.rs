//! [`Scorer`]: a model made ready for the records at hand. Two rows come in, the weight of their evidence goes out.

mod least;
mod row;
mod steps;

use super::common_names;
use super::compare::{COMPARISONS, Comparison, Outcome, TERMS, Term, at};
use super::frequencies::{EmailRarities, KnownCounts, ValueCounts};
use super::origins::NameOrigins;
use super::parallel::each;
use super::records::Records;
use super::rival::{PairKind, Rival};
use super::score::{self, Decision, Evidence, LEVELS, LevelWeights, MatchProbability, MatchWeight, Model, Offsets};
use crate::contact::Contact;
use least::Least;
use row::{Fields, Row};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use steps::Asker;

/// The outcome of every comparison of a pair, by the number of the comparison.
pub(crate) type Outcomes = [Outcome; COMPARISONS];

/// The weights of all levels, by the numbers of comparison and level.
type Levels = [[LevelWeights; LEVELS]; COMPARISONS];

/// What training needs of a pair: its levels, and what its values' rarities add against each rival.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vector {
    pub(crate) levels: [u8; COMPARISONS],
    pub(crate) rarities: Evidence,
    pub(crate) kind: PairKind,
}

impl Vector {
    /// Whether names were compared, of people or of organizations.
    pub(crate) fn is_named(&self) -> bool {
        let names = [Comparison::GivenName, Comparison::FamilyName, Comparison::OrganizationName];
        names.into_iter().any(|comparison| self.levels.get(comparison as usize).is_some_and(|&level| level > 0))
    }
}

/// A model made ready for the records at hand: table look-ups and additions of integers are all that is left.
pub(crate) struct Scorer<'a> {
    records: Cow<'a, Records>,
    rows: Vec<Row>,
    levels: Levels,
    offsets: Offsets,
    /// Which rivals the records have a number of.
    frequent: [bool; Rival::COUNT],
    rarities: [Vec<i32>; TERMS],
    /// The most that a value of each kind of term can be rarer than others.
    rarest: [i32; TERMS],
    email_rarities: Option<EmailRarities>,
    /// Whether a rare name alone makes a match, and which names are not rare.
    names_alone: bool,
    common_names: FxHashSet<String>,
    least: Least,
    thresholds: [i64; 2],
    prior: i64,
}

/// How much more evidence a match needs, in thousandths of a bit, where something contradicts it that no slip of typing
/// explains.
const CONTRADICTED: i64 = 5_000;

/// How many pairs of a rival for each record are more than a few.
const FREQUENT: f64 = 0.02;

/// No pair counts for or against a cluster with more than this many thousandths of a bit, but for one that contradicts.
const TOGETHER: i64 = 10_000;

/// Says more against a cluster than the few hundred pairs that are looked at can say for it.
const APART: i64 = -1_000 * TOGETHER;

/// What speaks against a pair disagrees if it is more than this many thousandths of a bit.
const DISAGREEMENT: i32 = 1_000;

/// The weight of a pair, and against which rival it is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weighed {
    pub(crate) weight: MatchWeight,
    pub(crate) rival: Rival,
}

impl<'a> Scorer<'a> {
    /// Prepares a model. Linear in the number of distinct values.
    pub(crate) fn new(model: &Model, records: &'a Records) -> Self {
        Self::counted(model, records, &ValueCounts::known(&model.frequencies, records))
    }

    /// Prepares a model for values that have been counted.
    pub(crate) fn counted(model: &Model, records: &'a Records, counts: &ValueCounts) -> Self {
        Self::of(model, Cow::Borrowed(records), counts, &NameOrigins::of(&model.origins))
    }

    fn of(model: &Model, records: Cow<'a, Records>, counts: &ValueCounts, origins: &NameOrigins) -> Self {
        let rarities = Term::ALL.map(|term| match model.frequencies.get(&term) {
            // these follow
            Some(_) if term == Term::Email => Vec::new(),
            Some(frequencies) => frequencies.rarities(term, counts.of_term(term)),
            None => Vec::new(),
        });
        let domains = model.frequencies.get(&Term::EmailDomain);
        let mut scorer = Self {
            rows: {
                let together = origins.of_records(&records);
                each(0..records.len(), |row| Row::of(&records, u32::try_from(row).unwrap_or(u32::MAX), &together))
            },
            levels: score::weights(model),
            offsets: model.offsets(),
            least: Least::default(),
            frequent: frequent(model),
            rarities,
            rarest: Term::ALL
                .map(|term| model.frequencies.get(&term).map_or(0, |frequencies| frequencies.rarest(term))),
            email_rarities: domains.map(|domains| EmailRarities::new(domains, &records, counts)),
            names_alone: model.names_alone,
            common_names: model.common_names.keys().cloned().collect(),
            records,
            thresholds: model.thresholds(),
            prior: model.prior(),
        };
        scorer.weigh_emails(model, 0);
        scorer.least = scorer.least_sums();
        scorer
    }

    /// How many bytes a scorer of records takes: their rows, and the rarities of their values, of which e-mail addresses
    /// have two numbers more.
    pub(crate) fn memory(records: &Records) -> usize {
        let values: usize = Term::ALL.iter().map(|term| term.values(records)).sum();
        let emails = Term::Email.values(records);
        records.len() * size_of::<Row>() + values * size_of::<i32>() + emails * (size_of::<u32>() + size_of::<f64>())
    }

    /// Weighs the e-mail addresses from a number on, the last ones, by what of them may be chance.
    fn weigh_emails(&mut self, model: &Model, from: usize) {
        let emails = model.frequencies.get(&Term::Email);
        let level = model.comparisons.get(&Comparison::Email).and_then(|levels| levels.first());
        if let (Some(rarities), Some(emails), Some(level)) = (&self.email_rarities, emails, level)
            && let Some(place) = self.rarities.get_mut(Term::Email as usize)
        {
            let [strangers, ..] = level.u;
            place.truncate(from);
            place.extend(rarities.among(emails, strangers / emails.shared(Term::Email).unwrap_or(1.0), from));
        }
    }

    /// What a pair must weigh to matter.
    fn least_sums(&self) -> Least {
        let [sure, possible] = self.thresholds;
        Least::of(&self.levels, &self.rarest, &self.offsets, sure.min(possible))
    }

    /// The records that are compared.
    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    /// How probable a match is at a weight.
    pub(crate) fn probability(&self, weight: MatchWeight) -> MatchProbability {
        MatchProbability::of_evidence(self.log_odds(weight))
    }

    /// log2 of the odds of a match at a weight, in thousandths.
    pub(crate) fn log_odds(&self, weight: MatchWeight) -> i64 {
        i64::from(weight.thousandths()) + self.prior
    }

    /// What two records say for being in one cluster, in thousandths of a bit: log2 of the odds of a match, within
    /// limits, so that no pair decides alone, but for one that is contradicted and no match in spite of it: no chain
    /// brings senior and junior together. Of what speaks against two strangers most is only that few pairs match: it counts by half, and not at all
    /// where nothing in the two disagrees, however little they share.
    pub(crate) fn say_together(&self, left: u32, right: u32) -> i64 {
        let outcomes = self.compare(left, right);
        let weighed = self.weigh(&outcomes);
        let log_odds = self.log_odds(weighed.weight).clamp(-TOGETHER, TOGETHER);
        if Self::is_contradicted(&outcomes) {
            let is_match = self.decide(weighed, &outcomes) == Decision::Match;
            return if is_match { log_odds - CONTRADICTED } else { APART };
        }
        if !weighed.rival.is_chance() {
            return log_odds;
        }
        let parts = Comparison::ALL.into_iter().zip(outcomes);
        let against: i32 =
            parts.map(|(comparison, outcome)| self.part(comparison, outcome, weighed.rival).min(0)).sum();
        log_odds.max(if against < -DISAGREEMENT { -TOGETHER / 2 } else { 0 })
    }

    /// The weight of a pair and what is decided of it, if it is no clear non-match: as soon as the rest cannot make it
    /// more, comparing ends.
    pub(crate) fn judge(&self, left: u32, right: u32) -> Option<(MatchWeight, Decision)> {
        let pair = self.pair(left, right)?;
        // the kind against which it weighs most, until its place was compared
        let kind = if pair.are_named_organizations() { PairKind::Unplaced } else { PairKind::People };
        let mut trial = Trial { scorer: self, kind, outcomes: Outcomes::default(), sums: Evidence::default() };
        if !self.compare_for(&pair, &mut trial) {
            return None;
        }
        let weighed = Self::against_likeliest(&self.offsets, &trial.sums, kind_of(&trial.outcomes));
        let decision = self.decide(weighed, &trial.outcomes);
        (decision != Decision::NonMatch).then_some((weighed.weight, decision))
    }

    /// What is decided of a pair of this weight.
    pub(crate) fn decide(&self, weighed: Weighed, outcomes: &Outcomes) -> Decision {
        let [sure, possible] = self.thresholds;
        let weight = i64::from(weighed.weight.thousandths());
        let is_contradicted = Self::is_contradicted(outcomes) || self.is_another(weighed.rival, outcomes);
        let is_name_alone = !self.corroborated(outcomes);
        let more = if is_contradicted { CONTRADICTED } else { 0 };
        let is_name_enough = || {
            let differs = level(outcomes, Comparison::GivenName) >= at::given::OTHER_GIVEN
                || level(outcomes, Comparison::FamilyName) == at::family::DIFFERENT;
            self.names_alone && !is_contradicted && !differs && !self.is_common_name(outcomes)
        };
        if weight >= sure + more && (!is_name_alone || is_name_enough()) {
            Decision::Match
        } else if weight >= possible {
            Decision::PossibleMatch
        } else {
            Decision::NonMatch
        }
    }

    /// Whether two people are senior and junior, or have different fathers.
    fn is_contradicted(outcomes: &Outcomes) -> bool {
        use at::{middle, plain};
        level(outcomes, Comparison::Generation) == plain::DIFFERENT
            || level(outcomes, Comparison::MiddleName) == middle::OTHER_FATHER
    }

    /// Whether two people have different given names where the records have relatives or colleagues: twins and spouses
    /// have everything else in common.
    fn is_another(&self, rival: Rival, outcomes: &Outcomes) -> bool {
        // who shares a family name may be of one family
        let rival = if rival == Rival::Namesakes { Rival::Relatives } else { rival };
        let is_frequent = self.frequent.get(rival as usize).is_some_and(|&frequent| frequent);
        is_frequent && level(outcomes, Comparison::GivenName) == at::given::DIFFERENT
    }

    /// Whether more than a name speaks for the pair: many people have the same name.
    fn corroborated(&self, outcomes: &Outcomes) -> bool {
        use Comparison::{FamilyName, Gender, Generation, GivenName, MiddleName, NameOrder, OrganizationName};
        let names = [GivenName, MiddleName, FamilyName, NameOrder, Generation, Gender, OrganizationName];
        let rest = Comparison::ALL.iter().zip(outcomes).filter(|(comparison, _)| !names.contains(comparison));
        rest.map(|(&comparison, &outcome)| self.part(comparison, outcome, Rival::Strangers).max(0)).sum::<i32>() >= 2000
    }

    /// Whether many have the name of one of the two.
    fn is_common_name(&self, outcomes: &Outcomes) -> bool {
        let values = |comparison: Comparison| outcomes.get(comparison as usize).copied().unwrap_or_default().values;
        let mut names = values(Comparison::GivenName).into_iter().zip(values(Comparison::FamilyName));
        let text = |number: u32| self.records().name_values.text(number);
        names.any(|(given, family)| self.common_names.contains(&common_names::key([given, family].map(text))))
    }

    /// Says whether a rare name alone makes a match.
    pub(crate) fn let_names_decide(&mut self, names_alone: bool) {
        self.names_alone = names_alone;
    }

    /// The weight of one comparison's outcome against a rival, in thousandths.
    pub(crate) fn part(&self, comparison: Comparison, outcome: Outcome, rival: Rival) -> i32 {
        self.parts(comparison, outcome).get(rival as usize).copied().unwrap_or_default()
    }

    /// What of it comes from how rare or common the values are, in thousandths.
    pub(crate) fn rarity(&self, comparison: Comparison, outcome: Outcome, rival: Rival) -> i32 {
        self.rarities(comparison, outcome).unwrap_or_default().get(rival as usize).copied().unwrap_or_default()
    }

    /// The weights of one comparison's outcome against all rivals, in thousandths.
    fn parts(&self, comparison: Comparison, outcome: Outcome) -> Evidence {
        let Some(level) = self.level(comparison, outcome) else { return Evidence::default() };
        match level.term {
            Some(term) => add(level.weights, self.rarities_of(level, term, outcome)),
            None => level.weights,
        }
    }

    /// What of them comes from how rare or common the values are, in thousandths; nothing where it does not matter.
    fn rarities(&self, comparison: Comparison, outcome: Outcome) -> Option<Evidence> {
        let level = self.level(comparison, outcome)?;
        level.term.map(|term| self.rarities_of(level, term, outcome))
    }

    fn rarities_of(&self, level: &LevelWeights, (term, shares): (Term, Evidence), outcome: Outcome) -> Evidence {
        let rarities = self.rarities.get(term as usize);
        let rarity = |number: u32| rarities.and_then(|all| all.get(number as usize)).copied().unwrap_or_default();
        let [left, right] = outcome.values;
        // two places that few write so are a slip of typing apart, and may both be meant for one that is common
        let most = if term == Term::Place { 0 } else { i32::MAX };
        let rarity = if left == right { rarity(left) } else { rarity(left).min(rarity(right)).min(most) };
        let less = i32::from(outcome.less);
        let mut rarities = shares.map(|share| (rarity - less) * share / 1000);
        if less > 0
            && let ([.., namesakes], [of_strangers, .., of_namesakes]) = (&mut rarities, level.weights)
        {
            // on the average the u of namesakes has it already
            *namesakes += (of_strangers - of_namesakes).max(0);
        }
        rarities
    }

    fn level(&self, comparison: Comparison, outcome: Outcome) -> Option<&LevelWeights> {
        self.levels.get(comparison as usize)?.get(usize::from(outcome.level))
    }

    /// The weight of the outcomes: that against the rival which explains them best.
    pub(crate) fn weigh(&self, outcomes: &Outcomes) -> Weighed {
        Self::against_likeliest(&self.offsets, &self.evidence(outcomes), kind_of(outcomes))
    }

    /// The sums of the outcomes' weights against each rival.
    pub(crate) fn evidence(&self, outcomes: &Outcomes) -> Evidence {
        let parts = Comparison::ALL.into_iter().zip(outcomes).filter(|(_, outcome)| outcome.level > 0);
        parts.fold(Evidence::default(), |sums, (comparison, &outcome)| add(sums, self.parts(comparison, outcome)))
    }

    /// What training needs of the outcomes.
    pub(crate) fn vector(&self, outcomes: &Outcomes) -> Vector {
        let mut levels = [0; COMPARISONS];
        let mut rarities = Evidence::default();
        for ((&comparison, outcome), place) in Comparison::ALL.iter().zip(outcomes).zip(&mut levels) {
            *place = outcome.level;
            if let Some(more) = self.rarities(comparison, *outcome) {
                rarities = add(rarities, more);
            }
        }
        Vector { levels, rarities, kind: kind_of(outcomes) }
    }

    /// The least of the weights against each rival that the pair can be, how rare its pairs are counted in.
    pub(crate) fn against_likeliest(offsets: &Offsets, evidence: &Evidence, kind: PairKind) -> Weighed {
        let offsets = offsets.get(kind as usize).copied().unwrap_or_default();
        let against = Rival::ALL.into_iter().zip(evidence).zip(offsets);
        let weights = against.map(|((rival, sum), offset)| {
            let weight = MatchWeight::from_thousandths(sum.saturating_add(offset));
            Weighed { weight, rival }
        });
        weights
            .min_by_key(|weighed| weighed.weight)
            .unwrap_or(Weighed { weight: MatchWeight::default(), rival: Rival::Strangers })
    }

    /// Takes over what was trained of a model whose frequencies are the same.
    pub(crate) fn retrained(&mut self, model: &Model) {
        self.levels = score::weights(model);
        self.offsets = model.offsets();
        self.frequent = frequent(model);
        self.thresholds = model.thresholds();
        self.prior = model.prior();
        self.weigh_emails(model, 0);
        self.least = self.least_sums();
    }

    /// What is added against a rival because its pairs are rarer than pairs of strangers, in thousandths.
    pub(crate) fn offset(&self, rival: Rival, outcomes: &Outcomes) -> i32 {
        let offsets = self.offsets.get(kind_of(outcomes) as usize);
        offsets.and_then(|offsets| offsets.get(rival as usize)).copied().unwrap_or_default()
    }
}

/// Who wants to know what is decided of a pair.
struct Trial<'s> {
    scorer: &'s Scorer<'s>,
    kind: PairKind,
    outcomes: Outcomes,
    /// The sums of the weights so far.
    sums: Evidence,
}

impl Asker for Trial<'_> {
    #[inline]
    fn take(&mut self, comparison: Comparison, outcome: Outcome) {
        if outcome.level > 0 {
            self.outcomes.take(comparison, outcome);
            self.sums = add(self.sums, self.scorer.parts(comparison, outcome));
        }
    }

    #[inline]
    fn wants(&self, open: Fields) -> bool {
        self.scorer.least.is_in_reach(&self.sums, self.kind, open)
    }
}

impl Scorer<'static> {
    /// Prepares a model for records, and for others that come one by one.
    pub(crate) fn growing(model: &Model, records: Records, known: &KnownCounts) -> Self {
        let counts = known.of_all(&records);
        Self::of(model, Cow::Owned(records), &counts, &known.origins)
    }

    /// Adds a contact and returns the number of its row.
    pub(crate) fn push(&mut self, contact: &Contact, model: &Model, known: &KnownCounts) -> u32 {
        let records = self.records.to_mut();
        let row = records.push(contact);
        let together = |parts: [u32; 2]| {
            let [given, family] = parts.map(|part| records.name_values.text(part));
            known.origins.together(given, family)
        };
        self.rows.push(Row::of(records, row, together));
        let weighed_alike = Term::ALL.into_iter().zip(&mut self.rarities).filter(|(term, _)| *term != Term::Email);
        for (term, rarities) in weighed_alike {
            if let Some(frequencies) = model.frequencies.get(&term) {
                rarities.extend(frequencies.rarities(term, &known.counts(term, records, rarities.len())));
            }
        }
        if let Some((emails, domains)) = self.email_rarities.as_mut().zip(model.frequencies.get(&Term::EmailDomain)) {
            let from = emails.grow(domains, records, known);
            self.weigh_emails(model, from);
        }
        row
    }

    /// Takes the last row away.
    pub(crate) fn pop(&mut self) {
        self.records.to_mut().pop();
        self.rows.pop();
    }
}

/// The rivals of which there are more than a few pairs in a hundred records.
fn frequent(model: &Model) -> [bool; Rival::COUNT] {
    Rival::ALL
        .map(|rival| !rival.is_chance() && model.rivals_per_record.get(&rival).is_some_and(|&share| share > FREQUENT))
}

/// What a pair with these outcomes is weighed as.
fn kind_of(outcomes: &Outcomes) -> PairKind {
    let is_compared = |comparison| level(outcomes, comparison) > 0;
    match () {
        () if !is_compared(Comparison::OrganizationName) => PairKind::People,
        () if is_compared(Comparison::Address) || is_compared(Comparison::Phone) => PairKind::Organizations,
        () => PairKind::Unplaced,
    }
}

/// The level of a comparison.
pub(crate) fn level(outcomes: &Outcomes, comparison: Comparison) -> u8 {
    outcomes.get(comparison as usize).map_or(0, |outcome| outcome.level)
}

fn add(mut sums: Evidence, parts: Evidence) -> Evidence {
    sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
    sums
}
