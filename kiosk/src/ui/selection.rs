//! Several sessions chosen together, and what can be done with all of them as one act.

use super::{
    Action, Cx, Screen,
    editing::{EditSheet, Editing},
    icon, moves,
    screen::Sheet,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{self, Align, Layout, Ui, vec2};
use shared::{
    command::Command,
    ids::{SessionId, StreamId},
    schedule::{Placement, Session},
};
use std::{collections::BTreeSet, sync::Arc};

/// Who is chosen. Cheap to copy: every frame does.
#[derive(Clone, Default)]
pub(super) struct State {
    /// A touch chooses instead of opening.
    pub(super) on: bool,
    pub(super) chosen: Arc<BTreeSet<SessionId>>,
}

impl State {
    /// Chooses a session, or lets it go.
    pub(super) fn toggle(&mut self, id: SessionId) {
        self.on = true;
        let chosen = Arc::make_mut(&mut self.chosen);
        if !chosen.remove(&id) {
            chosen.insert(id);
        }
    }

    /// Lets go what is gone.
    pub(super) fn keep_up(&mut self, shown: impl Fn(SessionId) -> bool) {
        if self.chosen.iter().any(|id| !shown(*id)) {
            Arc::make_mut(&mut self.chosen).retain(|id| shown(*id));
        }
    }
}

/// A touch chooses, where somebody is choosing or holds Ctrl or Shift.
pub(super) fn chooses(ui: &Ui, cx: &Cx<'_>) -> bool {
    let held = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    cx.may_board && cx.picked.is_none() && (cx.selection.on || held)
}

type Chosen<'a> = Vec<(SessionId, &'a Session)>;

fn chosen<'a>(cx: &Cx<'a>) -> Chosen<'a> {
    let known = |id: &SessionId| Some((*id, &**cx.schedule.sessions.get(id)?));
    cx.selection.chosen.iter().filter_map(known).collect()
}

/// Several commands as one act; nothing for none.
fn together(commands: Vec<Command>) -> Option<Command> {
    match commands.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [_, ..] => Some(Command::Together { commands, people: Vec::new() }),
    }
}

/// What is chosen goes into a stream, or out of any.
pub(super) fn to_stream(cx: &Cx<'_>, stream: Option<StreamId>) -> Option<Command> {
    let edit = shared::command::SessionEdit { stream: Some(stream), ..Default::default() };
    let other = chosen(cx).into_iter().filter(|(_, session)| session.stream.value != stream);
    together(
        other.map(|(session, _)| Command::EditSession { session, edit: edit.clone() }).collect(),
    )
}

fn to_shelf(chosen: &Chosen<'_>) -> Option<Command> {
    let placed = chosen.iter().filter(|(_, session)| session.placement.value != Placement::Shelf);
    together(placed.map(|(id, _)| Command::Place { session: *id, to: Placement::Shelf }).collect())
}

/// All of them one slot on or back; nothing unless all can go.
fn by_one_slot(cx: &Cx<'_>, chosen: &Chosen<'_>, later: bool) -> Option<Command> {
    let moved = |(session, of): &(SessionId, &Session)| {
        let to = moves::by_one_slot(cx.schedule, &of.placement.value, later)?;
        Some(Command::Place { session: *session, to })
    };
    together(chosen.iter().map(moved).collect::<Option<_>>()?)
}

fn cancelled(chosen: &Chosen<'_>, off: bool) -> Option<Command> {
    let differ = chosen.iter().filter(|(_, session)| session.cancelled.is_removed() != off);
    let command = |id| if off { Command::Cancel(id) } else { Command::Uncancel(id) };
    together(differ.map(|(id, _)| command(*id)).collect())
}

fn pinned(chosen: &Chosen<'_>, pinned: bool) -> Option<Command> {
    let differ = chosen.iter().filter(|(_, session)| session.pinned != pinned);
    together(differ.map(|(id, _)| Command::Pin { session: *id, pinned }).collect())
}

/// How many are chosen, and what can be done with them.
pub(super) fn bar(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    if !cx.may_board || !cx.selection.on || screen.page != super::Page::Board {
        return;
    }
    ui.add_space(4.0);
    let frame = egui::Frame::new()
        .fill(theme::mix(cx.t.bar, cx.t.accent, 0.16))
        .corner_radius(f32::from(theme::RADIUS))
        .inner_margin(egui::Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let done = cx.words.text("select-done");
            if Press::new(&done, Kind::Plain).show(ui, cx.t).clicked() {
                out.push(Action::Editing(Editing::Select(false)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let n = cx.selection.chosen.len();
                let said = cx.words.with("select-count", &[("n", n.into())]);
                widgets::text(
                    ui,
                    Some(icon::CHECKED),
                    &said,
                    theme::semibold(size::BODY),
                    cx.t.text,
                );
                acts(ui, cx, out);
            });
        });
    });
}

fn acts(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let chosen = chosen(cx);
    if chosen.is_empty() {
        return;
    }
    let off = chosen.iter().all(|(_, session)| session.cancelled.is_removed());
    let fast = chosen.iter().all(|(_, session)| session.pinned);
    let offers = [
        ("select-shelf", to_shelf(&chosen)),
        ("select-earlier", by_one_slot(cx, &chosen, false)),
        ("select-later", by_one_slot(cx, &chosen, true)),
        (if fast { "select-unpin" } else { "select-pin" }, pinned(&chosen, !fast)),
        (if off { "select-uncancel" } else { "select-cancel" }, cancelled(&chosen, !off)),
    ];
    let scroll = egui::ScrollArea::horizontal().id_salt("select acts").auto_shrink([false, true]);
    scroll.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for (key, command) in offers {
                let label = cx.words.text(key);
                let press = Press::new(&label, Kind::Plain).enabled(command.is_some());
                let response = press.show(ui, cx.t);
                cx.follow(ui, &response);
                if let Some(command) = command.filter(|_| response.clicked()) {
                    out.push(Action::Do(command));
                }
            }
            sheets(ui, cx, &chosen, out);
        });
    });
}

fn sheets(ui: &mut Ui, cx: &Cx<'_>, chosen: &Chosen<'_>, out: &mut Vec<Action>) {
    let mut offer = |ui: &mut Ui, key, sheet| {
        let label = cx.words.text(key);
        let response = Press::new(&label, Kind::Plain).show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            out.push(Action::Editing(Editing::Open(Sheet::Edit(sheet))));
        }
    };
    if !cx.facts.streams.is_empty() {
        offer(ui, "select-stream", EditSheet::Streams);
    }
    if let [(session, _), (into, _)] = *chosen.as_slice() {
        offer(ui, "select-merge", EditSheet::Merge { session, into });
    }
}
