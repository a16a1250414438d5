//! String kernels: how alike two folded texts are.
//!
//! Bit-parallel and exact for ASCII of up to 64 bytes, which folded values nearly always are; longer or other text is
//! left to `strsim`, which is also the reference that the kernels are tested against.

/// How often and where each byte stands in a text of at most 64 bytes: bit i of the entry of a byte is set where the
/// text has the byte at i.
struct Positions([u64; 128]);

impl Positions {
    /// Positions of nothing.
    fn new() -> Self {
        Self([0; 128])
    }

    /// Sets the positions of a short ASCII text, in place, since moving a table costs more than filling it; false for
    /// any other text.
    fn set(&mut self, text: &[u8]) -> bool {
        text.len() <= 64
            && text.iter().enumerate().all(|(i, &byte)| {
                let place = self.0.get_mut(usize::from(byte));
                place.map(|place| *place |= 1u64 << i).is_some()
            })
    }

    fn at(&self, byte: u8) -> u64 {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

/// The Jaro–Winkler similarity of two texts, from 0 for nothing in common to 1 for equal (Winkler 1990): common
/// characters near each other, their order, and up to four characters of common beginning.
///
/// Linear in the length for ASCII of up to 64 bytes.
///
/// ```
/// use contactkit::matching::similarity::jaro_winkler;
///
/// assert!((jaro_winkler("martha", "marhta") - 0.9611).abs() < 0.0001);
/// ```
pub fn jaro_winkler(left: &str, right: &str) -> f64 {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    let mut positions = Positions::new();
    if a.is_empty() || b.is_empty() || a.len() > 64 || !left.is_ascii() || !positions.set(b) {
        return strsim::jaro_winkler(left, right);
    }
    let jaro = jaro_bits(a, b, &positions);
    if jaro > 0.7 { jaro + 0.1 * small(common_start(a, b)) * (1.0 - jaro) } else { jaro }
}

/// How many bytes two texts have in common at their beginning, of the first four.
pub(super) fn common_start(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count()
}

fn jaro_bits(a: &[u8], b: &[u8], positions: &Positions) -> f64 {
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (0u64, 0u64);
    for (i, &byte) in a.iter().enumerate() {
        // the characters of `b` from i - window to i + window that are not yet taken
        let low = i.saturating_sub(window);
        let width = (i + window + 1 - low).min(64);
        let near = (u64::MAX >> (64 - width)) << low;
        let common = positions.at(byte) & near & !in_b;
        in_b |= common & common.wrapping_neg();
        in_a |= u64::from(common != 0) << i;
    }
    let matches = in_b.count_ones();
    if matches == 0 {
        return 0.0;
    }
    let (mut rest, mut transposed) = (in_b, 0u32);
    for (_, &byte) in a.iter().enumerate().filter(|(i, _)| in_a >> i & 1 == 1) {
        let first = rest & rest.wrapping_neg();
        transposed += u32::from(positions.at(byte) & first == 0);
        rest ^= first;
    }
    let matches = f64::from(matches);
    (matches / small(a.len()) + matches / small(b.len()) + (matches - f64::from(transposed / 2)) / matches) / 3.0
}

/// A count of at most 64 as a float.
fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many insertions, deletions, replacements and swaps of neighbors turn one text into the other, no part being
/// edited twice (optimal string alignment; bit-parallel after Hyyrö 2003).
///
/// ```
/// use contactkit::matching::similarity::edits;
///
/// assert_eq!(edits("jonathan", "jonahtan"), 1);
/// assert_eq!(edits("meyer", "maier"), 2);
/// ```
pub fn edits(left: &str, right: &str) -> usize {
    let mut positions = Positions::new();
    if left.is_empty() || !right.is_ascii() || !positions.set(left.as_bytes()) {
        return strsim::osa_distance(left, right);
    }
    edits_bits(left.len(), right.as_bytes(), &positions)
}

fn edits_bits(length: usize, b: &[u8], positions: &Positions) -> usize {
    let last = 1u64 << (length - 1);
    let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
    let mut distance = length;
    for &byte in b {
        let here = positions.at(byte);
        let swapped = ((!diagonal & here) << 1) & before;
        diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
        let right = down | !(diagonal | up);
        let left = up & diagonal;
        distance += usize::from(right & last != 0);
        distance -= usize::from(left & last != 0);
        let right = right << 1 | 1;
        up = left << 1 | !(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::super::super::letters::{letters, may_be_within};
    use super::{edits, jaro_winkler};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn kernels_are_equal_to_the_reference(left in "[a-d ]{0,12}|[a-z0-9@.]{0,70}", right in "[a-d ]{0,12}|[a-z0-9@.]{0,70}") {
            prop_assert_eq!(jaro_winkler(&left, &right).to_bits(), strsim::jaro_winkler(&left, &right).to_bits());
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
        }

        #[test]
        fn sets_of_letters_never_part_what_is_near(left in "[a-z0-9@. ]{0,20}", right in "[a-z0-9@. ]{0,20}") {
            let edits = u32::try_from(edits(&left, &right)).unwrap();
            prop_assert!(may_be_within(letters(&left), letters(&right), edits));
        }

        #[test]
        fn any_text_can_be_compared(left in any::<String>(), right in any::<String>()) {
            prop_assert_eq!(jaro_winkler(&left, &right).to_bits(), strsim::jaro_winkler(&left, &right).to_bits());
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
            prop_assert_eq!(edits(&left, &right), edits(&right, &left));
        }
    }
}
