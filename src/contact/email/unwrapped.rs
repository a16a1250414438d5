//! An address in a text that has other things around it.

use super::Email;

/// The one address in a text that has other things around it: `Ada <ada@example.org>`, `mailto:ada@example.org`.
pub(crate) fn unwrapped(text: &str) -> Option<&str> {
    let bracketed = text.split_once('<').and_then(|(_, after)| after.split_once('>')).map(|(inside, _)| inside);
    let inner = bracketed.unwrap_or(text).trim();
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    let inner = inner.trim_matches(|character: char| character.is_whitespace() || r#"<>,;"'()[]"#.contains(character));
    let once = inner.matches('@').count() == 1 && text.matches('@').count() == 1;
    (once && inner != text.trim() && inner.parse::<Email>().is_ok()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn one_address_among_other_things_is_taken_out() {
        assert_eq!(unwrapped("Ada <ada@example.org>"), Some("ada@example.org"));
        assert_eq!(unwrapped("mailto:ada@example.org"), Some("ada@example.org"));
        assert_eq!(unwrapped("ada@example.org;"), Some("ada@example.org"));
        assert_eq!(unwrapped("ada@example.org, bob@example.org"), None);
        assert_eq!(unwrapped("ada(at)example.org"), None);
    }
}
