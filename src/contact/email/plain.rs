//! Ordinary addresses: ASCII, and nothing in them that needs a second look.

use super::{LONGEST, LONGEST_USER};
use crate::contact::{Octets, octets};

/// An ordinary, usable address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plain {
    /// Where the `@` stands.
    pub(super) at: usize,
    /// Whether the domain has no capitals.
    pub(super) is_lowercase: bool,
}

/// What labels of domains are made of.
const LABEL: u8 = 1;
/// What most user parts are made of; the rest of `atext` is for the grammar.
const USER: u8 = 2;
const CAPITAL: u8 = 4;
const NO_DIGIT: u8 = 8;

const KINDS: Octets<u8> = octets!(byte => match byte {
    b'0'..=b'9' => LABEL | USER,
    b'A'..=b'Z' => LABEL | USER | NO_DIGIT | CAPITAL,
    b'a'..=b'z' | b'-' => LABEL | USER | NO_DIGIT,
    b'_' | b'+' | b'\'' => USER | NO_DIGIT,
    _ => 0,
});

/// Reads an ordinary address, in one pass.
pub(super) fn read(text: &[u8]) -> Option<Plain> {
    (text.len() <= LONGEST).then_some(())?;
    let mut rest = text;
    // Words with single dots between them.
    loop {
        let (word, _, after) = run(rest, USER)?;
        (!word.is_empty()).then_some(())?;
        match after {
            [b'.', after @ ..] => rest = after,
            [b'@', after @ ..] => {
                rest = after;
                break;
            }
            _ => return None,
        }
    }
    let at = text.len() - rest.len() - 1;
    (at <= LONGEST_USER).then_some(())?;
    // Two labels or more, none of them in the ASCII form of another script, the last one no number and no single letter.
    let (mut is_first, mut seen) = (true, 0);
    loop {
        let (label, kinds, after) = run(rest, LABEL)?;
        is_label(label).then_some(())?;
        seen |= kinds;
        match after {
            [b'.', after @ ..] => rest = after,
            [] if !is_first && kinds & NO_DIGIT != 0 && label.len() > 1 => {
                return Some(Plain { at, is_lowercase: seen & CAPITAL == 0 });
            }
            _ => return None,
        }
        is_first = false;
    }
}

/// The bytes of a kind at the start of a text, all the kinds that they have, and the rest.
fn run(text: &[u8], kind: u8) -> Option<(&[u8], u8, &[u8])> {
    let mut seen = 0;
    let is_other = |byte: &u8| {
        let kinds = KINDS.at(*byte);
        seen |= kinds;
        kinds & kind == 0
    };
    let length = text.iter().position(is_other).unwrap_or(text.len());
    let (run, rest) = text.split_at_checked(length)?;
    Some((run, seen, rest))
}

/// Whether a label of the right bytes is one that the DNS has.
fn is_label(label: &[u8]) -> bool {
    let is_whole = !matches!(label, [] | [b'-', ..] | [.., b'-']);
    // `xn--`, and what else has two hyphens there, is for IDNA to judge
    is_whole && label.len() <= 63 && !matches!(label, [_, _, b'-', b'-', ..])
}
