//! The text by which a directory sorts a name.

use super::initials::is_small;
use super::{PersonName, text_of};
use crate::contact::fold::fold;

impl PersonName {
    /// The text by which a directory sorts the name: the family name, then the given names, in small letters without
    /// accents.
    ///
    /// Particles in small letters are passed over and stand behind the given names, as Dutch and German directories
    /// have it (`van der Berg` under B); those with a capital count (`De Smet` under D). A name without a family name, such
    /// as an Icelandic one or one of a single word, is sorted by what it has. Titles and suffixes do not count.
    /// Other scripts stay as they are: their order is that of their code points, which for Han is no reading order. Languages with
    /// an order of their own for accented letters (Å behind Z) need a collation of their own.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    ///
    /// assert_eq!(PersonName::new("Jan", "van der Berg").sort_key(), "berg, jan van der");
    /// assert_eq!(PersonName::new("Björk", "").sort_key(), "bjork");
    /// ```
    pub fn sort_key(&self) -> String {
        let [given, middle, family, nickname] = [&self.given, &self.middle, &self.family, &self.nickname].map(text_of);
        let family = family.unwrap_or_default();
        let particles = particles_of(family);
        let stem = family.get(particles.len()..).unwrap_or(family).trim_start();
        let behind: Vec<&str> = [given, middle, Some(particles.trim())].into_iter().flatten().collect();
        let behind = plain(&behind.join(" "));
        match (plain(stem), behind) {
            (stem, behind) if stem.is_empty() && behind.is_empty() => nickname.map(plain).unwrap_or_default(),
            (stem, behind) if stem.is_empty() => behind,
            (stem, behind) if behind.is_empty() => stem,
            (stem, behind) => format!("{stem}, {behind}"),
        }
    }
}

/// The beginning of a family name that is particles in small letters; nothing if that is all of it.
fn particles_of(family: &str) -> &str {
    let mut end = 0;
    for word in family.split_inclusive(char::is_whitespace) {
        if !is_small(word) {
            // `d'Arc` and `'t Hooft`: what is joined by an apostrophe stays with its word
            return family.get(..end).unwrap_or_default();
        }
        end += word.len();
    }
    ""
}

/// Small letters without accents; letters that are no Latin letter with an accent stay.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let folded = fold(text);
    if folded.is_ascii() {
        return folded.replace(['\'', ','], "").trim().to_owned();
    }
    let mut out = String::with_capacity(folded.len());
    let mut is_latin = false;
    for char in folded.nfd() {
        match char {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            '\'' | ',' => {}
            // marks of other scripts are letters
            _ if is_latin && is_combining_mark(char) => {}
            _ => {
                is_latin = char.is_ascii_alphabetic() || matches!(char, '\u{370}'..='\u{3ff}');
                out.push(char);
            }
        }
    }
    out.nfc().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::PersonName;

    #[test]
    fn directories_sort_by_family_name_without_particles() {
        for (given, middle, family, key) in [
            ("Ada", "", "Lovelace", "lovelace, ada"),
            ("Oscar", "", "de la Hoya", "hoya, oscar de la"),
            ("Jan", "", "De Smet", "de smet, jan"),
            ("Ludwig", "", "van Beethoven", "beethoven, ludwig van"),
            ("Dmitry", "Nikolaevich", "Orlov", "orlov, dmitry nikolaevich"),
            ("Łukasz", "", "Żółć", "zolc, lukasz"),
            ("Conor", "", "O’Brien", "obrien, conor"),
            ("Björk", "", "", "bjork"),
            ("", "", "van", "van"),
            ("泽东", "", "毛", "毛, 泽东"),
            ("Юрий", "", "Орлов", "орлов, юрий"),
            ("Γιώργος", "", "Ξένος", "ξενος, γιωργος"),
            ("", "", "", ""),
        ] {
            let name = PersonName::from_parts("Dr.", given, middle, family, "PhD", "");
            assert_eq!(name.sort_key(), key, "{name}");
        }
    }
}
