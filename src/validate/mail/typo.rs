//! Slips of the finger in the domains of large mail providers.

use std::sync::LazyLock;

/// The domains of large mail providers, by the rest after their first label. Short labels (aol, gmx, web) are left out:
/// one slip away from them lie too many real domains. A list by hand, 2026-11; only the largest are worth a guess.
const PROVIDERS: [(&str, &[&str]); 24] = [
    ("gmail", &["com"]),
    ("yahoo", &["com", "co.uk", "fr", "de", "it", "es", "ca", "co.in", "com.br", "com.au", "co.jp", "com.mx", "in"]),
    ("icloud", &["com"]),
    ("orange", &["fr"]),
    ("hotmail", &["com", "co.uk", "fr", "de", "it", "es", "ca", "be", "nl", "se", "dk", "no", "fi", "com.br", "gr"]),
    ("outlook", &["com", "de", "fr", "es", "it", "at", "jp", "com.br", "com.au", "dk", "be"]),
    ("comcast", &["net"]),
    ("verizon", &["net"]),
    ("wanadoo", &["fr"]),
    ("rocketmail", &["com"]),
    ("bellsouth", &["net"]),
    ("t-online", &["de"]),
    ("protonmail", &["com", "ch"]),
    ("googlemail", &["com", "co.uk"]),
    ("laposte", &["net"]),
    ("yandex", &["ru", "com", "by", "kz", "ua"]),
    ("seznam", &["cz"]),
    ("sbcglobal", &["net"]),
    ("btinternet", &["com"]),
    ("rediffmail", &["com"]),
    ("fastmail", &["com", "fm"]),
    ("libero", &["it"]),
    ("virgilio", &["it"]),
    ("freenet", &["de"]),
];

/// Which providers begin with a letter, as bits by the first bits of the letter.
static STARTS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    std::array::from_fn(|letter| providers(|it| it.bytes().next().map(usize::from) == Some(letter + 96)))
});

/// Which providers are as long as a label, or one letter shorter or longer, as bits by its length.
static LENGTHS: LazyLock<[u32; LONGEST_LABEL + 2]> =
    LazyLock::new(|| std::array::from_fn(|length| providers(|it| it.len().abs_diff(length) <= 1)));

