//! An idle kiosk goes back to the wall: whoever stood here has gone.

use super::{Action, Cx, Screen};
use eframe::egui::Ui;

/// When somebody was here last.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(_: &mut Ui, _: &Cx<'_>, _: &mut Screen, _: &mut Vec<Action>) {}
