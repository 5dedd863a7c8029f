//! What is on now and next in all rooms, readable from three metres without a touch. More rooms than
//! fit are shown page by page; announcements lie above, what moved lately below.

mod fold;
mod footer;
mod now;
mod rows;

use super::{
    Action, Cx, announcements, icon,
    idle::HOME_AFTER_S,
    theme::{self, size},
    widgets,
    words::Locale,
};
use eframe::egui::{Color32, FontId, Rect, Ui, UiBuilder, pos2};
use fold::Fold;
use footer::Footer;
use now::{Moment, Now};
use std::{sync::Arc, time::Duration};

/// Seconds for which a page is shown.
const PAGE_S: f64 = 12.0;
/// So much longer while somebody is at one of its rooms: as long as a visit lasts after a touch.
const HELD_S: f64 = HOME_AFTER_S - PAGE_S;
/// Announcements shown at once; the latest.
const ANNOUNCEMENTS: usize = 2;
/// Between what the moment is and the rooms.
const BELOW_BANNER: f32 = 6.0;

/// What the wall remembers between frames.
#[derive(Default)]
pub(super) struct State {
    model: Option<(Key, Arc<Now>)>,
    lately: Option<(Key, Arc<footer::Lately>)>,
    /// Fewer rooms a page, each larger.
    pub(super) large: bool,
    /// The page that a person chose, and when.
    chosen: Option<(usize, f64)>,
    layout: Option<(LaidOut, Arc<rows::Layout>)>,
}

/// What the sizes were worked out for.
struct LaidOut {
    model: Arc<Now>,
    locale: Locale,
    space: [u32; 4],
    pixels: u32,
    large: bool,
}

impl LaidOut {
    fn is_for(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.model, &other.model)
            && self.locale == other.locale
            && self.space == other.space
            && self.pixels == other.pixels
            && self.large == other.large
    }
}

impl State {
    /// It turns its pages by itself again.
    pub(super) fn end_visit(&mut self) {
        self.chosen = None;
    }
}

/// What the model was made from.
#[derive(PartialEq)]
struct Key {
    revision: u64,
    now: crate::clock::LocalTime,
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let now = model(cx, state);
    let fold = Fold::of(ui, cx, state, &now);
    announced(ui, cx, fold);
    let footer = Footer::of(ui, cx, state, fold);
    let area = ui.available_rect_before_wrap();
    let body = Rect::from_min_max(area.min, pos2(area.max.x, area.max.y - footer.height));
    let mut pages = 1;
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        banner(ui, cx, &now, fold);
        let layout = layout(ui, cx, state, &now);
        pages = layout.pages;
        let page = page(ui, state, pages);
        if rows::show(ui, cx, &now, &layout, page, out) {
            state.chosen = Some((page, ui.input(|input| input.time) + HELD_S));
        }
    });
    let below = Rect::from_min_max(pos2(area.min.x, body.max.y), area.max);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        footer.show(ui, cx, state, pages, out);
    });
}

fn model(cx: &Cx<'_>, state: &mut State) -> Arc<Now> {
    let key = Key { revision: cx.view.revision, now: cx.now };
    if let Some((_, now)) = state.model.as_ref().filter(|(known, _)| *known == key) {
        return Arc::clone(now);
    }
    let now = Arc::new(Now::of(cx.schedule, cx.now));
    state.model = Some((key, Arc::clone(&now)));
    now
}

/// Sizes, from the last pass if nothing changed: all titles are set to find them.
fn layout(ui: &Ui, cx: &Cx<'_>, state: &mut State, model: &Arc<Now>) -> Arc<rows::Layout> {
    let (space, window) = (ui.available_size(), ui.ctx().content_rect().size());
    let wanted = LaidOut {
        model: Arc::clone(model),
        locale: cx.words.locale(),
        space: [space.x, space.y, window.x, window.y].map(f32::to_bits),
        pixels: ui.pixels_per_point().to_bits(),
        large: state.large,
    };
    if let Some((_, layout)) = state.layout.as_ref().filter(|(known, _)| known.is_for(&wanted)) {
        return Arc::clone(layout);
    }
    let layout = Arc::new(rows::Layout::of(ui, cx, model, state.large));
    state.layout = Some((wanted, Arc::clone(&layout)));
    layout
}

/// The page that is shown: they change by themselves, from the one that a person chose on.
fn page(ui: &Ui, state: &State, pages: usize) -> usize {
    if pages < 2 {
        return 0;
    }
    let time = ui.input(|input| input.time);
    let (first, since) = state.chosen.unwrap_or((0, 0.0));
    let turned = ((time - since) / PAGE_S).floor().max(0.0);
    let next = since + (turned + 1.0) * PAGE_S;
    ui.ctx().request_repaint_after(Duration::from_secs_f64((next - time).max(0.02)));
    (first + turned as usize) % pages
}

