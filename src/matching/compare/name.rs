//! How alike two names of persons are.

use super::super::records::{Name, NameForm, Records};
use super::super::values::NONE;
use super::{Outcome, at, similar};
use crate::normalize::{Generation, are_gendered_forms, skeleton};

/// What comparing two names in one order of their parts gives.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NameOutcome {
    pub(crate) given: Outcome,
    pub(crate) middle: Outcome,
    pub(crate) family: Outcome,
    pub(crate) order: Outcome,
    pub(crate) generation: Outcome,
}

/// Compares two names part by part.
pub(crate) fn straight(records: &Records, left: &Name, right: &Name) -> NameOutcome {
    let both = left.given != NONE && right.given != NONE && left.family != NONE && right.family != NONE;
    NameOutcome {
        given: given(records, left, right, left.given, right.given),
        middle: middle(records, left.middle, right.middle),
        family: family(records, left.family, right.family),
        order: if both { Outcome::plain(at::plain::EQUAL) } else { Outcome::default() },
        generation: match (left.generation, right.generation) {
            (Generation::Unknown, _) | (_, Generation::Unknown) => Outcome::default(),
            (left, right) if left == right => Outcome::plain(at::plain::EQUAL),
            _ => Outcome::plain(at::plain::DIFFERENT),
        },
    }
}

/// Compares the given name of each with the family name of the other, if one of them is alike at all.
pub(crate) fn swapped(records: &Records, left: &Name, right: &Name) -> Option<NameOutcome> {
    let crosswise = |a: u32, b: u32| {
        forms(records, a, b)
            .is_some_and(|(a, b)| a.skeleton == b.skeleton || a.sound == b.sound || a.initial == b.initial)
    };
    if !crosswise(left.given, right.family) && !crosswise(left.family, right.given) {
        return None;
    }
    // which of the two crosswise comparisons counts as the given name's must not depend on the side
    let text = |name: &Name| (records.name_values.text(name.given), records.name_values.text(name.family));
    let (left, right) = if text(left) <= text(right) { (left, right) } else { (right, left) };
    let one = given(records, left, right, left.given, right.family);
    let other = given(records, left, right, left.family, right.given);
    let alike = |outcome: Outcome| (at::given::EQUAL..=at::given::SIMILAR).contains(&outcome.level);
    if !alike(one) && !alike(other) {
        return None;
    }
    let other = family_level(other);
    let same = straight(records, left, right);
    Some(NameOutcome { given: one, family: other, order: Outcome::plain(at::plain::DIFFERENT), ..same })
}

/// The level of a family name that a level of given names stands for.
fn family_level(outcome: Outcome) -> Outcome {
    let level = match outcome.level {
        0 => 0,
        at::given::EQUAL => at::family::EQUAL,
        at::given::VARIANT => at::family::VARIANT,
        at::given::ONE_EDIT => at::family::ONE_EDIT,
        at::given::SIMILAR | at::given::INITIAL => at::family::SIMILAR,
        _ => at::family::DIFFERENT,
    };
    Outcome { level, ..outcome }
}

/// Whether the part of an e-mail address before `@` is made of a name and nothing else: `ada.lovelace`, `alovelace`,
/// `lovelacea`, `ada`.
pub(crate) fn is_made_of(records: &Records, user: &str, name: &Name) -> bool {
    let letters = |text: &'_ str| text.bytes().filter(u8::is_ascii_alphabetic).collect::<Vec<u8>>();
    let [given, family] = [name.given, name.family].map(|part| letters(records.name_values.text(part)));
    let user_letters = letters(user);
    let [g, f] = [&given, &family].map(|part| part.get(..1).unwrap_or_default());
    let (given, family) = (&given[..], &family[..]);
    let made = [[given, family], [family, given], [g, family], [family, g], [given, f], [given, &[]], [family, &[]]];
    !user.bytes().any(|byte| byte.is_ascii_digit()) && made.iter().any(|parts| parts.concat() == user_letters)
}

