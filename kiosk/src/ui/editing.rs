//! What those who look after the board do beside moving sessions: choosing several, filling a cell,
//! closing a room, merging pitches; and what was done last, in words.

mod acts;
mod announce;
mod ask;
mod choose;
mod done;
mod extent;
mod fill;
mod merge;
mod merge_into;
mod presence;
mod question;
mod room;
mod streams;

use super::{
    Action, Cx, Screen, looks,
    screen::Sheet,
    selection, shelf,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::ask::{Ask, Doing, Request};
use eframe::egui::{self, Key, Modifiers, Ui};
use shared::{
    command::{Command, NewPerson},
    ids::{PersonId, RoomId, SessionId},
    schedule::{Placement, Schedule, Session, When},
};

pub(super) use choose::show as choose;
pub(super) use done::show as done;
pub(super) use presence::{at_cell, of_session, said as presence_said, tell};

/// What is remembered of it.
#[derive(Default)]
pub(super) struct State {
    pub(super) selection: selection::State,
    pub(super) shelf: shelf::State,
    /// What waits for a yes.
    asked: Option<Command>,
    question: question::State,
    /// Whose pin is asked about.
    pinned: Option<SessionId>,
    announce: announce::State,
    fill: fill::State,
    merge_into: merge_into::State,
    extent: extent::State,
    done: done::State,
    presence: presence::State,
}

/// A sheet of this file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EditSheet {
    /// What goes into an empty cell?
    Fill {
        room: RoomId,
        when: When,
    },
    Room(RoomId),
    /// What is announced on every screen.
    Announce,
    /// In which rooms a session is, and for how long.
    Extent(SessionId),
    /// Two pitches become one.
    Merge {
        session: SessionId,
        into: SessionId,
    },
    /// With which pitch a pitch becomes one.
    MergeInto(SessionId),
    /// All that can be done with what is chosen.
    Acts,
    /// A pinned session is about to move.
    Ask,
    /// The stream for what is chosen.
    Streams,
}

/// What a touch asks for.
pub(super) enum Editing {
    /// Begins or ends choosing.
    Select(bool),
    /// Chooses a session, or lets it go.
    Toggle(SessionId),
    /// Of what is chosen only these stay so; choosing ends where none does.
    Keep(Vec<SessionId>),
    Open(Sheet),
    /// Asks before it is done.
    Ask(Command),
    /// It was asked, and the answer was yes.
    Sure(Command),
    NextDensity,
    Presence(Option<Doing>),
    /// The line that says what was done goes away.
    Seen,
    Shelf(shelf::Change),
    /// The keyboard goes on at a session, once it is where it was put.
    FollowTo(SessionId),
}

pub(super) fn apply(
    ctx: &egui::Context,
    screen: &mut Screen,
    editing: Editing,
    person: Option<PersonId>,
) -> Option<Request> {
    match editing {
        Editing::Sure(command) => {
            note(screen, &command);
            return Some(Request::Command { command, person });
        }
        Editing::Select(on) => {
            screen.editing.selection = selection::State { on, ..Default::default() };
        }
        Editing::Toggle(id) => screen.editing.selection.toggle(id),
        Editing::Keep(rest) => screen.editing.selection.keep_only(&rest),
        Editing::Open(sheet) => super::action::open(ctx, screen, sheet),
        Editing::Ask(command) => {
            screen.editing.asked = Some(command);
            screen.editing.pinned = None;
            super::action::open(ctx, screen, Sheet::Edit(EditSheet::Ask));
        }
        Editing::NextDensity => {
            screen.density = screen.density.next();
            return Some(looks::keep(screen));
        }
        Editing::Presence(doing) => return Some(Request::Presence(doing)),
        Editing::Seen => screen.editing.done.hide(),
        Editing::Shelf(change) => screen.editing.shelf.change(change),
        Editing::FollowTo(session) => screen.board.follow_to(session),
    }
    None
}

/// An act of this device goes out: its outcome is said when it is there.
pub(super) fn note(screen: &mut Screen, command: &Command) {
    screen.editing.done.expect(command);
}

