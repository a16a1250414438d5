//! Common names: the full names that several people seem to have, of which a name alone tells nobody.

use super::records::Records;
use super::roots::Roots;
use super::values::{NONE, hashed};
use std::collections::BTreeMap;

/// From so many people on a full name is common.
const COMMON: usize = 4;

/// The common names of records, each with the number of people who seem to have it: of the records of one name those that
/// share an e-mail address, a phone number, a full birth date or a house are taken for one person's.
///
/// How often given and family names occur does not tell that: they go together by country and language. But a name is
/// common only if as many others have each of its parts: else it is one person's who has so many mailboxes. Sorts the
/// names once, and the values of the few records whose name is frequent.
pub(super) fn of(records: &Records) -> BTreeMap<String, u32> {
    let mut named: Vec<([u32; 2], u32)> = Vec::with_capacity(records.len());
    named.extend(records.rows().filter_map(|row| Some((full_name(records, row)?, row))));
    named.sort_unstable();
    let mut of_part = vec![0_usize; records.name_values.len()];
    for &part in named.iter().flat_map(|(name, _)| name) {
        of_part.get_mut(part as usize).into_iter().for_each(|count| *count += 1);
    }
    let groups = named.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() >= COMMON);
    let common = groups.filter_map(|group| {
        let people = people(records, &group.iter().map(|&(_, row)| row).collect::<Vec<u32>>());
        let text = |number: u32| records.name_values.text(number);
        let (name, _) = group.first()?;
        let with_part = name.map(|part| of_part.get(part as usize).copied().unwrap_or_default());
        let others = with_part.into_iter().min().unwrap_or_default().saturating_sub(group.len());
        (people >= COMMON && others >= people).then(|| (key(name.map(text)), u32::try_from(people).unwrap_or(u32::MAX)))
    });
    common.collect()
}

/// What stands for a full name in a model, whichever of its parts is the given name: a hash.
pub(super) fn key([one, other]: [&str; 2]) -> String {
    let [first, second] = if one <= other { [one, other] } else { [other, one] };
    hashed(&[first, " ", second].concat())
}

/// The parts of a record's name, each written in one word, as numbers in ascending order; nothing if one is missing.
fn full_name(records: &Records, row: u32) -> Option<[u32; 2]> {
    let name = records.names.first(row)?;
    let mut parts = [name.given, name.family].map(|part| records.joined(part));
    parts.sort_unstable();
    (!parts.contains(&NONE)).then_some(parts)
}

/// How many people records of one name seem to be of.
fn people(records: &Records, rows: &[u32]) -> usize {
    let mut values: Vec<([u32; 2], u32)> = Vec::new();
    for (place, &row) in (0..).zip(rows) {
        let dates = records.full_birth_dates(&[row]).map(|date| [0, date]).collect::<Vec<_>>();
        let emails = records.emails.row(row).iter().map(|&email| [1, email]);
        let phones = records.phones.row(row).iter().map(|&phone| [2, phone]);
        let houses = records.addresses.row(row).iter().map(|address| [3, address.point]);
        let told = dates.into_iter().chain(emails).chain(phones).chain(houses).filter(|[_, value]| *value != NONE);
        values.extend(told.map(|value| (value, place)));
    }
    values.sort_unstable();
    let (mut people, mut roots) = (rows.len(), Roots::new(rows.len()));
    let shared = values.iter().zip(values.iter().skip(1)).filter(|((value, _), (next, _))| value == next);
    for (&(_, one), &(_, other)) in shared {
        let [one, other] = [one, other].map(|place| roots.find(place));
        if one != other {
            roots.join(one, other);
            people -= 1;
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::{key, of};
    use crate::contact::{Contact, Field, PersonName};
    use crate::matching::Records;

    /// Four others called Ada, and four called Byron.
    const OTHERS: [(&str, &str, &str); 8] = [
        ("Ada", "Ames", ""),
        ("Ada", "Bligh", ""),
        ("Ada", "Coke", ""),
        ("Ada", "Dent", ""),
        ("Eve", "Byron", ""),
        ("Fay", "Byron", ""),
        ("Gil", "Byron", ""),
        ("Ben", "Byron", ""),
    ];

    fn records(people: &[(&str, &str, &str)]) -> Records {
        let contact = |(id, (given, family, email)): (usize, &(&str, &str, &str))| {
            let mut contact = Contact::person(id.to_string());
            contact.names.push(Field::of(PersonName::new(*given, *family)));
            contact.emails.extend((!email.is_empty()).then(|| Field::parse(*email)));
            contact
        };
        people.iter().enumerate().map(contact).collect::<Vec<_>>().iter().collect()
    }

    #[test]
    fn a_name_is_common_from_four_people_on() {
        let two = [("Ada", "Byron", "a@x.org"), ("Ada", "Byron", "b@x.org")];
        let three = [&two[..], &[("Byron", "Ada", "")], &OTHERS].concat();
        assert!(of(&records(&three)).is_empty());
        // copies are of one person
        let five = [three.as_slice(), &two].concat();
        assert!(of(&records(&five)).is_empty());
        let six = [five.as_slice(), &[("ada", "BYRON", "c@x.org")]].concat();
        assert_eq!(of(&records(&six)), [(key(["byron", "ada"]), 4)].into());
        // who alone has one of the names is one person
        let alone: Vec<_> =
            six.iter().filter(|(given, family, _)| *given != "Gil" || *family != "Byron").copied().collect();
        assert!(of(&records(&alone)).is_empty());
        // a part that is missing is no name
        assert!(of(&records(&[("Ada", "", ""); 9])).is_empty());
    }

    #[test]
    fn who_is_joined_by_a_third_is_one_person() {
        let mut people = [vec![("Ada", "Byron", ""); 3], OTHERS.to_vec()].concat();
        people.push(("Ada", "Byron", "a@x.org"));
        assert_eq!(of(&records(&people)).len(), 1);
        let mut chained = records(&OTHERS);
        for (id, emails) in [["a", "b"], ["c", "d"], ["b", "c"], ["e", "e"], ["f", "f"], ["e", "a"]].iter().enumerate()
        {
            let mut contact = Contact::person(id.to_string());
            contact.names.push(Field::of(PersonName::new("Ada", "Byron")));
            contact.emails.extend(emails.iter().map(|user| Field::parse(format!("{user}@x.org"))));
            chained.push(&contact);
        }
        // a, b, c, d and e are of one, f of another
        assert!(of(&chained).is_empty());
    }
}
