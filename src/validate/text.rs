//! What is wrong with any text: characters that cannot be seen, wrong encoding, HTML, length.

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Rule};
use crate::contact::encoding::{Mojibake, mojibake};
use crate::contact::{Octets, octets};

/// What kinds of bytes stand in a text, so that one pass over almost every text says that it is clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// Anything but printable ASCII.
    const OTHER: u8 = 1;
    /// Marks that begin markup.
    const MARKUP: u8 = 2;
    /// Letters and marks that hide a text.
    const MASK: u8 = 4;
    /// Digits, and the @ of e-mail addresses.
    const NO_WORD: u8 = 8;
    /// Brackets that may stand around a word.
    const BRACKET: u8 = 16;
    /// Stars of any kind, which are marks that hide a text, too.
    const STAR: u8 = 32;
    /// Digits, and first bytes of characters that may be some.
    const DIGIT: u8 = 64;
    /// Letters, and all bytes that are not ASCII.
    const LETTER: u8 = 128;

    const OF_BYTE: Octets<u8> = octets!(byte => match byte {
        b'<' => Self::MARKUP | Self::BRACKET,
        b'&' => Self::MARKUP,
        b'*' => Self::MASK | Self::STAR,
        b'#' => Self::MASK,
        b'x' | b'X' => Self::MASK | Self::LETTER,
        b'a'..=b'z' | b'A'..=b'Z' => Self::LETTER,
        b'[' | b'(' | b'{' => Self::BRACKET,
        b'0'..=b'9' => Self::NO_WORD | Self::DIGIT,
        b'@' => Self::NO_WORD,
        b' '..=b'~' => 0,
        // The first bytes of `•` and its like, and of a wide `＊`.
        0xe2 | 0xef => Self::OTHER | Self::MASK | Self::STAR | Self::DIGIT | Self::LETTER,
        // Latin, Greek, Cyrillic, Hebrew and most Han letters are of other bytes.
        0xc2 | 0xd8..=0xe3 | 0xea.. => Self::OTHER | Self::DIGIT | Self::LETTER,
        0x80.. => Self::OTHER | Self::LETTER,
        _ => Self::OTHER,
    });

    pub(super) fn of(text: &str) -> Self {
        Self(Self::OF_BYTE.all_of(text))
    }

    fn have(self, kinds: u8) -> bool {
        self.0 & kinds != 0
    }

    /// Whether there are marks that may hide a text.
    pub(super) fn have_marks(self) -> bool {
        self.have(Self::MASK)
    }

    /// Whether there may be stars among them.
    pub(super) fn have_stars(self) -> bool {
        self.have(Self::STAR)
    }

    /// Whether there may be letters of any script.
    pub(super) fn may_have_letters(self) -> bool {
        self.have(Self::LETTER)
    }

    /// Whether there are brackets, and letters that may stand in them.
    pub(super) fn may_have_word_in_brackets(self) -> bool {
        self.have(Self::BRACKET) && self.have(Self::LETTER)
    }

    /// Whether it may be nothing but a word.
    pub(super) fn may_be_word(self) -> bool {
        !self.have(Self::NO_WORD)
    }

    /// Whether there may be digits of any script.
    pub(super) fn may_have_digits(self) -> bool {
        self.have(Self::DIGIT)
    }

    /// Whether there is nothing but ASCII without marks and brackets that may mean something.
    pub(super) fn are_plain(self) -> bool {
        !self.have(Self::OTHER | Self::MARKUP | Self::MASK | Self::BRACKET | Self::STAR)
    }

    /// Whether there are marks that may hide a text, or brackets that may stand around a word.
    pub(super) fn have_marks_or_brackets(self) -> bool {
        self.have(Self::MASK | Self::BRACKET)
    }
}

