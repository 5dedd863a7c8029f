//! A room: closed for everybody or open, and where its sessions could go.

use super::super::{
    Action, Cx, Screen, icon, moves,
    theme::{self, size},
    widgets::{self, Kind},
};
use eframe::egui::{Context, Ui};
use shared::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::{Placement, Session, Span},
};

/// Rooms that are offered for each session.
const OFFERS: usize = 2;

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: RoomId,
    out: &mut Vec<Action>,
) {
    let Some(room) = cx.schedule.rooms.get(&id) else {
        return;
    };
    let name = cx.words.room(cx.schedule, id);
    super::frame(ctx, cx, screen, ("room sheet", &name), out, |ui, screen, out| {
        let way = cx.words.way(room);
        if !way.is_empty() {
            widgets::text(ui, Some(icon::MAP), way, theme::regular(size::BODY), cx.t.dim);
        }
        if room.closed {
            let said = cx.words.text("room-closed-how");
            widgets::text(
                ui,
                Some(icon::DOOR_CLOSED),
                &said,
                theme::semibold(size::BODY),
                cx.t.warn,
            );
        }
        let key = if room.closed { "room-open" } else { "room-close" };
        let kind = if room.closed { Kind::Primary } else { Kind::Plain };
        let response = super::wide(ui, cx, &cx.words.text(key), kind);
        screen.focus_first(&response);
        if response.clicked() {
            out.push(Action::Do(Command::CloseRoom { room: id, closed: !room.closed }));
        }
        sessions(ui, cx, id, out);
    });
}

/// What is still to come in the room.
fn ahead<'a>(cx: &Cx<'a>, room: RoomId) -> Vec<(Span, SessionId, &'a Session)> {
    let mut ahead: Vec<_> = cx
        .schedule
        .shown_sessions()
        .filter(|(_, session)| match &session.placement.value {
            Placement::At { rooms, .. } => rooms.contains(&room),
            Placement::Shelf => false,
        })
        .filter(|(_, session)| !session.cancelled.is_removed())
        .filter_map(|(id, session)| {
            Some((cx.schedule.span(&session.placement.value)?, id, session))
        })
        .filter(|(span, _, _)| cx.minute_of(span.day).is_none_or(|now| now < i64::from(span.end())))
        .collect();
    let date = |span: &Span| cx.schedule.days.get(&span.day).map(|day| day.date.value.as_str());
    ahead.sort_by_key(|(span, id, _)| (date(span), span.start, *id));
    ahead
}

fn sessions(ui: &mut Ui, cx: &Cx<'_>, room: RoomId, out: &mut Vec<Action>) {
    let ahead = ahead(cx, room);
    let said = cx.words.with("room-ahead", &[("n", ahead.len().into())]);
    ui.add_space(8.0);
    widgets::text(ui, None, &said, theme::semibold(size::BODY), cx.t.text);
    for (span, id, session) in ahead {
        ui.add_space(4.0);
        let when = cx.words.day_and_time(cx.schedule, span);
        let said = format!("{when} · {}", cx.words.title(session));
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.text);
        let Placement::At { when, rooms } = &session.placement.value else {
            continue;
        };
        let free = moves::free_rooms(cx.schedule, id, span);
        for other in free.into_iter().filter(|other| !rooms.contains(other)).take(OFFERS) {
            let values = [
                ("room", cx.words.room(cx.schedule, other).into()),
                ("title", cx.words.title(session).into()),
                ("seats", cx.schedule.rooms.get(&other).map_or(0, |r| r.capacity.value).into()),
            ];
            let said = cx.words.with("room-move", &values);
            if super::wide(ui, cx, &said, Kind::Quiet).clicked() {
                let mut rooms: Vec<_> =
                    rooms.iter().map(|at| if *at == room { other } else { *at }).collect();
                rooms.sort_unstable();
                let to = Placement::At { when: *when, rooms };
                out.push(Action::Do(Command::Place { session: id, to }));
            }
        }
    }
}
