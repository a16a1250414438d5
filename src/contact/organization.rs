//! [`Organization`] and [`Employment`]: companies, and who works there.

use super::fold::trimmed_within;
use super::legal_form::{self, LegalForm, LegalFormClass};
use super::{CountryCode, Invalid, PartialDate};

/// The most octets of an organization's name.
const LONGEST: usize = 1024;

/// The name of an organization, with its legal form apart.
///
/// ```
/// use contactkit::contact::{LegalFormClass, Organization};
///
/// let organization: Organization = "Nordwind Handels GmbH & Co. KG".parse()?;
/// assert_eq!(organization.name, "Nordwind Handels");
/// assert_eq!(organization.legal_form.as_deref(), Some("GmbH & Co. KG"));
/// assert_eq!(organization.legal_form_class(), Some(LegalFormClass::LimitedPartnership));
///
/// let organization: Organization = "株式会社鈴木".parse()?;
/// assert_eq!((organization.name.as_str(), organization.legal_form.as_deref()), ("鈴木", Some("株式会社")));
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
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

impl Organization {
    /// The legal forms that the written one can be: `AB` is a company in Sweden and one in Lithuania.
    pub fn legal_form_readings(&self) -> &'static [LegalForm] {
        self.legal_form.as_deref().map_or(&[], legal_form::readings)
    }

    /// The legal form in a country, if the country's law has one that is written so.
    ///
    /// ```
    /// use contactkit::contact::{CountryCode, Organization};
    ///
    /// let organization: Organization = "Vinden AB".parse()?;
    /// let form = |country| organization.legal_form_in(CountryCode::of(country)?);
    /// assert_eq!(form("SE").map(|form| form.class.as_str()), Some("limited"));
    /// assert_eq!(form("LT").map(|form| form.class.as_str()), Some("stock"));
    /// assert_eq!(form("US"), None);
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    pub fn legal_form_in(&self, country: CountryCode) -> Option<&'static LegalForm> {
        self.legal_form_readings().iter().find(|form| form.countries.contains(&country))
    }

    /// The kind of organization, if every reading of the legal form says the same.
    pub fn legal_form_class(&self) -> Option<LegalFormClass> {
        one_class(self.legal_form_readings().iter())
    }

    /// The kind of organization in a country; where the country does not have the form, as for any country.
    pub fn legal_form_class_in(&self, country: CountryCode) -> Option<LegalFormClass> {
        let readings = self.legal_form_readings();
        one_class(readings.iter().filter(|form| form.countries.contains(&country))).or_else(|| self.legal_form_class())
    }
}

fn one_class<'a>(mut forms: impl Iterator<Item = &'a LegalForm>) -> Option<LegalFormClass> {
    let first = forms.next()?.class;
    forms.all(|form| form.class == first).then_some(first)
}

impl std::str::FromStr for Organization {
    type Err = Invalid;

    /// Splits off the legal form at the end or at the start. A text that is only a legal form is a name.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = trimmed_within(text, LONGEST)?;
        let whole = || Self { name: text.to_owned(), legal_form: None };
        let Some((name, form)) = legal_form::split(text) else {
            return Ok(whole());
        };
        // A form that is displayed where it was read is read there again, with a space for the comma before it. One from
        // another place is displayed behind the name; where it would be read as another one there, it stays.
        let is_gap = |gap: &str| !gap.is_empty() && gap.chars().all(|char| char == ',' || char.is_whitespace());
        let stays = text.strip_prefix(&*name).and_then(|rest| rest.strip_suffix(&*form));
        let split = Self { name: name.into_owned(), legal_form: Some(form.into_owned()) };
        let reads_back = || {
            let again = split.to_string();
            legal_form::split(&again)
                .is_some_and(|(name, form)| name == split.name && split.legal_form.as_deref() == Some(&*form))
        };
        if stays.is_some_and(is_gap) || reads_back() { Ok(split) } else { Ok(whole()) }
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

#[cfg(test)]
mod tests {
    use super::Organization;

    #[test]
    fn legal_forms_are_split_off_wherever_they_stand() {
        for (text, name, form, class) in [
            ("Nordwind GmbH", "Nordwind", "GmbH", "limited"),
            ("Nordwind Aktiengesellschaft", "Nordwind", "Aktiengesellschaft", "stock"),
            ("NordwindAG", "Nordwind", "AG", "stock"),
            ("Acme, Inc.", "Acme", "Inc.", "stock"),
            ("Norte S.A. de C.V.", "Norte", "S.A. de C.V.", "stock"),
            ("Wiatr Sp. z o.o.", "Wiatr", "Sp. z o.o.", "limited"),
            ("Vinden Pty Ltd", "Vinden", "Pty Ltd", "limited"),
            ("ООО «Ромашка»", "Ромашка", "ООО", "limited"),
            ("PT Angin Utara", "Angin Utara", "PT", "limited"),
            ("SARL Le Vent", "Le Vent", "SARL", "limited"),
            ("鈴木株式会社", "鈴木", "株式会社", "stock"),
            ("株式会社 鈴木", "鈴木", "株式会社", "stock"),
            ("北风有限公司", "北风", "有限公司", "limited"),
        ] {
            let organization: Organization = text.parse().unwrap();
            assert_eq!((organization.name.as_str(), organization.legal_form.as_deref()), (name, Some(form)), "{text}");
            let classes: Vec<_> =
                organization.legal_form_readings().iter().map(|reading| reading.class.as_str()).collect();
            assert!(classes.contains(&class), "{text} {classes:?}");
            assert_eq!(organization.to_string().parse(), Ok(organization), "{text}");
        }
    }

    #[test]
    fn a_name_that_is_only_a_legal_form_stays_a_name() {
        for text in ["GmbH", "S.A.", "& Co.", "Ltd. Ltd.", "株式会社", "株式会社 株式会社", ",", "AG"] {
            let organization: Organization = text.parse().unwrap();
            assert!(!organization.name.is_empty(), "{text}");
            assert_eq!(organization.to_string().parse(), Ok(organization), "{text}");
        }
    }
}
