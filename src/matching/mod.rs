//! The core: who is who.
//!
//! [`Records`] come in, a [`Resolution`] goes out: the [`Model`] that was used, the pairs that match or may match, and
//! the clusters. The flow is one function, [`Matcher::resolve`]: block, compare and score, cluster.
//!
//! ```
//! use contactkit::contact::{Contact, Field, PersonName};
//! use contactkit::matching::{Matcher, Records};
//!
//! let mut records = Records::new();
//! for (id, given, family, email) in [
//!     ("1", "Robert", "Doe", "bob.doe@example.org"),
//!     ("2", "Bob", "Doe", "bob.doe@example.org"),
//!     ("3", "Jane", "Roe", "jane@example.net"),
//! ] {
//!     let mut contact = Contact::person(id);
//!     contact.names.push(Field::of(PersonName::new(given, family)));
//!     contact.emails.push(Field::parse(email));
//!     records.push(&contact);
//! }
//! let resolution = Matcher::new().resolve(&records);
//! assert_eq!(resolution.clusters.len(), 2);
//! ```
//!
//! [`Resolution::lanes`] tells what of that is safe to merge and what to look at first, [`Resolution::relations`] what
//! records are to each other that share much and are not one, and [`Judgments`] are what people have decided.
//!
//! Cost: n log n in the number of records for blocking, linear in the number of candidates for the rest. The result
//! is the same to the bit for any order of the records and any number of threads.

mod against;
mod block;
mod cluster;
mod compare;
pub mod evaluate;
mod explain;
mod frequencies;
mod index;
mod judgments;
mod lanes;
mod letters;
mod link_type;
mod logarithm;
mod pair;
mod parallel;
mod records;
mod relations;
mod resolution;
mod rival;
mod score;
mod train;
mod values;

pub use block::{BlockingRule, Ledger, RuleLedger};
pub use cluster::{Clusters, Conflict, Link};
pub use compare::{Comparison, Term, similarity};
pub use explain::{Counterfactual, Explanation, Part, WhatIf};
pub use frequencies::Frequencies;
pub use index::{Hit, Index};
pub use judgments::{Judgment, Judgments, RecordKey, Verdict};
pub use lanes::{Case, EvidenceKind, Lane, Reason};
pub use link_type::LinkType;
pub use records::Records;
pub use relations::{Relation, RelationKind, Shared};
pub use resolution::Resolution;
pub use rival::Rival;
pub use score::{Decision, Level, MatchProbability, MatchWeight, Model};
pub use train::Training;

use against::against;
use block::Blocks;
use cluster::Growth;
use frequencies::ValueCounts;
use judgments::JudgedRows;
use pair::Scorer;
use parallel::each;
use rustc_hash::FxHashSet;
use train::Sample;

/// Finds the records that are one person or organization.
///
/// ```
/// # use contactkit::matching::{Matcher, Records};
/// let resolution = Matcher::new().resolve(&Records::new());
/// assert!(resolution.links.is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    model: Option<Model>,
    judgments: Judgments,
    link_type: LinkType,
}

/// A stage of the work, for those who watch it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Counting values and making the model.
    Model,
    /// Putting records into blocks.
    Block,
    /// Comparing and scoring pairs.
    Compare,
    /// Making clusters.
    Cluster,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Model => "model",
            Self::Block => "block",
            Self::Compare => "compare",
            Self::Cluster => "cluster",
        })
    }
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The stage that is being worked on.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// How much there is to do.
    pub total: u64,
}

/// How many blocks are compared between two reports of progress.
const CHUNK: usize = 1 << 14;

impl Matcher {
    /// A matcher that needs no configuration: it makes the model from the records that it is given.
    pub fn new() -> Self {
        Self::default()
    }

    /// A matcher that uses a model made before.
    pub fn with_model(model: Model) -> Self {
        Self { model: Some(model), ..Self::default() }
    }

    /// Obeys what people have decided of pairs, and learns from it: where no model is given, these pairs count in
    /// [training](Training) as what they are.
    #[must_use]
    pub fn judgments(mut self, judgments: Judgments) -> Self {
        self.judgments = judgments;
        self
    }

    /// Says which records may be one, by their sources. The number of matches that is expected follows the number of
    /// pairs that may be.
    ///
    /// ```
    /// use contactkit::contact::{Contact, Field, PersonName};
    /// use contactkit::matching::{LinkType, Matcher, Records};
    ///
    /// let mut records = Records::new();
    /// for (source, id, given, family, email) in [
    ///     ("crm", "1", "Robert", "Doe", "bob.doe@example.org"),
    ///     ("crm", "2", "Jane", "Roe", "jane@example.net"),
    ///     ("shop", "1", "Bob", "Doe", "bob.doe@example.org"),
    /// ] {
    ///     let mut contact = Contact::person(id);
    ///     contact.source = Some(source.to_owned());
    ///     contact.names.push(Field::of(PersonName::new(given, family)));
    ///     contact.emails.push(Field::parse(email));
    ///     records.push(&contact);
    /// }
    /// let resolution = Matcher::new().link_type(LinkType::OneToOne).resolve(&records);
    /// // the two records of the CRM were not compared
    /// assert_eq!(resolution.ledger.possible_pairs, 2);
    /// assert_eq!(resolution.clusters.of(0), resolution.clusters.of(2));
    /// ```
    #[must_use]
    pub fn link_type(mut self, link_type: LinkType) -> Self {
        self.link_type = link_type;
        self
    }

