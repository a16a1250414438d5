//! Where the legal form stands in the name of an organization.

use std::borrow::Cow;

use super::table::{LONGEST_KEY, TABLE, is_branch_word, is_unspaced, key, push_key};

/// The most words of a legal form.
const MOST_WORDS: usize = 9;

/// Words between a name and its form that belong to neither.
pub(super) const LINKS: [&str; 7] = ["&", "+", "and", "und", "et", "y", "e"];

/// The name and the legal form that a text has, as written; nothing if it has none.
///
/// Both are pieces of the text, but for a form that surrounds the name and for one that stands before a branch.
pub(crate) fn split(text: &str) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let words = Words::of(text);
    if TABLE.contains(&words.key) {
        return None;
    }
    around(&words)
        .or_else(|| at_end(&words).or_else(|| at_start(&words)).map(borrowed))
        .or_else(|| unspaced(text).or_else(|| glued(text)).map(borrowed))
        .or_else(|| before_branch(&words))
        .filter(|(name, form)| name.chars().any(char::is_alphanumeric) && !form.is_empty())
}

fn borrowed<'a>((name, form): (&'a str, &'a str)) -> (Cow<'a, str>, Cow<'a, str>) {
    (trim_name(name).into(), trim_form(form).into())
}

/// The words of a text, with the keys of them all in one.
struct Words<'a> {
    text: &'a str,
    key: String,
    words: Vec<Word>,
}

/// Where a word starts and ends in the text, and where it starts in the key.
struct Word {
    from: usize,
    to: usize,
    key: usize,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        if !text.is_ascii() {
            return Self::of_any(text);
        }
        let mut this = Self { text, key: String::with_capacity(text.len()), words: Vec::with_capacity(8) };
        let (mut start, mut from) = (None, 0);
        while let Some(rest) = text.get(from..) {
            let is_other = |byte| matches!(byte, b' ' | b',' | b'.' | b'\t'..=b'\r');
            let length = rest.bytes().position(is_other).unwrap_or(rest.len());
            let (to, next) = (from + length, rest.as_bytes().get(length));
            // a dot is of the word and not of the key
            if start.is_none() && (length > 0 || next == Some(&b'.')) {
                start = Some((from, this.key.len()));
            }
            this.key.push_str(rest.get(..length).unwrap_or_default());
            if next != Some(&b'.')
                && let Some((from, key)) = start.take()
            {
                this.words.push(Word { from, to, key });
            }
            from = to + 1;
        }
        this.key.make_ascii_lowercase();
        this
    }

    fn of_any(text: &'a str) -> Self {
        let mut this = Self { text, key: String::with_capacity(text.len()), words: Vec::with_capacity(8) };
        let mut start = None;
        for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
            match (char.is_whitespace() || char == ',', start) {
                (false, None) => start = Some(at),
                (true, Some(from)) => {
                    this.words.push(Word { from, to: at, key: this.key.len() });
                    push_key(&mut this.key, text.get(from..at).unwrap_or_default());
                    start = None;
                }
                _ => {}
            }
        }
        this
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    /// The key of the words from one on to another one, which does not belong to it.
    fn key(&self, from: usize, to: usize) -> &str {
        let at = |index| self.words.get(index).map_or(self.key.len(), |word: &Word| word.key);
        self.key.get(at(from)..at(to)).unwrap_or_default()
    }

    /// The text before a word.
    fn before(&self, index: usize) -> &'a str {
        self.words.get(index).and_then(|word| self.text.get(..word.from)).unwrap_or(self.text)
    }

    /// The text from a word on.
    fn from(&self, index: usize) -> &'a str {
        self.words.get(index).and_then(|word| self.text.get(word.from..)).unwrap_or_default()
    }

    /// The first words, as written.
    fn first(&self, count: usize) -> &'a str {
        let last = count.checked_sub(1).and_then(|last| self.words.get(last));
        last.and_then(|word| self.text.get(..word.to)).unwrap_or_default()
    }

    /// Where the form begins that ends before a word, the longest first.
    fn form_before(&self, end: usize) -> Option<usize> {
        let is_form = |from| TABLE.is_form(self.between(from, end), self.key(from, end));
        (end.saturating_sub(MOST_WORDS).max(1)..end).find(|&from| is_form(from))
    }

    /// The words from one on to another one, which does not belong to it, as written.
    fn between(&self, from: usize, to: usize) -> &'a str {
        let start = self.words.get(from).map_or(self.text.len(), |word| word.from);
        self.first(to).get(start..).unwrap_or_default()
    }

    /// Whether the first words are a form that stands before this name: one in quotation marks has any form before it.
    fn starts_with_form(&self, count: usize) -> bool {
        let (key, written) = (self.key(0, count), self.first(count));
        let is_kind = |at| KINDS.contains(&self.key(at, at + 1));
        let is_name = || key.len() > INITIALS || !(count..self.len()).all(is_kind);
        let is_before_quoted = || TABLE.is_form(written, key) && is_quoted(self.from(count));
        TABLE.stands_before(key, written) && is_name() || is_before_quoted()
    }
}

