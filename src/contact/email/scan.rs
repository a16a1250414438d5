//! Reads an address by the grammar of RFC 5322 into its parts without comments and folding white space.

use super::super::Invalid;
use super::super::fold::is_invisible;
use super::domain::is_label_char;

/// An address without comments and folding white space, and where its `@` stands.
///
/// The user part has the least quoting that it needs, which RFC 5321, 4.1.2, asks for: `"ada"."b c"` is `"ada.b c"`.
/// A control character, which RFC 5322 admits in its obsolete forms, becomes its picture (U+2400 and on): no form of an
/// address ever has a control character in it.
///
/// One pass over the text, without recursion: the depth of a comment is a number.
pub(super) fn canonical(text: &str) -> Result<(String, usize), Invalid> {
    let mut rest = Scanner { rest: text.chars(), bad: Invalid::EmailUser };
    let user = rest.user()?;
    let mut address = String::with_capacity(text.len());
    if is_dot_atom(&user) {
        address.push_str(&user);
    } else {
        address.push('"');
        for char in user.chars() {
            if matches!(char, '"' | '\\') {
                address.push('\\');
            }
            address.push(char);
        }
        address.push('"');
    }
    let at = address.len();
    address.push('@');
    rest.bad = Invalid::EmailDomain;
    rest.domain(&mut address)?;
    Ok((address, at))
}

/// Words of `atext` with single dots between them: what needs no quoting.
fn is_dot_atom(user: &str) -> bool {
    user.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// What an atom is made of (RFC 5322, 3.2.3), with the letters of any script (RFC 6531, 3.3).
fn is_atext(char: char) -> bool {
    match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '!' | '#' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '/' | '=' | '?' | '^' | '_' | '`' | '{' | '|' | '}'
        | '~' => true,
        _ => !char.is_ascii() && is_seen(char),
    }
}

/// Whether a character outside ASCII leaves a mark: damage of copying (U+200B, U+00A0) is part of no address.
fn is_seen(char: char) -> bool {
    !(char.is_control() || char.is_whitespace() || is_invisible(char))
}

/// A control character as its picture, any other as it is.
fn pictured(char: char) -> char {
    match char {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(char)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        _ => char,
    }
}

/// Whether a character is the picture of a control character.
pub(super) fn is_picture(char: char) -> bool {
    matches!(char, '\u{2400}'..='\u{2421}')
}

struct Scanner<'a> {
    rest: std::str::Chars<'a>,
    /// What the part that is read now is, if it is wrong.
    bad: Invalid,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    /// The next character; a part that ends too early is wrong.
    fn next(&mut self) -> Result<char, Invalid> {
        self.rest.next().ok_or(self.bad)
    }

    /// The content of the user part, without quotes, up to and with the `@`.
    fn user(&mut self) -> Result<String, Invalid> {
        let mut user = String::new();
        loop {
            self.skip()?;
            if self.peek() == Some('"') {
                self.quoted(&mut user)?;
            } else {
                self.atom(&mut user, is_atext)?;
            }
            self.skip()?;
            match self.next()? {
                '.' => user.push('.'),
                '@' => return Ok(user),
                _ => return Err(self.bad),
            }
        }
    }

    fn domain(&mut self, address: &mut String) -> Result<(), Invalid> {
        self.skip()?;
        if self.peek() == Some('[') {
            self.literal(address)?;
            self.skip()?;
            return if self.peek().is_none() { Ok(()) } else { Err(self.bad) };
        }
        loop {
            self.skip()?;
            let start = address.len();
            self.atom(address, |char| if char.is_ascii() { is_atext(char) } else { is_label_char(char) })?;
            // No label of a host begins or ends so (RFC 1123, 2.1); it belongs to the text around the address.
            let label = address.get(start..).unwrap_or_default();
            if label.starts_with(|char: char| char.is_ascii_punctuation())
                || label.ends_with(|char: char| char.is_ascii_punctuation())
            {
                return Err(self.bad);
            }
            self.skip()?;
            match self.rest.next() {
                None => return Ok(()),
                // The ideographic full stops divide labels as well (UTS #46).
                Some('.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}') => address.push('.'),
                Some(_) => return Err(self.bad),
            }
        }
    }

    fn atom(&mut self, part: &mut String, is_part: impl Fn(char) -> bool) -> Result<(), Invalid> {
        let start = part.len();
        while let Some(char) = self.peek().filter(|char| is_part(*char)) {
            part.push(char);
            self.rest.next();
        }
        if part.len() > start { Ok(()) } else { Err(self.bad) }
    }

    /// A quoted string, its content without the quoting.
    fn quoted(&mut self, part: &mut String) -> Result<(), Invalid> {
        self.rest.next();
        loop {
            match self.next()? {
                '"' => return Ok(()),
                '\\' => part.push(pictured(self.escaped()?)),
                char if self.is_fold(char)? => {}
                char if char == '\0' || !(char.is_ascii() || is_seen(char)) => return Err(self.bad),
                char => part.push(pictured(char)),
            }
        }
    }

    /// A domain in brackets, mostly an IP address; escaped characters stay escaped.
    fn literal(&mut self, address: &mut String) -> Result<(), Invalid> {
        self.rest.next();
        address.push('[');
        loop {
            match self.next()? {
                ']' => break,
                '\\' => {
                    let char = self.escaped()?;
                    if matches!(char, '[' | ']' | '\\') {
                        address.push('\\');
                    }
                    if !matches!(char, ' ' | '\t') {
                        address.push(pictured(char));
                    }
                }
                ' ' | '\t' => {}
                char if self.is_fold(char)? => {}
                char if matches!(char, '[' | '\0') || !(char.is_ascii() || is_seen(char)) => return Err(self.bad),
                char => address.push(pictured(char)),
            }
        }
        address.push(']');
        Ok(())
    }

    /// The character behind a backslash (RFC 6531 leaves it ASCII).
    fn escaped(&mut self) -> Result<char, Invalid> {
        match self.next()? {
            '\r' | '\n' => Err(Invalid::EmailLineBreak),
            char if char.is_ascii() => Ok(char),
            _ => Err(self.bad),
        }
    }

    /// Whether a character begins a line break before white space, which is read to its end; any other line break is an
    /// attempt to add a header.
    fn is_fold(&mut self, char: char) -> Result<bool, Invalid> {
        match char {
            '\r' if self.rest.next() == Some('\n') && matches!(self.peek(), Some(' ' | '\t')) => Ok(true),
            '\r' | '\n' => Err(Invalid::EmailLineBreak),
            _ => Ok(false),
        }
    }

    /// Skips comments and folding white space.
    fn skip(&mut self) -> Result<(), Invalid> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Some(' ' | '\t') => {}
                Some('(') => depth += 1,
                Some(char @ ('\r' | '\n')) => {
                    self.rest.next();
                    self.is_fold(char)?;
                    continue;
                }
                _ if depth == 0 => return Ok(()),
                Some(')') => depth -= 1,
                Some('\\') => {
                    self.rest.next();
                    self.escaped()?;
                    continue;
                }
                None | Some('\0') => return Err(self.bad),
                Some(_) => {}
            }
            self.rest.next();
        }
    }
}
