//! The server, for those who look after the board: making this device the server, leading it to
//! another one, and carrying the board by hand where no network helps.

mod carry;
mod proof;
pub(super) mod safety;

use super::{
    Action, Cx,
    field::{self, Field},
    icon,
    import::{column, failure_line, panel, scrolled},
    qr,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::{
    ask::{Answer, Ask, Failure},
    serving::{Served, Serving},
    view::ServerState,
};
use eframe::egui::{Id, Ui};
use shared::{limits, roster::Role};

/// Widest column of the page.
const WIDTH: f32 = 980.0;
/// Longest 24 words, and spaces to spare.
const WORDS_BYTES_MAX: usize = 512;
/// Side of the code that leads others here.
const CODE: f32 = 260.0;
/// It is not made smaller than this: cameras must read it.
const CODE_MIN: f32 = 160.0;

/// The parts of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// Who the server is.
    #[default]
    Server,
    /// The board by hand.
    Carry,
    /// What is here, and who has the same.
    Proof,
    /// The server's backups.
    Backups,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Serve,
    Stop,
    GetReady,
    Follow,
}

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    part: Part,
    words: String,
    link: String,
    waits: Option<(u64, Doing)>,
    failed: Option<(Doing, Failure)>,
    done: Option<Doing>,
    carry: carry::State,
    proof: proof::State,
    safety: safety::State,
}

impl State {
    /// Opens at its first part; what is under way goes on.
    pub(super) fn enter(&mut self) {
        self.part = Part::Server;
        (self.failed, self.done) = (None, None);
        self.forget();
    }

    /// Opens at the backups.
    pub(super) fn enter_backups(&mut self) {
        self.enter();
        self.part = Part::Backups;
    }

    /// What was typed stays on nobody's screen: the root key least of all.
    pub(super) fn forget(&mut self) {
        self.words.clear();
        self.link.clear();
    }

    fn ask(&mut self, tools: &mut Tools, doing: Doing, ask: Ask, out: &mut Vec<Action>) {
        let ticket = tools.ticket();
        self.waits = Some((ticket, doing));
        (self.failed, self.done) = (None, None);
        out.push(Action::Ask { ticket, ask });
    }

    fn answered(&mut self, tools: &mut Tools) {
        let Some((ticket, doing)) = self.waits else { return };
        match tools.answer(ticket).map(Answer::done) {
            None => return,
            Some(Err(failure)) => self.failed = Some((doing, failure)),
            Some(Ok(())) => {
                self.forget();
                self.done = Some(doing);
            }
        }
        self.waits = None;
    }

