//! [`Url`]: a web address or the address of a profile.

use super::Invalid;

/// A web address, as given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Url {
    text: String,
}

impl Url {
    /// The address as given, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::str::FromStr for Url {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        match () {
            () if text.is_empty() => Err(Invalid::Empty),
            () if text.contains(char::is_whitespace) || !text.contains('.') => Err(Invalid::Url),
            () => Ok(Self { text: text.to_owned() }),
        }
    }
}

impl std::fmt::Display for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
