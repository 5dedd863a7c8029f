//! The on-screen keyboard.

use super::Cx;
use eframe::egui::Ui;

/// What the keyboard remembers between frames.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(_: &mut Ui, _: &Cx<'_>, _: &mut State) {}
