//! Names of organizations.

use crate::known::{cases, judge, same};
use contactkit::contact::{CountryCode, Organization};
use contactkit::normalize::OrganizationKey;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationCase {
    text: String,
    name: String,
    legal_form: Option<String>,
    /// The country in which the class is asked for.
    country: Option<String>,
    class: Option<String>,
    /// The comparable name; empty for none.
    key: Option<String>,
    branch: Option<String>,
    acronym: Option<String>,
}

#[test]
fn organizations_are_read_as_the_table_says() {
    judge(
        "organizations",
        cases::<OrganizationCase>(include_str!("../../data/organization.toml")).into_iter().map(outcome),
    );
}

fn outcome(case: OrganizationCase) -> (String, Result<(), String>) {
    let organization: Organization = case.text.parse().unwrap_or_default();
    let class = match case.country.as_deref().map(|country| CountryCode::of(country).unwrap()) {
        Some(country) => organization.legal_form_in(country).map(|form| form.class),
        None => organization.legal_form_class(),
    };
    let found = (organization.name.clone(), organization.legal_form.clone(), class.map(|class| class.to_string()));
    let key = OrganizationKey::of(&organization);
    let text = key.as_ref().map_or_else(String::new, |key| key.text.clone());
    let parts = key.map_or((None, None), |key| (key.branch().map(str::to_owned), key.acronym()));
    let compared = match case.key {
        Some(expected) => {
            let acronym = case.acronym.is_some().then_some(parts.1).flatten();
            same((text, parts.0, acronym), (expected, case.branch, case.acronym))
        }
        None => Ok(()),
    };
    let back = same(organization.to_string().parse(), Ok(organization));
    (case.text, same(found, (case.name, case.legal_form, case.class)).and(compared).and(back))
}
