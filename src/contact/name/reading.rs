//! [`NameReading`]: one way to read a name, and [`NameOptions`]: what is known of who wrote it.

use super::PersonName;
use super::culture::Culture;
use super::fold;
use super::lexicon::{Class, class_of};
use crate::contact::CountryCode;

/// One way to read a name, with how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NameReading {
    /// The name, read so.
    pub name: PersonName,
    /// How sure the reading is, from 1 to 95 percent. An estimate that puts readings in order; nothing was counted for it.
    pub confidence: u8,
}

/// Which name a text puts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NameOrder {
    /// Not known: the words and the country tell.
    #[default]
    Unknown,
    /// The given name, as in most of the West.
    GivenFirst,
    /// The family name, as in Hungary and East Asia, and in many lists.
    FamilyFirst,
}

/// The fewest names of a list that tell its order.
const FEWEST: u32 = 5;
/// How many times more of them tell the one order than the other.
const TIMES_MORE: u32 = 3;

impl NameOrder {
    /// The order that a list of full names keeps, by the given names among them that are known in many countries;
    /// [`Unknown`](Self::Unknown) where they do not tell, or tell both.
    ///
    /// Of one name alone it is often open: `Scott James`. Names with a comma and single names say nothing.
    ///
    /// ```
    /// use contactkit::contact::NameOrder;
    ///
    /// let list = ["Lovelace John", "Quist Maria", "Scott James", "Tamm Anna", "Okafor Peter", "Berg Julia"];
    /// assert_eq!(NameOrder::of_list(list), NameOrder::FamilyFirst);
    /// ```
    pub fn of_list<'t>(names: impl IntoIterator<Item = &'t str>) -> Self {
        let is_given = |word: &str| class_of(&fold(word)).is(Class::GIVEN);
        let (mut given_first, mut family_first) = (0_u32, 0_u32);
        for name in names.into_iter().filter(|name| !name.contains(',')) {
            let mut words = name.split_whitespace();
            if let (Some(first), Some(last)) = (words.next(), words.next_back()) {
                match (is_given(first), is_given(last)) {
                    (true, false) => given_first += 1,
                    (false, true) => family_first += 1,
                    _ => {}
                }
            }
        }
        let is_told = |more: u32, fewer: u32| more >= FEWEST && more / TIMES_MORE > fewer;
        match (is_told(given_first, family_first), is_told(family_first, given_first)) {
            (true, _) => Self::GivenFirst,
            (_, true) => Self::FamilyFirst,
            _ => Self::Unknown,
        }
    }
}

/// What is known of a name beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[allow(clippy::exhaustive_structs, reason = "written as a literal with `..`")]
pub struct NameOptions {
    /// The country whose custom the name follows, as far as it is known.
    pub country: Option<CountryCode>,
    /// Which name comes first, where the writer is known to keep an order.
    pub order: NameOrder,
}

impl NameOptions {
    pub(super) fn culture(self) -> Option<Culture> {
        self.country.and_then(Culture::of)
    }
}

impl From<CountryCode> for NameOptions {
    fn from(country: CountryCode) -> Self {
        Self { country: Some(country), ..Self::default() }
    }
}

impl From<Option<CountryCode>> for NameOptions {
    fn from(country: Option<CountryCode>) -> Self {
        Self { country, ..Self::default() }
    }
}

impl From<NameOrder> for NameOptions {
    fn from(order: NameOrder) -> Self {
        Self { order, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::NameOrder;

    #[test]
    fn a_list_keeps_an_order_if_most_of_its_names_tell_it() {
        let given_first = ["John Lovelace", "Maria Quist", "James Scott", "Anna Tamm", "Peter Okafor", "Julia Berg"];
        let turned = given_first.map(|name| name.split(' ').rev().collect::<Vec<_>>().join(" ").to_uppercase());
        let order = |names: &[&str]| NameOrder::of_list(names.iter().copied());
        let family_first = turned.each_ref().map(String::as_str);
        assert_eq!(order(&given_first), NameOrder::GivenFirst);
        assert_eq!(order(&family_first), NameOrder::FamilyFirst);
        assert_eq!(order(&[given_first, family_first].concat()), NameOrder::Unknown);
        assert_eq!(order(&family_first[..3]), NameOrder::Unknown);
        assert_eq!(order(&["Lovelace, John", "John", "", "X Y"].repeat(5)), NameOrder::Unknown);
    }
}
