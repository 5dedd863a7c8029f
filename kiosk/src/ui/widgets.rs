//! Buttons, chips and lines of text: painted by hand, so that each is one node with a spoken name of
//! its own and looks the same in any layout.

mod culled;
mod dashed;
mod ends;
mod firm;

pub(super) use culled::Culled;
pub(super) use ends::Ends;

use super::{
    glyphs,
    theme::{self, Look, Tokens},
};
use eframe::egui::{
    self, Color32, CornerRadius, FontId, Galley, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo,
    accesskit::{Live, Role},
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};
use std::sync::Arc;

/// How a button looks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// The one thing to do.
    Primary,
    /// Any other.
    Plain,
    /// A tab or filter; chosen or not.
    Tab(bool),
    /// A rounded chip in a colour of its own.
    Chip(Color32),
    /// A rounded chip that is seen from across the room.
    Alert,
    /// What somebody should know, a line of it that wraps.
    News,
    /// Possible, but seldom what somebody came for.
    Quiet,
}

/// A button.
pub(super) struct Press<'a> {
    text: &'a str,
    icon: Option<&'a str>,
    /// A dot before the text, in the colour of a stream.
    dot: Option<Color32>,
    spoken: Option<String>,
    does: Option<&'a str>,
    kind: Kind,
    size: f32,
    width: (f32, f32),
    height: f32,
    rows: usize,
    scrolled: bool,
    enabled: bool,
    at_left: bool,
}

/// How a button is laid out.
struct Laid {
    text: Arc<Galley>,
    /// From the left of its inside to its text.
    before: f32,
    inner: f32,
    size: Vec2,
}

const PADDING: f32 = 16.0;
const ICON_GAP: f32 = 9.0;
const DOT: f32 = 12.0;

impl<'a> Press<'a> {
    pub(super) fn new(text: &'a str, kind: Kind) -> Self {
        Self {
            text,
            icon: None,
            dot: None,
            spoken: None,
            does: None,
            kind,
            size: theme::size::BODY,
            width: (0.0, f32::INFINITY),
            height: theme::TOUCH_MIN,
            rows: 1,
            scrolled: false,
            enabled: true,
            at_left: false,
        }
    }

    /// Only an icon: `spoken` is its name.
    pub(super) fn icon_only(icon: &'a str, spoken: String) -> Self {
        let mut press = Self::new("", Kind::Plain);
        press.icon = Some(icon);
        press.spoken = Some(spoken);
        press
    }

    pub(super) fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    pub(super) fn dot(mut self, ink: Color32) -> Self {
        self.dot = Some(ink);
        self
    }

    pub(super) fn spoken(mut self, spoken: String) -> Self {
        self.spoken = Some(spoken);
        self
    }

    pub(super) fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    pub(super) fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    pub(super) fn width(mut self, least: f32, most: f32) -> Self {
        self.width = (least, most);
        self
    }

    pub(super) fn height(mut self, least: f32) -> Self {
        self.height = least;
        self
    }

    /// What it does, where its words also count something: a number that changes under a finger does
    /// not take its touch away.
    pub(super) fn does(mut self, what: &'a str) -> Self {
        self.does = Some(what);
        self
    }

    /// In a line that scrolls: as wide as it needs, also beyond what is seen.
    pub(super) fn scrolled(mut self) -> Self {
        self.scrolled = true;
        self
    }

    /// Its text begins at the left, as in a list.
    pub(super) fn at_left(mut self) -> Self {
        self.at_left = true;
        self
    }

    /// Wraps into as many rows as it needs.
    pub(super) fn wrap(mut self) -> Self {
        self.rows = usize::MAX;
        self
    }

    /// The room that it takes.
    pub(super) fn measure(&self, ui: &Ui) -> Vec2 {
        self.laid(ui, Color32::WHITE).size
    }

    fn laid(&self, ui: &Ui, ink: Color32) -> Laid {
        let icon = match (self.icon, self.dot) {
            (Some(_), _) => theme::size::ICON,
            (None, Some(_)) => DOT,
            (None, None) => 0.0,
        };
        let gap = if icon > 0.0 && !self.text.is_empty() { ICON_GAP } else { 0.0 };
        let there = if self.scrolled { f32::INFINITY } else { ui.available_width() };
        let most = self.width.1.min(there.max(theme::TOUCH_MIN));
        let room = (most - icon - gap - 2.0 * PADDING).max(24.0);
        let text = galley(ui, self.text, theme::semibold(self.size), ink, room, self.rows);
        let inner = icon + gap + text.size().x;
        let width = (inner + 2.0 * PADDING).max(self.width.0).max(theme::TOUCH_MIN + 4.0);
        let height = (text.size().y + 20.0).max(self.height);
        Laid { text, before: icon + gap, inner, size: vec2(width.ceil(), height.ceil()) }
    }

