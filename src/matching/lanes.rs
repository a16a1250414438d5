//! [`Lane`]: how safe it is to make one record of several.

mod conflicts;
mod join;

use super::cluster::Link;
use super::compare::Comparison;
use super::logarithm::rounded;
use super::pair::Scorer;
use super::parallel::each_of;
use super::records::Records;
use super::resolution::Resolution;
use super::score::Decision;
use join::Join;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// How safe it is to make one record of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Lane {
    /// A cluster that a careful person would let a program merge: in every join two strong kinds of evidence that do not
    /// follow from each other, and no contradiction. A name alone, or a value that many share, never gets here.
    ///
    /// Measured: on labelled sets with at least 500 true pairs every pair that this lane puts together is right, and it has
    /// two thirds to all of the true pairs (one in seven where most duplicates have another birth date); on generated
    /// contacts full of families one or two pairs in 1,000 are wrong, and it has about six in ten. Those that are wrong are mostly
    /// namesakes of one household. [`evaluate`](super::evaluate::evaluate()) measures it on your own.
    Automatic,
    /// A cluster whose records contradict each other in what a person has one of, or people who contradict each other.
    NeedsDecision,
    /// A cluster that holds by too little, or two records that may match.
    Review,
    /// Two records of one name that have nothing else in common.
    PossibleHomonym,
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Automatic => "automatic",
            Self::NeedsDecision => "needs_decision",
            Self::Review => "review",
            Self::PossibleHomonym => "possible_homonym",
        })
    }
}

/// A kind of evidence that says something of its own, whatever the other kinds say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EvidenceKind {
    /// What somebody is called, or an organization.
    Name,
    /// The birth date.
    BirthDate,
    /// A mailbox, unless its address only repeats the name.
    Email,
    /// A phone number.
    Phone,
    /// An address, as far as it tells a place in an area and not only the area.
    Address,
    /// Employer, its mail domain, job title.
    Work,
    /// A web site or profile of a person; that of an organization repeats its name.
    Url,
}

impl fmt::Display for EvidenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::BirthDate => "birth date",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Work => "work",
            Self::Url => "web address",
        })
    }
}

/// Why something is in its lane.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// The kinds of strong evidence in the join that has the least.
    Strong(Vec<EvidenceKind>),
    /// People have decided it.
    Decided,
    /// Values of which a person has one contradict each other.
    Conflict {
        /// The comparison of the values.
        comparison: Comparison,
        /// The values, the most frequent first.
        values: Vec<String>,
    },
    /// People contradict each other.
    Contradiction,
    /// People were asked, and could not tell.
    Unsure,
    /// No two kinds of evidence are strong; these are.
    OneKind(Vec<EvidenceKind>),
    /// The names differ, and the rest is not strong enough to make up for that.
    NamesDiffer,
    /// Some say a generation (Jr., Sr., II) and some do not, and neither a birth date nor a mailbox tells whether they are
    /// father and son.
    Namesakes,
    /// The evidence as a whole is not strong enough.
    TooLittle,
    /// The two are alike, but what else is known of the clusters of both keeps these apart.
    KeptApart,
    /// Nothing but the name.
    NameOnly,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |kinds: &[EvidenceKind]| {
            kinds.iter().map(ToString::to_string).reduce(|list, kind| list + ", " + &kind).unwrap_or_default()
        };
        match self {
            Self::Strong(kinds) => write!(f, "strong evidence: {}", list(kinds)),
            Self::Decided => f.write_str("decided by people"),
            Self::Conflict { comparison, values } => write!(f, "{comparison}: {}", values.join(" | ")),
            Self::Contradiction => f.write_str("people contradict each other"),
            Self::Unsure => f.write_str("people could not tell"),
            Self::OneKind(kinds) if kinds.is_empty() => f.write_str("no strong evidence"),
            Self::OneKind(kinds) => write!(f, "strong evidence of one kind only: {}", list(kinds)),
            Self::NamesDiffer => f.write_str("the names differ"),
            Self::Namesakes => f.write_str("they may be father and son of one name"),
            Self::TooLittle => f.write_str("the evidence is not strong enough"),
            Self::KeptApart => f.write_str("alike, but their clusters are not"),
            Self::NameOnly => f.write_str("nothing but the name"),
        }
    }
}

/// A cluster of several records, or two records of different clusters that may match, in its lane.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Case {
    /// The lane.
    pub lane: Lane,
    /// The cluster; nothing for two records of different clusters.
    pub cluster: Option<u32>,
    /// The rows of the two records, or of the join of the cluster that is the least sure: what to look at first.
    pub pair: (u32, u32),
    /// Why it is in this lane.
    pub reasons: Vec<Reason>,
    /// How much a look is worth: how many pairs of records it is expected to put right. That is the probability that the
    /// pair is not what it is taken for, times the pairs of records that come together or apart with it; 0 where people
    /// have looked and could not tell.
    pub worth: f64,
}

impl Resolution {
    /// Every cluster of several records and every possible match in its [lane](Lane): the automatic ones first, then
    /// what needs a decision, then what to review and possible homonyms, each of these with what a look is
    /// [worth](Case::worth) most ahead.
    ///
    /// Compares the pairs that hold clusters together, and those that may match, once more: linear in the number of
    /// links. `records` are those that were resolved.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field, PersonName};
    /// use contactkit::matching::{Lane, Matcher, Records};
    ///
    /// let mut records = Records::new();
    /// for (id, given, born) in [("1", "Robert", "1980-02-03"), ("2", "Bob", "1980-02-03"), ("3", "Bob", "1971-11-30")] {
    ///     let mut contact = Contact::person(id);
    ///     contact.names.push(Field::of(PersonName::new(given, "Zwingenberger")));
    ///     contact.emails.push(Field::parse("bob77@example.org"));
    ///     contact.birth_dates.push(Field::parse(born));
    ///     records.push(&contact);
    /// }
    /// let cases = Matcher::new().resolve(&records).lanes(&records);
    /// assert_eq!(cases[0].lane, Lane::NeedsDecision);
    /// assert_eq!(cases[0].reasons[0].to_string(), "birth date: 1980-02-03 | 1971-11-30");
    /// ```
    pub fn lanes(&self, records: &Records) -> Vec<Case> {
        self.cases(&Scorer::new(&self.model, records), records)
    }

