//! The fields of a session in a programme, as people see them: days by date and rooms by name, so
//! that two programmes can be compared whatever their keys are.

use super::{Placement, Programme, Session, When};
use crate::ids::{SessionId, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, fmt};

/// A field of a session that an import compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Its title.
    Title,
    /// Its text.
    Text,
    /// Its format.
    Format,
    /// Its language.
    Language,
    /// Its stream.
    Stream,
    /// Its links.
    Links,
    /// Its hosts.
    Hosts,
    /// Its tags.
    Tags,
    /// Its time and rooms.
    Placement,
    /// Whether it is cancelled.
    Cancelled,
}

impl Field {
    /// All of them. Digests in a [`Mark`] stand in this order: new ones come last.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Text,
        Self::Format,
        Self::Language,
        Self::Stream,
        Self::Links,
        Self::Hosts,
        Self::Placement,
        Self::Cancelled,
        Self::Tags,
    ];

    /// Its word in documents, where it names what the source of a session said.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Format => "format",
            Self::Language => "language",
            Self::Stream => "stream",
            Self::Links => "links",
            Self::Hosts => "hosts",
            Self::Tags => "tags",
            Self::Placement => "placement",
            Self::Cancelled => "cancelled",
        }
    }

    /// The field with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a field says, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// A text; empty means nothing.
    Text(String),
    /// Names, tags or links.
    List(Vec<String>),
    /// A time and rooms.
    Place {
        /// Civil date of its day, or the day's key when the programme lacks that day.
        date: String,
        /// Minutes from midnight.
        start: u32,
        /// Length in minutes.
        minutes: u32,
        /// Names of its rooms, sorted.
        rooms: Vec<String>,
    },
    /// Without a place.
    Shelf,
    /// Yes or no.
    Flag(bool),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::List(items) => f.write_str(&items.join("\n")),
            Self::Place { date, start, minutes, rooms } => {
                let (from, to) = (clock(*start), clock(start.saturating_add(*minutes)));
                write!(f, "{date} {from}-{to} {}", rooms.join(", "))
            }
            Self::Shelf => f.write_str("on the shelf"),
            Self::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
        }
    }
}

/// Minutes from midnight as a time of day; the night after a day counts on: 25:30.
#[must_use]
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Finds the parts of a programme by their keys.
#[derive(Debug)]
pub struct Lookup<'a> {
    days: BTreeMap<&'a str, &'a str>,
    streams: BTreeMap<&'a str, &'a str>,
    rooms: BTreeMap<&'a str, &'a str>,
    slots: BTreeMap<&'a str, (&'a str, u32, u32)>,
}

impl<'a> Lookup<'a> {
    /// Reads the keys.
    #[must_use]
    pub fn new(programme: &'a Programme) -> Self {
        let days = programme.days.iter().map(|day| (&*day.key, day.date.trim()));
        let streams = programme.streams.iter().map(|stream| (&*stream.key, stream.name.trim()));
        let rooms = programme.rooms.iter().map(|room| (&*room.key, room.name.trim()));
        let slots = programme.slots.iter();
        Self {
            days: days.collect(),
            streams: streams.collect(),
            rooms: rooms.collect(),
            slots: slots.map(|slot| (&*slot.key, (&*slot.day, slot.start, slot.minutes))).collect(),
        }
    }

