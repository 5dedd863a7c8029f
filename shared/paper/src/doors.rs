//! Door sheets: one A4 for a room and a day, to be read from two metres. A capital letter of 6 mm is
//! seen there by whoever reads the third line from below of an eye chart.

use crate::{
    Sentences,
    day::{Column, Item, Plan, Row, time},
    grid::strike,
    letters::{CAP_HEIGHT, Face, Letters},
    sheet::{A4, Area, LEADING, MARGIN, Sheet, Style},
};
use shared::{ids::DayId, schedule::Schedule};

/// Least height of a capital letter in the times and titles of a door sheet, in millimetres.
pub const TITLE_CAP_MM_MIN: f32 = 6.0;
/// The same in the names of hosts.
pub const HOSTS_CAP_MM_MIN: f32 = 4.0;

/// Heights of capitals that are tried, the largest first.
const CAPS: [f32; 6] = [12.0, 10.5, 9.0, 8.0, 7.0, TITLE_CAP_MM_MIN];
/// Lines of a title before it is cut.
const LINES_MAX: f32 = 3.0;
const HEAD: f32 = 46.0;
const FOOT: f32 = 9.0;
const GAP: f32 = 3.5;
/// A slot that is free has room for a title by hand.
const FREE: f32 = 19.0;

/// What a room has at a time.
struct Entry<'a> {
    start: u32,
    end: u32,
    item: Option<&'a Item>,
}

pub(crate) fn sheets(
    schedule: &Schedule,
    days: &[DayId],
    sentences: &Sentences,
    letters: &mut Letters,
) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for day in days {
        let plan = Plan::of(schedule, *day, sentences);
        for column in &plan.columns {
            let entries = entries(&plan.rows, column);
            let title = sentences.day(*day);
            sheets.extend(room(column, &entries, title, sentences, letters));
        }
    }
    if sheets.is_empty() {
        let mut sheet = Sheet::new(A4);
        let style = Style { face: Face::Regular, most: 9.0, least: 6.0 };
        let area = Area { x: MARGIN, y: MARGIN, w: A4.0 - 2.0 * MARGIN, h: 60.0 };
        sheet.write(letters, &sentences.nothing, style, area);
        foot(&mut sheet, letters, sentences, "");
        sheets.push(sheet);
    }
    sheets
}

fn entries<'a>(rows: &'a [Row], column: &Column) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for row in rows {
        let items = row.band.iter().chain(row.items(column.room));
        let before = entries.len();
        entries.extend(items.map(|item| {
            let (start, end) = item.times.unwrap_or((row.start, row.end));
            Entry { start, end, item: Some(item) }
        }));
        if entries.len() == before && row.is_open(column) {
            entries.push(Entry { start: row.start, end: row.end, item: None });
        }
    }
    entries.sort_by_key(|entry| entry.start);
    entries
}

