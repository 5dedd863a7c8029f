//! The past: a scrubber over everything that was done, the board as it was, what differs from then
//! to now, and who did what.

mod back;
mod board;
mod list;
mod log;
mod scrubber;
mod time;

pub(super) use back::sheet;

use super::{
    Action, Cx, Facts, Page, Screen, editing, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::{
    ask::{Answer, Ask, BackWhat, Failure, PastAnswer, PastAsk, PastBoard},
    view::View,
};
use eframe::egui::{Align, Layout, Ui, vec2};
use shared::{
    compare::{Difference, Item},
    documents::{Moment, Turn},
    ids::{ChangeHash, DayId, DeviceTag, PersonId, SessionId},
    schedule::Schedule,
};
use std::{cell::RefCell, collections::BTreeSet, sync::Arc};
use time::{Bars, Scale};

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    log_open: bool,
    /// The list of what differs is shown in place of the board, where both have no room.
    listed: bool,
    turns: Option<Arc<Vec<Turn>>>,
    scale: Scale,
    /// How much was done when, for those who are chosen.
    bars: Option<Bars>,
    /// Times of acts that were looked for lately.
    times: RefCell<Vec<(ChangeHash, Option<i64>)>>,
    /// Whether a board has nothing on a day: the number of the board, and the day.
    empty: Option<(u64, DayId, bool)>,
    /// The schedule for which the acts were asked.
    of: Option<Arc<Schedule>>,
    /// The change after which the board is shown; nothing: before the first.
    after: Option<ChangeHash>,
    /// How many acts lie before it.
    step: usize,
    /// What it is compared with, where that is not the present.
    against: Option<Moment>,
    by_minute: bool,
    device: Option<DeviceTag>,
    person: Option<PersonId>,
    /// Which filter is being chosen.
    choosing: Option<Choosing>,
    shown: Option<Arc<Shown>>,
    boards: u64,
    day: Option<DayId>,
    board: super::board::State,
    waits: Option<u64>,
    /// The board that was asked for last.
    asked: Option<(Moment, Moment)>,
    failed: Option<Failure>,
    back: back::State,
    log: log::State,
}

/// Times of acts that are remembered: of the board that is shown, and of what it is compared with.
const TIMES_MAX: usize = 8;

/// A filter that is being chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choosing {
    Device,
    Person,
    Kind,
}

/// A board of the past, ready to be drawn.
struct Shown {
    board: PastBoard,
    view: View,
    facts: Facts,
    /// Sessions that differ.
    changed: Arc<BTreeSet<SessionId>>,
    /// Sentences of what differs, made once.
    lines: Vec<String>,
    /// What it is compared with was before it.
    later: bool,
    locale: super::words::Locale,
}

impl State {
    /// Opens at the present.
    pub(super) fn enter(&mut self) {
        *self = Self::default();
    }

    fn turns(&self) -> &[Turn] {
        self.turns.as_deref().map(Vec::as_slice).unwrap_or_default()
    }

    fn turn(&self) -> Option<&Turn> {
        self.turns().get(self.step.checked_sub(1)?)
    }

    fn moment(&self) -> Moment {
        self.after.map_or(Moment::Start, Moment::After)
    }

    /// How many acts lie before a moment.
    fn step_of(&self, moment: Moment) -> usize {
        let turns = self.turns();
        match moment {
            Moment::Start => 0,
            Moment::At(time_s) => turns.partition_point(|turn| turn.time_s <= time_s),
            Moment::After(change) => {
                turns.iter().rposition(|turn| turn.by.change == change).map_or(0, |at| at + 1)
            }
            Moment::Now => turns.len(),
        }
    }

    fn go_to(&mut self, step: usize) {
        self.step = step.min(self.turns().len());
        self.after = self.turn().map(|turn| turn.by.change);
    }

    /// When an act was done.
    fn time_of(&self, change: ChangeHash) -> Option<i64> {
        let mut times = self.times.borrow_mut();
        if let Some((_, time_s)) = times.iter().find(|(known, _)| *known == change) {
            return *time_s;
        }
        let turn = self.turns().iter().rev().find(|turn| turn.by.change == change);
        let time_s = turn.map(|turn| turn.time_s);
        times.truncate(TIMES_MAX - 1);
        times.insert(0, (change, time_s));
        time_s
    }

    /// Counts what the bars show where it is something else than in the last frame.
    fn keep_bars(&mut self) {
        let Some(turns) = self.turns.clone() else { return };
        if !self.bars.as_ref().is_some_and(|bars| bars.is_of(&turns, self.device, self.person)) {
            let admits = |turn: &Turn| self.admits(turn);
            self.bars = Some(Bars::of(&turns, &self.scale, (self.device, self.person), admits));
        }
    }

    /// An act is of the chosen device and person.
    fn admits(&self, turn: &Turn) -> bool {
        self.device.is_none_or(|device| turn.by.device == device)
            && self.person.is_none_or(|person| turn.by.person == Some(person))
    }

