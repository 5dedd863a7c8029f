//! What was pitched, moved and cancelled since a moment that a person chooses: from where to where.

mod net;
mod shifts;

pub(super) use net::{Change, Since as Window, changes};

use super::{
    Action, Cx, Page, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{
    Color32, CornerRadius, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use jiff::{Timestamp, ToSpan as _};
use net::{About, Kind as Happened};
use shared::schedule::{Placement, Span};
use shifts::Shift;
use std::{cmp::Reverse, sync::Arc};

/// Minute of the day that stands for lunch on a day without one.
const NOON: u32 = 12 * 60;
/// Of several breaks for everybody, the one that begins nearest to this minute is lunch.
const LUNCH: u32 = 12 * 60 + 45;

/// Since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Since {
    #[default]
    Hour,
    Lunch,
    Yesterday,
    Start,
}

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    since: Since,
    list: Option<(Key, Arc<List>)>,
}

#[derive(PartialEq)]
struct Key {
    revision: u64,
    since: Since,
    now: crate::clock::LocalTime,
}

/// What is listed.
struct List {
    changes: Vec<Change>,
    /// Sessions that came with an import: one line for all of them.
    imported: usize,
}

impl Change {
    /// Somebody who had looked before goes to the wrong place now.
    pub(super) fn is_move(&self) -> bool {
        match &self.kind {
            Happened::Moved { from, .. } => *from != Placement::Shelf,
            Happened::Cancelled | Happened::Withdrawn | Happened::Back | Happened::Shifted(_) => {
                true
            }
            Happened::New(_) | Happened::Merged { .. } | Happened::Parted => false,
        }
    }
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let title = cx.words.text("moved-title");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
    let had_lunch = cx.now.minute >= lunch(cx);
    if state.since == Since::Lunch && !had_lunch {
        // Chosen the day before: today's is still to come.
        state.since = Since::default();
    }
    ui.horizontal_wrapped(|ui| {
        for (since, key) in [
            (Since::Hour, "moved-hour"),
            (Since::Lunch, "moved-lunch"),
            (Since::Yesterday, "moved-yesterday"),
            (Since::Start, "moved-all"),
        ] {
            if since == Since::Lunch && !had_lunch {
                continue;
            }
            let name = cx.words.text(key);
            if Press::new(&name, Kind::Tab(state.since == since)).show(ui, cx.t).clicked() {
                state.since = since;
            }
        }
    });
    ui.add_space(4.0);
    let list = list(cx, state);
    if list.imported > 0 {
        let said = cx.words.with("moved-imported", &[("n", list.imported.into())]);
        widgets::text(ui, Some(icon::FILE), &said, theme::regular(size::BODY), cx.t.dim);
    }
    if list.changes.is_empty() {
        let said = cx.words.text("moved-none");
        ui.add_space(12.0);
        widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::LEAD), cx.t.text);
        return;
    }
    rows(ui, cx, &list.changes, out);
}

fn list(cx: &Cx<'_>, state: &mut State) -> Arc<List> {
    let key = Key { revision: cx.view.revision, since: state.since, now: cx.now };
    if let Some((_, list)) = state.list.as_ref().filter(|(known, _)| *known == key) {
        return Arc::clone(list);
    }
    let mut changes = changes(cx.schedule, Window::new(start(cx, state.since), cx.now_s));
    let before = changes.len();
    changes.retain(|change| !(change.imported && matches!(change.kind, Happened::New(_))));
    let list = Arc::new(List { imported: before - changes.len(), changes });
    state.list = Some((key, Arc::clone(&list)));
    list
}

/// The chosen moment in seconds since 1970.
fn start(cx: &Cx<'_>, since: Since) -> i64 {
    // What happened is told by the real time, also where another one is pretended.
    let yesterday = || {
        let zone = cx.facts.zone();
        let today = Timestamp::from_second(cx.now_s).ok()?.to_zoned(zone.clone()).date();
        let date = today.checked_sub(1.days()).ok()?;
        Some(date.to_zoned(zone.clone()).ok()?.timestamp().as_second())
    };
    match since {
        Since::Hour => cx.now_s - 3_600,
        Since::Lunch => {
            let minutes = i64::from(cx.now.minute) - i64::from(lunch(cx));
            cx.now_s - cx.now_s.rem_euclid(60) - minutes * 60
        }
        Since::Yesterday => yesterday().unwrap_or(cx.now_s - 86_400),
        Since::Start => i64::MIN,
    }
}

/// Minute at which today's lunch begins: a fixed item for everybody around noon.
fn lunch(cx: &Cx<'_>) -> u32 {
    let today = |span: &Span| {
        let day = cx.schedule.days.get(&span.day);
        day.is_some_and(|day| {
            cx.now.minutes_into(&day.date.value).is_some_and(|m| (0..1_440).contains(&m))
        })
    };
    let around = |minute: u32| (11 * 60..=14 * 60 + 30).contains(&minute);
    cx.schedule
        .fixed
        .values()
        .filter(|item| !item.removal.is_removed())
        .filter(
            |item| matches!(&item.placement.value, Placement::At { rooms, .. } if rooms.is_empty()),
        )
        .filter_map(|item| cx.schedule.span(&item.placement.value))
        .filter(|span| today(span) && around(span.start) && span.minutes >= 30)
        .min_by_key(|span| (span.start.abs_diff(LUNCH), Reverse(span.minutes)))
        .map_or(NOON, |span| span.start)
}

