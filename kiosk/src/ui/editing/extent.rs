//! How long a session is, over several slots too, and in which rooms: several make it a joint one.

use super::super::{
    Action, Cx, Screen, moves,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{Context, Ui};
use shared::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::{Placement, Span, When},
};

/// Slots that a session may be stretched over.
const SLOTS_MAX: usize = 4;

/// What is chosen so far, and for which session.
#[derive(Default)]
pub(super) struct State {
    of: Option<SessionId>,
    was: Placement,
    to: Placement,
}

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    out: &mut Vec<Action>,
) {
    let Some(session) = cx.schedule.sessions.get(&id) else {
        return;
    };
    let was = &session.placement.value;
    let state = &mut screen.editing.extent;
    if state.of != Some(id) || state.was != *was {
        *state = State { of: Some(id), was: was.clone(), to: was.clone() };
    }
    let title = cx.words.with("extent-title", &[("title", cx.words.title(session).into())]);
    let content = |ui: &mut Ui, screen: &mut Screen, _: &mut Vec<Action>| {
        let to = &mut screen.editing.extent.to;
        let place = cx.words.place(cx.schedule, to);
        widgets::text(ui, None, &place, theme::semibold(size::LEAD), cx.t.text);
        if let Placement::At { when, rooms } = to {
            length(ui, cx, when, rooms);
            room_choice(ui, cx, when, rooms);
        }
    };
    let foot = |ui: &mut Ui, screen: &mut Screen, out: &mut Vec<Action>| {
        let to = &screen.editing.extent.to;
        let ready = to != was && matches!(to, Placement::At { rooms, .. } if !rooms.is_empty());
        let save = cx.words.text("extent-save");
        if Press::new(&save, Kind::Primary).enabled(ready).show(ui, cx.t).clicked() {
            let command = Command::Place { session: id, to: to.clone() };
            screen.editing.extent = State::default();
            out.push(Action::CloseSheet);
            out.push(Action::Do(command));
        }
        super::leave(ui, cx, screen, &cx.words.text("cancel"), out);
    };
    super::framed(ctx, cx, screen, ("extent sheet", &title), out, content, foot);
}

/// One slot or more where there are slots; minutes elsewhere.
fn length(ui: &mut Ui, cx: &Cx<'_>, when: &mut When, rooms: &[RoomId]) {
    let stretches = stretches(cx, *when, rooms);
    if !stretches.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for (n, (other, span)) in stretches.iter().enumerate() {
                let from_to = cx.words.from_to(span.start, span.end());
                let values = [("n", (n + 1).into()), ("when", from_to.into())];
                let said = cx.words.with("extent-slots", &values);
                let on = Kind::Tab(other == when);
                if Press::new(&said, on).show(ui, cx.t).clicked() {
                    *when = *other;
                }
            }
        });
        return;
    }
    let When::Timed { day, start, minutes } = *when else {
        return;
    };
    let least = moves::STEP;
    let offers = [
        ("extent-start-earlier", start.checked_sub(least), Some(minutes)),
        ("extent-start-later", start.checked_add(least), Some(minutes)),
        ("extent-shorter", Some(start), minutes.checked_sub(least).filter(|left| *left > 0)),
        ("extent-longer", Some(start), minutes.checked_add(least)),
    ];
    ui.horizontal_wrapped(|ui| {
        for (key, start, minutes) in offers {
            let said = cx.words.with(key, &[("n", least.into())]);
            let can = start.zip(minutes);
            let response = Press::new(&said, Kind::Plain).enabled(can.is_some()).show(ui, cx.t);
            if let Some((start, minutes)) = can.filter(|_| response.clicked()) {
                *when = When::Timed { day, start, minutes };
            }
        }
    });
}

/// From the session's first slot over that slot and those after it.
fn stretches(cx: &Cx<'_>, when: When, rooms: &[RoomId]) -> Vec<(When, Span)> {
    let first = match when {
        When::Slot(slot) => Some(slot),
        When::Timed { day, start, .. } => {
            let mut slots = cx.schedule.slots_of(day).into_iter();
            slots.find(|(_, slot)| slot.span.value.start == start).map(|(id, _)| id)
        }
    };
    let Some((slots, here)) = first.and_then(|slot| moves::slots_beside(cx.schedule, slot, rooms))
    else {
        return Vec::new();
    };
    let spans = slots.iter().skip(here).take(SLOTS_MAX);
    let spans = spans.filter_map(|id| Some((*id, cx.schedule.slots.get(id)?.span.value)));
    let mut found = Vec::new();
    let mut begin = None;
    for (id, span) in spans {
        let from = *begin.get_or_insert(span.start);
        let minutes = span.end().saturating_sub(from);
        let long = Span { minutes, start: from, ..span };
        let when = match found.is_empty() {
            true => When::Slot(id),
            false => When::Timed { day: span.day, start: from, minutes },
        };
        found.push((when, long));
    }
    found
}

fn room_choice(ui: &mut Ui, cx: &Cx<'_>, when: &When, rooms: &mut Vec<RoomId>) {
    let at = Placement::At { when: *when, rooms: Vec::new() };
    let Some(span) = cx.schedule.span(&at) else {
        return;
    };
    ui.add_space(6.0);
    let said = cx.words.text("extent-rooms");
    widgets::text(ui, None, &said, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        let closed = rooms
            .iter()
            .copied()
            .filter(|id| !moves::open_rooms(cx.schedule, span.day).any(|(open, _)| open == *id));
        let closed: Vec<_> = closed.collect();
        let open = moves::open_rooms(cx.schedule, span.day).map(|(id, _)| id);
        for room in open.chain(closed) {
            let name = cx.words.room(cx.schedule, room);
            let on = rooms.contains(&room);
            let response = Press::new(&name, Kind::Tab(on)).show(ui, cx.t);
            cx.follow(ui, &response);
            if response.clicked() {
                if on {
                    rooms.retain(|other| *other != room);
                } else {
                    rooms.push(room);
                    rooms.sort_unstable();
                }
            }
        }
    });
}
