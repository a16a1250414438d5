//! [`Quotes`]: a file on its way to the reader of its rows, watched for quotation marks that nobody closes.

use std::io::Read;

/// So many bytes are passed at once where none of them is a quotation mark, as in most of most files.
const STEP: usize = 256;

/// What is read passes unchanged; the reader would take the rows behind an open quotation mark for text without a word.
#[derive(Debug)]
pub struct Quotes<R> {
    file: R,
    delimiter: u8,
    line_end: u8,
    place: Place,
    /// The line that is read, and that of the last quotation mark that opened a value.
    line: u64,
    opened: u64,
    open: Vec<u64>,
}

/// Where in a value the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Inside,
    Quoted,
    /// Behind a quotation mark in a quoted value: the end of the value, or the first of two that stand for one.
    Behind,
}

impl<R> Quotes<R> {
    /// A file with what stands between its values, and the last byte of its lines.
    pub fn new(file: R, delimiter: u8, line_end: u8) -> Self {
        Self { file, delimiter, line_end, place: Place::Start, line: 1, opened: 1, open: Vec::new() }
    }

    /// The lines of the quotation marks that are not closed: the file ends before that, or lines further on another one
    /// opens a value where this one should close its own.
    pub fn open(&self) -> &[u64] {
        &self.open
    }

    /// Passes bytes without a quotation mark, of which only the last one and the ends of lines matter.
    fn pass(&mut self, bytes: &[u8]) {
        if let Some(last) = bytes.last().filter(|_| self.place != Place::Quoted) {
            self.place = if self.is_end(*last) { Place::Start } else { Place::Inside };
        }
        self.line += bytes.iter().filter(|byte| **byte == self.line_end).count() as u64;
    }

    fn is_end(&self, byte: u8) -> bool {
        byte == self.delimiter || matches!(byte, b'\n' | b'\r')
    }

    fn see(&mut self, byte: u8) {
        self.place = match (self.place, byte) {
            (Place::Start, b'"') => {
                self.opened = self.line;
                Place::Quoted
            }
            (Place::Quoted, b'"') => Place::Behind,
            (Place::Behind, b'"') | (Place::Quoted, _) => Place::Quoted,
            _ if self.is_end(byte) => Place::Start,
            (Place::Behind, _) => {
                if byte != b' ' && self.opened < self.line {
                    self.open.push(self.opened);
                }
                Place::Inside
            }
            (Place::Start | Place::Inside, _) => Place::Inside,
        };
        self.line += u64::from(byte == self.line_end);
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        for bytes in buffer.get(..count).unwrap_or_default().chunks(STEP) {
            if self.place == Place::Behind || bytes.contains(&b'"') {
                bytes.iter().for_each(|byte| self.see(*byte));
            } else {
                self.pass(bytes);
            }
        }
        if count == 0 && self.place == Place::Quoted {
            self.open.push(self.opened);
            self.place = Place::Inside;
        }
        Ok(count)
    }
}
