//! From a programme to a command: what an import creates, changes and leaves alone.
//!
//! An import matches by [`source`](crate::schedule::Session::source), not by title; but what already
//! stands under the same title at the same time in the same room is not made again, as a grid cannot
//! say what it is called at its source. The first import creates everything. A later one compares three values of each field of a session: what the
//! source says, what it said at the last import ([`Session::at_source`]) and what is shown here.
//! - The source did not change: nothing happens, edits made here stay.
//! - It changed, and nobody edited the field here: the new value is written.
//! - Both changed: the edit made here stays, and the value of the source is noted beside it, which
//!   every screen shows as a clash.
//!
//! A file that was exported from this very event says so by the [mark](super::fields::Mark) of each
//! session. There the value at the export stands for what the source said before: an export that
//! comes back unedited changes nothing, however old it is.
//!
//! A host whose name the source spells otherwise stays the same person where the old spelling is gone
//! from the file and one new name of the session is like it.
//!
//! Of days, streams, rooms, slots, fixed items and the event only absent ones are created and
//! empty fields filled: what differs is reported. Nothing is ever removed.
//!
//! [`Session::at_source`]: crate::schedule::Session::at_source

mod new_slots;
mod note;
mod people;
mod sessions;
mod standing;
#[cfg(test)]
mod tests;
mod things;

use super::Programme;
use crate::{
    command::{Command, NewPerson},
    ids::{Random, SessionId},
    schedule::Schedule,
};
use serde::{Deserialize, Serialize};

pub use super::fields::{Field, Shown};
pub use note::{Kind, NotPlaced, Note, Property};
pub use sessions::field_text;

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// All of it as one undoable set; `None` when there is nothing to do.
    pub command: Option<Command>,
    /// One line for each thing that is changed, kept or left out, after a summary.
    pub report: Vec<String>,
    /// The same as values, every new session included.
    pub notes: Vec<Note>,
    /// Each field of a session that is here and differs in the file, in the order of the file.
    pub differences: Vec<Difference>,
    /// The same in numbers.
    pub counts: Counts,
}

/// A field that differs between the file and the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The session.
    pub session: SessionId,
    /// Its title here.
    pub title: String,
    /// The field.
    pub field: Field,
    /// What is shown here.
    pub here: Shown,
    /// What the file says.
    pub there: Shown,
    /// What the import does about it.
    pub outcome: Outcome,
}

/// What an import does about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The value of the file is written.
    Written,
    /// The edit made here stays, and shows as a clash.
    Kept,
    /// It is left as it is.
    Left(NotPlaced),
}

/// An import in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Days that are created.
    pub days: u32,
    /// Streams that are created.
    pub streams: u32,
    /// Rooms that are created.
    pub rooms: u32,
    /// Slots that are created.
    pub slots: u32,
    /// Fixed items that are created.
    pub fixed: u32,
    /// Sessions that are created.
    pub sessions: u32,
    /// People who are created.
    pub people: u32,
    /// Sessions that are changed.
    pub changed: u32,
    /// Sessions whose edits made here stay against a change at the source.
    pub kept: u32,
    /// Sessions that are as they were.
    pub unchanged: u32,
    /// Sessions imported earlier from this source that it no longer has.
    pub gone: u32,
}

/// Says what importing `programme` into `schedule` would do, and gives the command that does it.
/// New ids are drawn from `random`.
pub fn plan(programme: &Programme, schedule: &Schedule, random: &mut dyn Random) -> ImportPlan {
    let mut draft = Draft::new(programme, schedule);
    let ids = things::plan(programme, schedule, random, &mut draft);
    sessions::plan(programme, schedule, &ids, random, &mut draft);
    let Draft { commands, people, counts, notes, differences, .. } = draft;
    let lines = notes.iter().filter(|note| note.is_news()).map(ToString::to_string);
    let report = std::iter::once(counts.summary()).chain(lines).collect();
    let command = (!commands.is_empty()).then_some(Command::Import { commands, people });
    ImportPlan { command, report, notes, differences, counts }
}

/// What has been planned so far.
struct Draft {
    prefix: String,
    /// The event has sessions of this source: new ones are worth a line each.
    again: bool,
    commands: Vec<Command>,
    people: Vec<NewPerson>,
    notes: Vec<Note>,
    differences: Vec<Difference>,
    counts: Counts,
}

impl Draft {
    fn new(programme: &Programme, schedule: &Schedule) -> Self {
        let source = programme.event.source.trim();
        let prefix = format!("{}/", if source.is_empty() { "import" } else { source });
        let again = schedule.sessions.values().any(|session| session.source.starts_with(&prefix));
        Self {
            prefix,
            again,
            commands: Vec::new(),
            people: Vec::new(),
            notes: Vec::new(),
            differences: Vec::new(),
            counts: Counts::default(),
        }
    }

    fn source(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn say(&mut self, note: Note) {
        self.notes.push(note);
    }
}
