//! A programme as plain data: what an importer reads, what a template or the sample provides, and
//! what an export writes. It knows no ids of ours, no documents and no file format.
//!
//! Keys (`key`) are only names inside one programme, by which its parts refer to one another; an
//! import gives every entity a random id and keeps where it came from in `source`.

pub mod export;
pub mod fields;
pub mod like;
pub mod plan;

use serde::{Deserialize, Serialize};

/// A whole programme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Programme {
    /// Facts about the event.
    pub event: EventFacts,
    /// Days in the order of their dates.
    pub days: Vec<Day>,
    /// Strands of the event, such as Leaders and Makers.
    pub streams: Vec<Stream>,
    /// Rooms in the order in which the source lists them.
    pub rooms: Vec<Room>,
    /// Slots of days that have a grid. Days without slots hold timed sessions only.
    pub slots: Vec<Slot>,
    /// Sessions, placed or not.
    pub sessions: Vec<Session>,
    /// Breaks, lunches and other items that are nobody's session.
    pub fixed: Vec<Fixed>,
}

/// Facts about the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventFacts {
    /// Name as shown on every screen.
    pub name: String,
    /// IANA time zone, such as `Europe/London`.
    pub zone: String,
    /// Where it happens, in one line.
    pub venue: String,
    /// Short name of the source, such as `fosdem-2026`: part of the `source` of imported entities.
    pub source: String,
    /// Plain text of the information page (wifi, first aid, contact, code of conduct).
    pub info: String,
    /// The same in Welsh.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub info_cy: String,
}

/// One day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Day {
    /// Name inside this programme.
    pub key: String,
    /// Civil date, `YYYY-MM-DD`, in the event's zone.
    pub date: String,
    /// Name as shown; empty means: show the weekday.
    pub name: String,
    /// Name in Welsh; empty means: as in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name_cy: String,
}

/// A strand of the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stream {
    /// Name inside this programme.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Name in Welsh; empty means: as in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name_cy: String,
    /// Keys of the days on which it runs; empty means every day.
    pub days: Vec<String>,
}

/// A room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Room {
    /// Name inside this programme.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Name in Welsh; empty means: as in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name_cy: String,
    /// Number of people it holds; 0 means unknown.
    pub capacity: u32,
    /// `step-free`, `hearing-loop`, `bsl`, `quiet`; unknown marks are kept.
    pub marks: Vec<String>,
    /// How to get there, in one sentence.
    pub way: String,
    /// The same in Welsh.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub way_cy: String,
    /// Keys of the streams that use it; empty means all.
    pub streams: Vec<String>,
    /// Keys of the days on which it is open; empty means every day.
    pub days: Vec<String>,
}

/// A stretch of time on a day's grid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Slot {
    /// Name inside this programme.
    pub key: String,
    /// Key of its day.
    pub day: String,
    /// Minutes from local midnight of the day; may exceed 1,440.
    pub start: u32,
    /// Length in minutes.
    pub minutes: u32,
    /// Keys of the streams that have it; empty means all.
    pub streams: Vec<String>,
}

/// When a session or a fixed item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum When {
    /// In a slot, by its key.
    Slot(String),
    /// At a time of its own.
    Timed {
        /// Key of the day.
        day: String,
        /// Minutes from local midnight of the day; may exceed 1,440.
        start: u32,
        /// Length in minutes.
        minutes: u32,
    },
}

/// Where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// When.
    pub when: When,
    /// Keys of its rooms, at least one. For a fixed item, no room means every room.
    pub rooms: Vec<String>,
}

/// A session as pitched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Name inside this programme: the guid of an imported session.
    pub key: String,
    /// Title, one line, never empty.
    pub title: String,
    /// Plain text: what it is about.
    pub text: String,
    /// Such as `talk`, `discussion`, `workshop`, `lightning`; as the source calls it.
    pub format: String,
    /// Names of its hosts as shown.
    pub hosts: Vec<String>,
    /// Key of its stream; empty means none.
    pub stream: String,
    /// BCP 47 language tag, such as `en` or `cy`; empty means unknown.
    pub language: String,
    /// `http` and `https` links with their titles.
    pub links: Vec<Link>,
    /// Subjects, a word or two each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What its host asks for, such as `projector` or `not-before-lunch`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<String>,
    /// Where and when; `None` means that it waits on the shelf.
    pub placement: Option<Placement>,
    /// The source says that it does not take place.
    pub cancelled: bool,
    /// Interest shown before the import.
    pub dots: u32,
    /// Its id and digests of its fields as they were exported, see [`fields::Mark`]; empty for one
    /// that does not come from an export.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mark: String,
}

/// A link of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Link {
    /// What it leads to, in words; empty means: show the address.
    pub title: String,
    /// `http` or `https` address.
    pub url: String,
}

/// A break, a lunch, a plenary without hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Name inside this programme.
    pub key: String,
    /// Title, one line.
    pub title: String,
    /// Title in Welsh; empty means: as in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_cy: String,
    /// Where and when; no room means every room.
    pub placement: Placement,
    /// Keys of the streams for which it is; empty means all.
    #[serde(default)]
    pub streams: Vec<String>,
}
