//! The board as it was: it can be read and touched, but not edited, and it is framed so that nobody
//! takes it for the present.

use super::{
    super::{
        Action, Cx, board, card, icon, plan,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    Shown, State, bring_back, list, scrubber, tabs, try_again,
};
use crate::{ask::BackWhat, clock::LocalTime};
use eframe::egui::{CornerRadius, Frame, Margin, ScrollArea, Stroke, Ui, UiBuilder, vec2};
use jiff::Timestamp;
use shared::{compare::Scope, documents::Moment, ids::DayId};
use std::sync::Arc;

/// From this width on the list stands beside the board.
const WIDE: f32 = 1_180.0;
/// Width of the list.
const LIST: f32 = 400.0;
/// The board has at least this height: on a low screen the page scrolls.
const BOARD_MIN: f32 = 300.0;
/// The band around the board.
const RIM: f32 = 3.0;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let low = ui.available_height() < theme::LOW_SCREEN;
    if !low {
        all(ui, cx, state, out);
        return;
    }
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt("history").auto_shrink(false).scroll_source(source);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - theme::GAP);
        all(ui, cx, state, out);
    });
}

fn all(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    tabs(ui, cx, state);
    if try_again(ui, cx, state.failed.as_ref()) {
        (state.of, state.asked, state.failed) = (None, None, None);
    }
    if state.turns.is_none() {
        let said = cx.words.text("history-reading");
        let said =
            widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::LEAD), cx.t.dim);
        widgets::announce(&said);
        return;
    }
    scrubber::show(ui, cx, state);
    scrubber::legend(ui, cx, state);
    let Some(shown) = state.shown.clone() else { return };
    let ink = cx.t.warn;
    let frame = Frame::new()
        .fill(theme::mix(cx.t.background, ink, 0.10))
        .stroke(Stroke::new(RIM, ink))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        band(ui, cx, state, &shown, out);
        days(ui, cx, state, &shown);
        let wide = ui.available_width() >= WIDE;
        let height = (ui.available_height() - 4.0).max(BOARD_MIN);
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
        if !wide && state.listed {
            ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| list::show(ui, cx, &shown));
            return;
        }
        let mut of_board = rect;
        if wide {
            of_board.max.x -= LIST + 16.0;
            let mut beside = rect;
            beside.min.x = of_board.max.x + 16.0;
            ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| list::show(ui, cx, &shown));
        }
        ui.scope_builder(UiBuilder::new().max_rect(of_board), |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(of_board));
            grid(ui, cx, state, &shown, out);
        });
    });
}

/// That this is not the present, and what can be done about it.
fn band(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, shown: &Shown, out: &mut Vec<Action>) {
    let said = heading(cx, state, shown);
    let font = theme::extrabold(size::TIME);
    let said = widgets::text(ui, Some(icon::CLOCK), &said, font, cx.t.warn);
    widgets::announce(&said);
    let n = shown.lines.len();
    let key = if state.against.is_some() { "history-differ-other" } else { "history-differ" };
    let count = match state.against {
        Some(other) => {
            let (at, other) = (moment(cx, state, shown.board.at), moment(cx, state, other));
            let (from, to) = if shown.later { (other, at) } else { (at, other) };
            cx.words.with(key, &[("n", n.into()), ("from", from.into()), ("to", to.into())])
        }
        None => cx.words.with(key, &[("n", n.into())]),
    };
    ui.horizontal_wrapped(|ui| {
        let back = cx.words.text("history-bring-back");
        let press = Press::new(&back, Kind::Primary).icon(icon::CHANGES);
        if press
            .enabled(!shown.board.differences.is_empty() || state.against.is_some())
            .show(ui, cx.t)
            .clicked()
        {
            bring_back(state, shown.board.at, BackWhat::Scope(Scope::Everything), out);
        }
        let (key, mark) = match state.against {
            None => ("history-compare", icon::PUSH_PIN),
            Some(_) => ("history-compare-now", icon::X),
        };
        let name = cx.words.text(key);
        if Press::new(&name, Kind::Plain).icon(mark).show(ui, cx.t).clicked() {
            state.against = match state.against {
                None => Some(state.moment()),
                Some(_) => None,
            };
        }
        if ui.available_width() < WIDE || state.listed {
            let key = if state.listed { "history-show-board" } else { "history-show-list" };
            let name = cx.words.text(key);
            if Press::new(&name, Kind::Tab(state.listed)).icon(icon::LIST).show(ui, cx.t).clicked()
            {
                state.listed = !state.listed;
            }
        }
        widgets::text(ui, None, &count, theme::semibold(size::BODY), cx.t.text);
    });
}

