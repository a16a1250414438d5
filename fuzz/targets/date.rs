//! Reading dates: what is displayed reads back as the same.
#![no_main]

use contactkit::contact::{DateOptions, DateOrder, PartialDate};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for order in [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst] {
        if let Ok(date) = PartialDate::parse_with(text, DateOptions { order, latest_year: Some(2030) }) {
            assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
        }
    }
});
