//! [`Organization`] and [`Employment`]: companies, and who works there.

use super::{Invalid, PartialDate};

/// The name of an organization, with its legal form apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Organization {
    /// The name without its legal form: `Nordwind` of `Nordwind GmbH`.
    pub name: String,
    /// The legal form as written: `GmbH`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub legal_form: Option<String>,
}

impl std::str::FromStr for Organization {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        Ok(Self { name: text.to_owned(), legal_form: None })
    }
}

impl std::fmt::Display for Organization {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        self.legal_form.as_ref().map_or(Ok(()), |form| write!(f, " {form}"))
    }
}

/// That somebody works, or worked, for an organization.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Employment {
    /// The employer, if known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub organization: Option<Organization>,
    /// The job title, if known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub title: Option<String>,
    /// Since when.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub from: Option<PartialDate>,
    /// Until when; nothing for a position that is still held, as far as known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub until: Option<PartialDate>,
}

impl Employment {
    /// Reads an employment from the texts of an employer and a job title; an empty text is no value.
    pub fn new(organization: &str, title: &str) -> Self {
        let title = title.trim();
        Self {
            organization: organization.parse().ok(),
            title: (!title.is_empty()).then(|| title.to_owned()),
            ..Self::default()
        }
    }
}

impl std::fmt::Display for Employment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.title, &self.organization) {
            (Some(title), Some(organization)) => write!(f, "{title}, {organization}"),
            (Some(title), None) => f.write_str(title),
            (None, Some(organization)) => organization.fmt(f),
            (None, None) => Ok(()),
        }
    }
}

impl Organization {
    /// TODO
    pub fn legal_form_class(&self) -> Option<&'static str> {
        None
    }
}