fn given(records: &Records, left: &Name, right: &Name, a: u32, b: u32) -> Outcome {
    let Some((one, other)) = forms(records, a, b) else { return Outcome::default() };
    let values = [one.joined, other.joined];
    let has_middle = left.middle != NONE || right.middle != NONE;
    if has_middle && is_of_two(records, left) != is_of_two(records, right) {
        return Outcome { level: at::given::DIFFERENT, values, less: 0 };
    }
    let is_in_one =
        || is_written_in_one(records, one.joined, right, b) || is_written_in_one(records, other.joined, left, a);
    if one.joined == other.joined || has_middle && is_in_one() {
        return Outcome { level: at::given::EQUAL, values, less: 0 };
    }
    if one.is_initial || other.is_initial {
        let level = if one.initial == other.initial { at::given::INITIAL } else { at::given::DIFFERENT };
        return Outcome { level, values, less: 0 };
    }
    if one.skeleton == other.skeleton || one.formal.iter().any(|name| other.formal.contains(name)) {
        return Outcome { level: at::given::VARIANT, values, less: 0 };
    }
    let level = match similar(&one.outline, &other.outline, || without_servants(texts(records, one, other))) {
        Some(1) => at::given::ONE_EDIT,
        Some(_) => at::given::SIMILAR,
        None if !has_middle => at::given::DIFFERENT,
        None if are_initials(records, one, right, b) || are_initials(records, other, left, a) => at::given::INITIAL,
        None if has_word(records, left.middle, one.joined, other.joined)
            || has_word(records, right.middle, one.joined, other.joined) =>
        {
            at::given::OTHER_GIVEN
        }
        None => at::given::DIFFERENT,
    };
    Outcome { level, values, less: 0 }
}

/// Whether a name is that of a couple, who have an entry together, and so of neither of the two: `Ada und Max Byron`.
fn is_of_two(records: &Records, name: &Name) -> bool {
    let after_given = records.name_values.text(name.middle);
    ["and ", "und ", "et ", "og ", "och "].iter().any(|word| after_given.starts_with(word))
}

/// What follows `servant of` in both names, which is the beginning of many names and says nothing of which. Outlines that
/// are not alike with it are not alike without it.
fn without_servants([one, other]: [&str; 2]) -> [&str; 2] {
    let rest = |name: &'_ str| name.strip_prefix("abdul").filter(|rest| rest.len() > 2).map_or(0, |_| "abdul".len());
    let start = rest(one).min(rest(other));
    [one, other].map(|name| name.get(start..).unwrap_or(name))
}

/// The texts of two names, each written in one word.
fn texts<'a>(records: &'a Records, one: &NameForm, other: &NameForm) -> [&'a str; 2] {
    [one, other].map(|form| records.name_values.text(form.joined))
}

/// Whether a name is the given name of another with its middle names, written in one: `annemarie` of `anne marie`.
fn is_written_in_one(records: &Records, joined: u32, name: &Name, given: u32) -> bool {
    if name.middle == NONE || given != name.given {
        return false;
    }
    let whole = records.name_values.text(joined);
    let Some(mut rest) = whole.strip_prefix(records.name_values.text(given)).filter(|rest| rest.len() > 1) else {
        return false;
    };
    for word in records.name_values.text(name.middle).split(' ') {
        match rest.strip_prefix(word) {
            Some("") => return true,
            Some(after) => rest = after,
            None => return false,
        }
    }
    false
}

/// Whether a name of two letters is the initials of given and middle name: `jc` of `jean claude`.
fn are_initials(records: &Records, two: &NameForm, name: &Name, given: u32) -> bool {
    if name.middle == NONE || given != name.given {
        return false;
    }
    let first = |number: u32| records.name_values.text(number).bytes().next();
    let [one, two] = *records.name_values.text(two.joined).as_bytes() else { return false };
    first(given) == Some(one) && first(name.middle) == Some(two)
}

/// Whether the middle names have one of two names among them.
fn has_word(records: &Records, middle: u32, one: u32, other: u32) -> bool {
    let is_one = |name: &NameForm| !name.is_initial && (name.joined == one || name.joined == other);
    records.name_values.derived(middle).filter(|_| middle != NONE).is_some_and(|form| {
        is_one(form) || form.words.iter().filter_map(|&word| records.name_values.derived(word)).any(is_one)
    })
}

fn middle(records: &Records, a: u32, b: u32) -> Outcome {
    let Some((one, other)) = forms(records, a, b) else { return Outcome::default() };
    Outcome::plain(if one.joined == other.joined {
        at::middle::EQUAL
    } else if one.initial == other.initial && (one.starts_with_initial(records) || other.starts_with_initial(records)) {
        at::middle::INITIAL
    } else if is_of_two_fathers(records.name_values.text(one.joined), records.name_values.text(other.joined)) {
        at::middle::OTHER_FATHER
    } else if one.skeleton == other.skeleton
        || one.words.iter().any(|word| *word == b || other.words.contains(word))
        || other.words.contains(&a)
        || similar(&one.outline, &other.outline, || texts(records, one, other)).is_some()
    {
        at::middle::SIMILAR
    } else {
        at::middle::DIFFERENT
    })
}

