//! Names in Han, kana and Hangul: the family name first, mostly without a space.

use super::culture::Culture;
use super::lexicon::{Class, class_of};
use super::order::SURE;
use super::{NameOptions, NameReading, PersonName};

/// What is said behind a name: Mr., Ms., teacher.
const BEHIND: [&str; 12] = ["先生", "女士", "小姐", "様", "さん", "さま", "殿", "氏", "님", "씨", "선생님", "君"];

/// Reads a name whose letters are all Han, kana or Hangul, in at most so many ways; nothing for other names.
pub(super) fn readings(text: &str, options: NameOptions, most: usize) -> Option<Vec<NameReading>> {
    let text = text.trim();
    let inside = |char: char| is_east_asian(char) || matches!(char, ' ' | ',' | '・' | '·' | '･' | '‧');
    if !text.starts_with(inside) || !text.chars().all(inside) || !text.chars().any(is_east_asian) {
        return None;
    }
    let (text, suffix) = without_form_of_address(text);
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let one = |name: PersonName| vec![NameReading { name, confidence: SURE }];
    let mut readings = match words.as_slice() {
        [] => return None,
        // `マイケル・ジャクソン`: a name from elsewhere keeps its order.
        [only] if only.contains(['・', '·', '･', '‧']) => {
            let mut parts = only.split(['・', '·', '･', '‧']).filter(|part| !part.is_empty());
            let given = parts.next().map(str::to_owned);
            let family = parts.next_back().map(str::to_owned);
            let middle: Vec<&str> = parts.collect();
            let middle = (!middle.is_empty()).then(|| middle.join("・"));
            one(PersonName { given, middle, family, ..PersonName::default() })
        }
        [only] => {
            // `林さん`, `김 선생님`: people are called by their family name.
            let is_called = suffix.is_some() && only.chars().nth(1).is_none();
            let lengths = if is_called { [Some((1, 80)), None] } else { family_lengths(only, options.culture()) };
            let divided = lengths.into_iter().flatten().take(most).map(|(length, confidence)| {
                let (family, given) = split(only, length);
                NameReading { name: PersonName::new(given, family), confidence }
            });
            divided.collect()
        }
        [family, given @ ..] => one(PersonName::new(given.join(" "), *family)),
    };
    readings.iter_mut().for_each(|reading| reading.name.suffix.clone_from(&suffix));
    Some(readings)
}

/// The name without what is said behind it; a word of one character counts only after a space.
fn without_form_of_address(text: &str) -> (&str, Option<String>) {
    let found = BEHIND.iter().find_map(|form| {
        let before = text.strip_suffix(form)?;
        let name = before.trim_end();
        let apart = name.len() < before.len();
        let long = form.chars().count() > 1;
        let enough = name.chars().count() >= if long { 1 } else { 2 };
        (enough && (apart || long || *form == "様")).then_some((name, form))
    });
    found.map_or((text, None), |(name, form)| (name, Some((*form).to_owned())))
}

/// How many characters of a name without a space are the family name, and how sure that is, the surest first; a single
/// character or a name in kana is not divided.
fn family_lengths(name: &str, culture: Option<Culture>) -> [Option<(usize, u8)>; 2] {
    let count = name.chars().count();
    let hangul = name.chars().all(|char| matches!(char, '\u{ac00}'..='\u{d7a3}'));
    let han = name.chars().take_while(|char| is_han(*char)).count();
    let is_compound = |length: &usize| class_of(split(name, *length).0).is(Class::HAN);
    let compound = (2..=3.min(count.saturating_sub(1))).rev().find(is_compound);
    let japanese = culture == Some(Culture::Japanese);
    match (compound, count) {
        (_, 0 | 1) => [Some((0, SURE)), None],
        // `田中` is a family name alone, or a name from China.
        (_, 2 | 3) if culture != Some(Culture::Chinese) && class_of(name).is(Class::HAN) => {
            [Some((count, 60)), Some((1, 35))]
        }
        (Some(compound), 3) if compound == 2 && !japanese => [Some((2, 80)), Some((1, 15))],
        (Some(compound), _) => [Some((compound, 90)), None],
        (_, 3) if japanese && han == count => [Some((2, 55)), Some((1, 40))],
        (_, 3) if culture.is_none() && han == count => [Some((1, 75)), Some((2, 20))],
        (_, 2 | 3) if hangul || han == count => [Some((1, 90)), None],
        (_, 4 | 5) if hangul || han == count => [Some((2, 80)), None],
        // `木村さくら`: the given name is in kana.
        _ if han > 0 && han < count => [Some((han, 90)), None],
        _ => [Some((0, 60)), None],
    }
}

fn split(name: &str, family: usize) -> (&str, &str) {
    let at = name.char_indices().nth(family).map_or(name.len(), |(at, _)| at);
    name.split_at_checked(at).unwrap_or(("", name))
}

/// Whether family and given name are written without a space and can still be told apart.
pub(super) fn is_unspaced(parts: &[&str]) -> bool {
    let [family, given] = parts else {
        return false;
    };
    let whole = [*family, *given].concat();
    let [surest, _] = family_lengths(&whole, None);
    surest.is_some_and(|(length, _)| split(&whole, length) == (*family, *given))
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '々')
}

pub(super) fn is_east_asian(char: char) -> bool {
    is_han(char)
        || matches!(char, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff66}'..='\u{ff9d}')
}
