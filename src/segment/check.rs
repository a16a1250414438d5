//! [`Check`]: a test made ready, so that one value of a contact after the other can be held against it.

use super::calendar::Days;
use super::field::{Flow, Visitor};
use super::text::{Form, PhoneText, may_be};
use super::{Number, Operator, State, Truth};
use crate::contact::{CountryCode, Email, Phone};
use crate::normalize::EmailKey;

/// The type of a field's values, which says what they can be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FieldType {
    /// A text; case, accents, dots and apostrophes do not matter.
    Text,
    /// A key, to the byte.
    Id,
    /// An e-mail address; two of one mailbox are the same.
    Email,
    /// The domain of an e-mail address.
    Domain,
    /// A phone number; two by which the same line is reached are the same.
    Phone,
    /// A postal code; case, blanks and hyphens do not matter.
    PostalCode,
    /// A country by its code or name.
    Country,
    /// A web address; case does not matter.
    Url,
    /// A number.
    Number,
    /// An amount in a currency.
    Amount,
    /// A date.
    Date,
    /// Yes or no.
    Bool,
    /// One of a few texts.
    Choice,
}

impl FieldType {
    /// What a person calls it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Id => "a key",
            Self::Email => "an e-mail address",
            Self::Domain => "a domain",
            Self::Phone => "a phone number",
            Self::PostalCode => "a postal code",
            Self::Country => "a country",
            Self::Url => "a web address",
            Self::Number => "a number",
            Self::Amount => "an amount",
            Self::Date => "a date",
            Self::Bool => "yes or no",
            Self::Choice => "a choice",
        }
    }

    /// Whether its values have an order.
    pub(super) fn has_order(self) -> bool {
        matches!(self, Self::Number | Self::Amount | Self::Date)
    }

    /// Whether its values can be compared by a part of their text.
    pub(super) fn has_parts(self) -> bool {
        self.form().is_some() && self != Self::Choice
    }

    /// The form in which its texts are compared, if they are texts.
    pub(super) fn form(self) -> Option<Form> {
        match self {
            Self::Text | Self::Choice => Some(Form::Plain),
            Self::Id => Some(Form::Exact),
            Self::Email | Self::Domain | Self::Url => Some(Form::Lower),
            Self::Phone => Some(Form::Dialed),
            Self::PostalCode => Some(Form::Compact),
            Self::Country | Self::Number | Self::Amount | Self::Date | Self::Bool => None,
        }
    }
}

impl std::fmt::Display for FieldType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.noun())
    }
}

/// A value of a contact.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen<'c> {
    Text(&'c str),
    Email(&'c Email),
    Phone(&'c Phone),
    Country(CountryCode),
    /// The least and the most that it can be.
    Number([Number; 2]),
    Amount(Number, &'c str),
    /// The days that it can be.
    Date(Days),
    Bool(bool),
    /// A text that could not be read as a value of its field.
    Unread(&'c str),
}

/// What the values of a contact are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Check {
    Compare(Operator, Wanted),
    Is(State),
}

impl Check {
    /// What it says of any number of events up to this one.
    pub(super) fn of_count(&self, most: usize) -> Truth {
        match self {
            Self::Compare(operator, wanted) => {
                let most = i64::try_from(most).unwrap_or(i64::MAX);
                wanted.holds(*operator, Seen::Number([0.into(), most.into()]))
            }
            Self::Is(_) => Truth::Unknown,
        }
    }
}

/// The values of a test in the form in which they are compared; one of them is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Texts(Form, Vec<String>),
    /// The keys of mailboxes, with the addresses as given.
    Mailboxes(Vec<(String, String)>),
    Phones(Vec<PhoneText>),
    Countries(Vec<CountryCode>),
    Numbers(Vec<Number>),
    Amounts(Vec<(Number, String)>),
    Dates(Vec<Days>),
    Bools(Vec<bool>),
}

impl Wanted {
    /// Whether nothing is wanted.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Texts(_, all) => all.is_empty(),
            Self::Mailboxes(all) => all.is_empty(),
            Self::Phones(all) => all.is_empty(),
            Self::Countries(all) => all.is_empty(),
            Self::Numbers(all) => all.is_empty(),
            Self::Amounts(all) => all.is_empty(),
            Self::Dates(all) => all.is_empty(),
            Self::Bools(all) => all.is_empty(),
        }
    }

    /// What a value is to those that are wanted.
    fn holds(&self, operator: Operator, seen: Seen<'_>) -> Truth {
        match (self, seen) {
            (Self::Texts(form, all), Seen::Text(text)) => form.holds(operator, text, all).into(),
            (Self::Texts(form, all), Seen::Email(email)) => form.holds(operator, email.as_str(), all).into(),
            (Self::Texts(form, all), Seen::Phone(phone)) => form.holds(operator, &phone.to_string(), all).into(),
            (Self::Mailboxes(all), Seen::Email(email)) => is_mailbox(email, all).into(),
            (Self::Phones(all), Seen::Phone(phone)) => one_of(all, |wanted| wanted.is_same(phone)),
            (Self::Countries(all), Seen::Country(country)) => all.contains(&country).into(),
            (Self::Bools(all), Seen::Bool(is)) => all.contains(&is).into(),
            (Self::Numbers(all), Seen::Number(range)) => one_of(all, |&wanted| in_order(operator, range, [wanted; 2])),
            (Self::Amounts(all), Seen::Amount(amount, currency)) => {
                one_of(
                    all,
                    |(wanted, of)| {
                        if of == currency { in_order(operator, [amount; 2], [*wanted; 2]) } else { Truth::Unknown }
                    },
                )
            }
            (Self::Dates(all), Seen::Date(days)) => {
                one_of(all, |wanted| in_order(operator, [days.first, days.last], [wanted.first, wanted.last]))
            }
            // what could not be read, and what is not of the field's type
            _ => Truth::Unknown,
        }
    }
}

