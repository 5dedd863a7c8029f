//! A schedule as its file has it: words only, nothing judged yet. Both formats are read into this,
//! so that every rule about times, rooms and names exists once (in `build`).

use crate::At;

/// The whole file.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    pub title: String,
    pub acronym: String,
    pub venue: String,
    pub city: String,
    pub zone: String,
    pub base_url: String,
    pub rooms: Vec<Room>,
    pub tracks: Vec<Track>,
    pub days: Vec<Day>,
}

/// A room as the conference describes it.
#[derive(Debug, Default)]
pub(crate) struct Room {
    pub name: String,
    pub capacity: u32,
    pub way: String,
}

/// A track as the conference lists it.
#[derive(Debug, Default)]
pub(crate) struct Track {
    pub name: String,
    pub slug: String,
}

/// One day with its rooms in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Day {
    pub at: At,
    pub date: String,
    pub start: String,
    pub end: String,
    pub rooms: Vec<(Room, Vec<Event>)>,
}

/// One entry of the schedule, called event in its file.
#[derive(Debug, Default)]
pub(crate) struct Event {
    /// Where it is in the file, for the report.
    pub at: At,
    pub guid: String,
    pub id: String,
    pub slug: String,
    pub url: String,
    pub title: String,
    pub subtitle: String,
    pub summary: String,
    pub description: String,
    pub date: String,
    pub start: String,
    pub end: String,
    pub duration: String,
    pub room: String,
    pub track: String,
    pub format: String,
    pub language: String,
    pub status: String,
    pub persons: Vec<String>,
    pub links: Vec<Link>,
}

/// A link or an attachment.
#[derive(Debug, Default)]
pub(crate) struct Link {
    pub title: String,
    pub url: String,
}
