//! The first letters of a name.

use super::{PersonName, east_asian, text_of};

impl PersonName {
    /// The initials of given and middle names and of the family name, as they are written: `J.-C. P.`, `L. v. B.`
    ///
    /// A name in Han, kana or Hangul has no initials and stands as it is. Empty for a name without letters.
    ///
    /// ```
    /// use contactkit::contact::PersonName;
    ///
    /// assert_eq!(PersonName::new("Jean-Claude", "Petit").initials(), "J.-C. P.");
    /// assert_eq!(PersonName::new("Oscar", "de la Hoya").initials(), "O. H.");
    /// assert_eq!(PersonName::parse("毛泽东")?.initials(), "毛泽东");
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    pub fn initials(&self) -> String {
        let parts = [&self.given, &self.middle, &self.family].into_iter().filter_map(text_of);
        if parts.clone().flat_map(str::chars).any(east_asian::is_east_asian) {
            return Self { prefix: None, suffix: None, ..self.clone() }.to_string();
        }
        let mut initials = String::new();
        for part in parts {
            let before = initials.len();
            let words = || part.split_whitespace();
            // particles have no initial, unless there is nothing else
            let all_small = words().all(is_small);
            words().filter(|word| all_small || !is_small(word)).for_each(|word| push(&mut initials, word));
            if initials.len() == before {
                words().for_each(|word| push(&mut initials, word));
            }
        }
        initials
    }
}

/// Whether a word begins with a small letter, as particles do.
pub(super) fn is_small(word: &str) -> bool {
    word.chars().find(|char| char.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Adds the initials of one word: a letter with its marks and a point for each part between hyphens or points.
fn push(initials: &mut String, word: &str) {
    // `d'Arc` is an A, `O'Brien` an O
    let word = word.split_once(['\'', '’']).filter(|(start, _)| is_small(start)).map_or(word, |(_, rest)| rest);
    let mut joint = ' ';
    let mut at_start = true;
    for char in word.chars() {
        if char.is_alphabetic() && at_start {
            if joint == '-' {
                initials.push('-');
            } else if !initials.is_empty() {
                initials.push(' ');
            }
            initials.extend(char.to_uppercase());
            initials.push('.');
            at_start = false;
        } else if matches!(char, '-' | '\u{2010}' | '\u{2011}') && !initials.is_empty() {
            (joint, at_start) = ('-', true);
        } else if char == '.' && !at_start {
            (joint, at_start) = (' ', true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PersonName;

    #[test]
    fn initials_are_of_names_and_not_of_particles() {
        for (given, middle, family, initials) in [
            ("Ada", "", "Lovelace", "A. L."),
            ("J. R.", "R.", "Tolkien", "J. R. R. T."),
            ("J.-C.", "", "Petit", "J.-C. P."),
            ("Jean-Luc", "", "van der Berg", "J.-L. B."),
            ("Jeanne", "", "d'Arc", "J. A."),
            ("Conor", "", "O'Brien", "C. O."),
            ("İpek", "", "Çağlar", "İ. Ç."),
            ("Дмитрий", "Николаевич", "Орлов", "Д. Н. О."),
            ("ada", "", "lovelace", "A. L."),
            ("Björk", "", "", "B."),
            ("민수", "", "김", "김민수"),
            ("", "", "?", ""),
        ] {
            assert_eq!(PersonName::from_parts("Dr.", given, middle, family, "PhD", "").initials(), initials);
        }
    }
}
