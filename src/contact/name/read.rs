//! From a full name to its parts.
//!
//! In this order: nicknames are taken out; a comma tells the family name or a list of suffixes; titles are taken from the
//! front and suffixes from the end; particles and links are joined to their neighbors; of what is left the first is the
//! given name and the last the family name, unless something says that the family name stands first.

use super::{PersonName, words};
use crate::contact::Invalid;
use crate::contact::fold::is_invisible;

/// The most octets of a name that is looked at.
const LONGEST: usize = 512;

/// Reads a full name; see [`PersonName::parse`].
pub(super) fn read(text: &str) -> Result<PersonName, Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::Empty);
    }
    if text.len() > LONGEST {
        return Err(Invalid::TooLong);
    }
    let (text, nickname) = take_nicknames(&cleaned(text));
    let mut name = super::east_asian::read(&text).unwrap_or_else(|| western(&text, nickname.is_some()));
    name.nickname = nickname;
    if !name.parts().any(|part| part.chars().any(|char| !char.is_ascii() || char.is_ascii_alphabetic())) {
        return Err(Invalid::NameNoLetters);
    }
    Ok(name)
}

/// The text without emoji and marks of layout, with plain commas.
fn cleaned(text: &str) -> String {
    text.chars()
        .filter(|char| !is_emoji(*char) && (!is_invisible(*char) || matches!(char, '\u{200c}' | '\u{200d}')))
        .map(|char| match char {
            '，' | '、' | '،' | ';' => ',',
            _ if char.is_whitespace() || char.is_control() => ' ',
            _ => char,
        })
        .collect()
}

