//! Comparing two records, what is cheap and telling first.

use super::super::compare::{self, Comparison, NameOutcome, Outcome, at};
use super::super::records::{EmailForm, Name, Records};
use super::super::score::Evidence;
use super::super::values::Column;
use super::row::{Fields, Row};
use super::{Outcomes, Scorer, add};
use Comparison as C;

/// Who asks for the outcomes of a pair.
pub(super) trait Asker {
    /// Takes one outcome.
    fn take(&mut self, comparison: Comparison, outcome: Outcome);

    /// Whether these fields matter still.
    fn wants(&self, open: Fields) -> bool;
}

/// Who wants to know everything.
impl Asker for Outcomes {
    #[inline]
    fn take(&mut self, comparison: Comparison, outcome: Outcome) {
        if let Some(place) = self.get_mut(comparison as usize) {
            *place = outcome;
        }
    }

    #[inline]
    fn wants(&self, _: Fields) -> bool {
        true
    }
}

/// Two records that are compared.
pub(super) struct Pair<'a> {
    numbers: [u32; 2],
    rows: [&'a Row; 2],
    /// The fields that both have values of.
    pub(super) both: Fields,
    /// The fields that one of them has several values of.
    several: Fields,
}

impl Pair<'_> {
    /// Whether both are of organizations.
    fn are_organizations(&self) -> bool {
        self.rows.iter().all(|row| row.is_organization())
    }

    /// Whether neither has a name of any kind.
    fn are_nameless(&self) -> bool {
        let names = Fields::NAMES.or(Fields::ORGANIZATIONS);
        self.rows.iter().all(|row| row.present.and(names) == Fields::default())
    }

    /// Whether the pair is weighed as one of organizations.
    pub(super) fn are_named_organizations(&self) -> bool {
        self.are_organizations() && self.both.has(Fields::ORGANIZATIONS)
    }
}

