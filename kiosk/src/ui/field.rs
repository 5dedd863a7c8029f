//! A text field under its name: with what is wrong with it, and how much still fits.

use super::{
    Cx, icon,
    theme::{self, size},
    widgets,
};
use eframe::egui::{
    self, Align, CornerRadius, Frame, Id, Key, Layout, Margin, Modifiers, Response, Stroke,
    TextEdit, Ui,
};

/// From here on it is said how many characters are left.
const NEARLY_FULL: usize = 40;
/// Fields for fewer characters never say so.
const SHORT: usize = 20;

/// A text field.
pub(super) struct Field<'a> {
    id: Id,
    name: &'a str,
    hint: Option<&'a str>,
    wrong: Option<&'a str>,
    chars_max: usize,
    bytes_max: usize,
    rows: usize,
    enabled: bool,
}

impl<'a> Field<'a> {
    pub(super) fn new(id: Id, name: &'a str) -> Self {
        Self {
            id,
            name,
            hint: None,
            wrong: None,
            chars_max: usize::MAX,
            bytes_max: usize::MAX,
            rows: 1,
            enabled: true,
        }
    }

    /// What to know about it, below it.
    pub(super) fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong with what was typed.
    pub(super) fn wrong(mut self, wrong: Option<&'a str>) -> Self {
        self.wrong = wrong;
        self
    }

    /// How much fits, as people count and as it is kept.
    pub(super) fn limits(mut self, chars: usize, bytes: usize) -> Self {
        (self.chars_max, self.bytes_max) = (chars, bytes);
        self
    }

    /// Shows so many lines, and takes more.
    pub(super) fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    pub(super) fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// `lost_focus` of the response with Enter pressed says: go on.
    pub(super) fn show(self, ui: &mut Ui, cx: &Cx<'_>, text: &mut String) -> Response {
        let t = cx.t;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            let label = widgets::text(ui, None, self.name, theme::semibold(size::BODY), t.text);
            let focused = ui.memory(|memory| memory.has_focus(self.id));
            let line = match (self.wrong, focused) {
                (_, true) => Stroke::new(3.0, t.accent),
                (Some(_), false) => Stroke::new(2.0, t.warn),
                (None, false) => Stroke::new(1.0, t.edge),
            };
            let rim = (3.0 - line.width) as i8;
            let frame = Frame::new()
                .fill(t.surface)
                .stroke(line)
                .corner_radius(CornerRadius::same(theme::RADIUS))
                .inner_margin(Margin {
                    left: 13 + rim,
                    right: 13 + rim,
                    top: 11 + rim,
                    bottom: 11 + rim,
                });
            let edit =
                if self.rows == 1 { TextEdit::singleline(text) } else { TextEdit::multiline(text) };
            let edit = edit
                .id(self.id)
                .frame(frame)
                .font(theme::regular(size::LEAD))
                .text_color(t.text)
                .desired_rows(self.rows)
                .desired_width(f32::INFINITY)
                .char_limit(self.chars_max);
            let response = ui.add_enabled(self.enabled, edit).labelled_by(label.id);
            if response.changed() {
                self.bound(text);
            }
            self.below(ui, cx, text, &response);
            if response.has_focus() && cx.focus_before != Some(response.id) {
                // With its name, and with what is wrong.
                ui.scroll_to_rect(ui.min_rect().expand(8.0), None);
            }
            response
        })
        .inner
    }

    /// One line stays one line, and what is kept has a limit of its own.
    fn bound(&self, text: &mut String) {
        if self.rows == 1 {
            text.retain(|c| !c.is_control());
        }
        while text.len() > self.bytes_max {
            text.pop();
        }
    }

    fn below(&self, ui: &mut Ui, cx: &Cx<'_>, text: &str, field: &Response) {
        let t = cx.t;
        let left = self.chars_max.saturating_sub(text.chars().count());
        let left = left.min(self.bytes_max.saturating_sub(text.len()));
        // A short one is seen to be full.
        let near = if self.chars_max < SHORT { None } else { Some(self.chars_max / 5) };
        let told = near.is_some_and(|near| left <= near.min(NEARLY_FULL));
        let left = told.then(|| cx.words.with("field-left", &[("n", left.into())]));
        let font = theme::regular(size::SMALL + 1.0);
        let described = self.wrong.or(self.hint);
        if let Some(described) = described {
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_description(described));
        }
        if described.is_none() && left.is_none() {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if let Some(left) = &left {
                widgets::text(ui, None, left, font.clone(), t.dim);
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| match (self.wrong, self.hint) {
                (Some(wrong), _) => {
                    let font = theme::semibold(size::SMALL + 2.0);
                    widgets::text(ui, Some(icon::WARN), wrong, font, t.warn);
                }
                (None, Some(hint)) => {
                    widgets::text(ui, None, hint, font, t.dim);
                }
                (None, None) => {}
            });
        });
    }
}

/// Enter was pressed in this field; no other field sees it.
pub(super) fn entered(ui: &Ui, field: &Response) -> bool {
    let enter = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Enter);
    field.lost_focus() && ui.input_mut(enter)
}
