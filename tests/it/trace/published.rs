//! The published programme and its trace of edits, rewound to where the trace begins.
//!
//! The trace cuts values after 60 characters. What was cut is not known: such an earlier value is
//! made up from what is there and the number of the edit, so that every state differs from the one
//! before as it did then. The last state of each field is the published one, whole.

use shared::programme::{Placement, Programme, Session, When};
use std::{collections::BTreeMap, path::PathBuf};

/// Values in the trace have at most so many characters.
const CUT: usize = 60;
/// Length of a session that is known from the trace alone.
const MINUTES: u32 = 30;

/// What somebody did to a session.
#[derive(Debug, Clone)]
pub enum What {
    Added(Box<Session>),
    Title(String),
    Text(String),
    Hosts(Vec<String>),
    /// Key of the stream; empty means none.
    Stream(String),
    /// Key of the day, and minutes from midnight.
    Start(String, u32),
    Minutes(u32),
    /// Key of the room.
    Room(String),
    Cancelled,
    Removed,
}

/// One edit of the trace.
#[derive(Debug, Clone)]
pub struct Edit {
    pub guid: String,
    pub what: What,
}

/// A programme as published, as it was before all edits, and the edits between.
pub struct Published {
    pub start: Programme,
    pub edits: Vec<Edit>,
    pub end: Programme,
}

fn published(path: &str) -> Option<Vec<u8>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let bytes = std::fs::read(data.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not here");
    }
    bytes
}

/// Reads both files; `None` with a printed line where they are not at hand.
pub fn read() -> Option<Published> {
    let trace = published("history/fosdem2026-edit-trace.tsv")?;
    let end = published("large/fosdem_2026.xml")?;
    let end = import::read(&end, "programme.xml").unwrap().programme;
    let trace = String::from_utf8(trace).unwrap();
    let rows: Vec<Row<'_>> = trace.lines().skip(1).enumerate().map(Row::of).collect();
    assert_eq!(rows.len(), 856);
    Some(rewind(end, &rows))
}

struct Row<'a> {
    number: usize,
    field: &'a str,
    guid: &'a str,
    old: &'a str,
    new: &'a str,
}

impl<'a> Row<'a> {
    fn of((number, line): (usize, &'a str)) -> Self {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, field, guid, old, new] = columns.as_slice() else {
            panic!("row {number} has {} columns", columns.len());
        };
        Self { number, field, guid, old, new }
    }

    /// An earlier text, made different from all others when it was cut.
    fn earlier(&self) -> String {
        if self.old.chars().count() < CUT {
            return self.old.to_owned();
        }
        format!("{} … {}", self.old, self.number)
    }
}

