//! What is wrong with an e-mail address.

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Rule};
use crate::contact::{Email, Field, Invalid};

/// The domains of large mail providers, by the rest after their first label. Short labels (aol, gmx, web) are left out:
/// one slip away from them lie too many real domains. A list by hand, 2026-11; only the largest are worth a guess.
const PROVIDERS: [(&str, &[&str]); 14] = [
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
];

/// Labels of providers of their own, or common domains, that lie one slip away from a larger one.
const OWN_LABELS: [&str; 12] =
    ["email", "mail", "ymail", "gmal", "gail", "outlooks", "yaho", "oranges", "range", "mailo", "orang", "grange"];

/// Ends that no provider uses but fingers do, with what they stand for.
const ENDS: [(&str, &str); 16] = [
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
];

/// Domains that belong to nobody (RFC 2606) or are typed to be left alone.
const NOBODYS: [&str; 12] = [
    "example.com",
    "example.org",
    "example.net",
    "test.com",
    "test.de",
    "test.test",
    "none.com",
    "noemail.com",
    "nomail.com",
    "asdf.com",
    "invalid.com",
    "email.invalid",
];

/// Users that are typed to be left alone, at whatever domain.
const NOBODYS_USERS: [&str; 10] =
    ["noemail", "no-email", "nomail", "no.email", "donthaveone", "asdf", "asdfasdf", "qwerty", "xxx", "none"];

/// Checks one address; a clean one costs a look at the providers of about its length.
pub(super) fn check(field: &Field<Email>, path: &FieldPath, findings: &mut Vec<Finding>) {
    match &field.outcome {
        Ok(email) => {
            if let Some(suggestion) = domain_suggestion(email.domain()) {
                findings.push(Finding::new(
                    Rule::EmailDomainTypo,
                    path.clone(),
                    format!(
                        "{} has the domain {}, probably {suggestion} is meant; ask before changing it",
                        Quoted(email.as_str()),
                        Quoted(email.domain())
                    ),
                ));
            } else if is_placeholder(email) {
                findings.push(Finding::new(
                    Rule::EmailPlaceholder,
                    path.clone(),
                    format!("{} is nobody's address; ask for the real one or remove it", Quoted(email.as_str())),
                ));
            }
        }
        Err(Invalid::Empty | Invalid::TooLong) => {}
        Err(why) => findings.push(
            Finding::new(
                Rule::EmailSyntax,
                path.clone(),
                format!("{} is not an e-mail address: {why}; correct it or remove it", Quoted(&field.text)),
            )
            .with_fix(unwrapped(&field.text).map(Fix::Replace)),
        ),
    }
}

/// Whether an address is one that people type to be left alone.
pub(crate) fn is_placeholder(email: &Email) -> bool {
    let same = |known: &&str, text: &str| known.eq_ignore_ascii_case(text);
    let domain = email.domain();
    NOBODYS.iter().any(|known| same(known, domain))
        || NOBODYS_USERS.iter().any(|known| same(known, email.user()))
        || domain.rsplit_once('.').is_some_and(|(label, _)| {
            email.user().len() <= 4 && email.user().eq_ignore_ascii_case(label) && same(&"test", label)
        })
}

/// The one address in a text that has other things around it: `Ada <ada@example.org>`, `mailto:ada@example.org`.
fn unwrapped(text: &str) -> Option<String> {
    let bracketed = text.split_once('<').and_then(|(_, after)| after.split_once('>')).map(|(inside, _)| inside);
    let inner = bracketed.unwrap_or(text).trim();
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    let inner = inner.trim_matches(|character: char| character.is_whitespace() || r#"<>,;"'()[]"#.contains(character));
    let once = inner.matches('@').count() == 1 && text.matches('@').count() == 1;
    (once && inner != text.trim() && inner.parse::<Email>().is_ok()).then(|| inner.to_owned())
}

/// The provider's domain that a domain was probably meant to be; nothing for one that is right or unknown.
pub(crate) fn domain_suggestion(domain: &str) -> Option<String> {
    let (label, end) = domain.split_once('.')?;
    for (provider, ends) in PROVIDERS {
        let exact = provider.eq_ignore_ascii_case(label);
        if !exact
            && (label.len().abs_diff(provider.len()) > 1 || !one_slip_apart(label.as_bytes(), provider.as_bytes()))
        {
            continue;
        }
        if OWN_LABELS.iter().any(|own| own.eq_ignore_ascii_case(label)) {
            return None;
        }
        let known_end = |end: &str| ends.iter().any(|known| known.eq_ignore_ascii_case(end));
        if known_end(end) {
            return (!exact).then(|| format!("{provider}.{}", end.to_ascii_lowercase()));
        }
        let meant_end = ENDS.iter().find(|(slip, meant)| slip.eq_ignore_ascii_case(end) && known_end(meant));
        if let Some((_, meant)) = meant_end {
            return Some(format!("{provider}.{meant}"));
        }
    }
    None
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
            "yahoo.com.vn",
            "outlook.pt",
            "hotmail.com",
            "gail.co.in",
            "orange.com",
            "example.org",
            "localhost",
            "",
        ] {
            assert_eq!(domain_suggestion(domain), None, "{domain}");
        }
    }

    #[test]
    fn one_address_among_other_things_is_taken_out() {
        assert_eq!(unwrapped("Ada <ada@example.org>").as_deref(), Some("ada@example.org"));
        assert_eq!(unwrapped("mailto:ada@example.org").as_deref(), Some("ada@example.org"));
        assert_eq!(unwrapped("ada@example.org;").as_deref(), Some("ada@example.org"));
        assert_eq!(unwrapped("ada@example.org, bob@example.org"), None);
        assert_eq!(unwrapped("ada(at)example.org"), None);
    }
}
