//! A question about sessions stands on how they were when it was asked. Where another device has
//! changed one of them since, it says so, and nothing is done that nobody was asked about.

use super::super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Kind},
};
use eframe::egui::Ui;
use shared::{
    ids::SessionId,
    schedule::{Placement, Session},
};

/// How the sessions were when it was asked.
#[derive(Default)]
pub(super) struct State {
    seen: Option<Vec<Option<Seen>>>,
}

#[derive(PartialEq)]
struct Seen {
    placement: Placement,
    part_of: Option<SessionId>,
    pinned: bool,
    cancelled: bool,
}

impl Seen {
    fn of(session: &Session) -> Self {
        Self {
            placement: session.placement.value.clone(),
            part_of: session.part_of,
            pinned: session.pinned,
            cancelled: session.cancelled.is_removed(),
        }
    }
}

/// Whether the question no longer stands; then it says so, and leads back to the board.
pub(super) fn is_over(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    sessions: &[SessionId],
    out: &mut Vec<Action>,
) -> bool {
    let known = |id: &SessionId| cx.schedule.sessions.get(id).map(|session| Seen::of(session));
    let now: Vec<_> = sessions.iter().map(known).collect();
    if screen.editing.question.seen.get_or_insert_with(|| sessions.iter().map(known).collect())
        == &now
    {
        return false;
    }
    let said = cx.words.text("question-over");
    let line =
        widgets::text(ui, Some(icon::CHANGES), &said, theme::semibold(size::LEAD), cx.t.warn);
    widgets::announce(&line);
    ui.add_space(6.0);
    let back = super::wide(ui, cx, &cx.words.text("question-look"), Kind::Primary);
    screen.focus_first(&back);
    if back.clicked() {
        out.push(Action::CloseSheet);
    }
    true
}
