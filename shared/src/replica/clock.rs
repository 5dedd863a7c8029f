//! The time that edits are stamped with and screens show. It decides no order.

use crate::{limits, sync::Now};

/// What is known of the time beside this machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    /// Highest time ever seen: it never falls below.
    high_ms: i64,
    /// The high-water mark as stored.
    saved_ms: i64,
    /// A sure server's time, as its distance from the clock that only runs forward.
    server: Option<i64>,
}

impl Clock {
    pub(crate) fn load(high_ms: i64) -> Self {
        Self { high_ms, saved_ms: high_ms, server: None }
    }

    /// A server said what time it is. One that is not sure is not believed.
    pub(crate) fn heard(&mut self, now: Now, wall_ms: i64, sure: bool) {
        if sure {
            self.server = Some(wall_ms.saturating_sub(as_ms(now)));
        }
    }

    /// Forgets the server's time.
    pub(crate) fn closed(&mut self) {
        self.server = None;
    }

    /// The time, and whether it is doubtful.
    pub(crate) fn read(&self, now: Now) -> (i64, bool) {
        let server = self.server.map(|distance| distance.saturating_add(as_ms(now)));
        let (ms, doubtful) = match (now.wall_sure, server) {
            (true, Some(server)) => {
                (now.wall_ms, now.wall_ms.abs_diff(server) > limits::CLOCK_DOUBT_MS.unsigned_abs())
            }
            (true, None) => (now.wall_ms, false),
            (false, Some(server)) => (server, false),
            (false, None) => (now.wall_ms, true),
        };
        let behind = self.high_ms.saturating_sub(ms) > limits::CLOCK_DOUBT_MS;
        (ms.max(self.high_ms), doubtful || behind)
    }

    /// Raises the high-water mark by a time that is not doubtful; gives it when it is to be stored.
    pub(crate) fn raise(&mut self, now: Now) -> Option<i64> {
        let (ms, doubtful) = self.read(now);
        if doubtful {
            return None;
        }
        self.high_ms = ms;
        let due = ms.saturating_sub(self.saved_ms) >= limits::CLOCK_SAVE_MS;
        due.then(|| {
            self.saved_ms = ms;
            ms
        })
    }
}

fn as_ms(now: Now) -> i64 {
    i64::try_from(now.ms).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(ms: u64, wall_ms: i64, wall_sure: bool) -> Now {
        Now { ms, wall_ms, wall_sure }
    }

    #[test]
    fn time_never_falls_below_what_was_seen() {
        let mut clock = Clock::load(0);
        assert_eq!(clock.raise(now(0, 1_000_000, true)), Some(1_000_000));
        assert_eq!(clock.raise(now(1, 1_000_001, true)), None, "stored at most once a minute");
        assert_eq!(clock.read(now(2, 5, true)), (1_000_001, true));
        assert_eq!(Clock::load(1_000_000).read(now(0, 0, false)), (1_000_000, true));
    }

    #[test]
    fn only_a_sure_server_helps_an_unsure_device() {
        let mut clock = Clock::load(0);
        clock.heard(now(10, 0, false), 500_000, false);
        assert_eq!(clock.read(now(10, 7, false)), (7, true));
        clock.heard(now(10, 0, false), 500_000, true);
        assert_eq!(clock.read(now(20, 7, false)), (500_010, false));
        assert_eq!(clock.read(now(20, 500_020, true)), (500_020, false));
        assert_eq!(clock.read(now(20, 900_000, true)), (900_000, true), "both are sure and differ");
        clock.closed();
        assert_eq!(clock.read(now(20, 7, false)), (7, true));
    }
}