const ROW: f32 = 84.0;
/// Where a line is too narrow for all of it, what happened and who did it stand above the rest.
const ROW_NARROW: f32 = 136.0;
const NARROW: f32 = 860.0;
const INSIDE: f32 = 16.0;
/// Width of what happened, beside the rest.
const CHIPS: f32 = 186.0;

fn rows(ui: &mut Ui, cx: &Cx<'_>, changes: &[Change], out: &mut Vec<Action>) {
    let source = super::card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt("moved").auto_shrink(false).scroll_source(source);
    let row_height = if ui.available_width() < NARROW { ROW_NARROW } else { ROW };
    scroll.show_rows(ui, row_height, changes.len(), |ui, range| {
        for change in changes.get(range).unwrap_or_default() {
            row(ui, cx, change, out);
        }
    });
}

fn row(ui: &mut Ui, cx: &Cx<'_>, change: &Change, out: &mut Vec<Action>) {
    let t = cx.t;
    let narrow = ui.available_width() < NARROW;
    let height = if narrow { ROW_NARROW } else { ROW };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width() - 8.0, height), Sense::click());
    let by = cx.words.author(cx.schedule, cx.facts.zone(), &change.by);
    response.widget_info(|| {
        let said = format!("{}, {by}", sentence(cx, change));
        WidgetInfo::labeled(Role::Button, true, said)
    });
    cx.follow(ui, &response);
    if response.clicked() {
        match change.about {
            About::Session(session) => out.push(Action::Open(session)),
            About::Day(day) => out.extend([Action::Go(Page::Board), Action::ShowDay(day)]),
        }
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let radius = CornerRadius::same(theme::RADIUS);
    let fill = if response.hovered() { theme::mix(t.surface, t.accent, 0.12) } else { t.surface };
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, t.line), StrokeKind::Inside);
    let top = if narrow { Rect::from_min_size(rect.min, vec2(rect.width(), 60.0)) } else { rect };
    let after = chip(ui, cx, top, &change.kind);
    let room = if narrow { rect.max.x - after - 2.0 * INSIDE } else { rect.width() * 0.3 };
    let by = widgets::galley(ui, &by, theme::regular(size::SMALL), t.dim, room, 2);
    let right = rect.max.x - INSIDE - by.size().x;
    let y = top.center().y - by.size().y / 2.0;
    ui.painter().galley(pos2(right, y), by, t.dim);
    let place = if narrow {
        let min = pos2(rect.min.x + INSIDE, top.max.y - 6.0);
        Rect::from_min_max(min, rect.max - vec2(INSIDE, 8.0))
    } else {
        let left = rect.min.x + CHIPS;
        Rect::from_x_y_ranges(left..=(right - 20.0).max(left + 40.0), rect.y_range())
    };
    what(ui, cx, change, place);
    widgets::focus_ring(ui, &response, rect.shrink(2.0), t);
}

/// The title over the places.
fn what(ui: &Ui, cx: &Cx<'_>, change: &Change, place: Rect) {
    let t = cx.t;
    let title = title(cx, change);
    let lines = places(cx, &change.kind);
    let width = place.width();
    let title = widgets::galley(ui, &title, theme::semibold(size::LEAD), t.text, width, 1);
    let font = theme::regular(size::BODY);
    let lines = (!lines.is_empty()).then(|| widgets::icon_lines(ui, &lines, font, t.dim, width, 2));
    let below = lines.as_ref().map_or(0.0, |lines| lines.size().y + 2.0);
    let top = place.center().y - (title.size().y + below) / 2.0;
    let y = top + title.size().y + 2.0;
    ui.painter().galley(pos2(place.min.x, top), title, t.text);
    if let Some(lines) = lines {
        ui.painter().galley(pos2(place.min.x, y), lines, t.dim);
    }
}

/// What happened as a mark with a word; gives its right edge.
fn chip(ui: &Ui, cx: &Cx<'_>, rect: Rect, happened: &Happened) -> f32 {
    let (mark, ink, word) = kind(cx, happened);
    let said = format!("{mark} {word}");
    let galley = widgets::icon_lines(ui, &said, theme::semibold(size::BODY), ink, 190.0, 1);
    let pill = Rect::from_min_size(
        pos2(rect.min.x + INSIDE, rect.center().y - 19.0),
        vec2(galley.size().x + 28.0, 38.0),
    );
    let fill = theme::mix(cx.t.surface, ink, 0.14);
    ui.painter().rect_filled(pill, CornerRadius::same(19), fill);
    ui.painter().galley(pill.center() - galley.size() / 2.0, galley, ink);
    pill.max.x
}

