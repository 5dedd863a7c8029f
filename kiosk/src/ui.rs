//! The screens: functions of the view that draw, keep their own state, and return what a person asked
//! for. They know no engine, no disk and no network.

mod board;
mod card;
mod clash_list;
mod data_sheet;
mod empty;
mod glyphs;
mod icon;
mod moves;
mod notices;
pub mod plan;
mod session_sheet;
mod shelf;
pub mod theme;
mod top;
mod widgets;
pub mod words;

use crate::{
    clock::{self, LocalTime},
    view::{Here, Notice, UndoableSet, View},
};
use eframe::egui::{self, Frame, Id, Key, Margin, Modifiers, Panel, Ui};
use jiff::tz::TimeZone;
use shared::{
    command::Command,
    ids::{DayId, RoomId, SessionId, SetId, StreamId},
    roster::Role,
    schedule::{Schedule, Session},
};
use std::collections::{BTreeMap, BTreeSet};
use theme::{Look, TextSize, Tokens};
use words::Words;

/// What the screens know.
pub struct Around<'a> {
    /// The schedule and the state of the data.
    pub view: &'a View,
    /// What was worked out of it.
    pub facts: &'a Facts,
    /// Colours.
    pub tokens: &'a Tokens,
    /// Sentences.
    pub words: &'a Words,
    /// The time at the venue.
    pub now: LocalTime,
}

/// What is worked out of a view once, when it arrives.
pub struct Facts {
    zone: TimeZone,
    clashing: BTreeSet<SessionId>,
    streams: BTreeMap<StreamId, usize>,
    lost: Vec<SessionId>,
}

impl Facts {
    /// Works them out.
    #[must_use]
    pub fn of(view: &View) -> Self {
        let zone = clock::zone(&view.schedule.event.zone.value);
        let clashing = view
            .clashes
            .iter()
            .flat_map(|clash| words::clash_sessions(&view.schedule, &clash.kind))
            .collect();
        let mut streams: Vec<_> = view.schedule.streams.iter().collect();
        streams.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
        let streams = streams.into_iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        Self { zone, clashing, streams, lost: plan::lost(&view.schedule) }
    }

    /// The event's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// What the screens remember: what is chosen, open and picked up.
#[derive(Default)]
pub struct Screen {
    look: Look,
    text_size: TextSize,
    day: Option<DayId>,
    stream: Option<StreamId>,
    picked: Option<SessionId>,
    sheet: Option<Sheet>,
    clashes_open: bool,
    clash_heights: clash_list::Heights,
    shelf_open: bool,
    /// Sessions for which somebody at this screen said that they are interested.
    dotted: BTreeSet<SessionId>,
    dismissed: Vec<Notice>,
    /// What was last to be undone here: a person may be asked about it.
    undone: Option<SetId>,
    board: board::State,
    /// What has the keyboard's focus.
    focus: Option<Id>,
    /// Where the keyboard goes when a sheet closes.
    back_to: Option<Id>,
    /// Where it goes when the list of clashes closes, over which a sheet may be open.
    back_to_from_list: Option<Id>,
    /// Takes the focus when the sheet is surely gone: under a sheet nothing may have it.
    refocus: Option<Id>,
    /// The keyboard opened a sheet: its first button takes the focus.
    focus_sheet: bool,
}

/// A sheet over the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Session(SessionId),
    Choose { moved: SessionId, here: SessionId, room: RoomId },
    Data,
}

impl Screen {
    /// A screen that shows what is on.
    #[must_use]
    pub fn new(look: Look, text_size: TextSize) -> Self {
        Self { look, text_size, ..Self::default() }
    }

    /// The chosen colours.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// The chosen size.
    #[must_use]
    pub fn text_size(&self) -> TextSize {
        self.text_size
    }
}

/// What a touch asks for.
enum Action {
    Do(Command),
    Undo { set: SetId, keep_later_edits: bool },
    Dot(SessionId, bool),
    Open(SessionId),
    Choose { moved: SessionId, here: SessionId, room: RoomId },
    ShowData,
    CloseSheet,
    ShowClashes(bool),
    PickUp(SessionId),
    PutDown,
    ShowDay(DayId),
    ShowStream(Option<StreamId>),
    NextLook,
    NextTextSize,
    ToggleShelf,
    DismissNotices,
}

/// What every screen may read.
struct Cx<'a> {
    view: &'a View,
    schedule: &'a Schedule,
    facts: &'a Facts,
    t: &'a Tokens,
    words: &'a Words,
    now: LocalTime,
    picked: Option<SessionId>,
    stream: Option<StreamId>,
    /// What had the keyboard's focus in the last frame.
    focus_before: Option<Id>,
    may_board: bool,
    may_floor: bool,
}

