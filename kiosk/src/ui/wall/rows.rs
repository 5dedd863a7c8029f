//! A line a room: its name, what is on, what comes next. On a tall screen a room takes three lines.

mod cell;

use super::now::{Moment, Now, Part, Row};
use crate::ui::{
    Action, Cx, icon,
    theme::{self, size},
    widgets,
};
use cell::Cell;
use eframe::egui::{
    self, Color32, CornerRadius, FontId, Galley, Rect, Sense, Stroke, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
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
    /// Size of the titles, as large as a room's height lets them be.
    font: f32,
    /// Size of the names of the rooms.
    named: f32,
    /// So much of it lets nearly all titles be read whole.
    share: f32,
    /// What comes next stands below what is on, not beside it.
    tall: bool,
    /// A room has one line: its name, and what is on, or else what comes next.
    line: bool,
    /// Part of a tall room that what is on takes.
    split: f32,
    /// Width of the names of the rooms, and of what is on.
    name: f32,
    now: f32,
}

const HEADER: f32 = 56.0;
/// The screen, in points, on which the sizes of [`size::WALL`] are right.
const USUAL: egui::Vec2 = vec2(1_920.0, 1_080.0);
/// How much larger everything may be on a larger screen.
const SCALE_MAX: f32 = 4.0;
/// Parts of the size of a title that are tried until it fits.
const SHARES: [f32; 9] = [1.0, 0.87, 0.74, 0.64, 0.55, 0.48, 0.4, 0.32, 0.26];
/// For one long title the others do not become smaller than this.
const SHARE_MIN: f32 = 0.74;

/// How much larger than usual everything is drawn, so that a screen of more points is not read from
/// nearer.
pub(super) fn scale(space: egui::Vec2) -> f32 {
    let (long, short) = (space.max_elem(), space.min_elem());
    (long / USUAL.x).min(short / USUAL.y).clamp(1.0, SCALE_MAX)
}

/// Least height of a room of one line; of one with its name above what is on and what comes next,
/// and of one with its name above one of them.
const LINE: f32 = 34.0;
const TALL: f32 = 76.0;
const TALL_ONE: f32 = 52.0;
/// A room in large type takes these heights where it can, else it is alone on its page.
const LARGE: (f32, f32) = (size::WALL_LARGE * 3.5, size::WALL_LARGE * 6.0);
/// Two tall lines in large type are larger than usual from this height on.
const LARGE_LOW: f32 = 170.0;
/// A name and what comes next take less than a name, what is on and what comes next.
const ONE_OF_TWO: f32 = 0.68;

fn is_on(model: &Now) -> bool {
    model.rows.iter().any(|row| row.now.is_some())
}

/// What comes next stands below what is on, where there is the height for it.
fn wants_tall(space: egui::Vec2, large: bool) -> bool {
    large || space.x < 900.0 || space.x < space.y
}

/// The least and the greatest height of a room, before the screen is scaled.
fn heights(tall: bool, large: bool, on: bool) -> (f32, f32) {
    let (least, most) = match (tall, large) {
        (false, _) => (66.0, 104.0),
        (true, false) => (126.0, 260.0),
        (true, true) => LARGE,
    };
    let lines = if tall && !on { ONE_OF_TWO } else { 1.0 };
    (least * lines, most * lines)
}

fn tall_least(on: bool) -> f32 {
    if on { TALL } else { TALL_ONE }
}

/// Heights for the rooms, from what they want to the least that shows one.
pub(super) fn leasts(ui: &Ui, model: &Now, large: bool) -> Vec<f32> {
    let scale = scale(ui.ctx().content_rect().size());
    let (on, tall) = (is_on(model), wants_tall(ui.available_size(), large));
    let usual = heights(tall, large, on).0 * scale;
    match (tall, large) {
        (false, _) => vec![usual + HEADER * scale, LINE],
        (true, false) => vec![usual, tall_least(on), LINE],
        (true, true) => vec![usual, LARGE_LOW, tall_least(on), LINE],
    }
}

