//! What is wrong with a postal address.

use super::finding::Quoted;
use super::{FieldPath, Finding, Fix, Part, Rule};
use crate::contact::{AddressPart, CountryCode, PostalAddress, trimmed};

/// Checks one address.
pub(super) fn check(address: &PostalAddress, path: &FieldPath, findings: &mut Vec<Finding>) {
    let Some(country) = address.country.as_deref().map(trimmed).filter(|text| !text.is_empty()) else { return };
    let Some(code) = address.country_code() else {
        findings.push(Finding::new(
            Rule::AddressCountry,
            path.clone().part(Part::Country),
            format!("{} is no country that is known; write its name in full or its code, such as DE", Quoted(country)),
        ));
        return;
    };
    check_missing(address, code, country, path, findings);
    check_postal_code(address, code, country, path, findings);
    check_region(address, code, country, path, findings);
}

fn check_missing(
    address: &PostalAddress,
    code: CountryCode,
    country: &str,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    if address.missing_in(code).next().is_none() {
        return;
    }
    let missing: Vec<&str> = address.missing_in(code).map(AddressPart::as_str).collect();
    let message = match missing.split_last() {
        Some((last, [])) => last.to_string(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => return,
    };
    let message = format!("an address in {} needs a {message}; fill it in before you send post there", Quoted(country));
    findings.push(Finding::new(Rule::AddressIncomplete, path.clone(), message));
}

fn check_postal_code(
    address: &PostalAddress,
    code: CountryCode,
    country: &str,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    let Some(given) = address.postal_code.as_deref().map(trimmed).filter(|text| !text.is_empty()) else { return };
    let path = || path.clone().part(Part::PostalCode);
    match address.postal_code_in(code) {
        Some(canonical) if canonical.is(given) => {}
        Some(canonical) => findings.push(
            Finding::new(
                Rule::AddressPostalCodeForm,
                path(),
                format!("{} is written {} in its country", Quoted(given), Quoted(canonical.as_str())),
            )
            .with_fix(Some(Fix::Replace(canonical.as_str().to_owned()))),
        ),
        None if address.postal_code_fits() == Some(false) => {
            let restored = address.postal_code_restored();
            let hint = restored
                .as_deref()
                .map(|restored| format!("; {} would be one, spreadsheets drop the zero", Quoted(restored)))
                .unwrap_or_default();
            let (given, country) = (Quoted(given), Quoted(country));
            let message = format!("{given} is no postal code of {country}{hint}; correct the code or the country");
            findings.push(Finding::new(Rule::AddressPostalCode, path(), message).with_fix(restored.map(Fix::Replace)));
        }
        // no codes are known of the country
        None => {}
    }
}

fn check_region(
    address: &PostalAddress,
    code: CountryCode,
    country: &str,
    path: &FieldPath,
    findings: &mut Vec<Finding>,
) {
    if let Some(other) = address.foreign_region(code) {
        let region = Quoted(address.region.as_deref().unwrap_or_default());
        findings.push(Finding::new(
            Rule::AddressRegion,
            path.clone().part(Part::Region),
            format!(
                "{region} is a region of {other} and none of {}; correct the region or the country",
                Quoted(country)
            ),
        ));
    }
}
