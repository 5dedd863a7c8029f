//! What an import says about what it does and leaves: for the screens as values, for the server's
//! command line as English lines.

use super::{Counts, Field};
use crate::programme::fields::{Shown, clock};
use std::fmt;

/// A part of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A day.
    Day,
    /// A stream.
    Stream,
    /// A room.
    Room,
    /// A fixed item.
    Fixed,
}

/// A fact or a property of a part of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// Its name, or a fixed item's title.
    Name,
    /// Time zone.
    Zone,
    /// Venue.
    Venue,
    /// Information page.
    Info,
    /// Date of a day.
    Date,
    /// Capacity of a room.
    Capacity,
}

/// Why something cannot be placed, or a field cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPlaced {
    /// The file speaks of a slot that it does not hold.
    SlotUnknown,
    /// The file speaks of a day that it does not hold.
    DayUnknown,
    /// Its day or slot was removed here.
    TimeRemoved,
    /// Its room was removed here.
    RoomRemoved,
    /// It has a time and no room.
    NoRoom,
    /// It is cancelled or merged here.
    CancelledOrMerged,
    /// It is part of another session here.
    Merged,
}

/// One line of what an import does, keeps or leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A fact about the event stays as it is.
    FactLeft {
        /// The fact.
        fact: Property,
        /// As the file has it.
        there: String,
    },
    /// A part of the event stays as it is.
    Differs {
        /// What it is.
        kind: Kind,
        /// Its name in the file.
        name: String,
        /// What differs.
        property: Property,
        /// As it is here.
        here: String,
        /// As the file has it.
        there: String,
    },
    /// A part of the event was removed here and stays so.
    LeftRemoved {
        /// What it is.
        kind: Kind,
        /// Its name, or the date of a day.
        name: String,
    },
    /// A slot was removed here and stays so.
    SlotLeftRemoved {
        /// Its start in minutes.
        start: u32,
    },
    /// What was empty of a room is filled in.
    Filled {
        /// Its name.
        room: String,
    },
    /// A slot cannot be created.
    SlotLeftOut {
        /// Its start in minutes.
        start: u32,
        /// Why.
        why: NotPlaced,
    },
    /// A slot stays as it is.
    SlotDiffers {
        /// Its start here.
        here: u32,
        /// Its start in the file.
        there: u32,
    },
    /// A fixed item stays where it is.
    FixedElsewhere {
        /// Its title.
        title: String,
    },
    /// A fixed item cannot be created.
    FixedLeftOut {
        /// Its title.
        title: String,
        /// Why.
        why: NotPlaced,
    },
    /// The file has two sessions of one key.
    SecondKey {
        /// The key.
        key: String,
    },
    /// A host's name could not stay as it was.
    NameTidied {
        /// Title of the session.
        title: String,
    },
    /// A session is created.
    New {
        /// Its title.
        title: String,
        /// The event has sessions of this source already.
        again: bool,
    },
    /// A session is created without its place.
    OnShelf {
        /// Its title.
        title: String,
        /// Why.
        why: NotPlaced,
    },
    /// A session is changed.
    Changed {
        /// Its title here.
        title: String,
        /// What of it.
        fields: Vec<Field>,
    },
    /// An edit made here stays against the file, and shows as a clash.
    Kept {
        /// Title of the session here.
        title: String,
        /// The field.
        field: Field,
        /// What the file says.
        there: Shown,
    },
    /// A field is left, though the file changed it.
    FieldLeft {
        /// Title of the session here.
        title: String,
        /// The field.
        field: Field,
        /// Why.
        why: NotPlaced,
    },
    /// A session was withdrawn here and stays so, though the file changed it.
    LeftWithdrawn {
        /// Its title.
        title: String,
    },
    /// A session that was imported from this source is no longer there.
    Gone {
        /// Its title.
        title: String,
    },
}

impl Note {
    /// A line of the report for it is worth reading: not each session of a first import.
    pub(super) fn is_news(&self) -> bool {
        !matches!(self, Self::New { again: false, .. })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Stream => "stream",
            Self::Room => "room",
            Self::Fixed => "fixed item",
        })
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::Zone => "time zone",
            Self::Venue => "venue",
            Self::Info => "information page",
            Self::Date => "date",
            Self::Capacity => "capacity",
        })
    }
}

