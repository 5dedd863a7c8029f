//! The shelf: pitches that wait for a place, in strips that scroll sideways: sorted and filtered for
//! those who place them. On a low screen it is one line until somebody opens it.

mod cards;

use super::{
    Action, Cx, Editing, Screen, icon, selection,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use cards::{Strip, strip};
use eframe::egui::{self, Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};
use shared::{
    ids::{SessionId, StreamId},
    schedule::{Schedule, Session},
};

const HEIGHT: f32 = 112.0;
const SIDE: f32 = 176.0;
/// From this height of the window on, the shelf has two rows.
const TALL_SCREEN: f32 = 1_300.0;
/// From this height on, its switches are always there.
const USUAL_SCREEN: f32 = 1_240.0;

/// What is chosen for the shelf.
#[derive(Default)]
pub(super) struct State {
    sort: Sort,
    stream: Option<StreamId>,
    word: String,
    /// The switches were asked for on a screen that has little room.
    switches: bool,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sort {
    /// As they were pitched.
    #[default]
    Pitched,
    /// What most people are interested in first.
    Dots,
    Stream,
}

impl Sort {
    fn next(self) -> Self {
        match self {
            Self::Pitched => Self::Dots,
            Self::Dots => Self::Stream,
            Self::Stream => Self::Pitched,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Pitched => "shelf-sort-pitched",
            Self::Dots => "shelf-sort-dots",
            Self::Stream => "shelf-sort-stream",
        }
    }
}

/// What a touch changes.
pub(super) enum Change {
    NextSort,
    Stream(Option<StreamId>),
    Switches,
    Clear,
}

impl State {
    pub(super) fn change(&mut self, change: Change) {
        match change {
            Change::NextSort => self.sort = self.sort.next(),
            Change::Stream(stream) => self.stream = stream,
            Change::Switches => self.switches = !self.switches,
            Change::Clear => (self.stream, self.word) = (None, String::new()),
        }
    }

    pub(super) fn filters(&self) -> bool {
        self.stream.is_some() || !self.word.trim().is_empty()
    }

    fn apply(&self, cx: &Cx<'_>, waiting: &mut Vec<Waiting<'_>>) {
        if self.filters() {
            waiting.retain(|one| self.lets_through(cx, one.session));
        }
        match self.sort {
            Sort::Pitched => {}
            Sort::Dots => waiting.sort_by_key(|one| (!one.lost, std::cmp::Reverse(one.dots))),
            Sort::Stream => waiting.sort_by_key(|one| {
                let stream = cx.stream_index(one.session);
                (!one.lost, stream.is_none(), stream)
            }),
        }
    }

    fn lets_through(&self, cx: &Cx<'_>, session: &Session) -> bool {
        let word = self.word.trim().to_lowercase();
        let of_stream = self.stream.is_none() || session.stream.value == self.stream;
        let has = |text: &str| text.to_lowercase().contains(&word);
        of_stream
            && (word.is_empty()
                || has(&session.title.value)
                || has(&session.text.value)
                || has(&cx.words.hosts(cx.schedule, session)))
    }
}

/// One that waits.
pub(super) struct Waiting<'a> {
    pub(super) id: SessionId,
    pub(super) session: &'a Session,
    /// With those of its parts.
    pub(super) dots: u32,
    /// It has a place that this kiosk cannot show.
    pub(super) lost: bool,
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let mut waiting = everything(cx);
    let all = waiting.len();
    screen.editing.shelf.apply(cx, &mut waiting);
    let height = ui.ctx().content_rect().height();
    let low = height < theme::LOW_SCREEN;
    let count = cx.words.with("shelf-count", &[("n", all.into())]);
    if all == 0 || (low && !screen.shelf_open) {
        line(ui, cx, &count, all == 0, out);
        return;
    }
    if cx.may_board && (height >= USUAL_SCREEN || screen.editing.shelf.switches) {
        switches(ui, cx, &mut screen.editing.shelf, out);
    }
    let rows = if height >= TALL_SCREEN && waiting.len() > 6 { 2 } else { 1 };
    let size = vec2(ui.available_width(), HEIGHT * rows as f32);
    let (full, _) = ui.allocate_exact_size(size, Sense::hover());
    let side = Rect::from_min_size(full.min, vec2(SIDE, full.height()));
    ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head(ui, cx, &count, low, out);
    });
    let right = Rect::from_min_max(pos2(side.max.x, full.min.y), full.max);
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        if waiting.is_empty() {
            nothing_found(ui, cx, out);
        } else {
            let chooses = selection::chooses(ui, cx);
            strip(ui, &Strip { cx, waiting: &waiting, rows, chooses }, out);
        }
    });
    taken_in(ui, cx, full, out);
}

