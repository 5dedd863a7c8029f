//! Makes a programme of a schedule as read, and reports every repair.

use crate::{At, NO_ROOM, Part, What};
use shared::programme::{Day, EventFacts, Link, Placement, Programme, Room, Session, Stream, When};

use crate::Repair;
use crate::calendar::Calendar;
use crate::keys::{Keys, Taken, fingerprint, unique};
use crate::limits::{KEY_CHARS_MAX, LINE_BYTES_MAX};
use crate::raw::{self, Event, Schedule};
use crate::report::{Report, clip};
use crate::text;

/// Makes the programme.
pub(crate) fn build(raw: Schedule, file: &str, repairs: Vec<Repair>) -> (Programme, Vec<Repair>) {
    let mut report = Report(repairs);
    let calendar = Calendar::new(&raw, &mut report);
    let event = facts(&raw, file, &calendar, &mut report);
    let mut builder = Builder {
        calendar,
        base_url: raw.base_url.clone(),
        programme: Programme { event, ..Programme::default() },
        rooms: Keys::new("room"),
        streams: Keys::new("track"),
        guids: Taken::new(),
        report,
    };
    for track in &raw.tracks {
        builder.stream(&At::Place("tracks".to_owned()), &track.name, &track.slug);
    }
    for (index, day) in raw.days.iter().enumerate() {
        for (room, events) in &day.rooms {
            builder.room_of_day(index, room, events);
        }
    }
    for room in &raw.rooms {
        builder.describe(room);
    }
    for date in builder.calendar.dates() {
        let date = date.to_string();
        builder.programme.days.push(Day { key: date.clone(), date, ..Day::default() });
    }
    (builder.programme, builder.report.0)
}

fn facts(raw: &Schedule, file: &str, calendar: &Calendar, report: &mut Report) -> EventFacts {
    let [title, acronym] = [(Part::Title, &raw.title), (Part::Acronym, &raw.acronym)]
        .map(|(what, name)| report.line(&At::Conference, what, name));
    let name = if title.is_empty() { acronym.clone() } else { title };
    if name.is_empty() {
        report.add(&At::Conference, What::NoEventTitle { file: file.to_owned() });
    }
    let name = if name.is_empty() { report.line(&At::Conference, Part::Name, file) } else { name };
    let places =
        [&raw.venue, &raw.city].map(|place| report.line(&At::Conference, Part::Venue, place));
    let places: Vec<&str> =
        places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect();
    EventFacts {
        source: if acronym.is_empty() { text::slug(&name) } else { acronym },
        zone: calendar.zone.name.clone(),
        venue: report.cut(&At::Conference, Part::Venue, places.join(", "), LINE_BYTES_MAX),
        info: String::new(),
        info_cy: String::new(),
        name,
    }
}

struct Builder {
    calendar: Calendar,
    base_url: String,
    programme: Programme,
    rooms: Keys,
    streams: Keys,
    guids: Taken,
    report: Report,
}

impl Builder {
    fn stream(&mut self, at: &At, name: &str, slug: &str) -> String {
        let name = self.report.line(at, Part::Track, name);
        if name.is_empty() {
            return String::new();
        }
        let (key, new) = self.streams.of(&name, slug);
        if new {
            self.programme.streams.push(Stream { key: key.clone(), name, ..Stream::default() });
        }
        key
    }

    fn room(&mut self, name: &str) -> String {
        let (key, new) = self.rooms.of(name, "");
        if new {
            self.programme.rooms.push(Room {
                key: key.clone(),
                name: name.to_owned(),
                name_cy: crate::welsh_of_room(name),
                ..Room::default()
            });
        }
        key
    }

    /// Takes over what the file says about a room; gives its name.
    fn describe(&mut self, room: &raw::Room) -> String {
        let name = self.report.line(&At::Rooms, Part::Name, &room.name);
        if name.is_empty() {
            return name;
        }
        let key = self.room(&name);
        let way = self.report.line(&At::Rooms, Part::Description, &text::plain(&room.way).text);
        if let Some(known) = self.programme.rooms.iter_mut().find(|known| known.key == key) {
            known.capacity = known.capacity.max(room.capacity);
            if known.way.is_empty() {
                known.way = way;
            }
        }
        name
    }

    fn room_of_day(&mut self, day: usize, room: &raw::Room, events: &[Event]) {
        let name = self.describe(room);
        for event in events {
            let session = self.session(event, day, &name);
            self.programme.sessions.push(session);
        }
    }

    fn session(&mut self, event: &Event, day: usize, room: &str) -> Session {
        let key = self.guid(event);
        let title = self.report.title(event);
        let (text, mut linked) = self.report.text(event);
        let own = [raw::Link { title: String::new(), url: event.url.clone() }];
        let mut links: Vec<Link> = Vec::new();
        for link in own.iter().chain(&event.links) {
            self.report.link(&self.base_url, event, link, &mut links);
        }
        for url in linked.drain(..) {
            self.report.link(
                &self.base_url,
                event,
                &raw::Link { title: String::new(), url },
                &mut links,
            );
        }
        let placement = self.calendar.place(event, day, &mut self.report).map(|timed| {
            let room = self.room_of(event, room);
            let when = When::Timed { day: timed.day, start: timed.start, minutes: timed.minutes };
            Placement { when, rooms: vec![room] }
        });
        Session {
            key,
            cancelled: self.report.cancelled(event, &title),
            title,
            text,
            format: self.report.line(&event.at, Part::Format, &event.format),
            hosts: self.report.hosts(event),
            stream: self.stream(&event.at, &event.track, ""),
            language: self.report.language(event),
            links,
            placement,
            ..Session::default()
        }
    }

    fn room_of(&mut self, event: &Event, listed: &str) -> String {
        let own = self.report.line(&event.at, Part::Room, &event.room);
        let name = match (listed.is_empty(), own.is_empty()) {
            (false, true) => listed.to_owned(),
            (false, false) => {
                if own != listed {
                    self.report.add(
                        &event.at,
                        What::RoomDiffers { listed: clip(listed), own: clip(&own) },
                    );
                }
                listed.to_owned()
            }
            (true, false) => own,
            (true, true) => {
                self.report.add(&event.at, What::NoRoom);
                NO_ROOM.0.to_owned()
            }
        };
        self.room(&name)
    }

    fn guid(&mut self, event: &Event) -> String {
        let guid = text::line(&event.guid).text;
        if !guid.is_empty()
            && guid.chars().count() <= KEY_CHARS_MAX
            && !self.guids.contains_key(&guid)
        {
            return unique(&mut self.guids, guid);
        }
        let named = [("id", &event.id), ("slug", &event.slug), ("url", &event.url)];
        let replacement = named
            .iter()
            .map(|(kind, value)| (kind, text::line(value).text))
            .find(|(_, value)| !value.is_empty() && value.chars().count() <= KEY_CHARS_MAX)
            .map_or_else(
                || {
                    format!(
                        "made-{:016x}",
                        fingerprint(&[&event.title, &event.date, &event.start, &event.room])
                    )
                },
                |(kind, value)| format!("{kind}-{value}"),
            );
        let key = unique(&mut self.guids, replacement);
        let taken = clip(&key);
        let what = if guid.is_empty() {
            What::NoGuid { key: taken }
        } else if guid.chars().count() > KEY_CHARS_MAX {
            What::GuidLong { key: taken }
        } else {
            What::GuidTwice { id: clip(&guid), key: taken }
        };
        self.report.add(&event.at, what);
        key
    }
}
