//! [`Relation`]: two records that share much and are not one.

use super::block::CHUNK;
use super::compare::{Comparison, at};
use super::pair::{Outcomes, Scorer, Weighed, level};
use super::parallel::{chunks, each, each_of};
use super::records::Records;
use super::resolution::Resolution;
use super::rival::Rival;
use super::score::MatchWeight;
use std::cmp::Reverse;
use std::fmt;
use std::ops::RangeInclusive;

/// What two records are to each other that are of two people or organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RelationKind {
    /// People of one family or household.
    Household,
    /// People who work at one organization.
    Colleagues,
    /// A person and the organization that they work at.
    Employer,
    /// Branches of one organization, or a parent company and its branch.
    Branches,
    /// Organizations in one house.
    Neighbors,
    /// A phone number or e-mail address in common, and nothing that tells why.
    SharedLine,
}

impl fmt::Display for RelationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Household => "household",
            Self::Colleagues => "colleagues",
            Self::Employer => "employer",
            Self::Branches => "branches",
            Self::Neighbors => "neighbors",
            Self::SharedLine => "shared_line",
        })
    }
}

/// Two records that share much and are not one: to be shown, never to be merged.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Relation {
    /// The row whose record comes first in the order of keys.
    pub left: u32,
    /// The other row.
    pub right: u32,
    /// What the two are to each other.
    pub kind: RelationKind,
    /// How much more probable what they share is among pairs of this kind than among strangers, as log2, less what makes
    /// such pairs rarer than strangers; of a shared line how much rarer than sharing it by chance.
    pub weight: MatchWeight,
    /// What they share that says so, the most telling first.
    pub evidence: Vec<Shared>,
}

/// What two records of a relation share.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Shared {
    /// The comparison.
    pub comparison: Comparison,
    /// What the values have in common.
    pub level: String,
    /// How much that speaks for the relation.
    pub weight: MatchWeight,
}

impl fmt::Display for Relation {
    /// The kind and what it rests on: `household: address same house, family name equal`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        let separators = std::iter::once(": ").chain(std::iter::repeat(", "));
        self.evidence
            .iter()
            .zip(separators)
            .try_for_each(|(shared, separator)| write!(f, "{separator}{} {}", shared.comparison, shared.level))
    }
}

/// How many kinds of relations there are.
const KINDS: usize = RelationKind::SharedLine as usize + 1;

/// The least weight of a relation, in thousandths of a bit: sixteen times as probable as strangers.
const LEAST: i32 = 4_000;

/// A relation before its evidence is told.
struct Found {
    weight: i32,
    left: u32,
    right: u32,
    rival: Rival,
    kind: RelationKind,
}

impl Resolution {
    /// The pairs that share much and are not one, as the matcher has them: of the candidates in different clusters those
    /// that a household, colleagues, a company and its branches, or a house explain better than chance does. Each record is
    /// in `most` relations of each kind at most, of which the strongest are chosen first; they come in the order of keys.
    ///
    /// Scores all candidates once more, and costs nothing to those who do not ask. `records` are those that were resolved.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field, PersonName, PostalAddress};
    /// use contactkit::matching::{Matcher, Records, RelationKind};
    ///
    /// let mut records = Records::new();
    /// for (id, given, family, street) in [
    ///     ("1", "Ada", "Byron", "12 High St"),
    ///     ("2", "Max", "Byron", "12 High St"),
    ///     ("3", "Eve", "Roe", "7 Low Rd"),
    ///     ("4", "Tom", "Lee", "3 Mill Ln"),
    ///     ("5", "Ann", "Orr", "9 Park Ave"),
    /// ] {
    ///     let mut contact = Contact::person(id);
    ///     contact.names.push(Field::of(PersonName::new(given, family)));
    ///     let mut address = PostalAddress::default();
    ///     address.street = Some(street.to_owned());
    ///     contact.addresses.push(Field::of(address));
    ///     records.push(&contact);
    /// }
    /// let relations = Matcher::new().resolve(&records).relations(&records, 10);
    /// assert_eq!((relations[0].left, relations[0].right), (0, 1));
    /// assert_eq!(relations[0].kind, RelationKind::Household);
    /// ```
    pub fn relations(&self, records: &Records, most: usize) -> Vec<Relation> {
        let scorer = Scorer::new(&self.model, records);
        let ranks = records.ranks();
        let blocks = self.blocks(records, &ranks);
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or_default();
        let mut found: Vec<Found> = Vec::new();
        for chunk in chunks(0..blocks.len(), CHUNK) {
            let of_blocks = each(chunk, |block| {
                let mut of_block = Vec::new();
                blocks.pairs(block, |a, b| {
                    let (left, right) = if rank(a) < rank(b) { (a, b) } else { (b, a) };
                    if self.clusters.of(left) != self.clusters.of(right) {
                        of_block.extend(Found::of(&scorer, left, right));
                    }
                });
                of_block
            });
            found.extend(of_blocks.into_iter().flatten());
        }
        found.sort_unstable_by_key(|found| (Reverse(found.weight), rank(found.left), rank(found.right)));
        let mut counts = vec![[0; KINDS]; records.len()];
        found.retain(|&Found { left, right, kind, .. }| {
            let count = |row: u32| counts.get(row as usize).and_then(|counts| counts.get(kind as usize)).copied();
            let has_room = [left, right].into_iter().all(|row| count(row).is_some_and(|count| count < most));
            for row in [left, right].into_iter().filter(|_| has_room) {
                let count = counts.get_mut(row as usize).and_then(|counts| counts.get_mut(kind as usize));
                count.into_iter().for_each(|count| *count += 1);
            }
            has_room
        });
        found.sort_unstable_by_key(|found| (rank(found.left), rank(found.right)));
        each_of(&found, |found| found.relation(&scorer))
    }
}

