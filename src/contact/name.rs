//! [`PersonName`]: the name of a person, in parts.

use super::Invalid;

/// The name of a person in its parts, each as written by its owner.
///
/// Any combination is a name: many people have one name only, or no family name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct PersonName {
    /// `Dr.`, `Prof.`, `Ms.`
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub prefix: Option<String>,
    /// The given name, or several.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub given: Option<String>,
    /// Middle names, initials, patronymic.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub middle: Option<String>,
    /// The family name with its particles, one or two.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub family: Option<String>,
    /// `Jr.`, `III`, `PhD`
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub suffix: Option<String>,
    /// The name that friends use.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub nickname: Option<String>,
}

impl PersonName {
    /// A name of a given and a family name.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Self {
        let some = |text: String| (!text.trim().is_empty()).then_some(text);
        Self { given: some(given.into()), family: some(family.into()), ..Self::default() }
    }

    /// Whether no part has any text.
    pub fn is_empty(&self) -> bool {
        self.parts().next().is_none()
    }

    /// The parts that have text, in the order in which they are written.
    fn parts(&self) -> impl Iterator<Item = &str> {
        [&self.prefix, &self.given, &self.middle, &self.family, &self.suffix]
            .into_iter()
            .chain([&self.nickname])
            .filter_map(|part| part.as_deref())
            .filter(|part| !part.trim().is_empty())
    }
}

impl std::str::FromStr for PersonName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        Ok(match (text.split_once(','), text.rsplit_once(' ')) {
            (Some((family, given)), _) => Self::new(given.trim(), family.trim()),
            (None, Some((given, family))) => Self::new(given.trim(), family.trim()),
            (None, None) => Self::new(text, ""),
        })
    }
}

impl std::fmt::Display for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, part) in self.parts().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part.trim())?;
        }
        Ok(())
    }
}
