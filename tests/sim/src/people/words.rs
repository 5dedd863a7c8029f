//! What people do, in words.

use shared::{
    command::{Command, Thing},
    schedule::Placement,
};

/// A command in a few words, for a story.
#[must_use]
pub fn words(command: &Command) -> String {
    let short = |id: String| id.get(..4).unwrap_or_default().to_owned();
    match command {
        Command::SetEvent(_) => "edits the event".to_owned(),
        Command::PutDay { day, .. } => format!("puts day {}", short(day.to_string())),
        Command::PutStream { stream, .. } => format!("puts stream {}", short(stream.to_string())),
        Command::PutRoom { room, .. } => format!("puts room {}", short(room.to_string())),
        Command::PutSlot { slot, .. } => format!("puts slot {}", short(slot.to_string())),
        Command::PutFixed { fixed, .. } => format!("puts fixed item {}", short(fixed.to_string())),
        Command::Remove(thing) => format!("removes {}", thing_words(*thing)),
        Command::Restore(thing) => format!("brings back {}", thing_words(*thing)),
        Command::Pitch { session, .. } => format!("pitches session {}", short(session.to_string())),
        Command::EditSession { session, .. } => {
            format!("edits session {}", short(session.to_string()))
        }
        Command::Place { session, to } => match to {
            Placement::Shelf => format!("puts session {} on the shelf", short(session.to_string())),
            Placement::At { .. } => format!("places session {}", short(session.to_string())),
        },
        Command::Swap { a, b } => {
            format!("swaps sessions {} and {}", short(a.to_string()), short(b.to_string()))
        }
        Command::Cancel(session) => format!("cancels session {}", short(session.to_string())),
        Command::Uncancel(session) => format!("uncancels session {}", short(session.to_string())),
        Command::Withdraw(session) => format!("withdraws session {}", short(session.to_string())),
        Command::Unwithdraw(session) => {
            format!("brings back session {}", short(session.to_string()))
        }
        Command::Dot(session) => format!("dots session {}", short(session.to_string())),
        Command::Undot(session) => {
            format!("takes a dot from session {}", short(session.to_string()))
        }
        Command::Settle { .. } => "settles a clash".to_owned(),
        Command::Choose { .. } => "chooses one of several values".to_owned(),
        Command::NoteSource { session, .. } => {
            format!("notes the source of session {}", short(session.to_string()))
        }
        Command::Hide { session, hidden } => {
            let act = if *hidden { "hides" } else { "shows" };
            format!("{act} session {}", short(session.to_string()))
        }
        Command::Announce { announcement, .. } => {
            format!("announces {}", short(announcement.to_string()))
        }
        Command::Pin { session, pinned } => {
            let act = if *pinned { "pins" } else { "unpins" };
            format!("{act} session {}", short(session.to_string()))
        }
        Command::Merge { session, into } => {
            format!("merges {} into {}", short(session.to_string()), short(into.to_string()))
        }
        Command::Unmerge(session) => format!("unmerges session {}", short(session.to_string())),
        Command::CloseRoom { room, closed } => {
            let act = if *closed { "closes" } else { "opens" };
            format!("{act} room {}", short(room.to_string()))
        }
        Command::MarkFull { session, full } => {
            let act = if *full { "marks full" } else { "marks free" };
            format!("{act} session {}", short(session.to_string()))
        }
        Command::Rename { person, name, .. } => {
            format!("names {} {name}", short(person.to_string()))
        }
        Command::BringBack { values } => format!("brings {} values back", values.len()),
        Command::Together { commands, .. } => format!("does {} things at once", commands.len()),
        Command::Undo { set, .. } => format!("undoes set {}", short(set.to_string())),
        Command::Import { commands, .. } => format!("imports {} things", commands.len()),
    }
}

fn thing_words(thing: Thing) -> String {
    let (kind, id) = match thing {
        Thing::Day(id) => ("day", id.to_string()),
        Thing::Stream(id) => ("stream", id.to_string()),
        Thing::Room(id) => ("room", id.to_string()),
        Thing::Slot(id) => ("slot", id.to_string()),
        Thing::Fixed(id) => ("fixed item", id.to_string()),
        Thing::Announcement(id) => ("announcement", id.to_string()),
    };
    format!("{kind} {}", id.get(..4).unwrap_or_default())
}