impl Found {
    /// What explains a pair better than chance, and how much better.
    fn of(scorer: &Scorer<'_>, left: u32, right: u32) -> Option<Self> {
        let outcomes = scorer.compare(left, right);
        let Weighed { weight, rival } = scorer.weigh(&outcomes);
        let line = line(scorer, &outcomes);
        let kind = match rival {
            _ if line.is_some() => RelationKind::SharedLine,
            Rival::Strangers | Rival::Namesakes => return None,
            Rival::Relatives => RelationKind::Household,
            Rival::Colleagues if level(&outcomes, Comparison::Kind) > 0 => RelationKind::Employer,
            Rival::Colleagues => RelationKind::Colleagues,
            Rival::Neighbors => RelationKind::Neighbors,
            Rival::Branches => RelationKind::Branches,
        };
        let weight = line.unwrap_or_else(|| {
            let [chance, ..] = scorer.evidence(&outcomes);
            chance.saturating_add(scorer.offset(Rival::Strangers, &outcomes)).saturating_sub(weight.thousandths())
        });
        (weight >= LEAST).then_some(Self { weight, left, right, rival, kind })
    }

    /// Tells what a relation rests on: of what the two have in common what speaks for their kind.
    fn relation(&self, scorer: &Scorer<'_>) -> Relation {
        let &Self { weight, left, right, rival, kind } = self;
        let parts = Comparison::ALL.into_iter().zip(scorer.compare(left, right));
        let mut evidence: Vec<Shared> = parts
            .filter_map(|(comparison, outcome)| {
                let name = comparison.defaults().get(usize::from(outcome.level).checked_sub(1)?)?.name;
                let alike = scorer.part(comparison, outcome, Rival::Strangers);
                let explained =
                    if kind == RelationKind::SharedLine { 0 } else { scorer.part(comparison, outcome, rival) };
                let weight = alike - explained;
                let shared =
                    Shared { comparison, level: name.to_owned(), weight: MatchWeight::from_thousandths(weight) };
                (alike > 0 && weight > 0).then_some(shared)
            })
            .collect();
        evidence.sort_by_key(|shared| (Reverse(shared.weight), shared.comparison));
        Relation { left, right, kind, weight: MatchWeight::from_thousandths(weight), evidence }
    }
}

/// What a number or a mailbox tells strangers from, if it is all that two records share: neither a name, nor a house, nor
/// an employer.
fn line(scorer: &Scorer<'_>, outcomes: &Outcomes) -> Option<i32> {
    use at::{address, email, family, organization, phone};
    let is = |comparison, levels: RangeInclusive<u8>| levels.contains(&level(outcomes, comparison));
    let shares_more = is(Comparison::FamilyName, family::EQUAL..=family::SIMILAR)
        || is(Comparison::Address, address::SAME_HOUSE..=address::HOUSE_ELSEWHERE)
        || is(Comparison::Organization, organization::EQUAL..=organization::SIMILAR)
        || is(Comparison::OrganizationName, organization::EQUAL..=organization::SIMILAR)
        || email::OF_COMPANY.contains(&level(outcomes, Comparison::Email));
    let lines =
        [(Comparison::Phone, phone::EQUAL..=phone::OTHER_EXTENSION), (Comparison::Email, email::EQUAL..=email::ROLE)];
    let shared = lines.into_iter().filter(|(comparison, levels)| is(*comparison, levels.clone()));
    let outcome = |comparison: Comparison| outcomes.get(comparison as usize).copied().unwrap_or_default();
    let weights = shared.map(|(comparison, _)| scorer.part(comparison, outcome(comparison), Rival::Strangers));
    weights.max().filter(|_| !shares_more)
}
