//! [`Staleness`]: which values are probably no longer so.

use super::HalfLives;
use super::value::{self, Value};
use crate::contact::{Contact, PartialDate};
use crate::error::{Error, ErrorKind};
use crate::matching::exp2_thousandths;
use crate::validate::{FieldKind, FieldPath};
use std::fmt;

/// Which values of contacts are probably no longer so on a day, from when they were last seen or verified and how fast
/// their field [ages](HalfLives): of values that are `age` days old, the share `0.5^(age / half-life)` still is so.
///
/// ```
/// use contactkit::contact::{Contact, Employment, Field, PartialDate};
/// use contactkit::report::{Freshness, HalfLives, Staleness};
///
/// let day = |year, month, day| PartialDate::full(year, month, day).unwrap();
/// let staleness = Staleness::new(day(2026, 5, 17), HalfLives::default()).unwrap();
///
/// let mut ada = Contact::person("crm-17");
/// ada.emails.push(Field::parse("ada@example.org").seen(day(2023, 8, 21)));
/// ada.emails.push(Field::parse("ada@analytical.example"));
/// let mut job = Employment::new("Analytical Engines Ltd", "Engineer");
/// job.until = Some(day(2026, 1, 31));
/// ada.employments.push(Field::of(job).seen(day(2026, 5, 1)));
///
/// let values: Vec<String> = staleness.of(&ada).iter().map(|(path, fresh)| format!("{path}: {fresh}")).collect();
/// assert_eq!(
///     values,
///     [
///         "employments[0]: ended 2026-01-31",
///         "emails[0]: 50 % fresh, last seen 2023-08-21",
///         "emails[1]: of unknown age",
///     ]
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Staleness {
    today: PartialDate,
    half_lives: HalfLives,
}

/// How fresh a value is. The order is that in which values are to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Freshness {
    /// It is certainly no longer so: the employment ended, at the latest in the days of this date.
    Ended(PartialDate),
    /// It was so once.
    Seen {
        /// The share of such values that still are so, in thousandths.
        thousandths: u16,
        /// When it was last seen or verified.
        on: PartialDate,
    },
    /// Nobody knows when it was last so: neither fresh nor stale.
    Unknown,
}

impl Freshness {
    /// The share of such values that still are so, from 0 to 1; nothing if their age is not known.
    pub fn share(self) -> Option<f64> {
        self.thousandths().map(|thousandths| f64::from(thousandths) / 1000.0)
    }

    /// Whether it is more likely than not that it is no longer so.
    pub fn is_stale(self) -> bool {
        self.thousandths().is_some_and(|thousandths| thousandths < 500)
    }

    pub(super) fn thousandths(self) -> Option<u16> {
        match self {
            Self::Ended(_) => Some(0),
            Self::Seen { thousandths, .. } => Some(thousandths),
            Self::Unknown => None,
        }
    }
}

/// `38 % fresh, last seen 2022-05`
impl fmt::Display for Freshness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(on) => write!(f, "ended {on}"),
            Self::Seen { thousandths, on } => write!(f, "{} % fresh, last seen {on}", (thousandths + 5) / 10),
            Self::Unknown => f.write_str("of unknown age"),
        }
    }
}

impl Staleness {
    /// How stale contacts are on a day.
    ///
    /// # Errors
    /// [`ErrorKind::Setting`] if `today` is not a full date.
    pub fn new(today: PartialDate, half_lives: HalfLives) -> Result<Self, Error> {
        if !today.is_full() {
            return Err(ErrorKind::setting("today", today, "a full date, such as 2026-05-17").into());
        }
        Ok(Self { today, half_lives })
    }

    /// The day.
    pub fn today(&self) -> PartialDate {
        self.today
    }

    /// How fast fields age.
    pub fn half_lives(&self) -> &HalfLives {
        &self.half_lives
    }

    /// How fresh each value is that ages, in the order of the contact's fields. Linear in the number of values.
    ///
    /// Of a month the middle counts as the day on which a value was seen, of a year 1 July. A date in the future says
    /// nothing, except that it may be tomorrow already elsewhere.
    pub fn of(&self, contact: &Contact) -> Vec<(FieldPath, Freshness)> {
        let mut all = Vec::new();
        for field in value::FIELDS {
            value::each(contact, field, &mut |value| {
                all.extend(self.freshness(field, &value).map(|freshness| (value.path(field), freshness)));
            });
        }
        all
    }

