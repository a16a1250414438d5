//! The finer parts of a name: patronymics, particles, one or two family names.

use super::culture::is_slavic_patronymic;
use super::lexicon::Class;
use super::word::Word;
use super::{PersonName, text_of};

impl PersonName {
    /// The part that names the father: `Nikolaevich`, `Metodiev` of a Bulgarian, `bin Salman`, `Heydər oğlu`,
    /// `Guðmundsdóttir`.
    ///
    /// Read from the endings and particles of the middle name, and of a family name that is none.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    ///
    /// let name = PersonName::parse("Dmitry Nikolaevich Orlov")?;
    /// assert_eq!(name.patronymic(), Some("Nikolaevich"));
    /// let name = PersonName::parse("Björk Guðmundsdóttir")?;
    /// assert_eq!(name.patronymic(), Some("Guðmundsdóttir"));
    /// assert!(!name.has_family_name());
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    pub fn patronymic(&self) -> Option<&str> {
        let (middle, family) = (text_of(&self.middle), text_of(&self.family));
        let in_middle = middle.and_then(|middle| {
            let words = words_of(middle);
            let is_father = |word: &&Word<'_>| word.is(Class::FATHER);
            if words.last().is_some_and(|last| last.is(Class::AFTER_FATHER))
                || words.first().as_ref().is_some_and(is_father)
            {
                return Some(middle);
            }
            let slavic = words.iter().find(|word| is_slavic_patronymic(word));
            slavic.or_else(|| words.last().filter(|last| is_bulgarian(last, family))).map(|word| word.text)
        });
        in_middle.or_else(|| family.filter(|_| !self.has_family_name()))
    }

    /// Whether what stands in `family` is a family name; in Iceland and where `bin` is said it names the father, and people
    /// of one household have others.
    pub fn has_family_name(&self) -> bool {
        let Some(family) = text_of(&self.family) else {
            return false;
        };
        let words = words_of(family);
        let starts_with_father = matches!(words.as_slice(), [mark, _, ..] if mark.is(Class::FATHER));
        let ends_with_mark = matches!(words.as_slice(), [_, .., mark] if mark.is(Class::AFTER_FATHER));
        !(starts_with_father || ends_with_mark || words.last().is_some_and(|last| is_icelandic(last, self)))
    }

    /// The family names one by one, each with its particles: two of `García López`, `dos Santos Aveiro` and `Aznar y Lopez`.
    ///
    /// In Spanish names the first is the main one, in Portuguese names the last.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    ///
    /// let name = PersonName::new("Juan", "de la Cruz y Pérez");
    /// assert!(name.family_names().eq(["de la Cruz", "Pérez"]));
    /// ```
    pub fn family_names(&self) -> impl Iterator<Item = &str> {
        let family = text_of(&self.family).unwrap_or_default();
        let words = words_of(family);
        let mut names = Vec::new();
        let (mut start, mut is_complete) = (None, false);
        for word in &words {
            let at = offset(family, word.text);
            let is_link = word.is(Class::LINK) && word.is(Class::LOWER) && start.is_some();
            if is_complete || is_link {
                names.extend(start.take().and_then(|start| family.get(start..at)));
            }
            is_complete = !is_link && !word.is_particle() && !word.is(Class::AFTER_FATHER);
            if !is_link {
                start = start.or(Some(at));
            }
        }
        names.extend(start.and_then(|start| family.get(start..)));
        names.into_iter().map(str::trim).filter(|name| !name.is_empty())
    }

    /// The words before the family name that belong to it: `van der` of `van der Berg`; empty if there are none.
    pub fn particles(&self) -> &str {
        self.divided_family().0
    }

    /// The family name without the particles before it: `Berg` of `van der Berg`, by which the Netherlands sort.
    pub fn family_without_particles(&self) -> Option<&str> {
        Some(self.divided_family().1).filter(|name| !name.is_empty())
    }

    fn divided_family(&self) -> (&str, &str) {
        let family = text_of(&self.family).unwrap_or_default();
        let words = words_of(family);
        let count = words.iter().take_while(|word| word.is_particle()).count();
        let first = words.get(count).map_or(0, |word| offset(family, word.text));
        let (particles, name) = family.split_at_checked(first).unwrap_or(("", family));
        (particles.trim_end(), name)
    }
}

fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut folded = String::new();
    text.split_whitespace().map(|word| Word::new(word, 0, &mut folded)).collect()
}

/// Where a word stands in the text that it was taken from.
fn offset(text: &str, word: &str) -> usize {
    (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// `Metodiev` before `Borisov`: both end alike.
fn is_bulgarian(middle: &Word<'_>, family: Option<&str>) -> bool {
    const ENDINGS: [&str; 8] = ["ov", "ev", "ova", "eva", "ов", "ев", "ова", "ева"];
    let ends = |word: &Word<'_>| ENDINGS.iter().any(|ending| word.ends_with(ending));
    let family = family.map(words_of).unwrap_or_default();
    matches!(family.as_slice(), [family] if ends(family) || ["ski", "ska", "ски", "ска"].iter().any(|ending| family.ends_with(ending)))
        && ends(middle)
}

/// `Guðmundsdóttir` always, `Gunnarsson` if the name has a letter that only Icelanders and the Faroese write.
fn is_icelandic(family: &Word<'_>, name: &PersonName) -> bool {
    let letters = || [&name.given, &name.middle, &name.family].into_iter().filter_map(text_of).flat_map(str::chars);
    let written =
        |char: char| matches!(char, 'ð' | 'Ð' | 'þ' | 'Þ' | 'ó' | 'Ó' | 'ú' | 'Ú' | 'í' | 'Í' | 'ý' | 'Ý' | 'á' | 'Á');
    ["dóttir", "dottir"].iter().any(|ending| family.ends_with(ending))
        || family.ends_with("son") && letters().any(written)
}
