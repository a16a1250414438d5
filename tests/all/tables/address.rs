//! Postal addresses.

use crate::known::{cases, judge, same};
use contactkit::contact::PostalAddress;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressCase {
    postal_code: String,
    country: String,
    canonical: String,
    fits: Option<bool>,
}

#[test]
fn postal_codes_are_written_as_the_table_says() {
    judge("addresses", cases::<AddressCase>(include_str!("../../data/address.toml")).into_iter().map(outcome));
}

fn outcome(case: AddressCase) -> (String, Result<(), String>) {
    let mut address = PostalAddress::default();
    address.postal_code = Some(case.postal_code.clone());
    address.country = Some(case.country);
    let canonical = address.postal_code_canonical();
    let found = (canonical.clone(), address.postal_code_fits());
    address.postal_code = canonical;
    let again = same(address.postal_code_canonical(), address.postal_code);
    (case.postal_code, same(found, (Some(case.canonical), case.fits)).and(again))
}
