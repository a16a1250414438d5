//! The light folding that tables and input share, so that `S.A.` of a table is `sa` of a record.

use super::{Invalid, Octets, octets};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lowercase, without dots, with plain apostrophes and single spaces; the letters themselves stay.
///
/// Linear in the text. `fold(fold(x)) == fold(x)`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// The same as [`fold`] into a text that is there and whose content goes.
pub(super) fn fold_into(folded: &mut String, text: &str) {
    folded.clear();
    if is_folded_but_for_case(text) {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else if text.is_ascii() {
        push_folded(folded, text.bytes().map(char::from));
    } else if text.chars().all(is_whole) {
        push_folded(folded, text.chars().map(lowercase));
    } else {
        push_folded(folded, text.nfc().flat_map(char::to_lowercase).nfc());
    }
}

/// Whether only the capitals of an ASCII text are to be folded, as of most.
fn is_folded_but_for_case(text: &str) -> bool {
    let mut after_space = true;
    for byte in text.bytes() {
        let is_space = byte == b' ';
        if matches!(byte, b'.' | b'`' | b'\t'..=b'\r' | 0x80..) || is_space && after_space {
            return false;
        }
        after_space = is_space;
    }
    !after_space
}

fn push_folded(folded: &mut String, chars: impl Iterator<Item = char>) {
    let mut space = false;
    for char in chars {
        let char = match char {
            '.' => continue,
            _ if is_invisible(char) => continue,
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            _ if char.is_whitespace() => {
                space = !folded.is_empty();
                continue;
            }
            _ => char.to_ascii_lowercase(),
        };
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        folded.push(char);
    }
}

/// Whether a character is the same in every composed normal form and takes no mark of its neighbors, so that a text of such
/// characters needs no normalizing: the letters of most scripts. Each has one small letter, which is such a character too.
pub(crate) fn is_whole(char: char) -> bool {
    matches!(char, '\0'..='\u{7f}' | '\u{c0}'..='\u{12f}' | '\u{131}' | '\u{134}'..='\u{13e}' | '\u{141}'..='\u{148}' | '\u{14a}'..='\u{17e}'
        | '\u{388}'..='\u{38a}' | '\u{38e}'..='\u{3a1}' | '\u{3a3}'..='\u{3ce}' | '\u{400}'..='\u{45f}' | '\u{48a}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | '\u{679}'..='\u{6d3}' | '\u{1ea0}'..='\u{1ef9}'
        | '\u{2013}'..='\u{2014}' | '\u{2018}'..='\u{2019}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// The small letter of a character that [is whole](is_whole); the letters of Latin and Russian need no search.
#[inline]
pub(crate) fn lowercase(whole: char) -> char {
    let point = u32::from(whole);
    let small = match point {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x410..=0x42f => point + 0x20,
        0x400..=0x40f => point + 0x50,
        // a capital and its small letter in turn
        0x100..=0x137 | 0x14a..=0x177 => point | 1,
        0x139..=0x148 | 0x179..=0x17e => point + (point & 1),
        0x178 => 0xff,
        0..=0x17f | 0x430..=0x45f | 0x5d0..=0x6d3 | 0x3041..=0xd7a3 => return whole,
        _ => return whole.to_lowercase().next().unwrap_or(whole),
    };
    char::from_u32(small).unwrap_or(whole)
}

/// Whether a text is ASCII letters and digits with single spaces between words: only its capitals are to be folded.
pub(crate) fn is_words(text: &str) -> bool {
    const ALONE: Octets<bool> = octets!(byte => byte.is_ascii_alphanumeric());
    let mut after_space = true;
    for byte in text.bytes() {
        if ALONE.at(byte) {
            after_space = false;
        } else if byte == b' ' && !after_space {
            after_space = true;
        } else {
            return false;
        }
    }
    !after_space
}

/// A text without white space around it; most have none.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// The same of a text that is to be read as a value; the reason if it is empty, or longer in octets.
pub(crate) fn trimmed_within(text: &str, longest: usize) -> Result<&str, Invalid> {
    match trimmed(text) {
        "" => Err(Invalid::Empty),
        text if text.len() > longest => Err(Invalid::TooLong),
        text => Ok(text),
    }
}

/// Lowercase without dots, apostrophes and marks on letters, with single spaces: `São Paulo` is `sao paulo`.
///
/// Linear in the text. `plain(plain(x)) == plain(x)`.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        push_plain(&mut out, word);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends one word in its plain form.
pub(super) fn push_plain(out: &mut String, word: &str) {
    if word.is_ascii() {
        let start = out.len();
        if word.bytes().any(|byte| matches!(byte, b'.' | b'\'')) {
            out.extend(word.chars().filter(|char| !matches!(char, '.' | '\'')));
        } else {
            out.push_str(word);
        }
        if let Some(word) = out.get_mut(start..) {
            word.make_ascii_lowercase();
        }
        return;
    }
    // The order of marks, which is what normalizing a whole text is for, does not matter where they go.
    let mut push = |char: char| {
        if is_invisible(char) || char >= '\u{300}' && is_combining_mark(char) {
            return;
        }
        match char {
            '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' => {}
            '\u{2010}'..='\u{2015}' => out.push('-'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'ø' | '°' => out.push('o'),
            'đ' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            _ => out.push(char),
        }
    };
    for char in word.chars() {
        if char.is_ascii() {
            push(char.to_ascii_lowercase());
        } else if is_whole(char) {
            let small = lowercase(char);
            match without_mark(small) {
                Some(letter) => push(letter),
                None => decompose_compatible(small, &mut push),
            }
        } else {
            decompose_compatible(char, |part| {
                part.to_lowercase().for_each(|small| decompose_compatible(small, &mut push));
            });
        }
    }
}

/// What decomposing leaves of a small letter of Europe without its mark, so that it need not be looked up.
fn without_mark(small: char) -> Option<char> {
    Some(match small {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' | 'æ' | 'ø' | 'ł' | 'đ' | 'ı' | 'а'..='и' | 'к'..='я' | '\u{4e00}'..='\u{9fff}' => small,
        _ => return None,
    })
}

/// Looks a text up in lowercase; for a text of usual length nothing is allocated.
pub(crate) fn in_lowercase<T>(text: &str, look: impl FnOnce(&str) -> T) -> T {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return look(text);
    }
    let mut buffer = [0; 64];
    match write_lowercase(text, &mut buffer) {
        Some(lower) => look(std::str::from_utf8(lower).unwrap_or_default()),
        None => look(&text.to_lowercase()),
    }
}

/// Writes a text in lowercase, if there is room. What a sigma becomes, the letters around it say.
fn write_lowercase<'a>(text: &str, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    if text.is_ascii() {
        let place = buffer.get_mut(..text.len())?;
        place.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte.to_ascii_lowercase());
        return Some(place);
    }
    let mut length = 0;
    let mut push = |small: char| {
        let place = buffer.get_mut(length..length + small.len_utf8())?;
        length += small.encode_utf8(place).len();
        (small != 'σ').then_some(())
    };
    for char in text.chars() {
        if is_whole(char) {
            push(lowercase(char))?;
        } else {
            char.to_lowercase().try_for_each(&mut push)?;
        }
    }
    buffer.get(..length)
}

