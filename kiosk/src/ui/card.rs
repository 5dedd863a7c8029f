//! A session as a card: painted at once, cheap enough for every visible cell on every frame.

mod parts;

use super::{
    Cx, editing, icon,
    looks::Sizes,
    plan::CARD_HEIGHT_MIN,
    selection,
    theme::{self, Look, Tokens, size},
    widgets,
};
use eframe::egui::{
    self, Align2, Color32, CornerRadius, Galley, Painter, Pos2, Rect, Sense, Stroke, StrokeKind,
    Ui, Vec2, pos2,
    scroll_area::{DragScroll, ScrollSource},
    vec2,
};
use parts::{also, words_whole};
use shared::{ids::SessionId, schedule::Session};
use std::sync::Arc;

/// How a card is drawn, beside what it says.
#[derive(Clone, Copy, Default)]
pub(super) struct Style<'a> {
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
    /// Somebody is choosing: whether it is chosen.
    pub chosen: Option<bool>,
    /// Sizes of its text, where they are not those of the board.
    pub sizes: Option<Sizes>,
    /// Start to be said, where it is not that of the row.
    pub time: Option<u32>,
    /// That it is in other rooms too, where those do not stand beside this one: in full, and in
    /// fewer words.
    pub also: Option<[&'a str; 2]>,
}

const LEFT: f32 = 17.0;
const RIGHT: f32 = 12.0;
const TOP: f32 = 10.0;
const BOTTOM: f32 = 8.0;
/// The same on a card that is too low for more than its title.
const LOW: (f32, f32) = (5.0, 3.0);
/// Font and line of such a title, at the most.
const LOW_TITLE: (f32, f32) = (16.0, 19.0);
/// Width of a mark beside the title.
const MARK: f32 = 24.0;

type Marks<'a> = [Option<(&'a str, Color32)>; 5];

/// Lines of the whole title on a card of this width.
pub(super) fn lines_for(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    (id, session): (SessionId, &Session),
    title: &str,
    width: f32,
) -> usize {
    let sizes = cx.density.sizes();
    let marks = marks(cx, id, session).into_iter().flatten().count() as f32;
    let width = (width - LEFT - RIGHT - MARK * marks).max(40.0);
    let font = theme::semibold(words_whole(ctx, title, sizes.title, width));
    let job = widgets::job(ctx, title, font, Color32::WHITE, width, sizes.lines.1, Stroke::NONE);
    ctx.fonts_mut(|fonts| fonts.layout_job(job)).rows.len()
}

/// Height of a card that shows so many lines of its title.
pub(super) fn height_of(lines: usize, sizes: Sizes) -> f32 {
    TOP + lines as f32 * sizes.title_line + sizes.meta_height + BOTTOM
}

/// Height of a card that shows so many lines of its title and nothing else.
pub(super) fn height_low(lines: usize) -> f32 {
    (LOW.0 + lines as f32 * LOW_TITLE.1 + LOW.1).max(CARD_HEIGHT_MIN)
}

/// What is said by a mark beside the title: it was found, where colours do not say so; it differs from
/// another moment, it needs a look, it is pinned, it holds other pitches.
fn marks<'a>(cx: &Cx<'_>, id: SessionId, session: &Session) -> Marks<'a> {
    let parts = cx.schedule.parts.get(&id).is_some_and(|parts| !parts.is_empty());
    let changed = cx.changed.as_ref().is_some_and(|changed| changed.contains(&id));
    let found = cx.lit.as_ref().is_some_and(|lit| lit.found.contains(&id));
    [
        (found && cx.t.look == Look::HighContrast).then_some((icon::SEARCH, cx.t.accent)),
        changed.then_some((icon::CHANGES, cx.t.warn)),
        cx.needs_look(id, session).then_some((icon::WARN, cx.t.warn)),
        session.pinned.then_some((icon::PUSH_PIN, cx.t.dim)),
        parts.then_some((icon::MERGE, cx.t.dim)),
    ]
}

