//! A cell that is not open, as one line: the room, what the board has there, and what the paper says.

use crate::ui::{
    Cx, icon,
    theme::{self, size},
    widgets,
};
use eframe::egui::{
    CornerRadius, Galley, Pos2, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use std::sync::Arc;

/// Below this width what the paper says stands below what the board has.
const NARROW: f32 = 760.0;
const PADDING: f32 = 14.0;
const GAP: f32 = 16.0;
/// Before a line with an icon.
const MARK: f32 = 28.0;
/// Widest name of a room.
const ROOM: f32 = 230.0;

/// What it shows.
pub(super) struct Line {
    pub(super) room: String,
    pub(super) time: String,
    pub(super) here: String,
    /// The board has nothing there.
    pub(super) is_blank: bool,
    pub(super) paper: Option<String>,
    pub(super) why: Option<String>,
    /// Somebody must look at it first.
    pub(super) waits: bool,
}

/// A text and where it stands in the line.
struct Piece {
    text: Arc<Galley>,
    at: Pos2,
    icon: Option<(&'static str, eframe::egui::Color32)>,
}

impl Line {
    pub(super) fn show(self, ui: &mut Ui, cx: &Cx<'_>) -> Response {
        let width = ui.available_width();
        let (pieces, height) = self.laid(ui, cx, width);
        let size = vec2(width, (height + 2.0 * PADDING).max(theme::TOUCH_MIN));
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let paper = self.paper.as_deref().unwrap_or("none");
        let values = [
            ("room", self.room.as_str().into()),
            ("time", self.time.as_str().into()),
            ("here", self.here.as_str().into()),
            ("paper", paper.into()),
            ("why", self.why.as_deref().unwrap_or("none").into()),
        ];
        let spoken = cx.words.with("typed-cell", &values);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let t = cx.t;
        let fill =
            if response.hovered() { theme::mix(t.surface, t.accent, 0.12) } else { t.surface };
        let line = if self.waits { Stroke::new(2.0, t.warn) } else { Stroke::new(1.0, t.line) };
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
        for piece in pieces {
            let at = rect.min + piece.at.to_vec2();
            if let Some((mark, ink)) = piece.icon {
                let font = theme::regular(size::BODY);
                let glyph = ui.painter().layout_no_wrap(mark.to_owned(), font, ink);
                ui.painter().galley(at - vec2(MARK, 0.0), glyph, ink);
            }
            ui.painter().galley(at, piece.text, t.text);
        }
        widgets::focus_ring(ui, &response, rect, t);
        response
    }

    /// The pieces, and how high they are together.
    fn laid(&self, ui: &Ui, cx: &Cx<'_>, width: f32) -> (Vec<Piece>, f32) {
        let t = cx.t;
        let narrow = width < NARROW;
        let inner = width - 2.0 * PADDING;
        let room_width = if narrow { inner } else { ROOM.min(inner * 0.24) };
        let bold = theme::semibold(size::BODY);
        let room = widgets::galley(ui, &self.room, bold.clone(), t.text, room_width, usize::MAX);
        let left = if narrow { PADDING } else { PADDING + room_width + GAP };
        let right = PADDING + inner - left;
        let here_width = if narrow { right } else { (right - GAP) / 2.0 };
        let ink = if self.is_blank { t.dim } else { t.text };
        let font = theme::regular(size::BODY);
        let here = widgets::galley(ui, &self.here, font, ink, here_width, usize::MAX);
        let (room_high, here_high) = (room.size().y, here.size().y);
        let top = if narrow { PADDING + room_high + 2.0 } else { PADDING };
        let mut pieces = vec![
            Piece { text: room, at: pos2(PADDING, PADDING), icon: None },
            Piece { text: here, at: pos2(left, top), icon: None },
        ];
        let mut low = (top + here_high).max(PADDING + room_high);
        if let Some(paper) = &self.paper {
            let at = if narrow {
                pos2(left + MARK, low + 4.0)
            } else {
                pos2(left + here_width + GAP + MARK, PADDING)
            };
            let room = (PADDING + inner - at.x).max(24.0);
            let text = widgets::galley(ui, paper, bold.clone(), t.accent, room, usize::MAX);
            low = low.max(at.y + text.size().y);
            pieces.push(Piece { text, at, icon: Some((icon::EDIT, t.accent)) });
        }
        if let Some(why) = &self.why {
            let at = pos2(left + MARK, low + 4.0);
            let ink = if self.waits { t.warn } else { t.dim };
            let room = (PADDING + inner - at.x).max(24.0);
            let text = widgets::galley(ui, why, bold, ink, room, usize::MAX);
            low = at.y + text.size().y;
            let mark = if self.waits { icon::WARN } else { icon::CHANGES };
            pieces.push(Piece { text, at, icon: Some((mark, ink)) });
        }
        (pieces, low - PADDING)
    }
}
