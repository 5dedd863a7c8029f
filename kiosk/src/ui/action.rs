//! What a touch asks for, and what becomes of it.

use super::{
    Page, clash_list,
    editing::{self, Editing},
    looks,
    screen::{Screen, Sheet, Unlocked},
    search,
};
use crate::{
    ask::{Ask, Kept, Request},
    view::Notice,
};
use eframe::egui::{self, Id, Key, Modifiers, Ui};
use shared::{
    command::Command,
    ids::{DayId, PersonId, RoomId, SessionId, SetId, StreamId},
};

/// What a touch asks for.
pub(super) enum Action {
    Do(Command),
    /// What those who look after the board do beside it.
    Editing(Editing),
    /// A question to the engine; the answer is taken from the [`Tools`] by its ticket.
    Ask {
        ticket: u64,
        ask: Ask,
    },
    /// An edit of a form, which waits for its answer.
    Send {
        ticket: u64,
        command: Command,
    },
    /// Keeps something on this device.
    Keep {
        key: Kept,
        value: Option<String>,
    },
    /// Another page.
    Go(Page),
    ShowUnlock,
    ShowSlip,
    /// The PIN was right, or none is set.
    Unlock(PersonId),
    Lock,
    /// Whoever stood here has gone: drafts, search and unlock end with them.
    EndVisit,
    NextLocale,
    Undo {
        set: SetId,
        keep_later_edits: bool,
    },
    Dot(SessionId, bool),
    Open(SessionId),
    /// To the place of a session on the board, or on the shelf.
    ShowOnBoard(SessionId),
    Choose {
        moved: SessionId,
        here: SessionId,
        room: RoomId,
    },
    ShowData,
    /// To the backups of the server.
    ShowBackups,
    /// How to bring back what was.
    ShowBringBack,
    CloseSheet,
    ShowClashes(bool),
    /// To this one in the list of clashes.
    ShowClash([u8; 32]),
    PickUp(SessionId),
    PutDown,
    ShowDay(DayId),
    ShowStream(Option<StreamId>),
    NextLook,
    NextTextSize,
    /// Larger type on the wall, or its usual size.
    WallLarge(bool),
    ClearSearch,
    ToggleShelf,
    DismissNotices,
    /// The report of a merge was seen.
    MergeSeen(u64),
    /// The words of a new event were written down.
    WordsDone,
}

pub(super) fn escape(ui: &Ui, screen: &Screen, out: &mut Vec<Action>) {
    let pressed = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if !pressed || !out.is_empty() {
        return;
    }
    if screen.sheet.is_some() {
        out.push(Action::CloseSheet);
    } else if screen.clashes_open {
        out.push(Action::ShowClashes(false));
    } else if screen.picked.is_some() {
        out.push(Action::PutDown);
    } else if screen.editing.selection.on {
        out.push(Action::Editing(Editing::Select(false)));
    } else if screen.page == Page::Board && screen.search.is_asked() {
        out.push(Action::ClearSearch);
    } else if !matches!(screen.page, Page::Board | Page::Wall) {
        out.push(Action::Go(Page::Board));
    }
}

