//! One result: the title with what was typed marked in it, when and where, who.

use super::super::{
    Cx, glyphs, icon,
    theme::{self, size},
    widgets,
};
use crate::search::{Hit, Phase, Query};
use eframe::egui::{
    self, Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role,
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
};
use shared::schedule::Session;

const LEFT: f32 = 20.0;
const RIGHT: f32 = 16.0;
const TOP: f32 = 11.0;
const BOTTOM: f32 = 11.0;
const TITLE: f32 = 20.0;
const TITLE_LINE: f32 = 25.0;
const META: f32 = 16.5;
const META_LINE: f32 = 22.0;
/// Below this width hosts take a line of their own.
const NARROW: f32 = 720.0;
/// Longer titles end in an ellipsis; the sheet has them whole.
const LINES_MAX: usize = 4;
/// Width of a letter of a title, as a share of its size, and a little more: a line too many is
/// empty, a line too few cuts.
const LETTER: f32 = 0.56;

/// Lines that a title of so many letters takes, at most.
pub(super) fn lines_of(title: &str, width: f32) -> usize {
    let room = (width - LEFT - RIGHT).max(80.0);
    let needed = title.chars().count() as f32 * TITLE * LETTER;
    ((needed / room).ceil() as usize).clamp(1, LINES_MAX)
}

/// Height of a result whose title takes so many lines.
pub(super) fn height(lines: usize, width: f32) -> f32 {
    let meta = if width < NARROW { 2.0 } else { 1.0 };
    TOP + lines as f32 * TITLE_LINE + 2.0 + meta * META_LINE + BOTTOM
}

/// What is drawn.
pub(super) struct Found<'a> {
    pub hit: Hit,
    pub session: &'a Session,
    pub query: &'a Query,
    /// Enter opens it.
    pub chosen: bool,
}

