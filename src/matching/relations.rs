//! [`Relation`]: two records that share much and are not one.

mod company;

use super::block::CHUNK;
use super::compare::{Comparison, at};
use super::pair::{Outcomes, Scorer, Weighed, level};
use super::parallel::{chunks, each, each_of};
use super::records::{Records, by_rank};
use super::resolution::Resolution;
use super::rival::Rival;
use super::score::MatchWeight;
use super::values::NONE;
use crate::contact::ContactKind;
use company::Companies;
use std::cmp::Reverse;
use std::fmt;
use std::ops::RangeInclusive;

/// What two records are to each other that are of two people or organizations: what the left one is to the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RelationKind {
    /// People of one family or household.
    Household,
    /// People who work at one organization.
    Colleagues,
    /// An organization, to the left, and a person who works there.
    Employer,
    /// An organization, to the left, and a branch of it: the branch has the organization's name and says that it is a branch,
    /// or in which country, or has the town behind it in which it is and the organization is not.
    ParentCompany,
    /// Branches of one organization, or organizations of one group whose names do not say which is the parent.
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
            Self::ParentCompany => "parent_company",
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
    /// The row of the employer or parent company; of two who are the same to each other, that whose record comes first in the
    /// order of keys.
    pub left: u32,
    /// The other row.
    pub right: u32,
    /// What the left one is to the right one.
    pub kind: RelationKind,
    /// How much more probable what they share is among pairs of this kind than among strangers, as log2, less what makes
    /// such pairs rarer than strangers; where nothing but a line says so, how much rarer than sharing it by chance.
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
    /// The left one and the right one.
    rows: [u32; 2],
    rival: Rival,
    kind: RelationKind,
}

/// What relations are told by.
struct Search<'a> {
    scorer: Scorer<'a>,
    companies: Companies<'a>,
}

impl Resolution {
    /// The pairs that share much and are not one, as the matcher has them: of the candidates in different clusters those
    /// that a household, colleagues, a company and its branches, or a house explain better than chance does. Each record is
    /// in `most` relations of each kind at most, of which the strongest are chosen first; they come in the order of the keys of
    /// their records.
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
        let search = Search { scorer: Scorer::new(&self.model, records), companies: Companies::new(records) };
        let ranks = records.ranks();
        let blocks = self.blocks(records, &ranks);
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or_default();
        let ranks_of = |found: &Found| {
            let [left, right] = found.rows.map(rank);
            (left.min(right), left.max(right))
        };
        let mut found: Vec<Found> = Vec::new();
        for chunk in chunks(0..blocks.len(), CHUNK) {
            let of_blocks = each(chunk, |block| {
                let mut of_block = Vec::new();
                blocks.pairs(block, |a, b| {
                    let (left, right) = by_rank(&ranks, a, b);
                    if self.clusters.of(left) != self.clusters.of(right) {
                        of_block.extend(search.relation(left, right));
                    }
                });
                of_block
            });
            found.extend(of_blocks.into_iter().flatten());
        }
        found.sort_unstable_by_key(|found| (Reverse(found.weight), ranks_of(found)));
        let mut counts = vec![[0; KINDS]; records.len()];
        found.retain(|&Found { rows, kind, .. }| {
            let count = |row: u32| counts.get(row as usize).and_then(|counts| counts.get(kind as usize)).copied();
            let has_room = rows.into_iter().all(|row| count(row).is_some_and(|count| count < most));
            for row in rows.into_iter().filter(|_| has_room) {
                let count = counts.get_mut(row as usize).and_then(|counts| counts.get_mut(kind as usize));
                count.into_iter().for_each(|count| *count += 1);
            }
            has_room
        });
        found.sort_unstable_by_key(ranks_of);
        each_of(&found, |found| search.told(found))
    }
}

