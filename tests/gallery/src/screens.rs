//! The one table of screens: what there is to see, and how a person gets there.

use crate::{made, made_wall, stage::Stage, variant::Variant};
use kiosk::{
    ask::{Answer, Doing, Kept, PinAnswer, SlipAnswer},
    ui::{Page, words::Value},
    view::{DataState, Here, MergeReport, Notice, Pin, Presence, ServerState, View},
    why::{Away, NoLine},
};
use shared::{
    command::{Command, Refusal},
    ids::{AnnouncementId, DocumentKind},
    roster::Role,
    schedule::{Announcement, Pitching, Placement, Schedule, Session, When},
    sync::{NotAccepted, RefusalCode},
};
use std::sync::Arc;

/// One screen.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Its name, which files and failures carry.
    pub name: &'static str,
    /// The page that it shows, or lies over.
    pub page: Page,
    /// When somebody looks at it.
    pub time: &'static str,
    /// The event and the state of the data that it shows.
    pub view: fn() -> View,
    /// The way from the first screen to it.
    pub way: fn(&mut Stage),
}

impl Screen {
    /// Opens it.
    #[must_use]
    pub fn open(&self, variant: Variant) -> Stage {
        let mut stage = Stage::at((self.view)(), variant, self.time);
        (self.way)(&mut stage);
        stage
    }

    /// The same at another time.
    const fn at(self, time: &'static str) -> Self {
        Self { time, ..self }
    }
}

/// In the second slot of the camp's Saturday.
const MORNING: &str = "2026-11-21T11:38:00Z";

pub(crate) const fn screen(name: &'static str, view: fn() -> View, way: fn(&mut Stage)) -> Screen {
    page(name, Page::Board, view, way)
}

/// A page of its own, which the bar leads to.
pub(crate) const fn page(
    name: &'static str,
    page: Page,
    view: fn() -> View,
    way: fn(&mut Stage),
) -> Screen {
    Screen { name, page, time: MORNING, view, way }
}

