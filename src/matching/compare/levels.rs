//! The comparisons, their levels, and the probabilities that the default model gives them.
//!
//! m is the probability of a level among records of one person or organization; u is its probability among records of
//! different ones, of which there are three kinds (see [`Rival`]). Both are over the pairs in which the field can be
//! compared at all; where a side has no value there is no evidence. The figures are rounded from what is published of
//! customer and census data (Herzog, Scheuren and Winkler 2007, chapters 9 to 12; Splink's topic guides) and from what
//! the model must say of the cases in `tests/data`. A `u` of a level with a term frequency is the probability that two
//! records of strangers share the value, which every data set has its own figure for: it is replaced by the sum of
//! squared frequencies when a model is made from records.

use super::super::rival::Rival;

/// One thing that two records are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Comparison {
    /// A person against an organization.
    Kind,
    /// The first given name.
    GivenName,
    /// Middle names and initials.
    MiddleName,
    /// The family name.
    FamilyName,
    /// Whether given and family name stand in the same places.
    NameOrder,
    /// Jr against Sr.
    Generation,
    /// The gender as given.
    Gender,
    /// The birth date.
    BirthDate,
    /// The e-mail addresses.
    Email,
    /// The phone numbers.
    Phone,
    /// Street, locality, region, postal code and country, as one piece of evidence.
    Address,
    /// The employer of a person, or the organization of a record that names no person.
    Organization,
    /// The name of an organization, where both records are of organizations.
    OrganizationName,
    /// The job title.
    JobTitle,
    /// Web sites and profiles.
    Url,
}

/// How many comparisons there are.
pub(crate) const COMPARISONS: usize = 15;

/// The values whose frequency weighs a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Term {
    /// Given names.
    GivenName,
    /// Family names.
    FamilyName,
    /// Whole e-mail addresses.
    Email,
    /// The parts of e-mail addresses before `@`.
    EmailUser,
    /// The parts of e-mail addresses after `@`.
    EmailDomain,
    /// Phone numbers.
    Phone,
    /// Streets with their house numbers.
    StreetAndNumber,
    /// Postal codes.
    PostalCode,
    /// Localities.
    Locality,
    /// Localities with region and country.
    Place,
    /// Regions with their country.
    Area,
    /// Birth dates.
    BirthDate,
    /// Organizations.
    Organization,
    /// Job titles.
    JobTitle,
    /// Web addresses.
    Url,
}

/// How many kinds of terms there are.
pub(crate) const TERMS: usize = 15;

impl Term {
    /// All kinds of terms, in the order of their numbers.
    pub(crate) const ALL: [Self; TERMS] = [
        Self::GivenName,
        Self::FamilyName,
        Self::Email,
        Self::EmailUser,
        Self::EmailDomain,
        Self::Phone,
        Self::StreetAndNumber,
        Self::PostalCode,
        Self::Locality,
        Self::Place,
        Self::Area,
        Self::BirthDate,
        Self::Organization,
        Self::JobTitle,
        Self::Url,
    ];
}

/// A level of a comparison with the probabilities of the default model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelDefault {
    /// What two values of this level have in common.
    pub(crate) name: &'static str,
    /// The probability of the level among matches.
    pub(crate) m: f64,
    /// The probability of the level among non-matches, by their kind.
    pub(crate) u: [f64; Rival::COUNT],
    /// Whose frequency weighs the level, and how many thousandths of it against each kind of non-match.
    pub(crate) term: Option<(Term, [i32; Rival::COUNT])>,
    /// For levels whose u can be counted: how many times the probability that two strangers share the value it is.
    pub(crate) ratio: Option<f64>,
}

impl LevelDefault {
    /// The kind of value that two records share at the level, if it says that they share one.
    pub(crate) fn shared_term(&self) -> Option<Term> {
        self.term.filter(|_| self.ratio == Some(1.0)).map(|(term, _)| term)
    }
}

/// Organizations in one house are to each other as relatives are, branches as colleagues, and namesakes as strangers,
/// until the records tell.
const fn spread<T: Copy>([strangers, relatives, colleagues]: [T; 3]) -> [T; Rival::COUNT] {
    [strangers, relatives, colleagues, relatives, colleagues, strangers]
}

