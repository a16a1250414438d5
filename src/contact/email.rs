//! [`Email`]: an e-mail address that can be delivered to, by its syntax.

use std::borrow::Cow;

use email_address::EmailAddress;

use super::Invalid;

/// The most octets of a whole address (RFC 5321, erratum 1690).
const LONGEST: usize = 254;
/// The most octets of the part before `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_USER: usize = 64;
/// The most octets of a domain (RFC 1035, 2.3.4, without the root's dot).
const LONGEST_DOMAIN: usize = 253;
/// The most octets of a label of a domain (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;

/// An e-mail address with valid syntax (RFC 5321, 5322, 6531), as given.
///
/// Strict on purpose: an address that can be delivered to over the internet. Display names, comments, folding white space,
/// IP addresses and domains of one label are not read, though RFC 5322 has them. Quoted user parts and letters of any
/// script are.
///
/// The form that addresses are compared by is another one and belongs to the normalizer.
///
/// ```
/// use contactkit::contact::Email;
///
/// let email: Email = "Ada.Lovelace@Example.ORG".parse()?;
/// assert_eq!((email.user(), email.domain()), ("Ada.Lovelace", "Example.ORG"));
/// assert_eq!(email.delivery_form(), "Ada.Lovelace@example.org");
/// assert_eq!("ada@example".parse::<Email>().unwrap_err().code(), "email.no_tld");
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email {
    text: String,
    at: usize,
}

impl Email {
    /// The address as given, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before `@`, case kept.
    pub fn user(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after `@`, case kept.
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// The domain in ASCII and lowercase, as the DNS knows it: `xn--mnchen-3ya.de` of `München.de`.
    ///
    /// Without the feature `idn` a domain outside ASCII stays in its own letters.
    pub fn domain_ascii(&self) -> Cow<'_, str> {
        to_ascii(self.domain())
    }

    /// The domain in lowercase and its own letters, as people read it: `münchen.de` of `xn--mnchen-3ya.de`.
    ///
    /// Without the feature `idn` an ASCII form stays as it is.
    pub fn domain_unicode(&self) -> Cow<'_, str> {
        to_unicode(self.domain())
    }

    /// The address as it is handed to a mail server: the user part as given, the domain in lowercase and in its own letters.
    pub fn delivery_form(&self) -> String {
        format!("{}@{}", self.user(), self.domain_unicode())
    }
}

impl std::str::FromStr for Email {
    type Err = Invalid;

    /// Costs time in proportion to the address; texts beyond 254 octets are refused unread.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        // A line break at the end is often an attempt to add a header, so only blanks are trimmed.
        let text = text.trim_matches(|char: char| char.is_whitespace() && !matches!(char, '\r' | '\n'));
        if text.trim().is_empty() {
            return Err(Invalid::Empty);
        }
        // A quoted user part may have `@` in it, a domain may not.
        let Some((user, domain)) = text.rsplit_once('@') else {
            return Err(if text.len() > LONGEST { Invalid::TooLong } else { Invalid::EmailNoAt });
        };
        if text.len() > LONGEST {
            return Err(Invalid::TooLong);
        }
        if text.contains(['\r', '\n']) {
            return Err(Invalid::EmailLineBreak);
        }
        check_user(user)?;
        check_domain(domain)?;
        Ok(Self { at: user.len(), text: text.to_owned() })
    }
}

