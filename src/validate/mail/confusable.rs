//! Letters that are taken for others: `раураl.com` in Cyrillic letters.

use crate::contact::Email;

/// The alphabets whose letters look like Latin ones, in the order of Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

/// Lowercase letters of Greek and Cyrillic that look like a Latin one in most typefaces (Unicode, confusables of UTS #39).
const LOOK_LATIN: &str = "аеорсухіјѕһԁԛԝӏвнкмтοανυρικ";

/// Top-level domains of countries and tongues that write Cyrillic or Greek.
const OWN_TLDS: [&str; 15] = ["ru", "su", "ua", "by", "bg", "rs", "mk", "me", "ba", "kz", "kg", "mn", "tj", "gr", "cy"];

/// The part of an address that can be taken for another: a label of the domain, a word of the user.
pub(super) fn confusable(email: &Email) -> Option<String> {
    if email.is_plain() {
        return None;
    }
    let domain = email.domain_unicode();
    if domain.is_ascii() && email.user().is_ascii() {
        return None;
    }
    let own = domain.rsplit('.').next().is_none_or(|tld| !tld.is_ascii() || OWN_TLDS.contains(&tld));
    let words = email.user().split(['.', '_', '-', '+']);
    let label = domain.split('.').find(|label| is_mixed(label) || (!own && looks_latin(label)));
    label.or_else(|| words.into_iter().find(|word| is_mixed(word))).map(str::to_owned)
}

/// Whether a word has letters of two of the alphabets, or ones that are made to look like plain Latin.
fn is_mixed(word: &str) -> bool {
    let mut first = None;
    word.chars().any(|char| match (alphabet(char), first) {
        (Some(this), Some(first)) => this != first,
        (this, _) => {
            first = this;
            is_styled(char)
        }
    })
}

/// Whether a whole word can be read as Latin letters.
fn looks_latin(word: &str) -> bool {
    !word.is_ascii()
        && word.chars().filter(|char| char.is_alphabetic()).all(|char| LOOK_LATIN.contains(char))
        && word.chars().any(char::is_alphabetic)
}

fn alphabet(char: char) -> Option<Alphabet> {
    match char {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Some(Alphabet::Cyrillic),
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Alphabet::Cherokee),
        _ => None,
    }
}

/// Full-width and mathematical letters, and the script forms of `a` and `g`.
fn is_styled(char: char) -> bool {
    matches!(char, '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}' | '\u{251}' | '\u{261}')
}

#[cfg(all(test, feature = "idn"))]
mod tests {
    use super::*;

    #[test]
    fn alphabets_that_look_alike_are_told_apart() {
        for (text, part) in [
            // Cyrillic а and о among Latin letters
            ("ada@p\u{430}ypal.com", "p\u{430}ypal"),
            ("ad\u{430}@example.org", "ad\u{430}"),
            ("info@g\u{43e}\u{43e}gle.com", "g\u{43e}\u{43e}gle"),
            // a label in nothing but look-alikes
            ("ada@\u{430}\u{440}\u{440}\u{4cf}\u{435}.com", "\u{430}\u{440}\u{440}\u{4cf}\u{435}"),
            ("ada@xn--80ak6aa92e.com", "\u{430}\u{440}\u{440}\u{4cf}\u{435}"),
            ("\u{ff41}da@example.org", "\u{ff41}da"),
            ("ada@\u{261}oogle.com", "\u{261}oogle"),
        ] {
            assert_eq!(confusable(&text.parse().unwrap()).as_deref(), Some(part), "{text}");
        }
        for text in [
            "ada@example.org",
            "jörg@müller.de",
            "иван@почта.рф",
            "ivan@почта.com",
            "ivan@роса.ru",
            "用户ada@例え.jp",
            "ada.иванова@example.org",
            "νίκος@παράδειγμα.gr",
            "ı@ışık.com.tr",
        ] {
            assert_eq!(confusable(&text.parse().unwrap()), None, "{text}");
        }
    }
}
