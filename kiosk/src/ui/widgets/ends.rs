//! Lines with something at each end.

use eframe::egui::{Align, Id, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

/// A line with something at each end, drawn from left to right: whoever goes through it by keyboard
/// reads it so. What stands at the right takes the room that it took when it was last drawn. Where it
/// needs more, the same frame is drawn again; where it needs less, the next one closes the gap.
pub(in super::super) struct Ends {
    id: Id,
    row: Rect,
    taken: Option<f32>,
}

impl Ends {
    pub(in super::super) fn new(ui: &mut Ui, name: &str, height: f32) -> Self {
        let id = ui.scope_id().with(name);
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let taken = ui.data(|data| data.get_temp(id));
        Self { id, row: rect, taken }
    }

    /// The first, in whatever room the other leaves.
    pub(in super::super) fn left(&self, ui: &mut Ui, draw: impl FnOnce(&mut Ui)) {
        let gap = ui.spacing().item_spacing.x;
        let right = self.row.max.x - self.taken.map_or(0.0, |taken| taken + gap);
        let max = pos2(right.max(self.row.min.x), self.row.max.y);
        self.part(ui, Rect::from_min_max(self.row.min, max), draw);
    }

    /// The second, against the right edge.
    pub(in super::super) fn right(&self, ui: &mut Ui, draw: impl FnOnce(&mut Ui)) {
        let left = self.row.max.x - self.taken.unwrap_or(0.0);
        // Nothing in it is squeezed into what it once took.
        let place = Rect::from_min_size(pos2(left, self.row.min.y), self.row.size());
        let took = self.part(ui, place, draw);
        let more = self.taken.map_or(f32::INFINITY, |taken| took - taken);
        if more.abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(self.id, took));
        }
        if more > 0.5 {
            ui.ctx().request_discard("right-end");
        } else if more < -0.5 {
            ui.ctx().request_repaint();
        }
    }

    fn part(&self, ui: &mut Ui, place: Rect, draw: impl FnOnce(&mut Ui)) -> f32 {
        let layout = Layout::left_to_right(Align::Center);
        let mut part = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        draw(&mut part);
        part.min_rect().width()
    }
}
