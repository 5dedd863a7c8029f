//! What was just done, in words, for a few seconds, and a touch that undoes it.

use super::super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::Editing;
use crate::view::UndoableSet;
use eframe::egui::{
    self, Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, Rect, Stroke, Ui,
    accesskit::Live,
};
use shared::{
    command::Command,
    ids::SetId,
    schedule::{Placement, Schedule},
};
use std::time::Duration;

const SHOWN_S: f64 = 8.0;

/// What was done last, and until when it is said.
#[derive(Default)]
pub(super) struct State {
    expected: Option<Expected>,
    shown: Option<Shown>,
    last: Option<SetId>,
}

#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Act,
    Undo,
}

struct Shown {
    /// What a touch undoes: the act, or its undoing.
    set: SetId,
    what: Expected,
    until_s: f64,
}

impl State {
    pub(super) fn expect(&mut self, command: &Command) {
        self.shown = None;
        self.expected = match command {
            Command::Undo { .. } => Some(Expected::Undo),
            other => super::is_board_act(other).then_some(Expected::Act),
        };
    }

    pub(super) fn hide(&mut self) {
        self.shown = None;
    }
}

/// The latest of somebody's own sets.
fn latest<'a>(cx: &Cx<'_>, sets: &'a [UndoableSet]) -> Option<&'a UndoableSet> {
    sets.iter().find(|own| cx.is_own(own))
}

fn keep_up(ui: &Ui, cx: &Cx<'_>, state: &mut State) {
    let until_s = ui.input(|input| input.time) + SHOWN_S;
    let top = latest(cx, &cx.view.undoable).map(|own| own.set);
    match state.expected {
        Some(Expected::Act) if top != state.last => {
            state.shown = top.map(|set| Shown { set, what: Expected::Act, until_s });
            state.expected = None;
        }
        Some(Expected::Undo) if top != state.last => {
            let set = latest(cx, &cx.view.redoable).map(|own| own.set);
            state.shown = set.map(|set| Shown { set, what: Expected::Undo, until_s });
            state.expected = None;
        }
        Some(Expected::Act | Expected::Undo) | None => {}
    }
    state.last = top;
}

/// Above the lower edge of the board.
pub(crate) fn show(ui: &Ui, cx: &Cx<'_>, screen: &mut Screen, board: Rect, out: &mut Vec<Action>) {
    let state = &mut screen.editing.done;
    keep_up(ui, cx, state);
    let busy = cx.carried(ui.ctx()).is_some() || screen.sheet.is_some();
    let Some(shown) = state.shown.as_ref().filter(|_| !busy) else {
        return;
    };
    let left = shown.until_s - ui.input(|input| input.time);
    if left <= 0.0 {
        state.shown = None;
        return;
    }
    ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    let sets = match shown.what {
        Expected::Act => &cx.view.undoable,
        Expected::Undo => &cx.view.redoable,
    };
    let Some(own) = sets.iter().find(|own| own.set == shown.set) else {
        return;
    };
    let said = match shown.what {
        Expected::Act => sentence(cx, &own.command),
        Expected::Undo => {
            let what = cx.words.command(cx.schedule, &own.command);
            cx.words.with("done-undone", &[("what", what.into())])
        }
    };
    line(ui, cx, board, &said, shown, out);
}

fn line(ui: &Ui, cx: &Cx<'_>, board: Rect, said: &str, shown: &Shown, out: &mut Vec<Action>) {
    let t = cx.t;
    let at = board.center_bottom() - egui::vec2(0.0, 6.0);
    let area = Area::new(Id::unique("done")).order(Order::Middle).pivot(Align2::CENTER_BOTTOM);
    area.fixed_pos(at).show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(t.raised)
            .stroke(Stroke::new(1.0, t.line))
            .shadow(t.shadow())
            .corner_radius(CornerRadius::same(theme::RADIUS))
            .inner_margin(Margin::symmetric(14, 6));
        frame.show(ui, |ui| {
            ui.set_max_width((board.width() - 60.0).min(860.0));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let most = (ui.available_width() - 300.0).max(120.0);
                let font = theme::semibold(size::BODY);
                let galley = widgets::galley(ui, said, font, t.text, most, 2);
                let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, said)
                });
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
                ui.painter().galley(rect.min, galley, t.text);
                let key = match shown.what {
                    Expected::Act => "board-undo-short",
                    Expected::Undo => "done-again",
                };
                let label = cx.words.text(key);
                let spoken = cx.words.with("done-undo-spoken", &[("what", said.into())]);
                let press = match shown.what {
                    Expected::Act => Press::new(&label, Kind::Primary).spoken(spoken),
                    Expected::Undo => Press::new(&label, Kind::Primary),
                };
                if press.icon(icon::UNDO).show(ui, t).clicked() {
                    out.push(Action::Undo { set: shown.set, keep_later_edits: false });
                }
                let close = cx.words.text("notice-dismiss");
                if Press::icon_only(icon::X, close).show(ui, t).clicked() {
                    out.push(Action::Editing(Editing::Seen));
                }
            });
        });
    });
}

/// What a command did, as a sentence.
fn sentence(cx: &Cx<'_>, command: &Command) -> String {
    if let Command::Together { commands, .. } = command
        && let [only] = commands.as_slice()
    {
        return sentence(cx, only);
    }
    let title = |id| cx.words.session(cx.schedule, id);
    let of = |key, id| cx.words.with(key, &[("title", title(id).into())]);
    if let Command::Place { session, to } = command {
        return match to {
            Placement::Shelf => of("done-shelve", *session),
            Placement::At { .. } => {
                let values = [
                    ("title", title(*session).into()),
                    ("place", place(cx, cx.schedule, to).into()),
                ];
                cx.words.with("done-move", &values)
            }
        };
    }
    if let Command::Swap { a, b } = command {
        return cx.words.with("done-swap", &[("a", title(*a).into()), ("b", title(*b).into())]);
    }
    let what = cx.words.command(cx.schedule, command);
    cx.words.with("done-other", &[("what", what.into())])
}

fn place(cx: &Cx<'_>, schedule: &Schedule, to: &Placement) -> String {
    cx.words.place(schedule, to)
}
