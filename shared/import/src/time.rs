//! Dates, lengths and zones of a schedule.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

/// A point in time as a file gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub civil: DateTime,
    /// The offset, when the file gives one.
    pub offset: Option<Offset>,
}

impl Moment {
    /// Reads `2026-10-25T01:30:00+01:00`, the same without an offset, or a date alone (midnight).
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text.trim()).ok()?;
        let civil = pieces.date().to_datetime(pieces.time().unwrap_or(Time::midnight()));
        Some(Self { civil, offset: pieces.to_numeric_offset() })
    }

    /// The instant, when the file gives an offset.
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.civil).ok()
    }

    /// The time on the clocks of a zone.
    pub fn in_zone(&self, zone: &TimeZone) -> DateTime {
        self.instant().map_or(self.civil, |instant| zone.to_datetime(instant))
    }

    /// The instant in a zone; without an offset, the first time the clocks there show it.
    pub fn instant_in(&self, zone: &TimeZone) -> Option<Timestamp> {
        self.instant().or_else(|| zone.to_timestamp(self.civil).ok())
    }
}

/// Whether a text says a time of day besides the date.
pub(crate) fn has_time(text: &str) -> bool {
    Pieces::parse(text.trim()).is_ok_and(|pieces| pieces.time().is_some())
}

/// What the clocks of a zone do at a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// They show it once.
    Once,
    /// They go back, and show it twice.
    Twice,
    /// They go forward, and never show it.
    Never,
}

/// Tells how often the clocks of a zone show this time.
pub(crate) fn clocks(zone: &TimeZone, civil: DateTime) -> Clocks {
    match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { .. } => Clocks::Once,
        AmbiguousOffset::Fold { .. } => Clocks::Twice,
        AmbiguousOffset::Gap { .. } => Clocks::Never,
    }
}

/// Reads a civil date, also from the start of a longer text.
pub(crate) fn date(text: &str) -> Option<Date> {
    Moment::parse(text).map(|moment| moment.civil.date())
}

/// Reads `9:30`, `09:30` or `09:30:00` as minutes from midnight.
pub(crate) fn time_of_day(text: &str) -> Option<u32> {
    let mut parts = text.trim().split(':');
    let hours: u32 = parts.next()?.trim().parse().ok()?;
    let minutes: u32 = parts.next()?.trim().parse().ok()?;
    (hours < 24 && minutes < 60).then(|| hours * 60 + minutes)
}

/// Minutes from midnight of `day` to `civil` on the wall clock; negative when it is before.
pub(crate) fn wall_minutes(day: Date, civil: DateTime) -> Option<i64> {
    let days = i64::from(day.until(civil.date()).ok()?.get_days());
    Some(days * 1_440 + i64::from(civil.hour()) * 60 + i64::from(civil.minute()))
}

/// Whole minutes from one instant to another.
pub(crate) fn minutes_between(from: Timestamp, to: Timestamp) -> Option<u32> {
    u32::try_from((to.as_second() - from.as_second()) / 60).ok()
}

/// How a file writes a length of three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreeParts {
    /// `1:30:00` is an hour and a half.
    HoursMinutesSeconds,
    /// `1:12:00` is a day and a half: the other lengths of the file have two parts.
    DaysHoursMinutes,
}

/// Decides how a file writes lengths of three parts, from all of its lengths.
pub(crate) fn three_parts<'a>(lengths: impl Iterator<Item = &'a str>) -> ThreeParts {
    let (mut two, mut three) = (0_usize, 0_usize);
    for length in lengths {
        match length.matches(':').count() {
            1 => two += 1,
            2 => three += 1,
            _ => {}
        }
    }
    if two > three { ThreeParts::DaysHoursMinutes } else { ThreeParts::HoursMinutesSeconds }
}

/// A length in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Length {
    pub minutes: u32,
    /// Whether the text could have been read in another way.
    pub doubtful: bool,
}

/// Reads `0:30`, `00:30`, `30`, `1:30:00` or `PT30M`.
pub(crate) fn length(text: &str, style: ThreeParts) -> Option<Length> {
    let text = text.trim();
    if text.starts_with(['P', 'p']) {
        let span: Span = text.parse().ok()?;
        let seconds = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_secs();
        return sure(u32::try_from(seconds / 60).ok()?);
    }
    let parts: Vec<u32> =
        text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    match *parts.as_slice() {
        [minutes] => sure(minutes),
        [hours, minutes] if minutes < 60 => sure(hours.checked_mul(60)?.checked_add(minutes)?),
        [first, second, third] if second < 60 && third < 60 => {
            let padded = text.split(':').next().is_some_and(|part| part.trim().len() > 1);
            let days = style == ThreeParts::DaysHoursMinutes && second < 24 && !padded;
            let minutes = if days {
                first.checked_mul(1_440)?.checked_add(second * 60)?.checked_add(third)?
            } else {
                first.checked_mul(60)?.checked_add(second)?
            };
            Some(Length { minutes, doubtful: days })
        }
        _ => None,
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "ends the branches of a function that returns an option"
)]
fn sure(minutes: u32) -> Option<Length> {
    Some(Length { minutes, doubtful: false })
}

/// A zone and its IANA name.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    pub name: String,
    pub rules: TimeZone,
}