/// Undoes every edit, the last one first, and notes what each of them wrote.
fn rewind(end: Programme, rows: &[Row<'_>]) -> Published {
    let mut start = end.clone();
    let mut sessions: BTreeMap<String, Session> = std::mem::take(&mut start.sessions)
        .into_iter()
        .map(|session| (session.key.clone(), session))
        .collect();
    let mut edits = Vec::new();
    for (at, row) in rows.iter().enumerate().rev() {
        let what = match row.field {
            "add" => {
                let session = sessions.remove(row.guid).unwrap();
                let placement = session.placement.as_ref().unwrap();
                assert_eq!(session.placement, Some(at_time(placement, row.new)));
                assert_eq!(placement.rooms, [room(&mut start, row.old)]);
                What::Added(Box::new(session))
            }
            "remove" => {
                let session = known_from(&mut start, &rows[..at], row.guid);
                assert!(sessions.insert(row.guid.to_owned(), session).is_none());
                What::Removed
            }
            field => {
                let session = sessions.get_mut(row.guid).unwrap();
                // A session is cancelled by writing so before its title.
                if field == "title" && std::mem::take(&mut session.cancelled) {
                    let guid = row.guid.to_owned();
                    edits.push(Edit { guid, what: What::Cancelled });
                }
                unwrite(session, row, &mut start)
            }
        };
        edits.push(Edit { guid: row.guid.to_owned(), what });
    }
    edits.reverse();
    start.sessions = sessions.into_values().collect();
    Published { start, edits, end }
}

/// Takes one edit of a field back. What the trace says was written must be what is there.
fn unwrite(session: &mut Session, row: &Row<'_>, start: &mut Programme) -> What {
    match row.field {
        "title" => What::Title(std::mem::replace(&mut session.title, row.earlier())),
        "abstract" => What::Text(std::mem::replace(&mut session.text, row.earlier())),
        "persons" => What::Hosts(std::mem::replace(&mut session.hosts, people(row))),
        "track" => {
            let earlier = stream(start, row.old);
            assert_eq!(session.stream, stream(start, row.new));
            What::Stream(std::mem::replace(&mut session.stream, earlier))
        }
        "start" => {
            let placement = session.placement.as_mut().unwrap();
            assert_eq!(*placement, at_time(placement, row.new));
            *placement = at_time(placement, row.old);
            let (day, start) = moment(row.new);
            What::Start(day, start)
        }
        "dur" => {
            let placement = session.placement.as_mut().unwrap();
            let When::Timed { minutes, .. } = &mut placement.when else {
                panic!("a published session has a time of its own");
            };
            assert_eq!(*minutes, length(row.new));
            *minutes = length(row.old);
            What::Minutes(length(row.new))
        }
        "room" => {
            let placement = session.placement.as_mut().unwrap();
            let later = room(start, row.new);
            assert_eq!(placement.rooms, [later.as_str()]);
            placement.rooms = vec![room(start, row.old)];
            What::Room(later)
        }
        other => panic!("the trace has a field `{other}`"),
    }
}

/// A session that is no longer published, as far as earlier edits tell.
fn known_from(start: &mut Programme, before: &[Row<'_>], guid: &str) -> Session {
    let own = || before.iter().rev().filter(|row| row.guid == guid);
    let added = own().find(|row| row.field == "add");
    let moved = own().find(|row| row.field == "start").or(added);
    let name = added.map_or_else(|| start.rooms[0].name.clone(), |row| row.old.to_owned());
    let placement = moved.map(|row| {
        let (day, start_minute) = moment(row.new);
        Placement {
            when: When::Timed { day, start: start_minute, minutes: MINUTES },
            rooms: vec![room(start, &name)],
        }
    });
    Session {
        key: guid.to_owned(),
        title: format!("Removed {guid}"),
        placement,
        ..Session::default()
    }
}

/// The same at another time.
fn at_time(placement: &Placement, text: &str) -> Placement {
    let When::Timed { minutes, .. } = placement.when else {
        panic!("a published session has a time of its own");
    };
    let (day, start) = moment(text);
    Placement { when: When::Timed { day, start, minutes }, rooms: placement.rooms.clone() }
}

/// `2026-01-31 17:55`: the key of the day, and minutes from midnight.
fn moment(text: &str) -> (String, u32) {
    let (day, time) = text.split_once(' ').unwrap();
    (day.to_owned(), length(time))
}

/// `00:30` in minutes.
fn length(text: &str) -> u32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap()
}

/// Key of the room of this name; one that is no longer published is added.
fn room(start: &mut Programme, name: &str) -> String {
    if let Some(known) = start.rooms.iter().find(|room| room.name == name) {
        return known.key.clone();
    }
    let key = format!("earlier {name}");
    start.rooms.push(shared::programme::Room {
        key: key.clone(),
        name: name.to_owned(),
        ..Default::default()
    });
    key
}

/// Key of the stream of this name; one that is no longer published is added.
fn stream(start: &mut Programme, name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    if let Some(known) = start.streams.iter().find(|stream| stream.name == name) {
        return known.key.clone();
    }
    let key = format!("earlier {name}");
    start.streams.push(shared::programme::Stream {
        key: key.clone(),
        name: name.to_owned(),
        ..Default::default()
    });
    key
}

/// Names in a list as Python writes it, `['One', "O'Two"]`; the last one may be cut.
fn people(row: &Row<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let mut letters = row.old.trim_start_matches('[').chars();
    while let Some(quote) = letters.find(|c| matches!(c, '\'' | '"')) {
        let mut name = String::new();
        let mut whole = false;
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => name.extend(letters.next()),
                letter if letter == quote => {
                    whole = true;
                    break;
                }
                letter => name.push(letter),
            }
        }
        if !whole {
            name = format!("{name} … {}", row.number);
        }
        names.push(name);
    }
    if row.old.chars().count() >= CUT && !row.old.ends_with(']') {
        names.push(format!("Somebody {}", row.number));
    }
    names
}
