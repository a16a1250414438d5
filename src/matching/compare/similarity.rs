//! String kernels: how alike two folded texts are.
//!
//! Bit-parallel and exact for ASCII of up to 64 bytes, which folded values nearly always are; longer or other text is
//! left to `strsim`, which is also the reference that the kernels are tested against.

/// A text made ready to be compared with many others.
///
/// ```
/// use contactkit::matching::similarity::Pattern;
///
/// let martha = Pattern::new("martha");
/// assert!(martha.jaro_winkler("marhta") > martha.jaro_winkler("margaret"));
/// assert_eq!(["martha", "marta", "marhta"].map(|text| martha.edits(text)), [0, 1, 1]);
/// ```
#[derive(Debug, Clone)]
pub struct Pattern<'a> {
    text: &'a str,
    /// Where each byte stands in a text that is short and ASCII: bit i of the entry of a byte is set where the text has
    /// the byte at i.
    positions: [u64; 128],
    is_short: bool,
}

/// The longest text, in bytes, whose positions are known.
const SHORT: usize = 64;

impl<'a> Pattern<'a> {
    /// Makes a text ready. Costs about as much as one comparison.
    #[inline]
    pub fn new(text: &'a str) -> Self {
        let mut pattern = Self { text, positions: [0; 128], is_short: text.len() <= SHORT };
        if pattern.is_short {
            for (i, &byte) in text.as_bytes().iter().enumerate() {
                match pattern.positions.get_mut(usize::from(byte)) {
                    Some(place) => *place |= 1 << i,
                    None => pattern.is_short = false,
                }
            }
        }
        pattern
    }

    /// The [Jaro–Winkler similarity](jaro_winkler) of another text and this one, which is the second.
    #[inline]
    pub fn jaro_winkler(&self, other: &str) -> f64 {
        let (a, b) = (other.as_bytes(), self.text.as_bytes());
        if a.is_empty() || b.is_empty() || a.len() > SHORT || !self.is_short || !other.is_ascii() {
            return strsim::jaro_winkler(other, self.text);
        }
        let jaro = self.jaro(a);
        if jaro > 0.7 { jaro + 0.1 * small(common_start(a, b)) * (1.0 - jaro) } else { jaro }
    }

    /// How many [edits] turn this text into another, or the other into this one.
    #[inline]
    pub fn edits(&self, other: &str) -> usize {
        if self.text.is_empty() || !self.is_short || !other.is_ascii() {
            return strsim::osa_distance(self.text, other);
        }
        self.edits_of(other.as_bytes())
    }

    fn at(&self, byte: u8) -> u64 {
        self.positions.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// The Jaro similarity with a text of at most 64 bytes, neither being empty.
    fn jaro(&self, a: &[u8]) -> f64 {
        let length = self.text.len();
        let window = (a.len().max(length) / 2).saturating_sub(1);
        let (mut in_a, mut in_b) = (0u64, 0u64);
        for (i, &byte) in a.iter().enumerate() {
            // the characters of the pattern from i - window to i + window that are not yet taken
            let low = i.saturating_sub(window);
            let width = (i + window + 1 - low).min(64);
            let near = (u64::MAX >> (64 - width)) << low;
            let common = self.at(byte) & near & !in_b;
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
            transposed += u32::from(self.at(byte) & first == 0);
            rest ^= first;
        }
        let matches = f64::from(matches);
        (matches / small(a.len()) + matches / small(length) + (matches - f64::from(transposed / 2)) / matches) / 3.0
    }

    /// The edits of an ASCII text (bit-parallel after Hyyrö 2003).
    fn edits_of(&self, b: &[u8]) -> usize {
        let last = 1u64 << (self.text.len() - 1);
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
        let mut distance = self.text.len();
        for &byte in b {
            let here = self.at(byte);
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
    Pattern::new(right).jaro_winkler(left)
}

/// How many bytes two texts have in common at their beginning, of the first four.
fn common_start(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count()
}

/// A count of at most 64 as a float.
fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many insertions, deletions, replacements and swaps of neighbors turn one text into the other, no part being
/// edited twice (optimal string alignment).
///
/// ```
/// use contactkit::matching::similarity::edits;
///
/// assert_eq!(edits("jonathan", "jonahtan"), 1);
/// assert_eq!(edits("meyer", "maier"), 2);
/// ```
pub fn edits(left: &str, right: &str) -> usize {
    Pattern::new(left).edits(right)
}

#[cfg(test)]
mod tests {
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
        fn any_text_can_be_compared(left in any::<String>(), right in any::<String>()) {
            prop_assert_eq!(jaro_winkler(&left, &right).to_bits(), strsim::jaro_winkler(&left, &right).to_bits());
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
            prop_assert_eq!(edits(&left, &right), edits(&right, &left));
        }
    }
}
