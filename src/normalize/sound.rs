//! What a folded name sounds like: spelling variants that share a skeleton, and a coarser code for candidates.

/// The skeleton of a folded name: what is left when letters that languages write differently for one sound are made
/// one. `mueller` and `muller`, `khrushchev` and `hruscev`, `macdonald` and `mcdonald`, `schmidt` and `schmitt` differ in
/// spelling only. Linear; no longer than the name.
///
/// ```
/// use contactkit::normalize::skeleton;
///
/// assert_eq!(skeleton("mueller"), skeleton("muller"));
/// assert_eq!(skeleton("sophia"), skeleton("sofia"));
/// assert_eq!(skeleton("yuri"), skeleton("iuri"));
/// assert_ne!(skeleton("maria"), skeleton("mario"));
/// ```
pub fn skeleton(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name.as_bytes();
    // `MacDonald` is `McDonald`, and what Greek writes with two letters at the beginning is one
    let start = match rest {
        [b'm', b'a', b'c', next, ..] if !is_vowel(*next) => Some(("mk", 3)),
        [b'm', b'c', ..] => Some(("mk", 2)),
        [b'm', b'p', ..] => Some(("b", 2)),
        [b'n', b't', ..] => Some(("d", 2)),
        _ => None,
    };
    if let Some((sounds, used)) = start {
        out.push_str(sounds);
        rest = rest.get(used..).unwrap_or_default();
    }
    while let [first, after @ ..] = rest {
        let (sound, used) = match (first, after) {
            (b' ', _) => (' ', 1),
            (b'a' | b'o' | b'u', [b'e', ..]) => (char::from(*first), 2),
            (b'i' | b'y', [b'i' | b'y' | b'j', ..]) => ('i', 2),
            (b'y' | b'j', _) => ('i', 1),
            // sibilants of Slavic names: `Shcherbakov`, `Scherbakov`, `Schtscherbakow`
            (b's', [b'c', b'h', b't', b's', b'c', b'h', ..]) => ('s', 7),
            (b's', [b'h', b'c', b'h', ..]) => ('s', 4),
            (b's', [b'c', b'h', ..]) => ('s', 3),
            (b's', [b'c', b'e' | b'i' | b'y', ..]) => ('s', 2),
            (b's' | b'z', [b'h', ..]) => (char::from(*first), 2),
            (b'c', [b'h', b'r' | b'l', ..]) => ('k', 2),
            (b'c', [b'h', ..]) => ('c', 2),
            // `kh` is one sound, but Khan is not Han
            (b'k', [b'h', next, ..]) if !out.is_empty() || !is_vowel(*next) => ('h', 2),
            (b'k', [b'h']) => ('h', 2),
            (b'k', [b's', ..]) => ('x', 2),
            (b'g', [b'k', ..]) => ('g', 2),
            (b'p', [b'h', ..]) => ('f', 2),
            (b't' | b'd', [b'h', ..]) => (char::from(*first), 2),
            (b'c', [b'k', ..]) => ('k', 2),
            (b'd', [b't', ..]) => ('t', 2),
            (b't', [b'z', ..]) => ('z', 2),
            (b't', [b's', ..]) => ('c', 2),
            (b'w', _) => ('v', 1),
            (b'q', _) => ('k', 1),
            (b'c', [b'e' | b'i' | b'y' | b'v', ..]) => ('c', 1),
            (b'c', _) => ('k', 1),
            _ => (char::from(*first), 1),
        };
        if sound != ' ' && !out.ends_with(sound) {
            out.push(sound);
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A coarse code of how a folded name sounds: its first sound and the classes of its consonants (after Russell's
/// Soundex of 1918, without its limit of four, on the [`skeleton`]). Only ever used to find candidates.
///
/// ```
/// use contactkit::normalize::sound;
///
/// assert_eq!(sound("johnson"), sound("jonson"));
/// assert_ne!(sound("johnson"), sound("jackson"));
/// ```
pub fn sound(name: &str) -> String {
    let skeleton = skeleton(name);
    let mut out = String::with_capacity(6);
    let mut last = None;
    for byte in skeleton.bytes() {
        let class = match byte {
            b'b' | b'f' | b'p' | b'v' => Some('1'),
            b'c' | b'g' | b'k' | b's' | b'x' | b'z' => Some('2'),
            b'd' | b't' => Some('3'),
            b'l' => Some('4'),
            b'm' | b'n' => Some('5'),
            b'r' => Some('6'),
            b'0'..=b'9' => Some(char::from(byte)),
            _ => None,
        };
        if out.is_empty() {
            out.push(if matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'h') {
                'a'
            } else {
                class.unwrap_or(char::from(byte))
            });
        } else if let Some(class) = class.filter(|_| class != last) {
            out.push(class);
        }
        // h stands between consonants without parting them
        if byte != b'h' {
            last = class;
        }
        if out.len() == 6 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{skeleton, sound};

    #[test]
    fn spelling_variants_share_a_skeleton() {
        for (left, right) in [
            ("mueller", "muller"),
            ("goethe", "gothe"),
            ("schmidt", "schmit"),
            ("philippe", "filipe"),
            ("mathew", "matthew"),
            ("erik", "erick"),
            ("wladimir", "vladimir"),
            ("tatjana", "tatyana"),
            ("yuri", "iurii"),
            ("yuriy", "jurij"),
            ("shcherbakov", "scherbakov"),
            ("shcherbakov", "schtscherbakow"),
            ("khrushchev", "hruscev"),
            ("mikhail", "mihail"),
            ("aleksei", "alexey"),
            ("zhukova", "zukova"),
            ("shevchenko", "sevcenko"),
            ("macdonald", "mcdonald"),
            ("christine", "kristine"),
            ("gkikas", "gikas"),
        ] {
            assert_eq!(skeleton(left), skeleton(right), "{left} {right}");
        }
    }

    #[test]
    fn other_names_have_other_skeletons() {
        for (left, right) in [
            ("anna", "anne"),
            ("jan", "jon"),
            ("julia", "julian"),
            ("marc", "mars"),
            ("khan", "han"),
            ("maier", "meier"),
        ] {
            assert_ne!(skeleton(left), skeleton(right), "{left} {right}");
        }
    }

    #[test]
    fn typing_slips_in_vowels_keep_the_sound() {
        for (left, right) in [("harper", "horper"), ("campbell", "cambel"), ("easely", "easley"), ("braun", "brown")] {
            let (left, right) = (sound(left), sound(right));
            assert_eq!(left.get(..2), right.get(..2), "{left} {right}");
        }
        assert_eq!(sound(""), "");
    }
}
