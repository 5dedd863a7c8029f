//! The PIN that unlocks editing on this device.

use super::{Action, Cx, Screen};
use eframe::egui::Context;

/// What the sheet remembers between frames.
#[derive(Default)]
pub(super) struct State {}

pub(super) fn show(_: &Context, _: &Cx<'_>, _: &mut Screen, _: &mut Vec<Action>) {}
