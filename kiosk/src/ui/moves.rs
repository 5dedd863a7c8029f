//! From a place on the board to the command that moves a session there.

use shared::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::{Placement, Schedule, When},
};

/// Length of a session that has none yet.
const MINUTES_UNKNOWN: u32 = 30;

/// Moves a session to a room at a time. A session in several rooms stays in all of them when it only
/// changes its time.
pub(super) fn to(schedule: &Schedule, session: SessionId, when: When, room: RoomId) -> Command {
    let rooms = match schedule.sessions.get(&session).map(|session| &session.placement.value) {
        Some(Placement::At { rooms, .. }) if rooms.contains(&room) => rooms.clone(),
        Some(Placement::At { .. } | Placement::Shelf) | None => vec![room],
    };
    Command::Place { session, to: Placement::At { when, rooms } }
}

/// Places a session beside another, in one room of it.
pub(super) fn beside(
    schedule: &Schedule,
    session: SessionId,
    other: SessionId,
    room: RoomId,
) -> Option<Command> {
    let Placement::At { when, .. } = schedule.sessions.get(&other)?.placement.value else {
        return None;
    };
    let when = match when {
        When::Slot(slot) => When::Slot(slot),
        When::Timed { day, start, .. } => {
            When::Timed { day, start, minutes: minutes_of(schedule, session) }
        }
    };
    Some(to(schedule, session, when, room))
}

/// How long a session is: as long as where it is now.
pub(super) fn minutes_of(schedule: &Schedule, session: SessionId) -> u32 {
    schedule
        .sessions
        .get(&session)
        .and_then(|session| schedule.span(&session.placement.value))
        .map_or(MINUTES_UNKNOWN, |span| span.minutes.max(5))
}
