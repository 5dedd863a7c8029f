//! The only reader of the clock. Time decides no order: it says what is on now, and is shown.

mod machine;

pub use machine::Machine;

use jiff::{Timestamp, civil, tz::TimeZone};
use std::time::Duration;

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The clock of this device.
    #[default]
    System,
    /// A time that stands still, for tests and for trying the board out.
    Fixed(Timestamp),
}

impl Clock {
    /// The time.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => at,
        }
    }

    /// Time until the minute changes where the true time is so far ahead of this clock; `None` for a
    /// time that stands still.
    #[must_use]
    pub fn until_next_minute(self, ahead_ms: i64) -> Option<Duration> {
        match self {
            Self::System => Some(next_minute_in(ahead(Timestamp::now(), ahead_ms))),
            Self::Fixed(_) => None,
        }
    }
}

/// A time that is so far ahead of another.
#[must_use]
pub fn ahead(at: Timestamp, ahead_ms: i64) -> Timestamp {
    let at_ms = at.as_millisecond().saturating_add(ahead_ms);
    Timestamp::from_millisecond(at_ms).unwrap_or(at)
}

fn next_minute_in(now: Timestamp) -> Duration {
    let into_minute = now.as_millisecond().rem_euclid(60_000);
    Duration::from_millis(u64::try_from(60_000 - into_minute).unwrap_or(60_000))
}

/// A moment as the venue's clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// Civil date in the event's zone.
    pub date: civil::Date,
    /// Minutes from local midnight.
    pub minute: u32,
}

impl LocalTime {
    /// The time in `zone`.
    #[must_use]
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        let local = zone.to_datetime(at);
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        Self { date: local.date(), minute: u32::try_from(minute).unwrap_or(0) }
    }

    /// Minutes from local midnight of `date` (`YYYY-MM-DD`) until this moment: negative before that
    /// day, above 1,440 after it. `None` when `date` is not a date.
    #[must_use]
    pub fn minutes_into(self, date: &str) -> Option<i64> {
        let day: civil::Date = date.parse().ok()?;
        let days = day.until(self.date).ok()?.get_days();
        Some(i64::from(days) * 1_440 + i64::from(self.minute))
    }
}

/// The IANA zone with this name; UTC when the name is not known.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(at: &str, zone_name: &str) -> LocalTime {
        LocalTime::of(at.parse().unwrap(), &zone(zone_name))
    }

    #[test]
    fn the_event_s_zone_decides_the_hour() {
        let summer = local("2026-06-20T11:04:00Z", "Europe/London");
        assert_eq!((summer.minute, summer.date.day()), (12 * 60 + 4, 20));
        let late = local("2026-06-20T23:30:00Z", "Europe/London");
        assert_eq!((late.minute, late.date.day()), (30, 21));
        assert_eq!(local("2026-06-20T11:04:00Z", "No/Where").minute, 664);
    }

    #[test]
    fn minutes_into_a_day_run_past_midnight() {
        let now = local("2026-11-21T00:30:00Z", "Europe/London");
        assert_eq!(now.minutes_into("2026-11-20"), Some(1_470));
        assert_eq!(now.minutes_into("2026-11-21"), Some(30));
        assert_eq!(now.minutes_into("2026-11-22"), Some(-1_410));
        assert_eq!(now.minutes_into("Friday"), None);
    }

    #[test]
    fn a_clock_wakes_at_the_next_minute() {
        let in_ms = |at: &str| next_minute_in(at.parse().unwrap()).as_millis();
        assert_eq!(in_ms("2026-11-21T10:00:59.250Z"), 750);
        assert_eq!(in_ms("2026-11-21T10:00:00Z"), 60_000);
        assert_eq!(Clock::Fixed(Timestamp::UNIX_EPOCH).until_next_minute(0), None);
    }
}