    fn ask(&mut self, tools: &mut Tools, ask: PastAsk, out: &mut Vec<Action>) {
        let ticket = tools.ticket();
        self.waits = Some(ticket);
        out.push(Action::Ask { ticket, ask: Ask::Past(ask) });
    }

    fn take(&mut self, cx: &Cx<'_>, answer: Answer) {
        self.failed = None;
        match answer.past() {
            Ok(PastAnswer::Turns(turns)) => self.take_turns(cx, turns),
            Ok(PastAnswer::Board(board)) => {
                self.boards += 1;
                let later = self.step_of(board.against) < self.step_of(board.at);
                self.shown = Some(Arc::new(Shown::of(cx, *board, self.boards, later)));
            }
            Ok(PastAnswer::Unknown) => {
                self.go_to(self.turns().len());
                self.against = None;
                self.asked = None;
            }
            Ok(
                PastAnswer::Parts(_)
                | PastAnswer::Found { .. }
                | PastAnswer::Preview(_)
                | PastAnswer::Printed(_),
            ) => {}
            Err(failure) => self.failed = Some(failure),
        }
    }

    fn take_turns(&mut self, cx: &Cx<'_>, turns: Arc<Vec<Turn>>) {
        self.scale = Scale::of(&turns);
        self.times.take();
        // At a public kiosk each visit is somebody without a name: nobody looks for those.
        self.scale.people.retain(|person| cx.schedule.people.contains_key(person));
        let first = self.turns.is_none();
        let place = self.after.and_then(|after| {
            turns.iter().rposition(|turn| turn.by.change == after).map(|place| place + 1)
        });
        let last = turns.len();
        self.turns = Some(turns);
        self.go_to(if first { last } else { place.unwrap_or(self.step.min(last)) });
        // What is compared with the present is compared with another one.
        self.asked = None;
        self.log.renew();
    }

    /// Asks for what is lacking, one thing at a time.
    fn keep_up(&mut self, cx: &Cx<'_>, tools: &mut Tools, out: &mut Vec<Action>) {
        if let Some(answer) = self.waits.and_then(|ticket| tools.answer(ticket)) {
            self.waits = None;
            self.take(cx, answer);
        }
        if self.waits.is_some() {
            return;
        }
        let news = self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, &cx.view.schedule));
        // Where edits come without a pause the board has its turn after each list of acts.
        let starves = self.turns.is_some() && self.asked.is_none() && !self.log_open;
        if news && !starves {
            self.of = Some(Arc::clone(&cx.view.schedule));
            self.ask(tools, PastAsk::Turns, out);
            return;
        }
        if self.turns.is_none() || self.log_open {
            return;
        }
        let wanted = (self.moment(), self.against.unwrap_or(Moment::Now));
        if self.asked != Some(wanted) {
            self.asked = Some(wanted);
            self.ask(tools, PastAsk::Board { at: wanted.0, against: wanted.1 }, out);
        }
    }
}

impl Shown {
    fn of(cx: &Cx<'_>, board: PastBoard, number: u64, later: bool) -> Self {
        let view = View {
            schedule: Arc::clone(&board.then),
            clashes: Arc::new(Vec::new()),
            undoable: Arc::default(),
            redoable: Arc::default(),
            presence: Vec::new(),
            notices: Vec::new(),
            revision: number,
            ..cx.view.clone()
        };
        let session = |item| match item {
            Item::Session(id) => Some(id),
            Item::Event
            | Item::Day(_)
            | Item::Stream(_)
            | Item::Room(_)
            | Item::Slot(_)
            | Item::Fixed(_)
            | Item::Announcement(_)
            | Item::Person(_) => None,
        };
        let changed = board.differences.iter().filter_map(|found| session(found.item)).collect();
        // What differs is told from the earlier moment to the later one.
        let lines = if later {
            let turned: Vec<_> = board.differences.iter().map(turned).collect();
            list::lines(cx, &board.other, &board.then, &turned)
        } else {
            list::lines(cx, &board.then, &board.other, &board.differences)
        };
        let (facts, locale) = (Facts::of(&view), cx.words.locale());
        Self { board, view, facts, changed: Arc::new(changed), lines, later, locale }
    }
}

/// The same difference, seen from its other side.
fn turned(found: &Difference) -> Difference {
    let (before, after) = (found.after.clone(), found.before.clone());
    Difference { item: found.item, field: found.field, before, after }
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if !cx.may_board {
        out.push(Action::Go(Page::Board));
        return;
    }
    let area = ui.available_rect_before_wrap();
    let (state, tools) = (&mut screen.history, &mut screen.tools);
    state.keep_up(cx, tools, out);
    if let Some(shown) = state.shown.as_ref().filter(|shown| shown.locale != cx.words.locale()) {
        let (board, later) = (shown.board.clone(), shown.later);
        state.boards += 1;
        state.shown = Some(Arc::new(Shown::of(cx, board, state.boards, later)));
    }
    if state.log_open {
        tabs(ui, cx, state);
        log::show(ui, cx, state, tools, out);
    } else {
        board::show(ui, cx, state, out);
    }
    editing::done(ui, cx, screen, area, out);
}

