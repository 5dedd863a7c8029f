//! What is on now and next in all rooms, readable from three metres.

use super::{
    Action, Cx,
    theme::{self, size},
    widgets,
};
use eframe::egui::Ui;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, _: &mut State, _: &mut Vec<Action>) {
    let title = cx.words.text("wall-title");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
}
