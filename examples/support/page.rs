//! What a person reads: lines of a page, numbers, contacts and explanations in one line each.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use contactkit::contact::{Contact, ContactKind};
use contactkit::matching::Explanation;

use super::failure::Failure;

/// The characters of a line.
pub const MOST_COLUMNS: usize = 100;

/// The characters of a title, and the lines of its text.
const TITLE_COLUMNS: usize = 11;
const MOST_TITLED_LINES: usize = 3;

/// The characters of a value that are shown.
const LONGEST_TEXT: usize = 32;

/// Lines as one text: none longer than the page is wide, and nothing in them that moves a terminal's cursor.
pub fn text<'l>(lines: impl IntoIterator<Item = &'l String>) -> String {
    let mut text = String::new();
    for line in lines {
        let shown =
            line.trim_end().chars().map(|char| if is_unseen(char) { char::REPLACEMENT_CHARACTER } else { char });
        if line.chars().nth(MOST_COLUMNS).is_some() {
            text.extend(shown.take(MOST_COLUMNS - 1));
            text.push('…');
        } else {
            text.extend(shown);
        }
        text.push('\n');
    }
    text
}

/// Lines of a text with a title before the first of them; a text that is much too long is cut.
pub fn titled(title: &str, text: &str) -> Vec<String> {
    let mut lines = vec![format!("{title:11}")];
    let mut width = TITLE_COLUMNS;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width + 1 + length > MOST_COLUMNS && width > TITLE_COLUMNS {
            if lines.len() == MOST_TITLED_LINES {
                lines.last_mut().into_iter().for_each(|line| line.push('…'));
                break;
            }
            lines.push(" ".repeat(TITLE_COLUMNS));
            width = TITLE_COLUMNS;
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
        width += 1 + length;
    }
    lines
}

/// Whether a character has no look of its own, or turns the order of those around it.
fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Writes to stdout; a reader that has gone away, as in `dedupe | head`, is no trouble.
pub fn print(text: &str, program: &str) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Failure::of_system(Path::new("stdout"), &error).report(program)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// A number with a comma between thousands.
pub fn count(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun: `1 pair`, `2,000 pairs`.
pub fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { several })
}

/// A contact in one line: its key and what tells it from others.
pub fn one_line(contact: &Contact) -> String {
    let mut line = contact.id.clone();
    let name = contact.names.first().map(|field| &field.text);
    let organization = contact.organization_names.first().map(|field| &field.text);
    let employment = contact.employments.first().map(|field| &field.text);
    let place = contact.addresses.first().map(|field| &field.text);
    let texts = [
        name,
        organization,
        contact.birth_dates.first().map(|field| &field.text),
        contact.emails.first().map(|field| &field.text),
        contact.phones.first().map(|field| &field.text),
        employment.filter(|_| contact.kind == ContactKind::Person),
        place,
    ];
    for text in texts.into_iter().flatten() {
        let words: Vec<&str> = text.split_whitespace().collect();
        line.push_str(" | ");
        line.extend(words.join(" ").chars().take(LONGEST_TEXT));
    }
    line
}

/// The parts that say most, for and against: `email same address +12.1, birth date different -3.0`.
pub fn reasons(explanation: &Explanation) -> String {
    let mut parts: Vec<_> = explanation.parts.iter().filter(|part| part.weight.thousandths() != 0).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.weight.thousandths().unsigned_abs()));
    let mut reasons: Vec<String> = parts
        .into_iter()
        .map(|part| format!("{}: {} {:+.1}", part.comparison, part.level, part.weight.bits()))
        .collect();
    if explanation.base.thousandths() != 0 {
        reasons.push(format!("weighed against {} {:+.1}", explanation.rival, explanation.base.bits()));
    }
    reasons.join(", ")
}
