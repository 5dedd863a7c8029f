//! The border of what cannot be touched at this moment: not by its colour alone.

use eframe::egui::{Color32, Painter, Rect, Shape, Stroke, pos2};

const DASH: f32 = 6.0;
const GAP: f32 = 5.0;

/// Four dashed lines; its corners stay open.
pub(super) fn border(painter: &Painter, rect: Rect, radius: f32, ink: Color32) {
    let rect = rect.shrink(0.75);
    let (x, y) = (rect.x_range(), rect.y_range());
    let radius = radius.min(rect.height() / 3.0);
    let (left, right) = (x.min + radius, x.max - radius);
    let (top, bottom) = (y.min + radius, y.max - radius);
    let sides = [
        [pos2(left, y.min), pos2(right, y.min)],
        [pos2(x.max, top), pos2(x.max, bottom)],
        [pos2(left, y.max), pos2(right, y.max)],
        [pos2(x.min, top), pos2(x.min, bottom)],
    ];
    for side in sides {
        painter.extend(Shape::dashed_line(&side, Stroke::new(1.5, ink), DASH, GAP));
    }
}
