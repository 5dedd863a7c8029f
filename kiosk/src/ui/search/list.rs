//! The results one below the other: each as high as its title needs, only those in sight drawn.

use super::{
    super::{Action, Cx},
    State, row,
};
use crate::search::{Hit, Phase};
use eframe::egui::{ScrollArea, Ui, pos2, style::ScrollAnimation, vec2};

const GAP: f32 = 6.0;
const HEADING: f32 = 44.0;
/// Rows above and below those in sight: the keyboard steps on to them.
const AHEAD: f32 = 160.0;

/// Where the results stand.
#[derive(Default)]
pub(super) struct Places {
    width: f32,
    rows: Vec<Place>,
    height: f32,
}

#[derive(Clone, Copy)]
struct Place {
    top: f32,
    bottom: f32,
    lines: usize,
}

impl Places {
    fn keep_up(&mut self, cx: &Cx<'_>, found: &[Hit], width: f32) {
        if self.width == width && self.rows.len() == found.len() {
            return;
        }
        self.width = width;
        self.rows.clear();
        let mut y = 0.0;
        for (n, hit) in found.iter().enumerate() {
            if starts_over(found, n) {
                y += HEADING;
            }
            let title = cx.schedule.sessions.get(&hit.session);
            let lines = title.map_or(1, |session| row::lines_of(&cx.words.title(session), width));
            let bottom = y + row::height(lines, width);
            self.rows.push(Place { top: y, bottom, lines });
            y = bottom + GAP;
        }
        self.height = y;
    }
}

/// The first of what is over, after something that is not.
fn starts_over(found: &[Hit], n: usize) -> bool {
    let over = |hit: &Hit| hit.phase == Phase::Over;
    let before = n.checked_sub(1).and_then(|before| found.get(before));
    found.get(n).is_some_and(over) && before.is_some_and(|before| !over(before))
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let State { found, list, query, chosen, follow, .. } = state;
    let follow = std::mem::take(follow);
    ScrollArea::vertical().id_salt("found").auto_shrink([false, false]).show_viewport(
        ui,
        |ui, viewport| {
            let width = ui.available_width() - 8.0;
            list.keep_up(cx, found, width);
            ui.set_height(list.height);
            let origin = ui.min_rect().min + vec2(2.0, 2.0);
            let at = |place: &Place, top: f32| {
                eframe::egui::Rect::from_min_max(
                    origin + vec2(0.0, top),
                    pos2(origin.x + width - 4.0, origin.y + place.bottom),
                )
            };
            if follow && let Some(place) = list.rows.get(*chosen) {
                // At the first result the list stands at its top.
                let top = if *chosen == 0 { 0.0 } else { place.top };
                ui.scroll_to_rect_animation(at(place, top), None, ScrollAnimation::none());
            }
            let first = list.rows.partition_point(|row| row.bottom < viewport.min.y - AHEAD);
            let rows = list.rows.iter().zip(found.iter()).enumerate().skip(first);
            for (n, (place, hit)) in
                rows.take_while(|(_, (row, _))| row.top < viewport.max.y + AHEAD)
            {
                let Some(session) = cx.schedule.sessions.get(&hit.session) else {
                    continue;
                };
                if starts_over(found, n) {
                    let mut above = at(place, place.top - HEADING);
                    above.set_height(HEADING - 4.0);
                    row::heading(ui, cx, above, &cx.words.text("search-over"));
                }
                let result = row::Found { hit: *hit, session, query, chosen: n == *chosen };
                if row::show(ui, cx, &result, at(place, place.top), place.lines).clicked() {
                    *chosen = n;
                    out.push(Action::Open(hit.session));
                }
            }
        },
    );
}
