//! What changes when it is put in, a line each, and one button.

use super::{
    State, Step, button,
    changes::{Change, Changes},
    rows,
};
use crate::ui::{
    Action, Cx, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use eframe::egui::Ui;
use shared::{
    ids::SessionId,
    schedule::{Placement, Schedule},
};

/// More lines than these are counted.
const LINES_MAX: usize = 200;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let changes = state.changes(cx);
    let n = changes.all.len();
    let said = cx.words.with("typed-changes", &[("n", n.into())]);
    widgets::announce(&widgets::text(ui, None, &said, theme::semibold(size::LEAD), cx.t.text));
    rows::unfound(ui, cx, state, tools, out);
    rows::needs(ui, cx, state, &changes);
    for change in changes.all.iter().take(LINES_MAX) {
        let said = sentence(cx, change);
        widgets::text(ui, Some(icon::CHANGES), &said, theme::regular(size::BODY), cx.t.text);
    }
    if n > LINES_MAX {
        let said = cx.words.with("typed-more", &[("n", (n - LINES_MAX).into())]);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    }
    ui.add_space(6.0);
    let safe = cx.words.text("typed-undoable");
    widgets::text(ui, Some(icon::UNDO), &safe, theme::regular(size::BODY), cx.t.dim);
    buttons(ui, cx, state, &changes, tools, out);
}

fn buttons(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    changes: &Changes,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let n = changes.all.len();
    ui.horizontal_wrapped(|ui| {
        let ready = changes.problems.is_empty() && state.waits.is_none() && state.print.is_some();
        if n > 0 {
            let command = changes.command(&mut state.ids, tools);
            if command.is_none() {
                // The next frame has more ids.
                ui.ctx().request_repaint();
            }
            let go = cx.words.text("typed-put-in");
            let press = Press::new(&go, Kind::Primary).icon(icon::CHECK).size(size::LEAD);
            let pressed = button(ui, cx, press.enabled(ready && command.is_some()));
            if let Some(command) = command.filter(|_| pressed) {
                state.send(cx, (command, n), tools, out);
            }
        } else {
            let finish = cx.words.text("typed-finish");
            let press = Press::new(&finish, Kind::Primary).icon(icon::CHECK).size(size::LEAD);
            if button(ui, cx, press.enabled(ready)) {
                let then = state.draft.put_in(cx.schedule, &state.listed.cells, &[]);
                state.is_in(0, then);
            }
        }
        let back = cx.words.text("typed-back");
        let press = Press::new(&back, Kind::Plain).icon(icon::EDIT).size(size::LEAD);
        if button(ui, cx, press.enabled(!state.is_saving())) {
            state.step = Step::Cells;
            state.go_to(cx, state.at);
        }
    });
    saving(ui, cx, state);
    if let Some(failure) = &state.failed {
        let said = cx.words.failure(cx.schedule, failure);
        let font = theme::semibold(size::BODY);
        let said = widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn);
        let id = eframe::egui::Id::unique("typed-refused");
        let before = ui.ctx().data(|data| data.get_temp::<u64>(id));
        let frame = ui.ctx().cumulative_pass_nr();
        // It has just appeared: it is to be in sight.
        if before.is_none_or(|before| before + 1 < frame) {
            widgets::into_sight(ui, said.rect);
        }
        ui.ctx().data_mut(|data| data.insert_temp(id, frame));
        widgets::announce(&said);
    }
}

/// Nothing can be typed until it is put in.
pub(super) fn saving(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    if state.is_saving() {
        let said = cx.words.text("typed-saving");
        let font = theme::regular(size::LEAD);
        widgets::announce(&widgets::text(ui, Some(icon::CLOCK), &said, font, cx.t.dim));
    }
}

fn sentence(cx: &Cx<'_>, change: &Change) -> String {
    let (schedule, words) = (cx.schedule, cx.words);
    let named = |key: &str, session: SessionId| {
        words.with(key, &[("title", words.session(schedule, session).into())])
    };
    match change {
        Change::Moved { session, to } => {
            let at = schedule.sessions.get(session).map(|it| &it.placement.value);
            let at = at.filter(|at| **at != Placement::Shelf);
            let title = ("title", words.session(schedule, *session).into());
            let goes = ("to", words.place(schedule, to).into());
            let Some(at) = at else { return words.with("typed-line-placed", &[title, goes]) };
            let pinned = if is_pinned(schedule, *session) { "yes" } else { "no" };
            let (from, pinned) =
                (("from", words.place(schedule, at).into()), ("pinned", pinned.into()));
            match to {
                Placement::Shelf => words.with("typed-line-left", &[title, from, pinned]),
                Placement::At { .. } => {
                    words.with("typed-line-moved", &[title, from, goes, pinned])
                }
            }
        }
        Change::Cancelled(session) => named("typed-line-cancelled", *session),
        Change::Uncancelled(session) => named("typed-line-uncancelled", *session),
        Change::Host { session, host } => {
            let title = words.session(schedule, *session).into();
            words.with("typed-line-host", &[("title", title), ("host", host.as_str().into())])
        }
        Change::New { title, host, to, .. } => {
            let host = if host.is_empty() { "none" } else { host.as_str() };
            let values = [
                ("title", title.as_str().into()),
                ("host", host.into()),
                ("to", words.place(schedule, to).into()),
            ];
            words.with("typed-line-new", &values)
        }
    }
}

/// Somebody pinned it where it is.
fn is_pinned(schedule: &Schedule, session: SessionId) -> bool {
    let session = schedule.sessions.get(&session);
    session.is_some_and(|it| it.pinned && it.placement.value != Placement::Shelf)
}
