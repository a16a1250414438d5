//! [`Join`]: how well two records hold together.

use super::super::cluster::Link;
use super::super::compare::{Comparison, at};
use super::super::pair::{Outcomes, Scorer, level};
use super::super::rival::Rival;
use super::{EvidenceKind, Reason};

/// The least weight against strangers of strong evidence, in thousandths of a bit: 64 times as probable among matches.
const STRONG: i32 = 6_000;

/// The least log2 of the odds of a safe join, in thousandths.
const SAFE: i64 = 6_000;

/// The same where one kind of evidence alone tells the two from a household, colleagues or branches, who share the rest.
const SAFE_BY_ONE: i64 = 8_000;

/// The same where the names differ.
const SAFE_IN_SPITE_OF_NAMES: i64 = 10_000;

/// The weight from which on evidence tells two records from a household or colleagues, in thousandths of a bit.
const TELLING: i32 = 2_000;

/// How well two records hold together.
#[derive(Debug)]
pub(super) struct Join {
    /// The kinds of strong evidence.
    pub(super) strong: Vec<EvidenceKind>,
    /// log2 of the odds of a match, in thousandths, without what a namesake would have, too.
    pub(super) log_odds: i64,
    /// Whether nothing but the name speaks for it.
    pub(super) is_name_only: bool,
    /// Why it is not safe; nothing if people say that the two are the same.
    pub(super) doubt: Option<Reason>,
}

impl Join {
    /// Of a link of records some of which say a generation, or none.
    pub(super) fn of(scorer: &Scorer<'_>, link: &Link, has_generation: bool) -> Self {
        let outcomes = scorer.compare(link.left, link.right);
        let rival = scorer.weigh(&outcomes).rival;
        let email = level(&outcomes, Comparison::Email);
        // a namesake's address may be a digit away, or be taken for this one's
        let is_namesakes = (at::email::TYPO..=at::email::SIMILAR_USER).contains(&email)
            || (at::email::USER_OF_NAME..=at::email::GIVEN_NAME).contains(&email);
        let is_own = email == at::email::EQUAL && !scorer.is_made_of_name(link.left, link.right);
        let sums = |rival| sums(scorer, &outcomes, rival, is_own);
        let against_strangers = sums(Rival::Strangers);
        let of_kind = |least| {
            let sums = KINDS.into_iter().zip(against_strangers);
            sums.filter(|&(_, sum)| sum >= least).map(|(kind, _)| kind).collect::<Vec<EvidenceKind>>()
        };
        let (mut strong, known) = (of_kind(STRONG), of_kind(TELLING));
        if email != at::email::EQUAL && (are_numbered(scorer, link) || !has_equal_names(&outcomes)) {
            strong.retain(|&kind| kind != EvidenceKind::Work);
        }
        let tells_by_one = || sums(rival).into_iter().filter(|&sum| sum >= TELLING).count() < 2;
        let mut log_odds = scorer.log_odds(link.weight);
        if is_namesakes && let Some(&outcome) = outcomes.get(Comparison::Email as usize) {
            log_odds -= i64::from(scorer.part(Comparison::Email, outcome, rival).max(0));
        }
        let names_differ = names_differ(&outcomes);
        // father and son of one name share a home, a line, perhaps an employer
        let is_namesake = has_generation
            && level(&outcomes, Comparison::Generation) != at::plain::EQUAL
            && !known.iter().any(|kind| matches!(kind, EvidenceKind::BirthDate | EvidenceKind::Email));
        let beside = strong.iter().filter(|&&kind| kind != EvidenceKind::Name).count();
        let least = match () {
            () if names_differ => SAFE_IN_SPITE_OF_NAMES,
            () if !rival.is_chance() && tells_by_one() => SAFE_BY_ONE,
            () => SAFE,
        };
        // sister companies share a house, a switchboard and a mailbox
        let are_two_companies = level(&outcomes, Comparison::OrganizationName) == at::organization::DIFFERENT;
        let doubt = if are_two_companies || names_differ && (beside < 2 || log_odds < least) {
            Some(Reason::NamesDiffer)
        } else if is_namesake {
            Some(Reason::Namesakes)
        } else if strong.len() < 2 {
            Some(Reason::OneKind(strong.clone()))
        } else {
            (log_odds < least).then_some(Reason::TooLittle)
        };
        Self {
            is_name_only: known == [EvidenceKind::Name] && !names_differ && !is_namesakes && email != at::email::EQUAL,
            strong,
            log_odds,
            doubt: doubt.filter(|_| !link.must_link),
        }
    }

