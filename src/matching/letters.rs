//! Sets of letters: a cheap bound on how alike two texts can be.

/// The set of the letters, digits and signs of a folded text.
///
/// An edit changes at most two of them, so that sets tell texts apart that are too many edits from each other.
pub(crate) fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// Whether two texts of these letters may be at most so many edits apart.
pub(crate) fn may_be_within(left: u64, right: u64, edits: u32) -> bool {
    (left ^ right).count_ones() <= 2 * edits
}