    /// The date of a day, or its key.
    #[must_use]
    pub fn date(&self, key: &'a str) -> &'a str {
        self.days.get(key).copied().unwrap_or(key)
    }

    /// The name of a stream, or its key.
    #[must_use]
    pub fn stream(&self, key: &'a str) -> &'a str {
        named(&self.streams, key)
    }

    /// The name of a room, or its key.
    #[must_use]
    pub fn room(&self, key: &'a str) -> &'a str {
        named(&self.rooms, key)
    }

    /// Key of the day, start and length; `None` for a slot that the programme lacks.
    #[must_use]
    pub fn span(&self, when: &'a When) -> Option<(&'a str, u32, u32)> {
        match when {
            When::Slot(key) => self.slots.get(&**key).copied(),
            When::Timed { day, start, minutes } => Some((day, *start, *minutes)),
        }
    }

    /// What a field of a session says.
    #[must_use]
    pub fn shown(&self, session: &'a Session, field: Field) -> Shown {
        let text = |text: &str| Shown::Text(text.trim().to_owned());
        let list = |items: &[String]| {
            let items = items.iter().map(|item| item.trim().to_owned());
            Shown::List(items.filter(|item| !item.is_empty()).collect())
        };
        match field {
            Field::Title => text(&session.title),
            Field::Text => text(&session.text),
            Field::Format => text(&session.format),
            Field::Language => text(&session.language),
            Field::Stream => text(self.stream(&session.stream)),
            Field::Links => {
                let links = session.links.iter();
                let line = |link: &super::Link| format!("{} {}", link.url, link.title);
                Shown::List(links.map(|link| line(link).trim().to_owned()).collect())
            }
            Field::Hosts => list(&session.hosts),
            Field::Tags => list(&session.tags),
            Field::Placement => self.place(session.placement.as_ref()),
            Field::Cancelled => Shown::Flag(session.cancelled),
        }
    }

    fn place(&self, placement: Option<&'a Placement>) -> Shown {
        let span = placement.and_then(|at| Some((at, self.span(&at.when)?)));
        let Some((placement, (day, start, minutes))) = span else {
            return Shown::Shelf;
        };
        let mut rooms: Vec<_> =
            placement.rooms.iter().map(|room| self.room(room).to_owned()).collect();
        rooms.sort();
        rooms.dedup();
        Shown::Place { date: self.date(day).to_owned(), start, minutes, rooms }
    }
}

fn named<'a>(names: &BTreeMap<&'a str, &'a str>, key: &'a str) -> &'a str {
    names.get(key).copied().filter(|name| !name.is_empty()).unwrap_or(key)
}

/// What an exported session carries along: its id, and a digest of each field. With it an import
/// of the edited file tells what was edited in the file and what was edited here since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The session.
    pub session: SessionId,
    digests: Vec<String>,
}

impl Mark {
    /// The mark of a session as it stands in a programme.
    #[must_use]
    pub fn new<'a>(id: SessionId, session: &'a Session, lookup: &Lookup<'a>) -> Self {
        let digests = Field::ALL.map(|field| digest(&lookup.shown(session, field)));
        Self { session: id, digests: digests.into() }
    }

    /// Reads the text of a mark.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let session = parts.next()?.parse().ok()?;
        Some(Self { session, digests: parts.map(str::to_owned).collect() })
    }

    /// The field was `shown` so when it was exported; `None` when the mark does not know the field.
    #[must_use]
    pub fn had(&self, field: Field, shown: &Shown) -> Option<bool> {
        let place = Field::ALL.into_iter().position(|known| known == field)?;
        Some(*self.digests.get(place)? == digest(shown))
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.session, self.digests.join("-"))
    }
}

/// Eight hexadecimal digits. Spaces and line ends do not count: spreadsheets change them.
fn digest(shown: &Shown) -> String {
    let mut hash = Sha256::new();
    for word in shown.to_string().split_whitespace() {
        hash.update(word);
        hash.update([0]);
    }
    hex(hash.finalize().first_chunk::<4>().map_or(&[], |four| four))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_survives_its_text_and_knows_what_was_edited() {
        let mut programme = Programme::default();
        programme.sessions.push(Session { title: "Bins".into(), ..Session::default() });
        let lookup = Lookup::new(&programme);
        let session = &programme.sessions[0];
        let mark = Mark::new(SessionId([7; 16]), session, &lookup);
        assert_eq!(Mark::parse(&mark.to_string()), Some(mark.clone()));
        for field in Field::ALL {
            assert_eq!(mark.had(field, &lookup.shown(session, field)), Some(true), "{field}");
            assert_eq!(Field::of(field.word()), Some(field));
        }
        assert_eq!(mark.had(Field::Title, &Shown::Text("Bin days".into())), Some(false));
        assert_eq!(Mark::parse("Bins"), None);
        let older = Mark::parse(&SessionId([7; 16]).to_string()).unwrap();
        assert_eq!(older.had(Field::Title, &Shown::Shelf), None);
    }
}
