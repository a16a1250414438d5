//! Addresses that name somebody: the contact itself, or clearly another person.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::contact::tables::lines;
use crate::contact::{Contact, Email};

const CLEAR_GIVEN_NAMES: &str = include_str!("../tables/clear_given_names.txt");

/// Given names that are hardly anything else, in plain lowercase letters.
static GIVEN_NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    lines(CLEAR_GIVEN_NAMES)
        .filter_map(|line| line.split_once('|'))
        .flat_map(|(_, names)| names.split(',').map(plain))
        .collect()
});

/// Letters from which on a word is a name and not an initial.
const SHORTEST: usize = 3;
/// The Jaro-Winkler similarity from which on two words are spellings of one name.
const ALIKE: f64 = 0.85;

/// Whether the user part is a given name and another word, and neither agrees with any name in the record.
///
/// Careful rather than complete: an initial, a short form, a maiden name beside the same given name, the name of a firm, a
/// name in a script that has no usual spelling in Latin letters, a record without a name: all of these say nothing.
pub(super) fn is_of_another(email: &Email, contact: &Contact) -> bool {
    let Some((first, second)) = email.user_words().filter(|(first, second)| first.len().min(second.len()) >= SHORTEST)
    else {
        return false;
    };
    if parts(contact).any(|part| part.eq_ignore_ascii_case(first) || part.eq_ignore_ascii_case(second)) {
        return false;
    }
    let (first, second) = (plain(first), plain(second));
    if !(GIVEN_NAMES.contains(&first) || GIVEN_NAMES.contains(&second)) {
        return false;
    }
    let is_other = |word: &str| {
        let plain = plain(word);
        let is_other = |user: &str| !agree(&plain, user) && (word.chars().all(is_latin) || !sound_alike(&plain, user));
        word.chars().all(|char| is_latin(char) || is_romanized(char)) && is_other(&first) && is_other(&second)
    };
    contact.names.iter().any(|name| name.value().is_some_and(|name| name.given.is_some() && name.family.is_some()))
        && words(contact).all(is_other)
}

