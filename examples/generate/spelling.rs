//! What happens to the letters of a text: folding, transliteration, typos, broken encodings.

use super::countries::capitalize;
use super::random::Dice;

/// Writes a letter without its marks; `None` if it has none.
fn folded(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ç' | 'Ć' | 'Č' => "C",
        'ď' | 'đ' | 'ð' => "d",
        'Ď' | 'Đ' | 'Ð' => "D",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
        'ğ' => "g",
        'Ğ' => "G",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'İ' => "I",
        'ł' => "l",
        'Ł' => "L",
        'ñ' | 'ń' | 'ň' => "n",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ř' => "r",
        'Ř' => "R",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ť' | 'ţ' | 'ț' => "t",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' => "Y",
        'ź' | 'ż' | 'ž' => "z",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        _ => return None,
    })
}

/// Writes a letter the German or Nordic way, with two letters; `None` if there is no such way.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        'Ä' | 'Æ' => "Ae",
        'Ö' | 'Ø' => "Oe",
        'Ü' => "Ue",
        'Å' => "Aa",
        'ß' => "ss",
        _ => return None,
    })
}

fn map(text: &str, rule: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match rule(letter) {
            Some(replacement) => out.push_str(replacement),
            None => out.push(letter),
        }
    }
    out
}

/// ü → u, ł → l, ß → ss.
pub fn fold(text: &str) -> String {
    map(text, folded)
}

/// ü → ue, ø → oe; all other letters as in [`fold`].
pub fn spell_out(text: &str) -> String {
    map(text, |letter| spelled_out(letter).or_else(|| folded(letter)))
}

/// Whether people of a language write umlauts with two letters when they have to.
pub fn spells_out(language: &str) -> bool {
    matches!(language, "de" | "da" | "no" | "sv" | "fi")
}

/// Lower-case ASCII letters and digits only, as in e-mail addresses and domains.
pub fn slug(text: &str, language: &str) -> String {
    let plain = if matches!(language, "de" | "da" | "no") { spell_out(text) } else { fold(text) };
    plain.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// UTF-8 read as Windows-1252: ü → Ã¼. Text that would need an undefined code is left alone.
pub fn mojibake(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            0..=0x7F | 0xA0..=0xFF => out.push(char::from(byte)),
            0x80..=0x9F => match WINDOWS_1252.chars().nth(usize::from(byte - 0x80)) {
                Some(letter) if letter != '?' => out.push(letter),
                _ => return text.to_owned(),
            },
        }
    }
    out
}

/// Windows-1252 from 0x80 to 0x9F; `?` where nothing is assigned.
const WINDOWS_1252: &str = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ";

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn neighbor(letter: char, dice: &mut Dice) -> Option<char> {
    let row = KEYBOARD.iter().find(|row| row.contains(letter.to_ascii_lowercase()))?;
    let at = row.find(letter.to_ascii_lowercase())?;
    let next = if dice.percent(50) { at.checked_add(1) } else { at.checked_sub(1) };
    let key = row.chars().nth(next?)?;
    Some(if letter.is_uppercase() { key.to_ascii_uppercase() } else { key })
}

/// One slip: a letter left out, doubled, swapped with the next, hit beside, or one that sounds alike. The first letter
/// mostly survives, as it does with people.
pub fn typo(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    if dice.percent(15)
        && let Some(changed) = sounds_alike(text, dice)
    {
        return changed;
    }
    let at = if dice.percent(6) { 0 } else { 1 + dice.index(letters.len() - 1) };
    let Some(letter) = letters.get(at).copied().filter(|letter| letter.is_alphabetic()) else {
        return text.to_owned();
    };
    match dice.below(5) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, if at == 0 { letter } else { letter.to_lowercase().next().unwrap_or(letter) }),
        2 if at > 0 && at + 1 < letters.len() => letters.swap(at, at + 1),
        2 if at > 1 => letters.swap(at, at - 1),
        3 => {
            if let (Some(key), Some(slot)) = (neighbor(letter, dice), letters.get_mut(at)) {
                *slot = key;
            }
        }
        _ => {
            let extra = neighbor(letter, dice).map_or(letter, |key| key.to_ascii_lowercase());
            letters.insert(at + 1, extra);
        }
    }
    letters.into_iter().collect()
}

/// Spellings that people mix up on the phone.
const ALIKE: [(&str, &str); 18] = [
    ("ph", "f"),
    ("ck", "k"),
    ("ei", "ai"),
    ("tz", "z"),
    ("ie", "y"),
    ("th", "t"),
    ("ey", "y"),
    ("sch", "sh"),
    ("son", "sen"),
    ("mm", "m"),
    ("nn", "n"),
    ("tt", "t"),
    ("ll", "l"),
    ("c", "k"),
    ("dt", "t"),
    ("ou", "u"),
    ("v", "w"),
    ("i", "y"),
];

fn sounds_alike(text: &str, dice: &mut Dice) -> Option<String> {
    let (one, other) = dice.pick(&ALIKE)?;
    let (from, to) = if dice.percent(50) { (one, other) } else { (other, one) };
    let rest = text.get(1..)?;
    rest.contains(from).then(|| format!("{}{}", text.get(..1).unwrap_or(""), rest.replacen(from, to, 1)))
}

/// Every word with a capital letter, and nothing else.
pub fn title_case(text: &str) -> String {
    text.split(' ').map(|word| capitalize(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

/// The first letters of all words, with dots or without.
pub fn initials(text: &str, dot: bool) -> String {
    let mark = dot.then_some('.');
    text.split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .flat_map(|letter| [letter].into_iter().chain(mark))
        .collect()
}