/// Checks a text of one line or several.
pub(super) fn check(text: &str, kinds: Kinds, longest: usize, path: &FieldPath, findings: &mut Vec<Finding>) {
    if text.len() > longest && text.chars().count() > longest {
        let length = text.chars().count();
        findings.push(Finding::new(
            Rule::TextTooLong,
            path.clone(),
            format!(
                "{} has {length} characters, at most {longest} are expected; shorten it or make it a note",
                Quoted(text)
            ),
        ));
    }
    if !kinds.have(Kinds::OTHER) || is_plain(text) {
        return;
    }
    match mojibake(text) {
        Some(Mojibake::Certain(repaired)) => {
            findings.push(
                Finding::new(
                    Rule::TextMojibake,
                    path.clone(),
                    format!("{} was read in the wrong encoding; it is {}", Quoted(text), Quoted(&repaired)),
                )
                .with_fix(Some(Fix::Replace(repaired))),
            );
            return;
        }
        Some(Mojibake::Likely) => findings.push(Finding::new(
            Rule::TextMojibake,
            path.clone(),
            format!("{} looks as if it was read in the wrong encoding; compare it with its source", Quoted(text)),
        )),
        Some(Mojibake::Lost) => findings.push(Finding::new(
            Rule::TextMojibake,
            path.clone(),
            format!("{} has lost characters (\u{fffd}) in a wrong encoding; restore it from its source", Quoted(text)),
        )),
        None => {}
    }
    // Most texts have none, with joiners or without; only then it matters what the script is.
    if !text.chars().any(|character| is_out_of_place(character, false)) {
        return;
    }
    let joins = joins_letters(text);
    if text.chars().any(|character| is_out_of_place(character, joins)) {
        let cleaned: String = text.chars().filter(|&character| !is_out_of_place(character, joins)).collect();
        findings.push(
            Finding::new(
                Rule::TextControl,
                path.clone(),
                format!("{} has characters that cannot be seen; remove them", Quoted(text)),
            )
            .with_fix(Some(if cleaned.trim().is_empty() { Fix::Remove } else { Fix::Replace(cleaned) })),
        );
    }
}

/// Whether a text has nothing that cannot be seen or may come of a wrong encoding, as one pass over its bytes tells of almost
/// all texts: the letters of Europe, Hebrew and East Asia.
///
/// What was read in the wrong encoding has a letter of the bytes 0xc2 to 0xf4 before another byte outside ASCII.
fn is_plain(text: &str) -> bool {
    let mut leads = false;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if matches!(byte, b' '..=b'~') {
            leads = false;
            continue;
        }
        leads = match byte {
            b'\n' | b'\r' | b'\t' => false,
            // U+00C0 to U+023F
            0xc3..=0xc8 if !leads => matches!((byte, bytes.next()), (0xc3, Some(0x82..=0xb4))),
            // U+0380 to U+05FF
            0xce..=0xd7 => bytes.next().is_none(),
            // U+3000 to U+D7FF
            0xe3..=0xed => bytes.nth(1).is_none(),
            _ => return false,
        };
    }
    true
}

/// Whether a text is anything but short and plain ASCII, so that a path is built only where it may be needed.
pub(super) fn needs_look(text: &str, longest: usize) -> bool {
    text.len() > longest || Kinds::of(text).have(Kinds::OTHER)
}

/// Checks a text that never holds markup, such as a name.
pub(super) fn check_html(text: &str, kinds: Kinds, path: &FieldPath, findings: &mut Vec<Finding>) {
    if !kinds.have(Kinds::MARKUP) || !(kinds.have(Kinds::BRACKET) && has_tag(text) || has_entity(text)) {
        return;
    }
    let fix = (!has_tag(text)).then(|| decode_entities(text)).filter(|text| !has_tag(text) && !has_entity(text));
    let advice = if fix.is_some() { "decode it to plain text" } else { "keep the plain text only" };
    findings.push(
        Finding::new(Rule::TextHtml, path.clone(), format!("{} has HTML in it; {advice}", Quoted(text)))
            .with_fix(fix.map(Fix::Replace)),
    );
}

/// Whether a character shows nothing: a control character, or one without width.
pub(crate) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}')
}

