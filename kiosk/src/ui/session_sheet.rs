//! A session in full, with what can be done with it; and what to do when a place is taken.

mod actions;
mod calendar;
mod edit;
mod facts;
mod history;
mod links;
mod rooms;
mod texts;

pub(super) use edit::throw_away;
pub(super) use texts::Texts;

use super::{
    Action, Cx, Screen, qr,
    screen::Unlocked,
    theme::{BAR, size},
    widgets,
};
use eframe::egui::{self, ScrollArea, Ui, vec2};
use shared::{
    ids::{PersonId, SessionId},
    schedule::Session,
};

/// Width of a sheet that has the code beside the text.
const WIDE: f32 = 980.0;
/// Below this width the code lies under the text.
const SIDE_BY_SIDE: f32 = 760.0;
/// Width of the code.
const CODE: f32 = 268.0;
/// Above and below what scrolls: the sheet's own margins and a little of the board.
const AROUND: f32 = 92.0;

/// What the sheet remembers between frames.
#[derive(Default)]
pub(super) struct State {
    of: Option<SessionId>,
    editing: Option<edit::Editing>,
    /// What was changed of other sessions and not saved: it is there when they are opened again.
    left: Vec<edit::Editing>,
    /// Who typed it, where this device was locked since.
    typed_by: Option<PersonId>,
    /// The link whose code is shown.
    link: Option<usize>,
    all_moves: bool,
    /// Height of what stays below, in the last frame.
    footer: f32,
}

impl State {
    /// Of another session nothing is open but what was being typed for it. What is being typed for
    /// this one stays.
    fn turn_to(&mut self, id: SessionId) {
        if self.of == Some(id) {
            return;
        }
        self.left.extend(self.editing.take().filter(edit::Editing::is_changed));
        let at = self.left.iter().position(|editing| editing.is_of(id));
        self.editing = at.map(|at| self.left.swap_remove(at));
        (self.of, self.link, self.all_moves) = (Some(id), None, false);
    }

    /// Whoever unlocked this device has gone. What they typed waits for them, and for nobody else.
    pub(super) fn end(&mut self, unlocked: Option<Unlocked>) {
        self.typed_by = self.typed_by.or(unlocked.map(|one| one.person));
    }

    /// Somebody unlocked this device.
    pub(super) fn begin(&mut self, person: PersonId) {
        if self.typed_by.take().is_some_and(|before| before != person) {
            *self = Self { of: self.of, footer: self.footer, ..Self::default() };
        }
    }
}

pub(super) fn show(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    id: SessionId,
    out: &mut Vec<Action>,
) {
    let Some(session) = cx.schedule.sessions.get(&id) else {
        return;
    };
    screen.session_sheet.turn_to(id);
    let modal = widgets::sheet("session sheet", cx.words.title(session), cx.t).show(ctx, |ui| {
        let space = ui.ctx().content_rect().size();
        ui.set_width(WIDE.min(space.x - 100.0));
        let most = (space.y - AROUND - screen.session_sheet.footer).max(96.0);
        let may_edit = cx.may_board && session.known;
        let edits = may_edit && screen.session_sheet.editing.is_some();
        let scroll = ScrollArea::vertical()
            .id_salt(("sheet", id.0, edits))
            .max_height(most)
            .min_scrolled_height(most);
        let below = if edits {
            scroll.show(ui, |ui| {
                ui.set_width(ui.available_width() - BAR);
                edit::show(ui, cx, &mut screen.session_sheet.editing);
            });
            let (state, tools) = (&mut screen.session_sheet, &mut screen.tools);
            footer(ui, |ui| edit::buttons(ui, cx, &mut state.editing, tools, out))
        } else {
            scroll.show(ui, |ui| {
                ui.set_width(ui.available_width() - BAR);
                details(ui, cx, &mut screen.session_sheet, id, session, out);
                actions::more(ui, cx, &mut screen.session_sheet, id, session, out);
            });
            footer(ui, |ui| actions::show(ui, cx, screen, id, session, out))
        };
        if (below - screen.session_sheet.footer).abs() > 0.5 {
            screen.session_sheet.footer = below;
            ui.ctx().request_repaint();
        }
    });
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

/// What stays in sight below what scrolls; returns its height.
fn footer(ui: &mut Ui, content: impl FnOnce(&mut Ui)) -> f32 {
    ui.scope(|ui| {
        ui.add_space(14.0);
        content(ui);
    })
    .response
    .rect
    .height()
}

/// The text, and the code that takes it along.
fn details(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    id: SessionId,
    session: &Session,
    out: &mut Vec<Action>,
) {
    let code = takeaway(cx, session);
    let width = ui.available_width();
    if code.is_none() || width < SIDE_BY_SIDE {
        facts::show(ui, cx, state, id, session, out);
        if let Some(code) = &code {
            ui.add_space(8.0);
            takeaway_ui(ui, cx, code);
        }
    } else if let Some(code) = &code {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(width - CODE - 28.0, 0.0), |ui| {
                // The code stands at the right edge, however short the text is.
                ui.set_width(width - CODE - 28.0);
                ui.vertical(|ui| facts::show(ui, cx, state, id, session, out));
            });
            ui.add_space(16.0);
            ui.vertical(|ui| takeaway_ui(ui, cx, code));
        });
    }
    history::show(ui, cx, state, id);
}

/// The session as a calendar entry, while it has a time and takes place.
fn takeaway(cx: &Cx<'_>, session: &Session) -> Option<String> {
    let off = session.cancelled.is_removed() || !session.is_shown();
    if off { None } else { calendar::entry(cx.words, cx.schedule, cx.facts.zone(), session) }
}

fn takeaway_ui(ui: &mut Ui, cx: &Cx<'_>, code: &str) {
    let spoken = cx.words.text("sheet-calendar-code");
    if qr::show(ui, code, &spoken, CODE).is_some() {
        let said = cx.words.text("sheet-calendar");
        ui.allocate_ui(vec2(CODE, 0.0), |ui| {
            widgets::text(ui, None, &said, super::theme::regular(size::SMALL + 1.0), cx.t.dim);
        });
    }
}