    /// The same for a scorer of these records that is there.
    pub(crate) fn cases(&self, scorer: &Scorer<'_>, records: &Records) -> Vec<Case> {
        let unsure: FxHashSet<(u32, u32)> = self.unsure.iter().copied().collect();
        let clusters: Vec<u32> =
            (0..).zip(self.clusters.iter()).filter(|(_, rows)| rows.len() > 1).map(|(cluster, _)| cluster).collect();
        let is_apart = |link: &&Link| self.clusters.of(link.left) != self.clusters.of(link.right);
        let apart: Vec<&Link> = self.links.iter().filter(is_apart).collect();
        let doubted: FxHashSet<u32> = unsure
            .iter()
            .filter(|(left, right)| self.clusters.of(*left) == self.clusters.of(*right))
            .map(|(left, _)| self.clusters.of(*left))
            .collect();
        let of_cluster = |cluster: &u32| self.case_of_cluster(scorer, records, *cluster, doubted.contains(cluster));
        let of_pair =
            |link: &&Link| self.case_of_pair(scorer, records, link, unsure.contains(&(link.left, link.right)));
        let mut cases: Vec<Case> = each_of(&clusters, of_cluster).into_iter().flatten().collect();
        cases.extend(each_of(&apart, of_pair));
        // what is equal stays in the order of clusters and links, which is that of keys
        cases.sort_by(|a, b| {
            a.lane.cmp(&b.lane).then_with(|| match a.lane {
                Lane::Automatic | Lane::NeedsDecision => std::cmp::Ordering::Equal,
                Lane::Review | Lane::PossibleHomonym => b.worth.total_cmp(&a.worth),
            })
        });
        cases
    }

    fn case_of_cluster(&self, scorer: &Scorer<'_>, records: &Records, cluster: u32, is_doubted: bool) -> Option<Case> {
        let is_decided = self.links_of(cluster).all(|link| link.must_link);
        let rows = self.clusters.members(cluster);
        let has_generation = records.generations(rows).next().is_some();
        let joins = self.links_of(cluster).rev().map(|link| (Join::of(scorer, link, has_generation), link));
        // of joins that are as sure as each other the weakest link
        let (join, link) = joins.min_by_key(|(join, _)| (join.is_safe(), join.strong.len(), join.log_odds))?;
        let conflicts = conflicts::among(records, rows);
        // whoever said of all that they are the same has seen what they contradict each other in
        let (lane, first) = match () {
            () if is_doubted => (Lane::Review, Some(Reason::Unsure)),
            () if is_decided => (Lane::Automatic, Some(Reason::Decided)),
            () if !conflicts.is_empty() => (Lane::NeedsDecision, None),
            () if join.is_safe() => (Lane::Automatic, Some(Reason::Strong(join.strong))),
            () => (Lane::Review, join.doubt),
        };
        let doubt = if is_doubted { 0.0 } else { 1.0 - link.probability.value() };
        Some(Case {
            lane,
            cluster: Some(cluster),
            pair: (link.left, link.right),
            reasons: first.into_iter().chain(conflicts).collect(),
            worth: rounded(doubt * self.parted_by(cluster, link) as f64),
        })
    }

    fn case_of_pair(&self, scorer: &Scorer<'_>, records: &Records, link: &Link, is_doubted: bool) -> Case {
        let rows = [link.left, link.right];
        let join = Join::of(scorer, link, records.generations(&rows).next().is_some());
        let size = |row: u32| self.clusters.members(self.clusters.of(row)).len();
        let mut reasons = conflicts::among(records, &rows);
        let lane = if link.must_link {
            reasons.insert(0, Reason::Contradiction);
            Lane::NeedsDecision
        } else if join.is_name_only && reasons.is_empty() {
            reasons.push(Reason::NameOnly);
            Lane::PossibleHomonym
        } else {
            reasons.extend(is_doubted.then_some(Reason::Unsure));
            let doubt = join.doubt.filter(|_| link.decision != Decision::Match);
            reasons.push(doubt.unwrap_or(Reason::KeptApart));
            Lane::Review
        };
        let pairs = (size(link.left) * size(link.right)) as f64;
        let worth = if is_doubted { 0.0 } else { rounded(link.probability.value() * pairs) };
        Case { lane, cluster: None, pair: (link.left, link.right), reasons, worth }
    }

    /// How many pairs of a cluster come apart without one of the links that hold it together.
    fn parted_by(&self, cluster: u32, without: &Link) -> usize {
        let size = self.clusters.members(cluster).len();
        if size == 2 {
            return 1;
        }
        let mut neighbors: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for link in self.links_of(cluster).filter(|link| (link.left, link.right) != (without.left, without.right)) {
            neighbors.entry(link.left).or_default().push(link.right);
            neighbors.entry(link.right).or_default().push(link.left);
        }
        let mut seen = FxHashSet::from_iter([without.left]);
        let mut side = vec![without.left];
        let mut next = 0;
        while let Some(row) = side.get(next) {
            next += 1;
            let found = neighbors.get(row).into_iter().flatten().copied().filter(|&row| seen.insert(row));
            let found: Vec<u32> = found.collect();
            side.extend(found);
        }
        side.len() * (size - side.len())
    }
}