impl Layout {
    pub(super) fn of(ui: &Ui, cx: &Cx<'_>, model: &Now, large: bool) -> Self {
        let space = ui.available_size();
        let scale = scale(ui.ctx().content_rect().size());
        let (on, rows) = (is_on(model), model.rows.len().max(1));
        let wants_tall = wants_tall(space, large);
        let tall = wants_tall && space.y >= tall_least(on);
        let line = !tall && (wants_tall || space.y < HEADER * scale + 2.0 * LINE);
        let large = large && tall;
        let (least, most) = match line {
            true => (LINE / scale, LINE / scale),
            false => heights(tall, large, on),
        };
        let header = if tall || line { 0.0 } else { HEADER * scale };
        let least = (least * scale).min(space.y - header).max(1.0);
        let height = space.y - header;
        let fit = (height / least).floor().max(1.0) as usize;
        let pages = rows.div_ceil(fit);
        let per_page = rows.div_ceil(pages);
        let row = (height / per_page as f32).clamp(least, (most * scale).max(least));
        // In large type a room that is alone on a low page has its name small above its title.
        let alone = large && row < LARGE.0 * scale;
        let font = match (alone, tall) {
            (true, _) => row * 0.34,
            (false, true) => row / if on { 1.0 } else { ONE_OF_TWO } * 0.25,
            (false, false) => row * 0.38,
        };
        let largest = if large { size::WALL_LARGE } else { size::WALL };
        let font = font.min(largest * scale).max(size::BODY);
        let split = match (alone, large) {
            (true, _) => 0.74,
            (false, true) => 0.6,
            (false, false) => 0.5,
        };
        let named = if alone { (row * 0.13).max(size::BODY) } else { font * 0.9 };
        let name = widest(ui, cx, model, named).min(space.x * 0.26);
        let now = if on { (space.x - name) * 0.54 } else { 0.0 };
        let mut layout = Self {
            pages,
            per_page,
            row,
            header,
            font,
            share: 1.0,
            tall,
            line,
            split,
            named,
            name,
            now,
        };
        // In large type each is as large as it can be.
        if !large {
            layout.share = layout.share_for(ui, cx, model);
        }
        layout
    }

    /// So much of the size of titles lets all of them be whole, within reason.
    fn share_for(&self, ui: &Ui, cx: &Cx<'_>, model: &Now) -> f32 {
        let space = Rect::from_min_size(pos2(0.0, 0.0), vec2(ui.available_width(), self.row));
        let mut share: f32 = 1.0;
        for row in &model.rows {
            for (cell, rect) in cells(cx, model, self, row, space) {
                share = share.min(cell.share(ui, cx, self, rect));
            }
        }
        share.max(SHARE_MIN)
    }
}

/// Width of the longest name of a room.
fn widest(ui: &Ui, cx: &Cx<'_>, model: &Now, font: f32) -> f32 {
    let width = |row: &Row| {
        let name = cx.words.room(cx.schedule, row.room);
        let font = theme::extrabold(font);
        ui.painter().layout_no_wrap(name, font, Color32::WHITE).size().x
    };
    model.rows.iter().map(width).fold(120.0, f32::max) + 30.0
}

/// Draws a page; gives whether somebody touches it, or is there with the keyboard.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    model: &Now,
    layout: &Layout,
    page: usize,
    out: &mut Vec<Action>,
) -> bool {
    let mut used = false;
    // Where not even a line has room, nothing lies over anything else.
    if model.rows.is_empty() || layout.row + layout.header < size::BODY * 1.2 {
        return used;
    }
    let area = ui.available_rect_before_wrap();
    let mut y = area.min.y;
    let rows: Vec<_> =
        model.rows.iter().skip(page * layout.per_page).take(layout.per_page).collect();
    if layout.header > 0.0 {
        behind_now(ui, cx, layout, area, rows.len());
        header(ui, cx, model, layout, area);
        y += layout.header;
    }
    for (index, row) in rows.into_iter().enumerate() {
        let rect = Rect::from_min_max(pos2(area.min.x, y), pos2(area.max.x, y + layout.row));
        if index > 0 || !layout.tall {
            let line = Stroke::new(1.0, theme::mix(cx.t.background, cx.t.line, 0.8));
            ui.painter().hline(rect.x_range(), rect.min.y, line);
        }
        name(ui, cx, layout, (row, model.moment), rect);
        for (cell, rect) in cells(cx, model, layout, row, rect) {
            used |= cell.show(ui, cx, layout, rect, out);
        }
        y += layout.row;
    }
    used
}

/// What is on and what comes next, with where each is drawn.
fn cells<'a>(
    cx: &Cx<'_>,
    model: &Now,
    layout: &Layout,
    row: &'a Row,
    rect: Rect,
) -> Vec<(Cell<'a>, Rect)> {
    let mut cells = Vec::new();
    if layout.tall {
        let below = Rect::from_min_max(pos2(rect.min.x, rect.min.y + above(layout)), rect.max);
        let (first, second) = below.split_top_bottom_at_fraction(layout.split);
        if let Some(part) = row.now {
            cells.push((Cell::of(cx, row, "now", part, None), first));
        }
        if let Some(part) = row.next {
            let place = if row.now.is_some() { second } else { below };
            let time = Some(cx.words.time(part.span.start));
            cells.push((Cell::of(cx, row, "next", part, time), place));
        }
        return cells;
    }
    let left = rect.min.x + layout.name;
    if layout.line {
        let place = Rect::from_min_max(pos2(left, rect.min.y), rect.max);
        match (row.now, row.next) {
            (Some(part), _) => {
                let end = Some(until(cx, part));
                cells.push((Cell::of(cx, row, "now", part, end), place));
            }
            (None, Some(part)) => {
                let start = Some(cx.words.time(part.span.start));
                cells.push((Cell::of(cx, row, "next", part, start), place));
            }
            (None, None) => cells.push((Cell::free(cx, row), place)),
        }
        return cells;
    }
    if layout.now > 0.0 {
        let right = left + layout.now - 20.0;
        let place = Rect::from_min_max(pos2(left, rect.min.y), pos2(right, rect.max.y));
        let usual = |part: &Part| model.now == Some((part.span.start, part.span.end()));
        let end = row.now.filter(|part| !usual(part)).map(|part| until(cx, part));
        match row.now {
            Some(part) => cells.push((Cell::of(cx, row, "now", part, end), place)),
            // Between sessions no room is free in the sense that matters: the banner says what is.
            None if model.moment == Moment::On => cells.push((Cell::free(cx, row), place)),
            None => {}
        }
    }
    if let Some(part) = row.next {
        let place = Rect::from_min_max(pos2(left + layout.now, rect.min.y), rect.max);
        let start = (model.next != Some(part.span.start)).then(|| cx.words.time(part.span.start));
        cells.push((Cell::of(cx, row, "next", part, start), place));
    }
    cells
}