/// What is announced, from the top: each in full, then how many more there are.
fn announcements(cx: &Cx<'_>, low: bool) -> (Vec<String>, Option<String>) {
    let most = if low { 1 } else { ANNOUNCEMENTS };
    let all = announcements::current(cx);
    let said = |of: &(_, &shared::schedule::Announcement)| cx.words.announcement(of.1).to_owned();
    let more = all.len().saturating_sub(most);
    let more = (more > 0).then(|| cx.words.with("announce-more", &[("n", more.into())]));
    (all.iter().take(most).map(said).collect(), more)
}

/// Size of what is announced.
fn announced_size(ui: &Ui, low: bool) -> f32 {
    if low { size::BODY } else { size::HEADING * rows::scale(ui.ctx().content_rect().size()) }
}

fn announced(ui: &mut Ui, cx: &Cx<'_>, fold: Fold) {
    if fold >= Fold::Banners {
        return;
    }
    let low = fold::is_low(ui);
    let size = announced_size(ui, low);
    let (said, more) = announcements(cx, low);
    for said in said {
        widgets::announce(&announcements::line(ui, cx, &said, size));
    }
    if let Some(more) = more {
        let font = theme::semibold(size * 0.8);
        widgets::text(ui, Some(icon::MEGAPHONE), &more, font, cx.t.text);
    }
}

/// What the present moment is, when it is not simply a session in each room.
fn moment_said(cx: &Cx<'_>, now: &Now) -> Option<String> {
    let time = |minute: u32| cx.words.time(minute);
    let fixed = |key, fixed, minute| {
        let title = cx.schedule.fixed.get(&fixed).map(|item| cx.words.fixed(item));
        let title = title.unwrap_or_default();
        cx.words.with(key, &[("title", title.into()), ("time", time(minute).into())])
    };
    let said = match now.moment {
        Moment::On => return None,
        Moment::Break { fixed: item, until } => fixed("wall-break", item, until),
        Moment::Ahead { fixed: item, at } => fixed("wall-ahead", item, at),
        Moment::Gap { until } => cx.words.with("wall-gap", &[("time", time(until).into())]),
        Moment::Before { start, days: 0 } => {
            cx.words.with("wall-today", &[("time", time(start).into())])
        }
        Moment::Before { start, days: 1 } => {
            cx.words.with("wall-tomorrow", &[("time", time(start).into())])
        }
        Moment::Before { start, .. } => {
            let day = now.day.map(|day| cx.words.day_and_date(cx.schedule, day));
            let values = [("day", day.unwrap_or_default().into()), ("time", time(start).into())];
            cx.words.with("wall-later", &values)
        }
        Moment::Over => cx.words.text("wall-over"),
        Moment::Nothing => cx.words.text("wall-nothing"),
    };
    Some(said)
}

/// The font of that. A narrow screen, or twice the text size, breaks no word of it.
fn banner_font(ui: &Ui, alone: bool, fold: Fold) -> FontId {
    let scale = rows::scale(ui.ctx().content_rect().size());
    let most = match (alone, fold >= Fold::Headline) {
        (true, _) => size::WALL_ALONE,
        (false, false) => size::WALL_BANNER,
        (false, true) => size::LEAD,
    };
    theme::extrabold((most * scale).min(ui.available_width() / 12.0))
}

fn banner(ui: &mut Ui, cx: &Cx<'_>, now: &Now, fold: Fold) {
    let alone = now.rows.is_empty();
    let Some(said) = moment_said(cx, now).filter(|_| alone || fold < Fold::Bare) else {
        return;
    };
    let mut font = banner_font(ui, alone, fold);
    if alone {
        font.size = fitting(ui, &said, font.clone());
        ui.add_space((ui.available_height() * 0.34 - font.size).max(8.0));
    }
    let mark = match now.moment {
        Moment::Over | Moment::Nothing => icon::CALENDAR,
        Moment::On
        | Moment::Break { .. }
        | Moment::Gap { .. }
        | Moment::Ahead { .. }
        | Moment::Before { .. } => icon::CLOCK,
    };
    widgets::text(ui, Some(mark), &said, font, cx.t.now);
    ui.add_space(BELOW_BANNER);
}

/// A size at which these words fill no more than the middle of a page.
fn fitting(ui: &Ui, words: &str, mut font: FontId) -> f32 {
    let (width, height) = (ui.available_width() - 2.0 * font.size, ui.available_height() * 0.6);
    loop {
        let all = widgets::galley(ui, words, font.clone(), Color32::WHITE, width, usize::MAX);
        if all.size().y <= height || font.size <= size::HEADING {
            return font.size;
        }
        font.size *= 0.85;
    }
}
