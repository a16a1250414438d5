//! Which names one person may go by: short forms and other spellings.

use super::fold;
use crate::contact::tables::{NAME_VARIANTS, NICKNAMES, rows, variants};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows of both tables, each under a number.
struct Names {
    /// The formal name of each row, as written.
    formal: Vec<&'static str>,
    /// For every folded name the rows that it stands in.
    rows: FxHashMap<String, Vec<u16>>,
    /// For every folded short form the rows of the names that it is short for.
    short: FxHashMap<String, Vec<u16>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { formal: Vec::new(), rows: FxHashMap::default(), short: FxHashMap::default() };
    let nicknames = rows(NICKNAMES).filter_map(|row| match row[..] {
        [formal, short] => Some((formal, short, true)),
        _ => None,
    });
    let spellings = rows(NAME_VARIANTS).filter_map(|row| match row[..] {
        [formal, "spelling", others] => Some((formal, others, false)),
        _ => None,
    });
    let add = |table: &mut FxHashMap<String, Vec<u16>>, name: String, row: u16| {
        let of_name = table.entry(name).or_default();
        if !of_name.contains(&row) {
            of_name.push(row);
        }
    };
    for (row, (formal, others, are_short)) in (0..).zip(nicknames.chain(spellings)) {
        names.formal.push(formal);
        let folded = fold(formal);
        for other in variants(others).map(fold).filter(|other| *other != folded) {
            // names of several words are compared written in one
            add(&mut names.rows, other.replace(' ', ""), row);
            if are_short {
                add(&mut names.short, other, row);
            }
        }
        add(&mut names.rows, folded.replace(' ', ""), row);
    }
    names
});

/// The names that a short form of a given name stands for, each with its share: 1 where only one name is called so,
/// and less the more names are. Nothing for a text that is no short form.
///
/// The direction counts: Bob is short for Robert, Robert is not short for Bob. A share of a half or more is strong evidence for
/// one name; Alex is short for so many that it is weak for any. Shares are by the number of names in a table of common
/// usage in many languages, not by how many people bear them. Costs one folding and one look-up.
///
/// ```
/// use contactkit::normalize::short_for;
///
/// assert!(short_for("Bob").any(|(name, share)| name == "robert" && share >= 0.5));
/// assert!(short_for("Alex").all(|(_, share)| share < 0.1));
/// assert_eq!(short_for("Robert").filter(|(name, _)| *name == "bob").count(), 0);
/// ```
pub fn short_for(name: &str) -> impl Iterator<Item = (&'static str, f64)> + use<> {
    let rows = NAMES.short.get(&fold(name)).map_or(&[][..], Vec::as_slice);
    let share = 1.0 / rows.len().max(1) as f64;
    rows.iter().filter_map(move |&row| Some((*NAMES.formal.get(usize::from(row))?, share)))
}

/// The rows of the tables, as numbers, that a folded given name in one word stands in: two names with a row in common may
/// be one person's.
pub(crate) fn formal_names(name: &str) -> &'static [u16] {
    NAMES.rows.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a folded word is a given name of the tables.
pub(super) fn is_given_name(word: &str) -> bool {
    NAMES.rows.contains_key(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_leads_to_its_names_and_not_back() {
        let names = |short: &str| short_for(short).map(|(name, _)| name).collect::<Vec<_>>();
        for (short, formal) in
            [("bob", "robert"), ("Sasha", "aleksandra"), ("Pepe", "josé"), ("Manolis", "emmanouil"), ("Lasse", "lars")]
        {
            assert!(names(short).contains(&formal), "{short}: {:?}", names(short));
            assert!(!names(formal).contains(&short), "{formal}");
        }
        assert_eq!(names("xyz"), [""; 0]);
        // formal names, and Mario is no Maria
        assert_eq!([names("Mario"), names("Robert")].concat(), [""; 0]);
    }

    #[test]
    fn shares_of_a_short_form_add_up_to_one() {
        for short in rows(NICKNAMES).filter_map(|row| row.get(1).copied()).flat_map(variants) {
            let sum: f64 = short_for(short).map(|(_, share)| share).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{short}");
        }
    }

    #[test]
    fn every_line_of_both_tables_is_read() {
        let spelling = rows(NAME_VARIANTS).inspect(|row| {
            assert!(matches!(row[..], [_, "spelling" | "translation", _]), "{row:?}");
        });
        let spelling = spelling.filter(|row| row[1] == "spelling").count();
        let nicknames = rows(NICKNAMES).inspect(|row| {
            let [formal, short] = row[..] else { panic!("{row:?}") };
            assert!(!fold(formal).is_empty() && variants(short).all(|one| !fold(one).is_empty()), "{row:?}");
            assert!(variants(short).all(|one| fold(one) != fold(formal)), "{row:?}");
        });
        assert_eq!(NAMES.formal.len(), spelling + nicknames.count());
    }
}