/// Paints the card of a session.
pub(super) fn paint(
    p: &Painter,
    rect: Rect,
    cx: &Cx<'_>,
    id: SessionId,
    session: &Session,
    style: Style<'_>,
) {
    let t = cx.t;
    let sizes = style.sizes.unwrap_or_else(|| cx.density.sizes());
    let (fill, ink) = t.stream(cx.stream_index(session));
    // What was found stays lit, the rest dims.
    let lit = cx.lit.as_ref().map(|lit| lit.found.contains(&id)).filter(|_| !style.lifted);
    let quiet = (style.past || style.aside || lit == Some(false)) && lit != Some(true);
    let raised = style.hover || style.lifted || style.picked || style.chosen == Some(true);
    let fill = if raised { theme::mix(fill, ink, 0.14) } else { fill };
    let fill = if quiet { theme::mix(t.background, fill, 0.35) } else { fill };
    let ink = if quiet { theme::mix(t.background, ink, 0.6) } else { ink };
    let radius = CornerRadius::same(theme::RADIUS);
    if style.lifted {
        p.add(t.shadow().as_shape(rect, radius));
    }
    let line = match lit {
        Some(true) if !raised && t.look == Look::HighContrast => Stroke::new(3.0, t.accent),
        Some(true) if !raised => Stroke::new(2.0, ink),
        Some(_) | None => border(t, fill, ink, style),
    };
    p.rect(rect, radius, fill, line, StrokeKind::Inside);
    let stripe = Rect::from_min_max(rect.min, pos2(rect.min.x + 6.0, rect.max.y));
    p.rect_filled(stripe, CornerRadius { nw: theme::RADIUS, sw: theme::RADIUS, ne: 0, se: 0 }, ink);

    let title = cx.words.title(session);
    let title_ink = if quiet { t.dim } else { t.text };
    let struck =
        if session.cancelled.is_removed() { Stroke::new(1.5, title_ink) } else { Stroke::NONE };
    let marks = marks(cx, id, session);
    let face = face(p, rect, &title, (title_ink, struck), (&marks, style), sizes);
    let inner = face.inner;
    let mut right = inner.max.x;
    if let Some(chosen) = style.chosen.filter(|_| !face.meta) {
        check(p, t, pos2(right, inner.min.y + 12.0), chosen);
        right -= MARK + 6.0;
    }
    for (mark, ink) in marks.into_iter().flatten() {
        let at = pos2(right, inner.min.y + 10.0);
        p.text(at, Align2::RIGHT_CENTER, mark, theme::regular(20.0), ink);
        right -= MARK;
    }
    p.galley(face.title_at, face.title, title_ink);
    if face.meta {
        let also = style.also.filter(|_| !face.also);
        meta(p, inner, cx, id, session, ink, Style { also, ..style });
    }
    if let Some(said) = style.also.filter(|_| face.also) {
        let y = inner.max.y - sizes.meta_height * 1.5 + 1.0;
        also(p, (pos2(inner.min.x, y), inner.width()), said, (ink, sizes.meta));
    }
    if let Some(there) = editing::of_session(cx, id).filter(|_| !style.lifted) {
        who_is_there(p, rect, cx, there);
    }
}

/// What of a session its card has room for.
struct Face {
    inner: Rect,
    title: Arc<Galley>,
    title_at: Pos2,
    /// Hosts and dots below it.
    meta: bool,
    /// A line above them: where else it is.
    also: bool,
}

/// The whole title: in its usual size, or else smaller, or else without the line below it.
fn face(
    p: &Painter,
    rect: Rect,
    title: &str,
    (ink, struck): (Color32, Stroke),
    (marks, style): (&Marks<'_>, Style<'_>),
    sizes: Sizes,
) -> Face {
    let marked = MARK * marks.iter().flatten().count() as f32;
    let small = (LOW_TITLE.0.min(sizes.title), LOW_TITLE.1.min(sizes.title_line));
    let set = |(size, line): (f32, f32), meta: bool| {
        let (top, bottom) = if meta { (TOP, BOTTOM) } else { LOW };
        let inner = Rect::from_min_max(rect.min + vec2(LEFT, top), rect.max - vec2(RIGHT, bottom));
        let high = TOP + sizes.title_line + 2.0 * sizes.meta_height + BOTTOM;
        let also = meta && style.also.is_some() && rect.height() >= high;
        let lines = if also { 2.0 } else { 1.0 };
        let below = if meta { sizes.meta_height * lines } else { 0.0 };
        let boxed = if style.chosen.is_some() && !meta { MARK + 6.0 } else { 0.0 };
        // The title of a card that is partly scrolled away stays in sight.
        let last = (inner.max.y - below - line).max(inner.min.y);
        let y = (p.clip_rect().min.y + top).clamp(inner.min.y, last);
        let rows = ((inner.max.y - y - below + 2.0) / line).floor().max(1.0) as usize;
        let width = (inner.width() - marked - boxed).max(20.0);
        let font = theme::semibold(words_whole(p.ctx(), title, size, width));
        let job = widgets::job(p.ctx(), title, font, ink, width, rows, struck);
        Face { inner, title: p.layout_job(job), title_at: pos2(inner.min.x, y), meta, also }
    };
    let roomy = rect.height() >= TOP + sizes.title_line + sizes.meta_height + BOTTOM;
    if roomy {
        let usual = set((sizes.title, sizes.title_line), true);
        if !usual.title.elided {
            return usual;
        }
        let smaller = set(small, true);
        if !smaller.title.elided {
            return smaller;
        }
        let bare = set(small, false);
        return if bare.title.elided { smaller } else { bare };
    }
    set(small, false)
}

