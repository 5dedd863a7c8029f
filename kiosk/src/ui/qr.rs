//! QR codes: dark on light whatever the colours of the screen, on whole pixels, with the quiet margin
//! that cameras need.

use eframe::egui::{
    self, Color32, CornerRadius, Mesh, Pos2, Rect, Response, Sense, Shape, Ui, Vec2, WidgetInfo,
    accesskit::Role, pos2,
};
use qrcodegen::{QrCode, QrCodeEcc};
use std::sync::Arc;

/// Light modules on each side: the standard asks for four.
const QUIET: usize = 4;

/// A text as dark and light modules.
pub(super) struct Code {
    text: String,
    side: usize,
    /// Dark runs: row, first column, the one after its last.
    runs: Vec<(usize, usize, usize)>,
}

impl Code {
    /// `None` when the text is longer than any code holds.
    pub(super) fn of(text: &str) -> Option<Self> {
        // A screen is neither torn nor dirty: the lowest level makes the largest modules, and is
        // raised by itself where that costs no size.
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let side = usize::try_from(code.size()).ok()?;
        let mut runs = Vec::new();
        for y in 0..code.size() {
            let mut from = None;
            for x in 0..=code.size() {
                match (from, code.get_module(x, y)) {
                    (None, true) => from = Some(x),
                    (Some(start), false) => {
                        runs.push((y as usize, start as usize, x as usize));
                        from = None;
                    }
                    (None, false) | (Some(_), true) => {}
                }
            }
        }
        Some(Self { text: text.to_owned(), side, runs })
    }

    /// Modules of a side, the quiet margin included.
    pub(super) fn modules(&self) -> usize {
        self.side + 2 * QUIET
    }
}

/// Draws the code of `text`, at most `most` points wide, under the name `spoken`. Nothing is drawn of
/// a text that no code holds.
pub(super) fn show(ui: &mut Ui, text: &str, spoken: &str, most: f32) -> Option<Response> {
    let code = kept(ui, text)?;
    let pixels = ui.pixels_per_point();
    let module = (most * pixels / code.modules() as f32).floor().max(1.0);
    let side = module * code.modules() as f32 / pixels;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken));
    if ui.is_rect_visible(rect) {
        paint(ui, &code, rect, module, pixels);
    }
    Some(response)
}

/// Of the last frame, where the same text was drawn at this place.
fn kept(ui: &Ui, text: &str) -> Option<Arc<Code>> {
    let id = ui.next_auto_id().with("qr");
    let kept: Option<Arc<Code>> = ui.data(|data| data.get_temp(id));
    if let Some(kept) = kept.filter(|kept| kept.text == text) {
        return Some(kept);
    }
    let code = Arc::new(Code::of(text)?);
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&code)));
    Some(code)
}

/// As a mesh: filled shapes are smoothed at their edges, which takes the contrast from small modules.
fn paint(ui: &Ui, code: &Code, rect: Rect, module: f32, pixels: f32) {
    let snap = |at: f32| (at * pixels).round() / pixels;
    let origin = pos2(snap(rect.min.x), snap(rect.min.y));
    let paper = Rect::from_min_size(origin, rect.size());
    ui.painter().rect_filled(paper, CornerRadius::same(6), Color32::WHITE);
    let at = |x: usize, y: usize| -> Pos2 {
        let step = |n: usize| (n + QUIET) as f32 * module / pixels;
        origin + egui::vec2(step(x), step(y))
    };
    let mut mesh = Mesh::default();
    for (y, from, to) in &code.runs {
        let run = Rect::from_min_max(at(*from, *y), at(*to, y + 1));
        mesh.add_colored_rect(run, Color32::BLACK);
    }
    ui.painter().add(Shape::mesh(mesh));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_reads_what_was_written() {
        let long = "Tŷ agored: ".repeat(20);
        for text in ["KX4-T9RM", "https://notes.example/people?day=2", "Łukasz · Ŵyn", &long] {
            let code = Code::of(text).unwrap();
            let scale = 3;
            let side = code.modules() * scale;
            let dark = |x: usize, y: usize| {
                let (x, y) = (x / scale, y / scale);
                let inside = |n: usize| n.checked_sub(QUIET);
                let (Some(x), Some(y)) = (inside(x), inside(y)) else { return false };
                code.runs.iter().any(|(row, from, to)| *row == y && (*from..*to).contains(&x))
            };
            let mut image = rqrr::PreparedImage::prepare_from_bitmap(side, side, dark);
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1, "{text}");
            assert_eq!(grids[0].decode().unwrap().1, text);
        }
    }

    #[test]
    fn a_text_that_no_code_holds_gives_none() {
        assert!(Code::of(&"x".repeat(2_953)).is_some());
        assert!(Code::of(&"x".repeat(2_954)).is_none());
    }
}