/// A new person's name goes out with their first act: it is shown beside their edits.
pub(super) fn with_name(name: &str, schedule: &Schedule, request: Request) -> Request {
    let new = |person: Option<PersonId>| {
        let person = person.filter(|id| !name.is_empty() && !schedule.people.contains_key(id))?;
        Some(NewPerson { person, name: name.to_owned() })
    };
    match request {
        Request::Command { command, person } => {
            Request::Command { command: named(command, new(person)), person }
        }
        Request::Ask { ticket, ask: Ask::Edit { command, person } } => {
            let command = named(command, new(person));
            Request::Ask { ticket, ask: Ask::Edit { command, person } }
        }
        Request::Ask { ticket, ask: Ask::Pitch(mut pitch) } => {
            pitch.people.extend(new(pitch.person));
            Request::Ask { ticket, ask: Ask::Pitch(pitch) }
        }
        other @ (Request::Ask { .. } | Request::Keep { .. } | Request::Presence(_)) => other,
    }
}

fn named(command: Command, new: Option<NewPerson>) -> Command {
    let Some(new) = new else { return command };
    match command {
        Command::Together { commands, mut people } => {
            people.push(new);
            Command::Together { commands, people }
        }
        other if is_board_act(&other) => {
            Command::Together { commands: vec![other], people: vec![new] }
        }
        other => other,
    }
}

/// Somebody who looks after the board did it: not a dot, a pitch or an undo.
fn is_board_act(command: &Command) -> bool {
    !matches!(
        command,
        Command::Undo { .. }
            | Command::Import { .. }
            | Command::Dot(_)
            | Command::Undot(_)
            | Command::Pitch { .. }
    )
}

/// Keeps what is chosen and open among what there is.
pub(super) fn keep_up(screen: &mut Screen, schedule: &Schedule) {
    let shown = |id: SessionId| schedule.sessions.get(&id).is_some_and(|s| s.is_shown());
    screen.editing.selection.keep_up(shown);
}

/// Another sheet opens: what it asks is asked now.
pub(super) fn begin_question(screen: &mut Screen) {
    screen.editing.question = question::State::default();
}

pub(super) fn is_there(schedule: &Schedule, sheet: EditSheet) -> bool {
    let shown = |id: SessionId| schedule.sessions.get(&id).is_some_and(|s| s.is_shown());
    match sheet {
        EditSheet::Fill { room, .. } | EditSheet::Room(room) => schedule.rooms.contains_key(&room),
        EditSheet::Extent(id) | EditSheet::MergeInto(id) => shown(id),
        EditSheet::Merge { session, into } => shown(session) && shown(into),
        EditSheet::Announce | EditSheet::Ask | EditSheet::Streams | EditSheet::Acts => true,
    }
}

pub(super) fn sheet(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    sheet: EditSheet,
    out: &mut Vec<Action>,
) {
    if !cx.may_board {
        out.push(Action::CloseSheet);
        return;
    }
    match sheet {
        EditSheet::Fill { room, when } => fill::show(ctx, cx, screen, (room, when), out),
        EditSheet::Room(room) => room::show(ctx, cx, screen, room, out),
        EditSheet::Announce => announce::show(ctx, cx, screen, out),
        EditSheet::Extent(session) => extent::show(ctx, cx, screen, session, out),
        EditSheet::Merge { session, into } => merge::show(ctx, cx, screen, (session, into), out),
        EditSheet::MergeInto(session) => merge_into::show(ctx, cx, screen, session, out),
        EditSheet::Acts => acts::show(ctx, cx, screen, out),
        EditSheet::Ask => ask::show(ctx, cx, screen, out),
        EditSheet::Streams => streams::show(ctx, cx, screen, out),
    }
}

/// What a session's sheet offers beside moving it: a label, and what it does.
pub(super) fn offers(cx: &Cx<'_>, id: SessionId, session: &Session) -> Vec<(String, Action)> {
    let mut offers = Vec::new();
    if !cx.may_board || !session.is_shown() {
        return offers;
    }
    if let Placement::At { .. } = session.placement.value {
        let extent = Editing::Open(Sheet::Edit(EditSheet::Extent(id)));
        offers.push((cx.words.text("sheet-extent"), Action::Editing(extent)));
        let pin = Command::Pin { session: id, pinned: !session.pinned };
        let key = if session.pinned { "sheet-unpin" } else { "sheet-pin" };
        offers.push((cx.words.text(key), Action::Do(pin)));
    }
    if session.placement.value == Placement::Shelf && session.part_of.is_none() {
        let merge = Editing::Open(Sheet::Edit(EditSheet::MergeInto(id)));
        offers.push((cx.words.text("sheet-merge"), Action::Editing(merge)));
    }
    let select = Action::Editing(Editing::Toggle(id));
    offers.push((cx.words.text("sheet-select"), select));
    for part in cx.schedule.parts.get(&id).into_iter().flatten() {
        let title = cx.words.session(cx.schedule, *part);
        let said = cx.words.with("sheet-unmerge", &[("title", title.into())]);
        offers.push((said, Action::Do(Command::Unmerge(*part))));
    }
    offers
}