fn border(t: &Tokens, fill: Color32, ink: Color32, style: Style<'_>) -> Stroke {
    if style.lifted || style.picked || style.chosen == Some(true) {
        Stroke::new(3.0, t.accent)
    } else if t.look == Look::HighContrast {
        Stroke::new(1.5, ink)
    } else {
        Stroke::new(1.0, theme::mix(fill, ink, 0.28))
    }
}

/// A box that is ticked or not.
fn check(p: &Painter, t: &Tokens, right: Pos2, chosen: bool) {
    let (mark, ink) = if chosen { (icon::CHECKED, t.accent) } else { (icon::UNCHECKED, t.dim) };
    p.text(right, Align2::RIGHT_CENTER, mark, theme::regular(26.0), ink);
}

/// The name of who is at this card, over its upper edge: small, and never in the way.
fn who_is_there(p: &Painter, rect: Rect, cx: &Cx<'_>, there: (&str, bool)) {
    let t = cx.t;
    let said = editing::presence_said(cx, there);
    let width = (rect.width() - 40.0).max(20.0);
    let font = theme::semibold(13.0);
    let line = |said: &str| {
        let font = font.clone();
        p.layout_job(widgets::job(p.ctx(), said, font, t.on_accent, width, 1, Stroke::NONE))
    };
    let mut galley = line(&said);
    if galley.elided {
        // What they do there is heard; who it is matters more than half a sentence.
        galley = line(there.0);
    }
    let size = galley.size() + vec2(16.0, 4.0);
    let pill = Rect::from_min_size(pos2(rect.max.x - size.x - 8.0, rect.min.y - 11.0), size);
    p.rect_filled(pill, CornerRadius::same(10), t.accent);
    p.galley(pill.center() - galley.size() / 2.0, galley, t.on_accent);
}

/// The last line: when (if it must be said), who, and how many are interested.
fn meta(
    p: &Painter,
    inner: Rect,
    cx: &Cx<'_>,
    id: SessionId,
    session: &Session,
    ink: Color32,
    style: Style<'_>,
) {
    let t = cx.t;
    let font_size = style.sizes.unwrap_or_else(|| cx.density.sizes()).meta;
    let y = inner.max.y - font_size * 0.55;
    let mut right = inner.max.x;
    let mut left = inner.min.x;
    if session.cancelled.is_removed() {
        let text = cx.words.text("card-mark-cancelled");
        let galley = p.layout_no_wrap(text, theme::semibold(font_size), t.warn);
        let pill = Rect::from_min_size(pos2(left, y - 11.0), galley.size() + vec2(18.0, 4.0));
        p.rect_filled(pill, CornerRadius::same(11), theme::mix(t.background, t.warn, 0.14));
        p.galley(pill.center() - galley.size() / 2.0, galley, t.warn);
        left = pill.max.x + 8.0;
    }
    if let Some(chosen) = style.chosen {
        check(p, t, pos2(right, y - 2.0), chosen);
        right -= MARK + 8.0;
    }
    let dots = cx.schedule.interest_of(id);
    if dots > 0 && inner.width() > 90.0 {
        let font = theme::semibold(font_size);
        let dots = p.layout_no_wrap(dots.to_string(), font, t.dim);
        let font = theme::regular(font_size);
        let heart = p.layout_no_wrap(icon::HEART.to_owned(), font, ink);
        let from = right - dots.size().x - 5.0 - heart.size().x;
        // Beside what is said of it, or not at all.
        if from >= left {
            let top = |galley: &Galley| y - galley.size().y / 2.0;
            let at = pos2(right - dots.size().x, top(&dots));
            p.galley(at, dots, t.dim);
            p.galley(pos2(from, top(&heart)), heart, ink);
            right = from - 8.0;
        }
    }
    if let Some(said) = style.also {
        also(p, (pos2(left, y), right - left), said, (ink, font_size));
        return;
    }
    let mut who = hosts(cx, id, session);
    if let Some(start) = style.time {
        let time = cx.words.time(start);
        who = if who.is_empty() { time } else { format!("{time} · {who}") };
    }
    if right - left < 30.0 || who.is_empty() {
        return;
    }
    let font = theme::regular(font_size);
    let job = widgets::job(p.ctx(), &who, font, t.dim, right - left, 1, Stroke::NONE);
    let galley = p.layout_job(job);
    p.galley(pos2(left, y - galley.size().y / 2.0), galley, t.dim);
}

