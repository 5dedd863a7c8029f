//! A session in full, with what can be done with it; and what to do when a place is taken.

use super::{
    Action, Cx, Screen, editing, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{self, ScrollArea, Ui};
use shared::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::{Placement, Session},
};

const WIDTH: f32 = 780.0;

pub(super) fn show(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    out: &mut Vec<Action>,
) {
    let Some(session) = cx.schedule.sessions.get(&id) else {
        return;
    };
    let modal = widgets::sheet("session sheet", cx.words.title(session), cx.t).show(ctx, |ui| {
        let screen_size = ui.ctx().content_rect().size();
        ui.set_width(WIDTH.min(screen_size.x - 100.0));
        // Header, actions and margins keep their room: the text scrolls.
        let most = (screen_size.y - 300.0).max(120.0);
        ScrollArea::vertical()
            .id_salt(("sheet", id.0))
            .max_height(most)
            .min_scrolled_height(most)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                facts(ui, cx, session);
            });
        ui.add_space(14.0);
        actions(ui, cx, screen, id, session, out);
    });
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

fn facts(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    let (t, words) = (cx.t, cx.words);
    ui.spacing_mut().item_spacing.y = 8.0;
    tags(ui, cx, session);
    let title = words.title(session);
    widgets::text(ui, None, &title, theme::extrabold(size::SHEET_TITLE), t.text);
    if session.cancelled.is_removed() {
        let said = words.text("sheet-cancelled");
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::LEAD), t.warn);
    }
    for (gone, key) in
        [(session.withdrawn.is_removed(), "sheet-withdrawn"), (session.hidden, "sheet-hidden")]
    {
        if gone {
            let said = words.text(key);
            widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::LEAD), t.warn);
        }
    }
    let placement = &session.placement.value;
    let place = words.place(cx.schedule, placement);
    widgets::text(ui, Some(icon::PIN), &place, theme::semibold(size::LEAD), t.text);
    if let Placement::At { rooms, .. } = placement {
        rooms_ui(ui, cx, rooms);
    }
    if !session.placement.rivals.is_empty() {
        let said = words.text("sheet-conflict");
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), t.warn);
    }
    let hosts = words.hosts(cx.schedule, session);
    if !hosts.is_empty() {
        let said = words.with("sheet-hosts", &[("hosts", hosts.into())]);
        widgets::text(ui, Some(icon::USER), &said, theme::regular(size::LEAD), t.dim);
    }
    if !session.text.value.is_empty() {
        ui.add_space(6.0);
        widgets::text(ui, None, &session.text.value, theme::regular(size::BODY), t.text);
    }
    for link in &session.links.value {
        let said = match link.title.as_str() {
            "" => link.url.clone(),
            title => format!("{title}: {}", link.url),
        };
        widgets::text(ui, None, &said, theme::regular(size::SMALL), t.dim);
    }
}

/// Stream, format and language.
fn tags(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    let mut said = Vec::new();
    if let Some(stream) = session.stream.value {
        let (_, ink) = cx.t.stream(cx.stream_index(session));
        said.push((Some(icon::FLAG), cx.words.stream(cx.schedule, stream), ink));
    }
    if !session.format.value.is_empty() {
        said.push((None, cx.words.format(&session.format.value), cx.t.dim));
    }
    if !session.language.value.is_empty() {
        said.push((None, cx.words.language(&session.language.value), cx.t.dim));
    }
    if said.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (mark, text, ink) in said {
            widgets::tag(ui, mark, &text, ink, cx.t);
        }
    });
}

/// Marks of the rooms, and how to get there.
fn rooms_ui(ui: &mut Ui, cx: &Cx<'_>, rooms: &[RoomId]) {
    for (id, room) in rooms.iter().filter_map(|id| Some((id, cx.schedule.rooms.get(id)?))) {
        let way = cx.words.way(room);
        if !way.is_empty() {
            let way = match rooms.len() {
                1 => way.to_owned(),
                _ => format!("{}: {way}", cx.words.room(cx.schedule, *id)),
            };
            widgets::text(ui, Some(icon::MAP), &way, theme::regular(size::BODY), cx.t.dim);
        }
        if !room.marks.value.is_empty() {
            ui.horizontal_wrapped(|ui| {
                for mark in &room.marks.value {
                    widgets::tag(ui, None, &cx.words.mark(mark), cx.t.dim, cx.t);
                }
            });
        }
    }
}

