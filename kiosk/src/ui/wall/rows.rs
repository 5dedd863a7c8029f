//! A line a room: its name, what is on, what comes next. On a tall screen a room takes three lines.

use super::now::{Now, Part, Row, What};
use crate::ui::{
    Action, Cx, icon,
    theme::{self, size},
    widgets,
};
use eframe::egui::{
    self, Color32, CornerRadius, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};
use std::sync::Arc;

/// Sizes of a page of rows.
pub(in super::super) struct Layout {
    pub pages: usize,
    /// Rooms on a page.
    per_page: usize,
    row: f32,
    /// Height of the headings of the columns.
    header: f32,
    /// Size of the titles.
    font: f32,
    /// What comes next stands below what is on, not beside it.
    tall: bool,
    /// Width of the names of the rooms, and of what is on.
    name: f32,
    now: f32,
}

const HEADER: f32 = 56.0;
/// The screen, in points, on which the sizes of [`size::WALL`] are right.
const USUAL: egui::Vec2 = vec2(1_920.0, 1_080.0);
/// How much larger everything may be on a larger screen.
const SCALE_MAX: f32 = 4.0;

/// How much larger than usual everything is drawn, so that a screen of more points is not read from
/// nearer.
pub(super) fn scale(space: egui::Vec2) -> f32 {
    let (long, short) = (space.max_elem(), space.min_elem());
    (long / USUAL.x).min(short / USUAL.y).clamp(1.0, SCALE_MAX)
}

