//! Finding a session: results as somebody types, with the field always in the focus.

mod list;
mod lit;
mod row;
mod suggestions;

pub(super) use lit::Lit;

use super::{
    Action, Cx, Page, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
    words::{Locale, Words},
};
use crate::{
    clock::LocalTime,
    search::{Hit, Index, Names, Query, Within},
};
use eframe::egui::{
    self, CornerRadius, Event, Id, Key, Margin, Modifiers, Rect, Sense, Stroke, StrokeKind,
    TextEdit, Ui, UiBuilder, WidgetInfo,
    accesskit::{Live, Role},
    pos2, vec2,
};
use shared::{
    ids::{DayId, RoomId},
    schedule::{Placement, Schedule, Session},
};
use std::sync::Arc;

/// Wider lines are hard to follow.
const WIDTH_MAX: f32 = 1_180.0;
const FIELD_HEIGHT: f32 = 58.0;
/// Below this height the field shrinks too: the on-screen keyboard has the rest.
const LOW_PAGE: f32 = 320.0;
/// At the right end of the field: how many were found.
const COUNT: f32 = 126.0;
/// Nobody types more.
const TYPED_MAX: usize = 100;
/// Results that one press of Page down goes on.
const PAGE_STEP: usize = 6;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    typed: String,
    within: Option<Within>,
    index: Index,
    names: Option<Both>,
    /// The schedule that the index has read.
    read: Option<Arc<Schedule>>,
    /// For what `found` is.
    asked: Option<(String, Option<Within>, LocalTime)>,
    query: Query,
    found: Vec<Hit>,
    /// The result that Enter opens.
    chosen: usize,
    /// The arrows have just reached it.
    follow: bool,
    list: list::Places,
    /// What is lit on the board, until anything else is looked for or found.
    lit: Option<(Locale, Arc<Lit>)>,
    /// The last pass in which the page was there.
    last_pass: Option<u64>,
}

/// Days and formats in every language that is spoken here.
pub struct Both([Words; 2]);

impl Default for Both {
    fn default() -> Self {
        Self(Locale::ALL.map(Words::of))
    }
}

impl Names for Both {
    fn day(&self, schedule: &Schedule, day: DayId) -> Vec<String> {
        let of = |words: &Words| [words.day(schedule, day), words.date(schedule, day)];
        self.0.iter().flat_map(of).collect()
    }

    fn format(&self, format: &str) -> Vec<String> {
        self.0.iter().map(|words| words.format(format)).collect()
    }
}

fn field_id() -> Id {
    Id::unique("search-field")
}

/// Whoever asks for the page types next, also where it is open already.
pub(super) fn take_focus(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}

/// "/" and Ctrl+F lead here from every page.
pub(super) fn shortcut(ui: &Ui, page: Page, out: &mut Vec<Action>) {
    if is_covered(ui) {
        return;
    }
    let typing = ui.ctx().text_edit_focused();
    let slash = |event: &Event| matches!(event, Event::Text(text) if text == "/");
    let asked = ui.input_mut(|input| {
        let find = input.consume_key(Modifiers::COMMAND, Key::F);
        let slashed = !typing && input.events.iter().any(slash);
        if slashed {
            input.events.retain(|event| !slash(event));
        }
        find || slashed
    });
    if asked && page == Page::Search {
        take_focus(ui.ctx());
    } else if asked {
        out.push(Action::Go(Page::Search));
    }
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let pass = ui.ctx().cumulative_pass_nr();
    let came = state.last_pass.is_none_or(|last| last + 1 < pass);
    state.last_pass = Some(pass);
    if came {
        take_focus(ui.ctx());
    }
    keys(ui, state, out);
    let all = ui.available_rect_before_wrap();
    let width = all.width().min(WIDTH_MAX);
    let left = all.center().x - width / 2.0;
    let column = Rect::from_min_max(pos2(left, all.min.y), pos2(left + width, all.max.y));
    ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let frame = field(ui, cx, state);
        state.keep_up(cx);
        if !state.is_asked() {
            suggestions::show(ui, cx, state, out);
            return;
        }
        count(ui, cx, state, frame);
        within(ui, cx, state);
        if state.found.is_empty() {
            nothing(ui, cx, state);
        } else {
            list::show(ui, cx, state, out);
        }
    });
}

