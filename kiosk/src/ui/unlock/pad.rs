//! Big keys for a PIN, and a dot for each digit typed.

use super::super::{
    Cx, Screen, icon,
    widgets::{Kind, Press},
};
use eframe::egui::{Event, Key, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// What was pressed, on the pad or on a keyboard.
pub(super) enum Pressed {
    Digit(char),
    Back,
    Enter,
}

const GAP: f32 = 8.0;

/// Width and height of a key.
fn key_size(low: bool) -> (f32, f32) {
    if low { (72.0, 52.0) } else { (128.0, 68.0) }
}

pub(super) fn width(low: bool) -> f32 {
    key_size(low).0 * 3.0 + GAP * 2.0
}

/// Digits typed on a keyboard, unless somebody is typing a name.
pub(super) fn typed(ui: &Ui) -> Vec<Pressed> {
    if ui.ctx().text_edit_focused() {
        return Vec::new();
    }
    // Enter on a button presses the button.
    let focused = ui.memory(|memory| memory.focused()).is_some();
    let of = |event: &Event| match event {
        Event::Text(text) => {
            text.chars().find(char::is_ascii_digit).map(Pressed::Digit).into_iter().next()
        }
        Event::Key { key: Key::Backspace, pressed: true, .. } => Some(Pressed::Back),
        Event::Key { key: Key::Enter, pressed: true, .. } if !focused => Some(Pressed::Enter),
        _ => None,
    };
    ui.input(|input| input.events.iter().filter_map(of).collect())
}

/// The keys, which take digits or not, and the last of them, which is ready or not; what was pressed
/// on them.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    low: bool,
    (takes, ready): (bool, bool),
) -> Vec<Pressed> {
    let mut pressed = Vec::new();
    let (wide, tall) = key_size(low);
    let text_size = if low { 22.0 } else { 30.0 };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        for row in ["123", "456", "789"] {
            ui.horizontal(|ui| {
                for digit in row.chars() {
                    if key(ui, cx, digit, takes, (wide, tall, text_size)) {
                        pressed.push(Pressed::Digit(digit));
                    }
                }
            });
        }
        ui.horizontal(|ui| {
            let back = Press::icon_only(icon::BACKSPACE, cx.words.text("unlock-back"));
            if back.width(wide, wide).height(tall).enabled(takes).show(ui, cx.t).clicked() {
                pressed.push(Pressed::Back);
            }
            if key(ui, cx, '0', takes, (wide, tall, text_size)) {
                pressed.push(Pressed::Digit('0'));
            }
            let said = cx.words.text("unlock-ok");
            let enter = Press::new(&said, Kind::Primary).width(wide, wide).height(tall);
            let enter = enter.enabled(ready).show(ui, cx.t);
            screen.focus_first(&enter);
            if enter.clicked() {
                pressed.push(Pressed::Enter);
            }
        });
    });
    pressed
}

fn key(
    ui: &mut Ui,
    cx: &Cx<'_>,
    digit: char,
    takes: bool,
    (wide, tall, text): (f32, f32, f32),
) -> bool {
    let said = digit.to_string();
    let key = Press::new(&said, Kind::Plain).size(text).width(wide, wide).height(tall);
    key.enabled(takes).show(ui, cx.t).clicked()
}

/// How many digits were typed: nobody behind reads which.
pub(super) fn dots(ui: &mut Ui, cx: &Cx<'_>, typed: usize) {
    let size = vec2(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let said = cx.words.with("unlock-digits", &[("n", typed.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &said));
    let places = typed.max(4);
    for place in 0..places {
        let x = rect.min.x + 14.0 + place as f32 * 34.0;
        let at = pos2(x, rect.center().y);
        if place < typed {
            ui.painter().circle_filled(at, 9.0, cx.t.text);
        } else {
            ui.painter().circle_stroke(at, 8.0, Stroke::new(2.0, cx.t.dim));
        }
    }
}
