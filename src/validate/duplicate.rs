//! Values that stand twice in one record.

use super::finding::Quoted;
use super::text::is_unseen;
use super::{FieldKind, FieldPath, Finding, Fix, Rule};
use crate::contact::{Field, Phone};
use std::collections::BTreeMap;

/// Values up to this count are compared each with each, without any allocation; more are sorted by their folded text.
const FEW: usize = 8;

/// Reports each value whose text is that of an earlier value but for case, spaces and commas.
pub(super) fn check<T>(fields: &[Field<T>], kind: FieldKind, findings: &mut Vec<Finding>) {
    let same = |left: &Field<T>, right: &Field<T>| is_same(&left.text, &right.text);
    let key = |field: &Field<T>| folded(&field.text).collect();
    let has_text = |field: &Field<T>| folded(&field.text).next().is_some();
    check_by(fields, kind, has_text, same, key, findings);
}

/// Reports each phone number that is that of an earlier field, however the two are written.
pub(super) fn check_phones(fields: &[Field<Phone>], findings: &mut Vec<Finding>) {
    let same = |left: &Field<Phone>, right: &Field<Phone>| left.value() == right.value();
    let key = |field: &Field<Phone>| field.value().map(Phone::to_string).unwrap_or_default();
    check_by(fields, FieldKind::Phones, |field| field.value().is_some(), same, key, findings);
}

fn check_by<T>(
    fields: &[Field<T>],
    kind: FieldKind,
    counts: impl Fn(&Field<T>) -> bool,
    same: impl Fn(&Field<T>, &Field<T>) -> bool,
    key: impl Fn(&Field<T>) -> String,
    findings: &mut Vec<Finding>,
) {
    if fields.len() < 2 {
        return;
    }
    let mut seen = BTreeMap::new();
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| counts(field)) {
        let earlier = if fields.len() <= FEW {
            fields.iter().enumerate().take(index).find(|(_, earlier)| same(earlier, field))
        } else {
            let first = *seen.entry(key(field)).or_insert((index, field));
            (first.0 != index).then_some(first)
        };
        if let Some((first, earlier)) = earlier {
            // Another label says something of its own ("work" and "home"): which one to keep is for a person to say.
            let fix = (earlier.text == field.text && earlier.label == field.label).then_some(Fix::Remove);
            let first = FieldPath::value(kind, first);
            let message = format!("{} is the same {} as {first}; keep one of them", Quoted(&field.text), kind.noun());
            findings.push(Finding::new(Rule::ValueDuplicate, FieldPath::value(kind, index), message).with_fix(fix));
        }
    }
}

/// Whether two texts are the same but for case, spaces and commas.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    // Nearly all texts that differ do so in their first letters.
    let is_plain = |(left, right): &(u8, u8)| left.is_ascii_alphanumeric() && right.is_ascii_alphanumeric();
    let mut plain = left.bytes().zip(right.bytes()).take_while(is_plain);
    !plain.any(|(left, right)| !left.eq_ignore_ascii_case(&right)) && folded(left).eq(folded(right))
}

/// The letters, digits and inner marks of a text in lower case: what makes two texts the same.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|character| {
            !(character.is_whitespace() || is_unseen(*character) || matches!(character, ',' | ';' | '(' | ')'))
        })
        .flat_map(char::to_lowercase)
}
