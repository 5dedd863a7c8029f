//! The one table of screens: what there is to see, and how a person gets there.

use crate::{made, stage::Stage, variant::Variant};
use kiosk::{
    ui::Page,
    view::{DataState, Here, Notice, ServerState, View},
    why::{Away, NoLine, NotSaved},
};
use shared::{
    command::{Command, Refusal},
    ids::DocumentKind,
    roster::Role,
    schedule::Schedule,
    sync::{NotAccepted, RefusalCode},
};
use std::sync::Arc;

/// One screen.
pub struct Screen {
    /// Its name, which files and failures carry.
    pub name: &'static str,
    /// The page that it shows, or lies over.
    pub page: Page,
    /// The event and the state of the data that it shows.
    pub view: fn() -> View,
    /// The way from the first screen to it.
    pub way: fn(&mut Stage),
}

impl Screen {
    /// Opens it.
    #[must_use]
    pub fn open(&self, variant: Variant) -> Stage {
        let mut stage = Stage::new((self.view)(), variant);
        (self.way)(&mut stage);
        stage
    }
}

const fn screen(name: &'static str, view: fn() -> View, way: fn(&mut Stage)) -> Screen {
    Screen { name, page: Page::Board, view, way }
}

/// A page of its own, which the bar leads to.
const fn page(name: &'static str, page: Page, view: fn() -> View, way: fn(&mut Stage)) -> Screen {
    Screen { name, page, view, way }
}

/// All of them.
pub const SCREENS: &[Screen] = &[
    screen("board", volunteer, stay),
    screen("board-kiosk", kiosk, stay),
    screen("board-streams", volunteer, |stage| stage.tap(&stage.day(0))),
    screen("board-timed", timed, stay),
    screen("board-108-rooms", large, stay),
    screen("board-trouble", made::troubled_camp, stay),
    screen("board-picked", volunteer, |stage| {
        open(stage, CYBER);
        stage.tap_word("sheet-move", &[]);
    }),
    screen("board-held", volunteer, |stage| stage.hold(REORGANISATION, CYBER)),
    screen("shelf", volunteer, |stage| {
        stage.find(PITCH);
    }),
    screen("session", made::troubled_camp, |stage| open(stage, CYBER)),
    screen("session-long", long, |stage| open(stage, "A long evening")),
    screen("session-attendee", kiosk, |stage| open(stage, CYBER)),
    screen("session-cancelled", volunteer, |stage| open(stage, "Councillors and digital")),
    screen("session-waiting", volunteer, |stage| open(stage, PITCH)),
    screen("taken", volunteer, |stage| {
        open(stage, REORGANISATION);
        stage.tap_word("sheet-move", &[]);
        open(stage, CYBER);
    }),
    screen("clashes", made::troubled_camp, |stage| {
        stage.tap_word("board-clashes", &[("n", 4.into())]);
    }),
    screen("clashes-none", kiosk, |stage| stage.tap_word("board-clashes-none", &[])),
    screen("data", volunteer, data),
    screen("data-away", away, data),
    screen("disk-full", disk_full, stay),
    screen("refused", refused, stay),
    screen("opening", View::default, stay),
    screen("not-joined", not_joined, stay),
    screen("no-days", || made::view(Schedule::default(), Role::Kiosk), stay),
    screen("nothing-on-day", nothing_on_day, stay),
    page("wall", Page::Wall, volunteer, |stage| stage.tap_word("top-wall", &[])),
    page("search", Page::Search, kiosk, |stage| stage.tap_word("top-find", &[])),
    page("moved", Page::Moved, kiosk, |stage| stage.tap_word("top-moved", &[])),
    page("info", Page::Info, kiosk, |stage| stage.tap_word("top-info", &[])),
    page("pitch", Page::Pitch, kiosk, |stage| stage.tap_word("top-pitch", &[])),
];

const CYBER: &str = "Cyber drills that people enjoy";
const REORGANISATION: &str = "Reorganisation without the chaos";
const PITCH: &str = "Bin collections as a service";

fn stay(_: &mut Stage) {}

fn open(stage: &mut Stage, title: &str) {
    stage.find(title);
    stage.tap(title);
}

fn data(stage: &mut Stage) {
    // What it says stands in the middle of what is spoken.
    let any = stage.words("chip-spoken", &[("text", "".into())]);
    stage.tap(any.trim_end());
}

fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

fn kiosk() -> View {
    made::view(made::camp(), Role::Kiosk)
}

fn timed() -> View {
    made::view(made::conference(12, 150), Role::Volunteer)
}

fn large() -> View {
    made::view(made::conference(108, 1_351), Role::Volunteer)
}

/// A session with a title, a text and hosts as long as they may be.
fn long() -> View {
    let mut schedule = made::camp();
    let title = "A long evening about everything that a small council learned when it moved its \
        housing repairs, its bins and its elections to one service in one winter";
    let mut talk = made::session_at(300, title, made::slotted(made::slot(1), &[made::room(1)]));
    let text = "What we tried, what it cost, what broke, and what we would do another time. ";
    talk.text.value = text.repeat(30);
    talk.hosts.value = (0..8).map(|n| shared::ids::PersonId(made::bytes(n))).collect();
    schedule.sessions.insert(made::session(300), Arc::new(talk));
    made::view(schedule, Role::Volunteer)
}

fn with(view: View, server: ServerState, outbox: u32) -> View {
    let heard_ms = Some(1_795_261_320_000);
    let data = DataState { here: Here::Saved, server, outbox, heard_ms, clock_doubtful: true };
    View { data, ..view }
}

fn away() -> View {
    with(volunteer(), ServerState::Away { why: Away::NoLine(NoLine::Lost) }, 14)
}

fn disk_full() -> View {
    let mut view = away();
    let why = NotSaved::DiskFull;
    view.data.here = Here::NotSaved { why };
    view
}

fn refused() -> View {
    let refusal = Refusal::NotAllowed { document: DocumentKind::Board, role: Some(Role::Kiosk) };
    let lost = Command::Cancel(made::session(5));
    let why = NotAccepted::Refused(RefusalCode::Role);
    let notices = vec![
        Notice::Refused { refusal },
        Notice::NotAccepted { command: lost, why },
        Notice::Repaired { rows: 2 },
    ];
    View { notices, ..volunteer() }
}

fn not_joined() -> View {
    View { data: DataState { here: Here::Saved, ..DataState::default() }, ..View::default() }
}

fn nothing_on_day() -> View {
    let mut schedule = made::camp();
    schedule.sessions.clear();
    schedule.slots.clear();
    schedule.fixed.clear();
    made::view(schedule, Role::Kiosk)
}