fn one_of<T>(all: &[T], holds: impl Fn(&T) -> Truth) -> Truth {
    all.iter().map(holds).max().unwrap_or(Truth::No)
}

/// Whether an address is one of some mailboxes. Most are not, which is seen by their first letter.
fn is_mailbox(email: &Email, all: &[(String, String)]) -> bool {
    let text = email.as_str();
    if all.iter().any(|(_, given)| given.eq_ignore_ascii_case(text)) {
        return true;
    }
    all.iter().any(|(key, _)| may_be(text, key)) && {
        let key = EmailKey::of(text);
        key.is_some_and(|key| all.iter().any(|(wanted, _)| *wanted == key.text))
    }
}

/// How a value that is between two stands to another one that is between two. Equal is one that is certainly inside.
pub(super) fn in_order<T: Ord>(operator: Operator, [least, most]: [T; 2], [first, last]: [T; 2]) -> Truth {
    let (yes, no) = match operator {
        Operator::Less => (most < first, least >= first),
        Operator::AtMost => (most <= last, least > last),
        Operator::Greater => (least > last, most <= last),
        Operator::AtLeast => (least >= first, most < first),
        _ => (least >= first && most <= last, most < first || least > last),
    };
    if yes {
        Truth::Yes
    } else if no {
        Truth::No
    } else {
        Truth::Unknown
    }
}

/// What the values that were seen so far say to a check.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    check: &'a Check,
    truth: Truth,
    is_none: bool,
}

impl<'a> Answer<'a> {
    pub(super) fn new(check: &'a Check) -> Self {
        Self { check, truth: Truth::No, is_none: true }
    }

    /// The answer once all values are seen. One that holds is enough; where there is none, nobody knows, unless that itself
    /// is the answer, or having none means that it holds for none.
    pub(super) fn truth(self, is_complete: bool) -> Truth {
        match self.check {
            Check::Is(State::Missing) => self.is_none.into(),
            Check::Compare(..) if self.is_none && !is_complete => Truth::Unknown,
            _ => self.truth,
        }
    }
}

impl Visitor for Answer<'_> {
    /// Takes one value more; stops where no other can change the answer.
    #[inline]
    fn see(&mut self, seen: Seen<'_>) -> Flow {
        self.is_none = false;
        let truth = match self.check {
            Check::Compare(operator, wanted) => wanted.holds(*operator, seen),
            Check::Is(State::Missing) => return Flow::Break(()),
            Check::Is(State::Known) => Truth::from(!matches!(seen, Seen::Unread(_))),
            Check::Is(State::Invalid) => Truth::from(matches!(seen, Seen::Unread(_))),
        };
        self.truth = self.truth.max(truth);
        if truth == Truth::Yes { Flow::Break(()) } else { Flow::Continue(()) }
    }
}
