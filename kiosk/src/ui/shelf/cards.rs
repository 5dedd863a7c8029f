//! The cards on the shelf: drawn when they are seen, lifted, chosen, and laid on one another to make
//! one pitch of two.

use super::{
    super::{
        Action, Cx, Editing, card,
        editing::{self, EditSheet},
        icon,
        looks::Density,
        screen::Sheet,
        selection, theme, widgets,
    },
    Waiting,
};
use eframe::egui::{
    Align2, CornerRadius, DragAndDrop, Rect, Response, ScrollArea, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::{
    ids::SessionId,
    schedule::{Pitching, Placement},
};

const PITCH: f32 = 234.0;

/// Rows of cards.
pub(super) struct Strip<'a, 'b> {
    pub(super) cx: &'a Cx<'b>,
    pub(super) waiting: &'a [Waiting<'b>],
    pub(super) rows: usize,
    /// A touch chooses instead of opening.
    pub(super) chooses: bool,
}

pub(super) fn strip(ui: &mut Ui, strip: &Strip<'_, '_>, out: &mut Vec<Action>) {
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::horizontal().id_salt("shelf").auto_shrink(false).scroll_source(source);
    scroll.show_viewport(ui, |ui, viewport| {
        let height = ui.available_height();
        let columns = strip.waiting.len().div_ceil(strip.rows);
        ui.set_min_size(vec2(PITCH * columns as f32, height));
        let origin = ui.min_rect().min;
        let near = viewport.expand2(vec2(PITCH, 0.0));
        let each = (height - 8.0) / strip.rows as f32;
        for (index, one) in strip.waiting.iter().enumerate() {
            let (column, row) = (index / strip.rows, index % strip.rows);
            let left = PITCH * column as f32;
            let seen = left <= near.max.x && left + PITCH >= near.min.x;
            if !seen && strip.cx.show != Some(one.id) {
                continue;
            }
            let corner = origin + vec2(left, 1.0 + each * row as f32);
            let rect = Rect::from_min_size(corner, vec2(PITCH - 12.0, each - 4.0));
            card_ui(ui, strip, one, rect, out);
        }
    });
}

fn card_ui(ui: &Ui, strip: &Strip<'_, '_>, one: &Waiting<'_>, rect: Rect, out: &mut Vec<Action>) {
    let (cx, chooses) = (strip.cx, strip.chooses);
    let (id, session) = (one.id, one.session);
    let widget = ui.scope_id().with(("shelf", id.0));
    let response = ui.interact(rect, widget, card::sense(ui, cx.may_board));
    response.widget_info(|| {
        let said = spoken(cx, one);
        match cx.selection.on {
            true => {
                WidgetInfo::selected(Role::Button, true, cx.selection.chosen.contains(&id), said)
            }
            false => WidgetInfo::labeled(Role::Button, true, said),
        }
    });
    if !chooses || cx.selection.chosen.contains(&id) {
        card::lift(&response, id, cx.may_board);
    }
    if cx.show == Some(id) {
        response.request_focus();
    }
    let laid_on = laid_on(ui, cx, &response, id, out);
    if response.clicked() {
        out.push(match cx.picked {
            Some(picked) if picked == id => Action::PutDown,
            None if chooses => Action::Editing(Editing::Toggle(id)),
            Some(_) | None => Action::Open(id),
        });
    }
    if cx.picked.is_none() && editing::lifts(ui, cx, &response) {
        out.push(Action::PickUp(id));
    }
    cx.follow(ui, &response);
    if card::is_lifted(ui.ctx(), cx, id) {
        let line = Stroke::new(1.5, cx.t.line);
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
        return;
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let style = card::Style {
        picked: cx.picked == Some(id) || laid_on,
        hover: response.hovered(),
        // Every card on the shelf has the same height: nothing there can grow.
        sizes: (cx.density == Density::Large).then(|| Density::Normal.sizes()),
        chosen: cx.selection.on.then(|| cx.selection.chosen.contains(&id)),
        ..Default::default()
    };
    card::paint(ui.painter(), rect, cx, id, session, style);
    marks(ui, cx, one, rect);
    widgets::focus_ring(ui, &response, rect, cx.t);
}

/// Another pitch is held over this one, or was just laid on it: one could be made of the two.
fn laid_on(
    ui: &Ui,
    cx: &Cx<'_>,
    response: &Response,
    id: SessionId,
    out: &mut Vec<Action>,
) -> bool {
    let over = response.dnd_hover_payload::<SessionId>().map(|other| *other).filter(|other| {
        let shelved = |s: &shared::schedule::Session| s.placement.value == Placement::Shelf;
        *other != id
            && !selection::is_of_group(&cx.selection, *other)
            && cx.schedule.sessions.get(other).is_some_and(|session| shelved(session))
    });
    let Some(session) = over else {
        return false;
    };
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui.ctx());
        let sheet = Sheet::Edit(EditSheet::Merge { session, into: id });
        out.push(Action::Editing(Editing::Open(sheet)));
    }
    true
}

/// Lost, wished for, pitched for somebody: in a row above the lower edge.
fn marks(ui: &Ui, cx: &Cx<'_>, one: &Waiting<'_>, rect: Rect) {
    let t = cx.t;
    let wishes =
        (cx.may_board && !one.session.wishes.value.is_empty()).then_some((icon::STAR, t.dim));
    let pitching = match one.session.pitching {
        Pitching::Host => None,
        Pitching::ForMe => Some((icon::HAND_UP, t.dim)),
        Pitching::PutUp => Some((icon::NOTE, t.dim)),
    };
    let lost = one.lost.then_some((icon::WARN, t.warn));
    let mut x = rect.max.x - 12.0;
    for (mark, ink) in [lost, pitching, wishes].into_iter().flatten() {
        let at = pos2(x, rect.max.y - 39.0);
        ui.painter().text(at, Align2::RIGHT_CENTER, mark, theme::regular(15.0), ink);
        x -= 20.0;
    }
}

fn spoken(cx: &Cx<'_>, one: &Waiting<'_>) -> String {
    let place = cx.words.text(if one.lost { "shelf-lost" } else { "place-shelf" });
    let mut said = card::spoken(cx, one.id, one.session, &place);
    let key = match one.session.pitching {
        Pitching::Host => None,
        Pitching::ForMe => Some("shelf-for-me"),
        Pitching::PutUp => Some("shelf-put-up"),
    };
    if let Some(key) = key {
        said = cx.words.with(key, &[("name", said.into())]);
    }
    let wishes = one.session.wishes.value.len();
    if cx.may_board && wishes > 0 {
        said = cx.words.with("shelf-wishes", &[("name", said.into()), ("n", wishes.into())]);
    }
    said
}
