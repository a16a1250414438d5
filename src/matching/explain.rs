//! [`Explanation`]: why two records match, or do not.

use super::compare::{Comparison, at};
use super::pair::Scorer;
use super::records::Records;
use super::rival::Rival;
use super::score::{Decision, MatchProbability, MatchWeight};
use std::fmt;

/// Why two records match, or do not: what every comparison found, and what that is worth.
///
/// The parts and the base add up to the weight exactly.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Explanation {
    /// The key of one record.
    pub left: String,
    /// The key of the other.
    pub right: String,
    /// What the two are if they do not match, as far as their evidence goes.
    pub rival: Rival,
    /// What counts for the match before any comparison, because pairs of the rival's kind are rare; 0 for strangers.
    pub base: MatchWeight,
    /// What each comparison found. Comparisons for which a side has no value are left out.
    pub parts: Vec<Part>,
    /// The sum of base and parts.
    pub weight: MatchWeight,
    /// What the weight means among as many records as the model was made for.
    pub probability: MatchProbability,
    /// What follows from it.
    pub decision: Decision,
}

/// What one comparison found.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Part {
    /// The comparison.
    pub comparison: Comparison,
    /// What the values have in common.
    pub level: String,
    /// The values of one record, in the form in which they are compared.
    pub left: String,
    /// The values of the other.
    pub right: String,
    /// What that counts for the match (positive) or against it (negative).
    pub weight: MatchWeight,
    /// How much of the weight comes from how rare or common the value is.
    pub rarity: MatchWeight,
}

impl Explanation {
    /// Explains a pair.
    pub(crate) fn of(scorer: &Scorer<'_>, records: &Records, left: u32, right: u32) -> Self {
        let outcomes = scorer.compare(left, right);
        let weighed = scorer.weigh(&outcomes);
        let parts = Comparison::ALL.into_iter().zip(outcomes).filter(|(_, outcome)| outcome.level > 0);
        let parts = parts.map(|(comparison, outcome)| {
            let level = usize::from(outcome.level).checked_sub(1).and_then(|i| comparison.defaults().get(i));
            let swapped = outcomes.get(Comparison::NameOrder as usize).map(|order| order.level);
            let crosswise = swapped == Some(at::plain::DIFFERENT);
            let weight = scorer.part(comparison, outcome, weighed.rival);
            Part {
                comparison,
                level: level.map_or_else(String::new, |level| level.name.to_owned()),
                left: values(records, left, comparison),
                right: match (comparison, crosswise) {
                    (Comparison::GivenName, true) => values(records, right, Comparison::FamilyName),
                    (Comparison::FamilyName, true) => values(records, right, Comparison::GivenName),
                    _ => values(records, right, comparison),
                },
                weight: MatchWeight::from_thousandths(weight),
                rarity: MatchWeight::from_thousandths(scorer.rarity(comparison, outcome, weighed.rival)),
            }
        });
        Self {
            left: records.id(left).to_owned(),
            right: records.id(right).to_owned(),
            rival: weighed.rival,
            base: MatchWeight::from_thousandths(scorer.offset(weighed.rival)),
            parts: parts.collect(),
            weight: weighed.weight,
            probability: MatchProbability::from_log_odds(scorer.log_odds(weighed.weight)),
            decision: scorer.decide(weighed, &outcomes),
        }
    }
}

/// The values of a record that a comparison looks at.
fn values(records: &Records, row: u32, comparison: Comparison) -> String {
    let name = |of: fn(&super::records::Name) -> u32| {
        join(records.names.row(row).iter().map(|name| records.name_values.text(of(name))))
    };
    match comparison {
        Comparison::GivenName => name(|name| name.given),
        Comparison::MiddleName => name(|name| name.middle),
        Comparison::FamilyName => name(|name| name.family),
        Comparison::NameOrder => {
            let names = records
                .names
                .row(row)
                .iter()
                .map(|name| [name.given, name.family].map(|part| records.name_values.text(part)).join(" "));
            names.collect::<Vec<_>>().join(", ")
        }
        Comparison::Kind => String::new(),
        Comparison::Generation => join(records.names.row(row).iter().map(|name| name.generation.as_str())),
        Comparison::Gender => records
            .genders
            .get(row as usize)
            .copied()
            .flatten()
            .map_or_else(String::new, |gender| format!("{gender:?}").to_lowercase()),
        Comparison::BirthDate => join(records.birth_dates.row(row).iter().map(|&date| records.date_values.text(date))),
        Comparison::Email => join(records.emails.row(row).iter().map(|&email| records.email_values.text(email))),
        Comparison::Phone => join(records.phones.row(row).iter().map(|&phone| records.phone_values.text(phone))),
        Comparison::Address => {
            let addresses = records.addresses.row(row).iter().map(|address| {
                let street = [records.place_values.text(address.number), records.street_values.text(address.street)];
                let street = join_with(street, " ");
                let rest =
                    [address.postal_code, address.locality, address.area].map(|part| records.place_values.text(part));
                join_with([street.as_str()].into_iter().chain(rest), ", ")
            });
            addresses.collect::<Vec<_>>().join("; ")
        }
        Comparison::Organization | Comparison::OrganizationName => {
            join(records.organizations.row(row).iter().map(|&one| records.organization_values.text(one)))
        }
        Comparison::JobTitle => join(records.titles.row(row).iter().map(|&title| records.title_values.text(title))),
        Comparison::Url => join(records.urls.row(row).iter().map(|&url| records.url_values.text(url))),
    }
}

fn join<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    join_with(texts, ", ")
}

fn join_with<'a>(texts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}

impl fmt::Display for Explanation {
    /// A line for each part, the weights in a column, and a line for the sum.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} and {}: {} (probability {:.4})",
            self.left,
            self.right,
            self.decision,
            self.probability.value()
        )?;
        if self.base.thousandths() != 0 {
            writeln!(f, "{:>9.3}  weighed against {}", self.base.bits(), self.rival)?;
        }
        for part in &self.parts {
            let Part { comparison, level, left, right, weight, .. } = part;
            if left == right {
                writeln!(f, "{:>+9.3}  {comparison}: {level}, {left}", weight.bits())?;
            } else {
                writeln!(f, "{:>+9.3}  {comparison}: {level}, {left} | {right}", weight.bits())?;
            }
        }
        write!(f, "{:>+9.3}  in sum", self.weight.bits())
    }
}