#[expect(clippy::too_many_lines, reason = "one arm an action, each short")]
pub(super) fn apply(
    ctx: &egui::Context,
    screen: &mut Screen,
    notices: &[Notice],
    action: Action,
    person: Option<PersonId>,
) -> Option<Request> {
    let edit = |command| Some(Request::Command { command, person });
    match action {
        Action::Do(command) => {
            editing::note(screen, &command);
            return edit(command);
        }
        Action::Editing(editing) => {
            return again(ctx, editing::apply(ctx, screen, editing, person));
        }
        Action::Send { ticket, command } => {
            editing::note(screen, &command);
            return Some(Request::Ask { ticket, ask: Ask::Edit { command, person } });
        }
        Action::Ask { ticket, ask } => return Some(Request::Ask { ticket, ask }),
        Action::Keep { key, value } => return Some(Request::Keep { key, value }),
        Action::Go(page) => {
            screen.page = page;
            match page {
                Page::Pitch => screen.pitch.enter(),
                Page::Search => search::take_focus(ctx),
                Page::Import => screen.import.begin(),
                Page::History => screen.history.enter(),
                Page::Server => screen.server.enter(),
                Page::Wall
                | Page::Board
                | Page::Moved
                | Page::Info
                | Page::Upkeep
                | Page::FromPaper => {}
            }
        }
        Action::ShowUnlock => {
            screen.unlock.begin(screen.unlocked.is_some());
            open(ctx, screen, Sheet::Unlock);
        }
        Action::ShowSlip => {
            screen.pitch.open_slip();
            open(ctx, screen, Sheet::Slip);
        }
        Action::Unlock(person) => {
            screen.session_sheet.begin(person);
            screen.unlocked = Some(Unlocked { person });
        }
        Action::Lock => {
            let unlocked = screen.unlocked.take();
            screen.session_sheet.end(unlocked);
            screen.unlock.end(unlocked);
            screen.end_telling(notices);
            screen.editing = editing::State::default();
            screen.server.forget();
        }
        Action::EndVisit => {
            screen.end_visit();
            screen.end_telling(notices);
            return again(ctx, Some(Request::Keep { key: Kept::Draft, value: None }));
        }
        Action::NextLocale => {
            screen.locale = screen.locale.other();
            return again(ctx, Some(looks::keep(screen)));
        }
        Action::Undo { set, keep_later_edits } => {
            screen.undone = Some(set).filter(|_| !keep_later_edits);
            let undo = Command::Undo { set, keep_later_edits };
            editing::note(screen, &undo);
            return edit(undo);
        }
        Action::Dot(session, true) => {
            screen.dotted.insert(session);
            return edit(Command::Dot(session));
        }
        Action::Dot(session, false) => {
            screen.dotted.remove(&session);
            return edit(Command::Undot(session));
        }
        Action::Open(session) => open(ctx, screen, Sheet::Session(session)),
        Action::ShowOnBoard(session) => {
            screen.page = Page::Board;
            screen.show = Some(session);
            screen.sheet = None;
            screen.clashes_open = false;
            screen.back_to = None;
            screen.back_to_from_list = None;
        }
        Action::Choose { moved, here, room } => {
            open(ctx, screen, Sheet::Choose { moved, here, room });
        }
        Action::ShowBackups => {
            screen.page = Page::Server;
            screen.server.enter_backups();
        }
        Action::ShowData => open(ctx, screen, Sheet::Data),
        Action::ShowBringBack => open(ctx, screen, Sheet::BringBack),
        Action::CloseSheet => {
            screen.sheet = None;
            let back = screen.back_to.take();
            go_back(ctx, screen, back);
        }
        Action::ShowClashes(true) => {
            screen.back_to_from_list = remember_focus(ctx, screen);
            screen.clashes_open = true;
            screen.clash_at = None;
        }
        Action::ShowClash(key) => {
            screen.sheet = None;
            let before = screen.back_to.take();
            if !screen.clashes_open {
                screen.back_to_from_list = before;
            }
            remember_focus(ctx, screen);
            screen.clashes_open = true;
            screen.clash_at = Some(clash_list::At::of(key));
        }
        Action::ShowClashes(false) => {
            screen.clashes_open = false;
            screen.sheet = None;
            let back = screen.back_to_from_list.take();
            go_back(ctx, screen, back);
        }
        Action::PickUp(session) => {
            screen.picked = Some(session);
            screen.sheet = None;
            let from_list = std::mem::take(&mut screen.clashes_open);
            let back = screen.back_to.take();
            let back = if from_list { screen.back_to_from_list.take() } else { back };
            go_back(ctx, screen, back);
        }
        Action::PutDown => {
            screen.picked = None;
            if screen.sheet.take().is_some() {
                let back = screen.back_to.take();
                go_back(ctx, screen, back);
            }
        }
        Action::ShowDay(day) => {
            (screen.day, screen.day_chosen_at) = (Some(day), None);
            screen.stream = None;
        }
        Action::ShowStream(stream) => screen.stream = stream,
        Action::NextLook => {
            screen.look = screen.look.next();
            return again(ctx, Some(looks::keep(screen)));
        }
        Action::NextTextSize => {
            screen.text_size = screen.text_size.next();
            return again(ctx, Some(looks::keep(screen)));
        }
        Action::WallLarge(large) => {
            screen.wall.large = large;
            return again(ctx, Some(looks::keep(screen)));
        }
        Action::ClearSearch => screen.search.clear(),
        Action::ToggleShelf => screen.shelf_open = !screen.shelf_open,
        Action::MergeSeen(id) => screen.merged_seen = id,
        Action::WordsDone => screen.import.words.clear(),
        Action::DismissNotices => screen.dismissed = notices.to_vec(),
    }
    again(ctx, None)
}

/// What was changed here is drawn in the next frame.
fn again(ctx: &egui::Context, request: Option<Request>) -> Option<Request> {
    ctx.request_repaint();
    request
}

pub(super) fn open(ctx: &egui::Context, screen: &mut Screen, sheet: Sheet) {
    if screen.sheet.is_none() {
        screen.back_to = remember_focus(ctx, screen);
    }
    screen.sheet = Some(sheet);
    editing::begin_question(screen);
}

/// Whoever works by keyboard goes on in the sheet, and comes back to where they were.
fn remember_focus(ctx: &egui::Context, screen: &mut Screen) -> Option<Id> {
    let focused = ctx.memory(|memory| memory.focused());
    screen.focus_sheet = focused.is_some();
    focused
}

fn go_back(ctx: &egui::Context, screen: &mut Screen, back: Option<Id>) {
    screen.focus_sheet = false;
    screen.refocus = back;
    ctx.request_repaint();
}