fn check_user(user: &str) -> Result<(), Invalid> {
    if user.len() > LONGEST_USER {
        return Err(Invalid::EmailUserTooLong);
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let atoms = || user.split('.');
    if atoms().all(|atom| !atom.is_empty() && atom.bytes().all(plain)) {
        return Ok(());
    }
    if user.is_ascii() {
        let good = EmailAddress::is_valid_local_part(user) && !user.bytes().any(|byte| byte.is_ascii_control());
        return if good { Ok(()) } else { Err(Invalid::EmailUser) };
    }
    // RFC 6531 adds every character outside ASCII to what an atom is made of; the library knows only some of them.
    let shadow: String = user.chars().map(|char| if char.is_ascii() { char } else { 'a' }).collect();
    let printable = |char: char| !(char.is_control() || char.is_whitespace() || super::fold::is_invisible(char));
    // A backslash quotes ASCII only (RFC 6531, 3.3, leaves `quoted-pair` alone).
    let quoted = user.chars().zip(user.chars().skip(1)).any(|(first, second)| first == '\\' && !second.is_ascii());
    if EmailAddress::is_valid_local_part(&shadow) && user.chars().all(printable) && !quoted {
        Ok(())
    } else {
        Err(Invalid::EmailUser)
    }
}

fn check_domain(domain: &str) -> Result<(), Invalid> {
    if domain.starts_with('[') && domain.ends_with(']') {
        return Err(Invalid::EmailLiteral);
    }
    check_labels(domain)?;
    if !domain.is_ascii() {
        return check_international(domain);
    }
    if has_ace_label(domain) { check_international(domain) } else { Ok(()) }
}

/// Letters, digits and inner hyphens, in labels of the lengths that the DNS has.
fn check_labels(domain: &str) -> Result<(), Invalid> {
    if domain.len() > LONGEST_DOMAIN {
        return Err(Invalid::EmailDomainTooLong);
    }
    let (mut labels, mut last) = (0_usize, "");
    for label in domain.split('.') {
        if label.len() > LONGEST_LABEL {
            return Err(Invalid::EmailDomainTooLong);
        }
        let letters = label.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || is_label_char(char));
        if label.is_empty() || !letters || label.starts_with('-') || label.ends_with('-') {
            return Err(Invalid::EmailDomain);
        }
        labels += 1;
        last = label;
    }
    match labels {
        0 | 1 => Err(Invalid::EmailNoTld),
        // No top-level domain is a number; `192.0.2.1` is an address of another kind (RFC 3696, 2).
        _ if last.bytes().all(|byte| byte.is_ascii_digit()) => Err(Invalid::EmailDomain),
        _ => Ok(()),
    }
}

/// Letters, digits and their marks outside ASCII; what exactly a label may have is for IDNA to say.
///
/// IDNA 2008 has no symbols and no full-width letters; the library's mapping would let them through.
fn is_label_char(char: char) -> bool {
    /// The ideographic full stops also divide labels (UTS #46), joiners and the middle dots stand in words.
    const INSIDE: [char; 7] = ['\u{3002}', '\u{200c}', '\u{200d}', '\u{b7}', '\u{30fb}', '\u{5f3}', '\u{5f4}'];
    !char.is_ascii()
        && !matches!(char, '\u{ff00}'..='\u{ffef}')
        && (char.is_alphanumeric() || unicode_normalization::char::is_combining_mark(char) || INSIDE.contains(&char))
}

/// Whether a label is the ASCII form of an international one.
fn has_ace_label(domain: &str) -> bool {
    domain.split('.').any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--")))
}

#[cfg(feature = "idn")]
fn check_international(domain: &str) -> Result<(), Invalid> {
    let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| Invalid::EmailIdna)?;
    check_labels(&ascii)?;
    // An ASCII form must also lead back to letters.
    match idna::domain_to_unicode(&ascii).1 {
        Ok(()) => Ok(()),
        Err(_) => Err(Invalid::EmailIdna),
    }
}

#[cfg(not(feature = "idn"))]
fn check_international(domain: &str) -> Result<(), Invalid> {
    check_labels(domain)
}

#[cfg(feature = "idn")]
fn to_ascii(domain: &str) -> Cow<'_, str> {
    idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::EMPTY).unwrap_or_else(|_| lowercase(domain))
}

#[cfg(not(feature = "idn"))]
fn to_ascii(domain: &str) -> Cow<'_, str> {
    lowercase(domain)
}

#[cfg(feature = "idn")]
fn to_unicode(domain: &str) -> Cow<'_, str> {
    if domain.is_ascii() && !has_ace_label(domain) {
        lowercase(domain)
    } else {
        Cow::Owned(idna::domain_to_unicode(domain).0)
    }
}

#[cfg(not(feature = "idn"))]
fn to_unicode(domain: &str) -> Cow<'_, str> {
    lowercase(domain)
}

fn lowercase(domain: &str) -> Cow<'_, str> {
    if domain.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(domain)
    } else {
        Cow::Owned(domain.to_lowercase())
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