/// Whether two folded names are patronymics of two fathers, and neither a slip of the other.
fn is_of_two_fathers(one: &str, other: &str) -> bool {
    fathers(one)
        .zip(fathers(other))
        .is_some_and(|(left, right)| left != right && strsim::osa_distance(&left, &right) > 1)
}

/// The skeleton of the name that a folded patronymic is made of.
fn fathers(name: &str) -> Option<String> {
    const ENDINGS: [&str; 9] = ["ovich", "evich", "ovych", "ovitch", "evitch", "ovna", "evna", "ivna", "ichna"];
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).map(skeleton)
}

impl NameForm {
    /// Whether the name, or its first word, is an initial.
    fn starts_with_initial(&self, records: &Records) -> bool {
        let first = self.words.first().and_then(|&word| records.name_values.derived(word));
        first.unwrap_or(self).is_initial
    }
}

fn family(records: &Records, a: u32, b: u32) -> Outcome {
    let Some((one, other)) = forms(records, a, b) else { return Outcome::default() };
    let values = [one.joined, other.joined];
    if one.joined == other.joined {
        return Outcome { level: at::family::EQUAL, values, less: 0 };
    }
    let level = if one.skeleton == other.skeleton {
        at::family::VARIANT
    } else {
        let has_words = !one.words.is_empty() || !other.words.is_empty();
        match similar(&one.outline, &other.outline, || texts(records, one, other)) {
            Some(1) => at::family::ONE_EDIT,
            _ if has_words && are_turned(records, one, other) => at::family::DIFFERENT,
            _ if has_words && shares_word(records, one, other) => at::family::ONE_PART,
            Some(_) => at::family::SIMILAR,
            None if one.initial != other.initial => at::family::DIFFERENT,
            None if one.is_initial || other.is_initial => at::family::SIMILAR,
            None => {
                let [first, second] = texts(records, one, other);
                if are_gendered_forms(first, second) { at::family::SIMILAR } else { at::family::DIFFERENT }
            }
        }
    };
    Outcome { level, values, less: 0 }
}

/// Whether two family names of two parts have them in the other order: those are two families.
fn are_turned(records: &Records, one: &NameForm, other: &NameForm) -> bool {
    let ends = |form: &NameForm| {
        let mut telling = form.words.iter().copied().filter(|&word| is_telling(records, word));
        telling.next().zip(telling.next_back())
    };
    match (ends(one), ends(other)) {
        (Some((first, last)), Some((begin, end))) => first == end && last == begin && first != last,
        _ => false,
    }
}

/// Whether a word of a family name is more than a particle.
fn is_telling(records: &Records, word: u32) -> bool {
    records.name_values.text(word).len() > 3
}

/// Whether two family names have a word in common that is more than a particle.
fn shares_word(records: &Records, one: &NameForm, other: &NameForm) -> bool {
    let telling = |word: &u32| is_telling(records, *word);
    let has = |form: &NameForm, word: u32| form.joined == word || form.words.contains(&word);
    one.words.iter().filter(|word| telling(word)).any(|&word| has(other, word))
        || other.words.iter().filter(|word| telling(word)).any(|&word| has(one, word))
}

fn forms(records: &Records, a: u32, b: u32) -> Option<(&NameForm, &NameForm)> {
    let form = |number| records.name_values.derived(number).filter(|_| number != NONE);
    form(a).zip(form(b))
}

impl NameOutcome {
    /// Whether given and family name are both alike, in spelling or initial.
    pub(crate) fn is_alike(&self) -> bool {
        (at::given::EQUAL..=at::given::SIMILAR).contains(&self.given.level)
            && (at::family::EQUAL..=at::family::ONE_PART).contains(&self.family.level)
    }

    /// Whether given or family name is different.
    pub(crate) fn differs(&self) -> bool {
        self.given.level >= at::given::OTHER_GIVEN || self.family.level == at::family::DIFFERENT
    }

    /// Whether given or family name are alike, in spelling or initial.
    pub(crate) fn is_alike_in_part(&self) -> bool {
        (at::given::EQUAL..=at::given::SIMILAR).contains(&self.given.level)
            || (at::family::EQUAL..at::family::DIFFERENT).contains(&self.family.level)
    }

    /// Whether given and family name are both equal, or the only one there is.
    pub(crate) fn is_equal(&self) -> bool {
        self.given.level <= at::given::EQUAL && self.family.level <= at::family::EQUAL
    }
}
