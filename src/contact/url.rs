//! [`Url`]: a web address or the address of a profile.

use std::borrow::Cow;

use super::Invalid;
use super::fold::trimmed_within;

/// The most octets of an address that is kept.
const LONGEST: usize = 2048;

/// A web address, as given.
///
/// It has a host with a dot, perhaps a scheme before it and a port, path and query behind it (RFC 3986). Nothing is
/// fetched, decoded or completed.
///
/// ```
/// use contactkit::contact::Url;
///
/// let url: Url = "https://WWW.Example.org:8080/ada?tab=1".parse()?;
/// assert_eq!((url.host(), url.scheme()), ("www.example.org".into(), Some("https")));
/// assert!("example.org/ada".parse::<Url>().is_ok());
/// assert!("javascript:alert(1)".parse::<Url>().is_err());
/// # Ok::<(), contactkit::contact::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Url {
    text: String,
}

impl Url {
    /// The address as given, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host in lowercase: `www.example.org`.
    pub fn host(&self) -> Cow<'_, str> {
        let host = host(&self.text).unwrap_or_default();
        if host.chars().any(char::is_uppercase) { Cow::Owned(host.to_lowercase()) } else { Cow::Borrowed(host) }
    }

    /// The scheme as given, if there is one.
    pub fn scheme(&self) -> Option<&str> {
        scheme(&self.text).map(|(scheme, _)| scheme)
    }
}

/// Scheme and rest of `https://example.org`.
fn scheme(text: &str) -> Option<(&str, &str)> {
    text.split_once("://").filter(|(scheme, _)| !scheme.contains(['/', '?', '#', '.', '@']))
}

/// The host between scheme or user and port or path.
fn host(text: &str) -> Option<&str> {
    let rest = scheme(text).map_or(text, |(_, rest)| rest).trim_start_matches("//");
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[') {
        Some(address) => address.split_once(']').map(|(address, _)| address),
        None => host.split(':').next(),
    }
}

/// Whether what is behind the host is a port or nothing.
fn has_good_port(text: &str) -> bool {
    let rest = scheme(text).map_or(text, |(_, rest)| rest).trim_start_matches("//");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let behind = authority.rsplit_once(']').map_or(authority, |(_, behind)| behind);
    let host = behind.rsplit_once('@').map_or(behind, |(_, host)| host);
    host.split_once(':').is_none_or(|(_, port)| port.is_empty() || port.parse::<u16>().is_ok())
}

fn is_host(host: &str) -> bool {
    if host.parse::<std::net::Ipv6Addr>().is_ok() {
        return true;
    }
    let label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_') || !char.is_ascii())
    };
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= 253 && name.contains('.') && name.split('.').all(label)
}

impl std::str::FromStr for Url {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = trimmed_within(text, LONGEST)?;
        let spaces = text.chars().any(|char| char.is_whitespace() || char.is_control());
        let scheme = scheme(text).is_none_or(|(scheme, _)| {
            scheme.starts_with(|char: char| char.is_ascii_alphabetic())
                && scheme.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-'))
        });
        // Without a scheme, `ada@example.org` is an e-mail address.
        let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
        let email = self::scheme(text).is_none() && authority.contains('@');
        if !spaces && scheme && !email && has_good_port(text) && host(text).is_some_and(is_host) {
            Ok(Self { text: text.to_owned() })
        } else {
            Err(Invalid::Url)
        }
    }
}

impl std::fmt::Display for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn an_address_has_a_host_with_a_dot() {
        for (text, host) in [
            ("https://example.org", "example.org"),
            ("HTTP://User:secret@Example.ORG:80/x", "example.org"),
            ("www.example.org/a@b", "www.example.org"),
            ("//cdn.example.org", "cdn.example.org"),
            ("http://[2001:db8::1]:8080/", "2001:db8::1"),
            ("https://münchen.de", "münchen.de"),
        ] {
            assert_eq!(text.parse::<Url>().unwrap().host(), host, "{text}");
        }
        for text in ["", "example", "ada@example.org", "http://", "a b.org", "mailto:ada@example.org", "..", "x.y:z"] {
            assert!(text.parse::<Url>().is_err(), "{text}");
        }
    }
}