/// Above its left end: how many wait, and what to do with what is carried.
fn head(ui: &mut Ui, cx: &Cx<'_>, count: &str, low: bool, out: &mut Vec<Action>) {
    let room = ui.ctx().content_rect().height() < USUAL_SCREEN;
    if low {
        let press = Press::new(count, Kind::Tab(true)).width(0.0, SIDE - 12.0);
        if press.show(ui, cx.t).clicked() {
            out.push(Action::ToggleShelf);
        }
    } else {
        ui.add_space(if room && cx.may_board { 6.0 } else { 18.0 });
        widgets::text(ui, None, count, theme::extrabold(22.0), cx.t.text);
    }
    if shelvable(cx, ui).is_none() && cx.may_board && room {
        let said = cx.words.text("shelf-switches");
        let press = Press::icon_only(icon::FILTER, said).show(ui, cx.t);
        if press.clicked() {
            out.push(Action::Editing(Editing::Shelf(Change::Switches)));
        }
        return;
    }
    put_here(ui, cx, false, out);
}

/// What waits in a schedule: once for each, because looking for it goes through all sessions.
pub(super) struct Waits {
    id: SessionId,
    dots: u32,
    lost: bool,
}

/// What has no place, and, first, what has one that cannot be shown; in the order of pitching.
pub(super) fn all_of(schedule: &Schedule) -> Vec<Waits> {
    let one = |id, lost| Waits { id, dots: schedule.interest_of(id), lost };
    let lost = super::plan::lost(schedule).into_iter().map(|id| one(id, true));
    let shelf = schedule.shelf();
    lost.chain(shelf.into_iter().map(|(id, _)| one(id, false))).collect()
}

fn everything<'a>(cx: &Cx<'a>) -> Vec<Waiting<'a>> {
    let one = |waits: &Waits| {
        let Waits { id, dots, lost } = *waits;
        Some(Waiting { id, session: cx.schedule.sessions.get(&id)?, dots, lost })
    };
    cx.facts.waiting.iter().filter_map(one).collect()
}

/// As somebody wants to see it.
pub(super) fn waiting<'a>(cx: &Cx<'a>, state: &State) -> Vec<Waiting<'a>> {
    let mut waiting = everything(cx);
    state.apply(cx, &mut waiting);
    waiting
}

/// Something waits, whatever is chosen.
pub(super) fn is_any(cx: &Cx<'_>) -> bool {
    !cx.facts.waiting.is_empty()
}

/// All that waits but this one, in the order of pitching.
pub(super) fn others(cx: &Cx<'_>, id: SessionId) -> Vec<SessionId> {
    everything(cx).into_iter().map(|one| one.id).filter(|other| *other != id).collect()
}

fn line(ui: &mut Ui, cx: &Cx<'_>, count: &str, none: bool, out: &mut Vec<Action>) {
    let shown = ui.horizontal(|ui| {
        if !none && Press::new(count, Kind::Tab(false)).show(ui, cx.t).clicked() {
            out.push(Action::ToggleShelf);
        }
        put_here(ui, cx, none, out);
    });
    let full = Rect::from_x_y_ranges(ui.max_rect().x_range(), shown.response.rect.y_range());
    taken_in(ui, cx, full, out);
}

