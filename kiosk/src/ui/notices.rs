//! What a person at this screen should be told: quiet, above the board, dismissed by a touch.

use super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::view::{Here, Notice};
use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, Stroke, Ui, accesskit::Live, vec2};
use shared::{command::Refusal, ids::SetId};
use std::time::Duration;

/// How many are shown at once: the board stays in sight.
const SHOWN_MAX: usize = 2;
/// Seconds for which everybody is told what was merged; whoever looks after the board puts it away.
const MERGED_S: f64 = 120.0;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if let Here::NotSaved { .. } = cx.view.data.here
        && cx.why_shut().is_none()
    {
        let said = cx.words.saved_here(&cx.view.data.here);
        banner(ui, cx, &said, None, out);
    }
    merged(ui, cx, screen, out);
    let of_visit = unseen(&cx.view.notices, &screen.told_before).len();
    let new = unseen(&cx.view.notices, &screen.dismissed).iter().enumerate();
    // What was refused to whoever stood here before is nothing to a stranger.
    let is_ours = |index: usize, notice: &Notice| {
        index < of_visit || !matches!(notice, Notice::Refused { .. })
    };
    let new = new.filter(|(index, notice)| is_ours(*index, notice)).map(|(_, notice)| notice);
    let new = unread(new.collect(), &screen.notices_read);
    let low = ui.ctx().content_rect().height() < theme::LOWEST_SCREEN;
    let most = if low { 1 } else { SHOWN_MAX };
    let hidden = new.len().saturating_sub(most);
    for (index, notice) in new.iter().take(most).enumerate() {
        let mut said = cx.words.notice(cx.schedule, notice);
        if hidden > 0 && index + 1 == most {
            let values = [("text", said.as_str().into()), ("n", hidden.into())];
            said = cx.words.with("notice-more", &values);
        }
        let offer = match (index, notice) {
            (0, Notice::Refused { refusal: Refusal::ChangedSince { .. } }) => {
                Some(Offer { undo_rest: screen.undone })
            }
            (0, _) => Some(Offer { undo_rest: None }),
            (_, _) => None,
        };
        match banner(ui, cx, &said, offer, out) {
            Some(Put::This) if new.len() > 1 => screen.notices_read.push((*notice).clone()),
            Some(Put::This | Put::All) => {
                screen.notices_read.clear();
                out.push(Action::DismissNotices);
            }
            None => {}
        }
    }
}

/// What the last reconnect brought together: quiet, and gone after some time where nobody looks after
/// the board.
fn merged(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let Some(report) = cx.view.merged.filter(|report| report.id > screen.merged_seen) else {
        return;
    };
    let time = ui.input(|input| input.time);
    if screen.merged_since.0 != report.id {
        screen.merged_since = (report.id, time);
    }
    if !cx.may_board {
        let left = screen.merged_since.1 + MERGED_S - time;
        if left <= 0.0 {
            return;
        }
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
    let t = cx.t;
    let values = [("edits", report.edits.into()), ("devices", report.devices.into())];
    let mut said = cx.words.with("merged-banner", &values);
    let need = cx.view.clashes.len();
    if cx.may_board && need > 0 {
        said = cx.words.with("merged-need", &[("merged", said.into()), ("n", need.into())]);
    }
    let frame = Frame::new()
        .fill(theme::mix(t.background, t.accent, 0.12))
        .stroke(Stroke::new(1.0, theme::mix(t.background, t.accent, 0.4)))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 4));
    frame.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let name = cx.words.text("notice-dismiss");
            if Press::icon_only(icon::X, name).show(ui, t).clicked() {
                out.push(Action::MergeSeen(report.id));
            }
            let look = cx.words.text("merged-look");
            if cx.may_board && need > 0 && Press::new(&look, Kind::Plain).show(ui, t).clicked() {
                out.push(Action::MergeSeen(report.id));
                out.push(Action::ShowClashes(true));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let font = theme::semibold(size::BODY);
                let line = widgets::text(ui, Some(icon::SYNCED), &said, font, t.text);
                ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
            });
        });
    });
    ui.add_space(2.0);
}

/// Those that came since the last were dismissed. The latest are first, and old ones may be gone.
fn unseen<'a>(notices: &'a [Notice], dismissed: &[Notice]) -> &'a [Notice] {
    let seen = (0..=notices.len())
        .find(|from| notices.get(*from..).is_some_and(|rest| dismissed.starts_with(rest)))
        .unwrap_or(notices.len());
    notices.get(..seen).unwrap_or_default()
}

/// Those that were not put away one by one, each as often as it was.
fn unread<'a>(new: Vec<&'a Notice>, read: &[Notice]) -> Vec<&'a Notice> {
    let mut read: Vec<&Notice> = read.iter().collect();
    // Of two that say the same, the older one was read first.
    let mut left: Vec<_> = new
        .into_iter()
        .rev()
        .filter(|notice| match read.iter().position(|one| one == notice) {
            Some(at) => {
                read.swap_remove(at);
                false
            }
            None => true,
        })
        .collect();
    left.reverse();
    left
}

/// What is put away by a touch.
enum Put {
    This,
    All,
}

/// What can be done with a notice, beside reading it.
struct Offer {
    /// Undo what nobody changed since.
    undo_rest: Option<SetId>,
}

fn banner(
    ui: &mut Ui,
    cx: &Cx<'_>,
    said: &str,
    offer: Option<Offer>,
    out: &mut Vec<Action>,
) -> Option<Put> {
    let mut put = None;
    warning(ui, cx, said, |ui| {
        let Some(offer) = offer else { return };
        let name = cx.words.text("notice-dismiss");
        if Press::icon_only(icon::X, name).show(ui, cx.t).clicked() {
            put = Some(Put::This);
        }
        let rest = cx.words.text("notice-undo-rest");
        if let Some(set) = offer.undo_rest
            && Press::new(&rest, Kind::Plain).show(ui, cx.t).clicked()
        {
            out.push(Action::Undo { set, keep_later_edits: true });
            put = Some(Put::All);
        }
    });
    put
}

/// A warning above the pages, with what can be done about it at its right.
pub(super) fn warning(ui: &mut Ui, cx: &Cx<'_>, said: &str, buttons: impl FnOnce(&mut Ui)) {
    let t = cx.t;
    let frame = Frame::new()
        .fill(theme::mix(t.background, t.warn, 0.14))
        .stroke(Stroke::new(1.0, theme::mix(t.background, t.warn, 0.5)))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            buttons(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let font = theme::semibold(size::BODY);
                widgets::announce(&widgets::text(ui, Some(icon::WARN), said, font, t.text));
            });
        });
    });
    ui.add_space(2.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_since_is_shown() {
        let rows = |rows| Notice::Repaired { rows };
        let (old, new) = ([rows(2), rows(1)], [rows(3), rows(2), rows(1)]);
        assert_eq!(unseen(&old, &[]), &old);
        assert_eq!(unseen(&old, &old), &[]);
        assert_eq!(unseen(&new, &old), &[rows(3)]);
        assert_eq!(unseen(&new[..2], &old), &[rows(3)], "the oldest is gone meanwhile");
    }

    #[test]
    fn one_that_was_put_away_stays_away_and_another_like_it_is_told() {
        let rows = |rows| Notice::Repaired { rows };
        let (one, two) = (rows(1), rows(2));
        assert_eq!(unread(vec![&one, &two], std::slice::from_ref(&one)), [&two]);
        assert_eq!(unread(vec![&one, &one, &two], std::slice::from_ref(&one)), [&one, &two]);
        assert_eq!(unread(vec![&one], &[two]), [&one]);
    }
}
