//! Random choices that come out the same on every machine.
//!
//! Only 64-bit integers are drawn: `usize` draws differ between 32- and 64-bit targets, and floating-point powers differ
//! between math libraries.

use fastrand::Rng;

pub struct Dice {
    rng: Rng,
}

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::with_seed(seed) }
    }

    /// A number in `0..bound`; 0 when there is nothing to choose from.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.rng.u64(..bound) }
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high.saturating_sub(low)) + 1;
        low.saturating_add(u32::try_from(self.below(width)).unwrap_or(0))
    }

    pub fn percent(&mut self, chance: u32) -> bool {
        self.permille(chance.saturating_mul(10))
    }

    pub fn permille(&mut self, chance: u32) -> bool {
        self.below(1000) < u64::from(chance)
    }

    /// A position in a list of this length.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let index = self.index(items.len());
        items.get(index)
    }

    /// One of some words; the empty word when there are none.
    pub fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        self.pick(words).copied().unwrap_or_default()
    }

    /// One of some values, each with its share.
    pub fn share<T: Copy>(&mut self, first: T, rest: &[(u32, T)], first_share: u32) -> T {
        let total = rest.iter().fold(u64::from(first_share), |sum, (share, _)| sum + u64::from(*share));
        let mut left = self.below(total);
        for (share, value) in rest {
            if left < u64::from(*share) {
                return *value;
            }
            left -= u64::from(*share);
        }
        first
    }

    /// `#` becomes a digit, `%` a digit from 2 to 9, and `@` a letter that every alphanumeric postal code system among the
    /// countries allows in every position.
    pub fn fill(&mut self, pattern: &str) -> String {
        pattern
            .chars()
            .map(|mark| match mark {
                '#' => self.digit(),
                '%' => char::from(b'2' + u8::try_from(self.below(8)).unwrap_or(0)),
                '@' => self.pick(&['A', 'E', 'H', 'N', 'P', 'R', 'T', 'W', 'X', 'Y']).copied().unwrap_or('A'),
                other => other,
            })
            .collect()
    }

    pub fn digit(&mut self) -> char {
        char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }
}

/// Items in order of how common they are. The item of rank r is drawn with weight 1 / (r + offset), which is close to how
/// names, cities and employers are spread.
#[derive(Debug, Clone)]
pub struct Ranked<T> {
    items: Vec<T>,
    sums: Vec<u64>,
}

impl<T> Ranked<T> {
    pub fn new(items: Vec<T>, offset: u64) -> Self {
        let mut sum = 0;
        let sums = (0..items.len() as u64)
            .map(|rank| {
                sum += 1_000_000_000 / (rank + offset.max(1));
                sum
            })
            .collect();
        Self { items, sums }
    }

    pub fn pick(&self, dice: &mut Dice) -> Option<&T> {
        let ball = dice.below(self.sums.last().copied().unwrap_or(0));
        let rank = self.sums.partition_point(|sum| *sum <= ball);
        self.items.get(rank)
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// Positions drawn by given weights.
pub struct Weighted {
    sums: Vec<u64>,
}

impl Weighted {
    pub fn new(weights: impl Iterator<Item = u64>) -> Self {
        let mut sum = 0;
        let sums = weights.map(|weight| {
            sum += weight;
            sum
        });
        Self { sums: sums.collect() }
    }

    pub fn pick(&self, dice: &mut Dice) -> usize {
        let ball = dice.below(self.sums.last().copied().unwrap_or(0));
        self.sums.partition_point(|sum| *sum <= ball)
    }
}
