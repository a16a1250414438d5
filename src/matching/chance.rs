//! How many of the organizations that share a name do so by chance.

use super::compare::Term;
use super::frequencies::ValueCounts;
use super::logarithm::sum;
use super::records::Records;
use rustc_hash::FxHashMap;

/// No smaller share is believed: words that have not been seen elsewhere say little.
const LEAST: f64 = 1.0 / 32.0;

/// A name of more records is common, and that is known without its words.
const FEW: f64 = 4.0;

/// Of the pairs of records that share the name of an organization, the share that would if its words came together by
/// chance.
///
/// How often a whole name occurs does not tell two records of one company from two companies of one name. Its words do:
/// `First Baptist Church` is what many call theirs, and nobody else is a `Wilson-Oakby Capital`, whose words have all been
/// seen, but not together. Words count by the other names that have them. Linear in the names, the same for any order.
pub(super) fn of_organizations(records: &Records, counts: &ValueCounts) -> f64 {
    let counts = counts.of_term(Term::Organization);
    let names = || {
        let all = (0..).zip(counts).filter(|&(_, &count)| count > 0);
        all.filter_map(|(number, &count)| Some((&records.organization_values.derived(number)?.words, f64::from(count))))
    };
    let mut of_word: FxHashMap<u32, f64> = FxHashMap::default();
    for (words, count) in names() {
        words.iter().for_each(|word| *of_word.entry(*word).or_default() += count);
    }
    let total: f64 = names().map(|(_, count)| count).sum();
    let rare = || names().filter(|(words, count)| *count <= FEW && !words.is_empty());
    let shared: f64 = rare().map(|(_, count)| count * (count - 1.0)).sum();
    let by_chance = sum(rare().map(|(words, count)| {
        let others = |word: &u32| of_word.get(word).map_or(0.0, |all| (all - count) / total);
        // of the pairs that there are
        (count * total * words.iter().map(others).product::<f64>()).min(count * (count - 1.0))
    }));
    if shared > 0.0 { (by_chance / shared).clamp(LEAST, 1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Contact, Field};

    fn share<'n>(names: impl Iterator<Item = &'n String>) -> f64 {
        let mut records = Records::new();
        for (name, id) in names.zip(0..) {
            let mut contact = Contact::organization(id.to_string());
            contact.organization_names.push(Field::parse(name));
            // copies of one record would count once
            contact.emails.push(Field::parse(format!("{id}@example.org")));
            records.push(&contact);
        }
        of_organizations(&records, &ValueCounts::of(&records))
    }

    #[test]
    fn words_that_are_seldom_together_are_not_by_chance() {
        let rare: Vec<String> = (0..60).map(|number| format!("Kestrel{number} Optics")).collect();
        assert!(share(rare.iter().chain(rare.iter().step_by(3))) <= LEAST);

        let words = ["First", "Baptist", "Church", "Grace", "Chapel", "Trinity"];
        let pairs = words.iter().enumerate().flat_map(|(at, one)| words.iter().skip(at + 1).map(move |two| (one, two)));
        let common: Vec<String> = pairs.map(|(one, two)| format!("{one} {two}")).collect();
        assert!(share(common.iter().chain(&common)) > 0.5);
        assert!(share(common.iter().chain(&common).rev()).to_bits() == share(common.iter().chain(&common)).to_bits());
    }

    #[test]
    fn where_no_name_is_shared_nothing_is_known() {
        assert_eq!(share(std::iter::empty()).to_bits(), 1f64.to_bits());
        assert_eq!(share(["Kestrel Optics".to_owned()].iter()).to_bits(), 1f64.to_bits());
    }
}
