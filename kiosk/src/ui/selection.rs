//! Several sessions chosen together, and what can be done with all of them as one act.

mod bar;

use super::{
    Action, Cx,
    editing::{EditSheet, Editing},
    moves,
    screen::Sheet,
};
pub(super) use bar::show as bar;
use eframe::egui::Ui;
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

    /// Lets go all but these.
    pub(super) fn keep_only(&mut self, rest: &[SessionId]) {
        *self = Self { on: !rest.is_empty(), chosen: Arc::new(rest.iter().copied().collect()) };
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

/// Those that go where this one goes: of several that are chosen all of them, in the order of the
/// board, and what waits last.
pub(super) fn with_it(cx: &Cx<'_>, id: SessionId) -> Vec<SessionId> {
    if !is_of_group(&cx.selection, id) {
        return vec![id];
    }
    let room = |room| cx.schedule.rooms.get(room).map(|room| room.order.clone());
    let mut group: Vec<_> = chosen(cx)
        .into_iter()
        .map(|(id, session)| {
            let span = cx.schedule.span(&session.placement.value);
            let date = span.and_then(|span| cx.schedule.days.get(&span.day));
            let when = span.map(|span| (date.map(|day| day.date.value.clone()), span.start));
            let first = match &session.placement.value {
                Placement::At { rooms, .. } => rooms.iter().filter_map(room).min(),
                Placement::Shelf => None,
            };
            let pitched = session.pitched_order.clone();
            ((when.is_none(), when, first, pitched), id)
        })
        .collect();
    group.sort();
    group.into_iter().map(|(_, id)| id).collect()
}

/// It is one of several that are chosen.
pub(super) fn is_of_group(selection: &State, id: SessionId) -> bool {
    selection.on && selection.chosen.len() > 1 && selection.chosen.contains(&id)
}

/// A session, and those that go with it, leave their places; nothing where none has one.
pub(super) fn shelved(cx: &Cx<'_>, id: SessionId) -> Option<Command> {
    let group = with_it(cx, id);
    let known = |id: &SessionId| Some((*id, &**cx.schedule.sessions.get(id)?));
    to_shelf(&group.iter().filter_map(known).collect())
}

type Chosen<'a> = Vec<(SessionId, &'a Session)>;

fn chosen<'a>(cx: &Cx<'a>) -> Chosen<'a> {
    let known = |id: &SessionId| Some((*id, &**cx.schedule.sessions.get(id)?));
    cx.selection.chosen.iter().filter_map(known).collect()
}

/// Several commands as one act; nothing for none.
pub(super) fn together(commands: Vec<Command>) -> Option<Command> {
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

/// Something that can be done with what is chosen: its word, and what it does if it can be done.
pub(super) struct Act {
    pub(super) key: &'static str,
    pub(super) action: Option<Action>,
}

/// What stands on something that can be done with one or several.
pub(super) fn word(cx: &Cx<'_>, key: &str) -> String {
    cx.words.with(key, &[("n", cx.selection.chosen.len().into())])
}

/// All that can be done with what is chosen; nothing while nothing is.
pub(super) fn acts(cx: &Cx<'_>) -> Vec<Act> {
    let chosen = chosen(cx);
    let Some((first, _)) = chosen.first() else {
        return Vec::new();
    };
    let off = chosen.iter().all(|(_, session)| session.cancelled.is_removed());
    let fast = chosen.iter().all(|(_, session)| session.pinned);
    let sheet = |sheet| Some(Action::Editing(Editing::Open(Sheet::Edit(sheet))));
    let mut acts = vec![("select-move", Some(Action::PickUp(*first)))];
    acts.extend(
        [
            ("select-shelf", to_shelf(&chosen)),
            ("select-earlier", by_one_slot(cx, &chosen, false)),
            ("select-later", by_one_slot(cx, &chosen, true)),
            (if fast { "select-unpin" } else { "select-pin" }, pinned(&chosen, !fast)),
            (if off { "select-uncancel" } else { "select-cancel" }, cancelled(&chosen, !off)),
        ]
        .map(|(key, command)| (key, command.map(Action::Do))),
    );
    if !cx.facts.streams.is_empty() {
        acts.push(("select-stream", sheet(EditSheet::Streams)));
    }
    if let [(session, _), (into, _)] = *chosen.as_slice() {
        acts.push(("select-merge", sheet(EditSheet::Merge { session, into })));
    }
    acts.into_iter().map(|(key, action)| Act { key, action }).collect()
}
