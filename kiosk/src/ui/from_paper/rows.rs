//! The cells of a day one below the other, of which one is open.

use super::{
    State, Step, added, button,
    cells::{Cell, Key as CellKey},
    changes::{Changes, Problem},
    draft::{Side, Typed},
    line,
    mark::Mark,
    meaning::Meaning,
    open,
};
use crate::{
    ask::PrintFound,
    ui::{
        Action, Cx, icon,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{Key, Modifiers, Rect, Ui};
use shared::schedule::Schedule;
use std::sync::Arc;

/// What the list is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Entry {
    /// A time, above its cells.
    Time(u32, u32),
    Cell(CellKey),
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    (seen, tools): (Rect, &mut Tools),
    out: &mut Vec<Action>,
) {
    if state.is_finding() && state.print.is_none() {
        let said = cx.words.text("typed-finding");
        widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        (state.step, state.failed) = (Step::Preview, None);
        ui.ctx().request_repaint();
    }
    unfound(ui, cx, state, tools, out);
    about(ui, cx, state);
    if let Some(timed) = state.listed.timed.clone() {
        added::show(ui, cx, state, &timed);
    }
    let cells = Arc::clone(&state.listed.cells);
    let changes = state.changes(cx);
    if cells.is_empty() && state.listed.timed.is_none() {
        let said = cx.words.text("typed-no-cells");
        widgets::text(ui, Some(icon::INFO), &said, theme::regular(size::LEAD), cx.t.text);
    }
    // Who goes on from a cell opens the next when this one is closed: nothing moves under its field.
    let open = state.at;
    let mut heights = std::mem::take(&mut state.heights);
    // The first time and the first cell.
    heights.draw_first(2);
    heights.show(ui, seen, entries(&cells), |ui, cell| match cell {
        Err(first) => heading(ui, cx, first),
        Ok(cell) => {
            let problem = changes.problems.get(&cell.key).copied();
            if open == Some(cell.key) {
                open::show(ui, cx, state, cell, problem);
            } else {
                closed(ui, cx, state, cell, (&changes, problem));
            }
        }
    });
    if state.at != open {
        heights.want(state.at.map(Entry::Cell));
        ui.ctx().request_repaint();
    }
    state.heights = heights;
}

/// The cells, and above the first of each time that time.
fn entries(cells: &[Cell]) -> impl Iterator<Item = (Entry, Result<&Cell, &Cell>)> {
    let mut time = None;
    cells.iter().flat_map(move |cell| {
        let first = time.replace(cell.time()) != Some(cell.time());
        let (start, minutes) = cell.time();
        let above = first.then_some((Entry::Time(start, minutes), Err(cell)));
        above.into_iter().chain([(Entry::Cell(cell.key), Ok(cell))])
    })
}

/// The board of the print could not be looked for: nothing can be put in, for nobody knows what the
/// board did since.
pub(super) fn unfound(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    if !state.unfound {
        return;
    }
    let said = cx.words.text("typed-unfound");
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    let again = cx.words.text("typed-look-again");
    if button(ui, cx, Press::new(&again, Kind::Plain).icon(icon::REDO)) {
        state.ask(tools, true, out);
    }
}

/// What is known of the print, and how to type.
fn about(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    let moment = |at_s: i64| cx.words.past_moment(at_s, cx.facts.zone());
    let known = state.print.as_ref().map(|print| print.found);
    let (said, mark, ink) = match known {
        Some(PrintFound::Same) => (cx.words.text("typed-same"), icon::CHECK, cx.t.ok),
        Some(PrintFound::Board { since_s }) => {
            let values = [("when", moment(since_s).into())];
            (cx.words.with("typed-found", &values), icon::CLOCK, cx.t.text)
        }
        Some(PrintFound::Time { at_s }) => {
            let values = [("when", moment(at_s).into())];
            let key = match (state.draft.board.as_str(), state.draft.at_s) {
                ("", None) => "typed-since-begun",
                ("", Some(_)) => "typed-of-time",
                (_, _) => "typed-by-time",
            };
            (cx.words.with(key, &values), icon::CLOCK, cx.t.text)
        }
        Some(PrintFound::Nothing | PrintFound::NeedsTime) => {
            (cx.words.text("typed-unknown"), icon::INFO, cx.t.text)
        }
        None => (String::new(), icon::INFO, cx.t.text),
    };
    if !said.is_empty() {
        let said = widgets::text(ui, Some(mark), &said, theme::semibold(size::BODY), ink);
        widgets::announce(&said);
    }
    if state.draft.is_full() {
        let said = cx.words.text("typed-full");
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }
    let how = cx.words.text("typed-how");
    widgets::text(ui, Some(icon::KEYBOARD), &how, theme::regular(size::BODY), cx.t.dim);
}

/// Cells that somebody must look at first.
pub(super) fn needs(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, changes: &Changes) {
    let is_next = |key: &CellKey| changes.problems.contains_key(key);
    // What is being put in changes the board, which is no news to whoever put it in.
    if state.is_saving() {
        return;
    }
    let Some(next) = state.listed.order.iter().copied().find(is_next) else { return };
    let said = cx.words.with("typed-needs", &[("n", changes.problems.len().into())]);
    let press = Press::new(&said, Kind::News).icon(icon::WARN).does("typed-needs").wrap();
    if button(ui, cx, press) {
        state.step = Step::Cells;
        state.go_to(cx, Some(next));
    }
}

/// The way to what changes, and to the cells that must be looked at before.
pub(super) fn preview(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let name = cx.words.text("typed-preview");
    let press = Press::new(&name, Kind::Primary).icon(icon::LIST).size(size::LEAD);
    let response = press.show(ui, cx.t);
    if state.focus == Some(super::Focus::Preview) {
        state.focus = None;
        response.request_focus();
        ui.ctx().request_repaint();
    }
    cx.follow(ui, &response);
    if response.clicked() {
        (state.step, state.failed) = (Step::Preview, None);
    }
    let changes = state.changes(cx);
    needs(ui, cx, state, &changes);
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, cell: &Cell) {
    let said = match cell.span {
        Some(span) => cx.words.from_to(span.start, span.end()),
        None => cx.words.text("place-slot-unknown"),
    };
    ui.add_space(10.0);
    widgets::text(ui, None, &said, theme::extrabold(size::TIME), cx.t.text);
}

/// What the board has in a cell.
pub(super) fn titles(cx: &Cx<'_>, of: &Schedule, sessions: &[shared::ids::SessionId]) -> String {
    let title = |id: &shared::ids::SessionId| {
        let title = cx.words.session(of, *id);
        match of.sessions.get(id).is_some_and(|session| session.cancelled.is_removed()) {
            true => cx.words.with("typed-cancelled", &[("title", title.into())]),
            false => title,
        }
    };
    match sessions {
        [] => cx.words.text("typed-nothing"),
        some => some.iter().map(title).collect::<Vec<_>>().join(" · "),
    }
}

/// What the paper says, in words; nothing where it says what the board says.
pub(super) fn said(cx: &Cx<'_>, meaning: Meaning, typed: &Typed) -> Option<String> {
    let schedule = cx.schedule;
    match meaning {
        Meaning::Same => None,
        Meaning::Empty => Some(cx.words.text("typed-means-empty")),
        Meaning::CrossedOut => Some(cx.words.text("typed-means-crossed-out")),
        Meaning::New => {
            let title = typed.title.trim().into();
            let host = match typed.host.trim() {
                "" => "none".into(),
                host => host.into(),
            };
            Some(cx.words.with("typed-means-new", &[("title", title), ("host", host)]))
        }
        Meaning::Here(id) => {
            let session = schedule.sessions.get(&id)?;
            let place = cx.words.place(schedule, &session.placement.value);
            let values = [("title", cx.words.title(session).into()), ("place", place.into())];
            Some(cx.words.with("typed-means-here", &values))
        }
    }
}

/// Why a cell keeps everything waiting, or what the board did there.
pub(super) fn why(
    cx: &Cx<'_>,
    state: &State,
    cell: &Cell,
    (mark, problem): (Option<&Mark>, Option<Problem>),
) -> Option<String> {
    match problem {
        Some(Problem::Twice) => return Some(cx.words.text("typed-twice")),
        Some(Problem::Gone) => return Some(cx.words.text("typed-gone")),
        Some(Problem::Undecided) | None => {}
    }
    let here = || {
        let print = state.print.as_ref()?;
        let was = titles(cx, &print.then, cell.was.as_ref()?);
        Some(cx.words.with("typed-moved-on", &[("was", was.into())]))
    };
    let elsewhere = || {
        let session = cx.schedule.sessions.get(&mark?.elsewhere?)?;
        let off = if session.cancelled.is_removed() { "yes" } else { "no" };
        let place = cx.words.place(cx.schedule, &session.placement.value);
        let title = cx.words.title(session).into();
        let values = [("title", title), ("place", place.into()), ("cancelled", off.into())];
        Some(cx.words.with("typed-elsewhere", &values))
    };
    let said: Vec<String> = here().into_iter().chain(elsewhere()).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// A cell that is not open: a touch, or Enter, opens it.
fn closed(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    cell: &Cell,
    (changes, problem): (&Changes, Option<Problem>),
) {
    let typed = state.draft.of(cell.key);
    let (meaning, mark) = state.meant(cx, cell, &typed);
    let board = typed.side_at(mark.as_ref()) == Some(Side::Board);
    let paper = match (said(cx, meaning, &typed), board) {
        (Some(_), true) => Some(cx.words.text("typed-board-stays")),
        (Some(said), false) => Some(said),
        (None, _) => changes.leaves(cell).map(|to| {
            let place = cx.words.place(cx.schedule, to);
            cx.words.with("typed-means-goes", &[("place", place.into())])
        }),
    };

    let line = line::Line {
        room: cx.words.room(cx.schedule, cell.key.room),
        time: cell.span.map(|span| cx.words.time(span.start)).unwrap_or_default(),
        here: titles(cx, cx.schedule, &cell.here),
        is_blank: cell.here.is_empty(),
        paper,
        why: why(cx, state, cell, (mark.as_ref(), problem)),
        waits: problem.is_some(),
    };
    let response = line.show(ui, cx);
    cx.follow(ui, &response);
    if response.clicked() {
        state.go_to(cx, Some(cell.key));
    }
}
