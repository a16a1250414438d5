//! [`Node`]: a condition made ready once, so that many contacts can be held against it.

use super::Truth;
use super::around::{Around, Book};
use super::calendar::Today;
use super::check::{Answer, Check, Seen};
use super::condition::Relation;
use super::field::{Flow, Visitor};
use super::read::Read;

/// A condition whose fields are found, and whose values are in the form in which they are compared.
#[derive(Debug, Clone)]
pub(super) enum Node {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Around(Relation, Box<Self>),
    Test(Test),
}

/// One test.
#[derive(Debug, Clone)]
pub(super) struct Test {
    pub read: Read,
    pub check: Check,
}

impl Test {
    pub(super) fn truth(&self, around: &Around<'_>) -> Truth {
        // so many events are enough or too few, whichever they are
        if let (Read::Count(_), Some(events)) = (&self.read, around.events())
            && let decided @ (Truth::Yes | Truth::No) = self.check.of_count(events.len())
        {
            return decided;
        }
        let mut answer = Answer::new(&self.check);
        let is_given = self.read.visit(around, &mut answer).is_some();
        if is_given { answer.truth(self.read.is_complete()) } else { Truth::Unknown }
    }

    /// Leaves the rows for which the test says what is wanted.
    fn retain(&self, wanted: Truth, rows: &mut Vec<usize>, book: &Book<'_>, today: Today) {
        let around = |row| Around::of(book, row, today);
        let Some(read) = self.read.reader::<Answer<'_>>() else {
            return rows.retain(|row| around(*row).is_some_and(|around| self.truth(&around) == wanted));
        };
        let (contacts, is_complete) = (book.contacts(), self.read.is_complete());
        rows.retain(|row| {
            let mut answer = Answer::new(&self.check);
            contacts.get(*row).is_some_and(|contact| {
                _ = read(contact, today, &mut answer);
                answer.truth(is_complete) == wanted
            })
        });
    }

    /// The values that the test saw, as text; nothing if the caller did not give what it looks at.
    pub(super) fn seen(&self, around: &Around<'_>) -> Option<Vec<String>> {
        let mut texts = Texts::default();
        self.read.visit(around, &mut texts).map(|_| texts.0)
    }
}

/// All values as text.
#[derive(Default)]
struct Texts(Vec<String>);

impl Visitor for Texts {
    fn see(&mut self, seen: Seen<'_>) -> Flow {
        self.0.push(shown(seen));
        Flow::Continue(())
    }
}

/// A value as text, for people.
pub(super) fn shown(seen: Seen<'_>) -> String {
    match seen {
        Seen::Text(text) => format!("{text:?}"),
        Seen::Email(email) => email.to_string(),
        Seen::Phone(phone) => phone.to_string(),
        Seen::Country(country) => country.to_string(),
        Seen::Number([least, most]) if least == most => least.to_string(),
        Seen::Number([least, most]) => format!("{least} to {most}"),
        Seen::Amount(amount, currency) => format!("{amount} {currency}"),
        Seen::Date(days) => days.to_string(),
        Seen::Bool(is) => if is { "yes" } else { "no" }.to_owned(),
        Seen::Unread(text) => format!("{text:?}, which cannot be read"),
    }
}

impl Node {
    /// What the condition says of a contact.
    pub(super) fn truth(&self, around: &Around<'_>) -> Truth {
        if self.is(Truth::Yes, around) {
            Truth::Yes
        } else if self.is(Truth::No, around) {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// Whether a condition is certainly yes, or certainly no. What is decided is not looked at further, and what is unknown
    /// decides as well: a list whose parts all have to be yes is not if one of them is unknown.
    pub(super) fn is(&self, wanted: Truth, around: &Around<'_>) -> bool {
        match self {
            Self::Test(test) => test.truth(around) == wanted,
            Self::Not(inner) => inner.is(!wanted, around),
            Self::All(parts) if wanted == Truth::Yes => parts.iter().all(|part| part.is(wanted, around)),
            Self::All(parts) => parts.iter().any(|part| part.is(wanted, around)),
            Self::Any(parts) if wanted == Truth::Yes => parts.iter().any(|part| part.is(wanted, around)),
            Self::Any(parts) => parts.iter().all(|part| part.is(wanted, around)),
            Self::Around(relation, inner) => around.related(*relation).is_some_and(|mut related| match wanted {
                Truth::Yes => related.any(|around| inner.is(wanted, &around)),
                _ => related.all(|around| inner.is(wanted, &around)),
            }),
        }
    }

    /// Leaves of some rows of a book, in their order, those for which the condition is certainly yes, or certainly no. A test is
    /// asked of all rows before the next one: the contacts do not wait for each other's memory.
    pub(super) fn retain(&self, wanted: Truth, rows: &mut Vec<usize>, book: &Book<'_>, today: Today) {
        let is_every = wanted == Truth::Yes;
        match self {
            Self::Not(inner) => inner.retain(!wanted, rows, book, today),
            Self::All(parts) if is_every => parts.iter().for_each(|part| part.retain(wanted, rows, book, today)),
            Self::Any(parts) if !is_every => parts.iter().for_each(|part| part.retain(wanted, rows, book, today)),
            Self::All(parts) | Self::Any(parts) => {
                let mut open = std::mem::take(rows);
                for part in parts {
                    let mut found = open.clone();
                    part.retain(wanted, &mut found, book, today);
                    open.retain(|row| found.binary_search(row).is_err());
                    rows.append(&mut found);
                }
                rows.sort_unstable();
            }
            Self::Test(test) => test.retain(wanted, rows, book, today),
            Self::Around(..) => {
                rows.retain(|row| Around::of(book, *row, today).is_some_and(|around| self.is(wanted, &around)));
            }
        }
    }

    /// The same condition in the order in which it is best asked whether it is yes, or no: first what is cheap to look at and
    /// decides for many of some contacts. The answer is the same in any order.
    pub(super) fn planned(&self, wanted: Truth, some: &[Around<'_>]) -> Self {
        let sorted = |parts: &[Self], stops: bool| {
            let mut parts: Vec<(u64, Self)> = parts
                .iter()
                .map(|part| {
                    let part = part.planned(wanted, some);
                    let decided = some.iter().filter(|around| part.is(wanted, around) == stops).count();
                    (u64::from(part.cost()) * 1000 / (1 + decided as u64), part)
                })
                .collect();
            parts.sort_by_key(|(rank, _)| *rank);
            parts.into_iter().map(|(_, part)| part).collect()
        };
        match self {
            Self::All(parts) => Self::All(sorted(parts, wanted != Truth::Yes)),
            Self::Any(parts) => Self::Any(sorted(parts, wanted == Truth::Yes)),
            Self::Not(inner) => Self::Not(Box::new(inner.planned(!wanted, some))),
            Self::Around(relation, inner) => Self::Around(*relation, Box::new(inner.planned(wanted, &[]))),
            Self::Test(test) => Self::Test(test.clone()),
        }
    }

    fn cost(&self) -> u32 {
        /// The records around a contact that are expected.
        const RELATED: u32 = 10;
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).fold(0, u32::saturating_add),
            Self::Not(inner) => inner.cost(),
            Self::Around(_, inner) => inner.cost().saturating_mul(RELATED),
            Self::Test(test) => test.read.cost(),
        }
    }
}
