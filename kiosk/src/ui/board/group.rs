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
    command::Command,
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
    if places.is_empty() {
        return Vec::new();
    }
    let mut rest = group.clone();
    let rest = rest.split_off(places.len().min(group.len()));
    let moved = group.iter().zip(&places);
    let commands: Vec<Command> =
        moved.map(|(id, (room, when))| moves::to(cx.schedule, *id, *when, *room)).collect();
    let mut out = vec![Action::PutDown, Action::Editing(Editing::Keep(rest))];
    if response.has_focus() {
        out.extend(group.first().map(|first| Action::Editing(Editing::FollowTo(*first))));
    }
    out.extend(selection::together(commands).map(Action::Do));
    out
}

/// Where they go, at most one place for each.
fn places(schedule: &Schedule, plan: &Plan, group: &[SessionId], from: Place) -> Vec<Place> {
    let (room, when) = from;
    let When::Timed { start, .. } = when else {
        let mut free = free_cells(schedule, plan, group, from);
        free.truncate(group.len());
        return free;
    };
    if !plan.is_timed() {
        let row = plan.rows.iter().position(|row| start < row.end());
        let cell = row.and_then(|row| plan.rows.get(row)?.slots.first().copied());
        let from = cell.map(|slot| (room, When::Slot(slot)));
        let mut free = from.map(|from| free_cells(schedule, plan, group, from)).unwrap_or_default();
        free.truncate(group.len());
        return free;
    }
    let mut at = start;
    let mut found = Vec::new();
    for id in group {
        let minutes = moves::minutes_of(schedule, *id);
        at = after_others(plan, group, room, (at, minutes));
        found.push((room, When::Timed { day: plan.day, start: at, minutes }));
        at += minutes;
    }
    found
}

/// Free cells from this one on, row by row; what those that move leave is free too.
fn free_cells(
    schedule: &Schedule,
    plan: &Plan,
    group: &[SessionId],
    (room, when): Place,
) -> Vec<Place> {
    let columns = plan.rooms.len();
    let begin = plan.rooms.iter().position(|other| *other == room).and_then(|column| {
        let row = plan.rows.iter().position(|row| match when {
            When::Slot(slot) => row.slots.contains(&slot),
            When::Timed { .. } => false,
        })?;
        Some(row * columns + column)
    });
    let Some(begin) = begin else {
        return Vec::new();
    };
    let cells = begin..plan.rows.len() * columns;
    let free = cells.filter_map(|cell| {
        let (row, column) = (cell / columns, cell % columns);
        let slot = plan.slot_at(schedule, row, column)?;
        let taken = plan.blocks.iter().any(|block| {
            let stays = !matches!(block.item, Item::Session(id) if group.contains(&id));
            stays
                && (block.rows.0..=block.rows.1).contains(&row)
                && (block.columns.0..=block.columns.1).contains(&column)
        });
        Some((*plan.rooms.get(column)?, When::Slot(slot))).filter(|_| !taken)
    });
    free.collect()
}

/// The first moment from `at` on from which nothing else is in the room for so many minutes.
fn after_others(plan: &Plan, group: &[SessionId], room: RoomId, (at, minutes): (u32, u32)) -> u32 {
    let column = plan.rooms.iter().position(|other| *other == room);
    let mut at = at;
    let mut others: Vec<_> = plan
        .blocks
        .iter()
        .filter(|block| !block.behind)
        .filter(|block| !matches!(block.item, Item::Session(id) if group.contains(&id)))
        .filter(|block| column.is_some_and(|c| block.columns.0 <= c && c <= block.columns.1))
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
