//! Text that was read in the wrong encoding, and what it says.

/// The text that a text in the wrong encoding says, if that is certain; nothing for a text that is fine.
///
/// ASCII costs one pass, other text two, unless it is broken.
pub(crate) fn repaired(text: &str) -> Option<String> {
    match mojibake(text) {
        Some(Mojibake::Certain(repaired)) => Some(repaired),
        _ => None,
    }
}

/// How sure it is that a text was read in the wrong encoding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mojibake {
    /// The text decodes to this one, and to letters that belong in it.
    Certain(String),
    /// It has the look, but does not decode.
    Likely,
    /// It holds replacement characters: what stood there is lost.
    Lost,
}

/// Looks for UTF-8 that was read as Windows-1252 or Latin-1, once or several times over.
pub(crate) fn mojibake(text: &str) -> Option<Mojibake> {
    if text.is_ascii() {
        return None;
    }
    // A leading byte was made a character of the bytes 0xc3 0x82 to 0xc3 0xb4, before another outside ASCII.
    let may_be = |bytes: &[u8]| matches!(bytes, [0xc3, 0x82..=0xb4, 0x80..=0xff] | [0xef, 0xbf, 0xbd]);
    if !text.as_bytes().windows(3).any(may_be) {
        return None;
    }
    if text.contains('\u{fffd}') {
        return Some(Mojibake::Lost);
    }
    // Every broken sequence begins with a character that stands for a leading byte and one that stands for another.
    let continues = |second| windows_1252_byte(second).is_some_and(|byte| (0x80..0xc0).contains(&byte));
    let following = text.chars().skip(1);
    if !text.chars().zip(following).any(|(first, second)| matches!(first, '\u{c2}'..='\u{f4}') && continues(second)) {
        return None;
    }
    let mut decoded = decode_once(text);
    while let Some(again) = decoded.as_deref().and_then(decode_once) {
        decoded = Some(again);
    }
    match decoded {
        Some(repaired) => Some(Mojibake::Certain(repaired)),
        None => has_broken_pair(text).then_some(Mojibake::Likely),
    }
}

/// The text that the bytes of a Windows-1252 text are in UTF-8, if each of its characters is one that text is made of.
fn decode_once(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(windows_1252_byte).collect::<Option<_>>()?;
    let decoded = String::from_utf8(bytes).ok()?;
    let other_script = |character: char| matches!(character, '\u{370}'..='\u{52f}' | '\u{5d0}'..='\u{6ff}' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}');
    // One letter of another script, or some next to Latin letters, are more likely chance ("Ø»" is U+063B) …
    let others = decoded.chars().filter(|&character| other_script(character)).count();
    let by_chance = others == 1 || others > 0 && decoded.chars().any(|character| character.is_ascii_alphabetic());
    // … than Latin letters, spaces, punctuation, and the three bytes each of Vietnamese and East Asian letters.
    let usual = |character: char| {
        character.is_ascii()
            || other_script(character)
            || matches!(character, '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{1ea0}'..='\u{1ef9}')
            || matches!(character, '\u{2010}'..='\u{2026}' | '€' | '™')
            || matches!(character, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
    };
    (!by_chance && decoded.chars().all(usual)).then_some(decoded)
}

/// The byte that a character has in Windows-1252; the five bytes without a character stand for themselves.
fn windows_1252_byte(character: char) -> Option<u8> {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Ok(byte) = u8::try_from(character) {
        return Some(byte);
    }
    (0x80..).zip(FROM_0X80).find_map(|(byte, found)| (found == character).then_some(byte))
}

/// Whether the usual remains of a broken Latin letter or quotation mark stand in a text.
fn has_broken_pair(text: &str) -> bool {
    let following = text.chars().skip(1);
    text.chars().zip(following).any(|pair| match pair {
        ('Ã', second) => windows_1252_byte(second).is_some_and(|byte| (0x80..0xc0).contains(&byte)),
        ('â', '€') => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "what is expected of `mojibake`, which may find nothing")]
    fn certain(text: &str) -> Option<Mojibake> {
        Some(Mojibake::Certain(text.to_owned()))
    }

    #[test]
    fn utf8_that_was_read_as_windows_1252_is_read_again() {
        assert_eq!(mojibake("MÃ¼ller"), certain("Müller"));
        assert_eq!(mojibake("Oâ€™Brien"), certain("O’Brien"));
        assert_eq!(mojibake("Å\u{81}ukasz"), certain("Łukasz"));
        assert_eq!(mojibake("MÃƒÂ¼ller"), certain("Müller"));
        assert_eq!(mojibake("Ð\u{9f}Ñ\u{83}ÑˆÐºÐ¸Ð½"), certain("Пушкин"));
        assert_eq!(mojibake("Nguyá»…n"), certain("Nguyễn"));
    }

    #[test]
    fn text_in_the_right_encoding_is_left_alone() {
        for text in
            ["Müller", "SÃO PAULO", "Ångström", "CAFÉ®", "Ø»", "»SMØ«", "naïve", "Île", "François", "Łukasz", "Ñandú"]
        {
            assert_eq!(mojibake(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_not_repaired() {
        assert_eq!(mojibake("M\u{fffd}ller"), Some(Mojibake::Lost));
        assert_eq!(mojibake("MÃ¼ller Łódź"), Some(Mojibake::Likely));
    }
}
