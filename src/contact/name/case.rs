//! Given names whose capitals are known.

use crate::contact::tables::{NAME_VARIANTS, NICKNAMES, lines};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The given names of the tables, in small letters as they are written.
static GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let columns = lines(NICKNAMES).chain(lines(NAME_VARIANTS)).flat_map(|line| line.split(['|', ',']));
    let mut names: FxHashSet<&str> = columns.map(str::trim).filter(|name| !name.contains(' ')).collect();
    names.remove("spelling");
    names.remove("translation");
    names
});

/// Beginnings behind which many bearers write a capital: `LaShawn`, `DeAndre`, `JoAnn`, `McKenzie`.
const BEGINNINGS: [&str; 6] = ["la", "le", "de", "da", "mc", "mac"];

/// Names of two names, with a capital inside or without.
const DOUBLE: [&str; 14] = [
    "annemarie",
    "annmarie",
    "joann",
    "joanne",
    "joellen",
    "jolynn",
    "luann",
    "maryann",
    "maryanne",
    "marybeth",
    "marylou",
    "maryjo",
    "raelynn",
    "roseann",
];

/// A given name that is in all capitals or all small letters with its usual capitals, if it is a known name and has only
/// one way: `MARIA` and `maria` are `Maria`; what `LASHAWN` is, its bearer knows.
///
/// Parts between hyphens and spaces are looked at one by one. One look-up for each.
pub(crate) fn usual_case(given: &str) -> Option<String> {
    let mut usual = String::with_capacity(given.len());
    for part in given.split_inclusive(['-', ' ']) {
        let word = part.trim_end_matches(['-', ' ']);
        let small = word.to_lowercase();
        let has_capital_inside = DOUBLE.contains(&small.as_str())
            || BEGINNINGS.iter().any(|beginning| {
                let rest = small.strip_prefix(beginning).filter(|rest| rest.len() > 2);
                rest.is_some_and(|rest| beginning.starts_with('m') || GIVEN_NAMES.contains(rest))
            });
        if has_capital_inside || !GIVEN_NAMES.contains(small.as_str()) {
            return None;
        }
        let mut letters = small.chars();
        usual.extend(letters.next()?.to_uppercase());
        usual.extend(letters);
        usual.push_str(part.get(word.len()..)?);
    }
    (!usual.is_empty()).then_some(usual)
}

#[cfg(test)]
mod tests {
    use super::usual_case;

    #[test]
    fn only_names_with_one_way_get_their_capitals() {
        for (given, usual) in [
            ("MARIA", Some("Maria")),
            ("josé", Some("José")),
            ("JEAN-CLAUDE", Some("Jean-Claude")),
            ("anna maria", Some("Anna Maria")),
            ("DAVID", Some("David")),
            ("LASHAWN", None),
            ("JOANN", None),
            ("LEROY", None),
            ("MACKENZIE", None),
            ("XQZT", None),
            ("IRMAK", None),
            ("", None),
        ] {
            assert_eq!(usual_case(given).as_deref(), usual, "{given}");
        }
    }
}
