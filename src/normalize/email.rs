//! The form in which e-mail addresses are compared.

use crate::contact::{
    Email, Octets, Provider, in_lowercase, is_role_user, octets, placeholder_word, provider, trimmed, unwrapped,
    user_of_domain,
};
use unicode_normalization::UnicodeNormalization;

/// The form in which e-mail addresses are compared: lower case, provider rules applied.
///
/// It is not an address to write to. Built from any text, valid or not, so that a mistyped address can still be seen
/// to be like a right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailKey {
    /// `user@domain` in lower case, with the provider's rules applied.
    pub text: String,
    /// Where the `@` stands; the length of the text if there is none.
    at: usize,
    /// Whether the user part names a function (`info`, `kontakt`) and not a person.
    pub is_role: bool,
    /// Whether everybody can have an address in this domain (`gmail.com`), so that it says nothing of an employer.
    pub is_provider: bool,
}

impl EmailKey {
    /// The form for comparison of an e-mail address as given, without what stands around it: a name, `mailto:`. Nothing for a
    /// text without letters or digits, or for a word such as `none`.
    ///
    /// ```
    /// use contactkit::normalize::EmailKey;
    ///
    /// let key = EmailKey::of("Ada.Lovelace+news@GoogleMail.com").unwrap();
    /// assert_eq!(key.text, "adalovelace@gmail.com");
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let text = trimmed(text);
        let kinds = KINDS.all_of(text);
        // Two hyphens may be those of an international domain.
        let is_odd = kinds & ODD != 0 || kinds & HYPHEN != 0 && text.contains("--") || text.len() > super::LONGEST;
        match kinds & CAPITAL != 0 {
            _ if is_odd => Self::of_canonical(&canonical(text)),
            true => in_lowercase(text, Self::of_canonical),
            false => Self::of_canonical(text),
        }
    }

    /// The form of an address in its canonical form and in lowercase.
    fn of_canonical(text: &str) -> Option<Self> {
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let Some(at) = text.bytes().rposition(|byte| byte == b'@') else {
            // `none` is what several people write who have no address
            return placeholder_word(text).is_none().then(|| Self {
                text: text.to_owned(),
                at: text.len(),
                is_role: false,
                is_provider: false,
            });
        };
        let (user, domain) = (text.get(..at)?, text.get(at + 1..)?);
        let Some((provider, user)) = provider_of(user, domain) else {
            return Some(Self { text: text.to_owned(), at, is_role: is_role_user(user), is_provider: false });
        };
        let mut text = String::with_capacity(text.len());
        provider.push_user(user, &mut text);
        let (at, is_role) = (text.len(), is_role_user(&text));
        text.push('@');
        text.push_str(provider.domain);
        Some(Self { text, at, is_role, is_provider: true })
    }

    /// The part before `@`.
    pub fn user(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after `@`.
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }
}

/// Bytes that make a text one for the grammar: comments, quotes, blanks, all but ASCII, and what stands around an address.
const ODD: u8 = 1;
const CAPITAL: u8 = 2;
const HYPHEN: u8 = 4;

const KINDS: Octets<u8> = octets!(byte => match byte {
    b'(' | b'"' | b'\\' | b'<' | b'>' | b',' | b';' | b':' | b'\'' | b'[' | b']' => ODD,
    b'A'..=b'Z' => CAPITAL,
    b'-' => HYPHEN,
    b'!'..=b'~' => 0,
    _ => ODD,
});

/// Any other text: the address in it in its own letters, or what is written.
fn canonical(text: &str) -> String {
    let spelled = |email: &Email| -> String {
        let user = email.user().nfc().flat_map(char::to_lowercase).nfc();
        user.chain(['@']).chain(email.domain_unicode().chars()).collect()
    };
    let fits = |text: &String| text.chars().count() <= super::LONGEST;
    // IDNA may map a character of a domain to a mark, as in `⒁`: what reads back as another address is none
    let is_stable = |text: &String| text.parse().is_ok_and(|email: Email| spelled(&email) == *text);
    // `Ada <ada@example.org>` is an address with a name, and not another one
    let email = |text: &str| text.parse().ok().or_else(|| unwrapped(text)?.parse().ok());
    let address = |text: &str| email(text).as_ref().map(spelled).filter(is_stable);
    let is_written =
        |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let written = |text: &str| -> String {
        let written = text.chars().filter(is_written).nfc().flat_map(char::to_lowercase).nfc();
        written.take(super::LONGEST).collect()
    };
    // Of an address that is too long the beginning is left: none, or another one, which may be too long in its own letters.
    let mut text = std::borrow::Cow::Borrowed(text);
    for _ in 0..4 {
        match address(&text) {
            Some(spelled) if fits(&spelled) => return spelled,
            Some(spelled) => text = spelled.into(),
            None => {}
        }
        let written = written(&text);
        if written == text {
            break;
        }
        text = written.into();
    }
    text.into_owned()
}

/// The provider of an address with the user that it sees; nothing if the domain is not a provider's.
///
/// A quoted user has no dots and tags that anybody gave it for a purpose.
fn provider_of<'a>(user: &'a str, domain: &'a str) -> Option<(&'static Provider, &'a str)> {
    provider(domain).map(|provider| (provider, user)).or_else(|| user_of_domain(domain))
}

#[cfg(test)]
mod tests {
    use super::{Email, EmailKey};
    use proptest::prelude::*;

