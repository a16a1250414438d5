//! The text of a name before its words are looked at: layout, nicknames and former names in brackets.

use std::borrow::Cow;

use super::lexicon::Class;
use super::word::{Word, joined};
use crate::contact::fold::is_invisible;

/// A text with what stood in brackets and quotation marks beside it.
pub(super) struct Text<'a> {
    pub(super) rest: Cow<'a, str>,
    pub(super) nickname: Option<String>,
    pub(super) former: Option<String>,
}

/// The most characters of a nickname; a bracket that is not closed soon is none.
const LONGEST_NICKNAME: usize = 64;

const PAIRS: [(char, char); 11] = [
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
    ('『', '』'),
];

/// The text without emoji and marks of layout, with plain commas and letters; most texts are so already.
pub(super) fn cleaned(text: &str) -> Cow<'_, str> {
    let plain = |char: char| match char {
        ';' => false,
        ' '..='~' => true,
        '\0'..='\u{ad}' => false,
        _ => cleaned_char(char) == Some(char),
    };
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(cleaned_char).collect())
}

fn cleaned_char(char: char) -> Option<char> {
    match char {
        '，' | '、' | '،' | ';' => Some(','),
        '\u{200c}' | '\u{200d}' => Some(char),
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{20e3}' => None,
        // Full-width letters, as East Asian keyboards write them.
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '．' | '－' => {
            char::from_u32(u32::from(char).checked_sub(0xfee0)?)
        }
        _ if is_invisible(char) => None,
        _ if char.is_whitespace() || char.is_control() => Some(' '),
        _ => Some(char),
    }
}

/// Takes out what stands in brackets or quotation marks: `Benjamin "Ben" Franklin`, `Ada King (née Byron)`.
pub(super) fn without_nicknames<'a>(text: &'a str) -> Text<'a> {
    let mut found = Text { rest: Cow::Borrowed(text), nickname: None, former: None };
    let opens = |char: char| PAIRS.iter().find(|(open, _)| *open == char).map(|(_, close)| *close);
    if !text.contains(|char: char| !char.is_ascii_alphanumeric() && char != ' ' && opens(char).is_some()) {
        return found;
    }
    let mut rest = String::with_capacity(text.len());
    let mut nicknames: Vec<&'a str> = Vec::new();
    let (mut left, mut before) = (text, None);
    while let Some(char) = left.chars().next() {
        let starts_word = before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(char);
        let after = left.get(char.len_utf8()..).unwrap_or_default();
        let Some((inner, behind)) = opens(char).filter(|_| starts_word).and_then(|close| inside(after, close)) else {
            rest.push(char);
            left = after;
            continue;
        };
        // A text that is nothing but quoted is a name.
        if left.len() == text.len() && behind.trim().is_empty() {
            return Text { rest: Cow::Borrowed(inner), nickname: None, former: None };
        }
        // `Dipl.-Ing. (FH)`, `Capt. Ford (ret.)`
        let bracketed = left.get(..left.len() - behind.len()).unwrap_or_default();
        left = behind;
        if Word::new(bracketed, 0, &mut String::new()).is(Class::TITLE_PART.with(Class::SUFFIX)) {
            rest.push_str(bracketed);
            continue;
        }
        rest.push(' ');
        match former(inner) {
            Some(name) => found.former = Some(name),
            None => nicknames.push(inner),
        }
    }
    let spaced = nicknames.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    found.nickname = (!nicknames.is_empty()).then(|| spaced.collect::<Vec<_>>().join(", "));
    found.rest = Cow::Owned(rest);
    found
}

/// What stands before the closing mark, and what behind it.
fn inside(after: &str, close: char) -> Option<(&str, &str)> {
    let (end, _) = after.char_indices().take(LONGEST_NICKNAME + 1).find(|(_, char)| *char == close)?;
    let (inner, behind) = after.split_at_checked(end)?;
    let behind = behind.strip_prefix(close)?;
    // `O' Neill 'Neill`: an apostrophe closes only where a word ends.
    let ends = behind.chars().next().is_none_or(|next| !next.is_alphanumeric());
    (ends && inner.chars().any(char::is_alphanumeric)).then_some((inner, behind))
}

/// The name behind `née`, `geb.` and the like.
fn former(text: &str) -> Option<String> {
    let mut folded = String::new();
    let words: Vec<Word<'_>> = text.split_whitespace().map(|word| Word::new(word, 0, &mut folded)).collect();
    let mark = former_mark(&words).or_else(|| words.first().filter(|word| is_mark(word)).map(|_| 1))?;
    words.get(mark..).and_then(joined)
}

fn is_mark(word: &Word<'_>) -> bool {
    word.is(Class::FORMER) && word.is(Class::LOWER)
}

/// How many words at the start say that a former name follows; one letter says so only in brackets.
pub(super) fn former_mark(words: &[Word<'_>]) -> Option<usize> {
    let first = words.first()?;
    if first.is(Class::FORMER_START)
        && first.is(Class::LOWER)
        && words.get(..2).is_some_and(|words| Word::phrase(words).is(Class::FORMER))
    {
        return Some(2);
    }
    (is_mark(first) && !first.is(Class::INITIAL)).then_some(1)
}