const fn level(name: &'static str, m: f64, u: [f64; 3]) -> LevelDefault {
    LevelDefault { name, m, u: spread(u), term: None, ratio: None }
}

const fn by(name: &'static str, m: f64, u: [f64; 3], term: Term, share: [i32; 3]) -> LevelDefault {
    LevelDefault { name, m, u: spread(u), term: Some((term, spread(share))), ratio: Some(1.0) }
}

/// A level of values that are only alike: half of the frequency counts, since a common name is more often alike another.
const fn alike(name: &'static str, m: f64, u: [f64; 3], term: Term, share: [i32; 3]) -> LevelDefault {
    LevelDefault { name, m, u: spread(u), term: Some((term, spread(share))), ratio: None }
}

/// A level of values that are a slip of typing apart: so many times rarer than the value itself.
const fn slip(name: &'static str, m: f64, u: [f64; 3], term: Term, share: [i32; 3]) -> LevelDefault {
    LevelDefault { name, m, u: spread(u), term: Some((term, spread(share))), ratio: Some(0.05) }
}

/// A level with its own probability among one kind of non-matches.
const fn among(rival: Rival, u: f64, mut level: LevelDefault) -> LevelDefault {
    if let Some((place, _)) = level.u.split_at_mut(rival as usize).1.split_first_mut() {
        *place = u;
    }
    level
}

/// The frequency counts against strangers and colleagues; relatives have their own reasons to share the value.
const UNRELATED: [i32; 3] = [1000, 0, 1000];
/// Half of it, for values that are only alike.
const ALIKE: [i32; 3] = [500, 0, 500];
/// The frequency counts against strangers only: relatives and colleagues share the value because they belong together.
const STRANGER: [i32; 3] = [1000, 0, 0];
/// The frequency counts against everybody.
const ALL: [i32; 3] = [1000, 1000, 1000];

/// The numbers of levels that the program text speaks of. The level 0 of every comparison is "not comparable".
pub(crate) mod at {
    pub(crate) mod given {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const VARIANT: u8 = 2;
        pub(crate) const INITIAL: u8 = 3;
        pub(crate) const ONE_EDIT: u8 = 4;
        pub(crate) const SIMILAR: u8 = 5;
        pub(crate) const OTHER_GIVEN: u8 = 6;
        pub(crate) const DIFFERENT: u8 = 7;
    }
    pub(crate) mod middle {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const INITIAL: u8 = 2;
        pub(crate) const SIMILAR: u8 = 3;
        pub(crate) const DIFFERENT: u8 = 4;
        pub(crate) const OTHER_FATHER: u8 = 5;
    }
    pub(crate) mod family {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const VARIANT: u8 = 2;
        pub(crate) const ONE_EDIT: u8 = 3;
        pub(crate) const ONE_PART: u8 = 4;
        pub(crate) const SIMILAR: u8 = 5;
        pub(crate) const DIFFERENT: u8 = 6;
    }
    /// Comparisons that only tell equal from different.
    pub(crate) mod plain {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const DIFFERENT: u8 = 2;
    }
    pub(crate) mod date {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const SWAPPED: u8 = 2;
        pub(crate) const ONE_DIGIT: u8 = 3;
        pub(crate) const TWO_PARTS: u8 = 4;
        pub(crate) const KNOWN_PARTS: u8 = 5;
        pub(crate) const SAME_YEAR: u8 = 6;
        pub(crate) const DIFFERENT: u8 = 7;
    }
    pub(crate) mod email {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const ROLE: u8 = 2;
        pub(crate) const TYPO: u8 = 3;
        pub(crate) const SAME_USER: u8 = 4;
        pub(crate) const SIMILAR_USER: u8 = 5;
        pub(crate) const SAME_COMPANY: u8 = 6;
        pub(crate) const DIFFERENT: u8 = 7;
        pub(crate) const USER_OF_NAME: u8 = 8;
        pub(crate) const GIVEN_NAME: u8 = 9;
        pub(crate) const OF_ORGANIZATIONS: u8 = 10;
        /// Addresses of one company, of people or of organizations.
        pub(crate) const OF_COMPANY: [u8; 2] = [SAME_COMPANY, OF_ORGANIZATIONS];
    }
    pub(crate) mod phone {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const OTHER_EXTENSION: u8 = 2;
        pub(crate) const ONE_DIGIT: u8 = 3;
        pub(crate) const SAME_BLOCK: u8 = 4;
        pub(crate) const DIFFERENT: u8 = 5;
    }
    pub(crate) mod address {
        pub(crate) const SAME_HOUSE: u8 = 1;
        pub(crate) const SIMILAR_HOUSE: u8 = 2;
        pub(crate) const HOUSE_ELSEWHERE: u8 = 3;
        pub(crate) const SAME_STREET: u8 = 4;
        pub(crate) const STREETS_IN_POSTAL_CODE: u8 = 5;
        pub(crate) const STREETS_IN_LOCALITY: u8 = 6;
        pub(crate) const STREETS_IN_AREA: u8 = 7;
        pub(crate) const STREETS_DIFFERENT: u8 = 8;
        pub(crate) const POSTAL_CODE: u8 = 9;
        pub(crate) const POSTAL_CODE_SIMILAR: u8 = 10;
        pub(crate) const POSTAL_CODES_IN_LOCALITY: u8 = 11;
        pub(crate) const POSTAL_CODES_IN_AREA: u8 = 12;
        pub(crate) const POSTAL_CODES_DIFFERENT: u8 = 13;
        pub(crate) const PLACE: u8 = 14;
        pub(crate) const LOCALITY: u8 = 15;
        pub(crate) const LOCALITY_SIMILAR: u8 = 16;
        pub(crate) const LOCALITIES_IN_AREA: u8 = 17;
        pub(crate) const LOCALITIES_DIFFERENT: u8 = 18;
        pub(crate) const AREA: u8 = 19;
        pub(crate) const AREAS_DIFFERENT: u8 = 20;
    }
    pub(crate) mod organization {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const VARIANT: u8 = 2;
        pub(crate) const SIMILAR: u8 = 3;
        pub(crate) const DIFFERENT: u8 = 4;
    }
    pub(crate) mod title {
        pub(crate) const EQUAL: u8 = 1;
        pub(crate) const SIMILAR: u8 = 2;
        pub(crate) const DIFFERENT: u8 = 3;
    }
}

