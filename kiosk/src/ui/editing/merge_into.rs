//! A pitch becomes one with another: those about the same come first, then all others that wait.

use super::super::{
    Action, Cx, Screen,
    screen::Sheet,
    shelf,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::{EditSheet, Editing};
use eframe::egui::{Context, Ui};
use shared::{alike, ids::SessionId};

/// More than a person reads through: a word finds the others.
const SHOWN_MAX: usize = 60;
/// So many that wait are seen at a glance: no word is needed to find one.
const GLANCE: usize = 8;

/// What is typed, and for which pitch.
#[derive(Default)]
pub(super) struct State {
    of: Option<SessionId>,
    word: String,
    /// About the same, the likest first.
    alike: Vec<SessionId>,
}

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    out: &mut Vec<Action>,
) {
    let Some(session) = cx.schedule.sessions.get(&id) else {
        return;
    };
    let state = &mut screen.editing.merge_into;
    if state.of != Some(id) {
        let (title, text) = (&session.title.value, &session.text.value);
        let alike = alike::alike(cx.schedule, title, text).into_iter().map(|(id, _)| id);
        let alike = alike.filter(|other| *other != id).collect();
        *state = State { of: Some(id), word: String::new(), alike };
    }
    let title = cx.words.with("merge-into-title", &[("title", cx.words.title(session).into())]);
    super::frame(ctx, cx, screen, ("merge into sheet", &title), out, |ui, screen, out| {
        let others = shelf::others(cx, id);
        let state = &mut screen.editing.merge_into;
        if others.len() > GLANCE {
            let label = cx.words.text("merge-into-word");
            let width = ui.available_width();
            super::line(ui, cx, (&mut state.word, 60), &label, width);
        }
        let word = state.word.trim().to_lowercase();
        let has = |id: &SessionId| {
            let Some(session) = cx.schedule.sessions.get(id).filter(|one| one.is_shown()) else {
                return false;
            };
            cx.words.title(session).to_lowercase().contains(&word)
        };
        let near: Vec<_> = state.alike.iter().copied().filter(has).collect();
        let far = others.into_iter().filter(|id| has(id) && !near.contains(id));
        let far: Vec<_> = far.take(SHOWN_MAX).collect();
        if near.is_empty() && far.is_empty() {
            let said = cx.words.text("merge-into-none");
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        }
        list(ui, cx, screen, ("merge-into-alike", id, &near), out);
        list(ui, cx, screen, ("merge-into-others", id, &far), out);
    });
}

fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (heading, session, others): (&str, SessionId, &[SessionId]),
    out: &mut Vec<Action>,
) {
    if others.is_empty() {
        return;
    }
    let said = cx.words.text(heading);
    widgets::text(ui, None, &said, theme::semibold(size::BODY), cx.t.dim);
    for into in others {
        let Some(other) = cx.schedule.sessions.get(into) else { continue };
        let title = cx.words.title(other);
        let hosts = cx.words.hosts(cx.schedule, other);
        let hosts = if hosts.is_empty() { "none" } else { hosts.as_str() };
        let values = [("title", title.into()), ("hosts", hosts.into())];
        let said = cx.words.with("merge-into-one", &values);
        let width = ui.available_width();
        let (_, ink) = cx.t.stream(cx.stream_index(other));
        let press = Press::new(&said, Kind::Plain).dot(ink).at_left().width(width, width).wrap();
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        screen.focus_first(&response);
        if response.clicked() {
            let sheet = Sheet::Edit(EditSheet::Merge { session, into: *into });
            out.push(Action::Editing(Editing::Open(sheet)));
        }
    }
}
