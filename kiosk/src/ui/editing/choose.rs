//! Somebody is there already: swap, take the place, share it, or think again.

use super::super::{Action, Cx, Screen, moves, widgets::Kind};
use eframe::egui::Context;
use shared::{
    command::Command,
    ids::{RoomId, SessionId},
    schedule::Placement,
};

pub(crate) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (moved, here, room): (SessionId, SessionId, RoomId),
    out: &mut Vec<Action>,
) {
    let words = cx.words;
    let title = words.session(cx.schedule, here);
    let said = words.with("choose-title", &[("title", title.into())]);
    let sessions = &cx.schedule.sessions;
    let shelved =
        sessions.get(&moved).is_some_and(|session| session.placement.value == Placement::Shelf);
    super::frame(ctx, cx, screen, ("choose sheet", &said), out, |ui, screen, out| {
        if super::question::is_over(ui, cx, screen, &[moved, here], out) {
            return;
        }
        let mut offer = |key, kind, command: Option<Command>| {
            let response = super::wide(ui, cx, &words.text(key), kind);
            screen.focus_first(&response);
            if let Some(command) = command.filter(|_| response.clicked()) {
                out.push(Action::PutDown);
                out.push(Action::Do(command));
            }
        };
        let swap = Some(Command::Swap { a: moved, b: here });
        if shelved {
            offer("choose-swap-shelf", Kind::Primary, swap);
        } else {
            offer("choose-swap", Kind::Primary, swap);
            offer("choose-instead", Kind::Plain, moves::instead(cx.schedule, moved, here));
        }
        offer("choose-both", Kind::Plain, moves::beside(cx.schedule, moved, here, room));
        if super::wide(ui, cx, &words.text("choose-open"), Kind::Plain).clicked() {
            out.push(Action::Open(here));
        }
    });
}