/// Whether a character should not be in a text. Line breaks and tabs may be; joiners and direction marks may be where a
/// script needs them (Persian, Hebrew, Hindi …), but not the overrides that make a text look like another one.
fn is_out_of_place(character: char, joins: bool) -> bool {
    match character {
        '\n' | '\r' | '\t' => false,
        '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{e0020}'..='\u{e007f}' => !joins,
        _ => is_unseen(character),
    }
}

/// Whether a text has letters or symbols that are joined or ordered by characters without width.
fn joins_letters(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            || matches!(character, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
    })
}

/// Whether a text has HTML in it, as tags or as characters by their names.
pub(super) fn has_markup(text: &str) -> bool {
    has_tag(text) || has_entity(text)
}

/// Whether something like `<b>`, `</b>` or `<br/>` stands in a text; an e-mail address in angle brackets is none.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).filter_map(|after| after.split_once('>')).any(|(inside, _)| {
        let name = inside.trim_start_matches(['/', '!']);
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && !inside.contains('@') && !inside.contains("://")
    })
}

/// Whether something like `&amp;` or `&#39;` stands in a text.
fn has_entity(text: &str) -> bool {
    text.bytes().any(|byte| byte == b';') && text.split('&').skip(1).any(|after| entity(after).is_some())
}

/// The character of the entity that follows an ampersand, and the text after it.
fn entity(after: &str) -> Option<(char, &str)> {
    let (name, rest) = after.split_once(';')?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "aacute" => 'á',
        "eacute" => 'é',
        "iacute" => 'í',
        "oacute" => 'ó',
        "uacute" => 'ú',
        "egrave" => 'è',
        "agrave" => 'à',
        "ntilde" => 'ñ',
        "ccedil" => 'ç',
        "oslash" => 'ø',
        "aring" => 'å',
        "aelig" => 'æ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&character| !is_unseen(character))?
        }
    };
    Some((character, rest))
}

/// The text with each entity as its character.
fn decode_entities(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut decoded = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match entity(piece) {
            Some((character, rest)) => {
                decoded.push(character);
                decoded.push_str(rest);
            }
            None => {
                decoded.push('&');
                decoded.push_str(piece);
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        let found = |text: &str| {
            let mut findings = Vec::new();
            check(text, Kinds::of(text), 100, &FieldPath::value(crate::validate::FieldKind::Names, 0), &mut findings);
            findings.into_iter().map(|finding| finding.code()).collect::<Vec<_>>()
        };
        assert!(found("علی\u{200c}رضا").is_empty());
        assert!(found("a\nb\tc").is_empty());
        assert_eq!(found("Jo\u{200c}hn"), ["text.control"]);
        assert_eq!(found("علی\u{202e}رضا"), ["text.control"]);
        assert_eq!(found("\u{feff}Ada"), ["text.control"]);
    }

    #[test]
    fn a_plain_text_has_nothing_to_look_for() {
        let characters = || ('\0'..='\u{ffff}').filter(|&character| character != '\u{fffd}');
        for character in characters() {
            for text in [format!("a{character}b"), format!("Ã{character}"), format!("{character}ø")] {
                let is_clean =
                    mojibake(&text).is_none() && !text.chars().any(|character| is_out_of_place(character, false));
                assert!(is_clean || !is_plain(&text), "{text:?}");
            }
        }
        assert!(["Zoë Łoś", "Пушкин Ёлкин", "Ξένος", "毛泽东", "김민수", "さくら", "a\tb"].into_iter().all(is_plain));
    }

    #[test]
    fn angle_brackets_around_an_address_are_not_html() {
        assert!(!has_tag("Ada <ada@example.org>"));
        assert!(!has_tag("a < b > c"));
        assert!(has_tag("<b>Ada</b>"));
        assert!(has_tag("Ada<br/>"));
        assert_eq!(decode_entities("M&uuml;ller &amp; Co &#39;x&#x27; & y"), "Müller & Co 'x' & y");
    }
}
