//! The form in which organizations are compared.

use super::fold::folded_words;
use super::{fold, tables};
use crate::contact::Organization;
use crate::contact::legal_form::is_only_form;

/// The comparable name of an organization: folded, without its legal form, common words in their long form.
///
/// The legal form is evidence of its own: [`Organization::legal_form_class`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrganizationKey {
    /// All words of the name, those of the branch last.
    pub text: String,
    /// The length of the words before the branch.
    name: usize,
}

impl OrganizationKey {
    /// The comparable name; nothing for a name without letters and digits, and for one that is only a legal form.
    ///
    /// ```
    /// use contactkit::contact::Organization;
    /// use contactkit::normalize::OrganizationKey;
    ///
    /// let key = |text: &str| OrganizationKey::of(&text.parse::<Organization>().unwrap());
    /// assert_eq!(key("The Panos & Pauls"), key("PANOS UND PAULS GmbH"));
    /// assert_eq!(key("First Int'l Bank"), key("1st International Bank, N.A."));
    /// assert_eq!(key("GmbH & Co. KG"), None);
    ///
    /// let branch = key("Nordwind AG (Schweiz)").unwrap();
    /// assert_eq!((branch.name(), branch.branch()), ("nordwind", Some("schweiz")));
    /// ```
    pub fn of(organization: &Organization) -> Option<Self> {
        let name = organization.name.as_str();
        let form = organization.legal_form.as_deref();
        let is_form = |name: &str| form.is_none_or(|form| form.eq_ignore_ascii_case(name)) && is_only_form(name);
        if is_form(name) {
            return None;
        }
        let (mut text, is_plain) = match folded_words(name) {
            Some(folded) => (folded, true),
            None if name.bytes().any(is_sign) => (fold(&spelled_out(name)), false),
            None => (fold(name), false),
        };
        let mut outline = Outline::of(&text);
        let stays = outline.stays;
        // words of the long form may be the beginning of another one
        while !outline.stays {
            let long = long_form(&text);
            if long == text {
                break;
            }
            text = long;
            outline = Outline::of(&text);
        }
        // A long form may be the legal form that its abbreviation was not.
        let is_as_given = is_plain && stays || text.eq_ignore_ascii_case(name);
        let grew = !is_as_given && is_form(&text);
        (!text.is_empty() && !grew).then(|| Self { name: outline.branch_start(&text).unwrap_or(text.len()), text })
    }

    /// The name without the branch: `nordwind` of `nordwind schweiz`.
    pub fn name(&self) -> &str {
        self.text.get(..self.name).unwrap_or(&self.text)
    }

    /// Which branch or country organization it is, if the name says so: `schweiz`, `zweigniederlassung wien`.
    ///
    /// A branch and its organization are not the same, and two branches are not; but they say much about each other.
    pub fn branch(&self) -> Option<&str> {
        self.text.get(self.name..).map(str::trim_start).filter(|branch| !branch.is_empty())
    }

    /// The first letters of the name's words, which are its name elsewhere: `ibm` of `international business machines`.
    ///
    /// Nothing for names of fewer than three words that count: two letters stand for too much.
    pub fn acronym(&self) -> Option<String> {
        let counts = |word: &&str| !SMALL_WORDS.contains(word);
        let letters: String = self.name().split(' ').filter(counts).filter_map(|word| word.chars().next()).collect();
        (letters.len() >= 3).then_some(letters)
    }
}

/// Words that acronyms leave out.
const SMALL_WORDS: [&str; 18] = [
    "and", "of", "for", "in", "de", "du", "des", "del", "la", "der", "die", "das", "fur", "van", "do", "da", "dos",
    "di",
];

/// Words that names of towns begin with: New York, San José, Den Haag, Fort Worth.
const TOWN_STARTS: [&str; 22] = [
    "new", "san", "santa", "santo", "sao", "saint", "sainte", "mount", "los", "las", "el", "la", "le", "les", "port",
    "fort", "bad", "den", "tel", "abu", "rio", "east",
];

/// Names of which a country is no branch but a part: Air France, Bank of Ireland, Telecom Italia.
const GENERIC_WORDS: [&str; 16] = [
    "air",
    "airlines",
    "airways",
    "bank",
    "banco",
    "banque",
    "radio",
    "telecommunications",
    "telekom",
    "post",
    "royal",
    "team",
    "visit",
    "banca",
    "electricite",
    "new",
];

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'&' | b'+' | b'.')
}

