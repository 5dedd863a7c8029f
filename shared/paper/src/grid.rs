//! The grid of a day on A3, times down and rooms across; over as many sheets as it takes. The same
//! without its sessions is the blank grid.

use crate::{
    Sentences,
    day::{Column, Item, Plan, Row, time},
    letters::{Face, Letters},
    sheet::{A3, Area, LEADING, MARGIN, Mark, Sheet, Style},
};
use shared::{ids::DayId, schedule::Schedule};

/// Rooms on a sheet: more would leave no room for titles.
const COLUMNS_MAX: usize = 10;
/// Width of the times.
const TIMES: f32 = 21.0;
/// Below the heading.
const HEAD: f32 = 19.0;
/// Names of streams.
const STREAMS: f32 = 7.0;
/// Names of rooms.
const ROOMS: f32 = 15.0;
/// What is for all rooms.
const BAND: f32 = 10.0;
/// A row, for each session in its fullest cell.
const ROW: f32 = 18.0;
/// A row is not stretched further than this.
const ROW_MAX: f32 = 52.0;
/// Rows of a grid for a day without slots, and its columns.
const RULED: (usize, usize) = (8, 8);
const THIN: f32 = 0.2;
const THICK: f32 = 0.7;

const HEADING: Style = Style { face: Face::ExtraBold, most: 9.0, least: 5.0 };
const SMALL: Style = Style { face: Face::Regular, most: 4.0, least: 3.0 };
const ROOM: Style = Style { face: Face::ExtraBold, most: 5.4, least: 3.2 };
const STREAM: Style = Style { face: Face::SemiBold, most: 4.2, least: 3.0 };
const TITLE: Style = Style { face: Face::SemiBold, most: 4.8, least: 2.7 };
/// A title in a wide cell.
const TITLE_MOST: f32 = 8.0;
const HOSTS: Style = Style { face: Face::Regular, most: 3.2, least: 2.5 };
const WORD: Style = Style { face: Face::ExtraBold, most: 3.2, least: 2.5 };
const START: Style = Style { face: Face::ExtraBold, most: 6.2, least: 4.0 };
const END: Style = Style { face: Face::Regular, most: 3.8, least: 3.0 };

/// Whether sessions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filled {
    Yes,
    No,
}

/// What one sheet shows.
struct Part<'a> {
    day: String,
    columns: &'a [Column],
    rows: &'a [Row],
}

pub(crate) fn sheets(
    schedule: &Schedule,
    days: &[DayId],
    sentences: &Sentences,
    letters: &mut Letters,
    filled: Filled,
) -> Vec<Sheet> {
    let plans: Vec<(DayId, Plan)> = days
        .iter()
        .map(|day| {
            let mut plan = Plan::of(schedule, *day, sentences);
            if filled == Filled::No {
                empty(&mut plan);
            }
            (*day, plan)
        })
        .collect();
    let mut parts = Vec::new();
    for (day, plan) in &plans {
        let day = sentences.day(*day).to_owned();
        for rows in pages(&plan.rows) {
            for columns in even(&plan.columns, COLUMNS_MAX) {
                parts.push(Part { day: day.clone(), columns, rows });
            }
        }
    }
    if parts.is_empty() {
        parts.push(Part { day: String::new(), columns: &[], rows: &[] });
    }
    let of = parts.len();
    let page = |at: usize| if of > 1 { sentences.page(at + 1, of) } else { String::new() };
    let draw = |(at, part): (usize, Part<'_>)| {
        let mut sheet = Sheet::new(A3);
        heading(&mut sheet, letters, &part.day, sentences, &page(at));
        if part.columns.is_empty() || part.rows.is_empty() {
            bare(&mut sheet, letters, sentences, filled);
        } else {
            body(&mut sheet, letters, &part, sentences);
        }
        sheet
    };
    parts.into_iter().enumerate().map(draw).collect()
}

/// Takes out what people put there; breaks and the like stay.
fn empty(plan: &mut Plan) {
    for row in &mut plan.rows {
        row.band.retain(|item| item.fixed);
        for items in row.cells.values_mut() {
            items.retain(|item| item.fixed);
        }
        row.cells.retain(|_, items| !items.is_empty());
    }
    plan.rows.retain(|row| row.is_slot() || !row.band.is_empty() || !row.cells.is_empty());
}

/// Divides into parts of nearly the same length.
fn even<T>(all: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    let parts = all.len().div_ceil(most).max(1);
    all.chunks(all.len().div_ceil(parts).max(1))
}

/// The least height of a row.
fn least(row: &Row) -> f32 {
    let bands = row.band.len() as f32 * BAND;
    if row.is_band() {
        return bands;
    }
    let fullest = row.cells.values().map(Vec::len).max().unwrap_or(0).max(1);
    bands + ROW * fullest as f32
}

fn body_height() -> f32 {
    A3.1 - 2.0 * MARGIN - HEAD - STREAMS - ROOMS
}

