//! An idle kiosk goes home: whoever stood here has gone. A count-down says so first, and any touch
//! extends it.

use super::{
    Action, Cx, Page, Screen,
    theme::{self, size},
    widgets,
};
use crate::view::UndoableSet;
use eframe::egui::{
    self, Align2, Area, CornerRadius, Event, Frame, Id, Margin, Order, Stroke, Ui, WidgetInfo,
    accesskit::{Live, Role},
    vec2,
};
use std::time::Duration;

/// Seconds without a touch after which a kiosk goes home.
pub(super) const HOME_AFTER_S: f64 = 45.0;
/// Seconds during which that is counted down.
const COUNTED_S: f64 = 10.0;

/// Seconds without a touch after which a device that never goes home is locked again.
const LOCK_AFTER_S: f64 = 180.0;

/// When somebody was here last.
#[derive(Default)]
pub(super) struct State {
    /// Seconds on the screen's own clock.
    touched: f64,
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let (now, touched) = ui.input(|input| (input.time, input.events.iter().any(is_touch)));
    // A page that asks by itself is no person: only a touch or a key is.
    if touched {
        screen.idle.touched = now;
    }
    if screen.home.after_s.is_none() && screen.unlocked.is_some() {
        lock(ui, screen.idle.touched + LOCK_AFTER_S - now, out);
    }
    let Some(after) = screen.home.after_s.filter(|_| is_away(cx, screen)) else {
        return;
    };
    let left = screen.idle.touched + after - now;
    if left <= 0.0 {
        out.push(Action::EndVisit);
        return;
    }
    if left > COUNTED_S {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left - COUNTED_S));
        return;
    }
    count_down(ui.ctx(), cx, left.ceil() as u32);
    // Once a second: the number, not an animation.
    ui.ctx().request_repaint_after(Duration::from_secs_f64((left - left.floor()).max(0.05)));
}

/// Whoever unlocked it has gone, and leaves it on its page.
fn lock(ui: &Ui, left: f64, out: &mut Vec<Action>) {
    if left <= 0.0 {
        out.push(Action::Lock);
    } else {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
}

/// Something is here that a stranger should not find.
fn is_away(cx: &Cx<'_>, screen: &Screen) -> bool {
    // What a visitor did can be undone until they have gone.
    let own = |own: &UndoableSet| screen.visit.is_some() && own.person == screen.visit;
    let mut sets = cx.view.undoable.iter().chain(cx.view.redoable.iter());
    let day_by_hand = screen.day.is_some() && screen.day_chosen_at.is_none();
    screen.page != screen.home.page
        || screen.unlocked.is_some()
        || screen.sheet.is_some()
        || screen.clashes_open
        || screen.picked.is_some()
        || screen.editing.selection.on
        || screen.stream.is_some()
        || screen.editing.shelf.filters()
        || screen.search.is_asked()
        || !screen.dotted.is_empty()
        || day_by_hand
        || screen.pitch.holds_something()
        || sets.any(own)
}

fn is_touch(event: &Event) -> bool {
    matches!(
        event,
        Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::Touch { .. }
            | Event::MouseWheel { .. }
            | Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::AccessKitActionRequest(_)
    )
}

fn count_down(ctx: &egui::Context, cx: &Cx<'_>, seconds: u32) {
    let t = cx.t;
    let said = cx.words.with("idle-count-down", &[("n", seconds.into())]);
    let area = Area::new(Id::unique("idle"))
        .order(Order::Tooltip)
        .interactable(false)
        // At the lower edge it would lie over what a sheet offers.
        .anchor(Align2::CENTER_TOP, vec2(0.0, 8.0));
    area.show(ctx, |ui| {
        let frame = Frame::new()
            .fill(t.now)
            .corner_radius(CornerRadius::same(theme::SHEET_RADIUS))
            .stroke(Stroke::new(1.0, t.line))
            .shadow(t.shadow())
            .inner_margin(Margin::symmetric(26, 14));
        let shown = frame.show(ui, |ui| {
            let font = theme::extrabold(size::LEAD);
            let response = widgets::text(ui, None, &said, font, t.on_now);
            // Said once: a count-down that is read out every second drowns everything else.
            let spoken = cx.words.text("idle-spoken");
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
            response
        });
        ui.ctx().accesskit_node_builder(shown.inner.id, |node| node.set_live(Live::Polite));
    });
}

/// Where an idle kiosk goes, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// The page.
    pub page: Page,
    /// Seconds without a touch; `None`: it stays where it is.
    pub after_s: Option<f64>,
}

impl Default for Home {
    fn default() -> Self {
        Self { page: Page::Wall, after_s: Some(HOME_AFTER_S) }
    }
}
