//! [`LegalForm`]: what kind of organization a name says that it is.

use super::CountryCode;
use super::fold::fold;
use super::tables::LEGAL_FORM_TABLE;

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
    pub(super) fn of(word: &str) -> Option<Self> {
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

/// The key of a form in the table: dots, spaces, commas and case do not matter.
pub(super) fn key(text: &str) -> String {
    let mut key = fold(text);
    key.retain(|char| !matches!(char, ' ' | ','));
    key
}

/// The most words of a legal form.
const MOST_WORDS: usize = 9;

/// Forms of Latin letters that are written before the name too (France, Italy, Spain, Russia, Baltics, Indonesia).
const BEFORE_THE_NAME: [&str; 25] = [
    "sarl", "sas", "sasu", "sa", "eurl", "sci", "snc", "scop", "sl", "srl", "spa", "ooo", "oao", "zao", "pao", "ao",
    "too", "tov", "pt", "cv", "ud", "uab", "sia", "vsi", "ngo",
];

/// Words between a name and its form that belong to neither.
const LINKS: [&str; 7] = ["&", "+", "and", "und", "et", "y", "e"];

/// The name and the legal form that a text has, both as written; nothing if it has none.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let words = words(text);
    at_end(text, &words)
        .or_else(|| at_start(text, &words))
        .or_else(|| unspaced(text))
        .or_else(|| glued(text))
        .map(|(name, form)| (trim_name(name), form.trim_matches([' ', ',', ';'])))
        .filter(|(name, form)| name.chars().any(char::is_alphanumeric) && !form.is_empty())
}

/// The words of a text with the places where they start and end.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, char) in text.char_indices() {
        let between = char.is_whitespace() || char == ',';
        match (between, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    words
}

fn at_end<'a>(text: &'a str, words: &[(usize, usize)]) -> Option<(&'a str, &'a str)> {
    let most = words.len().saturating_sub(1).min(MOST_WORDS);
    let first = words.len() - most;
    let at = words.get(first..)?.iter().position(|(from, _)| is_form(text.get(*from..)))? + first;
    let word = |index: usize| words.get(index).and_then(|(from, to)| text.get(*from..*to));
    // `Smith & Co`: the link is of no use to the name.
    let linked = at >= 2 && word(at - 1).is_some_and(|word| LINKS.contains(&word.to_lowercase().as_str()));
    let from = words.get(if linked { at - 1 } else { at })?.0;
    Some((text.get(..from)?, text.get(from..)?))
}

fn at_start<'a>(text: &'a str, words: &[(usize, usize)]) -> Option<(&'a str, &'a str)> {
    let most = words.len().saturating_sub(1).min(MOST_WORDS);
    let to = words.get(..most)?.iter().rev().map(|(_, to)| *to).find(|to| {
        text.get(..*to).is_some_and(|form| {
            let key = key(form);
            let stands_before = BEFORE_THE_NAME.contains(&key.as_str()) && !form.chars().any(char::is_lowercase)
                || !key.is_ascii()
                || key.len() > 12;
            stands_before && LEGAL_FORM_TABLE.contains(&key)
        })
    })?;
    Some((text.get(to..)?, text.get(..to)?))
}

/// Forms of scripts that put no space between words: 鈴木株式会社, 株式会社鈴木, (주)한빛.
fn unspaced(text: &str) -> Option<(&str, &str)> {
    let after = |form: &String| text.strip_suffix(form.as_str());
    let before = |form: &String| text.strip_prefix(form.as_str());
    let forms = LEGAL_FORM_TABLE.unspaced();
    forms
        .iter()
        .find_map(|form| after(form).map(|name| (name, text.get(name.len()..))))
        .or_else(|| forms.iter().find_map(|form| before(form).map(|name| (name, text.get(..form.len())))))
        .and_then(|(name, form)| Some((name, form?)))
}

/// `NordwindAG`, `NordwindGmbH`: the capitals tell where the form begins.
fn glued(text: &str) -> Option<(&str, &str)> {
    let name = ["GmbH", "AG", "KG"].iter().find_map(|form| text.strip_suffix(form))?;
    let lowercase = name.chars().next_back().is_some_and(char::is_lowercase);
    (lowercase && name.chars().count() >= 3).then_some(())?;
    Some((name, text.get(name.len()..)?))
}

fn is_form(text: Option<&str>) -> bool {
    text.is_some_and(|text| LEGAL_FORM_TABLE.contains(&key(text)))
}

/// A name without the commas and quotation marks around it.
fn trim_name(name: &str) -> &str {
    let name = name.trim_matches(|char: char| char.is_whitespace() || matches!(char, ',' | ';'));
    [('«', '»'), ('"', '"'), ('“', '”'), ('„', '“'), ('「', '」')]
        .iter()
        .find_map(|(open, close)| name.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inner| !inner.contains(['«', '"', '“', '„', '「']))
        .map_or(name, str::trim)
}

/// The forms that a written form can be; several countries share short ones.
pub(super) fn readings(form: &str) -> &'static [LegalForm] {
    let full = key(form);
    match LEGAL_FORM_TABLE.forms(&full) {
        [] => {
            let word = form.split_whitespace().next().unwrap_or_default();
            let linked = LINKS.contains(&word.to_lowercase().as_str());
            let rest = form.trim_start().get(word.len()..).unwrap_or_default();
            if linked { LEGAL_FORM_TABLE.forms(&key(rest)) } else { &[] }
        }
        forms => forms,
    }
}
