//! How good the data is, what to do next, and whether it got better: the last room of the house, which counts what the
//! others say of many contacts.
//!
//! Contacts and the [`Finding`]s of a validator come in, one after another; a [`Report`] goes out: small, to be kept as text
//! and compared with that of another day by a [`Difference`]. [`Staleness`] says which values are probably no longer so, and
//! an [`AuditPlan`] gives to each reviewer a fair part of the contacts that somebody has to look at.
//!
//! ```
//! use contactkit::contact::{Contact, Field, PartialDate};
//! use contactkit::report::{AuditPlan, AuditTask, Difference, HalfLives, Report, Reviewer, Staleness};
//! use contactkit::validate::{FieldKind, Validator};
//!
//! let day = |year, month, day| PartialDate::full(year, month, day).unwrap();
//! let mut ada = Contact::person("crm-17");
//! ada.names.push(Field::parse("Ada Lovelace"));
//! ada.emails.push(Field::parse("ada(at)analytical.org").seen(day(2019, 8, 1)));
//! let validator = Validator::default();
//!
//! // how good the data is
//! let staleness = Staleness::new(day(2026, 5, 17), HalfLives::default()).unwrap();
//! let mut before = Report::new(staleness.clone());
//! before.add(&ada, &validator.check(&ada));
//! let emails = before.total().fields[&FieldKind::Emails];
//! assert_eq!((emails.filled, emails.usable, emails.invalid, emails.stale), (1, 0, 1, 1));
//!
//! // who is to look at what
//! let task = AuditTask::of(&ada, &staleness, &[]).unwrap();
//! assert_eq!(task.to_string(), "crm-17: emails[0] 18 % fresh, last seen 2019-08-01");
//! let plan = AuditPlan::new(["ann", "bob"].map(Reviewer::new), [task]);
//! assert_eq!(plan.of("ann").count() + plan.of("bob").count(), 1);
//!
//! // whether it got better
//! ada.emails = vec![Field::parse("ada@analytical.org").seen(day(2026, 5, 17))];
//! let mut after = Report::new(staleness);
//! after.add(&ada, &validator.check(&ada));
//! let difference = Difference::between(&before, &after);
//! assert!(difference.shifts.iter().all(|shift| shift.is_better() != Some(false)));
//! assert!(difference.to_string().contains("emails usable 0.0 %, now 100.0 %"));
//! ```
//!
//! Time and memory: adding a contact is linear in its values and findings, and a report is as large as there are sources,
//! fields and rules; how many contacts it has seen does not matter. The order of the contacts changes nothing, and reports
//! on parts of them can be [merged](Report::merge). There is no clock: the day is a parameter.

mod audit;
mod counts;
mod difference;
mod half_lives;
mod share_out;
mod staleness;
mod text;
mod value;

pub use audit::{AuditPlan, AuditProgress, AuditTask, Check, Reviewer, Why};
pub use counts::{Duplicates, FieldReport, SourceReport};
pub use difference::{Difference, Measure, Shift};
pub use half_lives::HalfLives;
pub use staleness::{Freshness, Staleness};

use crate::contact::Contact;
use crate::error::{Error, ErrorKind};
use crate::matching::{Clusters, Records};
use crate::validate::{Finding, Tally};
use counts::Trouble;
use std::collections::BTreeMap;

/// How good the contacts of a data set are on a day, by source and field.
///
/// As text (JSON and the like) it can be kept, and compared with the one of another day; `Display` writes it for people.
///
/// ```
/// use contactkit::contact::{Contact, Field, PartialDate, PersonName};
/// use contactkit::matching::{Matcher, Records};
/// use contactkit::report::{HalfLives, Report, Staleness};
/// use contactkit::validate::{FieldKind, Rule, Validator};
///
/// let contact = |source: &str, id: &str, email: &str| {
///     let mut contact = Contact::person(id);
///     contact.source = Some(source.to_owned());
///     contact.names.push(Field::of(PersonName::new("Ada", "Lovelace")));
///     contact.emails.push(Field::parse(email));
///     contact
/// };
/// let contacts =
///     [contact("web", "1", "ada@gmial.com"), contact("crm", "2", "ada@analytical.org"), contact("web", "3", "ada@")];
///
/// let today = PartialDate::full(2026, 5, 17).unwrap();
/// let mut report = Report::new(Staleness::new(today, HalfLives::default()).unwrap());
/// let validator = Validator::default();
/// for contact in &contacts {
///     report.add(contact, &validator.check(contact));
/// }
/// let web = &report.sources["web"].fields[&FieldKind::Emails];
/// assert_eq!((web.values, web.invalid, web.doubtful, web.valid()), (2, 1, 1, 0));
/// assert_eq!(report.tally.by_rule()[&Rule::EmailSyntax], 1);
///
/// let records: Records = contacts.iter().collect();
/// report.set_duplicates(&records, &Matcher::new().resolve(&records).clusters);
/// assert_eq!(report.total().duplicates.unwrap().records, 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Report {
    /// The version of the format, [`Report::VERSION`]; a text of another one is refused.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "version"))]
    pub version: u32,
    /// The day, and how fast fields age.
    pub staleness: Staleness,
    /// What was found, by source, rule, field and severity.
    pub tally: Tally,
    /// The counts of each source; those of contacts without one under the empty text.
    pub sources: BTreeMap<String, SourceReport>,
}

