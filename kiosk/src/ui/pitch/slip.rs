//! A pitch is edited, withdrawn and brought back with its slip code, at any kiosk.

use super::super::{
    Action, Cx,
    field::{self, Field},
    icon,
    sending::Sending,
    session_sheet::{self, Texts},
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use super::draft::{LINE_CHARS, NAME_CHARS, TITLE_CHARS};
use crate::ask::{Ask, SlipAnswer};
use eframe::egui::{Context, Id, ScrollArea, Ui};
use shared::{command::Command, ids::SessionId, limits, schedule::Session};
use std::time::Duration;

/// Letters and digits of a code.
const SYMBOLS: usize = 7;
/// Longest that is taken: no code comes near it, so that nobody counts what is left.
const CODE_CHARS: usize = 64;
const WIDTH: f32 = 680.0;
/// Above and below what scrolls.
const AROUND: f32 = 180.0;
/// Height of the question above the buttons.
const QUESTION: f32 = 48.0;

/// What the sheet remembers between frames.
#[derive(Default)]
pub(super) struct State {
    code: String,
    /// What was asked, so that the same is not asked twice.
    asked: String,
    ticket: Option<u64>,
    said: Option<Said>,
    found: Option<Found>,
    begun: bool,
}

/// What came of the code.
enum Said {
    Mistyped,
    Unknown,
    Failed,
    /// Too many tries: the time of the screen from which on it can be tried again.
    WaitUntil(f64),
}

/// The pitch of the code.
struct Found {
    texts: Texts,
    tried: bool,
    /// What is on its way to the disk, as it was typed.
    sent: Option<Texts>,
    sending: Sending,
    saved: bool,
    /// Somebody wants to leave, and something was changed.
    asks: bool,
}

impl Found {
    /// The question whether to throw it away is there.
    fn asks(&self) -> bool {
        self.asks && self.texts.is_changed()
    }

    /// What became of what was sent: it counts as saved when it is, and not before.
    fn answered(&mut self, tools: &mut Tools) {
        self.saved |= self.sending.is_done(tools);
        if !self.sending.is_busy()
            && let Some(sent) = self.sent.take()
            && self.sending.has_failed()
        {
            self.texts.take_back(sent);
        }
    }
}

fn id(what: &str) -> Id {
    Id::unique("slip").with(what)
}

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    take_answer(ctx, cx, state, tools);
    if let Some(found) = &mut state.found {
        found.answered(tools);
    }
    let name = cx.words.text("slip-title");
    let modal = widgets::sheet("slip sheet", name.clone(), cx.t).show(ctx, |ui| {
        let space = ui.ctx().content_rect().size();
        ui.set_width(WIDTH.min(space.x - 100.0));
        let asks = state.found.as_ref().is_some_and(Found::asks);
        let most = (space.y - AROUND - if asks { QUESTION } else { 0.0 }).max(96.0);
        let scroll = ScrollArea::vertical().id_salt("slip").max_height(most);
        scroll.min_scrolled_height(most).show(ui, |ui| {
            ui.set_width(ui.available_width() - theme::BAR);
            ui.spacing_mut().item_spacing.y = 12.0;
            widgets::text(
                ui,
                Some(icon::TICKET),
                &name,
                theme::extrabold(size::HEADING),
                cx.t.text,
            );
            match &mut state.found {
                Some(found) => pitch(ui, cx, found, tools, out),
                None => code(ui, cx, state, tools, out),
            }
        });
        ui.add_space(14.0);
        below(ui, cx, state, out)
    });
    if modal.inner || modal.should_close() {
        leave(ctx, state, out);
    }
}

/// The way out, or the question whether to throw away what was changed; whether the way out was
/// touched.
fn below(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) -> bool {
    if let Some(found) = state.found.as_mut().filter(|found| found.asks()) {
        match session_sheet::throw_away(ui, cx) {
            Some(true) => out.push(Action::CloseSheet),
            Some(false) => found.asks = false,
            None => {}
        }
        return false;
    }
    Press::new(&cx.words.text("sheet-close"), Kind::Plain).show(ui, cx.t).clicked()
}

