//! Rooms above and times beside the board: painted over what scrolls, and nodes of their own for a
//! screen reader.

use super::{
    super::{
        Action, Cx, Editing,
        editing::EditSheet,
        glyphs, icon,
        plan::{Plan, Row},
        screen::Sheet,
        theme, widgets,
    },
    Drawn, Frame,
};
use eframe::egui::{
    Align2, Color32, CornerRadius, Galley, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use shared::{
    ids::{RoomId, StreamId},
    schedule::Room,
};
use std::sync::Arc;

/// Left and right of the name of a room.
const MARGINS: f32 = 22.0;
/// Height of the headers on a low screen.
const LOW: f32 = 32.0;
/// Height of headers that only have names, of one line or of two small ones.
const NAME_ONLY: f32 = 44.0;
const FACTS_LINE: f32 = 18.0;
/// The dot of a stream.
const DOT: f32 = 10.0;
/// Lines of what there is to say of a room, at the most.
const FACTS_LINES: usize = 3;

/// Rows that are on at `now`.
pub(super) fn rows_now(drawn: &Drawn, now: i64) -> impl Iterator<Item = (usize, &Row)> {
    drawn
        .plan
        .rows
        .iter()
        .enumerate()
        .filter(move |(_, row)| i64::from(row.start) <= now && now < i64::from(row.end()))
}

/// The row of the present moment (half an hour on a day without rows), and where it is, from the top
/// of the board.
pub(super) fn now_y(drawn: &Drawn, now: i64) -> Option<(usize, f32)> {
    if drawn.plan.is_timed() {
        let half_hours = usize::try_from(now / 30).ok()?;
        return Some((half_hours, drawn.geometry.minute(now as f32)?));
    }
    let ahead = drawn.plan.rows.iter().position(|row| now < i64::from(row.end()))?;
    (ahead > 0).then(|| (ahead, drawn.geometry.row(ahead).0))
}

/// The nodes, before the cells, so that they are read first.
pub(super) fn nodes(
    ui: &Ui,
    cx: &Cx<'_>,
    drawn: &Drawn,
    frame: &Frame,
    offset: Vec2,
    out: &mut Vec<Action>,
) {
    room_nodes(ui, cx, drawn, frame, offset, out);
    let now = cx.minute_of(drawn.plan.day);
    for (index, row) in drawn.plan.rows.iter().enumerate() {
        let Some(rect) = row_rect(drawn, frame, offset, index) else {
            continue;
        };
        let response = ui.interact(rect, ui.scope_id().with(("row", index)), Sense::hover());
        response.widget_info(|| {
            let (from, to) = (cx.words.time(row.start), cx.words.time(row.end()));
            let streams = streams_of(cx, &drawn.plan, row);
            let streams = streams.iter().map(|id| cx.words.stream(cx.schedule, *id));
            let streams = cx.words.list(&streams.collect::<Vec<_>>());
            let of = if streams.is_empty() { "all" } else { "some" };
            let values = [
                ("from", from.into()),
                ("to", to.into()),
                ("of", of.into()),
                ("streams", streams.into()),
            ];
            let name = match now.is_some_and(|now| is_now(row, now)) {
                true => cx.words.with("board-row-now", &values),
                false => cx.words.with("board-row", &values),
            };
            WidgetInfo::labeled(Role::RowHeader, true, name)
        });
    }
    for hour in super::hours(drawn) {
        let Some(rect) = hour_rect(drawn, frame, offset, hour) else {
            continue;
        };
        let response = ui.interact(rect, ui.scope_id().with(("hour", hour)), Sense::hover());
        let name = cx.words.time(hour);
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
    }
}

/// Those who look after the board touch a room to close it, or to see where its sessions could go.
fn room_nodes(
    ui: &Ui,
    cx: &Cx<'_>,
    drawn: &Drawn,
    frame: &Frame,
    offset: Vec2,
    out: &mut Vec<Action>,
) {
    for (index, id) in drawn.plan.rooms.iter().enumerate() {
        let Some(rect) = column_rect(drawn, frame, offset, index) else {
            continue;
        };
        let Some(room) = cx.schedule.rooms.get(id) else {
            continue;
        };
        let rect = rect.intersect(frame.top());
        let sense = if cx.may_board { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with(("room", id.0)), sense);
        response.widget_info(|| {
            let name = cx.words.room(cx.schedule, *id);
            let values = [("name", name.into()), ("seats", room.capacity.value.into())];
            let mut said = cx.words.with("board-room", &values);
            for mark in &room.marks.value {
                said = format!("{said}, {}", cx.words.mark(mark));
            }
            if room.closed {
                said = cx.words.with("board-room-closed", &[("name", said.into())]);
            }
            WidgetInfo::labeled(Role::ColumnHeader, true, said)
        });
        widgets::focus_ring(ui, &response, rect, cx.t);
        if response.clicked() {
            out.push(Action::Editing(Editing::Open(Sheet::Edit(EditSheet::Room(*id)))));
        }
    }
}

/// Whose row it is, where another begins at the same time.
fn streams_of(cx: &Cx<'_>, plan: &Plan, row: &Row) -> Vec<StreamId> {
    if plan.rows.iter().filter(|other| other.start == row.start).count() < 2 {
        return Vec::new();
    }
    let slots = row.slots.iter().filter_map(|slot| cx.schedule.slots.get(slot));
    let mut streams: Vec<_> = slots.flat_map(|slot| slot.streams.value.iter().copied()).collect();
    streams.sort_by_key(|id| (cx.facts.streams.get(id).copied(), *id));
    streams.dedup();
    streams
}

fn is_now(row: &Row, now: i64) -> bool {
    i64::from(row.start) <= now && now < i64::from(row.end())
}

fn column_rect(drawn: &Drawn, frame: &Frame, offset: Vec2, index: usize) -> Option<Rect> {
    let (left, right) = drawn.geometry.column(index);
    let left = frame.body.min.x + left - offset.x;
    let right = frame.body.min.x + right - offset.x;
    let seen = right > frame.body.min.x && left < frame.area.max.x;
    let (top, bottom) = (frame.area.min.y, frame.body.min.y);
    seen.then(|| Rect::from_min_max(pos2(left, top), pos2(right, bottom)))
}

fn row_rect(drawn: &Drawn, frame: &Frame, offset: Vec2, index: usize) -> Option<Rect> {
    let (top, bottom) = drawn.geometry.row(index);
    let (top, bottom) = (frame.body.min.y + top - offset.y, frame.body.min.y + bottom - offset.y);
    let seen = bottom > frame.body.min.y && top < frame.area.max.y;
    let (left, right) = (frame.area.min.x, frame.body.min.x);
    seen.then(|| Rect::from_min_max(pos2(left, top), pos2(right, bottom)))
}

fn hour_rect(drawn: &Drawn, frame: &Frame, offset: Vec2, hour: u32) -> Option<Rect> {
    let y = frame.body.min.y + drawn.geometry.minute(hour as f32)? - offset.y;
    let seen = y > frame.body.min.y - 30.0 && y < frame.area.max.y;
    seen.then(|| {
        Rect::from_min_size(pos2(frame.area.min.x, y), vec2(super::TIME_WIDTH - 8.0, 30.0))
    })
}

/// The pictures, after the cells, where the board was scrolled to in this very frame.
pub(super) fn paint(
    ui: &Ui,
    cx: &Cx<'_>,
    drawn: &Drawn,
    frame: &Frame,
    offset: Vec2,
    now: Option<i64>,
) {
    let (area, body) = (frame.area, frame.body);
    let top = frame.top();
    let side = Rect::from_min_max(pos2(area.min.x, body.min.y), pos2(body.min.x, area.max.y));
    for (index, id) in drawn.plan.rooms.iter().enumerate() {
        let Some(rect) = column_rect(drawn, frame, offset, index) else {
            continue;
        };
        let known = cx.schedule.rooms.get(id).map(|room| &**room);
        let name = cx.words.room(cx.schedule, *id);
        paint_room(ui, cx, (&name, known), drawn.names, rect, top);
    }
    for (index, row) in drawn.plan.rows.iter().enumerate() {
        if let Some(rect) = row_rect(drawn, frame, offset, index) {
            let streams = streams_of(cx, &drawn.plan, row);
            paint_row(ui, cx, (row, &streams), rect, side, now);
        }
    }
    let painter = ui.painter().with_clip_rect(side);
    for hour in super::hours(drawn) {
        let Some(rect) = hour_rect(drawn, frame, offset, hour) else {
            continue;
        };
        let full = hour % 60 == 0;
        let (font, ink) = if full {
            (theme::extrabold(theme::size::ROOM), cx.t.text)
        } else {
            (theme::regular(theme::size::SMALL), cx.t.dim)
        };
        let at = pos2(rect.min.x + 4.0, rect.min.y + 3.0);
        painter.text(at, Align2::LEFT_TOP, cx.words.time(hour), font, ink);
    }
    if let Some(y) = now.and_then(|now| drawn.geometry.minute(now as f32)) {
        let y = body.min.y + y - offset.y;
        pill(ui, cx, pos2(area.min.x + 4.0, y - 13.0), side);
    }
}

fn paint_room(
    ui: &Ui,
    cx: &Cx<'_>,
    (name, room): (&str, Option<&Room>),
    names: Names,
    rect: Rect,
    clip: Rect,
) {
    let t = cx.t;
    let painter = ui.painter().with_clip_rect(clip);
    let left = rect.min.x + 8.0;
    let width = rect.width() - MARGINS;
    let galley = match names.small {
        true => widgets::galley(ui, name, theme::semibold(theme::size::SMALL), t.text, width, 2),
        false => named_large(ui, cx, name, width),
    };
    // What is said of the rooms stands on one line for all of them.
    let name_height = if names.two_lines { 2.0 * FACTS_LINE } else { galley.size().y };
    let bottom = rect.min.y + 2.0 + name_height;
    painter.galley(pos2(left, rect.min.y + 2.0), galley, t.text);
    // A low screen has room for the name only.
    let Some(room) = room.filter(|_| rect.height() >= NAME_ONLY) else {
        return;
    };
    if let Some(facts) = room_facts(ui, cx, room, names.marks, width) {
        let ink = if room.closed { t.warn } else { t.dim };
        painter.galley_with_override_text_color(pos2(left, bottom + 1.0), facts, ink);
    }
}

/// How the rooms of a board are named: all in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Names {
    /// Marks of rooms as words, or, where not all have room for them, as icons.
    marks: Marks,
    /// Not every name has room for the usual size.
    small: bool,
    /// Some take two lines of the smaller one.
    two_lines: bool,
}

