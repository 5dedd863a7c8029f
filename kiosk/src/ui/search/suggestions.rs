//! Before anything is typed: what is on and what is next, then rooms and streams to touch.

use super::{
    super::{
        Action, Cx, Page, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    State, row,
};
use crate::search::{Hit, Phase, Within};
use eframe::egui::{ScrollArea, Sense, Ui, vec2};

/// More are on the wall.
const SHOWN_WIDE: usize = 5;
const SHOWN_NARROW: usize = 3;
/// From this width on rooms stand beside the sessions.
const TWO_COLUMNS: f32 = 900.0;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let mut within = None;
    ScrollArea::vertical().id_salt("suggested").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if ui.available_width() < TWO_COLUMNS {
            sessions(ui, cx, state, SHOWN_NARROW, out);
            places(ui, cx, &mut within);
            return;
        }
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(width * 0.6);
                sessions(ui, cx, state, SHOWN_WIDE, out);
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                places(ui, cx, &mut within);
            });
        });
    });
    if within.is_some() {
        state.within = within;
        ui.ctx().request_repaint();
    }
}

/// What is on, and what is next.
fn sessions(ui: &mut Ui, cx: &Cx<'_>, state: &State, most: usize, out: &mut Vec<Action>) {
    let takes_place = |hit: &&Hit| {
        let session = cx.schedule.sessions.get(&hit.session);
        session.is_some_and(|session| !session.cancelled.is_removed())
    };
    let found: Vec<Hit> = state.found.iter().filter(takes_place).copied().collect();
    let on: Vec<Hit> = found.iter().filter(|hit| hit.phase == Phase::Now).copied().collect();
    some(ui, cx, state, (&cx.words.text("search-now"), most), &on, out);
    if let Some((when, hits)) = next(cx, &found) {
        let said = cx.words.with("search-next", &[("when", when.into())]);
        some(ui, cx, state, (&said, most), &hits, out);
    }
}

/// Rooms, then streams.
fn places(ui: &mut Ui, cx: &Cx<'_>, within: &mut Option<Within>) {
    let rooms = cx.schedule.rooms_in_order().into_iter();
    let rooms = rooms.map(|(id, _)| (Within::Room(id), cx.words.room(cx.schedule, id), None));
    chips(ui, cx, "search-rooms", rooms.collect(), within);
    let mut streams: Vec<_> = cx.schedule.streams.iter().collect();
    streams.retain(|(_, stream)| !stream.removal.is_removed());
    streams.sort_by_key(|(id, _)| cx.facts.streams.get(id));
    let streams = streams.into_iter().map(|(id, _)| {
        let (_, ink) = cx.t.stream(cx.facts.streams.get(id).copied());
        (Within::Stream(*id), cx.words.stream(cx.schedule, *id), Some(ink))
    });
    chips(ui, cx, "search-streams", streams.collect(), within);
}

/// What begins next, all at the same time, and when that is.
fn next(cx: &Cx<'_>, found: &[Hit]) -> Option<(String, Vec<Hit>)> {
    let span = |hit: &Hit| {
        let session = cx.schedule.sessions.get(&hit.session)?;
        cx.schedule.span(&session.placement.value).map(|span| (span.day, span.start))
    };
    let mut coming = found.iter().filter(|hit| hit.phase == Phase::Coming).peekable();
    let first = coming.peek().and_then(|hit| span(hit))?;
    let hits: Vec<Hit> = coming.take_while(|hit| span(hit) == Some(first)).copied().collect();
    let (day, start) = first;
    let span = shared::schedule::Span { day, start, minutes: 0 };
    let when = if cx.begins_today(span) {
        cx.words.time(start)
    } else {
        cx.words.day_and_time(cx.schedule, span)
    };
    Some((when, hits))
}

/// A few of many.
fn some(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &State,
    (title, most): (&str, usize),
    hits: &[Hit],
    out: &mut Vec<Action>,
) {
    if hits.is_empty() {
        return;
    }
    let width = ui.available_width() - 12.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, 38.0), Sense::hover());
    row::heading(ui, cx, rect, title);
    for hit in hits.iter().take(most) {
        let Some(session) = cx.schedule.sessions.get(&hit.session) else {
            continue;
        };
        let lines = row::lines_of(&cx.words.title(session), width);
        let size = vec2(width, row::height(lines, width));
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let found = row::Found { hit: *hit, session, query: &state.query, chosen: false };
        if row::show(ui, cx, &found, rect.translate(vec2(2.0, 0.0)), lines).clicked() {
            out.push(Action::Open(hit.session));
        }
    }
    let more = hits.len().saturating_sub(most);
    if more > 0 {
        let said = cx.words.with("search-more", &[("n", more.into())]);
        let press = Press::new(&said, Kind::Quiet).icon(icon::CLOCK);
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            out.push(Action::Go(Page::Wall));
        }
    }
}

type Chip = (Within, String, Option<eframe::egui::Color32>);

/// Names to touch.
fn chips(ui: &mut Ui, cx: &Cx<'_>, title: &str, chips: Vec<Chip>, within: &mut Option<Within>) {
    if chips.is_empty() {
        return;
    }
    ui.add_space(10.0);
    let title = cx.words.text(title);
    widgets::text(ui, None, &title, theme::semibold(size::BODY), cx.t.dim);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        for (place, name, dot) in chips {
            let press = Press::new(&name, Kind::Plain).width(0.0, 320.0);
            let press = dot.into_iter().fold(press, Press::dot);
            let response = press.show(ui, cx.t);
            cx.follow(ui, &response);
            if response.clicked() {
                *within = Some(place);
                // Whoever works by keyboard goes on in the field.
                if response.has_focus() {
                    ui.memory_mut(|memory| memory.request_focus(super::field_id()));
                }
            }
        }
    });
}
