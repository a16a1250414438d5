//! Reading names: what is displayed is a name, and the readings are in order.
#![no_main]

use contactkit::contact::{NameOptions, PersonName};
use contactkit::normalize::NameKey;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(name) = PersonName::parse(text) {
        let display = name.to_string();
        PersonName::parse(&display).expect("a displayed name is a name");
        let _ = (name.inverted(), name.initials(), name.sort_key(), name.family_names(), NameKey::of(&name));
        let readings = PersonName::readings(text, NameOptions::default()).expect("a name has readings");
        assert!(readings.is_sorted_by_key(|reading| std::cmp::Reverse(reading.confidence)));
    }
});
