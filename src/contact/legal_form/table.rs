//! The legal forms of `legal_forms.txt`, by what is written for them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::any_case::AnyCase;
use super::super::fold::{fold, without_marks};
use super::super::tables::lines;
use super::super::{CountryCode, is_whole, lowercase};
use super::{LegalForm, LegalFormClass};

const LEGAL_FORMS: &str = include_str!("../tables/legal_forms.txt");
const BRANCH_WORDS: &str = include_str!("../tables/branch_words.txt");

/// The longest key in octets that is looked up.
pub(super) const LONGEST_KEY: usize = 160;

/// Legal forms by what is written for them.
pub(super) struct LegalForms {
    by_key: AnyCase<Entry>,
    by_capitals: FxHashMap<&'static str, Vec<LegalForm>>,
    unspaced: Vec<String>,
}

#[derive(Default)]
struct Entry {
    /// None for what only opens a form that surrounds the name.
    forms: Vec<LegalForm>,
    stands_before: bool,
    /// How it is written before names where that is not in capitals: `GmbH`, `A/S`.
    before: Vec<&'static str>,
    /// Whether it is written as one word without dots inside, as `zoo` for `z o.o.` never is.
    is_word: bool,
    opens: bool,
}

impl LegalForms {
    /// Whether a key stands for a form.
    pub(super) fn contains(&self, key: &str) -> bool {
        !self.forms(key).is_empty()
    }

    /// Whether a text as written is a form, without a key on the heap for texts that most names are.
    pub(super) fn has_form(&self, text: &str) -> bool {
        let mut buffer = [0; 64];
        if !text.is_ascii() || text.len() > buffer.len() {
            return self.is_form(text, &key(text));
        }
        let mut length = 0;
        for (byte, place) in key_bytes(text).zip(&mut buffer) {
            *place = byte;
            length += 1;
        }
        let key = buffer.get(..length).and_then(|key| std::str::from_utf8(key).ok());
        key.is_some_and(|key| self.is_form(text, key))
    }

    /// Whether a text with its key is a form; what the table has only with dots or in parts may be a word without them:
    /// the zoo of `London Zoo`.
    pub(super) fn is_form(&self, written: &str, key: &str) -> bool {
        let is_word = || written.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_alphanumeric());
        self.entry(key).is_some_and(|entry| !entry.forms.is_empty() && (entry.is_word || !is_word()))
    }

    /// Whether a form is written before names too; a short one of Latin letters in capitals only, or as the table has it.
    pub(super) fn stands_before(&self, key: &str, written: &str) -> bool {
        /// Forms in full; the short ones of Latin letters are too much like words to stand anywhere.
        const IN_FULL: usize = 12;
        const SHORT: usize = 4;
        let Some(entry) = self.entry(key) else { return false };
        let stands = entry.stands_before || !entry.forms.is_empty() && (key.len() > IN_FULL || !key.is_ascii());
        let is_like_a_word = key.len() <= SHORT && key.is_ascii() && written.contains(char::is_lowercase);
        stands && (!is_like_a_word || entry.before.contains(&written))
    }

    /// Whether a key is what stands before the name of a form that surrounds it.
    pub(super) fn opens(&self, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| entry.opens)
    }

    /// The forms of a text, if its very capitals tell them: `ApS`.
    pub(super) fn by_capitals(&self, written: &str) -> Option<&[LegalForm]> {
        self.by_capitals.get(written).map(Vec::as_slice)
    }

    /// The forms that a key stands for.
    pub(super) fn forms(&self, key: &str) -> &[LegalForm] {
        self.entry(key).map_or(&[], |entry| entry.forms.as_slice())
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key)
    }

    /// The forms that touch the name, the longest first.
    pub(super) fn unspaced(&self) -> &[String] {
        &self.unspaced
    }
}

/// The table while it is read.
#[derive(Default)]
struct Builder {
    by_key: FxHashMap<String, Entry>,
    by_capitals: FxHashMap<&'static str, Vec<LegalForm>>,
    unspaced: Vec<String>,
}

impl Builder {
    /// Adds what is written for a form.
    fn add(&mut self, variant: &'static str, form: &LegalForm) {
        let (before, after) = variant.split_once('~').unwrap_or(("", variant));
        let stands_before = !before.is_empty() && after.trim().is_empty();
        if !before.is_empty() && !stands_before {
            self.by_key.entry(key(before)).or_default().opens = true;
        }
        let written = format!("{before}{after}");
        if before.is_empty() && variant.contains(|char: char| char.is_ascii_uppercase()) {
            self.by_capitals.entry(variant).or_default().push(form.clone());
        }
        if written.chars().any(is_unspaced) {
            self.unspaced.push(written.trim().to_owned());
            if written.contains('(') {
                self.unspaced.push(written.trim().replace('(', "（").replace(')', "）"));
            }
        }
        let is_word = !written.trim().trim_end_matches('.').contains(['.', ' ']);
        // A word in small letters is told by its capitals.
        let is_odd = before.contains(|char: char| char.is_uppercase() || matches!(char, '.' | '/'));
        for key in std::iter::once(key(&written)).chain(without_accents(&written)) {
            let entry = self.by_key.entry(key).or_default();
            entry.stands_before |= stands_before;
            entry.is_word |= is_word;
            entry.before.extend(Some(before.trim()).filter(|_| stands_before && is_odd));
            if !entry.forms.iter().any(|known| known.canonical == form.canonical) {
                entry.forms.push(form.clone());
            }
        }
    }
}

