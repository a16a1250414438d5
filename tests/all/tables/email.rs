//! E-mail addresses.

use crate::known::{cases, judge, same};
use contactkit::contact::Email;
use contactkit::normalize::EmailKey;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmailCase {
    text: String,
    /// The delivery form; nothing if the text is not read as an address.
    delivery: Option<String>,
    /// The delivery form for servers that know ASCII only, if it is another one.
    ascii: Option<String>,
    /// The match form, if it is another one than the delivery form.
    key: Option<String>,
    /// Why the text is not read, or why the address cannot be used on the internet.
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
    let reason = match &email {
        Ok(email) => email.usable().err(),
        Err(why) => Some(*why),
    };
    let email = email.ok();
    let delivery = email.as_ref().map(Email::delivery_form);
    let ascii = email.as_ref().and_then(Email::delivery_form_ascii).filter(|ascii| Some(ascii) != delivery.as_ref());
    let key = EmailKey::of(&case.text).map(|key| key.text);
    let key = key.filter(|key| email.is_some() && Some(key) != delivery.as_ref());
    let reason = reason.map(|why| why.code().to_owned());
    (case.text, same((delivery, ascii, key, reason), (case.delivery, case.ascii, case.key, case.reason)))
}