/// Order, stream and a word.
fn switches(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), theme::TOUCH_MIN),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let said = cx.words.text(state.sort.key());
            if Press::new(&said, Kind::Plain).icon(icon::SORT).show(ui, cx.t).clicked() {
                out.push(Action::Editing(Editing::Shelf(Change::NextSort)));
            }
            let label = cx.words.text("shelf-word");
            super::editing::line(ui, cx, (&mut state.word, 60), &label, 220.0);
            let scroll = egui::ScrollArea::horizontal().id_salt("shelf streams");
            scroll.show(ui, |ui| {
                ui.horizontal(|ui| streams(ui, cx, state.stream, out));
            });
        },
    );
    ui.add_space(2.0);
}

fn streams(ui: &mut Ui, cx: &Cx<'_>, chosen: Option<StreamId>, out: &mut Vec<Action>) {
    let is_there = |id| cx.schedule.streams.get(id).is_some_and(|one| !one.removal.is_removed());
    let streams = cx.facts.streams.iter().filter(|(id, _)| is_there(id));
    let mut streams: Vec<_> = streams.map(|(id, order)| (*order, *id)).collect();
    streams.sort_unstable();
    for (index, id) in streams {
        let name = cx.words.stream(cx.schedule, id);
        let spoken = cx.words.with("shelf-stream", &[("name", name.as_str().into())]);
        let on = chosen == Some(id);
        let (_, ink) = cx.t.stream(Some(index));
        let press = Press::new(&name, Kind::Tab(on)).dot(ink).spoken(spoken).width(0.0, 220.0);
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            let stream = Some(id).filter(|_| !on);
            out.push(Action::Editing(Editing::Shelf(Change::Stream(stream))));
        }
    }
}

/// Something waits, and none of it fits what is chosen.
pub(super) fn nothing_found(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    ui.add_space(10.0);
    let said = cx.words.text("shelf-nothing");
    widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    if Press::new(&cx.words.text("shelf-all"), Kind::Plain).show(ui, cx.t).clicked() {
        out.push(Action::Editing(Editing::Shelf(Change::Clear)));
    }
}

/// What is carried and has a place that it could leave.
fn shelvable(cx: &Cx<'_>, ui: &Ui) -> Option<SessionId> {
    cx.carried(ui.ctx()).filter(|id| cx.may_board && selection::shelved(cx, *id).is_some())
}

fn shelve(cx: &Cx<'_>, session: SessionId, out: &mut Vec<Action>) {
    out.push(Action::PutDown);
    if selection::is_of_group(&cx.selection, session) {
        out.push(Action::Editing(Editing::Select(false)));
    }
    out.extend(selection::shelved(cx, session).map(Action::Do));
}

/// Wherever a card with a place is dropped on the shelf, the shelf takes it.
fn taken_in(ui: &Ui, cx: &Cx<'_>, full: Rect, out: &mut Vec<Action>) {
    let Some(session) = egui::DragAndDrop::payload::<SessionId>(ui.ctx()).map(|id| *id) else {
        return;
    };
    let over = ui.ctx().pointer_interact_pos().is_some_and(|at| full.contains(at));
    if !over || shelvable(cx, ui) != Some(session) {
        return;
    }
    if ui.input(|input| input.pointer.any_released()) {
        egui::DragAndDrop::clear_payload(ui.ctx());
        shelve(cx, session, out);
    } else {
        let line = egui::Stroke::new(3.0, cx.t.accent);
        let radius = egui::CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(full, radius, line, egui::StrokeKind::Inside);
    }
}

/// Under the count: the shelf offers itself to what is being moved, or says how it works.
fn put_here(ui: &mut Ui, cx: &Cx<'_>, none: bool, out: &mut Vec<Action>) {
    if let Some(session) = shelvable(cx, ui) {
        let here = cx.words.text("shelf-put-here-short");
        let press = Press::new(&here, Kind::Plain).spoken(cx.words.text("shelf-put-here"));
        if press.width(0.0, SIDE - 12.0).show(ui, cx.t).clicked() {
            shelve(cx, session, out);
        }
        return;
    }
    let hint = match (none, cx.may_board) {
        (true, _) => cx.words.text("shelf-empty"),
        (false, true) => cx.words.text("shelf-hint-move"),
        (false, false) => cx.words.text("shelf-hint"),
    };
    widgets::text(ui, None, &hint, theme::regular(size::SMALL), cx.t.dim);
}
