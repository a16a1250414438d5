//! What the country of a name tells about its order.

use super::lexicon::Class;
use super::word::Word;
use crate::contact::CountryCode;

/// Countries that write names alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Culture {
    Chinese,
    Korean,
    Japanese,
    Vietnamese,
    Hungarian,
    Slavic,
    Spanish,
    Portuguese,
    French,
    Turkish,
    Indian,
}

impl Culture {
    pub(super) fn of(country: CountryCode) -> Option<Self> {
        Some(match country.as_str() {
            "CN" | "TW" | "HK" | "MO" | "SG" => Self::Chinese,
            "KR" | "KP" => Self::Korean,
            "JP" => Self::Japanese,
            "VN" => Self::Vietnamese,
            "HU" => Self::Hungarian,
            "RU" | "UA" | "BY" | "KZ" | "KG" | "UZ" | "TJ" | "TM" => Self::Slavic,
            "ES" | "MX" | "AR" | "CO" | "CL" | "PE" | "VE" | "EC" | "GT" | "CU" | "BO" | "DO" | "HN" | "PY" | "SV"
            | "NI" | "CR" | "PA" | "UY" | "PR" | "GQ" => Self::Spanish,
            "PT" | "BR" | "AO" | "MZ" | "CV" | "GW" | "ST" | "TL" => Self::Portuguese,
            "FR" | "BE" | "CH" | "LU" | "MC" | "CI" | "SN" | "CM" | "ML" | "BF" | "BJ" | "TG" | "GA" | "CD" => {
                Self::French
            }
            "TR" | "AZ" | "CY" => Self::Turkish,
            "IN" | "PK" | "BD" | "LK" | "NP" => Self::Indian,
            _ => return None,
        })
    }

    /// The family names of a culture that writes them first.
    pub(super) fn family_names(self) -> Option<Class> {
        match self {
            Self::Chinese => Some(Class::CHINESE),
            Self::Korean => Some(Class::KO),
            Self::Japanese => Some(Class::JA),
            Self::Vietnamese => Some(Class::VI),
            Self::Hungarian => Some(Class::HU),
            _ => None,
        }
    }
}

/// Whether a word may be one syllable of a Chinese, Korean or Vietnamese name in any romanization: `Jong`, `Hsien`, `Minh`.
pub(super) fn is_syllable(word: &Word<'_>) -> bool {
    const INITIALS: [&str; 34] = [
        "ch", "ng", "ph", "th", "tr", "kh", "gh", "nh", "sh", "zh", "hs", "ts", "tz", "ss", "kw", "gw", "b", "c", "d",
        "f", "g", "h", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "x", "z",
    ];
    const FINALS: [&str; 13] = ["", "n", "ng", "nh", "m", "p", "t", "k", "ck", "ch", "l", "h", "w"];
    if word.is(Class::OTHER_SCRIPT.with(Class::DOT).with(Class::WEST_GIVEN)) || !(2..=6).contains(&word.text.len()) {
        return false;
    }
    let text = word.text.to_ascii_lowercase();
    let rest = INITIALS.iter().find_map(|initial| text.strip_prefix(initial)).unwrap_or(&text);
    let glide = rest.strip_prefix(['y', 'w']).unwrap_or(rest);
    let last = glide.trim_start_matches(['a', 'e', 'i', 'o', 'u', 'ü', 'y']);
    (1..=3).contains(&(glide.len() - last.len())) && FINALS.contains(&last)
}

/// How many syllables of Pinyin a word is, from one to three; `Zedong` is two.
pub(super) fn pinyin_syllables(text: &str) -> Option<usize> {
    fn count(text: &str, most: usize) -> Option<usize> {
        if text.is_empty() {
            return Some(0);
        }
        let most = most.checked_sub(1)?;
        (1..=text.len().min(6)).rev().find_map(|end| {
            let (syllable, rest) = text.split_at_checked(end)?;
            is_pinyin(syllable).then(|| count(rest, most)).flatten().map(|more| more + 1)
        })
    }
    let letters = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters.then(|| count(&text.to_ascii_lowercase(), 3)).flatten()
}