impl Scorer<'_> {
    /// Two records by their numbers.
    pub(super) fn pair(&self, left: u32, right: u32) -> Option<Pair<'_>> {
        let (one, other) = self.rows.get(left as usize).zip(self.rows.get(right as usize))?;
        let (both, several) = (one.present.and(other.present), one.several.or(other.several));
        Some(Pair { numbers: [left, right], rows: [one, other], both, several })
    }

    /// Compares two records in every way. Where they have several values the two that are most alike speak.
    pub(crate) fn compare(&self, left: u32, right: u32) -> Outcomes {
        let mut outcomes = Outcomes::default();
        if let Some(pair) = self.pair(left, right) {
            self.compare_for(&pair, &mut outcomes);
        }
        outcomes
    }

    /// Compares two records for somebody, as long as they want to know more; whether they did to the end. Names come
    /// after what is told by a few numbers, and long texts last.
    #[inline]
    pub(super) fn compare_for(&self, pair: &Pair<'_>, asker: &mut impl Asker) -> bool {
        let records = self.records();
        let [one, other] = pair.rows;
        asker.take(C::Kind, kinds(one, other));
        if let Some((left, right)) = one.gender.zip(other.gender) {
            asker.take(C::Gender, equal_or_different(left == right, 0));
        }
        let values = [one.birth_date, other.birth_date];
        let field = (Fields::BIRTH_DATES, &records.birth_dates);
        asker.take(C::BirthDate, self.value(pair, C::BirthDate, field, values, compare::birth_date));
        let (field, values) = ((Fields::PHONES, &records.phones), [one.phone, other.phone]);
        asker.take(C::Phone, self.value(pair, C::Phone, field, values, compare::phone));
        let (field, values) = ((Fields::URLS, &records.urls), [one.url, other.url]);
        asker.take(C::Url, self.value(pair, C::Url, field, values, |_, a, b| equal_or_different(a == b, a)));
        let name = self.names(pair);
        if let Some(name) = &name {
            asker.take(C::GivenName, name.given);
            asker.take(C::MiddleName, name.middle);
            asker.take(C::FamilyName, name.family);
            asker.take(C::NameOrder, name.order);
            asker.take(C::Generation, name.generation);
        }
        let open = pair.both;
        if !asker.wants(open) {
            return false;
        }
        let (field, values) = ((Fields::EMAILS, &records.emails), [one.email, other.email]);
        let email = self.value(pair, C::Email, field, values, compare::email);
        let implied = name.and_then(|name| self.implied(email.level, &name, pair)).map(Outcome::plain);
        let is_of_organizations = email.level == at::email::SAME_COMPANY && pair.are_organizations();
        let of_organizations = is_of_organizations.then_some(Outcome { level: at::email::OF_ORGANIZATIONS, ..email });
        // who has no name but that of a function is whoever reads it
        let is_mailbox = email.level == at::email::ROLE && pair.are_nameless();
        let of_mailbox = is_mailbox.then_some(Outcome { level: at::email::EQUAL, ..email });
        asker.take(C::Email, implied.or(of_organizations).or(of_mailbox).unwrap_or(email));
        let open = open.without(Fields::EMAILS);
        if !asker.wants(open) {
            return false;
        }
        if pair.both.has(Fields::ADDRESSES) {
            let [left, right] = pair.numbers.map(|number| records.addresses.row(number));
            asker.take(C::Address, self.best(C::Address, left, right, |r, a, b| compare::address(r, &a, &b)));
        }
        let open = open.without(Fields::ADDRESSES);
        if !asker.wants(open) {
            return false;
        }
        let comparison = if pair.are_organizations() { C::OrganizationName } else { C::Organization };
        let field = (Fields::ORGANIZATIONS, &records.organizations);
        let values = [one.organization, other.organization];
        asker.take(comparison, self.value(pair, comparison, field, values, compare::organization));
        let (field, values) = ((Fields::TITLES, &records.titles), [one.title, other.title]);
        asker.take(C::JobTitle, self.value(pair, C::JobTitle, field, values, compare::title));
        true
    }

    /// The outcome of a field: that of the first values, or the best of several.
    #[inline]
    fn value(
        &self,
        pair: &Pair<'_>,
        comparison: Comparison,
        (field, column): (Fields, &Column<u32>),
        [left, right]: [u32; 2],
        compare: impl Fn(&Records, u32, u32) -> Outcome,
    ) -> Outcome {
        if !pair.both.has(field) {
            Outcome::default()
        } else if pair.several.has(field) {
            let [left, right] = pair.numbers.map(|number| column.row(number));
            self.best(comparison, left, right, compare)
        } else {
            compare(self.records(), left, right)
        }
    }

    /// The best outcome of all pairs of values.
    fn best<T: Copy>(
        &self,
        comparison: Comparison,
        left: &[T],
        right: &[T],
        compare: impl Fn(&Records, T, T) -> Outcome,
    ) -> Outcome {
        match (left, right) {
            ([a], [b]) => compare(self.records(), *a, *b),
            _ => {
                let all = left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b)));
                let all = all.map(|(a, b)| compare(self.records(), a, b)).filter(|outcome| outcome.level > 0);
                all.max_by_key(|&outcome| (self.parts(comparison, outcome), std::cmp::Reverse(outcome.level)))
                    .unwrap_or_default()
            }
        }
    }

    /// The best outcome of all pairs of names, in either order of given and family name.
    fn names(&self, pair: &Pair<'_>) -> Option<NameOutcome> {
        if !pair.both.has(Fields::NAMES) {
            return None;
        }
        let [one, other] = pair.rows;
        let together = [one.together, other.together];
        let mut best = None;
        if pair.several.has(Fields::NAMES) {
            let [left, right] = pair.numbers.map(|number| self.records.names.row(number));
            for a in left {
                right.iter().for_each(|b| self.offer_names(a, b, together, &mut best));
            }
        } else {
            let [a, b] = pair.rows.map(|row| &row.name);
            self.offer_names(a, b, together, &mut best);
        }
        best
    }

    /// Takes two names, in the one order of their parts or in both, if they are more alike than the best so far. Where both
    /// parts are alike, the given name is less rare by as much as it comes together with the family name.
    fn offer_names(&self, a: &Name, b: &Name, together: [i16; 2], best: &mut Option<NameOutcome>) {
        let is_guess = a.is_guess || b.is_guess;
        let mut offer = |mut name: NameOutcome, together: i16| {
            if is_guess {
                name.order = Outcome::default();
                if !name.is_alike_in_part() {
                    return;
                }
            }
            if name.is_alike() {
                name.given.less = together;
            }
            if best.as_ref().is_none_or(|best| self.sum_of(&name) > self.sum_of(best)) {
                *best = Some(name);
            }
        };
        let [one, other] = together;
        let straight = compare::straight(self.records(), a, b);
        offer(straight, one.min(other));
        if !straight.is_equal() {
            // the parts of one of the two are where they belong
            let swapped = compare::swapped(self.records(), a, b);
            swapped.into_iter().for_each(|name| offer(name, one.max(other)));
        }
    }

    /// The sums of the weights of names against each rival.
    fn sum_of(&self, name: &NameOutcome) -> Evidence {
        let parts = [
            (C::GivenName, name.given),
            (C::MiddleName, name.middle),
            (C::FamilyName, name.family),
            (C::NameOrder, name.order),
            (C::Generation, name.generation),
        ];
        parts
            .iter()
            .fold(Evidence::default(), |sums, &(comparison, outcome)| add(sums, self.parts(comparison, outcome)))
    }

    /// Whether an e-mail address of one of two records is made of its name and nothing else but digits, as that of a
    /// namesake may be.
    pub(crate) fn is_made_of_name(&self, left: u32, right: u32) -> bool {
        let records = self.records();
        let is_of_row = |row: u32| {
            let forms = records.email_forms(row);
            let mut users =
                forms.map(|form| records.email_parts.text(form.user).replace(|c: char| c.is_ascii_digit(), ""));
            users.any(|user| records.names.row(row).iter().any(|name| compare::is_made_of(records, &user, name)))
        };
        is_of_row(left) || is_of_row(right)
    }

    /// Whether two records have e-mail addresses at one domain.
    fn share_domain(&self, pair: &Pair<'_>) -> bool {
        let [left, right] = pair.numbers.map(|number| self.records().email_forms(number));
        let domains: Vec<u32> = left.map(|form| form.domain).collect();
        right.map(|form| form.domain).any(|domain| domains.contains(&domain))
    }

    /// The level of e-mail addresses whose users say what the names have said already: namesakes have them, too.
    fn implied(&self, level: u8, name: &NameOutcome, pair: &Pair<'_>) -> Option<u8> {
        use at::{email, given};
        let records = self.records();
        let user = |form: &EmailForm| records.email_parts.text(form.user);
        let [left, right] = pair.numbers;
        let [left_name, right_name] = pair.rows.map(|row| &row.name);
        match level {
            // in the same user at another domain, it is the domain that slipped
            email::TYPO | email::SAME_USER | email::SIMILAR_USER
                if name.is_alike() && (level != email::TYPO || self.share_domain(pair)) =>
            {
                let all = |row: u32, name: &Name| {
                    records.email_forms(row).any(|form| compare::is_made_of(records, user(form), name))
                };
                (all(left, left_name) && all(right, right_name)).then_some(email::USER_OF_NAME)
            }
            email::EQUAL if name.given.level == given::EQUAL => {
                let given = records.name_values.text(left_name.given);
                let is_given = records.email_forms(left).any(|form| form.is_provider && user(form) == given);
                is_given.then_some(email::GIVEN_NAME)
            }
            _ => None,
        }
    }
}

/// The outcome where values can only be equal or different.
fn equal_or_different(is_equal: bool, value: u32) -> Outcome {
    if is_equal { Outcome::of(at::plain::EQUAL, value) } else { Outcome::plain(at::plain::DIFFERENT) }
}

/// A person against an organization.
fn kinds(one: &Row, other: &Row) -> Outcome {
    let is_against =
        |one: &Row, other: &Row| one.is_organization() && !other.is_organization() && other.present.has(Fields::NAMES);
    if is_against(one, other) || is_against(other, one) { Outcome::plain(at::plain::EQUAL) } else { Outcome::default() }
}
