//! The words that names are read by: one lookup tells everything that a word can be.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::contact::any_case::AnyCase;
use crate::contact::fold::{fold, without_marks};
use crate::contact::tables::lines;

const HONORIFICS: &str = include_str!("../tables/honorifics.txt");
const NAME_SUFFIXES: &str = include_str!("../tables/name_suffixes.txt");
const NAME_PARTICLES: &str = include_str!("../tables/name_particles.txt");
const NAME_WORDS: &str = include_str!("../tables/name_words.txt");
const FAMILY_NAMES: &str = include_str!("../tables/family_names.txt");
const GIVEN_NAMES: &str = include_str!("../tables/given_names.txt");

/// Everything that a word can be, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Class {$(
            $(#[$doc])*
            pub(super) const $name: Self = Self(1 << $bit);
        )*}
    };
}

classes! {
    TITLE = 0;
    /// The first word of a title of several words.
    TITLE_START = 36;
    /// A word of one that is not its first.
    TITLE_PART = 1;
    /// A given name follows the title.
    BEFORE_GIVEN = 2;
    /// A title that is a name as well.
    TITLE_NAME = 3;
    /// A form of address behind a name.
    BEHIND = 4;
    /// One that is nothing else.
    BEHIND_SURE = 5;
    SUFFIX = 6;
    /// A word of a suffix of several words that is not its last.
    SUFFIX_PART = 7;
    /// The last word of one.
    SUFFIX_END = 8;
    GENERATION = 9;
    /// A suffix that nobody is called.
    SUFFIX_SURE = 10;
    SUFFIX_NAME = 11;
    SUFFIX_ANY_CASE = 12;
    ROMAN = 13;
    PARTICLE = 14;
    /// A particle that is a given name where it has a capital.
    PARTICLE_LOWER = 15;
    /// `bin`: the father's name follows.
    FATHER = 16;
    /// `oğlu`: the father's name stands before it.
    AFTER_FATHER = 17;
    LINK = 18;
    BEGIN = 19;
    FORMER = 20;
    /// The first word of a form of several words that says so: `z domu`.
    FORMER_START = 35;
    VI_MIDDLE = 21;
    ZH = 22;
    YUE = 23;
    KO = 24;
    JA = 25;
    VI = 26;
    VI_ONLY = 27;
    HU = 28;
    ES = 29;
    HAN = 30;
    HU_GIVEN = 31;
    RU_GIVEN = 32;
    ES_GIVEN = 33;
    WEST_GIVEN = 34;
    // How the word is written, from here on.
    /// It starts with a lowercase letter.
    LOWER = 40;
    /// Two letters or more, none of them lowercase, and no dot.
    CAPITALS = 41;
    /// More than one capital.
    MANY_CAPITALS = 42;
    DOT = 43;
    HYPHEN = 44;
    /// One or two characters without the dots.
    SHORT = 45;
    /// One letter, or several with a dot behind each.
    INITIAL = 46;
    OTHER_SCRIPT = 47;
    ACCENTED = 48;
}

impl Class {
    pub(super) const CHINESE: Self = Self(Self::ZH.0 | Self::YUE.0);
    pub(super) const EAST_ASIAN: Self = Self(Self::CHINESE.0 | Self::KO.0 | Self::JA.0 | Self::VI.0);
    pub(super) const GIVEN: Self = Self(Self::HU_GIVEN.0 | Self::RU_GIVEN.0 | Self::ES_GIVEN.0 | Self::WEST_GIVEN.0);

    /// What makes a word more than a given or a family name, however it is written.
    pub(super) const BESIDE_NAMES: Self = Self(
        Self::TITLE.0
            | Self::TITLE_START.0
            | Self::BEHIND.0
            | Self::SUFFIX.0
            | Self::SUFFIX_END.0
            | Self::PARTICLE.0
            | Self::LINK.0
            | Self::AFTER_FATHER.0,
    );

    /// Whether it is any of these.
    pub(super) fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn when(self, condition: bool) -> Self {
        if condition { self } else { Self(0) }
    }
}

/// The kinds of lines in the tables that have many words in a line.
type Kinds = &'static [(&'static str, Class)];

