//! What is wrong with a postal address.

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Part, Rule};
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
    let Some(postal_code) = address.postal_code.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return;
    };
    let Some(country) = address.country_code() else { return };
    let path = || path.clone().part(Part::PostalCode);
    if address.postal_code_fits() == Some(false) {
        findings.push(Finding::new(
            Rule::AddressPostalCode,
            path(),
            format!("{} is no postal code of {country}; correct the code or the country", Quoted(postal_code)),
        ));
    } else if let Some(canonical) = address.postal_code_canonical().filter(|canonical| canonical != postal_code) {
        findings.push(
            Finding::new(
                Rule::AddressPostalCodeForm,
                path(),
                format!("{} is written {} in {country}", Quoted(postal_code), Quoted(&canonical)),
            )
            .with_fix(Some(Fix::Replace(canonical))),
        );
    }
}
