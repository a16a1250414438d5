//! [`repair`]: the fixes of findings, made by whoever decides so.

use super::{FieldKind, FieldPath, Finding, Fix, Part, Rule};
use crate::contact::{Contact, Field, Invalid, PostalAddress};
use std::collections::BTreeSet;

/// A change that a fix made, with what stood there before, so that nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Repair {
    /// The rule that was broken.
    pub rule: Rule,
    /// Where the value stood before anything was removed.
    pub path: FieldPath,
    /// The text before, to the byte.
    pub before: String,
    /// The text after; nothing if the value was removed.
    pub after: Option<String>,
}

/// Makes the fixes of findings that a contact has, and returns every change in the order in which it was made.
///
/// One fix is made for each value; check again for what is left. A fix is left out where the value says more than its text
/// does (parts that were given one by one, a phone number of a region that was set): a text that is read anew would lose it.
///
/// ```
/// use contactkit::contact::{Contact, Field};
/// use contactkit::validate::{Validator, repair};
///
/// let mut contact = Contact::person("7");
/// contact.names.push(Field::parse("JON DOH"));
/// contact.emails.extend(["jon@analytical.org", "jon@analytical.org"].map(Field::parse));
/// let findings = Validator::default().check(&contact);
/// let repairs = repair(&mut contact, &findings);
/// assert_eq!((contact.to_string().as_str(), contact.emails.len()), ("Jon Doh", 1));
/// assert_eq!((repairs[0].before.as_str(), repairs[0].after.as_deref()), ("JON DOH", Some("Jon Doh")));
/// ```
pub fn repair(contact: &mut Contact, findings: &[Finding]) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = Vec::new();
    let mut removals = BTreeSet::new();
    for finding in findings {
        match &finding.fix {
            Some(Fix::Replace(text)) if repairs.iter().all(|repair| repair.path != finding.path) => {
                let before = replace(contact, &finding.path, text);
                repairs.extend(before.map(|before| made(finding, before, Some(text.clone()))));
            }
            Some(Fix::Remove) => _ = removals.insert((&finding.path, finding.rule)),
            _ => {}
        }
    }
    // From the end, so that no value moves before its turn.
    let mut last = None;
    for (path, rule) in removals.into_iter().rev() {
        if last != Some(path)
            && let Some(before) = remove(contact, path)
        {
            repairs.push(Repair { rule, path: path.clone(), before, after: None });
        }
        last = Some(path);
    }
    repairs
}

fn made(finding: &Finding, before: String, after: Option<String>) -> Repair {
    Repair { rule: finding.rule, path: finding.path.clone(), before, after }
}

/// Puts a text in the place of another one, which is returned.
fn replace(contact: &mut Contact, path: &FieldPath, text: &str) -> Option<String> {
    let index = path.index.unwrap_or_default();
    match (path.field, path.part) {
        (FieldKind::Addresses, Some(Part::PostalCode)) => replace_code(contact.addresses.get_mut(index)?, text),
        (_, Some(_)) => None,
        (FieldKind::Names, None) => reread(contact.names.get_mut(index)?, text),
        (FieldKind::OrganizationNames, None) => reread(contact.organization_names.get_mut(index)?, text),
        (FieldKind::Emails, None) => reread(contact.emails.get_mut(index)?, text),
        (FieldKind::Phones, None) => reread(contact.phones.get_mut(index)?, text),
        (FieldKind::Addresses, None) => reread(contact.addresses.get_mut(index)?, text),
        (FieldKind::BirthDates, None) => reread(contact.birth_dates.get_mut(index)?, text),
        (FieldKind::Urls, None) => reread(contact.urls.get_mut(index)?, text),
        (FieldKind::Notes, None) => Some(std::mem::replace(contact.notes.get_mut(index)?, text.to_owned())),
        (FieldKind::Tags, None) => {
            let tag = contact.tags.take(path.key.as_deref()?)?;
            contact.tags.insert(text.to_owned());
            Some(tag)
        }
        _ => None,
    }
}

/// Reads a field anew from another text, if its value is what its text reads as.
fn reread<T: std::str::FromStr<Err = Invalid> + PartialEq>(field: &mut Field<T>, text: &str) -> Option<String> {
    if field.text.parse() != field.outcome {
        return None;
    }
    field.outcome = text.parse();
    Some(std::mem::replace(&mut field.text, text.to_owned()))
}

/// Replaces the postal code of an address, and in its text where it stands there once.
fn replace_code(field: &mut Field<PostalAddress>, code: &str) -> Option<String> {
    let address = field.outcome.as_mut().ok()?;
    let before = address.postal_code.replace(code.to_owned())?;
    if field.text.matches(before.as_str()).count() == 1 {
        field.text = field.text.replacen(before.as_str(), code, 1);
    }
    Some(before)
}

/// Takes a value away; its text is returned.
fn remove(contact: &mut Contact, path: &FieldPath) -> Option<String> {
    fn take<T>(fields: &mut Vec<Field<T>>, index: usize) -> Option<String> {
        (index < fields.len()).then(|| fields.remove(index).text)
    }
    let index = path.index.unwrap_or_default();
    match (path.field, path.part) {
        (_, Some(_)) => None,
        (FieldKind::Names, None) => take(&mut contact.names, index),
        (FieldKind::OrganizationNames, None) => take(&mut contact.organization_names, index),
        (FieldKind::Employments, None) => take(&mut contact.employments, index),
        (FieldKind::Emails, None) => take(&mut contact.emails, index),
        (FieldKind::Phones, None) => take(&mut contact.phones, index),
        (FieldKind::Addresses, None) => take(&mut contact.addresses, index),
        (FieldKind::BirthDates, None) => take(&mut contact.birth_dates, index),
        (FieldKind::Urls, None) => take(&mut contact.urls, index),
        (FieldKind::Notes, None) => (index < contact.notes.len()).then(|| contact.notes.remove(index)),
        (FieldKind::Tags, None) => contact.tags.take(path.key.as_deref()?),
        (FieldKind::Custom, None) => take(contact.custom.get_mut(path.key.as_deref()?)?, index),
        _ => None,
    }
}
