//! Random bytes of the operating system.

use shared::ids::Random;

/// The operating system's source.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Random for System {
    #[expect(
        clippy::expect_used,
        reason = "keys must never be made without randomness; no system we run on lacks it after its start"
    )]
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}
