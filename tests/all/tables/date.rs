//! Dates.

use crate::known::{cases, judge, same};
use contactkit::contact::{DateOptions, DateOrder, PartialDate};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateCase {
    text: String,
    order: Option<String>,
    latest_year: Option<i16>,
    date: Option<String>,
    reason: Option<String>,
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
    let date = PartialDate::parse_with(&case.text, DateOptions { order, latest_year: case.latest_year });
    let display = date.as_ref().ok().map(ToString::to_string);
    let found = (display.clone(), date.as_ref().err().map(|why| why.code().to_owned()));
    let back = display.map_or(Ok(()), |display| same(display.parse::<PartialDate>(), date));
    (case.text, same(found, (case.date, case.reason)).and(back))
}
