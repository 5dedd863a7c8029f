//! The words of a print: plain values, made by whoever has the Fluent files.

use jiff::civil;
use shared::{
    ids::{DayId, RoomId, StreamId},
    schedule::{Schedule, Session},
};
use std::collections::BTreeMap;

/// A value of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said<'a> {
    /// A text.
    Text(&'a str),
    /// A number, which may choose the form of the sentence.
    Number(i64),
}

/// Everything that a print says by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    /// BCP 47 tag of their language.
    pub language: String,
    /// Names that organisers wrote in both languages are taken in Welsh.
    pub welsh: bool,
    /// Name of the event.
    pub event: String,
    /// How old the print is, and of which board: `as of 11:42, board 3f9a`.
    pub as_of: String,
    /// `Page {n} of {of}`, with these two words in braces.
    pub page: String,
    /// Names of days in full.
    pub days: BTreeMap<DayId, String>,
    /// A session does not take place.
    pub cancelled: String,
    /// A room is closed.
    pub closed: String,
    /// A session has no title.
    pub untitled: String,
    /// A room has no name.
    pub unnamed: String,
    /// Whose name was withdrawn.
    pub withdrawn: String,
    /// There is nothing to print.
    pub nothing: String,
    /// Label of a slip: title.
    pub slip_title: String,
    /// Label of a slip: host.
    pub slip_host: String,
    /// Label of a slip: what it is about.
    pub slip_what: String,
    /// Label of a slip: where it was pinned up.
    pub slip_number: String,
}

impl Sentences {
    /// Takes them from the Fluent files by their keys. `time` is that of the print at the venue,
    /// `board` the short digest of the board.
    pub fn of(
        schedule: &Schedule,
        welsh: bool,
        (time, board): (&str, &str),
        say: impl Fn(&str, &[(&str, Said<'_>)]) -> String,
    ) -> Self {
        let text = |key: &str| say(key, &[]);
        let event = match schedule.event.name.value.as_str() {
            "" => text("paper-event"),
            name => name.to_owned(),
        };
        let page = [("n", Said::Text("{n}")), ("of", Said::Text("{of}"))];
        let mut sentences = Self {
            language: if welsh { "cy-GB" } else { "en-GB" }.to_owned(),
            welsh,
            event,
            as_of: say("paper-as-of", &[("time", Said::Text(time)), ("board", Said::Text(board))]),
            page: say("paper-page", &page),
            days: BTreeMap::new(),
            cancelled: text("paper-cancelled"),
            closed: text("paper-closed"),
            untitled: text("session-untitled"),
            unnamed: text("room-unnamed"),
            withdrawn: text("name-withdrawn"),
            nothing: text("paper-nothing"),
            slip_title: text("paper-slip-title"),
            slip_host: text("paper-slip-host"),
            slip_what: text("paper-slip-what"),
            slip_number: text("paper-slip-number"),
        };
        for (id, day) in schedule.days_in_order() {
            let name = sentences.either(&day.name.value, &day.name_cy.value);
            let Ok(date) = day.date.value.parse::<civil::Date>() else {
                let name = if name.is_empty() { &day.date.value } else { name }.to_owned();
                sentences.days.insert(id, name);
                continue;
            };
            let weekday = say(
                "weekday",
                &[("n", Said::Number(date.weekday().to_monday_one_offset().into()))],
            );
            let month = say("month", &[("n", Said::Number(date.month().into()))]);
            let year = date.year().to_string();
            let values = [
                ("weekday", Said::Text(&weekday)),
                ("day", Said::Number(date.day().into())),
                ("month", Said::Text(&month)),
                ("year", Said::Text(&year)),
            ];
            let date = say("date-long", &values);
            let full = if name.is_empty() || date.starts_with(name) {
                date
            } else {
                format!("{name} · {date}")
            };
            sentences.days.insert(id, full);
        }
        sentences
    }

    /// Of a text in both languages the one to print.
    pub(crate) fn either<'a>(&self, english: &'a str, welsh: &'a str) -> &'a str {
        let (own, other) = if self.welsh { (welsh, english) } else { (english, welsh) };
        if own.trim().is_empty() { other } else { own }
    }

    pub(crate) fn day(&self, day: DayId) -> &str {
        self.days.get(&day).map_or("", String::as_str)
    }

    pub(crate) fn page(&self, n: usize, of: usize) -> String {
        self.page.replace("{n}", &n.to_string()).replace("{of}", &of.to_string())
    }

    pub(crate) fn room(&self, schedule: &Schedule, room: RoomId) -> String {
        let name = schedule
            .rooms
            .get(&room)
            .map_or("", |room| self.either(&room.name.value, &room.name_cy.value).trim());
        if name.is_empty() { self.unnamed.clone() } else { name.to_owned() }
    }

    pub(crate) fn stream(&self, schedule: &Schedule, stream: StreamId) -> String {
        let known = schedule.streams.get(&stream);
        known.map_or("", |known| self.either(&known.name.value, &known.name_cy.value)).to_owned()
    }

    pub(crate) fn title(&self, session: &Session) -> String {
        match session.title.value.trim() {
            "" => self.untitled.clone(),
            title => title.to_owned(),
        }
    }

    pub(crate) fn hosts(&self, schedule: &Schedule, session: &Session) -> String {
        let names = schedule.hosts(session).map(|name| name.unwrap_or(&self.withdrawn));
        names.collect::<Vec<_>>().join(", ")
    }
}
