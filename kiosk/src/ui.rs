//! The screens: functions of the view that draw, keep their own state, and return what a person asked
//! for. They know no engine, no disk and no network.

mod action;
mod announcements;
mod bands;
mod board;
mod card;
mod clash_list;
mod data_sheet;
mod editing;
mod empty;
mod field;
mod from_paper;
mod glyphs;
mod history;
mod icon;
mod idle;
mod import;
mod info;
mod keyboard;
pub mod looks;
mod moved;
mod moves;
mod notices;
mod pitch;
mod places;
pub mod plan;
mod print;
mod qr;
mod screen;
mod search;
mod selection;
mod sending;
mod server;
mod session_sheet;
mod shelf;
mod start;
pub mod theme;
mod today;
mod tools;
mod top;
mod unlock;
mod upkeep;
mod wall;
mod widgets;
pub mod words;

use crate::{
    ask::Request,
    clock::{self, LocalTime},
    view::{Here, Pin, UndoableSet, View},
};
use action::Action;
use editing::Editing;
use eframe::egui::{self, Frame, Id, Margin, Panel, Ui};
pub use idle::Home;
use jiff::tz::TimeZone;
pub use keyboard::Keyboard;
pub use screen::Screen;
use screen::{Sheet, Unlocked};
pub use search::Both;
use shared::{
    ids::{DayId, PersonId, SessionId, StreamId},
    roster::Role,
    schedule::{Schedule, Session, Span},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use theme::Tokens;
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
    /// The same moment in seconds since 1970.
    pub now_s: i64,
}

/// The pages: one at a time fills the screen, sheets lie over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// What is on now and next, readable from afar: where an idle kiosk returns to.
    Wall,
    /// The grid of a day.
    #[default]
    Board,
    /// Finding a session.
    Search,
    /// What was pitched, moved and cancelled lately.
    Moved,
    /// Wifi, first aid, whom to ask.
    Info,
    /// Pitching a session.
    Pitch,
    /// Importing a programme.
    Import,
    /// The board of any past moment, and who did what.
    History,
    /// Which device is the server, and the board by hand.
    Server,
    /// The event itself: its facts, days, slots, rooms and streams.
    Upkeep,
    /// What was written on paper is typed back in.
    FromPaper,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Wall,
        Self::Board,
        Self::Search,
        Self::Moved,
        Self::Info,
        Self::Pitch,
        Self::Import,
        Self::History,
        Self::Server,
        Self::Upkeep,
        Self::FromPaper,
    ];
}

/// What is worked out of a view once, when it arrives.
pub struct Facts {
    zone: TimeZone,
    clashing: BTreeSet<SessionId>,
    streams: BTreeMap<StreamId, usize>,
    /// What waits on the shelf.
    waiting: Vec<shelf::Waits>,
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
        Self { zone, clashing, streams, waiting: shelf::all_of(&view.schedule) }
    }

    /// The event's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// What every screen may read.
struct Cx<'a> {
    view: &'a View,
    schedule: &'a Schedule,
    facts: &'a Facts,
    t: &'a Tokens,
    words: &'a Words,
    now: LocalTime,
    now_s: i64,
    picked: Option<SessionId>,
    stream: Option<StreamId>,
    density: looks::Density,
    /// What was found, while somebody looks for something on the board.
    lit: Option<Arc<search::Lit>>,
    /// What differs between the board and another moment, where two are compared.
    changed: Option<Arc<BTreeSet<SessionId>>>,
    selection: selection::State,
    /// The day that is chosen.
    day: Option<DayId>,
    /// The session whose place was asked for: it takes the focus.
    show: Option<SessionId>,
    /// Who acts: whoever unlocked this device, or this visit.
    person: Option<PersonId>,
    unlocked: Option<Unlocked>,
    /// Nothing locks editing at this moment.
    open: bool,
    /// What had the keyboard's focus in the last frame.
    focus_before: Option<Id>,
    may_board: bool,
    may_floor: bool,
    /// Days, rooms, slots, and what an import brings.
    may_plan: bool,
}

