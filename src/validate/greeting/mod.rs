//! What a letter to somebody may begin with.

mod given;

use super::person::{has_two_i, recased};
use crate::contact::{Contact, ContactKind, Field, Gender, PersonName, is_before_given};
use given::{given_name, is_well_cased, pieces};
use std::fmt;

/// The parts of a greeting: data, from which a letter in any language takes what it needs.
///
/// `Hi Ada` needs [`given`](Self::given); `Dear Dr. Lovelace` needs [`formal`](Self::formal); `Sehr geehrte Frau Lovelace`
/// needs `family` and `gender`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Greeting {
    /// The given name, or several, in their usual capitals: `Ada`, `Jean-Claude`.
    pub given: String,
    /// The family name, if there is one whose capitals are certain.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub family: Option<String>,
    /// The title as the record has it, if it is one that stands before a family name: `Dr.`
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub title: Option<String>,
    /// The gender that the record gives. None is ever guessed from a name.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub gender: Option<Gender>,
}

impl Greeting {
    /// The name after a formal greeting, if the record has a title: `Dr. Lovelace`.
    pub fn formal(&self) -> Option<String> {
        Some(format!("{} {}", self.title.as_ref()?, self.family.as_ref()?))
    }
}

/// Why somebody cannot be greeted by name without asking first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NotSafe {
    /// The record is of an organization, or its name reads like one.
    Organization,
    /// The name has a job or a department in it.
    JobTitle,
    /// The name is masked.
    Masked,
    /// It has no name that its bearer has today.
    NoName,
    /// It has a family name only, or a title.
    NoGivenName,
    /// The name is a word that people and systems write where there is none.
    Placeholder,
    /// The given name is initials.
    Initials,
    /// The record has two given names, and which of them is right cannot be told.
    Contradiction,
    /// The name is of more than one person.
    SeveralPeople,
    /// There are digits in it.
    Digits,
    /// There is markup in it.
    Html,
    /// It was read in a wrong encoding, or has lost characters.
    Encoding,
    /// There is an e-mail address or a web address where a name belongs.
    Address,
    /// Its capitals are wrong, and which are right cannot be told.
    Case,
}

impl fmt::Display for NotSafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Organization => "the record or its name is of an organization",
            Self::JobTitle => "the name has a job in it",
            Self::Masked => "the name is masked",
            Self::NoName => "the record has no name",
            Self::NoGivenName => "the name has no given name",
            Self::Placeholder => "the name stands for no name",
            Self::Initials => "the given name is initials",
            Self::Contradiction => "the record has two given names",
            Self::SeveralPeople => "the name is of more than one person",
            Self::Digits => "the name has digits in it",
            Self::Html => "the name has HTML in it",
            Self::Encoding => "the name was read in a wrong encoding",
            Self::Address => "an address stands where the name belongs",
            Self::Case => "the capitals of the name are not certain",
        })
    }
}

/// Labels of names that somebody had.
const FORMER: [&str; 10] =
    ["former", "maiden", "birth", "previous", "old", "née", "nee", "geburtsname", "geb", "deadname"];

/// What a letter to a person may begin with, from the first name of the record that is not a former one; nor is the
/// [`former`](PersonName::former) family name of a name ever used.
///
/// A wrong name is worse than none, so whatever is not certain is refused, and nothing is guessed: neither a name from an
/// e-mail address nor a gender from a name.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{NotSafe, greeting};
///
/// let mut contact = Contact::person("crm-17");
/// contact.names.push(Field::parse("Dr. Ada Lovelace"));
/// let found = greeting(&contact).unwrap();
/// assert_eq!((found.given.as_str(), found.formal().as_deref()), ("Ada", Some("Dr. Lovelace")));
///
/// contact.names[0] = Field::parse("JON doh");
/// assert_eq!(greeting(&contact), Err(vec![NotSafe::Case]));
/// ```
///
/// # Errors
/// Every reason that speaks against it, each once, in the order of [`NotSafe`].
pub fn greeting(contact: &Contact) -> Result<Greeting, Vec<NotSafe>> {
    if contact.kind == ContactKind::Organization {
        return Err(vec![NotSafe::Organization]);
    }
    let mut fields = contact.names.iter().filter(|field| !is_former(field) && !field.text.trim().is_empty());
    let Some(first) = fields.next() else { return Err(vec![NotSafe::NoName]) };
    let mut reasons = Vec::new();
    let given = given_name(first, contact.country_code().is_some_and(has_two_i), &mut reasons);
    if let Some(name) = first.value()
        && fields.filter_map(Field::value).any(|other| contradicts(name, other))
    {
        reasons.push(NotSafe::Contradiction);
    }
    reasons.sort_unstable();
    reasons.dedup();
    match (given, first.value()) {
        (Some(given), Some(name)) if reasons.is_empty() => {
            Ok(Greeting { given, family: family_name(name, contact), title: title(name), gender: contact.gender })
        }
        _ if reasons.is_empty() => Err(vec![NotSafe::NoName]),
        _ => Err(reasons),
    }
}

fn is_former(field: &Field<PersonName>) -> bool {
    let is_known = |word: &str| FORMER.contains(&word.to_lowercase().as_str());
    field.label.as_deref().is_some_and(|label| label.split(|char: char| !char.is_alphabetic()).any(is_known))
}

/// Whether two names of one record have different given names, so far as one script can tell.
fn contradicts(name: &PersonName, other: &PersonName) -> bool {
    let (Some(one), Some(two)) = (&name.given, &other.given) else { return false };
    let words = |text: &str| {
        text.to_lowercase().split([' ', '-', '.']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (one, two): (Vec<String>, Vec<String>) = (words(one), words(two));
    let is_latin = |words: &[String]| words.iter().all(|word| word.chars().all(|char| char < '\u{250}'));
    // one may have more given names than the other, or initials
    let alike = |(one, two): (&String, &String)| {
        let is_initial = one.chars().count() == 1 || two.chars().count() == 1;
        one == two || is_initial && one.chars().next() == two.chars().next()
    };
    is_latin(&one) == is_latin(&two) && !one.iter().zip(&two).all(alike)
}

/// The family name, if its capitals are certain: particles are small by right.
fn family_name(name: &PersonName, contact: &Contact) -> Option<String> {
    let family = name.family.as_deref().map(str::trim).filter(|family| !family.is_empty())?;
    let last_is_good =
        family.split_whitespace().last().is_some_and(|word| pieces(word).last().is_some_and(is_well_cased));
    let is_good =
        last_is_good && family.split_whitespace().flat_map(pieces).all(|piece| is_well_cased(piece) || is_small(piece));
    if is_good { Some(family.to_owned()) } else { recased(family, contact.country_code()) }
}

fn is_small(piece: &str) -> bool {
    !piece.chars().any(char::is_uppercase)
}

/// The title, if it stands before family names: `Dr.`, and not `Sir`.
fn title(name: &PersonName) -> Option<String> {
    let title = name.prefix.as_deref().map(str::trim).filter(|title| !title.is_empty())?;
    (!title.split_whitespace().any(is_before_given)).then(|| title.to_owned())
}