impl Cx<'_> {
    /// Minutes from midnight of `day` until now; negative before that day.
    fn minute_of(&self, day: DayId) -> Option<i64> {
        self.now.minutes_into(&self.schedule.days.get(&day)?.date.value)
    }

    fn stream_index(&self, session: &Session) -> Option<usize> {
        self.facts.streams.get(&session.stream.value?).copied()
    }

    fn needs_look(&self, id: SessionId, session: &Session) -> bool {
        self.facts.clashing.contains(&id) || !session.placement.rivals.is_empty()
    }

    /// Whoever looks after the board may withdraw a pitch, and the device at which it was pitched.
    fn may_withdraw(&self, id: SessionId) -> bool {
        let here = |own: &UndoableSet| matches!(own.command, Command::Pitch { session, .. } if session == id);
        self.may_board || (self.may_floor && self.view.undoable.iter().any(here))
    }

    /// Scrolls to what the keyboard has just reached.
    fn follow(&self, ui: &Ui, response: &egui::Response) {
        if response.has_focus() && self.focus_before != Some(response.id) {
            let at_once = egui::style::ScrollAnimation::none();
            ui.scroll_to_rect_animation(response.rect.expand(4.0), None, at_once);
        }
    }

    /// The session that is looking for a place: picked, or in the air.
    fn carried(&self, ctx: &egui::Context) -> Option<SessionId> {
        egui::DragAndDrop::payload::<SessionId>(ctx).map(|id| *id).or(self.picked)
    }
}

/// Draws everything; returns what a person asked for.
pub fn show(ui: &mut Ui, around: &Around<'_>, screen: &mut Screen) -> Option<Command> {
    let schedule = &*around.view.schedule;
    keep_up(screen, schedule, around);
    let saved = around.view.data.here == Here::Saved;
    let role = around.view.role.filter(|_| saved);
    let cx = Cx {
        view: around.view,
        schedule,
        facts: around.facts,
        t: around.tokens,
        words: around.words,
        now: around.now,
        picked: screen.picked,
        stream: screen.stream,
        focus_before: screen.focus,
        may_board: matches!(role, Some(Role::Organiser | Role::Volunteer)),
        may_floor: matches!(role, Some(Role::Organiser | Role::Volunteer | Role::Kiosk)),
    };
    if !cx.may_board {
        screen.picked = None;
    }
    let mut out = Vec::new();
    let low = ui.ctx().content_rect().height() < theme::LOWEST_SCREEN;
    let bar = Frame::new()
        .fill(cx.t.bar)
        .inner_margin(Margin::symmetric(theme::MARGIN as i8, if low { 3 } else { 10 }));
    Panel::top("bar")
        .frame(bar)
        .show_separator_line(false)
        .resizable(false)
        .show(ui, |ui| top::show(ui, &cx, screen, &mut out));
    if cx.view.event.is_some() && screen.day.is_some() {
        Panel::bottom("shelf")
            .frame(bar)
            .show_separator_line(false)
            .resizable(false)
            .show(ui, |ui| shelf::show(ui, &cx, screen, &mut out));
    }
    let margin = Margin { left: theme::MARGIN as i8, right: 20, top: 12, bottom: 8 };
    egui::CentralPanel::default()
        .frame(Frame::new().fill(cx.t.background).inner_margin(margin))
        .show(ui, |ui| {
            notices::show(ui, &cx, screen, &mut out);
            match screen.day {
                Some(day) if cx.view.event.is_some() => match empty::of_day(&cx, day) {
                    Some(empty) => empty::show(ui, &cx, empty),
                    None => board::show(ui, &cx, &mut screen.board, day, &mut out),
                },
                Some(_) | None => empty::show(ui, &cx, empty::of_event(&cx)),
            }
        });
    sheets(ui, &cx, screen, &mut out);
    escape(ui, screen, &mut out);
    screen.focus = ui.memory(|memory| memory.focused());
    if let Some(id) = screen.refocus.take() {
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    }
    out.into_iter().fold(None, |command, action| {
        apply(ui.ctx(), screen, &around.view.notices, action).or(command)
    })
}

fn sheets(ui: &Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if screen.clashes_open {
        clash_list::show(ui.ctx(), cx, screen, out);
    }
    match screen.sheet {
        Some(Sheet::Session(id)) => session_sheet::show(ui.ctx(), cx, screen, id, out),
        Some(Sheet::Choose { moved, here, room }) => {
            session_sheet::choose(ui.ctx(), cx, screen, (moved, here, room), out);
        }
        Some(Sheet::Data) => data_sheet::show(ui.ctx(), cx, screen, out),
        None => {}
    }
}

