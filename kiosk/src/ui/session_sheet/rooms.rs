//! Where a session is: how to get there, what the rooms offer, and how full they will be.

use super::super::{
    Cx, icon,
    theme::{self, size},
    widgets,
};
use eframe::egui::Ui;
use shared::{
    ids::{RoomId, SessionId},
    schedule::{Placement, Room, Session},
};

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, session_id: SessionId, session: &Session) {
    let dots = cx.schedule.interest_of(session_id);
    let Placement::At { rooms, .. } = &session.placement.value else {
        crowd(ui, cx, session, dots, None);
        return;
    };
    let known: Vec<_> =
        rooms.iter().filter_map(|id| Some((*id, &**cx.schedule.rooms.get(id)?))).collect();
    for (id, room) in &known {
        room_ui(ui, cx, *id, room, known.len() > 1);
    }
    let seats = known.iter().map(|(_, room)| room.capacity.value);
    let all_known = known.len() == rooms.len() && seats.clone().all(|seats| seats > 0);
    let seats = all_known.then(|| seats.fold(0, u32::saturating_add)).filter(|seats| *seats > 0);
    crowd(ui, cx, session, dots, seats);
}

fn room_ui(ui: &mut Ui, cx: &Cx<'_>, id: RoomId, room: &Room, several: bool) {
    let name = || cx.words.room(cx.schedule, id);
    if room.closed {
        let said = cx.words.with("sheet-room-closed", &[("room", name().into())]);
        let font = theme::semibold(size::LEAD);
        widgets::text(ui, Some(icon::DOOR_CLOSED), &said, font, cx.t.warn);
    }
    let way = cx.words.way(room);
    if !way.is_empty() {
        let way = if several { format!("{}: {way}", name()) } else { way.to_owned() };
        widgets::text(ui, Some(icon::MAP), &way, theme::regular(size::BODY), cx.t.dim);
    }
    if !room.marks.value.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for mark in &room.marks.value {
                widgets::tag(ui, icon::of_mark(mark), &cx.words.mark(mark), cx.t.dim, cx.t);
            }
        });
    }
}

/// How many are interested, and how many fit in.
fn crowd(ui: &mut Ui, cx: &Cx<'_>, session: &Session, interest: u32, seats: Option<u32>) {
    if session.full {
        let said = cx.words.text("sheet-is-full");
        let font = theme::semibold(size::LEAD);
        widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn);
    }
    let dots = ("dots", interest.into());
    let (mark, ink, said) = match seats {
        None if interest == 0 => return,
        None => (icon::USERS, cx.t.dim, cx.words.with("sheet-crowd-unknown", &[dots])),
        Some(seats) if interest > seats => {
            let values = [dots, ("seats", seats.into())];
            (icon::WARN, cx.t.warn, cx.words.with("sheet-crowd-over", &values))
        }
        Some(seats) => {
            let values = [dots, ("seats", seats.into())];
            (icon::USERS, cx.t.dim, cx.words.with("sheet-crowd", &values))
        }
    };
    widgets::text(ui, Some(mark), &said, theme::regular(size::BODY), ink);
}
