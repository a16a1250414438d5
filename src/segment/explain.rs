//! [`Explanation`]: why a contact is in a segment, or is not.

use super::Truth;
use super::around::Around;
use super::condition::Condition;
use super::plan::Node;
use std::fmt;

/// Why a contact is in a segment, or is not: each condition with what it says, and what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Explanation {
    /// The text of the condition.
    pub condition: String,
    /// What it says of the contact.
    pub truth: Truth,
    /// What the contact has there, if the condition is a test: `is "vip", "press"`, `is missing`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub seen: Option<String>,
    /// The id of the record that the condition was asked of, if it is one around the contact.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub record: Option<String>,
    /// The conditions that it consists of.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub parts: Vec<Self>,
}

impl Explanation {
    pub(super) fn of(condition: &Condition, node: &Node, around: &Around<'_>) -> Self {
        let mut explanation = Self {
            condition: condition.to_string(),
            truth: node.truth(around),
            seen: None,
            record: None,
            parts: Vec::new(),
        };
        match (condition, node) {
            (Condition::All(conditions), Node::All(nodes)) | (Condition::Any(conditions), Node::Any(nodes)) => {
                let parts = conditions.iter().zip(nodes);
                explanation.parts = parts.map(|(condition, node)| Self::of(condition, node, around)).collect();
            }
            // what is denied says as much as what denies it
            (Condition::Not(inner), Node::Not(node)) => {
                let inner = Self::of(inner, node, around);
                if inner.parts.is_empty() {
                    explanation.seen = inner.seen;
                } else {
                    explanation.parts = vec![inner];
                }
            }
            (Condition::Around(relation, inner), Node::Around(_, node)) => match around.related(*relation) {
                None => explanation.seen = Some("is not given".to_owned()),
                Some(related) => {
                    let one = |around: Around<'_>| Self {
                        record: Some(around.contact.id.clone()),
                        ..Self::of(inner, node, &around)
                    };
                    explanation.parts = related.map(one).collect();
                    if explanation.parts.is_empty() {
                        explanation.seen = Some(format!("has no {relation}"));
                    }
                }
            },
            (_, Node::Test(test)) => {
                explanation.seen = Some(match test.seen(around) {
                    None => "is not given".to_owned(),
                    Some(seen) if seen.is_empty() => "is missing".to_owned(),
                    Some(seen) => format!("is {}", seen.join(", ")),
                });
            }
            _ => {}
        }
        explanation
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        write!(f, "{:1$}", "", depth * 2)?;
        if let Some(record) = &self.record {
            write!(f, "{record}: ")?;
        }
        write!(f, "{}: {}", self.truth, self.condition)?;
        if let Some(seen) = &self.seen {
            write!(f, " ({seen})")?;
        }
        self.parts.iter().try_for_each(|part| {
            f.write_str("\n")?;
            part.write(f, depth + 1)
        })
    }
}

/// A line for each condition, those that another one consists of below it.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}
