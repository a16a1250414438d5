//! Names of organizations.

use crate::known::{cases, judge, same};
use contactkit::contact::Organization;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationCase {
    text: String,
    name: String,
    legal_form: Option<String>,
    class: Option<String>,
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
    let class = organization.legal_form_class().map(|class| class.as_str().to_owned());
    let found = (organization.name.clone(), organization.legal_form.clone(), class);
    let back = same(organization.to_string().parse(), Ok(organization));
    (case.text, same(found, (case.name, case.legal_form, case.class)).and(back))
}
