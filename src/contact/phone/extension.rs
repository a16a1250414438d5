//! The extension after a number, in the notations that people use.

use crate::contact::fold::{ascii_digit, fold, is_invisible};

/// Words that announce an extension, folded. Longer runs of letters than [`LONGEST_LABEL`] announce nothing.
const LABELS: [&str; 42] = [
    // English, Spanish, French, Portuguese, Italian
    "ext",
    "extn",
    "extension",
    "xtn",
    "ex",
    "x",
    "ｘ",
    "extensión",
    "extensao",
    "ramal",
    "anexo",
    "int",
    "interno",
    "interne",
    "poste",
    "xt",
    "ｅｘｔ",
    // German, Dutch, Nordic
    "durchwahl",
    "dw",
    "apparat",
    "app",
    "toestel",
    "tst",
    "anknytning",
    "ankn",
    "lokalnummer",
    "lokal",
    "alanumero",
    // Slavic, Hungarian, Turkish, Greek
    "доб",
    "добавочный",
    "внутр",
    "внутренний",
    "вн",
    "wew",
    "wewn",
    "linka",
    "kl",
    "mellék",
    "dahili",
    "εσωτ",
    // Chinese, Japanese, Korean
    "分机",
    "内線",
];

/// As many characters as the longest label has.
const LONGEST_LABEL: usize = 12;
/// The longest extension after a word (libphonenumber's limit; ITU-T would allow 40).
const AFTER_WORD: usize = 20;
/// The longest extension after a mark that also divides other things.
const AFTER_MARK: usize = 9;

/// The part of a text before the extension, and the extension's digits.
///
/// `030 901820 ext. 12` is `030 901820` and `12`; a text without an extension comes back whole. Linear.
pub(super) fn split(text: &str) -> (&str, Option<Box<str>>) {
    let whole = (text, None);
    let end = text
        .trim_end_matches(|char: char| char.is_whitespace() || is_invisible(char) || matches!(char, '#' | ')' | ']'));
    let head = end.trim_end_matches(|char| ascii_digit(char).is_some());
    let digits = end.get(head.len()..).unwrap_or_default();
    let count = digits.chars().count();
    if count == 0 || count > AFTER_WORD {
        return whole;
    }
    let label_end =
        head.trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '.' | ':' | '=' | '(' | '[' | '-'));
    let Some(last) = label_end.chars().next_back() else {
        return whole;
    };
    let number = match last {
        '#' | '＃' | '~' | '～' | ',' | ';' if count <= AFTER_MARK => label_end.trim_end_matches(last),
        _ if last.is_alphabetic() => {
            let before = label_end.trim_end_matches(char::is_alphabetic);
            let label = label_end.get(before.len()..).unwrap_or_default();
            if label.chars().count() > LONGEST_LABEL || !LABELS.contains(&fold(label).as_str()) {
                return whole;
            }
            if count > AFTER_MARK && label.chars().count() == 1 {
                return whole;
            }
            before
        }
        _ => return whole,
    };
    let number = number
        .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, ',' | ';' | '(' | '[' | '-' | '.' | '/'));
    // What is left must be able to be a number: `x123` alone is none.
    if number.chars().filter_map(ascii_digit).take(3).count() < 3 && !has_vanity(number) {
        return whole;
    }
    (number, Some(digits.chars().filter_map(ascii_digit).collect::<String>().into()))
}

/// Whether letters stand for digits in what comes before the extension: `1-800-FLOWERS ext. 4`.
fn has_vanity(number: &str) -> bool {
    number.chars().filter(char::is_ascii_alphabetic).take(3).count() == 3
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn extensions_of_many_notations_are_split_off() {
        for (text, number, extension) in [
            ("030 901820 ext. 12", "030 901820", Some("12")),
            ("030 901820 x12", "030 901820", Some("12")),
            ("030901820x12", "030901820", Some("12")),
            ("030 901820 Ext: 012", "030 901820", Some("012")),
            ("030 901820;ext=12", "030 901820", Some("12")),
            ("030 901820 (Durchwahl 12)", "030 901820", Some("12")),
            ("+7 495 123-45-67 доб. 123", "+7 495 123-45-67", Some("123")),
            ("030 901820 #12", "030 901820", Some("12")),
            ("030 901820,,12#", "030 901820", Some("12")),
            ("+48 22 123 45 67 wew. 5", "+48 22 123 45 67", Some("5")),
            ("1-800-FLOWERS ext. 4", "1-800-FLOWERS", Some("4")),
            ("030 901820", "030 901820", None),
            ("1-800-FOX 4", "1-800-FOX 4", None),
            ("x123", "x123", None),
            ("ext 123", "ext 123", None),
            ("", "", None),
        ] {
            let (head, tail) = split(text);
            assert_eq!((head, tail.as_deref()), (number, extension), "{text}");
        }
    }
}
