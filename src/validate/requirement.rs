//! [`Requirement`]: what a record must have, and when; [`Completeness`]: how much of it a record has.

use super::{FieldKind, FieldPath, Finding, Rule, Severity};
use crate::contact::{Contact, Field};
use crate::error::{Error, ErrorKind};
use std::collections::BTreeSet;
use std::fmt;

/// On what occasion a record is checked; more may be required on one than on another.
///
/// Written, in settings too, as `review`, `create`, `update` and `stage:customer`.
///
/// ```
/// use contactkit::validate::Occasion;
///
/// assert_eq!("stage:customer".parse(), Ok(Occasion::Stage("customer".to_owned())));
/// assert_eq!(
///     "craete".parse::<Occasion>().unwrap_err().to_string(),
///     r#"setting `on` is "craete": it must be "review", "create", "update" or "stage:" with a name"#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
#[non_exhaustive]
pub enum Occasion {
    /// The record is looked at as it is stored, and nothing happens to it.
    #[default]
    Review,
    /// The record is about to be stored for the first time.
    Create,
    /// A stored record is about to be changed.
    Update,
    /// The record is about to reach a stage that the owner names, such as `customer`.
    Stage(String),
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Review => f.write_str("review"),
            Self::Create => f.write_str("create"),
            Self::Update => f.write_str("update"),
            Self::Stage(name) => write!(f, "stage:{name}"),
        }
    }
}

impl std::str::FromStr for Occasion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "review" => Ok(Self::Review),
            "create" => Ok(Self::Create),
            "update" => Ok(Self::Update),
            _ => match text.strip_prefix("stage:") {
                Some(name) if !name.trim().is_empty() => Ok(Self::Stage(name.to_owned())),
                _ => Err(ErrorKind::setting("on", format!("{text:?}"), ALLOWED).into()),
            },
        }
    }
}

const ALLOWED: &str = r#""review", "create", "update" or "stage:" with a name"#;

impl TryFrom<String> for Occasion {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Occasion> for String {
    fn from(occasion: Occasion) -> Self {
        occasion.to_string()
    }
}

/// Fields of which a record must have one.
///
/// A field is there if it has any text; whether the text is any good is for the other rules to say.
///
/// ```
/// use contactkit::validate::{FieldKind, Occasion, Requirement, Severity};
///
/// // An order needs a postal address, and no order is taken without one.
/// let address = Requirement::any_of([FieldKind::Addresses])
///     .on([Occasion::Stage("customer".to_owned())])
///     .with_severity(Severity::Error);
/// assert!(!address.holds_on(&Occasion::Create));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Requirement {
    /// The fields of which one must be there.
    pub any_of: Vec<FieldKind>,
    /// The occasions on which it is required; on all of them if there are none.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeSet::is_empty"))]
    pub on: BTreeSet<Occasion>,
    /// How bad it is if none is there; a warning unless set.
    #[cfg_attr(feature = "serde", serde(default = "usual_severity"))]
    pub severity: Severity,
}

fn usual_severity() -> Severity {
    Rule::RecordMissing.severity()
}

impl Requirement {
    /// One of these fields must be there, always; a record without is worth a warning.
    pub fn any_of(fields: impl IntoIterator<Item = FieldKind>) -> Self {
        Self { any_of: fields.into_iter().collect(), on: BTreeSet::new(), severity: usual_severity() }
    }

    /// The same, but only on these occasions.
    #[must_use]
    pub fn on(mut self, occasions: impl IntoIterator<Item = Occasion>) -> Self {
        self.on = occasions.into_iter().collect();
        self
    }

    /// The same with another severity.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it is required on an occasion.
    pub fn holds_on(&self, occasion: &Occasion) -> bool {
        self.on.is_empty() || self.on.contains(occasion)
    }

    /// Whether a contact has one of the fields.
    pub fn is_met(&self, contact: &Contact) -> bool {
        self.any_of.iter().any(|&kind| has(contact, kind))
    }

