//! Public mailbox providers, and how they read the addresses of their users.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::tables::{rows, variants};

/// An e-mail provider with its rules.
pub(crate) struct Provider {
    /// The domain that stands for all domains of the provider which share their mailboxes.
    pub(crate) domain: &'static str,
    /// Whether `user.example.com` is the tags of `user@example.com`.
    subdomain: bool,
    dots: bool,
    tags: &'static [u8],
}

impl Provider {
    /// Writes the user part as the provider sees it. Never empty.
    pub(crate) fn push_user(&self, user: &str, text: &mut String) {
        let start = text.len();
        // A quoted user is not made of dots and tags.
        if !user.starts_with('"') {
            let untagged = match user.bytes().position(|byte| self.tags.contains(&byte)) {
                Some(at) if at > 0 => user.get(..at).unwrap_or(user),
                _ => user,
            };
            if self.dots && untagged.bytes().any(|byte| byte == b'.') {
                text.extend(untagged.split('.'));
            } else {
                text.push_str(untagged);
            }
        }
        if text.len() == start {
            text.push_str(user);
        }
    }
}

static PROVIDERS: LazyLock<FxHashMap<&'static str, Provider>> = LazyLock::new(|| {
    let mut providers = FxHashMap::default();
    for row in rows(include_str!("../tables/email_providers.txt")) {
        let (names, rules) = match row[..] {
            [_, names] => (names, ""),
            [_, names, rules] => (names, rules),
            _ => continue,
        };
        let has = |rule| rules.split(' ').any(|one| one == rule);
        let same = has("equivalent");
        let first = variants(names).next().unwrap_or_default();
        for domain in variants(names) {
            let tags: &[u8] = match (has("plus"), has("minus")) {
                (true, true) => b"+-",
                (true, false) => b"+",
                (false, true) => b"-",
                (false, false) => b"",
            };
            let domain_of_all = if same { first } else { domain };
            let (subdomain, dots) = (has("subdomain"), has("dots"));
            let provider = Provider { domain: domain_of_all, subdomain, dots, tags };
            providers.insert(domain, provider);
        }
    }
    providers
});

/// The provider whose domain this is, in lower case.
pub(crate) fn provider(domain: &str) -> Option<&'static Provider> {
    PROVIDERS.get(domain)
}

/// The provider of a domain that is one user's, with that user: what is sent to `ada.fastmail.com` reaches
/// `ada@fastmail.com`.
pub(crate) fn user_of_domain(domain: &str) -> Option<(&'static Provider, &str)> {
    let (user, domain) = domain.split_once('.').filter(|(_, domain)| domain.contains('.'))?;
    let provider = provider(domain).filter(|provider| provider.subdomain)?;
    // what no domain has would be read as something that stands around the address
    user.chars().all(|char| char.is_alphanumeric() || char == '-').then_some((provider, user))
}

/// All providers by their domains.
#[cfg(test)]
pub(crate) fn providers() -> impl Iterator<Item = (&'static &'static str, &'static Provider)> {
    PROVIDERS.iter()
}
