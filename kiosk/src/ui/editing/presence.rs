//! What people do at other devices, as quiet names; and telling them what is done here. Nothing is
//! ever locked by it.

use super::super::{Action, Cx, Screen, screen::Sheet};
use super::{EditSheet, Editing};
use crate::ask::Doing;
use eframe::egui::{DragAndDrop, Ui};
use shared::{
    ids::{RoomId, SessionId},
    schedule::When,
};
use std::time::Duration;

/// The others forget what is not told again.
const AGAIN_S: f64 = 2.0;

/// What was told last, and when.
#[derive(Default)]
pub(super) struct State {
    told: Option<Doing>,
    at_s: f64,
}

/// Tells the others what is done here, while the board is being edited.
pub(crate) fn tell(ui: &Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let doing = doing(ui, cx, screen);
    let state = &mut screen.editing.presence;
    let now = ui.input(|input| input.time);
    let due = state.at_s + AGAIN_S;
    if doing.is_some() {
        let wait = if now < due { due - now } else { AGAIN_S };
        ui.ctx().request_repaint_after(Duration::from_secs_f64(wait.max(0.05)));
    }
    // Whatever changes is told soon, but never more often than that.
    let told = match (state.told, doing) {
        (None, None) => return,
        (Some(_), None) => true,
        (before, Some(_)) => now >= due || before.is_none(),
    };
    if told {
        (state.told, state.at_s) = (doing, now);
        out.push(Action::Editing(Editing::Presence(doing)));
    }
}

fn doing(ui: &Ui, cx: &Cx<'_>, screen: &Screen) -> Option<Doing> {
    if !cx.may_board {
        return None;
    }
    if let Some(lifted) = DragAndDrop::payload::<SessionId>(ui.ctx()) {
        return Some(Doing::Moving(*lifted));
    }
    match screen.sheet {
        Some(Sheet::Session(id) | Sheet::Edit(EditSheet::Extent(id))) => Some(Doing::Looking(id)),
        Some(Sheet::Choose { moved, .. }) => Some(Doing::Moving(moved)),
        Some(Sheet::Edit(EditSheet::Fill { room, when })) => Some(Doing::Filling { when, room }),
        Some(Sheet::Edit(EditSheet::Merge { session, .. } | EditSheet::MergeInto(session))) => {
            Some(Doing::Moving(session))
        }
        Some(
            Sheet::Edit(
                EditSheet::Room(_)
                | EditSheet::Ask
                | EditSheet::Announce
                | EditSheet::Streams
                | EditSheet::Acts,
            )
            | Sheet::Data
            | Sheet::Upkeep(_)
            | Sheet::BringBack
            | Sheet::Unlock
            | Sheet::Slip,
        )
        | None => screen.picked.map(Doing::Moving),
    }
}

/// Who does something with a session at this moment, and whether they move it.
pub(crate) fn of_session<'a>(cx: &Cx<'a>, id: SessionId) -> Option<(&'a str, bool)> {
    if !cx.may_board {
        return None;
    }
    cx.view.presence.iter().find_map(|other| match other.doing {
        Doing::Looking(session) => (session == id).then_some((other.who.as_str(), false)),
        Doing::Moving(session) => (session == id).then_some((other.who.as_str(), true)),
        Doing::Filling { .. } => None,
    })
}

/// Who fills a cell at this moment.
pub(crate) fn at_cell<'a>(cx: &Cx<'a>, when: When, room: RoomId) -> Option<&'a str> {
    if !cx.may_board {
        return None;
    }
    let there = Doing::Filling { when, room };
    cx.view.presence.iter().find(|other| other.doing == there).map(|other| other.who.as_str())
}

/// In words.
pub(crate) fn said(cx: &Cx<'_>, (who, moves): (&str, bool)) -> String {
    cx.words
        .with(if moves { "presence-moving" } else { "presence-looking" }, &[("who", who.into())])
}