const WORD_KINDS: Kinds =
    &[("link", Class::LINK), ("begin", Class::BEGIN), ("former", Class::FORMER), ("middle", Class::VI_MIDDLE)];

const FAMILY_KINDS: Kinds = &[
    ("zh", Class::ZH),
    ("yue", Class::YUE),
    ("ko", Class::KO),
    ("ja", Class::JA),
    ("vi", Class::VI),
    ("vi-only", Class::VI_ONLY),
    ("hu", Class::HU),
    ("es", Class::ES),
    ("han", Class::HAN),
];

const GIVEN_KINDS: Kinds =
    &[("hu", Class::HU_GIVEN), ("ru", Class::RU_GIVEN), ("es", Class::ES_GIVEN), ("west", Class::WEST_GIVEN)];

/// Words and forms of several words, folded.
static LEXICON: LazyLock<AnyCase<Class>> = LazyLock::new(|| {
    let mut lexicon = FxHashMap::default();
    for [form, _, how, _] in rows(HONORIFICS) {
        add_title(&mut lexicon, form, how);
    }
    for [form, _, generation, how] in rows(NAME_SUFFIXES) {
        add_suffix(&mut lexicon, form, !generation.is_empty(), how);
    }
    for [form, _, how, _] in rows(NAME_PARTICLES) {
        let class = match how {
            "after" => Class::AFTER_FATHER,
            "father" => Class::PARTICLE.with(Class::FATHER),
            "lower" => Class::PARTICLE.with(Class::PARTICLE_LOWER),
            _ => Class::PARTICLE,
        };
        form.split_whitespace().for_each(|word| add(&mut lexicon, fold(word), class));
    }
    for (table, kinds) in [(NAME_WORDS, WORD_KINDS), (FAMILY_NAMES, FAMILY_KINDS), (GIVEN_NAMES, GIVEN_KINDS)] {
        for [kind, words, ..] in rows(table) {
            let class = kinds.iter().find(|(name, _)| *name == kind).map_or(Class::default(), |(_, class)| *class);
            for word in words.split(',').map(fold) {
                if let Some((first, _)) = word.split_once(' ') {
                    add(&mut lexicon, first.to_owned(), Class::FORMER_START);
                }
                add(&mut lexicon, without_marks(&word), class);
                add(&mut lexicon, word, class);
            }
        }
    }
    lexicon.into_iter().collect()
});

/// The generations of suffixes, folded: `jr`, `3`.
static GENERATIONS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = rows(NAME_SUFFIXES).filter(|[_, kind, generation, _]| *kind == "generation" && !generation.is_empty());
    rows.map(|[form, _, generation, _]| (fold(form), generation)).collect()
});

/// What the word or words of a text can be that is folded, but for its ASCII capitals.
pub(super) fn class_of(folded: &str) -> Class {
    class_of_bytes(folded.as_bytes())
}

/// The same for a text that stands in a buffer.
pub(super) fn class_of_bytes(folded: &[u8]) -> Class {
    LEXICON.get_octets(folded).copied().unwrap_or_default()
}

/// The generation that a folded suffix stands for.
pub(super) fn generation(folded: &str) -> Option<&'static str> {
    GENERATIONS.get(folded).copied()
}

/// Whether a word is a title that a given name follows: `Sir`.
pub(crate) fn is_before_given(word: &str) -> bool {
    class_of(&fold(word)).is(Class::BEFORE_GIVEN)
}

/// Words before a name with their kind: `title`, `academic`, `rank`, `religious`, `noble`.
pub(crate) fn honorifics() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(HONORIFICS).map(|[form, kind, ..]| (form, kind))
}

/// Words behind a name that tell the generation, each with its canonical form.
pub(crate) fn generations() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(NAME_SUFFIXES).filter(|[_, kind, ..]| *kind == "generation").map(|[form, _, canonical, _]| (form, canonical))
}

/// Degrees and professional letters behind a name.
pub(crate) fn degrees() -> impl Iterator<Item = &'static str> {
    rows(NAME_SUFFIXES).filter(|[_, kind, ..]| *kind != "generation").map(|[form, ..]| form)
}

