//! A table with times in the first column and rooms in the first row.
//!
//! A row without a time, or with the time of the row above, goes on with that time. Two sessions in
//! one cell are divided by an empty line. A second line in a cell is its hosts when it looks like
//! names or stands in brackets. The same text in several rooms is one session in all of them; in
//! every room it is a fixed item, such as lunch.

use crate::{At, Part, What};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cells::{Row, Sheet, letter};
use super::clock::{self, Clock, Span};
use super::dates::{self, Day};
use super::grid_cell::{is_break, parts};
use super::headings::Plan;
use super::known::known;
use super::make::{Found, Item, Time};
use super::{Means, Options};
use crate::report::{Report, clip};
use crate::text;

/// Length of the last slot of a day where nothing says it.
const MINUTES_DEFAULT: u32 = 45;
/// The longest slot that is taken for granted because the next one starts so late.
const MINUTES_GUESSED_MAX: u32 = 120;

/// One stretch of time with the rows that belong to it.
struct Stretch {
    at: At,
    date: Option<Date>,
    span: Option<Span>,
    minutes: Option<u32>,
    start: u32,
    /// Cells with something in them: place, column and text.
    cells: Vec<(At, usize, String)>,
}

struct Reader<'a> {
    plan: &'a Plan,
    options: &'a Options,
    report: &'a mut Report,
    found: Found,
    stretches: Vec<Stretch>,
    /// Names of the rooms by their columns, as the last row of headings has them.
    rooms: BTreeMap<usize, String>,
    day: Option<Date>,
    nameless: BTreeSet<usize>,
}

/// Reads the grid.
pub(super) fn read(sheet: &Sheet, plan: &Plan, options: &Options, report: &mut Report) -> Found {
    let mut reader = Reader {
        plan,
        options,
        report,
        found: Found::default(),
        stretches: Vec::new(),
        rooms: BTreeMap::new(),
        day: options.day,
        nameless: BTreeSet::new(),
    };
    let head = plan.head.unwrap_or(0);
    for (index, row) in sheet.rows.iter().enumerate() {
        if plan.head == Some(index) {
            reader.head(row);
        } else if (index > head || plan.head.is_none()) && !row.is_blank() {
            reader.row(row);
        } else if !row.is_blank() {
            reader.above(row);
        }
    }
    reader.times();
    reader.cells();
    reader.found
}

