//! Blocking: which pairs of records are worth comparing, and a ledger of those that were not.
//!
//! Records come in, [`Blocks`] of records that share a [`BlockingRule`]'s key go out. A block that is too large is
//! parted by further fields; of what is still too large only neighbors in the order of records are
//! compared, and the rest stands in the [`Ledger`]. A pair that stands in
//! several blocks belongs to the first of them. Cost: one sort of the keys for each rule.

use super::link_type::LinkType;
use super::records::{EmailForm, Name, Records};
use super::values::NONE;
use crate::contact::PartialDate;
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
    /// What the family name sounds like, the first letter of the given name, and the year of birth.
    SoundAndBirthYear,
    /// The job title and the region, and the first letter of a name.
    JobTitleAndArea,
    /// The postal code or else the locality, and the first letters of given and family name.
    PlaceAndInitials,
    /// Year and month of birth, and the first letters of given and family name.
    BirthMonthAndInitials,
    /// Nothing: where there are few records, all that have a key of some rule are compared with each other.
    Everyone,
}

impl BlockingRule {
    /// All rules, in the order in which pairs are given to them: the most telling first.
    pub const ALL: [Self; 19] = [
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
        Self::SoundAndBirthYear,
        Self::JobTitleAndArea,
        Self::PlaceAndInitials,
        Self::BirthMonthAndInitials,
        Self::Everyone,
    ];

    /// How many pairs a record may be in under this rule, on average: fewer where the key says less of a person.
    fn pairs_per_record(self) -> u64 {
        match self {
            Self::Email | Self::Phone | Self::Url | Self::FullName => 3,
            _ => 1,
        }
    }

    /// The fields by which a block that is too large is parted, one after the other.
    fn refinements(self) -> &'static [Refinement] {
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
            Self::Sound | Self::SoundAndBirthYear => &[R::BirthYear, R::Locality, R::PostalCode, R::Organization],
            Self::JobTitleAndArea => &[R::Locality, R::Family],
            Self::PlaceAndInitials => &[R::BirthYear, R::Family, R::Given, R::Street],
            Self::BirthMonthAndInitials => &[R::Locality, R::Family, R::Given],
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
            Self::SoundAndBirthYear => "sound of name and birth year",
            Self::JobTitleAndArea => "job title and region",
            Self::PlaceAndInitials => "place and initials",
            Self::BirthMonthAndInitials => "month of birth and initials",
            Self::Everyone => "few records",
        })
    }
}

/// A field by which a block is parted. Records without a value stay together.
#[derive(Debug, Clone, Copy)]
enum Refinement {
    Given,
    Family,
    Initial,
    BirthYear,
    Locality,
    PostalCode,
    Street,
    Organization,
}

/// What became of the candidate pairs.
///
/// `candidates = scored + repeated + too_common`, for every rule and in sum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Ledger {
    /// The account of each rule.
    pub rules: Vec<RuleLedger>,
    /// How many records no rule has a key for: they were compared with nobody.
    pub records_without_key: u64,
    /// How many pairs of records there are; where only records of two sources may be one, how many of those.
    pub possible_pairs: u64,
}

/// What became of the candidate pairs of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct RuleLedger {
    /// The rule.
    pub rule: BlockingRule,
    /// How many blocks were compared.
    pub blocks: u64,
    /// How many pairs share the rule's key; where only records of two sources may be one, how many of those.
    pub candidates: u64,
    /// How many of them were scored by this rule.
    pub scored: u64,
    /// How many of them an earlier block had already given.
    pub repeated: u64,
    /// How many of them were not compared here, because too many records share the key.
    pub too_common: u64,
}

impl Ledger {
    /// How many pairs share a key of some rule, each counted as often as it does.
    pub fn candidates(&self) -> u64 {
        self.rules.iter().map(|rule| rule.candidates).sum()
    }

    /// How many different pairs were scored.
    pub fn scored(&self) -> u64 {
        self.rules.iter().map(|rule| rule.scored).sum()
    }