/// Who hosts it, and the pitches that are part of it.
fn hosts(cx: &Cx<'_>, id: SessionId, session: &Session) -> String {
    if !cx.schedule.parts.contains_key(&id) {
        return cx.words.hosts(cx.schedule, session);
    }
    let people = cx.schedule.hosts_of(id).into_iter();
    let names: Vec<_> = people.map(|person| cx.words.person(cx.schedule, person)).collect();
    cx.words.list(&names)
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

/// It is in the air, or goes with what is.
pub(super) fn is_lifted(ctx: &egui::Context, cx: &Cx<'_>, id: SessionId) -> bool {
    egui::DragAndDrop::payload::<SessionId>(ctx).is_some_and(|lifted| {
        let with_it = |id| selection::is_of_group(&cx.selection, id);
        *lifted == id || with_it(*lifted) && with_it(id)
    })
}

/// The card in the air, above everything; behind it those that go with it.
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
    let painter = ctx.layer_painter(layer);
    let several = selection::is_of_group(&cx.selection, *id);
    let t = cx.t;
    if several {
        for step in [14.0, 7.0] {
            let radius = CornerRadius::same(theme::RADIUS);
            let line = Stroke::new(1.5, t.accent);
            let behind = rect.translate(vec2(step, step));
            painter.rect(behind, radius, t.raised, line, StrokeKind::Inside);
        }
    }
    paint(&painter, rect, cx, *id, session, style);
    if several {
        let n = cx.selection.chosen.len().to_string();
        let at = rect.right_top() + vec2(-6.0, 6.0);
        painter.circle(at, 17.0, t.accent, Stroke::new(2.0, t.background));
        painter.text(at, Align2::CENTER_CENTER, n, theme::semibold(size::BODY), t.on_accent);
    }
}

/// What a screen reader says of a card.
pub(super) fn spoken(cx: &Cx<'_>, id: SessionId, session: &Session, place: &str) -> String {
    let hosts = hosts(cx, id, session);
    let mut name = cx.words.with(
        "card-name",
        &[
            ("title", cx.words.title(session).into()),
            ("place", place.into()),
            ("hosts", if hosts.is_empty() { "none".into() } else { hosts.into() }),
            ("dots", cx.schedule.interest_of(id).into()),
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
    if cx.changed.as_ref().is_some_and(|changed| changed.contains(&id)) {
        name = cx.words.with("card-differs", &[("name", name.into())]);
    }
    if session.pinned {
        name = cx.words.with("card-pinned", &[("name", name.into())]);
    }
    let parts = cx.schedule.parts.get(&id).map_or(0, Vec::len);
    if parts > 0 {
        let values = [("name", name.into()), ("n", parts.into())];
        name = cx.words.with("card-parts", &values);
    }
    if let Some(there) = editing::of_session(cx, id) {
        let said = editing::presence_said(cx, there);
        name = cx.words.with("card-presence", &[("name", name.into()), ("said", said.into())]);
    }
    if cx.picked == Some(id) {
        name = cx.words.with("card-picked", &[("name", name.into())]);
    }
    name
}
