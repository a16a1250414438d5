//! [`Outline`]: what of a text tells quickly that another is not like it.

/// The length, the beginning and the letters of a folded text: a cheap bound on how alike two texts can be.
///
/// ```text
/// anna:   a and n once, a and n twice
/// hannah: a, n and h once, a, n and h twice
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outline {
    /// The letters that the text has, and above them those that it has twice: bit i and bit 32 + i for the bytes that
    /// end in the five bits of i. A byte that is added or taken away changes one bit at most.
    letters: u64,
    /// The first four bytes.
    start: [u8; 4],
    /// How many bits of `letters` are set.
    count: u16,
    /// The length in bytes; 0 for a text of which nothing is known, because it is not ASCII or too long.
    length: u16,
}

/// The least that m / a + m / b may be in thousandths, for m common bytes in texts of the lengths a and b, so that the
/// Jaro–Winkler similarity can be 0.88: by the length of the common beginning.
const LEAST: [u64; 5] = [1640, 1600, 1550, 1485, 1400];

impl Outline {
    /// The outline of a folded text.
    pub(crate) fn of(text: &str) -> Self {
        let Some(length) = u16::try_from(text.len()).ok().filter(|_| text.is_ascii()) else { return Self::default() };
        let mut bytes = text.bytes();
        let start = [(); 4].map(|()| bytes.next().unwrap_or_default());
        let letters = text.bytes().fold(0u64, |seen, byte| {
            let once = 1 << (byte & 31);
            seen | once | (seen & once) << 32
        });
        Self { letters, start, count: count(letters), length }
    }

    /// The length in bytes; 0 if nothing is known of the text.
    pub(crate) fn length(&self) -> usize {
        self.length.into()
    }

    /// Whether the text may have every letter of another; spaces do not matter.
    pub(crate) fn may_have_letters_of(&self, other: &Self) -> bool {
        /// All letters, but for the bit of the space.
        const LETTERS: u64 = u32::MAX as u64 ^ 1 << (b' ' & 31);
        self.length == 0 || other.length == 0 || (other.letters & !self.letters) & LETTERS == 0
    }

    /// Whether two texts may be at most so many edits apart.
    pub(crate) fn may_be_within(&self, other: &Self, edits: usize) -> bool {
        if self.length == 0 || other.length == 0 {
            return true;
        }
        let [here, there] = self.missing(other);
        usize::from(self.length.abs_diff(other.length).max(here).max(there)) <= edits
    }

    /// Whether two texts may be two edits apart (one edit if they have less than six bytes) or have a Jaro–Winkler
    /// similarity of 0.88, and the longer is not more than twice as long as the other.
    pub(crate) fn may_be_similar(&self, other: &Self) -> bool {
        if self.length == 0 || other.length == 0 {
            return true;
        }
        let [shorter, longer] = [self.length.min(other.length), self.length.max(other.length)];
        if longer - shorter > longer / 2 {
            return false;
        }
        let [here, there] = self.missing(other);
        if here.max(there).max(longer - shorter) <= if longer < 6 { 1 } else { 2 } {
            return true;
        }
        // Jaro is at most (m / a + m / b + 1) / 3
        let most = self.length.saturating_sub(here).min(other.length.saturating_sub(there));
        let least = LEAST.get(self.common_start(other)).copied().unwrap_or_default();
        let [most, a, b] = [most, self.length, other.length].map(u64::from);
        most * (a + b) * 1000 >= least * a * b
    }

    /// How many bytes of each text the other has not, at least.
    fn missing(&self, other: &Self) -> [u16; 2] {
        let common = count(self.letters & other.letters);
        [self.count - common, other.count - common]
    }

    /// How many of the first four bytes are common, up to the first that is not.
    fn common_start(&self, other: &Self) -> usize {
        let differing = u32::from_le_bytes(self.start) ^ u32::from_le_bytes(other.start);
        (differing.trailing_zeros() / 8) as usize
    }
}

/// How many bits are set.
fn count(letters: u64) -> u16 {
    u16::try_from(letters.count_ones()).unwrap_or_default()
}