    /// How fresh a value is; nothing if it does not age.
    pub(super) fn freshness(&self, field: FieldKind, value: &Value<'_>) -> Option<Freshness> {
        if let Some(ended) = value.ended.filter(|ended| self.today.is_after(*ended)) {
            return Some(Freshness::Ended(ended));
        }
        let half_life = i64::from(self.half_lives.days(field)?.max(1));
        let dates = [value.seen, value.verified].into_iter().flatten();
        let last = dates.filter_map(|date| Some((self.age(date)?, date))).min();
        Some(last.map_or(Freshness::Unknown, |(age, on)| {
            let thousandths = share_in_thousandths(age * 1000 / half_life);
            Freshness::Seen { thousandths, on }
        }))
    }

    /// The days since a date; nothing for one without a year, and one in the future.
    fn age(&self, date: PartialDate) -> Option<i64> {
        let (month, day) = match (date.month(), date.day()) {
            (None, _) => (7, 1),
            (Some(month), day) => (month, day.unwrap_or(15)),
        };
        let middle = PartialDate::full(date.year()?, month, day)?.civil()?;
        let days = self.today.civil()?.duration_since(middle).as_hours() / 24;
        let is_ahead = date.is_after(self.today) && days < -1;
        (!is_ahead).then_some(days.max(0))
    }
}

/// What is left after so many thousandths of a half-life.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1000")]
fn share_in_thousandths(thousandths: i64) -> u16 {
    (exp2_thousandths(-thousandths) * 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Employment, Field};

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn email_on(today: &str, seen: &str) -> Freshness {
        let staleness = Staleness::new(date(today), HalfLives::default().with(FieldKind::Emails, 365)).unwrap();
        let mut contact = Contact::person("1");
        contact.emails.push(Field::parse("ada@example.org").seen(date(seen)));
        staleness.of(&contact)[0].1
    }

    #[test]
    fn half_is_left_after_a_half_life_and_a_quarter_after_two() {
        for (seen, thousandths) in [
            ("2025-05-17", 1000),
            ("2024-05-17", 500),
            ("2023-05-18", 250),
            ("2025-05-16", 999),
            ("2025", 1000),
            ("2025-05", 997),
            ("2024", 545),
            ("1900-01-01", 0),
            // it is tomorrow already in Auckland
            ("2025-05-18", 1000),
        ] {
            let on = date(seen);
            assert_eq!(email_on("2025-05-17", seen), Freshness::Seen { thousandths, on }, "{seen}");
        }
    }

    #[test]
    fn an_unknown_age_is_neither_fresh_nor_stale() {
        for seen in ["--05-17", "2025-05-19", "2025-06", "2026"] {
            let freshness = email_on("2025-05-17", seen);
            assert_eq!(
                (freshness, freshness.share(), freshness.is_stale()),
                (Freshness::Unknown, None, false),
                "{seen}"
            );
        }
    }

    #[test]
    fn what_was_verified_later_is_as_fresh_as_that() {
        let staleness = Staleness::new(date("2026-05-17"), HalfLives::default()).unwrap();
        let mut contact = Contact::person("1");
        contact.emails.push(Field::parse("a@example.org").seen(date("2019")).verified(date("2026-05-17")));
        assert_eq!(staleness.of(&contact)[0].1.share(), Some(1.0));
    }

    #[test]
    fn an_employment_is_over_only_when_its_last_day_is_certainly_past() {
        let half_lives = HalfLives::default().without(FieldKind::Employments);
        let staleness = Staleness::new(date("2026-05-17"), half_lives).unwrap();
        for (until, is_over) in [
            ("2026-05-16", true),
            ("2026-05-17", false),
            ("2026-05", false),
            ("2026-04", true),
            ("2025", true),
            ("2027", false),
        ] {
            let mut contact = Contact::person("1");
            let mut job = Employment::new("Acme", "Clerk");
            job.until = Some(date(until));
            contact.employments.push(Field::of(job).seen(date("2026-05-17")));
            let stale = staleness.of(&contact).iter().any(|(_, freshness)| freshness.is_stale());
            assert_eq!(stale, is_over, "{until}");
        }
    }

    #[test]
    fn a_day_without_its_month_is_no_day() {
        let error = Staleness::new(date("2026"), HalfLives::default()).unwrap_err();
        assert_eq!(error.to_string(), "setting `today` is 2026: it must be a full date, such as 2026-05-17");
    }
}