/// The providers that are so, as bits.
fn providers(are_so: impl Fn(&str) -> bool) -> u32 {
    (0..).zip(PROVIDERS).filter(|(_, (provider, _))| are_so(provider)).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Providers whose label is too short to guess at: only a slip in their end is seen.
const SHORT: [(&str, &[&str]); 8] = [
    ("aol", &["com"]),
    ("gmx", &["de", "net", "com", "at", "ch"]),
    ("web", &["de"]),
    ("msn", &["com"]),
    ("live", &["com"]),
    ("me", &["com"]),
    ("mac", &["com"]),
    ("att", &["net"]),
];

/// Labels of providers of their own, or common domains, that lie one slip away from a larger one.
const OWN_LABELS: [&str; 12] = [
    "email", "mail", "ymail", "gail", "outlooks", "oranges", "range", "mailo", "grange", "libera", "liberi", "librero",
];

/// Ends that no provider uses but fingers do, with what they stand for.
const ENDS: [(&str, &str); 23] = [
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("comm", "com"),
    ("coom", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("cpm", "com"),
    ("cim", "com"),
    ("clm", "com"),
    ("om", "com"),
    ("cm", "com"),
    ("co", "com"),
    ("co,", "com"),
    ("nte", "net"),
    ("ner", "net"),
    ("ent", "net"),
    ("ed", "de"),
    ("rf", "fr"),
    ("ti", "it"),
    ("ta", "at"),
    ("hc", "ch"),
    ("ur", "ru"),
];

/// The longest of them.
const LONGEST_SHORT: usize = 4;

/// The longest label of a provider.
const LONGEST_LABEL: usize = 10;

/// The provider's domain that a domain was probably meant to be; nothing for one that is right or unknown.
///
/// A label is compared with the few providers of about its length, and letter by letter only where the first letters agree.
pub(crate) fn domain_suggestion(domain: &str) -> Option<String> {
    let dot = domain.bytes().position(|byte| byte == b'.').filter(|dot| *dot <= LONGEST_LABEL + 1)?;
    let (label, end) = (domain.get(..dot)?, domain.get(dot + 1..)?);
    let starting = |letter: Option<&u8>| STARTS.get(usize::from(letter? & 0x1f)).copied();
    let letters = label.as_bytes();
    // A slip swaps the first two letters or is behind them.
    let mut alike = starting(letters.first()).unwrap_or_default() | starting(letters.get(1)).unwrap_or_default();
    alike &= LENGTHS.get(label.len()).copied().unwrap_or_default();
    let mut slip = None;
    while let Some((provider, ends)) = PROVIDERS.get(alike.trailing_zeros() as usize) {
        alike &= alike - 1;
        if provider.eq_ignore_ascii_case(label) {
            return meant_end(end, ends).map(|meant| format!("{provider}.{meant}"));
        }
        if slip.is_none() && one_slip_apart(label.as_bytes(), provider.as_bytes()) {
            slip = Some((provider, ends));
        }
    }
    if label.len() <= LONGEST_SHORT
        && let Some((provider, ends)) = SHORT.iter().find(|(provider, _)| provider.eq_ignore_ascii_case(label))
    {
        return meant_end(end, ends).map(|meant| format!("{provider}.{meant}"));
    }
    let (provider, ends) = slip?;
    let known = ends.iter().copied().find(|known| known.eq_ignore_ascii_case(end)).or_else(|| meant_end(end, ends))?;
    let is_own = OWN_LABELS.iter().any(|own| own.eq_ignore_ascii_case(label));
    (!is_own).then(|| format!("{provider}.{known}"))
}

/// The end of a provider's domains that a slip of the finger stands for.
fn meant_end(end: &str, ends: &[&'static str]) -> Option<&'static str> {
    if ends.iter().any(|known| known.eq_ignore_ascii_case(end)) {
        return None;
    }
    let (_, meant) = ENDS.iter().find(|(slip, _)| slip.eq_ignore_ascii_case(end))?;
    ends.iter().copied().find(|known| known == meant)
}

/// Whether two texts differ by one letter too many, too few or wrong, or by two swapped neighbors, ignoring ASCII case.
/// A wrong first letter does not count: many providers differ in nothing else (fmail, qmail, ymail).
fn one_slip_apart(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([a, left @ ..], [b, right @ ..]) if a.eq_ignore_ascii_case(b) => one_slip_apart_after(left, right),
        ([a, b, left @ ..], [c, d, right @ ..]) => {
            a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && left.eq_ignore_ascii_case(right)
        }
        _ => false,
    }
}

/// The same behind an equal first letter, in one pass.
fn one_slip_apart_after(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([a, rest_left @ ..], [b, rest_right @ ..]) if a.eq_ignore_ascii_case(b) => {
            one_slip_apart_after(rest_left, rest_right)
        }
        ([_, rest_left @ ..], [_, rest_right @ ..]) => {
            let swapped = || match (left, right) {
                ([a, b, left @ ..], [c, d, right @ ..]) => {
                    a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && left.eq_ignore_ascii_case(right)
                }
                _ => false,
            };
            rest_left.eq_ignore_ascii_case(rest_right)
                || rest_left.eq_ignore_ascii_case(right)
                || left.eq_ignore_ascii_case(rest_right)
                || swapped()
        }
        ([_], []) | ([], [_]) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_the_finger_is_seen() {
        for (typed, meant) in [
            ("gmial.com", "gmail.com"),
            ("gmai.com", "gmail.com"),
            ("gmaill.com", "gmail.com"),
            ("gnail.com", "gmail.com"),
            ("mgail.com", "gmail.com"),
            ("GMAIL.CON", "gmail.com"),
            ("hotmial.fr", "hotmail.fr"),
            ("yahooo.co.uk", "yahoo.co.uk"),
            ("outlok.con", "outlook.com"),
            ("protonmial.com", "protonmail.com"),
            ("gmail.co", "gmail.com"),
            ("gmal.com", "gmail.com"),
            ("hotmial.com", "hotmail.com"),
            ("yaho.com", "yahoo.com"),
            ("gmail.con", "gmail.com"),
            ("outlok.com", "outlook.com"),
            ("aol.con", "aol.com"),
            ("iclod.com", "icloud.com"),
            ("yandx.ru", "yandex.ru"),
            ("gmx.ed", "gmx.de"),
            ("gmx.ta", "gmx.at"),
            ("web.ed", "web.de"),
            ("orang.fr", "orange.fr"),
            ("hotmail.rf", "hotmail.fr"),
            ("liber.it", "libero.it"),
            ("libero.ti", "libero.it"),
            ("yandex.ur", "yandex.ru"),
        ] {
            assert_eq!(domain_suggestion(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn a_domain_of_its_own_is_left_alone() {
        for domain in [
            "gmail.com",
            "googlemail.com",
            "mail.com",
            "email.com",
            "ymail.com",
            "fmail.com",
            "gmx.de",
            "gmx.net",
            "gmx.at",
            "web.de",
            "me.com",
            "mac.com",
            "mailo.com",
            "yandex.ru",
            "live.co.uk",
            "msn.com",
            "fastmail.fm",
            "yahoo.com.vn",
            "outlook.pt",
            "hotmail.com",
            "gail.co.in",
            "orange.com",
            "libero.it",
            "libera.it",
            "gmx.eu",
            "web.com",
            "web.org",
            "grange.fr",
            "example.org",
            "localhost",
            "",
        ] {
            assert_eq!(domain_suggestion(domain), None, "{domain}");
        }
    }

    #[test]
    fn every_label_is_looked_at() {
        let longest = PROVIDERS.iter().map(|(label, _)| label.len()).max();
        assert_eq!(longest, Some(LONGEST_LABEL));
        let longest = SHORT.iter().map(|(label, _)| label.len()).max();
        assert_eq!(longest, Some(LONGEST_SHORT));
    }
}
