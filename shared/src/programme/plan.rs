//! From a programme to a command: what an import creates, changes and leaves alone.
//!
//! An import matches by [`source`](crate::schedule::Session::source), never by title. The first
//! one creates everything. A later one compares three values of each field of a session: what the
//! source says, what it said at the last import ([`Session::at_source`]) and what is shown here.
//! - The source did not change: nothing happens, edits made here stay.
//! - It changed, and nobody edited the field here: the new value is written.
//! - Both changed: the edit made here stays, and the value of the source is noted beside it, which
//!   every screen shows as a clash.
//!
//! Of days, streams, rooms, slots, fixed items and the event only absent ones are created and
//! empty fields filled: what differs is reported. Nothing is ever removed.
//!
//! [`Session::at_source`]: crate::schedule::Session::at_source

mod sessions;
#[cfg(test)]
mod tests;
mod things;

use super::Programme;
use crate::{
    command::{Command, NewPerson},
    ids::Random,
    schedule::Schedule,
};
use serde::{Deserialize, Serialize};

pub use sessions::field_text;

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// All of it as one undoable set; `None` when there is nothing to do.
    pub command: Option<Command>,
    /// One line for each thing that is changed, kept or left out, after a summary.
    pub report: Vec<String>,
    /// The same in numbers.
    pub counts: Counts,
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

impl Counts {
    /// One line.
    fn summary(&self) -> String {
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

/// Says what importing `programme` into `schedule` would do, and gives the command that does it.
/// New ids are drawn from `random`.
pub fn plan(programme: &Programme, schedule: &Schedule, random: &mut dyn Random) -> ImportPlan {
    let mut draft = Draft::new(programme, schedule);
    let ids = things::plan(programme, schedule, random, &mut draft);
    sessions::plan(programme, schedule, &ids, random, &mut draft);
    let mut report = vec![draft.counts.summary()];
    report.append(&mut draft.report);
    let Draft { commands, people, counts, .. } = draft;
    let command = (!commands.is_empty()).then_some(Command::Import { commands, people });
    ImportPlan { command, report, counts }
}

/// What has been planned so far.
struct Draft {
    prefix: String,
    /// The event has sessions of this source: new ones are worth a line each.
    again: bool,
    commands: Vec<Command>,
    people: Vec<NewPerson>,
    report: Vec<String>,
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
            report: Vec::new(),
            counts: Counts::default(),
        }
    }

    fn source(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn say(&mut self, line: String) {
        self.report.push(line);
    }
}
