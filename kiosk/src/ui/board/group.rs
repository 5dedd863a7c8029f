//! Several sessions that were chosen together go to the free places from one place on: along the row
//! and on in the next; on a day without slots one after the other in the room.

use super::{
    super::{
        Action, Editing, moves,
        plan::{Item, Plan},
        selection,
    },
    cells::Scene,
};
use eframe::egui::Response;
use shared::{
    ids::{RoomId, SessionId},
    schedule::{Schedule, When},
};

type Place = (RoomId, When);

/// Puts them down, in order. What finds no place stays chosen; where none is free nothing is done.
pub(super) fn put_down(
    scene: &Scene<'_, '_>,
    response: &Response,
    session: SessionId,
    from: Place,
) -> Vec<Action> {
    let cx = scene.cx;
    let group = selection::with_it(cx, session);
    let places = places(cx.schedule, &scene.drawn.plan, &group, from);
    let (mut commands, mut rest) = (Vec::new(), Vec::new());
    for (id, place) in group.iter().zip(places) {
        match place {
            Some((room, when)) => commands.push(moves::to(cx.schedule, *id, when, room)),
            None => rest.push(*id),
        }
    }
    if commands.is_empty() {
        return Vec::new();
    }
    let mut out = vec![Action::PutDown, Action::Editing(Editing::Keep(rest))];
    if response.has_focus() {
        out.extend(group.first().map(|first| Action::Editing(Editing::FollowTo(*first))));
    }
    out.extend(selection::together(commands).map(Action::Do));
    out
}

/// Where each goes; no two of them in one room at once, also where one is in several rooms.
fn places(
    schedule: &Schedule,
    plan: &Plan,
    group: &[SessionId],
    (room, when): Place,
) -> Vec<Option<Place>> {
    let When::Timed { start, .. } = when else {
        return in_cells(schedule, plan, group, (room, when));
    };
    if !plan.is_timed() {
        let row = plan.rows.iter().position(|row| start < row.end());
        let cell = row.and_then(|row| plan.rows.get(row)?.slots.first().copied());
        let Some(slot) = cell else { return vec![None; group.len()] };
        return in_cells(schedule, plan, group, (room, When::Slot(slot)));
    }
    let mut at = start;
    let mut found = Vec::new();
    for id in group {
        let minutes = moves::minutes_of(schedule, *id);
        let rooms = moves::rooms_from(schedule, *id, room);
        at = after_others(plan, group, &rooms, (at, minutes));
        found.push(Some((room, When::Timed { day: plan.day, start: at, minutes })));
        at += minutes;
    }
    found
}

/// One after the other into the first cell from this one on in which it fits with all of its rooms.
fn in_cells(
    schedule: &Schedule,
    plan: &Plan,
    group: &[SessionId],
    (room, when): Place,
) -> Vec<Option<Place>> {
    let column = plan.rooms.iter().position(|other| *other == room);
    let row = plan.rows.iter().position(|row| match when {
        When::Slot(slot) => row.slots.contains(&slot),
        When::Timed { .. } => false,
    });
    let Some((row, column)) = row.zip(column) else {
        return vec![None; group.len()];
    };
    let mut free = free_cells(schedule, plan, group);
    let place = |id: &SessionId| {
        let fits = |(at, (room, when)): &((usize, usize), Place)| {
            let rooms = moves::rooms_from(schedule, *id, *room);
            let mut shown = rooms.iter().filter(|room| plan.rooms.contains(room));
            let is_free = |room: &RoomId| free.iter().any(|(_, cell)| *cell == (*room, *when));
            (*at >= (row, column) && shown.all(is_free)).then_some(rooms)
        };
        let (place, rooms) = free.iter().find_map(|cell| Some((cell.1, fits(cell)?)))?;
        free.retain(|(_, (room, when))| *when != place.1 || !rooms.contains(room));
        Some(place)
    };
    group.iter().map(place).collect()
}

/// Free cells with their rows and columns, row by row; what those that move leave is free too.
fn free_cells(
    schedule: &Schedule,
    plan: &Plan,
    group: &[SessionId],
) -> Vec<((usize, usize), Place)> {
    let columns = plan.rooms.len();
    let cells = 0..plan.rows.len() * columns;
    let free = cells.filter_map(|cell| {
        let (row, column) = (cell / columns, cell % columns);
        let slot = plan.slot_at(schedule, row, column)?;
        let taken = plan.blocks.iter().any(|block| {
            let stays = !matches!(block.item, Item::Session(id) if group.contains(&id));
            stays
                && (block.rows.0..=block.rows.1).contains(&row)
                && (block.columns.0..=block.columns.1).contains(&column)
        });
        let place = (*plan.rooms.get(column)?, When::Slot(slot));
        (!taken).then_some(((row, column), place))
    });
    free.collect()
}

/// The first moment from `at` on from which nothing else is in the rooms for so many minutes.
fn after_others(
    plan: &Plan,
    group: &[SessionId],
    rooms: &[RoomId],
    (at, minutes): (u32, u32),
) -> u32 {
    let columns = plan.rooms.iter().enumerate().filter(|(_, room)| rooms.contains(room));
    let columns: Vec<usize> = columns.map(|(column, _)| column).collect();
    let mut at = at;
    let mut others: Vec<_> = plan
        .blocks
        .iter()
        .filter(|block| !block.behind)
        .filter(|block| !matches!(block.item, Item::Session(id) if group.contains(&id)))
        .filter(|block| columns.iter().any(|c| block.columns.0 <= *c && *c <= block.columns.1))
        .map(|block| (block.span.start, block.span.end()))
        .collect();
    others.sort_unstable();
    for (start, end) in others {
        if start < at + minutes && end > at {
            at = end;
        }
    }
    at
}
