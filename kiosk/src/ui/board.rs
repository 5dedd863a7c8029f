//! The board: rooms across, time down. Fits the screen when it can, scrolls both ways when it cannot,
//! with its headers always in sight. Only what can be seen is drawn.

mod bands;
mod cells;
mod free;
pub(super) mod geometry;
mod group;
mod headers;
mod spots;
mod walk;

use super::{
    Action, Cx, Screen, card, editing, idle::HOME_AFTER_S, looks::Density, plan::Plan, theme,
};
use cells::Scene;
use eframe::egui::{
    self, CornerRadius, DragAndDrop, Pos2, Rect, Stroke, Ui, UiBuilder, Vec2, pos2, vec2,
};
use geometry::Geometry;
use shared::ids::{DayId, SessionId, StreamId};
use spots::Spot;
use std::{collections::BTreeSet, sync::Arc};

const TIME_WIDTH: f32 = 96.0;
/// This near to its edge the board scrolls under a card in the air.
const EDGE: f32 = 56.0;
/// So fast, in points a second.
const EDGE_SPEED: f32 = 900.0;
/// Between the strokes over a closed room.
const HATCH: f32 = 16.0;

/// What the board remembers between frames.
#[derive(Default)]
pub(super) struct State {
    drawn: Option<Arc<Drawn>>,
    offset: Vec2,
    /// The present moment to which it was scrolled last.
    at_now: Option<AtNow>,
    /// When somebody was here last, in seconds on the screen's own clock.
    touched: f64,
    target: Option<Target>,
}

/// Where the board was scrolled to by itself.
struct AtNow {
    /// Day, and size of the window.
    window: (DayId, [u32; 2]),
    /// The row of the present moment; none while there is nothing to scroll to.
    row: Option<usize>,
    /// What came of it, from the next pass on.
    offset: Option<Vec2>,
}

/// Where the keyboard goes on.
struct Target {
    session: SessionId,
    /// Once a later view than this is there; at once, where it is none.
    after: Option<u64>,
}

impl State {
    /// Whoever comes next begins at the present moment.
    pub(super) fn end_visit(&mut self) {
        self.at_now = None;
        self.target = None;
    }

    /// Scrolls to a session and gives it the focus, once it is where it was just put.
    pub(super) fn follow_to(&mut self, session: SessionId) {
        let after = self.drawn.as_ref().map(|drawn| drawn.key.revision);
        self.target = Some(Target { session, after });
    }

    /// Scrolls to a session where it is, and gives it the focus.
    pub(super) fn go_to(&mut self, session: SessionId) {
        self.target = Some(Target { session, after: None });
    }
}

/// A day, laid out for a window.
pub(super) struct Drawn {
    key: Key,
    plan: Plan,
    /// Height of the names of the rooms.
    header: f32,
    /// How rooms are named above their columns.
    names: headers::Names,
    geometry: Geometry,
    spots: Vec<Spot>,
    /// Sessions of which more than one part is drawn.
    parted: BTreeSet<SessionId>,
}

#[derive(Clone, PartialEq)]
struct Key {
    revision: u64,
    day: DayId,
    stream: Option<StreamId>,
    space: [u32; 2],
    pixels: u32,
    density: Density,
    /// Somebody looks for a place.
    choosing: bool,
    /// Names of rooms are in it.
    locale: super::words::Locale,
}

/// Where the parts of the board are on the screen.
struct Frame {
    area: Rect,
    body: Rect,
}

impl Frame {
    /// The names of the rooms.
    fn top(&self) -> Rect {
        Rect::from_min_max(
            pos2(self.body.min.x, self.area.min.y),
            pos2(self.area.max.x, self.body.min.y),
        )
    }
}

/// Draws the board of `day`.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    day: DayId,
    out: &mut Vec<Action>,
) {
    let area = ui.available_rect_before_wrap();
    draw(ui, cx, &mut screen.board, day, out);
    editing::done(ui, cx, screen, area, out);
}