fn kind(cx: &Cx<'_>, kind: &Happened) -> (&'static str, Color32, String) {
    let (mark, ink, key) = match kind {
        Happened::New(_) => (icon::PLUS, cx.t.ok, "moved-new"),
        Happened::Moved { .. } => (icon::MOVE, cx.t.accent, "moved-moved"),
        Happened::Cancelled => (icon::BLOCKED, cx.t.warn, "moved-cancelled"),
        Happened::Back => (icon::CHECK, cx.t.ok, "moved-back"),
        Happened::Withdrawn => (icon::X, cx.t.warn, "moved-withdrawn"),
        Happened::Merged { .. } => (icon::MERGE, cx.t.accent, "moved-merged"),
        Happened::Parted => (icon::SWAP, cx.t.accent, "moved-parted"),
        Happened::Shifted(_) => (icon::CLOCK, cx.t.accent, "moved-moved"),
    };
    (mark, ink, cx.words.text(key))
}

/// `Severn 11:30 → Main hall 12:15`.
fn places(cx: &Cx<'_>, kind: &Happened) -> String {
    let place = |to: &Placement| short(cx, to);
    match kind {
        Happened::New(to) => place(to),
        Happened::Moved { from, to } => {
            format!("{} {} {}", place(from), icon::ARROW_RIGHT, place(to))
        }
        Happened::Merged { into } => {
            format!("{} {}", icon::ARROW_RIGHT, cx.words.session(cx.schedule, *into))
        }
        Happened::Shifted(shift) => {
            cx.words.with("moved-shift-sessions", &[("n", shift.sessions.into())])
        }
        Happened::Cancelled | Happened::Back | Happened::Withdrawn | Happened::Parted => {
            String::new()
        }
    }
}

/// What it is about; of a shift all there is to say.
fn title(cx: &Cx<'_>, change: &Change) -> String {
    match (&change.kind, change.about) {
        (Happened::Shifted(shift), _) => shifted(cx, shift),
        (_, About::Session(session)) => cx.words.session(cx.schedule, session),
        (_, About::Day(day)) => cx.words.day(cx.schedule, day),
    }
}

/// `From 13:30 on everything is 20 minutes later`; of one slot `13:30–14:15 is now 13:50–14:35`.
fn shifted(cx: &Cx<'_>, shift: &Shift) -> String {
    let whole = |span: Span| {
        let span_said = cx.words.from_to(span.start, span.end());
        if cx.begins_today(span) { span_said } else { cx.words.day_and_time(cx.schedule, span) }
    };
    if shift.things == 1 {
        let values = [("from", whole(shift.from).into()), ("to", whole(shift.to).into())];
        return cx.words.with("moved-shift-one", &values);
    }
    let from = match cx.begins_today(shift.from) {
        true => cx.words.time(shift.from.start),
        false => cx.words.day_and_time(cx.schedule, shift.from),
    };
    let n = ("n", shift.minutes().unsigned_abs().into());
    let later = shift.minutes() >= 0;
    let by = cx.words.with(if later { "upkeep-shift-later" } else { "upkeep-shift-earlier" }, &[n]);
    let key = if shift.rest { "moved-shift-rest" } else { "moved-shift-some" };
    cx.words.with(key, &[("from", from.into()), ("by", by.into())])
}

/// A place without its day, when it begins today.
fn short(cx: &Cx<'_>, placement: &Placement) -> String {
    match (placement, cx.schedule.span(placement)) {
        (Placement::Shelf, _) => cx.words.text("place-shelf"),
        (Placement::At { .. }, Some(span)) if cx.begins_today(span) => {
            let rooms = cx.words.rooms(cx.schedule, placement);
            let time = cx.words.time(span.start);
            cx.words.with("place", &[("when", time.into()), ("rooms", rooms.into())])
        }
        (Placement::At { .. }, _) => cx.words.place(cx.schedule, placement),
    }
}

/// A change in one sentence: `Moved: “Open data”, from 11:30 · Severn to 12:15 · Main hall`.
pub(super) fn sentence(cx: &Cx<'_>, change: &Change) -> String {
    let title = title(cx, change);
    if let Happened::Shifted(_) = change.kind {
        return title;
    }
    let mut values = vec![("title", title.into())];
    let key = match &change.kind {
        Happened::New(to) => {
            values.push(("to", short(cx, to).into()));
            "moved-said-new"
        }
        Happened::Moved { from, to } => {
            values.push(("from", short(cx, from).into()));
            values.push(("to", short(cx, to).into()));
            "moved-said-moved"
        }
        Happened::Cancelled => "moved-said-cancelled",
        Happened::Back => "moved-said-back",
        Happened::Withdrawn => "moved-said-withdrawn",
        Happened::Merged { into } => {
            values.push(("into", cx.words.session(cx.schedule, *into).into()));
            "moved-said-merged"
        }
        Happened::Parted | Happened::Shifted(_) => "moved-said-parted",
    };
    cx.words.with(key, &values)
}
