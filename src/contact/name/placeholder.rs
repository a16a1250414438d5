//! Words that stand where nobody gave a name.

use super::{PersonName, Placeholder, text_of};
use crate::contact::tables::{PLACEHOLDER_NAMES, lines};
use crate::contact::{Shapes, in_lowercase, trimmed};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows of the table.
static PLACEHOLDERS: LazyLock<FxHashMap<&'static str, Placeholder>> = LazyLock::new(|| {
    let rows = lines(PLACEHOLDER_NAMES).filter_map(|line| line.rsplit_once('|'));
    rows.map(|(form, kind)| {
        let certain = kind.trim() == "certain";
        (form.trim(), if certain { Placeholder::Certain } else { Placeholder::Suspicious })
    })
    .collect()
});

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(PLACEHOLDERS.keys().copied()));

impl PersonName {
    /// Whether the name is one that people and systems write where there is none: `N/A`, `Test Test`.
    ///
    /// Somebody is called Null, so a word that is also a name is only suspicious, and none beside another real name.
    pub fn placeholder(&self) -> Option<Placeholder> {
        let names = || [&self.given, &self.middle, &self.family].into_iter().filter_map(text_of);
        let first = names().next()?;
        if is_usual(first) && !SHAPES.may_begin(first) {
            return None;
        }
        let whole = match names().nth(1) {
            None => return placeholder_word(first),
            Some(_) => placeholder_word(&names().collect::<Vec<_>>().join(" ")),
        };
        // of several words for nothing, one that nobody is called by is enough
        let parts = || names().map(placeholder_word);
        whole.or_else(|| if parts().all(|part| part.is_some()) { parts().flatten().max() } else { None })
    }
}

/// What a text of one or several words is, if it stands for no name. Allocates nothing.
pub(crate) fn placeholder_word(text: &str) -> Option<Placeholder> {
    let text = trimmed(text);
    if !is_usual(text) && stands_for_nothing(text)? {
        return Some(Placeholder::Certain);
    }
    if !SHAPES.may_have(text) {
        return None;
    }
    in_lowercase(text, |text| PLACEHOLDERS.get(text).copied())
}

/// Whether a text begins with two letters, and not twice with one, as most do.
fn is_usual(text: &str) -> bool {
    matches!(text.as_bytes(), [first, second @ ..0x80, ..]
        if first.is_ascii_alphanumeric() && !first.eq_ignore_ascii_case(second))
}

/// Whether a text is one letter three times or more, or has no letter; nothing if it is empty.
fn stands_for_nothing(text: &str) -> Option<bool> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let second = characters.next();
    let repeated = second.is_some_and(|second| second.eq_ignore_ascii_case(&first))
        && characters.clone().next().is_some()
        && characters.all(|character| character.eq_ignore_ascii_case(&first));
    Some(repeated || !text.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{PLACEHOLDERS, PersonName, Placeholder, placeholder_word};
    use crate::contact::tables::{PLACEHOLDER_NAMES, lines};

    #[test]
    fn a_word_for_no_name_is_no_name_unless_a_real_one_stands_beside_it() {
        for (given, family, placeholder) in [
            ("n/a", "", Some(Placeholder::Certain)),
            ("Unknown", "Unknown", Some(Placeholder::Certain)),
            ("Null", "Unknown", Some(Placeholder::Certain)),
            ("Test", "Test", Some(Placeholder::Certain)),
            ("---", "", Some(Placeholder::Certain)),
            ("Null", "", Some(Placeholder::Suspicious)),
            ("John", "Doe", Some(Placeholder::Suspicious)),
            ("Max", "Mustermann", Some(Placeholder::Suspicious)),
            ("Jennifer", "Null", None),
            ("Jane", "Test", None),
            ("John", "Smith", None),
            ("Jan", "Kowalski", None),
            ("Ada", "Lovelace", None),
            ("O'", "", None),
            ("", "", None),
        ] {
            assert_eq!(PersonName::new(given, family).placeholder(), placeholder, "{given} {family}");
        }
    }

    #[test]
    fn every_row_is_found_and_none_stands_twice() {
        for line in lines(PLACEHOLDER_NAMES) {
            let (form, kind) = line.rsplit_once('|').unwrap();
            let form = form.trim();
            assert!(matches!(kind.trim(), "certain" | "suspicious"), "{line}");
            assert_eq!(form, form.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
            let certain = placeholder_word(&form.to_uppercase()).or_else(|| placeholder_word(form));
            assert_eq!(certain == Some(Placeholder::Certain), kind.trim() == "certain", "{line}");
        }
        assert_eq!(PLACEHOLDERS.len(), lines(PLACEHOLDER_NAMES).count());
    }
}
