//! Reading names of organizations: what is displayed reads back as the same.
#![no_main]

use contactkit::contact::Organization;
use contactkit::normalize::OrganizationKey;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(organization) = text.parse::<Organization>() {
        assert_eq!(organization.to_string().parse::<Organization>().as_ref(), Ok(&organization));
        let _ = (organization.legal_form_class(), OrganizationKey::of(&organization));
    }
});