/// The most letters of a form that may be the first letters of something else.
const INITIALS: usize = 3;

/// Words that are no name behind first letters: `SAS Institute`, `NV Energy`.
const KINDS: [&str; 26] = [
    "bank",
    "capital",
    "care",
    "consulting",
    "electronics",
    "energy",
    "engineering",
    "foods",
    "global",
    "group",
    "health",
    "holding",
    "holdings",
    "industries",
    "institute",
    "international",
    "logistics",
    "media",
    "power",
    "services",
    "solutions",
    "systems",
    "technologies",
    "technology",
    "trust",
    "water",
];

/// `PT Astra Tbk`, `บริษัท ปตท. จำกัด`: the form surrounds the name.
fn around<'a>(words: &Words<'a>) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    let to = (1..=words.len().saturating_sub(2).min(2)).find(|&to| TABLE.opens(words.key(0, to)))?;
    let opening = words.key(0, to);
    let mut from = words.len().saturating_sub(MOST_WORDS).max(to + 1)..words.len();
    let from = from.find(|&from| TABLE.contains(&format!("{opening}{}", words.key(from, words.len()))))?;
    let name = words.text.get(words.first(to).len()..words.before(from).len())?;
    Some((trim_name(name).into(), format!("{} {}", words.first(to), trim_form(words.from(from))).into()))
}

fn at_end<'a>(words: &Words<'a>) -> Option<(&'a str, &'a str)> {
    let at = words.form_before(words.len())?;
    if at < 2 || !LINKS.contains(&words.key(at - 1, at)) {
        return Some((words.first(at), words.from(at)));
    }
    // `Smith & Co`: the link is of no use to the name. `Hotel & Spa` has no form.
    let is_company = ["co", "ci", "cí"].iter().any(|start| words.key(at, words.len()).starts_with(start));
    is_company.then(|| (words.first(at - 1), words.from(at - 1)))
}

fn at_start<'a>(words: &Words<'a>) -> Option<(&'a str, &'a str)> {
    let most = words.len().saturating_sub(1).min(MOST_WORDS);
    if let Some(to) = (1..=most).rev().find(|&to| words.starts_with_form(to)) {
        let form = words.first(to);
        return Some((words.text.get(form.len()..)?, form));
    }
    // `ООО"Ромашка"`: a quotation mark parts the words as well.
    let may_be_quote = |byte| matches!(byte, b'"' | 0xc2 | 0xe2);
    let quote = if words.text.bytes().any(may_be_quote) { words.text.find(['«', '"', '“', '„']) } else { None };
    let quote = quote.filter(|quote| (1..LONGEST_KEY).contains(quote))?;
    let (form, name) = words.text.split_at_checked(quote)?;
    let key = key(form);
    let is_form = TABLE.stands_before(&key, form) || TABLE.is_form(form, &key) && is_quoted(name);
    is_form.then_some((name, form))
}

