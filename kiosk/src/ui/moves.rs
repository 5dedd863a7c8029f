//! From a place on the board to the command that moves a session there.

use super::{Action, editing::Editing};
use eframe::egui::{Id, Response, Ui};
use shared::{
    command::{Command, Plain, RegisterPath},
    documents::parse_placement,
    ids::{DayId, RoomId, SessionId, SlotId, StreamId},
    schedule::{Placement, Room, Schedule, Span, When},
};
use std::time::Duration;

/// Length of a session that has none yet.
const MINUTES_UNKNOWN: u32 = 30;
/// Times of days without slots are multiples of it.
pub(super) const STEP: u32 = 5;
/// How far a session at a time of its own goes where others go by a slot.
const MINUTES_FOR_A_SLOT: u32 = 15;
/// The map of the board in which places stand.
const PLACEMENTS: &str = "placements";

/// Moves a session to a room at a time. A session in several rooms stays in all of them when it only
/// changes its time; one that is longer than the slot keeps its length.
pub(super) fn to(schedule: &Schedule, session: SessionId, when: When, room: RoomId) -> Command {
    let rooms = rooms_from(schedule, session, room);
    let when = as_long(schedule, session, when);
    Command::Place { session, to: Placement::At { when, rooms } }
}

/// Over this slot and what follows it, for a session at a time of its own that takes longer.
fn as_long(schedule: &Schedule, session: SessionId, when: When) -> When {
    let long = schedule.sessions.get(&session).and_then(|session| match session.placement.value {
        Placement::At { when: When::Timed { minutes, .. }, .. } => Some(minutes),
        Placement::At { when: When::Slot(_), .. } | Placement::Shelf => None,
    });
    match (when, long) {
        (When::Slot(slot), Some(minutes)) => match schedule.slots.get(&slot) {
            Some(slot) if slot.span.value.minutes < minutes => {
                let Span { day, start, .. } = slot.span.value;
                When::Timed { day, start, minutes }
            }
            Some(_) | None => when,
        },
        (When::Slot(_) | When::Timed { .. }, _) => when,
    }
}

