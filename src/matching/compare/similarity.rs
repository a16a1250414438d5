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
    /// Whether it is one, and not empty.
    is_short: bool,
}

/// The longest text, in bytes, whose positions are known.
const SHORT: usize = 64;

impl<'a> Pattern<'a> {
    /// Makes a text ready. Costs about as much as one comparison.
    #[inline]
    pub fn new(text: &'a str) -> Self {
        let mut pattern = Self { text, positions: [0; 128], is_short: (1..=SHORT).contains(&text.len()) };
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
        let is_short = self.is_short && (1..=SHORT).contains(&a.len());
        let Some(jaro) = is_short.then(|| self.jaro(a)).flatten() else {
            return strsim::jaro_winkler(other, self.text);
        };
        if jaro > 0.7 { jaro + 0.1 * small(common_start(a, b)) * (1.0 - jaro) } else { jaro }
    }

    /// How many [edits] turn this text into another, or the other into this one.
    #[inline]
    pub fn edits(&self, other: &str) -> usize {
        let edits = self.is_short.then(|| self.edits_of(other.as_bytes())).flatten();
        edits.unwrap_or_else(|| strsim::osa_distance(self.text, other))
    }

    /// Where an ASCII character stands.
    #[inline]
    fn at(&self, byte: u8) -> u64 {
        self.positions.get(usize::from(byte & 127)).copied().unwrap_or_default()
    }

    /// The Jaro similarity with an ASCII text of at most 64 bytes, neither being empty.
    #[inline]
    fn jaro(&self, a: &[u8]) -> Option<f64> {
        let length = self.text.len();
        let window = (a.len().max(length) / 2).saturating_sub(1);
        // the characters of the pattern from `window` before to `window` behind the one at hand: one more with each step,
        // and from the step on at which none is added at the beginning, one less
        let (mut near, mut added) = ((1u64 << window) - 1, (2u64 << window) - 1);
        // the characters that match so far, and the one at hand
        let (mut matching, mut matches) = ([0u8; SHORT], 0u8);
        let (mut free, mut all) = (u64::MAX, 0u8);
        for &byte in a {
            near = near << 1 | added & 1;
            added >>= 1;
            // the first of them that is not yet taken
            let common = self.at(byte) & near & free;
            free ^= common & common.wrapping_neg();
            if let Some(place) = matching.get_mut(usize::from(matches) % SHORT) {
                *place = byte;
            }
            matches += u8::from(common != 0);
            all |= byte;
        }
        if !all.is_ascii() {
            return None;
        }
        let mut rest = !free;
        let mut transposed = 0u8;
        for &byte in matching.iter().take(matches.into()) {
            transposed += u8::from(self.at(byte) & rest & rest.wrapping_neg() == 0);
            rest &= rest.wrapping_sub(1);
        }
        let matches = f64::from(matches);
        let ordered = (matches - f64::from(transposed / 2)) / matches.max(1.0);
        Some((matches / small(a.len()) + matches / small(length) + ordered) / 3.0)
    }

    /// The edits of an ASCII text (bit-parallel after Hyyrö 2003).
    #[inline]
    fn edits_of(&self, b: &[u8]) -> Option<usize> {
        let last = self.text.len() - 1;
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
        let (mut more, mut less, mut all) = (0, 0, 0u8);
        for &byte in b {
            let here = self.at(byte);
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let right = down | !(diagonal | up);
            let left = up & diagonal;
            more += right >> last & 1;
            less += left >> last & 1;
            let right = right << 1 | 1;
            up = left << 1 | !(diagonal | right);
            down = right & diagonal;
            before = here;
            all |= byte;
        }
        let edits = usize::try_from(self.text.len() as u64 + more - less).unwrap_or_default();
        all.is_ascii().then_some(edits)
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
    f64::from(u8::try_from(count).unwrap_or(u8::MAX))
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
    use super::{Pattern, edits, jaro_winkler};
    use fastrand::Rng;
    use proptest::prelude::*;

    /// How many random pairs the kernels are tested on.
    const PAIRS: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

    /// A text of up to so many letters.
    fn text(random: &mut Rng, most: usize) -> String {
        let alphabet = random.choice([&b"ab"[..], b"abcd ", b"abcdefghijklmnopqrstuvwxyz", b"az059@._-"]).unwrap();
        let length = random.usize(..=most);
        (0..length).map(|_| char::from(*random.choice(alphabet).unwrap())).collect()
    }

    /// The text with some slips of typing.
    fn misspelled(random: &mut Rng, text: &str) -> String {
        let mut text = text.as_bytes().to_vec();
        for _ in 0..random.usize(..4) {
            let at = random.usize(..=text.len());
            match random.u8(..3) {
                0 => text.insert(at, b'a'),
                1 if at < text.len() => _ = text.remove(at),
                2 if at + 1 < text.len() => text.swap(at, at + 1),
                _ => {}
            }
        }
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn kernels_are_equal_to_the_reference() {
        let mut random = Rng::with_seed(1);
        for _ in 0..PAIRS {
            let most = *random.choice(&[8, 16, 70]).unwrap();
            let left = text(&mut random, most);
            let right = if random.bool() { misspelled(&mut random, &left) } else { text(&mut random, most) };
            let pattern = Pattern::new(&right);
            let (similarity, distance) = (pattern.jaro_winkler(&left), pattern.edits(&left));
            assert_eq!(similarity.to_bits(), strsim::jaro_winkler(&left, &right).to_bits(), "{left:?} {right:?}");
            assert_eq!(distance, strsim::osa_distance(&left, &right), "{left:?} {right:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn any_text_can_be_compared(left in any::<String>(), right in any::<String>()) {
            prop_assert_eq!(jaro_winkler(&left, &right).to_bits(), strsim::jaro_winkler(&left, &right).to_bits());
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
            prop_assert_eq!(edits(&left, &right), edits(&right, &left));
        }
    }
}
