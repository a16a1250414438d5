//! Folding: the one way in which text of any script becomes comparable.

use crate::contact::{is_whole, is_words};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest comparable form in bytes. Longer text is not a value of a contact; its beginning is compared.
pub const LONGEST: usize = 200;

/// Folds a text to lowercase ASCII letters and digits with single spaces between words.
///
/// Case, accents, width, ligatures, invisible characters and the script go; hyphens and other punctuation part words,
/// apostrophes join them. Latin letters in words with lookalikes of other scripts stay Latin. The result is at most
/// [`LONGEST`] bytes long. Folding twice is folding once. ASCII costs one pass and one allocation.
///
/// One text has one folding; where people write several (`ü` as `u` and `ue`, `Щ` as `shch` and `sc`), the
/// [`skeleton`](super::skeleton) makes them one. Cyrillic and Greek are romanized letter by letter, with the Greek digraphs;
/// Arabic and Hebrew without the vowels that they do not write, with the letters of Persian and Urdu as those of Arabic.
/// Han is romanized as Mandarin whatever the language, kana as it sounds: a Japanese name in kanji does not come near its
/// reading.
///
/// ```
/// use contactkit::normalize::fold;
///
/// assert_eq!(fold("  Jean-Luc  O’Neill "), "jean luc oneill");
/// assert_eq!(fold("Łukasz Żółć"), "lukasz zolc");
/// assert_eq!(fold("ŞIKIDIM ışık"), "sikidim isik");
/// assert_eq!(fold("Юрий"), "yuriy");
/// ```
pub fn fold(text: &str) -> String {
    if text.len() > LONGEST {
        if text.is_ascii() { fold_europe(text).unwrap_or_default() } else { fold_unicode(text) }
    } else {
        folded_words(text).or_else(|| fold_europe(text)).unwrap_or_else(|| fold_unicode(text))
    }
}

/// The folding of a text in which there are only capitals to be folded.
pub(super) fn folded_words(text: &str) -> Option<String> {
    (text.len() <= LONGEST && is_words(text)).then(|| text.to_ascii_lowercase())
}

/// The letter of a letter from `À` to `ž`; zero if it folds to several, or is folded the long way.
fn letter_of_europe(c: char) -> u8 {
    static LETTERS: LazyLock<[u8; 192]> = LazyLock::new(|| {
        let mut letters = ('\u{c0}'..='\u{17f}').map(|c| any_ascii_letter(c).filter(|_| is_whole(c)));
        std::array::from_fn(|_| letters.next().flatten().unwrap_or_default())
    });
    (c as usize).checked_sub(0xc0).and_then(|at| LETTERS.get(at)).copied().unwrap_or_default()
}

/// The letter that a character folds to if it is one.
fn any_ascii_letter(c: char) -> Option<u8> {
    match any_ascii::any_ascii_char(c).as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(*letter),
        _ => None,
    }
}

/// Folds ASCII and the letters of Western and Central Europe that are one character each and no ligature, in one pass;
/// nothing for a text with any other.
fn fold_europe(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len().min(LONGEST) + 2);
    for c in text.chars() {
        if c.is_ascii() {
            push(&mut out, c as u8);
        } else if let letter @ 1.. = letter_of_europe(c) {
            push(&mut out, letter);
        } else if c <= 'ž' && is_whole(c) || c == 'İ' {
            push_all(&mut out, c);
        } else {
            return None;
        }
    }
    finished(out)
}

fn fold_unicode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len().min(LONGEST));
    let text = start(text, 4 * LONGEST);
    if text.chars().all(is_whole) {
        push_letters(&mut out, text, text.chars());
    } else {
        push_letters(&mut out, text, text.nfkc().filter(|&c| !is_combining_mark(c) && !is_invisible(c)));
    }
    finished(out).unwrap_or_default()
}

/// Appends normalized characters of a text in Latin letters.
fn push_letters(out: &mut Vec<u8>, text: &str, chars: impl Iterator<Item = char>) {
    let mixed = is_latin(text) && text.chars().any(|c| lookalike(c).is_some());
    let mut chars = chars.map(letter).peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii() {
            push(out, c as u8);
        } else if let Some(latin) = mixed.then(|| lookalike(c)).flatten() {
            push(out, latin);
        } else if c.is_whitespace() || is_dash(c) {
            push(out, b' ');
        } else if is_apostrophe(c) {
            push(out, b'\'');
        } else if matches!(c, 'υ' | 'ύ' | 'Υ' | 'Ύ') && out.ends_with(b"o") {
            // Greek digraphs: one vowel that every romanization writes alike …
            push(out, b'u');
        } else if matches!(c, 'υ' | 'ύ' | 'Υ' | 'Ύ') && matches!(out.last(), Some(b'a' | b'e')) {
            // … and two that are a vowel and a consonant, voiced or not like what follows
            push(out, if chars.peek().is_none_or(|&next| is_voiceless(next)) { b'f' } else { b'v' });
        } else if matches!(c, 'γ' | 'Γ')
            && chars.peek().is_some_and(|next| matches!(next, 'γ' | 'Γ' | 'χ' | 'Χ' | 'ξ' | 'Ξ'))
        {
            push(out, b'n');
        } else {
            push_all(out, c);
        }
        if out.len() >= LONGEST {
            break;
        }
    }
}