    /// Whether a program may join the two: people say so, or nothing speaks against it.
    pub(super) fn is_safe(&self) -> bool {
        self.doubt.is_none()
    }
}

/// The kinds of evidence, in order.
const KINDS: [EvidenceKind; 7] = [
    EvidenceKind::Name,
    EvidenceKind::BirthDate,
    EvidenceKind::Email,
    EvidenceKind::Phone,
    EvidenceKind::Address,
    EvidenceKind::Work,
    EvidenceKind::Url,
];

/// What each kind of evidence weighs, in thousandths of a bit.
type Sums = [i32; KINDS.len()];

/// What each kind of evidence weighs against a rival. What an e-mail address shares counts only if it is somebody's own;
/// its company counts as work.
fn sums(scorer: &Scorer<'_>, outcomes: &Outcomes, rival: Rival, is_own: bool) -> Sums {
    let mut sums = Sums::default();
    let are_organizations = level(outcomes, Comparison::OrganizationName) > 0;
    for (comparison, &outcome) in Comparison::ALL.into_iter().zip(outcomes).filter(|(_, outcome)| outcome.level > 0) {
        let kind = match comparison {
            Comparison::Kind | Comparison::Gender => continue,
            // a company's domain and site repeat its name, and its branches share them
            Comparison::Email | Comparison::Url if are_organizations => continue,
            Comparison::Email if at::email::OF_COMPANY.contains(&outcome.level) => EvidenceKind::Work,
            Comparison::Email if !is_own && outcome.level != at::email::DIFFERENT => continue,
            Comparison::Email => EvidenceKind::Email,
            // what an area shares is no address
            Comparison::Address if is_elsewhere(outcome.level) => continue,
            Comparison::GivenName
            | Comparison::MiddleName
            | Comparison::FamilyName
            | Comparison::NameOrder
            | Comparison::Generation
            | Comparison::OrganizationName => EvidenceKind::Name,
            Comparison::BirthDate => EvidenceKind::BirthDate,
            Comparison::Phone => EvidenceKind::Phone,
            Comparison::Address => EvidenceKind::Address,
            Comparison::Organization | Comparison::JobTitle => EvidenceKind::Work,
            Comparison::Url => EvidenceKind::Url,
        };
        if let Some(sum) = sums.get_mut(kind as usize) {
            *sum += scorer.part(comparison, outcome, rival);
        }
    }
    sums
}

/// Whether two have mailboxes at one domain of which one is that of the other with a number, as those have who are of one
/// name: `ada.byron` and `ada.byron2`.
fn are_numbered(scorer: &Scorer<'_>, link: &Link) -> bool {
    let records = scorer.records();
    let user = |number: u32| records.email_parts.text(number);
    let is_digit = |char: char| char.is_ascii_digit();
    let is_with_number = |short: &str, long: &str| {
        let number = long.strip_prefix(short).filter(|number| !number.is_empty());
        number.is_some_and(|number| number.chars().all(is_digit)) && !short.is_empty() && !short.ends_with(is_digit)
    };
    records.email_forms(link.left).any(|left| {
        let others = records.email_forms(link.right).filter(|right| right.domain == left.domain);
        others.map(|right| [left.user, right.user].map(user)).any(|[a, b]| is_with_number(a, b) || is_with_number(b, a))
    })
}

