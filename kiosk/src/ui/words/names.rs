//! Names of things, in the language of the words where there is one in it. Titles and texts of
//! sessions stay as they were typed.

use super::{Locale, Words};
use shared::{
    command::Thing,
    ids::{PersonId, RoomId, SessionId, SlotId, StreamId},
    schedule::{Announcement, EventFacts, Fixed, Room, Schedule, Session},
};

impl Words {
    /// The title of a session.
    #[must_use]
    pub fn session(&self, schedule: &Schedule, session: SessionId) -> String {
        match schedule.sessions.get(&session) {
            Some(session) => self.title(session),
            None => self.text("session-unknown"),
        }
    }

    /// The title of a session that is at hand.
    #[must_use]
    pub fn title(&self, session: &Session) -> String {
        match (session.known, session.title.value.as_str()) {
            (false, "") => self.text("session-unknown"),
            (true, "") => self.text("session-untitled"),
            (_, title) => title.to_owned(),
        }
    }

    /// The name of a room, and whether it was removed.
    #[must_use]
    pub fn room(&self, schedule: &Schedule, room: RoomId) -> String {
        let Some(known) = schedule.rooms.get(&room) else {
            return self.with("room-unknown", &[("id", room.short().into())]);
        };
        let name = match self.either(&known.name.value, &known.name_cy.value) {
            "" => self.text("room-unnamed"),
            name => name.to_owned(),
        };
        if known.removal.is_removed() {
            return self.with("removed", &[("name", name.into())]);
        }
        name
    }

    /// Day and time of a slot, and whether it was removed.
    #[must_use]
    pub fn slot(&self, schedule: &Schedule, slot: SlotId) -> String {
        let Some(known) = schedule.slots.get(&slot) else {
            return self.text("place-slot-unknown");
        };
        let when = self.day_and_time(schedule, known.span.value);
        if known.removal.is_removed() {
            return self.with("removed", &[("name", when.into())]);
        }
        when
    }

    /// The name of a stream.
    #[must_use]
    pub fn stream(&self, schedule: &Schedule, stream: StreamId) -> String {
        let known = schedule.streams.get(&stream);
        let name = known.map(|known| self.either(&known.name.value, &known.name_cy.value));
        match name {
            Some("") | None => self.text("stream-unknown"),
            Some(name) => name.to_owned(),
        }
    }

    /// The name of a person.
    #[must_use]
    pub fn person(&self, schedule: &Schedule, person: PersonId) -> String {
        match schedule.people.get(&person) {
            Some(name) => name.to_string(),
            None => self.text("name-withdrawn"),
        }
    }

    /// The names of a session's hosts as one text; empty when it has none.
    #[must_use]
    pub fn hosts(&self, schedule: &Schedule, session: &Session) -> String {
        let names: Vec<_> = schedule
            .hosts(session)
            .map(|name| name.map_or_else(|| self.text("name-withdrawn"), str::to_owned))
            .collect();
        self.list(&names)
    }

    /// A mark of a room.
    #[must_use]
    pub fn mark(&self, mark: &str) -> String {
        self.with("mark", &[("mark", mark.into())])
    }

    /// What a host asks for.
    #[must_use]
    pub fn wish(&self, wish: &str) -> String {
        self.with("wish", &[("wish", wish.into())])
    }

    /// A format of a session.
    #[must_use]
    pub fn format(&self, format: &str) -> String {
        self.with("format", &[("format", format.into())])
    }

    /// A language, from its BCP 47 tag.
    #[must_use]
    pub fn language(&self, tag: &str) -> String {
        self.with("language", &[("tag", tag.to_lowercase().into())])
    }

    /// The title of a fixed item.
    #[must_use]
    pub fn fixed<'a>(&self, fixed: &'a Fixed) -> &'a str {
        self.either(&fixed.title.value, &fixed.title_cy.value)
    }

    /// How to get to a room; empty when nobody said.
    #[must_use]
    pub fn way<'a>(&self, room: &'a Room) -> &'a str {
        self.either(&room.way.value, &room.way_cy.value)
    }

    /// The information page; empty when there is none.
    #[must_use]
    pub fn info<'a>(&self, event: &'a EventFacts) -> &'a str {
        self.either(&event.info.value, &event.info_cy.value)
    }

    /// What an announcement says.
    #[must_use]
    pub fn announcement<'a>(&self, announcement: &'a Announcement) -> &'a str {
        self.either(&announcement.text.value, &announcement.text_cy.value)
    }

    /// Of a text that organisers wrote in both languages: the one to show. Where one is missing,
    /// the other is better than nothing.
    #[must_use]
    pub fn either<'a>(&self, english: &'a str, welsh: &'a str) -> &'a str {
        let (own, other) = match self.locale() {
            Locale::English => (english, welsh),
            Locale::Welsh => (welsh, english),
        };
        if own.trim().is_empty() { other } else { own }
    }

    /// The name of something that can be removed.
    #[must_use]
    pub fn thing(&self, schedule: &Schedule, thing: Thing) -> String {
        match thing {
            Thing::Day(day) => self.day(schedule, day),
            Thing::Stream(stream) => self.stream(schedule, stream),
            Thing::Room(room) => self.room(schedule, room),
            Thing::Slot(slot) => self.slot(schedule, slot),
            Thing::Fixed(fixed) => match schedule.fixed.get(&fixed) {
                Some(fixed) => self.fixed(fixed).to_owned(),
                None => self.text("fixed-unknown"),
            },
            Thing::Announcement(id) => match schedule.announcements.get(&id) {
                Some(announcement) => self.announcement(announcement).to_owned(),
                None => self.text("announcement-unknown"),
            },
        }
    }
}