fn is_latin(char: char) -> bool {
    !char.is_alphabetic() || matches!(char, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether a letter is Greek or Cyrillic, which are spelled in Latin letters one by one.
fn is_romanized(char: char) -> bool {
    matches!(char, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' | '\u{400}'..='\u{52f}')
}

/// Whether two words may begin with one letter of another script: `Юрий` is `yuri`, `iouri` and `jurij`.
fn sound_alike(word: &str, user: &str) -> bool {
    const SOUNDS: [&str; 5] = ["eijy", "cghkqx", "bfpvw", "sz", "dt"];
    let sound = |word: &str| {
        let first = word.chars().next();
        first.map(|first| SOUNDS.into_iter().position(|sound| sound.contains(first)).ok_or(first))
    };
    sound(word) == sound(user)
}

/// Whether the domain is made of the contact's own name: `mail@lovelace.org`, `info@ada-lovelace.net`.
pub(super) fn is_own_domain(email: &Email, contact: &Contact) -> bool {
    let domain = email.domain_unicode();
    let Some((host, _)) = domain.rsplit_once('.') else { return false };
    let host: Vec<String> = host.split('.').map(plain).collect();
    contact.names.iter().filter_map(|field| field.value()).any(|name| {
        let given = name.given.as_deref().map(plain).unwrap_or_default();
        let family = name.family.as_deref().map(plain).filter(|family| family.len() >= SHORTEST);
        let Some(family) = family else { return false };
        let own = [given.clone() + &family, family.clone() + &given, family];
        host.iter().any(|label| own.contains(label))
    })
}

/// Every part of every name in the record, the names of firms with them.
fn parts(contact: &Contact) -> impl Iterator<Item = &str> {
    let people = contact.names.iter().filter_map(|field| field.value()).flat_map(|name| {
        [&name.given, &name.middle, &name.family, &name.nickname].into_iter().filter_map(|part| part.as_deref())
    });
    let firms = contact.organization_names.iter().filter_map(|field| field.value()).map(|firm| firm.name.as_str());
    let employments = contact.employments.iter().filter_map(|field| field.value());
    let employers = employments.filter_map(|employment| Some(employment.organization.as_ref()?.name.as_str()));
    people.chain(firms).chain(employers)
}

/// The words of the parts.
fn words(contact: &Contact) -> impl Iterator<Item = &str> {
    parts(contact).flat_map(|part| part.split(|char: char| !char.is_alphabetic())).filter(|word| !word.is_empty())
}

/// Whether two words may be one name: the same start or end, an initial, a spelling.
fn agree(word: &str, user: &str) -> bool {
    let start = |word: &str, of: &str| word.get(..SHORTEST.min(word.len())).is_some_and(|start| of.starts_with(start));
    start(word, user) || user.contains(word) || word.contains(user) || strsim::jaro_winkler(word, user) >= ALIKE
}

/// A word in plain lowercase letters, the two spellings of an umlaut made one: `muller` of `Müller` and `mueller`.
fn plain(word: &str) -> String {
    let ascii = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(any_ascii::any_ascii(word)) };
    let mut plain = String::with_capacity(word.len());
    for char in ascii.chars().filter(char::is_ascii_alphabetic) {
        let char = char.to_ascii_lowercase();
        if !(char == 'e' && plain.ends_with(['a', 'o', 'u'])) {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Field;

    fn named(name: &str) -> Contact {
        let mut contact = Contact::person("1");
        contact.names.push(Field::parse(name));
        contact
    }

    fn email(user: &str) -> Email {
        format!("{user}@acme.com").parse().unwrap()
    }

    #[test]
    fn every_given_name_is_a_plain_word() {
        assert!(GIVEN_NAMES.len() > 500);
        for name in lines(CLEAR_GIVEN_NAMES).flat_map(|line| line.split_once('|').unwrap().1.split(',')) {
            let name = name.trim();
            assert!(name.len() >= SHORTEST && name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
        }
    }

    #[test]
    fn clearly_another_name_is_seen() {
        for (user, name) in [
            ("peter.schmidt", "Anna Müller"),
            ("Schmidt_Peter2", "Anna Müller"),
            ("maria-rossi+x", "Giuseppe Bianchi"),
            ("john.smith", "Ada Lovelace"),
            ("petr.sidorov", "Иван Иванов"),
            ("anna.ivanova", "Мария Петрова"),
            ("john.smith", "Νίκος Παπαδόπουλος"),
        ] {
            assert!(is_of_another(&email(user), &named(name)), "{user}");
        }
    }

    #[test]
    fn a_name_that_may_be_the_same_is_left_alone() {
        for (user, name) in [
            ("anna.mueller", "Anna Müller"),
            ("anna.schmidt", "Anna Müller"),
            ("peter.mueller", "Anna Müller"),
            ("peter.schmidt", "P. Müller"),
            ("katherine.jones", "Kate Smith"),
            ("jon.smith", "Jonathan Smyth"),
            ("p.schmidt", "Anna Müller"),
            ("peterschmidt", "Anna Müller"),
            ("peter.schmidt.berlin", "Anna Müller"),
            ("team.berlin", "Anna Müller"),
            ("ivan.petrov", "Иван Сидоров"),
            ("john.petroff", "Иван Петров"),
            ("yevgeny.smith", "Евгений Жуков"),
            ("yuri.smith", "Юрий Кузнецов"),
            ("george.smith", "Γιώργος Παππάς"),
            ("anna.smith", "محمد علي"),
            ("peter.schmidt", "山田太郎"),
            ("peter.schmidt", "Müller"),
            ("peter.schmidt", ""),
        ] {
            assert!(!is_of_another(&email(user), &named(name)), "{user} of {name}");
        }
        let mut employee = named("Anna Müller");
        employee.employments.push(Field::of(crate::contact::Employment::new("Kanzlei Peter Schmidt", "")));
        assert!(!is_of_another(&email("peter.schmidt"), &employee));
    }

    #[test]
    fn a_domain_of_the_own_name_is_seen() {
        for (domain, own) in [
            ("lovelace.org", true),
            ("ada-lovelace.co.uk", true),
            ("mail.adalovelace.net", true),
            ("love.org", false),
            ("ada.org", false),
            ("acme.lovelace", false),
        ] {
            let email = format!("mail@{domain}").parse().unwrap();
            assert_eq!(is_own_domain(&email, &named("Ada Lovelace")), own, "{domain}");
        }
        assert!(is_own_domain(&"info@mueller.de".parse().unwrap(), &named("Anna Müller")));
    }
}