impl State {
    /// Whoever typed has gone. What was read of the schedule stays: the next person types at once.
    pub(super) fn end_visit(&mut self) {
        let Self { index, names, read, .. } = std::mem::take(self);
        *self = Self { index, names, read, ..Self::default() };
    }

    /// Keeps the results in step with what was typed, with the schedule, and with the clock.
    fn keep_up(&mut self, cx: &Cx<'_>) {
        let schedule = &cx.view.schedule;
        let fresh = !self.read.as_ref().is_some_and(|read| Arc::ptr_eq(read, schedule));
        if fresh {
            let names = self.names.get_or_insert_default();
            self.index.update(schedule, names);
            self.read = Some(Arc::clone(schedule));
        }
        let same = self.asked.as_ref().is_some_and(|(typed, within, now)| {
            *typed == self.typed && *within == self.within && *now == cx.now
        });
        if same && !fresh {
            return;
        }
        let before = self.asked.replace((self.typed.clone(), self.within, cx.now));
        self.query = Query::of(&self.typed);
        self.found = self.index.find(&self.query, self.within, cx.now);
        self.list = list::Places::default();
        self.lit = None;
        if before.is_none_or(|(typed, within, _)| typed != self.typed || within != self.within) {
            self.chosen = 0;
            self.follow = true;
        }
        self.chosen = self.chosen.min(self.found.len().saturating_sub(1));
    }
}

/// A sheet lies over the page.
fn is_covered(ui: &Ui) -> bool {
    ui.memory(|memory| memory.top_modal_layer().is_some())
}

/// Arrows choose while the field keeps the focus; Enter opens; Escape clears, then closes.
fn keys(ui: &Ui, state: &mut State, out: &mut Vec<Action>) {
    if is_covered(ui) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let something = !state.typed.is_empty() || state.within.is_some();
    if something && pressed(Key::Escape) {
        state.typed.clear();
        state.within = None;
        take_focus(ui.ctx());
    }
    if !ui.memory(|memory| memory.has_focus(field_id())) || !something {
        return;
    }
    let last = state.found.len().saturating_sub(1);
    for (key, chosen) in [
        (Key::ArrowDown, state.chosen.saturating_add(1)),
        (Key::ArrowUp, state.chosen.saturating_sub(1)),
        (Key::PageDown, state.chosen.saturating_add(PAGE_STEP)),
        (Key::PageUp, state.chosen.saturating_sub(PAGE_STEP)),
    ] {
        if pressed(key) {
            state.chosen = chosen.min(last);
            state.follow = true;
        }
    }
    if pressed(Key::Enter)
        && let Some(hit) = state.found.get(state.chosen)
    {
        out.push(Action::Open(hit.session));
    }
}

