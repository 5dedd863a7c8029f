//! Pitching a session in thirty seconds, and coming back to it with its slip code.

mod done;
mod draft;
mod form;
mod join;
mod scribe;
mod slip;

use super::{
    Action, Cx, Page, Screen,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{self, Ask, Failure, NewPitch};
use draft::{Draft, Keeper};
use eframe::egui::{Context, Id, ScrollArea, Ui};
use shared::{
    command::{NewPerson, SessionEdit},
    ids::{PersonId, SessionId},
};

/// Pitches that a scribe still sees below the form.
const LATEST: usize = 5;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    draft: Draft,
    keeper: Keeper,
    step: Step,
    /// Pitched and not yet answered.
    sent: Vec<Sent>,
    wrong: form::Wrong,
    wishes_open: bool,
    /// One pitch after the other, for whoever writes down what others say.
    scribe: bool,
    /// What a scribe pitched, the latest first.
    latest: Vec<scribe::Written>,
    alike: join::Alike,
    /// Takes the focus when the page is drawn.
    focus: Option<Place>,
    slip: slip::State,
}

impl State {
    /// Of a device at which somebody has just been: drafts from before it do not come back.
    pub(super) fn after_visit() -> Self {
        Self { keeper: Keeper::after_visit(), ..Self::default() }
    }

    /// Somebody opens the page.
    pub(super) fn enter(&mut self) {
        self.focus = Some(Place::Title);
    }

    /// Somebody writes down what stands on slips of paper.
    pub(super) fn begin_scribe(&mut self) {
        self.scribe = true;
        self.step = Step::Form;
    }

    /// Something is here that a stranger should not find, whatever page is shown.
    pub(super) fn holds_something(&self) -> bool {
        !self.draft.is_blank()
            || !self.sent.is_empty()
            || !self.latest.is_empty()
            || !matches!(self.step, Step::Form)
    }

    /// Somebody asks for the slip sheet: whose pitch was there before is not shown.
    pub(super) fn open_slip(&mut self) {
        self.slip = slip::State::default();
    }
}

#[derive(Default)]
enum Step {
    #[default]
    Form,
    /// On the disk: number and slip code are shown until somebody touches on.
    Done(Pitched),
    /// The name stands at another pitch.
    Joined(SessionId),
}

/// A pitch that is on the disk.
struct Pitched {
    title: String,
    number: u32,
    code: String,
}

/// A pitch on its way to the disk.
struct Sent {
    ticket: u64,
    draft: Draft,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Line,
    Name,
}

impl Place {
    fn id(self) -> Id {
        Id::unique("pitch").with(match self {
            Self::Title => "title",
            Self::Line => "line",
            Self::Name => "name",
        })
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    answers(cx, state, tools, out);
    // Each step begins at its top.
    let step = ("pitch", std::mem::discriminant(&state.step), state.scribe);
    ScrollArea::vertical().id_salt(step).auto_shrink(false).show(ui, |ui| {
        if !cx.may_floor {
            cannot(ui, cx);
            return;
        }
        if let Some(kept) = state.keeper.offered(cx) {
            draft::offer(ui, cx, state, kept, out);
            return;
        }
        match &state.step {
            Step::Form if state.scribe => scribe::show(ui, cx, state, tools, out),
            Step::Form => form::show(ui, cx, state, tools, out),
            Step::Done(pitched) => {
                let next = done::show(ui, cx, pitched);
                go_on(state, next, out);
            }
            Step::Joined(session) => {
                let next = done::joined(ui, cx, *session, out);
                go_on(state, next, out);
            }
        }
    });
}

/// Keeps the draft on the disk, whatever page is shown.
pub(super) fn keep(ui: &Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    state.keeper.keep(ui, cx, &state.draft, out);
}

/// This device may not pitch: why, and where one can.
fn cannot(ui: &mut Ui, cx: &Cx<'_>) {
    let saved = cx.view.data.here == crate::view::Here::Saved;
    let why = cx.words.text(if saved { "pitch-viewer" } else { "pitch-not-saved" });
    column(ui, |ui| {
        let title = cx.words.text("pitch-title");
        widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
        widgets::text(ui, Some(super::icon::INFO), &why, theme::regular(size::LEAD), cx.t.text);
    });
}

/// The one column of the page.
fn column(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    // The scroll bar keeps its room.
    let width = (ui.available_width() - theme::BAR).min(COLUMN);
    let left = ((ui.available_width() - width) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.set_width(width);
            content(ui);
        });
    });
}