fn is_emoji(char: char) -> bool {
    matches!(char, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{20e3}')
}

/// Takes out what stands in brackets or quotation marks: `Benjamin "Ben" Franklin`, `Benjamin (Ben) Franklin`.
fn take_nicknames(text: &str) -> (String, Option<String>) {
    const PAIRS: [(char, char); 10] = [
        ('(', ')'),
        ('[', ']'),
        ('"', '"'),
        ('“', '”'),
        ('„', '“'),
        ('«', '»'),
        ('‘', '’'),
        ('\'', '\''),
        ('（', '）'),
        ('「', '」'),
    ];
    let mut rest = String::with_capacity(text.len());
    let mut nicknames: Vec<String> = Vec::new();
    let mut chars = text.char_indices();
    let mut before = None;
    while let Some((at, char)) = chars.next() {
        let starts_word = before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(char);
        let closing = PAIRS.iter().find(|(open, _)| *open == char).map(|(_, close)| *close);
        let inside = closing.filter(|_| starts_word).and_then(|close| {
            let after = text.get(at + char.len_utf8()..)?;
            // A name has few characters; a bracket that is not closed soon is none.
            let inner: String = after.chars().take(64).take_while(|inner| *inner != close).collect();
            let behind = after.get(inner.len()..)?.strip_prefix(close)?;
            // `O' Neill 'Neill`: an apostrophe closes only where a word ends.
            let ends = behind.chars().next().is_none_or(|next| !next.is_alphanumeric());
            (ends && inner.chars().any(char::is_alphanumeric)).then_some((inner, close))
        });
        let Some((inner, close)) = inside else {
            rest.push(char);
            continue;
        };
        // A text that is nothing but quoted is a name.
        if at == 0 && at + char.len_utf8() + inner.len() + close.len_utf8() == text.trim_end().len() {
            return (inner, None);
        }
        for _ in inner.chars().chain([close]) {
            before = chars.next().map(|(_, char)| char);
        }
        rest.push(' ');
        if !is_former_name(&inner) {
            nicknames.push(inner.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    (rest, (!nicknames.is_empty()).then(|| nicknames.join(", ")))
}

/// `née Smith`, `geb. Schmidt`: a name that the person had, and none that friends use.
fn is_former_name(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(words::is_former_name_mark)
}

/// Names of scripts with spaces.
fn western(text: &str, has_nickname: bool) -> PersonName {
    let parts: Vec<Vec<&str>> = text
        .split(',')
        .map(|part| part.split_whitespace().collect::<Vec<_>>())
        .filter(|part| !part.is_empty())
        .collect();
    let is_capitals = !text.chars().any(char::is_lowercase);
    match parts.as_slice() {
        [] => PersonName::default(),
        [only] => in_order(only, is_capitals, has_nickname),
        [first, rest @ ..] if first.len() > 1 && is_suffixes(first, rest, is_capitals) => {
            let mut name = in_order(first, is_capitals, has_nickname);
            add_suffixes(&mut name, rest.iter().map(|part| part.join(" ")));
            name
        }
        [family, given, rest @ ..] => {
            let mut name = inverted(family, given, is_capitals);
            add_suffixes(&mut name, rest.iter().map(|part| part.join(" ")));
            name
        }
    }
}

/// Whether what follows the first comma are suffixes, as in `John Doe, Jr., MD`.
fn is_suffixes(first: &[&str], rest: &[Vec<&str>], is_capitals: bool) -> bool {
    let Some(second) = rest.first() else {
        return false;
    };
    // `van Dyke, JP` is a family name and initials.
    let starts_with_particle = first.first().is_some_and(|word| words::is_lowercase(word));
    let degree = |word: &&str| !is_capitals && !starts_with_particle && words::looks_like_degree(word);
    words::suffix_run(second) == second.len() || second.iter().all(degree)
}

fn add_suffixes(name: &mut PersonName, suffixes: impl Iterator<Item = String>) {
    let all: Vec<String> = name.suffix.take().into_iter().chain(suffixes).collect();
    name.suffix = (!all.is_empty()).then(|| all.join(", "));
}

/// `Doe Jr., Dr. John A. III`.
fn inverted(family: &[&str], given: &[&str], is_capitals: bool) -> PersonName {
    let mut name = PersonName::default();
    let titles = words::honorific_run(family, 1);
    let (family_titles, family) = family.split_at_checked(titles).unwrap_or((&[], family));
    let (family, family_suffixes) = without_suffixes(family, 1, is_capitals);
    let titles = words::honorific_run(given, 1);
    let (given_titles, given) = given.split_at_checked(titles).unwrap_or((&[], given));
    let (given, given_suffixes) = without_suffixes(given, 1, is_capitals);
    // `Berg, Jan van der`: lowercase particles at the end belong to the family name.
    let particles = given.iter().rev().take_while(|word| words::is_lowercase(word) && words::is_particle(word)).count();
    let (given, particles) = if particles < given.len() {
        given.split_at_checked(given.len() - particles).unwrap_or((given, &[]))
    } else {
        (given, [].as_slice())
    };
    name.prefix = joined(family_titles.iter().chain(given_titles));
    name.family = joined(particles.iter().chain(family));
    name.suffix = match (joined(family_suffixes), joined(given_suffixes)) {
        (Some(first), Some(second)) => Some(format!("{first}, {second}")),
        (first, second) => first.or(second),
    };
    if let [first, middle @ ..] = given {
        name.given = joined([first]);
        name.middle = joined(middle);
    }
    name
}

/// `Dr. John A. van der Berg Jr.`, and names that start with the family name.
fn in_order(all: &[&str], is_capitals: bool, has_nickname: bool) -> PersonName {
    let mut name = PersonName::default();
    let all = words::before_former_name(all);
    let titles = words::honorific_run(all, 1);
    let (titles, rest) = all.split_at_checked(titles).unwrap_or((&[], all));
    let (rest, suffixes) = without_suffixes(rest, 0, is_capitals);
    name.prefix = joined(titles);
    name.suffix = joined(suffixes);
    let mut rest = rest.to_vec();
    if let Some(last) = rest.last_mut()
        && let Some((stem, form)) = words::without_form_of_address(last)
    {
        *last = stem;
        name.suffix = name.suffix.or_else(|| Some(form.to_owned()));
    }
    let rest = rest.as_slice();
    if let [only] = rest {
        let is_title = titles.is_empty() && words::is_only_a_title(only);
        let called_by_family_name = (has_nickname || !titles.is_empty()) && !words::is_before_given_name(titles);
        match () {
            () if is_title => name.prefix = joined([only]),
            () if called_by_family_name => name.family = joined([only]),
            () => name.given = joined([only]),
        }
        return name;
    }
    if titles.is_empty()
        && let Some(ordered) = super::order::family_first(rest)
    {
        return PersonName { suffix: name.suffix, ..ordered };
    }
    let pieces = words::pieces(rest, is_capitals);
    if let [given, middle @ .., family] = pieces.as_slice() {
        name.given = Some(given.clone());
        name.middle = (!middle.is_empty()).then(|| middle.join(" "));
        name.family = Some(family.clone());
    } else {
        name.given = pieces.into_iter().next();
    }
    name
}

/// The words before the suffixes, and the suffixes; see [`words::suffixes_at_end`].
fn without_suffixes<'a, 'b>(all: &'b [&'a str], elsewhere: usize, is_capitals: bool) -> (&'b [&'a str], &'b [&'a str]) {
    let length = words::suffixes_at_end(all, elsewhere, is_capitals);
    all.split_at_checked(all.len() - length).unwrap_or((all, &[]))
}

/// The words with spaces between them, if there are any.
pub(super) fn joined<'a>(words: impl IntoIterator<Item = &'a &'a str>) -> Option<String> {
    let text = words.into_iter().copied().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
