//! Ordinary addresses: ASCII, and nothing in them that needs a second look.

use super::{LONGEST, LONGEST_USER};

/// What a byte may stand in.
const USER: u8 = 1;
const LABEL: u8 = 2;

/// For every byte the parts that it may stand in.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let char = byte as u8;
        if char.is_ascii_alphanumeric() || char == b'-' {
            parts[byte] = USER | LABEL;
        } else if matches!(char, b'_' | b'+' | b'\'' | b'&' | b'=' | b'/' | b'!' | b'#' | b'$' | b'%' | b'*' | b'?') {
            parts[byte] = USER;
        }
        byte += 1;
    }
    parts
};

fn is_in(part: u8, byte: u8) -> bool {
    PARTS.get(usize::from(byte)).is_some_and(|parts| parts & part != 0)
}

/// Where the `@` of an ordinary, usable address stands.
pub(super) fn at(text: &[u8]) -> Option<usize> {
    if text.len() > LONGEST {
        return None;
    }
    let at = text.iter().position(|byte| *byte == b'@')?;
    let (user, domain) = (text.get(..at)?, text.get(at + 1..)?);
    (user.len() <= LONGEST_USER && is_user(user) && is_domain(domain)).then_some(at)
}

/// Words with single dots between them.
fn is_user(user: &[u8]) -> bool {
    let mut behind_dot = true;
    for &byte in user {
        if byte == b'.' {
            if behind_dot {
                return false;
            }
        } else if !is_in(USER, byte) {
            return false;
        }
        behind_dot = byte == b'.';
    }
    !behind_dot
}

/// Two labels or more, none of them in the ASCII form of another script, the last one no number.
fn is_domain(domain: &[u8]) -> bool {
    let (mut labels, mut last): (usize, &[u8]) = (0, &[]);
    for label in domain.split(|byte| *byte == b'.') {
        let whole = matches!(label, [first, .., last] if *first != b'-' && *last != b'-')
            || matches!(label, [only] if *only != b'-');
        // `xn--`, and what else has two hyphens there, is for IDNA to judge
        let marked = matches!(label, [_, _, b'-', b'-', ..]);
        if !whole || marked || label.len() > 63 || !label.iter().all(|byte| is_in(LABEL, *byte)) {
            return false;
        }
        labels += 1;
        last = label;
    }
    labels > 1 && !last.iter().all(u8::is_ascii_digit)
}
