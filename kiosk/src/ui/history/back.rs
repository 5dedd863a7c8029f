//! Bringing back: how much of the board, what that would change, and one button.

use super::{
    super::{
        Action, Cx, Screen, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    State as Page, board, list,
};
use crate::ask::{Ask, BackPreview, BackTo, BackWhat, Failure, PastAnswer, PastAsk};
use eframe::egui::{self, ScrollArea, Ui};
use shared::{
    compare::Scope,
    documents::Moment,
    ids::{DayId, DeviceTag, PersonId, RoomId, SessionId},
    schedule::Schedule,
};
use std::{collections::BTreeSet, sync::Arc};

/// What the sheet remembers between frames.
#[derive(Default)]
pub(super) struct State {
    back: Option<BackTo>,
    waits: Option<u64>,
    asked: Option<BackTo>,
    /// The board for which it was asked: what would change on another one is another matter.
    of: Option<Arc<Schedule>>,
    found: Option<Found>,
}

enum Found {
    Preview { preview: Box<BackPreview>, lines: Vec<String> },
    Nothing(Failure),
}

impl State {
    /// Somebody has edited since.
    fn is_stale(&self, cx: &Cx<'_>) -> bool {
        self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, &cx.view.schedule))
    }

    /// Asks about this first.
    pub(super) fn begin(&mut self, moment: Moment, what: BackWhat) {
        *self = Self { back: Some(BackTo { moment, what }), ..Self::default() };
    }
}

