//! A session as a card: painted at once, cheap enough for every visible cell on every frame.

use super::{
    Cx, icon,
    theme::{self, Look, Tokens, size},
    widgets,
};
use eframe::egui::{
    self, Align2, Color32, CornerRadius, Painter, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2,
    scroll_area::{DragScroll, ScrollSource},
    vec2,
};
use shared::{ids::SessionId, schedule::Session};

/// How a card is drawn, beside what it says.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// It is over.
    pub past: bool,
    /// Of another stream than the chosen one.
    pub aside: bool,
    /// It is being moved.
    pub picked: bool,
    /// Under the pointer.
    pub hover: bool,
    /// In the air.
    pub lifted: bool,
    /// Start to be said, where it is not that of the row.
    pub time: Option<u32>,
}

const LEFT: f32 = 17.0;
const RIGHT: f32 = 12.0;
const TOP: f32 = 10.0;
const BOTTOM: f32 = 8.0;
const META: f32 = 14.5;
const META_HEIGHT: f32 = 22.0;
const TITLE_LINE: f32 = 22.0;
/// Lines of a title for which a row grows.
pub(super) const LINES_MAX: usize = 6;

/// Lines of the whole title on a card of this width.
pub(super) fn lines_for(ctx: &egui::Context, title: &str, marked: bool, width: f32) -> usize {
    let warn = if marked { 26.0 } else { 0.0 };
    let job = widgets::job(
        ctx,
        title,
        theme::semibold(size::CARD),
        Color32::WHITE,
        (width - LEFT - RIGHT - warn).max(40.0),
        LINES_MAX,
        Stroke::NONE,
    );
    ctx.fonts_mut(|fonts| fonts.layout_job(job)).rows.len()
}

/// Height of a card that shows so many lines of its title.
pub(super) fn height_of(lines: usize) -> f32 {
    TOP + lines as f32 * TITLE_LINE + META_HEIGHT + BOTTOM
}

/// Paints the card of a session.
pub(super) fn paint(
    p: &Painter,
    rect: Rect,
    cx: &Cx<'_>,
    id: SessionId,
    session: &Session,
    style: Style,
) {
    let t = cx.t;
    let (fill, ink) = t.stream(cx.stream_index(session));
    let quiet = style.past || style.aside;
    let fill = if style.hover || style.lifted || style.picked {
        theme::mix(fill, ink, 0.14)
    } else {
        fill
    };
    let fill = if quiet { theme::mix(t.background, fill, 0.35) } else { fill };
    let ink = if quiet { theme::mix(t.background, ink, 0.6) } else { ink };
    let radius = CornerRadius::same(theme::RADIUS);
    if style.lifted {
        p.add(t.shadow().as_shape(rect, radius));
    }
    p.rect(rect, radius, fill, border(t, fill, ink, style), StrokeKind::Inside);
    let stripe = Rect::from_min_max(rect.min, pos2(rect.min.x + 6.0, rect.max.y));
    p.rect_filled(stripe, CornerRadius { nw: theme::RADIUS, sw: theme::RADIUS, ne: 0, se: 0 }, ink);

    let low = rect.height() < TOP + TITLE_LINE + META_HEIGHT + BOTTOM;
    let (top, bottom) = if low { (5.0, 3.0) } else { (TOP, BOTTOM) };
    let inner = Rect::from_min_max(rect.min + vec2(LEFT, top), rect.max - vec2(RIGHT, bottom));
    let needs_look = cx.needs_look(id, session);
    if needs_look {
        let at = pos2(inner.max.x, inner.min.y + 10.0);
        p.text(at, Align2::RIGHT_CENTER, icon::WARN, theme::regular(20.0), t.warn);
    }
    let title_ink = if quiet { t.dim } else { t.text };
    let struck =
        if session.cancelled.is_removed() { Stroke::new(1.5, title_ink) } else { Stroke::NONE };
    let meta_height = if low { 0.0 } else { META_HEIGHT };
    // The title of a card that is partly scrolled away stays in sight.
    let last = (inner.max.y - meta_height - TITLE_LINE).max(inner.min.y);
    let y = (p.clip_rect().min.y + top).clamp(inner.min.y, last);
    let rows = ((inner.max.y - y - meta_height + 2.0) / TITLE_LINE).floor().max(1.0) as usize;
    let width = inner.width() - if needs_look { 26.0 } else { 0.0 };
    let title = cx.words.title(session);
    let font = theme::semibold(if low { 16.0 } else { size::CARD });
    let job = widgets::job(p.ctx(), &title, font, title_ink, width.max(20.0), rows, struck);
    p.galley(pos2(inner.min.x, y), p.layout_job(job), title_ink);
    if !low {
        meta(p, inner, cx, session, ink, style);
    }
}

