//! Whole contacts of any texts: validating, matching and merging them.
#![no_main]

use contactkit::contact::{Contact, Field};
use contactkit::{Matcher, Records, Survivorship, Validator, merge::merge};

libfuzzer_sys::fuzz_target!(|texts: [[&str; 6]; 2]| {
    let contacts: Vec<Contact> = texts.iter().enumerate().map(|(at, texts)| contact(at, texts)).collect();
    let validator = Validator::default();
    for contact in &contacts {
        for finding in validator.check(contact) {
            assert!(!finding.to_string().is_empty());
        }
    }
    let records: Records = contacts.iter().collect();
    let resolution = Matcher::new().resolve(&records);
    assert_eq!(resolution.ledger.candidates(), resolution.ledger.scored() + resolution.ledger.repeated());
    let merged = merge(&contacts, &Survivorship::default());
    assert_eq!(merged.unmerge(), contacts);
});

fn contact(at: usize, [name, email, phone, organization, date, url]: &[&str; 6]) -> Contact {
    let mut contact = Contact::person(at.to_string());
    contact.names.push(Field::parse(*name));
    contact.emails.push(Field::parse(*email));
    contact.phones.push(Field::parse(*phone));
    contact.organization_names.push(Field::parse(*organization));
    contact.birth_dates.push(Field::parse(*date));
    contact.urls.push(Field::parse(*url));
    contact
}