/// The sheet.
pub(in super::super) fn sheet(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    out: &mut Vec<Action>,
) {
    let Some(back) = screen.history.back.back.filter(|_| cx.may_board) else {
        out.push(Action::CloseSheet);
        return;
    };
    keep_up(cx, screen, back, out);
    let title = cx.words.text("history-bring-back-title");
    let modal = widgets::sheet("bring-back", title.clone(), cx.t).show(ctx, |ui| {
        let space = ui.ctx().content_rect().size();
        ui.set_width((space.x - 100.0).min(860.0));
        // Below it, always in sight, stands what would change.
        let low = space.y < theme::LOW_SCREEN;
        let below = if low { 232.0 } else { 270.0 };
        let most = (space.y - below).max(100.0);
        let scroll = ScrollArea::vertical().id_salt("bring-back").max_height(most);
        scroll.min_scrolled_height(most).show(ui, |ui| {
            ui.set_width(ui.available_width() - theme::GAP);
            if !low {
                widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
            }
            let when = board::moment(cx, &screen.history, back.moment);
            let lead = cx.words.with("history-bring-back-lead", &[("when", when.into())]);
            widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
            what(ui, cx, &mut screen.history, back, low);
            if let Some(Found::Preview { lines, .. }) = &screen.history.back.found {
                ui.allocate_ui(egui::vec2(ui.available_width(), LISTED), |ui| {
                    list::rows(ui, cx, "bring-back-differences", lines);
                });
            }
        });
        preview(ui, cx, &screen.history.back);
        nothing_is_lost(ui, cx);
        buttons(ui, cx, screen, out);
    });
    widgets::settle(&modal.response);
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

fn keep_up(cx: &Cx<'_>, screen: &mut Screen, back: BackTo, out: &mut Vec<Action>) {
    let (state, tools) = (&mut screen.history.back, &mut screen.tools);
    if let Some(answer) = state.waits.and_then(|ticket| tools.answer(ticket)) {
        state.waits = None;
        match answer.past() {
            Ok(PastAnswer::Preview(preview)) => {
                let lines = list::would(cx, &preview.now, &preview.then, &preview.differences);
                state.found = Some(Found::Preview { preview, lines });
            }
            Ok(
                PastAnswer::Turns(_)
                | PastAnswer::Board(_)
                | PastAnswer::Parts(_)
                | PastAnswer::Found { .. }
                | PastAnswer::Printed(_)
                | PastAnswer::Unknown,
            ) => out.push(Action::CloseSheet),
            Err(failure) => state.found = Some(Found::Nothing(failure)),
        }
    }
    let other = state.asked != Some(back);
    if state.waits.is_none() && (other || state.is_stale(cx)) {
        let ticket = tools.ticket();
        (state.waits, state.asked) = (Some(ticket), Some(back));
        state.of = Some(Arc::clone(&cx.view.schedule));
        if other {
            state.found = None;
        }
        out.push(Action::Ask { ticket, ask: Ask::Past(PastAsk::Preview(back)) });
    }
}

/// Choices beside each other: on a low screen in one row that scrolls.
fn beside<T>(ui: &mut Ui, id: &str, low: bool, choices: impl FnOnce(&mut Ui) -> T) -> T {
    if low {
        let scroll = ScrollArea::horizontal().id_salt(id);
        return scroll.show(ui, |ui| ui.horizontal(choices).inner).inner;
    }
    ui.horizontal_wrapped(choices).inner
}

/// How much is brought back.
fn what(ui: &mut Ui, cx: &Cx<'_>, state: &mut Page, back: BackTo, low: bool) {
    let options = options(cx, state, back.what);
    beside(ui, "bring-back-scopes", low, |ui| {
        for (what, key) in &options {
            let on =
                std::mem::discriminant(&kind(*what)) == std::mem::discriminant(&kind(back.what));
            let name = cx.words.text(key);
            let press = Press::new(&name, Kind::Tab(on));
            let response = if low { press.scrolled() } else { press }.show(ui, cx.t);
            cx.follow(ui, &response);
            if response.clicked() {
                state.back.back = Some(BackTo { what: *what, ..back });
            }
        }
    });
    if back.what != BackWhat::Scope(Scope::Everything) {
        let chosen = beside(ui, "bring-back-which", low, |ui| which(ui, cx, state, back.what));
        if let Some(what) = chosen {
            state.back.back = Some(BackTo { what, ..back });
        }
    }
    ui.add_space(6.0);
}

/// What the tabs stand for.
enum Sort {
    All,
    Day,
    Room,
    Session,
    Person,
    Device,
}

fn kind(what: BackWhat) -> Sort {
    match what {
        BackWhat::Scope(Scope::Everything) => Sort::All,
        BackWhat::Scope(Scope::Day(_)) => Sort::Day,
        BackWhat::Scope(Scope::Room(_)) => Sort::Room,
        BackWhat::Scope(Scope::Session(_)) => Sort::Session,
        BackWhat::Person(_) => Sort::Person,
        BackWhat::Device(_) => Sort::Device,
    }
}

/// The first of each sort that there is.
fn options(cx: &Cx<'_>, state: &Page, chosen: BackWhat) -> Vec<(BackWhat, &'static str)> {
    let day = state.day.or(cx.day).map(|day| BackWhat::Scope(Scope::Day(day)));
    let room = rooms(cx, state).first().map(|room| BackWhat::Scope(Scope::Room(*room)));
    let session = match chosen {
        BackWhat::Scope(Scope::Session(id)) => Some(id),
        BackWhat::Scope(Scope::Everything | Scope::Day(_) | Scope::Room(_))
        | BackWhat::Person(_)
        | BackWhat::Device(_) => sessions(state).first().copied(),
    };
    [
        (Some(BackWhat::Scope(Scope::Everything)), "history-what-all"),
        (day, "history-what-day"),
        (room, "history-what-room"),
        (session.map(|id| BackWhat::Scope(Scope::Session(id))), "history-what-session"),
        (state.scale.people.first().map(|person| BackWhat::Person(*person)), "history-what-person"),
        (state.scale.devices.first().map(|id| BackWhat::Device(*id)), "history-what-device"),
    ]
    .into_iter()
    .filter_map(|(what, key)| Some((what?, key)))
    .collect()
}

/// The board that is looked at, then the present one: what was removed is what people want back.
fn boards<'a>(cx: &'a Cx<'_>, state: &'a Page) -> impl Iterator<Item = &'a Schedule> + Clone {
    let shown = state.shown.as_ref().map(|shown| &*shown.view.schedule);
    shown.into_iter().chain([cx.schedule])
}

/// Each once.
fn once<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(*one)).collect()
}

fn rooms(cx: &Cx<'_>, state: &Page) -> Vec<RoomId> {
    once(boards(cx, state).flat_map(|board| board.rooms_in_order()).map(|(id, _)| id))
}

fn days(cx: &Cx<'_>, state: &Page) -> Vec<DayId> {
    once(boards(cx, state).flat_map(|board| board.days_in_order()).map(|(id, _)| id))
}

/// Sessions that differ.
fn sessions(state: &Page) -> Vec<SessionId> {
    let shown = state.shown.as_ref();
    shown.map(|shown| shown.changed.iter().copied().collect()).unwrap_or_default()
}