/// The board as it was, or who did what.
fn tabs(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        for (log, key, mark) in
            [(false, "history-board", icon::GRID), (true, "history-log", icon::LIST)]
        {
            let name = cx.words.text(key);
            let tab = Press::new(&name, Kind::Tab(state.log_open == log)).icon(mark);
            if tab.show(ui, cx.t).clicked() {
                state.log_open = log;
                state.choosing = None;
            }
        }
        if !state.log_open {
            filters(ui, cx, state);
        }
    });
    if !state.log_open {
        choices(ui, cx, state);
    }
}

/// Whose acts the scrubber stops at, and how far a step goes.
fn filters(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    for (by_minute, key) in [(false, "history-by-edit"), (true, "history-by-minute")] {
        let name = cx.words.text(key);
        if Press::new(&name, Kind::Tab(state.by_minute == by_minute)).show(ui, cx.t).clicked() {
            state.by_minute = by_minute;
        }
    }
    who(ui, cx, state);
}

/// The filters by device and person.
fn who(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let device = match state.device {
        Some(device) => cx.words.device(cx.schedule, device),
        None => cx.words.text("history-any-device"),
    };
    let person = match state.person {
        Some(person) => cx.words.person(cx.schedule, person),
        None => cx.words.text("history-any-person"),
    };
    for (choosing, name, mark, on) in [
        (Choosing::Device, device, icon::MONITOR, state.device.is_some()),
        (Choosing::Person, person, icon::USER, state.person.is_some()),
    ] {
        choice(ui, cx, state, (choosing, &name, mark, on));
    }
}

/// A filter that opens its choices.
fn choice(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    (choosing, name, mark, on): (Choosing, &str, &str, bool),
) {
    let press = Press::new(name, Kind::Tab(on)).icon(mark).width(0.0, 260.0);
    if press.show(ui, cx.t).clicked() {
        state.choosing = Some(choosing).filter(|_| state.choosing != Some(choosing));
    }
}

/// What a filter can be set to.
fn choices(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let Some(choosing) = state.choosing else { return };
    ui.horizontal_wrapped(|ui| match choosing {
        Choosing::Device => {
            let all = state.scale.devices.clone();
            let one = |device: &DeviceTag| cx.words.device(cx.schedule, *device);
            if let Some(to) = pick(ui, cx, "history-any-device", &all, state.device, one) {
                (state.device, state.choosing) = (to, None);
            }
        }
        Choosing::Person => {
            let all = state.scale.people.clone();
            let one = |person: &PersonId| cx.words.person(cx.schedule, *person);
            if let Some(to) = pick(ui, cx, "history-any-person", &all, state.person, one) {
                (state.person, state.choosing) = (to, None);
            }
        }
        Choosing::Kind => log::kinds(ui, cx, state),
    });
    state.log.renew_if(state.device, state.person);
}

/// So many choices are offered.
const CHOICES_MAX: usize = 40;

/// A choice among some, or of all; what was touched.
fn pick<T: Clone + PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    any: &str,
    all: &[T],
    chosen: Option<T>,
    name: impl Fn(&T) -> String,
) -> Option<Option<T>> {
    let mut touched = None;
    let any = cx.words.text(any);
    if Press::new(&any, Kind::Tab(chosen.is_none())).show(ui, cx.t).clicked() {
        touched = Some(None);
    }
    for one in all.iter().take(CHOICES_MAX) {
        let name = name(one);
        let press = Press::new(&name, Kind::Tab(chosen.as_ref() == Some(one))).width(0.0, 260.0);
        if press.show(ui, cx.t).clicked() {
            touched = Some(Some(one.clone()));
        }
    }
    touched
}

/// A line with buttons at its right.
fn line(ui: &mut Ui, buttons: impl FnOnce(&mut Ui), text: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), theme::TOUCH_MIN);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        buttons(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), text);
    });
}

/// What went wrong.
/// Says why something was not found; whether somebody wants it tried again.
fn try_again(ui: &mut Ui, cx: &Cx<'_>, why: Option<&Failure>) -> bool {
    failure(ui, cx, why);
    let again = cx.words.text("history-try-again");
    why.is_some() && Press::new(&again, Kind::Plain).icon(icon::CHANGES).show(ui, cx.t).clicked()
}

fn failure(ui: &mut Ui, cx: &Cx<'_>, failure: Option<&Failure>) {
    if let Some(failure) = failure {
        let said = cx.words.failure(cx.schedule, failure);
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }
}

/// Opens the sheet that brings back.
fn bring_back(state: &mut State, moment: Moment, what: BackWhat, out: &mut Vec<Action>) {
    state.back.begin(moment, what);
    out.push(Action::ShowBringBack);
}