    pub(super) fn show(self, ui: &mut Ui, t: &Tokens) -> Response {
        let (fill, ink, line) = self.colours(t);
        let Laid { text, before, inner, size } = self.laid(ui, ink);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, mut response) = ui.allocate_exact_size(size, sense);
        let spoken = self.spoken.clone().unwrap_or_else(|| self.text.to_owned());
        firm::hold(&mut response, self.does.unwrap_or(&spoken));
        response.widget_info(|| match self.kind {
            Kind::Tab(chosen) => WidgetInfo::selected(Role::Button, true, chosen, &spoken),
            Kind::Primary
            | Kind::Plain
            | Kind::Chip(_)
            | Kind::Alert
            | Kind::News
            | Kind::Quiet => WidgetInfo::labeled(Role::Button, self.enabled, &spoken),
        });
        if !ui.is_rect_visible(rect) {
            follow(ui, &response, rect);
            return response;
        }
        let fill = match (response.hovered() && self.enabled, self.kind) {
            (true, Kind::Quiet) => theme::mix(t.raised, t.accent, 0.15),
            (true, _) => theme::mix(fill, t.accent, 0.15),
            (false, _) => fill,
        };
        let radius = match self.kind {
            Kind::Chip(_) | Kind::Alert => CornerRadius::same((size.y / 2.0).min(24.0) as u8),
            Kind::Primary | Kind::Plain | Kind::Tab(_) | Kind::News | Kind::Quiet => {
                CornerRadius::same(theme::RADIUS)
            }
        };
        let painter = ui.painter();
        if self.enabled {
            painter.rect(rect, radius, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        } else {
            dashed::border(painter, rect, f32::from(radius.nw), line);
        }
        let left = if self.at_left { rect.min.x + PADDING } else { rect.center().x - inner / 2.0 };
        if let Some(icon) = self.icon {
            let glyph =
                painter.layout_no_wrap(icon.to_owned(), theme::regular(theme::size::ICON), ink);
            let at = pos2(left, rect.center().y - glyph.size().y / 2.0);
            painter.galley(at, glyph, ink);
        }
        if let Some(dot) = self.dot {
            let at = pos2(left + DOT / 2.0, rect.center().y);
            painter.circle(at, DOT / 2.0, dot, Stroke::new(1.5, fill));
        }
        let at = pos2(left + before, rect.center().y - text.size().y / 2.0);
        painter.galley(at, text, ink);
        focus_ring(ui, &response, rect, t);
        response
    }

    /// Fill, ink and border.
    fn colours(&self, t: &Tokens) -> (Color32, Color32, Color32) {
        let (fill, ink, line) = match self.kind {
            Kind::Primary => (t.accent, t.on_accent, t.accent),
            Kind::Plain => (t.raised, t.text, t.edge),
            Kind::Tab(true) => (t.text, t.background, t.text),
            Kind::Tab(false) => (t.bar, t.text, t.edge),
            Kind::Alert => (t.warn, t.on_now, t.warn),
            Kind::News => {
                let line = if t.look == Look::HighContrast { t.warn } else { t.chip(t.warn) };
                (t.chip(t.warn), t.warn, line)
            }
            Kind::Quiet => (Color32::TRANSPARENT, t.dim, t.edge),
            Kind::Chip(ink) => {
                let fill = t.chip(ink);
                (fill, ink, if t.look == Look::HighContrast { ink } else { fill })
            }
        };
        if self.enabled { (fill, ink, line) } else { (Color32::TRANSPARENT, t.off(), t.off_edge()) }
    }
}

/// Scrolls to a button out of sight that the keyboard has just reached. It may have been drawn before
/// it was reached, so that `gained_focus` would miss it. What is in sight asks for nothing: a wish that
/// no list around it takes would move the next list.
fn follow(ui: &Ui, response: &Response, rect: Rect) {
    let key = Id::unique("followed");
    if response.has_focus() && ui.data(|data| data.get_temp::<Id>(key)) != Some(response.id) {
        ui.data_mut(|data| data.insert_temp(key, response.id));
        into_sight(ui, rect);
    }
}

/// Shows where the keyboard is.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, t: &Tokens) {
    if response.has_focus() {
        let radius = CornerRadius::same(theme::RADIUS + 3);
        let painter = ui.painter();
        painter.rect_stroke(
            rect.expand(1.0),
            radius,
            Stroke::new(5.0, t.background),
            StrokeKind::Middle,
        );
        painter.rect_stroke(
            rect.expand(1.0),
            radius,
            Stroke::new(3.0, t.accent),
            StrokeKind::Middle,
        );
    }
}

/// Scrolls to what has just appeared, so that all of it is seen.
pub(super) fn into_sight(ui: &Ui, rect: Rect) {
    let at_once = egui::style::ScrollAnimation::none();
    ui.scroll_to_rect_animation(rect.expand(8.0), None, at_once);
}

/// A text laid out in `width`, cut with an ellipsis after `rows`.
pub(super) fn galley(
    ui: &Ui,
    text: &str,
    font: FontId,
    ink: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    ui.painter().layout_job(job(ui.ctx(), text, font, ink, width, rows, Stroke::NONE))
}