/// Width of the page's column.
const COLUMN: f32 = 880.0;

/// After the last step.
fn go_on(state: &mut State, next: Option<done::Next>, out: &mut Vec<Action>) {
    match next {
        None => {}
        Some(done::Next::Leave) => {
            state.step = Step::Form;
            out.push(Action::Go(Page::Board));
        }
        Some(done::Next::Another) => {
            state.step = Step::Form;
            state.enter();
        }
    }
}

/// What is typed becomes a pitch on its way.
fn send(cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let draft = state.draft.tidy();
    let (Some(session), Some(person)) = (tools.id(), tools.id()) else {
        return;
    };
    let pitch = new_pitch(&draft, SessionId(session), PersonId(person));
    let pitch = NewPitch { person: cx.person, ..pitch };
    let ticket = tools.ticket();
    out.push(Action::Ask { ticket, ask: Ask::Pitch(Box::new(pitch)) });
    state.wrong = form::Wrong::default();
    state.sent.push(Sent { ticket, draft });
}

fn new_pitch(draft: &Draft, session: SessionId, person: PersonId) -> NewPitch {
    let people: Vec<_> = (!draft.name.is_empty())
        .then(|| NewPerson { person, name: draft.name.clone() })
        .into_iter()
        .collect();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let edit = SessionEdit {
        title: Some(draft.title.clone()),
        text: some(&draft.line),
        hosts: (!people.is_empty()).then(|| vec![person]),
        stream: draft.stream.map(Some),
        pitching: Some(draft.pitching.word().to_owned()),
        wishes: (!draft.wishes.is_empty()).then(|| draft.wishes.clone()),
        ..SessionEdit::default()
    };
    NewPitch { session, edit, people, person: None }
}

/// What became of what was sent.
fn answers(cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let mut waiting = Vec::new();
    for sent in std::mem::take(&mut state.sent) {
        let Some(answer) = tools.answer(sent.ticket) else {
            waiting.push(sent);
            continue;
        };
        match answer.pitched() {
            Ok(ask::Pitched { number, code, .. }) => {
                let title = sent.draft.title.clone();
                let pitched = Pitched { title, number, code };
                if state.scribe {
                    let name = sent.draft.name.clone();
                    scribe::note(&mut state.latest, scribe::Written::Pitched { pitched, name });
                } else {
                    state.draft = Draft::default();
                    state.keeper.forget(out);
                    state.step = Step::Done(pitched);
                }
            }
            Err(failure) => failed(cx, state, sent.draft, &failure),
        }
    }
    state.sent.extend(waiting);
}

/// Nothing that was typed is lost.
fn failed(cx: &Cx<'_>, state: &mut State, draft: Draft, failure: &Failure) {
    let wrong = form::Wrong::of(cx, failure);
    if state.scribe && !state.draft.is_blank() {
        let why = wrong.first().unwrap_or_default();
        scribe::note(&mut state.latest, scribe::Written::Failed { draft, why });
        return;
    }
    state.draft = draft;
    state.focus = wrong.place();
    state.wrong = wrong;
}

/// The sheet for a slip code.
pub(super) fn slip_sheet(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    slip::show(ctx, cx, &mut screen.pitch.slip, &mut screen.tools, out);
}

/// A wide button of the page.
fn button(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

/// A row of big choices that share the width, or lie below one another where they are too narrow.
fn choices<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    all: &[(T, &'static str, String)],
    chosen: T,
) -> Option<T> {
    let gap = ui.spacing().item_spacing.x;
    let n = all.len() as f32;
    let each = (ui.available_width() - gap * (n - 1.0)) / n;
    let width = if each < 190.0 { ui.available_width() } else { each.floor() };
    let mut picked = None;
    ui.horizontal_wrapped(|ui| {
        for (value, mark, name) in all {
            let press = Press::new(name, Kind::Tab(*value == chosen)).icon(mark);
            if button(ui, cx, press.width(width, width).wrap()) {
                picked = Some(*value);
            }
        }
    });
    picked
}