/// All the rooms in which a session is when it is put into one: a joint one stays in its rooms while
/// that is one of them.
pub(super) fn rooms_from(schedule: &Schedule, session: SessionId, room: RoomId) -> Vec<RoomId> {
    match schedule.sessions.get(&session).map(|session| &session.placement.value) {
        Some(Placement::At { rooms, .. }) if rooms.contains(&room) => rooms.clone(),
        Some(Placement::At { .. } | Placement::Shelf) | None => vec![room],
    }
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

/// Gives a session the place of another, which goes to the shelf; one act.
pub(super) fn instead(
    schedule: &Schedule,
    session: SessionId,
    other: SessionId,
) -> Option<Command> {
    let place = schedule.sessions.get(&other)?.placement.value.clone();
    let commands = vec![
        Command::Place { session: other, to: Placement::Shelf },
        Command::Place { session, to: place },
    ];
    Some(Command::Together { commands, people: Vec::new() })
}

/// How long a session is: as long as where it is now.
pub(super) fn minutes_of(schedule: &Schedule, session: SessionId) -> u32 {
    schedule
        .sessions
        .get(&session)
        .and_then(|session| schedule.span(&session.placement.value))
        .map_or(MINUTES_UNKNOWN, |span| span.minutes.max(STEP))
}

/// How long a card in the air is held over a day or a stream until it opens.
const HOLD_S: f64 = 0.6;

/// A card in the air rests over a tab: the tab opens, and the card can be put down there.
pub(super) fn held_over(ui: &Ui, tab: &Response, open: bool) -> bool {
    let id = Id::unique("held over");
    if open || tab.dnd_hover_payload::<SessionId>().is_none() {
        ui.data_mut(|data| {
            if data.get_temp::<(Id, f64)>(id).is_some_and(|(of, _)| of == tab.id) {
                data.remove::<(Id, f64)>(id);
            }
        });
        return false;
    }
    let now = ui.input(|input| input.time);
    let since = ui.data_mut(|data| {
        let held = data.get_temp_mut_or(id, (tab.id, now));
        if held.0 != tab.id {
            *held = (tab.id, now);
        }
        held.1
    });
    let left = HOLD_S - (now - since);
    if left > 0.0 {
        ui.request_repaint_after(Duration::from_secs_f64(left));
    }
    left <= 0.0
}

/// Before a pinned session leaves its place somebody is asked, wherever the wish came from. Everything
/// else is done as it was asked for, but who is chosen stays chosen; the question comes last, over
/// what it leaves.
pub(super) fn ask_first(schedule: &Schedule, actions: Vec<Action>) -> Vec<Action> {
    let (mut done, mut asked) = (Vec::new(), Vec::new());
    for action in actions {
        match action {
            Action::Do(command) if pinned_in(schedule, &command).is_some() => {
                asked.push(Action::Editing(Editing::Ask(command)));
            }
            other => done.push(other),
        }
    }
    if !asked.is_empty() {
        done.retain(|action| !is_let_go(action));
    }
    done.append(&mut asked);
    done
}

/// Ends or narrows what is chosen, because it has been moved.
fn is_let_go(action: &Action) -> bool {
    matches!(action, Action::Editing(Editing::Keep(_) | Editing::Select(false)))
}

/// The first pinned session that a command would take from its place.
pub(super) fn pinned_in(schedule: &Schedule, command: &Command) -> Option<SessionId> {
    let pinned = |id: SessionId| {
        let session = schedule.sessions.get(&id)?;
        (session.pinned && session.placement.value != Placement::Shelf).then_some(id)
    };
    if let Command::Together { commands, .. } = command {
        return commands.iter().find_map(|command| pinned_in(schedule, command));
    }
    if let Command::Swap { a, b } = command {
        return pinned(*a).or_else(|| pinned(*b));
    }
    let leaves = |id: SessionId, to: &Placement| {
        let elsewhere = schedule.sessions.get(&id).is_some_and(|s| s.placement.value != *to);
        pinned(id).filter(|_| elsewhere)
    };
    if let Command::BringBack { values } = command {
        return values.iter().find_map(|back| {
            let to = match &back.value {
                Some(Plain::Text(text)) => parse_placement(text)?,
                Some(Plain::Number(_) | Plain::Yes(_)) | None => Placement::Shelf,
            };
            leaves(placed_by(&back.register)?, &to)
        });
    }
    if let Command::Choose { change, register } = command {
        let id = placed_by(register)?;
        let rivals = &schedule.sessions.get(&id)?.placement.rivals;
        let version = rivals.iter().find(|rival| rival.by.change == *change)?;
        return leaves(id, &version.value);
    }
    let Command::Place { session, to } = command else {
        return None;
    };
    leaves(*session, to)
}

/// The session of whose place this register is.
fn placed_by(register: &RegisterPath) -> Option<SessionId> {
    (register.map == PLACEMENTS).then(|| register.key.parse().ok())?
}

/// The sessions that a command would move.
pub(super) fn moved_by(command: &Command) -> Vec<SessionId> {
    if let Command::Together { commands, .. } = command {
        return commands.iter().flat_map(moved_by).collect();
    }
    if let Command::Swap { a, b } = command {
        return vec![*a, *b];
    }
    let Command::Place { session, .. } = command else { return Vec::new() };
    vec![*session]
}

/// The placement one slot later or earlier, in the same rooms; a session at a time of its own goes by
/// a quarter of an hour.
pub(super) fn by_one_slot(schedule: &Schedule, at: &Placement, later: bool) -> Option<Placement> {
    let Placement::At { when, rooms } = at else {
        return None;
    };
    let when = match when {
        When::Slot(slot) => {
            let (slots, here) = slots_beside(schedule, *slot, rooms)?;
            let next = if later { here + 1 } else { here.checked_sub(1)? };
            When::Slot(*slots.get(next)?)
        }
        When::Timed { day, start, minutes } => {
            let start = match later {
                true => start.checked_add(MINUTES_FOR_A_SLOT)?,
                false => start.checked_sub(MINUTES_FOR_A_SLOT)?,
            };
            When::Timed { day: *day, start, minutes: *minutes }
        }
    };
    Some(Placement::At { when, rooms: rooms.clone() })
}

/// Slots of the day that these rooms have too, by time, and where `slot` is among them. Of slots at
/// the same time only one is listed.
pub(super) fn slots_beside(
    schedule: &Schedule,
    slot: SlotId,
    rooms: &[RoomId],
) -> Option<(Vec<SlotId>, usize)> {
    let own = schedule.slots.get(&slot)?;
    let span = own.span.value;
    let fits = |streams: &[StreamId]| {
        let with = |other: &[StreamId]| {
            streams.is_empty() || other.is_empty() || streams.iter().any(|s| other.contains(s))
        };
        let in_rooms = rooms
            .iter()
            .all(|room| schedule.rooms.get(room).is_none_or(|room| with(&room.streams.value)));
        with(&own.streams.value) && in_rooms
    };
    let mut slots: Vec<_> = schedule
        .slots_of(span.day)
        .into_iter()
        .filter(|(id, other)| *id == slot || fits(&other.streams.value))
        .map(|(id, other)| (other.span.value.start, id != slot, id))
        .collect();
    slots.sort_unstable();
    slots.dedup_by_key(|(start, _, _)| *start);
    let slots: Vec<_> = slots.into_iter().map(|(_, _, id)| id).collect();
    let here = slots.iter().position(|id| *id == slot)?;
    Some((slots, here))
}

/// Rooms that are open on a day.
pub(super) fn open_rooms(schedule: &Schedule, day: DayId) -> impl Iterator<Item = (RoomId, &Room)> {
    schedule.rooms_in_order().into_iter().filter(move |(_, room)| {
        let days = &room.days.value;
        !room.closed && (days.is_empty() || days.contains(&day))
    })
}

/// Open rooms in which nothing is during `span`, those that hold a session first, the smallest of
/// them first.
pub(super) fn free_rooms(schedule: &Schedule, id: SessionId, span: Span) -> Vec<RoomId> {
    let interest = schedule.interest_of(id);
    let busy = |room: RoomId| {
        schedule.shown_sessions().any(|(other, of)| {
            let there =
                matches!(&of.placement.value, Placement::At { rooms, .. } if rooms.contains(&room));
            there
                && other != id
                && !of.cancelled.is_removed()
                && schedule.span(&of.placement.value).is_some_and(|at| at.overlaps(&span))
        })
    };
    let mut free: Vec<_> = open_rooms(schedule, span.day)
        .filter(|(room, _)| !busy(*room))
        .map(|(id, room)| {
            let seats = room.capacity.value;
            (seats > 0 && seats < interest, seats, id)
        })
        .collect();
    free.sort_unstable();
    free.into_iter().map(|(_, _, id)| id).collect()
}