/// Undo and redo by keyboard, where nobody is typing.
pub(super) fn keys(ui: &Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let pressed =
        |modifiers: Modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let again = pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)
        || pressed(Modifiers::COMMAND, Key::Y);
    let undo = pressed(Modifiers::COMMAND, Key::Z);
    let list = match (again, undo) {
        (true, _) => &cx.view.redoable,
        (false, true) => &cx.view.undoable,
        (false, false) => return,
    };
    let saved = cx.view.data.here == crate::view::Here::Saved;
    if let Some(last) = list.iter().find(|own| saved && cx.is_own(own)) {
        out.push(Action::Undo { set: last.set, keep_later_edits: false });
    }
}

/// M lifts what has the focus.
pub(super) fn lifts(ui: &Ui, cx: &Cx<'_>, response: &egui::Response) -> bool {
    cx.may_board
        && response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::M))
}

/// The frame of a sheet: its title, what is in it, and a way out that is always in sight.
fn frame(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (id, title): (&str, &str),
    out: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Screen, &mut Vec<Action>),
) {
    framed(ctx, cx, screen, (id, title), out, content, |ui, screen, out| {
        leave(ui, cx, screen, &cx.words.text("cancel"), out);
    });
}

/// The button that closes a sheet.
pub(super) fn leave(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    label: &str,
    out: &mut Vec<Action>,
) {
    let close = Press::new(label, Kind::Plain).show(ui, cx.t);
    screen.focus_first(&close);
    if close.clicked() {
        out.push(Action::CloseSheet);
    }
}

/// The same, with buttons of its own below what scrolls.
pub(super) fn framed(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (id, title): (&str, &str),
    out: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Screen, &mut Vec<Action>),
    foot: impl FnOnce(&mut Ui, &mut Screen, &mut Vec<Action>),
) {
    let modal = widgets::sheet(id, title.to_owned(), cx.t).show(ctx, |ui| {
        let space = ui.ctx().content_rect().size();
        ui.set_width((space.x - 100.0).min(680.0));
        // On a low screen the title scrolls with what is below it.
        let low = space.y < theme::LOW_SCREEN;
        let head = |ui: &mut Ui| {
            widgets::text(ui, None, title, theme::extrabold(size::HEADING), cx.t.text);
            ui.add_space(6.0);
        };
        if !low {
            head(ui);
        }
        let most = (space.y - if low { 170.0 } else { 250.0 }).max(120.0);
        let scroll = egui::ScrollArea::vertical().id_salt(id).max_height(most);
        scroll.min_scrolled_height(most).show(ui, |ui| {
            // The scroll bar keeps its room.
            ui.set_width(ui.available_width() - theme::BAR);
            if low {
                head(ui);
            }
            content(ui, screen, out);
        });
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| foot(ui, screen, out));
    });
    widgets::settle(&modal.response);
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

/// One line to type in, called `label`.
pub(super) fn line(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (text, chars_max): (&mut String, usize),
    label: &str,
    width: f32,
) -> egui::Response {
    let field = egui::TextEdit::singleline(text)
        .hint_text(egui::RichText::new(label).color(cx.t.dim))
        .char_limit(chars_max)
        .min_size(egui::vec2(0.0, theme::TOUCH_MIN))
        .align(egui::Align2::LEFT_CENTER)
        .margin(egui::Margin::symmetric(12, 4))
        .desired_width(width - 24.0);
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    widgets::focus_ring(ui, &response, response.rect, cx.t);
    response
}

/// A button as wide as the sheet.
fn wide(ui: &mut Ui, cx: &Cx<'_>, text: &str, kind: Kind) -> egui::Response {
    let width = ui.available_width();
    let response = Press::new(text, kind).width(width, width).wrap().show(ui, cx.t);
    cx.follow(ui, &response);
    response
}