impl Names {
    fn of(ui: &Ui, cx: &Cx<'_>, marks: Marks, columns: &[(RoomId, f32)]) -> Self {
        let named = |of: &(RoomId, f32)| (cx.words.room(cx.schedule, of.0), of.1 - MARGINS);
        let all: Vec<_> = columns.iter().map(named).collect();
        let small = all.iter().any(|(name, width)| named_large(ui, cx, name, *width).elided);
        let wraps = |(name, width): &(String, f32)| {
            let font = theme::semibold(theme::size::SMALL);
            widgets::galley(ui, name, font, cx.t.text, *width, 2).rows.len() > 1
        };
        Self { marks, small, two_lines: small && all.iter().any(wraps) }
    }
}

fn named_large(ui: &Ui, cx: &Cx<'_>, name: &str, width: f32) -> Arc<Galley> {
    widgets::galley(ui, name, theme::extrabold(theme::size::ROOM), cx.t.text, width, 1)
}

/// How the marks of rooms are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    Words,
    /// Their names are spoken, and stand on the sheet of a session and on the page of the event.
    Icons,
}

/// That it is closed; or how many it holds, and its marks.
fn room_facts(ui: &Ui, cx: &Cx<'_>, room: &Room, marks: Marks, width: f32) -> Option<Arc<Galley>> {
    if room.closed {
        let said = format!("{}\u{A0}{}", icon::DOOR_CLOSED, cx.words.text("board-closed"));
        let font = theme::semibold(theme::size::SMALL);
        return Some(widgets::icon_lines(ui, &said, font, cx.t.warn, width, 2));
    }
    let mut said = String::new();
    if room.capacity.value > 0 {
        said = format!("{}\u{A0}{}", icon::USERS, room.capacity.value);
    }
    for mark in &room.marks.value {
        let drawn = icon::of_mark(mark).filter(|_| marks == Marks::Icons);
        let between = match drawn {
            _ if said.is_empty() => "",
            Some(_) => "  ",
            None => "\u{A0}· ",
        };
        // A line ends between marks only.
        let word = || glyphs::line(ui.ctx(), &cx.words.mark(mark)).replace(' ', "\u{A0}");
        said = format!("{said}{between}{}", drawn.map_or_else(word, str::to_owned));
    }
    if said.is_empty() {
        return None;
    }
    let font = theme::regular(theme::size::SMALL);
    Some(widgets::icon_lines(ui, &said, font, cx.t.dim, width, FACTS_LINES))
}

