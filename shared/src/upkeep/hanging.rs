//! What a removal would leave hanging: told before it is done.

use crate::{
    command::Thing,
    ids::{RoomId, SlotId, StreamId},
    schedule::{Placement, Schedule, When},
};

/// How much refers to a thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hanging {
    /// Sessions that take place.
    pub sessions: usize,
    /// Breaks and other fixed items.
    pub fixed: usize,
    /// Slots.
    pub slots: usize,
    /// Rooms that serve nothing else.
    pub rooms: usize,
}

impl Hanging {
    /// Nothing refers to it.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// What refers to a thing, and would hang in the air without it.
#[must_use]
pub fn hanging(schedule: &Schedule, thing: Thing) -> Hanging {
    match thing {
        Thing::Day(day) => {
            let there = |at: &Placement| schedule.span(at).is_some_and(|span| span.day == day);
            Hanging { slots: schedule.slots_of(day).len(), ..placed(schedule, there) }
        }
        Thing::Room(room) => placed(schedule, |at| rooms(at).contains(&room)),
        Thing::Slot(slot) => placed(schedule, |at| slot_of(at) == Some(slot)),
        Thing::Stream(stream) => of_stream(schedule, stream),
        Thing::Fixed(_) | Thing::Announcement(_) => Hanging::default(),
    }
}

fn rooms(at: &Placement) -> &[RoomId] {
    match at {
        Placement::At { rooms, .. } => rooms,
        Placement::Shelf => &[],
    }
}

fn slot_of(at: &Placement) -> Option<SlotId> {
    match at {
        Placement::At { when: When::Slot(slot), .. } => Some(*slot),
        Placement::At { when: When::Timed { .. }, .. } | Placement::Shelf => None,
    }
}

fn placed(schedule: &Schedule, there: impl Fn(&Placement) -> bool) -> Hanging {
    let sessions = schedule
        .shown_sessions()
        .filter(|(_, session)| !session.cancelled.is_removed() && there(&session.placement.value));
    let fixed = schedule.fixed.values();
    let fixed = fixed.filter(|item| !item.removal.is_removed() && there(&item.placement.value));
    Hanging { sessions: sessions.count(), fixed: fixed.count(), ..Hanging::default() }
}

fn of_stream(schedule: &Schedule, stream: StreamId) -> Hanging {
    let only = |streams: &[StreamId]| streams == [stream];
    let sessions = schedule.shown_sessions().filter(|(_, s)| s.stream.value == Some(stream));
    let fixed = schedule.fixed.values().filter(|item| !item.removal.is_removed());
    let slots = schedule.slots.values().filter(|slot| !slot.removal.is_removed());
    let rooms = schedule.rooms.values().filter(|room| !room.removal.is_removed());
    Hanging {
        sessions: sessions.count(),
        fixed: fixed.filter(|item| only(&item.streams.value)).count(),
        slots: slots.filter(|slot| only(&slot.streams.value)).count(),
        rooms: rooms.filter(|room| only(&room.streams.value)).count(),
    }
}