    #[test]
    fn provider_rules_apply_to_their_provider_only() {
        for (given, key) in [
            ("J.Doe@gmail.com", "jdoe@gmail.com"),
            ("j.doe+x@googlemail.com", "jdoe@gmail.com"),
            ("j.doe@example.org", "j.doe@example.org"),
            ("+x@gmail.com", "+x@gmail.com"),
            (" Info@Acme.COM ", "info@acme.com"),
            ("no at", "noat"),
            ("J..Doe@gmail.com", "jdoe@gmail.com"),
            (".+x@gmail.com", ".+x@gmail.com"),
            ("jdoe-shop@yahoo.com", "jdoe@yahoo.com"),
            ("jdoe-shop@gmail.com", "jdoe-shop@gmail.com"),
            ("jdoe+x@hotmail.com", "jdoe@hotmail.com"),
            ("j.doe+x@fastmail.com", "j.doe@fastmail.com"),
            ("shop@jdoe.fastmail.com", "jdoe@fastmail.com"),
            ("j.doe@me.com", "j.doe@icloud.com"),
            ("J.Doe+x@pm.me", "jdoe@proton.me"),
            ("j.doe+x@gmx.de", "j.doe+x@gmx.de"),
            ("\"J.Doe\"@gmail.com", "jdoe@gmail.com"),
            ("\"j doe+x\"@gmail.com", "\"j doe+x\"@gmail.com"),
            ("j.doe (home) @ GMail.com", "jdoe@gmail.com"),
            // no address until the dot is gone, and the Greek mark is a semicolon in every form
            ("\u{37e}.@ pm.me", ";@proton.me"),
            // no domain, and so no owner of one
            ("shop@[jdoe.fastmail.com", "shop@[jdoe.fastmail.com"),
        ] {
            assert_eq!(EmailKey::of(given).map(|key| key.text).as_deref(), Some(key), "{given}");
        }
        assert_eq!(EmailKey::of(" - "), None);
    }

    #[test]
    fn what_stands_around_an_address_is_no_part_of_it_and_a_word_for_nothing_is_none() {
        for given in [
            "Ada L. <Ada@example.org>",
            "mailto:ada@example.org",
            "<ada@example.org>;",
            "ada@example.org,",
            "'ada@example.org'",
        ] {
            assert_eq!(EmailKey::of(given).map(|key| key.text).as_deref(), Some("ada@example.org"), "{given}");
        }
        assert_eq!(EmailKey::of("o'hara@example.org").unwrap().text, "o'hara@example.org");
        assert_eq!(["none", "N/A", "NULL"].map(EmailKey::of), [const { None }; 3]);
    }

    #[test]
    fn an_address_that_is_too_long_is_its_own_key_once_it_is_cut() {
        let mapped = EmailKey::of("-@yyyy\u{1}\u{2481}").unwrap();
        assert_eq!(EmailKey::of(&mapped.text), Some(mapped));
        let long = format!("\"{} b{}\"@example.org", "a\u{1}".repeat(120), "\u{c}@".repeat(90));
        let key = EmailKey::of(&long).unwrap();
        assert_eq!(EmailKey::of(&key.text), Some(key));
    }

    #[cfg(feature = "idn")]
    #[test]
    fn an_address_that_is_too_long_in_its_own_letters_is_its_own_key_once_it_is_cut() {
        for marks in 0..40 {
            let domain =
                ["a".repeat(50), "b".repeat(50), "c".repeat(50), "\u{140}".repeat(1 + marks % 20), "d".repeat(marks)];
            let key = EmailKey::of(&format!("vv1@{}.com", domain.join("."))).unwrap();
            assert_eq!(EmailKey::of(&key.text).unwrap().text, key.text);
        }
    }

    #[cfg(feature = "idn")]
    #[test]
    fn an_international_domain_has_one_form() {
        for given in ["a@m\u{fc}nchen.de", "A@XN--MNCHEN-3YA.de", "a@mu\u{308}nchen.de", "\"a\"@M\u{dc}NCHEN.DE"] {
            assert_eq!(EmailKey::of(given).map(|key| key.text).as_deref(), Some("a@m\u{fc}nchen.de"), "{given}");
        }
    }

    #[test]
    fn every_domain_of_a_provider_has_rules_and_is_not_disposable() {
        for (domain, _) in crate::contact::providers() {
            let email: Email = format!("a@{domain}").parse().unwrap();
            assert_eq!((email.usable(), email.domain_ascii().as_ref()), (Ok(()), *domain));
            assert!(!email.is_disposable(), "{domain}");
            assert!(EmailKey::of(email.as_str()).unwrap().is_provider, "{domain}");
        }
    }

    #[test]
    fn a_role_address_is_told_from_a_person() {
        assert!(EmailKey::of("info@acme.com").is_some_and(|key| key.is_role));
        assert!(!EmailKey::of("ada@acme.com").is_some_and(|key| key.is_role));
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(text in prop_oneof![
            any::<String>(),
            r#"[ "(a]?[aÅ.+\\"\u{a0}\u{37e}-]{0,4}@(xn--)?[aé.-]{0,4}[ .](gmail|fastmail|pm)?\.(com|me)[)]?"#,
        ]) {
            if let Some(key) = EmailKey::of(&text) {
                prop_assert_eq!(EmailKey::of(&key.text).map(|key| key.text), Some(key.text));
            }
        }

        #[test]
        fn the_forms_of_an_address_have_one_key(user in "[a-zA-Z.+ \"é]{1,8}", domain in "[a-zé]{1,5}\\.(de|com)") {
            if let Ok(email) = format!("{user}@{domain}").parse::<Email>() {
                let key = EmailKey::of(email.as_str());
                prop_assert_eq!(&EmailKey::of(&email.delivery_form()), &key);
                if let Some(ascii) = email.delivery_form_ascii() {
                    prop_assert_eq!(&EmailKey::of(&ascii), &key);
                }
            }
        }
    }
}