/// Height of the names of the rooms: as little as all of them need.
pub(super) fn height(ui: &Ui, cx: &Cx<'_>, plan: &Plan, columns: &[f32]) -> (f32, Names) {
    let widths = columns.windows(2).map(|edges| match edges {
        [left, right] => right - left,
        _ => 0.0,
    });
    let columns: Vec<_> = plan.rooms.iter().copied().zip(widths).collect();
    if ui.ctx().content_rect().height() < theme::LOWEST_SCREEN {
        return (LOW, Names::of(ui, cx, Marks::Icons, &columns));
    }
    let lines = |marks: Marks| {
        let facts = columns.iter().filter_map(|(id, width)| {
            let room = cx.schedule.rooms.get(id)?;
            Some(room_facts(ui, cx, room, marks, width - MARGINS)?.rows.len())
        });
        facts.max().unwrap_or(0)
    };
    let marks = if lines(Marks::Words) > 1 { Marks::Icons } else { Marks::Words };
    let names = Names::of(ui, cx, marks, &columns);
    (NAME_ONLY + lines(marks) as f32 * FACTS_LINE, names)
}

fn paint_row(
    ui: &Ui,
    cx: &Cx<'_>,
    (row, streams): (&Row, &[StreamId]),
    rect: Rect,
    clip: Rect,
    now: Option<i64>,
) {
    let t = cx.t;
    let painter = ui.painter().with_clip_rect(clip);
    let on = now.is_some_and(|now| is_now(row, now));
    let past = now.is_some_and(|now| i64::from(row.end()) <= now);
    let ink = match (on, past) {
        (true, _) => t.now,
        (false, true) => t.dim,
        (false, false) => t.text,
    };
    let low = rect.height() < 76.0;
    // The time of a row stays in sight while any of the row does.
    let sticky = (rect.min.y + 10.0).max(clip.min.y + 4.0).min(rect.max.y - 60.0);
    let y = if low { rect.center().y - 15.0 } else { sticky };
    let left = rect.min.x + 4.0;
    let font = theme::extrabold(theme::size::TIME);
    let time = painter.text(pos2(left, y), Align2::LEFT_TOP, cx.words.time(row.start), font, ink);
    let mut below = time.max.y;
    if on && !low {
        pill(ui, cx, pos2(left, time.max.y + 2.0), clip);
        below += 30.0;
    } else if !low {
        let minutes = match (row.removed, past) {
            (true, _) => cx.words.text("board-row-removed"),
            (false, true) => cx.words.text("board-row-over"),
            (false, false) => cx.words.with("board-minutes", &[("n", row.minutes.into())]),
        };
        let ink: Color32 = if row.removed { t.warn } else { t.dim };
        let font = theme::regular(14.5);
        let said = painter.text(pos2(left, below), Align2::LEFT_TOP, minutes, font, ink);
        below = said.max.y + 2.0;
    }
    if low {
        let room = time.max.x + 4.0;
        paint_streams(ui, cx, streams, (pos2(room, time.center().y - 9.0), rect), &painter);
    } else if below + FACTS_LINE <= rect.max.y {
        paint_streams(ui, cx, streams, (pos2(left, below), rect), &painter);
    }
    if on && low {
        painter.vline(rect.min.x, rect.y_range().shrink(6.0), Stroke::new(4.0, t.now));
    }
}

