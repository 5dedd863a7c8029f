//! Programmes of our own: exports, the sample event, and the template of a new one.

use crate::{At, Cause};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;
use shared::programme::{Day, EventFacts, Fixed, Placement, Programme, Room, Slot, Stream, When};

use crate::error::Unreadable;
use crate::limits::{DAYS_MAX, ROOMS_MAX, SESSIONS_MAX};
use crate::report::Report;
use crate::text;

/// What every export has; published schedules have one member, `schedule`.
#[derive(Deserialize)]
struct Outline {
    #[serde(rename = "event")]
    _event: IgnoredAny,
    #[serde(rename = "days")]
    _days: IgnoredAny,
    #[serde(rename = "slots")]
    _slots: IgnoredAny,
    #[serde(rename = "sessions")]
    _sessions: IgnoredAny,
}

/// Reads an export of ours; `None` when the JSON is something else.
pub(crate) fn read(
    text: &str,
    name: &str,
    report: &mut Report,
) -> Option<Result<Programme, Unreadable>> {
    serde_json::from_str::<Outline>(text).ok()?;
    Some(export(text, name, report))
}

fn export(text: &str, name: &str, report: &mut Report) -> Result<Programme, Unreadable> {
    let mut programme: Programme =
        serde_json::from_str(text).map_err(|source| Unreadable::OtherExport {
            name: name.to_owned(),
            line: source.line(),
            source: Cause(source.to_string()),
        })?;
    let sessions = programme.sessions.len();
    if sessions > SESSIONS_MAX {
        let (name, max) = (name.to_owned(), SESSIONS_MAX);
        return Err(Unreadable::TooManySessions { name, sessions, max });
    }
    let parts = [
        programme.rooms.len(),
        programme.streams.len(),
        programme.slots.len(),
        programme.fixed.len(),
    ];
    if programme.days.len() > DAYS_MAX || parts.into_iter().any(|count| count > ROOMS_MAX) {
        return Err(Unreadable::TooManyParts { name: name.to_owned() });
    }
    for (index, session) in programme.sessions.iter_mut().enumerate() {
        report.tidy(&At::Place(format!("sessions[{index}]")), session);
    }
    Ok(programme)
}

/// The sample event: an invented LocalGovCamp.
#[must_use]
#[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
pub fn sample() -> Programme {
    serde_json::from_str(include_str!("../assets/localgovcamp.json"))
        .expect("the bundled sample is a programme")
}

/// Gives a new event what its file did not say: a table says neither what it is called nor where.
/// The name is that of the file, without its ending.
pub fn settle(programme: &mut Programme, file: &str, zone: &str) {
    let event = &mut programme.event;
    if event.name.trim().is_empty() {
        let file = text::line(file).text;
        let stem = file.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty());
        event.name = stem.unwrap_or(&file).to_owned();
    }
    if event.zone.trim().is_empty() {
        event.zone = zone.to_owned();
    }
}

/// Starts of the template's slots in minutes from midnight: 45 minutes each and 15 to change.
const SLOTS: [u32; 5] = [630, 690, 795, 855, 915];

/// A new event: a fringe day with two streams and no slots, then a main day of 8 rooms and 5 slots
/// of 45 minutes with 15 to change rooms. A first day that is no date gives an event without days.
#[must_use]
pub fn template(name: &str, first_day: &str, zone: &str) -> Programme {
    let event =
        EventFacts { name: name.to_owned(), zone: zone.to_owned(), ..EventFacts::default() };
    let rooms = (1..=8).map(|number| Room {
        key: format!("room-{number}"),
        name: format!("Room {number}"),
        capacity: 30,
        ..Room::default()
    });
    let mut programme = Programme { event, rooms: rooms.collect(), ..Programme::default() };
    let Ok(first) = first_day.trim().parse::<Date>() else {
        return programme;
    };
    let Ok(second) = first.tomorrow() else {
        return programme;
    };
    programme.days = [("fringe", first, "Fringe day"), ("main", second, "Main day")]
        .map(|(key, date, name)| Day {
            key: key.to_owned(),
            date: date.to_string(),
            name: name.to_owned(),
            name_cy: String::new(),
        })
        .into();
    programme.streams = [("leaders", "Leaders"), ("makers", "Makers")]
        .map(|(key, name)| Stream {
            key: key.to_owned(),
            name: name.to_owned(),
            name_cy: String::new(),
            days: vec!["fringe".to_owned()],
        })
        .into();
    let slots = SLOTS.iter().zip(1..).map(|(start, number)| Slot {
        key: format!("slot-{number}"),
        day: "main".to_owned(),
        start: *start,
        minutes: 45,
        streams: Vec::new(),
    });
    programme.slots = slots.collect();
    programme.fixed = vec![lunch("fringe", 750, 60), lunch("main", 735, 60)];
    programme
}

fn lunch(day: &str, start: u32, minutes: u32) -> Fixed {
    Fixed {
        key: format!("lunch-{day}"),
        title: "Lunch".to_owned(),
        title_cy: "Cinio".to_owned(),
        placement: Placement {
            when: When::Timed { day: day.to_owned(), start, minutes },
            rooms: Vec::new(),
        },
        streams: Vec::new(),
    }
}
