//! [`SegmentError`]: where a condition is wrong, and what belongs there.

use std::fmt;
use std::ops::Range;

/// Where a condition is wrong, what belongs there and what stands there.
///
/// ```
/// use contactkit::{contact::Schema, segment::Condition};
///
/// let error = Condition::read(r#"contry = "FI""#, &Schema::default()).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 1: expected the name of a field, found `contry`; `country` may be meant"
/// );
/// assert_eq!(error.marked(), "contry = \"FI\"\n^^^^^^");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SegmentError(Box<Trouble>);

/// What a [`SegmentError`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    pub text: String,
    pub span: Range<usize>,
    pub expected: String,
    pub found: String,
    pub meant: Option<String>,
}

/// In one line.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found, meant, .. } = self;
        let (line, column) = self.line_and_column();
        write!(f, "line {line}, column {column}: expected {expected}, found {found}")?;
        meant.as_ref().map_or(Ok(()), |meant| write!(f, "; {meant} may be meant"))
    }
}

impl Trouble {
    /// The line and column of the place, counted from 1; a column is a character.
    fn line_and_column(&self) -> (usize, usize) {
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (1 + before.matches('\n').count(), 1 + line.chars().count())
    }
}

impl From<Trouble> for SegmentError {
    fn from(trouble: Trouble) -> Self {
        Self(Box::new(trouble))
    }
}

impl SegmentError {
    /// The bytes of the text that are wrong; none at the place where something is missing.
    ///
    /// The text is the one that was read. For a condition that was built in code it is the condition's own text.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// The line of the place, counted from 1.
    pub fn line(&self) -> usize {
        self.0.line_and_column().0
    }

    /// The column of the place in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.0.line_and_column().1
    }

    /// What belongs there.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What stands there.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// What the writer may have meant, if something is near.
    pub fn meant(&self) -> Option<&str> {
        self.0.meant.as_deref()
    }

    /// The line of the text that is wrong, and a line with marks below the place.
    pub fn marked(&self) -> String {
        let Trouble { text, span, .. } = &*self.0;
        let (line, column) = self.0.line_and_column();
        let line = text.split('\n').nth(line - 1).unwrap_or_default();
        let wrong = text.get(span.clone()).unwrap_or_default();
        let width = wrong.split('\n').next().unwrap_or_default().chars().count().max(1);
        format!("{line}\n{}{}", " ".repeat(column - 1), "^".repeat(width))
    }
}

/// The nearest of some names, if it is so near that it may be meant.
pub(super) fn nearest<'a>(names: impl Iterator<Item = &'a str>, given: &str) -> Option<String> {
    /// A longer text is no name that was mistyped.
    const LONGEST: usize = 64;
    if given.len() > LONGEST {
        return None;
    }
    let lower = given.to_lowercase();
    let slips = |name: &str| strsim::osa_distance(&name.to_lowercase(), &lower);
    let near = names.map(|name| (slips(name), name)).min()?;
    let most = (given.chars().count() / 3).clamp(1, 3);
    (near.0 <= most).then(|| near.1.to_owned())
}