/// The field, and a cross that empties it; gives the place of the field.
fn field(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> Rect {
    let t = cx.t;
    let low = ui.ctx().content_rect().height() < LOW_PAGE;
    let height = if low { theme::TOUCH_MIN } else { FIELD_HEIGHT };
    let full = vec2(ui.available_width(), height);
    let (rect, _) = ui.allocate_exact_size(full, Sense::hover());
    let something = !state.typed.is_empty() || state.within.is_some();
    let cross = if something { theme::TOUCH_MIN + 14.0 } else { 0.0 };
    let frame = Rect::from_min_max(rect.min, pos2(rect.max.x - cross, rect.max.y));
    let painter = ui.painter();
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let line = if focused { Stroke::new(3.0, t.accent) } else { Stroke::new(1.0, t.line) };
    let radius = CornerRadius::same(theme::RADIUS);
    painter.rect(frame, radius, t.surface, line, StrokeKind::Inside);
    let glyph = painter.layout_no_wrap(icon::SEARCH.to_owned(), theme::regular(size::ICON), t.dim);
    let at = pos2(frame.min.x + 18.0, frame.center().y - glyph.size().y / 2.0);
    painter.galley(at, glyph, t.dim);
    let hint = egui::RichText::new(cx.words.text("search-hint")).color(t.dim);
    let right = if something { COUNT as i8 } else { 16 };
    let inner = Margin { left: 54, right, top: 0, bottom: 0 };
    let edit = TextEdit::singleline(&mut state.typed)
        .id(field_id())
        .hint_text(hint)
        .char_limit(TYPED_MAX)
        .font(theme::semibold(size::LEAD))
        .frame(egui::Frame::NONE.inner_margin(inner))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(f32::INFINITY)
        .min_size(frame.size());
    let mut inside = ui.new_child(UiBuilder::new().max_rect(frame));
    inside.add(edit).accessible_name(cx.words.text("search-title"));
    if something {
        let corner = pos2(rect.max.x - theme::TOUCH_MIN - 4.0, rect.center().y - 24.0);
        let place = Rect::from_min_size(corner, vec2(theme::TOUCH_MIN + 4.0, theme::TOUCH_MIN));
        let mut beside = ui.new_child(UiBuilder::new().max_rect(place));
        let clear = Press::icon_only(icon::X, cx.words.text("search-clear"));
        if clear.show(&mut beside, t).clicked() {
            state.typed.clear();
            state.within = None;
            take_focus(ui.ctx());
        }
    }
    frame
}

/// How many were found, at the right end of the field; said aloud when it changes.
fn count(ui: &Ui, cx: &Cx<'_>, state: &State, frame: Rect) {
    let n = state.found.len();
    let said = if n == 0 && !state.typed.trim().is_empty() {
        cx.words.with("search-none", &[("typed", state.typed.trim().into())])
    } else {
        cx.words.with("search-count", &[("n", n.into())])
    };
    let id = field_id().with("count");
    let label = ui.interact(frame, id, Sense::hover());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.ctx().accesskit_node_builder(id, |node| node.set_live(Live::Polite));
    if n > 0 {
        let shown = widgets::galley(ui, &said, theme::semibold(size::BODY), cx.t.dim, COUNT, 1);
        let at = pos2(frame.max.x - shown.size().x - 16.0, frame.center().y);
        ui.painter().galley(at - vec2(0.0, shown.size().y / 2.0), shown, cx.t.dim);
    }
}

/// Where it is searched, if not everywhere.
fn within(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let Some(place) = state.within else { return };
    let name = within_name(cx, place);
    let said = cx.words.with("search-within", &[("name", name.into())]);
    let spoken = cx.words.with("search-everywhere", &[("said", said.as_str().into())]);
    let chip = Press::new(&said, Kind::Tab(true)).icon(icon::X).spoken(spoken);
    if chip.show(ui, cx.t).clicked() {
        state.within = None;
        take_focus(ui.ctx());
    }
}

fn within_name(cx: &Cx<'_>, within: Within) -> String {
    match within {
        Within::Room(room) => cx.words.room(cx.schedule, room),
        Within::Stream(stream) => cx.words.stream(cx.schedule, stream),
    }
}

/// Nothing fits: what to try.
fn nothing(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    let said = cx.words.with("search-none", &[("typed", state.typed.trim().into())]);
    if !state.typed.trim().is_empty() {
        widgets::text(ui, None, &said, theme::semibold(size::LEAD), cx.t.text);
    }
    let how = cx.words.text("search-none-how");
    widgets::text(ui, None, &how, theme::regular(size::LEAD), cx.t.dim);
}

/// When and where in words: "14:30 · Severn", "On now · Main hall", "Over · …".
fn when_and_where(cx: &Cx<'_>, session: &Session, hit: Hit) -> String {
    use crate::search::Phase;
    let (words, placement) = (cx.words, &session.placement.value);
    let rooms = words.rooms(cx.schedule, placement);
    let at = |when: String| match rooms.as_str() {
        "" => when,
        rooms => words.with("place", &[("when", when.into()), ("rooms", rooms.into())]),
    };
    let said = match (hit.phase, cx.schedule.span(placement)) {
        (Phase::Now, _) if !session.cancelled.is_removed() => at(words.text("search-now")),
        (Phase::Now | Phase::Coming, Some(span)) if cx.begins_today(span) => {
            at(words.time(span.start))
        }
        (Phase::Now | Phase::Coming | Phase::Waiting, _) => words.place(cx.schedule, placement),
        (Phase::Over, _) => {
            let place = words.place(cx.schedule, placement);
            words.with("search-over-at", &[("place", place.into())])
        }
    };
    if hit.phase != Phase::Over && is_in_closed_room(cx, placement) {
        return words.with("search-closed", &[("place", said.into())]);
    }
    said
}

fn is_in_closed_room(cx: &Cx<'_>, placement: &Placement) -> bool {
    let closed = |room: &RoomId| cx.schedule.rooms.get(room).is_some_and(|room| room.closed);
    matches!(placement, Placement::At { rooms, .. } if rooms.iter().any(closed))
}
