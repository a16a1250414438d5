//! What a letter to somebody may begin with.

use super::person::{has_digits, recased};
use super::text::has_markup;
use crate::contact::encoding::mojibake;
use crate::contact::{Contact, ContactKind, Field, Gender, PersonName, Placeholder, placeholder_word, usual_case};
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
    /// The record is of an organization.
    Organization,
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
            Self::Organization => "the record is of an organization",
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

/// Words and marks between the names of two people.
const AND: [&str; 8] = ["and", "und", "et", "och", "og", "&", "+", "oder"];

/// Titles that a given name follows: `Sir Gerald`.
const BEFORE_GIVEN_NAME: [&str; 10] =
    ["sir", "dame", "don", "doña", "dom", "dona", "sister", "brother", "schwester", "bruder"];

/// What a letter to a person may begin with, from the first name of the record that is not a former one.
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
    let turkish = contact.country_code().is_some_and(|country| matches!(country.as_str(), "TR" | "AZ"));
    let given = given_name(first, turkish, &mut reasons);
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

/// The given name in its usual capitals, or the reasons against it.
fn given_name(field: &Field<PersonName>, turkish: bool, reasons: &mut Vec<NotSafe>) -> Option<String> {
    let name = field.value();
    let parts = name.into_iter().flat_map(|name| [&name.given, &name.middle, &name.family]).flatten();
    // the parts of a field need not be those of its text
    for text in parts.map(String::as_str).chain([field.text.trim()]) {
        check_text(text, reasons);
    }
    let Some(name) = name else {
        if reasons.is_empty() {
            reasons.push(NotSafe::NoName);
        }
        return None;
    };
    let given = name.given.as_deref().map(str::trim).filter(|given| !given.is_empty());
    if name.placeholder().is_some() || given.is_some_and(|given| placeholder_word(given).is_some()) {
        reasons.push(NotSafe::Placeholder);
    }
    let Some(given) = given else {
        reasons.push(NotSafe::NoGivenName);
        return None;
    };
    let usual = in_usual_case(name, given, turkish);
    if let Err(reason) = usual
        && reasons.is_empty()
    {
        reasons.push(reason);
    }
    usual.ok()
}

/// The reasons that are in a text as such.
fn check_text(text: &str, reasons: &mut Vec<NotSafe>) {
    let before = reasons.len();
    let is_address = text.contains('@') || text.contains("://") || text.to_ascii_lowercase().contains("www.");
    let checks = [
        (is_address, NotSafe::Address),
        (has_digits(text), NotSafe::Digits),
        (has_markup(text), NotSafe::Html),
        (mojibake(text).is_some(), NotSafe::Encoding),
        (placeholder_word(text) == Some(Placeholder::Certain), NotSafe::Placeholder),
    ];
    reasons.extend(checks.into_iter().filter_map(|(is_wrong, reason)| is_wrong.then_some(reason)));
    if reasons.len() == before && is_several(text) {
        reasons.push(NotSafe::SeveralPeople);
    }
}

/// Whether a text names two people: `John and Mary`, `Mr & Mrs Smith`, `John/Mary`.
fn is_several(text: &str) -> bool {
    text.contains(['/', '&', ';'])
        || text.split_whitespace().skip(1).any(|word| AND.contains(&word.to_lowercase().as_str()))
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

/// A given name in its usual capitals, without initials behind it.
fn in_usual_case(name: &PersonName, given: &str, turkish: bool) -> Result<String, NotSafe> {
    let mut words: Vec<&str> = given.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_initials(word)) {
        words.pop();
    }
    if words.iter().any(|word| is_initials(word)) {
        return Err(NotSafe::Initials);
    }
    let given = words.join(" ");
    if words.iter().copied().flat_map(pieces).all(is_well_cased) {
        return Ok(given);
    }
    let parts = || [&name.given, &name.middle, &name.family].into_iter().flatten();
    let is_upper = parts().all(|part| !part.chars().any(char::is_lowercase));
    let is_lower = parts().all(|part| !part.chars().any(char::is_uppercase));
    // two capitals may be initials, and only where all of the name is in one case it is a matter of the keyboard
    let is_short = is_upper && words.iter().any(|word| word.chars().count() < 3);
    let has_turkish_i = turkish && given.contains(['I', 'i', 'İ', 'ı']);
    if is_short || has_turkish_i || !(is_upper || is_lower) {
        return Err(if is_short { NotSafe::Initials } else { NotSafe::Case });
    }
    usual_case(&given).ok_or(NotSafe::Case)
}

/// The parts of a word between hyphens and apostrophes.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '\'', '’']).filter(|piece| !piece.is_empty())
}

/// `J.`, `J.-C.`, `JD`
fn is_initials(word: &str) -> bool {
    let is_one = |piece: &str| {
        piece.chars().count() == 1 && piece.chars().all(|char| char.is_uppercase() || char.is_lowercase())
    };
    let pieces = || word.split(['.', '-']).filter(|piece| !piece.is_empty());
    word.ends_with('.') || pieces().all(is_one) || word.chars().count() == 2 && word.chars().all(char::is_uppercase)
}

