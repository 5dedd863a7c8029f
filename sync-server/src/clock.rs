//! The only reader of the clock.

use jiff::tz::TimeZone;
use shared::sync::Now;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// 2024-01-01: a clock before that was never set (a Raspberry Pi has no battery for its clock).
const SET_SINCE_MS: i64 = 1_704_067_200_000;
/// A step back by less is an ordinary correction of the clock.
const STEP_BACK_MS: i64 = 2_000;

/// The time zone that this machine is set to: that of an event that names none.
#[must_use]
pub fn local_zone() -> String {
    let zone = TimeZone::system();
    zone.iana_name().unwrap_or("Etc/UTC").to_owned()
}

/// The clocks of this machine.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
    high_wall_ms: i64,
}

impl Clock {
    /// Starts to count.
    pub fn start() -> Self {
        Self { start: Instant::now(), high_wall_ms: 0 }
    }

    /// Milliseconds since the start.
    pub fn ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// What time it is. A clock that was set back is not sure any longer.
    pub fn now(&mut self) -> Now {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let wall_ms = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        self.read(wall_ms)
    }

    fn read(&mut self, wall_ms: i64) -> Now {
        let wall_sure =
            wall_ms >= SET_SINCE_MS && wall_ms >= self.high_wall_ms.saturating_sub(STEP_BACK_MS);
        if wall_sure {
            self.high_wall_ms = self.high_wall_ms.max(wall_ms);
        }
        Now { ms: self.ms(), wall_ms, wall_sure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_never_set_or_was_set_back_is_not_sure() {
        let mut clock = Clock::start();
        assert!(!clock.read(86_400_000).wall_sure);
        assert!(clock.read(SET_SINCE_MS + 60_000).wall_sure);
        assert!(clock.read(SET_SINCE_MS + 59_000).wall_sure, "corrected by a second");
        assert!(!clock.read(SET_SINCE_MS).wall_sure, "set back by a minute");
        assert!(clock.now().wall_ms > 0);
    }
}
