//! When there is nothing to draw: what is the matter, and what to do. Never a blank screen.

use super::{
    Action, Cx, Page, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::{view::Here, why::NotSaved};
use eframe::egui::{Align, Layout, Ui, vec2};
use shared::ids::DayId;

/// Why there is nothing to draw.
#[derive(Clone, Copy)]
pub(super) enum Empty {
    NotJoined,
    /// Its data is there, and cannot be opened: nothing can be begun on it either.
    NoData,
    Opening,
    NoDays,
    NothingOnDay,
}

pub(super) fn of_event(cx: &Cx<'_>) -> Empty {
    match (&cx.view.data.here, cx.view.event) {
        (Here::Opening, _) => Empty::Opening,
        (Here::NotSaved { why }, None) if is_shut(why) => Empty::NoData,
        (Here::Saved | Here::NotSaved { .. }, None) => Empty::NotJoined,
        (Here::Saved, Some(_)) if is_outside(cx) => Empty::NotJoined,
        (Here::Saved | Here::NotSaved { .. }, Some(_)) => Empty::NoDays,
    }
}

impl Cx<'_> {
    /// Why there is nothing to be seen of what is on this device; said in the middle of the page.
    pub(super) fn why_shut(&self) -> Option<&NotSaved> {
        match (&self.view.data.here, self.view.event) {
            (Here::NotSaved { why }, None) if is_shut(why) => Some(why),
            (Here::Opening | Here::Saved | Here::NotSaved { .. }, _) => None,
        }
    }
}

/// Whoever joined now would join in vain: something else has to be done first.
fn is_shut(why: &NotSaved) -> bool {
    match why {
        NotSaved::DiskFull
        | NotSaved::WriteProtected
        | NotSaved::InUse
        | NotSaved::TooNew
        | NotSaved::Damaged
        | NotSaved::DiskFails
        | NotSaved::Unusable
        | NotSaved::TooBusy
        | NotSaved::Stopped
        | NotSaved::NoFolder { .. }
        | NotSaved::NoThread => true,
        NotSaved::Opening
        | NotSaved::MovedAside { .. }
        | NotSaved::Gone
        | NotSaved::OtherEvent { .. } => false,
    }
}

/// It has the link of an event, and was never let in: another link is wanted.
pub(super) fn is_outside(cx: &Cx<'_>) -> bool {
    cx.view.event.is_some()
        && cx.view.role.is_none()
        && cx.view.data.heard_ms.is_none()
        && cx.schedule.days.is_empty()
        && cx.schedule.sessions.is_empty()
}

pub(super) fn of_day(cx: &Cx<'_>, day: DayId) -> Option<Empty> {
    let schedule = cx.schedule;
    let on_day = |placement| schedule.span(placement).is_some_and(|span| span.day == day);
    let something = !schedule.slots_of(day).is_empty()
        || schedule.shown_sessions().any(|(_, session)| on_day(&session.placement.value))
        || schedule.fixed.values().any(|item| on_day(&item.placement.value));
    let rooms = !schedule.rooms_in_order().is_empty();
    (!something || !rooms).then_some(Empty::NothingOnDay)
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, empty: Empty, out: &mut Vec<Action>) {
    let (mark, title, how) = match empty {
        Empty::NotJoined => (icon::WIFI_OFF, "empty-not-joined", "empty-not-joined-how"),
        Empty::NoData => (icon::WARN, "empty-no-data", "empty-no-data-how"),
        Empty::Opening => (icon::SYNCING, "empty-opening", "empty-opening-how"),
        Empty::NoDays => (icon::CALENDAR, "empty-days", "empty-days-how"),
        Empty::NothingOnDay => (icon::CALENDAR, "empty-sessions", "empty-sessions-how"),
    };
    let space = ui.available_size();
    let width = (space.x - 40.0).min(760.0);
    let low = space.y < theme::LOW_SCREEN;
    ui.add_space(if low { 8.0 } else { space.y * 0.28 });
    ui.horizontal(|ui| {
        ui.add_space((space.x - width) / 2.0);
        ui.allocate_ui_with_layout(vec2(width, 10.0), Layout::top_down(Align::Min), |ui| {
            let title = cx.words.text(title);
            widgets::text(ui, Some(mark), &title, theme::extrabold(size::SHEET_TITLE), cx.t.text);
            ui.add_space(10.0);
            let why = cx.why_shut().map(|why| cx.words.not_saved_parts(why));
            if let Some((why, _)) = &why {
                let said = widgets::text(ui, None, why, theme::semibold(size::TIME), cx.t.text);
                widgets::announce(&said);
            }
            // A newer program is needed: trying again helps nothing.
            if !matches!(cx.why_shut(), Some(NotSaved::TooNew)) {
                let how = cx.words.text(how);
                widgets::text(ui, None, &how, theme::regular(size::LEAD), cx.t.dim);
            }
            if let Some((_, Some(detail))) = &why {
                ui.add_space(10.0);
                widgets::text(ui, None, detail, theme::regular(size::SMALL), cx.t.dim);
            }
            let fillable = matches!(empty, Empty::NoDays | Empty::NothingOnDay);
            if cx.may_plan && fillable {
                ui.add_space(10.0);
                let word = cx.words.text("upkeep-begin");
                let press = Press::new(&word, Kind::Primary).icon(icon::GEAR).wrap();
                if press.show(ui, cx.t).clicked() {
                    out.push(Action::Go(Page::Upkeep));
                }
            }
        });
    });
}
