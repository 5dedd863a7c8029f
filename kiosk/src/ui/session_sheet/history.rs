//! What happened to a session: whoever remembers another place finds it here.

use super::super::{
    Cx, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::State;
use eframe::egui::Ui;
use shared::{
    ids::SessionId,
    schedule::{Happened, Moved, Placement},
};

/// So many are shown before somebody asks for all.
const SHOWN: usize = 4;
/// So many of all: a session that moved more often has been moved by a machine.
const SHOWN_MAX: usize = 200;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, id: SessionId) {
    let of_it = || cx.schedule.moves_of(id).rev().filter(|moved| may_see(cx, moved));
    let n = of_it().count();
    if n == 0 {
        return;
    }
    ui.add_space(8.0);
    let title = cx.words.text("sheet-history");
    widgets::text(ui, Some(icon::CHANGES), &title, theme::semibold(size::BODY), cx.t.text);
    let most = if state.all_moves { SHOWN_MAX } else { SHOWN };
    for moved in of_it().take(most) {
        one(ui, cx, id, moved);
    }
    if n > SHOWN && !state.all_moves {
        let said = cx.words.with("sheet-history-all", &[("n", (n - SHOWN).into())]);
        let response = Press::new(&said, Kind::Quiet).icon(icon::CARET_DOWN).show(ui, cx.t);
        cx.follow(ui, &response);
        state.all_moves |= response.clicked();
    }
}

/// What is hidden is named only to those who can show it again.
fn may_see(cx: &Cx<'_>, moved: &Moved) -> bool {
    let other = match &moved.what {
        Happened::Merged { into: other } | Happened::Unmerged { from: other } => Some(*other),
        Happened::Pitched
        | Happened::Placed { .. }
        | Happened::Cancelled
        | Happened::Uncancelled
        | Happened::Withdrawn
        | Happened::Unwithdrawn
        | Happened::Pinned
        | Happened::Unpinned => None,
    };
    let hidden = |id| cx.schedule.sessions.get(&id).is_some_and(|session| session.hidden);
    cx.may_board || !(hidden(moved.session) || other.is_some_and(hidden))
}

fn one(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, moved: &Moved) {
    let by = cx.words.author(cx.schedule, cx.facts.zone(), &moved.by);
    let said = cx.words.with("past", &[("what", what(cx, id, moved).into()), ("by", by.into())]);
    widgets::text(ui, None, &said, theme::regular(size::SMALL + 1.0), cx.t.dim);
}

fn what(cx: &Cx<'_>, id: SessionId, moved: &Moved) -> String {
    let of = |key, session| {
        cx.words.with(key, &[("title", cx.words.session(cx.schedule, session).into())])
    };
    let place = |at: &Placement| cx.words.place(cx.schedule, at);
    match &moved.what {
        Happened::Pitched => cx.words.text("past-pitched"),
        Happened::Placed { from: Placement::Shelf, to } => {
            cx.words.with("past-placed", &[("to", place(to).into())])
        }
        Happened::Placed { from, to: Placement::Shelf } => {
            cx.words.with("past-shelved", &[("from", place(from).into())])
        }
        Happened::Placed { from, to } => {
            cx.words.with("past-moved", &[("from", place(from).into()), ("to", place(to).into())])
        }
        Happened::Cancelled => cx.words.text("past-cancelled"),
        Happened::Uncancelled => cx.words.text("past-uncancelled"),
        Happened::Withdrawn => cx.words.text("past-withdrawn"),
        Happened::Unwithdrawn => cx.words.text("past-unwithdrawn"),
        Happened::Pinned => cx.words.text("past-pinned"),
        Happened::Unpinned => cx.words.text("past-unpinned"),
        Happened::Merged { into } if *into == id => of("past-took-in", moved.session),
        Happened::Merged { into } => of("past-merged", *into),
        Happened::Unmerged { from } if *from == id => of("past-gave-back", moved.session),
        Happened::Unmerged { from } => of("past-unmerged", *from),
    }
}