/// Marks that change how a text is laid out and not what it says: zero width and direction marks, soft hyphen, BOM.
pub(super) fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The value of a decimal digit of any script that people write numbers in.
pub(super) fn digit(char: char) -> Option<u8> {
    /// The zeros of the scripts; the other nine digits follow each (Unicode general category Nd).
    const ZEROS: [u32; 22] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
        0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x19D0, 0xA9D0, 0xFF10,
    ];
    if char.is_ascii() {
        return char.is_ascii_digit().then(|| char as u8 - b'0');
    }
    let point = u32::from(char);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= point)?;
    u8::try_from(point - zero).ok().filter(|value| *value < 10)
}

/// The digit as an ASCII character, for any decimal digit.
pub(super) fn ascii_digit(char: char) -> Option<char> {
    digit(char).map(|value| char::from(b'0' + value))
}

/// A folded text without the marks on its Latin, Greek and Cyrillic letters, as many people write it: `nguyen` of `nguyễn`.
/// The letters of other scripts keep theirs.
pub(super) fn without_marks(folded: &str) -> String {
    let letters = folded.nfd().filter(|char| !matches!(char, '\u{300}'..='\u{36f}'));
    let letters = letters.map(|char| match char {
        'đ' => 'd',
        'ə' => 'e',
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        _ => char,
    });
    letters.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{ascii_digit, fold, in_lowercase, is_combining_mark, is_whole, plain, without_marks};
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

    #[test]
    fn whole_characters_need_no_normalizing() {
        for char in ('\0'..='\u{ffff}').filter(|&char| is_whole(char)) {
            assert_eq!(is_nfkc_quick(std::iter::once(char)), IsNormalized::Yes, "{char:?}");
            assert!(!is_combining_mark(char), "{char:?}");
            let small: Vec<char> = char.to_lowercase().collect();
            assert!(matches!(small[..], [small] if is_whole(small) && small == super::lowercase(char)), "{char:?}");
        }
    }

    #[test]
    fn every_character_is_plain_as_normalizing_makes_it() {
        for char in ('\u{80}'..='\u{1ffff}').filter(|char| !char.is_whitespace()) {
            let normalized: String = char.nfkd().flat_map(char::to_lowercase).nfkd().collect();
            assert_eq!(plain(&char.to_string()), plain(&normalized), "{char:?}");
        }
    }

    #[test]
    fn a_text_is_looked_up_in_its_lowercase() {
        let long = "MÜLLER ".repeat(20);
        for text in ["", "ada", "Ada LOVELACE", "Ärger", "ΟΔΟΣ Οδός", "İzmir", "\u{212a}im", "ПУШКИН", "毛泽东", &long]
        {
            assert!(in_lowercase(text, |lower| lower == text.to_lowercase()), "{text}");
        }
    }

    #[test]
    fn folding_keeps_letters_and_drops_dots_case_and_marks() {
        for (text, folded) in [
            ("S.A. de  C.V.", "sa de cv"),
            (" O\u{2019}Neill\u{200e} ", "o'neill"),
            ("MU\u{308}LLER", "müller"),
            ("G.m.b.H.", "gmbh"),
            ("...", ""),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(fold(folded), folded);
        }
    }

    #[test]
    fn plain_texts_have_no_marks() {
        for (text, expected) in [
            (" São  Paulo", "sao paulo"),
            ("STRASSE Straße", "strasse strasse"),
            ("Côte d’Ivoire", "cote divoire"),
            ("ΟΔΌΣ οδός", "οδοσ οδοσ"),
        ] {
            assert_eq!(plain(text), expected);
            assert_eq!(plain(expected), expected);
        }
    }

    #[test]
    fn marks_are_left_out_where_people_leave_them_out() {
        for (folded, expected) in
            [("nguyễn", "nguyen"), ("kızlık", "kizlik"), ("урождённая", "урожденная"), ("목", "목")]
        {
            assert_eq!(without_marks(folded), expected);
        }
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        let text: String = "٠١۹９५".chars().filter_map(ascii_digit).collect();
        assert_eq!(text, "01995");
    }
}
