//! Finds conditions that no contact can meet.
//!
//! A condition is written as the ways in which it can be met, each a list of tests that have to be yes, or no. A way is
//! closed if one of its tests cannot be so, or two of them cannot be so together. Only what is certain is said: two values
//! of a field that can have several contradict each other never.

use super::Operator;
use super::State;
use super::check::{Check, Wanted};
use super::condition::Condition;
use super::field::Known;
use super::plan::{Node, Test};
use super::read::Read;

/// More ways are not looked at.
const MOST: usize = 512;

/// A test that has to be yes, or no; or something of the records around, of which only its own contradictions count.
#[derive(Debug, Clone, Copy)]
struct Need<'c> {
    condition: &'c Condition,
    node: &'c Node,
    holds: bool,
}

/// The tests of each way that cannot be met together, if no way can be met.
pub(super) fn why(condition: &Condition, node: &Node) -> Option<Vec<String>> {
    let ways = ways(condition, node, true)?;
    let mut reasons = Vec::new();
    for way in ways {
        let reason = contradiction(&way)?;
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        reasons.push(condition.to_string());
    }
    Some(reasons)
}

/// The ways in which a condition can be yes, or no; nothing if they are too many.
fn ways<'c>(condition: &'c Condition, node: &'c Node, holds: bool) -> Option<Vec<Vec<Need<'c>>>> {
    match (condition, node) {
        (Condition::Not(condition), Node::Not(node)) => ways(condition, node, !holds),
        (Condition::All(conditions), Node::All(nodes)) | (Condition::Any(conditions), Node::Any(nodes)) => {
            let is_all = matches!(node, Node::All(_)) == holds;
            let mut parts = conditions.iter().zip(nodes).map(|(condition, node)| ways(condition, node, holds));
            if is_all {
                parts.try_fold(vec![Vec::new()], |before, part| product(&before, &part?))
            } else {
                parts.try_fold(Vec::new(), |mut before, part| {
                    before.extend(part?);
                    (before.len() <= MOST).then_some(before)
                })
            }
        }
        _ => Some(vec![vec![Need { condition, node, holds }]]),
    }
}

fn product<'c>(before: &[Vec<Need<'c>>], part: &[Vec<Need<'c>>]) -> Option<Vec<Vec<Need<'c>>>> {
    if before.len().saturating_mul(part.len()) > MOST {
        return None;
    }
    let join =
        |left: &Vec<Need<'c>>| part.iter().map(move |right| [left.as_slice(), right].concat()).collect::<Vec<_>>();
    Some(before.iter().flat_map(join).collect())
}

/// The texts of the needs of a way that cannot be met together.
fn contradiction(way: &[Need<'_>]) -> Option<String> {
    for (at, need) in way.iter().enumerate() {
        if need.is_impossible() {
            return Some(need.text());
        }
        let others = way.get(at + 1..).unwrap_or_default();
        if let Some(other) = others.iter().find(|other| contradict(need, other)) {
            return Some(format!("{} and {}", need.text(), other.text()));
        }
    }
    None
}

impl Need<'_> {
    fn text(&self) -> String {
        if self.holds { self.condition.to_string() } else { (!self.condition.clone()).to_string() }
    }

    /// Whether no contact can have it.
    fn is_impossible(&self) -> bool {
        match self.node {
            Node::Test(test) => cannot(test, self.holds),
            Node::Around(_, inner) => self.holds && is_never(inner),
            _ => false,
        }
    }
}

/// Whether a test can be yes, or no, for no contact.
fn cannot(test: &Test, holds: bool) -> bool {
    match &test.check {
        Check::Is(_) => false,
        Check::Compare(_, wanted) if wanted.is_empty() => holds,
        Check::Compare(operator, wanted) => match &test.read {
            Read::Count(_) => is_of_no_count(*operator, wanted, holds),
            Read::Known(field @ (Known::Kind | Known::Gender)) => {
                !field.choices().iter().any(|choice| holds_for(wanted, choice) == holds)
            }
            _ => holds && is_without_days(wanted),
        },
    }
}

/// Whether no contact can meet a condition of which there is no text.
fn is_never(node: &Node) -> bool {
    match node {
        Node::Any(parts) => parts.iter().all(is_never),
        Node::All(parts) => parts.iter().any(is_never),
        Node::Around(_, inner) => is_never(inner),
        Node::Test(test) => cannot(test, true),
        Node::Not(inner) => match &**inner {
            Node::Test(test) => cannot(test, false),
            Node::Not(inner) => is_never(inner),
            _ => false,
        },
    }
}

/// Whether no whole number from 0 on is so.
fn is_of_no_count(operator: Operator, wanted: &Wanted, holds: bool) -> bool {
    let Wanted::Numbers(numbers) = wanted else { return false };
    let zero = 0.into();
    match (operator, holds) {
        (Operator::Less, true) | (Operator::AtLeast, false) => numbers.iter().all(|number| *number <= zero),
        (Operator::AtMost, true) | (Operator::Greater, false) => numbers.iter().all(|number| *number < zero),
        (Operator::Equal, true) => numbers.iter().all(|number| *number < zero || number.whole().is_none()),
        _ => false,
    }
}

/// Whether a period has its end before its start.
fn is_without_days(wanted: &Wanted) -> bool {
    matches!(wanted, Wanted::Dates(days) if days.iter().all(|days| days.last < days.first))
}

fn holds_for(wanted: &Wanted, choice: &str) -> bool {
    matches!(wanted, Wanted::Texts(form, all) if form.holds(Operator::Equal, choice, all))
}

/// Whether no contact can have both.
fn contradict(left: &Need<'_>, right: &Need<'_>) -> bool {
    let (yes, also) = (left.holds, right.holds);
    let (Node::Test(left), Node::Test(right)) = (left.node, right.node) else { return false };
    if left.read != right.read {
        return false;
    }
    match (&left.check, &right.check) {
        (left_check, right_check) if left_check == right_check => yes != also,
        (Check::Is(State::Missing), Check::Is(_)) | (Check::Is(_), Check::Is(State::Missing)) => yes && also,
        (Check::Is(State::Missing), Check::Compare(..)) => yes && (also || !left.read.is_complete()),
        (Check::Compare(..), Check::Is(State::Missing)) => also && (yes || !left.read.is_complete()),
        (Check::Compare(first, wanted), Check::Compare(second, others)) if left.read.is_single() => {
            apart((*first, wanted, yes), (*second, others, also))
        }
        _ => false,
    }
}

type Side<'c> = (Operator, &'c Wanted, bool);

