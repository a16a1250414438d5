//! Reading e-mail addresses: what is displayed reads back as the same, and no form has a line break.
#![no_main]

use contactkit::contact::Email;
use contactkit::normalize::EmailKey;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(email) = text.parse::<Email>() {
        assert_eq!(email.to_string().parse::<Email>().as_ref(), Ok(&email));
        assert!(!email.delivery_form().contains(['\r', '\n']));
    }
    if let Some(key) = EmailKey::of(text) {
        assert_eq!(EmailKey::of(&key.text).map(|again| again.text), Some(key.text));
    }
});