/// Whether two addresses differ where both say where in an area they are.
fn is_elsewhere(level: u8) -> bool {
    use at::address as a;
    let ranges = [
        a::STREETS_IN_POSTAL_CODE..=a::STREETS_DIFFERENT,
        a::POSTAL_CODES_IN_LOCALITY..=a::POSTAL_CODES_DIFFERENT,
        a::LOCALITIES_IN_AREA..=a::AREAS_DIFFERENT,
    ];
    ranges.iter().any(|range| range.contains(&level))
}

/// Whether the two are called differently.
fn names_differ(outcomes: &Outcomes) -> bool {
    use at::{family, given, organization};
    level(outcomes, Comparison::GivenName) >= given::OTHER_GIVEN
        || level(outcomes, Comparison::FamilyName) == family::DIFFERENT
        || level(outcomes, Comparison::OrganizationName) == organization::DIFFERENT
}

/// Whether nothing differs in the names of two people but how a name is spelled, or what one of them leaves out.
fn has_equal_names(outcomes: &Outcomes) -> bool {
    use at::{family, given, middle};
    level(outcomes, Comparison::GivenName) <= given::VARIANT
        && level(outcomes, Comparison::MiddleName) <= middle::INITIAL
        && level(outcomes, Comparison::FamilyName) <= family::VARIANT
}

#[cfg(test)]
mod tests {
    use super::super::super::records::Records;
    use super::super::super::{Decision, MatchProbability, MatchWeight, Model};
    use super::*;
    use crate::contact::{Contact, Employment, Field, PersonName, Phone, PostalAddress};

    fn at_home(mut contact: Contact, street: &str) -> Contact {
        let [street, locality, postal_code] = [street, "Springfield", "62701"].map(|text| Some(text.to_owned()));
        let address = PostalAddress { street, locality, postal_code, ..PostalAddress::default() };
        contact.addresses.push(Field::of(address));
        contact
    }

    fn company(name: &str) -> Contact {
        let mut contact = at_home(Contact::organization(name), "12 High Street");
        contact.organization_names.push(Field::parse(name));
        contact.phones.push(Field::read("+12025550143", |text| Phone::parse(text, None)));
        contact
    }

    fn colleague(given: &str, family: &str) -> Contact {
        let mut contact = Contact::person(format!("{given} {family}"));
        contact.names.push(Field::of(PersonName::new(given, family)));
        contact.employments.push(Field::of(Employment::new("Zwingenberger Optics Inc.", "Lens grinder")));
        contact
    }

    /// What is in doubt of two among strangers, however much speaks for them.
    fn doubt(left: &Contact, right: &Contact) -> Option<Reason> {
        let mut records = Records::new();
        for number in 0..200 {
            let mut stranger = at_home(Contact::person(format!("stranger {number}")), &format!("{number} Long Avenue"));
            stranger.names.push(Field::parse(format!("Given{number} Family{number}")));
            stranger.employments.push(Field::of(Employment::new(&format!("Firm{number} Ltd."), "Clerk")));
            records.push(&stranger);
        }
        let (left, right) = (records.push(left), records.push(right));
        let link = Link {
            left,
            right,
            weight: MatchWeight::from_thousandths(40_000),
            probability: MatchProbability::from_log_odds(30_000),
            decision: Decision::Match,
            must_link: false,
        };
        let model = Model::for_records(&records);
        Join::of(&Scorer::new(&model, &records), &link, false).doubt
    }

    #[test]
    fn whoever_is_called_otherwise_is_not_safe_whatever_speaks_for_it() {
        let optics = "Zwingenberger Optics Inc.";
        assert_eq!(doubt(&company(optics), &company(optics)), None);
        assert_eq!(doubt(&company(optics), &company("Kestrel Shipyard Inc.")), Some(Reason::NamesDiffer));

        let petra = colleague("Petra", "Waldenbuch");
        assert_eq!(doubt(&petra, &petra), None);
        let alike = doubt(&petra, &colleague("Petra", "Waldenbach"));
        assert_eq!(alike, Some(Reason::OneKind(vec![EvidenceKind::Name])));
    }
}