impl Report {
    /// The version of the format that this library reads and writes.
    pub const VERSION: u32 = 1;

    /// A report on no contacts.
    pub fn new(staleness: Staleness) -> Self {
        Self { version: Self::VERSION, staleness, tally: Tally::default(), sources: BTreeMap::new() }
    }

    /// Counts one more contact with everything that a validator [found](crate::validate::Validator::check).
    pub fn add(&mut self, contact: &Contact, findings: &[Finding]) {
        self.tally.add(contact.source.as_deref(), findings);
        let source = contact.source.as_deref().unwrap_or_default();
        let counts = self.sources.entry(source.to_owned()).or_default();
        counts.add(contact, &Trouble::of(findings), &self.staleness);
    }

    /// Adds the counts of a report on other contacts, such as those of another file or thread. In which order, and in
    /// which groups, does not matter.
    ///
    /// Duplicates are added up, too: those that have their duplicate in the other report are only known to
    /// [`Report::set_duplicates`] on all of them.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field, PartialDate};
    /// use contactkit::report::{HalfLives, Report, Staleness};
    /// use contactkit::validate::Validator;
    ///
    /// let staleness = Staleness::new(PartialDate::full(2026, 5, 17).unwrap(), HalfLives::default()).unwrap();
    /// let report_on = |contacts: &[Contact]| {
    ///     let mut report = Report::new(staleness.clone());
    ///     contacts.iter().for_each(|contact| report.add(contact, &Validator::default().check(contact)));
    ///     report
    /// };
    /// let contacts = ["1", "2", "3"].map(Contact::person);
    /// let mut report = report_on(&contacts[..1]);
    /// report.merge(&report_on(&contacts[1..])).unwrap();
    /// assert_eq!(report, report_on(&contacts));
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] if the other report is of another day or other half-lives.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        if self.staleness != other.staleness {
            let [own, others] = [&self.staleness, &other.staleness].map(Staleness::today);
            let why = match own == others {
                true => "their half-lives are not the same".to_owned(),
                false => format!("one is of {own}, the other of {others}"),
            };
            return Err(ErrorKind::Refused { what: "a merge of reports".to_owned(), why }.into());
        }
        self.tally.merge(&other.tally);
        for (source, counts) in &other.sources {
            self.sources.entry(source.clone()).or_default().increase(counts);
        }
        Ok(())
    }

    /// Counts which records have a duplicate, in place of what was counted before; the records are those of the contacts.
    pub fn set_duplicates(&mut self, records: &Records, clusters: &Clusters) {
        for counts in self.sources.values_mut() {
            counts.duplicates = Some(Duplicates::default());
        }
        for members in clusters.iter() {
            let mut sources: BTreeMap<&str, u64> = BTreeMap::new();
            for &row in members {
                *sources.entry(records.source(row)).or_default() += 1;
            }
            for (&source, &rows) in &sources {
                let counts = self.sources.entry(source.to_owned()).or_default();
                counts.duplicates.get_or_insert_default().add(rows, sources.len() > 1);
            }
        }
    }

    /// The counts of all sources together.
    pub fn total(&self) -> SourceReport {
        let mut total = SourceReport::default();
        self.sources.values().for_each(|counts| total.increase(counts));
        total
    }
}

/// Reads the version, which stands first, so that nothing else is said of a text of another one.
#[cfg(feature = "serde")]
fn version<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version: u32 = serde::Deserialize::deserialize(deserializer)?;
    if version == Report::VERSION {
        return Ok(version);
    }
    let known = Report::VERSION;
    Err(serde::de::Error::custom(format_args!("a report of version {version}: only version {known} is known")))
}
