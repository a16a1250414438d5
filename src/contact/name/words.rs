//! What single words of a name are: titles, suffixes, particles, initials.

use crate::contact::fold::fold;
use crate::contact::tables::{
    BEHIND_NAME_TABLE, HONORIFIC_START_TABLE, HONORIFIC_TABLE, PARTICLE_TABLE, SUFFIX_END_TABLE, SUFFIX_TABLE,
};

/// Titles that stand before a given name: Sir Gerald, Queen Elizabeth.
const BEFORE_GIVEN_NAME: [&str; 22] = [
    "sir", "dame", "king", "queen", "prince", "princess", "pope", "saint", "sister", "brother", "aunt", "auntie",
    "uncle", "sheikh", "shaikh", "don", "doña", "dona", "dom", "frère", "soeur", "dr hc",
];

/// Titles that the table leaves out because they are names as often; at the very start of a name they are titles.
const ONLY_AT_START: [&str; 14] = [
    "king",
    "queen",
    "judge",
    "major",
    "master",
    "elder",
    "coach",
    "gov",
    "governor",
    "lt gov",
    "secretary",
    "secretary of state",
    "magistrate",
    "magistrate judge",
];

/// Titles that are given names too, and are read so before a single word: Dean Martin, Major Harris.
const ALSO_GIVEN_NAMES: [&str; 22] = [
    "dean", "major", "master", "elder", "earl", "duke", "judge", "baron", "marquis", "marquess", "deacon", "bishop",
    "count", "guy", "rabbi", "pastor", "canon", "don", "han", "pan", "bey", "sri",
];

/// Suffixes that are family names or given names too unless they are written in capitals or with dots.
const ALSO_NAMES: [&str; 4] = ["mba", "ret", "ing", "sam"];

/// Short words for a generation, which no family is called.
const GENERATIONS: [&str; 10] = ["jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv", "2nd"];

/// Degrees of two letters that no family is called, so that capitals all over the name do not matter.
const ONLY_DEGREES: [&str; 5] = ["md", "rn", "qc", "kc", "jd"];

/// Degrees that are also written with one capital or none.
const IN_ANY_CASE: [&str; 8] = ["esq", "esquire", "phd", "msc", "bsc", "mbbs", "dds", "dvm"];

/// Particles that are given names too where they have a capital: `Alex Ben Johnson`.
const PARTICLES_IN_LOWERCASE: [&str; 6] = ["ben", "do", "dos", "e", "ten", "op"];

/// Beginnings of given names of two words: `Abdul Rahman`, `La Shawn`.
const BEGINNINGS: [&str; 8] = ["abdul", "abdel", "abd", "abu", "abou", "umm", "la", "de"];

/// The most words of a title or suffix.
const MOST_WORDS: usize = 5;

/// Words that stand between the parts of one name.
const LINKS: [&str; 10] = ["y", "e", "i", "and", "&", "und", "et", "of", "the", "och"];

pub(super) fn is_former_name_mark(word: &str) -> bool {
    ["née", "nee", "né", "geb", "geborene", "geborener", "born", "roz", "урожд", "f", "z d"]
        .contains(&fold(word).as_str())
        && word.chars().next().is_some_and(char::is_lowercase)
}

/// The words before `née` and the like.
pub(super) fn before_former_name<'a, 'b>(all: &'b [&'a str]) -> &'b [&'a str] {
    let marked = |(at, word): (usize, &&str)| at > 0 && !is_initial(word) && is_former_name_mark(word);
    let end = all.iter().enumerate().position(marked).filter(|at| at + 1 < all.len());
    end.and_then(|end| all.get(..end)).unwrap_or(all)
}

/// How many words at the start are titles, if at least `keep` words stay behind them.
pub(super) fn honorific_run(all: &[&str], keep: usize) -> usize {
    let most = all.len().saturating_sub(keep);
    let mut taken = 0;
    while taken < most {
        let rest = all.get(taken..most).unwrap_or_default();
        let most_words = rest.first().map_or(0, |word| {
            let folded = fold(word);
            let listed = HONORIFIC_START_TABLE.get(&folded).copied().unwrap_or_default();
            let glued = usize::from(word.contains(['.', '-']));
            let at_start = if ONLY_AT_START.iter().any(|title| title.starts_with(&folded)) { 3 } else { 0 };
            listed.max(glued).max(at_start).min(rest.len())
        });
        let longest = (1..=most_words).rev().find(|count| is_honorific(rest.get(..*count)));
        // `Mr. and Mrs.`: the link belongs to the titles if another one follows.
        let linked = || {
            let link = taken > 0 && rest.first().is_some_and(|word| is_link(word));
            (link && is_honorific(rest.get(1..2))).then_some(2)
        };
        match longest.or_else(linked) {
            Some(count) => taken += count,
            None => break,
        }
    }
    let also_name = |word: &&str| ALSO_GIVEN_NAMES.contains(&word.to_lowercase().as_str());
    // `Major Harris` has a given name, `Major John Harris` a title.
    if taken == 1 && all.len() == 2 && all.first().is_some_and(also_name) { 0 } else { taken }
}

