//! What is wrong with an e-mail address, and what is odd about it.

mod confusable;
mod other_name;
mod typo;

use std::collections::BTreeSet;

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Rule};
use crate::contact::{Contact, ContactKind, Email, Field, Invalid, in_lowercase, unwrapped};

pub(crate) use typo::domain_suggestion;

/// Whether a domain belongs to nobody (RFC 2606) or is typed to be left alone.
fn is_nobodys(domain: &str) -> bool {
    matches!(
        domain.as_bytes(),
        b"example.com"
            | b"example.org"
            | b"example.net"
            | b"test.com"
            | b"test.de"
            | b"test.test"
            | b"none.com"
            | b"noemail.com"
            | b"nomail.com"
            | b"asdf.com"
            | b"invalid.com"
            | b"email.invalid"
    )
}

/// Whether a user is typed to be left alone, at whatever domain.
fn is_nobodys_user(user: &str) -> bool {
    matches!(
        user.as_bytes(),
        b"noemail"
            | b"no-email"
            | b"nomail"
            | b"no.email"
            | b"donthaveone"
            | b"asdf"
            | b"asdfasdf"
            | b"qwerty"
            | b"xxx"
            | b"none"
    )
}

/// Checks one address of a contact; a usual, clean one is looked up in some small tables, and nothing is allocated.
///
/// The lists of domains say nothing of the trusted ones.
pub(super) fn check(
    field: &Field<Email>,
    contact: &Contact,
    trusted: &BTreeSet<String>,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let mut found = |rule, message| findings.push(Finding::new(rule, path.clone(), message));
    let email = match &field.outcome {
        Ok(email) => email,
        Err(Invalid::Empty | Invalid::TooLong) => return,
        Err(why) => {
            let message = format!("{} is not an e-mail address: {why}; correct it or remove it", Quoted(&field.text));
            let fix = unwrapped(&field.text).map(|address| Fix::Replace(address.to_owned()));
            findings.push(Finding::new(Rule::EmailSyntax, path.clone(), message).with_fix(fix));
            return;
        }
    };
    let shown = Quoted(email.as_str());
    if let Err(why) = email.usable() {
        found(Rule::EmailUnusable, format!("{shown} cannot be used on the internet: {why}; ask for another address"));
        return;
    }
    if let Some(part) = confusable::confusable(email) {
        found(
            Rule::EmailConfusable,
            format!("{shown} has {}, letters that are taken for others; check where it came from", Quoted(&part)),
        );
    }
    if email.is_disposable() && !is_trusted(email, trusted) {
        found(
            Rule::EmailDisposable,
            format!("{shown} is at {}, known for throw-away mailboxes; ask for a lasting one", Quoted(email.domain())),
        );
    } else if let Some(suggestion) = domain_suggestion(email.domain()).filter(|_| !is_trusted(email, trusted)) {
        found(
            Rule::EmailDomainTypo,
            format!(
                "{shown} has the domain {}, probably {suggestion} is meant; ask before changing it",
                Quoted(email.domain())
            ),
        );
    } else if is_placeholder(email) {
        found(Rule::EmailPlaceholder, format!("{shown} is nobody's address; ask for the real one or remove it"));
        return;
    }
    if contact.kind != ContactKind::Person || contact.names.is_empty() {
        return;
    }
    if email.is_role() {
        if !other_name::is_own_domain(email, contact) {
            found(
                Rule::EmailRole,
                format!("{shown} is an address of a function, not of a person; others may read what is sent there"),
            );
        }
    } else if other_name::is_of_another(email, contact) {
        found(
            Rule::EmailOtherName,
            format!("{shown} names somebody else than the record; check whether it is this person's"),
        );
    }
}

fn is_trusted(email: &Email, trusted: &BTreeSet<String>) -> bool {
    !trusted.is_empty() && trusted.contains(email.domain_unicode().as_ref())
}

/// Whether an address is one that people type to be left alone.
pub(crate) fn is_placeholder(email: &Email) -> bool {
    /// No domain and no user of nobody's is longer.
    const LONGEST: usize = 13;
    let (user, domain) = (email.user(), email.domain());
    let is_test = |text: &str| text.eq_ignore_ascii_case("test");
    domain.len() <= LONGEST && in_lowercase(domain, is_nobodys)
        || user.len() <= LONGEST && in_lowercase(user, is_nobodys_user)
        || is_test(user) && domain.rsplit_once('.').is_some_and(|(label, _)| is_test(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::FieldKind;

    #[test]
    fn a_trusted_domain_is_neither_disposable_nor_a_slip() {
        let codes = |trusted: &[&str]| {
            let trusted = trusted.iter().map(|&domain| domain.to_owned()).collect();
            let (contact, mut findings) = (Contact::person("1"), Vec::new());
            for text in ["ada@Mailinator.com", "ada@gmal.com"] {
                let path = FieldPath::value(FieldKind::Emails, 0);
                check(&Field::parse(text), &contact, &trusted, &path, &mut findings);
            }
            findings.iter().map(Finding::code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&[]), ["email.disposable", "email.domain_typo"]);
        assert_eq!(codes(&["mailinator.com"]), ["email.domain_typo"]);
        assert!(codes(&["gmal.com", "mailinator.com"]).is_empty());
    }
}
