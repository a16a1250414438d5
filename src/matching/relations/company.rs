//! [`Companies`]: which organizations are one company by their names, and which of two is the parent.

use super::super::records::Records;
use super::super::values::Values;
use crate::contact::{Organization, PostalAddress};
use crate::normalize::{AddressKey, OrganizationKey};

/// The names of organizations, each parted into its company and its branch.
pub(super) struct Companies<'a> {
    records: &'a Records,
    /// By the number of the name.
    names: Vec<Name>,
}

/// A name of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Name {
    /// The number of the name without its branch.
    company: u32,
    /// Whether it names a branch, or the organization of a country.
    is_branch: bool,
}

impl<'a> Companies<'a> {
    /// Parts the distinct names of all organizations.
    pub(super) fn new(records: &'a Records) -> Self {
        let mut companies = Values::<()>::default();
        let names = &records.organization_values;
        let numbers = (0..).take(names.len());
        let part = |number| {
            let name = Organization { name: names.text(number).to_owned(), legal_form: None };
            let key = OrganizationKey::of(&name)?;
            Some(Name { company: companies.number(key.name(), |_| ()), is_branch: key.branch().is_some() })
        };
        Self { records, names: numbers.map(part).map(Option::unwrap_or_default).collect() }
    }

    /// Two names by their numbers, if they are one but for what says which branch it is.
    fn of_one(&self, names: [u32; 2]) -> Option<[Name; 2]> {
        let [left, right] = names.map(|name| self.names.get(name as usize).copied().unwrap_or_default());
        (left.company == right.company && left != Name::default()).then_some([left, right])
    }

    /// Whether two names are one but for what says which branch it is.
    pub(super) fn are_one(&self, names: [u32; 2]) -> bool {
        self.of_one(names).is_some()
    }

    /// Which of two records is the parent company of the other by their names: its name is that of the other but for the
    /// branch, or for the town where the other is, and the parent is not.
    pub(super) fn parent(&self, [left, right]: [u32; 2], [left_name, right_name]: [u32; 2]) -> Option<u32> {
        match self.of_one([left_name, right_name]) {
            Some([one, other]) if one.is_branch != other.is_branch => Some(if other.is_branch { left } else { right }),
            Some(_) => None,
            None if self.is_of_town((left, left_name), (right, right_name)) => Some(left),
            None => self.is_of_town((right, right_name), (left, left_name)).then_some(right),
        }
    }

    /// Whether the second record has the name of the first and that of a town in which it is, and the first is not.
    fn is_of_town(&self, (parent, parent_name): (u32, u32), (branch, branch_name): (u32, u32)) -> bool {
        let [short, long] = [parent_name, branch_name].map(|name| self.records.organization_values.text(name));
        let Some(rest) = long.strip_prefix(short).and_then(|rest| rest.strip_prefix(' ')) else { return false };
        let address = PostalAddress { locality: Some(rest.to_owned()), ..PostalAddress::default() };
        let Some(AddressKey { locality: town, .. }) = AddressKey::of(&address) else { return false };
        let is_in = |row: u32| {
            let addresses = self.records.addresses.row(row);
            addresses.iter().any(|address| self.records.place_values.text(address.locality) == town)
        };
        is_in(branch) && !is_in(parent)
    }
}