fn is_honorific(words: Option<&[&str]>) -> bool {
    let Some(words) = words.filter(|words| !words.is_empty()) else {
        return false;
    };
    let text = words.join(" ");
    let pieces = || text.split(['.', '-']).map(fold).filter(|piece| !piece.is_empty());
    is_title(&fold(&text)) || is_title(&fold(&text.replace('.', " ")))
        // `Lt.Gen.`, `Prof.Dr.`
        || (words.len() == 1 && text.contains('.') && pieces().count() > 1 && pieces().all(|piece| is_title(&piece)))
}

fn is_title(folded: &str) -> bool {
    HONORIFIC_TABLE.contains(folded) || ONLY_AT_START.contains(&folded)
}

/// Whether the titles are of the kind that a given name follows.
pub(super) fn is_before_given_name(titles: &[&str]) -> bool {
    titles.last().is_some_and(|title| BEFORE_GIVEN_NAME.contains(&fold(title).as_str()))
}

/// Whether a single word is a title and no name: `Coach`.
pub(super) fn is_only_a_title(word: &str) -> bool {
    let folded = fold(word);
    is_title(&folded)
        && !ALSO_GIVEN_NAMES.contains(&folded.as_str())
        && !BEFORE_GIVEN_NAME.contains(&folded.as_str())
        && folded.chars().count() > 2
}

/// How many words at the end are suffixes, if at least one word stays before them; `elsewhere` counts the words of the
/// name that stand beyond a comma.
pub(super) fn suffixes_at_end(all: &[&str], elsewhere: usize, is_capitals: bool) -> usize {
    let keep = 1;
    let mut end = all.len();
    while end > keep {
        let ends = all.get(end - 1).is_some_and(|word| {
            let folded = fold(word);
            word.contains('.') || folded.chars().count() == 1 || SUFFIX_END_TABLE.contains(&folded)
        });
        let most_words = if ends { MOST_WORDS.min(end - keep) } else { 0 };
        let longest = (1..=most_words).rev().find(|count| {
            let before = all.get(..end - count).unwrap_or_default();
            all.get(end - count..end).is_some_and(|words| is_suffix(words, before, elsewhere, is_capitals))
        });
        match longest {
            Some(count) => end -= count,
            None => break,
        }
    }
    all.len() - end
}

/// How many words from the start are suffixes; behind a comma nothing but the words themselves decides.
pub(super) fn suffix_run(all: &[&str]) -> usize {
    let mut taken = 0;
    while taken < all.len() {
        let rest = all.get(taken..).unwrap_or_default();
        let longest = (1..=rest.len().min(MOST_WORDS)).rev().find(|count| {
            rest.get(..*count).is_some_and(|words| match words {
                [word] if is_also_a_name(&fold(word)) => is_degree_shaped(word),
                words => is_listed(words),
            })
        });
        match longest {
            Some(count) => taken += count,
            None => break,
        }
    }
    taken
}

/// Whether words are in the table, together or as the pieces between dots: `Ph. D.`, `Msc.Ed.`
fn is_listed(words: &[&str]) -> bool {
    let text = words.join(" ");
    let folded = fold(&text);
    let pieces = || text.split('.').map(fold).filter(|piece| !piece.is_empty());
    SUFFIX_TABLE.contains_key(&folded)
        || (text.contains('.') && SUFFIX_TABLE.contains_key(&folded.replace(' ', "")))
        || (words.len() == 1
            && text.contains('.')
            && pieces().count() > 1
            && pieces().next().is_some_and(|piece| SUFFIX_TABLE.contains_key(&piece))
            && pieces().all(|piece| piece.chars().count() > 1))
}

fn is_suffix(words: &[&str], before: &[&str], elsewhere: usize, is_capitals: bool) -> bool {
    let [word] = words else {
        return is_listed(words);
    };
    let folded = fold(word);
    if matches!(folded.as_str(), "i" | "v" | "x") {
        // `Larry Johnson V` is the fifth; `Larry V I` and `Johnny V` are names, and `V.` is an initial.
        return before.len() >= 2 && before.last().is_some_and(|last| !is_initial(last)) && !word.contains('.');
    }
    if folded.chars().count() < 2 || !is_listed(words) {
        return false;
    }
    let after_two = before.len() + elsewhere >= 2;
    if generation(&folded).is_some() {
        // `João Neto` has a family name, `João Silva Neto` a suffix.
        return after_two || GENERATIONS.contains(&folded.as_str());
    }
    if is_also_a_name(&folded) {
        // `JACK MA` is no Master of Arts, and neither is `Jack Ma`.
        let certain = !is_capitals || ONLY_DEGREES.contains(&folded.as_str());
        return after_two && certain && is_degree_shaped(word);
    }
    let in_any_case = IN_ANY_CASE.contains(&folded.as_str());
    in_any_case || if is_capitals { after_two } else { is_degree_shaped(word) }
}

