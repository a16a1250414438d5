//! What an address says about its owner: that it belongs to a function, that it will be thrown away.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::tables::lines;
use super::Email;

const ROLE_ADDRESSES: &str = include_str!("../tables/role_addresses.txt");

static ROLES: LazyLock<FxHashSet<Vec<u8>>> =
    LazyLock::new(|| lines(ROLE_ADDRESSES).map(|role| key(words(role.as_bytes())).collect()).collect());

static DISPOSABLE: LazyLock<FxHashSet<&'static [u8]>> =
    LazyLock::new(|| lines(include_str!("../tables/disposable_domains.txt")).map(str::as_bytes).collect());

/// No word of a table is longer.
const LONGEST_WORD: usize = 40;

/// How long the roles are that begin with a byte, as bits: most users are none by their length alone.
static ROLE_LENGTHS: LazyLock<[u64; 256]> = LazyLock::new(|| {
    let mut lengths = [0; 256];
    for role in lines(ROLE_ADDRESSES).map(|role| key(words(role.as_bytes())).collect::<Vec<_>>()) {
        let first = role.first().copied().unwrap_or_default();
        if let Some(place) = lengths.get_mut(usize::from(first)) {
            *place |= 1 << role.len().min(LONGEST_WORD);
        }
    }
    lengths
});

impl Email {
    /// Whether the user part names a function and not a person: `info`, `kontakt`, `myynti`, in some forty languages.
    ///
    /// A signal, no verdict: `mail@lovelace.org` may well be Ada Lovelace's own.
    pub fn is_role(&self) -> bool {
        is_role_user(self.user())
    }

    /// Whether the domain, or one above it, is a known one of throw-away mailboxes.
    ///
    /// A signal of a dated list (`disposable_domains.txt`); such domains come and go.
    pub fn is_disposable(&self) -> bool {
        let ascii = self.domain_ascii();
        let mut rest = ascii.as_bytes();
        // No label stands alone in the list.
        while let Some(dot) = rest.iter().position(|byte| *byte == b'.') {
            if rest.len() <= LONGEST_WORD && DISPOSABLE.contains(rest) {
                return true;
            }
            rest = rest.get(dot + 1..).unwrap_or_default();
        }
        false
    }
}

/// Whether a user part names a function, however it is written: `Sales-Team2`, `sales.team+eu`.
pub(crate) fn is_role_user(user: &str) -> bool {
    match user.is_ascii() {
        true => is_role_in_ascii(user.as_bytes()),
        false => ROLES.contains(key(words(user.to_lowercase().as_bytes())).collect::<Vec<_>>().as_slice()),
    }
}

fn is_role_in_ascii(user: &[u8]) -> bool {
    let words = words(user);
    let length = words.iter().filter(|byte| !is_between(**byte)).count();
    let first = key(words).next().unwrap_or_default();
    let lengths = ROLE_LENGTHS.get(usize::from(first)).copied().unwrap_or_default();
    if length > LONGEST_WORD || lengths >> length & 1 == 0 {
        return false;
    }
    let mut word = [0; LONGEST_WORD];
    word.iter_mut().zip(key(words)).for_each(|(place, byte)| *place = byte);
    word.get(..length).is_some_and(|word| ROLES.contains(word))
}

/// A user part without its tag and the number at its end.
fn words(user: &[u8]) -> &[u8] {
    let mut words = user.split(|byte| *byte == b'+').next().unwrap_or_default();
    while let [rest @ .., b'0'..=b'9'] = words {
        words = rest;
    }
    words
}

/// The words without what parts them; ASCII in lowercase.
fn key(words: &[u8]) -> impl Iterator<Item = u8> {
    words.iter().copied().filter(|byte| !is_between(*byte)).map(|byte| byte.to_ascii_lowercase())
}

fn is_between(byte: u8) -> bool {
    matches!(byte, b'.' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_tables_is_found() {
        for role in lines(ROLE_ADDRESSES) {
            assert_eq!(role, role.to_lowercase(), "{role}");
            assert!(is_role_user(role), "{role}");
            // The Turkish I without a dot has a capital that is another language's.
            assert!(is_role_user(&role.to_uppercase()) || role.contains('ı'), "{role}");
        }
        let mut before = "";
        for domain in lines(include_str!("../tables/disposable_domains.txt")) {
            assert!(domain > before, "{domain} is out of order or stands twice");
            before = domain;
            let email = email(&format!("a@{domain}"));
            assert_eq!((email.usable(), email.domain_ascii().as_ref()), (Ok(()), domain));
            assert!(email.is_disposable(), "{domain}");
        }
    }

    #[test]
    fn roles_are_seen_in_many_languages_and_spellings() {
        for user in
            ["info", "Kontakt", "contacto", "myynti", "SALES", "sales.team+eu", "info2", "büro", "BÜRO", "продажи"]
        {
            assert!(is_role_user(user), "{user}");
        }
        for user in ["ada", "infante", "ada.sales.lovelace", "arve", "", "+info", "2"] {
            assert!(!is_role_user(user), "{user}");
        }
    }

    #[test]
    fn real_providers_and_public_suffixes_are_not_disposable() {
        assert!(email("x@mailinator.com").is_disposable());
        assert!(email("x@News.Mailinator.COM").is_disposable());
        for domain in
            ["google.com", "gmail.com", "fastmail.com", "notmailinator.com", "acme.com.ar", "mailinator.com.org"]
        {
            assert!(!email(&format!("x@{domain}")).is_disposable(), "{domain}");
        }
        for suffix in ["com.ar", "com", "fr.nf", "co.uk", "com.br"] {
            assert!(!DISPOSABLE.contains(suffix.as_bytes()), "{suffix}");
        }
    }
}
