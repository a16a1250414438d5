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
        let (folded, is_plain) = match folded_words(name) {
            Some(folded) => (folded, true),
            None if name.bytes().any(is_and) => (fold(&spelled_out(name)), false),
            None => (fold(name), false),
        };
        let mut outline = Outline::of(&folded);
        let stays = outline.stays;
        let text = if stays { folded } else { long_form(folded) };
        if !stays {
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
const SMALL_WORDS: [&str; 14] =
    ["and", "of", "for", "in", "de", "du", "des", "del", "la", "der", "die", "das", "fur", "van"];

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

fn is_and(byte: u8) -> bool {
    matches!(byte, b'&' | b'+')
}

/// A name with a word for each `&` and `+`.
fn spelled_out(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    for piece in name.split_inclusive(['&', '+']) {
        match piece.strip_suffix(['&', '+']) {
            Some(piece) => text.extend([piece, " and "]),
            None => text.push_str(piece),
        }
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
fn long_form(folded: String) -> String {
    let mut words: Vec<&str> = words(&folded).filter(|word| !matches!(*word, "the" | "")).collect();
    drop_links(&mut words);
    let mut text = String::with_capacity(folded.len() + 16);
    let (mut rest, mut is_joined) = (words.as_slice(), false);
    while let Some((joined, after)) = initials(rest) {
        push(&mut text, &joined);
        is_joined |= after.len() + 1 < rest.len();
        rest = after;
    }
    match () {
        () if text.is_empty() => folded,
        // letters may have become a word that says more: `E.X. Aa` is `ex aa`
        () if is_joined => long_form(text),
        () => text,
    }
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

/// Appends a word in its long form.
fn push(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(tables::organization_word(word).unwrap_or(word));
}

/// What one pass over the words of a name tells.
struct Outline {
    /// Whether each word stays as it is.
    stays: bool,
    /// Where the space before the branch is, if a word calls it one.
    branch: Option<usize>,
    /// Where the last two spaces are.
    spaces: [Option<usize>; 2],
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut this = Self { stays: true, branch: None, spaces: [None; 2] };
        let mut at = 0_usize;
        for word in words(text) {
            let [_, before] = this.spaces;
            if let Some(space) = at.checked_sub(1) {
                this.spaces = [before, Some(space)];
                if this.branch.is_none() && tables::is_branch_word(word) {
                    // `nordwind wien branch`: which one stands before the word.
                    let is_last = at + word.len() == text.len();
                    this.branch = before.filter(|_| is_last).or(Some(space));
                }
            }
            this.stays = this.stays && stays(word);
            at += word.len() + 1;
        }
        this
    }

    /// Where the space before the branch is, which may also be a country.
    fn branch_start(&self, text: &str) -> Option<usize> {
        if self.branch.is_some() {
            return self.branch;
        }
        let is_branch = |at: &usize| text.get(at + 1..).is_some_and(tables::is_country_name);
        let at = self.spaces.into_iter().flatten().find(is_branch)?;
        let word = text.get(..at)?.rsplit(' ').next()?;
        (!GENERIC_WORDS.contains(&word) && !SMALL_WORDS.contains(&word)).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::{OrganizationKey, fold, is_only_form};
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
            assert!(canonical.insert(fold(word)), "{word} stands twice");
            for other in others.split(',') {
                assert!(fold(other).is_empty() || variants.insert(other.trim()), "{other} stands twice");
            }
        }
        assert!(variants.iter().all(|variant| !canonical.contains(*variant)), "a long form is short for another one");
        assert!(is_only_form("GmbH & Co. KG") && !is_only_form("Nordwind"));
    }
}