/// A name with a word for each `&` and `+`, and for the abbreviations that only their dots tell from words.
fn spelled_out(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    for word in name.split_inclusive([' ', '&', '+']) {
        let (word, end) = match word.strip_suffix(['&', '+']) {
            Some(word) => (word, " and "),
            None => (word, ""),
        };
        // `San.Tic.` is two abbreviations, `Pet.com` none
        if !word.trim_end_matches([' ', ',', ')']).ends_with('.') {
            text.extend([word, end]);
            continue;
        }
        for part in word.split_inclusive('.') {
            let long = part.strip_suffix('.').and_then(|part| tables::dotted_organization_word(&fold(part)));
            text.extend(long.map_or([part, ""], |long| [long, " "]));
        }
        text.push_str(end);
    }
    text
}

/// The words of a folded name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let space = text.bytes().position(|byte| byte == b' ');
        rest = space.and_then(|space| text.get(space + 1..));
        text.get(..space.unwrap_or(text.len()))
    })
}

/// Whether a word of a name is the same in the comparable form, whatever stands beside it.
fn stays(word: &str) -> bool {
    let joins = matches!(
        word,
        "the"
            | "dba"
            | "aka"
            | "fka"
            | "trading"
            | "trdg"
            | "trad"
            | "doing"
            | "ex"
            | "formerly"
            | "vormals"
            | "attn"
            | "care"
    );
    word.len() > 1 && !joins && tables::organization_word(word).is_none()
}

/// The words of a folded name that count, each in its long form.
fn long_form(folded: &str) -> String {
    let mut words: Vec<&str> = words(folded).filter(|word| !matches!(*word, "the" | "")).collect();
    drop_links(&mut words);
    let mut text = String::with_capacity(folded.len() + 16);
    let mut rest = words.as_slice();
    while let Some((word, after)) = phrase(rest).or_else(|| initials(rest)) {
        push(&mut text, &word, after.is_empty());
        rest = after;
    }
    if text.is_empty() { folded.to_owned() } else { text }
}

/// Drops what joins two names of one organization (`t/a`, `doing business as`) and what stands before one (`c/o`, `ex-`).
fn drop_links(words: &mut Vec<&str>) {
    let link = |words: &[&str]| {
        let (at, length) = (0..words.len()).find_map(|at| Some((at, link(words.get(at..)?, at)?)))?;
        // The form of the first name went unseen behind it.
        let form = words.get(at.checked_sub(1)?).is_some_and(|word| at >= 2 && is_only_form(word));
        Some((at - usize::from(form), at + length)).filter(|(_, end)| *end < words.len())
    };
    let first =
        |words: &[&str]| link(words).or_else(|| Some((0, start_link(words)?)).filter(|(_, end)| *end < words.len()));
    while let Some((from, to)) = first(words) {
        words.drain(from..to);
    }
}

/// How many words link what is before them with what follows.
fn link(words: &[&str], at: usize) -> Option<usize> {
    match *words {
        _ if at == 0 => None,
        ["dba" | "aka" | "fka", ..] => Some(1),
        ["t", "a", ..] | ["trading" | "trdg" | "trad", "as", ..] => Some(2),
        ["d", "b", "a", ..] | ["doing", "business" | "bus" | "biz", "as", ..] => Some(3),
        _ => None,
    }
}

/// How many words say at the beginning how somebody belongs to the organization.
fn start_link(words: &[&str]) -> Option<usize> {
    match *words {
        ["ex" | "formerly" | "vormals" | "attn", ..] => Some(1),
        ["c", "o", ..] | ["care", "of", ..] => Some(2),
        _ => None,
    }
}

/// The most words of a variant, and of a place.
const MOST: usize = 4;

