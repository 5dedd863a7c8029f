//! Clashes of a session with its room: too small, or closed.

use super::{Answer, Clash, ClashKind, Meaning, key, placed, to_shelf};
use crate::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::{Author, Placement, Schedule, Session, Span},
};

/// A room that holds fewer people than are interested, with a larger one that is free then. Where
/// somebody at the door said that it is full, everybody knows.
pub(super) fn too_small(
    schedule: &Schedule,
    id: SessionId,
    session: &Session,
    found: &mut Vec<Clash>,
) {
    let Placement::At { when, rooms } = &session.placement.value else {
        return;
    };
    if session.cancelled.is_removed() || session.full {
        return;
    }
    let capacity_of =
        |room: &RoomId| schedule.rooms.get(room).map_or(0, |room| room.capacity.value);
    // A capacity of 0 is unknown: then nobody can say that it is too small.
    if rooms.is_empty() || rooms.iter().any(|room| capacity_of(room) == 0) {
        return;
    }
    let capacity = rooms.iter().map(capacity_of).fold(0, u32::saturating_add);
    let dots = schedule.interest_of(id);
    if dots <= capacity {
        return;
    }
    let Some(largest) = rooms.iter().copied().max_by_key(|room| (capacity_of(room), *room)) else {
        return;
    };
    let free = free_room(schedule, id, session, dots);
    let answers = free.map(|room| Answer {
        meaning: Meaning::MoveToRoom { session: id, room },
        command: Command::Place {
            session: id,
            to: Placement::At { when: *when, rooms: vec![room] },
        },
    });
    let kind = ClashKind::RoomTooSmall { session: id, room: largest, capacity, dots };
    // Dots come one by one: the clash stays settled until there are twice as many.
    let step = dots.max(1).ilog2().to_be_bytes();
    let key = key(11, &[&id.0, &largest.0, &step], &placed(session));
    found.push(Clash { kind, key, answers: answers.into_iter().collect() });
}

/// A room that was closed before the session ends: a room that is free then and holds all who are
/// interested, the shelf, or opening it.
pub(super) fn closed(
    schedule: &Schedule,
    id: SessionId,
    session: &Session,
    found: &mut Vec<Clash>,
) {
    let Placement::At { when, rooms } = &session.placement.value else {
        return;
    };
    if session.cancelled.is_removed() {
        return;
    }
    for room in rooms {
        let known = schedule.rooms.get(room).filter(|known| !known.removal.is_removed());
        let Some(by) = known.and_then(|known| known.closed_by.clone()) else {
            continue;
        };
        let span = schedule.span(&session.placement.value);
        if span.is_some_and(|span| ended_before(schedule, span, &by)) {
            continue;
        }
        let free = free_room(schedule, id, session, schedule.interest_of(id));
        let mut answers: Vec<_> = free
            .map(|free| {
                let others = rooms.iter().copied().filter(|other| other != room);
                let mut rooms: Vec<_> = others.chain([free]).collect();
                rooms.sort_unstable();
                let to = Placement::At { when: *when, rooms };
                Answer {
                    meaning: Meaning::MoveToRoom { session: id, room: free },
                    command: Command::Place { session: id, to },
                }
            })
            .into_iter()
            .collect();
        answers.push(to_shelf(id));
        answers.push(Answer {
            meaning: Meaning::OpenRoom(*room),
            command: Command::CloseRoom { room: *room, closed: false },
        });
        let mut changes = placed(session);
        changes.push(by.change);
        let key = key(12, &[&id.0, &room.0], &changes);
        let kind = ClashKind::ClosedRoom { session: id, room: *room, by };
        found.push(Clash { kind, key, answers });
    }
}

/// It was over when somebody with a sure clock did this. Once all of the event lies in the past nothing
/// is over: somebody rehearses it, or tries it out.
fn ended_before(schedule: &Schedule, span: Span, by: &Author) -> bool {
    let last = schedule.days.values().filter(|day| !day.removal.is_removed());
    let last = last.filter_map(|day| day.date.value.parse::<jiff::civil::Date>().ok()).max();
    let is_past = || {
        let after = last?.checked_add(jiff::Span::new().try_days(2).ok()?).ok()?;
        Some(after.in_tz(&schedule.event.zone.value).ok()?.timestamp().as_second() <= by.at_s)
    };
    let end = || {
        let date: jiff::civil::Date = schedule.days.get(&span.day)?.date.value.parse().ok()?;
        let minutes = jiff::Span::new().try_minutes(span.end()).ok()?;
        let end = date.to_datetime(jiff::civil::Time::midnight()).checked_add(minutes).ok()?;
        Some(end.in_tz(&schedule.event.zone.value).ok()?.timestamp().as_second())
    };
    !by.doubtful && end().is_some_and(|end| end <= by.at_s) && is_past() != Some(true)
}

/// The smallest room that holds all who are interested and is free at the session's time.
fn free_room(schedule: &Schedule, id: SessionId, session: &Session, people: u32) -> Option<RoomId> {
    let span = schedule.span(&session.placement.value)?;
    let mut rooms: Vec<_> = schedule
        .rooms_in_order()
        .into_iter()
        .filter(|(_, room)| room.capacity.value >= people && !room.closed)
        .filter(|(_, room)| room.days.value.is_empty() || room.days.value.contains(&span.day))
        .collect();
    rooms.sort_by_key(|(id, room)| (room.capacity.value, *id));
    rooms.into_iter().map(|(room, _)| room).find(|room| {
        schedule.shown_sessions().all(|(other, session)| {
            let Placement::At { rooms, .. } = &session.placement.value else {
                return true;
            };
            other == id
                || session.cancelled.is_removed()
                || !rooms.contains(room)
                || schedule
                    .span(&session.placement.value)
                    .is_none_or(|other| !other.overlaps(&span))
        })
    })
}
