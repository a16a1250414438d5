//! The form in which names of persons are compared.

use super::fold;
use crate::contact::PersonName;

/// The form in which names of persons are compared: folded parts, titles and suffixes out of the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NameKey {
    /// The first given name; empty if there is none.
    pub given: String,
    /// Further given names, middle names, initials and patronymics, with spaces between.
    pub middle: String,
    /// The family name with spaces between its words; empty if there is none.
    pub family: String,
    /// Which bearer of the name in the family it is.
    pub generation: Generation,
}

/// Which bearer of one name in a family somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Generation {
    /// Nothing is said.
    #[default]
    Unknown,
    /// `Sr`, `I`, `père`
    Senior,
    /// `Jr`, `II`, `filho`
    Junior,
    /// `III`
    Third,
    /// `IV` or later
    Later,
}

impl Generation {
    /// The generation as people write it; empty if unknown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Senior => "Sr",
            Self::Junior => "Jr",
            Self::Third => "III",
            Self::Later => "IV",
        }
    }
}

impl NameKey {
    /// The form for comparison of a name; nothing if no part has a letter.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    /// use contactkit::normalize::NameKey;
    ///
    /// let key = NameKey::of(&PersonName::new("Dr. Jean-Luc", "van der Berg")).unwrap();
    /// assert_eq!((key.given.as_str(), key.middle.as_str(), key.family.as_str()), ("jean", "luc", "van der berg"));
    /// ```
    pub fn of(name: &PersonName) -> Option<Self> {
        let text = |part: &Option<String>| fold_name(part.as_deref().unwrap_or_default());
        let mut generation = name.suffix.as_deref().map_or(Generation::Unknown, |suffix| {
            fold(suffix).split(' ').map(generation_of).find(|&g| g != Generation::Unknown).unwrap_or_default()
        });
        let (given_text, family_text) = (text(&name.given), text(&name.family));
        let mut given = given_text.split(' ').filter(|word| !word.is_empty() && !is_title(word)).peekable();
        let first = given.next().unwrap_or_default().to_owned();
        let mut middle: Vec<&str> = given.collect();
        let middle_text = text(&name.middle);
        middle.extend(middle_text.split(' ').filter(|word| !word.is_empty()));
        let mut family: Vec<&str> = family_text.split(' ').filter(|word| !word.is_empty() && !is_title(word)).collect();
        // of several the last counts, but none of them is a part of the name
        let mut is_last = true;
        while let [_, .., last] = family[..] {
            let said = generation_of(last);
            if said == Generation::Unknown || last == "i" {
                break;
            }
            if is_last {
                generation = said;
            }
            is_last = false;
            family.pop();
        }
        let key = Self { given: first, middle: middle.join(" "), family: family.join(" "), generation };
        (!key.given.is_empty() || !key.family.is_empty()).then_some(key)
    }
}

/// Folds a name; digits that scanners and slips put for letters become letters again.
fn fold_name(text: &str) -> String {
    let folded = fold(text);
    if !folded.bytes().any(|b| b.is_ascii_digit()) || !folded.bytes().any(|b| b.is_ascii_lowercase()) {
        return folded;
    }
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        _ => c,
    };
    folded.chars().map(letter).collect()
}

fn generation_of(word: &str) -> Generation {
    match word {
        "sr" | "sen" | "senior" | "i" | "pere" => Generation::Senior,
        "jr" | "jun" | "junior" | "jnr" | "ii" | "2nd" | "fils" | "filho" | "hijo" | "mladsi" => Generation::Junior,
        "iii" | "3rd" | "neto" => Generation::Third,
        "iv" | "v" | "4th" | "5th" => Generation::Later,
        _ => Generation::Unknown,
    }
}

/// Titles that people write before a name.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "sir"
            | "dame"
            | "herr"
            | "frau"
            | "hr"
            | "fr"
            | "sra"
            | "srta"
            | "mme"
            | "mlle"
            | "sig"
            | "dott"
            | "dipl"
            | "ing"
            | "mag"
            | "rev"
    )
}

#[cfg(test)]
mod tests {
    use super::{Generation, NameKey};
    use crate::contact::PersonName;

    #[test]
    fn titles_and_generations_are_taken_apart() {
        for (given, family, key) in [
            ("Dr. Anna Maria", "Müller-Schmidt", ("anna", "maria", "muller schmidt", Generation::Unknown)),
            ("J. R.", "O'Neill Jr.", ("j", "r", "oneill", Generation::Junior)),
            ("5ara", "Hil1", ("sara", "", "hill", Generation::Unknown)),
            ("", "Ng III, Jr.", ("", "", "ng", Generation::Junior)),
            ("", "Björk", ("", "", "bjork", Generation::Unknown)),
        ] {
            let got = NameKey::of(&PersonName::new(given, family)).unwrap();
            assert_eq!((got.given.as_str(), got.middle.as_str(), got.family.as_str(), got.generation), key);
        }
        assert_eq!(NameKey::of(&PersonName::new("-", "?")), None);
    }
}
