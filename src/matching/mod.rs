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
mod chance;
mod cluster;
mod common_names;
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
mod names_alone;
mod origins;
mod pair;
mod parallel;
mod progress;
mod records;
mod relations;
mod resolution;
mod rival;
mod roots;
mod score;
mod train;
mod values;

pub use block::{BlockingRule, Ledger, RuleLedger};
pub use cluster::{Clusters, Conflict, Link};
pub use compare::{Comparison, Term, similarity};
pub use explain::{Counterfactual, Explanation, Part, WhatIf};
pub use frequencies::Frequencies;
pub use index::{Hit, Index};
pub use judgments::{Answer, Judgment, Judgments, RecordKey};
pub use lanes::{Case, EvidenceKind, Lane, Reason};
pub use link_type::LinkType;
pub use origins::Origins;
pub use progress::{Progress, Stage};
pub use records::Records;
pub use relations::{Relation, RelationKind, Shared};
pub use resolution::Resolution;
pub use rival::Rival;
pub use score::{Decision, Level, MatchProbability, MatchWeight, Model};
pub use train::Training;

// What reports ask for, so that their numbers and hashes are the same on every machine, too.
pub(crate) use logarithm::exp2_thousandths;
pub(crate) use values::fnv;

use crate::error::{Error, ErrorKind};
use against::against;
use block::{Blocks, CHUNK};
use cluster::Growth;
use frequencies::ValueCounts;
use judgments::JudgedRows;
use pair::Scorer;
use parallel::{chunks, each};
use progress::{Steps, Watcher, unwatched};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;
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
        unwatched(|watcher| self.run(records, watcher))
    }

    /// The same, and tells how far the work is; nothing if the one who hears it breaks it off.
    ///
    /// Of a million records a report comes every second or more often, and the work ends with the report that is answered by
    /// [`ControlFlow::Break`].
    ///
    /// ```
    /// use contactkit::matching::{Matcher, Records, Stage};
    /// use std::ops::ControlFlow;
    ///
    /// let records = Records::new();
    /// let whole = Matcher::new().resolve_with(&records, &mut |progress| {
    ///     assert!(progress.done <= progress.total);
    ///     ControlFlow::Continue(())
    /// });
    /// assert!(whole.is_some());
    /// let broken = Matcher::new().resolve_with(&records, &mut |progress| match progress.stage {
    ///     Stage::Compare => ControlFlow::Break(()),
    ///     _ => ControlFlow::Continue(()),
    /// });
    /// assert!(broken.is_none());
    /// ```
    pub fn resolve_with(
        &self,
        records: &Records,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Option<Resolution> {
        self.run(records, progress).continue_value()
    }

    /// About how many bytes resolving these records takes at its peak, beside those that [the records](Records::memory)
    /// take: an estimate from the numbers of records, distinct values and blocking keys, which is rather too high.
    ///
    /// Linear in the number of records, and a matter of milliseconds.
    pub fn memory(&self, records: &Records) -> usize {
        let model = match &self.model {
            Some(model) => Frequencies::memory(model.frequencies.values()) + model.origins.memory(),
            None => Frequencies::memory_for(records) + Origins::memory_for(records) + Sample::memory(records),
        };
        model + Scorer::memory(records) + Blocks::memory(records) + Link::memory(records)
    }

    /// Tells before the work whether the records and [what resolving them takes](Matcher::memory) are within a limit in
    /// bytes.
    ///
    /// # Errors
    ///
    /// They are more.
    ///
    /// ```
    /// use contactkit::contact::Contact;
    /// use contactkit::matching::{Matcher, Records};
    ///
    /// let records: Records = [Contact::person("1"), Contact::person("2")].iter().collect();
    /// assert!(Matcher::new().check_memory(&records, 100_000_000).is_ok());
    /// let error = Matcher::new().check_memory(&records, 100).unwrap_err();
    /// assert!(error.to_string().ends_with(" bytes to match 2 records are too many: at most 100 are possible"));
    /// ```
    pub fn check_memory(&self, records: &Records, most: usize) -> Result<(), Error> {
        let given = records.memory() + self.memory(records);
        if given <= most {
            return Ok(());
        }
        let what = format!("bytes to match {} records", records.len());
        Err(ErrorKind::Limit { what, given: given as u64, most: most as u64 }.into())
    }

    fn run<B>(&self, records: &Records, watcher: &mut Watcher<'_, B>) -> ControlFlow<B, Resolution> {
        let link_type = self.link_type;
        let mut steps = Steps::begin(watcher, Stage::Model, 4)?;
        let counts = match &self.model {
            Some(model) => ValueCounts::known(&model.frequencies, records),
            None => ValueCounts::of(records),
        };
        steps.step(1)?;
        let mut model = match &self.model {
            Some(model) => model.clone(),
            None => Model::without_limits(records, &counts).of_records(link_type.records(records)),
        };
        steps.step(1)?;
        let mut scorer = Scorer::counted(&model, records, &counts);
        drop(counts);
        steps.step(1)?;
        let ranks = records.ranks();
        steps.end()?;

        let limits = self.model.as_ref().map(|model| &model.block_limits);
        let blocks = Blocks::of(records, &ranks, link_type, limits, watcher)?;
        model.block_limits.clone_from(blocks.limits());
        let JudgedRows { must_link, cannot_link, unsure, idle } = self.judgments.rows(records, &ranks);
        let mut training = None;
        if self.model.is_none() {
            let mut steps = Steps::begin(watcher, Stage::Train, blocks.sharing())?;
            let random = train::random(&scorer, &ranks);
            train::estimate_strangers(&mut model, &random);
            let random_pairs = random.len() as u64;
            drop(random);
            scorer.retrained(&model);
            train::estimate_namesakes(&mut model, &scorer, &ranks);
            scorer.retrained(&model);
            let sample = Sample::of(&scorer, &blocks, &ranks, [&must_link, &cannot_link], &mut steps)?;
            let estimated = train::estimate(&mut model, &sample);
            scorer.retrained(&model);
            training = Some(Training { random_pairs, ..estimated });
            steps.end()?;
        }

        let steps = Steps::begin(watcher, Stage::Compare, blocks.len())?;
        let (mut links, scored) = links_of_all(&scorer, &blocks, &ranks, steps)?;
        if self.model.is_none() {
            model.names_alone = names_alone::decide(&mut links, &mut scorer);
        }
        let ledger = blocks.settle(&scored);

        let mut steps = Steps::begin(watcher, Stage::Cluster, links.len())?;
        constrain(&mut links, &must_link, &cannot_link, &scorer);
        let rank = |row: u32| ranks.get(row as usize);
        links.sort_unstable_by_key(|link| (rank(link.left), rank(link.right)));
        let evidence = |left, right| scorer.say_together(left, right);
        let against = |left: &[u32], right: &[u32]| against(records, link_type, left, right);
        let growth = Growth { links: &links, cannot_link: &cannot_link, ranks: &ranks, evidence, against };
        let (clusters, conflicts) = growth.clusters(|links| steps.step(links))?;
        // what people contradict each other in, and a second partner, are for them to look at
        for link in links.iter_mut().filter(|link| link.must_link || link_type == LinkType::OneToOne) {
            if clusters.of(link.left) != clusters.of(link.right) {
                link.decision = Decision::PossibleMatch;
            }
        }
        steps.end()?;
        ControlFlow::Continue(Resolution {
            model,
            training,
            link_type,
            links,
            clusters,
            conflicts,
            unsure,
            idle_judgments: idle,
            ledger,
        })
    }
}

/// The links of all blocks, and how many pairs of each rule were scored.
fn links_of_all<B>(
    scorer: &Scorer<'_>,
    blocks: &Blocks,
    ranks: &[u32],
    mut steps: Steps<'_, B>,
) -> ControlFlow<B, (Vec<Link>, [u64; BlockingRule::ALL.len()])> {
    let mut links = Vec::new();
    let mut scored = [0; BlockingRule::ALL.len()];
    for chunk in chunks(0..blocks.len(), CHUNK) {
        let of_blocks = each(chunk.clone(), |block| links_of(scorer, blocks, ranks, block));
        steps.step(chunk.len())?;
        for (block, (of_block, count)) in chunk.zip(of_blocks) {
            links.extend(of_block);
            scored.get_mut(blocks.rule_of(block)).into_iter().for_each(|scored| *scored += count);
        }
    }
    ControlFlow::Continue((links, scored))
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
    let (mut links, mut count) = (Vec::new(), 0);
    blocks.pairs(block, |a, b| {
        count += 1;
        let (left, right) = records::by_rank(ranks, a, b);
        links.extend(Link::between(scorer, left, right));
    });
    (links, count)
}
