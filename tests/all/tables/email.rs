//! E-mail addresses.

use crate::known::{cases, judge, same};
use contactkit::contact::Email;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmailCase {
    text: String,
    delivery: Option<String>,
    reason: Option<String>,
    /// The case needs the feature `idn`.
    #[serde(default)]
    idn: bool,
}

#[test]
fn emails_are_read_as_the_table_says() {
    let all = cases::<EmailCase>(include_str!("../../data/email.toml"));
    judge("emails", all.into_iter().filter(|case| cfg!(feature = "idn") || !case.idn).map(outcome));
}

fn outcome(case: EmailCase) -> (String, Result<(), String>) {
    let email = case.text.parse::<Email>();
    let found = (email.as_ref().ok().map(Email::delivery_form), email.as_ref().err().map(|why| why.code().to_owned()));
    (case.text, same(found, (case.delivery, case.reason)))
}