/// Every form by its keys.
pub(super) static TABLE: LazyLock<LegalForms> = LazyLock::new(|| {
    let mut table = Builder::default();
    for line in lines(LEGAL_FORMS) {
        let mut fields = line.splitn(4, '|').map(str::trim);
        let (Some(canonical), Some(class), Some(countries), Some(variants)) =
            (fields.next(), fields.next().and_then(LegalFormClass::of), fields.next(), fields.next())
        else {
            continue;
        };
        let countries = countries.split_whitespace().filter_map(CountryCode::of).collect();
        let form = LegalForm { canonical: canonical.to_owned(), class, countries };
        for variant in variants.split(',').map(str::trim).filter(|variant| !variant.is_empty()) {
            table.add(variant, &form);
        }
    }
    table.unspaced.sort_by(|left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
    table.unspaced.dedup();
    LegalForms { by_key: table.by_key.into_iter().collect(), by_capitals: table.by_capitals, unspaced: table.unspaced }
});

/// Words for a part of an organization, folded: `zweigniederlassung`.
static BRANCH_TABLE: LazyLock<AnyCase<()>> = LazyLock::new(|| branch_words().map(|word| (key(word), ())).collect());

/// Whether a key is a word for a part of an organization.
pub(super) fn is_branch_word(key: &str) -> bool {
    BRANCH_TABLE.get(key).is_some()
}

/// The words of `branch_words.txt`, as written there.
pub(crate) fn branch_words() -> impl Iterator<Item = &'static str> {
    lines(BRANCH_WORDS).flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty())
}

/// The key of a form: dots, spaces, commas and case do not matter.
pub(super) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_key(&mut out, text);
    out
}

/// Appends the key of a text, which is that of its words one after the other.
pub(super) fn push_key(key: &mut String, text: &str) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let start = key.len();
        key.push_str(text);
        key.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
    } else if text.is_ascii() {
        key.extend(key_bytes(text).map(char::from));
    } else if text.chars().all(is_key_letter) {
        key.extend(text.chars().map(lowercase));
    } else {
        key.extend(fold(text).chars().filter_map(|char| match char {
            // The dot that is left of a lowercase İ.
            ' ' | ',' | '\u{307}' => None,
            '（' => Some('('),
            '）' => Some(')'),
            _ => Some(char),
        }));
    }
}

/// Whether only the case of a character is to be folded in a key: letters and digits of most scripts.
fn is_key_letter(char: char) -> bool {
    if char.is_ascii() {
        !matches!(char, '.' | ',' | ' ' | '`' | '\t'..='\r')
    } else {
        is_whole(char) && !matches!(char, '\u{2013}'..='\u{2019}')
    }
}

/// The key of a text of ASCII.
fn key_bytes(text: &str) -> impl Iterator<Item = u8> {
    let bytes = text.bytes().filter(|byte| !matches!(byte, b'.' | b',' | b' ' | b'\t'..=b'\r'));
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// How a form in full is written without its accents: `beschraenkter`, `ograniczona`.
fn without_accents(variant: &str) -> Vec<String> {
    /// Without their accents, short forms are words of other languages.
    const SHORTEST: usize = 8;
    let key = key(variant);
    let is_latin = key.chars().all(|char| char < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&char));
    if key.is_ascii() || key.len() < SHORTEST || !is_latin {
        return Vec::new();
    }
    let umlauts = key.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    vec![without_marks(&key), without_marks(&umlauts)]
}

/// Whether a character is of a script that puts no space between a name and its form.
pub(super) fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3200}'..='\u{32ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustc_hash::FxHashSet;

    #[test]
    fn every_legal_form_has_a_class_known_countries_and_variants() {
        let (mut canonical, mut countries) = (FxHashSet::default(), FxHashSet::default());
        for line in lines(LEGAL_FORMS) {
            let row: Vec<&str> = line.split('|').map(str::trim).collect();
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(canonical.insert(row[0]), "{} stands twice", row[0]);
            assert!(LegalFormClass::of(row[1]).is_some(), "{row:?}");
            assert!(row[2].split_whitespace().all(|code| CountryCode::of(code).is_some()), "{row:?}");
            countries.extend(row[2].split_whitespace());
            let mut written = FxHashSet::default();
            for variant in row[3].split(',').map(str::trim) {
                let written_as = variant.replace('~', "");
                assert!((1..=LONGEST_KEY).contains(&key(&written_as).len()), "{row:?}");
                assert!(written.insert(variant), "{variant} stands twice in {row:?}");
                assert!(TABLE.forms(&key(&written_as)).iter().any(|form| form.canonical == row[0]), "{variant}");
            }
        }
        assert!(canonical.len() >= 500 && countries.len() >= 100, "{} {}", canonical.len(), countries.len());
    }

    #[test]
    fn every_branch_word_is_one_and_no_legal_form() {
        let mut seen = FxHashSet::default();
        for word in branch_words() {
            assert!(seen.insert(word) && !word.contains(' ') && !TABLE.contains(&key(word)), "{word}");
        }
    }
}
