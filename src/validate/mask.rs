//! Values that somebody made unreadable before they came here: `j***@g***.com`, `+1 XXX XXX 1234`, `[redacted]`.

use super::FieldKind;
use super::text::Kinds;
use super::words::Words;
use crate::contact::trimmed;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!("tables/masked_words.txt")));

/// Whether the text of a field is masked, in whole or in part.
pub(super) fn is_masked(text: &str, kinds: Kinds, field: FieldKind) -> bool {
    // Nearly all texts have no mark; which words stand for no name, other tables know.
    kinds.have_marks() && has_marks(text, kinds, field)
        || kinds.may_have_word_in_brackets() && has_word_in_brackets(text)
        || field != FieldKind::Names && kinds.may_be_word() && WORDS.have(trimmed(text))
}

/// Whether marks hide a text, in whole or in part.
fn has_marks(text: &str, kinds: Kinds, field: FieldKind) -> bool {
    match field {
        // The syntax knows stars, people do not.
        FieldKind::Emails => {
            kinds.have_stars() && text.contains(is_star)
                || text.bytes().filter(|byte| matches!(byte, b'x' | b'X')).nth(2).is_some()
                    && text.contains('@')
                    && text.split(['@', '.']).any(|part| part.len() >= 3 && part.chars().all(is_x))
        }
        _ if text.bytes().filter(|byte| matches!(byte, b'*' | b'#' | b'x' | b'X' | 0xe2 | 0xef)).nth(1).is_none() => {
            false
        }
        // A star is dialed, and one x stands before an extension; three that hide digits are neither.
        FieldKind::Phones => {
            runs(text, |mark| is_star(mark) || is_x(mark)).filter(|&marks| marks >= 2).sum::<usize>() >= 3
        }
        FieldKind::BirthDates => runs(text, is_star).any(|stars| stars >= 2),
        _ => {
            runs(text, is_star).any(|stars| stars >= 2)
                || runs(text, |mark| mark == '#').any(|marks| marks >= 3)
                || runs(text, is_x).any(|marks| marks >= 4)
        }
    }
}

/// Whether a word that says so stands in brackets.
fn has_word_in_brackets(text: &str) -> bool {
    let in_brackets = |(open, close)| {
        let pieces = text.split(open).skip(1).filter_map(|after| after.split_once(close));
        pieces.map(|(inside, _)| inside.trim()).any(|inside| WORDS.have(inside))
    };
    [('<', '>'), ('[', ']'), ('(', ')'), ('{', '}')].into_iter().any(in_brackets)
}

/// The lengths of the runs of some marks in a text.
fn runs(text: &str, is_mark: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = usize> {
    text.split(move |character| !is_mark(character)).map(|run| run.chars().count()).filter(|&length| length > 0)
}

fn is_star(character: char) -> bool {
    matches!(character, '*' | '＊' | '•' | '●' | '█' | '■' | '░' | '▒' | '▓')
}

fn is_x(character: char) -> bool {
    matches!(character, 'x' | 'X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_a_value_is_seen() {
        for (field, text) in [
            (FieldKind::Emails, "j***@g***.com"),
            (FieldKind::Emails, "xxxx@xxxx"),
            (FieldKind::Emails, "ada@xxx.com"),
            (FieldKind::Emails, "[email protected]"),
            (FieldKind::Emails, "REDACTED"),
            (FieldKind::Phones, "+1 XXX XXX 1234"),
            (FieldKind::Phones, "***-***-1234"),
            (FieldKind::Phones, "+49 30 •••• 12"),
            (FieldKind::Names, "J*** D**"),
            (FieldKind::Names, "John <removed>"),
            (FieldKind::Addresses, "12 XXXX Street, London"),
            (FieldKind::Addresses, "Redacted"),
            (FieldKind::OrganizationNames, "NorXXXXXXX AG"),
            (FieldKind::OrganizationNames, "(confidential)"),
            (FieldKind::BirthDates, "**/**/1985"),
        ] {
            assert!(is_masked(text, Kinds::of(text), field), "{text}");
        }
    }

    #[test]
    fn marks_that_hide_nothing_are_left_alone() {
        for (field, text) in [
            (FieldKind::Emails, "max.xx@example.org"),
            (FieldKind::Emails, "ada@xxxlutz.example"),
            (FieldKind::Phones, "+1 202 555 0143 x123"),
            (FieldKind::Phones, "*21*5550143#"),
            (FieldKind::Phones, "(202) 555-0143"),
            (FieldKind::Names, "Malcolm X"),
            (FieldKind::Names, "Ada Lovelace*"),
            (FieldKind::Names, "Alex Maxx (Lexx)"),
            (FieldKind::OrganizationNames, "XXXLutz"),
            (FieldKind::OrganizationNames, "Hidden Valley (Ranch)"),
            (FieldKind::OrganizationNames, "#1 Plumbers"),
            (FieldKind::BirthDates, "1985-XX-XX"),
            (FieldKind::Names, ""),
        ] {
            assert!(!is_masked(text, Kinds::of(text), field), "{text}");
        }
    }
}