/// Which day, room, session, person or device.
fn which(ui: &mut Ui, cx: &Cx<'_>, state: &Page, what: BackWhat) -> Option<BackWhat> {
    match what {
        BackWhat::Scope(Scope::Everything) => None,
        BackWhat::Scope(Scope::Day(day)) => {
            let of = |id: &DayId| boards(cx, state).find(|board| board.days.contains_key(id));
            let name = |id: &DayId| cx.words.day(of(id).unwrap_or(cx.schedule), *id);
            one(ui, cx, &days(cx, state), day, name).map(|day| BackWhat::Scope(Scope::Day(day)))
        }
        BackWhat::Scope(Scope::Room(room)) => {
            let of = |id: &RoomId| boards(cx, state).find(|board| board.rooms.contains_key(id));
            let name = |id: &RoomId| cx.words.room(of(id).unwrap_or(cx.schedule), *id);
            one(ui, cx, &rooms(cx, state), room, name)
                .map(|room| BackWhat::Scope(Scope::Room(room)))
        }
        BackWhat::Scope(Scope::Session(session)) => {
            let mut all = sessions(state);
            if !all.contains(&session) {
                all.insert(0, session);
            }
            let name = |id: &SessionId| cx.words.session(cx.schedule, *id);
            one(ui, cx, &all, session, name).map(|id| BackWhat::Scope(Scope::Session(id)))
        }
        BackWhat::Person(person) => {
            let name = |id: &PersonId| cx.words.person(cx.schedule, *id);
            one(ui, cx, &state.scale.people, person, name).map(BackWhat::Person)
        }
        BackWhat::Device(device) => {
            let name = |id: &DeviceTag| cx.words.device(cx.schedule, *id);
            one(ui, cx, &state.scale.devices, device, name).map(BackWhat::Device)
        }
    }
}

/// So many are offered.
const OFFERED_MAX: usize = 60;

fn one<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    all: &[T],
    chosen: T,
    name: impl Fn(&T) -> String,
) -> Option<T> {
    let mut touched = None;
    for one in all.iter().take(OFFERED_MAX) {
        let name = name(one);
        let press = Press::new(&name, Kind::Tab(*one == chosen)).width(0.0, 320.0).scrolled();
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            touched = Some(*one);
        }
    }
    touched
}

/// What it would change.
fn preview(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    match &state.found {
        None => {
            let said = cx.words.text("history-preview-reading");
            widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::BODY), cx.t.dim);
        }
        Some(Found::Nothing(Failure::Refused(shared::command::Refusal::NothingToDo))) => {
            let said = cx.words.text("history-preview-nothing");
            let font = theme::semibold(size::BODY);
            widgets::announce(&widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.ok));
        }
        Some(Found::Nothing(failure)) => super::failure(ui, cx, Some(failure)),
        Some(Found::Preview { lines, .. }) => {
            let said = cx.words.with("history-preview", &[("n", lines.len().into())]);
            let font = theme::semibold(size::LEAD);
            widgets::announce(&widgets::text(ui, None, &said, font, cx.t.text));
        }
    }
}

/// Height of the list of what would change.
const LISTED: f32 = 300.0;

fn nothing_is_lost(ui: &mut Ui, cx: &Cx<'_>) {
    let safe = cx.words.text("history-nothing-is-lost");
    widgets::text(ui, Some(icon::UNDO), &safe, theme::regular(size::BODY), cx.t.text);
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let state = &screen.history.back;
        let command = match &state.found {
            Some(Found::Preview { preview, .. })
                if state.waits.is_none() && !state.is_stale(cx) =>
            {
                Some(preview.command.clone())
            }
            Some(Found::Preview { .. } | Found::Nothing(_)) | None => None,
        };
        let go = cx.words.text("history-do-bring-back");
        let press = Press::new(&go, Kind::Primary).icon(icon::CHANGES).enabled(command.is_some());
        if press.show(ui, cx.t).clicked()
            && let Some(command) = command
        {
            out.push(Action::CloseSheet);
            out.push(Action::Do(command));
        }
        let cancel = Press::new(&cx.words.text("cancel"), Kind::Plain).show(ui, cx.t);
        screen.focus_first(&cancel);
        if cancel.clicked() {
            out.push(Action::CloseSheet);
        }
    });
}