impl Comparison {
    /// All comparisons, in the order of their numbers.
    pub const ALL: [Self; COMPARISONS] = [
        Self::Kind,
        Self::GivenName,
        Self::MiddleName,
        Self::FamilyName,
        Self::NameOrder,
        Self::Generation,
        Self::Gender,
        Self::BirthDate,
        Self::Email,
        Self::Phone,
        Self::Address,
        Self::Organization,
        Self::OrganizationName,
        Self::JobTitle,
        Self::Url,
    ];

    /// The comparison's name in words: `given name`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::GivenName => "given name",
            Self::MiddleName => "middle name",
            Self::FamilyName => "family name",
            Self::NameOrder => "name order",
            Self::Generation => "generation",
            Self::Gender => "gender",
            Self::BirthDate => "birth date",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Organization => "organization",
            Self::OrganizationName => "organization name",
            Self::JobTitle => "job title",
            Self::Url => "web address",
        }
    }

    /// The levels that exclude each other, because they are of values of which the same parts are known.
    pub(crate) fn groups(self) -> Vec<Vec<usize>> {
        match self {
            Self::Address => vec![(1..=8).collect(), (9..=13).collect(), (14..=18).collect(), vec![19, 20]],
            Self::MiddleName => vec![vec![1, 2, 3, 4]],
            Self::BirthDate => vec![vec![1, 2, 3, 4, 6, 7]],
            Self::Email => vec![vec![1, 3, 4, 5, 6, 7]],
            _ => vec![(1..).take(self.defaults().len()).collect()],
        }
    }

    /// The levels from the best to the worst; level 1 is the first.
    #[allow(clippy::too_many_lines, reason = "one table")]
    pub(crate) const fn defaults(self) -> &'static [LevelDefault] {
        use Term as T;
        match self {
            Self::Kind => &const { [level("a person and an organization", 0.03, [0.4, 0.2, 0.5])] },
            Self::GivenName => {
                &const {
                    [
                        by("equal", 0.72, [0.008, 0.015, 0.008], T::GivenName, UNRELATED),
                        alike("nickname or other spelling", 0.07, [0.004, 0.006, 0.004], T::GivenName, ALIKE),
                        level("initial", 0.04, [0.06, 0.07, 0.06]),
                        alike("one edit", 0.08, [0.004, 0.006, 0.004], T::GivenName, ALIKE),
                        level("similar", 0.04, [0.012, 0.015, 0.012]),
                        level("another given name of the other", 0.02, [0.004, 0.02, 0.004]),
                        level("different", 0.03, [0.9, 0.87, 0.9]),
                    ]
                }
            }
            Self::MiddleName => {
                &const {
                    [
                        level("equal", 0.55, [0.02, 0.05, 0.02]),
                        level("initial", 0.33, [0.06, 0.07, 0.06]),
                        level("similar", 0.04, [0.01, 0.01, 0.01]),
                        level("different", 0.08, [0.91, 0.87, 0.91]),
                        level("patronymics of two fathers", 0.02, [0.9, 0.6, 0.9]),
                    ]
                }
            }
            Self::FamilyName => {
                &const {
                    [
                        among(Rival::Namesakes, 0.6, by("equal", 0.78, [0.003, 0.85, 0.003], T::FamilyName, UNRELATED)),
                        among(
                            Rival::Namesakes,
                            0.12,
                            alike("other spelling", 0.03, [0.001, 0.01, 0.001], T::FamilyName, ALIKE),
                        ),
                        among(
                            Rival::Namesakes,
                            0.24,
                            alike("one edit", 0.08, [0.002, 0.02, 0.002], T::FamilyName, ALIKE),
                        ),
                        among(Rival::Namesakes, 0.02, level("one part of a double name", 0.02, [0.002, 0.03, 0.002])),
                        among(Rival::Namesakes, 0.01, level("similar", 0.04, [0.008, 0.02, 0.008])),
                        among(Rival::Namesakes, 0.01, level("different", 0.05, [0.985, 0.07, 0.985])),
                    ]
                }
            }
            Self::NameOrder => &const { [level("same", 0.97, [0.97; 3]), level("swapped", 0.03, [0.5; 3])] },
            Self::Generation => {
                &const { [level("equal", 0.95, [0.5, 0.3, 0.5]), level("different", 0.005, [0.5, 0.7, 0.5])] }
            }
            Self::Gender => &const { [level("equal", 0.98, [0.5; 3]), level("different", 0.02, [0.5; 3])] },
            Self::BirthDate => {
                &const {
                    [
                        by("equal", 0.8, [0.0001, 0.012, 0.0001], T::BirthDate, UNRELATED),
                        level("day and month swapped", 0.02, [0.0001, 0.0002, 0.0001]),
                        level("one digit", 0.07, [0.0015, 0.003, 0.0015]),
                        level("two parts", 0.04, [0.004, 0.006, 0.004]),
                        level("all known parts", 0.9, [0.01, 0.02, 0.01]),
                        level("same year", 0.02, [0.02, 0.02, 0.02]),
                        level("different", 0.05, [0.97, 0.97, 0.97]),
                    ]
                }
            }
            Self::Email => {
                &const {
                    [
                        by("equal", 0.6, [0.0001, 0.04, 0.005], T::Email, STRANGER),
                        by("the same role address", 0.3, [0.0001, 0.01, 0.3], T::Email, STRANGER),
                        level("slip of typing", 0.08, [0.00003, 0.001, 0.003]),
                        by("same user elsewhere", 0.04, [0.0002, 0.002, 0.0005], T::EmailUser, UNRELATED),
                        level("similar user", 0.03, [0.005, 0.01, 0.01]),
                        by("same company", 0.05, [0.001, 0.02, 0.6], T::EmailDomain, STRANGER),
                        level("different", 0.2, [0.98, 0.93, 0.38]),
                        level("users made of the same name", 0.3, [0.15; 3]),
                        level("equal, but only a given name", 0.6, [0.04; 3]),
                        by("same company, of two organizations", 0.15, [0.001, 0.02, 0.6], T::EmailDomain, STRANGER),
                    ]
                }
            }
            Self::Phone => {
                &const {
                    [
                        by("equal", 0.62, [0.0001, 0.3, 0.25], T::Phone, STRANGER),
                        level("another extension", 0.03, [0.0001, 0.02, 0.3]),
                        level("one digit", 0.05, [0.00002, 0.001, 0.0003]),
                        level("same block", 0.02, [0.0005, 0.002, 0.15]),
                        level("different", 0.28, [0.99, 0.67, 0.3]),
                    ]
                }
            }
            Self::Address => {
                &const {
                    [
                        among(
                            Rival::Branches,
                            0.06,
                            by("same house", 0.6, [0.0001, 0.7, 0.285], T::StreetAndNumber, STRANGER),
                        ),
                        among(Rival::Branches, 0.02, level("similar street, same house", 0.16, [0.00005, 0.17, 0.075])),
                        level("same house, another place", 0.02, [0.0002, 0.002, 0.002]),
                        level("same street", 0.02, [0.001, 0.01, 0.02]),
                        among(
                            Rival::Branches,
                            0.07,
                            by("another street, same postal code", 0.04, [0.002, 0.02, 0.05], T::PostalCode, STRANGER),
                        ),
                        among(
                            Rival::Branches,
                            0.28,
                            by("another street, same locality", 0.05, [0.01, 0.03, 0.2], T::Locality, STRANGER),
                        ),
                        among(
                            Rival::Branches,
                            0.23,
                            by("another street, same region", 0.04, [0.1, 0.02, 0.17], T::Area, STRANGER),
                        ),
                        among(Rival::Branches, 0.32, level("different", 0.07, [0.89, 0.05, 0.2])),
                        by("same postal code", 0.78, [0.002, 0.85, 0.5], T::PostalCode, STRANGER),
                        level("similar postal code, same locality", 0.06, [0.0005, 0.03, 0.03]),
                        by("another postal code, same locality", 0.06, [0.01, 0.04, 0.1], T::Locality, STRANGER),
                        by("another postal code, same region", 0.03, [0.1, 0.02, 0.15], T::Area, STRANGER),
                        level("different postal codes", 0.07, [0.89, 0.06, 0.22]),
                        by("same place", 0.74, [0.01, 0.85, 0.6], T::Place, STRANGER),
                        by("same locality", 0.05, [0.01, 0.04, 0.05], T::Locality, STRANGER),
                        slip("similar locality", 0.08, [0.001, 0.06, 0.05], T::Place, STRANGER),
                        by("another locality, same region", 0.05, [0.1, 0.03, 0.15], T::Area, STRANGER),
                        level("different localities", 0.08, [0.88, 0.06, 0.2]),
                        by("same region", 0.93, [0.15, 0.95, 0.9], T::Area, STRANGER),
                        level("different regions", 0.07, [0.85, 0.05, 0.1]),
                    ]
                }
            }
            Self::Organization => {
                &const {
                    [
                        by("equal", 0.5, [0.002, 0.02, 0.85], T::Organization, STRANGER),
                        alike("one in the other", 0.12, [0.002, 0.01, 0.08], T::Organization, [500, 0, 0]),
                        level("similar", 0.08, [0.004, 0.01, 0.04]),
                        level("different", 0.3, [0.99, 0.96, 0.03]),
                    ]
                }
            }
            Self::OrganizationName => {
                &const {
                    [
                        among(Rival::Branches, 0.75, by("equal", 0.705, [0.002, 0.02, 0.5], T::Organization, STRANGER)),
                        alike("one in the other", 0.14, [0.002, 0.05, 0.15], T::Organization, [500, 0, 0]),
                        among(Rival::Branches, 0.07, level("similar", 0.1, [0.004, 0.03, 0.05])),
                        among(Rival::Branches, 0.03, level("different", 0.025, [0.99, 0.9, 0.3])),
                    ]
                }
            }
            Self::JobTitle => {
                &const {
                    [
                        by("equal", 0.5, [0.05, 0.05, 0.05], T::JobTitle, ALL),
                        level("similar", 0.1, [0.03, 0.03, 0.03]),
                        level("different", 0.4, [0.92, 0.92, 0.92]),
                    ]
                }
            }
            Self::Url => {
                &const {
                    [by("equal", 0.7, [0.001, 0.01, 0.3], T::Url, STRANGER), level("different", 0.3, [0.99, 0.97, 0.7])]
                }
            }
        }
    }
}

impl std::fmt::Display for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
