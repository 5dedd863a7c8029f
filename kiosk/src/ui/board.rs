//! The board: rooms across, time down. Fits the screen when it can, scrolls both ways when it cannot,
//! with its headers always in sight. Only what can be seen is drawn.

mod cells;
pub(super) mod geometry;
mod headers;
mod spots;

use super::{Action, Cx, card, plan::Plan, theme};
use eframe::egui::{self, CornerRadius, Rect, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};
use geometry::Geometry;
use shared::ids::{DayId, StreamId};
use spots::Spot;
use std::sync::Arc;

const TIME_WIDTH: f32 = 96.0;

/// What the board remembers between frames.
#[derive(Default)]
pub(super) struct State {
    drawn: Option<Arc<Drawn>>,
    offset: Vec2,
    /// Day and size of the window for which it was scrolled to the present moment.
    at_now: Option<(DayId, [u32; 2])>,
}

/// A day, laid out for a window.
pub(super) struct Drawn {
    key: Key,
    plan: Plan,
    /// Height of the names of the rooms.
    header: f32,
    geometry: Geometry,
    spots: Vec<Spot>,
}

#[derive(Clone, PartialEq)]
struct Key {
    revision: u64,
    day: DayId,
    stream: Option<StreamId>,
    space: [u32; 2],
    pixels: u32,
    /// Somebody looks for a place.
    choosing: bool,
}

/// Where the parts of the board are on the screen.
struct Frame {
    area: Rect,
    body: Rect,
}

/// Draws the board of `day`.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, day: DayId, out: &mut Vec<Action>) {
    let area = ui.available_rect_before_wrap();
    let drawn = drawn(ui, cx, state, day, area.size());
    let body = Rect::from_min_max(area.min + vec2(TIME_WIDTH, drawn.header), area.max);
    let frame = Frame { area, body };
    headers::nodes(ui, cx, &drawn, &frame, state.offset);
    let now = cx.minute_of(day);
    let mut scroll = egui::ScrollArea::both()
        .id_salt(("board", day.0))
        .auto_shrink(false)
        .scroll_source(card::scroll_source(ui.ctx()));
    let size = ui.ctx().content_rect().size();
    let window = (day, [size.x.to_bits(), size.y.to_bits()]);
    if state.at_now != Some(window) {
        state.at_now = Some(window);
        if let Some(y) = now.and_then(|now| headers::now_y(&drawn, now)) {
            let last = (drawn.geometry.size().y - body.height()).max(0.0);
            scroll = scroll.vertical_scroll_offset((y - body.height() * 0.3).clamp(0.0, last));
        }
    }
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        let shown = scroll.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(drawn.geometry.size());
            let origin = ui.min_rect().min;
            now_behind(ui, cx, &drawn, origin, now);
            now_line(ui, cx, &drawn, origin, now);
            cells::show(ui, cx, &drawn, origin, viewport, out);
        });
        state.offset = shown.state.unclamped_offset();
    });
    headers::paint(ui, cx, &drawn, &frame, state.offset, now);
    let (left, right) = drawn.geometry.column(0);
    card::paint_lifted(ui.ctx(), cx, vec2(right - left - theme::GAP, 92.0));
}

/// The day laid out, from the last frame if nothing changed.
fn drawn(ui: &Ui, cx: &Cx<'_>, state: &mut State, day: DayId, space: Vec2) -> Arc<Drawn> {
    let key = Key {
        revision: cx.view.revision,
        day,
        stream: cx.stream,
        space: [space.x.to_bits(), space.y.to_bits()],
        pixels: ui.pixels_per_point().to_bits(),
        choosing: cx.picked.is_some(),
    };
    if let Some(drawn) = state.drawn.as_ref().filter(|drawn| drawn.key == key) {
        return Arc::clone(drawn);
    }
    let plan = match key.choosing {
        true => Plan::with_free_rooms(cx.schedule, day, cx.stream),
        false => Plan::of(cx.schedule, day, cx.stream),
    };
    let columns = geometry::column_edges(&plan, space.x - TIME_WIDTH);
    let header = headers::height(ui, cx, &plan, &columns);
    let geometry = Geometry::of(ui.ctx(), cx, &plan, columns, space.y - header);
    let spots = spots::of(cx.schedule, &plan, &geometry);
    let drawn = Arc::new(Drawn { key, plan, header, geometry, spots });
    state.drawn = Some(Arc::clone(&drawn));
    drawn
}

/// The band of the row that is on.
fn now_behind(ui: &Ui, cx: &Cx<'_>, drawn: &Drawn, origin: egui::Pos2, now: Option<i64>) {
    let Some(now) = now else { return };
    let clip = ui.clip_rect();
    for (index, _) in headers::rows_now(drawn, now) {
        let (top, bottom) = drawn.geometry.row(index);
        let band = Rect::from_min_max(
            pos2(clip.min.x, origin.y + top),
            pos2(clip.max.x, origin.y + bottom),
        );
        ui.painter().rect_filled(band, CornerRadius::same(14), cx.t.now_band);
    }
    for hour in hours(drawn) {
        let Some(y) = drawn.geometry.minute(hour as f32) else {
            continue;
        };
        let line = Stroke::new(1.0, theme::mix(cx.t.background, cx.t.line, 0.6));
        ui.painter().hline(clip.x_range(), origin.y + y, line);
    }
}

/// Full and half hours of a day without slots.
fn hours(drawn: &Drawn) -> impl Iterator<Item = u32> {
    let (from, to) = if drawn.plan.is_timed() { drawn.plan.minutes } else { (1, 0) };
    (from..=to).step_by(30).filter(move |_| from < to)
}

/// A line through a day without slots, behind its cards: they stay readable.
fn now_line(ui: &Ui, cx: &Cx<'_>, drawn: &Drawn, origin: egui::Pos2, now: Option<i64>) {
    let Some(y) = now.and_then(|now| drawn.geometry.minute(now as f32)) else {
        return;
    };
    let y = origin.y + y;
    ui.painter().hline(ui.clip_rect().x_range(), y, Stroke::new(2.5, cx.t.now));
}