    /// How many candidates were repetitions of an earlier one.
    pub fn repeated(&self) -> u64 {
        self.rules.iter().map(|rule| rule.repeated).sum()
    }

    /// How many candidates were left out because too many records share their key.
    pub fn too_common(&self) -> u64 {
        self.rules.iter().map(|rule| rule.too_common).sum()
    }
}

/// Blocks of records that are compared with each other.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Where each block ends in `members`.
    ends: Vec<usize>,
    members: Vec<u32>,
    /// How many blocks there are up to each rule.
    rule_ends: Vec<usize>,
    /// For every record the blocks that it is in, in their order.
    record_ends: Vec<usize>,
    record_blocks: Vec<u32>,
    /// The source of every record, where records of one source are no pair; else nothing.
    sources: Vec<u32>,
    ledger: Ledger,
}

impl Blocks {
    /// Puts records into blocks.
    pub(crate) fn of(
        records: &Records,
        ranks: &[u32],
        link_type: LinkType,
        mut progress: impl FnMut(u64, u64),
    ) -> Self {
        let mut blocks = Self { sources: link_type.sources_apart(records), ..Self::default() };
        let mut keyed = vec![false; records.len()];
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        for (done, rule) in (0..).zip(BlockingRule::ALL) {
            progress(done, BlockingRule::ALL.len() as u64);
            pairs.clear();
            let mut keys = Vec::new();
            for row in records.rows() {
                keys.clear();
                rule_keys(records, row, rule, &mut keys);
                keys.sort_unstable();
                keys.dedup();
                pairs.extend(keys.iter().map(|&key| (key, row)));
                if let Some(keyed) = keyed.get_mut(row as usize) {
                    *keyed |= !keys.is_empty();
                }
            }
            if rule == BlockingRule::Everyone && pairs_of(records.len()) <= FEW {
                let keyed = records.rows().zip(&keyed).filter(|&(_, &keyed)| keyed);
                pairs.extend(keyed.map(|(row, _)| (0, row)));
            }
            pairs.sort_unstable();
            let mut ledger = RuleLedger { rule, blocks: 0, candidates: 0, scored: 0, repeated: 0, too_common: 0 };
            let keyed_blocks = || pairs.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1);
            let most = (rule.pairs_per_record() * records.len() as u64).max(FEWEST_PAIRS);
            let largest = match rule {
                BlockingRule::Everyone => records.len(),
                _ => largest(keyed_blocks().map(<[_]>::len), most),
            };
            for block in keyed_blocks() {
                let mut members: Vec<u32> = block.iter().map(|&(_, row)| row).collect();
                ledger.candidates += blocks.pairs_among(&members);
                blocks.add(records, ranks, &mut members, largest, rule.refinements(), &mut ledger);
            }
            blocks.rule_ends.push(blocks.ends.len());
            blocks.ledger.rules.push(ledger);
        }
        blocks.ledger.records_without_key = keyed.iter().filter(|&&keyed| !keyed).count() as u64;
        blocks.ledger.possible_pairs = blocks.pairs_among(&records.rows().collect::<Vec<u32>>());
        blocks.index(records.len());
        blocks
    }

    /// Adds a block, or its parts if it is too large.
    fn add(
        &mut self,
        records: &Records,
        ranks: &[u32],
        members: &mut [u32],
        largest: usize,
        parts: &[Refinement],
        ledger: &mut RuleLedger,
    ) {
        if members.len() < 2 {
        } else if members.len() <= largest {
            ledger.blocks += 1;
            self.members.extend_from_slice(members);
            self.ends.push(self.members.len());
        } else if let Some((part, rest)) = parts.split_first() {
            members.sort_by_cached_key(|&row| (refine(records, row, *part), row));
            let mut kept = 0;
            for group in members.chunk_by_mut(|&a, &b| refine(records, a, *part) == refine(records, b, *part)) {
                kept += self.pairs_among(group);
                self.add(records, ranks, group, largest, rest, ledger);
            }
            // `add` is given all pairs of each group and accounts for them; those between groups end here
            ledger.too_common += self.pairs_among(members) - kept;
        } else {
            // nothing tells these apart: each is compared with its neighbors in the order of records, and runs overlap in
            // one record, so that copies of one record still come together
            members.sort_unstable_by_key(|&row| ranks.get(row as usize));
            let mut kept = 0;
            let mut rest = &members[..];
            while rest.len() > 1 {
                let (run, _) = rest.split_at(rest.len().min(largest));
                kept += self.pairs_among(run);
                ledger.blocks += 1;
                self.members.extend_from_slice(run);
                self.ends.push(self.members.len());
                rest = rest.get(run.len() - 1..).unwrap_or_default();
            }
            ledger.too_common += self.pairs_among(members) - kept;
        }
    }

    /// Lists the blocks of every record.
    fn index(&mut self, records: usize) {
        let mut counts = vec![0usize; records];
        for &row in &self.members {
            if let Some(count) = counts.get_mut(row as usize) {
                *count += 1;
            }
        }
        let mut end = 0;
        let mut places: Vec<usize> = Vec::with_capacity(records);
        for count in counts {
            places.push(end);
            end += count;
            self.record_ends.push(end);
        }
        let mut record_blocks = vec![0; self.members.len()];
        for block in 0..self.len() {
            for &row in self.members(block) {
                if let Some(place) = places.get_mut(row as usize) {
                    if let Some(entry) = record_blocks.get_mut(*place) {
                        *entry = u32::try_from(block).unwrap_or(u32::MAX);
                    }
                    *place += 1;
                }
            }
        }
        self.record_blocks = record_blocks;
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The records of a block.
    pub(crate) fn members(&self, block: usize) -> &[u32] {
        run(&self.ends, &self.members, block)
    }

    /// The blocks of a record, in their order.
    fn of_record(&self, row: u32) -> &[u32] {
        run(&self.record_ends, &self.record_blocks, row as usize)
    }

    /// The first block that two records share.
    pub(crate) fn first_shared(&self, left: u32, right: u32) -> Option<u32> {
        let (mut left, mut right) = (self.of_record(left).iter(), self.of_record(right).iter());
        let (mut a, mut b) = (left.next()?, right.next()?);
        loop {
            match a.cmp(b) {
                std::cmp::Ordering::Equal => return Some(*a),
                std::cmp::Ordering::Less => a = left.next()?,
                std::cmp::Ordering::Greater => b = right.next()?,
            }
        }
    }

    /// Calls `visit` for every pair of a block that no earlier block has.
    pub(crate) fn pairs(&self, block: usize, visit: impl FnMut(u32, u32)) {
        self.pairs_where(block, |_, _| true, visit);
    }

    /// Calls `visit` for every such pair that is wanted.
    pub(crate) fn pairs_where(&self, block: usize, wanted: impl Fn(u32, u32) -> bool, mut visit: impl FnMut(u32, u32)) {
        let members = self.members(block);
        for (i, &left) in members.iter().enumerate() {
            for &right in members.iter().skip(i + 1) {
                if wanted(left, right)
                    && self.is_pair(left, right)
                    && self.first_shared(left, right).is_some_and(|first| first as usize == block)
                {
                    visit(left.min(right), left.max(right));
                }
            }
        }
    }

    /// How many of the blocks, the first ones, are of records that share a key.
    pub(crate) fn sharing(&self) -> usize {
        let before = BlockingRule::ALL.iter().position(|&rule| rule == BlockingRule::Everyone);
        before.and_then(|rule| self.rule_ends.get(rule.checked_sub(1)?)).copied().unwrap_or_default()
    }

    /// How many pairs some blocks have, repetitions included.
    pub(crate) fn most_pairs(&self, blocks: std::ops::Range<usize>) -> u64 {
        blocks.map(|block| self.pairs_among(self.members(block))).sum()
    }

    /// Whether two records may be one, by their sources.
    pub(crate) fn is_pair(&self, left: u32, right: u32) -> bool {
        self.sources.is_empty() || self.sources.get(left as usize) != self.sources.get(right as usize)
    }

    /// How many pairs of some records may be one, by their sources.
    pub(crate) fn pairs_among(&self, rows: &[u32]) -> u64 {
        if self.sources.is_empty() {
            return pairs_of(rows.len());
        }
        let mut sources: Vec<u32> = rows.iter().filter_map(|&row| self.sources.get(row as usize).copied()).collect();
        sources.sort_unstable();
        let inside: u64 = sources.chunk_by(|a, b| a == b).map(|of_source| pairs_of(of_source.len())).sum();
        pairs_of(rows.len()) - inside
    }

    /// The ledger, once it is known how many pairs each block gave.
    pub(crate) fn settle(&self, scored: impl Fn(usize) -> u64) -> Ledger {
        let mut ledger = self.ledger.clone();
        let mut start = 0;
        for (rule, &end) in ledger.rules.iter_mut().zip(&self.rule_ends) {
            rule.scored = (start..end).map(&scored).sum();
            rule.repeated = rule.candidates - rule.too_common - rule.scored;
            start = end;
        }
        ledger
    }
}

