//! How keys look, and what they are called.

use super::{
    super::icon,
    Cx, Shift, State,
    layout::{Key, Layer},
    theme, widgets,
};
use eframe::egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2};

/// What stands on a key.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    Text,
    Icon,
    /// The bent arrow, which the icons lack.
    Return,
}

/// A key as it looks and is called.
pub(super) struct Face {
    text: String,
    shows: Shows,
    spoken: String,
    /// For a key that stays down.
    on: Option<bool>,
    /// It types nothing by itself.
    is_quiet: bool,
    is_main: bool,
}

pub(super) fn letter(letter: &str) -> Face {
    Face {
        text: letter.to_owned(),
        shows: Shows::Text,
        spoken: letter.to_owned(),
        on: None,
        is_quiet: false,
        is_main: false,
    }
}

/// The face of a key.
pub(super) fn of(cx: &Cx<'_>, key: Key, state: &State) -> Face {
    let words = cx.words;
    let quiet = |text: String, spoken: String| Face { spoken, is_quiet: true, ..letter(&text) };
    let sign = |icon: &str, spoken: &str| Face {
        shows: Shows::Icon,
        ..quiet(icon.to_owned(), words.text(spoken))
    };
    match key {
        Key::Letter(plain) => letter(&state.shift.of(plain)),
        Key::Shift => {
            let spoken =
                if state.shift == Shift::Locked { "keyboard-locked" } else { "keyboard-shift" };
            Face { on: Some(state.shift != Shift::Off), ..sign(icon::SHIFT, spoken) }
        }
        Key::Backspace => sign(icon::BACKSPACE, "keyboard-backspace"),
        Key::Enter => {
            Face { shows: Shows::Return, ..quiet(String::new(), words.text("keyboard-enter")) }
        }
        Key::Left => sign(icon::ARROW_LEFT, "keyboard-left"),
        Key::Right => sign(icon::ARROW_RIGHT, "keyboard-right"),
        Key::Layer(Layer::Letters) => quiet("abc".to_owned(), words.text("keyboard-letters")),
        Key::Layer(Layer::Signs) => quiet("123".to_owned(), words.text("keyboard-signs")),
        Key::Layer(Layer::Accents) => quiet("âŵŷ".to_owned(), words.text("keyboard-accents")),
        Key::Space => {
            let space = words.text("keyboard-space");
            Face { is_quiet: false, ..quiet(space.clone(), space) }
        }
        Key::Next => quiet(words.text("keyboard-next"), words.text("keyboard-next-spoken")),
        Key::Done => {
            let spoken = words.text("keyboard-done-spoken");
            Face { is_main: true, ..quiet(words.text("keyboard-done"), spoken) }
        }
    }
}

impl Face {
    pub(super) fn info(&self) -> WidgetInfo {
        match self.on {
            Some(on) => WidgetInfo::selected(Role::Button, true, on, &self.spoken),
            None => WidgetInfo::labeled(Role::Button, true, &self.spoken),
        }
    }

    pub(super) fn paint(&self, ui: &Ui, cx: &Cx<'_>, cell: Rect, down: bool, hovered: bool) {
        let t = cx.t;
        let gap = (cell.width() * 0.05).clamp(2.0, 4.0);
        let rect = cell.shrink(gap);
        let (fill, ink) = match (self.on, self.is_main, self.is_quiet) {
            (Some(true), _, _) => (t.text, t.background),
            (_, true, _) => (t.accent, t.on_accent),
            (_, false, true) => (t.bar, t.text),
            (_, false, false) => (t.raised, t.text),
        };
        let fill = if down {
            theme::mix(fill, t.accent, 0.45)
        } else if hovered {
            theme::mix(fill, t.accent, 0.15)
        } else {
            fill
        };
        let line = Stroke::new(1.0, if down { t.accent } else { t.line });
        let radius = CornerRadius::same(10);
        let painter = ui.painter();
        painter.rect(rect, radius, fill, line, StrokeKind::Inside);
        if self.shows == Shows::Return {
            let (middle, ink) = (rect.center(), Stroke::new(2.2, ink));
            let line = [vec2(9.0, -8.0), vec2(9.0, 3.0), vec2(-9.0, 3.0)];
            let head = [vec2(-3.5, -2.5), vec2(-9.0, 3.0), vec2(-3.5, 8.5)];
            painter.line(line.map(|to| middle + to).to_vec(), ink);
            painter.line(head.map(|to| middle + to).to_vec(), ink);
            return;
        }
        if self.shows == Shows::Icon {
            let size = if cell.width() < 60.0 { 22.0 } else { 24.0 };
            let glyph = painter.layout_no_wrap(self.text.clone(), theme::regular(size), ink);
            painter.galley(rect.center() - glyph.size() / 2.0 - vec2(0.0, 1.0), glyph, ink);
            return;
        }
        let single = self.text.chars().count() == 1;
        let size = match (single, cell.width() < 60.0) {
            (true, true) => 22.0,
            (true, false) => 25.0,
            (false, _) => 18.0,
        };
        let room = (rect.width() - 4.0).max(8.0);
        let galley = widgets::galley(ui, &self.text, theme::semibold(size), ink, room, 1);
        painter.galley(rect.center() - galley.size() / 2.0, galley, ink);
    }
}