/// Draws it, and nothing that lies over it.
pub(super) fn draw(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, day: DayId, out: &mut Vec<Action>) {
    let area = ui.available_rect_before_wrap();
    let drawn = drawn(ui, cx, state, day, area.size());
    let body = Rect::from_min_max(area.min + vec2(TIME_WIDTH, drawn.header), area.max);
    let frame = Frame { area, body };
    headers::nodes(ui, cx, &drawn, &frame, state.offset, out);
    let now = cx.minute_of(day);
    let scroll = scroll(ui, cx, state, &drawn, &frame);
    let target = state
        .target
        .as_ref()
        .filter(|target| target.after.is_none_or(|after| cx.view.revision > after))
        .map(|target| target.session);
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        let shown = scroll.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(drawn.geometry.size());
            let origin = ui.min_rect().min;
            now_behind(ui, cx, &drawn, origin, now);
            closed_rooms(ui, cx, &drawn, origin, viewport);
            // In the gaps alone: whoever reads a card reads it without a line through it.
            now_line(ui, cx, &drawn, origin, now);
            let scene = Scene::new(ui, cx, &drawn, origin);
            if cells::show(ui, &scene, viewport, target, out) || target.is_some() {
                state.target = None;
            }
        });
        state.offset = shown.state.unclamped_offset();
    });
    headers::paint(ui, cx, &drawn, &frame, state.offset, now);
    let (left, right) = drawn.geometry.column(0);
    card::paint_lifted(ui.ctx(), cx, vec2(right - left - theme::GAP, 92.0));
}

/// Where the board is scrolled to: the present moment at first, and again as it goes on where nobody
/// is; and on under a card in the air that nears an edge.
fn scroll(
    ui: &Ui,
    cx: &Cx<'_>,
    state: &mut State,
    drawn: &Drawn,
    frame: &Frame,
) -> egui::ScrollArea {
    let day = drawn.plan.day;
    let mut scroll = egui::ScrollArea::both()
        .id_salt(("board", day.0))
        .auto_shrink(false)
        .scroll_source(card::scroll_source(ui.ctx()));
    let last = (drawn.geometry.size() - frame.body.size()).max(Vec2::ZERO);
    if let Some(to) = to_now(ui, cx, state, drawn, (frame, last)) {
        return scroll.scroll_offset(to);
    }
    let pull = pull(ui, frame.body);
    if pull != Vec2::ZERO {
        let to = (state.offset + pull).clamp(Vec2::ZERO, last);
        scroll = scroll.scroll_offset(to);
        if to != state.offset {
            ui.ctx().request_repaint();
        }
    }
    scroll
}

/// The present moment, when the board is to be scrolled to it: as it comes up, and as the day goes on
/// while nobody is here and nobody has scrolled it elsewhere.
fn to_now(
    ui: &Ui,
    cx: &Cx<'_>,
    state: &mut State,
    drawn: &Drawn,
    (frame, last): (&Frame, Vec2),
) -> Option<Vec2> {
    let (time, here) = ui.input(|input| (input.time, !input.events.is_empty()));
    if here || cx.picked.is_some() {
        state.touched = time;
    }
    let size = ui.ctx().content_rect().size();
    let window = (drawn.plan.day, [size.x.to_bits(), size.y.to_bits()]);
    let now = cx.minute_of(drawn.plan.day).and_then(|now| headers::now_y(drawn, now));
    let row = now.map(|(row, _)| row);
    let offset = state.offset;
    let goes = state.at_now.as_mut().filter(|at| at.window == window).is_none_or(|at| {
        let left_alone = (*at.offset.get_or_insert(offset) - offset).length() < 1.0;
        left_alone && at.row != row && time - state.touched > HOME_AFTER_S
    });
    if !goes {
        return None;
    }
    state.at_now = Some(AtNow { window, row, offset: None });
    now.map(|(_, y)| vec2(0.0, (y - frame.body.height() * 0.3).clamp(0.0, last.y)))
}

/// How far a card in the air pulls the board in this frame. Whoever brings one from the shelf crosses
/// the lower edge on the way: it pulls only after it has been further in.
fn pull(ui: &Ui, body: Rect) -> Vec2 {
    let been_in = egui::Id::unique("pulls");
    if !DragAndDrop::has_payload_of_type::<SessionId>(ui.ctx()) {
        ui.data_mut(|data| data.remove::<()>(been_in));
        return Vec2::ZERO;
    }
    let Some(at) = ui.ctx().pointer_interact_pos().filter(|at| body.contains(*at)) else {
        return Vec2::ZERO;
    };
    if body.shrink(EDGE).contains(at) {
        ui.data_mut(|data| data.insert_temp(been_in, ()));
    }
    if ui.data(|data| data.get_temp::<()>(been_in)).is_none() {
        return Vec2::ZERO;
    }
    let step = EDGE_SPEED * ui.input(|input| input.stable_dt.min(0.05));
    let along = |at: f32, min: f32, max: f32| {
        if at < min + EDGE {
            -step
        } else if at > max - EDGE {
            step
        } else {
            0.0
        }
    };
    vec2(along(at.x, body.min.x, body.max.x), along(at.y, body.min.y, body.max.y))
}