/// How a text is laid out; a line through it marks what does not take place.
pub(super) fn job(
    ctx: &egui::Context,
    text: &str,
    font_id: FontId,
    color: Color32,
    max_width: f32,
    max_rows: usize,
    strikethrough: Stroke,
) -> LayoutJob {
    let clean = if max_rows == 1 { glyphs::line(ctx, text) } else { glyphs::lines(ctx, text) };
    let line_height = Some((font_id.size * 1.2).round());
    let format = TextFormat { font_id, color, line_height, strikethrough, ..Default::default() };
    let mut job = LayoutJob::single_section(clean.into_owned(), format);
    // One line shows as many letters as fit; more than one break between words.
    let break_anywhere = max_rows == 1;
    job.wrap = TextWrapping { max_width, max_rows, break_anywhere, ..Default::default() };
    job
}

/// A line of text, with an icon before it or not, that wraps.
pub(super) fn text(
    ui: &mut Ui,
    icon: Option<&str>,
    words: &str,
    font: FontId,
    ink: Color32,
) -> Response {
    let (galley, indent) =
        text_laid(ui, icon.is_some(), words, (font.clone(), ink), ui.available_width());
    let size = Vec2::new(indent + galley.size().x, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if let Some(icon) = icon {
        let glyph = ui.painter().layout_no_wrap(icon.to_owned(), theme::regular(font.size), ink);
        let y = rect.min.y + (font.size * 1.2 - glyph.size().y) / 2.0;
        ui.painter().galley(pos2(rect.min.x, y), glyph, ink);
    }
    ui.painter().galley(pos2(rect.min.x + indent, rect.min.y), galley, ink);
    response
}

/// The lines of [`text`], and where they begin beside its icon.
fn text_laid(
    ui: &Ui,
    icon: bool,
    words: &str,
    (font, ink): (FontId, Color32),
    width: f32,
) -> (Arc<Galley>, f32) {
    let indent = if icon { font.size + ICON_GAP + 4.0 } else { 0.0 };
    (galley(ui, words, font, ink, (width - indent).max(24.0), usize::MAX), indent)
}

/// The height that [`text`] takes in this width.
pub(super) fn text_height(ui: &Ui, icon: bool, words: &str, font: FontId, width: f32) -> f32 {
    text_laid(ui, icon, words, (font, Color32::WHITE), width).0.size().y
}

/// Reads it out when it appears or changes, without anybody going there.
pub(super) fn announce(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// A sheet over the screen, which a screen reader calls `name`.
pub(super) fn sheet(id: &str, name: String, t: &Tokens) -> egui::Modal {
    let id = Id::unique(id);
    let area = egui::Modal::default_area(id).accessible_name(name).role(Role::Dialog);
    egui::Modal::new(id).area(area).backdrop_color(t.backdrop()).frame(sheet_frame(t))
}

/// A sheet is drawn again until it has its size: what is in the middle of it must not move under a
/// finger.
pub(super) fn settle(sheet: &Response) {
    let ctx = &sheet.ctx;
    let id = sheet.id.with("settled");
    let before = ctx.data_mut(|data| data.get_temp::<Rect>(id));
    if before != Some(sheet.rect) {
        ctx.data_mut(|data| data.insert_temp(id, sheet.rect));
        ctx.request_discard("size");
    }
}

fn sheet_frame(t: &Tokens) -> egui::Frame {
    egui::Frame::new()
        .fill(t.raised)
        .corner_radius(CornerRadius::same(theme::SHEET_RADIUS))
        .stroke(Stroke::new(1.0, t.line))
        .shadow(t.shadow())
        .inner_margin(egui::Margin::same(30))
}

/// Lines that hold icons of ours: they are not cleaned, so they must not hold words from outside alone.
pub(super) fn icon_lines(
    ui: &Ui,
    text: &str,
    font_id: FontId,
    color: Color32,
    max_width: f32,
    max_rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(
        text.to_owned(),
        TextFormat { font_id, color, ..Default::default() },
    );
    job.wrap = TextWrapping { max_width, max_rows, ..Default::default() };
    ui.painter().layout_job(job)
}

/// A short text in a tinted pill.
pub(super) fn tag(
    ui: &mut Ui,
    icon: Option<&str>,
    words: &str,
    ink: Color32,
    t: &Tokens,
) -> Response {
    let font = theme::semibold(theme::size::SMALL + 1.0);
    let indent = if icon.is_some() { 25.0 } else { 0.0 };
    let text = galley(ui, words, font, ink, (ui.available_width() - 60.0).max(60.0), 1);
    let size = vec2(indent + text.size().x + 28.0, 34.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(17), theme::mix(t.raised, ink, 0.12));
    if let Some(icon) = icon {
        let glyph = painter.layout_no_wrap(icon.to_owned(), theme::regular(17.0), ink);
        painter.galley(pos2(rect.min.x + 13.0, rect.center().y - glyph.size().y / 2.0), glyph, ink);
    }
    let at = pos2(rect.min.x + 14.0 + indent, rect.center().y - text.size().y / 2.0);
    painter.galley(at, text, ink);
    response
}