/// Keeps what is chosen among what there is.
fn keep_up(screen: &mut Screen, schedule: &Schedule, around: &Around<'_>) {
    let days = schedule.days_in_order();
    if !days.iter().any(|(id, _)| Some(*id) == screen.day) {
        // Today, or the next day of the event, or its last.
        let ahead = days.iter().find(|(_, day)| {
            around.now.minutes_into(&day.date.value).is_some_and(|minute| minute < 1_440)
        });
        screen.day = ahead.or(days.last()).map(|(id, _)| *id);
        screen.stream = None;
    }
    let streams = screen.day.map(|day| schedule.streams_of(day)).unwrap_or_default();
    if !streams.iter().any(|(id, _)| Some(*id) == screen.stream) {
        screen.stream = None;
    }
    let shown = |id: SessionId| schedule.sessions.get(&id).is_some_and(|s| s.is_shown());
    screen.picked = screen.picked.filter(|id| shown(*id));
    let sees_hidden = matches!(around.view.role, Some(Role::Organiser | Role::Volunteer));
    screen.sheet = screen.sheet.filter(|sheet| match sheet {
        Sheet::Session(id) => {
            schedule.sessions.get(id).is_some_and(|session| !session.hidden || sees_hidden)
        }
        Sheet::Choose { moved, here, .. } => shown(*moved) && shown(*here),
        Sheet::Data => true,
    });
}

fn escape(ui: &Ui, screen: &Screen, out: &mut Vec<Action>) {
    let pressed = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if !pressed || !out.is_empty() {
        return;
    }
    if screen.sheet.is_some() {
        out.push(Action::CloseSheet);
    } else if screen.clashes_open {
        out.push(Action::ShowClashes(false));
    } else if screen.picked.is_some() {
        out.push(Action::PutDown);
    }
}

fn apply(
    ctx: &egui::Context,
    screen: &mut Screen,
    notices: &[Notice],
    action: Action,
) -> Option<Command> {
    match action {
        Action::Do(command) => return Some(command),
        Action::Undo { set, keep_later_edits } => {
            screen.undone = Some(set).filter(|_| !keep_later_edits);
            return Some(Command::Undo { set, keep_later_edits });
        }
        Action::Dot(session, true) => {
            screen.dotted.insert(session);
            return Some(Command::Dot(session));
        }
        Action::Dot(session, false) => {
            screen.dotted.remove(&session);
            return Some(Command::Undot(session));
        }
        Action::Open(session) => open(ctx, screen, Sheet::Session(session)),
        Action::Choose { moved, here, room } => {
            open(ctx, screen, Sheet::Choose { moved, here, room });
        }
        Action::ShowData => open(ctx, screen, Sheet::Data),
        Action::CloseSheet => {
            screen.sheet = None;
            let back = screen.back_to.take();
            go_back(ctx, screen, back);
        }
        Action::ShowClashes(true) => {
            screen.back_to_from_list = remember_focus(ctx, screen);
            screen.clashes_open = true;
        }
        Action::ShowClashes(false) => {
            screen.clashes_open = false;
            screen.sheet = None;
            let back = screen.back_to_from_list.take();
            go_back(ctx, screen, back);
        }
        Action::PickUp(session) => {
            screen.picked = Some(session);
            screen.sheet = None;
            let from_list = std::mem::take(&mut screen.clashes_open);
            let back = screen.back_to.take();
            let back = if from_list { screen.back_to_from_list.take() } else { back };
            go_back(ctx, screen, back);
        }
        Action::PutDown => {
            screen.picked = None;
            if screen.sheet.take().is_some() {
                let back = screen.back_to.take();
                go_back(ctx, screen, back);
            }
        }
        Action::ShowDay(day) => {
            screen.day = Some(day);
            screen.stream = None;
        }
        Action::ShowStream(stream) => screen.stream = stream,
        Action::NextLook => screen.look = screen.look.next(),
        Action::NextTextSize => screen.text_size = screen.text_size.next(),
        Action::ToggleShelf => screen.shelf_open = !screen.shelf_open,
        Action::DismissNotices => screen.dismissed = notices.to_vec(),
    }
    ctx.request_repaint();
    None
}

fn open(ctx: &egui::Context, screen: &mut Screen, sheet: Sheet) {
    if screen.sheet.is_none() {
        screen.back_to = remember_focus(ctx, screen);
    }
    screen.sheet = Some(sheet);
}

/// Whoever works by keyboard goes on in the sheet, and comes back to where they were.
fn remember_focus(ctx: &egui::Context, screen: &mut Screen) -> Option<Id> {
    let focused = ctx.memory(|memory| memory.focused());
    screen.focus_sheet = focused.is_some();
    focused
}

fn go_back(ctx: &egui::Context, screen: &mut Screen, back: Option<Id>) {
    screen.focus_sheet = false;
    screen.refocus = back;
    ctx.request_repaint();
}

impl Screen {
    /// Gives the focus to the first button of a sheet that the keyboard opened.
    fn focus_first(&mut self, button: &egui::Response) {
        if std::mem::take(&mut self.focus_sheet) {
            button.request_focus();
        }
    }
}
