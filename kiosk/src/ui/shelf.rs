//! The shelf: pitches that wait for a place, in a strip that scrolls sideways. On a low screen it is
//! one line until somebody opens it.

use super::{
    Action, Cx, Screen, card, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{
    self, CornerRadius, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use shared::{
    command::Command,
    ids::SessionId,
    schedule::{Placement, Session},
};

const HEIGHT: f32 = 112.0;
const PITCH: f32 = 234.0;
const SIDE: f32 = 176.0;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let waiting = waiting(cx);
    let low = ui.ctx().content_rect().height() < theme::LOW_SCREEN;
    let count = cx.words.with("shelf-count", &[("n", waiting.len().into())]);
    if waiting.is_empty() || (low && !screen.shelf_open) {
        line(ui, cx, &count, waiting.is_empty(), out);
        return;
    }
    let (full, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let side = Rect::from_min_size(full.min, vec2(SIDE, full.height()));
    ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if low {
            let press = Press::new(&count, Kind::Tab(true)).width(0.0, SIDE - 12.0);
            if press.show(ui, cx.t).clicked() {
                out.push(Action::ToggleShelf);
            }
        } else {
            ui.add_space(18.0);
            widgets::text(ui, None, &count, theme::extrabold(22.0), cx.t.text);
        }
        put_here(ui, cx, waiting.is_empty(), out);
    });
    let strip = Rect::from_min_max(pos2(side.max.x, full.min.y), full.max);
    ui.scope_builder(UiBuilder::new().max_rect(strip), |ui| cards(ui, cx, &waiting, out));
}

/// What has no place, and, first, what has one that cannot be shown.
fn waiting<'a>(cx: &'a Cx<'_>) -> Vec<(SessionId, &'a Session, bool)> {
    let lost = cx
        .facts
        .lost
        .iter()
        .filter_map(|id| cx.schedule.sessions.get(id).map(|session| (*id, &**session, true)));
    let shelf = cx.schedule.shelf().into_iter().map(|(id, session)| (id, session, false));
    lost.chain(shelf).collect()
}

fn line(ui: &mut Ui, cx: &Cx<'_>, count: &str, none: bool, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if !none && Press::new(count, Kind::Tab(false)).show(ui, cx.t).clicked() {
            out.push(Action::ToggleShelf);
        }
        put_here(ui, cx, none, out);
    });
}

/// Under the count: the shelf offers itself to what is being moved, or says how it works.
fn put_here(ui: &mut Ui, cx: &Cx<'_>, none: bool, out: &mut Vec<Action>) {
    let carried = cx.carried(ui.ctx()).filter(|id| {
        cx.may_board
            && cx.schedule.sessions.get(id).is_some_and(|s| s.placement.value != Placement::Shelf)
    });
    if let Some(session) = carried {
        let here = cx.words.text("shelf-put-here-short");
        let press = Press::new(&here, Kind::Plain).spoken(cx.words.text("shelf-put-here"));
        let response = press.width(0.0, SIDE - 12.0).show(ui, cx.t);
        let dropped = response.dnd_release_payload::<SessionId>().is_some();
        if response.clicked() || dropped {
            out.push(Action::Do(Command::Place { session, to: Placement::Shelf }));
            out.push(Action::PutDown);
        }
        return;
    }
    let hint = match (none, cx.may_board) {
        (true, _) => cx.words.text("shelf-empty"),
        (false, true) => cx.words.text("shelf-hint-move"),
        (false, false) => cx.words.text("shelf-hint"),
    };
    widgets::text(ui, None, &hint, theme::regular(size::SMALL), cx.t.dim);
}

fn cards(ui: &mut Ui, cx: &Cx<'_>, waiting: &[(SessionId, &Session, bool)], out: &mut Vec<Action>) {
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::horizontal().id_salt("shelf").auto_shrink(false).scroll_source(source);
    scroll.show_viewport(ui, |ui, viewport| {
        let height = ui.available_height();
        ui.set_min_size(vec2(PITCH * waiting.len() as f32, height));
        let origin = ui.min_rect().min;
        let near = viewport.expand2(vec2(PITCH, 0.0));
        for (index, (id, session, lost)) in waiting.iter().enumerate() {
            let left = PITCH * index as f32;
            if left > near.max.x || left + PITCH < near.min.x {
                continue;
            }
            let rect =
                Rect::from_min_size(origin + vec2(left, 1.0), vec2(PITCH - 12.0, height - 10.0));
            one(ui, cx, *id, session, *lost, rect, out);
        }
    });
}

fn one(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: SessionId,
    session: &Session,
    lost: bool,
    rect: Rect,
    out: &mut Vec<Action>,
) {
    let in_the_air = egui::DragAndDrop::payload::<SessionId>(ui.ctx()).is_some_and(|p| *p == id);
    let widget = ui.scope_id().with(("shelf", id.0));
    let response = ui.interact(rect, widget, card::sense(ui, cx.may_board));
    let place = if lost { cx.words.text("shelf-lost") } else { cx.words.text("place-shelf") };
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, card::spoken(cx, id, session, &place))
    });
    card::lift(&response, id, cx.may_board);
    if response.clicked() {
        out.push(if cx.picked == Some(id) { Action::PutDown } else { Action::Open(id) });
    }
    cx.follow(ui, &response);
    if in_the_air {
        let line = Stroke::new(1.5, cx.t.line);
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
        return;
    }
    let picked = cx.picked == Some(id);
    let style = card::Style { picked, hover: response.hovered(), ..Default::default() };
    card::paint(ui.painter(), rect, cx, id, session, style);
    if lost {
        let at = pos2(rect.max.x - 12.0, rect.min.y + 21.0);
        let font = theme::regular(20.0);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, icon::WARN, font, cx.t.warn);
    }
    widgets::focus_ring(ui, &response, rect, cx.t);
}