impl Layout {
    pub(super) fn of(ui: &Ui, cx: &Cx<'_>, model: &Now, large: bool) -> Self {
        let space = ui.available_size();
        let scale = scale(ui.ctx().content_rect().size());
        let tall = large || space.x < 900.0 || space.x < space.y;
        let rows = model.rows.len().max(1);
        // The least and the greatest height of a room.
        let (least, most) = match (tall, large) {
            (false, _) => (66.0, 104.0),
            (true, false) => (126.0, 210.0),
            (true, true) => (size::WALL_LARGE * 3.5, size::WALL_LARGE * 4.2),
        };
        let header = if tall { 0.0 } else { HEADER * scale };
        let least = (least * scale).min(space.y - header).max(1.0);
        let height = space.y - header;
        let fit = (height / least).floor().max(1.0) as usize;
        let pages = rows.div_ceil(fit);
        let per_page = rows.div_ceil(pages);
        let row = (height / per_page as f32).clamp(least, (most * scale).max(least));
        let font = row * if tall { 0.25 } else { 0.38 };
        let largest = if large { size::WALL_LARGE } else { size::WALL };
        let font = font.min(largest * scale).max(size::BODY);
        let widest = model
            .rows
            .iter()
            .map(|row| {
                let name = cx.words.room(cx.schedule, row.room);
                let font = theme::extrabold(font * 0.9);
                ui.painter().layout_no_wrap(name, font, Color32::WHITE).size().x
            })
            .fold(120.0, f32::max);
        let name = (widest + 30.0).min(space.x * 0.26);
        let on = model.rows.iter().any(|row| row.now.is_some());
        let now = if on { (space.x - name) * 0.54 } else { 0.0 };
        Self { pages, per_page, row, header, font, tall, name, now }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    model: &Now,
    layout: &Layout,
    page: usize,
    out: &mut Vec<Action>,
) {
    if model.rows.is_empty() {
        return;
    }
    let area = ui.available_rect_before_wrap();
    let mut y = area.min.y;
    let rows: Vec<_> =
        model.rows.iter().skip(page * layout.per_page).take(layout.per_page).collect();
    if !layout.tall {
        behind_now(ui, cx, layout, area, rows.len());
        header(ui, cx, model, layout, area);
        y += layout.header;
    }
    for row in rows {
        let rect = Rect::from_min_max(pos2(area.min.x, y), pos2(area.max.x, y + layout.row));
        let line = Stroke::new(1.0, theme::mix(cx.t.background, cx.t.line, 0.8));
        ui.painter().hline(rect.x_range(), rect.min.y, line);
        if layout.tall {
            tall(ui, cx, model, layout, row, rect, out);
        } else {
            wide(ui, cx, model, layout, row, rect, out);
        }
        y += layout.row;
    }
}

/// The band of what is on.
fn behind_now(ui: &Ui, cx: &Cx<'_>, layout: &Layout, area: Rect, rows: usize) {
    if layout.now <= 0.0 {
        return;
    }
    let left = area.min.x + layout.name - 10.0;
    let bottom = (area.min.y + layout.header + layout.row * rows as f32).min(area.max.y);
    let band = Rect::from_min_max(pos2(left, area.min.y), pos2(left + layout.now, bottom));
    ui.painter().rect_filled(band, CornerRadius::same(theme::SHEET_RADIUS), cx.t.now_band);
}

fn header(ui: &mut Ui, cx: &Cx<'_>, model: &Now, layout: &Layout, area: Rect) {
    let left = area.min.x + layout.name;
    if layout.now > 0.0 {
        let time = model.now.map(|(start, end)| cx.words.from_to(start, end));
        let key = "wall-now";
        let at = Rect::from_min_size(
            pos2(left + 6.0, area.min.y),
            vec2(layout.now - 20.0, layout.header),
        );
        heading(ui, cx, at, key, time, cx.t.now);
    }
    let next = left + if layout.now > 0.0 { layout.now + 6.0 } else { 6.0 };
    let time = model.next.map(|start| cx.words.time(start));
    let at = Rect::from_min_size(pos2(next, area.min.y), vec2(area.max.x - next, layout.header));
    heading(ui, cx, at, "wall-next", time, cx.t.text);
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, key: &str, time: Option<String>, ink: Color32) {
    let word = cx.words.text(key);
    let font = theme::extrabold(rect.height() * 0.64);
    let title = widgets::galley(ui, &word, font, ink, rect.width(), 1);
    let response = ui.interact(rect, ui.scope_id().with(key), Sense::hover());
    let spoken = time.as_ref().map_or_else(|| word.clone(), |time| format!("{word} {time}"));
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    let x = rect.min.x + title.size().x + 16.0;
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.min.x, middle - title.size().y / 2.0), title, ink);
    if let Some(time) = time {
        let said = format!("{} {time}", icon::CLOCK);
        let font = theme::semibold(rect.height() * 0.5);
        let width = (rect.max.x - x).max(10.0);
        let line = widgets::icon_lines(ui, &said, font, cx.t.dim, width, 1);
        ui.painter().galley(pos2(x, middle - line.size().y / 2.0), line, cx.t.dim);
    }
}

fn wide(
    ui: &mut Ui,
    cx: &Cx<'_>,
    model: &Now,
    layout: &Layout,
    row: &Row,
    rect: Rect,
    out: &mut Vec<Action>,
) {
    let name = Rect::from_min_size(rect.min, vec2(layout.name - 18.0, rect.height()));
    room(ui, cx, layout, row, name);
    let left = rect.min.x + layout.name;
    if layout.now > 0.0 {
        let cell =
            Rect::from_min_max(pos2(left, rect.min.y), pos2(left + layout.now - 20.0, rect.max.y));
        let usual = |part: &Part| model.now == Some((part.span.start, part.span.end()));
        let end = row.now.filter(|part| !usual(part)).map(|part| Said::Until(part.span.end()));
        part(ui, cx, layout, row, row.now, (cell, "now"), end, out);
    }
    let next = left + if layout.now > 0.0 { layout.now } else { 0.0 };
    let cell = Rect::from_min_max(pos2(next, rect.min.y), rect.max);
    let start = row.next.filter(|part| model.next != Some(part.span.start));
    let start = start.map(|part| Said::From(part.span.start));
    part(ui, cx, layout, row, row.next, (cell, "next"), start, out);
}

