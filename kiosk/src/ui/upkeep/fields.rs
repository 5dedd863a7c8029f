//! What the forms ask for, line by line.

use super::form::Target;
use shared::limits;

/// A line of a form.
pub(super) struct Line {
    /// Its name in the form.
    pub key: &'static str,
    /// The key of its label.
    pub label: &'static str,
    pub hint: Option<&'static str>,
    /// By which names refusals speak of it.
    pub refused: &'static [&'static str],
    /// Lines that are shown.
    pub rows: usize,
    pub chars: usize,
    pub bytes: usize,
}

const TITLE_CHARS: usize = 200;

const fn line(key: &'static str, label: &'static str, refused: &'static [&'static str]) -> Line {
    let (chars, bytes) = (TITLE_CHARS, limits::TITLE_BYTES_MAX);
    Line { key, label, hint: None, refused, rows: 1, chars, bytes }
}

const fn hinted(line: Line, hint: &'static str) -> Line {
    Line { hint: Some(hint), ..line }
}

const fn short(line: Line, chars: usize) -> Line {
    Line { chars, ..line }
}

const fn long(line: Line) -> Line {
    Line { rows: 8, chars: usize::MAX, bytes: limits::TEXT_BYTES_MAX, ..line }
}

pub(super) const NAME: &str = "name";
pub(super) const NAME_CY: &str = "name-cy";
pub(super) const ZONE: &str = "zone";
pub(super) const VENUE: &str = "venue";
pub(super) const INFO: &str = "info";
pub(super) const INFO_CY: &str = "info-cy";
pub(super) const DATE: &str = "date";
pub(super) const CAPACITY: &str = "capacity";
pub(super) const WAY: &str = "way";
pub(super) const WAY_CY: &str = "way-cy";
pub(super) const START: &str = "start";
pub(super) const MINUTES: &str = "minutes";
pub(super) const MARK: &str = "mark";

const EVENT: &[Line] = &[
    line(NAME, "upkeep-event-name", &["name"]),
    line(VENUE, "upkeep-venue", &["venue"]),
    hinted(line(ZONE, "upkeep-zone", &["zone"]), "upkeep-zone-hint"),
    hinted(long(line(INFO, "upkeep-info", &["info"])), "upkeep-info-hint"),
    long(line(INFO_CY, "upkeep-info-cy", &[])),
];
const DAY: &[Line] = &[
    hinted(short(line(DATE, "upkeep-date", &["date"]), 10), "upkeep-date-hint"),
    hinted(line(NAME, "upkeep-day-name", &["name"]), "upkeep-day-name-hint"),
    line(NAME_CY, "upkeep-day-name-cy", &[]),
];
const STREAM: &[Line] =
    &[line(NAME, "upkeep-name", &["name"]), line(NAME_CY, "upkeep-name-cy", &[])];
const ROOM: &[Line] = &[
    line(NAME, "upkeep-name", &["name"]),
    line(NAME_CY, "upkeep-name-cy", &[]),
    hinted(short(line(CAPACITY, "upkeep-capacity", &[]), 6), "upkeep-capacity-hint"),
    hinted(line(WAY, "upkeep-way", &["room"]), "upkeep-way-hint"),
    line(WAY_CY, "upkeep-way-cy", &[]),
    short(line(MARK, "upkeep-mark", &["mark"]), 40),
];
const SLOT: &[Line] = &[
    hinted(short(line(START, "upkeep-start", &["time", "span"]), 5), "upkeep-start-hint"),
    short(line(MINUTES, "upkeep-minutes", &[]), 4),
];
const FIXED: &[Line] = &[
    hinted(line(NAME, "upkeep-fixed-title", &["title"]), "upkeep-fixed-title-hint"),
    line(NAME_CY, "upkeep-fixed-title-cy", &[]),
    hinted(short(line(START, "upkeep-start", &["time", "placement"]), 5), "upkeep-start-hint"),
    short(line(MINUTES, "upkeep-minutes", &[]), 4),
];

/// The lines of a form.
pub(super) fn lines(target: Target) -> &'static [Line] {
    match target {
        Target::Event => EVENT,
        Target::Day(_) => DAY,
        Target::Stream(_) => STREAM,
        Target::Room(_) => ROOM,
        Target::Slot(..) => SLOT,
        Target::Fixed(..) => FIXED,
    }
}

/// Minutes from midnight of a time as people write it: `9:05`, `09.05`, `0905`; after midnight
/// `25:30`.
pub(super) fn minutes_of(text: &str) -> Option<u32> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() >= 3 && text.is_ascii() => text.split_at(text.len() - 2),
        None => return None,
    };
    let number = |digits: &str, max: u32| {
        let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|number| whole && *number <= max)
    };
    let minutes = Some(minutes).filter(|digits| digits.len() == 2);
    Some(number(hours, limits::DAY_MINUTES_MAX / 60)? * 60 + number(minutes?, 59)?)
}

/// A time as [`minutes_of`] reads it: hours after midnight go on.
pub(super) fn time_text(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("9:05", Some(545)),
            (" 09.05 ", Some(545)),
            ("0905", Some(545)),
            ("905", Some(545)),
            ("25:30", Some(1_530)),
            ("9:5", None),
            ("9:60", None),
            ("90:00", None),
            ("noon", None),
            ("-1:00", None),
            ("1 :00", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(minutes_of(text), minutes, "{text:?}");
        }
        assert_eq!(minutes_of(&time_text(1_530)), Some(1_530));
    }
}