/// Draws a result in its place.
pub(super) fn show(ui: &Ui, cx: &Cx<'_>, found: &Found<'_>, rect: Rect, lines: usize) -> Response {
    let Found { hit, session, .. } = *found;
    let id = ui.scope_id().with(("found", hit.session.0));
    let response = ui.interact(rect, id, Sense::click());
    let place = super::when_and_where(cx, session, hit);
    let hosts = cx.words.hosts(cx.schedule, session);
    let title = cx.words.title(session);
    response.widget_info(|| {
        let name = spoken(cx, session, &title, &place, &hosts);
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if found.chosen {
        // The focus stays in the field: this is what a screen reader reads beside it.
        let ctx = ui.ctx();
        ctx.accesskit_node_builder(id, |node| node.set_selected(true));
        ctx.accesskit_node_builder(super::field_id(), |node| {
            node.set_active_descendant(id.accesskit_id());
        });
    }
    cx.follow(ui, &response);
    if ui.is_rect_visible(rect) {
        paint(ui, cx, found, rect, &response);
        texts(ui, cx, found, rect, (&title, &place, &hosts), lines);
        widgets::focus_ring(ui, &response, rect, cx.t);
    }
    response
}

fn spoken(cx: &Cx<'_>, session: &Session, title: &str, place: &str, hosts: &str) -> String {
    let values = [
        ("title", title.into()),
        ("place", place.into()),
        ("hosts", if hosts.is_empty() { "none" } else { hosts }.into()),
    ];
    let mut name = cx.words.with("search-result", &values);
    if let Some(stream) = session.stream.value {
        let stream = cx.words.stream(cx.schedule, stream);
        name = cx.words.with("card-stream", &[("name", name.into()), ("stream", stream.into())]);
    }
    if session.cancelled.is_removed() {
        name = cx.words.with("card-cancelled", &[("name", name.into())]);
    }
    name
}

fn paint(ui: &Ui, cx: &Cx<'_>, found: &Found<'_>, rect: Rect, response: &Response) {
    let t = cx.t;
    let (fill, ink) = t.stream(cx.stream_index(found.session));
    let over = found.hit.phase == Phase::Over;
    let fill = if over { theme::mix(t.background, fill, 0.35) } else { fill };
    let fill = if response.hovered() || found.chosen { theme::mix(fill, ink, 0.10) } else { fill };
    let ink = if over { theme::mix(t.background, ink, 0.6) } else { ink };
    let line = if found.chosen {
        Stroke::new(2.5, t.accent)
    } else if t.look == theme::Look::HighContrast {
        Stroke::new(1.5, ink)
    } else {
        Stroke::new(1.0, theme::mix(fill, ink, 0.28))
    };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(theme::RADIUS), fill, line, StrokeKind::Inside);
    let stripe = Rect::from_min_max(rect.min, pos2(rect.min.x + 6.0, rect.max.y));
    let radius = CornerRadius { nw: theme::RADIUS, sw: theme::RADIUS, ne: 0, se: 0 };
    painter.rect_filled(stripe, radius, ink);
}

fn texts(
    ui: &Ui,
    cx: &Cx<'_>,
    found: &Found<'_>,
    rect: Rect,
    (title, place, hosts): (&str, &str, &str),
    lines: usize,
) {
    let t = cx.t;
    let (left, right) = (rect.min.x + LEFT, rect.max.x - RIGHT);
    let over = found.hit.phase == Phase::Over;
    let ink = if over { t.dim } else { t.text };
    let job = title_job(ui.ctx(), cx, found, title, ink, (right - left, lines));
    let painter = ui.painter();
    painter.galley(pos2(left, rect.min.y + TOP), painter.layout_job(job), ink);
    let mut y = rect.min.y + TOP + lines as f32 * TITLE_LINE + 2.0;
    let (mark, ink) = match found.hit.phase {
        Phase::Now if found.session.cancelled.is_removed() => (icon::BLOCKED, t.dim),
        Phase::Now => (icon::PLAY, t.now),
        Phase::Coming => (icon::CLOCK, t.text),
        Phase::Waiting => (icon::LIST, t.dim),
        Phase::Over => (icon::CHECK, t.dim),
    };
    let mut x = left;
    let glyph = painter.layout_no_wrap(mark.to_owned(), theme::regular(META), ink);
    painter.galley(pos2(x, y + 1.0), glyph, ink);
    x += META + 8.0;
    let line = |x: f32, text: &str, font, ink| {
        widgets::galley(ui, text, font, ink, (right - x).max(20.0), 1)
    };
    let said = line(x, place, theme::semibold(META), ink);
    let width = said.size().x;
    painter.galley(pos2(x, y), said, ink);
    x += width + 18.0;
    if found.session.cancelled.is_removed() && x + 60.0 < right {
        let text = cx.words.text("card-mark-cancelled");
        let galley = line(x, &text, theme::semibold(META), t.warn);
        let width = galley.size().x;
        painter.galley(pos2(x, y), galley, t.warn);
        x += width + 18.0;
    }
    if rect.width() < NARROW {
        (x, y) = (left, y + META_LINE);
    }
    if !hosts.is_empty() && x + 60.0 < right {
        let glyph = painter.layout_no_wrap(icon::USER.to_owned(), theme::regular(META), t.dim);
        painter.galley(pos2(x, y + 1.0), glyph, t.dim);
        let x = x + META + 6.0;
        painter.galley(pos2(x, y), line(x, hosts, theme::regular(META), t.dim), t.dim);
    }
}

/// The title, with what was typed heavier, underlined and in the accent colour.
fn title_job(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    found: &Found<'_>,
    title: &str,
    ink: Color32,
    (max_width, max_rows): (f32, usize),
) -> LayoutJob {
    let struck = found.session.cancelled.is_removed();
    let plain = TextFormat {
        font_id: theme::semibold(TITLE),
        color: ink,
        line_height: Some(TITLE_LINE),
        strikethrough: if struck { Stroke::new(1.5, ink) } else { Stroke::NONE },
        ..Default::default()
    };
    let accent = cx.t.accent;
    let marked = TextFormat {
        font_id: theme::extrabold(TITLE),
        color: accent,
        underline: Stroke::new(2.0, accent),
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    let mut append = |text: Option<&str>, format: &TextFormat| {
        let clean = glyphs::line(ctx, text.unwrap_or_default());
        if !clean.is_empty() {
            job.append(&clean, 0.0, format.clone());
        }
    };
    let mut done = 0;
    for mark in found.query.marks(title) {
        append(title.get(done..mark.start), &plain);
        append(title.get(mark.clone()), &marked);
        done = mark.end;
    }
    append(title.get(done..), &plain);
    job.wrap =
        TextWrapping { max_width, max_rows, break_anywhere: max_rows == 1, ..Default::default() };
    job
}

/// The heading above results.
pub(super) fn heading(ui: &Ui, cx: &Cx<'_>, rect: Rect, text: &str) {
    let id = ui.scope_id().with(("found-heading", text));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    let galley = widgets::galley(ui, text, theme::semibold(size::BODY), cx.t.dim, rect.width(), 1);
    let at = pos2(rect.min.x, rect.max.y - galley.size().y - 4.0);
    ui.painter().galley(at, galley, cx.t.dim);
}
