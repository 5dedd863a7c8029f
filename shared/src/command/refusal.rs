//! Why a command is not carried out.

use super::RegisterPath;
use crate::{ids::DocumentKind, roster::Role};

/// Why a command was not carried out. Nothing was changed. Screens say it in the language of the
/// person; the texts here are for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The device's role does not allow it.
    #[error("this device may not change the {document}: its role is {}", role_name(*role))]
    NotAllowed {
        /// The document.
        document: DocumentKind,
        /// The role; `None`: the device is not enrolled.
        role: Option<Role>,
    },
    /// The command speaks of something that this replica does not know.
    #[error("the {what} is not known on this device")]
    Unknown {
        /// What it is.
        what: Subject,
    },
    /// It was removed, withdrawn, cancelled or merged: bring it back first.
    #[error("the {what} was removed: bring it back first")]
    Gone {
        /// What it is.
        what: Subject,
    },
    /// A new thing lacks a field that it needs.
    #[error("the {what} needs a {field}")]
    Missing {
        /// What it is.
        what: Subject,
        /// The field.
        field: &'static str,
    },
    /// A field is out of its bounds.
    #[error("the {field} {problem}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong with it and what is allowed.
        problem: Problem,
    },
    /// A set holds more than fits.
    #[error("this is too much for one act: {have} {unit}, at most {limit}")]
    TooLarge {
        /// What is counted, by the name of its field.
        unit: &'static str,
        /// How many there are.
        have: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// Undo: the set was made by somebody else, or is not known here.
    #[error("this edit cannot be undone here: {why}")]
    NotYours {
        /// Why.
        why: NotYours,
    },
    /// Undo: somebody changed it since. Ask, then undo the rest.
    #[error("somebody changed this since: {what:?}")]
    ChangedSince {
        /// What was changed since.
        what: Vec<RegisterPath>,
    },
    /// Who is an organiser is said by the root of the event alone.
    #[error("only the root key decides who is an organiser")]
    RootOnly,
    /// It is already so.
    #[error("nothing to change: it is already so")]
    NothingToDo,
}

/// What a refusal speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The event.
    Event,
    /// A day.
    Day,
    /// A stream.
    Stream,
    /// A room.
    Room,
    /// A slot.
    Slot,
    /// A fixed item.
    Fixed,
    /// An announcement.
    Announcement,
    /// A session.
    Session,
    /// A placement.
    Placement,
    /// One of several values that were written at once.
    Version,
    /// A person.
    Person,
    /// A device.
    Device,
}

impl Subject {
    /// All there are.
    pub const ALL: [Self; 12] = [
        Self::Event,
        Self::Day,
        Self::Stream,
        Self::Room,
        Self::Slot,
        Self::Fixed,
        Self::Announcement,
        Self::Session,
        Self::Placement,
        Self::Version,
        Self::Person,
        Self::Device,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Day => "day",
            Self::Stream => "stream",
            Self::Room => "room",
            Self::Slot => "slot",
            Self::Fixed => "fixed",
            Self::Announcement => "announcement",
            Self::Session => "session",
            Self::Placement => "placement",
            Self::Version => "version",
            Self::Person => "person",
            Self::Device => "device",
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is nothing in it.
    #[error("is empty")]
    Empty,
    /// It holds only spaces and characters that nobody sees.
    #[error("has no letters")]
    NoLetters,
    /// It is to be one line.
    #[error("holds a line end or another control character: use one line")]
    NotOneLine,
    /// It holds what no screen can show.
    #[error("holds a control character")]
    Character,
    /// It is too long.
    #[error("is too long: {have} bytes, at most {limit}")]
    TooLong {
        /// Its bytes.
        have: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// It is no date.
    #[error("{text:?} is not a date such as 2026-06-20")]
    NoDate {
        /// What was given.
        text: String,
    },
    /// It is no time zone.
    #[error("{text:?} is not a time zone such as Europe/London")]
    NoZone {
        /// What was given.
        text: String,
    },
    /// It does not lie in its day.
    #[error("is out of bounds: it starts within {hours} hours and lasts at least one minute")]
    NotInDay {
        /// Hours from midnight before which everything starts.
        hours: u32,
    },
    /// It is no address of the web.
    #[error("is not an address that begins with https://")]
    NoLink,
    /// Another has its id.
    #[error("has the id of another one")]
    IdTaken,
    /// It cannot be made a part of itself.
    #[error("cannot be made a part of itself")]
    OfItself,
    /// A set of commands cannot hold this one.
    #[error("cannot hold another import or an undo")]
    Nested,
}

/// Why a set cannot be undone here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotYours {
    /// This device has not heard of it.
    #[error("it is not known on this device")]
    Unknown,
    /// Another device made it.
    #[error("it was made on another device")]
    OtherDevice,
}

fn role_name(role: Option<Role>) -> &'static str {
    role.map_or("not enrolled", Role::name)
}
