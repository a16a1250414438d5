//! [`FollowUp`]: what is to be done after an event, and by when.

use super::{Event, Events};
use crate::contact::PartialDate;

/// What is to be done after an event, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FollowUp {
    /// The day by which it is to be done.
    pub due: PartialDate,
    /// What is to be done.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub about: Option<String>,
    /// Who is to do it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub owner: Option<String>,
    /// The day on which it was done.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub done: Option<PartialDate>,
}

impl FollowUp {
    /// What is to be done by a day.
    pub fn new(due: PartialDate, about: impl Into<String>) -> Self {
        Self { due, about: Some(about.into()), owner: None, done: None }
    }

    /// Whether it is not done, and its day has come, or may have: one that is due in a month is due from its first day on.
    pub fn is_due(&self, today: PartialDate) -> bool {
        self.done.is_none() && !self.due.is_after(today)
    }

    /// Whether it is not done, and its day is certainly over: one that is due in a month is not overdue before the next.
    pub fn is_overdue(&self, today: PartialDate) -> bool {
        self.done.is_none() && today.is_after(self.due)
    }
}

/// A follow-up that waits, with the contact and the event that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// The id of the contact.
    pub contact: &'a str,
    /// What happened.
    pub event: &'a Event,
    /// What is to be done.
    pub follow_up: &'a FollowUp,
}

impl Events {
    /// The follow-ups whose day has come and that are not done, the longest overdue first, then by contact. Linear.
    ///
    /// ```
    /// use contactkit::contact::PartialDate;
    /// use contactkit::history::{Event, EventKind, Events, FollowUp};
    ///
    /// let day = |day| PartialDate::full(2026, 5, day).unwrap();
    /// let mut call = Event::new(EventKind::Call, day(2));
    /// call.follow_up = Some(FollowUp::new(day(9), "send the offer"));
    /// let mut events = Events::default();
    /// events.add("crm-17", call);
    ///
    /// assert!(events.due(day(8)).is_empty());
    /// let waiting = events.due(day(10));
    /// assert_eq!(waiting[0].contact, "crm-17");
    /// assert!(waiting[0].follow_up.is_overdue(day(10)));
    /// ```
    pub fn due(&self, today: PartialDate) -> Vec<Waiting<'_>> {
        let all = self.iter().flat_map(|(contact, events)| events.iter().map(move |event| (contact, event)));
        let mut waiting: Vec<Waiting<'_>> = all
            .filter_map(|(contact, event)| {
                let follow_up = event.follow_up.as_ref().filter(|follow_up| follow_up.is_due(today))?;
                Some(Waiting { contact, event, follow_up })
            })
            .collect();
        waiting.sort_by_key(|waiting| waiting.follow_up.due);
        waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_in_a_month_is_due_all_of_it_and_overdue_after_it() {
        let table = [
            // due, today, is due, is overdue
            ("2026-05", "2026-04-30", false, false),
            ("2026-05", "2026-05-01", true, false),
            ("2026-05", "2026-05-31", true, false),
            ("2026-05", "2026-06-01", true, true),
            ("2026", "2026-12-31", true, false),
            ("2026", "2027-01-01", true, true),
            ("2026-05-09", "2026-05-08", false, false),
            ("2026-05-09", "2026-05-09", true, false),
            ("2026-05-09", "2026-05-10", true, true),
        ];
        for (due, today, is_due, is_overdue) in table {
            let follow_up = FollowUp::new(due.parse().unwrap(), "call");
            let today = today.parse().unwrap();
            assert_eq!(
                (follow_up.is_due(today), follow_up.is_overdue(today)),
                (is_due, is_overdue),
                "{due} on {today}"
            );
            let done = FollowUp { done: Some(today), ..follow_up };
            assert!(!done.is_due(today) && !done.is_overdue(today));
        }
    }
}
