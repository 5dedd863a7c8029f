//! A list of any length, of which only what is near what is seen is drawn.

use eframe::egui::{Rangef, Rect, Ui, vec2};
use std::{collections::BTreeMap, fmt::Debug, hash::Hash};

/// How far beyond what is seen entries are drawn, so that the keyboard finds the next one.
const BEYOND: f32 = 700.0;

/// Heights of entries that were drawn, in a list of a certain width.
pub(in super::super) struct Culled<K> {
    width: f32,
    of: BTreeMap<K, f32>,
    /// Drawn wherever it is: the keyboard goes there next.
    wanted: Option<K>,
    /// So many at the top are always drawn.
    first: usize,
}

impl<K> Default for Culled<K> {
    fn default() -> Self {
        Self { width: 0.0, of: BTreeMap::new(), wanted: None, first: 0 }
    }
}

impl<K: Ord + Hash + Debug> Culled<K> {
    /// So many at the top are always drawn: the keyboard comes to them from what stands above the
    /// list, wherever that is scrolled to.
    pub(in super::super) fn draw_first(&mut self, entries: usize) {
        self.first = entries;
    }

    /// This entry is drawn wherever it is.
    pub(in super::super) fn want(&mut self, entry: Option<K>) {
        self.wanted = entry;
    }

    /// Those far out of sight only take their room.
    pub(in super::super) fn show<T>(
        &mut self,
        ui: &mut Ui,
        viewport: Rect,
        entries: impl IntoIterator<Item = (K, T)>,
        mut draw: impl FnMut(&mut Ui, T),
    ) {
        let width = ui.available_width();
        if self.width != width {
            *self =
                Self { width, wanted: self.wanted.take(), first: self.first, ..Self::default() };
        }
        let origin = ui.min_rect().min.y;
        let near = viewport.y_range().expand(BEYOND);
        for (at, (key, entry)) in entries.into_iter().enumerate() {
            let top = ui.cursor().min.y - origin;
            if let Some(height) = self.of.get(&key)
                && self.wanted.as_ref() != Some(&key)
                && at >= self.first
                && !near.intersects(Rangef::new(top, top + height))
            {
                ui.allocate_space(vec2(width, *height));
                continue;
            }
            let id = ui.scope_id().with(&key);
            let drawn = ui.push_id(id, |ui| draw(ui, entry));
            self.of.insert(key, drawn.response.rect.height());
        }
    }
}
