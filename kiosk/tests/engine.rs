//! The real engine on a real store: what it shows, what it keeps, and what it says when the disk
//! or the network is not as it should be.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in its helpers"
)]

#[path = "engine/asks.rs"]
mod asks;
#[path = "engine/carry.rs"]
mod carry;
#[path = "engine/erase.rs"]
mod erase;
#[path = "engine/import.rs"]
mod import_file;
#[path = "engine/net.rs"]
mod net;
#[path = "engine/others.rs"]
mod others;
#[path = "engine/outage.rs"]
mod outage;
#[path = "engine/past.rs"]
mod past;
#[path = "engine/serve.rs"]
mod serve;
#[path = "engine/server.rs"]
mod server;
#[path = "engine/start.rs"]
mod start;
#[path = "engine/told.rs"]
mod told;
#[path = "engine/typed.rs"]
mod typed;
#[path = "engine/venue.rs"]
mod venue;

use kiosk::{
    app::Engine as _,
    ask::Request,
    engine::{self, NotDone},
    headless::english,
    view::{Here, Notice, ServerState},
    why::NotSaved,
};
use shared::{
    command::{Command, Refusal, RoomEdit, SessionEdit},
    ids::{RoomId, SessionId},
    schedule::{Placement, Schedule, When},
};
use std::{fs, sync::Arc, time::Duration};
use venue::{Kiosk, LONG};

fn room(name: &str, n: u8) -> Command {
    let edit = RoomEdit { name: Some(name.into()), ..RoomEdit::default() };
    Command::PutRoom { room: RoomId([n; 16]), edit }
}

fn pitch(title: &str, text: &str, n: u8) -> Command {
    let edit = SessionEdit {
        title: Some(title.into()),
        text: Some(text.into()),
        ..SessionEdit::default()
    };
    Command::Pitch { session: SessionId([n; 16]), edit }
}

fn command(command: Command) -> Request {
    Request::Command { command, person: None }
}

#[test]
fn an_edit_is_there_after_a_restart() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    let remote = engine.remote();
    remote.command(room("Hall", 1), None).unwrap();
    remote.command(pitch("Open data", "", 2), None).unwrap();
    let before = remote.inspect().unwrap();
    assert_eq!(before.view.data.here, Here::Saved);
    assert_eq!(before.view.data.outbox, 2);
    assert_eq!(before.view.undoable.len(), 2);
    assert_eq!(before.view.schedule.shelf().len(), 1);
    engine.stop();

    let after = kiosk.start().remote().inspect().unwrap();
    assert_eq!(after.view.schedule, before.view.schedule);
    assert_eq!(after.heads, before.heads);
    assert_eq!(after.records, before.records);
    assert_eq!(after.view.data, before.view.data);
}

#[test]
fn an_answered_edit_survives_a_sudden_end() {
    let kiosk = Kiosk::joined();
    let mut expected = None;
    for n in 1..=5 {
        let engine = kiosk.start();
        let remote = engine.remote();
        let found = remote.inspect().unwrap();
        if let Some(expected) = expected.take() {
            assert_eq!(found.view.schedule, expected);
        }
        remote.command(pitch(&format!("Session {n}"), "", n), None).unwrap();
        expected = Some(remote.inspect().unwrap().view.schedule.clone());
        engine.abandon();
    }
}

#[test]
fn the_screen_sees_each_edit_and_each_refusal() {
    let kiosk = Kiosk::joined();
    let mut engine = kiosk.start();
    let remote = engine.remote();
    remote.inspect().unwrap();
    while engine.news().is_some() {}
    engine.send(command(pitch("Open data", "", 2)));
    remote.wait(LONG, |view| view.schedule.sessions.len() == 1).unwrap();
    let view = engine.news().unwrap();
    assert_eq!(view.schedule.shelf().len(), 1);
    assert!(engine.news().is_none(), "the same view is no news");

    let nowhere = Placement::At { when: When::Slot(shared::ids::SlotId([9; 16])), rooms: vec![] };
    engine.send(command(Command::Place { session: SessionId([3; 16]), to: nowhere }));
    remote.wait(LONG, |view| !view.notices.is_empty()).unwrap();
    let view = engine.news().unwrap();
    assert!(
        matches!(
            view.notices[..],
            [Notice::Refused { refusal: Refusal::Unknown { .. } | Refusal::Invalid { .. } }]
        ),
        "{:?}",
        view.notices
    );
    engine.send(command(pitch("Bins", "", 4)));
    remote.wait(LONG, |view| view.notices.is_empty()).unwrap();
    assert_ne!(engine.draw_id(), engine.draw_id());
}

#[test]
fn a_burst_of_edits_is_published_as_few_views() {
    let kiosk = Kiosk::joined();
    let mut engine = kiosk.start();
    let remote = engine.remote();
    let before = remote.inspect().unwrap().view.revision;
    for n in 1..=200 {
        engine.send(command(pitch(&format!("Session {n}"), "", n)));
    }
    let view = remote.wait(LONG, |view| view.schedule.sessions.len() == 200).unwrap();
    assert!(view.revision - before <= 200);
    assert_eq!(view.data.here, Here::Saved);
}

#[test]
fn only_one_process_has_the_data() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    let second = engine::start(kiosk.options()).err().unwrap();
    assert!(second.is_busy());
    assert_eq!(second.why(), NotSaved::InUse);
    engine.stop();
    kiosk.start().stop();
}

