//! Clashes in words.

use super::board;
use crate::{Kiosk, Trouble};
use serde_json::Value;
use shared::{
    clash::ClashKind,
    schedule::{Author, Schedule},
};

/// A clash as a kiosk lists it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) key: String,
    pub(super) kind: ClashKind,
    pub(super) answers: usize,
}

/// The clash list of a kiosk.
pub(super) fn list(kiosk: &mut Kiosk) -> Result<Vec<Listed>, Trouble> {
    let all = kiosk.clashes()?;
    all.iter()
        .map(|clash| {
            read(clash).ok_or_else(|| Trouble::NoSense {
                who: kiosk.name().to_owned(),
                said: clash.to_string(),
            })
        })
        .collect()
}

fn read(clash: &Value) -> Option<Listed> {
    Some(Listed {
        key: clash.get("key")?.as_str()?.to_owned(),
        kind: serde_json::from_value(clash.get("kind")?.clone()).ok()?,
        answers: clash.get("answers")?.as_array()?.len(),
    })
}

fn who(schedule: &Schedule, by: &Author) -> String {
    schedule
        .devices
        .get(&by.device)
        .map_or_else(|| "another device".to_owned(), |name| name.to_string())
}

/// What a person would be told.
#[expect(clippy::too_many_lines, reason = "one flat match: a sentence for each kind")]
pub(super) fn spoken(schedule: &Schedule, kind: &ClashKind) -> String {
    let title = |session: &_| board::title(schedule, *session);
    let room = |room: &_| {
        schedule.rooms.get(room).map_or_else(|| "a room".to_owned(), |room| room.name.value.clone())
    };
    match kind {
        ClashKind::SameRoom { room: at, sessions: [a, b], .. } => {
            format!("{} and {} are in {} at the same time.", title(a), title(b), room(at))
        }
        ClashKind::HostTwice { person, sessions: [a, b], .. } => {
            let name = schedule.people.get(person).map_or("Somebody", |name| &**name);
            format!("{name} hosts {} and {} at the same time.", title(a), title(b))
        }
        ClashKind::LostSlot { session, .. } => {
            format!("{} is in a slot that is not there.", title(session))
        }
        ClashKind::LostRoom { session, room: at, .. } => {
            format!("{} is in {}, which is not there.", title(session), room(at))
        }
        ClashKind::Placements { session, .. } => {
            let rivals = schedule.sessions.get(session).map(|one| &one.placement.rivals);
            let places: Vec<String> = rivals
                .into_iter()
                .flatten()
                .map(|one| {
                    let place = board::spoken(schedule, &one.value);
                    format!("in {place} by {}", who(schedule, &one.by))
                })
                .collect();
            format!("{} was placed twice at once: {}.", title(session), places.join("; "))
        }
        ClashKind::Values { register, versions } => {
            let values: Vec<String> = versions
                .iter()
                .map(|(value, by)| format!("\u{201c}{value}\u{201d} by {}", who(schedule, by)))
                .collect();
            let field = register.field.as_deref().unwrap_or("value");
            format!("One {field} was written twice at once: {}.", values.join("; "))
        }
        ClashKind::EditedWhileRemoved { session, .. } => {
            format!("{} was edited while it was taken away.", title(session))
        }
        ClashKind::ThingEditedWhileRemoved { what, .. } => {
            format!("A {what} was edited while it was removed.")
        }
        ClashKind::Twins { sessions, .. } => {
            let titles: Vec<String> = sessions.iter().map(title).collect();
            format!("{} are the same session of one source.", titles.join(" and "))
        }
        ClashKind::SourceDiffers { session, field, .. } => {
            format!("The {field} of {} is another at its source.", title(session))
        }
        ClashKind::RoomTooSmall { session, room: at, capacity, dots } => format!(
            "{} people want {}, and {} has {capacity} seats.",
            dots,
            title(session),
            room(at)
        ),
        ClashKind::ClosedRoom { session, room: at, .. } => {
            format!("{} is in {}, which was closed.", title(session), room(at))
        }
        ClashKind::Alike { sessions: [a, b] } => {
            format!("{} and {} seem to be about the same.", title(a), title(b))
        }
        ClashKind::Merges { session, .. } => {
            format!("{} was merged differently at once.", title(session))
        }
        ClashKind::ChangedWhileMerged { session, into, .. } => format!(
            "{} was changed by somebody who did not know that it is part of {}.",
            title(session),
            title(into)
        ),
    }
}
