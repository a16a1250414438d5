//! What is wrong with a postal address.

use super::finding::Quoted;
use super::{FieldPath, Finding, Part, Rule};
use crate::contact::PostalAddress;

/// Checks one address.
pub(super) fn check(address: &PostalAddress, path: &FieldPath, findings: &mut Vec<Finding>) {
    let country = address.country.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if let Some(country) = country
        && address.country_code().is_none()
    {
        findings.push(Finding::new(
            Rule::AddressCountry,
            path.clone().part(Part::Country),
            format!("{} is no country that is known; write its name in full or its code, such as DE", Quoted(country)),
        ));
    }
}
