//! Dates.

use crate::known::{cases, judge, same};
use contactkit::contact::{DateOptions, DateOrder, DateReading, PartialDate};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateCase {
    text: String,
    order: Option<String>,
    latest_year: Option<i16>,
    date: Option<String>,
    reason: Option<String>,
    /// Both dates of an ambiguous text, day first and month first.
    readings: Option<[String; 2]>,
    #[serde(default)]
    placeholder: bool,
    #[serde(default)]
    weak: bool,
}

#[test]
fn dates_are_read_as_the_table_says() {
    judge("dates", cases::<DateCase>(include_str!("../../data/date.toml")).into_iter().map(outcome));
}

fn outcome(case: DateCase) -> (String, Result<(), String>) {
    let order = match case.order.as_deref() {
        Some("day_first") => DateOrder::DayFirst,
        Some("month_first") => DateOrder::MonthFirst,
        _ => DateOrder::Unknown,
    };
    let options = DateOptions { order, latest_year: case.latest_year };
    let date = PartialDate::parse_with(&case.text, options);
    let readings = match PartialDate::readings(&case.text, options) {
        Ok(DateReading::Ambiguous { day_first, month_first }) => Some([day_first.to_string(), month_first.to_string()]),
        Ok(DateReading::Certain(certain)) if date != Ok(certain) => Some([certain.to_string(), String::new()]),
        _ => None,
    };
    let marks = date.map_or((false, false), |date| (date.is_placeholder(), date.is_weak()));
    let display = date.as_ref().ok().map(ToString::to_string);
    let found = (display.clone(), date.as_ref().err().map(|why| why.code().to_owned()), readings, marks);
    let back = display.map_or(Ok(()), |display| same(display.parse::<PartialDate>(), date));
    let expected = (case.date, case.reason, case.readings, (case.placeholder, case.weak || case.placeholder));
    (case.text, same(found, expected).and(back))
}