/// Rows, sheet by sheet.
fn pages(rows: &[Row]) -> Vec<&[Row]> {
    let mut pages = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut used = 0.0;
        let fits = rest
            .iter()
            .take_while(|row| {
                used += least(row);
                used <= body_height()
            })
            .count();
        let (page, more) = rest.split_at(fits.clamp(1, rest.len()));
        pages.push(page);
        rest = more;
    }
    if pages.is_empty() { vec![rows] } else { pages }
}

/// Heights of the rows of a sheet: what is left over is shared.
fn heights(rows: &[Row]) -> Vec<f32> {
    let used: f32 = rows.iter().map(least).sum();
    let stretch = rows.iter().filter(|row| !row.is_band()).count().max(1) as f32;
    // A single row with more than a sheet holds is pressed into one.
    let shrink = (body_height() / used.max(1.0)).min(1.0);
    let more = ((body_height() - used) / stretch).max(0.0);
    rows.iter()
        .map(|row| match row.is_band() {
            true => least(row) * shrink,
            false => least(row) * shrink + more.min((ROW_MAX - least(row)).max(0.0)),
        })
        .collect()
}

/// What stands above the grid.
fn heading(sheet: &mut Sheet, letters: &mut Letters, day: &str, sentences: &Sentences, page: &str) {
    let wide = A3.0 - 2.0 * MARGIN;
    let area = Area { x: MARGIN, y: MARGIN, w: wide * 0.68, h: HEADING.most * LEADING };
    let title = if day.is_empty() { &sentences.event } else { day };
    sheet.write(letters, title, HEADING, area);
    let right = Area { x: MARGIN + wide * 0.7, w: wide * 0.3, ..area };
    let event = Style { face: Face::SemiBold, ..SMALL };
    let mut y = right.y;
    let lines = [(sentences.event.as_str(), event), (&sentences.as_of, SMALL), (page, SMALL)];
    for (line, style) in lines {
        y += sheet.write_right(letters, line, style, Area { y, ..right });
    }
}

/// A grid without rooms or slots: ruled lines to write on, or that there is nothing.
fn bare(sheet: &mut Sheet, letters: &mut Letters, sentences: &Sentences, filled: Filled) {
    let (x, y) = (MARGIN, MARGIN + HEAD);
    let (w, h) = (A3.0 - 2.0 * MARGIN, A3.1 - 2.0 * MARGIN - HEAD);
    match filled {
        Filled::Yes => {
            let style = Style { face: Face::Regular, most: 8.0, least: 5.0 };
            sheet.write(letters, &sentences.nothing, style, Area { x, y, w, h });
        }
        Filled::No => {
            let (rows, columns) = RULED;
            for n in 0..=rows {
                let at = y + h * n as f32 / rows as f32;
                sheet.line((x, at), (x + w, at), if n <= 1 { THICK } else { THIN });
            }
            for n in 0..=columns {
                let at = x + w * n as f32 / columns as f32;
                sheet.line((at, y), (at, y + h), if n == 1 { THICK } else { THIN });
            }
        }
    }
}

fn body(sheet: &mut Sheet, letters: &mut Letters, part: &Part<'_>, sentences: &Sentences) {
    let left = MARGIN + TIMES;
    let width = (A3.0 - MARGIN - left) / part.columns.len() as f32;
    let top = MARGIN + HEAD + STREAMS;
    let cell = |n: usize, y: f32, h: f32| Area { x: left + width * n as f32, y, w: width, h };
    names(sheet, letters, part, sentences, &|n| cell(n, top, ROOMS));
    let mut y = top + ROOMS;
    let first = y;
    sheet.line((MARGIN, y), (A3.0 - MARGIN, y), THICK);
    for (row, h) in part.rows.iter().zip(heights(part.rows)) {
        let share = if row.is_band() { h } else { BAND * h / least(row).max(h) };
        times(sheet, letters, row, Area { x: MARGIN, y, w: TIMES, h });
        for (n, item) in row.band.iter().enumerate() {
            let each = share / if row.is_band() { row.band.len() as f32 } else { 1.0 };
            let h = each;
            let w = A3.0 - MARGIN - left;
            band(sheet, letters, item, Area { x: left, y: y + each * n as f32, w, h }, sentences);
        }
        if !row.is_band() {
            let down = share * row.band.len() as f32;
            for (n, column) in part.columns.iter().enumerate() {
                let area = cell(n, y + down, h - down);
                items(sheet, letters, row, column, area, sentences);
                sheet.line((area.x, area.y), (area.x, y + h), THIN);
            }
        }
        y += h;
        sheet.line((MARGIN, y), (A3.0 - MARGIN, y), THIN);
    }
    for x in [MARGIN, left, A3.0 - MARGIN] {
        sheet.line((x, first), (x, y), THIN);
    }
    sheet.line((MARGIN, y), (A3.0 - MARGIN, y), THICK);
}