/// The Greek consonants before which a vowel's `v` is an `f`.
fn is_voiceless(c: char) -> bool {
    matches!(
        c,
        'θ' | 'κ'
            | 'ξ'
            | 'π'
            | 'σ'
            | 'ς'
            | 'τ'
            | 'φ'
            | 'χ'
            | 'ψ'
            | 'Θ'
            | 'Κ'
            | 'Ξ'
            | 'Π'
            | 'Σ'
            | 'Τ'
            | 'Φ'
            | 'Χ'
            | 'Ψ'
    )
}

/// The letter that others stand for: Arabic letters have forms for Persian and Urdu, and seats for a glottal stop.
fn letter(c: char) -> char {
    match c {
        'ي' | 'ى' | 'ۍ' | 'ې' | 'ے' => 'ی',
        'ك' | 'ڪ' => 'ک',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ی',
        _ => c,
    }
}

/// Appends a character in Latin letters.
fn push_all(out: &mut Vec<u8>, c: char) {
    any_ascii::any_ascii_char(c).bytes().for_each(|byte| push(out, byte));
}

/// Appends one ASCII character in its folded form.
fn push(out: &mut Vec<u8>, byte: u8) {
    if out.len() >= LONGEST {
        return;
    }
    if byte.is_ascii_alphanumeric() {
        out.push(byte.to_ascii_lowercase());
    } else if byte != b'\'' && byte != b'`' && out.last().is_some_and(|&last| last != b' ') {
        out.push(b' ');
    }
}

/// The text of the pushed characters.
fn finished(mut out: Vec<u8>) -> Option<String> {
    out.pop_if(|last| *last == b' ');
    String::from_utf8(out).ok()
}

/// The beginning of a text of at most `bytes` bytes, cut between characters.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

fn is_latin(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic())
}

/// Characters that cannot be seen: zero-width spaces and joiners, direction marks, soft hyphen, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fb}' | '\u{ff0d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{b4}' | '\u{2bb}'..='\u{2bd}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}')
}

/// The Latin letter that a Cyrillic or Greek letter looks like (Unicode TR39, the pairs that are alike in print).
fn lookalike(c: char) -> Option<u8> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' => b'a',
        'В' | 'Β' | 'в' => b'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' => b'c',
        'ԁ' => b'd',
        'е' | 'Е' | 'ё' | 'Ε' => b'e',
        'һ' | 'Н' | 'Η' | 'н' => b'h',
        'і' | 'І' | 'ι' | 'Ι' | 'Ӏ' => b'i',
        'ј' | 'Ј' => b'j',
        'к' | 'К' | 'κ' | 'Κ' => b'k',
        'ӏ' => b'l',
        'М' | 'м' | 'Μ' => b'm',
        'Ν' => b'n',
        'о' | 'О' | 'ο' | 'Ο' => b'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => b'p',
        'ԛ' => b'q',
        'ѕ' | 'Ѕ' => b's',
        'Т' | 'т' | 'Τ' => b't',
        'ν' => b'v',
        'ԝ' => b'w',
        'х' | 'Х' | 'χ' | 'Χ' => b'x',
        'у' | 'У' | 'Υ' | 'γ' => b'y',
        'Ζ' => b'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, fold};
    use proptest::prelude::*;

    #[test]
    fn scripts_and_spellings_fold_to_plain_latin() {
        for (given, folded) in [
            ("", ""),
            ("...", ""),
            ("MÜLLER", "muller"),
            ("Straße", "strasse"),
            ("Ærøskøbing", "aeroskobing"),
            ("Guðmundsdóttir Þór", "gudmundsdottir thor"),
            ("İSTANBUL", "istanbul"),
            ("Ｔａｒｏ", "taro"),
            ("Sm\u{200b}ith", "smith"),
            ("Dоnаld", "donald"),
            ("Παπαδόπουλος", "papadopoulos"),
            ("O'Brien", "obrien"),
            ("d’Artagnan", "dartagnan"),
            ("Jean‐Claude", "jean claude"),
            ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "papadopoulos"),
            ("Παύλος Ευάγγελος Λευτέρης", "pavlos evangelos lefteris"),
            ("كريمي", "krymy"),
            ("کریمی", "krymy"),
        ] {
            assert_eq!(fold(given), folded, "{given:?}");
        }
    }

    #[test]
    fn letters_of_europe_are_folded_as_the_long_way_folds_them() {
        let mut count = 0;
        for c in '\0'..'\u{250}' {
            let text = format!("a{c}b {c}");
            if let Some(folded) = super::fold_europe(&text) {
                assert_eq!(folded, super::fold_unicode(&text), "{c}");
                count += 1;
            }
        }
        assert!(count > 240, "{count}");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert!(once.len() <= LONGEST);
            prop_assert!(once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '));
            prop_assert_eq!(fold(&once), once);
        }
    }
}
