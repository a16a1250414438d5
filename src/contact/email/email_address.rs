//! To and from the type of the crate `email_address`.

use email_address::{EmailAddress, Error, Options};

use super::Email;
use crate::contact::Invalid;

impl TryFrom<&Email> for EmailAddress {
    type Error = Invalid;

    /// The same address for that crate.
    ///
    /// It reads less of RFC 5322: what it would refuse is refused here, and nothing is changed.
    ///
    /// # Errors
    /// [`Invalid::EmailUser`], [`Invalid::EmailDomain`], or the one for too many octets of either.
    fn try_from(email: &Email) -> Result<Self, Invalid> {
        let options = Options::default().with_domain_literal().without_display_text();
        Self::parse_with_options(email.as_str(), options).map_err(|why| match why {
            Error::LocalPartTooLong => Invalid::EmailUserTooLong,
            Error::DomainTooLong | Error::SubDomainTooLong => Invalid::EmailDomainTooLong,
            _ if Self::is_valid_domain(email.domain()) => Invalid::EmailUser,
            _ => Invalid::EmailDomain,
        })
    }
}

impl TryFrom<&EmailAddress> for Email {
    type Error = Invalid;

    /// The same mailbox; a name before the address and needless quoting are left out.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the text is no address: that crate makes addresses of unchecked texts, too.
    fn try_from(address: &EmailAddress) -> Result<Self, Invalid> {
        // `EmailAddress::email` gives the same, and panics on an unchecked text.
        let text = address.as_str();
        let bare = text.rsplit_once(" <").and_then(|(_, rest)| rest.trim().strip_suffix('>'));
        bare.unwrap_or(text).parse()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::pieces;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_goes_there_and_back(text in prop_oneof![any::<String>(), pieces()]) {
            if let Ok(email) = text.parse::<Email>()
                && let Ok(theirs) = EmailAddress::try_from(&email)
            {
                prop_assert_eq!((theirs.local_part(), theirs.domain()), (email.user(), email.domain()));
                prop_assert_eq!(Email::try_from(&theirs), Ok(email));
            }
            // Of an unchecked text it is an address or a reason, and never a panic.
            let _ = Email::try_from(&EmailAddress::new_unchecked(text));
        }
    }

    #[test]
    fn usual_addresses_go_there_and_others_have_a_reason() {
        let there = |text: &str| EmailAddress::try_from(&text.parse::<Email>().unwrap());
        for text in ["Ada.Lovelace@Example.ORG", "jörg@müller.de", "\"a b\"@example.org", "ada@[192.0.2.1]", "a@b"] {
            assert_eq!(there(text).map(String::from).as_deref(), Ok(text));
        }
        assert_eq!(there("\"a <b\"@example.org"), Err(Invalid::EmailUser));
        assert_eq!(there(&format!("{}@example.org", "a".repeat(65))), Err(Invalid::EmailUserTooLong));
        assert_eq!(there(&format!("a@{}.org", "b".repeat(64))), Err(Invalid::EmailDomainTooLong));
    }

    #[test]
    fn a_name_and_needless_quoting_are_left_out() {
        for text in ["Ada Lovelace <ada@example.org>", "\"ada\"@example.org"] {
            let theirs: EmailAddress = text.parse().unwrap();
            assert_eq!(Email::try_from(&theirs).map(|email| email.to_string()).as_deref(), Ok("ada@example.org"));
        }
        assert_eq!(Email::try_from(&EmailAddress::new_unchecked("ada")), Err(Invalid::EmailNoAt));
    }
}