    /// Reports that none of the fields is there, at the field if there is only one.
    pub(super) fn missing(&self) -> Finding {
        let nouns: Vec<&str> = self.any_of.iter().map(|kind| kind.noun()).collect();
        let field = match self.any_of.as_slice() {
            [only] => *only,
            _ => FieldKind::Record,
        };
        let message = format!("the record has no {}; add one", listed(&nouns));
        let mut finding = Finding::new(Rule::RecordMissing, FieldPath::field(field), message);
        finding.severity = self.severity;
        finding
    }

    /// Fails for a requirement that nothing or everything meets.
    pub(super) fn check(&self, setting: &str) -> Result<(), Error> {
        let wrong = |part: &str, given: &str, allowed: &str| {
            Err(ErrorKind::setting(format!("{setting}.{part}"), given, allowed).into())
        };
        if self.any_of.is_empty() {
            return wrong("any_of", "empty", "one field or several, such as [\"emails\", \"phones\"]");
        }
        if self.any_of.contains(&FieldKind::Record) {
            return wrong("any_of", "\"record\"", "a field of the record, such as \"emails\"");
        }
        let nameless = |occasion: &&Occasion| matches!(occasion, Occasion::Stage(name) if name.trim().is_empty());
        if let Some(occasion) = self.on.iter().find(nameless) {
            return wrong("on", &format!("\"{occasion}\""), ALLOWED);
        }
        Ok(())
    }
}

/// How much of what is required a contact has, for reports and progress bars.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Completeness<'a> {
    /// The requirements that it meets, in the order of the settings.
    pub met: Vec<&'a Requirement>,
    /// Those that it does not.
    pub missing: Vec<&'a Requirement>,
}

impl Completeness<'_> {
    /// The share of the requirements that are met, from 0 to 1; 1 if there are none.
    pub fn share(&self) -> f64 {
        match self.met.len() + self.missing.len() {
            0 => 1.0,
            all => self.met.len() as f64 / all as f64,
        }
    }
}

/// Whether any of the fields has a text or a value.
fn any_text<T>(fields: &[Field<T>]) -> bool {
    fields.iter().any(|field| field.outcome.is_ok() || !field.text.trim().is_empty())
}

/// Whether a contact has any value of a kind.
fn has(contact: &Contact, kind: FieldKind) -> bool {
    match kind {
        FieldKind::Record | FieldKind::Kind => true,
        FieldKind::Id => !contact.id.trim().is_empty(),
        FieldKind::Source => contact.source.as_deref().is_some_and(|source| !source.trim().is_empty()),
        // Either kind of name is a name: a firm may be known by a person, and a person by the firm.
        FieldKind::Names => any_text(&contact.names) || any_text(&contact.organization_names),
        FieldKind::OrganizationNames => any_text(&contact.organization_names),
        FieldKind::Employments => any_text(&contact.employments),
        FieldKind::Emails => any_text(&contact.emails),
        FieldKind::Phones => any_text(&contact.phones),
        FieldKind::Addresses => any_text(&contact.addresses),
        FieldKind::BirthDates => any_text(&contact.birth_dates),
        FieldKind::Gender => contact.gender.is_some(),
        FieldKind::Urls => any_text(&contact.urls),
        FieldKind::Notes => contact.notes.iter().any(|note| !note.trim().is_empty()),
        FieldKind::Tags => !contact.tags.is_empty(),
        FieldKind::Custom => contact.custom.values().any(|fields| any_text(fields)),
    }
}

/// Whether a contact has nothing but its key.
pub(super) fn is_empty(contact: &Contact) -> bool {
    const VALUES: [FieldKind; 11] = [
        FieldKind::Names,
        FieldKind::Emails,
        FieldKind::Phones,
        FieldKind::Addresses,
        FieldKind::Employments,
        FieldKind::BirthDates,
        FieldKind::Urls,
        FieldKind::Notes,
        FieldKind::Tags,
        FieldKind::Custom,
        FieldKind::Gender,
    ];
    !VALUES.iter().any(|&kind| has(contact, kind))
}

/// `a`, `a or b`, `a, b or c`.
fn listed(nouns: &[&str]) -> String {
    match nouns {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
