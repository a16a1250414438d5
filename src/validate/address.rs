//! What is wrong with a postal address.

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Part, Rule};
use crate::contact::PostalAddress;

/// Checks one address.
pub(super) fn check(address: &PostalAddress, path: &FieldPath, findings: &mut Vec<Finding>) {
    check_country(address, path, findings);
    let Some(postal_code) = address.postal_code.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return;
    };
    let postal_path = || path.clone().part(Part::PostalCode);
    match address.postal_code_fits() {
        // There is no code, or none is known of the country: which may be because the country itself is not.
        None => check_country(address, path, findings),
        Some(false) => {
            let country = address.country.as_deref().unwrap_or_default().trim();
            let hint = with_zero(address, postal_code)
                .map(|with_zero| format!("; {} would be one, spreadsheets drop the zero", Quoted(&with_zero)))
                .unwrap_or_default();
            findings.push(Finding::new(
                Rule::AddressPostalCode,
                postal_path(),
                format!(
                    "{} is no postal code of {}{hint}; correct the code or the country",
                    Quoted(postal_code),
                    Quoted(country)
                ),
            ));
        }
        Some(true) => {
            let canonical = address.postal_code_canonical().filter(|canonical| canonical != postal_code);
            if let Some(canonical) = canonical {
                findings.push(
                    Finding::new(
                        Rule::AddressPostalCodeForm,
                        postal_path(),
                        format!("{} is written {} in its country", Quoted(postal_code), Quoted(&canonical)),
                    )
                    .with_fix(Some(Fix::Replace(canonical))),
                );
            }
        }
    }
}

fn check_country(address: &PostalAddress, path: &FieldPath, findings: &mut Vec<Finding>) {
    let Some(country) = address.country.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return };
    if address.country_code().is_none() {
        findings.push(Finding::new(
            Rule::AddressCountry,
            path.clone().part(Part::Country),
            format!("{} is no country that is known; write its name in full or its code, such as DE", Quoted(country)),
        ));
    }
}

/// The postal code with the zero before it that it seems to have lost, if it fits then.
fn with_zero(address: &PostalAddress, postal_code: &str) -> Option<String> {
    if !postal_code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let with_zero = format!("0{postal_code}");
    let repaired = PostalAddress {
        postal_code: Some(with_zero.clone()),
        country: address.country.clone(),
        ..PostalAddress::default()
    };
    (repaired.postal_code_fits() == Some(true)).then_some(with_zero)
}