impl Reader<'_> {
    fn time_column(&self) -> usize {
        self.plan.column(Means::Start).unwrap_or(0)
    }

    fn is_room(&self, column: usize) -> bool {
        self.plan.means.get(column).copied().flatten().is_none()
    }

    /// Names of the rooms.
    fn head(&mut self, row: &Row) {
        self.rooms.clear();
        for (column, cell) in row.cells.iter().enumerate() {
            let name = text::line(cell).text;
            if self.is_room(column) && !name.is_empty() {
                let name = self.report.line(&row.at(column), Part::Name, &name);
                if !self.found.rooms.contains(&name) {
                    self.found.rooms.push(name.clone());
                }
                self.rooms.insert(column, name);
            }
        }
    }

    /// A row above the rooms: perhaps the day.
    fn above(&mut self, row: &Row) {
        let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        for cell in cells {
            if let Some(date) = dates::day(cell).and_then(|day| day.resolve(self.options.day)) {
                self.day = Some(date);
            }
        }
    }

    /// A day of its own line, as in a file with a grid for each day.
    fn day_line(&mut self, row: &Row) -> bool {
        let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (Some((column, cell)), None) = (filled.next(), filled.next()) else { return false };
        let Some(day) = dates::day(cell) else { return false };
        self.set_day(day, &row.at(column), cell);
        true
    }

    fn set_day(&mut self, day: Day, at: &At, cell: &str) {
        match day.resolve(self.options.day) {
            Some(date) => {
                if let Day::MonthFirst(_) = day {
                    self.report
                        .add(at, What::MonthFirst { written: clip(cell), date: date.to_string() });
                }
                self.day = Some(date);
            }
            None => self.found.needs_day = true,
        }
    }

    fn row(&mut self, row: &Row) {
        if self.day_line(row) {
            return;
        }
        let column = self.time_column();
        let time = row.cell(column);
        let span = clock::span_in(time);
        let rooms = |reader: &Self| {
            row.cells
                .iter()
                .enumerate()
                .any(|(c, cell)| reader.is_room(c) && !cell.trim().is_empty())
        };
        let heading =
            known(time) == Some(Means::Start) || (time.is_empty() && self.repeats_head(row));
        if heading && rooms(self) {
            return self.head(row);
        }
        if let Some(day) = self.plan.column(Means::Day).map(|column| (column, row.cell(column)))
            && !day.1.is_empty()
        {
            match dates::day(day.1) {
                Some(found) => self.set_day(found, &row.at(day.0), day.1),
                None => self.report.add(&row.at(day.0), What::DayUnread { written: clip(day.1) }),
            }
        }
        if span.is_none() && !time.is_empty() && !rooms(self) {
            self.report.add(&row.at(column), What::AloneAndNoTime { text: clip(time) });
            return;
        }
        let goes_on = time.is_empty() && !self.stretches.is_empty();
        if !goes_on {
            self.stretch(row, span);
        }
        let found: Vec<_> =
            row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).collect();
        let mut cells = Vec::new();
        for (column, cell) in found {
            if !self.is_room(column) {
                continue;
            }
            if self.rooms.contains_key(&column) {
                cells.push((row.at(column), column, cell.trim().to_owned()));
            } else if self.nameless.insert(column) {
                let what = What::NoRoomAbove { column: letter(column) };
                self.report.add(&row.at(column), what);
            }
        }
        if let Some(stretch) = self.stretches.last_mut() {
            stretch.cells.append(&mut cells);
        }
    }

    fn repeats_head(&self, row: &Row) -> bool {
        let names = self
            .rooms
            .iter()
            .filter(|(column, name)| text::line(row.cell(**column)).text == **name);
        !self.rooms.is_empty() && names.count() == self.rooms.len()
    }

    fn stretch(&mut self, row: &Row, mut span: Option<Span>) {
        let at = row.at(self.time_column());
        let time = row.cell(self.time_column());
        if span.is_none() {
            let written = clip(time);
            let none = written.is_empty();
            let unread = What::RowTimeUnread { written };
            self.report.add(&at, if none { What::RowWithoutTime } else { unread });
        }
        let mut minutes = None;
        if let Some(column) = self.plan.column(Means::End)
            && let (Some(span), Some(end)) = (&mut span, clock::time(row.cell(column)))
        {
            span.end = Some(end);
        }
        if let Some(column) = self.plan.column(Means::Length) {
            minutes = clock::length(row.cell(column));
        }
        let date = self.day;
        self.found.needs_day |= date.is_none() && span.is_some();
        let start = span.map_or(0, |span| span.start.minutes);
        self.stretches.push(Stretch { at, date, span, minutes, start, cells: Vec::new() });
    }

    /// Settles starts and lengths from the order of the rows.
    fn times(&mut self) {
        let spans: Vec<Span> = self.stretches.iter().filter_map(|stretch| stretch.span).collect();
        if clock::is_twelve_hours(&spans) {
            for span in self.stretches.iter_mut().filter_map(|stretch| stretch.span.as_mut()) {
                span.start = clock::in_afternoon(span.start);
                span.end = span.end.map(clock::in_afternoon);
            }
            self.report.add(&At::Place(letter(self.time_column())), What::Afternoons);
        }
        let mut before: Option<(Option<Date>, u32)> = None;
        for stretch in &mut self.stretches {
            let Some(span) = &mut stretch.span else { continue };
            let mut start = span.start.minutes;
            if let Some((date, last)) = before
                && date == stretch.date
                && start < last
                && start < 720
            {
                let noon = !span.start.sure && (60..480).contains(&start) && last < 1_140;
                let later = if noon { 720 } else { 1_440 };
                if last >= 1_080 || noon {
                    start += later;
                    span.end =
                        span.end.map(|end| Clock { minutes: end.minutes + later, sure: true });
                    let what = if noon { What::BackToAfternoon } else { What::BackToNight };
                    self.report.add(&stretch.at, what);
                }
            }
            before = Some((stretch.date, start));
            stretch.start = start;
        }
        self.lengths();
    }

    fn lengths(&mut self) {
        let mut starts: BTreeMap<Option<Date>, BTreeSet<u32>> = BTreeMap::new();
        for stretch in self.stretches.iter().filter(|stretch| stretch.span.is_some()) {
            starts.entry(stretch.date).or_default().insert(stretch.start);
        }
        let mut guessed = 0;
        for stretch in &mut self.stretches {
            let Some(span) = stretch.span else { continue };
            if let Some(end) = span.end.filter(|_| stretch.minutes.is_none()) {
                let (minutes, over_noon) = clock::minutes_until(stretch.start, end.minutes);
                if over_noon {
                    self.report.add(&stretch.at, What::EndInAfternoon);
                }
                stretch.minutes = Some(minutes);
            }
            if stretch.minutes.is_none() {
                let next =
                    starts.get(&stretch.date).and_then(|all| all.range(stretch.start + 1..).next());
                let gap =
                    next.map(|next| next - stretch.start).filter(|gap| *gap <= MINUTES_GUESSED_MAX);
                stretch.minutes = Some(gap.unwrap_or(MINUTES_DEFAULT));
                guessed += 1;
            }
        }
        if guessed > 0 {
            let at = At::Place(letter(self.time_column()));
            self.report.add(&at, What::TimesWithoutEnd { n: guessed, minutes: MINUTES_DEFAULT });
        }
    }

    /// Makes sessions and fixed items of the cells.
    fn cells(&mut self) {
        let mut stretches = std::mem::take(&mut self.stretches);
        // Rows of one time are one stretch.
        let mut merged: Vec<Stretch> = Vec::new();
        for stretch in stretches.drain(..) {
            let same = merged.iter_mut().find(|known| {
                known.span.is_some()
                    && stretch.span.is_some()
                    && (known.date, known.start, known.minutes)
                        == (stretch.date, stretch.start, stretch.minutes)
            });
            match same {
                Some(known) => known.cells.extend(stretch.cells),
                None => merged.push(stretch),
            }
        }
        for stretch in merged {
            let when = stretch.span.and(stretch.date).zip(stretch.minutes);
            let when = when.map(|(date, minutes)| (date, stretch.start, minutes));
            let before = self.found.items.len();
            let all_fixed = self.stretch_items(stretch, when);
            for item in self.found.items.iter_mut().skip(before) {
                super::rows::shorten(item, self.report);
            }
            if let Some(at) = when.filter(|at| !all_fixed && at.1 < crate::limits::DAY_MINUTES_MAX)
            {
                let longest = crate::limits::DAY_MINUTES_MAX - at.1;
                self.found.slots.insert((at.0, at.1, at.2.min(longest)));
            }
        }
    }

    /// The items of one time; whether they are fixed ones only.
    fn stretch_items(&mut self, stretch: Stretch, when: Option<Time>) -> bool {
        let items = self.gather(stretch, when);
        let alone = items.len() == 1;
        let mut all_fixed = alone;
        for (mut item, columns) in items {
            let bare = item.hosts.is_empty() && item.text.is_empty() && when.is_some();
            let everywhere = self.rooms.len() > 1 && columns.len() == self.rooms.len();
            let first = columns.len() == 1 && columns.first() == self.rooms.keys().next();
            let title = clip(&item.title);
            if bare && (everywhere || (alone && first && is_break(&item.title))) {
                item.fixed = true;
                item.rooms.clear();
                if !everywhere {
                    let what = What::ForAllRooms { title };
                    self.report.add(&item.at, what);
                }
            } else {
                all_fixed = false;
                if columns.len() > 1 {
                    let what = What::InSeveralRooms { title, n: columns.len() };
                    self.report.add(&item.at, what);
                }
            }
            self.found.items.push(item);
        }
        all_fixed
    }

    /// The same text in several rooms is one item; each with the columns in which it stands.
    fn gather(&mut self, stretch: Stretch, when: Option<Time>) -> Vec<(Item, BTreeSet<usize>)> {
        let mut items: Vec<(Item, BTreeSet<usize>)> = Vec::new();
        let day = stretch.date;
        for (at, column, cell) in stretch.cells {
            let parts = parts(self.report, &at, &cell);
            if parts.len() > 1 {
                let what = What::SeveralInCell { n: parts.len() };
                self.report.add(&at, what);
            }
            for (title, hosts, text) in parts {
                let room = self.rooms.get(&column).cloned().unwrap_or_default();
                let same = items.iter_mut().find(|(item, columns)| {
                    (&item.title, &item.hosts, &item.text) == (&title, &hosts, &text)
                        && !columns.contains(&column)
                });
                if let Some((item, columns)) = same {
                    item.rooms.push(room);
                    columns.insert(column);
                    continue;
                }
                let (at, rooms) = (at.clone(), vec![room]);
                let item = Item { at, title, hosts, text, rooms, day, when, ..Item::default() };
                items.push((item, BTreeSet::from([column])));
            }
        }
        items
    }
}
