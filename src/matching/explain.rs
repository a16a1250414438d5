//! [`Explanation`]: why two records match, or do not.

use super::compare::{Comparison, Outcome, at};
use super::pair::{Outcomes, Scorer, Weighed};
use super::records::Records;
use super::rival::Rival;
use super::score::{Decision, MatchProbability, MatchWeight, Model};
use super::values::Texts;
use crate::contact::{Contact, ContactKind, Field};
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
    /// What would lead to another decision, each by itself.
    pub counterfactuals: Vec<Counterfactual>,
}

/// A change of one value that would lead to another decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Counterfactual {
    /// The comparison of the value.
    pub comparison: Comparison,
    /// What the value would be.
    pub what_if: WhatIf,
    /// The weight that the pair would have.
    pub weight: MatchWeight,
    /// The decision that would follow.
    pub decision: Decision,
}

/// What a value would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum WhatIf {
    /// Missing from a record.
    Missing,
    /// Equal in both records: one has what the other has.
    Equal,
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
    /// The values of both records as they were given, once [`Explanation::with_contacts`] has told them.
    pub given: Option<(String, String)>,
    /// The probability of the level among matches.
    pub m: f64,
    /// The probability of the level among pairs of the rival's kind, whatever the value.
    pub u: f64,
    /// What that counts for the match (positive) or against it (negative).
    pub weight: MatchWeight,
    /// How much of the weight comes from how rare or common the value is; the rest is log2(m / u).
    pub rarity: MatchWeight,
}

impl Explanation {
    /// Explains a pair.
    pub(crate) fn of(scorer: &Scorer<'_>, model: &Model, records: &Records, left: u32, right: u32) -> Self {
        let outcomes = scorer.compare(left, right);
        let weighed = scorer.weigh(&outcomes);
        let parts = Comparison::ALL.into_iter().zip(outcomes).filter(|(_, outcome)| outcome.level > 0);
        let parts = parts.map(|(comparison, outcome)| {
            let place = usize::from(outcome.level).saturating_sub(1);
            let level = comparison.defaults().get(place);
            let trained = model.comparisons.get(&comparison).and_then(|levels| levels.get(place));
            let trained = trained.map(|level| (level.m, level.u));
            let (m, u) = trained.or(level.map(|level| (level.m, level.u))).unwrap_or_default();
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
                given: None,
                m,
                u: u.get(weighed.rival as usize).copied().unwrap_or_default(),
                weight: MatchWeight::from_thousandths(weight),
                rarity: MatchWeight::from_thousandths(scorer.rarity(comparison, outcome, weighed.rival)),
            }
        });
        Self {
            left: records.id(left).to_owned(),
            right: records.id(right).to_owned(),
            rival: weighed.rival,
            base: MatchWeight::from_thousandths(scorer.offset(weighed.rival, &outcomes)),
            parts: parts.collect(),
            weight: weighed.weight,
            probability: scorer.probability(weighed.weight),
            decision: scorer.decide(weighed, &outcomes),
            counterfactuals: counterfactuals(scorer, left, right, &outcomes, weighed),
        }
    }

    /// Tells the values as they were given: `left` and `right` are the contacts of the two records.
    #[must_use]
    pub fn with_contacts(mut self, left: &Contact, right: &Contact) -> Self {
        for part in &mut self.parts {
            part.given = Some((texts(left, part.comparison), texts(right, part.comparison)));
        }
        self
    }
}

/// What would lead to another decision: the values of one comparison missing, or those of one record in both.
fn counterfactuals(
    scorer: &Scorer<'_>,
    left: u32,
    right: u32,
    outcomes: &Outcomes,
    weighed: Weighed,
) -> Vec<Counterfactual> {
    let decision = scorer.decide(weighed, outcomes);
    let own = [left, right].map(|row| scorer.compare(row, row));
    let mut found = Vec::new();
    // which name stands where, and who is a person, is no value of its own
    let of_values =
        |&(_, comparison): &(_, Comparison)| !matches!(comparison, Comparison::NameOrder | Comparison::Kind);
    let records = scorer.records();
    let is_guessed = [left, right].iter().any(|&row| records.names.row(row).iter().any(|name| name.is_guess));
    let is_named = |&row: &u32| {
        let is_organization = records.kinds.get(row as usize) == Some(&ContactKind::Organization);
        let is_called = is_organization && !records.organizations.row(row).is_empty();
        is_called || records.names.row(row).iter().any(|name| !name.is_guess)
    };
    let are_named = [left, right].iter().all(is_named);
    for (number, comparison) in Comparison::ALL.into_iter().enumerate().filter(of_values) {
        // a record without a name has its name from its e-mail address, with which it would have another
        let is_email = comparison == Comparison::Email;
        let of = |outcomes: &Outcomes| outcomes.get(number).copied().unwrap_or_default();
        let mut suppose = |what_if, outcomes_instead: &[Outcome]| {
            let supposed = outcomes_instead.iter().map(|&outcome| {
                let mut outcomes = *outcomes;
                outcomes.get_mut(number).into_iter().for_each(|place| *place = outcome);
                let weighed = scorer.weigh(&outcomes);
                (weighed.weight, scorer.decide(weighed, &outcomes))
            });
            // whichever record's value it would be
            let least = supposed.min().filter(|&(_, supposed)| supposed != decision);
            found.extend(least.map(|(weight, decision)| Counterfactual { comparison, what_if, weight, decision }));
        };
        if of(outcomes).level > 0 && !(is_email && is_guessed) {
            suppose(WhatIf::Missing, &[Outcome::default()]);
        }
        let equal: Vec<Outcome> = own.iter().map(of).filter(|outcome| outcome.level > 0).collect();
        let is_alike = of(outcomes).level > 0 && equal.iter().any(|equal| equal.level >= of(outcomes).level);
        if !is_alike && (are_named || !is_email) {
            suppose(WhatIf::Equal, &equal);
        }
    }
    found
}

