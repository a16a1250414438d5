//! What an address says about its owner: that it belongs to a function, that it will be thrown away.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::any_case::AnyCase;
use super::super::tables::lines;
use super::Email;

const ROLE_ADDRESSES: &str = include_str!("../tables/role_addresses.txt");

static ROLES: LazyLock<FxHashSet<Vec<u8>>> = LazyLock::new(|| lines(ROLE_ADDRESSES).map(key).collect());

static DISPOSABLE: LazyLock<AnyCase<()>> = LazyLock::new(|| {
    lines(include_str!("../tables/disposable_domains.txt")).map(|domain| (domain.to_owned(), ())).collect()
});

/// How the roles begin: most users are none by their first four letters.
static ROLE_STARTS: LazyLock<FxHashSet<u32>> =
    LazyLock::new(|| lines(ROLE_ADDRESSES).map(|role| start(role.as_bytes())).collect());

impl Email {
    /// Whether the user part names a function and not a person: `info`, `kontakt`, `myynti`, in some forty languages.
    ///
    /// A signal, no verdict: `mail@lovelace.org` may well be Ada Lovelace's own. What stands before the domain of one user, as
    /// in `shop@ada.fastmail.com`, is no function but a mark of that user's.
    pub fn is_role(&self) -> bool {
        let domain = self.domain_ascii();
        is_role_user(super::user_of_domain(&domain).map_or(self.user(), |(_, user)| user))
    }

    /// The two words of a user part such as `ada.lovelace`, `lovelace_ada2`, which may be a name; nothing for any other.
    pub(crate) fn user_words(&self) -> Option<(&str, &str)> {
        let user = self.user();
        let at = user.bytes().position(|byte| is_between(byte) || byte == b'+')?;
        let (first, rest) = (user.get(..at)?, user.get(at..)?);
        let second = rest.strip_prefix(['.', '_', '-'])?;
        let second = second.bytes().position(|byte| byte == b'+').and_then(|end| second.get(..end)).unwrap_or(second);
        let second = second.trim_end_matches(|char: char| char.is_ascii_digit());
        let is_letters =
            |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic()) || word.chars().all(char::is_alphabetic);
        let is_word = |word: &str| word.len() >= 2 && is_letters(word);
        (is_word(first) && is_word(second)).then_some((first, second))
    }

    /// Whether the domain, or one above it, is a known one of throw-away mailboxes.
    ///
    /// A signal of a dated list (`disposable_domains.txt`); such domains come and go.
    pub fn is_disposable(&self) -> bool {
        let ascii = self.domain_ascii();
        let mut rest = ascii.as_bytes();
        // No label stands alone in the list.
        while let Some(dot) = rest.iter().position(|byte| *byte == b'.') {
            if DISPOSABLE.get_octets(rest).is_some() {
                return true;
            }
            rest = rest.get(dot + 1..).unwrap_or_default();
        }
        false
    }
}

/// Whether a user part names a function, however it is written: `Sales-Team2`, `sales.team+eu`.
pub(crate) fn is_role_user(user: &str) -> bool {
    if user.is_ascii() {
        ROLE_STARTS.contains(&start(user.as_bytes())) && ROLES.contains(&key(user))
    } else {
        ROLES.contains(&key(&user.to_lowercase()))
    }
}

/// A user part without its tag, the number at its end and what parts its words; ASCII in lowercase.
fn key(user: &str) -> Vec<u8> {
    let mut words = user.as_bytes().split(|byte| *byte == b'+').next().unwrap_or_default();
    while let [rest @ .., b'0'..=b'9'] = words {
        words = rest;
    }
    let mut key = Vec::with_capacity(words.len());
    key.extend(words.iter().filter(|byte| !is_between(**byte)).map(u8::to_ascii_lowercase));
    key
}

/// The first four letters of a key, without making it; digits may be at its end, and count for none.
fn start(user: &[u8]) -> u32 {
    // as most users begin
    if let Some(letters) = user.first_chunk::<4>()
        && letters.iter().all(u8::is_ascii_alphabetic)
    {
        return u32::from_be_bytes(letters.map(|letter| letter.to_ascii_lowercase()));
    }
    let mut letters = user.iter().take_while(|byte| **byte != b'+').filter(|byte| !is_between(**byte));
    let mut letter = || match letters.next() {
        None | Some(b'0'..=b'9') => 0,
        Some(byte) => byte.to_ascii_lowercase(),
    };
    u32::from_be_bytes([letter(), letter(), letter(), letter()])
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
        assert!(email("shop@fastmail.com").is_role() && email("shop@ada.example.com").is_role());
        assert!(!email("shop@ada.fastmail.com").is_role());
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
            assert!(DISPOSABLE.get(suffix).is_none(), "{suffix}");
        }
    }
}
