//! [`Trend`]: what got better or worse between two tallies.

use super::tally::{Tally, Totals};
use super::{FieldKind, Rule};
use std::collections::BTreeMap;
use std::fmt;

/// What got better or worse between two tallies, by source, rule and field.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{Trend, Validator};
///
/// let validator = Validator::default();
/// let mut contact = Contact::person("1");
/// contact.names.push(Field::parse("JON DOH"));
/// contact.emails.push(Field::parse("jon@analytical.org"));
/// let before = validator.tally(std::slice::from_ref(&contact));
/// contact.names[0] = Field::parse("Jon Doh");
/// let after = validator.tally(&[contact]);
///
/// let trend = Trend::between(&before, &after);
/// assert_eq!((trend.changes[0].before, trend.changes[0].after), (1, 0));
/// assert_eq!(trend.changes[0].to_string(), "name.case in names: 1 of 1 contacts, now 0 of 1, -100.0 in a hundred");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Trend {
    /// What there was in all.
    pub before: Totals,
    /// What there is in all.
    pub after: Totals,
    /// Everything that was found before or after, in the order of source, rule and field.
    pub changes: Vec<Change>,
}

/// How often one rule was broken in one field of the contacts of one source, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// The source of the contacts, empty if they have none.
    pub source: String,
    /// The rule.
    pub rule: Rule,
    /// The field.
    pub field: FieldKind,
    /// The findings before.
    pub before: u64,
    /// The contacts of the source before.
    pub contacts_before: u64,
    /// The findings after.
    pub after: u64,
    /// The contacts of the source after.
    pub contacts_after: u64,
}

impl Trend {
    /// What changed from one tally to a later one; linear in their counts.
    pub fn between(before: &Tally, after: &Tally) -> Self {
        let mut sums: BTreeMap<(&str, Rule, FieldKind), [u64; 2]> = BTreeMap::new();
        for count in before.counts() {
            let [sum, _] = sums.entry((count.source, count.rule, count.field)).or_default();
            *sum += count.findings;
        }
        for count in after.counts() {
            let [_, sum] = sums.entry((count.source, count.rule, count.field)).or_default();
            *sum += count.findings;
        }
        let [sources_before, sources_after] =
            [before, after].map(|tally| tally.sources().collect::<BTreeMap<&str, Totals>>());
        let contacts =
            |sources: &BTreeMap<&str, Totals>, source| sources.get(source).map_or(0, |totals| totals.contacts);
        let changes = sums.into_iter().map(|((source, rule, field), [before, after])| Change {
            source: source.to_owned(),
            rule,
            field,
            before,
            contacts_before: contacts(&sources_before, source),
            after,
            contacts_after: contacts(&sources_after, source),
        });
        Self { before: before.totals(), after: after.totals(), changes: changes.collect() }
    }
}

impl Change {
    /// By how many findings in a hundred contacts it is more than before; below 0 if it got better.
    ///
    /// A source without contacts counts as one without findings.
    pub fn difference(&self) -> f64 {
        let rate = |findings: u64, contacts: u64| 100.0 * findings as f64 / contacts.max(1) as f64;
        rate(self.after, self.contacts_after) - rate(self.before, self.contacts_before)
    }
}

/// `name.case in names from crm: 12 of 1000 contacts, now 3 of 900, -0.9 in a hundred`
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.rule, self.field)?;
        if !self.source.is_empty() {
            write!(f, " from {}", self.source)?;
        }
        let difference = self.difference();
        write!(f, ": {} of {} contacts, ", self.before, self.contacts_before)?;
        write!(f, "now {} of {}, {difference:+.1} in a hundred", self.after, self.contacts_after)
    }
}

/// The totals, and a line for each change.
impl fmt::Display for Trend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "before: {}\nafter: {}", self.before, self.after)?;
        self.changes.iter().try_for_each(|change| write!(f, "\n{change}"))
    }
}
