//! Domains: what the DNS and IDNA have.

use std::borrow::Cow;

use super::super::Invalid;

/// The most octets of a domain (RFC 1035, 2.3.4, without the root's dot).
const LONGEST: usize = 253;
/// The most octets of a label of a domain (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;

/// Whether the public DNS can have a domain.
pub(super) fn check(domain: &str) -> Result<(), Invalid> {
    if domain.starts_with('[') {
        return Err(Invalid::EmailLiteral);
    }
    check_labels(domain)?;
    if domain.is_ascii() && !has_ace_label(domain) { Ok(()) } else { check_international(domain) }
}

/// Letters, digits and inner hyphens, in labels of the lengths that the DNS has.
fn check_labels(domain: &str) -> Result<(), Invalid> {
    if domain.len() > LONGEST {
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
        // The shortest are those of countries, of two letters.
        _ if last.len() == 1 => Err(Invalid::EmailNoTld),
        _ => Ok(()),
    }
}

/// Letters, digits and their marks outside ASCII; what exactly a label may have is for IDNA to say.
///
/// IDNA 2008 has no symbols and no full-width letters; the library's mapping would let them through.
pub(super) fn is_label_char(char: char) -> bool {
    /// Joiners and the middle dots stand in words.
    const INSIDE: [char; 6] = ['\u{200c}', '\u{200d}', '\u{b7}', '\u{30fb}', '\u{5f3}', '\u{5f4}'];
    !char.is_ascii()
        && !matches!(char, '\u{ff00}'..='\u{ffef}')
        && (char.is_alphanumeric() || unicode_normalization::char::is_combining_mark(char) || INSIDE.contains(&char))
}

/// Whether a label is the ASCII form of an international one.
fn has_ace_label(domain: &str) -> bool {
    domain.as_bytes().contains(&b'-')
        && domain.split('.').any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--")))
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
pub(super) fn to_ascii(domain: &str) -> Cow<'_, str> {
    if domain.is_ascii() {
        lowercase(domain)
    } else {
        idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::EMPTY).unwrap_or_else(|_| lowercase(domain))
    }
}

#[cfg(not(feature = "idn"))]
pub(super) fn to_ascii(domain: &str) -> Cow<'_, str> {
    lowercase(domain)
}

#[cfg(feature = "idn")]
pub(super) fn to_unicode(domain: &str) -> Cow<'_, str> {
    if domain.is_ascii() && !has_ace_label(domain) {
        lowercase(domain)
    } else {
        match idna::domain_to_unicode(domain) {
            (unicode, Ok(())) => Cow::Owned(unicode),
            (_, Err(_)) => lowercase(domain),
        }
    }
}

#[cfg(not(feature = "idn"))]
pub(super) fn to_unicode(domain: &str) -> Cow<'_, str> {
    lowercase(domain)
}

fn lowercase(domain: &str) -> Cow<'_, str> {
    if domain.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(domain)
    } else {
        Cow::Owned(domain.to_lowercase())
    }
}
