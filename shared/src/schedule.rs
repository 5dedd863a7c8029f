//! The schedule as people see it: plain data, computed from the documents, the roster and the
//! names. Same heads, same schedule, on every replica, including the order of everything.
//!
//! A value that two people wrote at once keeps both in [`Register::rivals`]. A reference to
//! something that this replica has not heard of stays in the data and is shown, never dropped.

mod moved;
mod parts;
mod queries;
mod session;
mod then;

pub use moved::{Happened, Moved, SlotMoved};
pub(crate) use parts::stand_ins;
pub use session::{Link, Pitching, Session, SourceValue};

use crate::ids::{
    AnnouncementId, ChangeHash, DayId, DeviceTag, FixedId, PersonId, RoomId, SessionId, SetId,
    SlotId, StreamId,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Who wrote a value, and when by the author's own clock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Author {
    /// The change that wrote it.
    pub change: ChangeHash,
    /// The device on which it was written.
    pub device: DeviceTag,
    /// The person, where one was known.
    pub person: Option<PersonId>,
    /// Seconds since 1970, by the clock of the author's device.
    pub at_s: i64,
    /// The author's device was not sure of its clock.
    pub doubtful: bool,
}

/// One of several values that were written at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version<T> {
    /// The value.
    pub value: T,
    /// Who wrote it; of several who wrote the same value, the one with the greatest operation id.
    pub by: Author,
}

/// A value that people write as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register<T> {
    /// The value shown: the one with the greatest (operation counter, actor).
    pub value: T,
    /// Empty, or all distinct values that were written at once, the shown one first.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<Version<T>>,
}

impl<T> From<T> for Register<T> {
    fn from(value: T) -> Self {
        Self { value, rivals: Vec::new() }
    }
}

/// Whether something was removed. Removal is a flag: nothing is ever deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Removal {
    /// It is there.
    #[default]
    Present,
    /// It was removed.
    Removed {
        /// Who removed it.
        by: Author,
        /// Somebody edited it without knowing of the removal: a clash that asks a person.
        edited_since: bool,
    },
}

impl Removal {
    /// It was removed.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        matches!(self, Self::Removed { .. })
    }
}

/// When a session or a fixed item is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
pub enum When {
    /// In a slot of a day's grid.
    #[n(0)]
    Slot(#[n(0)] SlotId),
    /// At a time of its own.
    #[n(1)]
    Timed {
        /// The day.
        #[n(0)]
        day: DayId,
        /// Minutes from local midnight of the day; may exceed 1,440.
        #[n(1)]
        start: u32,
        /// Length in minutes.
        #[n(2)]
        minutes: u32,
    },
}

/// Where a session is: one value, so that time and rooms are always chosen together.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
pub enum Placement {
    /// On the shelf: not placed.
    #[default]
    #[n(0)]
    Shelf,
    /// In one or more rooms at a time.
    #[n(1)]
    At {
        /// When.
        #[n(0)]
        when: When,
        /// Its rooms, sorted and without repetition. For a fixed item none means every room.
        #[n(1)]
        rooms: Vec<RoomId>,
    },
}

/// A stretch of time on a day, in minutes from local midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The day.
    pub day: DayId,
    /// First minute.
    pub start: u32,
    /// Length in minutes.
    pub minutes: u32,
}

impl Span {
    /// The minute after its last.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.start.saturating_add(self.minutes)
    }

    /// Shares at least one minute with `other`.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.start < other.end() && other.start < self.end()
    }
}

/// Facts about the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventFacts {
    /// Name as shown on every screen.
    pub name: Register<String>,
    /// IANA time zone.
    pub zone: Register<String>,
    /// Where it happens, in one line.
    pub venue: Register<String>,
    /// Plain text of the information page.
    pub info: Register<String>,
    /// The same in Welsh.
    #[serde(default)]
    pub info_cy: Register<String>,
}

/// One day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Civil date `YYYY-MM-DD` in the event's zone.
    pub date: Register<String>,
    /// Name as shown; empty means: show the weekday.
    pub name: Register<String>,
    /// Name in Welsh; empty means: as in English.
    #[serde(default)]
    pub name_cy: Register<String>,
    /// Where it came from, if it was imported.
    pub source: String,
    /// Whether it was removed.
    pub removal: Removal,
}

/// A strand of the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Name as shown.
    pub name: Register<String>,
    /// Name in Welsh; empty means: as in English.
    #[serde(default)]
    pub name_cy: Register<String>,
    /// Days on which it runs; none means every day.
    pub days: Register<Vec<DayId>>,
    /// Its place among the streams; ties go by id.
    pub order: String,
    /// Where it came from, if it was imported.
    pub source: String,
    /// Whether it was removed.
    pub removal: Removal,
}

/// A room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Name as shown.
    pub name: Register<String>,
    /// Name in Welsh; empty means: as in English.
    #[serde(default)]
    pub name_cy: Register<String>,
    /// People it holds; 0 means unknown.
    pub capacity: Register<u32>,
    /// `step-free`, `hearing-loop`, `bsl`, `quiet`, and others as entered.
    pub marks: Register<Vec<String>>,
    /// How to get there, in one sentence.
    pub way: Register<String>,
    /// The same in Welsh.
    #[serde(default)]
    pub way_cy: Register<String>,
    /// Closed for everybody: nothing takes place there until it is opened again.
    #[serde(default)]
    pub closed: bool,
    /// Who closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<Author>,
    /// Streams that use it; none means all.
    pub streams: Register<Vec<StreamId>>,
    /// Days on which it is open; none means every day.
    pub days: Register<Vec<DayId>>,
    /// Its place among the rooms; ties go by id.
    pub order: String,
    /// Where it came from, if it was imported.
    pub source: String,
    /// Whether it was removed.
    pub removal: Removal,
}

