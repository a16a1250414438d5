//! Ordinary addresses: ASCII, and nothing in them that needs a second look.

use super::{LONGEST, LONGEST_USER};

/// What most user parts are made of; the rest of `atext` is for the grammar.
fn is_user_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'\'')
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
        } else if !is_user_byte(byte) {
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
        if !whole
            || marked
            || label.len() > 63
            || !label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        {
            return false;
        }
        labels += 1;
        last = label;
    }
    labels > 1 && !last.iter().all(u8::is_ascii_digit)
}
