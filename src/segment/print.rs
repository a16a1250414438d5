//! The one text of a condition.

use super::condition::{Condition, Selector, Subject};
use super::parse::is_name;
use super::{Operator, Relation, State};
use std::fmt::{self, Display, Formatter, Write};

/// Writes a text between quotation marks, with a backslash before what would end it.
pub(super) fn quoted(f: &mut Formatter<'_>, text: &str, mark: char) -> fmt::Result {
    f.write_char(mark)?;
    for char in text.chars() {
        match char {
            '\n' => f.write_str("\\n")?,
            '\\' => f.write_str("\\\\")?,
            _ if char == mark => write!(f, "\\{mark}")?,
            _ => f.write_char(char)?,
        }
    }
    f.write_char(mark)
}

/// A name as it is, or between backquotes if it is not one word, or one of the grammar.
fn name(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    if is_name(name) { f.write_str(name) } else { quoted(f, name, '`') }
}

impl Display for Subject {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => name(f, field),
            Self::Custom(field) => {
                f.write_str("custom.")?;
                name(f, field)
            }
            Self::Count(selector) => write!(f, "count({selector})"),
            Self::Sum(selector) => write!(f, "sum({selector})"),
            Self::First(selector) => write!(f, "first({selector})"),
            Self::Last(selector) => write!(f, "last({selector})"),
        }
    }
}

impl Display for Selector {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(direction) = self.direction {
            write!(f, "{direction} ")?;
        }
        name(f, &self.kind)?;
        self.period.map_or(Ok(()), |period| write!(f, ", {period}"))
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl Display for State {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(Self::WORDS.iter().find(|(state, _)| state == self).map_or("", |(_, word)| word))
    }
}

impl Display for Relation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(Self::WORDS.iter().find(|(relation, _)| relation == self).map_or("", |(_, word)| word))
    }
}

/// The condition as text, which [reads back](std::str::FromStr) as the same condition.
impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, ["everyone", "all", " and "]),
            Self::Any(parts) => joined(f, parts, ["nobody", "any", " or "]),
            Self::Not(inner) => negated(f, inner),
            test => plain(f, test, ""),
        }
    }
}

/// Writes the parts of a list with a word between them; a list of one is `all (…)`, one of none has a word of its own.
fn joined(f: &mut Formatter<'_>, parts: &[Condition], [none, one, between]: [&str; 3]) -> fmt::Result {
    match parts {
        [] => f.write_str(none),
        [only] => write!(f, "{one} ({only})"),
        [first, rest @ ..] => {
            member(f, first)?;
            rest.iter().try_for_each(|part| {
                f.write_str(between)?;
                member(f, part)
            })
        }
    }
}

/// Writes a part of something larger, between brackets if it is a list of several.
fn member(f: &mut Formatter<'_>, part: &Condition) -> fmt::Result {
    match part {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => write!(f, "({part})"),
        _ => part.fmt(f),
    }
}

/// `x != 1`, `x not in [1]`, `x is not missing`, and `not …` before anything else.
fn negated(f: &mut Formatter<'_>, inner: &Condition) -> fmt::Result {
    match inner {
        Condition::Compare(subject, Operator::Equal, value) => write!(f, "{subject} != {value}"),
        Condition::Compare(_, operator, _) if operator.is_of_text() => plain(f, inner, "not "),
        Condition::In(..) | Condition::Within(..) | Condition::Is(..) => plain(f, inner, "not "),
        _ => {
            f.write_str("not ")?;
            member(f, inner)
        }
    }
}

/// Writes a test, with `not` where it belongs.
fn plain(f: &mut Formatter<'_>, test: &Condition, not: &str) -> fmt::Result {
    match test {
        Condition::Compare(subject, operator, value) => write!(f, "{subject} {not}{operator} {value}"),
        Condition::In(subject, values) => {
            write!(f, "{subject} {not}in [")?;
            for (at, value) in values.iter().enumerate() {
                write!(f, "{}{value}", if at > 0 { ", " } else { "" })?;
            }
            f.write_char(']')
        }
        Condition::Within(subject, period) => write!(f, "{subject} {not}within {period}"),
        Condition::Is(subject, state) => write!(f, "{subject} is {not}{state}"),
        Condition::Around(relation, inner) => write!(f, "any {relation} ({inner})"),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => test.fmt(f),
    }
}
