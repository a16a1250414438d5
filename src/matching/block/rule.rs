//! [`BlockingRule`]: what two records must share to be compared.

use std::fmt;

/// What two records must share to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BlockingRule {
    /// The same e-mail address.
    Email,
    /// Phone numbers with the same last eight digits.
    Phone,
    /// The same web address.
    Url,
    /// The part of an e-mail address before `@`, if it is no role.
    EmailUser,
    /// The domain of an e-mail address, if it is not a provider's, and the first letter of the user.
    EmailDomain,
    /// Given and family name in any order and spelling, nicknames included.
    FullName,
    /// The birth date.
    BirthDate,
    /// Street and house number.
    House,
    /// House number, and postal code or locality.
    HouseNumberAndPlace,
    /// The postal code, and the given or family name.
    PostalCodeAndName,
    /// The organization, and what the given or family name sounds like.
    OrganizationAndName,
    /// The organization and the locality.
    OrganizationAndPlace,
    /// The locality, and the given or family name.
    LocalityAndName,
    /// What given and family name sound like.
    Sound,
    /// The year of birth, and the given or family name.
    BirthYearAndName,
    /// The job title and the region, and the first letter of a name.
    JobTitleAndArea,
    /// The postal code or else the locality, and the first letters of given and family name.
    PlaceAndInitials,
    /// Nothing: all records that have a key of some rule are compared with each other, if they are no more than the limit.
    Everyone,
}

impl BlockingRule {
    /// All rules, in the order in which pairs are given to them: the most telling first.
    pub const ALL: [Self; 18] = [
        Self::Email,
        Self::Phone,
        Self::Url,
        Self::EmailUser,
        Self::EmailDomain,
        Self::FullName,
        Self::BirthDate,
        Self::House,
        Self::HouseNumberAndPlace,
        Self::PostalCodeAndName,
        Self::OrganizationAndName,
        Self::OrganizationAndPlace,
        Self::LocalityAndName,
        Self::Sound,
        Self::BirthYearAndName,
        Self::JobTitleAndArea,
        Self::PlaceAndInitials,
        Self::Everyone,
    ];

    /// How many pairs so many records may give under this rule: fewer where the key says less of a person.
    pub(super) fn most_pairs(self, records: u64) -> u64 {
        match self {
            Self::Email | Self::Phone | Self::Url | Self::FullName => records * 3,
            _ => records / 3,
        }
    }

    /// The fields by which a block that is too large is parted, one after the other.
    pub(crate) fn refinements(self) -> &'static [Refinement] {
        use Refinement as R;
        match self {
            Self::Email | Self::Phone | Self::Url | Self::EmailUser | Self::EmailDomain => {
                &[R::Family, R::Given, R::Locality]
            }
            Self::FullName => &[R::BirthYear, R::Locality, R::PostalCode, R::Organization],
            Self::BirthDate => &[R::Initial, R::Family],
            Self::House | Self::HouseNumberAndPlace => &[R::Locality, R::Family, R::Given],
            Self::PostalCodeAndName => &[R::Street, R::Initial, R::BirthYear],
            Self::OrganizationAndName | Self::OrganizationAndPlace => &[R::Family, R::Given, R::Locality],
            Self::LocalityAndName => &[R::Initial, R::Family, R::BirthYear, R::PostalCode],
            Self::Sound => &[R::BirthYear, R::Locality, R::PostalCode, R::Organization],
            Self::BirthYearAndName => &[R::Initial, R::Family, R::Locality, R::PostalCode],
            Self::JobTitleAndArea => &[R::Locality, R::Family],
            Self::PlaceAndInitials => &[R::BirthYear, R::Family, R::Given, R::Street],
            Self::Everyone => &[],
        }
    }
}

impl fmt::Display for BlockingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Url => "web address",
            Self::EmailUser => "e-mail user",
            Self::FullName => "full name",
            Self::EmailDomain => "e-mail domain and initial",
            Self::BirthDate => "birth date",
            Self::House => "street and house number",
            Self::HouseNumberAndPlace => "house number and place",
            Self::PostalCodeAndName => "postal code and name",
            Self::OrganizationAndName => "organization and name",
            Self::OrganizationAndPlace => "organization and locality",
            Self::LocalityAndName => "locality and name",
            Self::Sound => "sound of both names",
            Self::BirthYearAndName => "birth year and name",
            Self::JobTitleAndArea => "job title and region",
            Self::PlaceAndInitials => "place and initials",
            Self::Everyone => "few records",
        })
    }
}

/// A field by which a block is parted. Records without a value stay together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refinement {
    Given,
    Family,
    Initial,
    BirthYear,
    Locality,
    PostalCode,
    Street,
    Organization,
}