/// Names of streams above those of the rooms.
fn names(
    sheet: &mut Sheet,
    letters: &mut Letters,
    part: &Part<'_>,
    sentences: &Sentences,
    cell: &dyn Fn(usize) -> Area,
) {
    let mut group: Option<(&str, f32)> = None;
    for (n, column) in part.columns.iter().enumerate() {
        let area = cell(n);
        let is_new = group.is_none_or(|(name, _)| name != column.streams);
        if is_new {
            group = Some((&column.streams, area.x));
            let alike = part.columns.get(n..).unwrap_or_default();
            let alike = alike.iter().take_while(|other| other.streams == column.streams).count();
            let w = area.w * alike as f32;
            if !column.streams.is_empty() {
                let over = Area { y: area.y - STREAMS, h: STREAMS, w, ..area };
                sheet.write(letters, &column.streams, STREAM, over.inset(1.2));
                sheet.line((area.x + 1.2, area.y), (area.x + w - 1.2, area.y), THICK);
            }
        }
        // Names stand on the grid.
        let closed = if column.closed { WORD.most * LEADING } else { 0.0 };
        let inner = area.inset(1.2);
        let block = letters.fit(&column.name, ROOM, (inner.w, inner.h - closed));
        let high = block.size * LEADING * block.lines.len() as f32;
        let y = inner.y + inner.h - high - closed;
        sheet.write(letters, &column.name, ROOM, Area { y, h: high, ..inner });
        if column.closed {
            let below = Area { y: y + high, h: closed, ..inner };
            sheet.write(letters, &sentences.closed, WORD, below);
        }
    }
}

fn times(sheet: &mut Sheet, letters: &mut Letters, row: &Row, area: Area) {
    let inner = area.inset(1.2);
    if row.is_band() {
        let line = format!("{}–{}", time(row.start), time(row.end));
        let style = Style { face: Face::SemiBold, ..END };
        let high = style.most * LEADING;
        let y = area.y + (area.h - high).max(0.0) / 2.0;
        sheet.write(letters, &line, style, Area { y, h: high, ..inner });
        return;
    }
    let used = sheet.write(letters, &time(row.start), START, inner);
    let (y, h) = (inner.y + used, END.most * LEADING);
    sheet.write(letters, &format!("–{}", time(row.end)), END, Area { y, h, ..inner });
}

fn band(sheet: &mut Sheet, letters: &mut Letters, item: &Item, area: Area, words: &Sentences) {
    let inner = area.inset(1.6);
    let mut line = item.title.clone();
    for more in [&item.hosts, &own_times(item), cancelled(item, words)] {
        if !more.is_empty() {
            line = format!("{line} · {more}");
        }
    }
    let style = Style { most: 5.0, ..TITLE };
    let high = (style.most * LEADING).min(inner.h);
    let y = area.y + (area.h - high) / 2.0;
    sheet.write(letters, &line, style, Area { y, h: high, ..inner });
}

fn own_times(item: &Item) -> String {
    item.times.map_or_else(String::new, |(from, to)| format!("{}–{}", time(from), time(to)))
}

fn cancelled<'a>(item: &Item, words: &'a Sentences) -> &'a String {
    const NONE: &String = &String::new();
    if item.cancelled { &words.cancelled } else { NONE }
}

fn items(
    sheet: &mut Sheet,
    letters: &mut Letters,
    row: &Row,
    column: &Column,
    area: Area,
    words: &Sentences,
) {
    let items = row.items(column.room);
    if items.is_empty() {
        if !row.is_open(column) {
            sheet.shade(area);
        }
        return;
    }
    let each = area.h / items.len() as f32;
    for (n, item) in items.iter().enumerate() {
        let y = area.y + each * n as f32;
        if n > 0 {
            sheet.line((area.x, y), (area.x + area.w, y), THIN);
        }
        one(sheet, letters, item, Area { y, h: each, ..area }.inset(1.6), words);
    }
}

/// A session in its cell: what matters on top, the hosts at the foot.
fn one(sheet: &mut Sheet, letters: &mut Letters, item: &Item, area: Area, words: &Sentences) {
    let mut top = area.y;
    let line = |style: Style| style.most * LEADING;
    for word in [&own_times(item), cancelled(item, words)] {
        if !word.is_empty() {
            let area = Area { y: top, h: line(WORD), ..area };
            top += sheet.write(letters, word, WORD, area);
        }
    }
    let foot = if item.hosts.is_empty() { 0.0 } else { line(HOSTS) };
    let h = area.y + area.h - top - foot;
    let from = sheet.marks.len();
    // Where rooms are few, their titles are large.
    let title = Style { most: (area.w * 0.09).clamp(TITLE.most, TITLE_MOST), ..TITLE };
    let used = sheet.write(letters, &item.title, title, Area { y: top, h, ..area });
    if item.cancelled {
        strike(sheet, letters, from);
    }
    let hosts = Area { y: top + used, h: foot, ..area };
    sheet.write(letters, &item.hosts, HOSTS, hosts);
}

/// Strikes through what was written last.
pub(crate) fn strike(sheet: &mut Sheet, letters: &mut Letters, from: usize) {
    let lines: Vec<_> = sheet
        .marks
        .iter()
        .skip(from)
        .filter_map(|mark| match mark {
            Mark::Text { x, y, size, face, text } => {
                Some((*x, *y - size * 0.26, letters.width(*face, text) * size))
            }
            Mark::Line { .. } | Mark::Shade(_) => None,
        })
        .collect();
    for (x, y, w) in lines {
        sheet.line((x, y), (x + w, y), 0.35);
    }
}
