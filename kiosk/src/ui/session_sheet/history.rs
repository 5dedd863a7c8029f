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
    schedule::{Happened, Moved, Placement, SlotMoved},
};

/// So many are shown before somebody asks for all.
const SHOWN: usize = 4;
/// So many of all: a session that moved more often has been moved by a machine.
const SHOWN_MAX: usize = 200;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, id: SessionId) {
    let of_it = told(cx, id);
    let n = of_it.len();
    if n == 0 {
        return;
    }
    ui.add_space(8.0);
    let title = cx.words.text("sheet-history");
    widgets::text(ui, Some(icon::CHANGES), &title, theme::semibold(size::BODY), cx.t.text);
    let most = if state.all_moves { SHOWN_MAX } else { SHOWN };
    for one in of_it.iter().rev().take(most) {
        line(ui, cx, id, one);
    }
    if n > SHOWN && !state.all_moves {
        let said = cx.words.with("sheet-history-all", &[("n", (n - SHOWN).into())]);
        let response = Press::new(&said, Kind::Quiet).icon(icon::CARET_DOWN).show(ui, cx.t);
        cx.follow(ui, &response);
        state.all_moves |= response.clicked();
    }
}

/// What is told in a line.
enum Told<'a> {
    Moved(&'a Moved),
    /// Its slot went, and it with it.
    Slot(&'a SlotMoved),
}

/// Everything that may be told, the oldest first.
fn told<'a>(cx: &Cx<'a>, id: SessionId) -> Vec<Told<'a>> {
    let mut slots = cx.schedule.slot_moves_of(id).into_iter().peekable();
    let mut told = Vec::new();
    for moved in cx.schedule.moves_of(id).filter(|moved| may_see(cx, moved)) {
        while let Some(slot) = slots.next_if(|slot| slot.by.at_s < moved.by.at_s) {
            told.push(Told::Slot(slot));
        }
        told.push(Told::Moved(moved));
    }
    told.extend(slots.map(Told::Slot));
    told
}

fn slot_moved(cx: &Cx<'_>, moved: &SlotMoved) -> String {
    let from = cx.words.day_and_time(cx.schedule, moved.from);
    let to = match moved.from.day == moved.to.day {
        true => cx.words.time(moved.to.start),
        false => cx.words.day_and_time(cx.schedule, moved.to),
    };
    cx.words.with("past-slot-moved", &[("from", from.into()), ("to", to.into())])
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

fn line(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, told: &Told<'_>) {
    let (said, by) = match told {
        Told::Moved(moved) => (what(cx, id, moved), &moved.by),
        Told::Slot(moved) => (slot_moved(cx, moved), &moved.by),
    };
    let by = cx.words.author(cx.schedule, cx.facts.zone(), by);
    let said = cx.words.with("past", &[("what", said.into()), ("by", by.into())]);
    widgets::text(ui, None, &said, theme::regular(size::SMALL + 1.0), cx.t.dim);
}

fn what(cx: &Cx<'_>, id: SessionId, moved: &Moved) -> String {
    let of = |key, session| {
        cx.words.with(key, &[("title", cx.words.session(cx.schedule, session).into())])
    };
    let then = |at: &Placement| cx.schedule.as_then(at, moved.by.at_s);
    let place = |at: &Placement| cx.words.place(cx.schedule, &then(at));
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
