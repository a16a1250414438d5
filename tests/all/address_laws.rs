//! What holds for every postal address.

use contactkit::contact::{PostalAddress, StreetLine};
use contactkit::normalize::AddressKey;
use proptest::prelude::*;

/// Words of street lines, and texts that are none.
fn lines() -> impl Strategy<Value = String> {
    prop_oneof![
        "([A-Z][a-z]{2,6}|[0-9]{1,3}[a-c]?|St\\.?|Rue|Calle|Hauptstr\\.|Apt|Flat|no|#|c/o|P\\.O\\. Box|2nd|3º|-|,|bis| ){1,10}",
        "(ул\\.|д\\.|кв\\.|[а-я]{3,6}|[0-9]{1,2}|,| ){1,8}",
        any::<String>(),
    ]
}

/// Addresses of one text as people write them.
fn texts() -> impl Strategy<Value = String> {
    "([0-9]{1,5} )?[A-Z][a-z]{2,6}( St| Rd|str\\. 5)?(, (Apt 4|[0-9]{5}|[A-Z][a-z]{2,6}( [A-Z]{2})?( [0-9]{5})?|[A-Z]{2} [0-9]{5}|SW1A 1AA|NY|Bayern)){0,4}(, (UK|USA|Germany|FR|Italia|Georgia|Canada))?"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_street_line_stand_in_it(line in lines()) {
        let read = StreetLine::of(&line);
        for part in [read.name, read.number, read.unit, read.post_box, read.care_of] {
            prop_assert!(line.contains(part) && part.trim() == part, "{:?}", read);
        }
    }

    #[test]
    fn addresses_of_one_text_read_back_from_what_they_display(text in texts()) {
        let address: PostalAddress = text.parse().unwrap();
        prop_assert_eq!(address.to_string().parse(), Ok(address));
    }

    #[test]
    fn a_restored_postal_code_fits_and_is_compared_as_the_whole_one(
        code in "[0-9]{1,8}(-[0-9]{3,4})?", country in proptest::sample::select(vec!["US", "DE", "JP", "PL", "FI", "BR", "GB", ""])
    ) {
        let mut address = PostalAddress::default();
        (address.postal_code, address.country) = (Some(code), Some(country.to_owned()));
        if let Some(restored) = address.postal_code_restored() {
            let key = AddressKey::of(&address);
            address.postal_code = Some(restored);
            prop_assert_eq!(address.postal_code_fits(), Some(true));
            prop_assert_eq!(address.postal_code_restored(), None);
            prop_assert_eq!(AddressKey::of(&address), key);
        }
    }

    #[test]
    fn the_lines_of_an_address_have_its_street(street in lines(), country in "[A-Z]{2}") {
        let mut address = PostalAddress::default();
        (address.street, address.country) = (Some(street.clone()), Some(country.clone()));
        let lines = address.lines();
        prop_assert!(lines.iter().all(|line| !line.is_empty() && line.trim() == line), "{:?}", lines);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&lines.join(" ")), words(&format!("{street} {country}")));
    }
}

/// The states of the United States, of which some have the code of a country, too.
const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND \
                      OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";

#[test]
fn an_address_in_any_state_is_read_in_its_parts() {
    for state in STATES.split(' ') {
        for text in
            [format!("221 Main St, Springfield, {state} 62701"), format!("PO Box 7, Oak Park, {state} 62701-1234")]
        {
            let address: PostalAddress = text.parse().unwrap();
            assert_eq!((address.region.as_deref(), &address.country), (Some(state), &None), "{text}");
            assert!(address.locality.is_some() && address.postal_code.is_some(), "{text}");
        }
    }
}