    /// Finds the records that are one person or organization.
    pub fn resolve(&self, records: &Records) -> Resolution {
        self.resolve_with(records, &mut |_| ())
    }

    /// The same, and tells how far the work is.
    pub fn resolve_with(&self, records: &Records, progress: &mut dyn FnMut(Progress)) -> Resolution {
        let mut report = |stage, done, total| progress(Progress { stage, done, total });
        report(Stage::Model, 0, 1);
        let link_type = self.link_type;
        let (mut model, counts) = match &self.model {
            Some(model) => (model.clone(), ValueCounts::known(&model.frequencies, records)),
            None => {
                let counts = ValueCounts::of(records);
                (Model { records: link_type.records(records), ..Model::without_limits(records, &counts) }, counts)
            }
        };
        let mut scorer = Scorer::counted(&model, records, &counts);
        drop(counts);
        let ranks = records.ranks();

        let limits = self.model.as_ref().map(|model| &model.block_limits);
        let blocks = Blocks::of(records, &ranks, link_type, limits, |done, total| report(Stage::Block, done, total));
        model.block_limits.clone_from(blocks.limits());
        let JudgedRows { must_link, cannot_link, unsure, idle } = self.judgments.rows(records, &ranks);
        let training = self.model.is_none().then(|| {
            let random = train::random(&scorer, &ranks);
            train::estimate_strangers(&mut model, &random);
            scorer.retrained(&model);
            let sample = Sample::of(&scorer, &blocks, &ranks, [&must_link, &cannot_link]);
            let mut training = train::estimate(&mut model, &sample);
            scorer.retrained(&model);
            training.random_pairs = random.len() as u64;
            training
        });

        let mut links = Vec::new();
        let mut scored = [0; BlockingRule::ALL.len()];
        for start in (0..blocks.len()).step_by(CHUNK) {
            report(Stage::Compare, start as u64, blocks.len() as u64);
            let chunk = start..blocks.len().min(start + CHUNK);
            let of_blocks = each(chunk.clone(), |block| links_of(&scorer, &blocks, &ranks, block));
            for (block, (of_block, count)) in chunk.zip(of_blocks) {
                links.extend(of_block);
                scored.get_mut(blocks.rule_of(block)).into_iter().for_each(|scored| *scored += count);
            }
        }
        let ledger = blocks.settle(&scored);

        report(Stage::Cluster, 0, 1);
        constrain(&mut links, &must_link, &cannot_link, &scorer);
        let rank = |row: u32| ranks.get(row as usize);
        links.sort_unstable_by_key(|link| (rank(link.left), rank(link.right)));
        let evidence = |left, right| scorer.say_together(left, right);
        let against = |left: &[u32], right: &[u32]| against(records, link_type, left, right);
        let growth = Growth { links: &links, cannot_link: &cannot_link, ranks: &ranks, evidence, against };
        let (clusters, conflicts) = growth.clusters();
        // what people contradict each other in, and a second partner, are for them to look at
        for link in links.iter_mut().filter(|link| link.must_link || link_type == LinkType::OneToOne) {
            if clusters.of(link.left) != clusters.of(link.right) {
                link.decision = Decision::PossibleMatch;
            }
        }
        Resolution { model, training, link_type, links, clusters, conflicts, unsure, idle_judgments: idle, ledger }
    }
}

/// Makes links of what must link, and takes away those that cannot.
fn constrain(links: &mut Vec<Link>, must_link: &[(u32, u32)], cannot_link: &[(u32, u32)], scorer: &Scorer<'_>) {
    let decided: FxHashSet<(u32, u32)> = must_link.iter().chain(cannot_link).copied().collect();
    links.retain(|link| !decided.contains(&(link.left, link.right)));
    links.extend(must_link.iter().map(|&(left, right)| Link::decided(scorer, left, right)));
}

impl Matcher {
    /// Explains why two records match under a model, or do not.
    ///
    /// Prepares the model for the records each time: linear in the number of distinct values. To explain many pairs
    /// use [`Matcher::explain_all`].
    pub fn explain(&self, records: &Records, model: &Model, left: u32, right: u32) -> Explanation {
        Explanation::of(&Scorer::new(model, records), model, records, left, right)
    }

    /// Explains many pairs.
    pub fn explain_all(&self, records: &Records, model: &Model, pairs: &[(u32, u32)]) -> Vec<Explanation> {
        let scorer = Scorer::new(model, records);
        pairs.iter().map(|&(left, right)| Explanation::of(&scorer, model, records, left, right)).collect()
    }

    /// Explains why two records are in one cluster: each link of the [path](Resolution::path) from one to the other, in
    /// its order. Nothing if they are in two.
    pub fn explain_path(&self, records: &Records, resolution: &Resolution, left: u32, right: u32) -> Vec<Explanation> {
        let mut at = left;
        let step = |link: Link| {
            let from = at;
            at = link.other(from);
            (from, at)
        };
        let pairs: Vec<(u32, u32)> = resolution.path(left, right).into_iter().map(step).collect();
        self.explain_all(records, &resolution.model, &pairs)
    }
}

/// The links of one block, and how many of its pairs were scored.
fn links_of(scorer: &Scorer<'_>, blocks: &Blocks, ranks: &[u32], block: usize) -> (Vec<Link>, u64) {
    let rank = |row: u32| ranks.get(row as usize);
    let (mut links, mut count) = (Vec::new(), 0);
    blocks.pairs(block, |a, b| {
        count += 1;
        let (left, right) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
        links.extend(Link::between(scorer, left, right));
    });
    (links, count)
}
