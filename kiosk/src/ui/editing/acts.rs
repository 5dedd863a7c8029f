//! All that can be done with what is chosen, where the bar has no room for it.

use super::super::{Action, Cx, Screen, selection, widgets::Kind};
use eframe::egui::Context;

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let acts = selection::acts(cx);
    if acts.is_empty() {
        out.push(Action::CloseSheet);
        return;
    }
    let n = cx.selection.chosen.len();
    let title = cx.words.with("select-count", &[("n", n.into())]);
    super::frame(ctx, cx, screen, ("acts sheet", &title), out, |ui, screen, out| {
        for act in acts {
            let Some(action) = act.action else { continue };
            let response = super::wide(ui, cx, &selection::word(cx, act.key), Kind::Plain);
            screen.focus_first(&response);
            if response.clicked() {
                out.push(Action::CloseSheet);
                out.push(action);
            }
        }
    });
}
