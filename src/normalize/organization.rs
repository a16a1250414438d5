//! The form in which organizations are compared.

use super::{fold, tables};
use crate::contact::Organization;

/// The comparable name of an organization: folded, without its legal form, common words in their long form.
///
/// Empty if the name has no letter or digit.
///
/// ```
/// use contactkit::contact::Organization;
/// use contactkit::normalize::organization_key;
///
/// let key = |text: &str| organization_key(&text.parse::<Organization>().unwrap());
/// assert_eq!(key("The Panos & Pauls"), key("PANOS AND PAULS"));
/// ```
pub fn organization_key(organization: &Organization) -> String {
    let text = organization.name.replace(['&', '+'], " and ");
    let folded = fold(&text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ').filter(|word| !matches!(*word, "the" | "")) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(tables::organization_word(word).unwrap_or(word));
    }
    if out.is_empty() { folded } else { out }
}
