//! [`Email`]: an e-mail address, read as liberally as RFC 5322 has it.

mod domain;
#[cfg(feature = "email_address")]
mod email_address;
mod plain;
mod provider;
mod scan;
mod signals;
mod unwrapped;

use std::borrow::Cow;

use super::Invalid;
use plain::Plain;

#[cfg(test)]
pub(crate) use provider::providers;
pub(crate) use provider::{Provider, provider, user_of_domain};
pub(crate) use signals::is_role_user;
pub(crate) use unwrapped::unwrapped;

/// The most octets of an address that is used on the internet (RFC 5321, erratum 1690).
const LONGEST: usize = 254;
/// The most octets of its part before `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_USER: usize = 64;
/// The most octets of a text that is read as an address, comments counted.
const LONGEST_READ: usize = 1000;

/// An e-mail address: everything that RFC 5322 and RFC 6532 admit, its obsolete forms too.
///
/// Comments and folding white space are left out and the user part has the least quoting that it needs; the field keeps the
/// text as given. Whether the address is one for the public internet is another question: see [`usable`](Self::usable).
///
/// There are three forms, each for one purpose: the text as given ([`Field::text`](super::Field)), the form that is handed
/// to a mail server ([`delivery_form`](Self::delivery_form)), and the one that addresses are compared by
/// ([`EmailKey`](crate::normalize::EmailKey)).
///
/// ```
/// use contactkit::contact::Email;
///
/// let email: Email = "Ada.Lovelace (work) @ Example.ORG".parse()?;
/// assert_eq!((email.user(), email.domain()), ("Ada.Lovelace", "Example.ORG"));
/// assert_eq!(email.delivery_form(), "Ada.Lovelace@example.org");
/// assert_eq!(email.usable(), Ok(()));
///
/// let local: Email = "ada@localhost".parse()?;
/// assert_eq!(local.usable().unwrap_err().code(), "email.no_tld");
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email {
    text: String,
    at: usize,
    /// What is seen of it at first sight; most addresses need no second.
    sight: Sight,
}

/// What an address is at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Sight {
    /// Usable, ASCII that stands for itself, and a domain in lowercase.
    PlainLowercase,
    /// The same with capitals in the domain.
    Plain,
    /// Anything else.
    Other,
}

impl Sight {
    fn of(plain: Plain) -> Self {
        if plain.is_lowercase { Self::PlainLowercase } else { Self::Plain }
    }
}

impl Email {
    /// An ordinary address, which needs no grammar.
    fn plain(text: &str) -> Option<Self> {
        let plain = plain::read(text.as_bytes())?;
        Some(Self { text: text.to_owned(), at: plain.at, sight: Sight::of(plain) })
    }

    /// The address without comments and needless quoting, case kept.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before `@`, case kept, quoted if it has to be.
    pub fn user(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after `@`, case kept; an IP address has its brackets.
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// The domain in ASCII and lowercase, as the DNS knows it: `xn--mnchen-3ya.de` of `München.de`.
    ///
    /// Without the feature `idn` a domain outside ASCII stays in its own letters.
    pub fn domain_ascii(&self) -> Cow<'_, str> {
        match self.sight {
            Sight::PlainLowercase => Cow::Borrowed(self.domain()),
            _ => domain::to_ascii(self.domain()),
        }
    }

    /// The domain in lowercase and its own letters, as people read it: `münchen.de` of `xn--mnchen-3ya.de`.
    ///
    /// Without the feature `idn` an ASCII form stays as it is.
    pub fn domain_unicode(&self) -> Cow<'_, str> {
        match self.sight {
            Sight::PlainLowercase => Cow::Borrowed(self.domain()),
            _ => domain::to_unicode(self.domain()),
        }
    }

    /// The address as it is handed to a mail server that knows SMTPUTF8: the user part in its case, the domain in lowercase
    /// and in its own letters. It never has a line break or another control character in it.
    pub fn delivery_form(&self) -> String {
        format!("{}@{}", self.user(), self.domain_unicode())
    }

    /// The address as it is handed to any other mail server: the same in ASCII; nothing if the user part is not.
    pub fn delivery_form_ascii(&self) -> Option<String> {
        let ascii = format!("{}@{}", self.user(), self.domain_ascii());
        ascii.is_ascii().then_some(ascii)
    }

    /// Whether it is usable at first sight, and all of it is ASCII and stands for itself.
    pub(crate) fn is_plain(&self) -> bool {
        self.sight != Sight::Other
    }

    /// Whether mail can be sent to the address over the public internet, as far as its syntax tells: lengths as in RFC
    /// 5321, a domain of at least two labels that the DNS and IDNA can have, no control characters.
    ///
    /// # Errors
    /// The first reason why not, such as [`EmailNoTld`](Invalid::EmailNoTld), [`EmailLiteral`](Invalid::EmailLiteral) or
    /// [`EmailUserTooLong`](Invalid::EmailUserTooLong).
    pub fn usable(&self) -> Result<(), Invalid> {
        if self.is_plain() {
            return Ok(());
        }
        if self.user().len() > LONGEST_USER {
            return Err(Invalid::EmailUserTooLong);
        }
        if self.user().contains(scan::is_picture) {
            return Err(Invalid::EmailUser);
        }
        domain::check(self.domain())?;
        if self.text.len() > LONGEST { Err(Invalid::TooLong) } else { Ok(()) }
    }
}