/// Closes the sheet; what was changed and not saved is thrown away only after a yes.
fn leave(ctx: &Context, state: &mut State, out: &mut Vec<Action>) {
    match &mut state.found {
        // It is said in a moment whether it was saved.
        Some(found) if found.sending.is_busy() => {}
        Some(found) if found.texts.is_changed() => {
            found.asks = true;
            ctx.request_repaint();
        }
        Some(_) | None => out.push(Action::CloseSheet),
    }
}

/// Letters and digits of what was typed.
fn symbols(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

fn code(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let wait = wait(ui, &mut state.said);
    let wrong = state.said.as_ref().map(|said| match said {
        Said::Mistyped => cx.words.text("slip-mistyped"),
        Said::Unknown => cx.words.text("slip-unknown"),
        Said::Failed => cx.words.text("pitch-failed-busy"),
        Said::WaitUntil(_) => cx.words.wait(wait),
    });
    let (label, hint) = (cx.words.text("slip-code"), cx.words.text("slip-hint"));
    let field = Field::new(id("code"), &label).limits(CODE_CHARS, CODE_CHARS * 4).hint(&hint);
    let response = field.wrong(wrong.as_deref()).show(ui, cx, &mut state.code);
    if !std::mem::replace(&mut state.begun, true) {
        response.request_focus();
    }
    let typed = symbols(&state.code);
    if response.changed() && typed != state.asked && wait == 0 {
        state.said = None;
    }
    let label = cx.words.text("slip-find");
    let ready = wait == 0 && state.ticket.is_none() && !typed.is_empty();
    let press = Press::new(&label, Kind::Primary).icon(icon::SEARCH).size(size::LEAD);
    let entered = field::entered(ui, &response);
    if entered {
        // Whoever mistyped it types on.
        response.request_focus();
    }
    let pressed = super::button(ui, cx, press.enabled(ready)) || entered;
    let whole = response.changed() && typed.len() == SYMBOLS && typed != state.asked;
    if ready && (pressed || whole) {
        let ticket = tools.ticket();
        state.ticket = Some(ticket);
        state.asked = typed;
        out.push(Action::Ask { ticket, ask: Ask::FindSlip(state.code.trim().to_owned()) });
    }
}

/// Whole seconds until the next try.
fn wait(ui: &Ui, said: &mut Option<Said>) -> u32 {
    let Some(Said::WaitUntil(until)) = said else { return 0 };
    let left = *until - ui.input(|input| input.time);
    if left <= 0.0 {
        *said = None;
        return 0;
    }
    let whole = left.ceil();
    ui.ctx().request_repaint_after(Duration::from_secs_f64((left - (whole - 1.0)).max(0.02)));
    whole as u32
}

fn take_answer(ctx: &Context, cx: &Cx<'_>, state: &mut State, tools: &mut Tools) {
    let Some(answer) = state.ticket.and_then(|ticket| tools.answer(ticket)) else { return };
    state.ticket = None;
    state.said = match answer.slip() {
        Ok(SlipAnswer::Found(id)) => match cx.schedule.sessions.get(&id) {
            Some(session) => {
                let texts = Texts::of(cx, id, session);
                let (tried, sent, saved, asks) = (false, None, false, false);
                let sending = Sending::default();
                state.found = Some(Found { texts, tried, sent, sending, saved, asks });
                None
            }
            None => Some(Said::Unknown),
        },
        Ok(SlipAnswer::Mistyped) => Some(Said::Mistyped),
        Ok(SlipAnswer::Unknown) => Some(Said::Unknown),
        Ok(SlipAnswer::Wait { seconds }) => {
            // It may be tried again after the wait, even if it is the same.
            state.asked.clear();
            Some(Said::WaitUntil(ctx.input(|input| input.time) + f64::from(seconds)))
        }
        Err(_) => Some(Said::Failed),
    };
}

/// The pitch: its three texts, where it is, and whether it is still offered.
fn pitch(ui: &mut Ui, cx: &Cx<'_>, found: &mut Found, tools: &mut Tools, out: &mut Vec<Action>) {
    let session_id = found.texts.session;
    let Some(session) = cx.schedule.sessions.get(&session_id) else { return };
    status(ui, cx, session);
    if session.hidden {
        return;
    }
    if session.withdrawn.is_removed() {
        let label = cx.words.text("sheet-unwithdraw");
        if super::button(ui, cx, Press::new(&label, Kind::Primary).size(size::LEAD)) {
            out.push(Action::Do(Command::Unwithdraw(session_id)));
        }
        return;
    }
    fields(ui, cx, found);
    ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("edit-save");
        let press = Press::new(&label, Kind::Primary).icon(icon::CHECK).size(size::LEAD);
        if super::button(
            ui,
            cx,
            press.enabled(found.texts.is_changed() && !found.sending.is_busy()),
        ) {
            save(cx, found, session_id, tools, out);
        }
        let label = cx.words.text("sheet-withdraw");
        if super::button(ui, cx, Press::new(&label, Kind::Quiet)) {
            out.push(Action::Do(Command::Withdraw(session_id)));
            found.saved = false;
        }
    });
    found.sending.show(ui, cx, &[]);
    if found.sending.is_busy() {
        let said = cx.words.text("pitch-saving");
        widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::BODY), cx.t.dim);
    }
    if found.saved {
        let said = cx.words.text("slip-saved");
        widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::BODY), cx.t.ok);
    }
}

