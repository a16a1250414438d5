//! [`Finding`]: one thing that is wrong with a record.

use super::{FieldPath, Rule, Severity};
use std::fmt;

/// One thing that is wrong with a record: where, what, how bad, and what to do.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{Fix, Validator};
///
/// let mut contact = Contact::person("7");
/// contact.names.push(Field::parse("JON DOH"));
/// contact.emails.push(Field::parse("jon@example.net"));
/// let findings = Validator::default().check(&contact);
/// assert_eq!(findings[0].code(), "name.case");
/// assert_eq!(findings[0].path.to_string(), "names[0]");
/// assert_eq!(findings[0].fix, Some(Fix::Replace("Jon Doh".to_owned())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Finding {
    /// The rule that the record breaks.
    pub rule: Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where it stands.
    pub path: FieldPath,
    /// What is wrong and what to do, in English, with the text quoted and shortened.
    pub message: String,
    /// The repair, where there is only one.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub fix: Option<Fix>,
}

/// A repair that is certain; whoever reads the finding decides whether to make it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Fix {
    /// Put this text in the place of the text at the finding's path.
    Replace(String),
    /// Take the value at the finding's path away.
    Remove,
}

impl Finding {
    /// A finding of a rule with the rule's own severity.
    pub(super) fn new(rule: Rule, path: FieldPath, message: String) -> Self {
        Self { rule, severity: rule.severity(), path, message, fix: None }
    }

    /// The same finding as a note.
    pub(super) fn noted(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// The same finding with a repair, if there is one.
    pub(super) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// The code of the rule, such as `email.syntax`.
    pub fn code(&self) -> &'static str {
        self.rule.code()
    }
}

impl fmt::Display for Finding {
    /// `warning email.domain_typo at emails[0]: …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} at {}: {}", self.severity, self.rule, self.path, self.message)
    }
}

/// The characters of a text that a message shows.
const QUOTED: usize = 60;

/// A text in quotation marks, shortened when long, with control characters and characters without width made visible.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        f.write_char('"')?;
        let text = self.0.trim();
        // Most texts are short and nothing but printable ASCII.
        if text.len() <= QUOTED && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            f.write_str(text)?;
            return f.write_char('"');
        }
        let mut characters = text.chars();
        for character in characters.by_ref().take(QUOTED) {
            if super::text::is_unseen(character) {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                f.write_char(character)?;
            }
        }
        f.write_str(if characters.next().is_some() { "…\"" } else { "\"" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_quoted_by_its_beginning() {
        assert_eq!(Quoted(&"ü".repeat(61)).to_string(), format!("\"{}…\"", "ü".repeat(60)));
        assert_eq!(Quoted(&"ü".repeat(60)).to_string(), format!("\"{}\"", "ü".repeat(60)));
    }

    #[test]
    fn what_cannot_be_seen_is_quoted_by_its_number() {
        assert_eq!(Quoted("a\u{200b}b\u{7}").to_string(), r#""a\u{200b}b\u{7}""#);
    }
}