impl fmt::Display for NotPlaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SlotUnknown => "its slot is not in the file",
            Self::DayUnknown => "its day is not in the file",
            Self::TimeRemoved => "its day or slot was removed here",
            Self::RoomRemoved => "its room was removed here",
            Self::NoRoom => "it has no room",
            Self::CancelledOrMerged => "a cancelled or merged session is not moved",
            Self::Merged => "it is part of another session here",
        })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FactLeft { fact: Property::Info, .. } => {
                f.write_str("left as it is: the event's information page (the file has another)")
            }
            Self::FactLeft { fact, there } => {
                write!(f, "left as it is: the event's {fact} (the file has {there})")
            }
            Self::Differs { kind, name, property, here, there } => write!(
                f,
                "left as it is: the {property} of the {kind} “{name}”, {here} here and {there} in the file"
            ),
            Self::LeftRemoved { kind: Kind::Fixed, name } => write!(f, "left removed: “{name}”"),
            Self::LeftRemoved { kind: Kind::Day, name } => {
                write!(f, "left removed: the day {name}")
            }
            Self::LeftRemoved { kind, name } => write!(f, "left removed: the {kind} “{name}”"),
            Self::SlotLeftRemoved { start } => {
                write!(f, "left removed: the slot at {}", clock(*start))
            }
            Self::Filled { room } => write!(f, "filled in: what was empty of the room “{room}”"),
            Self::SlotLeftOut { start, why } => {
                write!(f, "left out: the slot at {}, because {why}", clock(*start))
            }
            Self::SlotDiffers { here, there } => write!(
                f,
                "left as it is: the slot at {} (the file has {})",
                clock(*here),
                clock(*there)
            ),
            Self::FixedElsewhere { title } => {
                write!(f, "left as it is: the time or place of “{title}” differs in the file")
            }
            Self::FixedLeftOut { title, why } => {
                write!(f, "left out: “{title}”, because {why}")
            }
            Self::SecondKey { key } => write!(f, "left out: a second session with the key {key}"),
            Self::NameTidied { title } => write!(
                f,
                "put right: a host's name of “{title}” was too long or had characters that are not shown"
            ),
            Self::New { title, .. } => write!(f, "new: “{title}”"),
            Self::OnShelf { title, why } => {
                write!(f, "on the shelf, because {why}: “{title}”")
            }
            Self::Changed { title, fields } => {
                let fields: Vec<_> = fields.iter().map(|field| field.word()).collect();
                write!(f, "changed {}: “{title}”", fields.join(", "))
            }
            Self::Kept { title, field, there } => write!(
                f,
                "kept: {field} of “{title}” was edited here since the last import (theirs: {})",
                beginning(there)
            ),
            Self::FieldLeft { title, field, why } => {
                write!(f, "its {field} is left, because {why}: “{title}”")
            }
            Self::LeftWithdrawn { title } => {
                write!(f, "left withdrawn, though the source changed it: “{title}”")
            }
            Self::Gone { title } => {
                write!(f, "no longer at the source, left as it is: “{title}”")
            }
        }
    }
}

/// The beginning of a value, for a line of the report.
fn beginning(value: &Shown) -> String {
    const CHARS: usize = 80;
    let line = value.to_string().trim_end().replace('\n', " / ");
    if line.chars().count() <= CHARS {
        return format!("“{line}”");
    }
    format!("“{}…”", line.chars().take(CHARS).collect::<String>())
}

impl Counts {
    /// One line.
    pub(super) fn summary(&self) -> String {
        let new = [
            (self.sessions, "session", "sessions"),
            (self.rooms, "room", "rooms"),
            (self.days, "day", "days"),
            (self.streams, "stream", "streams"),
            (self.slots, "slot", "slots"),
            (self.fixed, "fixed item", "fixed items"),
            (self.people, "person", "people"),
        ];
        let mut parts: Vec<String> = new
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| {
                format!("{count} new {}", if count == 1 { one } else { many })
            })
            .collect();
        let old = [
            (self.changed, "changed"),
            (self.kept, "kept as edited here"),
            (self.unchanged, "as before"),
            (self.gone, "no longer at the source"),
        ];
        let sessions = |count: u32| if count == 1 { "session" } else { "sessions" };
        parts.extend(
            old.into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {} {what}", sessions(count))),
        );
        if parts.is_empty() {
            return "nothing is in the file".to_owned();
        }
        parts.join(", ")
    }
}