/// Writes what was changed. What is typed is then what is there.
fn save(cx: &Cx<'_>, found: &mut Found, id: SessionId, tools: &mut Tools, out: &mut Vec<Action>) {
    found.tried = true;
    if found.texts.lacks_title() || !cx.schedule.sessions.contains_key(&id) {
        return;
    }
    let sent = found.texts.clone();
    if let Some(command) = found.texts.command(tools) {
        found.saved = false;
        found.sent = Some(sent);
        found.sending.send(tools, command, out);
    }
}

/// Where it is, or why nobody sees it.
fn status(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    let gone = match (session.hidden, session.withdrawn.is_removed()) {
        (true, _) => Some("slip-hidden"),
        (false, true) => Some("sheet-withdrawn"),
        (false, false) => None,
    };
    if let Some(key) = gone {
        let title = cx.words.title(session);
        widgets::text(ui, None, &title, theme::semibold(size::LEAD), cx.t.text);
        let said = cx.words.text(key);
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
        return;
    }
    let place = cx.words.place(cx.schedule, &session.placement.value);
    widgets::text(ui, Some(icon::PIN), &place, theme::semibold(size::LEAD), cx.t.text);
    if session.cancelled.is_removed() {
        let said = cx.words.text("sheet-cancelled");
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
    }
}

fn fields(ui: &mut Ui, cx: &Cx<'_>, found: &mut Found) {
    let words = cx.words;
    let missing = found.tried && found.texts.lacks_title();
    let wrong = missing.then(|| words.text("pitch-wrong-title"));
    let typed = &mut found.texts.now;
    let before = (typed.title.clone(), typed.text.clone());
    let label = words.text("pitch-field-title");
    let title = Field::new(id("title"), &label).limits(TITLE_CHARS, limits::TITLE_BYTES_MAX);
    title.wrong(wrong.as_deref()).show(ui, cx, &mut typed.title);
    let label = words.text("pitch-field-line");
    let line = Field::new(id("line"), &label).rows(2);
    line.limits(LINE_CHARS.max(typed.text.chars().count()), limits::TEXT_BYTES_MAX).show(
        ui,
        cx,
        &mut typed.text,
    );
    let mut named = false;
    if let Some(host) = typed.hosts.first_mut().filter(|host| !host.is_erased()) {
        let label = words.text("pitch-field-name");
        let hint = words.text("pitch-name-promise");
        let name = Field::new(id("name"), &label).limits(NAME_CHARS, limits::NAME_BYTES_MAX);
        named = name.hint(&hint).show(ui, cx, &mut host.name).changed();
    }
    if named || before.0 != typed.title || before.1 != typed.text {
        found.saved = false;
        found.sending.changed();
    }
}