/// Whether a suffix is as often a name: those of two letters, and some more.
fn is_also_a_name(folded: &str) -> bool {
    (folded.chars().count() <= 2 && generation(folded).is_none()) || ALSO_NAMES.contains(&folded)
}

/// The generation that a folded suffix stands for.
pub(super) fn generation(folded: &str) -> Option<&'static str> {
    SUFFIX_TABLE.get(folded)?.as_deref()
}

/// The name and the form of address that is glued behind it: `Tanaka-san`.
pub(super) fn without_form_of_address(word: &str) -> Option<(&str, &str)> {
    let at = word.rfind('-').filter(|at| *at > 0)?;
    let (name, form) = word.split_at_checked(at)?;
    (BEHIND_NAME_TABLE.contains(form)).then_some((name, form.trim_start_matches('-')))
}

/// Capitals or dots, as degrees are written.
fn is_degree_shaped(word: &str) -> bool {
    word.contains('.') || word.chars().filter(|char| char.is_uppercase()).count() > 1
}

/// An unknown degree after a comma: three to six capitals.
pub(super) fn looks_like_degree(word: &str) -> bool {
    let letters = word.chars().filter(|char| *char != '.').count();
    (3..=6).contains(&letters) && word.chars().all(|char| char.is_uppercase() || char == '.')
}

pub(super) fn is_particle(word: &str) -> bool {
    let folded = fold(word);
    folded.chars().count() > 1
        && PARTICLE_TABLE.contains(&folded)
        && (is_lowercase(word) || !PARTICLES_IN_LOWERCASE.contains(&folded.as_str()))
}

pub(super) fn is_lowercase(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// One letter, with or without a dot, or several with dots: `J.`, `J.R.`
pub(super) fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|char| char.is_alphabetic()).count();
    letters == 1 && word.chars().count() <= 2 || letters > 1 && is_dotted_initials(word)
}

/// `J.` or `J.R.`
pub(super) fn is_dotted_initials(word: &str) -> bool {
    let mut pieces = word.split('.');
    word.ends_with('.')
        && pieces.next_back() == Some("")
        && pieces.all(|piece| piece.trim_start_matches('-').chars().count() == 1)
}

fn is_link(word: &str) -> bool {
    LINKS.contains(&word.to_lowercase().as_str())
}

/// Whether a word links its neighbors; single letters in capitals or in short names are initials.
fn links(word: &str, count: usize, is_capitals: bool) -> bool {
    let single = word.chars().count() == 1 && word != "&";
    is_link(word) && !(single && (count < 4 || (!is_lowercase(word) && !is_capitals)))
}

/// The names that words form: links join their neighbors, particles what follows them.
pub(super) fn pieces(all: &[&str], is_capitals: bool) -> Vec<String> {
    let count = all.len();
    let mut linked: Vec<String> = Vec::with_capacity(count);
    let mut open = false;
    for (at, word) in all.iter().enumerate() {
        let link = links(word, count, is_capitals);
        match linked.last_mut() {
            Some(last) if link || open => {
                last.push(' ');
                last.push_str(word);
            }
            _ => linked.push((*word).to_owned()),
        }
        let begins = at == 0 && count > 2 && BEGINNINGS.contains(&fold(word).as_str());
        open = link || (begins && all.get(1).is_some_and(|next| !is_particle(next)));
    }
    let mut pieces: Vec<String> = Vec::with_capacity(linked.len());
    let (mut in_family, mut after_particle) = (false, false);
    let last = linked.len().saturating_sub(1);
    for (at, word) in linked.into_iter().enumerate() {
        // `San San Chiou`: what is said twice is a name.
        let twice = at == 1 && pieces.first().is_some_and(|first| *first == word);
        let particle = at > 0 && at < last && !twice && word.split_whitespace().next().is_some_and(is_particle);
        match pieces.last_mut() {
            Some(piece) if in_family && (!particle || after_particle) => {
                piece.push(' ');
                piece.push_str(&word);
            }
            _ => pieces.push(word),
        }
        in_family |= particle;
        after_particle = particle;
    }
    pieces
}