/// Sheets of a room: as large as it can be on one, or on several in the smallest size.
fn room(
    column: &Column,
    entries: &[Entry<'_>],
    day: &str,
    sentences: &Sentences,
    letters: &mut Letters,
) -> Vec<Sheet> {
    let space = A4.1 - 2.0 * MARGIN - HEAD - FOOT;
    let mut cap = TITLE_CAP_MM_MIN;
    for tried in CAPS {
        cap = tried;
        let used: f32 = entries.iter().map(|entry| height(entry, tried, letters)).sum();
        if used <= space && whole(entries, tried, letters) {
            break;
        }
    }
    let mut pages: Vec<Vec<&Entry<'_>>> = vec![Vec::new()];
    let mut used = 0.0;
    for entry in entries {
        let high = height(entry, cap, letters);
        if used + high > space && used > 0.0 {
            pages.push(Vec::new());
            used = 0.0;
        }
        used += high;
        if let Some(page) = pages.last_mut() {
            page.push(entry);
        }
    }
    let of = pages.len();
    let mut sheets = Vec::new();
    for (at, page) in pages.into_iter().enumerate() {
        let mut sheet = Sheet::new(A4);
        heading(&mut sheet, letters, column, day, sentences);
        let mut y = MARGIN + HEAD;
        for entry in page {
            let h = height(entry, cap, letters);
            draw(&mut sheet, letters, entry, cap, (y, h), sentences);
            y += h;
        }
        if entries.is_empty() {
            let style = Style { face: Face::Regular, most: 9.0, least: 6.0 };
            let area = Area { x: MARGIN, y: y + GAP, w: A4.0 - 2.0 * MARGIN, h: 40.0 };
            sheet.write(letters, &sentences.nothing, style, area);
        }
        let page = if of > 1 { sentences.page(at + 1, of) } else { String::new() };
        foot(&mut sheet, letters, sentences, &page);
        sheets.push(sheet);
    }
    sheets
}

fn size(cap: f32) -> f32 {
    cap / CAP_HEIGHT
}

/// Width of the times: as wide as they are in their size.
fn times_width(cap: f32, letters: &mut Letters) -> f32 {
    letters.width(Face::ExtraBold, "00:00") * size(cap) + 7.0
}

fn title_style(cap: f32) -> Style {
    Style { face: Face::SemiBold, most: size(cap), least: size(cap) }
}

fn hosts_style(cap: f32) -> Style {
    let size = size((cap * 0.62).max(HOSTS_CAP_MM_MIN));
    Style { face: Face::Regular, most: size, least: size }
}

fn titles_wide(cap: f32, letters: &mut Letters) -> f32 {
    A4.0 - 2.0 * MARGIN - times_width(cap, letters)
}

/// Every title is there whole, and no word is broken.
fn whole(entries: &[Entry<'_>], cap: f32, letters: &mut Letters) -> bool {
    let wide = titles_wide(cap, letters);
    entries.iter().filter_map(|entry| entry.item).all(|item| {
        let high = LINES_MAX * size(cap) * LEADING;
        let block = letters.fit(&item.title, title_style(cap), (wide, high));
        let words: Vec<_> = item.title.split_whitespace().collect();
        block.lines.join(" ") == words.join(" ")
    })
}

fn height(entry: &Entry<'_>, cap: f32, letters: &mut Letters) -> f32 {
    let Some(item) = entry.item else { return FREE.max(size(cap) * LEADING + 2.0 * GAP) };
    let (style, wide) = (title_style(cap), titles_wide(cap, letters));
    let high = LINES_MAX * style.most * LEADING;
    let lines = letters.fit(&item.title, style, (wide, high)).lines.len().max(1) as f32;
    let small = [!item.hosts.is_empty(), item.cancelled].into_iter().filter(|is| *is).count();
    lines * style.most * LEADING + small as f32 * hosts_style(cap).most * LEADING + 2.0 * GAP
}

fn heading(
    sheet: &mut Sheet,
    letters: &mut Letters,
    column: &Column,
    day: &str,
    sentences: &Sentences,
) {
    let w = A4.0 - 2.0 * MARGIN;
    let name = Style { face: Face::ExtraBold, most: 25.0, least: size(TITLE_CAP_MM_MIN) };
    let area = Area { x: MARGIN, y: MARGIN - 3.0, w, h: 31.0 };
    let used = sheet.write(letters, &column.name, name, area);
    let style = Style { face: Face::SemiBold, most: 7.5, least: size(HOSTS_CAP_MM_MIN) };
    let mut line = day.to_owned();
    if column.closed {
        line = format!("{} · {line}", sentences.closed);
    }
    let y = area.y + used + 1.0;
    sheet.write(letters, &line, style, Area { y, h: style.most * LEADING, ..area });
    let rule = MARGIN + HEAD;
    sheet.line((MARGIN, rule), (A4.0 - MARGIN, rule), 1.0);
}

fn draw(
    sheet: &mut Sheet,
    letters: &mut Letters,
    entry: &Entry<'_>,
    cap: f32,
    (y, h): (f32, f32),
    sentences: &Sentences,
) {
    let left = MARGIN + times_width(cap, letters);
    let style = Style { face: Face::ExtraBold, ..title_style(cap) };
    let line = style.most * LEADING;
    let area = Area { x: MARGIN, y: y + GAP, w: left - MARGIN, h: line };
    sheet.write(letters, &time(entry.start), style, area);
    let mut at = Area { x: left, y: y + GAP, w: A4.0 - MARGIN - left, h: LINES_MAX * line };
    let small = hosts_style(cap);
    let small_line = small.most * LEADING;
    if entry.item.is_none_or(|item| !item.fixed) && h > line + small_line + 2.0 * GAP {
        let until = Area { y: y + GAP + line, h: small_line, ..area };
        sheet.write(letters, &format!("–{}", time(entry.end)), small, until);
    }
    if let Some(item) = entry.item {
        if item.cancelled {
            let style = Style { face: Face::ExtraBold, ..small };
            at.y += sheet.write(letters, &sentences.cancelled, style, Area { h: small_line, ..at });
        }
        let from = sheet.marks.len();
        at.y += sheet.write(letters, &item.title, title_style(cap), at);
        if item.cancelled {
            strike(sheet, letters, from);
        }
        sheet.write(letters, &item.hosts, small, Area { h: small_line, ..at });
    } else {
        // A line to write on.
        let foot = y + h - GAP - 1.5;
        sheet.line((left, foot), (A4.0 - MARGIN, foot), 0.25);
    }
    sheet.line((MARGIN, y + h), (A4.0 - MARGIN, y + h), 0.2);
}

fn foot(sheet: &mut Sheet, letters: &mut Letters, sentences: &Sentences, page: &str) {
    let style = Style { face: Face::Regular, most: 4.0, least: 3.0 };
    let y = A4.1 - MARGIN - style.most;
    let wide = A4.0 - 2.0 * MARGIN;
    let area = Area { x: MARGIN, y, w: wide * 0.6, h: style.most * LEADING };
    let event = format!("{}, {}", sentences.event, sentences.as_of);
    sheet.write(letters, &event, style, area);
    let right = Area { x: MARGIN + wide * 0.6, w: wide * 0.4, ..area };
    sheet.write_right(letters, page, style, right);
}
