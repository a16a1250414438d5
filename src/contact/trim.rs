//! White space around a text.

/// The text without the white space around it. Almost none has any, which its first and last byte tell.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::trimmed;

    #[test]
    fn what_is_around_a_text_is_what_the_standard_library_says() {
        for text in ["", "a", " ", "ab", " ab", "ab ", "\u{a0}ä\u{3000}", "a\u{2003}", "\tab\n", "é b", "b é"] {
            assert_eq!(trimmed(text), text.trim(), "{text:?}");
        }
    }
}