fn border(t: &Tokens, fill: Color32, ink: Color32, style: Style) -> Stroke {
    if style.lifted || style.picked {
        Stroke::new(3.0, t.accent)
    } else if t.look == Look::HighContrast {
        Stroke::new(1.5, ink)
    } else {
        Stroke::new(1.0, theme::mix(fill, ink, 0.28))
    }
}

/// The last line: when (if it must be said), who, and how many are interested.
fn meta(p: &Painter, inner: Rect, cx: &Cx<'_>, session: &Session, ink: Color32, style: Style) {
    let t = cx.t;
    let y = inner.max.y - META * 0.55;
    let mut right = inner.max.x;
    let mut left = inner.min.x;
    if session.cancelled.is_removed() {
        let text = cx.words.text("card-mark-cancelled");
        let galley = p.layout_no_wrap(text, theme::semibold(META), t.warn);
        let pill = Rect::from_min_size(pos2(left, y - 11.0), galley.size() + vec2(18.0, 4.0));
        p.rect_filled(pill, CornerRadius::same(11), theme::mix(t.background, t.warn, 0.14));
        p.galley(pill.center() - galley.size() / 2.0, galley, t.warn);
        left = pill.max.x + 8.0;
    }
    if session.dots > 0 && inner.width() > 90.0 {
        let dots = p.text(
            pos2(right, y),
            Align2::RIGHT_CENTER,
            session.dots,
            theme::semibold(META),
            t.dim,
        );
        let heart = pos2(dots.min.x - 5.0, y);
        right =
            p.text(heart, Align2::RIGHT_CENTER, icon::HEART, theme::regular(META), ink).min.x - 8.0;
    }
    let mut who = cx.words.hosts(cx.schedule, session);
    if let Some(start) = style.time {
        let time = cx.words.time(start);
        who = if who.is_empty() { time } else { format!("{time} · {who}") };
    }
    if right - left < 30.0 || who.is_empty() {
        return;
    }
    let job =
        widgets::job(p.ctx(), &who, theme::regular(META), t.dim, right - left, 1, Stroke::NONE);
    let galley = p.layout_job(job);
    p.galley(pos2(left, y - galley.size().y / 2.0), galley, t.dim);
}

/// How a card listens. With a mouse a press may become a drag at once; with a finger that would take
/// every swipe away from the scroll area, so there a card lifts only after a long press.
pub(super) fn sense(ui: &Ui, movable: bool) -> Sense {
    if !movable || ui.input(|input| input.has_touch_screen()) {
        Sense::click()
    } else {
        Sense::click_and_drag()
    }
}

/// Lifts a card: by mouse at once, by finger after a long press.
pub(super) fn lift(response: &egui::Response, session: SessionId, movable: bool) {
    if !movable {
        return;
    }
    if response.long_touched() {
        egui::DragAndDrop::set_payload(&response.ctx, session);
    }
    if response.dragged() {
        response.dnd_set_drag_payload(session);
    }
}

/// While a card is in the air the scroll areas must not move.
pub(super) fn scroll_source(ctx: &egui::Context) -> ScrollSource {
    let drag = if egui::DragAndDrop::has_any_payload(ctx) {
        DragScroll::Never
    } else {
        DragScroll::OnTouch
    };
    ScrollSource { drag, ..Default::default() }
}

/// The card in the air, above everything.
pub(super) fn paint_lifted(ctx: &egui::Context, cx: &Cx<'_>, size: Vec2) {
    let Some(id) = egui::DragAndDrop::payload::<SessionId>(ctx) else {
        return;
    };
    let (Some(session), Some(at)) = (cx.schedule.sessions.get(&id), ctx.pointer_interact_pos())
    else {
        return;
    };
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("lifted card"));
    let rect = Rect::from_center_size(at, size);
    let style = Style { lifted: true, ..Default::default() };
    paint(&ctx.layer_painter(layer), rect, cx, *id, session, style);
}

/// What a screen reader says of a card.
pub(super) fn spoken(cx: &Cx<'_>, id: SessionId, session: &Session, place: &str) -> String {
    let hosts = cx.words.hosts(cx.schedule, session);
    let mut name = cx.words.with(
        "card-name",
        &[
            ("title", cx.words.title(session).into()),
            ("place", place.into()),
            ("hosts", if hosts.is_empty() { "none".into() } else { hosts.into() }),
            ("dots", session.dots.into()),
        ],
    );
    if let Some(stream) = session.stream.value {
        let stream = cx.words.stream(cx.schedule, stream);
        name = cx.words.with("card-stream", &[("name", name.into()), ("stream", stream.into())]);
    }
    if session.cancelled.is_removed() {
        name = cx.words.with("card-cancelled", &[("name", name.into())]);
    }
    if cx.needs_look(id, session) {
        name = cx.words.with("card-clash", &[("name", name.into())]);
    }
    if cx.picked == Some(id) {
        name = cx.words.with("card-picked", &[("name", name.into())]);
    }
    name
}