/// The canonical form of the first words, if several of them have one together, and the words after them.
fn phrase<'a, 'b>(words: &'b [&'a str]) -> Option<(std::borrow::Cow<'a, str>, &'b [&'a str])> {
    tables::organization_word(words.first()?).filter(|word| word.begins)?;
    (2..=MOST.min(words.len())).rev().find_map(|count| {
        let (phrase, after) = words.split_at_checked(count)?;
        let canonical = tables::organization_word(&phrase.join(" "))?.canonical.as_deref()?;
        Some((canonical.into(), after))
    })
}

/// The first word, of which single letters in a row make one (`I.B.M.`), and the words after it.
fn initials<'a, 'b>(words: &'b [&'a str]) -> Option<(std::borrow::Cow<'a, str>, &'b [&'a str])> {
    let (first, after) = words.split_first()?;
    let is_letter = |word: &&&str| matches!(word.as_bytes(), [b'a'..=b'z']);
    match words.iter().take_while(is_letter).count() {
        0 | 1 => Some(((*first).into(), after)),
        count => {
            let (letters, after) = words.split_at_checked(count)?;
            Some((letters.concat().into(), after))
        }
    }
}

/// Appends a word in its long form; one for "and" only between two others.
fn push(text: &mut String, word: &str, is_last: bool) {
    let is_outer = text.is_empty() || is_last;
    if !text.is_empty() {
        text.push(' ');
    }
    let canonical = tables::organization_word(word).and_then(|word| word.canonical.as_deref());
    text.push_str(canonical.filter(|canonical| !(is_outer && *canonical == "and")).unwrap_or(word));
}

/// What one pass over the words of a name tells.
struct Outline {
    /// Whether each word stays as it is.
    stays: bool,
    /// Where the space before the first word for a branch is.
    branch: Option<usize>,
    /// Whether that word is the last one.
    is_branch_last: bool,
    /// Where the last two spaces are.
    spaces: [Option<usize>; 2],
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut this = Self { stays: true, branch: None, is_branch_last: false, spaces: [None; 2] };
        let mut at = 0_usize;
        for word in words(text) {
            let [_, before] = this.spaces;
            if let Some(space) = at.checked_sub(1) {
                this.spaces = [before, Some(space)];
                if this.branch.is_none() && tables::is_branch_word(word) {
                    this.branch = Some(space);
                    this.is_branch_last = at + word.len() == text.len();
                }
            }
            this.stays = this.stays && stays(word);
            at += word.len() + 1;
        }
        this
    }

    /// Where the space before the branch is, which may also be a country.
    fn branch_start(&self, text: &str) -> Option<usize> {
        if let Some(branch) = self.branch {
            return if self.is_branch_last { town_start(text.get(..branch)?) } else { Some(branch) };
        }
        let is_branch = |at: &usize| text.get(at + 1..).is_some_and(tables::is_country_name);
        let at = self.spaces.into_iter().flatten().find(is_branch)?;
        let word = text.get(..at)?.rsplit(' ').next()?;
        (!GENERIC_WORDS.contains(&word) && !SMALL_WORDS.contains(&word)).then_some(at)
    }
}

/// Where the branch begins in the words before `branch`, which end with its place: `nordwind` in `nordwind new york`.
///
/// Nothing where it is open how many words the place has, and where all of them are the place.
fn town_start(text: &str) -> Option<usize> {
    let is_place = |start: usize| text.get(start..).is_some_and(tables::is_place);
    let Some(last) = text.rfind(' ') else {
        return Some(text.len()).filter(|_| !is_place(0));
    };
    let spaces = std::iter::successors(Some(last), |&space| text.get(..space)?.rfind(' '));
    let starts: Vec<usize> = spaces.map(|space| space + 1).chain([0]).take(MOST).collect();
    let known = starts.iter().copied().rfind(|&start| is_place(start));
    let mut start = known.unwrap_or(last + 1);
    let mut is_certain = known.is_some() || starts.len() == 2;
    while let Some(before) = text.get(..start).map(str::trim_end)
        && let word_start = before.rfind(' ').map_or(0, |space| space + 1)
        && before.get(word_start..).is_some_and(|word| TOWN_STARTS.contains(&word))
    {
        (start, is_certain) = (word_start, true);
    }
    let before = text.get(..start)?.trim_end();
    let is_whole = before.rsplit(' ').next().is_some_and(|word| !word.is_empty() && !SMALL_WORDS.contains(&word));
    (is_certain && is_whole).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::{MOST, OrganizationKey, fold, is_only_form};
    use crate::contact::Organization;
    use crate::contact::tables::lines;
    use rustc_hash::FxHashSet;

    #[test]
    fn letters_that_become_a_word_are_read_as_that_word() {
        let key = |name: &str| {
            let organization: Organization = name.parse().unwrap_or_default();
            OrganizationKey::of(&organization).map(|key| key.text)
        };
        for (name, text) in
            [("E.X.Aa", Some("aa")), ("ex aa", Some("aa")), ("e:X&", None), ("I.B.M. Labs", Some("ibm laboratories"))]
        {
            assert_eq!(key(name).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn every_word_of_organizations_has_one_long_form() {
        let mut canonical = FxHashSet::default();
        let mut variants = FxHashSet::default();
        for line in lines(include_str!("tables/organization_words.txt")) {
            let (word, others) = line.split_once(" | ").unwrap();
            let folded = fold(word);
            let named = Organization { name: folded.clone(), legal_form: None };
            assert!(OrganizationKey::of(&named).is_none_or(|key| key.text == folded), "{word} is not the last form");
            assert!(canonical.insert(folded), "{word} stands twice");
            let others: FxHashSet<_> = others.split(',').map(|other| (fold(other), other.ends_with('.'))).collect();
            for other in others.into_iter().filter(|(other, _)| !other.is_empty()) {
                assert!(other.0.split(' ').count() <= MOST, "{other:?}");
                assert!(variants.insert(other.clone()), "{other:?} stands twice");
            }
        }
        assert!(
            variants.iter().all(|(variant, _)| !canonical.contains(variant)),
            "a long form is short for another one"
        );
        assert!(is_only_form("GmbH & Co. KG") && !is_only_form("Nordwind"));
    }
}
