//! Postal addresses of any parts: their form of comparison, and postal codes in canonical form.
#![no_main]

use contactkit::contact::PostalAddress;
use contactkit::normalize::AddressKey;

libfuzzer_sys::fuzz_target!(|parts: [&str; 5]| {
    let mut address = PostalAddress::default();
    let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let [street, locality, region, postal_code, country] = parts.map(part);
    (address.street, address.locality, address.region) = (street, locality, region);
    (address.postal_code, address.country) = (postal_code, country);
    if let Some(Ok(parsed)) = address.street.as_deref().map(str::parse::<PostalAddress>) {
        assert_eq!(parsed.to_string().parse(), Ok(parsed));
    }
    let _ = (address.lines(), address.missing_parts(), address.street_line().is_some());
    let _ = (AddressKey::of(&address), address.to_string(), address.postal_code_fits());
    let canonical = address.postal_code_canonical();
    address.postal_code.clone_from(&canonical);
    assert_eq!(address.postal_code_canonical(), canonical);
});
