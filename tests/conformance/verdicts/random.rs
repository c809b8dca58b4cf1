//! Numbers that look random and are the same on every run.

/// A generator by George Marsaglia's xorshift.
pub struct Random(u64);

impl Random {
    /// Seeds a generator with a text.
    pub fn of(seed: &str) -> Self {
        let hash = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Self(hash | 1)
    }

    /// Gives a number below `bound`, or 0 where that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).map_or(0, |number| number % bound.max(1))
    }

    /// Chooses one of several.
    pub fn one<'i, Item>(&mut self, items: &'i [Item]) -> &'i Item {
        &items[self.below(items.len())]
    }
}
