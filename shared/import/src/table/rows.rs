//! A table with one row a session.

use crate::{At, What};
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cells::{Row, Sheet};
use super::clock::{self, Clock, Span};
use super::dates::{self, Day};
use super::headings::Plan;
use super::make::{Found, Item};
use super::{Means, Options, people};
use crate::raw::Link;
use crate::report::{Report, clip};
use crate::time::{self, Moment, Zone};

/// Length of sessions where a table gives none and no next start.
const MINUTES_DEFAULT: u32 = 45;
/// The longest session that is taken for granted because the next start is so far away.
const MINUTES_GUESSED_MAX: u32 = 120;

/// An end on the other side of midnight after more than half a day is a slip.
const NIGHT_MINUTES_MAX: u32 = 720;

/// When a row says that it is, before lengths are settled.
#[derive(Debug, Default, Clone)]
struct Times {
    at: At,
    date: Option<Date>,
    span: Option<Span>,
    minutes: Option<u32>,
    /// Given with its offset: nothing to guess.
    sure: bool,
}

struct Reader<'a> {
    plan: &'a Plan,
    options: &'a Options,
    report: &'a mut Report,
    zone: Option<Zone>,
    found: Found,
    times: Vec<Times>,
    /// The day of the rows above.
    day: Option<Date>,
    /// Rows that stand below their day.
    below: usize,
}

/// Reads all rows.
pub(super) fn read(sheet: &Sheet, plan: &Plan, options: &Options, report: &mut Report) -> Found {
    let zone = Zone::named(&options.zone);
    let found = Found { own: plan.own, ..Found::default() };
    let mut reader =
        Reader { plan, options, report, zone, found, times: Vec::new(), day: None, below: 0 };
    reader.unread_columns(sheet);
    for row in plan.body(sheet) {
        if !row.is_blank() {
            reader.row(row);
        }
    }
    if reader.below > 0 {
        reader.report.add(&At::Day, What::DayAbove { n: reader.below });
    }
    reader.settle();
    reader.found
}

