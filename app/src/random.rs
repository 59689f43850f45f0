//! The only randomness of the program; no other file may draw from the machine or from a seed.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use rand::rngs::{ChaCha20Rng, SysRng};
use rand::{Rng, SeedableRng, TryCryptoRng, TryRng};

/// A source of random bytes: the machine's, or a seeded one for tests and the demo.
///
/// Implements `rand`'s traits, so it can be handed to whatever draws: `random.random_range(..)`,
/// `slice.shuffle(&mut random)`.
#[derive(Clone, Default)]
pub enum Random {
    /// The operating system's generator.
    #[default]
    System,
    /// A seeded ChaCha20. Clones draw from the same stream.
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Random {
    /// The same bytes in the same order for the same seed: for tests and the demo only.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) {
        match self {
            Self::System => SysRng
                .try_fill_bytes(bytes)
                .expect("the operating system gives no randomness, and nothing is safe without it"),
            Self::Seeded(generator) => generator
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner())
                .fill_bytes(bytes),
        }
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// `N` random letters that nobody mistakes for each other, of five bits each.
    pub fn letters<const N: usize>(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        self.bytes::<N>().iter().map(letter).collect()
    }

    /// A random positive number for a row's identifier: it tells neither order nor count.
    pub fn row_id(&self) -> i64 {
        Self::row_id_of(&self.bytes())
    }

    /// The identifier that these bytes make.
    pub fn row_id_of(bytes: &[u8; 8]) -> i64 {
        // 53 bits pass through every JSON reader unharmed.
        (i64::from_le_bytes(*bytes) & ((1 << 53) - 1)).max(1)
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

impl TryRng for Random {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Random {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_stream() {
        assert_eq!(
            Random::seeded(7).bytes::<16>(),
            Random::seeded(7).bytes::<16>()
        );
        let random = Random::seeded(7);
        assert_ne!(random.bytes::<16>(), random.clone().bytes::<16>());
    }

    #[test]
    fn identifiers_are_positive() {
        let random = Random::seeded(1);
        assert!((0..1_000).all(|_| random.row_id() > 0));
    }
}
