//! Names with spaces that start with the family name.

use super::read::joined;
use super::{PersonName, words};

/// Vietnamese family names in their own spelling; with its marks a name is not yet turned around for the West.
const VIETNAMESE: [&str; 18] = [
    "nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
    "đinh", "trịnh", "đoàn",
];

/// Family names of one syllable that Koreans and Chinese have; before a hyphenated given name they stand first.
const ONE_SYLLABLE: [&str; 42] = [
    "kim", "lee", "yi", "park", "pak", "choi", "jung", "jeong", "kang", "cho", "yoon", "yun", "jang", "lim", "han",
    "oh", "seo", "shin", "kwon", "hwang", "ahn", "song", "hong", "yang", "moon", "mao", "deng", "zhang", "wang", "li",
    "chen", "liu", "zhao", "huang", "zhou", "wu", "xu", "sun", "zhu", "lin", "chiang", "chan",
];

/// Reads a name whose own words show that the family name stands first.
pub(super) fn family_first(all: &[&str]) -> Option<PersonName> {
    particles_at_start(all)
        .or_else(|| capitals(all))
        .or_else(|| patronymic(all))
        .or_else(|| initials_at_end(all))
        .or_else(|| vietnamese(all))
        .or_else(|| hyphenated(all))
}

/// `van der Berg`, `van der Berg Jan`: no given name is a particle in lowercase.
fn particles_at_start(all: &[&str]) -> Option<PersonName> {
    let count = all.iter().take_while(|word| words::is_lowercase(word) && words::is_particle(word)).count();
    let rest = all.get(count..)?;
    let capital = rest.iter().all(|word| !words::is_lowercase(word));
    match rest {
        [_] if count > 0 && capital => Some(PersonName { family: joined(all), ..PersonName::default() }),
        [_, given] if count > 0 && capital => named(all.get(..=count)?, &[given]),
        _ => None,
    }
}

fn named(family: &[&str], given: &[&str]) -> Option<PersonName> {
    let [first, middle @ ..] = given else {
        return None;
    };
    let (given, middle, family) = (joined([first]), joined(middle), joined(family));
    family.is_some().then(|| PersonName { given, middle, family, ..PersonName::default() })
}

/// `MARTIN Pierre`, `DE LA CRUZ Juan`: in a mixed name the words in capitals at the start are the family name.
fn capitals(all: &[&str]) -> Option<PersonName> {
    let upper = |word: &&&str| {
        let letters = word.chars().filter(|char| char.is_alphabetic()).count();
        letters >= 2 && word.chars().all(|char| !char.is_lowercase() && char != '.')
    };
    let count = all.iter().take_while(upper).count();
    let (family, given) = all.split_at_checked(count)?;
    // Two letters may be initials: `JP Morgan`; a family name of two letters stands with a particle or alone in Asia.
    let long = family.iter().any(|word| word.chars().count() >= 3);
    let mixed = given.iter().all(|word| word.chars().any(char::is_lowercase) || words::is_initial(word))
        && given.first().is_some_and(|word| word.chars().any(char::is_lowercase) && word.chars().count() >= 2);
    (long && mixed && given.first().is_some_and(|word| !words::is_lowercase(word))).then(|| named(family, given))?
}

/// `Орлов Дмитрий Николаевич`: where the last of three is a patronymic and the second is none.
fn patronymic(all: &[&str]) -> Option<PersonName> {
    let [family, given, patronymic] = all else {
        return None;
    };
    (is_patronymic(patronymic) && !is_patronymic(given) && is_slavic_family_name(family))
        .then(|| named(&[family], &[given, patronymic]))?
}

fn is_patronymic(word: &str) -> bool {
    let word = word.to_lowercase();
    ["ович", "евич", "йович", "овна", "евна", "ична", "івна", "ївна", "ovich", "evich", "ovna", "evna", "ivna", "ichna"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Cyrillic names need no such ending; among Latin ones `John Michael Petrovich` is no Russian.
fn is_slavic_family_name(word: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "ov", "ev", "in", "yn", "ova", "eva", "ina", "yna", "sky", "skiy", "skii", "ski", "skaya", "skaia", "ko", "uk",
        "yuk", "ich",
    ];
    let word = word.to_lowercase();
    word.chars().any(|char| matches!(char, '\u{400}'..='\u{52f}'))
        || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// `Orlov D. N.`, `Ivanov I.P.`: a full word and two initials.
fn initials_at_end(all: &[&str]) -> Option<PersonName> {
    let (first, rest) = all.split_first()?;
    let dots: usize = rest.iter().map(|word| word.matches('.').count()).sum();
    let full = first.chars().filter(|char| char.is_alphabetic()).count() >= 3 && !first.contains('.');
    (full && dots >= 2 && rest.iter().all(|word| words::is_dotted_initials(word))).then(|| named(&[first], rest))?
}

fn vietnamese(all: &[&str]) -> Option<PersonName> {
    let [family, middle @ .., given] = all else {
        return None;
    };
    let is_family = |word: &str| !word.is_ascii() && VIETNAMESE.contains(&word.to_lowercase().as_str());
    if middle.is_empty() && is_family(given) || !is_family(family) {
        return None;
    }
    Some(PersonName {
        given: joined([given]),
        middle: joined(middle),
        family: joined([family]),
        ..PersonName::default()
    })
}

/// `Kim Jong-un`: two syllables with a hyphen are a given name.
fn hyphenated(all: &[&str]) -> Option<PersonName> {
    let [family, given] = all else {
        return None;
    };
    let (first, second) = given.split_once('-')?;
    let syllables = [first, second].iter().all(|part| (1..=6).contains(&part.chars().count()));
    let one_name = second.chars().next().is_some_and(char::is_lowercase);
    (syllables && one_name && ONE_SYLLABLE.contains(&family.to_lowercase().as_str()))
        .then(|| named(&[family], &[given]))?
}
