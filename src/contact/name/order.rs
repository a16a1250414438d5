//! Which words are the given, middle and family names, and how sure that is.

use std::ops::Range;

use super::culture::{Culture, is_syllable};
use super::evidence;
use super::lexicon::Class;
use super::word::{Word, joined};
use super::{NameOptions, NameOrder, PersonName};

/// One way to divide the words of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) given: Range<usize>,
    pub(super) middle: Range<usize>,
    pub(super) family: Range<usize>,
    /// How sure it is, in percent.
    pub(super) confidence: u8,
}

/// The most that is said of a reading: somebody may always be called otherwise.
pub(super) const SURE: u8 = 95;

impl Layout {
    /// The family name first, then one given name, then the rest.
    pub(super) fn family_first(family: usize, all: usize, confidence: u8) -> Self {
        let given = family..(family + 1).min(all);
        Self { family: 0..family, middle: given.end..all, given, confidence }
    }

    /// The family name first, then given names that are one: `Mao Ze Dong`.
    pub(super) fn one_given_name(all: usize, confidence: u8) -> Self {
        Self { family: 0..1, given: 1..all, middle: all..all, confidence }
    }

    pub(super) fn name(&self, words: &[Word<'_>]) -> PersonName {
        let part = |range: &Range<usize>| joined(words.get(range.clone()).unwrap_or_default());
        PersonName {
            given: part(&self.given),
            middle: part(&self.middle),
            family: part(&self.family),
            ..PersonName::default()
        }
    }
}

/// The ways to divide two or more words, the surest first.
pub(super) fn layouts(words: &mut [Word<'_>], is_capitals: bool, options: NameOptions) -> [Option<Layout>; 3] {
    let culture = options.culture();
    if options.order != NameOrder::GivenFirst
        && let Some(layout) = super::marked::family_first(words)
    {
        return [Some(layout), None, None];
    }
    join_pieces(words, is_capitals, culture);
    let western = western(words, culture);
    let family_first = family_first(words, &western, options);
    let two_families = two_families(words, &western, culture);
    if family_first.is_none() && two_families.is_none() {
        return [Some(Layout { confidence: SURE, ..western }), None, None];
    }
    let share = |layout: &Option<Layout>| layout.as_ref().map_or(0, |layout| layout.confidence);
    let left = SURE.saturating_sub(share(&family_first));
    let two_share = u8::try_from(u32::from(share(&two_families)) * u32::from(left) / 100).unwrap_or_default();
    let two_families = two_families.map(|layout| Layout { confidence: two_share, ..layout });
    let western = Layout { confidence: left - two_share, ..western };
    let mut all = [Some(western), family_first, two_families];
    all.sort_by_key(|layout| std::cmp::Reverse(share(layout)));
    all
}

/// Joins words that are one name: links join their neighbors, particles what follows them.
pub(super) fn join_pieces(words: &mut [Word<'_>], is_capitals: bool, culture: Option<Culture>) {
    let count = words.len();
    let mut open = false;
    let second_is_particle = words.get(1).is_some_and(Word::is_particle);
    for (at, word) in words.iter_mut().enumerate() {
        let link = is_link(word, count, is_capitals);
        word.joined = at > 0 && (link || open || word.is(Class::AFTER_FATHER));
        let begins = at == 0 && count > 2 && word.is(Class::BEGIN);
        // `Abd al-Rahman` is one name, `de la Cruz` a family name.
        open = link || begins && (!second_is_particle || word.is(Class::PARTICLE) && word.is(Class::FATHER));
    }
    // In Spain and Portugal each family name has its own particles.
    let each = matches!(culture, Some(Culture::Spanish | Culture::Portuguese));
    let last_start = words.iter().rposition(|word| !word.joined).unwrap_or_default();
    let vietnamese = words.last().is_some_and(|last| last.is(Class::VI));
    let twice = matches!(words, [first, second, ..] if first.text == second.text);
    let (mut in_family, mut after_particle) = (false, false);
    for (at, word) in words.iter_mut().enumerate().filter(|(_, word)| !word.joined) {
        // `San San Chiou`: what is said twice is a name. `An Van Nguyen` is from Vietnam.
        let is_name = at == 1 && twice || vietnamese && word.is(Class::VI_MIDDLE) && !word.is(Class::LOWER);
        let particle = at > 0 && at < last_start && !is_name && word.is_particle();
        word.joined = in_family && (!particle || after_particle) && (after_particle || !each);
        in_family |= particle;
        after_particle = particle;
    }
}

/// Whether a word links its neighbors; single letters in capitals or in short names are initials.
fn is_link(word: &Word<'_>, count: usize, is_capitals: bool) -> bool {
    let single = word.is(Class::INITIAL);
    word.is(Class::LINK) && !word.is(Class::DOT) && !(single && (count < 4 || !word.is(Class::LOWER) && !is_capitals))
}

/// Where the pieces start.
fn starts(words: &[Word<'_>]) -> impl DoubleEndedIterator<Item = usize> {
    words.iter().enumerate().filter(|(_, word)| !word.joined).map(|(at, _)| at)
}

/// The given name first and the family name last.
fn western(words: &[Word<'_>], culture: Option<Culture>) -> Layout {
    let all = words.len();
    let (mut given, mut family) = (starts(words).nth(1).unwrap_or(all), starts(words).next_back().unwrap_or(all));
    if family == 0 {
        family = all;
    }
    if let [first, second, last] = words
        && culture != Some(Culture::Vietnamese)
        && last.is(Class::CHINESE.with(Class::KO))
        && !second.joined
        && is_two_syllables(first, second)
    {
        // `Ze Dong Mao` has one given name.
        given = 2;
    }
    // `Heydər oğlu` is no family name.
    if family < all && words.last().is_some_and(|last| last.is(Class::AFTER_FATHER)) {
        return Layout { given: 0..given, middle: given..all, family: all..all, confidence: 0 };
    }
    Layout { given: 0..given, middle: given..family, family: family..all, confidence: 0 }
}

/// Whether two words are the syllables of one given name.
pub(super) fn is_two_syllables(first: &Word<'_>, second: &Word<'_>) -> bool {
    [first, second].into_iter().all(is_syllable) && first.text != second.text
}

/// How the words may be read if the family name stands first.
fn family_first(words: &[Word<'_>], western: &Layout, options: NameOptions) -> Option<Layout> {
    let all = words.len();
    // A name of which the middle has a particle or a link starts with the given name.
    let first_piece = western.given.end;
    match options.order {
        NameOrder::GivenFirst => return None,
        NameOrder::FamilyFirst => {
            let mut layout = evidence::family_first(words, options.culture()).unwrap_or_else(|| {
                let given = starts(words).nth(2).unwrap_or(all);
                Layout { family: 0..first_piece, given: first_piece..given, middle: given..all, confidence: 0 }
            });
            layout.confidence = SURE - 3;
            return Some(layout);
        }
        NameOrder::Unknown => {}
    }
    // `Ze` of `Mao Ze Dong` is a particle elsewhere, but in lowercase.
    let plain = words
        .iter()
        .all(|word| !word.is(Class::INITIAL) && !(word.is(Class::LOWER) && (word.joined || word.is_particle())));
    if plain { evidence::family_first(words, options.culture()) } else { None }
}

/// `Rafael Nadal Parera`: two family names, as in Spain and Portugal.
fn two_families(words: &[Word<'_>], western: &Layout, culture: Option<Culture>) -> Option<Layout> {
    let middle = words.get(western.middle.clone()).filter(|middle| !middle.is_empty())?;
    let start = western.middle.start + starts(middle).next_back().unwrap_or_default();
    let (first, last) = (words.get(start)?, words.get(western.family.start)?);
    let is_family = |word: &Word<'_>| word.is(Class::ES) || word.text.len() > 4 && word.ends_with("ez");
    let is_given = |word: &Word<'_>| word.is(Class::ES_GIVEN) && !word.is(Class::ES);
    if first.is(Class::INITIAL) {
        return None;
    }
    let spanish = words.first().is_some_and(|word| word.is(Class::ES_GIVEN));
    let share = match culture {
        Some(Culture::Spanish) if is_given(first) => 20,
        Some(Culture::Spanish) => 92,
        // The last family name is the main one.
        Some(Culture::Portuguese) => 35,
        Some(_) => return None,
        None if is_family(first) && is_family(last) => 75,
        None if spanish && !is_given(first) => 40,
        None => return None,
    };
    Some(Layout {
        middle: western.middle.start..start,
        family: start..words.len(),
        confidence: share,
        ..western.clone()
    })
}