/// Name above what is on, above what is next.
fn tall(
    ui: &mut Ui,
    cx: &Cx<'_>,
    model: &Now,
    layout: &Layout,
    row: &Row,
    rect: Rect,
    out: &mut Vec<Action>,
) {
    let third = rect.height() / 3.0;
    let line = |n: f32| {
        Rect::from_min_max(
            pos2(rect.min.x, rect.min.y + third * n),
            pos2(rect.max.x, rect.min.y + third * (n + 1.0)),
        )
    };
    room(ui, cx, layout, row, line(0.0));
    let end = row.now.map(|part| Said::Until(part.span.end()));
    let end = end.filter(|_| model.rows.len() > 1 || model.now.is_none());
    if row.now.is_some() {
        part(ui, cx, layout, row, row.now, (line(1.0), "now"), end, out);
    }
    let start = row.next.map(|part| Said::From(part.span.start));
    let place = if row.now.is_some() { line(2.0) } else { line(1.0) };
    part(ui, cx, layout, row, row.next, (place, "next"), start, out);
}

fn room(ui: &mut Ui, cx: &Cx<'_>, layout: &Layout, row: &Row, rect: Rect) {
    let name = cx.words.room(cx.schedule, row.room);
    let lines = ((rect.height() - 4.0) / (layout.font * 1.1)).floor().max(1.0) as usize;
    let font = theme::extrabold(layout.font * 0.9);
    let galley = widgets::galley(ui, &name, font, cx.t.text, rect.width(), lines);
    let response = ui.interact(rect, ui.scope_id().with(("room", row.room.0)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.min.x, y), galley, cx.t.text);
}

/// A time that only this room has.
#[derive(Clone, Copy)]
enum Said {
    From(u32),
    Until(u32),
}

#[expect(clippy::too_many_arguments, reason = "one cell: what, where and when")]
fn part(
    ui: &mut Ui,
    cx: &Cx<'_>,
    layout: &Layout,
    row: &Row,
    part: Option<Part>,
    (rect, when): (Rect, &'static str),
    said: Option<Said>,
    out: &mut Vec<Action>,
) {
    let t = cx.t;
    let Some(part) = part else {
        free(ui, cx, layout, row, rect, when);
        return;
    };
    let (title, ink) = match part.what {
        What::Session(id) => {
            let session = cx.schedule.sessions.get(&id);
            let index = session.and_then(|session| cx.stream_index(session));
            (cx.words.session(cx.schedule, id), t.stream(index).1)
        }
        What::Fixed(id) => {
            let title = cx.schedule.fixed.get(&id).map(|item| cx.words.fixed(item).to_owned());
            (title.unwrap_or_default(), t.dim)
        }
    };
    let time = said.map(|said| match said {
        Said::From(minute) => cx.words.time(minute),
        Said::Until(minute) => {
            cx.words.with("wall-until", &[("time", cx.words.time(minute).into())])
        }
    });
    let notes = notes(cx, part, time);
    let id = ui.scope_id().with((when, row.room.0));
    let session = match part.what {
        What::Session(id) => Some(id),
        What::Fixed(_) => None,
    };
    let sense = if session.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| {
        let room = cx.words.room(cx.schedule, row.room);
        let values = [
            ("when", when.into()),
            ("room", room.into()),
            ("title", title.as_str().into()),
            ("notes", notes.iter().map(|note| format!(", {note}")).collect::<String>().into()),
        ];
        let role = if session.is_some() { Role::Button } else { Role::Label };
        WidgetInfo::labeled(role, true, cx.words.with("wall-cell", &values))
    });
    if let Some(session) = session.filter(|_| response.clicked()) {
        out.push(Action::Open(session));
    }
    let inner = rect.shrink2(vec2(8.0, 5.0));
    let text = if when == "now" { t.text } else { theme::mix(t.text, t.dim, 0.35) };
    paint(ui, layout, inner, &title, &notes.join("  ·  "), (text, t.dim, ink));
    widgets::focus_ring(ui, &response, rect.shrink(3.0), t);
}

