//! The day runs late: everything that begins from a minute on goes by so many minutes, as one act.
//! Sessions stay in their slots, which go with them.

use crate::{
    command::{Command, FixedEdit, Problem, Refusal, SlotEdit},
    ids::{DayId, FixedId, SessionId, SlotId},
    limits,
    schedule::{Placement, Schedule, Session, Span, When},
};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The day.
    pub day: DayId,
    /// What begins at this minute or later goes; what has begun before stays.
    pub from: u32,
    /// Minutes later, or earlier where it is negative.
    pub by: i32,
}

/// Something with a time of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timed {
    /// A slot, with all that is in it.
    Slot(SlotId),
    /// A break or another fixed item.
    Fixed(FixedId),
    /// A session that is in no slot.
    Session(SessionId),
}

/// Something that goes to another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shifted {
    /// What.
    pub what: Timed,
    /// When it is.
    pub from: Span,
    /// Its first minute afterwards.
    pub to: u32,
}

/// What a shift moves, in the order of time, and the one act that does it.
///
/// # Errors
/// A refusal when there is nothing to move, or something would leave its day.
pub fn shift(schedule: &Schedule, shift: Shift) -> Result<(Vec<Shifted>, Command), Refusal> {
    let mut moved = Vec::new();
    let mut commands = Vec::new();
    for (what, from) in timed_of(schedule, shift.day) {
        if from.start < shift.from {
            continue;
        }
        let to = from.start.checked_add_signed(shift.by);
        let Some(to) = to.filter(|to| *to < limits::DAY_MINUTES_MAX) else {
            let problem = Problem::NotInDay { hours: limits::DAY_MINUTES_MAX / 60 };
            return Err(Refusal::Invalid { field: "time", problem });
        };
        commands.extend(command(schedule, what, Span { start: to, ..from }));
        moved.push(Shifted { what, from, to });
    }
    if commands.is_empty() || shift.by == 0 {
        return Err(Refusal::NothingToDo);
    }
    Ok((moved, Command::Together { commands, people: Vec::new() }))
}

/// Everything of a day that has a time of its own and can be moved.
fn timed_of(schedule: &Schedule, day: DayId) -> Vec<(Timed, Span)> {
    let on_day = |placement: &Placement| match placement {
        Placement::At { when: When::Timed { day: on, start, minutes }, .. } => {
            (*on == day).then_some(Span { day, start: *start, minutes: *minutes })
        }
        Placement::At { when: When::Slot(_), .. } | Placement::Shelf => None,
    };
    let slots = schedule.slots_of(day).into_iter();
    let slots = slots.map(|(id, slot)| (Timed::Slot(id), slot.span.value));
    let fixed = schedule.fixed.iter().filter(|(_, item)| !item.removal.is_removed());
    let fixed =
        fixed.filter_map(|(id, item)| Some((Timed::Fixed(*id), on_day(&item.placement.value)?)));
    let sessions = schedule.sessions.iter().filter(|(_, session)| is_movable(schedule, session));
    let sessions = sessions
        .filter_map(|(id, session)| Some((Timed::Session(*id), on_day(&session.placement.value)?)));
    let mut all: Vec<_> = slots.chain(fixed).chain(sessions).collect();
    all.sort_by_key(|(what, span)| (span.start, span.minutes, *what));
    all
}

/// Nobody took it away, and all its rooms are there.
fn is_movable(schedule: &Schedule, session: &Session) -> bool {
    let there = |room| schedule.rooms.get(room).is_some_and(|room| !room.removal.is_removed());
    let rooms = match &session.placement.value {
        Placement::At { rooms, .. } => rooms.iter().all(there),
        Placement::Shelf => false,
    };
    let gone = session.withdrawn.is_removed() || session.cancelled.is_removed();
    session.known && !gone && session.part_of.is_none() && rooms
}

fn command(schedule: &Schedule, what: Timed, to: Span) -> Option<Command> {
    let Span { day, start, minutes } = to;
    let timed = |rooms: &Placement| match rooms {
        Placement::At { rooms, .. } => {
            Placement::At { when: When::Timed { day, start, minutes }, rooms: rooms.clone() }
        }
        Placement::Shelf => Placement::Shelf,
    };
    Some(match what {
        Timed::Slot(slot) => {
            let edit = SlotEdit { span: Some((day, start, minutes)), ..SlotEdit::default() };
            Command::PutSlot { slot, edit }
        }
        Timed::Fixed(fixed) => {
            let placement = timed(&schedule.fixed.get(&fixed)?.placement.value);
            let edit = FixedEdit { placement: Some(placement), ..FixedEdit::default() };
            Command::PutFixed { fixed, edit }
        }
        Timed::Session(session) => {
            let to = timed(&schedule.sessions.get(&session)?.placement.value);
            Command::Place { session, to }
        }
    })
}
