//! Made-up programmes of any size.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use shared::{
    ids::Random,
    programme::{Day, EventFacts, Placement, Programme, Room, Session, Slot, Stream, When},
};
use std::fmt::Write as _;

/// Random bytes that are the same in every run.
pub(super) struct Seeded(ChaCha8Rng);

impl Seeded {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }
}

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

const DATE: &str = "2026-06-19";
const MORNING: u32 = 8 * 60;
const STREAMS: u32 = 6;
const TEXT: &str = "We say what we tried, what it cost, and what we would do another time; then \
    everybody else does. Bring a question that your own council has not answered. ";

fn facts() -> EventFacts {
    EventFacts {
        name: "A made-up camp".to_owned(),
        zone: "Europe/London".to_owned(),
        venue: "Town hall".to_owned(),
        source: "made-up".to_owned(),
        ..EventFacts::default()
    }
}

fn named(kind: &str, n: u32) -> String {
    format!("{kind}-{n}")
}

fn session(n: u32, placement: Placement) -> Session {
    Session {
        key: named("session", n),
        title: format!("Session {n}: what we learned from a service nobody could find"),
        text: TEXT.repeat(4),
        format: "talk".to_owned(),
        hosts: vec![format!("Host {}", n % 700)],
        stream: named("stream", n % STREAMS),
        language: "en".to_owned(),
        placement: Some(placement),
        ..Session::default()
    }
}

fn without_sessions(days: &[&str], rooms: u32) -> Programme {
    let room = |n| Room {
        key: named("room", n),
        name: format!("Room {n}"),
        capacity: 20 + n,
        ..Room::default()
    };
    let stream =
        |n| Stream { key: named("stream", n), name: format!("Stream {n}"), ..Stream::default() };
    let day =
        |date: &&str| Day { key: (*date).to_owned(), date: (*date).to_owned(), ..Day::default() };
    Programme {
        event: facts(),
        days: days.iter().map(day).collect(),
        streams: (0..STREAMS).map(stream).collect(),
        rooms: (0..rooms).map(room).collect(),
        ..Programme::default()
    }
}

/// One day of slots, with a session in every cell.
pub(super) fn grid(rooms: u32, slots: u32) -> Programme {
    let mut programme = without_sessions(&[DATE], rooms);
    for slot in 0..slots {
        programme.slots.push(Slot {
            key: named("slot", slot),
            day: DATE.to_owned(),
            start: MORNING + slot * 20,
            minutes: 15,
            streams: Vec::new(),
        });
        for room in 0..rooms {
            let placement = Placement {
                when: When::Slot(named("slot", slot)),
                rooms: vec![named("room", room)],
            };
            programme.sessions.push(session(slot * rooms + room, placement));
        }
    }
    programme
}

/// Four days of sessions at times of their own.
pub(super) fn conference(sessions: u32, rooms: u32) -> Programme {
    const DAYS: [&str; 4] = ["2026-06-18", "2026-06-19", "2026-06-20", "2026-06-21"];
    let mut programme = without_sessions(&DAYS, rooms);
    let a_day = sessions.div_ceil(4).max(1);
    for (day, n) in (0..sessions).map(|n| (n / a_day, n)) {
        let Some(day) = usize::try_from(day).ok().and_then(|day| DAYS.get(day)) else {
            continue;
        };
        let of_day = n % a_day;
        let placement = Placement {
            when: When::Timed {
                day: (*day).to_owned(),
                start: MORNING + (of_day / rooms) * 30,
                minutes: 25,
            },
            rooms: vec![named("room", of_day % rooms)],
        };
        programme.sessions.push(session(n, placement));
    }
    programme
}

/// A programme of timed sessions as frab XML, with HTML in every abstract.
pub(super) fn frab_xml(programme: &Programme) -> String {
    let mut xml = String::from(
        "<schedule><conference><title>A made-up camp</title><acronym>made-up</acronym>\
         <time_zone_name>Europe/London</time_zone_name></conference>",
    );
    for (index, day) in programme.days.iter().enumerate() {
        // Writing to a String cannot fail, here and below.
        let _ = write!(xml, r#"<day index="{}" date="{}">"#, index + 1, day.date);
        for room in &programme.rooms {
            let _ = write!(xml, r#"<room name="{}">"#, room.name);
            for session in &programme.sessions {
                xml_of(session, &day.key, &room.key, &mut xml);
            }
            xml.push_str("</room>");
        }
        xml.push_str("</day>");
    }
    xml.push_str("</schedule>");
    xml
}

fn xml_of(session: &Session, day: &str, room: &str, xml: &mut String) {
    let Some(Placement { when: When::Timed { day: own, start, minutes }, rooms }) =
        &session.placement
    else {
        return;
    };
    if own != day || rooms.iter().all(|one| one != room) {
        return;
    }
    let (hour, minute) = (start / 60, start % 60);
    let _ = write!(
        xml,
        r#"<event guid="{}" id="{}"><date>{day}T{hour:02}:{minute:02}:00+01:00</date>
        <start>{hour:02}:{minute:02}</start><duration>00:{minutes:02}</duration><title>{}</title>
        <track>{}</track><type>talk</type><language>en</language>
        <abstract>&lt;p&gt;{}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one&lt;/li&gt;&lt;/ul&gt;</abstract>
        <persons><person id="1">{}</person></persons></event>"#,
        session.key,
        session.key,
        session.title,
        session.stream,
        session.text,
        session.hosts.join(" and "),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_programmes_have_the_size_that_was_asked_for() {
        let grid = grid(8, 5);
        assert_eq!((grid.rooms.len(), grid.slots.len(), grid.sessions.len()), (8, 5, 40));
        let conference = conference(103, 7);
        assert_eq!((conference.rooms.len(), conference.sessions.len()), (7, 103));
        let read = import::read(frab_xml(&conference).as_bytes(), "made.xml").unwrap();
        assert_eq!(read.programme.sessions.len(), 103);
        assert_eq!(read.programme.rooms.len(), 7);
    }
}
