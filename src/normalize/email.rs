//! The form in which e-mail addresses are compared.

use super::tables;

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
    /// The form for comparison of an e-mail address as given; nothing for a text without letters or digits.
    ///
    /// ```
    /// use contactkit::normalize::EmailKey;
    ///
    /// let key = EmailKey::of("Ada.Lovelace+news@GoogleMail.com").unwrap();
    /// assert_eq!(key.text, "adalovelace@gmail.com");
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let mut text = if text.len() <= super::LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            text.to_ascii_lowercase()
        } else {
            let is_written =
                |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
            text.chars().filter(is_written).flat_map(char::to_lowercase).take(super::LONGEST).collect::<String>()
        };
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let Some((user, domain)) = text.rsplit_once('@') else {
            let at = text.len();
            return Some(Self { text, at, is_role: false, is_provider: false });
        };
        let provider = tables::provider(domain);
        if let Some(provider) = provider {
            let short = provider.user(user);
            text = format!("{short}@{}", provider.domain);
        }
        let at = text.rfind('@').unwrap_or(text.len());
        let is_role = tables::is_role(text.get(..at).unwrap_or_default());
        Some(Self { text, at, is_role, is_provider: provider.is_some() })
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

#[cfg(test)]
mod tests {
    use super::EmailKey;
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
        ] {
            assert_eq!(EmailKey::of(given).map(|key| key.text).as_deref(), Some(key), "{given}");
        }
        assert_eq!(EmailKey::of(" - "), None);
    }

    #[test]
    fn a_role_address_is_told_from_a_person() {
        assert!(EmailKey::of("info@acme.com").is_some_and(|key| key.is_role));
        assert!(!EmailKey::of("ada@acme.com").is_some_and(|key| key.is_role));
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(text in any::<String>()) {
            if let Some(key) = EmailKey::of(&text) {
                prop_assert_eq!(EmailKey::of(&key.text).map(|key| key.text), Some(key.text));
            }
        }
    }
}