/// What people come for first; what changes the programme for everybody below it, and quieter.
fn actions(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    session: &Session,
    out: &mut Vec<Action>,
) {
    let words = cx.words;
    let shown = session.is_shown();
    ui.horizontal_wrapped(|ui| {
        if cx.may_floor && shown {
            interest(ui, cx, screen, id, session, out);
        }
        if cx.may_board && shown {
            let shelved = session.placement.value == Placement::Shelf;
            let label = words.text(if shelved { "sheet-place" } else { "sheet-move" });
            if Press::new(&label, Kind::Plain).icon(icon::MOVE).show(ui, cx.t).clicked() {
                out.push(Action::PickUp(id));
            }
        }
        let close = Press::new(&words.text("sheet-close"), Kind::Plain).show(ui, cx.t);
        screen.focus_first(&close);
        if close.clicked() {
            out.push(Action::CloseSheet);
        }
    });
    let quiet = quiet_actions(cx, id, session);
    let offers = editing::offers(cx, id, session);
    if !quiet.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for (label, action) in offers {
                if Press::new(&label, Kind::Quiet).show(ui, cx.t).clicked() {
                    out.push(Action::CloseSheet);
                    out.push(action);
                }
            }
            for (key, command) in quiet {
                let label = words.text(key);
                if Press::new(&label, Kind::Quiet).show(ui, cx.t).clicked() {
                    out.push(Action::Do(command));
                    out.push(Action::CloseSheet);
                }
            }
        });
    }
    if !cx.may_floor {
        let said = words.text("sheet-read-only");
        widgets::text(ui, None, &said, theme::regular(size::SMALL), cx.t.dim);
    }
}

fn interest(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    session: &Session,
    out: &mut Vec<Action>,
) {
    let on = screen.dotted.contains(&id);
    let label = if on { "sheet-interested-on" } else { "sheet-interested" };
    let said = format!("{} · {}", cx.words.text(label), session.dots);
    let values = [("on", if on { "yes" } else { "no" }.into()), ("n", session.dots.into())];
    let spoken = cx.words.with("sheet-interested-spoken", &values);
    let kind = if on { Kind::Tab(true) } else { Kind::Primary };
    let press = Press::new(&said, kind).icon(icon::HEART).spoken(spoken).width(240.0, 400.0);
    let response = press.show(ui, cx.t);
    screen.focus_first(&response);
    if response.clicked() {
        out.push(Action::Dot(id, !on));
    }
}

/// From what is easily put right to what takes a session from everybody's screen. All of them can be
/// undone.
fn quiet_actions(cx: &Cx<'_>, id: SessionId, session: &Session) -> Vec<(&'static str, Command)> {
    let mut actions = Vec::new();
    if cx.may_board && session.is_shown() {
        if session.placement.value != Placement::Shelf {
            let shelve = Command::Place { session: id, to: Placement::Shelf };
            actions.push(("sheet-to-shelf", shelve));
        }
        actions.push(match session.cancelled.is_removed() {
            true => ("sheet-uncancel", Command::Uncancel(id)),
            false => ("sheet-cancel", Command::Cancel(id)),
        });
    }
    if session.withdrawn.is_removed() && cx.may_withdraw(id) {
        actions.push(("sheet-unwithdraw", Command::Unwithdraw(id)));
    } else if cx.may_withdraw(id) && session.is_shown() {
        actions.push(("sheet-withdraw", Command::Withdraw(id)));
    }
    if cx.may_board {
        let hide = Command::Hide { session: id, hidden: !session.hidden };
        actions.push((if session.hidden { "sheet-show" } else { "sheet-hide" }, hide));
    }
    actions
}
