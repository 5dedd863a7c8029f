//! Pitching a session in thirty seconds, and coming back to it with its slip code.

use super::{
    Action, Cx, Screen,
    theme::{self, size},
    tools::Tools,
    widgets,
};
use eframe::egui::{Context, Ui};

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, _: &mut State, _: &mut Tools, _: &mut Vec<Action>) {
    let title = cx.words.text("pitch-title");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
}

pub(super) fn slip_sheet(_: &Context, _: &Cx<'_>, _: &mut Screen, _: &mut Vec<Action>) {}