/// A stretch of time on a day's grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Day, start and length: one value.
    pub span: Register<Span>,
    /// Streams that have it; none means all.
    pub streams: Register<Vec<StreamId>>,
    /// Where it came from, if it was imported.
    pub source: String,
    /// Whether it was removed.
    pub removal: Removal,
}

/// A break, a lunch, a welcome: on the board but nobody's session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixed {
    /// Title, one line.
    pub title: Register<String>,
    /// Title in Welsh; empty means: as in English.
    #[serde(default)]
    pub title_cy: Register<String>,
    /// Where and when; no room means every room.
    pub placement: Register<Placement>,
    /// Streams for which it is; none means all.
    pub streams: Register<Vec<StreamId>>,
    /// Where it came from, if it was imported.
    pub source: String,
    /// Whether it was removed.
    pub removal: Removal,
}

/// Something that everybody at the venue should know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What it says, one line.
    pub text: Register<String>,
    /// The same in Welsh; empty means: as in English.
    pub text_cy: Register<String>,
    /// Seconds since 1970 after which it is no longer shown; 0 means: until it is removed.
    pub until_s: Register<i64>,
    /// Who made it.
    pub by: Option<Author>,
    /// Whether it was removed.
    pub removal: Removal,
}

/// What was wrong with a value in a document; the schedule shows a default in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Issue {
    /// A value of the wrong type or out of its bounds.
    BadValue {
        /// Path in words, such as `floor/sessions/3f9a…/title`.
        path: String,
        /// What a reader expected.
        expected: String,
    },
    /// A key that is not an id.
    BadKey {
        /// Path in words.
        path: String,
    },
    /// Of a set of changes only a part has arrived.
    IncompleteSet {
        /// The set.
        set: SetId,
        /// Changes that arrived.
        have: u32,
        /// Changes it has.
        of: u32,
    },
    /// Parts of a set arrived after the set was undone.
    PartOfUndoneSet {
        /// The set.
        set: SetId,
        /// Changes that the undo did not know of.
        late: u32,
    },
    /// More entities of a kind than are read; the rest is in the document and not shown.
    TooMany {
        /// Path in words.
        path: String,
        /// How many are read.
        limit: u32,
    },
}

/// Everything that the screens show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Facts about the event.
    pub event: Arc<EventFacts>,
    /// Days by id; see [`Schedule::days_in_order`].
    pub days: BTreeMap<DayId, Arc<Day>>,
    /// Streams by id.
    pub streams: BTreeMap<StreamId, Arc<Stream>>,
    /// Rooms by id.
    pub rooms: BTreeMap<RoomId, Arc<Room>>,
    /// Slots by id.
    pub slots: BTreeMap<SlotId, Arc<Slot>>,
    /// Sessions by id, withdrawn and hidden ones included.
    pub sessions: BTreeMap<SessionId, Arc<Session>>,
    /// Fixed items by id.
    pub fixed: BTreeMap<FixedId, Arc<Fixed>>,
    /// Announcements by id, ended and removed ones included.
    #[serde(default)]
    pub announcements: BTreeMap<AnnouncementId, Arc<Announcement>>,
    /// Parts of each pitch into which others were merged, in the order of pitching; see
    /// [`Session::part_of`].
    #[serde(default)]
    pub parts: BTreeMap<SessionId, Vec<SessionId>>,
    /// What happened to sessions, the oldest first and the same on every replica; those of hidden
    /// sessions included, see [`Schedule::moves_shown`]. Of each session the latest
    /// [`crate::limits::SESSION_MOVES_MAX`] of a kind. Not part of a kept picture.
    #[serde(skip)]
    pub moves: Arc<Vec<Arc<Moved>>>,
    /// Slots that went to another time, the oldest first and the same on every replica; see
    /// [`Schedule::as_then`]. Of each slot the latest [`crate::limits::SLOT_MOVES_MAX`]. Not part of a
    /// kept picture.
    #[serde(skip)]
    pub slot_moves: Arc<Vec<Arc<SlotMoved>>>,
    /// Display names of people; an erased or unknown person is absent.
    pub people: BTreeMap<PersonId, Arc<str>>,
    /// Labels that devices gave themselves when they joined.
    pub devices: BTreeMap<DeviceTag, Arc<str>>,
    /// Hashes of clashes that a person settled.
    #[serde(with = "settled_keys")]
    pub settled: BTreeMap<[u8; 32], Author>,
    /// What was wrong in the documents, sorted.
    pub issues: Vec<Issue>,
}

/// JSON has only texts as keys: hashes of settled clashes are hexadecimal digits there.
mod settled_keys {
    use super::Author;
    use crate::ids::{hex, unhex};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use std::collections::BTreeMap;

    pub fn serialize<S: Serializer>(
        settled: &BTreeMap<[u8; 32], Author>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(settled.iter().map(|(key, by)| (hex(key), by)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<[u8; 32], Author>, D::Error> {
        let settled = BTreeMap::<String, Author>::deserialize(deserializer)?;
        settled
            .into_iter()
            .map(|(key, by)| Some((unhex(&key)?, by)))
            .collect::<Option<_>>()
            .ok_or_else(|| D::Error::custom("a key of `settled` is not 64 hexadecimal digits"))
    }
}
