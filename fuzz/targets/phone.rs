//! Reading phone numbers: what is displayed reads back as the same, in every region.
#![no_main]

use contactkit::contact::{CountryCode, Phone};

libfuzzer_sys::fuzz_target!(|input: (u8, &str)| {
    let (number, text) = input;
    let regions = ["", "US", "DE", "GB", "IT", "AR", "MX", "RU", "BR", "JP", "IN", "AU", "FR", "KE", "AG", "CN"];
    let region = CountryCode::of(regions[usize::from(number) % regions.len()]);
    if let Ok(phone) = Phone::parse(text, region) {
        assert_eq!(phone.to_string().parse::<Phone>().as_ref(), Ok(&phone));
        let _ = phone.check();
    }
});