impl Search<'_> {
    /// Compares two records. A name without the branch that it says is in the other name, which may say another branch.
    fn compare(&self, left: u32, right: u32) -> Outcomes {
        let mut outcomes = self.scorer.compare(left, right);
        if let Some(name) = outcomes.get_mut(Comparison::OrganizationName as usize)
            && [at::organization::SIMILAR, at::organization::DIFFERENT].contains(&name.level)
            && self.companies.are_one(name.values)
        {
            name.level = at::organization::VARIANT;
        }
        outcomes
    }

    /// What explains a pair better than chance, and how much better.
    fn relation(&self, left: u32, right: u32) -> Option<Found> {
        let scorer = &self.scorer;
        let outcomes = self.compare(left, right);
        let found = |weight, rows, rival, kind| (weight >= LEAST).then_some(Found { weight, rows, rival, kind });
        let line = line(scorer, &outcomes);
        if let Some(weight) = line.filter(|_| !share_more(&outcomes)) {
            return found(weight, [left, right], Rival::Strangers, RelationKind::SharedLine);
        }
        let Weighed { weight, rival } = scorer.weigh(&outcomes);
        let explained = match rival {
            Rival::Strangers | Rival::Namesakes => None,
            Rival::Relatives => Some((RelationKind::Household, None)),
            Rival::Colleagues if level(&outcomes, Comparison::Kind) > 0 => {
                let kinds = &scorer.records().kinds;
                let is_employer = |row: &u32| kinds.get(*row as usize) == Some(&ContactKind::Organization);
                Some((RelationKind::Employer, [left, right].into_iter().find(is_employer)))
            }
            Rival::Colleagues => Some((RelationKind::Colleagues, None)),
            Rival::Neighbors => Some((RelationKind::Neighbors, None)),
            Rival::Branches => Some(match self.companies.parent([left, right], names(&outcomes)) {
                Some(parent) => (RelationKind::ParentCompany, Some(parent)),
                None => (RelationKind::Branches, None),
            }),
        };
        let explained = explained.and_then(|(kind, first)| {
            let [chance, ..] = scorer.evidence(&outcomes);
            let chance = chance.saturating_add(scorer.offset(Rival::Strangers, &outcomes));
            let rows = if first == Some(right) { [right, left] } else { [left, right] };
            found(chance.saturating_sub(weight.thousandths()), rows, rival, kind)
        });
        // where families are rare, chance may explain as much: but a mailbox is no chance
        let line = line.filter(|_| are_of_one_family(&outcomes));
        explained.or_else(|| found(line?, [left, right], Rival::Relatives, RelationKind::Household))
    }

    /// Tells what a relation rests on: of what the two have in common what speaks for their kind.
    fn told(&self, found: &Found) -> Relation {
        let &Found { weight, rows: [left, right], rival, kind } = found;
        let scorer = &self.scorer;
        let parts = Comparison::ALL.into_iter().zip(self.compare(left, right));
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

/// The names of two organizations that are most alike.
fn names(outcomes: &Outcomes) -> [u32; 2] {
    outcomes.get(Comparison::OrganizationName as usize).map_or([NONE; 2], |name| name.values)
}

/// What a number or a mailbox that two records share tells from strangers.
fn line(scorer: &Scorer<'_>, outcomes: &Outcomes) -> Option<i32> {
    use at::{email, phone};
    let lines =
        [(Comparison::Phone, phone::EQUAL..=phone::OTHER_EXTENSION), (Comparison::Email, email::EQUAL..=email::ROLE)];
    let shared = lines.into_iter().filter(|(comparison, levels)| is(outcomes, *comparison, levels.clone()));
    let outcome = |comparison: Comparison| outcomes.get(comparison as usize).copied().unwrap_or_default();
    shared.map(|(comparison, _)| scorer.part(comparison, outcome(comparison), Rival::Strangers)).max()
}

/// Whether two records share a name, a house or an employer.
fn share_more(outcomes: &Outcomes) -> bool {
    use at::{address, email, family, organization};
    is(outcomes, Comparison::FamilyName, family::EQUAL..=family::SIMILAR)
        || is(outcomes, Comparison::Address, address::SAME_HOUSE..=address::HOUSE_ELSEWHERE)
        || is(outcomes, Comparison::Organization, organization::EQUAL..=organization::SIMILAR)
        || is(outcomes, Comparison::OrganizationName, organization::EQUAL..=organization::SIMILAR)
        || email::OF_COMPANY.contains(&level(outcomes, Comparison::Email))
}

/// Whether two people have one family name and different given names.
fn are_of_one_family(outcomes: &Outcomes) -> bool {
    is(outcomes, Comparison::FamilyName, at::family::EQUAL..=at::family::ONE_PART)
        && level(outcomes, Comparison::GivenName) == at::given::DIFFERENT
}

/// Whether a comparison has one of these levels.
fn is(outcomes: &Outcomes, comparison: Comparison, levels: RangeInclusive<u8>) -> bool {
    levels.contains(&level(outcomes, comparison))
}