/// The lines of a table; a field that is left out is empty.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    lines(table).map(|line| {
        let mut fields = line.splitn(4, '|').map(str::trim);
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

fn add(lexicon: &mut FxHashMap<String, Class>, word: String, class: Class) {
    if !word.is_empty() {
        let known = lexicon.entry(word).or_default();
        *known = known.with(class);
    }
}

fn add_title(lexicon: &mut FxHashMap<String, Class>, form: &str, how: &str) {
    if let Some(form) = form.strip_prefix('-') {
        let class = Class::BEHIND.with(Class::BEHIND_SURE.when(how == "sure"));
        return add(lexicon, fold(form), class);
    }
    let is = |word| how.split(' ').any(|said| said == word);
    let class = Class::BEFORE_GIVEN.when(is("given")).with(Class::TITLE_NAME.when(is("name"))).with(Class::TITLE);
    // `Lt.Gen.` of a table is `Lt. Gen.` of a record too.
    for form in [fold(form), fold(&form.replace('.', " "))] {
        if let Some((first, _)) = form.split_once(' ') {
            add(lexicon, first.to_owned(), Class::TITLE_START);
        }
        form.split(' ').skip(1).for_each(|part| add(lexicon, part.to_owned(), Class::TITLE_PART));
        add(lexicon, form, class);
    }
}

fn add_suffix(lexicon: &mut FxHashMap<String, Class>, form: &str, is_generation: bool, how: &str) {
    let form = fold(form);
    let class = match how {
        "sure" => Class::SUFFIX_SURE,
        "name" => Class::SUFFIX_NAME,
        "any" => Class::SUFFIX_ANY_CASE,
        "roman" => Class::ROMAN,
        _ => Class::default(),
    };
    if let Some((before, last)) = form.rsplit_once(' ') {
        before.split(' ').for_each(|part| add(lexicon, part.to_owned(), Class::SUFFIX_PART));
        add(lexicon, last.to_owned(), Class::SUFFIX_END);
    }
    add(lexicon, form, class.with(Class::SUFFIX).with(Class::GENERATION.when(is_generation)));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_the_tables_of_forms_is_read_and_no_form_stands_twice() {
        let hows: [(&str, usize, &[&str]); 3] = [
            (HONORIFICS, 2, &["given", "name", "sure"]),
            (NAME_SUFFIXES, 3, &["sure", "name", "any", "roman"]),
            (NAME_PARTICLES, 2, &["lower", "father", "after"]),
        ];
        for (table, fields, known) in hows {
            let mut seen = BTreeSet::new();
            for line in lines(table) {
                let row: Vec<&str> = line.split('|').map(str::trim).collect();
                assert!((fields..=fields + 1).contains(&row.len()), "{line}");
                assert!(row[fields..].iter().flat_map(|how| how.split(' ')).all(|how| known.contains(&how)), "{line}");
                assert!(seen.insert(fold(row[0])), "{line} stands twice");
                // Each word of a particle is one; the other forms are looked up whole.
                let form = if table == NAME_PARTICLES { row[0].split(' ').next().unwrap() } else { row[0] };
                assert_ne!(class_of(&fold(form.trim_start_matches('-'))), Class::default(), "{line}");
            }
        }
    }

    #[test]
    fn every_line_of_the_tables_of_words_has_a_known_kind_and_words() {
        for (table, kinds) in [(NAME_WORDS, WORD_KINDS), (FAMILY_NAMES, FAMILY_KINDS), (GIVEN_NAMES, GIVEN_KINDS)] {
            for line in lines(table) {
                let (kind, words) = line.split_once(" | ").unwrap();
                let (_, class) = kinds.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("{line}"));
                for word in words.split(',') {
                    assert!(!word.trim().is_empty() && class_of(&fold(word)).is(*class), "{line}: {word}");
                }
            }
        }
    }

    #[test]
    fn marks_may_be_left_out_of_names() {
        for name in ["nguyễn", "nguyen", "dang", "đặng", "jozsef", "lopez"] {
            assert_ne!(class_of(name), Class::default(), "{name}");
        }
    }
}
