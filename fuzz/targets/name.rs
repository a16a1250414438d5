//! Reading names: what is displayed reads back, and the form of comparison is stable.
#![no_main]

use contactkit::contact::PersonName;
use contactkit::normalize::NameKey;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(name) = PersonName::parse(text) {
        let display = name.to_string();
        let again = PersonName::parse(&display).expect("a displayed name is a name");
        assert_eq!(again.to_string(), display, "the display is stable");
        let _ = (name.inverted(), name.generation(), name.placeholder(), NameKey::of(&name));
    }
});
