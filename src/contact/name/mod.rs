//! [`PersonName`]: the name of a person, in parts.

mod affixes;
pub(super) mod case;
mod culture;
mod east_asian;
mod evidence;
mod initials;
pub(super) mod lexicon;
mod marked;
mod order;
mod parts;
pub(super) mod placeholder;
mod read;
mod reading;
mod sort;
mod text;
mod word;

use super::Invalid;
use super::fold::{fold, trimmed};

pub use reading::{NameOptions, NameOrder, NameReading};

/// The name of a person in its parts, each as written by its owner.
///
/// Any combination is a name: many people have one name only, or no family name.
///
/// ```
/// use contactkit::contact::PersonName;
///
/// let name = PersonName::parse("Dr. Juan Q. de la Vega III")?;
/// assert_eq!(name.given.as_deref(), Some("Juan"));
/// assert_eq!(name.family.as_deref(), Some("de la Vega"));
/// assert_eq!((name.prefix.as_deref(), name.suffix.as_deref()), (Some("Dr."), Some("III")));
///
/// let name = PersonName::parse("Lovelace, Ada (Addie)")?;
/// assert_eq!(name.nickname.as_deref(), Some("Addie"));
/// assert_eq!(name.to_string(), "Ada Lovelace");
///
/// assert_eq!(PersonName::parse("毛泽东")?.family.as_deref(), Some("毛"));
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
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
    /// The family name that the person had before, as after `née`; never shown.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub former: Option<String>,
}

/// How sure it is that a name is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Placeholder {
    /// It is also somebody's name.
    Suspicious,
    /// Nobody is called so.
    Certain,
}

impl PersonName {
    /// A name of a given and a family name.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Self {
        let some = |text: String| (!text.trim().is_empty()).then_some(text);
        Self { given: some(given.into()), family: some(family.into()), ..Self::default() }
    }

    /// Reads a full name: the first of its [`readings`](Self::readings) where nothing more is known.
    ///
    /// Knows titles, suffixes and particles of many languages, nicknames in quotation marks and brackets, both orders with
    /// a comma, family names in capitals, and names that start with the family name, in their own letters and in Latin ones.
    /// No reader can be right about every name. Give the parts where they are known.
    ///
    /// # Errors
    /// [`Invalid::Empty`], [`Invalid::TooLong`] (more than 512 octets, without spaces behind commas) or [`Invalid::NameNoLetters`].
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::parse_with(text, NameOptions::default())
    }

    /// Reads a full name with what is known of it beside its text: a country, or the order in which a list has names.
    ///
    /// ```
    /// use contactkit::contact::{CountryCode, NameOrder, PersonName};
    ///
    /// let name = PersonName::parse_with("Rafael Nadal Parera", CountryCode::of("ES"))?;
    /// assert_eq!(name.family.as_deref(), Some("Nadal Parera"));
    /// let name = PersonName::parse_with("Lovelace Ada", NameOrder::FamilyFirst)?;
    /// assert_eq!(name.family.as_deref(), Some("Lovelace"));
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_with(text: &str, options: impl Into<NameOptions>) -> Result<Self, Invalid> {
        let options = options.into();
        if options == NameOptions::default()
            && let Some(name) = read::plain_names(text)
        {
            return Ok(name);
        }
        let best = read::readings(text, options, 1)?.pop();
        best.map(|reading| reading.name).ok_or(Invalid::NameNoLetters)
    }

    /// All ways to read a full name that have a reason, the surest first; never none, at most four.
    ///
    /// ```
    /// use contactkit::contact::{NameOptions, PersonName};
    ///
    /// let readings = PersonName::readings("Kim Jong Un", NameOptions::default())?;
    /// assert_eq!(readings[0].name.family.as_deref(), Some("Kim"));
    /// assert_eq!(readings[1].name.family.as_deref(), Some("Un"));
    /// assert!(readings[0].confidence > readings[1].confidence);
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn readings(text: &str, options: impl Into<NameOptions>) -> Result<Vec<NameReading>, Invalid> {
        /// More would be guesses.
        const MOST: usize = 4;
        read::readings(text, options.into(), MOST)
    }

    /// A name of parts that were given one by one; an empty text is no part, and white space around a part goes.
    pub fn from_parts(prefix: &str, given: &str, middle: &str, family: &str, suffix: &str, nickname: &str) -> Self {
        let some = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            prefix: some(prefix),
            given: some(given),
            middle: some(middle),
            family: some(family),
            suffix: some(suffix),
            nickname: some(nickname),
            former: None,
        }
    }

    /// The name as a directory lists it: `Berg, Jan van der`, with the family name first, or the nickname if there is no other
    /// name.
    pub fn inverted(&self) -> String {
        let rest: Vec<&str> = [&self.prefix, &self.given, &self.middle].into_iter().filter_map(text_of).collect();
        let parts = [text_of(&self.family).map(str::to_owned), (!rest.is_empty()).then(|| rest.join(" "))];
        let suffix = text_of(&self.suffix).map(str::to_owned);
        let inverted = parts.into_iter().flatten().chain(suffix).collect::<Vec<_>>().join(", ");
        if inverted.is_empty() { text_of(&self.nickname).unwrap_or_default().to_owned() } else { inverted }
    }

    /// The generation that the suffix names, in one spelling for all languages: `jr` of `Jr.`, `filho` and `fils`, `3` of
    /// `III`. Two people of different generations are not one person.
    pub fn generation(&self) -> Option<&'static str> {
        let suffix = text_of(&self.suffix)?;
        suffix.split([',', ' ']).find_map(|word| lexicon::generation(&fold(word)))
    }

    /// Whether no part has any text.
    pub fn is_empty(&self) -> bool {
        self.shown().next().is_none() && text_of(&self.former).is_none()
    }

    /// The parts that have text, without the former name.
    fn shown(&self) -> impl Iterator<Item = &str> {
        [&self.prefix, &self.given, &self.middle, &self.family, &self.suffix, &self.nickname]
            .into_iter()
            .filter_map(text_of)
    }

    /// Whether given, middle and family name are the same.
    fn has_names_of(&self, other: &Self) -> bool {
        self.given == other.given && self.middle == other.middle && self.family == other.family
    }

    /// Whether the name is written with the family name first and without a space.
    fn is_east_asian(&self) -> bool {
        let mut letters = [&self.given, &self.family].into_iter().filter_map(text_of).flat_map(str::chars);
        self.middle.is_none() && letters.all(east_asian::is_east_asian)
    }
}

