//! [`Node`]: a condition made ready once, so that many contacts can be held against it.

use super::Truth;
use super::around::Around;
use super::check::{Answer, Check, Seen};
use super::condition::Relation;
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
        let mut answer = Answer::new(&self.check);
        let is_known = self.read.visit(around, &mut |seen| match answer.add(seen) {
            true => super::field::Flow::Break(()),
            false => super::field::Flow::Continue(()),
        });
        if is_known { answer.truth(self.read.is_complete()) } else { Truth::Unknown }
    }

    /// The values that the test saw, as text; nothing if the caller did not give what it looks at.
    pub(super) fn seen(&self, around: &Around<'_>) -> Option<Vec<String>> {
        let mut all = Vec::new();
        let is_known = self.read.visit(around, &mut |seen| {
            all.push(match seen {
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
            });
            super::field::Flow::Continue(())
        });
        is_known.then_some(all)
    }
}

impl Node {
    /// What the condition says of a contact. What is decided is not looked at further.
    pub(super) fn truth(&self, around: &Around<'_>) -> Truth {
        match self {
            Self::Test(test) => test.truth(around),
            Self::Not(inner) => !inner.truth(around),
            Self::All(parts) => {
                let mut truth = Truth::Yes;
                for part in parts {
                    truth = truth.and(part.truth(around));
                    if truth == Truth::No {
                        break;
                    }
                }
                truth
            }
            Self::Any(parts) => any(parts.iter().map(|part| part.truth(around))),
            Self::Around(relation, inner) => match around.related(*relation) {
                Some(related) => any(related.map(|around| inner.truth(&around))),
                None => Truth::Unknown,
            },
        }
    }

    /// The same condition with what is cheap to look at before what is dear. The answer is the same in any order.
    pub(super) fn planned(self) -> Self {
        let sorted = |parts: Vec<Self>| {
            let mut parts: Vec<Self> = parts.into_iter().map(Self::planned).collect();
            parts.sort_by_key(Self::cost);
            parts
        };
        match self {
            Self::All(parts) => Self::All(sorted(parts)),
            Self::Any(parts) => Self::Any(sorted(parts)),
            Self::Not(inner) => Self::Not(Box::new(inner.planned())),
            Self::Around(relation, inner) => Self::Around(relation, Box::new(inner.planned())),
            Self::Test(test) => Self::Test(test),
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

fn any(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut truth = Truth::No;
    for part in parts {
        truth = truth.or(part);
        if truth == Truth::Yes {
            break;
        }
    }
    truth
}