fn heading(cx: &Cx<'_>, state: &State, shown: &Shown) -> String {
    let at = shown.board.at;
    if at == Moment::Start {
        return cx.words.text("history-before-all");
    }
    let when = moment(cx, state, at);
    cx.words.with("history-as-it-was", &[("when", when.into())])
}

/// A moment in words; the one before everything too.
pub(super) fn moment(cx: &Cx<'_>, state: &State, moment: Moment) -> String {
    match (line_time(state, moment), moment) {
        (Some(time_s), _) => cx.words.past_moment(time_s, cx.facts.zone()),
        (None, Moment::Now) => cx.words.text("history-now"),
        (None, Moment::Start | Moment::At(_) | Moment::After(_)) => {
            cx.words.text("history-the-start")
        }
    }
}

/// The day that is shown: one of the board's.
fn day_of(cx: &Cx<'_>, state: &State, shown: &Shown) -> Option<DayId> {
    let days = shown.view.schedule.days_in_order();
    let has = |day: &DayId| days.iter().any(|(id, _)| id == day);
    state.day.filter(has).or(cx.day.filter(has)).or(days.first().map(|(id, _)| *id))
}

fn days(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, shown: &Shown) {
    let days = shown.view.schedule.days_in_order();
    let chosen = day_of(cx, state, shown);
    if days.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (id, _) in days {
            let name = cx.words.day(&shown.view.schedule, id);
            let tab = Press::new(&name, Kind::Tab(chosen == Some(id))).width(0.0, 260.0);
            if tab.show(ui, cx.t).clicked() {
                state.day = Some(id);
            }
        }
    });
}

/// The board itself. A touch on a session asks how to bring it back.
fn grid(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, shown: &Shown, out: &mut Vec<Action>) {
    let day = day_of(cx, state, shown);
    let empty = |ui: &mut Ui| {
        let said = cx.words.text("history-empty");
        widgets::text(ui, Some(icon::INFO), &said, theme::regular(size::LEAD), cx.t.dim);
    };
    let Some(day) = day else { return empty(ui) };
    let number = shown.view.revision;
    let nothing = match state.empty {
        Some((of, on, nothing)) if (of, on) == (number, day) => nothing,
        Some(_) | None => plan::Plan::of(&shown.view.schedule, day, None).rooms.is_empty(),
    };
    state.empty = Some((number, day, nothing));
    if nothing {
        return empty(ui);
    }
    // A past board has no present: nothing on it is marked as on now, or as over.
    let never = LocalTime::of(Timestamp::UNIX_EPOCH, shown.facts.zone());
    let past = Cx {
        view: &shown.view,
        schedule: &shown.view.schedule,
        facts: &shown.facts,
        t: cx.t,
        words: cx.words,
        now: never,
        now_s: 0,
        picked: None,
        stream: None,
        density: cx.density,
        lit: None,
        changed: Some(Arc::clone(&shown.changed)),
        selection: Default::default(),
        day: Some(day),
        show: None,
        person: None,
        unlocked: None,
        open: false,
        focus_before: cx.focus_before,
        may_board: false,
        may_floor: false,
        may_plan: false,
    };
    let mut touched = Vec::new();
    board::draw(ui, &past, &mut state.board, day, &mut touched);
    for action in touched {
        if let Action::Open(session) = action {
            bring_back(state, shown.board.at, BackWhat::Scope(Scope::Session(session)), out);
        }
    }
}

fn line_time(state: &State, moment: Moment) -> Option<i64> {
    match moment {
        Moment::After(change) => state.time_of(change),
        Moment::At(time_s) => Some(time_s),
        Moment::Start | Moment::Now => None,
    }
}