/// The text of a part, if it has any.
#[allow(clippy::ref_option, reason = "it is mapped over the fields as they are")]
fn text_of(part: &Option<String>) -> Option<&str> {
    part.as_deref().map(trimmed).filter(|part| !part.is_empty())
}

impl std::str::FromStr for PersonName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text)
    }
}

/// The name in the order in which it is written and said, without the nickname unless there is no other name:
/// `Dr. Ada Lovelace PhD`, `鈴木太郎`.
impl std::fmt::Display for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [prefix, given, middle, family, suffix, nickname] =
            [&self.prefix, &self.given, &self.middle, &self.family, &self.suffix, &self.nickname].map(text_of);
        let mut begun = false;
        let mut write = |part: Option<&str>, between: &str| {
            let Some(part) = part else { return Ok(()) };
            if std::mem::replace(&mut begun, true) {
                f.write_str(between)?;
            }
            f.write_str(part)
        };
        write(prefix, " ")?;
        match [given, middle, family] {
            [None, None, None] => write(nickname, " ")?,
            [given, None, family] if self.is_east_asian() => {
                // Names in kana alone keep the space, by which alone they can be divided.
                let is_unspaced =
                    family.zip(given).is_some_and(|(family, given)| east_asian::is_unspaced(&[family, given]));
                write(family, " ")?;
                write(given, if is_unspaced { "" } else { " " })?;
            }
            parts => parts.into_iter().try_for_each(|part| write(part, " "))?,
        }
        write(suffix, " ")
    }
}

#[cfg(test)]
mod tests {
    use super::PersonName;

    #[test]
    fn generations_are_one_in_all_languages() {
        let generation = |suffix| PersonName::from_parts("", "A", "", "B", suffix, "").generation();
        assert_eq!(generation("Jr."), generation("filho"));
        assert_eq!(generation("III"), generation("3rd"));
        assert_ne!(generation("Jr."), generation("Sr."));
        assert_eq!(generation("PhD"), None);
    }

    #[test]
    fn plain_names_are_read_as_the_long_way_reads_them() {
        let firsts = ["Maria", "Kim", "Mao", "Nguyễn", "Kovács", "Ze", "La", "Юрий", "José", "Tony", "Abdul", "Major"];
        let others = ["Garcia", "López", "Dong", "Lee", "Văn", "Orlov", "Ferenc", "Silva", "Nee", "Geb", "John", "Van"];
        for first in firsts {
            for second in firsts.into_iter().chain(others) {
                for last in firsts.into_iter().chain(others).chain([""]) {
                    let text = format!("{first} {second} {last}");
                    let text = text.trim();
                    if let Some(name) = super::read::plain_names(text) {
                        let readings = PersonName::readings(text, super::NameOptions::default()).unwrap();
                        assert_eq!(readings.first().map(|reading| &reading.name), Some(&name), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_inverted_name_reads_back() {
        for text in ["Dr. Juan Q. de la Vega III", "García López, María", "Ada Lovelace", "Björk"] {
            let name = PersonName::parse(text).unwrap();
            assert_eq!(PersonName::parse(&name.inverted()), Ok(name), "{text}");
        }
    }
}
