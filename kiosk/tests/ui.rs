//! The screens without a window: the real app on a made-up engine, driven by touch, mouse and keyboard,
//! and read the way a screen reader reads it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions, may panic like tests"
)]

#[path = "ui/made.rs"]
mod made;
#[path = "ui/made_past.rs"]
mod made_past;
#[path = "ui/made_proof.rs"]
mod made_proof;
#[path = "ui/made_wall.rs"]
mod made_wall;

#[path = "ui/access.rs"]
mod access;
#[path = "ui/announce.rs"]
mod announce;
#[path = "ui/big.rs"]
mod big;
#[path = "ui/board.rs"]
mod board;
#[path = "ui/chosen.rs"]
mod chosen;
#[path = "ui/clashes.rs"]
mod clashes;
#[path = "ui/devices.rs"]
mod devices;
#[path = "ui/editing.rs"]
mod editing;
#[path = "ui/firm.rs"]
mod firm;
#[path = "ui/from_paper.rs"]
mod from_paper;
#[path = "ui/from_paper_later.rs"]
mod from_paper_later;
#[path = "ui/history.rs"]
mod history;
#[path = "ui/journeys.rs"]
mod journeys;
#[path = "ui/keyboard.rs"]
mod keyboard;
#[path = "ui/pages.rs"]
mod pages;
#[path = "ui/people.rs"]
mod people;
#[path = "ui/pitch.rs"]
mod pitch;
#[path = "ui/plan.rs"]
mod plan;
#[path = "ui/search.rs"]
mod search;
#[path = "ui/sentences.rs"]
mod sentences;
#[path = "ui/server.rs"]
mod server;
#[path = "ui/sheet.rs"]
mod sheet;
#[path = "ui/shifted.rs"]
mod shifted;
#[path = "ui/start.rs"]
mod start;
#[path = "ui/states.rs"]
mod states;
#[path = "ui/touch.rs"]
mod touch;
#[path = "ui/unlock.rs"]
mod unlock;
#[path = "ui/upkeep.rs"]
mod upkeep;
#[path = "ui/wall.rs"]
mod wall;
#[path = "ui/words.rs"]
mod words;

use eframe::egui::{self, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Engine, Options},
    ask::{Answer, Ask, Failure, Reply, Request},
    clock::Clock,
    ui::{Page, theme::Look},
    view::{UndoableSet, View},
};
use shared::{
    command::{Command, Refusal, Thing},
    ids::SetId,
    schedule::{Announcement, Placement, Register, Removal, Session},
};
use std::sync::Arc;

/// Records what it is told, and does the simple things.
#[derive(Default)]
pub(crate) struct Fake {
    view: Arc<View>,
    fresh: bool,
    sent: Vec<Command>,
    /// Whatever else it was asked.
    asked: Vec<Request>,
    /// What it answers next.
    replies: Vec<Reply>,
    /// It saves, and does not say so yet.
    slow: bool,
    /// What it has not answered yet.
    held: Vec<Reply>,
    /// Why it refuses the next edit of a form.
    refusal: Option<Refusal>,
    drawn: usize,
    /// Views before each command, for undo.
    past: Vec<Arc<View>>,
    /// Views before each undo, for redo.
    future: Vec<Arc<View>>,
}

impl Fake {
    fn new(view: View) -> Self {
        Self { view: Arc::new(view), fresh: true, ..Self::default() }
    }

    /// Publishes another view.
    fn publish(&mut self, change: impl FnOnce(&mut View)) {
        let view = Arc::make_mut(&mut self.view);
        change(view);
        view.revision += 1;
        self.fresh = true;
    }
}

fn edit(view: &mut View, id: shared::ids::SessionId, change: impl FnOnce(&mut Session)) {
    let schedule = Arc::make_mut(&mut view.schedule);
    change(Arc::make_mut(schedule.sessions.get_mut(&id).unwrap()));
}

fn place(view: &mut View, id: shared::ids::SessionId, to: Placement) {
    edit(view, id, |session| session.placement = Register::from(to));
}

