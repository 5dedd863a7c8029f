//! A session as a calendar entry for a QR code: no network is needed to take it along.

use super::super::words::Words;
use jiff::{ToSpan as _, civil, tz::TimeZone};
use shared::schedule::{Schedule, Session};

/// Bytes of an entry: a code of at most 61 modules, which a phone reads from half a metre.
const ENTRY_BYTES_MAX: usize = 320;
/// Bytes of the place: the title matters more.
const PLACE_BYTES_MAX: usize = 80;

/// The entry: an event component of RFC 5545 without the calendar around it, which phones read and
/// which keeps the code small. `None` while the session has no time.
pub(super) fn entry(
    words: &Words,
    schedule: &Schedule,
    zone: &TimeZone,
    session: &Session,
) -> Option<String> {
    let span = schedule.span(&session.placement.value)?;
    let date: civil::Date = schedule.days.get(&span.day)?.date.value.parse().ok()?;
    let start = utc(date, span.start, zone)?;
    let end = utc(date, span.end(), zone)?;
    let rooms = words.rooms(schedule, &session.placement.value);
    let venue = schedule.event.venue.value.as_str();
    let place = [rooms.as_str(), venue].into_iter().filter(|part| !part.is_empty());
    let place = escaped(&place.collect::<Vec<_>>().join(", "), PLACE_BYTES_MAX);
    let place = if place.is_empty() { place } else { format!("LOCATION:{place}\r\n") };
    let head = format!("BEGIN:VEVENT\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:");
    let tail = format!("\r\n{place}END:VEVENT");
    let room = ENTRY_BYTES_MAX.saturating_sub(head.len() + tail.len());
    Some(format!("{head}{}{tail}", escaped(&words.title(session), room)))
}

/// So many minutes by the clock on the wall from midnight of `date`, in UTC.
fn utc(date: civil::Date, minutes: u32, zone: &TimeZone) -> Option<String> {
    let local = date.at(0, 0, 0, 0).checked_add(i64::from(minutes).minutes()).ok()?;
    let at = local.to_zoned(zone.clone()).ok()?.with_time_zone(TimeZone::UTC);
    Some(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Text as RFC 5545 wants it, cut between two characters where it would be longer than `most` bytes.
fn escaped(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut fits = 0;
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => line.extend(['\\', c]),
            '\n' => line.push_str("\\n"),
            c if c.is_control() => {}
            c => line.push(c),
        }
        if line.len() + '…'.len_utf8() <= most {
            fits = line.len();
        }
        if line.len() > most {
            line.truncate(fits);
            line.push('…');
            return line;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_entry_is_escaped_and_a_cut_leaves_whole_characters() {
        assert_eq!(
            escaped("Data; maps, and \\ more\r\nEND:VEVENT", 200),
            "Data\\; maps\\, and \\\\ more\\nEND:VEVENT"
        );
        assert_eq!(escaped("ŵŵŵŵ", 8), "ŵŵŵŵ");
        assert_eq!(escaped("ŵŵŵŵŵ", 8), "ŵŵ…");
        assert_eq!(escaped("a,,,,", 6), "a\\,…");
        assert_eq!(escaped("", 0), "");
    }

    #[test]
    fn the_clock_on_the_wall_counts_when_the_clocks_change() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let utc = |date: &str, minutes| utc(date.parse().unwrap(), minutes, &zone).unwrap();
        assert_eq!(utc("2026-11-21", 630), "20261121T103000Z");
        assert_eq!(utc("2026-06-20", 630), "20260620T093000Z");
        assert_eq!(utc("2026-03-29", 630), "20260329T093000Z", "the day has 23 hours");
        assert_eq!(utc("2026-11-21", 1_470), "20261122T003000Z", "past midnight");
    }
}
