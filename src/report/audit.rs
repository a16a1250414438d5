//! [`AuditPlan`]: who looks at which contacts, and what for.

use super::share_out::{mix, share_out};
use super::{Freshness, Staleness};
use crate::contact::{Contact, PartialDate};
use crate::matching::{RecordKey, fnv};
use crate::validate::{FieldPath, Finding, Rule};
use std::collections::BTreeMap;
use std::fmt;

/// Who looks at which contacts, and what for: a review of each quarter, say.
///
/// Every reviewer gets as many contacts as the others or one less, unless that is more than they have
/// [time for](Reviewer::with_capacity). If there is not time for all, those that need it most come first, and the others have
/// no reviewer. The same contacts and reviewers give the same plan in any order. When somebody joins or leaves, nearly
/// all contacts stay with whom they have: of `n` contacts and `r` reviewers, all with time enough, the `n / r` change that must,
/// and to keep it fair some others, at most `√(n r)` and mostly less than a third of that.
///
/// ```
/// use contactkit::contact::{Contact, Field, PartialDate};
/// use contactkit::report::{AuditPlan, AuditTask, HalfLives, Reviewer, Staleness};
///
/// let day = |year, month, day| PartialDate::full(year, month, day).unwrap();
/// let staleness = Staleness::new(day(2026, 5, 17), HalfLives::default()).unwrap();
/// let contacts = ["1", "2", "3", "4", "5"].map(|id| {
///     let mut contact = Contact::person(id);
///     contact.phones.push(Field::parse("+44 20 7183 8750").seen(day(2012, 3, 1)));
///     contact
/// });
/// let tasks = contacts.iter().filter_map(|contact| AuditTask::of(contact, &staleness, &[]));
/// let mut plan = AuditPlan::new([Reviewer::new("ann"), Reviewer::new("bob").with_capacity(1)], tasks);
/// assert_eq!((plan.of("ann").count(), plan.of("bob").count()), (4, 1));
///
/// let first = plan.of("bob").next().unwrap().contact.clone();
/// assert!(plan.mark_done(first, day(2026, 5, 18)));
/// assert_eq!(plan.progress()[1].to_string(), "bob: 1 of 1 done");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct AuditPlan {
    /// The reviewers, in the order of their names.
    pub reviewers: Vec<Reviewer>,
    /// The tasks, those that need it most first.
    pub tasks: Vec<AuditTask>,
}

/// Somebody who looks at contacts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Reviewer {
    /// The name, by which the reviewer is known.
    pub name: String,
    /// The most contacts that there is time for, if there is a limit.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub capacity: Option<usize>,
}

/// A contact that somebody has to look at, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct AuditTask {
    /// The contact.
    pub contact: RecordKey,
    /// What is to be checked.
    pub checks: Vec<Check>,
    /// The name of the reviewer, if there is one with time for it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub reviewer: Option<String>,
    /// When it was done, if it is.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub done: Option<PartialDate>,
}

/// A value to check, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Check {
    /// Why.
    pub why: Why,
    /// Where it stands.
    pub path: FieldPath,
}

/// Why a value is to be checked. What needs it most is the least.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Why {
    /// It breaks a rule.
    Found {
        /// The rule.
        rule: Rule,
        /// What is wrong and what to do.
        message: String,
    },
    /// It is probably no longer so.
    Stale(Freshness),
}

/// How far a reviewer is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AuditProgress {
    /// The name of the reviewer; nothing of the tasks that nobody has time for.
    pub reviewer: Option<String>,
    /// The tasks.
    pub tasks: usize,
    /// Those of them that are done.
    pub done: usize,
}

impl Reviewer {
    /// A reviewer with time for any number of contacts.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), capacity: None }
    }

    /// The same with time for so many.
    #[must_use]
    pub fn with_capacity(mut self, contacts: usize) -> Self {
        self.capacity = Some(contacts);
        self
    }
}

impl AuditTask {
    /// What is to be checked of a contact: the values that are [stale](Freshness::is_stale), and those of the findings that
    /// are given. Nothing if there is nothing to check.
    pub fn of(contact: &Contact, staleness: &Staleness, findings: &[Finding]) -> Option<Self> {
        let found = findings.iter().map(|finding| {
            let why = Why::Found { rule: finding.rule, message: finding.message.clone() };
            Check { why, path: finding.path.clone() }
        });
        let stale = staleness.of(contact).into_iter().filter(|(_, freshness)| freshness.is_stale());
        let stale = stale.map(|(path, freshness)| Check { why: Why::Stale(freshness), path });
        let mut checks: Vec<Check> = found.chain(stale).collect();
        checks.sort();
        (!checks.is_empty()).then(|| Self { contact: contact.into(), checks, reviewer: None, done: None })
    }