/// A dot in the colour of each stream; of one also its name, as much as there is room for.
fn paint_streams(
    ui: &Ui,
    cx: &Cx<'_>,
    streams: &[StreamId],
    (at, rect): (eframe::egui::Pos2, Rect),
    painter: &eframe::egui::Painter,
) {
    let mut x = at.x;
    for id in streams {
        let (_, ink) = cx.t.stream(cx.facts.streams.get(id).copied());
        painter.circle_filled(pos2(x + DOT / 2.0, at.y + FACTS_LINE / 2.0), DOT / 2.0, ink);
        x += DOT + 4.0;
    }
    let width = rect.max.x - x - 6.0;
    if let [id] = streams
        && width > 40.0
    {
        let name = cx.words.stream(cx.schedule, *id);
        let font = theme::regular(14.0);
        let galley = widgets::galley(ui, &name, font, cx.t.dim, width, 1);
        painter.galley(pos2(x, at.y), galley, cx.t.dim);
    }
}

fn pill(ui: &Ui, cx: &Cx<'_>, at: eframe::egui::Pos2, clip: Rect) {
    let painter = ui.painter().with_clip_rect(clip);
    let text = cx.words.text("board-now");
    let galley = painter.layout_no_wrap(text, theme::extrabold(theme::size::SMALL), cx.t.on_now);
    let rect = Rect::from_min_size(at, vec2(galley.size().x + 22.0, 26.0));
    painter.rect_filled(rect, CornerRadius::same(13), cx.t.now);
    painter.galley(rect.center() - galley.size() / 2.0, galley, cx.t.on_now);
}