/// What else there is to say of it: its time, others in the same room, that nobody fits in.
fn notes(cx: &Cx<'_>, part: Part, time: Option<String>) -> Vec<String> {
    let mut notes: Vec<_> = time.into_iter().collect();
    if part.others > 0 {
        notes.push(cx.words.with("wall-others", &[("n", part.others.into())]));
    }
    let full = match part.what {
        What::Session(id) => cx.schedule.sessions.get(&id).is_some_and(|session| session.full),
        What::Fixed(_) => false,
    };
    if full {
        notes.push(cx.words.text("wall-full"));
    }
    notes
}

/// Title, and a quieter line below it where there is room, else before it.
fn paint(
    ui: &Ui,
    layout: &Layout,
    rect: Rect,
    title: &str,
    notes: &str,
    (text, dim, ink): (Color32, Color32, Color32),
) {
    let stripe = Rect::from_min_size(
        pos2(rect.min.x, rect.center().y - layout.font * 0.55),
        vec2((layout.font * 0.16).max(5.0), layout.font * 1.1),
    );
    ui.painter().rect_filled(stripe, CornerRadius::same(3), ink);
    let left = rect.min.x + (layout.font * 0.48).max(14.0);
    let width = (rect.max.x - left).max(30.0);
    let small = (layout.font * 0.62).max(size::BODY);
    let below = !notes.is_empty() && rect.height() > layout.font * 1.25 + small * 1.3;
    let note = (!notes.is_empty())
        .then(|| widgets::galley(ui, notes, theme::semibold(small), dim, width, 1));
    let beside = note.as_ref().filter(|_| !below).map_or(0.0, |note| note.size().x + 14.0);
    let room = rect.height() - if below { small * 1.25 } else { 0.0 };
    let title = fitted(ui, title, layout.font, text, (width - beside).max(40.0), room);
    let height = title.size().y + if below { small * 1.25 } else { 0.0 };
    let top = rect.center().y - height / 2.0;
    let title_size = title.size();
    ui.painter().galley(pos2(left + beside, top), title, text);
    if let Some(note) = note {
        let at = match below {
            true => pos2(left, top + title_size.y + 2.0),
            false => pos2(left, rect.center().y - note.size().y / 2.0),
        };
        ui.painter().galley(at, note, dim);
    }
}

/// A title in one line, or smaller in two when it is long and there is room for them.
fn fitted(ui: &Ui, title: &str, font: f32, ink: Color32, width: f32, height: f32) -> Arc<Galley> {
    let rows = |font: f32| (height / (font * 1.2)).floor().max(1.0) as usize;
    let whole = |font: f32| {
        widgets::galley(ui, title, theme::semibold(font), ink, width, rows(font).min(3))
    };
    let smaller = (font * 0.74).max(size::BODY);
    let galley = whole(font);
    if galley.elided { whole(smaller) } else { galley }
}

/// Nothing in this room, while others have something.
fn free(ui: &mut Ui, cx: &Cx<'_>, layout: &Layout, row: &Row, rect: Rect, when: &'static str) {
    let said = match (when, row.next) {
        ("now", Some(next)) => {
            cx.words.with("wall-free-until", &[("time", cx.words.time(next.span.start).into())])
        }
        ("now", None) => cx.words.text("wall-free"),
        (_, _) => return,
    };
    let font = theme::regular((layout.font * 0.66).max(size::BODY));
    let line = widgets::galley(ui, &said, font, cx.t.dim, rect.width() - 26.0, 1);
    let id = ui.scope_id().with(("free", row.room.0));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| {
        let room = cx.words.room(cx.schedule, row.room);
        let values = [
            ("when", when.into()),
            ("room", room.into()),
            ("title", said.as_str().into()),
            ("notes", "".into()),
        ];
        WidgetInfo::labeled(Role::Label, true, cx.words.with("wall-cell", &values))
    });
    let at = pos2(rect.min.x + 26.0, rect.center().y - line.size().y / 2.0);
    ui.painter().galley(at, line, cx.t.dim);
}