impl Zone {
    /// Finds a zone by its IANA name in the rules that are part of the program.
    pub fn named(name: &str) -> Option<Self> {
        let rules = TimeZoneDatabase::bundled().get(name).ok()?;
        let name = rules.iana_name().unwrap_or(name).to_owned();
        Some(Self { name, rules })
    }

    fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }
}

/// Zones to try when a file has offsets but no name, the likeliest first. Whole-hour zones count
/// only when the offsets of the file change with the season, which tells their rules.
const CHANGING: &[&str] = &[
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Halifax",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "America/Santiago",
];

/// Zones whose offset is not a whole number of hours.
const UNEVEN: &[&str] = &[
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Yangon",
    "Asia/Colombo",
    "Australia/Adelaide",
    "Australia/Darwin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Marquesas",
    "Australia/Eucla",
];

/// Finds a zone that fits the offsets of a file that names none.
pub(crate) fn zone_of_offsets(moments: &[Moment]) -> Zone {
    let known: Vec<(Timestamp, Offset)> =
        moments.iter().filter_map(|moment| Some((moment.instant()?, moment.offset?))).collect();
    let offsets: BTreeSet<i32> = known.iter().map(|(_, offset)| offset.seconds()).collect();
    let fits = |zone: &Zone| {
        known.iter().all(|(instant, offset)| zone.rules.to_offset(*instant) == *offset)
    };
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for (_, offset) in &known {
        *counts.entry(offset.seconds()).or_default() += 1;
    }
    let Some(seconds) =
        counts.into_iter().max_by_key(|&(_, count)| count).map(|(seconds, _)| seconds)
    else {
        return Zone::utc();
    };
    let candidates = if offsets.len() > 1 {
        CHANGING.iter().chain(UNEVEN)
    } else if seconds % 3_600 != 0 {
        UNEVEN.iter().chain(&[])
    } else {
        [].iter().chain(&[])
    };
    candidates
        .filter_map(|name| Zone::named(name))
        .find(fits)
        .or_else(|| Zone::named(&fixed_name(seconds)))
        .unwrap_or_else(Zone::utc)
}

/// The IANA name of a fixed offset; its sign is the other way round: `Etc/GMT-1` is UTC+01:00.
fn fixed_name(seconds: i32) -> String {
    match seconds / 3_600 {
        0 => "UTC".to_owned(),
        hours => format!("Etc/GMT{:+}", -hours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        use ThreeParts::{DaysHoursMinutes, HoursMinutesSeconds};
        for (text, minutes) in [
            ("0:30", 30),
            ("00:30", 30),
            ("30", 30),
            ("1:30:00", 90),
            ("01:00:00", 60),
            ("PT1H30M", 90),
            ("16:00", 960),
        ] {
            for style in [HoursMinutesSeconds, DaysHoursMinutes] {
                assert_eq!(
                    length(text, style),
                    Some(Length { minutes, doubtful: false }),
                    "{text}"
                );
            }
        }
        assert_eq!(
            length("1:12:00", HoursMinutesSeconds),
            Some(Length { minutes: 72, doubtful: false })
        );
        assert_eq!(
            length("1:12:00", DaysHoursMinutes),
            Some(Length { minutes: 2_160, doubtful: true })
        );
        for text in [
            "",
            "half an hour",
            "-30",
            "1:70",
            "1:2:3:4",
            "99999999999",
            "4294967295:00",
            "P1Y",
            "1:99:00",
        ] {
            assert_eq!(length(text, HoursMinutesSeconds), None, "{text}");
        }
    }

    #[test]
    fn clocks_in_october() {
        let zone = Zone::named("Europe/London").unwrap();
        let at = |hour, minute| jiff::civil::date(2026, 10, 25).at(hour, minute, 0, 0);
        assert_eq!(clocks(&zone.rules, at(0, 30)), Clocks::Once);
        assert_eq!(clocks(&zone.rules, at(1, 30)), Clocks::Twice);
        let spring = jiff::civil::date(2026, 3, 29).at(1, 30, 0, 0);
        assert_eq!(clocks(&zone.rules, spring), Clocks::Never);
    }

    #[test]
    fn zones_from_offsets() {
        for (dates, name) in [
            (&["2026-06-01T10:00:00+01:00"][..], "Etc/GMT-1"),
            (&["2026-06-01T10:00:00-05:00"], "Etc/GMT+5"),
            (&["2026-06-01T10:00:00Z"], "UTC"),
            (&["2026-06-01T10:00:00"], "UTC"),
            (&[], "UTC"),
            (&["2026-06-01T10:00:00+05:30"], "Asia/Kolkata"),
            (&["2026-10-24T10:00:00+01:00", "2026-10-25T10:00:00+00:00"], "Europe/London"),
            (&["2026-10-24T10:00:00+02:00", "2026-10-25T10:00:00+01:00"], "Europe/Berlin"),
            (&["2026-10-24T10:00:00+13:30"], "Etc/GMT-13"),
        ] {
            let moments: Vec<Moment> =
                dates.iter().filter_map(|date| Moment::parse(date)).collect();
            assert_eq!(zone_of_offsets(&moments).name, name, "{dates:?}");
        }
    }

    #[test]
    fn moments() {
        for text in
            ["2024-05-31 17:20:00", "2024-05-31T17:20", "2024-05-31T17:20:00+0100", "2024-05-31"]
        {
            assert!(Moment::parse(text).is_some(), "{text}");
        }
        for text in ["", "tomorrow", "2024-13-01", "31.05.2024", "2024-05-31T25:00"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
