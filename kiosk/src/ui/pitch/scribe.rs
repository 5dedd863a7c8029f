//! The pitch half-hour: somebody writes down what others say, or what stands on slips of paper. Title,
//! Tab, name, Enter, next; what it is about may stand between.

use super::super::{
    Action, Cx, field, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use super::{LATEST, Pitched, Place, State, column, draft::Draft, form};
use eframe::egui::Ui;
use shared::schedule::Pitching;

/// A line below the form.
pub(super) enum Written {
    /// It is on the disk.
    Pitched { pitched: Pitched, name: String },
    /// It was not taken.
    Failed { draft: Draft, why: String },
}

/// The latest comes first; of those that are pitched only a few stay.
pub(super) fn note(latest: &mut Vec<Written>, written: Written) {
    latest.insert(0, written);
    let mut pitched = 0;
    latest.retain(|written| match written {
        Written::Pitched { .. } => {
            pitched += 1;
            pitched <= LATEST
        }
        Written::Failed { .. } => true,
    });
}

/// Turns scribe mode on and off, for those who look after the board.
pub(super) fn switch(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    if !cx.may_board {
        return;
    }
    let label = cx.words.text("pitch-scribe");
    let mark = if state.scribe { icon::CHECKED } else { icon::UNCHECKED };
    if super::button(ui, cx, Press::new(&label, Kind::Tab(state.scribe)).icon(mark)) {
        state.scribe = !state.scribe;
        state.enter();
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    if !cx.may_board {
        state.scribe = false;
        return;
    }
    column(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        ui.horizontal_wrapped(|ui| {
            let title = cx.words.text("pitch-scribe-title");
            widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
            ui.add_space(12.0);
            switch(ui, cx, state);
        });
        let title = form::typed(ui, cx, state, Place::Title, false);
        form::next(ui, &title, Place::Name);
        let name = form::typed(ui, cx, state, Place::Name, false);
        let line = form::typed(ui, cx, state, Place::Line, false);
        form::streams(ui, cx, &mut state.draft);
        let label = cx.words.text("pitch-scribe-go");
        let press = Press::new(&label, Kind::Primary).icon(icon::CHECK).size(size::LEAD);
        let pressed = super::button(ui, cx, press);
        if field::entered(ui, &name) || field::entered(ui, &line) || pressed {
            write(cx, state, tools, out);
        }
        latest(ui, cx, state);
    });
    form::focus(ui, state);
}

/// Sends it and clears the form at once: the answer comes beside the next pitch.
fn write(cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let before = state.sent.len();
    // Whoever is quoted need not be named.
    state.draft.pitching = match state.draft.name.trim() {
        "" => Pitching::PutUp,
        _ => Pitching::Host,
    };
    form::try_send(cx, state, tools, out);
    if state.sent.len() > before {
        state.draft = Draft { stream: state.draft.stream, ..Draft::default() };
        state.enter();
    }
}

/// What was written last, with numbers and codes to call out.
fn latest(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    if state.latest.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let title = cx.words.text("pitch-latest");
    widgets::text(ui, None, &title, theme::semibold(size::LEAD), cx.t.dim);
    let mut back = None;
    for (at, written) in state.latest.iter().enumerate() {
        match written {
            Written::Pitched { pitched, name } => {
                let values = [
                    ("n", pitched.number.into()),
                    ("title", pitched.title.as_str().into()),
                    ("name", if name.is_empty() { "none" } else { name.as_str() }.into()),
                    ("code", pitched.code.as_str().into()),
                ];
                let said = cx.words.with("pitch-written", &values);
                let font = theme::regular(size::LEAD);
                widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.text);
            }
            Written::Failed { draft, why } => {
                let title = draft.title.as_str().into();
                let values = [("title", title), ("why", why.as_str().into())];
                let said = cx.words.with("pitch-unwritten", &values);
                let font = theme::semibold(size::BODY);
                widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn);
                let label = cx.words.text("pitch-back-to-form");
                if super::button(ui, cx, Press::new(&label, Kind::Plain)) {
                    back = Some(at);
                }
            }
        }
    }
    if let Some(at) = back
        && let Written::Failed { draft, .. } = state.latest.remove(at)
    {
        state.draft = draft;
        state.enter();
    }
}
