//! Chance with a seed that is printed.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// The variable that gives a seed again.
const SEED: &str = "CAMPBOARD_SEED";

/// Chance, the same for the same seed.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// A new seed each time, or that of `CAMPBOARD_SEED`; printed beside the name of the test.
    #[must_use]
    #[expect(clippy::print_stdout, reason = "whoever reads a failed test needs the seed")]
    pub fn of(test: &str) -> Self {
        let given = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        println!("{test}: {SEED}={seed}");
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `end`, or 0 if there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64().checked_rem(end).unwrap_or(0)
    }

    /// One of these, if there are any.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let index = self.below(all.len() as u64);
        usize::try_from(index).ok().and_then(|index| all.get(index))
    }
}