/// Whether a piece of a name has a capital at its beginning and no two in a row, or is of a script without capitals.
fn is_well_cased(piece: &str) -> bool {
    let mut last_is_upper = false;
    let mut runs = false;
    for char in piece.chars() {
        runs |= last_is_upper && char.is_uppercase();
        last_is_upper = char.is_uppercase();
    }
    !runs && !piece.chars().next().is_some_and(char::is_lowercase)
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

/// The title, if it stands before family names.
fn title(name: &PersonName) -> Option<String> {
    let title = name.prefix.as_deref().map(str::trim).filter(|title| !title.is_empty())?;
    let is_before_given_name =
        |word: &str| BEFORE_GIVEN_NAME.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    (!title.split_whitespace().any(is_before_given_name)).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greet(names: &[&str]) -> Result<(String, Option<String>), Vec<NotSafe>> {
        let mut contact = Contact::person("1");
        contact.names = names.iter().map(|text| Field::parse(*text)).collect();
        let found = greeting(&contact)?;
        let formal = found.formal();
        Ok((found.given, formal))
    }

    #[test]
    fn who_has_a_good_name_is_greeted_by_it() {
        for (name, given, formal) in [
            ("Ada Lovelace", "Ada", None),
            ("Dr. Ada Lovelace", "Ada", Some("Dr. Lovelace")),
            ("Prof. Dr. Jean-Luc van der Berg", "Jean-Luc", Some("Prof. Dr. van der Berg")),
            ("Sir Gerald Moore", "Gerald", None),
            ("MARIA GARCIA", "Maria", None),
            ("maria garcia", "Maria", None),
            ("Dr. Marie CURIE", "Marie", Some("Dr. Curie")),
            ("LaShawn Jones", "LaShawn", None),
            ("Jennifer Null", "Jennifer", None),
            ("Björk", "Björk", None),
            ("Юрий Орлов", "Юрий", None),
            ("Mary J. Blige", "Mary", None),
        ] {
            assert_eq!(greet(&[name]), Ok((given.to_owned(), formal.map(str::to_owned))), "{name}");
        }
    }

    #[test]
    fn whatever_is_not_certain_is_refused_with_the_reason() {
        for (name, reason) in [
            ("JON doh", NotSafe::Case),
            ("LASHAWN JONES", NotSafe::Case),
            ("XQZTA JONES", NotSafe::Case),
            ("MAria Garcia", NotSafe::Case),
            ("J. Doe", NotSafe::Initials),
            ("JD Salinger", NotSafe::Initials),
            ("J.-C. Petit", NotSafe::Initials),
            ("AL SMITH", NotSafe::Initials),
            ("n/a", NotSafe::Placeholder),
            ("Max Mustermann", NotSafe::Placeholder),
            ("Test Test", NotSafe::Placeholder),
            ("Jo3 Smith", NotSafe::Digits),
            ("<b>Ada</b> Lovelace", NotSafe::Html),
            ("JÃ¶rg Müller", NotSafe::Encoding),
            ("JÃ¶rg Huber", NotSafe::Encoding),
            ("ada@example.org", NotSafe::Address),
            ("John and Mary Smith", NotSafe::SeveralPeople),
            ("John/Mary Smith", NotSafe::SeveralPeople),
            ("Dr. Lovelace", NotSafe::NoGivenName),
            ("  ", NotSafe::NoName),
        ] {
            let reasons = greet(&[name]).unwrap_err();
            assert!(reasons.contains(&reason), "{name}: {reasons:?}");
        }
        assert_eq!(greeting(&Contact::person("1")), Err(vec![NotSafe::NoName]));
        assert_eq!(greeting(&Contact::organization("1")), Err(vec![NotSafe::Organization]));
    }

    #[test]
    fn names_of_one_record_must_agree_and_former_ones_are_never_used() {
        assert_eq!(greet(&["Jon Fenwick", "John Fenwick"]), Err(vec![NotSafe::Contradiction]));
        assert_eq!(greet(&["Ada Byron", "A. Lovelace"]).unwrap().0, "Ada");
        assert_eq!(greet(&["Юрий Орлов", "Yuri Orlov"]).unwrap().0, "Юрий");
        let mut contact = Contact::person("1");
        contact.names.push(Field::parse("Peter Hall").labeled("former name"));
        assert_eq!(greeting(&contact), Err(vec![NotSafe::NoName]));
        contact.names.push(Field::parse("Petra Hall"));
        assert_eq!(greeting(&contact).unwrap().given, "Petra");
    }

    #[test]
    fn a_turkish_name_in_capitals_has_no_certain_i() {
        let mut contact = Contact::person("1");
        contact.names.push(Field::parse("MARIA YILMAZ"));
        contact.gender = Some(Gender::Female);
        assert_eq!(
            greeting(&contact).map(|found| (found.given, found.gender)),
            Ok(("Maria".to_owned(), Some(Gender::Female)))
        );
        let address = crate::contact::PostalAddress {
            country: Some("TR".to_owned()),
            ..crate::contact::PostalAddress::default()
        };
        contact.addresses.push(Field::of(address));
        assert_eq!(greeting(&contact), Err(vec![NotSafe::Case]));
    }
}