#[test]
fn a_store_that_cannot_be_read_is_moved_aside_and_the_last_board_stays() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    let remote = engine.remote();
    remote.command(pitch("Open data", "", 2), None).unwrap();
    let before = remote.inspect().unwrap().view;
    engine.stop();
    for companion in ["-wal", "-shm"] {
        let _ = fs::remove_file(kiosk.path().with_file_name(format!("kiosk.db{companion}")));
    }
    fs::write(kiosk.path(), "nothing that SQLite could read, and longer than its header is")
        .unwrap();

    // The second start finds the empty store that the first one began.
    for again in [false, true] {
        let engine = kiosk.start();
        let remote = engine.remote();
        let after = remote.inspect().unwrap();
        let Here::NotSaved { why } = &after.view.data.here else { panic!("{:?}", after.view.data) };
        let word = if again { "gone" } else { "moved to" };
        let said = english().not_saved(why);
        assert!(said.contains(word) && said.contains("join link"), "{said}");
        // What moved is not part of the kept picture.
        let board = Schedule { moves: Arc::default(), ..(*before.schedule).clone() };
        assert_eq!(*after.view.schedule, board);
        assert_eq!(after.view.data.server, ServerState::NotJoined);
        assert!(remote.command(room("Barn", 5), None).is_err());
    }
    let aside = kiosk.path().with_file_name("kiosk.db.broken-1");
    assert!(fs::read(aside).unwrap().starts_with(b"nothing that SQLite"));

    let remote = kiosk.start().remote();
    drop(remote);
    let engine = kiosk.start();
    engine.remote().join(kiosk.link(), "Foyer".into()).unwrap();
    let joined = engine.remote().inspect().unwrap().view;
    assert_eq!(joined.data.here, Here::Saved);
    assert_eq!(joined.event, Some(kiosk.link().event()));
}

#[test]
fn damaged_rows_are_told() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    engine.remote().command(pitch("Open data", "an uncommon text", 2), None).unwrap();
    engine.stop();
    kiosk.flip_bit_in(b"Foyer");
    let engine = kiosk.start();
    let view = engine.remote().inspect().unwrap().view;
    assert!(
        view.notices.iter().any(|notice| matches!(notice, Notice::Repaired { rows: 1.. })),
        "{:?}",
        view.notices
    );
}

#[test]
fn a_print_of_damaged_data_says_so() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    engine.remote().command(pitch("Open data", "an uncommon text", 2), None).unwrap();
    engine.stop();
    let out = kiosk.path().with_file_name("slips.pdf");
    let typed = printing::Print {
        form: printing::Form::Slips,
        days: Vec::new(),
        out: Some(out.clone()),
        printer: None,
        language: printing::Language::En,
        per_sheet: printing::Slips::Four,
    };
    assert_eq!(kiosk::printed::print(kiosk.path(), &typed).unwrap(), 0);
    fs::remove_file(&out).unwrap();
    kiosk.flip_bit_in(b"an uncommon text");
    let damaged = kiosk::printed::print(kiosk.path(), &typed).unwrap();
    assert!(damaged > 0, "what is lacking is not told");
    assert!(out.exists(), "what there is is printed");
}

#[test]
fn a_full_disk_stops_editing_and_keeps_the_board() {
    let kiosk = Kiosk::joined();
    let text = "x".repeat(40_000);
    let engine = engine::start(kiosk.small_disk()).unwrap();
    let remote = engine.remote();
    let mut saved = 0;
    let why = loop {
        match remote.command(pitch("Long", &text, saved + 1), None) {
            Ok(_) => saved += 1,
            Err(NotDone::NotSaved(why)) => break why,
            Err(NotDone::Refused(refusal)) => panic!("{refusal}"),
        }
        assert!(saved < 100, "the disk never was full");
    };
    assert_eq!(why, NotSaved::DiskFull);
    assert!(saved > 0);
    let view = remote.wait(LONG, |view| view.data.here != Here::Saved).unwrap();
    assert_eq!(view.data.here, Here::NotSaved { why });
    assert_eq!(view.schedule.sessions.len(), usize::from(saved), "what was saved is shown");
    assert!(remote.command(pitch("One more", &text, 200), None).is_err());
    engine.abandon();

    let engine = kiosk.start();
    let remote = engine.remote();
    let view = remote.inspect().unwrap().view;
    assert_eq!(view.data.here, Here::Saved);
    assert!(view.schedule.sessions.len() >= usize::from(saved));
    remote.command(pitch("One more", "", 201), None).unwrap();
}

#[test]
fn a_kiosk_belongs_to_one_event() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    let remote = engine.remote();
    let other = Kiosk::other_link();
    let refused = remote.join(other, "Foyer".into());
    let here = kiosk.link().event();
    assert_eq!(refused, Err(NotDone::NotSaved(NotSaved::OtherEvent { here })));
    // Its own event is no news.
    remote.join(kiosk.link(), "Foyer".into()).unwrap();
    assert_eq!(remote.inspect().unwrap().view.event, Some(kiosk.link().event()));
}

#[test]
fn a_new_kiosk_says_that_it_has_not_joined() {
    let kiosk = Kiosk::new();
    let engine = kiosk.start();
    let remote = engine.remote();
    let view = remote.inspect().unwrap().view;
    assert_eq!((view.event, view.role), (None, None));
    assert_eq!(view.data.server, ServerState::NotJoined);
    assert_eq!(view.data.here, Here::Saved);
    let refused = remote.command(pitch("Open data", "", 1), None);
    assert!(matches!(refused, Err(NotDone::Refused(Refusal::Unknown { .. }))), "{refused:?}");
    assert!(remote.wait(Duration::ZERO, |view| view.event.is_some()).is_err());
}

#[test]
fn nobody_waits_for_an_engine_that_has_ended() {
    let kiosk = Kiosk::new();
    let engine = kiosk.start();
    let remote = engine.remote();
    engine.stop();
    assert!(matches!(remote.command(room("Hall", 1), None), Err(NotDone::NotSaved(_))));
    assert!(remote.inspect().is_err());
    assert!(remote.wait(LONG, |_| false).is_err());
}