/// Whether letters are one syllable of Pinyin, as its table of initials and finals has them.
fn is_pinyin(syllable: &str) -> bool {
    let initial_length = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => 2,
        [b'a' | b'e' | b'o', ..] => 0,
        _ => 1,
    };
    let Some((initial, last)) = syllable.split_at_checked(initial_length) else {
        return false;
    };
    match initial {
        "" => matches!(last, "a" | "ai" | "an" | "ang" | "ao" | "e" | "ei" | "en" | "er" | "o" | "ou"),
        "y" => {
            matches!(
                last,
                "a" | "an" | "ang" | "ao" | "e" | "i" | "in" | "ing" | "o" | "ong" | "ou" | "u" | "uan" | "ue" | "un"
            )
        }
        "w" => matches!(last, "a" | "ai" | "an" | "ang" | "ei" | "en" | "eng" | "o" | "u"),
        "j" | "q" | "x" => matches!(
            last,
            "i" | "ia" | "ian" | "iang" | "iao" | "ie" | "in" | "ing" | "iong" | "iu" | "u" | "uan" | "ue" | "un"
        ),
        "b" | "p" | "m" | "f" => match last {
            "a" | "ai" | "an" | "ang" | "ao" | "ei" | "en" | "eng" | "i" | "ian" | "iao" | "ie" | "in" | "ing"
            | "o" | "u" => true,
            "ou" => initial != "b",
            "iu" => initial == "m",
            _ => false,
        },
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => match last {
            "an" | "ang" | "ao" | "e" | "en" | "eng" | "i" | "ou" | "u" | "uan" | "ui" | "un" | "uo" => true,
            "a" | "ai" | "ong" => initial != "r" || last == "ong",
            "ua" | "uai" | "uang" => matches!(initial, "zh" | "ch" | "sh"),
            _ => false,
        },
        "d" | "t" | "n" | "l" => match last {
            "a" | "ai" | "an" | "ang" | "ao" | "e" | "eng" | "i" | "ian" | "iao" | "ie" | "ing" | "ong" | "ou"
            | "u" | "uan" | "uo" => true,
            "ei" | "in" | "iu" | "iang" | "v" | "ue" => matches!(initial, "n" | "l") || last == "iu" && initial == "d",
            "ui" | "un" => initial != "n",
            "en" => initial == "n",
            _ => false,
        },
        "g" | "k" | "h" => matches!(
            last,
            "a" | "ai"
                | "an"
                | "ang"
                | "ao"
                | "e"
                | "ei"
                | "en"
                | "eng"
                | "ong"
                | "ou"
                | "u"
                | "ua"
                | "uai"
                | "uan"
                | "uang"
                | "ui"
                | "un"
                | "uo"
        ),
        _ => false,
    }
}

/// Whether a word may be a Japanese name in Latin letters: syllables that end with a vowel or `n`.
pub(super) fn is_romaji(text: &str) -> bool {
    const INITIALS: [&str; 36] = [
        "ky", "gy", "shy", "sh", "sy", "ch", "ts", "ty", "ny", "hy", "by", "py", "my", "ry", "kk", "ss", "tt", "pp",
        "k", "g", "s", "z", "j", "t", "d", "n", "h", "f", "b", "p", "m", "y", "r", "w", "jy", "dz",
    ];
    let text: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|char| match char {
            'ā' => 'a',
            'ī' => 'i',
            'ū' => 'u',
            'ē' => 'e',
            'ō' => 'o',
            _ => char,
        })
        .collect();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let after = INITIALS.iter().find_map(|initial| rest.strip_prefix(initial)).unwrap_or(rest);
        match after.strip_prefix(['a', 'e', 'i', 'o', 'u']) {
            Some(behind) => rest = behind,
            // `Shun`, `Junko`: an `n` closes a syllable.
            None => match rest.strip_prefix('n') {
                Some(behind) if rest.len() < text.len() => rest = behind.strip_prefix('\'').unwrap_or(behind),
                _ => return false,
            },
        }
    }
    text.len() >= 3
}

/// `Nikolaevich`, `Николаевна`: the name of the father with an ending.
pub(super) fn is_slavic_patronymic(word: &Word<'_>) -> bool {
    const ENDINGS: [&str; 16] = [
        "ович",
        "евич",
        "йович",
        "овна",
        "евна",
        "ична",
        "івна",
        "ївна",
        "ovich",
        "evich",
        "ovych",
        "yovych",
        "ovna",
        "evna",
        "ivna",
        "ichna",
    ];
    let close = matches!(word.text.as_bytes(), [_, _, _, _, .., b'h' | b'H' | b'a' | b'A']);
    (close || word.is(Class::OTHER_SCRIPT)) && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Cyrillic names need no such ending; among Latin ones `John Michael Petrovich` is no Russian.
pub(super) fn is_slavic_family_name(word: &Word<'_>) -> bool {
    const ENDINGS: [&str; 18] = [
        "ov", "ev", "in", "yn", "ova", "eva", "ina", "yna", "sky", "skiy", "skii", "ski", "skaya", "skaia", "ko", "uk",
        "yuk", "ich",
    ];
    is_cyrillic(word.text) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

pub(super) fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|char| matches!(char, '\u{400}'..='\u{52f}'))
}