    /// What needs it most comes first.
    fn order(&self) -> impl Ord {
        (&self.checks, &self.contact, self.done)
    }

    fn hash(&self) -> u64 {
        mix(fnv(self.contact.source.as_deref().unwrap_or_default())) ^ fnv(&self.contact.id)
    }
}

impl AuditPlan {
    /// Gives each task a reviewer. What was done stays done; two reviewers of one name are one.
    ///
    /// About the number of tasks times that of reviewers.
    pub fn new(reviewers: impl IntoIterator<Item = Reviewer>, tasks: impl IntoIterator<Item = AuditTask>) -> Self {
        let mut reviewers: Vec<Reviewer> = reviewers.into_iter().collect();
        reviewers.sort();
        reviewers.dedup_by(|right, left| left.name == right.name);
        let mut tasks: Vec<AuditTask> = tasks.into_iter().collect();
        tasks.sort_by(|left, right| left.order().cmp(&right.order()));
        let pool: Vec<(u64, usize)> =
            reviewers.iter().map(|one| (fnv(&one.name), one.capacity.unwrap_or(usize::MAX))).collect();
        let time = pool.iter().fold(0, |time: usize, (_, capacity)| time.saturating_add(*capacity));
        let hashes: Vec<u64> = tasks.iter().take(time).map(AuditTask::hash).collect();
        let mut reviewer_of = share_out(&hashes, &pool).into_iter();
        for task in &mut tasks {
            let reviewer = reviewer_of.next().flatten().and_then(|at| reviewers.get(at));
            task.reviewer = reviewer.map(|reviewer| reviewer.name.clone());
        }
        Self { reviewers, tasks }
    }

    /// The tasks of a reviewer, those that need it most first.
    pub fn of(&self, reviewer: &str) -> impl Iterator<Item = &AuditTask> {
        self.tasks.iter().filter(move |task| task.reviewer.as_deref() == Some(reviewer))
    }

    /// Notes that a contact was looked at; false if it has no task. Linear in the number of tasks.
    pub fn mark_done(&mut self, contact: impl Into<RecordKey>, on: PartialDate) -> bool {
        let RecordKey { id, source } = contact.into();
        let mut is_known = false;
        let is_meant =
            |task: &&mut AuditTask| task.contact.id == id && (source.is_none() || task.contact.source == source);
        for task in self.tasks.iter_mut().filter(is_meant) {
            task.done = Some(on);
            is_known = true;
        }
        is_known
    }

    /// How far each reviewer is, in the order of their names, and last the tasks that nobody has time for, if there are any.
    pub fn progress(&self) -> Vec<AuditProgress> {
        let names = self.reviewers.iter().map(|reviewer| Some(reviewer.name.as_str()));
        let mut counts: BTreeMap<(bool, Option<&str>), [usize; 2]> =
            names.map(|name| ((name.is_none(), name), [0, 0])).collect();
        for task in &self.tasks {
            let name = task.reviewer.as_deref();
            let [tasks, done] = counts.entry((name.is_none(), name)).or_default();
            *tasks += 1;
            *done += usize::from(task.done.is_some());
        }
        let progress = counts.into_iter().map(|((_, name), [tasks, done])| {
            let reviewer = name.map(str::to_owned);
            AuditProgress { reviewer, tasks, done }
        });
        progress.collect()
    }
}

/// `ann: 12 of 40 done`
impl fmt::Display for AuditProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reviewer, tasks, done } = self;
        write!(f, "{}: {done} of {tasks} done", reviewer.as_deref().unwrap_or("nobody"))
    }
}

/// `crm-17: emails[0] 18 % fresh, last seen 2019-08; employments[0] ended 2024-01-31`
impl fmt::Display for AuditTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.contact)?;
        for (number, Check { why, path }) in self.checks.iter().enumerate() {
            f.write_str(if number == 0 { ": " } else { "; " })?;
            match why {
                Why::Found { message, .. } => write!(f, "{path} {message}")?,
                Why::Stale(freshness) => write!(f, "{path} {freshness}")?,
            }
        }
        Ok(())
    }
}

/// Every reviewer with the contacts to look at.
impl fmt::Display for AuditPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, progress) in self.progress().iter().enumerate() {
            write!(f, "{}{progress}", if number == 0 { "" } else { "\n" })?;
            for task in self.tasks.iter().filter(|task| task.reviewer == progress.reviewer) {
                write!(f, "\n  {}{task}", if task.done.is_some() { "done " } else { "" })?;
            }
        }
        Ok(())
    }
}