fn run<'a>(ends: &[usize], values: &'a [u32], at: usize) -> &'a [u32] {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    let end = ends.get(at).copied().unwrap_or_default();
    values.get(start..end).unwrap_or_default()
}

/// How many pairs every rule may give, however few the records are: among few records blocks are large beside them.
const FEWEST_PAIRS: u64 = 20_000;

/// Up to so many pairs are all compared.
const FEW: u64 = 1_000_000;

/// The most records in a block whose pairs are all compared.
const LARGEST: usize = 64;

/// The least of such limits that a plan may come to.
const SMALLEST: usize = 8;

/// The most records that a block may have so that all blocks within this limit have at most so many pairs.
fn largest(sizes: impl Iterator<Item = usize>, most_pairs: u64) -> usize {
    let mut pairs = [0; LARGEST + 1];
    for size in sizes {
        if let Some(pairs) = pairs.get_mut(size) {
            *pairs += pairs_of(size);
        }
    }
    let mut sum = 0;
    let within = pairs.iter().take_while(|&&pairs| {
        sum += pairs;
        sum <= most_pairs
    });
    within.count().saturating_sub(1).max(SMALLEST)
}

fn pairs_of(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

/// A hash of a pair that does not depend on which is first.
pub(crate) fn hash_pair(left: u64, right: u64) -> u64 {
    mix(mix(1, left.min(right)), left.max(right))
}

/// Stirs a number into a hash (after Steele, Lea and Flood 2014).
fn mix(hash: u64, part: u64) -> u64 {
    let mixed = (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

/// Puts numbers together into one key. A collision only makes a candidate more.
fn key(rule: BlockingRule, parts: [u64; 3]) -> u64 {
    parts.into_iter().fold(rule as u64 + 1, mix)
}

/// The keys of a record under a rule.
fn rule_keys(records: &Records, row: u32, rule: BlockingRule, keys: &mut Vec<u64>) {
    let mut add = |parts: [u64; 3]| keys.push(key(rule, parts));
    let names = records.names.row(row);
    let places = records.addresses.row(row);
    match rule {
        BlockingRule::Email => records.emails.row(row).iter().for_each(|&email| add([email.into(), 0, 0])),
        BlockingRule::Phone => {
            let forms = records.phones.row(row).iter().filter_map(|&phone| records.phone_values.derived(phone));
            forms.filter(|form| form.number > 99_999).for_each(|form| add([form.tail.into(), 0, 0]));
        }
        BlockingRule::Url => records.urls.row(row).iter().for_each(|&url| add([url.into(), 0, 0])),
        BlockingRule::EmailUser => {
            let forms = records.emails.row(row).iter().filter_map(|&email| records.email_values.derived(email));
            // a short user says little without the beginning of the domain
            let rest = |form: &EmailForm| match records.email_parts.text(form.user).len() {
                5.. => 0,
                _ => records.email_parts.text(form.domain).bytes().next().unwrap_or_default().into(),
            };
            forms.filter(|form| !form.is_role).for_each(|form| add([form.user.into(), rest(form), 0]));
        }
        BlockingRule::EmailDomain => {
            let forms = records.emails.row(row).iter().filter_map(|&email| records.email_values.derived(email));
            for form in forms.filter(|form| !form.is_role && !form.is_provider && form.domain != NONE) {
                let initial = records.email_parts.text(form.user).bytes().next().unwrap_or_default();
                add([form.domain.into(), initial.into(), 0]);
            }
        }
        BlockingRule::FullName => {
            for name in names {
                for given in name_keys(records, name.given) {
                    for family in name_keys(records, name.family) {
                        add([given.min(family), given.max(family), 0]);
                    }
                }
            }
        }
        BlockingRule::BirthDate => {
            for &date in records.birth_dates.row(row) {
                add([date.into(), 0, 0]);
            }
        }
        BlockingRule::OrganizationAndName => {
            for organization in organizations(records, row) {
                parts(names).for_each(|part| add([organization, form(records, part, |form| form.sound.into()), 0]));
            }
        }
        BlockingRule::OrganizationAndPlace => {
            for organization in organizations(records, row) {
                let localities = places.iter().map(|place| place.locality).filter(|&locality| locality != NONE);
                localities.for_each(|locality| add([organization, locality.into(), 0]));
                if names.is_empty() {
                    add([organization, 0, 1]);
                }
            }
        }
        BlockingRule::Sound => {
            for name in names.iter().filter(|name| name.given != NONE && name.family != NONE) {
                let [a, b] = [name.given, name.family].map(|part| form(records, part, |form| form.sound.into()));
                add([a.min(b), a.max(b), 0]);
            }
        }
        BlockingRule::SoundAndBirthYear => {
            let year = refine(records, row, Refinement::BirthYear);
            for name in names.iter().filter(|name| year != 0 && name.given != NONE && name.family != NONE) {
                let sound = form(records, name.family, |form| form.sound.into());
                let initial = form(records, name.given, |form| form.initial.into());
                add([sound, initial, year]);
            }
        }
        BlockingRule::BirthMonthAndInitials => {
            for &date in records.birth_dates.row(row) {
                let date = records.date_values.derived(date).copied().flatten();
                let month = date.and_then(|date| date.year().zip(date.month()));
                if let Some((year, month)) = month {
                    initials(records, names)
                        .for_each(|initials| add([year.unsigned_abs().into(), month.into(), initials]));
                }
            }
        }
        BlockingRule::House
        | BlockingRule::HouseNumberAndPlace
        | BlockingRule::PostalCodeAndName
        | BlockingRule::LocalityAndName
        | BlockingRule::PlaceAndInitials => place_keys(records, row, rule, add),
        // no key is asked for
        BlockingRule::Everyone => {}
        BlockingRule::JobTitleAndArea => {
            for place in places.iter().filter(|place| place.area != NONE) {
                for &title in records.titles.row(row) {
                    for part in parts(names) {
                        add([title.into(), place.area.into(), form(records, part, |form| form.initial.into())]);
                    }
                }
            }
        }
    }
}

/// The keys of a record under a rule of where somebody lives.
fn place_keys(records: &Records, row: u32, rule: BlockingRule, mut add: impl FnMut([u64; 3])) {
    let names = records.names.row(row);
    let places = records.addresses.row(row);
    match rule {
        BlockingRule::House => {
            for place in places.iter().filter(|place| place.point != NONE) {
                let skeleton = records.street_values.derived(place.street).map_or(0, |form| form.skeleton);
                add([skeleton.into(), place.number.into(), 0]);
            }
        }
        BlockingRule::HouseNumberAndPlace => {
            for place in places.iter().filter(|place| place.number != NONE) {
                let towns = [(place.postal_code, 0), (place.locality, 1)].into_iter();
                towns
                    .filter(|&(town, _)| town != NONE)
                    .for_each(|(town, kind)| add([place.number.into(), town.into(), kind]));
            }
        }
        BlockingRule::PostalCodeAndName => {
            for place in places.iter().filter(|place| place.postal_code != NONE) {
                for part in parts(names) {
                    name_keys(records, part).for_each(|name| add([place.postal_code.into(), name, 0]));
                }
            }
        }
        BlockingRule::LocalityAndName => {
            for place in places.iter().filter(|place| place.locality != NONE) {
                for part in parts(names) {
                    name_keys(records, part).for_each(|name| add([place.locality.into(), name, 0]));
                }
            }
        }
        BlockingRule::PlaceAndInitials => {
            for place in places {
                let [code, locality] = [place.postal_code, place.locality].map(u64::from);
                let place = if code == 0 { [0, locality] } else { [1, code] };
                if place != [0, 0] {
                    initials(records, names).for_each(|initials| add([place[0], place[1], initials]));
                }
            }
        }
        _ => {}
    }
}

/// The first letters of given and family name, in their order in the alphabet.
fn initials(records: &Records, names: &[Name]) -> impl Iterator<Item = u64> {
    names.iter().filter(|name| name.given != NONE && name.family != NONE).map(|name| {
        let [a, b] = [name.given, name.family].map(|part| form(records, part, |form| form.initial.into()));
        a.min(b) << 8 | a.max(b)
    })
}

/// The given and family names of a record.
fn parts(names: &[Name]) -> impl Iterator<Item = u32> {
    names.iter().flat_map(|name| [name.given, name.family]).filter(|&part| part != NONE)
}

fn form(records: &Records, name: u32, of: impl Fn(&super::records::NameForm) -> u64) -> u64 {
    records.name_values.derived(name).map_or(0, of)
}

/// What a name may stand for: its formal names, else its spelling's skeleton.
fn name_keys(records: &Records, name: u32) -> impl Iterator<Item = u64> {
    /// Formal names are numbered beyond all skeletons.
    const FORMAL: u64 = 1 << 32;
    let form = records.name_values.derived(name).filter(|_| name != NONE);
    let formal = form.map_or(&[][..], |form| form.formal);
    let skeleton = form.filter(|_| formal.is_empty()).map(|form| u64::from(form.skeleton));
    formal.iter().take(4).map(|&root| FORMAL + u64::from(root)).chain(skeleton)
}

fn organizations(records: &Records, row: u32) -> impl Iterator<Item = u64> {
    let forms = records.organizations.row(row).iter().filter_map(|&one| records.organization_values.derived(one));
    forms.map(|form| form.skeleton.into())
}

/// The value of a refining field; 0 for none.
fn refine(records: &Records, row: u32, by: Refinement) -> u64 {
    let name = records.names.first(row);
    let part =
        |part: Option<u32>, of: fn(&super::records::NameForm) -> u64| part.map_or(0, |part| form(records, part, of));
    let place = records.addresses.first(row);
    match by {
        Refinement::Given => part(name.map(|name| name.given), |form| form.sound.into()),
        Refinement::Family => part(name.map(|name| name.family), |form| form.sound.into()),
        Refinement::Initial => part(name.map(|name| name.given), |form| form.initial.into()),
        Refinement::BirthYear => {
            let date = records.birth_dates.first(row).and_then(|&date| records.date_values.derived(date).copied()?);
            date.and_then(PartialDate::year).map_or(0, |year| year.unsigned_abs().into())
        }
        Refinement::Locality => place.map_or(0, |place| place.locality.into()),
        Refinement::PostalCode => place.map_or(0, |place| place.postal_code.into()),
        Refinement::Street => place.map_or(0, |place| place.street.into()),
        Refinement::Organization => organizations(records, row).next().unwrap_or_default(),
    }
}
