//! [`Rival`]: what a pair is weighed against.

/// What two records may be if they are not of one person or organization.
///
/// Fellegi and Sunter know one kind of non-match, the pair of strangers. In contacts there are others: people of one
/// household share a family name, an address, a phone and sometimes an e-mail address; colleagues share a company and
/// its switchboard; people with one family name are more often of one country. Two organizations may be neighbors in one house, or branches of one company. A pair is weighed
/// against each of them, and the one that explains it best counts. What a household or an office shares can so never add
/// up to a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Rival {
    /// Two people who have nothing to do with each other.
    Strangers,
    /// Two members of a family or household.
    Relatives,
    /// Two who work at one organization.
    Colleagues,
    /// Two organizations in one house.
    Neighbors,
    /// Two branches of one organization: of two that do not both say where they are or on which line, nothing tells that
    /// they are not one.
    Branches,
    /// Two people who have nothing to do with each other, but a family name: so they may be of one country and language,
    /// where given names, towns and words for a job are less rare than among all.
    Namesakes,
}

/// What a pair is weighed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairKind {
    /// Two people, or one and an organization.
    People,
    /// Two organizations.
    Organizations,
    /// Two organizations that do not both say where they are or on which line: nothing tells branches from one.
    Unplaced,
}

impl PairKind {
    /// Every kind, in the order of their numbers.
    pub(crate) const ALL: [Self; 3] = [Self::People, Self::Organizations, Self::Unplaced];
}

impl Rival {
    /// How many kinds there are.
    pub(crate) const COUNT: usize = 6;
    /// All kinds.
    pub(crate) const ALL: [Self; Self::COUNT] =
        [Self::Strangers, Self::Relatives, Self::Colleagues, Self::Neighbors, Self::Branches, Self::Namesakes];

    /// Whether it is chance what the two have in common.
    pub(crate) fn is_chance(self) -> bool {
        matches!(self, Self::Strangers | Self::Namesakes)
    }

    /// Whether a pair of a kind may be this.
    pub(crate) fn is_of(self, kind: PairKind) -> bool {
        match self {
            Self::Strangers => true,
            Self::Relatives | Self::Colleagues | Self::Namesakes => kind == PairKind::People,
            Self::Neighbors => kind != PairKind::People,
            Self::Branches => kind == PairKind::Organizations,
        }
    }
}

impl std::fmt::Display for Rival {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Strangers => "strangers",
            Self::Relatives => "relatives",
            Self::Colleagues => "colleagues",
            Self::Neighbors => "neighbors",
            Self::Branches => "branches",
            Self::Namesakes => "namesakes",
        })
    }
}