    fn wrong(&self, of: &[Doing], cx: &Cx<'_>) -> Option<String> {
        let (doing, failure) = self.failed.as_ref()?;
        of.contains(doing).then(|| cx.words.failure(cx.schedule, failure))
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    state.answered(tools);
    if !cx.may_board {
        let said = cx.words.text("serve-locked");
        widgets::text(ui, Some(icon::LOCK), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    scrolled(ui, "server", |ui| {
        ui.horizontal_wrapped(|ui| {
            for (part, key, mark) in [
                (Part::Server, "serve-title", icon::WIFI),
                (Part::Carry, "carry-title", icon::STICK),
                (Part::Proof, "proof-title", icon::CHECKED),
                (Part::Backups, "safety-title", icon::FILE),
            ] {
                let name = cx.words.text(key);
                let press = Press::new(&name, Kind::Tab(state.part == part)).icon(mark);
                if press.show(ui, cx.t).clicked() {
                    state.part = part;
                }
            }
        });
        ui.add_space(8.0);
        let width = ui.available_width().min(WIDTH);
        column(ui, width, |ui| match state.part {
            Part::Server => server(ui, cx, state, tools, out),
            Part::Carry => carry::show(ui, cx, &mut state.carry, tools, out),
            Part::Proof => proof::show(ui, cx, &mut state.proof, tools, out),
            Part::Backups => safety::show(ui, cx, &mut state.safety, tools, out),
        });
    });
}

fn server(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    match &cx.view.serving {
        Serving::Starting => {
            panel(ui, cx, icon::SYNCING, &cx.words.text("serve-starting"), |ui| {
                let about = cx.words.text("serve-starting-about");
                let said = widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
                widgets::announce(&said);
            });
        }
        Serving::On(served) => serves(ui, cx, state, served, tools, out),
        Serving::Off | Serving::Failed(_) => {
            if let Serving::Failed(why) = &cx.view.serving {
                failure_line(ui, cx, &cx.words.not_serving(why));
            }
            make(ui, cx, state, tools, out);
            ui.add_space(10.0);
            follow(ui, cx, state, tools, out);
        }
    }
}

/// This device is the server: how others find it, and how it ends.
fn serves(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    served: &Served,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let title = cx.words.with("serve-on", &[("n", served.devices.into())]);
    panel(ui, cx, icon::CHECK_CIRCLE, &title, |ui| {
        let about = cx.words.text("serve-on-about");
        let said = widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.text);
        widgets::announce(&said);
        ui.add_space(8.0);
        let address =
            cx.words.with("serve-address", &[("address", served.address.as_str().into())]);
        widgets::text(ui, Some(icon::MAP), &address, theme::semibold(size::LEAD), cx.t.text);
        if !served.link.is_empty() {
            ui.add_space(8.0);
            link(ui, cx, served);
        }
    });
    ui.add_space(10.0);
    let word = cx.words.text("serve-stop");
    let press = Press::new(&word, Kind::Plain).icon(icon::X).enabled(state.waits.is_none());
    if press.show(ui, cx.t).clicked() {
        state.ask(tools, Doing::Stop, Ask::StopServing, out);
    }
    let about = cx.words.text("serve-stop-about");
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
}

/// The link that leads others here, and its code beside it.
fn link(ui: &mut Ui, cx: &Cx<'_>, served: &Served) {
    // All of the code is seen at once, also on a low screen.
    let most = CODE.min(ui.ctx().content_rect().height() * 0.3).max(CODE_MIN);
    ui.horizontal_top(|ui| {
        qr::show(ui, &served.link, &cx.words.text("serve-code"), most);
        ui.vertical(|ui| {
            let link = cx.words.text("serve-link");
            widgets::text(ui, Some(icon::LINK), &link, theme::semibold(size::BODY), cx.t.text);
            let font = theme::regular(size::BODY);
            widgets::text(ui, None, &served.link, font, cx.t.text);
        });
    });
}

/// How this device becomes the server.
fn make(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    panel(ui, cx, icon::WIFI, &cx.words.text("serve-make"), |ui| {
        match &cx.view.data.server {
            ServerState::CatchingUp | ServerState::UpToDate => {
                let said = cx.words.text("serve-connected");
                let font = theme::semibold(size::LEAD);
                widgets::text(ui, Some(icon::INFO), &said, font, cx.t.text);
            }
            ServerState::NotJoined | ServerState::Sample | ServerState::Away { .. } => {}
        }
        let about = cx.words.text("serve-make-about");
        widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
        ui.add_space(6.0);
        let free = state.waits.is_none();
        let wrong = state.wrong(&[Doing::Serve, Doing::GetReady], cx);
        let typed = !state.words.trim().is_empty();
        if cx.view.has_spare {
            if let Some(wrong) = &wrong {
                failure_line(ui, cx, wrong);
            }
            let key =
                if state.done == Some(Doing::GetReady) { "serve-now-ready" } else { "serve-ready" };
            let said = cx.words.text(key);
            let said =
                widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::BODY), cx.t.ok);
            widgets::announce(&said);
        } else {
            let name = cx.words.text("serve-words");
            let hint = cx.words.text("serve-words-hint");
            let field = Field::new(Id::unique("serve-words"), &name).hint(&hint).rows(3);
            let field = field.wrong(wrong.as_deref()).limits(usize::MAX, WORDS_BYTES_MAX);
            if field.show(ui, cx, &mut state.words).changed() {
                state.failed = None;
            }
        }
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            let word = cx.words.text("serve-do");
            let ready = free && (cx.view.has_spare || typed);
            let press = Press::new(&word, Kind::Primary).icon(icon::WIFI).enabled(ready);
            if press.show(ui, cx.t).clicked() {
                let words = typed.then(|| state.words.clone());
                state.ask(tools, Doing::Serve, Ask::Serve { words }, out);
            }
            if !cx.view.has_spare && cx.view.role == Some(Role::Organiser) {
                let word = cx.words.text("serve-get-ready");
                let press = Press::new(&word, Kind::Plain).icon(icon::KEY).enabled(free && typed);
                if press.show(ui, cx.t).clicked() {
                    let words = state.words.clone();
                    state.ask(tools, Doing::GetReady, Ask::GetReady { words }, out);
                }
            }
        });
    });
}

/// Another device is the server: where it is.
fn follow(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    panel(ui, cx, icon::LINK, &cx.words.text("serve-follow"), |ui| {
        let name = cx.words.text("serve-follow-link");
        let hint = cx.words.text("serve-follow-hint");
        let wrong = state.wrong(&[Doing::Follow], cx);
        let field = Field::new(Id::unique("serve-follow"), &name).hint(&hint);
        let field = field
            .wrong(wrong.as_deref())
            .limits(usize::MAX, limits::JOIN_LINK_BYTES_MAX)
            .show(ui, cx, &mut state.link);
        if field.changed() {
            state.failed = None;
        }
        let ready = state.waits.is_none() && !state.link.trim().is_empty();
        let word = cx.words.text("serve-follow-do");
        let press = Press::new(&word, Kind::Plain).icon(icon::LINK).enabled(ready);
        if press.show(ui, cx.t).clicked() || (ready && field::entered(ui, &field)) {
            let link = state.link.trim().to_owned();
            let label = cx.words.text("start-label-none");
            state.ask(tools, Doing::Follow, Ask::Join { link, label }, out);
        }
        if state.done == Some(Doing::Follow) {
            let said = cx.words.text("serve-followed");
            let font = theme::semibold(size::BODY);
            let said = widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.ok);
            widgets::announce(&said);
        }
    });
}