impl std::str::FromStr for Email {
    type Err = Invalid;

    /// Costs time in proportion to the address; texts beyond 1,000 octets are refused unread.
    ///
    /// # Errors
    /// [`Invalid::EmailLineBreak`] for a line break that folds no line, since it may be an attempt to add a header;
    /// else the part that is wrong.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Some(email) = Self::plain(text) {
            return Ok(email);
        }
        // A line break at the end is often an attempt to add a header, so only blanks are trimmed.
        let bare = text.trim_matches(|char: char| char.is_whitespace() && !matches!(char, '\r' | '\n'));
        if let Some(email) = Self::plain(bare) {
            return Ok(email);
        }
        if bare.trim().is_empty() {
            return Err(Invalid::Empty);
        }
        if bare.len() > LONGEST_READ {
            return Err(Invalid::TooLong);
        }
        if !bare.contains('@') {
            return Err(if bare.contains(['\r', '\n']) { Invalid::EmailLineBreak } else { Invalid::EmailNoAt });
        }
        // A blank behind a line break is part of the folding.
        let (text, at) = scan::canonical(text.trim_matches(|char: char| !char.is_ascii() && char.is_whitespace()))?;
        if text.len() > LONGEST_READ {
            return Err(Invalid::TooLong);
        }
        let sight = plain::read(text.as_bytes()).map_or(Sight::Other, Sight::of);
        Ok(Self { text, at, sight })
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces that addresses are made of, put together in any way.
    pub(super) fn pieces() -> impl Strategy<Value = String> {
        let piece = r#"[a-zA-Z0-9]{1,3}|[@."(\\)<>,;: \t\[\]-]|\r\n |\r|\n|\x00|\x07|ü|。|xn--|\u{200b}|⒈|[a-z]@[a-z]|"[ a-z.@"]{0,3}""#;
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_an_address_displays_is_the_same_address(text in prop_oneof![any::<String>(), pieces()]) {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.to_string().parse::<Email>(), Ok(email.clone()));
                prop_assert!(!email.as_str().contains(char::is_control), "{:?}", email);
                let delivery = email.delivery_form();
                prop_assert!(!delivery.contains(char::is_control), "{:?}", delivery);
                let delivered = delivery.parse::<Email>();
                prop_assert_eq!(delivered.as_ref().map(Email::delivery_form), Ok(delivery));
                prop_assert_eq!(delivered.map(|delivered| delivered.usable()), Ok(email.usable()));
            }
        }

        #[test]
        fn what_is_plain_reads_the_same_by_the_grammar(text in r"[a-zA-Z0-9.!'_+-]{1,6}@[a-z0-9.-]{1,8}\.[a-z]{1,3}") {
            if let Some(Plain { at, .. }) = plain::read(text.as_bytes()) {
                prop_assert_eq!(scan::canonical(&text), Ok((text.clone(), at)));
                let slow = Email { text, at, sight: Sight::Other };
                prop_assert_eq!(slow.usable(), Ok(()));
            }
        }

        #[test]
        fn the_reference_admits_nothing_that_we_do_not(text in pieces()) {
            let email = text.parse::<Email>();
            // Control characters and letters outside ASCII it knows in part only.
            if text.chars().all(|char| char.is_ascii() && !char.is_ascii_control())
                && ::email_address::EmailAddress::parse_with_options(
                    &text,
                    ::email_address::Options::default().with_domain_literal().without_display_text(),
                ).is_ok()
            {
                prop_assert!(email.is_ok(), "{:?}", email);
            }
        }
    }

    #[test]
    fn a_long_text_costs_no_more_than_its_length() {
        for piece in ["(", ")", "\\", "\"", ".", "@", "a.", "(\\", "\r\n ", "[", "ü"] {
            let text = piece.repeat(100_000);
            for address in [format!("{text}@example.org"), format!("a@{text}"), format!("a@example.org{text}")] {
                assert_eq!(address.parse::<Email>(), Err(Invalid::TooLong), "{piece}");
            }
        }
    }
}