/// Parts of a cell of our export: a line each and a last line of `;`, or divided by `;` where there
/// is one line.
pub(super) fn parts(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    let mark = if cell.contains('\n') { '\n' } else { ';' };
    let cell = cell.strip_suffix("\n;").unwrap_or(cell);
    cell.split(mark).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl Reader<'_> {
    /// Says which columns with something in them are not read.
    fn unread_columns(&mut self, sheet: &Sheet) {
        for (column, heading) in self.plan.headings.iter().enumerate() {
            let known = self.plan.means.get(column).copied().flatten().is_some();
            let filled = || self.plan.body(sheet).find(|row| !row.cell(column).is_empty());
            if !known && let Some(row) = filled() {
                let what = if heading.is_empty() {
                    What::NamelessUnread
                } else {
                    What::ColumnUnread { heading: clip(heading) }
                };
                self.report.add(&row.at(column), what);
            }
        }
    }

    fn cell<'a>(&self, row: &'a Row, means: Means) -> &'a str {
        self.plan.column(means).map_or("", |column| row.cell(column))
    }

    fn at(&self, row: &Row, means: Means) -> At {
        row.at(self.plan.column(means).unwrap_or(0))
    }

    fn all(&self, row: &Row, means: Means) -> Vec<String> {
        let cells = self.plan.columns(means).map(|column| row.cell(column).to_owned());
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    fn row(&mut self, row: &Row) {
        let at = self.at(row, Means::Title);
        let title = self.cell(row, Means::Title).to_owned();
        let times = self.times(row);
        if title.is_empty() {
            self.report.add(&at, What::RowWithoutTitle { row: row.number });
            return;
        }
        let state = self.cell(row, Means::State).to_lowercase();
        if matches!(state.as_str(), "rejected" | "withdrawn" | "draft" | "declined") {
            self.report.add(&at, What::LeftOut { title: clip(&title), state });
            return;
        }
        let hosts = self.hosts(row);
        let kind = self.cell(row, Means::Kind).to_lowercase();
        let rooms: Vec<String> = parts(self.cell(row, Means::Room));
        let item = Item {
            id: self.cell(row, Means::Id).to_owned(),
            mark: self.cell(row, Means::Mark).to_owned(),
            text: self.all(row, Means::Text),
            hosts,
            day: times.date,
            stream: self.cell(row, Means::Stream).to_owned(),
            format: self.cell(row, Means::Format).to_owned(),
            tags: self.tags(row, Means::Tags),
            wishes: self.tags(row, Means::Wishes),
            language: self.cell(row, Means::Language).to_owned(),
            links: self.links(row),
            cancelled: matches!(
                state.as_str(),
                "cancelled" | "canceled" | "yes" | "true" | "x" | "1" | "canslwyd" | "ie"
            ),
            dots: self.dots(row),
            fixed: self.plan.own && kind == "fixed",
            at,
            title,
            rooms,
            when: None,
        };
        self.found.items.push(item);
        self.times.push(times);
    }

    fn hosts(&mut self, row: &Row) -> Vec<String> {
        let cells: Vec<(usize, String)> = self
            .plan
            .columns(Means::Hosts)
            .map(|column| (column, row.cell(column).to_owned()))
            .collect();
        let mut hosts = Vec::new();
        for (column, cell) in cells {
            if self.plan.own {
                hosts.extend(parts(&cell));
                continue;
            }
            let split = people::split(&cell);
            if split.doubtful {
                self.report.add(
                    &row.at(column),
                    What::HostsGuessed { text: clip(&cell), n: split.names.len() },
                );
            }
            hosts.extend(split.names);
        }
        hosts
    }

    fn tags(&self, row: &Row, means: Means) -> Vec<String> {
        let cells = self.all(row, means);
        if self.plan.own {
            return cells.iter().flat_map(|cell| parts(cell)).collect();
        }
        let words = cells.iter().flat_map(|cell| cell.split([',', ';', '\n']));
        words.map(|word| word.trim().trim_start_matches('#').trim().to_owned()).collect()
    }

    fn links(&self, row: &Row) -> Vec<Link> {
        let cells = self.all(row, Means::Links);
        let mut links = Vec::new();
        if self.plan.own {
            for line in cells.iter().flat_map(|cell| cell.lines()) {
                let (url, title) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
                links.push(Link { title: title.trim().to_owned(), url: url.to_owned() });
            }
            return links;
        }
        for word in cells.iter().flat_map(|cell| cell.split([' ', ',', ';', '\n'])) {
            let url = word.trim();
            if url.starts_with("www.") {
                links.push(Link { title: String::new(), url: format!("https://{url}") });
            } else if !url.is_empty() {
                links.push(Link { title: String::new(), url: url.to_owned() });
            }
        }
        links
    }

    fn dots(&mut self, row: &Row) -> u32 {
        let cell = self.cell(row, Means::Dots);
        if cell.is_empty() {
            return 0;
        }
        cell.parse().unwrap_or_else(|_| {
            let at = self.at(row, Means::Dots);
            self.report.add(&at, What::DotsUnread { text: clip(cell) });
            0
        })
    }

    /// What a row says of its day and times.
    fn times(&mut self, row: &Row) -> Times {
        let mut times = Times { at: self.at(row, Means::Start), ..Times::default() };
        self.read_day(row, &mut times);
        let start = self.cell(row, Means::Start).to_owned();
        if !start.is_empty() {
            self.read_start(&start, &mut times);
        }
        let end = self.cell(row, Means::End).to_owned();
        if !end.is_empty() && times.span.is_some() {
            self.read_end(row, &end, &mut times);
        }
        let length = self.cell(row, Means::Length).to_owned();
        if !length.is_empty() {
            let at = self.at(row, Means::Length);
            match clock::length(&length) {
                Some(minutes) => {
                    let other = times.minutes.replace(minutes).filter(|other| *other != minutes);
                    if let Some(other) = other {
                        self.report.add(&at, What::LengthCounts { minutes, until: other });
                    }
                }
                None => self.report.add(&at, What::MinutesUnread { written: clip(&length) }),
            }
        }
        times
    }

    fn read_day(&mut self, row: &Row, times: &mut Times) {
        let Some(column) = self.plan.column(Means::Day) else { return };
        let cell = row.cell(column);
        if cell.is_empty() {
            if !self.cell(row, Means::Start).is_empty() {
                times.date = self.day;
                self.below += usize::from(self.day.is_some());
            }
            return;
        }
        let at = row.at(column);
        let Some(day) = dates::day(cell) else {
            self.report.add(&at, What::DayUnreadShelf { written: clip(cell) });
            times.sure = true;
            return;
        };
        let Some(date) = day.resolve(self.options.day) else {
            self.found.needs_day = true;
            return;
        };
        if let Day::MonthFirst(_) = day {
            self.report.add(&at, What::MonthFirst { written: clip(cell), date: date.to_string() });
        }
        self.day = Some(date);
        times.date = Some(date);
    }

    fn read_start(&mut self, cell: &str, times: &mut Times) {
        if let Some(moment) = Moment::parse(cell).filter(|_| time::has_time(cell)) {
            let (date, minutes) = self.civil(moment, &times.at);
            times.date = Some(date);
            times.span = Some(Span { start: Clock { minutes, sure: true }, end: None });
            return;
        }
        if let Some(span) = clock::span_in(cell) {
            times.span = Some(span);
            // `20/06/2026 10:00`: a day before the time.
            let day = cell
                .split_once(' ')
                .and_then(|(day, rest)| clock::span(rest.trim()).and_then(|_| dates::day(day)));
            if let Some(date) = day.and_then(|day| day.resolve(self.options.day)) {
                times.date = Some(date);
            }
            return;
        }
        self.report.add(&times.at, What::TimeUnread { written: clip(cell) });
    }

    fn read_end(&mut self, row: &Row, cell: &str, times: &mut Times) {
        let at = self.at(row, Means::End);
        let Some(span) = &mut times.span else { return };
        if let Some(moment) = Moment::parse(cell).filter(|_| time::has_time(cell)) {
            let (date, minutes) = match &self.zone {
                Some(zone) => {
                    let civil = moment.in_zone(&zone.rules);
                    (civil.date(), wall(civil))
                }
                None => (moment.civil.date(), wall(moment.civil)),
            };
            let days =
                times.date.and_then(|day| day.until(date).ok()).map_or(0, |span| span.get_days());
            let end = i64::from(days) * 1_440 + i64::from(minutes) - i64::from(span.start.minutes);
            times.minutes = u32::try_from(end).ok().filter(|minutes| *minutes > 0);
            if times.minutes.is_none() {
                self.report.add(&at, What::EndNotAfter { written: clip(cell) });
            }
            return;
        }
        let bare = cell.rsplit_once(' ').map_or(cell, |(_, time)| time);
        match clock::time(cell).or_else(|| clock::time(bare)) {
            Some(end) => span.end = Some(end),
            None => self.report.add(&at, What::EndUnread { written: clip(cell) }),
        }
    }

    /// Date and minutes on the clocks of the event's zone.
    fn civil(&mut self, moment: Moment, at: &At) -> (Date, u32) {
        let civil = match (&self.zone, moment.offset) {
            (Some(zone), _) => moment.in_zone(&zone.rules),
            (None, None) => moment.civil,
            (None, Some(_)) => {
                self.report.add(at, What::OffsetIgnored);
                moment.civil
            }
        };
        (civil.date(), wall(civil))
    }

    /// Lengths, halves of the day and days where the rows alone do not say them.
    fn settle(&mut self) {
        let spans: Vec<Span> = self.times.iter().filter_map(|times| times.span).collect();
        if clock::is_twelve_hours(&spans) {
            for span in self.times.iter_mut().filter_map(|times| times.span.as_mut()) {
                span.start = clock::in_afternoon(span.start);
                span.end = span.end.map(clock::in_afternoon);
            }
            self.report.add(&At::Start, What::Afternoons);
        }
        let mut starts: BTreeMap<Option<Date>, Vec<u32>> = BTreeMap::new();
        for times in &mut self.times {
            times.date = times.date.or(if times.sure { None } else { self.options.day });
            if let Some(span) = times.span {
                starts.entry(times.date).or_default().push(span.start.minutes);
            }
        }
        for starts in starts.values_mut() {
            starts.sort_unstable();
            starts.dedup();
        }
        let mut guessed = 0;
        for (item, times) in self.found.items.iter_mut().zip(&self.times) {
            let Some(span) = times.span else {
                continue;
            };
            let start = span.start.minutes;
            let mut minutes = times.minutes;
            if let Some(end) = span.end.filter(|_| minutes.is_none()) {
                let (length, over_noon) = clock::minutes_until(start, end.minutes);
                if over_noon {
                    self.report.add(&times.at, What::EndInAfternoon);
                }
                minutes = Some(length).filter(|length| *length <= NIGHT_MINUTES_MAX);
                if minutes.is_none() {
                    let written = format!("{:02}:{:02}", end.minutes / 60, end.minutes % 60);
                    self.report.add(&times.at, What::EndNotAfter { written });
                }
            }
            let minutes = minutes.unwrap_or_else(|| {
                guessed += 1;
                let next = starts.get(&times.date).and_then(|all| all.iter().find(|s| **s > start));
                let gap = next.map(|next| next - start).filter(|gap| *gap <= MINUTES_GUESSED_MAX);
                gap.unwrap_or(MINUTES_DEFAULT)
            });
            match times.date {
                Some(date) => {
                    item.day = Some(date);
                    item.when = Some((date, start, minutes));
                }
                None if times.sure => {}
                None => self.found.needs_day = true,
            }
            shorten(item, self.report);
        }
        if guessed > 0 {
            let what = What::SessionsWithoutEnd { n: guessed, minutes: MINUTES_DEFAULT };
            self.report.add(&At::Length, what);
        }
    }
}

/// A day ends in the night after next at the latest.
pub(super) fn shorten(item: &mut Item, report: &mut Report) {
    let Some((date, start, minutes)) = item.when else { return };
    let longest = crate::limits::DAY_MINUTES_MAX.saturating_sub(start);
    if longest == 0 {
        report.add(&item.at, What::StartsTooLate);
        item.when = None;
    } else if minutes > longest {
        report.add(&item.at, What::Shortened { minutes, most: longest });
        item.when = Some((date, start, longest));
    }
}

fn wall(civil: jiff::civil::DateTime) -> u32 {
    u32::from(civil.hour().unsigned_abs()) * 60 + u32::from(civil.minute().unsigned_abs())
}