impl Fake {
    /// Undoes the last set, or does what was undone last again.
    fn undo(&mut self, set: SetId, id: SetId) {
        let again = self.view.redoable.iter().any(|own| own.set == set);
        let there = if again { self.future.pop() } else { self.past.pop() };
        let (there, left) = (there.unwrap(), Arc::clone(&self.view));
        let undone = self.view.undoable.iter().find(|own| own.set == set).cloned();
        if again {
            self.past.push(left);
        } else {
            self.future.push(left);
        }
        self.publish(|view| {
            *view = View { revision: view.revision, ..(*there).clone() };
            if let Some(undone) = undone {
                Arc::make_mut(&mut view.redoable).insert(0, UndoableSet { set: id, ..undone });
            }
        });
    }
}

/// Does the simple things.
#[expect(clippy::too_many_lines, reason = "one arm a command, each short")]
fn act(view: &mut View, command: Command) {
    match command {
        Command::Together { commands, .. } => {
            commands.into_iter().for_each(|command| act(view, command));
        }
        Command::Place { session, to } => place(view, session, to),
        Command::Swap { a, b } => {
            let at = |id| view.schedule.sessions[&id].placement.value.clone();
            let (of_a, of_b) = (at(a), at(b));
            place(view, a, of_b);
            place(view, b, of_a);
        }
        Command::Pitch { session, edit } => {
            let title = edit.title.unwrap_or_default();
            let pitch = made::session_at(900, &title, Placement::Shelf);
            Arc::make_mut(&mut view.schedule).sessions.insert(session, pitch.into());
        }
        Command::Dot(id) => edit(view, id, |session| session.dots += 1),
        Command::Undot(id) => edit(view, id, |session| session.dots -= 1),
        Command::Cancel(id) => edit(view, id, |s| s.cancelled = made::removed(1)),
        Command::Uncancel(id) => edit(view, id, |s| s.cancelled = Removal::Present),
        Command::Withdraw(id) => edit(view, id, |s| s.withdrawn = made::removed(1)),
        Command::Unwithdraw(id) => edit(view, id, |s| s.withdrawn = Removal::Present),
        Command::Hide { session, hidden } => edit(view, session, |s| s.hidden = hidden),
        Command::Pin { session, pinned } => edit(view, session, |s| s.pinned = pinned),
        Command::Merge { session, into } => {
            edit(view, session, |part| {
                part.merged_into = Register::from(Some(into));
                part.part_of = Some(into);
            });
            let parts = &mut Arc::make_mut(&mut view.schedule).parts;
            parts.entry(into).or_default().push(session);
        }
        Command::Unmerge(id) => {
            edit(view, id, |part| {
                part.merged_into = Register::from(None);
                part.part_of = None;
            });
            Arc::make_mut(&mut view.schedule)
                .parts
                .values_mut()
                .for_each(|p| p.retain(|x| *x != id));
        }
        Command::CloseRoom { room, closed } => {
            let rooms = &mut Arc::make_mut(&mut view.schedule).rooms;
            Arc::make_mut(rooms.get_mut(&room).unwrap()).closed = closed;
        }
        Command::Announce { announcement, edit } => {
            let all = &mut Arc::make_mut(&mut view.schedule).announcements;
            let one = Arc::make_mut(all.entry(announcement).or_default());
            let was = one.clone();
            *one = Announcement {
                text: edit.text.map_or(was.text, Into::into),
                text_cy: edit.text_cy.map_or(was.text_cy, Into::into),
                until_s: edit.until_s.map_or(was.until_s, Into::into),
                by: Some(made::author(1)),
                removal: Removal::Present,
            };
        }
        Command::Remove(Thing::Announcement(id)) => {
            let all = &mut Arc::make_mut(&mut view.schedule).announcements;
            Arc::make_mut(all.get_mut(&id).unwrap()).removal = made::removed(1);
        }
        Command::Remove(Thing::Room(id)) => {
            let rooms = &mut Arc::make_mut(&mut view.schedule).rooms;
            Arc::make_mut(rooms.get_mut(&id).unwrap()).removal = made::removed(1);
        }
        Command::Restore(Thing::Room(id)) => {
            let rooms = &mut Arc::make_mut(&mut view.schedule).rooms;
            Arc::make_mut(rooms.get_mut(&id).unwrap()).removal = Removal::Present;
        }
        Command::Settle { clash } => {
            Arc::make_mut(&mut view.clashes).retain(|known| known.key != clash);
        }
        _ => {}
    }
}

