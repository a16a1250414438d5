//! Whether a rare name alone makes a match.

use super::cluster::Link;
use super::compare::Comparison;
use super::pair::{Scorer, level};
use super::parallel::each;
use super::score::Decision;

/// A rare name alone makes a match where at least one in so many matches would rest on it.
const ONE_IN: usize = 20;

/// Fewer matches tell nothing.
const ENOUGH: usize = 100;

/// Fewer records do not show how rare names are, however many matches their copies make.
const ENOUGH_RECORDS: usize = 200;

/// The same where all that rest on their names are of organizations: their words tell how many share one by chance.
const ENOUGH_OF_ORGANIZATIONS: usize = 10;

/// Makes matches of the pairs that have a rare name and nothing else in common, if they are many; tells whether they are.
///
/// How many pairs of two people share a rare name and nothing else follows from how many people there are, and how many
/// pairs of one person do from how little the records say. Of a few such pairs half are wrong; of many, one in ten.
/// Compares the pairs in question once more: they are among the possible matches.
pub(super) fn decide(links: &mut [Link], scorer: &mut Scorer<'_>) -> bool {
    scorer.let_names_decide(true);
    let is_alone = |place: usize| {
        let link = links.get(place).filter(|link| link.decision == Decision::PossibleMatch)?;
        let outcomes = scorer.compare(link.left, link.right);
        let is_match = scorer.decide(scorer.weigh(&outcomes), &outcomes) == Decision::Match;
        is_match.then(|| level(&outcomes, Comparison::OrganizationName) > 0)
    };
    // whether it is of organizations
    let alone: Vec<Option<bool>> = each(0..links.len(), is_alone);
    let count = alone.iter().flatten().count();
    let are_organizations = alone.iter().flatten().all(|is_of_organizations| *is_of_organizations);
    let matches = count + links.iter().filter(|link| link.decision == Decision::Match).count();
    let are_enough = matches >= ENOUGH && scorer.records().len() >= ENOUGH_RECORDS
        || are_organizations && count >= ENOUGH_OF_ORGANIZATIONS;
    let are_many = are_enough && count * ONE_IN >= matches;
    scorer.let_names_decide(are_many);
    if are_many {
        let of_names = links.iter_mut().zip(alone).filter(|(_, alone)| alone.is_some());
        of_names.for_each(|(link, _)| link.decision = Decision::Match);
    }
    are_many
}
