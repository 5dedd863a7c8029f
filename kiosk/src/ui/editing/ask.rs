//! A pinned session is about to leave its place: somebody wanted it to stay there.

use super::super::{Action, Cx, Screen, moves, widgets::Kind};
use eframe::egui::Context;

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let Some(command) = screen.editing.asked.clone() else {
        out.push(Action::CloseSheet);
        return;
    };
    // What was asked about stays asked about, whatever becomes of its pin.
    let pinned = screen.editing.pinned.or_else(|| moves::pinned_in(cx.schedule, &command));
    screen.editing.pinned = pinned;
    let title = pinned.map(|id| cx.words.session(cx.schedule, id)).unwrap_or_default();
    let said = cx.words.with("ask-pinned", &[("title", title.into())]);
    super::frame(ctx, cx, screen, ("ask sheet", &said), out, |ui, screen, out| {
        let about: Vec<_> = pinned.into_iter().chain(moves::moved_by(&command)).collect();
        if super::question::is_over(ui, cx, screen, &about, out) {
            return;
        }
        let yes = super::wide(ui, cx, &cx.words.text("ask-pinned-move"), Kind::Primary);
        screen.focus_first(&yes);
        if yes.clicked() {
            screen.editing.asked = None;
            out.push(Action::PutDown);
            out.push(Action::CloseSheet);
            out.push(Action::Editing(super::Editing::Sure(command)));
        }
    });
}