impl Engine for Fake {
    fn news(&mut self) -> Option<Arc<View>> {
        std::mem::take(&mut self.fresh).then(|| Arc::clone(&self.view))
    }

    fn replies(&mut self) -> Vec<Reply> {
        std::mem::take(&mut self.replies)
    }

    fn send(&mut self, request: Request) {
        let (command, person) = match request {
            Request::Command { command, person } => (command, person),
            Request::Ask { ticket, ask: Ask::Edit { command, person } } => {
                let refusal = self.refusal.take();
                let answer = match refusal.clone() {
                    Some(refusal) => Answer::Failed(Failure::Refused(refusal)),
                    None => Answer::Done,
                };
                let later = if self.slow { &mut self.held } else { &mut self.replies };
                later.push(Reply { ticket, answer });
                if refusal.is_some() {
                    return;
                }
                (command, person)
            }
            other @ (Request::Ask { .. } | Request::Keep { .. } | Request::Presence(_)) => {
                self.asked.push(other);
                return;
            }
        };
        self.sent.push(command.clone());
        let id = SetId(made::bytes(self.sent.len()));
        if let Command::Undo { set, .. } = command {
            self.undo(set, id);
            return;
        }
        self.past.push(Arc::clone(&self.view));
        self.publish(|view| {
            act(view, command.clone());
            let own = UndoableSet { set: id, command, person };
            Arc::make_mut(&mut view.undoable).insert(0, own);
            Arc::make_mut(&mut view.redoable).clear();
        });
    }

    fn draw_id(&mut self) -> [u8; 16] {
        self.drawn += 1;
        made::bytes(1_000_000 + self.drawn)
    }
}

pub(crate) type Screen = Harness<'static, App<Fake>>;

/// 11:38 on the camp's Saturday.
pub(crate) fn saturday() -> Clock {
    Clock::Fixed("2026-11-21T11:38:00Z".parse().unwrap())
}

pub(crate) fn screen(view: View) -> Screen {
    screen_of(view, Look::Dark, vec2(1920.0, 1200.0))
}

pub(crate) fn screen_of(view: View, look: Look, size: egui::Vec2) -> Screen {
    screen_with(view, Options { look, clock: saturday(), ..Options::default() }, size)
}

/// The app on a page of its own.
pub(crate) fn screen_at(view: View, page: Page) -> Screen {
    let options = Options { page, clock: saturday(), ..Options::default() };
    screen_with(view, options, vec2(1920.0, 1080.0))
}

fn screen_with(view: View, options: Options, size: egui::Vec2) -> Screen {
    let mut screen = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(12)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(view), options));
    screen.run();
    screen
}

pub(crate) fn sent(screen: &mut Screen) -> Vec<Command> {
    screen.state_mut().engine().sent.clone()
}

/// Taps what has this name, or this in its name; the first, where several have.
#[track_caller]
pub(crate) fn tap(screen: &mut Screen, name: &str) {
    let exact = screen.query_all_by_label(name).next();
    let Some(node) = exact.or_else(|| screen.query_all_by_label_contains(name).next()) else {
        panic!("nothing is called {name:?} on\n{}", spoken(screen).join("\n"));
    };
    node.click();
    screen.run();
}

pub(crate) fn says(screen: &Screen, words: &str) -> bool {
    spoken(screen).iter().any(|name| name.contains(words))
}

/// Everything that is said of the screen.
pub(crate) fn spoken(screen: &Screen) -> Vec<String> {
    let name = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value())
    };
    screen.query_all_by(|_| true).filter_map(name).collect()
}
