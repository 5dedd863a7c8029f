//! The first start: join an event, try the sample, open an import.

use super::{
    Action, Cx,
    theme::{self, size},
    tools::Tools,
    widgets,
};
use eframe::egui::Ui;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, _: &mut State, _: &mut Tools, _: &mut Vec<Action>) {
    let title = cx.words.text("start-title");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
}