/// The day laid out, from the last frame if nothing changed.
fn drawn(ui: &Ui, cx: &Cx<'_>, state: &mut State, day: DayId, space: Vec2) -> Arc<Drawn> {
    let key = Key {
        revision: cx.view.revision,
        day,
        stream: cx.stream,
        space: [space.x.to_bits(), space.y.to_bits()],
        pixels: ui.pixels_per_point().to_bits(),
        density: cx.density,
        choosing: cx.picked.is_some(),
        locale: cx.words.locale(),
    };
    if let Some(drawn) = state.drawn.as_ref().filter(|drawn| drawn.key == key) {
        return Arc::clone(drawn);
    }
    let plan = Plan::scaled(cx.schedule, day, cx.stream, key.choosing, cx.density.minute());
    let columns = geometry::column_edges(&plan, cx.density.sizes(), space.x - TIME_WIDTH);
    let (header, names) = headers::height(ui, cx, &plan, &columns);
    let geometry = Geometry::of(ui.ctx(), cx, &plan, columns, space.y - header);
    let spots = spots::of(cx.schedule, &plan, &geometry);
    let parted = spots::parted(&plan, &spots);
    let drawn = Arc::new(Drawn { key, plan, header, names, geometry, spots, parted });
    state.drawn = Some(Arc::clone(&drawn));
    drawn
}

/// The band of the row that is on.
fn now_behind(ui: &Ui, cx: &Cx<'_>, drawn: &Drawn, origin: Pos2, now: Option<i64>) {
    let clip = ui.clip_rect();
    if let Some(now) = now {
        for (index, _) in headers::rows_now(drawn, now) {
            let (top, bottom) = drawn.geometry.row(index);
            let band = Rect::from_min_max(
                pos2(clip.min.x, origin.y + top),
                pos2(clip.max.x, origin.y + bottom),
            );
            ui.painter().rect_filled(band, CornerRadius::same(14), cx.t.now_band);
        }
    }
    for hour in hours(drawn) {
        let Some(y) = drawn.geometry.minute(hour as f32) else {
            continue;
        };
        let line = Stroke::new(1.0, theme::mix(cx.t.background, cx.t.line, 0.6));
        ui.painter().hline(clip.x_range(), origin.y + y, line);
    }
}

/// A closed room is hatched from top to bottom.
fn closed_rooms(ui: &Ui, cx: &Cx<'_>, drawn: &Drawn, origin: Pos2, viewport: Rect) {
    for (index, room) in drawn.plan.rooms.iter().enumerate() {
        let (left, right) = drawn.geometry.column(index);
        let seen = right > viewport.min.x && left < viewport.max.x;
        if !seen || cx.schedule.rooms.get(room).is_none_or(|room| !room.closed) {
            continue;
        }
        let clip = ui.clip_rect();
        let column = Rect::from_x_y_ranges(
            origin.x + left + 2.0..=origin.x + right - 2.0,
            clip.min.y..=clip.max.y,
        );
        let painter = ui.painter().with_clip_rect(column.intersect(clip));
        let line = Stroke::new(1.5, theme::mix(cx.t.background, cx.t.line, 0.9));
        let run = column.width();
        // The strokes stay with the board when it is scrolled.
        let first = ((column.min.y - run - origin.y) / HATCH).floor() as i32;
        let last = ((column.max.y - origin.y) / HATCH).ceil() as i32;
        for n in first..=last {
            let y = origin.y + n as f32 * HATCH;
            let stroke = [pos2(column.min.x, y + run), pos2(column.max.x, y)];
            painter.line_segment(stroke, line);
        }
    }
}

/// Full and half hours of a day without slots.
fn hours(drawn: &Drawn) -> impl Iterator<Item = u32> {
    let (from, to) = if drawn.plan.is_timed() { drawn.plan.minutes } else { (1, 0) };
    (from..=to).step_by(30).filter(move |_| from < to)
}

/// A line through a day without slots, behind its cards.
fn now_line(ui: &Ui, cx: &Cx<'_>, drawn: &Drawn, origin: Pos2, now: Option<i64>) {
    let Some(y) = now.and_then(|now| drawn.geometry.minute(now as f32)) else {
        return;
    };
    let clip = ui.clip_rect();
    let y = origin.y + y;
    ui.painter().hline(clip.x_range(), y, Stroke::new(2.0, cx.t.now));
    let mark =
        vec![pos2(clip.min.x, y - 7.0), pos2(clip.min.x + 9.0, y), pos2(clip.min.x, y + 7.0)];
    ui.painter().add(egui::Shape::convex_polygon(mark, cx.t.now, Stroke::NONE));
}