/// Forms of scripts that put no space between words: 鈴木株式会社, 株式会社鈴木, (주)한빛.
fn unspaced(text: &str) -> Option<(&str, &str)> {
    let is_part = |char: Option<char>| char.is_some_and(|char| is_unspaced(char) || "()（）".contains(char));
    if text.is_ascii() || !is_part(text.chars().next()) && !is_part(text.chars().next_back()) {
        return None;
    }
    let at_end = |form: &String| text.strip_suffix(form.as_str()).and_then(|name| text.split_at_checked(name.len()));
    let at_start =
        |form: &String| text.strip_prefix(form.as_str()).and_then(|name| Some((name, text.get(..form.len())?)));
    let forms = TABLE.unspaced();
    forms.iter().find_map(at_end).or_else(|| forms.iter().find_map(at_start))
}

/// `NordwindAG`, `NordwindGmbH`: the capitals tell where the form begins.
fn glued(text: &str) -> Option<(&str, &str)> {
    const FORMS: [&str; 10] = ["GmbH", "KGaA", "AG", "KG", "OHG", "LLC", "LLP", "Ltd", "Inc", "BV"];
    let name = FORMS.iter().find_map(|form| text.strip_suffix(form))?;
    let lowercase = name.chars().next_back().is_some_and(char::is_lowercase);
    (lowercase && name.chars().count() >= 3).then_some(())?;
    text.split_at_checked(name.len())
}

/// `Nordwind GmbH Zweigniederlassung Wien`, `Nordwind AG (Schweiz)`, `北风有限公司上海分公司`: the branch stays with the name.
fn before_branch<'a>(words: &Words<'a>) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    /// A form in the middle of a text without spaces is one only in full.
    const IN_FULL: usize = 4 * '社'.len_utf8();
    /// The most words of a place before the word for a branch.
    const PLACE: usize = 3;
    let count = words.len();
    let is_branch = |at: usize| is_branch_word(words.key(at, at + 1));
    let last = count.checked_sub(1)?;
    let begins = |at: usize| {
        let bracket = words.from(at).starts_with(['(', '（']) && words.text.trim_end().ends_with([')', '）']);
        bracket || is_branch(at) || at + PLACE >= last && is_branch(last)
    };
    if let Some((at, from)) = (2..count).filter(|&at| begins(at)).find_map(|at| Some((at, words.form_before(at)?))) {
        let form = words.text.get(words.before(from).len()..words.before(at).len())?;
        return Some((format!("{} {}", trim_name(words.before(from)), words.from(at)).into(), trim_form(form).into()));
    }
    let text = words.text;
    ["支店", "支社", "営業所", "分公司", "分行", "지점"].iter().find(|end| text.ends_with(**end))?;
    let form = TABLE.unspaced().iter().find(|form| form.len() >= IN_FULL && text.contains(form.as_str()))?;
    let (name, branch) = text.split_once(form.as_str()).filter(|(name, _)| !name.is_empty())?;
    Some((format!("{name}{branch}").into(), form.as_str().into()))
}

/// A form without what parts it from the name.
fn trim_form(form: &str) -> &str {
    match form.as_bytes() {
        // as of most
        [b'A'..=b'Z' | b'a'..=b'z', .., b'A'..=b'Z' | b'a'..=b'z' | b'.'] => form,
        _ => form.trim_matches(|char: char| char.is_whitespace() || matches!(char, ',' | ';')),
    }
}

/// A name without the commas and quotation marks around it.
fn trim_name(name: &str) -> &str {
    let name = trim_form(name);
    if name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return name;
    }
    unquoted(name).map_or(name, str::trim)
}

/// The inside of a name that is wholly in quotation marks.
fn unquoted(name: &str) -> Option<&str> {
    [('«', '»'), ('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('「', '」')]
        .iter()
        .find_map(|(open, close)| name.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inner| !inner.contains(['«', '"', '“', '„', '「']))
}

fn is_quoted(name: &str) -> bool {
    unquoted(trim_form(name)).is_some()
}
