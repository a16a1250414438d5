//! [`LegalForm`]: what kind of organization a name says that it is.

mod split;
mod table;

use super::CountryCode;
pub(crate) use split::split;
use table::TABLE;
pub(crate) use table::branch_words;

/// A legal form of organizations, such as the German `GmbH`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegalForm {
    /// The form's own short name, unique among all forms.
    pub canonical: String,
    /// The kind of organization.
    pub class: LegalFormClass,
    /// The countries whose law has the form.
    pub countries: Vec<CountryCode>,
}

/// Kinds of organizations that the law of most countries has, under many names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum LegalFormClass {
    /// A private company with limited liability: `GmbH`, `Ltd`, `SARL`.
    Limited,
    /// A company with shares: AG, plc, SA.
    Stock,
    /// A partnership.
    Partnership,
    /// A partnership of which some partners have limited liability: KG, LP.
    LimitedPartnership,
    /// One person in business.
    Sole,
    /// A cooperative.
    Cooperative,
    /// An association, foundation or charity.
    Nonprofit,
    /// An office or company of the state.
    Public,
    /// Another form.
    Other,
}

impl LegalFormClass {
    /// The class as the table and serde write it: `limited-partnership`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Limited => "limited",
            Self::Stock => "stock",
            Self::Partnership => "partnership",
            Self::LimitedPartnership => "limited-partnership",
            Self::Sole => "sole",
            Self::Cooperative => "cooperative",
            Self::Nonprofit => "nonprofit",
            Self::Public => "public",
            Self::Other => "other",
        }
    }

    /// The class of a table's word.
    fn of(word: &str) -> Option<Self> {
        [
            Self::Limited,
            Self::Stock,
            Self::Partnership,
            Self::LimitedPartnership,
            Self::Sole,
            Self::Cooperative,
            Self::Nonprofit,
            Self::Public,
            Self::Other,
        ]
        .into_iter()
        .find(|class| class.as_str() == word)
    }
}

impl std::fmt::Display for LegalFormClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The forms that a written form can be; several countries share short ones.
pub(super) fn readings(form: &str) -> &'static [LegalForm] {
    if let Some(forms) = TABLE.by_capitals(form) {
        return forms;
    }
    let key = table::key(form);
    match TABLE.forms(&key) {
        // `& Co`: the link says nothing.
        [] => split::LINKS.iter().find_map(|link| key.strip_prefix(link)).map_or(&[], |key| TABLE.forms(key)),
        forms => forms,
    }
}

/// Whether a text is nothing but legal forms and links between them.
pub(crate) fn is_only_form(text: &str) -> bool {
    let is_part = |word| split::LINKS.contains(&word) || TABLE.has_form(word);
    text.len() <= table::LONGEST_KEY && (text.split_whitespace().all(is_part) || TABLE.has_form(text))
}
