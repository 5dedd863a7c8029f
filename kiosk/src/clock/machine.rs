//! The clocks of this machine as the core wants them told.

use shared::sync::Now;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// 2024-01-01: a clock before it was never set (a Raspberry Pi starts without the time).
const SET_AFTER_MS: i64 = 1_704_067_200_000;

/// Tells the time since it was made, and the time on the wall.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    start: Instant,
}

impl Default for Machine {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Machine {
    /// What time it is.
    #[must_use]
    pub fn now(self) -> Now {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let wall_ms = i64::try_from(wall.as_millis()).unwrap_or(i64::MAX);
        Now { ms: as_ms(self.since()), wall_ms, wall_sure: wall_ms >= SET_AFTER_MS }
    }

    /// Time since it was made, by the clock that only runs forward.
    #[must_use]
    pub fn since(self) -> Duration {
        self.start.elapsed()
    }
}

fn as_ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
