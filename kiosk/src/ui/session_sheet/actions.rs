//! What can be done with a session: what people come for stays in sight, what changes the programme
//! for everybody lies below the text, and is quieter.

use super::super::{
    Action, Cx, Screen, editing, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::{State, edit};
use eframe::egui::Ui;
use shared::{
    command::Command,
    ids::SessionId,
    schedule::{Placement, Session},
};

/// Minutes before its start from which people stand at the door.
const DOORS: i64 = 15;

/// Always in sight.
pub(super) fn show(
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
            interest(ui, cx, screen, id, out);
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
}

fn interest(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, id: SessionId, out: &mut Vec<Action>) {
    let on = screen.dotted.contains(&id);
    let label = if on { "sheet-interested-on" } else { "sheet-interested" };
    let dots = cx.schedule.interest_of(id);
    let said = format!("{} · {dots}", cx.words.text(label));
    let values = [("on", if on { "yes" } else { "no" }.into()), ("n", dots.into())];
    let spoken = cx.words.with("sheet-interested-spoken", &values);
    let kind = if on { Kind::Tab(true) } else { Kind::Primary };
    let press = Press::new(&said, kind).icon(icon::HEART).spoken(spoken).width(240.0, 400.0);
    let press = press.does(label);
    let response = press.show(ui, cx.t);
    screen.focus_first(&response);
    if response.clicked() {
        out.push(Action::Dot(id, !on));
    }
}

/// Below the text.
pub(super) fn more(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    id: SessionId,
    session: &Session,
    out: &mut Vec<Action>,
) {
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if session.is_shown() {
            let waits = session.placement.value == Placement::Shelf;
            let label = cx.words.text(if waits { "sheet-on-shelf" } else { "sheet-on-board" });
            if quiet(ui, cx, Press::new(&label, Kind::Quiet).icon(icon::GRID)) {
                out.push(Action::ShowOnBoard(id));
            }
            full(ui, cx, id, session, out);
        }
        if cx.may_board && session.known {
            let label = cx.words.text("sheet-edit");
            if quiet(ui, cx, Press::new(&label, Kind::Quiet).icon(icon::EDIT)) {
                state.editing = Some(edit::Editing::of(cx, id, session));
            }
        }
        if cx.may_floor && !cx.may_board && !session.slip.is_empty() {
            let label = cx.words.text("sheet-own");
            if quiet(ui, cx, Press::new(&label, Kind::Quiet).icon(icon::TICKET)) {
                out.push(Action::ShowSlip);
            }
        }
        for (label, action) in editing::offers(cx, id, session) {
            if quiet(ui, cx, Press::new(&label, Kind::Quiet)) {
                out.push(Action::CloseSheet);
                out.push(action);
            }
        }
        for (key, command) in quiet_actions(cx, id, session) {
            let label = cx.words.text(key);
            if quiet(ui, cx, Press::new(&label, Kind::Quiet)) {
                out.push(Action::Do(command));
                out.push(Action::CloseSheet);
            }
        }
    });
    if !cx.may_floor {
        let said = cx.words.text("sheet-read-only");
        widgets::text(ui, None, &said, theme::regular(size::SMALL), cx.t.dim);
    }
}

fn quiet(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

/// While people are at the door: no more fit in, or they do again.
fn full(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, session: &Session, out: &mut Vec<Action>) {
    let Some(span) = cx.schedule.span(&session.placement.value) else { return };
    let at_door = cx
        .minute_of(span.day)
        .is_some_and(|now| now >= i64::from(span.start) - DOORS && now < i64::from(span.end()));
    if !at_door || !cx.may_floor || session.cancelled.is_removed() {
        return;
    }
    let key = if session.full { "sheet-not-full" } else { "sheet-full" };
    let label = cx.words.text(key);
    let mark = if session.full { icon::DOOR_OPEN } else { icon::DOOR_CLOSED };
    if quiet(ui, cx, Press::new(&label, Kind::Plain).icon(mark)) {
        out.push(Action::Do(Command::MarkFull { session: id, full: !session.full }));
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
    if session.withdrawn.is_removed() && cx.may_board {
        actions.push(("sheet-unwithdraw", Command::Unwithdraw(id)));
    } else if cx.may_board && session.is_shown() {
        actions.push(("sheet-withdraw", Command::Withdraw(id)));
    }
    if cx.may_board {
        let hide = Command::Hide { session: id, hidden: !session.hidden };
        actions.push((if session.hidden { "sheet-show" } else { "sheet-hide" }, hide));
    }
    actions
}