impl Cx<'_> {
    /// It begins on the date of the present moment, be that after midnight of its day.
    fn begins_today(&self, span: Span) -> bool {
        let now = self.minute_of(span.day);
        now.is_some_and(|now| now.div_euclid(1_440) == i64::from(span.start / 1_440))
    }

    /// Minutes from midnight of `day` until now; negative before that day.
    fn minute_of(&self, day: DayId) -> Option<i64> {
        self.now.minutes_into(&self.schedule.days.get(&day)?.date.value)
    }

    fn stream_index(&self, session: &Session) -> Option<usize> {
        self.facts.streams.get(&session.stream.value?).copied()
    }

    /// It needs somebody who looks after the board, and one is here.
    fn needs_look(&self, id: SessionId, session: &Session) -> bool {
        self.may_board
            && (self.facts.clashing.contains(&id) || !session.placement.rivals.is_empty())
    }

    /// Whoever is unlocked undoes what they did; while nobody is, what nobody in particular did.
    fn is_own(&self, own: &UndoableSet) -> bool {
        own.person == self.person
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
pub fn show(ui: &mut Ui, around: &Around<'_>, screen: &mut Screen) -> Vec<Request> {
    let schedule = &*around.view.schedule;
    screen::keep_up(screen, schedule, around);
    unlock::offer(ui.ctx(), around.view, screen);
    let drawn = screen.drawn();
    if screen.visit.is_none() {
        screen.visit = screen.tools.id().map(PersonId);
    }
    let mut cx = cx(around, screen);
    if screen.page == Page::Board {
        cx.lit = screen.search.lit(&cx);
    }
    let cx = cx;
    if !cx.may_board {
        screen.picked = None;
        screen.clashes_open = false;
    }
    let mut out = Vec::new();
    editing::keys(ui, &cx, &mut out);
    keyboard::show(ui, &cx, &mut screen.keyboard);
    search::shortcut(ui, screen.page, &mut out);
    bands::show(ui, &cx, screen, &mut out);
    bars(ui, &cx, screen, &mut out);
    let margin = Margin { left: theme::MARGIN as i8, right: 20, top: 12, bottom: 8 };
    egui::CentralPanel::default()
        .frame(Frame::new().fill(cx.t.background).inner_margin(margin))
        .show(ui, |ui| {
            notices::show(ui, &cx, screen, &mut out);
            server::safety::banner(ui, &cx, screen.page, &mut out);
            bands::rehearsed(ui, &cx, screen, &mut out);
            announcements::band(ui, &cx, screen.page, &mut out);
            page(ui, &cx, screen, &mut out);
        });
    screen.show = screen.show.filter(|_| screen.page != Page::Board);
    pitch::keep(ui, &cx, &mut screen.pitch, &mut out);
    from_paper::keep(ui, &cx, screen, &mut out);
    sheets(ui, &cx, screen, &mut out);
    idle::show(ui, &cx, screen, &mut out);
    editing::tell(ui, &cx, screen, &mut out);
    action::escape(ui, screen, &mut out);
    screen.focus = ui.memory(|memory| memory.focused());
    if let Some(id) = screen.refocus.take() {
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    }
    let person = cx.person;
    // A name beside a PIN that was never right is nobody's.
    let named = screen.unlocked.map(|_| screen.unlock.name().to_owned()).unwrap_or_default();
    let requests = moves::ask_first(schedule, out)
        .into_iter()
        .filter_map(|action| action::apply(ui.ctx(), screen, &around.view.notices, action, person))
        .map(|request| editing::with_name(&named, schedule, request))
        .collect();
    answer_at_once(ui, screen, drawn);
    requests
}

/// Whoever touches sees the answer in the frame of the touch: it is laid out again when another page
/// or sheet is to be shown, and once more when that was there for the first time and had no size.
fn answer_at_once(ui: &Ui, screen: &mut Screen, drawn: screen::Drawn) {
    let before = screen.drawn_last.replace(drawn);
    if before != Some(drawn) || drawn != screen.drawn() {
        ui.ctx().request_discard("answer");
    }
}

/// Anybody may stand here: each visit is somebody of its own, whose acts the next cannot undo.
fn is_public(view: &View, screen: &Screen) -> bool {
    match view.role {
        Some(Role::Kiosk) => true,
        Some(Role::Organiser | Role::Volunteer) => view.pin == Pin::Set || !is_open(view, screen),
        Some(Role::Viewer) | None => view.pin == Pin::Set,
    }
}

/// Nothing locks editing: it was unlocked, or nobody wants a lock. A device on which no PIN was
/// chosen is closed until somebody chooses one, or says that everybody may edit; the sample is there
/// to be tried out.
fn is_open(view: &View, screen: &Screen) -> bool {
    let no_lock = match view.pin {
        Pin::Set => false,
        Pin::NotWanted => true,
        Pin::NotChosen => view.is_sample || screen.open_at_first,
    };
    no_lock || screen.unlocked.is_some()
}

/// Whoever stands here may look after the board.
fn may_board(view: &View, screen: &Screen) -> bool {
    let is_of_those = matches!(view.role, Some(Role::Organiser | Role::Volunteer));
    is_of_those && view.data.here == Here::Saved && is_open(view, screen)
}

fn cx<'a>(around: &'a Around<'_>, screen: &Screen) -> Cx<'a> {
    let saved = around.view.data.here == Here::Saved;
    let role = around.view.role.filter(|_| saved);
    let open = is_open(around.view, screen);
    let public = is_public(around.view, screen);
    let person = screen.unlocked.map(|unlocked| unlocked.person);
    Cx {
        person: person.or(screen.visit.filter(|_| public)),
        view: around.view,
        schedule: &around.view.schedule,
        facts: around.facts,
        t: around.tokens,
        words: around.words,
        now: around.now,
        now_s: around.now_s,
        picked: screen.picked,
        stream: screen.stream,
        density: screen.density,
        lit: None,
        changed: None,
        selection: screen.editing.selection.clone(),
        day: screen.day,
        show: screen.show,
        unlocked: screen.unlocked,
        open,
        focus_before: screen.focus,
        may_board: may_board(around.view, screen),
        may_floor: matches!(role, Some(Role::Organiser | Role::Volunteer | Role::Kiosk)),
        may_plan: open && matches!(role, Some(Role::Organiser)),
    }
}

/// The bar above every page, and the shelf below the board.
fn bars(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let low = ui.ctx().content_rect().height() < theme::LOWEST_SCREEN;
    let short = ui.ctx().content_rect().height() < theme::LOW_SCREEN;
    if short && keyboard::is_up(ui.ctx()) {
        // Whoever writes needs the page more.
        return;
    }
    let bar = Frame::new()
        .fill(cx.t.bar)
        .inner_margin(Margin::symmetric(theme::MARGIN as i8, if low { 3 } else { 10 }));
    Panel::top("bar")
        .frame(bar)
        .show_separator_line(false)
        .resizable(false)
        .show(ui, |ui| top::show(ui, cx, screen, out));
    if screen.page == Page::Board && cx.view.event.is_some() && screen.day.is_some() {
        Panel::bottom("shelf")
            .frame(bar)
            .show_separator_line(false)
            .resizable(false)
            .show(ui, |ui| shelf::show(ui, cx, screen, out));
    }
}

fn page(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if cx.view.event.is_none() || empty::is_outside(cx) {
        match empty::of_event(cx) {
            empty::Empty::NotJoined => {
                let (start, imports) = (&mut screen.start, &mut screen.import);
                start::show(ui, cx, start, imports, &mut screen.tools, out);
            }
            other @ (empty::Empty::NoData
            | empty::Empty::Opening
            | empty::Empty::NoDays
            | empty::Empty::NothingOnDay) => {
                empty::show(ui, cx, other, out);
            }
        }
        return;
    }
    match screen.page {
        Page::Wall | Page::Board => match screen.day {
            // An event without days has nothing to show here, and is filled on the other pages.
            None => empty::show(ui, cx, empty::of_event(cx), out),
            Some(_) if screen.page == Page::Wall => {
                let area = ui.available_rect_before_wrap();
                wall::show(ui, cx, &mut screen.wall, out);
                editing::done(ui, cx, screen, area, out);
            }
            Some(day) => match empty::of_day(cx, day) {
                Some(empty) => empty::show(ui, cx, empty, out),
                None => board::show(ui, cx, screen, day, out),
            },
        },
        Page::Search => search::show(ui, cx, &mut screen.search, out),
        Page::Moved => moved::show(ui, cx, &mut screen.moved, out),
        Page::Info => {
            let area = ui.available_rect_before_wrap();
            info::show(ui, cx, &mut screen.info, &mut screen.tools, out);
            editing::done(ui, cx, screen, area, out);
        }
        Page::Import if may_import(cx) => {
            import::show(ui, cx, &mut screen.import, &mut screen.tools, out);
        }
        Page::Import => out.push(Action::Go(Page::Board)),
        Page::History => history::show(ui, cx, screen, out),
        Page::Server => server::show(ui, cx, &mut screen.server, &mut screen.tools, out),
        Page::Upkeep => upkeep::show(ui, cx, screen, out),
        Page::FromPaper => from_paper::show(ui, cx, screen, out),
        Page::Pitch => pitch::show(ui, cx, &mut screen.pitch, &mut screen.tools, out),
    }
}

/// Whoever locks the device, or lets it lock itself, leaves nobody on the page; a disk that refuses
/// does not take from it what the page has to say about that.
fn may_import(cx: &Cx<'_>) -> bool {
    cx.open && matches!(cx.view.role, Some(Role::Organiser))
}

fn sheets(ui: &Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if !screen.import.words.is_empty() {
        start::words_sheet(ui.ctx(), cx, &screen.import.words, out);
    }
    if screen.clashes_open {
        clash_list::show(ui.ctx(), cx, screen, out);
    }
    match screen.sheet {
        Some(Sheet::Session(id)) => session_sheet::show(ui.ctx(), cx, screen, id, out),
        Some(Sheet::Choose { moved, here, room }) => {
            editing::choose(ui.ctx(), cx, screen, (moved, here, room), out);
        }
        Some(Sheet::Edit(sheet)) => editing::sheet(ui.ctx(), cx, screen, sheet, out),
        Some(Sheet::Upkeep(sheet)) => upkeep::sheet(ui.ctx(), cx, screen, sheet, out),
        Some(Sheet::Data) => data_sheet::show(ui.ctx(), cx, screen, out),
        Some(Sheet::BringBack) => history::sheet(ui.ctx(), cx, screen, out),
        Some(Sheet::Unlock) => unlock::show(ui.ctx(), cx, screen, out),
        Some(Sheet::Slip) => pitch::slip_sheet(ui.ctx(), cx, screen, out),
        None => {}
    }
}