/// Height of the name of a room above what is on in it.
fn above(layout: &Layout) -> f32 {
    layout.named * 1.45
}

fn until(cx: &Cx<'_>, part: Part) -> String {
    cx.words.with("wall-until", &[("time", cx.words.time(part.span.end()).into())])
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

/// The name of a room; on a tall screen also until when what is on in it lasts.
fn name(ui: &mut Ui, cx: &Cx<'_>, layout: &Layout, (row, moment): (&Row, Moment), rect: Rect) {
    let said = cx.words.room(cx.schedule, row.room);
    let rect = match layout.tall {
        true => Rect::from_min_size(rect.min, vec2(rect.width(), above(layout))),
        false => Rect::from_min_size(rect.min, vec2(layout.name - 18.0, rect.height())),
    };
    let beside = if layout.tall { beside(cx, row, moment) } else { Vec::new() };
    let width = rect.width() * if beside.is_empty() { 1.0 } else { 0.6 };
    let at = (width, rect.height() - 4.0);
    let galley = fitted(ui, &said, (theme::extrabold, layout.named), Ink::of(cx.t.text), at, 1.0);
    let size = galley.size();
    let response = ui.interact(rect, ui.scope_id().with(("room", row.room.0)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &said));
    let y = rect.center().y - size.y / 2.0;
    ui.painter().galley(pos2(rect.min.x, y), galley, cx.t.text);
    if beside.is_empty() {
        return;
    }
    let left = rect.min.x + size.x + layout.named * 0.55;
    let at = (rect.max.x - left, rect.height());
    let small = (layout.named * 0.67).max(size::BODY);
    let said = beside.join("  ·  ");
    let off = row.now.is_some_and(cell::is_cancelled);
    let ink = if off { cx.t.warn } else { cx.t.dim };
    let line = fitted(ui, &said, (theme::semibold, small), Ink::of(ink), at, 1.0);
    // On the line of the name.
    let y = rect.center().y + (size.y - line.size().y) * 0.18 - line.size().y / 2.0;
    ui.painter().galley(pos2(left, y), line, ink);
    if row.now.is_none() {
        cell::free_node(ui, cx, row, rect, &said);
    }
}

/// Beside the name on a tall screen: until when, and what else there is to say of what is on.
fn beside(cx: &Cx<'_>, row: &Row, moment: Moment) -> Vec<String> {
    match row.now {
        Some(part) => {
            let mut said = vec![until(cx, part)];
            said.extend(cell::notes(cx, part));
            said
        }
        // Between sessions the banner says what is.
        None if moment == Moment::On => vec![cell::free_said(cx, row)],
        None => Vec::new(),
    }
}

type Font = (fn(f32) -> FontId, f32);

/// How a text is drawn.
#[derive(Clone, Copy)]
struct Ink {
    colour: Color32,
    /// A line goes through it.
    struck: bool,
}

impl Ink {
    fn of(colour: Color32) -> Self {
        Self { colour, struck: false }
    }
}

/// A text as large as it can be read whole in this width and height: in one line, in several, or
/// smaller.
fn fitted(
    ui: &Ui,
    text: &str,
    (font, size): Font,
    ink: Ink,
    (width, height): (f32, f32),
    share: f32,
) -> Arc<Galley> {
    let strike = if ink.struck { Stroke::new(2.0, ink.colour) } else { Stroke::NONE };
    let set = |share: f32| {
        let size = (size * share).max(size.min(size::BODY));
        let rows = (height / (size * 1.2)).floor().clamp(1.0, 3.0) as usize;
        let job = widgets::job(ui.ctx(), text, font(size), ink.colour, width, rows, strike);
        ui.painter().layout_job(job)
    };
    let mut galley = set(share);
    for smaller in SHARES.into_iter().filter(|other| *other < share) {
        if !galley.elided && galley.size().y <= height + 0.5 {
            break;
        }
        galley = set(smaller);
    }
    galley
}