/// What is on now and next.
const fn wall(name: &'static str, view: fn() -> View) -> Screen {
    page(name, Page::Wall, view, |stage| stage.tap_word("top-wall", &[]))
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Screen> {
    SCREENS
        .iter()
        .chain(crate::imports::SCREENS)
        .chain(crate::outage::SCREENS)
        .chain(crate::others::SCREENS)
        .chain(crate::paper::SCREENS)
        .chain(crate::past::SCREENS)
        .chain(crate::server::SCREENS)
        .chain(crate::troubles::SCREENS)
        .chain(crate::upkeep::SCREENS)
}

/// Those of an event that goes on.
const SCREENS: &[Screen] = &[
    screen("board", volunteer, stay),
    screen("board-kiosk", kiosk, stay),
    screen("board-streams", volunteer, |stage| stage.tap(&stage.day(0))),
    screen("board-timed", timed, stay),
    screen("board-108-rooms", large, stay),
    screen("board-trouble", made::troubled_camp, stay),
    screen("board-joint", joint, stay),
    screen("board-found", volunteer, |stage| {
        search(stage, "data");
        stage.tap_word("top-board", &[]);
    }),
    screen("board-picked", volunteer, |stage| {
        open(stage, REORGANISATION);
        stage.tap_word("sheet-move", &[]);
    }),
    screen("board-held", volunteer, |stage| stage.hold(REORGANISATION, LOCAL)),
    screen("board-announced", announced, stay),
    screen("announce", made::lively_camp, |stage| stage.tap_word("announce-open", &[])),
    screen("announce-none", away, |stage| stage.tap_word("announce-open", &[])),
    screen("announce-typed", made::lively_camp, |stage| {
        stage.tap_word("announce-open", &[]);
        stage.fill("announce-text", "The fire drill is at 12:15: leave by the side door");
        stage.fill("announce-text-cy", "Mae’r dril tân am 12:15: gadewch drwy’r drws ochr");
    }),
    screen("shelf", volunteer, |stage| {
        stage.find(PITCH);
    }),
    screen("board-edited", edited, stay),
    screen("board-compact", volunteer, |stage| density(stage, 2)),
    screen("board-large", volunteer, |stage| density(stage, 1)),
    screen("board-chosen", edited, |stage| {
        stage.tap_word("board-select", &[]);
        open(stage, CYBER);
        open(stage, REORGANISATION);
    }),
    screen("cell", edited, |stage| stage.tap(&empty(stage, "Workshop 2"))),
    screen("room", edited, |stage| open(stage, "Severn, ")),
    screen("room-closed", edited, |stage| open(stage, "Library, ")),
    screen("extent", volunteer, |stage| {
        open(stage, REORGANISATION);
        stage.tap_word("sheet-extent", &[]);
    }),
    screen("pinned", edited, |stage| {
        open(stage, CYBER);
        stage.tap_word("sheet-to-shelf", &[]);
    }),
    screen("merge", edited, |stage| {
        stage.tap_word("board-select", &[]);
        open(stage, "Net zero on a district budget");
        open(stage, REORGANISATION);
        act(stage, "select-merge", &[]);
    }),
    screen("merge-into", edited, |stage| {
        open(stage, PITCH);
        stage.tap_word("sheet-merge", &[]);
    }),
    screen("chosen-more", edited, |stage| {
        stage.tap_word("board-select", &[]);
        open(stage, CYBER);
        let more = stage.words("select-more", &[]);
        if stage.shows(&more) {
            stage.tap(&more);
        }
    }),
    screen("chosen-carried", edited, |stage| {
        stage.tap_word("board-select", &[]);
        open(stage, CYBER);
        open(stage, REORGANISATION);
        act(stage, "select-move", &[("n", 2.into())]);
    }),
    screen("chosen-held", edited, |stage| {
        stage.tap_word("board-select", &[]);
        open(stage, CYBER);
        open(stage, REORGANISATION);
        stage.hold(REORGANISATION, "Heat pumps");
    }),
    screen("pin", locked, |stage| stage.tap_word("top-unlock", &[])),
    screen("pin-wrong", locked, |stage| {
        stage.tap_word("top-unlock", &[]);
        for digit in ["2", "5", "8", "0"] {
            stage.tap(digit);
        }
        stage.tap_word("unlock-ok", &[]);
        stage.answer(Answer::Pin(PinAnswer::Wrong { tries_left: 2, wait_s: 0 }));
    }),
    screen("pin-new", volunteer, |stage| {
        stage.tap_word("top-set-pin", &[]);
        for digit in ["2", "5", "8"] {
            stage.tap(digit);
        }
    }),
    screen("session", made::troubled_camp, |stage| open(stage, CYBER)),
    screen("session-long", long, |stage| open(stage, "A long evening")),
    screen("session-attendee", kiosk, |stage| open(stage, CYBER)),
    screen("session-cancelled", volunteer, |stage| open(stage, "Councillors and digital")),
    screen("session-waiting", volunteer, |stage| open(stage, PITCH)),
    screen("session-rich", rich, |stage| open(stage, CYBER)),
    screen("session-link", rich, |stage| {
        open(stage, CYBER);
        stage.tap_word("sheet-link", &[("name", "Notes".into())]);
    }),
    screen("session-edit", rich, |stage| {
        open(stage, CYBER);
        stage.tap_word("sheet-edit", &[]);
    }),
    screen("session-edit-name", rich, |stage| {
        open(stage, CYBER);
        stage.tap_word("sheet-edit", &[]);
        stage.tap_word("edit-host", &[("n", 0.into())]);
        stage.press(eframe::egui::Key::End);
        stage.type_text(" Rees");
    }),
    screen("taken", volunteer, |stage| {
        open(stage, REORGANISATION);
        stage.tap_word("sheet-move", &[]);
        open(stage, LOCAL);
    }),
    screen("clashes", made::troubled_camp, |stage| {
        stage.tap_word("board-clashes", &[("n", 4.into())]);
    }),
    screen("clash-of-sheet", made::troubled_camp, |stage| {
        open(stage, "The last fax machine");
    }),
    screen("clashes-none", volunteer, |stage| stage.tap_word("board-clashes-none", &[])),
    screen("data", volunteer, data),
    screen("data-away", away, data),
    screen("refused", refused, stay),
    screen("opening", View::default, stay),
    screen("no-days", || made::view(Schedule::default(), Role::Kiosk), stay),
    screen("nothing-on-day", nothing_on_day, stay),
    screen("merged", merged, stay),
    screen("idle", volunteer, |stage| {
        open(stage, REORGANISATION);
        stage.wait(38.0);
    }),
    wall("wall", made::lively_camp),
    wall("wall-moves", made::busy_camp),
    wall("wall-shifted", made_wall::ran_late),
    wall("wall-lunch", made::lively_camp).at("2026-11-21T12:31:00Z"),
    wall("wall-before", made::lively_camp).at("2026-11-21T08:10:00Z"),
    wall("wall-tomorrow", made::lively_camp).at("2026-11-20T19:30:00Z"),
    wall("wall-over", made::lively_camp).at("2026-11-21T18:05:00Z"),
    wall("wall-108-rooms", large),
    wall("wall-away", away),
    page("wall-large-type", Page::Wall, made::lively_camp, |stage| {
        stage.tap_word("top-wall", &[]);
        stage.tap_word("wall-large", &[]);
    }),
    page("search", Page::Search, kiosk, |stage| stage.tap_word("top-find", &[])),
    page("search-found", Page::Search, kiosk, |stage| search(stage, "data")),
    page("search-slip", Page::Search, large, |stage| search(stage, "houisng")),
    page("search-nothing", Page::Search, kiosk, |stage| search(stage, "zeppelin")),
    page("search-room", Page::Search, kiosk, |stage| {
        stage.tap_word("top-find", &[]);
        stage.tap("Severn");
    }),
    page("search-keyboard", Page::Search, kiosk, |stage| {
        stage.touch(&stage.words("top-find", &[]), false);
        stage.type_text("data");
    }),
    page("keyboard-accents", Page::Search, kiosk, |stage| {
        stage.touch(&stage.words("top-find", &[]), false);
        stage.touch(&stage.words("keyboard-accents", &[]), false);
    }),
    page("keyboard-held", Page::Search, kiosk, |stage| {
        stage.touch(&stage.words("top-find", &[]), false);
        stage.touch("e", true);
    }),
    page("moved", Page::Moved, made::lively_camp, |stage| stage.tap_word("top-moved", &[])),
    page("moved-shifted", Page::Moved, made_wall::ran_late, |stage| {
        stage.tap_word("top-moved", &[])
    }),
    page("moved-none", Page::Moved, kiosk, |stage| stage.tap_word("top-moved", &[])),
    page("info", Page::Info, made::lively_camp, |stage| stage.tap_word("top-info", &[])),
    page("info-empty", Page::Info, kiosk, |stage| stage.tap_word("top-info", &[])),
    page("pitch", Page::Pitch, kiosk, |stage| stage.tap_word("top-pitch", &[])),
    page("pitch-typed", Page::Pitch, kiosk, |stage| {
        stage.tap_word("top-pitch", &[]);
        stage.type_text("Bin collections in small villages");
        stage.tap_word("pitch-wishes", &[("n", 0.into())]);
        stage.tap_word("wish", &[("wish", "projector".into())]);
        stage.tap_word("pitch-go", &[]);
    }),
    page("pitch-offer", Page::Pitch, drafted, |stage| stage.tap_word("top-pitch", &[])),
    page("pitch-done", Page::Pitch, kiosk, |stage| {
        stage.tap_word("top-pitch", &[]);
        stage.type_text("Bin collections in small villages");
        stage.tap_word("pitch-put-up", &[]);
        stage.tap_word("pitch-go", &[]);
        stage.answer(pitched(12));
    }),
    page("pitch-viewer", Page::Pitch, kiosk, |stage| {
        stage.tap_word("top-pitch", &[]);
        stage.publish(|view| view.role = Some(Role::Viewer));
    }),
    page("pitch-scribe", Page::Pitch, volunteer, |stage| {
        stage.tap_word("top-pitch", &[]);
        stage.tap_word("pitch-scribe", &[]);
        for n in 12..17 {
            stage.type_text("Bin collections in small villages");
            stage.tap_word("pitch-scribe-go", &[]);
            stage.answer(pitched(n));
        }
        stage.type_text("The next");
    }),
    page("slip", Page::Pitch, kiosk, |stage| {
        slip(stage, "KX4-T9RN");
        stage.answer(Answer::Slip(SlipAnswer::Mistyped));
    }),
    page("slip-found", Page::Pitch, kiosk, |stage| {
        slip(stage, "KX4-T9RM");
        stage.answer(Answer::Slip(SlipAnswer::Found(made::session(61))));
    }),
];

const CYBER: &str = "Cyber drills that people enjoy";
const LOCAL: &str = "Local democracy in plain words";
const REORGANISATION: &str = "Reorganisation without the chaos";
const PITCH: &str = "Bin collections as a service";

pub(crate) fn stay(_: &mut Stage) {}

fn open(stage: &mut Stage, title: &str) {
    stage.find(title);
    stage.tap(title);
}

/// Does something with what is chosen; a bar that is too short has it behind "More…".
fn act(stage: &mut Stage, key: &str, values: &[(&str, Value<'_>)]) {
    if !stage.shows(&stage.words(key, values)) {
        stage.tap_word("select-more", &[]);
    }
    stage.tap_word(key, values);
}

fn search(stage: &mut Stage, typed: &str) {
    stage.tap_word("top-find", &[]);
    stage.type_text(typed);
}

fn data(stage: &mut Stage) {
    // What it says stands in the middle of what is spoken.
    let any = stage.words("chip-spoken", &[("text", "".into())]);
    stage.tap(any.trim_end());
}

fn slip(stage: &mut Stage, code: &str) {
    stage.tap_word("top-pitch", &[]);
    stage.tap_word("pitch-have-slip", &[]);
    stage.type_text(code);
}

fn pitched(number: u32) -> Answer {
    Answer::Pitched { session: made::session(900), code: "KX4-T9RM".to_owned(), number }
}

fn rich() -> View {
    made::view(made::rich_camp(), Role::Volunteer)
}

/// A power cut fell into somebody's pitch.
fn drafted() -> View {
    let draft = r#"{"at_s":1795261000,"draft":{"title":"Bin collections in small villages"}}"#;
    let kept = [(Kept::Draft, draft.to_owned())].into_iter().collect();
    View { kept: Arc::new(kept), ..kiosk() }
}

fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

/// A joint session over rooms that do not stand side by side.
fn joint() -> View {
    let mut schedule = made::camp();
    for session in schedule.sessions.values_mut() {
        if let Placement::At { rooms, .. } = &mut Arc::make_mut(session).placement.value
            && rooms.len() > 1
        {
            rooms.push(made::room(7));
        }
    }
    made::view(schedule, Role::Volunteer)
}

/// Somebody edits at every other device; one room is closed, a session is pinned, a pitch is part of
/// another.
fn edited() -> View {
    let mut schedule = made::camp();
    let session = |schedule: &mut Schedule, n: usize, change: fn(&mut Session)| {
        if let Some(session) = schedule.sessions.get_mut(&made::session(n)) {
            change(Arc::make_mut(session));
        }
    };
    session(&mut schedule, 5, |cyber| cyber.pinned = true);
    session(&mut schedule, 61, |pitch| pitch.pitching = Pitching::ForMe);
    session(&mut schedule, 62, |pitch| pitch.wishes.value = vec!["projector".to_owned()]);
    session(&mut schedule, 66, |part| part.part_of = Some(made::session(63)));
    schedule.parts.insert(made::session(63), vec![made::session(66)]);
    if let Some(library) = schedule.rooms.get_mut(&made::room(6)) {
        Arc::make_mut(library).closed = true;
    }
    let at = |n: usize, who: &str, doing| Presence {
        device: shared::ids::DeviceTag(made::bytes(n)),
        who: who.to_owned(),
        doing,
    };
    let (when, room) = (When::Slot(made::slot(3)), made::room(0));
    let mut view = made::view(schedule, Role::Volunteer);
    view.presence = vec![
        at(1, "Foyer tablet", Doing::Moving(made::session(8))),
        at(2, "Priya Nair", Doing::Looking(made::session(20))),
        at(3, "Hall laptop", Doing::Filling { when, room }),
    ];
    view
}

fn locked() -> View {
    View { pin: Pin::Set, ..volunteer() }
}

fn density(stage: &mut Stage, touches: usize) {
    let words = ["normal", "large", "compact"];
    for word in words.iter().cycle().take(touches) {
        stage.tap_word("board-density", &[("density", (*word).into())]);
    }
}

/// The name of an empty cell in the slot that is on.
fn empty(stage: &Stage, room: &str) -> String {
    stage.words("board-empty", &[("room", room.into()), ("time", "11:30".into())])
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
    let heard_ms = Some(1_795_260_960_000);
    let data = DataState { here: Here::Saved, server, outbox, heard_ms, clock_doubtful: true };
    View { data, ..view }
}

pub(crate) fn away() -> View {
    with(volunteer(), ServerState::Away { why: Away::NoLine(NoLine::Lost) }, 14)
}

/// Several things are announced at once, one of them at length.
fn announced() -> View {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    let text = "The bus to the station leaves from the front gate at 17:10, and another one from \
        the library at 17:40: ask at the desk for a ticket before four o’clock";
    let one = Announcement {
        text: text.to_owned().into(),
        by: Some(made::author(2)),
        ..Announcement::default()
    };
    schedule.announcements.insert(AnnouncementId(made::bytes(2)), Arc::new(one));
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

/// Back from an outage: what was merged, and what others are doing.
fn merged() -> View {
    let doing = Doing::Moving(made::session(1));
    let other = shared::ids::DeviceTag(made::bytes(2));
    let presence = vec![Presence { device: other, who: "Amara Okafor".to_owned(), doing }];
    let report = MergeReport { id: 1, edits: 14, devices: 3 };
    View { presence, merged: Some(report), ..made::troubled_camp() }
}

fn nothing_on_day() -> View {
    let mut schedule = made::camp();
    schedule.sessions.clear();
    schedule.slots.clear();
    schedule.fixed.clear();
    made::view(schedule, Role::Kiosk)
}