/// Whether one value cannot be so and so.
fn apart(left: Side<'_>, right: Side<'_>) -> bool {
    match (left.1, right.1) {
        (Wanted::Numbers(these), Wanted::Numbers(those)) => {
            let range = |side: Side<'_>, all: &[super::Number]| range(side, all, |number| [*number; 2]);
            disjoint(&range(left, these), &range(right, those))
        }
        (Wanted::Amounts(these), Wanted::Amounts(those)) => {
            let range = |side: Side<'_>, all: &[(super::Number, String)]| range(side, all, |(number, _)| [*number; 2]);
            disjoint(&range(left, these), &range(right, those))
        }
        (Wanted::Dates(these), Wanted::Dates(those)) => {
            let range =
                |side: Side<'_>, all: &[super::calendar::Days]| range(side, all, |days| [days.first, days.last]);
            disjoint(&range(left, these), &range(right, those))
        }
        (Wanted::Texts(form, these), Wanted::Texts(other, those)) => {
            let are_equal = left.0 == Operator::Equal && right.0 == Operator::Equal && form == other;
            let inside = |inner: &[String], outer: &[String]| inner.iter().all(|text| outer.contains(text));
            are_equal
                && match (left.2, right.2) {
                    (true, true) => !these.iter().any(|text| those.contains(text)),
                    (true, false) => inside(these, those),
                    (false, true) => inside(those, these),
                    (false, false) => false,
                }
        }
        _ => false,
    }
}

/// The least and the most that a value can be, each with whether it is outside itself; nothing where there is no limit.
type Range<T> = [Option<(T, bool)>; 2];

/// The range of one value that stands so to another one, or does not; no limits where there are several.
fn range<T: Copy, W>((operator, _, holds): Side<'_>, wanted: &[W], ends: impl Fn(&W) -> [T; 2]) -> Range<T> {
    let [only] = wanted else { return [None, None] };
    let [first, last] = ends(only);
    match (operator, holds) {
        (Operator::Less, true) | (Operator::AtLeast, false) => [None, Some((first, true))],
        (Operator::AtMost, true) | (Operator::Greater, false) => [None, Some((last, false))],
        (Operator::Greater, true) | (Operator::AtMost, false) => [Some((last, true)), None],
        (Operator::AtLeast, true) | (Operator::Less, false) => [Some((first, false)), None],
        (Operator::Equal, true) => [Some((first, false)), Some((last, false))],
        _ => [None, None],
    }
}

fn disjoint<T: Ord>(left: &Range<T>, right: &Range<T>) -> bool {
    let before = |most: &Option<(T, bool)>, least: &Option<(T, bool)>| match (most, least) {
        (Some((most, open)), Some((least, also))) => most < least || most == least && (*open || *also),
        _ => false,
    };
    let ([left_least, left_most], [right_least, right_most]) = (left, right);
    before(left_most, right_least) || before(right_most, left_least)
}