/// The values of a contact that a comparison looks at, as they were given.
fn texts(contact: &Contact, comparison: Comparison) -> String {
    fn all<T>(fields: &[Field<T>]) -> impl Iterator<Item = &str> {
        fields.iter().map(|field| field.text.as_str())
    }
    match comparison {
        Comparison::Kind => word(contact.kind),
        Comparison::GivenName
        | Comparison::MiddleName
        | Comparison::FamilyName
        | Comparison::NameOrder
        | Comparison::Generation => join(all(&contact.names)),
        Comparison::Gender => contact.gender.map(word).unwrap_or_default(),
        Comparison::BirthDate => join(all(&contact.birth_dates)),
        Comparison::Email => join(all(&contact.emails)),
        Comparison::Phone => join(all(&contact.phones)),
        Comparison::Address => join_with(all(&contact.addresses), "; "),
        Comparison::Organization | Comparison::OrganizationName => {
            join(all(&contact.organization_names).chain(all(&contact.employments)))
        }
        Comparison::JobTitle => join(all(&contact.employments)),
        Comparison::Url => join(all(&contact.urls)),
    }
}

/// What is one of a few, in a word.
pub(super) fn word(one: impl fmt::Debug) -> String {
    format!("{one:?}").to_lowercase()
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
        Comparison::Kind => records.kinds.get(row as usize).map(word).unwrap_or_default(),
        Comparison::Generation => join(records.names.row(row).iter().map(|name| name.generation.as_str())),
        Comparison::Gender => records.genders.get(row as usize).copied().flatten().map(word).unwrap_or_default(),
        Comparison::BirthDate => join(records.birth_dates.row(row).iter().map(|&date| records.date_values.text(date))),
        Comparison::Email => join(records.emails.row(row).iter().map(|&email| records.email_values.text(email))),
        Comparison::Phone => {
            let texts = records.phones.row(row).iter().map(|&phone| records.phone_values.text(phone));
            texts.collect::<Vec<_>>().join(", ")
        }
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

/// The texts that are not empty, with something between them.
pub(super) fn join_with<'a>(texts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}

impl fmt::Display for Explanation {
    /// A line for each part, the weights in a column, a line for the sum, and one for all that would change the decision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, right, decision, probability, .. } = self;
        writeln!(f, "{left} and {right}: {decision} (probability {:.4})", probability.value())?;
        if self.base.thousandths() != 0 {
            writeln!(f, "{:>9.3}  weighed against {}", self.base.bits(), self.rival)?;
        }
        for part in &self.parts {
            writeln!(f, "{:>+9.3}  {part}", part.weight.bits())?;
        }
        write!(f, "{:>+9.3}  in sum", self.weight.bits())?;
        for Counterfactual { comparison, what_if, weight, decision } in &self.counterfactuals {
            let supposed = match what_if {
                WhatIf::Missing => "without",
                WhatIf::Equal => "with equal",
            };
            write!(f, "\n{:>+9.3}  {supposed} {comparison}: {decision}", weight.bits())?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    /// What was found in which values, and where the weight is from.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { comparison, level, left, right, given, m, u, rarity, .. } = self;
        write!(f, "{comparison}: {level}, {left}")?;
        if left != right {
            write!(f, " | {right}")?;
        }
        if let Some((left, right)) = given {
            write!(f, " from {left:?} | {right:?}")?;
        }
        write!(f, " (m {m:.4}, u {u:.6}")?;
        if rarity.thousandths() != 0 {
            write!(f, ", rarity {:+.3}", rarity.bits())?;
        }
        write!(f, ")")
    }
}
